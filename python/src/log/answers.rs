//! What a log answers: boards, rates, counts.

use super::PyLog;
use super::how::How;
use crate::board::PyBoard;
use crate::options;
use crate::table::{Columns, PyTable};
use chuan::meeting::log::{Counts, Grouping, UnknownGrouping, period_completion};
use chuan::number::{Rounding, RoundingRule};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use std::sync::Arc;

fn grouping(by: &str) -> PyResult<Grouping> {
    by.parse().map_err(|error: UnknownGrouping| PyValueError::new_err(error.to_string()))
}

#[pymethods]
impl PyLog {
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
}
