//! Logs of meetings: what a log is, and adding to it. What it answers is in [`answers`], what it is joined
//! with in [`joined`], tables of progress in [`progress`].

mod answers;
mod file;
mod how;
mod joined;
mod progress;

pub(crate) use file::shared;

use crate::catalogue::from_python;
use crate::error::{self, Kind};
use crate::findings::PyFindings;
use chrono::NaiveDate;
use chuan::meeting::Record;
use chuan::meeting::log::{Event, Hash, LogBase, Replay, ReplayOptions, replay};
use chuan::period::parse_date_iso;
use file::refused;
use how::How;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::io::Cursor;
use std::path::PathBuf;
use std::sync::Arc;

/// The log of a meeting: what became of its tasks.
///
/// A log is made by :meth:`load`. It is replayed as of a day, and as known at a moment; nothing
/// that can be computed is stored in it.
///
/// Examples
/// --------
/// >>> import chuan, json, pathlib, tempfile
/// >>> folder = pathlib.Path(tempfile.mkdtemp())
/// >>> record = {
/// ...     "format": "meeting-record/1", "id": "r",
/// ...     "registry": {"bodies": [{"id": "school", "name": "School", "kind": "school"}]},
/// ...     "meeting": {"id": "m", "body": "school", "title": "May", "kind": "regular",
/// ...         "date": "2022-05-28", "status": "scheduled",
/// ...         "record": {"basis": "agenda", "complete": {}},
/// ...         "agenda": [{"id": "a1", "no": "1", "title": "Level 1", "kind": "decide",
/// ...             "decisions": [{"id": "d1", "kind": "assignment", "by": "body:school",
/// ...                 "text": "Reach level 1"}]}]},
/// ...     "tasks": [{"id": "t1", "title": "Reach level 1", "from": ["d1"], "owner": "school",
/// ...         "due": "2022"}],
/// ... }
/// >>> record["meeting"]["status"] = "held"
/// >>> _ = (folder / "record.json").write_text(json.dumps(record))
/// >>> log = chuan.Log.create(folder / "log.jsonl", folder / "record.json",
/// ...     recorded_at="2022-05-28T12:00:00+07:00")
/// >>> log = log.append({"event": "submit", "task": "t1", "on": "2022-12-31",
/// ...     "recorded_at": "2023-01-02T09:00:00+07:00", "by": "body:school"})
/// >>> log.board("2023-01-05").to_table()["status"]
/// ['Awaiting acceptance, in time']
#[pyclass(frozen, name = "Log", module = "chuan")]
#[derive(Debug, Clone)]
pub(crate) struct PyLog {
    path: Arc<PathBuf>,
    record: Arc<Record>,
    bytes: Arc<Vec<u8>>,
}

/// Options by which every event counts.
fn everything() -> PyResult<ReplayOptions> {
    parse_date_iso("9999-12-31").map(ReplayOptions::new).map_err(refused)
}

impl PyLog {
    fn base(&self) -> LogBase {
        LogBase::of(&self.record, false)
    }

    fn replay(&self, base: &LogBase, options: &ReplayOptions) -> PyResult<Replay> {
        replay(Cursor::new(self.bytes.as_slice()), base, options).map_err(refused)
    }

    /// Replayed by the usual policy.
    fn as_of(
        &self,
        base: &LogBase,
        as_of: &Bound<'_, PyAny>,
        known_at: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Replay> {
        self.replay(base, &How::usual(as_of, known_at).options(&self.path)?)
    }

    /// The record and its tasks as they stand on a day, for what joins them with other things.
    pub(crate) fn followed(&self, as_of: NaiveDate) -> PyResult<(&Record, LogBase, Replay)> {
        let mut options = ReplayOptions::new(as_of);
        options.file = Some(self.path.display().to_string().into());
        let base = self.base();
        let replay = self.replay(&base, &options)?;
        Ok((&self.record, base, replay))
    }
}

#[pymethods]
impl PyLog {
    /// Reads a log and the record that it belongs to.
    ///
    /// Parameters
    /// ----------
    /// path : str or path
    ///     The log, in JSON lines.
    /// record : str or path
    ///     The record, in JSON.
    ///
    /// Returns
    /// -------
    /// Log
    ///
    /// Raises
    /// ------
    /// OSError
    ///     When a file cannot be read.
    /// DataError
    ///     When the record is wrong. What is wrong with a log is said by :meth:`audit`.
    ///
    /// Examples
    /// --------
    /// >>> import pathlib, tempfile
    /// >>> folder = pathlib.Path(tempfile.mkdtemp())
    /// >>> path, acts = folder / "record.json", folder / "log.jsonl"
    /// >>> _ = path.write_text(record.to_json(), encoding="utf-8")
    /// >>> _ = chuan.Log.create(acts, path, recorded_at="2024-03-12T12:00:00+07:00")
    /// >>> chuan.Log.load(acts, path)
    /// <Log of ward-3: 1 line>
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf, record: PathBuf) -> PyResult<Self> {
        file::load(py, path, &record)
    }

    /// Makes a new log of a record, with its first line.
    ///
    /// Parameters
    /// ----------
    /// path : str or path
    ///     The log; it must not be there.
    /// record : str or path
    ///     The record, in JSON.
    /// recorded_at : str
    ///     The moment at which it is made, such as ``2022-05-28T12:00:00+07:00``.
    ///
    /// Returns
    /// -------
    /// Log
    ///
    /// Examples
    /// --------
    /// >>> import pathlib, tempfile
    /// >>> path = pathlib.Path(tempfile.mkdtemp()) / "record.json"
    /// >>> _ = path.write_text(record.to_json(), encoding="utf-8")
    /// >>> chuan.Log.create(path.with_name("log.jsonl"), path,
    /// ...     recorded_at="2024-03-12T12:00:00+07:00")
    /// <Log of ward-3: 1 line>
    #[staticmethod]
    #[pyo3(signature = (path, record, *, recorded_at))]
    fn create(py: Python<'_>, path: PathBuf, record: PathBuf, recorded_at: &str) -> PyResult<Self> {
        file::create(py, path, &record, recorded_at)
    }

    /// Adds an event to the file, all or nothing, if nobody else has added to it since this log
    /// was read.
    ///
    /// Parameters
    /// ----------
    /// event : dict
    ///     ``event``, ``on``, ``recorded_at``, mostly ``task`` and ``by``; ``seq`` and ``prev`` are
    ///     set here.
    ///
    /// Returns
    /// -------
    /// Log
    ///     The log with the new line; this one stays as it is.
    ///
    /// Raises
    /// ------
    /// RuntimeError
    ///     When the file has moved on, or the event is incomplete. Nothing is written then.
    ///
    /// Examples
    /// --------
    /// >>> log.append({"event": "start", "task": "t1", "on": "2024-04-02",
    /// ...     "recorded_at": "2024-04-02T09:00:00+07:00", "by": "body:council"})
    /// <Log of ward-3: 2 lines>
    fn append(&self, py: Python<'_>, event: &Bound<'_, PyDict>) -> PyResult<Self> {
        let mut value = from_python(py, event)?;
        if let serde_json::Value::Object(object) = &mut value {
            object.insert("seq".to_owned(), 0.into());
        }
        let event = Event::from_value(value).map_err(refused)?;
        file::added(py, self, vec![event])
    }

    /// Writes this log and another of the same record as one, to a new file: lines in the order in
    /// which they were recorded, numbered and chained again. Lines that both share stand there once,
    /// and the first line keeps both old heads.
    ///
    /// Parameters
    /// ----------
    /// other : Log
    ///     A log that was kept apart.
    /// path : str or path
    ///     The new log; it must not be there.
    ///
    /// Returns
    /// -------
    /// Log
    ///     The new log.
    ///
    /// Raises
    /// ------
    /// RuntimeError
    ///     When a chain is broken, or the logs belong to different records.
    /// FileExistsError
    ///     When there is such a file.
    ///
    /// Examples
    /// --------
    /// >>> import pathlib, tempfile
    /// >>> path = pathlib.Path(tempfile.mkdtemp()) / "both.jsonl"
    /// >>> both = log.merge(log, path)
    /// >>> both
    /// <Log of ward-3: 1 line>
    /// >>> len(both.audit())
    /// 0
    fn merge(&self, py: Python<'_>, other: &Self, path: PathBuf) -> PyResult<Self> {
        file::merged(py, self, other, path)
    }

    /// Hash of the last line.
    #[getter]
    fn head(&self) -> PyResult<Option<String>> {
        Ok(self.head_hash()?.map(|hash| hash.to_string()))
    }

    /// Everything that is wrong with the log.
    ///
    /// Parameters
    /// ----------
    /// head : str, optional
    ///     The hash that the last line should have.
    ///
    /// Returns
    /// -------
    /// Findings
    ///     Rules ``MTG-7xx``; empty when all is right.
    ///
    /// Raises
    /// ------
    /// DataError
    ///     When the last line is not the one of ``head``.
    ///
    /// Examples
    /// --------
    /// >>> len(log.audit(head=log.head))
    /// 0
    #[pyo3(signature = (*, head=None))]
    fn audit(&self, py: Python<'_>, head: Option<&str>) -> PyResult<PyFindings> {
        let mut options = everything()?;
        options.file = Some(self.path.display().to_string().into());
        let replay = self.replay(&self.base(), &options)?;
        if let Some(head) = head {
            let expected: Hash = head.parse().map_err(|error: chuan::meeting::NoHash| {
                PyValueError::new_err(error.to_string())
            })?;
            if Some(expected) != replay.head {
                let message = "the last line is not the one expected: it was changed, or lines were cut off or added";
                return Err(error::raise(py, Kind::Data, message, None));
            }
        }
        Ok(PyFindings::new(replay.findings))
    }

    fn __repr__(&self) -> String {
        let lines = self.bytes.iter().filter(|byte| **byte == b'\n').count();
        let word = if lines == 1 { "line" } else { "lines" };
        format!("<Log of {}: {lines} {word}>", self.record.spec().id)
    }
}

impl PyLog {
    /// The head of what was read, which is not always that of the file.
    fn head_hash(&self) -> PyResult<Option<Hash>> {
        let empty = LogBase::default();
        Ok(self.replay(&empty, &everything()?)?.head)
    }
}
