//! Logs of meetings.

use crate::error::{self, Kind};
use crate::findings::PyFindings;
use crate::options;
use crate::render;
use crate::table::{Columns, PyTable};
use chuan::finding::Findings;
use chuan::meeting::log::{
    CountedAt, Counts, Event, Grouping, Hash, KnownAt, LogBase, Replay, ReplayOptions, TaskStatus,
    append, label, period_completion, replay,
};
use chuan::meeting::{Context, Record};
use chuan::number::{Rounding, RoundingRule};
use chuan::period::parse_date_iso;
use chuan::text::Lang;
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict};
use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};
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

fn read(py: Python<'_>, path: &Path) -> PyResult<Vec<u8>> {
    std::fs::read(path).map_err(|error| error::of_io(py, &error, path))
}

fn record_of(py: Python<'_>, path: &Path) -> PyResult<Record> {
    let bytes = read(py, path)?;
    let text = String::from_utf8_lossy(&bytes);
    let name = path.display().to_string();
    let (record, findings) = Record::check_text(&text, Some(&name), &Context::default());
    record.ok_or_else(|| error::of_findings(py, Kind::Data, PyFindings::new(findings)))
}

fn refused(error: impl std::fmt::Display) -> PyErr {
    PyRuntimeError::new_err(error.to_string())
}

/// Options by which every event counts.
fn everything() -> PyResult<ReplayOptions> {
    parse_date_iso("9999-12-31").map(ReplayOptions::new).map_err(refused)
}

/// How a log is replayed, as keyword arguments.
struct How<'a> {
    as_of: &'a Bound<'a, PyAny>,
    known_at: Option<&'a Bound<'a, PyAny>>,
    counted_at: &'a str,
    due_soon_days: u32,
    pause_stops_clock: bool,
}

impl How<'_> {
    fn options(&self, path: &Path) -> PyResult<ReplayOptions> {
        let text = self.as_of.str()?.extract::<String>()?;
        let day = text.get(..10).unwrap_or(&text);
        let as_of =
            parse_date_iso(day).map_err(|error| PyValueError::new_err(error.to_string()))?;
        let mut options = ReplayOptions::new(as_of);
        options.file = Some(path.display().to_string().into());
        if let Some(known) = self.known_at {
            let text = match known.call_method0("isoformat") {
                Ok(text) => text.extract::<String>()?,
                Err(_) => known.str()?.extract::<String>()?,
            };
            options.known_at = Some(KnownAt::parse(&text).ok_or_else(|| {
                PyValueError::new_err(format!(
                    "`{text}` is not a date, nor a date-time with an offset"
                ))
            })?);
        }
        options.policy.counted_at = match self.counted_at {
            "submitted" => CountedAt::Submitted,
            "accepted" => CountedAt::Accepted,
            other => {
                return Err(PyValueError::new_err(format!(
                    "counted_at is submitted or accepted, not `{other}`"
                )));
            }
        };
        options.policy.due_soon_days = self.due_soon_days;
        options.policy.pause_stops_clock = self.pause_stops_clock;
        Ok(options)
    }
}

impl PyLog {
    fn base(&self) -> LogBase {
        LogBase::of(&self.record, false)
    }

    fn replay(&self, base: &LogBase, options: &ReplayOptions) -> PyResult<Replay> {
        replay(Cursor::new(self.bytes.as_slice()), base, options).map_err(refused)
    }
}

fn of_python(py: Python<'_>, event: &Bound<'_, PyDict>) -> PyResult<serde_json::Value> {
    let text: String = py.import("json")?.call_method("dumps", (event,), None)?.extract()?;
    serde_json::from_str(&text).map_err(refused)
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
    /// <Log of ward-3: 1 lines>
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf, record: PathBuf) -> PyResult<Self> {
        let bytes = read(py, &path)?;
        let record = record_of(py, &record)?;
        Ok(Self { path: Arc::new(path), record: Arc::new(record), bytes: Arc::new(bytes) })
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
    /// <Log of ward-3: 1 lines>
    #[staticmethod]
    #[pyo3(signature = (path, record, *, recorded_at))]
    fn create(py: Python<'_>, path: PathBuf, record: PathBuf, recorded_at: &str) -> PyResult<Self> {
        let record = record_of(py, &record)?;
        let day = record.spec().meeting.date;
        let kind = chuan::meeting::log::EventKind::Open;
        let mut event = Event::new(0, kind, day, recorded_at).ok_or_else(|| {
            PyValueError::new_err(format!("`{recorded_at}` is not a date-time with an offset"))
        })?;
        event.record = Some(record.spec().id.as_str().to_owned().into());
        event.record_sha256 = Some(record.hash().digits().into());
        append(&path, None, vec![event]).map_err(refused)?;
        let bytes = read(py, &path)?;
        Ok(Self { path: Arc::new(path), record: Arc::new(record), bytes: Arc::new(bytes) })
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
        let mut value = of_python(py, event)?;
        if let serde_json::Value::Object(object) = &mut value {
            object.insert("seq".to_owned(), 0.into());
        }
        let event = Event::from_value(value).map_err(refused)?;
        append(self.path.as_path(), self.head_hash()?, vec![event]).map_err(refused)?;
        let bytes = Arc::new(read(py, &self.path)?);
        Ok(Self { bytes, ..self.clone() })
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

    /// Where every task stands as of a day, body by body.
    ///
    /// Parameters
    /// ----------
    /// as_of : str or date
    ///     Events up to this day count.
    /// known_at : str, date or datetime, optional
    ///     Only lines written by then.
    /// by : str
    ///     ``owner``, ``support``, ``meeting``, ``item``, ``year``, ``quarter``, ``month``, or the
    ///     kind of what tasks are about: ``level``, ``target``, ``indicator`` …
    /// counted_at : {"submitted", "accepted"}
    ///     When a task counts as done.
    /// due_soon_days : int
    ///     A deadline so many days away is near.
    /// pause_stops_clock : bool
    ///     Whether days of a pause are added to the deadline.
    /// lang : {"en", "vi"}
    ///     Language of the words.
    ///
    /// Returns
    /// -------
    /// Board
    ///
    /// Examples
    /// --------
    /// >>> log.board("2024-07-02").to_table()["days"]
    /// [2.0]
    #[pyo3(signature = (as_of, *, known_at=None, by="owner", counted_at="submitted", due_soon_days=7, pause_stops_clock=false, lang="en"))]
    #[allow(clippy::too_many_arguments, reason = "keyword arguments")]
    fn board<'py>(
        &self,
        as_of: &Bound<'py, PyAny>,
        known_at: Option<&Bound<'py, PyAny>>,
        by: &str,
        counted_at: &str,
        due_soon_days: u32,
        pause_stops_clock: bool,
        lang: &str,
    ) -> PyResult<PyBoard> {
        let how = How { as_of, known_at, counted_at, due_soon_days, pause_stops_clock };
        let base = self.base();
        let replay = self.replay(&base, &how.options(&self.path)?)?;
        let grouping = by.parse::<Grouping>().map_err(|e| PyValueError::new_err(e.to_string()))?;
        Ok(PyBoard {
            base: Arc::new(base),
            replay: Arc::new(replay),
            grouping,
            lang: options::lang(lang)?,
        })
    }

    /// The named rates, with numerator and denominator; a rate of nothing has no value.
    ///
    /// Parameters
    /// ----------
    /// as_of : str or date
    ///     Events up to this day count.
    /// known_at : str, date or datetime, optional
    ///     Only lines written by then.
    /// by : str, optional
    ///     A grouping, as in :meth:`board`; unless said, all tasks together.
    /// period : str, optional
    ///     Adds ``period_completion``: done among tasks whose last day lies in it.
    /// digits : int, optional
    ///     Digits after the point of the percentages.
    /// truncate : bool
    ///     Digits are cut off instead of rounded.
    /// counted_at : {"submitted", "accepted"}
    ///     When a task counts as done.
    ///
    /// Returns
    /// -------
    /// Table
    ///     Columns ``group``, ``rate``, ``percent``, ``numerator``, ``denominator``.
    ///
    /// Examples
    /// --------
    /// >>> log.rates("2024-07-02")["rate"][0], log.rates("2024-07-02")["percent"][0]
    /// ('completion', 0.0)
    #[pyo3(signature = (as_of, *, known_at=None, by=None, period=None, digits=None, truncate=false, counted_at="submitted"))]
    #[allow(clippy::too_many_arguments, reason = "keyword arguments")]
    fn rates<'py>(
        &self,
        as_of: &Bound<'py, PyAny>,
        known_at: Option<&Bound<'py, PyAny>>,
        by: Option<&str>,
        period: Option<&Bound<'py, PyAny>>,
        digits: Option<i8>,
        truncate: bool,
        counted_at: &str,
    ) -> PyResult<PyTable> {
        let how = How { as_of, known_at, counted_at, due_soon_days: 7, pause_stops_clock: false };
        let base = self.base();
        let replay = self.replay(&base, &how.options(&self.path)?)?;
        let grouping = by.map(str::parse::<Grouping>).transpose();
        let grouping = grouping.map_err(|e| PyValueError::new_err(e.to_string()))?;
        let period = period.map(options::period).transpose()?;
        let rule = if truncate { RoundingRule::Truncate } else { RoundingRule::HalfUp };
        let rounding = digits.map(|digits| Rounding { digits, rule });
        let mut groups: BTreeMap<Option<Arc<str>>, Vec<&TaskStatus>> = BTreeMap::new();
        if grouping.is_none() {
            groups.insert(None, Vec::new());
        }
        for task in &replay.tasks {
            let of = match &grouping {
                None => vec![None],
                Some(grouping) => replay.groups_of(&base, task, grouping),
            };
            for group in of {
                groups.entry(group).or_default().push(task);
            }
        }
        let mut rows = Vec::new();
        for (group, tasks) in &groups {
            let counts = Counts::of(tasks.iter().copied());
            let more = period.map(|period| period_completion(tasks.iter().copied(), &period));
            rows.extend(counts.rates().chain(more).map(|rate| (group.clone(), rate)));
        }
        Columns::default()
            .text("group", rows.iter().map(|(group, _)| group.as_deref()))
            .text("rate", rows.iter().map(|(_, rate)| Some(rate.kind.as_str())))
            .number("percent", rows.iter().map(|(_, rate)| rate.percent(rounding)))
            .whole("numerator", rows.iter().map(|(_, rate)| Some(rate.numerator)))
            .whole("denominator", rows.iter().map(|(_, rate)| Some(rate.denominator)))
            .table()
    }

    fn __repr__(&self) -> String {
        let lines = self.bytes.iter().filter(|byte| **byte == b'\n').count();
        format!("<Log of {}: {lines} lines>", self.record.spec().id)
    }
}

impl PyLog {
    /// The head of what was read, which is not always that of the file.
    fn head_hash(&self) -> PyResult<Option<Hash>> {
        let empty = LogBase::default();
        Ok(self.replay(&empty, &everything()?)?.head)
    }
}

/// Where tasks stand as of a day. It prints as tables, one for each body.
///
/// Examples
/// --------
/// >>> print(board)
/// Tasks as of 2024-07-02: 1, 0 done, 1 overdue
/// ...
#[pyclass(frozen, name = "Board", module = "chuan")]
#[derive(Debug, Clone)]
pub(crate) struct PyBoard {
    base: Arc<LogBase>,
    replay: Arc<Replay>,
    grouping: Grouping,
    lang: Lang,
}

impl PyBoard {
    fn rows(&self) -> Vec<(Option<Arc<str>>, &TaskStatus)> {
        let mut rows: Vec<(Option<Arc<str>>, &TaskStatus)> = Vec::new();
        for task in &self.replay.tasks {
            for group in self.replay.groups_of(&self.base, task, &self.grouping) {
                rows.push((group, task));
            }
        }
        rows.sort_by(|(a, one), (b, other)| (a, one.index).cmp(&(b, other.index)));
        rows
    }

    fn named(&self, group: Option<&str>) -> String {
        match group {
            None => "–".to_owned(),
            Some(id) => self.base.names.get(id).map_or_else(|| id.to_owned(), ToString::to_string),
        }
    }

    fn short(&self, tasks: &[(Option<Arc<str>>, &TaskStatus)]) -> PyResult<PyTable> {
        let given = |task: &TaskStatus| self.base.tasks.get(task.index);
        let label = |task: &TaskStatus| label(task.state, task.timeliness, self.lang);
        Columns::default()
            .text("task", tasks.iter().map(|(_, task)| given(task).map(|task| task.id.to_string())))
            .text("title", tasks.iter().map(|(_, t)| given(t).map(|task| task.title.to_string())))
            .text("status", tasks.iter().map(|(_, task)| Some(label(task))))
            .text("due", tasks.iter().map(|(_, t)| t.due.as_ref().map(|d| d.to_string())))
            .number("days", tasks.iter().map(|(_, task)| task.days.map(|days| days as f64)))
            .table()
    }

    fn pieces(&self) -> PyResult<Vec<(String, PyTable)>> {
        let rows = self.rows();
        rows.chunk_by(|(a, _), (b, _)| a == b)
            .map(|chunk| {
                let group = chunk.first().and_then(|(group, _)| group.as_deref());
                Ok((self.named(group), self.short(chunk)?))
            })
            .collect()
    }

    fn title(&self) -> String {
        let counts = self.replay.counts();
        let (total, done, overdue) = (counts.total(), counts.done(), counts.open_overdue);
        let as_of = self.replay.as_of;
        match self.lang {
            Lang::En => format!("Tasks as of {as_of}: {total}, {done} done, {overdue} overdue"),
            Lang::Vi => {
                format!("Nhiệm vụ đến hết ngày {as_of}: {total}, xong {done}, quá hạn {overdue}")
            }
        }
    }
}

#[pymethods]
impl PyBoard {
    /// The board as a table.
    ///
    /// Returns
    /// -------
    /// Table
    ///     Columns ``group``, ``task``, ``title``, ``owner``, ``state``, ``timeliness``,
    ///     ``status``, ``due``, ``last_day``, ``days`` (positive is late), ``against_original``,
    ///     ``percent``, ``completed_on``, ``returns``, ``extensions``.
    ///
    /// Examples
    /// --------
    /// >>> board.to_table()["task"]
    /// ['t1']
    fn to_table(&self) -> PyResult<PyTable> {
        let rows = self.rows();
        let all = || rows.iter().map(|(_, task)| *task);
        let given = |task: &TaskStatus| self.base.tasks.get(task.index);
        let day = |day: Option<String>| day;
        Columns::default()
            .text("group", rows.iter().map(|(group, _)| group.as_deref()))
            .text("task", all().map(|task| given(task).map(|task| task.id.to_string())))
            .text("title", all().map(|task| given(task).map(|task| task.title.to_string())))
            .text("owner", all().map(|task| task.owner.as_deref()))
            .text("state", all().map(|task| Some(task.state.as_str())))
            .text("timeliness", all().map(|task| task.timeliness.map(|t| t.as_str())))
            .text("status", all().map(|t| Some(label(t.state, t.timeliness, self.lang))))
            .text("due", all().map(|task| task.due.as_ref().map(|due| due.to_string())))
            .text(
                "last_day",
                all().map(|task| {
                    day(task.due.as_ref().and_then(|due| due.last()).map(|day| day.to_string()))
                }),
            )
            .number("days", all().map(|task| task.days.map(|days| days as f64)))
            .text("against_original", all().map(|task| task.against_original.map(|t| t.as_str())))
            .number("percent", all().map(|task| task.percent))
            .text("completed_on", all().map(|t| t.completed_on.map(|day| day.to_string())))
            .whole("returns", all().map(|task| Some(u64::from(task.returns))))
            .whole("extensions", all().map(|task| Some(u64::from(task.extensions))))
            .table()
    }

    /// What the board depends on: with record and log anybody can make it again.
    #[getter]
    fn provenance(&self) -> String {
        self.replay.provenance().to_string()
    }

    /// What is wrong with the log.
    #[getter]
    fn findings(&self) -> PyFindings {
        let findings: Findings = self.replay.findings.clone();
        PyFindings::new(findings)
    }

    /// The board as a pandas data frame; see :meth:`to_table`.
    ///
    /// Examples
    /// --------
    /// >>> board.to_pandas()["task"].tolist()
    /// ['t1']
    fn to_pandas<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.to_table()?.into_pyobject(py)?.call_method0("to_pandas")
    }

    /// The board as a polars data frame; see :meth:`to_table`.
    ///
    /// Examples
    /// --------
    /// >>> board.to_polars()["task"].to_list()
    /// ['t1']
    fn to_polars<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.to_table()?.into_pyobject(py)?.call_method0("to_polars")
    }

    /// The Arrow stream, for other libraries.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        self.to_table()?.stream(py, requested_schema)
    }

    fn __len__(&self) -> usize {
        self.replay.tasks.len()
    }

    fn __repr__(&self) -> PyResult<String> {
        let mut text = self.title();
        for (name, table) in self.pieces()? {
            text.push_str("\n\n");
            text.push_str(&render::text(&table, Some(&name)));
        }
        Ok(text)
    }

    fn _repr_html_(&self) -> PyResult<String> {
        let mut page = format!("<p>{}</p>", render::escape(&self.title()));
        for (name, table) in self.pieces()? {
            page.push_str(&render::html(&table, Some(&name)));
        }
        Ok(page)
    }
}
