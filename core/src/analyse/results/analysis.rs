//! One period of a scorecard, with the statistics that are asked of it.

use crate::analyse::multivariate::{
    Components, CorrelationOptions, FlagOptions, Side, StatisticError, components, correlations,
    cronbach_alpha,
};
use crate::framework::{Framework, ItemId};
use crate::observe::Column;
use crate::score::PeriodScores;
use crate::score::screen::{Availability, availability};
use crate::score::statistics::{Statistics, describe};
use crate::score::weights::WeightError;

/// One period of a scorecard, with the statistics that are asked of it: the same tables in Rust,
/// Python and on the command line.
///
/// Statistics of indicators are over the units that were observed, those of scores over the units
/// that are scored.
///
/// ```
/// use chuan::analyse::results::Analysis;
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
/// checker.read_csv("data.csv", "unit,a,b\n1,1,2\n2,2,4\n3,3,5\n4,4,\n".as_bytes())?;
/// let card = chuan::score::score(&framework, &checker.finish().observations);
/// let analysis = Analysis::new(&framework, &card.periods()[0]);
/// let total = framework.find("total").unwrap();
///
/// let (b, statistics) = analysis.statistics(None).remove(1);
/// assert_eq!((b, statistics.present), (framework.find("b").unwrap(), 3));
/// assert_eq!(analysis.availability(None)[3].1.missing, 1);
/// let pairs = analysis.correlations(total, &Default::default(), &Default::default())?;
/// // Deviations -1, 0, 1 and -5/3, 1/3, 4/3: 3 / √(2 · 14/3).
/// assert!((pairs[0].correlation.unwrap() - 3.0 / (28.0_f64 / 3.0).sqrt()).abs() < 1e-12);
/// assert!(pairs[0].flag.is_some()); // above 0.92
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Analysis<'a> {
    framework: &'a Framework,
    scores: &'a PeriodScores,
}

/// Two children of a node, and how they go together.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Pair {
    /// One.
    pub a: ItemId,
    /// The other.
    pub b: ItemId,
    /// The correlation, -1 to 1; none where it is undefined.
    pub correlation: Option<f64>,
    /// The probability of a correlation so far from 0 between independent columns.
    pub p_value: Option<f64>,
    /// How many units have both scores.
    pub units: usize,
    /// Which threshold the correlation passes.
    pub flag: Option<Side>,
}

/// How reliably the children of a node measure one thing.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Reliability {
    /// The node.
    pub node: ItemId,
    /// How many children it has.
    pub children: usize,
    /// Cronbach's alpha, at most 1; none where it is undefined.
    pub alpha: Option<f64>,
}

impl<'a> Analysis<'a> {
    /// Of a period that was scored with a framework.
    #[must_use]
    pub fn new(framework: &'a Framework, scores: &'a PeriodScores) -> Self {
        Self { framework, scores }
    }

    /// The children of a node and their scores, unrounded, over the units that are scored.
    #[must_use]
    pub fn children(&self, node: ItemId) -> (Vec<ItemId>, Vec<Column>) {
        let children = self.framework.item(node).map(|item| item.children.as_slice());
        let scored = |id: ItemId| self.scores.score(id).of_units(self.scores.included());
        children.unwrap_or_default().iter().map(|child| (child.item, scored(child.item))).unzip()
    }

    /// The indicators that count for an item, or for any, and what was observed of them, over the
    /// units of the period.
    #[must_use]
    pub fn observed(&self, below: Option<ItemId>) -> (Vec<ItemId>, Vec<Column>) {
        let items = match below {
            Some(item) => self.framework.counted_below(item),
            None => self.framework.counted_indicators(),
        };
        let observed = |id: ItemId| (id, self.scores.observed(id).of_units(self.scores.units()));
        items.into_iter().map(observed).unzip()
    }

    /// Statistics of what was observed of every indicator; see [`describe`].
    #[must_use]
    pub fn statistics(&self, below: Option<ItemId>) -> Vec<(ItemId, Statistics)> {
        let (items, columns) = self.observed(below);
        items.into_iter().zip(columns.iter().map(describe)).collect()
    }

    /// How many indicators every unit has; see [`availability`].
    #[must_use]
    pub fn availability(&self, below: Option<ItemId>) -> Vec<(usize, Availability)> {
        let (_, columns) = self.observed(below);
        self.scores.units().iter().copied().zip(availability(&columns)).collect()
    }

    /// How the children of a node go together: every pair once, in the order of the framework.
    /// See [`correlations`] for formulas, [`FlagOptions`] for the thresholds.
    ///
    /// # Errors
    /// A node without children.
    pub fn correlations(
        &self,
        node: ItemId,
        options: &CorrelationOptions,
        flags: &FlagOptions,
    ) -> Result<Vec<Pair>, StatisticError> {
        let (children, columns) = self.children(node);
        let columns: Vec<&Column> = columns.iter().collect();
        let found = correlations(&columns, options)?;
        let mut pairs = Vec::new();
        for (row, a) in children.iter().enumerate() {
            for (column, b) in children.iter().enumerate().skip(row + 1) {
                let correlation = found.get(row, column);
                pairs.push(Pair {
                    a: *a,
                    b: *b,
                    correlation,
                    p_value: found.p_value(row, column),
                    units: found.units(row, column),
                    flag: correlation.and_then(|correlation| flags.side(correlation)),
                });
            }
        }
        Ok(pairs)
    }

    /// The principal components of the scores of the children of a node; see [`components`].
    ///
    /// # Errors
    /// Fewer than two units that have all children; a child without spread.
    ///
    /// ```
    /// # use chuan::analyse::results::Analysis;
    /// # use chuan::check::{CheckOptions, Checker};
    /// # use chuan::framework::{FileFormat, Framework};
    /// # let framework = Framework::parse(r#"
    /// #     code = "demo"
    /// #     title = "Demo"
    /// #     node = [{ code = "total" }]
    /// #     indicator = [{ code = "a", parent = "total" }, { code = "b", parent = "total" }]
    /// # "#, FileFormat::Toml).unwrap();
    /// # let mut checker = Checker::new(&framework, CheckOptions::default());
    /// # checker.read_csv("data.csv", "unit,a,b\n1,1,2\n2,2,3\n3,3,1\n".as_bytes())?;
    /// # let card = chuan::score::score(&framework, &checker.finish().observations);
    /// let analysis = Analysis::new(&framework, &card.periods()[0]);
    /// let (_, found) = analysis.components(framework.find("total").unwrap())?;
    /// // Two columns with the correlation -0.5.
    /// assert!((found.eigenvalues[0] - 1.5).abs() < 1e-12);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn components(&self, node: ItemId) -> Result<(Vec<ItemId>, Components), WeightError> {
        let (children, columns) = self.children(node);
        let columns: Vec<&Column> = columns.iter().collect();
        Ok((children, components(&columns)?))
    }

    /// Cronbach's alpha of the children of every node that has two at least; see
    /// [`cronbach_alpha`].
    #[must_use]
    pub fn reliability(&self) -> Vec<Reliability> {
        let nodes = self.framework.iter().filter(|(_, item)| item.children.len() > 1);
        nodes
            .map(|(node, _)| {
                let (children, columns) = self.children(node);
                let columns: Vec<&Column> = columns.iter().collect();
                let alpha = cronbach_alpha(&columns).ok().flatten();
                Reliability { node, children: children.len(), alpha }
            })
            .collect()
    }
}
