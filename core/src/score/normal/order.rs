//! Ranks as scores.

use crate::number::decimals::snap;
use crate::observe::Column;
use crate::recipe::{Direction, RankForm, Ties};
use serde::{Deserialize, Serialize};

/// The places of values among those of the units it was learned from.
///
/// Values that are equal as decimals of 12 significant digits are ties. A value that was not among
/// them gets the place it would have had, had it come in for one of its equals, or before the next
/// better one. Absent stays absent.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::recipe::{Direction, Ties};
/// use chuan::score::normal::{Places, RankForm};
///
/// let column: Column = [Some(30.0), Some(10.0), None, Some(30.0)].into_iter().collect();
/// let places = Places::learn(&column, Direction::Higher, Ties::Average, RankForm::Rank, [0.0, 1.0]);
/// assert_eq!(places.apply(30.0), Some(2.5));
/// let lower = Places::learn(&column, Direction::Lower, Ties::Min, RankForm::Borda, [0.0, 1.0]);
/// assert_eq!(lower.apply(10.0), Some(2.0));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Places {
    /// The different values, rising.
    values: Vec<f64>,
    /// How many units have a value up to the one of the same place in `values`.
    up_to: Vec<usize>,
    direction: Direction,
    ties: Ties,
    form: RankForm,
    /// For the forms that are shares: the scores at the shares 0 and 1.
    to: [f64; 2],
}

impl Places {
    /// Learns the places from a column.
    pub fn learn(
        column: &Column,
        direction: Direction,
        ties: Ties,
        form: RankForm,
        to: [f64; 2],
    ) -> Self {
        let mut sorted: Vec<f64> = column.numbers().map(snap).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let (mut values, mut up_to) = (Vec::new(), Vec::new());
        let mut seen = 0;
        for group in sorted.chunk_by(|a, b| a == b) {
            seen += group.len();
            values.extend(group.first());
            up_to.push(seen);
        }
        Self { values, up_to, direction, ties, form, to }
    }

    /// How many values there were.
    pub fn count(&self) -> usize {
        self.up_to.last().copied().unwrap_or(0)
    }

    /// The score of a value.
    pub fn apply(&self, value: f64) -> Option<f64> {
        let value = snap(value);
        let distinct = self.values.partition_point(|other| *other < value);
        let known = self.values.get(distinct).is_some_and(|other| *other == value);
        let (values, n) = (self.values.len(), self.count());
        let up_to = |place: usize| {
            place.checked_sub(1).and_then(|at| self.up_to.get(at)).copied().unwrap_or(0)
        };
        let below = up_to(distinct);
        let equal = if known { up_to(distinct + 1) - below } else { 0 };
        let (worse, distinct_worse) = match self.direction {
            Direction::Higher => (below, distinct),
            Direction::Lower => (n - below - equal, values - distinct - usize::from(known)),
        };
        let (first, last) = ((worse + 1) as f64, (worse + equal.max(1)) as f64);
        let rank = match self.ties {
            // A value cannot tell which of its equals it is.
            Ties::Min | Ties::Ordinal => first,
            Ties::Max => last,
            Ties::Average => (first + last) / 2.0,
            Ties::Dense => (distinct_worse + 1) as f64,
        };
        let onto = |share| super::between::onto(share, self.to);
        match self.form {
            RankForm::Rank => Some(rank),
            RankForm::Borda => Some(rank - 1.0),
            RankForm::Inclusive => (n > 1).then(|| onto((rank - 1.0) / (n - 1) as f64)),
            RankForm::Exclusive => (n > 0).then(|| onto(rank / (n + 1) as f64)),
        }
    }
}
