//! Logs: what became of the tasks of a meeting.

use crate::error;
use crate::findings::PyFindings;
use crate::options;
use crate::record::{PyRecord, day};
use crate::render;
use crate::run;
use crate::table::{Columns, PyTable};
use chrono::NaiveDate;
use chuan::meeting::log::{
    CountedAt, Grouping, KnownAt, LogBase, Policy, Replay, ReplayOptions, TaskStatus, label, replay,
};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use std::io::Cursor;
use std::path::PathBuf;
use std::sync::Arc;

/// The log of a record: what happened to its tasks, one line an event, never rewritten.
///
/// Nothing that can be computed is stored: where a task stands is said as of a day, and, where
/// asked, as it was known at a moment.
///
/// Examples
/// --------
/// >>> log = chuan.Log(record)
/// >>> log
/// <Log of ward-3: 0 lines>
/// >>> print(log.status("2024-07-01"))
/// task  title            owner    owner_name  state     timeliness  days  due      label
/// t1    Repair the road  council  Council     assigned  overdue     1     2024-06  not started, overdue
#[pyclass(frozen, name = "Log", module = "chuan")]
#[derive(Debug, Clone)]
pub(crate) struct PyLog {
    record: PyRecord,
    base: Arc<LogBase>,
    bytes: Arc<Vec<u8>>,
    file: Option<Arc<str>>,
}

impl PyLog {
    fn of(record: &PyRecord, bytes: Vec<u8>, file: Option<Arc<str>>) -> Self {
        let base = Arc::new(LogBase::of(record.record(), false));
        Self { record: record.clone(), base, bytes: Arc::new(bytes), file }
    }

    fn lines(&self) -> usize {
        self.bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).count()
    }

    fn replayed(
        &self,
        py: Python<'_>,
        as_of: NaiveDate,
        known_at: Option<&str>,
        policy: Policy,
    ) -> PyResult<Replay> {
        let mut options = ReplayOptions::new(as_of);
        options.policy = policy;
        options.file = self.file.clone();
        options.known_at = known_at
            .map(|text| {
                KnownAt::parse(text).ok_or_else(|| {
                    PyValueError::new_err(format!(
                        "`{text}` is neither a day nor a moment: 2022-12-31, or \
                         2022-12-31T09:00:00+07:00"
                    ))
                })
            })
            .transpose()?;
        let replayed =
            run::run(py, |_| replay(Cursor::new(self.bytes.as_slice()), &self.base, &options))?;
        replayed.map_err(|error| PyValueError::new_err(error.to_string()))
    }

    fn name_of(&self, body: &str) -> Option<String> {
        let bodies = self.record.record().spec().registry.bodies.iter();
        bodies.into_iter().find(|one| one.id.as_str() == body).map(|one| one.name.clone())
    }
}

fn policy(counted_at: &str, due_soon_days: u32) -> PyResult<Policy> {
    let counted_at = match counted_at {
        "submitted" => CountedAt::Submitted,
        "accepted" => CountedAt::Accepted,
        _ => {
            return Err(PyValueError::new_err(format!(
                "`{counted_at}` is no moment of being done: use submitted or accepted"
            )));
        }
    };
    Ok(Policy { counted_at, due_soon_days, ..Policy::default() })
}

fn grouping(name: &str) -> PyResult<Grouping> {
    name.parse::<Grouping>().map_err(|error| PyValueError::new_err(error.to_string()))
}

#[pymethods]
impl PyLog {
    #[new]
    fn new(record: PyRef<'_, PyRecord>) -> Self {
        Self::of(&record, Vec::new(), None)
    }

    /// Reads the log of a record from a file of JSON lines.
    ///
    /// What is wrong with the log is said by :meth:`audit`; it can be read all the same.
    ///
    /// Raises
    /// ------
    /// OSError
    ///     When the file cannot be read.
    ///
    /// Examples
    /// --------
    /// >>> chuan.Log.load(record, "absent.jsonl")
    /// Traceback (most recent call last):
    /// FileNotFoundError: [Errno 2] No such file or directory: 'absent.jsonl'
    #[staticmethod]
    fn load(py: Python<'_>, record: PyRef<'_, PyRecord>, path: PathBuf) -> PyResult<Self> {
        let bytes = std::fs::read(&path).map_err(|error| error::of_io(py, &error, &path))?;
        Ok(Self::of(&record, bytes, Some(path.display().to_string().into())))
    }

    /// Where every task stands as of a day, body by body.
    ///
    /// Parameters
    /// ----------
    /// as_of : datetime.date or str
    ///     Events up to this day count.
    /// known_at : str, optional
    ///     Only lines written by then count: a day, or a moment with its offset.
    /// counted_at : {"submitted", "accepted"}
    ///     When a task counts as done.
    /// due_soon_days : int
    ///     A deadline so many days away is near.
    /// lang : {"en", "vi"}
    ///     Language of the labels.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``task``, ``title``, ``owner``, ``owner_name``, ``state``, ``timeliness``, ``days``
    ///     (signed days from the last day of the deadline, positive is late), ``due``, ``label``.
    ///
    /// Examples
    /// --------
    /// >>> chuan.Log(record).status("2024-06-25", lang="vi")["label"]
    /// ['Chưa thực hiện sắp quá hạn']
    #[pyo3(signature = (as_of, *, known_at=None, counted_at="submitted", due_soon_days=7, lang="en"))]
    fn status(
        &self,
        py: Python<'_>,
        as_of: &Bound<'_, PyAny>,
        known_at: Option<&str>,
        counted_at: &str,
        due_soon_days: u32,
        lang: &str,
    ) -> PyResult<PyTable> {
        let lang = options::lang(lang)?;
        let policy = policy(counted_at, due_soon_days)?;
        let replay = self.replayed(py, day(as_of)?, known_at, policy)?;
        let mut tasks: Vec<&TaskStatus> = replay.tasks.iter().collect();
        tasks.sort_by(|a, b| (&a.owner, a.index).cmp(&(&b.owner, b.index)));
        let all = || tasks.iter();
        let given = |task: &TaskStatus| self.base.tasks.get(task.index);
        let owner_name = |task: &TaskStatus| task.owner.as_ref().and_then(|id| self.name_of(id));
        #[expect(clippy::cast_precision_loss, reason = "days of a calendar are small")]
        let days = |task: &TaskStatus| task.days.map(|days| days as f64);
        Columns::default()
            .text("task", all().map(|task| given(task).map(|task| task.id.to_string())))
            .text("title", all().map(|task| given(task).map(|task| task.title.to_string())))
            .text("owner", all().map(|task| task.owner.as_deref()))
            .text("owner_name", all().map(|task| owner_name(task)))
            .text("state", all().map(|task| Some(task.state.as_str())))
            .text("timeliness", all().map(|task| task.timeliness.map(|t| t.as_str())))
            .number("days", all().map(|task| days(task)))
            .text("due", all().map(|task| task.due.as_ref().map(|due| due.written.to_string())))
            .text("label", all().map(|task| Some(label(task.state, task.timeliness, lang))))
            .table()
    }

    /// Named rates, each with numerator and denominator. Of nothing there is no rate.
    ///
    /// Parameters
    /// ----------
    /// as_of : datetime.date or str
    ///     Events up to this day count.
    /// by : str, optional
    ///     ``owner``, ``support``, ``meeting``, ``item``, ``year``, ``quarter``, ``month``,
    ///     ``level``, ``target``, ``indicator`` … ; all tasks together unless said.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``group``, ``rate``, ``numerator``, ``denominator``, ``percent``.
    ///
    /// Examples
    /// --------
    /// >>> rates = chuan.Log(record).rates("2024-07-01")
    /// >>> dict(zip(rates["rate"], rates["percent"]))["due_completion"]
    /// 0.0
    #[pyo3(signature = (as_of, *, by=None, known_at=None, counted_at="submitted"))]
    fn rates(
        &self,
        py: Python<'_>,
        as_of: &Bound<'_, PyAny>,
        by: Option<&str>,
        known_at: Option<&str>,
        counted_at: &str,
    ) -> PyResult<PyTable> {
        let replay = self.replayed(py, day(as_of)?, known_at, policy(counted_at, 7)?)?;
        let groups: Vec<(Option<Arc<str>>, _)> = match by {
            None => vec![(None, replay.counts())],
            Some(by) => replay.counts_by(&self.base, &grouping(by)?).into_iter().collect(),
        };
        let mut rows = Vec::new();
        for (group, counts) in &groups {
            rows.extend(counts.rates().map(|rate| (group.clone(), rate)));
        }
        let all = || rows.iter();
        Columns::default()
            .text("group", all().map(|(group, _)| group.as_deref()))
            .text("rate", all().map(|(_, rate)| Some(rate.kind.as_str())))
            .whole("numerator", all().map(|(_, rate)| Some(rate.numerator)))
            .whole("denominator", all().map(|(_, rate)| Some(rate.denominator)))
            .number("percent", all().map(|(_, rate)| rate.percent(None)))
            .table()
    }

    /// What is wrong with the log: the chain of hashes, illegal events, unknown tasks.
    ///
    /// Returns
    /// -------
    /// Findings
    ///
    /// Examples
    /// --------
    /// >>> len(chuan.Log(record).audit())
    /// 0
    #[pyo3(signature = (*, as_of=None))]
    fn audit(&self, py: Python<'_>, as_of: Option<&Bound<'_, PyAny>>) -> PyResult<PyFindings> {
        let as_of = as_of.map(day).transpose()?.unwrap_or(NaiveDate::MAX);
        let replay = self.replayed(py, as_of, None, Policy::default())?;
        Ok(PyFindings::new(replay.findings))
    }

    /// Hash of the last line; ``None`` for an empty log.
    #[getter]
    fn head(&self, py: Python<'_>) -> PyResult<Option<String>> {
        let replay = self.replayed(py, NaiveDate::MAX, None, Policy::default())?;
        Ok(replay.head.map(|head| head.to_string()))
    }

    /// The record whose log it is.
    #[getter]
    fn record(&self) -> PyRecord {
        self.record.clone()
    }

    fn __len__(&self) -> usize {
        self.lines()
    }

    fn __repr__(&self) -> String {
        let lines = self.lines();
        let word = if lines == 1 { "line" } else { "lines" };
        format!("<Log of {}: {lines} {word}>", self.record.record().spec().id)
    }

    fn _repr_html_(&self) -> String {
        render::escape(&self.__repr__())
    }
}
