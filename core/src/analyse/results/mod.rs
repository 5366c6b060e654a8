//! What scorecards say: strengths and weaknesses of a unit, comparisons of scorecards, and what
//! becomes of ranks when an element is left out.
//!
//! Everything rests on scorecards as [`score`](mod@crate::score) makes them, and leaves them as they are.

mod analysis;
mod compare;
mod removal;
mod strengths;

pub use analysis::{Analysis, Pair, Reliability};
pub use compare::{Comparison, Version, compare, mean_absolute_rank_change};
pub use removal::{Removal, removals, removals_as};
pub use strengths::{Place, Strengths, strengths};

use crate::framework::{Framework, ItemId};
use crate::recipe::{Order, Scorer, Ties};
use crate::score::PeriodScores;

/// Which way and how an item is ranked: by the first ranking of the framework that has it; without
/// one the better score first, equals with the smallest rank.
fn way(framework: &Framework, item: ItemId) -> (Order, Ties) {
    let named = |code: &str| framework.find(code) == Some(item);
    if let Some(ranking) = framework.rankings().iter().find(|r| named(r.node.as_str())) {
        return (ranking.order, ranking.ties);
    }
    let lower = framework.item(item).is_some_and(|item| {
        // A value that is its own score keeps the direction of its indicator.
        item.scorer == Scorer::Identity && item.direction() == crate::recipe::Direction::Lower
    });
    (if lower { Order::LowestFirst } else { Order::HighestFirst }, Ties::Min)
}

/// The scores of the units that are scored in a period; the others have none.
fn scores(scores: &PeriodScores, item: ItemId, units: usize) -> Vec<Option<f64>> {
    let column = scores.score(item);
    let mut values = vec![None; units];
    for unit in scores.included() {
        if let Some(cell) = values.get_mut(*unit) {
            *cell = column.get(*unit);
        }
    }
    values
}
