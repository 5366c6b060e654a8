//! A log joined with other things: the levels of a framework, a calendar.

use super::PyLog;
use crate::assessment::PyAssessment;
use crate::options;
use crate::table::PyTable;
use crate::tracking::python as of_track;
use chuan::exchange::ical;
use chuan::track::{Meeting, meeting_milestones, meeting_milestones_table};
use pyo3::prelude::*;

#[pymethods]
impl PyLog {
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
}
