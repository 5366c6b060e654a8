//! Pairs that are too close or too far apart.

use super::{Correlations, StatisticError};
use serde::{Deserialize, Serialize};

/// Parameters of [`flags`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FlagOptions {
    /// A pair is flagged when its correlation is above this.
    pub above: Option<f64>,
    /// Or when it is below this.
    pub below: Option<f64>,
}

impl Default for FlagOptions {
    /// Above 0.92, where the Joint Research Centre's audits speak of redundancy, or below 0.
    fn default() -> Self {
        Self { above: Some(0.92), below: Some(0.0) }
    }
}

impl FlagOptions {
    /// Above and below these.
    pub fn outside(below: Option<f64>, above: Option<f64>) -> Self {
        Self { above, below }
    }

    /// The threshold that a correlation passes; on a threshold is not beyond it.
    pub fn side(&self, correlation: f64) -> Option<Side> {
        if self.above.is_some_and(|limit| correlation > limit) {
            Some(Side::Above)
        } else if self.below.is_some_and(|limit| correlation < limit) {
            Some(Side::Below)
        } else {
            None
        }
    }
}

/// Which threshold a pair passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Side {
    /// Above the upper: the two say nearly the same.
    Above,
    /// Below the lower: the two pull apart.
    Below,
}

impl Side {
    /// `above` or `below`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Above => "above",
            Self::Below => "below",
        }
    }
}

/// A pair of columns of one group whose correlation passes a threshold.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Flag {
    /// Place of the first column.
    pub a: usize,
    /// Place of the second.
    pub b: usize,
    /// Their group.
    pub group: usize,
    /// Their correlation.
    pub correlation: f64,
    /// Which threshold it passes.
    pub side: Side,
}

/// The pairs inside a group whose correlation is strictly above or below a threshold, in the order
/// of the columns.
///
/// `groups` names the group of every column, by any number. Source: COINr's `get_corr_flags`
/// (Becker et al. 2022).
///
/// # Errors
/// Groups that are not as many as the columns.
///
/// ```
/// use chuan::analyse::multivariate::{Coefficient, FlagOptions, correlations, flags};
/// use chuan::observe::Column;
///
/// let column = |x: [f64; 3]| -> Column { x.into_iter().map(Some).collect() };
/// let (a, b, c) = (column([1.0, 2.0, 3.0]), column([1.0, 2.0, 4.0]), column([2.0, 4.0, 6.0]));
/// let found = correlations(&[&a, &b, &c], &Coefficient::Pearson.into())?;
/// let flagged = flags(&found, &[0, 0, 1], &FlagOptions::default())?;
/// assert_eq!((flagged.len(), flagged[0].a, flagged[0].b), (1, 0, 1));
/// # Ok::<(), chuan::analyse::multivariate::StatisticError>(())
/// ```
pub fn flags(
    correlations: &Correlations,
    groups: &[usize],
    options: &FlagOptions,
) -> Result<Vec<Flag>, StatisticError> {
    let width = correlations.width();
    if groups.len() != width {
        let found = groups.len();
        return Err(StatisticError::Length { place: 0, expected: width, found });
    }
    let mut flags = Vec::new();
    for (a, group) in groups.iter().enumerate() {
        for (b, _) in groups.iter().enumerate().skip(a + 1).filter(|(_, other)| *other == group) {
            let Some(correlation) = correlations.get(a, b) else { continue };
            let Some(side) = options.side(correlation) else { continue };
            flags.push(Flag { a, b, group: *group, correlation, side });
        }
    }
    Ok(flags)
}
