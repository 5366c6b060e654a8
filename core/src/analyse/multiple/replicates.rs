//! The scores of a framework whose gaps are filled several times.

use super::{Pooled, pool};
use crate::analyse::results::Version;
use crate::analyse::uncertainty::{Spread, spreads};
use crate::framework::{Framework, ItemId};
use crate::observe::{Column, Observations};
use crate::period::Period;
use crate::recipe::Imputation;
use crate::score::{ScoreError, ScoreOptions, score_as};

/// Scores and ranks of an item in every replicate: a column for each, units in the order of the scorecard.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Replicates {
    /// Scores, unrounded.
    pub scores: Vec<Column>,
    /// Ranks, by the ranking of the framework.
    pub ranks: Vec<Column>,
}

impl Replicates {
    /// The score of every unit by Rubin's rules ([`pool`]); a unit that lacks a score in a replicate has
    /// none. The scores of a replicate have no variance of their own: all units were observed, none drawn.
    #[must_use]
    pub fn pooled(&self) -> Vec<Option<Pooled>> {
        let zeros = vec![0.0; self.scores.len()];
        let units = self.scores.first().map_or(0, Column::len);
        let of = |unit: usize| -> Option<Pooled> {
            let estimates: Option<Vec<f64>> = self.scores.iter().map(|run| run.get(unit)).collect();
            pool(&estimates?, &zeros)
        };
        (0..units).map(of).collect()
    }

    /// How the scores of every unit are spread over the replicates.
    #[must_use]
    pub fn score_spreads(&self) -> Vec<Option<Spread>> {
        spreads(&self.scores)
    }

    /// How the ranks of every unit are spread over the replicates.
    #[must_use]
    pub fn rank_spreads(&self) -> Vec<Option<Spread>> {
        spreads(&self.ranks)
    }
}

/// How many completed tables the indicators ask for: the most of any.
fn count(framework: &Framework) -> u32 {
    let asked = framework.indicators().filter_map(|(.., indicator)| {
        let Imputation::Multiple { replicates, .. } = &indicator.preparation.impute else {
            return None;
        };
        Some(*replicates)
    });
    asked.max().unwrap_or(0)
}

/// Scores an item once for each of the completed tables that the framework asks for with `impute =
/// { method = "multiple" }`, everything else as the framework says it: scales, weights and screening are
/// learned anew from each table unless `options` bring what was learned before.
///
/// None where no indicator of the framework is filled by draws, or the period is not there. An indicator
/// that asks for fewer tables than another starts again with its first. The result is the same for any
/// number of threads and any order of rows.
///
/// Sources: D. B. Rubin, *Multiple Imputation for Nonresponse in Surveys* (1987); OECD and JRC, *Handbook on
/// Constructing Composite Indicators* (2008), steps 3 and 7.
///
/// # Errors
/// A set of weights that the framework does not have.
///
/// ```
/// use chuan::analyse::multiple::replicates;
/// use chuan::check::{CheckOptions, Checker};
/// use chuan::framework::{FileFormat, Framework};
/// use chuan::score::ScoreOptions;
///
/// let framework = Framework::parse(r#"
///     code = "demo"
///     title = "Demo"
///     node = [{ code = "total" }]
///     indicator = [
///         { code = "a", parent = "total" },
///         { code = "b", parent = "total", required = false, impute = { method = "multiple", replicates = 5 } },
///     ]
/// "#, FileFormat::Toml).unwrap();
/// let mut checker = Checker::new(&framework, CheckOptions::default());
/// checker.read_csv("data.csv", "unit,a,b\n1,1,2\n2,2,5\n3,3,5\n4,4,9\n5,5,\n".as_bytes())?;
/// let observations = checker.finish().observations;
/// let total = framework.find("total").unwrap();
/// let found = replicates(&framework, &observations, &ScoreOptions::default(), None, total).unwrap();
/// let pooled = found.unwrap().pooled();
/// assert_eq!(pooled[0].unwrap().variance, 0.0); // all is observed
/// assert!(pooled[4].unwrap().variance > 0.0);
/// # Ok::<(), chuan::observe::ReadError>(())
/// ```
pub fn replicates(
    framework: &Framework,
    observations: &Observations,
    options: &ScoreOptions,
    period: Option<&Period>,
    item: ItemId,
) -> Result<Option<Replicates>, ScoreError> {
    let run = |number: u32| -> Result<Option<Version>, ScoreError> {
        let card = score_as(framework, observations, &options.clone().replicate(number))?;
        Ok(Version::of(number.to_string(), framework, &card, period, item))
    };
    let runs = each(count(framework), run)?;
    let columns = |of: fn(&Version) -> &Vec<Option<f64>>| -> Vec<Column> {
        runs.iter().flatten().map(|version| of(version).iter().copied().collect()).collect()
    };
    let (scores, ranks) = (columns(|version| &version.scores), columns(|version| &version.ranks));
    Ok((!scores.is_empty()).then_some(Replicates { scores, ranks }))
}

/// All replicates in their order, on as many threads as there are.
fn each<T: Send>(
    count: u32,
    run: impl Fn(u32) -> Result<T, ScoreError> + Sync + Send,
) -> Result<Vec<T>, ScoreError> {
    #[cfg(feature = "parallel")]
    {
        use rayon::iter::{IntoParallelIterator, ParallelIterator};
        (0..count).into_par_iter().map(run).collect()
    }
    #[cfg(not(feature = "parallel"))]
    (0..count).map(run).collect()
}

#[cfg(test)]
mod tests;
