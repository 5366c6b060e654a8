//! Scores that are a line of the values: how to have them, and when.

use super::Learned;
use super::normal::Extent;
use crate::observe::Column;
use crate::recipe::{Direction, Divisor};
use std::sync::OnceLock;

/// `base + (value - origin) / span × factor`: min-max and z-score, once their ends or moments are
/// known. Turned round, for values of which lower is better, the span is negative; that changes no
/// bit against turning the difference round.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Line {
    pub(super) origin: f64,
    pub(super) span: f64,
    pub(super) factor: f64,
    pub(super) base: f64,
}

impl Line {
    /// From the worst to the best value between two ends; none without a spread.
    pub(super) fn min_max(ends: Extent, to: [f64; 2], direction: Direction) -> Option<Self> {
        let Extent { min, max } = ends;
        let spread = Some(max - min).filter(|spread| spread.is_finite())?;
        if ends.is_constant() {
            return None;
        }
        let [base, best] = to;
        let (origin, span) =
            if direction == Direction::Lower { (max, -spread) } else { (min, spread) };
        Some(Self { origin, span, factor: best - base, base })
    }

    /// With a mean and a standard deviation of the scores; none without a spread.
    pub(super) fn z_score(
        learned: &Learned,
        divisor: Divisor,
        [base, factor]: [f64; 2],
        direction: Direction,
    ) -> Option<Self> {
        // The deviations of equal values from their rounded mean are noise, not a spread.
        let sd = learned.sd(divisor).filter(|_| !learned.is_constant())?;
        let sd = Some(sd).filter(|sd| *sd > 0.0 && sd.is_finite())?;
        let span = if direction == Direction::Lower { -sd } else { sd };
        Some(Self { origin: learned.mean, span, factor, base })
    }

    /// The score of a value, which may not be finite.
    #[inline(always)]
    pub(super) fn at(&self, value: f64) -> f64 {
        self.base + (value - self.origin) / self.span * self.factor
    }

    /// The largest size of a score of values between two ends: rounding keeps their order.
    fn largest(&self, ends: Extent) -> f64 {
        let size = |end: f64| if end.is_nan() { f64::INFINITY } else { end.abs() };
        size(self.at(ends.min)).max(size(self.at(ends.max)))
    }
}

/// The scores of an item in a period.
///
/// Those of most indicators are used once, by the mean of their node, which can make them block by
/// block from the values. As a column they are made when somebody asks for them.
#[derive(Debug, Clone)]
pub(super) enum Scored {
    /// They are there.
    There(Column),
    /// They lie on a line.
    On {
        /// The line.
        line: Line,
        /// The values.
        values: Column,
        /// The largest size of a score.
        largest: f64,
        /// The scores, once they were asked for.
        scores: OnceLock<Column>,
    },
}

impl Default for Scored {
    fn default() -> Self {
        Self::There(Column::default())
    }
}

impl From<Column> for Scored {
    fn from(column: Column) -> Self {
        Self::There(column)
    }
}

impl Scored {
    /// Scores on a line of values that lie between two ends.
    pub(super) fn on(line: Line, values: Column, ends: Extent) -> Self {
        Self::On { line, values, largest: line.largest(ends), scores: OnceLock::new() }
    }

    /// The scores as a column.
    pub(super) fn column(&self) -> &Column {
        match self {
            Self::There(column) => column,
            Self::On { line, values, largest, scores } => scores.get_or_init(|| {
                let scores = values.cells().iter().map(|value| line.at(*value)).collect();
                // Where the largest is finite, all are.
                match largest.is_finite() {
                    true => Column::from_finite(scores),
                    false => Column::from_cells(scores),
                }
            }),
        }
    }

    /// Where the scores come from.
    pub(super) fn source(&self) -> Source<'_> {
        match self {
            Self::There(column) => Source::from(column),
            Self::On { line, values, largest, .. } => {
                Source { cells: values.cells(), line: Some(*line), largest: *largest }
            }
        }
    }
}

/// Scores to be read block by block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'a> {
    cells: &'a [f64],
    pub(super) line: Option<Line>,
    /// The largest size of a score, or somewhat more.
    pub(super) largest: f64,
}

impl<'a> From<&'a Column> for Source<'a> {
    fn from(column: &'a Column) -> Self {
        let cells = column.cells();
        let ends = Extent::of_values(cells);
        let largest = ends.map_or(0.0, |ends| ends.largest());
        Self { cells, line: None, largest }
    }
}

impl Source<'_> {
    /// How many units there are.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// The values of so many units from one on, NaN where one is absent: the scores, if there is no
    /// line. All scores are finite if the largest is.
    pub(super) fn cells(&self, first: usize, count: usize) -> &[f64] {
        self.cells.get(first..first + count).unwrap_or_default()
    }
}
