//! From the scores of the children of one unit to one number.

use super::statistics::median;
use crate::number;
use crate::recipe::{Aggregation, MissingRule};
use thiserror::Error;

/// Why children cannot be aggregated.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
#[non_exhaustive]
pub enum AggregateError {
    /// A geometric or harmonic mean of a negative number.
    #[error("child {place} is negative ({value})")]
    Negative {
        /// Place of the child.
        place: usize,
        /// Its score.
        value: f64,
    },
}

/// Aggregates the scores of the children of one unit. Beside the value comes the place of a child
/// that is zero under a geometric or harmonic mean and so decides it alone.
///
/// `weights` are relative, one for each value. The value is absent when no child is there, or when
/// one is not and the rule is [`MissingRule::Propagate`] or [`MissingRule::Refuse`]. Formulas:
/// OECD and JRC, *Handbook on Constructing Composite Indicators* (2008), step 7.
///
/// # Errors
/// A negative child under a geometric or harmonic mean.
///
/// ```
/// use chuan::recipe::{Aggregation, MissingRule};
/// use chuan::score::aggregate;
///
/// let scores = [Some(4.0), None, Some(1.0)];
/// let mean = aggregate(&scores, &[1.0, 5.0, 3.0], Aggregation::Arithmetic, MissingRule::Skip, 0.0)?;
/// assert_eq!(mean.0, Some(1.75));
/// let strict = aggregate(&scores, &[1.0; 3], Aggregation::Sum, MissingRule::Propagate, 0.0)?;
/// assert_eq!(strict.0, None);
/// # Ok::<(), chuan::score::AggregateError>(())
/// ```
pub fn aggregate(
    values: &[Option<f64>],
    weights: &[f64],
    aggregation: Aggregation,
    missing: MissingRule,
    substitute: f64,
) -> Result<(Option<f64>, Option<usize>), AggregateError> {
    let all_weight = number::sum(weights.iter().copied());
    let substituted = |value: &Option<f64>| match missing {
        MissingRule::Substitute => Some(value.unwrap_or(substitute)),
        _ => *value,
    };
    let present: Vec<(usize, f64, f64)> = values
        .iter()
        .zip(weights)
        .enumerate()
        .filter_map(|(place, (value, weight))| Some((place, substituted(value)?, *weight)))
        .collect();
    let strict = matches!(missing, MissingRule::Propagate | MissingRule::Refuse);
    if present.is_empty() || (strict && present.len() < values.len()) {
        return Ok((None, None));
    }
    let numbers = present.iter().map(|(_, value, _)| *value);
    let weight = number::sum(present.iter().map(|(.., weight)| *weight));
    let weighted = || number::sum(present.iter().map(|(_, value, weight)| value * weight));
    // What divides by the weights needs some; a plain sum does not.
    let divides = match aggregation {
        Aggregation::Sum => missing == MissingRule::Renormalise,
        other => other.is_weighted(),
    };
    if divides && weight <= 0.0 {
        return Ok((None, None));
    }
    let value = match aggregation {
        Aggregation::Sum if missing == MissingRule::Renormalise => weighted() / weight * all_weight,
        Aggregation::Sum => weighted(),
        Aggregation::Arithmetic => {
            // Two roundings, of the sum and of the quotient, can end beside the nearest double,
            // and so on the wrong side of a tie in print; the second pass puts that right.
            let mean = weighted() / weight;
            let rest = present.iter().map(|(_, value, weight)| weight * (value - mean));
            mean + number::sum(rest) / weight
        }
        Aggregation::Geometric | Aggregation::Harmonic => {
            let counted = present.iter().filter(|(.., weight)| *weight > 0.0);
            if let Some((place, value, _)) = counted.clone().find(|(_, value, _)| *value < 0.0) {
                return Err(AggregateError::Negative { place: *place, value: *value });
            }
            if let Some((place, ..)) = counted.clone().find(|(_, value, _)| *value == 0.0) {
                return Ok((Some(0.0), Some(*place)));
            }
            if aggregation == Aggregation::Geometric {
                (number::sum(counted.map(|(_, value, weight)| weight * value.ln())) / weight).exp()
            } else {
                weight / number::sum(counted.map(|(_, value, weight)| weight / value))
            }
        }
        Aggregation::Minimum => numbers.fold(f64::INFINITY, f64::min),
        Aggregation::Maximum => numbers.fold(f64::NEG_INFINITY, f64::max),
        Aggregation::Median => {
            let mut sorted: Vec<f64> = numbers.collect();
            sorted.sort_by(f64::total_cmp);
            median(&sorted).unwrap_or(f64::NAN)
        }
        Aggregation::Product => numbers.product(),
    };
    Ok((Some(value).filter(|value| value.is_finite()), None))
}
