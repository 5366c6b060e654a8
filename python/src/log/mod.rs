//! Logs of meetings.

mod file;
mod how;

use crate::assessment::PyAssessment;
use crate::board::PyBoard;
use crate::catalogue::from_python;
use crate::error::{self, Kind};
use crate::findings::PyFindings;
use crate::options;
use crate::table::{Columns, PyTable};
use crate::tracking::python as of_track;
use chrono::NaiveDate;
use chuan::exchange::ical;
use chuan::meeting::Record;
use chuan::meeting::log::{
    Counts, Event, Grouping, Hash, LogBase, Replay, ReplayOptions, UnknownGrouping,
    period_completion, replay,
};
use chuan::meeting::tables::{ProgressOptions, Table as CsvTable};
use chuan::number::{Rounding, RoundingRule};
use chuan::period::parse_date_iso;
use chuan::track::{Meeting, meeting_milestones, meeting_milestones_table};
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

fn grouping(by: &str) -> PyResult<Grouping> {
    by.parse().map_err(|error: UnknownGrouping| PyValueError::new_err(error.to_string()))
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
        Ok(PyBoard::new(base, replay, grouping(by)?, options::lang(lang)?))
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
        let grouping = by.map(grouping).transpose()?;
        let period = period.map(options::period).transpose()?;
        let rule = if truncate { RoundingRule::Truncate } else { RoundingRule::HalfUp };
        let rounding = digits.map(|digits| Rounding { digits, rule });
        let groups = replay.grouped(&base, &replay.tasks, grouping.as_ref());
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

    /// How many tasks stand where: done on time, late or without a deadline, open in time, overdue
    /// or without a deadline, cancelled.
    ///
    /// Parameters
    /// ----------
    /// as_of : str or date
    ///     Events up to this day count.
    /// known_at : str, date or datetime, optional
    ///     Only lines written by then.
    /// by : str, optional
    ///     A grouping, as in :meth:`board`; unless said, all tasks together.
    ///
    /// Returns
    /// -------
    /// Table
    ///     Columns ``group``, ``total``, ``done``, ``done_on_time``, ``done_late``,
    ///     ``done_undated``, ``open``, ``open_in_time``, ``open_overdue``, ``open_undated``,
    ///     ``cancelled``. Cancelled tasks are not in the total.
    ///
    /// Examples
    /// --------
    /// >>> log.counts("2024-07-02", by="owner").to_dicts()[0]["open_overdue"]
    /// 1
    #[pyo3(signature = (as_of, *, known_at=None, by=None))]
    fn counts<'py>(
        &self,
        as_of: &Bound<'py, PyAny>,
        known_at: Option<&Bound<'py, PyAny>>,
        by: Option<&str>,
    ) -> PyResult<PyTable> {
        let base = self.base();
        let replay = self.as_of(&base, as_of, known_at)?;
        let grouping = by.map(grouping).transpose()?;
        let groups: Vec<(Option<Arc<str>>, Counts)> = replay
            .grouped(&base, &replay.tasks, grouping.as_ref())
            .into_iter()
            .map(|(group, tasks)| (group, Counts::of(tasks)))
            .collect();
        let count = |of: fn(&Counts) -> u64| groups.iter().map(move |(_, counts)| Some(of(counts)));
        Columns::default()
            .text("group", groups.iter().map(|(group, _)| group.as_deref()))
            .whole("total", count(Counts::total))
            .whole("done", count(Counts::done))
            .whole("done_on_time", count(|c| c.done_on_time))
            .whole("done_late", count(|c| c.done_late))
            .whole("done_undated", count(|c| c.done_undated))
            .whole("open", count(Counts::open))
            .whole("open_in_time", count(|c| c.open_in_time))
            .whole("open_overdue", count(|c| c.open_overdue))
            .whole("open_undated", count(|c| c.open_undated))
            .whole("cancelled", count(|c| c.cancelled))
            .table()
    }

    /// The milestones of the meeting joined with the levels that were reached: from the decision
    /// over its tasks and their criteria to the level.
    ///
    /// Parameters
    /// ----------
    /// assessment : Assessment
    ///     What was assessed, over all periods, by a framework whose levels the milestones name.
    /// as_of : str or date
    ///     The day on which things are looked at.
    /// known_at : str, date or datetime, optional
    ///     Only lines written by then.
    /// lang : {"en", "vi"}
    ///     Language of the names.
    ///
    /// Returns
    /// -------
    /// Table
    ///     The columns of :meth:`Tracking.milestones`, then ``set_by`` (milestones of the record),
    ///     ``from`` (decisions and statements) and ``tasks``. ``open_criteria`` are criteria that are
    ///     not met, ``without_task`` those on which no open task works. Milestones that name no level
    ///     of the framework are not in it; ``Record.check(framework)`` finds them (``MTG-801``).
    ///
    /// Examples
    /// --------
    /// >>> school = chuan.Framework.from_dict({
    /// ...     "code": "f", "title": "F", "ranking": [],
    /// ...     "node": [{"code": "criteria", "scored": False}],
    /// ...     "indicator": [{"code": "c1", "parent": "criteria", "scale": "status"}],
    /// ...     "scheme": [{"code": "standard", "level": [
    /// ...         {"code": "1", "require": [{"all_criteria": "criteria"}]}]}],
    /// ... })
    /// >>> levels = school.assess([{"unit": "x", "period": "2024", "c1": "met"}])
    /// >>> len(log.milestones(levels, "2024-07-02"))
    /// 0
    #[pyo3(signature = (assessment, as_of, *, known_at=None, lang="en"))]
    fn milestones<'py>(
        &self,
        assessment: PyRef<'py, PyAssessment>,
        as_of: &Bound<'py, PyAny>,
        known_at: Option<&Bound<'py, PyAny>>,
        lang: &str,
    ) -> PyResult<PyTable> {
        let base = self.base();
        let replay = self.as_of(&base, as_of, known_at)?;
        let as_of = replay.as_of;
        let (framework, assessment) = assessment.inner();
        let meeting = Meeting {
            framework,
            record: &self.record,
            base: &base,
            replay: &replay,
            recognitions: None,
        };
        let (all, _) = meeting_milestones(&meeting, assessment, as_of);
        of_track(&meeting_milestones_table(&all, &base, as_of, options::lang(lang)?))
    }

    /// The meeting as iCalendar: an event, and a to-do for each task as it stands, and for each
    /// milestone that was decided.
    ///
    /// Parameters
    /// ----------
    /// as_of : str or date
    ///     The day on which things are looked at.
    /// known_at : str, date or datetime, optional
    ///     Only lines written by then.
    /// visibility : {"public", "internal", "secret"}
    ///     What is less visible than this is left out.
    ///
    /// Returns
    /// -------
    /// str
    ///     The calendar; write it with ``newline=""``, as its lines end as RFC 5545 asks.
    ///
    /// Examples
    /// --------
    /// >>> log.to_ical("2024-07-02").count("BEGIN:VTODO")
    /// 1
    #[pyo3(signature = (as_of, *, known_at=None, visibility="public"))]
    fn to_ical<'py>(
        &self,
        as_of: &Bound<'py, PyAny>,
        known_at: Option<&Bound<'py, PyAny>>,
        visibility: &str,
    ) -> PyResult<String> {
        let replay = self.as_of(&self.base(), as_of, known_at)?;
        Ok(ical::export(&self.record, Some(&replay), options::visibility(visibility)?))
    }

    /// The log as a CSV table of progress, which :meth:`append_progress` reads.
    ///
    /// Parameters
    /// ----------
    /// visibility : {"public", "internal", "secret"}
    ///     Events of tasks that are less visible than this are left out.
    ///
    /// Returns
    /// -------
    /// str
    ///     Columns ``task``, ``event``, ``on``, ``by``, ``percent``, ``due``, ``owner``,
    ///     ``evidence``, ``note``, ``seq_ref``, ``recorded_at``.
    ///
    /// Raises
    /// ------
    /// RuntimeError
    ///     When a line cannot be read; :meth:`audit` says which.
    ///
    /// Examples
    /// --------
    /// >>> log.to_progress().splitlines()[0][:13]
    /// 'task,event,on'
    #[pyo3(signature = (*, visibility="public"))]
    fn to_progress(&self, visibility: &str) -> PyResult<String> {
        let text = std::str::from_utf8(&self.bytes).map_err(refused)?;
        let events = text.lines().map(Event::parse).collect::<Result<Vec<_>, _>>();
        let most = options::visibility(visibility)?;
        Ok(self.record.progress_table(events.map_err(refused)?, most))
    }

    /// Adds the rows of a CSV table of progress to the file, all or nothing.
    ///
    /// A row has an event, or the label of a task tracker ("Đã hoàn thành quá hạn") and the day on
    /// which it was so. A label becomes the events by which the task comes to that state; whether it
    /// is in time is computed, and a label that says otherwise is found (``MTG-714``).
    ///
    /// Parameters
    /// ----------
    /// text : str
    ///     The table: ``task``, ``event`` or label (``trạng thái``), ``on`` (``ngày``) …
    /// recorded_at : str
    ///     The moment at which rows are written down that state none.
    /// delimiter : str
    ///     Delimiter of the table.
    /// day_first : bool
    ///     Whether days may be written ``28/5/2022``.
    ///
    /// Returns
    /// -------
    /// tuple of Log and Findings
    ///     The log with the new lines, and what was found in rows: labels that gave no event, labels
    ///     that have gone stale.
    ///
    /// Raises
    /// ------
    /// DataError
    ///     When a row is wrong. Nothing is written then.
    /// RuntimeError
    ///     When the file has moved on. Nothing is written then.
    ///
    /// Examples
    /// --------
    /// >>> log, findings = log.append_progress(
    /// ...     "task,label,on\nt1,Đang thực hiện,2024-05-02\n",
    /// ...     recorded_at="2024-05-02T09:00:00+07:00")
    /// >>> len(findings)
    /// 0
    #[pyo3(signature = (text, *, recorded_at, delimiter=",", day_first=false))]
    fn append_progress(
        &self,
        py: Python<'_>,
        text: &str,
        recorded_at: &str,
        delimiter: &str,
        day_first: bool,
    ) -> PyResult<(Self, PyFindings)> {
        let mut progress = ProgressOptions::new(recorded_at);
        progress.table.delimiter = options::delimiter(delimiter)?;
        progress.table.day_first = day_first;
        let table = CsvTable { file: "progress.csv", text };
        let log = Cursor::new(self.bytes.as_slice());
        let made = self.record.progress(log, &table, &progress).map_err(refused)?;
        let findings = PyFindings::new(made.findings.clone());
        if made.findings.has_errors() {
            return Err(error::of_findings(py, Kind::Data, findings));
        }
        if made.events.is_empty() {
            return Ok((self.clone(), findings));
        }
        Ok((file::added(py, self, made.events)?, findings))
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
