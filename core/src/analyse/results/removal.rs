//! What becomes of scores and ranks when an element is left out.

use super::{Version, mean_absolute_rank_change};
use crate::framework::{Framework, ItemId};
use crate::observe::Observations;
use crate::period::Period;
use crate::recipe::WeightSet;
use crate::score::{ScoreError, ScoreOptions, score_as, score_weighted};

/// The scores without one element.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Removal {
    /// The element; none for the scores with all.
    pub element: Option<ItemId>,
    /// Scores and ranks.
    pub version: Version,
    /// The mean of the absolute changes of ranks against the scores with all elements, in places.
    pub mean_absolute_rank_change: Option<f64>,
}

/// Scores an item with all elements, and without each of `elements` in turn (COINr's
/// `remove_elements`).
///
/// An element that is left out weighs nothing; the weights of the others stay as stated, and their
/// shares grow. A group of which all elements are left out has no score, and is absent one level up.
/// Everything else is done as before, so screening still counts the element. A node that learns
/// weights from data takes those that are stated when one of its children is left out.
///
/// Empty when there is no such period.
///
/// ```
/// use chuan::analyse::results::removals;
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
/// checker.read_csv("data.csv", "unit,a,b\n40,1,0.5\n42,0,1\n".as_bytes())?;
/// let observations = checker.finish().observations;
/// let (total, a) = (framework.find("total").unwrap(), framework.find("a").unwrap());
/// let found = removals(&framework, &observations, None, total, &[a]);
/// assert_eq!(found[0].version.ranks, [Some(1.0), Some(2.0)]);
/// assert_eq!(found[1].version.ranks, [Some(2.0), Some(1.0)]);
/// assert_eq!(found[1].mean_absolute_rank_change, Some(1.0));
/// # Ok::<(), chuan::observe::ReadError>(())
/// ```
#[must_use]
pub fn removals(
    framework: &Framework,
    observations: &Observations,
    period: Option<&Period>,
    item: ItemId,
    elements: &[ItemId],
) -> Vec<Removal> {
    // Without options there is no set of weights that could be unknown.
    removals_as(framework, observations, &ScoreOptions::default(), period, item, elements)
        .unwrap_or_default()
}

/// As [`removals`], for scores made with options: with what was learned before, or with a set of
/// weights, which then holds for the elements that stay.
///
/// # Errors
/// A set of weights that the framework does not have.
///
/// ```
/// use chuan::analyse::results::removals_as;
/// use chuan::check::{CheckOptions, Checker};
/// use chuan::framework::{FileFormat, Framework};
/// use chuan::score::ScoreOptions;
///
/// let framework = Framework::parse(r#"
///     code = "demo"
///     title = "Demo"
///     node = [{ code = "total" }]
///     indicator = [{ code = "a", parent = "total" }, { code = "b", parent = "total" }]
///     weight_set = [{ code = "experts", weights = { a = 1, b = 3 } }]
/// "#, FileFormat::Toml).unwrap();
/// let mut checker = Checker::new(&framework, CheckOptions::default());
/// checker.read_csv("data.csv", "unit,a,b\n40,1,0.5\n42,0,1\n".as_bytes())?;
/// let observations = checker.finish().observations;
/// let (total, b) = (framework.find("total").unwrap(), framework.find("b").unwrap());
/// let experts = ScoreOptions::default().weight_set("experts");
/// let found = removals_as(&framework, &observations, &experts, None, total, &[b]).unwrap();
/// assert_eq!(found[0].version.scores, [Some(0.625), Some(0.75)]);
/// assert_eq!(found[1].version.scores, [Some(1.0), Some(0.0)]);
/// # Ok::<(), chuan::observe::ReadError>(())
/// ```
pub fn removals_as(
    framework: &Framework,
    observations: &Observations,
    options: &ScoreOptions,
    period: Option<&Period>,
    item: ItemId,
    elements: &[ItemId],
) -> Result<Vec<Removal>, ScoreError> {
    let card = score_as(framework, observations, options)?;
    let Some(nominal) = Version::of("", framework, &card, period, item) else {
        return Ok(Vec::new());
    };
    let stated = options.chosen(framework)?.map(|set| set.weights.clone()).unwrap_or_default();
    let mut found =
        vec![Removal { element: None, version: nominal, mean_absolute_rank_change: None }];
    for element in elements {
        let Some(code) = framework.item(*element).map(|item| item.code.clone()) else { continue };
        let mut weights = stated.clone();
        weights.insert(code.clone(), 0.0);
        let set = WeightSet { code: code.clone(), name: None, weights, note: None };
        let card = score_weighted(framework, observations, &options.fit, &set);
        let version = Version::of(code.to_string(), framework, &card, period, item);
        let (Some(version), Some(nominal)) = (version, found.first()) else { continue };
        let change = mean_absolute_rank_change(&nominal.version.ranks, &version.ranks);
        found.push(Removal { element: Some(*element), version, mean_absolute_rank_change: change });
    }
    Ok(found)
}
