//! Levels: which one a unit has reached, for certain and at best, and what is missing.
//!
//! Requirements are evaluated in three-valued logic: what is not known is
//! [undetermined](Truth::Undetermined), which is not the same as not met.

pub mod bulk;
mod context;
mod criteria;
mod evaluate;
mod explain;
mod layers;
mod model;
pub mod recognition;
mod requirement;
mod result;
mod sentence;
mod threshold;
mod truth;
mod way_up;

pub use criteria::CriteriaCount;
pub use explain::{OpenPoint, Outlook};
pub use layers::{
    Layer, LayerComparison, LayerCriterion, LayerLevel, LayerValue, UnitLayers, compare_layers,
    layer_word,
};
pub use result::{Assessment, Banded, LevelResult, RequirementResult, Subject, UnitAssessment};
pub use truth::Truth;
pub use way_up::{Change, Movement, Proof, WayUp, WayUpOptions, way_up};

use crate::finding::{Finding, Findings, catalogue};
use crate::framework::Framework;
use crate::framework::spec::is_chosen;
use crate::observe::Observations;
use crate::score::Scorecard;
use crate::text::Lang;
use chrono::NaiveDate;
use context::{Case, Context};
use std::collections::HashSet;

/// A day, as assessments are dated.
pub type Day = NaiveDate;

/// How an assessment is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AssessOptions {
    /// The day as of which it is made: windows of evidence end on it, and periods that begin after
    /// it are not assessed. Unless said every period is assessed as of its last day.
    pub as_of: Option<NaiveDate>,
}

/// Assesses every unit of every period by every scheme of the framework.
///
/// `card` is the result of scoring the same observations with the same framework.
///
/// ```
/// use chuan::check::{CheckOptions, Checker};
/// use chuan::framework::{FileFormat, Framework};
///
/// let framework = Framework::parse(r#"
///     code = "demo"
///     title = "Demo"
///     [[indicator]]
///     code = "points"
///     [[scheme]]
///     code = "stars"
///     node = "points"
///     [[scheme.level]]
///     code = "none"
///     [[scheme.level]]
///     code = "three"
///     at_least = 50
/// "#, FileFormat::Toml).unwrap();
/// let mut checker = Checker::new(&framework, CheckOptions::default());
/// checker.read_csv("data.csv", "unit,points\na,49.9\nb,50\n".as_bytes())?;
/// let observations = checker.finish().observations;
/// let card = chuan::score::score(&framework, &observations);
/// let assessment = chuan::assess::assess(&framework, &observations, &card);
/// let levels: Vec<_> =
///     assessment.units().iter().map(|unit| unit.reached().map(|l| l.code.as_str())).collect();
/// assert_eq!(levels, [Some("none"), Some("three")]);
/// # Ok::<(), chuan::observe::ReadError>(())
/// ```
pub fn assess(framework: &Framework, observations: &Observations, card: &Scorecard) -> Assessment {
    assess_with(framework, observations, card, &AssessOptions::default())
}

/// Assesses with options; see [`assess`].
pub fn assess_with(
    framework: &Framework,
    observations: &Observations,
    card: &Scorecard,
    options: &AssessOptions,
) -> Assessment {
    let context = Context::new(framework, observations, card, options.as_of);
    let mut findings = Findings::new();
    let mut units = Vec::new();
    let begun = |period: usize| {
        let period = observations.periods().get(period).copied().flatten();
        options.as_of.zip(period).is_none_or(|(day, period)| period.first_day() <= day)
    };
    for scheme in 0..framework.schemes().len() {
        for period in (0..card.periods().len()).filter(|period| begun(*period)) {
            if let Some(case) = context.case(scheme, period) {
                case.assess(&mut units, &mut findings);
            }
        }
    }
    let findings = framework.graded(once_each(findings));
    Assessment::new(card.units().to_vec(), units, findings)
}

/// Without repetitions: several levels and schemes may look at the same tally.
fn once_each(findings: Findings) -> Findings {
    let mut seen = HashSet::new();
    let subject = |finding: &Finding| {
        (
            finding.code(),
            finding.period.clone(),
            finding.indicator.clone(),
            finding.message(Lang::En),
        )
    };
    findings.into_iter().filter(|finding| seen.insert(subject(finding))).collect()
}

impl Case<'_> {
    fn assess(&self, results: &mut Vec<UnitAssessment>, findings: &mut Findings) {
        let one = |number: &usize| {
            let unit = self.observations.units().get(*number)?;
            if !is_chosen(unit, &self.scheme.filter) {
                return None;
            }
            let mut found = Findings::new();
            let result = self.unit(*number, unit, &mut found);
            self.report(&result, unit.code.as_str(), &mut found);
            Some((result, found))
        };
        // Each unit by itself; results and findings stay in the order of the units.
        #[cfg(feature = "parallel")]
        let all: Vec<_> = {
            use rayon::prelude::*;
            self.scores.units().par_iter().map(one).collect()
        };
        #[cfg(not(feature = "parallel"))]
        let all: Vec<_> = self.scores.units().iter().map(one).collect();
        for (result, found) in all.into_iter().flatten() {
            findings.append(found);
            results.push(result);
        }
    }

    /// Says what remains open.
    fn report(&self, result: &UnitAssessment, unit: &str, findings: &mut Findings) {
        let about = |rule| {
            let mut finding = Finding::new(rule)
                .unit(unit)
                .indicator(self.scheme.code.as_str())
                .with("scheme", self.scheme.code.as_str());
            finding.period = result.period.map(|period| period.to_string().into());
            finding
        };
        let decided = |level: &LevelResult| level.verdict != Truth::Undetermined;
        let known = |level: &LevelResult| level.requirements.iter().any(|r| r.is_known());
        let mut levels = result.levels.iter();
        if !result.levels.is_empty() && !levels.any(|level| decided(level) || known(level)) {
            findings.push(about(&catalogue::NOTHING_KNOWN).undetermined());
            return;
        }
        let reached = result.reached_index();
        let first_open = result
            .levels
            .iter()
            .enumerate()
            .find(|(n, level)| {
                level.verdict == Truth::Undetermined && reached.is_none_or(|reached| *n > reached)
            })
            .map(|(_, level)| level);
        if let (false, Some(level)) = (result.is_certain(), first_open) {
            let open =
                level.requirements.iter().filter(|r| r.verdict == Truth::Undetermined).count();
            findings.push(
                about(&catalogue::LEVEL_UNDETERMINED)
                    .undetermined()
                    .with("level", level.code.as_str())
                    .with("open", open),
            );
        }
    }
}

#[cfg(test)]
mod tests;
