//! Columns with weights, and the ways to walk them.
#![allow(clippy::indexing_slicing, reason = "lengths are checked when children are put together")]

use crate::framework::Node;
use crate::number::decimals::compare;
use crate::observe::Column;
use crate::recipe::{Direction, MissingRule};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Units handled at a time: few enough that the running sums stay in the nearest cache.
pub(super) const BLOCK: usize = 256;

/// Why columns cannot be combined.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum CombineError {
    /// The columns do not cover the same units.
    #[error("child {child} has {found} units, others {expected}")]
    Units {
        /// Place of the child.
        child: usize,
        /// How many units the first child has.
        expected: usize,
        /// How many it has.
        found: usize,
    },
    /// Another number of weights, directions or preferences than of columns.
    #[error("{found} {what} for {expected} children")]
    Count {
        /// What is counted.
        what: &'static str,
        /// How many children there are.
        expected: usize,
        /// How many were given.
        found: usize,
    },
    /// A weight that is negative or not a number.
    #[error("the weight of child {child} is {weight}")]
    Weight {
        /// Place of the child.
        child: usize,
        /// Its weight.
        weight: f64,
    },
    /// A parameter outside its range.
    #[error("the parameter `{0}` is outside its range")]
    Parameter(&'static str),
    /// The best weights of a unit could not be proved to be best.
    #[error("no solution within the tolerance for unit {unit}")]
    Unsolved {
        /// Place of the unit.
        unit: usize,
    },
    /// The method takes scores, of which higher ones are better; a child is no such score.
    #[error("child {child} has to be normalised first: for this method higher must be better")]
    Direction {
        /// Place of the child.
        child: usize,
    },
}

/// What happens to a unit without a value in some children.
///
/// ```
/// use chuan::recipe::MissingRule;
/// use chuan::score::combine::Gaps;
///
/// let gaps: Gaps = serde_json::from_str(r#"{"rule": "skip", "at_least": 0.8}"#).unwrap();
/// assert_eq!(gaps.rule, MissingRule::Skip);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Gaps {
    /// The rule. Under `propagate` and `refuse` the unit has no result; under `skip` and
    /// `renormalise` it has that of the children it has, with their weights.
    #[serde(default)]
    pub rule: MissingRule,
    /// The value of an absent child under `substitute`.
    #[serde(default)]
    pub substitute: f64,
    /// The share of children that must be present, whatever their weights; the limit counts as
    /// enough. Under `substitute` the children count that were there before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<f64>,
}

impl Gaps {
    /// Absent children are left out.
    pub const SKIP: Self = Self { rule: MissingRule::Skip, substitute: 0.0, at_least: None };
    /// One absent child, and the unit has no result.
    pub const PROPAGATE: Self =
        Self { rule: MissingRule::Propagate, substitute: 0.0, at_least: None };

    /// What a node of a framework does.
    pub(in crate::score) fn of(node: &Node) -> Self {
        let (rule, substitute) = (node.missing, node.substitute);
        Self { rule, substitute, at_least: node.min_available }
    }

    pub(super) fn is_strict(&self) -> bool {
        matches!(self.rule, MissingRule::Propagate | MissingRule::Refuse)
    }

    fn fills(&self) -> Option<f64> {
        (self.rule == MissingRule::Substitute && self.substitute.is_finite())
            .then_some(self.substitute)
    }

    /// Whether a unit with so many of its children gets a result.
    pub(in crate::score) fn allows(&self, present: usize, all: usize) -> bool {
        let enough = |least: f64| all > 0 && compare(present as f64 / all as f64, least).is_ge();
        let some = present > 0 || self.fills().is_some();
        some && (!self.is_strict() || present == all) && self.at_least.is_none_or(enough)
    }
}

/// Something about one child of one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Note {
    /// Place of the unit.
    pub unit: usize,
    /// Place of the child.
    pub child: usize,
    /// What there is to say.
    pub remark: Remark,
}

/// What a [`Note`] says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Remark {
    /// The method is not defined for negative numbers: the unit has no result.
    Negative,
    /// The child is zero and so decides the result alone.
    Zero,
    /// The method is not defined for zero: the unit has no result.
    NotPositive,
}

/// A column, and notes on units that need explaining.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Combined {
    /// One result for every unit, or none.
    pub column: Column,
    /// Notes, by unit.
    pub notes: Vec<Note>,
}

/// A child of one unit: its value, its weight, its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Term {
    pub(super) value: f64,
    pub(super) weight: f64,
    pub(super) child: usize,
}

/// The columns of the children of a node, with relative weights.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::combine::{Children, CombineError};
///
/// let a: Column = [Some(1.0), None].into_iter().collect();
/// let b: Column = [Some(2.0), Some(3.0)].into_iter().collect();
/// assert!(Children::new([&a, &b], &[3.0, 1.0]).is_ok());
/// let wrong = Children::new([&a, &b], &[3.0, -1.0]);
/// assert_eq!(wrong.unwrap_err(), CombineError::Weight { child: 1, weight: -1.0 });
/// ```
#[derive(Debug, Clone)]
pub struct Children<'a> {
    pub(in crate::score) columns: Vec<&'a Column>,
    pub(in crate::score) weights: Vec<f64>,
    pub(super) directions: Vec<Direction>,
    units: usize,
}

impl<'a> Children<'a> {
    /// Puts columns and weights together; in all of them higher is better.
    ///
    /// # Errors
    /// Columns that do not cover the same units; another number of weights; a weight that is
    /// negative or not finite.
    pub fn new(
        columns: impl IntoIterator<Item = &'a Column>,
        weights: &[f64],
    ) -> Result<Self, CombineError> {
        let columns: Vec<_> = columns.into_iter().collect();
        let (expected, units) = (columns.len(), columns.first().map_or(0, |first| first.len()));
        if weights.len() != expected {
            return Err(CombineError::Count { what: "weights", expected, found: weights.len() });
        }
        for (child, (column, weight)) in columns.iter().zip(weights).enumerate() {
            if column.len() != units {
                return Err(CombineError::Units { child, expected: units, found: column.len() });
            }
            if !weight.is_finite() || *weight < 0.0 {
                return Err(CombineError::Weight { child, weight: *weight });
            }
        }
        let directions = vec![Direction::Higher; expected];
        Ok(Self { columns, weights: weights.to_vec(), directions, units })
    }

    /// Puts columns together with equal weights.
    ///
    /// # Errors
    /// Columns that do not cover the same units.
    pub fn equal(columns: impl IntoIterator<Item = &'a Column>) -> Result<Self, CombineError> {
        let columns: Vec<_> = columns.into_iter().collect();
        let weights = vec![1.0; columns.len()];
        Self::new(columns, &weights)
    }

    /// The same children with directions, for the methods that compare raw values. The others
    /// refuse a child of which lower is better.
    ///
    /// # Errors
    /// Another number of directions than of columns.
    pub fn with_directions(mut self, directions: &[Direction]) -> Result<Self, CombineError> {
        let (expected, found) = (self.columns.len(), directions.len());
        if expected != found {
            return Err(CombineError::Count { what: "directions", expected, found });
        }
        self.directions = directions.to_vec();
        Ok(self)
    }

    /// How many units there are.
    pub fn units(&self) -> usize {
        self.units
    }

    /// How many children there are.
    pub fn len(&self) -> usize {
        self.columns.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    pub(super) fn scores(&self) -> Result<&Self, CombineError> {
        match self.directions.iter().position(|direction| *direction != Direction::Higher) {
            Some(child) => Err(CombineError::Direction { child }),
            None => Ok(self),
        }
    }

    /// 1 where higher is better, -1 where lower is.
    pub(in crate::score) fn sign(&self, child: usize) -> f64 {
        if self.directions[child] == Direction::Higher { 1.0 } else { -1.0 }
    }

    /// Hands the children to `f` in blocks of units: the first unit, how many there are, and the
    /// values of child `j` from `j × BLOCK` on, NaN where absent. Absent values are left as they
    /// are, whatever the rule.
    pub(super) fn blocks(&self, mut f: impl FnMut(usize, usize, &[f64])) {
        let mut walks: Vec<_> = self.columns.iter().map(|column| column.iter()).collect();
        let mut block = vec![f64::NAN; BLOCK * self.columns.len()];
        let mut first = 0;
        while first < self.units {
            let size = BLOCK.min(self.units - first);
            for (part, walk) in block.chunks_exact_mut(BLOCK).zip(&mut walks) {
                for (cell, value) in part[..size].iter_mut().zip(walk) {
                    *cell = value.unwrap_or(f64::NAN);
                }
            }
            f(first, size, &block);
            first += size;
        }
    }

    /// The result of `f` for every unit that the rule allows; `f` sees the children that are there
    /// or substituted.
    pub(super) fn each(
        &self,
        gaps: &Gaps,
        mut f: impl FnMut(usize, &[Term], &mut Vec<Note>) -> Option<f64>,
    ) -> Combined {
        let mut results = Vec::with_capacity(self.units);
        let mut notes = Vec::new();
        let mut terms = Vec::with_capacity(self.len());
        let fill = gaps.fills().unwrap_or(f64::NAN);
        self.blocks(|first, size, block| {
            for at in 0..size {
                terms.clear();
                let mut present = 0;
                for (child, weight) in self.weights.iter().enumerate() {
                    let value = block[child * BLOCK + at];
                    present += usize::from(!value.is_nan());
                    let value = if value.is_nan() { fill } else { value };
                    if !value.is_nan() {
                        terms.push(Term { value, weight: *weight, child });
                    }
                }
                let allowed = gaps.allows(present, self.len());
                results.push(allowed.then(|| f(first + at, &terms, &mut notes)).flatten());
            }
        });
        Combined { column: results.into_iter().collect(), notes }
    }

    /// The columns with absent values filled, if the rule says so.
    pub(in crate::score) fn filled(&self, gaps: &Gaps) -> Option<Vec<Column>> {
        let fill = gaps.fills()?;
        let filled = |column: &&Column| column.iter().map(|x| x.or(Some(fill))).collect();
        Some(self.columns.iter().map(filled).collect())
    }

    /// Whether the rule allows each unit a result.
    pub(in crate::score) fn enough(&self, gaps: &Gaps) -> Vec<bool> {
        let mut presence = Presence::new(self.units);
        self.columns.iter().for_each(|column| presence.add(column));
        presence.enough(gaps)
    }
}

/// How many children every unit has, column by column.
pub(super) struct Presence {
    columns: usize,
    /// Columns in which no unit lacks a value.
    complete: usize,
    present: Vec<usize>,
}

impl Presence {
    pub(super) fn new(units: usize) -> Self {
        Self { columns: 0, complete: 0, present: vec![0; units] }
    }

    pub(super) fn add(&mut self, column: &Column) {
        self.columns += 1;
        if column.present() == self.present.len() {
            self.complete += 1;
            return;
        }
        for (count, value) in self.present.iter_mut().zip(column.cells()) {
            *count += usize::from(!value.is_nan());
        }
    }

    /// Whether no unit lacks a value in any column.
    pub(super) fn is_complete(&self) -> bool {
        self.complete == self.columns
    }

    /// Whether the rule allows each unit a result.
    pub(super) fn enough(&self, gaps: &Gaps) -> Vec<bool> {
        let allowed: Vec<bool> =
            (0..=self.columns).map(|present| gaps.allows(present, self.columns)).collect();
        self.present.iter().map(|present| allowed[present + self.complete]).collect()
    }
}
