//! Targets and milestones.

use crate::findings::PyFindings;
use crate::log::PyLog;
use crate::options;
use crate::render;
use crate::subject;
use crate::table::{Columns, PyTable, tabular};
use crate::ways;
use chuan::assess::Assessment;
use chuan::framework::{Framework, Item};
use chuan::observe::Observations;
use chuan::score::Scorecard;
use chuan::text::Lang;
use chuan::track::{
    Cell, ForecastMethod, Meeting, NoFollowUp, Panel, RangeReading, Rating, Table, TrackOptions,
    Tracking, cohorts, cohorts_table, history_table, milestones, milestones_table, positions,
    positions_table, track,
};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyList;
use std::path::PathBuf;
use std::sync::Arc;

/// How targets and milestones stand on a day.
///
/// Examples
/// --------
/// >>> goals = chuan.Framework.from_dict({"code": "g", "title": "G", "indicator": [
/// ...     {"code": "online", "target": [{"period": "2025", "value": 60}]}]})
/// >>> tracking = goals.track([{"unit": "a", "period": 2021, "online": 20},
/// ...                         {"unit": "a", "period": 2023, "online": 36}], as_of="2024-06-30")
/// >>> tracking.to_table()["ratio"]
/// [0.8]
/// >>> tracking.sentences()[0][0]
/// 'Target ≥\xa060 by 2025; value 36 (2023): moderate.'
/// >>> tracking.position("a")["rank"]
/// [1.0, 1.0]
#[pyclass(frozen, name = "Tracking", module = "chuan")]
#[derive(Debug, Clone)]
pub(crate) struct PyTracking {
    inner: Arc<Inner>,
    findings: PyFindings,
}

#[derive(Debug)]
pub(crate) struct Inner {
    framework: Arc<Framework>,
    observations: Observations,
    card: Scorecard,
    assessment: Assessment,
    tracking: Tracking,
}

impl Inner {
    /// Follows the targets of a framework.
    pub(crate) fn new(
        framework: Arc<Framework>,
        observations: &Observations,
        card: &Scorecard,
        options: &TrackOptions,
    ) -> Self {
        let assessment = chuan::assess::assess(&framework, observations, card);
        let tracking = track(&framework, observations, options);
        Self {
            framework,
            observations: observations.clone(),
            card: card.clone(),
            assessment,
            tracking,
        }
    }
}

impl PyTracking {
    pub(crate) fn new(inner: Inner, findings: PyFindings) -> Self {
        Self { inner: Arc::new(inner), findings }
    }

    fn table(&self, lang: Lang) -> PyResult<PyTable> {
        python(&self.inner.tracking.table(&self.inner.framework, lang))
    }

    fn panel(&self, item: Option<&str>) -> PyResult<(chuan::recipe::Direction, Panel)> {
        let Inner { framework, observations, card, tracking, .. } = &*self.inner;
        let id = subject::item(framework, item)?;
        let item = framework.item(id);
        let panel = if item.is_some_and(|item| item.node().is_some()) {
            Panel::scored(card, id, tracking.as_of)
        } else {
            Panel::observed(observations, id, tracking.as_of)
        };
        Ok((item.map(Item::direction).unwrap_or_default(), panel))
    }

    fn title(&self) -> String {
        let Inner { framework, tracking, .. } = &*self.inner;
        let count = tracking.targets.len();
        let s = if count == 1 { "" } else { "s" };
        format!("Targets of {} as of {}: {count} result{s}", framework.label(), tracking.as_of)
    }
}

/// The options of the core, from what Python was given: method, reading of ranges, forecast.
pub(crate) fn options(
    as_of: &Bound<'_, PyAny>,
    (method, range, forecast): (&str, &str, &str),
    confidence: f64,
    peers: Option<String>,
) -> PyResult<TrackOptions> {
    let wrong = |what: &str, known: &str| {
        PyValueError::new_err(format!("`{what}` is not known here: use {known}"))
    };
    let period = options::period(as_of)?;
    let day = period.last_day();
    let day = day.ok_or_else(|| PyValueError::new_err(format!("{period} has no last day")))?;
    let mut options = TrackOptions::new(day);
    options.rating = Rating::named(method)
        .ok_or_else(|| wrong(method, &Rating::ALL.map(|rating| rating.name).join(", ")))?;
    options.range = match range {
        "easier" => RangeReading::Easier,
        "harder" => RangeReading::Harder,
        "within" => RangeReading::Within,
        _ => return Err(wrong(range, "easier, harder or within")),
    };
    options.forecast.method = match forecast {
        "theil_sen" => ForecastMethod::TheilSen,
        "damped_trend" => ForecastMethod::DampedTrend,
        _ => return Err(wrong(forecast, "theil_sen or damped_trend")),
    };
    if !(confidence > 0.0 && confidence < 1.0) {
        return Err(PyValueError::new_err("`confidence` has to lie between 0 and 1"));
    }
    options.forecast.level = confidence;
    options.peers = peers;
    Ok(options)
}

/// A method with limits of one's own.
pub(crate) fn own(rating: Rating, limits: &[f64]) -> PyResult<Rating> {
    rating.with_limits(limits).ok_or_else(|| {
        PyValueError::new_err("`limits` are two or three numbers that fall, such as (0.9, 0.5, 0)")
    })
}

/// A table of the engine as a table of Python.
pub(crate) fn python(table: &Table) -> PyResult<PyTable> {
    let mut columns = Columns::default();
    for (number, name) in table.columns.iter().enumerate() {
        let cells = || table.column(number);
        let numeric = cells().any(|cell| matches!(cell, Some(Cell::Number(_))));
        columns = if numeric {
            columns.number(
                name,
                cells().map(|cell| match cell {
                    Some(Cell::Number(value)) => *value,
                    _ => None,
                }),
            )
        } else {
            columns.text(
                name,
                cells().map(|cell| match cell {
                    Some(Cell::Text(text)) => text.as_deref(),
                    _ => None,
                }),
            )
        };
    }
    columns.table()
}

#[pymethods]
impl PyTracking {
    /// Everything that was found in the data and while scoring.
    #[getter]
    fn findings(&self) -> PyFindings {
        self.findings.clone()
    }

    /// The day.
    #[getter]
    fn as_of(&self) -> String {
        self.inner.tracking.as_of.to_string()
    }

    /// The targets as a table: one row a target, unit and part of a breakdown.
    ///
    /// Parameters
    /// ----------
    /// lang : {"en", "vi"}
    ///     Language of the names.
    ///
    /// Returns
    /// -------
    /// Table
    ///
    /// Examples
    /// --------
    /// >>> tracking.to_table()["ratio"]
    /// [0.8]
    #[pyo3(signature = (*, lang="en"))]
    fn to_table(&self, lang: &str) -> PyResult<PyTable> {
        self.table(options::lang(lang)?)
    }

    /// The paces that targets demand against those that units have shown; see :meth:`to_table`.
    ///
    /// Examples
    /// --------
    /// >>> tracking.stress()["demanded"]
    /// [12.0]
    #[pyo3(signature = (*, lang="en"))]
    fn stress(&self, lang: &str) -> PyResult<PyTable> {
        let lang = options::lang(lang)?;
        python(&self.inner.tracking.stress_table(&self.inner.framework, lang))
    }

    /// How targets came to be: one row an event.
    ///
    /// Examples
    /// --------
    /// >>> len(tracking.history())
    /// 0
    #[pyo3(signature = (*, lang="en"))]
    fn history(&self, lang: &str) -> PyResult<PyTable> {
        python(&history_table(&self.inner.framework, options::lang(lang)?))
    }

    /// Levels by a date, as the framework sets them: proposed, decided, reached, and what is open.
    /// :meth:`Log.milestones` has those of a meeting.
    ///
    /// Parameters
    /// ----------
    /// log : Log, optional
    ///     The log of a meeting: with it, criteria on which no open task works are named.
    /// recognitions : str or path, optional
    ///     Acts of recognition, a CSV file as for :meth:`Assessment.recognition`: a level counts from the day
    ///     on which it was recognised.
    /// lang : {"en", "vi"}
    ///     Language of the names.
    ///
    /// Examples
    /// --------
    /// >>> len(tracking.milestones())
    /// 0
    #[pyo3(signature = (*, log=None, recognitions=None, lang="en"))]
    fn milestones(
        &self,
        log: Option<PyRef<'_, PyLog>>,
        recognitions: Option<PathBuf>,
        lang: &str,
    ) -> PyResult<PyTable> {
        let Inner { framework, assessment, tracking, .. } = &*self.inner;
        let as_of = tracking.as_of;
        let acts = recognitions.map(|path| ways::acts(&path, framework)).transpose()?;
        let all = match (&log, &acts) {
            (None, None) => milestones(framework, assessment, as_of, &NoFollowUp),
            (None, Some(acts)) => milestones(framework, assessment, as_of, acts),
            (Some(log), acts) => {
                let (record, base, replay) = &log.followed(as_of)?;
                let recognitions = acts.as_ref();
                let meeting = Meeting { framework, record, base, replay, recognitions };
                milestones(framework, assessment, as_of, &meeting)
            }
        };
        python(&milestones_table(&all, as_of, options::lang(lang)?))
    }

    /// Where a unit stands among its peers, in every period.
    ///
    /// Parameters
    /// ----------
    /// unit : str
    ///     Code or exact name of the unit.
    /// item : str, optional
    ///     Code of the node or indicator; unless said, what is ranked first.
    /// peers : str, optional
    ///     An attribute: only units with the same value are peers.
    /// lang : {"en", "vi"}
    ///     Language of the names.
    ///
    /// Returns
    /// -------
    /// Table
    ///
    /// Raises
    /// ------
    /// KeyError
    ///     When there is no such unit or item.
    ///
    /// Examples
    /// --------
    /// >>> tracking.position("a")["value"]
    /// [20.0, 36.0]
    #[pyo3(signature = (unit, item=None, *, peers=None, lang="en"))]
    fn position(
        &self,
        unit: &str,
        item: Option<&str>,
        peers: Option<&str>,
        lang: &str,
    ) -> PyResult<PyTable> {
        let units = self.inner.observations.units();
        let number = subject::unit(units, unit)?;
        let (direction, panel) = self.panel(item)?;
        let peer = |other: usize| {
            let Some(attribute) = peers else { return true };
            let of = |number: usize| units.get(number).and_then(|unit| unit.attribute(attribute));
            of(other) == of(number)
        };
        let places = positions(&panel, number, peer, direction);
        let places = places.iter().map(|place| (number, place));
        python(&positions_table(places, units, options::lang(lang)?))
    }

    /// Cohorts of units over the periods: mean, median, change, difference in differences.
    ///
    /// Parameters
    /// ----------
    /// attribute : str
    ///     The attribute that says with which cohort a unit began.
    /// item : str, optional
    ///     Code of the node or indicator; unless said, what is ranked first.
    ///
    /// Returns
    /// -------
    /// Table
    ///
    /// Examples
    /// --------
    /// >>> tracking.rollout("wave")["change"]
    /// [0.0, 16.0]
    #[pyo3(signature = (attribute, item=None))]
    fn rollout(&self, attribute: &str, item: Option<&str>) -> PyResult<PyTable> {
        let (_, panel) = self.panel(item)?;
        python(&cohorts_table(&cohorts(&panel, self.inner.observations.units(), attribute)))
    }

    /// What is said of each target, in the order of the table: a list of sentences each.
    ///
    /// Examples
    /// --------
    /// >>> tracking.sentences()[0][0]
    /// 'Target ≥\xa060 by 2025; value 36 (2023): moderate.'
    #[pyo3(signature = (*, lang="en"))]
    fn sentences<'py>(&self, py: Python<'py>, lang: &str) -> PyResult<Bound<'py, PyList>> {
        let lang = options::lang(lang)?;
        let Inner { framework, tracking, .. } = &*self.inner;
        let all = PyList::empty(py);
        for target in &tracking.targets {
            let indicator = framework.item(target.item).and_then(Item::indicator);
            let unit = indicator.and_then(|indicator| indicator.unit.as_ref());
            all.append(target.sentences(unit.map_or("", |unit| unit.get(lang)), lang))?;
        }
        Ok(all)
    }

    /// What is to be done, the most pressing first: a sentence for each kind of thing, with the targets
    /// that it is about. Empty where all targets are met or on track.
    ///
    /// Examples
    /// --------
    /// >>> tracking.to_do()
    /// ['Has to be faster: online (2025: 8 a year so far, 12 is needed).']
    #[pyo3(signature = (*, lang="en"))]
    fn to_do(&self, lang: &str) -> PyResult<Vec<String>> {
        Ok(self.inner.tracking.to_do(&self.inner.framework, options::lang(lang)?))
    }

    fn __len__(&self) -> usize {
        self.inner.tracking.targets.len()
    }

    fn __repr__(&self) -> PyResult<String> {
        Ok(render::text(&self.table(Lang::En)?, Some(&self.title())))
    }

    fn _repr_html_(&self) -> PyResult<String> {
        Ok(render::html(&self.table(Lang::En)?, Some(&self.title())))
    }
}

tabular! {
    PyTracking, "The table",
    dicts: ">>> tracking.to_dicts()[0][\"status\"]\n'moderate'",
    pandas: ">>> tracking.to_pandas()[\"status\"].tolist()\n['moderate']",
    polars: ">>> tracking.to_polars()[\"status\"].to_list()\n['moderate']"
}
