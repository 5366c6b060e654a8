//! Every figure that led to a score: by unit, item and period.

use super::PyScorecard;
use crate::framework::kind;
use crate::subject;
use crate::table::{Columns, PyTable};
use chuan::framework::ItemId;
use chuan::score::panel::Trend;
use chuan::score::{PeriodScores, Trace, TrendOf};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// What is asked for: some of the periods, units and items.
struct Selected<'c> {
    periods: Vec<&'c PeriodScores>,
    unit: Option<usize>,
    items: Vec<ItemId>,
}

impl<'c> Selected<'c> {
    fn units(&self, scores: &'c PeriodScores) -> impl Iterator<Item = usize> {
        let wanted = self.unit;
        let asked = move |unit: &usize| wanted.is_none_or(|wanted| wanted == *unit);
        scores.units().iter().copied().filter(asked)
    }

    /// The periods with their units, one pair for each row.
    fn rows(&self) -> Vec<(&'c PeriodScores, usize)> {
        let units = |scores: &&'c PeriodScores| {
            let scores = *scores;
            self.units(scores).map(move |unit| (scores, unit)).collect::<Vec<_>>()
        };
        self.periods.iter().flat_map(units).collect()
    }
}

impl PyScorecard {
    fn selected(
        &self,
        unit: Option<&str>,
        node: Option<&str>,
        period: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Selected<'_>> {
        Ok(Selected {
            periods: self.selected_periods(period)?,
            unit: unit.map(|unit| subject::unit(self.card.units(), unit)).transpose()?,
            items: self.selected_items(node)?,
        })
    }

    fn selected_periods(&self, period: Option<&Bound<'_, PyAny>>) -> PyResult<Vec<&PeriodScores>> {
        Ok(match period {
            Some(_) => vec![subject::scores(&self.card, period)?],
            None => self.card.periods().iter().collect(),
        })
    }

    /// An item and everything below it; all items unless one is named.
    fn selected_items(&self, node: Option<&str>) -> PyResult<Vec<ItemId>> {
        let Some(node) = node else { return Ok(self.framework.iter().map(|(id, _)| id).collect()) };
        let id = subject::item(&self.framework, Some(node))?;
        let mut items = self.framework.descendants(id);
        items.push(id);
        items.sort();
        Ok(items)
    }
}

fn label(scores: &PeriodScores) -> Option<String> {
    scores.period().map(|period| period.to_string())
}

/// A figure of a trace, by the name of its column.
enum Figure {
    Number(fn(&Trace) -> Option<f64>),
    Text(fn(&Trace) -> Option<String>),
}

const FIGURES: [(&str, Figure); 13] = [
    ("observed", Figure::Number(|trace| trace.observed)),
    ("denominated", Figure::Number(|trace| trace.denominated)),
    ("imputed", Figure::Number(|trace| trace.imputed)),
    ("filled_by", Figure::Text(|trace| trace.filled_by.map(str::to_owned))),
    ("treated", Figure::Number(|trace| trace.treated)),
    ("value", Figure::Number(|trace| trace.value)),
    ("score", Figure::Number(|trace| trace.score)),
    ("shown", Figure::Number(|trace| trace.shown)),
    ("weight", Figure::Number(|trace| trace.weight)),
    ("contribution", Figure::Number(|trace| trace.contribution)),
    ("rank", Figure::Number(|trace| trace.rank)),
    ("band", Figure::Text(|trace| trace.band.as_ref().map(|code| code.to_string()))),
    ("coverage", Figure::Number(|trace| trace.coverage)),
];

#[pymethods]
impl PyScorecard {
    /// Every figure that led to a score, one row an item, unit and period.
    ///
    /// Parameters
    /// ----------
    /// unit : str, optional
    ///     Only this unit: its code or exact name.
    /// node : str, optional
    ///     Only this node or indicator, and what is below it.
    /// period : str, int or date, optional
    ///     Only this period.
    ///
    /// Returns
    /// -------
    /// Table
    ///     Columns ``period``, ``unit``, ``item``, ``kind``, ``observed``, ``denominated``,
    ///     ``imputed``, ``filled_by`` (the method, where a gap was filled), ``treated``, ``value``
    ///     (before the scorer), ``score``, ``shown``, ``parent``, ``weight``, ``contribution``,
    ///     ``rank``, ``band``, ``coverage``. Where a step does not apply the figure is that of the
    ///     step before.
    ///
    /// Raises
    /// ------
    /// KeyError
    ///     When there is no such unit, node or period.
    ///
    /// Examples
    /// --------
    /// >>> card.steps()["contribution"]
    /// [None, 0.75, 0.0, None, 0.0, 0.25]
    /// >>> card.steps("42", "b")["weight"]
    /// [0.25]
    #[pyo3(signature = (unit=None, node=None, period=None))]
    fn steps(
        &self,
        unit: Option<&str>,
        node: Option<&str>,
        period: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<PyTable> {
        let selected = self.selected(unit, node, period)?;
        let mut rows = Vec::new();
        for (scores, unit) in selected.rows() {
            rows.extend(selected.items.iter().map(|item| {
                (scores, unit, *item, self.card.trace(&self.framework, scores, *item, unit))
            }));
        }
        let all = || rows.iter();
        let mut columns = Columns::default()
            .text("period", all().map(|(scores, ..)| label(scores)))
            .text("unit", all().map(|(_, unit, ..)| self.unit_code(*unit)))
            .text("item", all().map(|(_, _, item, _)| self.code(*item)))
            .text("kind", all().map(|(_, _, item, _)| self.framework.item(*item).map(kind)));
        for (name, figure) in &FIGURES {
            if *name == "weight" {
                let parent = all().map(|(.., trace)| trace.parent.as_ref());
                columns = columns.text("parent", parent.map(|code| code.map(|code| code.as_str())));
            }
            columns = match figure {
                Figure::Number(of) => columns.number(name, all().map(|(.., trace)| of(trace))),
                Figure::Text(of) => columns.text(name, all().map(|(.., trace)| of(trace))),
            };
        }
        columns.table()
    }

    /// One figure of every item as a table in wide form: a row for each unit and period, a column
    /// for each item.
    ///
    /// Parameters
    /// ----------
    /// figure : str
    ///     ``observed`` (the raw value), ``denominated``, ``imputed`` (with gaps filled),
    ///     ``filled_by``, ``treated``, ``value`` (before the scorer), ``score`` (of an indicator the
    ///     normalised value), ``shown`` (as printed), ``weight`` (the share in the parent),
    ///     ``contribution``, ``rank``, ``band`` or ``coverage``. They are those of :meth:`steps`.
    /// unit : str, optional
    ///     Only this unit: its code or exact name.
    /// node : str, optional
    ///     Only this node or indicator, and what is below it.
    /// period : str, int or date, optional
    ///     Only this period.
    ///
    /// Returns
    /// -------
    /// Table
    ///     Columns ``period``, ``unit`` and one for each item, by its code.
    ///
    /// Raises
    /// ------
    /// KeyError
    ///     When there is no such figure, unit, node or period.
    ///
    /// Examples
    /// --------
    /// >>> card.figures("contribution").to_dicts()[1]
    /// {'period': None, 'unit': '42', 'total': None, 'a': 0.0, 'b': 0.25}
    /// >>> card.figures("score", node="a")["a"]
    /// [1.0, 0.0]
    #[pyo3(signature = (figure, unit=None, node=None, period=None))]
    fn figures(
        &self,
        figure: &str,
        unit: Option<&str>,
        node: Option<&str>,
        period: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<PyTable> {
        let known = || FIGURES.iter().map(|(name, _)| *name);
        let of = FIGURES.iter().find(|(name, _)| *name == figure).map(|(_, of)| of);
        let of = of.ok_or_else(|| crate::error::unknown("figure", figure, known()))?;
        let selected = self.selected(unit, node, period)?;
        let rows = selected.rows();
        let all = || rows.iter();
        let mut columns = Columns::default()
            .text("period", all().map(|(scores, _)| label(scores)))
            .text("unit", all().map(|(_, unit)| self.unit_code(*unit)));
        for item in selected.items.iter().copied() {
            let traces =
                all().map(|(scores, unit)| self.card.trace(&self.framework, scores, item, *unit));
            let code = self.code(item).unwrap_or_default();
            columns = match of {
                Figure::Number(of) => columns.coded(code, traces.map(|trace| of(&trace))),
                Figure::Text(of) => columns.coded_text(code, traces.map(|trace| of(&trace))),
            };
        }
        columns.table()
    }

    /// What every item weighs: in its parent, and in the whole.
    ///
    /// Parameters
    /// ----------
    /// node : str, optional
    ///     Code of the whole; unless said, what the framework ranks first.
    /// period : str, int or date, optional
    ///     Only this period.
    ///
    /// Returns
    /// -------
    /// Table
    ///     Columns ``period``, ``item``, ``parent``, ``weight`` (as it was used: stated or learned),
    ///     ``share`` (of all weights in the parent) and ``effective`` (the product of the shares on
    ///     the way up to ``node``, summed over the ways; OECD and JRC, *Handbook*, step 6).
    ///
    /// Raises
    /// ------
    /// KeyError
    ///     When there is no such node or period.
    ///
    /// Examples
    /// --------
    /// >>> card.weights().to_dicts()[0]
    /// {'period': None, 'item': 'a', 'parent': 'total', 'weight': 3.0, 'share': 0.75, 'effective': 0.75}
    #[pyo3(signature = (node=None, period=None))]
    fn weights(&self, node: Option<&str>, period: Option<&Bound<'_, PyAny>>) -> PyResult<PyTable> {
        let whole = subject::item(&self.framework, node)?;
        let parents = self.selected_items(node)?;
        let mut rows = Vec::new();
        for scores in self.selected_periods(period)? {
            let weights = scores.weights(&self.framework, Some(whole), &parents);
            rows.extend(weights.into_iter().map(|weight| (scores, weight)));
        }
        let all = || rows.iter();
        Columns::default()
            .text("period", all().map(|(scores, _)| label(scores)))
            .text("item", all().map(|(_, weight)| self.code(weight.item)))
            .text("parent", all().map(|(_, weight)| self.code(weight.parent)))
            .number("weight", all().map(|(_, weight)| Some(weight.weight)))
            .number("share", all().map(|(_, weight)| Some(weight.share)))
            .number("effective", all().map(|(_, weight)| weight.effective))
            .table()
    }

    /// How much data every unit has, its grade, and whether it is scored.
    ///
    /// Parameters
    /// ----------
    /// node : str, optional
    ///     Code of the node whose indicators count; unless said, what the framework ranks first.
    /// period : str, int or date, optional
    ///     Only this period.
    ///
    /// Returns
    /// -------
    /// Table
    ///     Columns ``period``, ``unit``, ``coverage`` (the share of the indicators that count of
    ///     which the unit has an observed value), ``grade`` (code of the grade of coverage), ``kept``
    ///     (whether the unit is scored) and ``reason`` (by which screening decided).
    ///
    /// Raises
    /// ------
    /// KeyError
    ///     When there is no such node or period.
    ///
    /// Examples
    /// --------
    /// >>> card.coverage().to_dicts()[0]
    /// {'period': None, 'unit': '40', 'coverage': 1.0, 'grade': None, 'kept': True, 'reason': None}
    #[pyo3(signature = (node=None, period=None))]
    fn coverage(&self, node: Option<&str>, period: Option<&Bound<'_, PyAny>>) -> PyResult<PyTable> {
        let item = subject::item(&self.framework, node)?;
        let grades = self.framework.spec().screen.as_ref().map(|screen| screen.grades.as_slice());
        let selected = self.selected(None, None, period)?;
        let rows = selected.rows();
        let all = || rows.iter();
        let share = |scores: &PeriodScores, unit| scores.coverage(&self.framework, item, unit);
        let grade = |scores: &PeriodScores, unit| grades?.get(scores.grade(unit)?);
        let kept = |scores: &PeriodScores, unit| scores.screened(unit).is_none_or(|s| s.kept);
        let reason = |scores: &PeriodScores, unit| Some(scores.screened(unit)?.reason.to_string());
        Columns::default()
            .text("period", all().map(|(scores, _)| label(scores)))
            .text("unit", all().map(|(_, unit)| self.unit_code(*unit)))
            .number("coverage", all().map(|(scores, unit)| share(scores, *unit)))
            .text(
                "grade",
                all().map(|(scores, unit)| grade(scores, *unit).map(|grade| grade.code.as_str())),
            )
            .flag("kept", all().map(|(scores, unit)| kept(scores, *unit)))
            .text("reason", all().map(|(scores, unit)| reason(scores, *unit)))
            .table()
    }

    /// Change, growth and slope of every score over the periods.
    ///
    /// Parameters
    /// ----------
    /// of : {"score", "shown", "observed"}
    ///     Which figure is followed.
    ///
    /// Returns
    /// -------
    /// Table
    ///     Columns ``unit``, ``item``, ``first`` and ``last`` (what is there first and last),
    ///     ``change`` (last less first), ``cagr`` (compound rate a year, as a share), ``slope`` (of
    ///     the least-squares line, a year). Periods count from their first day.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     When there is no such figure.
    ///
    /// Examples
    /// --------
    /// >>> card.trends().column_names
    /// ['unit', 'item', 'first', 'last', 'change', 'cagr', 'slope']
    #[pyo3(signature = (*, of="score"))]
    fn trends(&self, of: &str) -> PyResult<PyTable> {
        let of = match of {
            "score" => TrendOf::Score,
            "shown" => TrendOf::Shown,
            "observed" => TrendOf::Observed,
            _ => {
                let message = format!("`{of}` is no figure: use score, shown or observed");
                return Err(PyValueError::new_err(message));
            }
        };
        let mut rows = Vec::new();
        for (id, item) in self.framework.iter() {
            let trend = |trend| self.card.trends(id, of, trend);
            let [first, last] = self.card.trend_ends(id, of);
            let figures =
                [first, last, trend(Trend::Change), trend(Trend::Cagr), trend(Trend::Slope)];
            for (number, unit) in self.card.units().iter().enumerate() {
                let figures = figures.each_ref().map(|column| column.get(number));
                rows.push((unit.code.as_str(), item.code.as_str(), figures));
            }
        }
        let all = || rows.iter();
        let columns = Columns::default()
            .text("unit", all().map(|(unit, ..)| Some(*unit)))
            .text("item", all().map(|(_, item, _)| Some(*item)));
        let names = ["first", "last", "change", "cagr", "slope"].iter().enumerate();
        names
            .fold(columns, |columns, (place, name)| {
                columns
                    .number(name, all().map(|(.., figures)| figures.get(place).copied().flatten()))
            })
            .table()
    }
}
