//! What every item weighs in the whole.

use super::PeriodScores;
use crate::framework::{Framework, ItemId};
use crate::number;
use std::collections::BTreeMap;

/// What an item weighs in a node.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct WeightOf {
    /// The item.
    pub item: ItemId,
    /// The node.
    pub parent: ItemId,
    /// The weight as it was used; relative, unless the node is a sum.
    pub weight: f64,
    /// Its share of all weights in the node, 0 to 1.
    pub share: f64,
    /// What it weighs in the whole, see [`PeriodScores::effective_weights`].
    pub effective: Option<f64>,
}

impl PeriodScores {
    /// What items weigh in each of `parents`, and in the `whole`; weights that were learned are those
    /// of the period.
    ///
    /// ```
    /// use chuan::check::{CheckOptions, Checker};
    /// use chuan::framework::{FileFormat, Framework};
    ///
    /// let framework = Framework::parse(r#"
    ///     code = "t"
    ///     title = "T"
    ///     node = [{ code = "total" }]
    ///     indicator = [{ code = "a", parent = "total", weight = 3 }, { code = "b", parent = "total", weight = 1 }]
    /// "#, FileFormat::Toml).unwrap();
    /// let mut checker = Checker::new(&framework, CheckOptions::default());
    /// checker.read_csv("data.csv", "unit,a,b\nx,1,2\n".as_bytes())?;
    /// let card = chuan::score::score(&framework, &checker.finish().observations);
    /// let total = framework.find("total").unwrap();
    /// let weights = card.periods()[0].weights(&framework, Some(total), &[total]);
    /// assert_eq!((weights[0].weight, weights[0].share, weights[1].effective), (3.0, 0.75, Some(0.25)));
    /// # Ok::<(), chuan::observe::ReadError>(())
    /// ```
    pub fn weights(
        &self,
        framework: &Framework,
        whole: Option<ItemId>,
        parents: &[ItemId],
    ) -> Vec<WeightOf> {
        let effective =
            whole.map(|whole| self.effective_weights(framework, whole)).unwrap_or_default();
        let mut weights = Vec::new();
        for parent in parents {
            let children = self.counting(*parent);
            let all = number::sum(children.iter().map(|(_, weight)| *weight));
            weights.extend(children.iter().map(|(item, weight)| WeightOf {
                item: *item,
                parent: *parent,
                weight: *weight,
                share: weight / all,
                effective: effective.get(item).copied(),
            }));
        }
        weights
    }

    /// The effective weight of every item that counts for a node: the product of the shares on the way
    /// up, summed over the ways where there are several; the node itself has 1. What weighs nothing is
    /// left out. Shares are those of the weights that were used, whatever the aggregation.
    ///
    /// Formula: OECD and JRC, *Handbook on Constructing Composite Indicators* (2008), step 6.
    ///
    /// ```
    /// use chuan::check::{CheckOptions, Checker};
    /// use chuan::framework::{FileFormat, Framework};
    ///
    /// let framework = Framework::parse(r#"
    ///     code = "t"
    ///     title = "T"
    ///     node = [{ code = "total" }, { code = "p", parent = "total", weight = 3 }]
    ///     indicator = [
    ///         { code = "a", parent = "p" },
    ///         { code = "b", parent = "p" },
    ///         { code = "c", parent = "total", weight = 1 },
    ///     ]
    /// "#, FileFormat::Toml).unwrap();
    /// let mut checker = Checker::new(&framework, CheckOptions::default());
    /// checker.read_csv("data.csv", "unit,a,b,c\nx,1,2,3\n".as_bytes())?;
    /// let card = chuan::score::score(&framework, &checker.finish().observations);
    /// let total = framework.find("total").unwrap();
    /// let weights = card.periods()[0].effective_weights(&framework, total);
    /// assert_eq!(weights[&framework.find("b").unwrap()], 0.375);
    /// # Ok::<(), chuan::observe::ReadError>(())
    /// ```
    pub fn effective_weights(&self, framework: &Framework, node: ItemId) -> BTreeMap<ItemId, f64> {
        let mut weights: BTreeMap<ItemId, f64> = BTreeMap::from([(node, 1.0)]);
        // Parents before children.
        for id in framework.order().iter().rev() {
            let Some(own) = weights.get(id).copied() else { continue };
            let children = self.counting(*id);
            let all = number::sum(children.iter().map(|(_, weight)| *weight));
            for (child, weight) in children.iter().filter(|(_, weight)| *weight > 0.0) {
                *weights.entry(*child).or_default() += own * (weight / all);
            }
        }
        weights
    }
}
