//! Records of meetings.

use crate::catalogue::to_python;
use crate::error::{self, Kind};
use crate::exchange;
use crate::findings::PyFindings;
use crate::framework::PyFramework;
use crate::log::shared;
use crate::options;
use crate::render;
use crate::table::{Columns, PyTable};
use chrono::NaiveDate;
use chuan::meeting::tables::{Table, TableOptions};
use chuan::meeting::{Context, Profile, Record};
use chuan::period::parse_date_iso;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::sync::Arc;

/// What a meeting left behind: who was there, what was said and decided, the tasks that came of it.
///
/// A record that was read is right: what is wrong with a file is said by the findings of the
/// exception. One made of the data of others (:meth:`from_oparl`) is as good as they are.
/// It never changes, can be pickled, and is equal to every record of the same content.
///
/// Examples
/// --------
/// >>> record = chuan.Record.from_text('''{
/// ...   "format": "meeting-record/1", "id": "ward-3",
/// ...   "registry": {"bodies": [{"id": "council", "name": "Council", "kind": "council"}]},
/// ...   "meeting": {"id": "m1", "body": "council", "title": "March session", "kind": "regular",
/// ...     "date": "2024-03-12", "status": "held",
/// ...     "record": {"basis": "press_report", "complete": {}},
/// ...     "agenda": [{"id": "a1", "no": "1", "title": "Roads", "kind": "decide",
/// ...       "decisions": [{"id": "d1", "kind": "assignment", "by": "body:council",
/// ...         "text": "The council repairs the road."}]}]},
/// ...   "tasks": [{"id": "t1", "title": "Repair the road", "from": ["d1"], "owner": "council",
/// ...     "due": "2024-06", "deliverable": "A road"}]
/// ... }''')
/// >>> record
/// <Record ward-3: March session, 2024-03-12, 1 task>
/// >>> print(record.tasks)
/// id  title            owner    support  due      deliverable
/// t1  Repair the road  council           2024-06  A road
#[pyclass(frozen, name = "Record", module = "chuan")]
#[derive(Debug, Clone)]
pub(crate) struct PyRecord {
    record: Arc<Record>,
}

impl PyRecord {
    pub(crate) fn new(record: Record) -> Self {
        Self { record: Arc::new(record) }
    }

    fn of(
        py: Python<'_>,
        (record, findings): (Option<Record>, chuan::finding::Findings),
    ) -> PyResult<Self> {
        match record {
            Some(record) => Ok(Self { record: Arc::new(record) }),
            None => Err(error::of_findings(py, Kind::Data, PyFindings::new(findings))),
        }
    }
}

/// A day: a ``datetime.date``, or text such as ``"2022-12-31"``.
pub(crate) fn day(given: &Bound<'_, PyAny>) -> PyResult<NaiveDate> {
    let text = given.str()?.extract::<String>()?;
    parse_date_iso(&text).map_err(|error| PyValueError::new_err(error.to_string()))
}

#[pymethods]
impl PyRecord {
    /// Reads a record from a JSON file.
    ///
    /// Raises
    /// ------
    /// DataError
    ///     When something is wrong with it; ``.findings`` says what and where.
    /// OSError
    ///     When the file cannot be read.
    ///
    /// Examples
    /// --------
    /// >>> chuan.Record.load("absent.json")
    /// Traceback (most recent call last):
    /// FileNotFoundError: [Errno 2] No such file or directory: 'absent.json'
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        let text =
            std::fs::read_to_string(&path).map_err(|error| error::of_io(py, &error, &path))?;
        let file = path.display().to_string();
        let shared = shared(py, &path, &text)?;
        let read = py.detach(|| {
            let mut context = Context::default();
            context.shared = shared.as_ref();
            Record::check_text(&text, Some(&file), &context)
        });
        Self::of(py, read)
    }

    /// Reads a record from JSON text.
    ///
    /// Raises
    /// ------
    /// DataError
    ///     When something is wrong with it; ``.findings`` says what and where.
    ///
    /// Examples
    /// --------
    /// >>> chuan.Record.from_text(record.to_json()) == record
    /// True
    #[staticmethod]
    fn from_text(py: Python<'_>, text: &str) -> PyResult<Self> {
        let read = py.detach(|| Record::check_text(text, None, &Context::default()));
        Self::of(py, read)
    }

    /// Makes a record of every meeting among OParl 1.1 objects.
    ///
    /// Such a record is as good as its source: what is wrong with it is among the findings.
    ///
    /// Parameters
    /// ----------
    /// source : str, path, dict or list
    ///     A JSON file, an object, or a list of both: meetings and what they name, in any order.
    /// outcomes : str, optional
    ///     What texts of results mean: a CSV table with ``source_text``, ``outcome``, ``majority``,
    ///     ``refer_to``. Unless given, German texts are known.
    ///
    /// Returns
    /// -------
    /// tuple of list of Record and Findings
    ///     What was left behind or could not be read is said; nothing is guessed.
    ///
    /// Examples
    /// --------
    /// >>> again, findings = chuan.Record.from_oparl(record.to_oparl())
    /// >>> again[0].title
    /// 'March session'
    #[staticmethod]
    #[pyo3(signature = (source, *, outcomes=None))]
    fn from_oparl(
        py: Python<'_>,
        source: &Bound<'_, PyAny>,
        outcomes: Option<&str>,
    ) -> PyResult<(Vec<Self>, PyFindings)> {
        exchange::from_oparl(py, source, outcomes)
    }

    /// Makes a record of every event of Legistar, with its roll calls and votes.
    ///
    /// Parameters
    /// ----------
    /// source : str, path, dict or list
    ///     A JSON file, an event, or a list of both.
    /// outcomes : str, optional
    ///     What names of actions mean: a CSV table as for :meth:`from_oparl`.
    ///
    /// Returns
    /// -------
    /// tuple of list of Record and Findings
    ///
    /// Examples
    /// --------
    /// >>> records, _ = chuan.Record.from_legistar({"ID": 7, "BodyID": 1, "BodyName": "Health",
    /// ...     "Date": "2024-03-12T10:00:00", "MinutesStatusName": "Final", "Items": []})
    /// >>> records[0]
    /// <Record legistar-7: Health, 2024-03-12, 2024-03-12, 0 tasks>
    #[staticmethod]
    #[pyo3(signature = (source, *, outcomes=None))]
    fn from_legistar(
        py: Python<'_>,
        source: &Bound<'_, PyAny>,
        outcomes: Option<&str>,
    ) -> PyResult<(Vec<Self>, PyFindings)> {
        exchange::from_legistar(py, source, outcomes)
    }

    /// Makes the registry of a record of Popolo 1.0: bodies, persons, tenures. Popolo brings people
    /// and posts and no meeting, so this is no record yet.
    ///
    /// Parameters
    /// ----------
    /// source : str, path or dict
    ///     A JSON file, or its content.
    ///
    /// Returns
    /// -------
    /// tuple of dict and Findings
    ///     What stands under ``registry`` in a record.
    ///
    /// Examples
    /// --------
    /// >>> registry, _ = chuan.Record.registry_from_popolo(record.to_popolo())
    /// >>> registry["bodies"][0]["name"]
    /// 'Council'
    #[staticmethod]
    fn registry_from_popolo<'py>(
        py: Python<'py>,
        source: &Bound<'py, PyAny>,
    ) -> PyResult<(Bound<'py, PyAny>, PyFindings)> {
        exchange::from_popolo(py, source)
    }

    /// The record as OParl 1.1 objects: the meeting, and the bodies, persons and papers it names.
    ///
    /// Parameters
    /// ----------
    /// base : str
    ///     The address below which ids are made.
    /// visibility : {"public", "internal", "secret"}
    ///     What is less visible than this is left out.
    ///
    /// Returns
    /// -------
    /// list of dict
    ///
    /// Examples
    /// --------
    /// >>> record.to_oparl()[0]["name"]
    /// 'March session'
    #[pyo3(signature = (base="https://example.org/oparl", *, visibility="public"))]
    fn to_oparl<'py>(
        &self,
        py: Python<'py>,
        base: &str,
        visibility: &str,
    ) -> PyResult<Bound<'py, PyAny>> {
        let most = options::visibility(visibility)?;
        to_python(py, &chuan::exchange::oparl::export(&self.record, base, most))
    }

    /// The record as Popolo 1.0: events, speeches, motions, votes, people. Tasks have no place in it.
    ///
    /// Parameters
    /// ----------
    /// visibility : {"public", "internal", "secret"}
    ///     What is less visible than this is left out.
    ///
    /// Returns
    /// -------
    /// dict
    ///
    /// Examples
    /// --------
    /// >>> record.to_popolo()["motions"][0]["text"]
    /// 'The council repairs the road.'
    #[pyo3(signature = (*, visibility="public"))]
    fn to_popolo<'py>(&self, py: Python<'py>, visibility: &str) -> PyResult<Bound<'py, PyAny>> {
        let most = options::visibility(visibility)?;
        to_python(py, &chuan::exchange::popolo::export(&self.record, most))
    }

    /// The record as iCalendar, tasks as they were given; :meth:`Log.to_ical` has them as they stand.
    ///
    /// Parameters
    /// ----------
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
    /// >>> "DUE;VALUE=DATE:20240630" in record.to_ical()
    /// True
    #[pyo3(signature = (*, visibility="public"))]
    fn to_ical(&self, visibility: &str) -> PyResult<String> {
        let most = options::visibility(visibility)?;
        Ok(chuan::exchange::ical::export(&self.record, None, most))
    }

    /// Everything that the rules ``MTG-`` say of the record.
    ///
    /// Parameters
    /// ----------
    /// framework : Framework, optional
    ///     The framework to which references to indicators, targets and levels lead.
    /// as_of : datetime.date or str, optional
    ///     The day as of which to judge what is late.
    /// strict : bool
    ///     Whether what a press report may leave open is an error.
    ///
    /// Returns
    /// -------
    /// Findings
    ///
    /// Examples
    /// --------
    /// >>> record.check().counts
    /// {'MTG-301': 1, 'MTG-306': 1}
    #[pyo3(signature = (framework=None, *, as_of=None, strict=false))]
    fn check(
        &self,
        framework: Option<PyRef<'_, PyFramework>>,
        as_of: Option<&Bound<'_, PyAny>>,
        strict: bool,
    ) -> PyResult<PyFindings> {
        let framework = framework.as_ref().map(|framework| framework.inner());
        let mut context = Context::default();
        context.outside = framework.map(|framework| framework as _);
        context.as_of = as_of.map(day).transpose()?;
        context.profile = if strict { Profile::strict() } else { Profile::default() };
        Ok(PyFindings::new(self.record.check(&context)))
    }

    /// The record with what CSV tables say in place of its own lists.
    ///
    /// Parameters
    /// ----------
    /// tables : dict of str to str
    ///     Texts of tables by the names of their files: ``tasks.csv``, ``attendance.csv`` …
    /// delimiter : str
    ///     Delimiter of the tables.
    /// day_first : bool
    ///     Whether days may be written ``28/5/2022``.
    ///
    /// Returns
    /// -------
    /// Record
    ///
    /// Raises
    /// ------
    /// DataError
    ///     When something is wrong with a row; ``.findings`` says what and where.
    ///
    /// Examples
    /// --------
    /// >>> changed = record.with_tables({"tasks.csv": "Mã,Thời hạn\nt1,2024-07-31\n"})
    /// >>> changed.tasks["due"], changed.tasks["title"]
    /// (['2024-07-31'], ['Repair the road'])
    #[pyo3(signature = (tables, *, delimiter=",", day_first=false))]
    fn with_tables(
        &self,
        py: Python<'_>,
        tables: &Bound<'_, PyDict>,
        delimiter: &str,
        day_first: bool,
    ) -> PyResult<Self> {
        let mut texts: Vec<(String, String)> = Vec::new();
        for (file, text) in tables {
            texts.push((file.extract()?, text.extract()?));
        }
        let given: Vec<Table<'_>> = texts.iter().map(|(file, text)| Table { file, text }).collect();
        let mut table_options = TableOptions::default();
        table_options.delimiter = options::delimiter(delimiter)?;
        table_options.day_first = day_first;
        Self::of(py, self.record.with_tables(&given, &table_options, &Context::default()))
    }

    /// The record as CSV tables, texts by the names of their files.
    ///
    /// Parameters
    /// ----------
    /// visibility : {"public", "internal", "secret"}
    ///     What is less visible than this is left out.
    ///
    /// Examples
    /// --------
    /// >>> sorted(record.to_tables())
    /// ['agenda.csv', 'bodies.csv', 'decisions.csv', 'tasks.csv']
    #[pyo3(signature = (*, visibility="public"))]
    fn to_tables<'py>(&self, py: Python<'py>, visibility: &str) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for (file, text) in self.record.tables(options::visibility(visibility)?) {
            dict.set_item(file, text)?;
        }
        Ok(dict)
    }

    /// Id of the record.
    #[getter]
    fn id(&self) -> &str {
        self.record.spec().id.as_str()
    }

    /// Title of the meeting.
    #[getter]
    fn title(&self) -> &str {
        &self.record.spec().meeting.title
    }

    /// SHA-256 of the canonical form.
    #[getter]
    fn hash(&self) -> String {
        self.record.hash().to_string()
    }

    /// The tasks, as they were given.
    #[getter]
    fn tasks(&self) -> PyResult<PyTable> {
        let all = || self.record.spec().tasks.iter();
        let names = |ids: &[chuan::meeting::Id]| {
            let ids: Vec<&str> = ids.iter().map(chuan::meeting::Id::as_str).collect();
            (!ids.is_empty()).then(|| ids.join("; "))
        };
        Columns::default()
            .text("id", all().map(|task| Some(task.id.as_str())))
            .text("title", all().map(|task| Some(task.title.as_str())))
            .text("owner", all().map(|task| task.owner.as_ref().map(|owner| owner.as_str())))
            .text("support", all().map(|task| names(&task.support)))
            .text("due", all().map(|task| task.due.as_ref().map(|due| due.as_str())))
            .text("deliverable", all().map(|task| task.deliverable.as_deref()))
            .table()
    }

    /// The record as a dict of the shape of its file.
    ///
    /// Examples
    /// --------
    /// >>> record.to_dict()["tasks"][0]["due"]
    /// '2024-06'
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let value: serde_json::Value = serde_json::from_str(&self.record.to_json())
            .map_err(|error| PyValueError::new_err(error.to_string()))?;
        to_python(py, &value)
    }

    /// The record as JSON, as it was written.
    ///
    /// Examples
    /// --------
    /// >>> record.to_json()[:34]
    /// '{\n  "format": "meeting-record/1",\n'
    fn to_json(&self) -> String {
        self.record.to_json()
    }

    fn __repr__(&self) -> String {
        let spec = self.record.spec();
        let tasks = spec.tasks.len();
        let word = if tasks == 1 { "task" } else { "tasks" };
        let (title, date) = (&spec.meeting.title, spec.meeting.date);
        format!("<Record {}: {title}, {date}, {tasks} {word}>", spec.id)
    }

    fn _repr_html_(&self) -> PyResult<String> {
        Ok(render::html(&self.tasks()?, Some(&self.__repr__().replace(['<', '>'], ""))))
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.record == other.record
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.record.hash().hash(&mut hasher);
        hasher.finish()
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let make = py.get_type::<Self>().getattr("from_text")?;
        let arguments = PyTuple::new(py, [self.record.to_json()])?;
        PyTuple::new(py, [make, arguments.into_any()])
    }
}
