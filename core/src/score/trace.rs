//! Every figure that led to a score, addressed by unit, item and period.

use super::explain::Shares;
use super::{PeriodScores, Scorecard};
use crate::framework::{Framework, ItemId};
use crate::id::Code;
use serde::Serialize;

/// What one unit has in one item and period, step by step. Where a step does not apply the figure is
/// that of the step before.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[non_exhaustive]
pub struct Trace {
    /// The value as observed; none for nodes.
    pub observed: Option<f64>,
    /// After denomination.
    pub denominated: Option<f64>,
    /// With gaps filled.
    pub imputed: Option<f64>,
    /// The method by which the gap was filled, where it was.
    pub filled_by: Option<&'static str>,
    /// With outliers treated, or the change where that takes the place of the value.
    pub treated: Option<f64>,
    /// What goes into the scorer: the treated value, or the aggregate of a node.
    pub value: Option<f64>,
    /// The score, unrounded: the normalised value of an indicator.
    pub score: Option<f64>,
    /// The score as printed.
    pub shown: Option<f64>,
    /// The node for which it counts: the first, where there are several.
    pub parent: Option<Code>,
    /// Its share in that node; in a sum, the factor.
    pub weight: Option<f64>,
    /// What it adds to that node, where that is additive.
    pub contribution: Option<f64>,
    /// The rank, where the item is ranked.
    pub rank: Option<f64>,
    /// The code of the band, where a ranking has bands.
    pub band: Option<Code>,
    /// The share of the indicators below of which the unit has an observed value.
    pub coverage: Option<f64>,
}

impl Scorecard {
    /// Every figure of a unit in an item and a period.
    ///
    /// ```
    /// use chuan::check::{CheckOptions, Checker};
    /// use chuan::framework::{FileFormat, Framework};
    ///
    /// let text = r#"{ "code": "t", "title": "T", "indicator": [{ "code": "a", "impute": "mean" }] }"#;
    /// let framework = Framework::parse(text, FileFormat::Json).unwrap();
    /// let mut checker = Checker::new(&framework, CheckOptions::default());
    /// checker.read_csv("data.csv", "unit,a\nx,2\ny,4\n".as_bytes())?;
    /// let card = chuan::score::score(&framework, &checker.finish().observations);
    /// let a = framework.find("a").unwrap();
    /// let trace = card.trace(&framework, &card.periods()[0], a, 1);
    /// assert_eq!((trace.observed, trace.filled_by, trace.score), (Some(4.0), None, Some(4.0)));
    /// # Ok::<(), chuan::observe::ReadError>(())
    /// ```
    pub fn trace(
        &self,
        framework: &Framework,
        scores: &PeriodScores,
        id: ItemId,
        unit: usize,
    ) -> Trace {
        let Some(item) = framework.item(id) else { return Trace::default() };
        let counts = |parent: &&ItemId| scores.counting(**parent).iter().any(|(c, _)| *c == id);
        let parent = item.parents.iter().find(counts).copied();
        let shares = parent.map(|parent| Shares::of(framework, parent, unit, scores));
        let value = scores.raw(id).get(unit);
        let observed = scores.observed(id).get(unit);
        let (denominated, imputed, treated) = match scores.steps(id) {
            Some(steps) => (
                steps.denominated().get(unit),
                steps.imputed().get(unit),
                steps.treated().get(unit),
            ),
            None => (observed, observed, observed),
        };
        let preparation = item.indicator().map(|indicator| &indicator.preparation);
        Trace {
            observed,
            denominated,
            imputed,
            filled_by: preparation
                .filter(|_| scores.is_filled(id, unit))
                .map(|preparation| preparation.impute.name()),
            treated,
            value,
            score: scores.score(id).get(unit),
            shown: scores.shown(id).get(unit),
            parent: parent.and_then(|parent| framework.item(parent)).map(|item| item.code.clone()),
            weight: shares.as_ref().and_then(|shares| shares.weight(id)),
            contribution: shares.and_then(|shares| shares.contribution(id)),
            rank: scores.rank(id, unit),
            band: scores.band_of(framework, id, unit).map(|band| band.code.clone()),
            coverage: scores.coverage(framework, id, unit),
        }
    }
}
