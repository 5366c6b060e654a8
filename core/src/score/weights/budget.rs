//! Points that experts give.

use super::{WeightError, given};
use crate::number;
use crate::recipe::BudgetCentre as Centre;
use serde::Serialize;

/// What experts agree on, and how far.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Budget {
    /// The weight of every criterion; they sum to 1.
    pub weights: Vec<f64>,
    /// The smallest share that an expert gave it.
    pub lowest: Vec<f64>,
    /// The largest.
    pub highest: Vec<f64>,
    /// The standard deviation of the shares (n - 1); 0 for one expert.
    pub sd: Vec<f64>,
}

/// Budget allocation: every expert distributes points over the criteria; their shares are averaged
/// by `centre` and made to sum to 1 again.
///
/// `points` has a row for every expert. When `total` is stated, every row must add up to it. Points
/// have the unit that the experts used; weights and spread are shares. Source: OECD and JRC,
/// *Handbook on Constructing Composite Indicators* (2008), step 6.
///
/// # Errors
/// No expert or criterion, rows of different lengths, points that are negative or not finite (the
/// place counts through the matrix row by row), a row that does not add up to the total or is all
/// zero, a cut outside its range, or medians that are all zero.
///
/// ```
/// use chuan::score::weights::{Centre, budget_allocation};
///
/// let experts = [vec![50.0, 50.0], vec![75.0, 25.0]];
/// let budget = budget_allocation(&experts, Centre::Mean, Some(100.0))?;
/// assert_eq!(budget.weights, [0.625, 0.375]);
/// assert_eq!((budget.lowest[0], budget.highest[0]), (0.5, 0.75));
/// # Ok::<(), chuan::score::weights::WeightError>(())
/// ```
pub fn budget_allocation(
    points: &[Vec<f64>],
    centre: Centre,
    total: Option<f64>,
) -> Result<Budget, WeightError> {
    let criteria = points.first().ok_or(WeightError::Empty)?.len();
    match centre {
        Centre::TrimmedMean { cut } if !(0.0..0.5).contains(&cut) => {
            return Err(WeightError::Parameter { name: "cut", value: cut });
        }
        _ => {}
    }
    let mut shares = Vec::with_capacity(points.len());
    for (expert, row) in points.iter().enumerate() {
        if row.len() != criteria {
            let (expected, found) = (criteria, row.len());
            return Err(WeightError::Length { place: expert, expected, found });
        }
        let before = expert * criteria;
        let row = super::points(row, total).map_err(|error| match error {
            WeightError::NotFinite { place } => WeightError::NotFinite { place: before + place },
            WeightError::AllZero { place } => WeightError::AllZero { place: before + place },
            WeightError::Negative { place, value } => {
                WeightError::Negative { place: before + place, value }
            }
            WeightError::Total { expected, found, .. } => {
                WeightError::Total { place: expert, expected, found }
            }
            other => other,
        })?;
        shares.push(row);
    }
    let (mut centres, mut lowest, mut highest, mut sd) = (vec![], vec![], vec![], vec![]);
    for criterion in 0..criteria {
        let mut column: Vec<f64> =
            shares.iter().filter_map(|row| row.get(criterion).copied()).collect();
        column.sort_by(f64::total_cmp);
        lowest.push(column.first().copied().unwrap_or_default());
        highest.push(column.last().copied().unwrap_or_default());
        let mean = mean(&column);
        let squares = number::sum(column.iter().map(|share| (share - mean) * (share - mean)));
        sd.push((squares / column.len().saturating_sub(1).max(1) as f64).sqrt());
        centres.push(centre_of(&column, centre));
    }
    Ok(Budget { weights: given(&centres)?, lowest, highest, sd })
}

/// The centre of sorted numbers.
fn centre_of(sorted: &[f64], centre: Centre) -> f64 {
    let cut = match centre {
        Centre::Mean => 0,
        // All but the one or two in the middle.
        Centre::Median => sorted.len().saturating_sub(1) / 2,
        Centre::TrimmedMean { cut } => {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "not negative, and below half the number of experts"
            )]
            let cut = (cut * sorted.len() as f64).floor() as usize;
            cut
        }
    };
    mean(sorted.get(cut..sorted.len().saturating_sub(cut)).unwrap_or_default())
}

fn mean(numbers: &[f64]) -> f64 {
    number::sum(numbers.iter().copied()) / numbers.len().max(1) as f64
}
