//! Where a unit stands best and worst.

use super::{scores, way};
use crate::framework::{Framework, ItemId};
use crate::score::{PeriodScores, rank};

/// The place of a unit by one item.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Place {
    /// The item.
    pub item: ItemId,
    /// Its score.
    pub score: f64,
    /// Its rank.
    pub rank: f64,
    /// How many units have a rank.
    pub of: usize,
    /// Whether the value was filled in.
    pub filled: bool,
}

/// The items by which a unit stands best and worst.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Strengths {
    /// The best, the strongest first.
    pub strengths: Vec<Place>,
    /// The worst, the weakest first.
    pub weaknesses: Vec<Place>,
}

/// The items by which a unit ranks best and worst, `most` of either kind.
///
/// Ranks are among the units scored in the period, 1 for the best score, so that directions count
/// once. Items are ordered by their rank, of equal ranks by the share of units that are no better,
/// and then as the framework has them. With fewer than twice `most` items an item can be in both lists;
/// items by which the unit has no score are in neither. (COINr's `get_str_weak`.)
///
/// ```
/// use chuan::analyse::results::strengths;
/// use chuan::check::{CheckOptions, Checker};
/// use chuan::framework::{FileFormat, Framework};
///
/// let framework = Framework::parse(r#"
///     code = "demo"
///     title = "Demo"
///     node = [{ code = "total" }]
///     indicator = [{ code = "a", parent = "total" }, { code = "b", parent = "total" }]
/// "#, FileFormat::Toml).unwrap();
/// let mut checker = Checker::new(&framework, CheckOptions::default());
/// checker.read_csv("data.csv", "unit,a,b\n40,1,0\n42,0,1\n".as_bytes())?;
/// let card = chuan::score::score(&framework, &checker.finish().observations);
/// let items = framework.counted_indicators();
/// let found = strengths(&framework, &card.periods()[0], &items, card.unit("40").unwrap(), 1);
/// assert_eq!(found.strengths[0].item, framework.find("a").unwrap());
/// assert_eq!(found.weaknesses[0].rank, 2.0);
/// # Ok::<(), chuan::observe::ReadError>(())
/// ```
#[must_use]
pub fn strengths(
    framework: &Framework,
    period: &PeriodScores,
    items: &[ItemId],
    unit: usize,
    most: usize,
) -> Strengths {
    let mut places: Vec<Place> = items
        .iter()
        .filter_map(|item| {
            let values = scores(period, *item, period.score(*item).len());
            let (order, ties) = way(framework, *item);
            let ranks = rank(&values, order, ties);
            Some(Place {
                item: *item,
                score: values.get(unit).copied().flatten()?,
                rank: ranks.get(unit).copied().flatten()?,
                of: ranks.iter().flatten().count(),
                filled: period.is_filled(*item, unit),
            })
        })
        .collect();
    let share = |place: &Place| place.rank / place.of.max(1) as f64;
    // Stable: of equals the one that the framework has first.
    places.sort_by(|a, b| a.rank.total_cmp(&b.rank).then(share(a).total_cmp(&share(b))));
    let best = places.iter().take(most).copied().collect();
    places.sort_by(|a, b| b.rank.total_cmp(&a.rank).then(share(b).total_cmp(&share(a))));
    Strengths { strengths: best, weaknesses: places.into_iter().take(most).collect() }
}
