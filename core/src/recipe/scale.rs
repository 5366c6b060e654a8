//! Parameters of scorers that are more than a number.

use crate::period::Period;
use serde::{Deserialize, Serialize};

/// A target band: `to[1]` inside `[inside[0], inside[1]]`, from there linear down to `to[0]` at
/// `zero[0]` and `zero[1]`, and `to[0]` beyond.
///
/// With both ends of `inside` in one centre, each side is scaled separately: the two-sided distance
/// of the Blavatnik Index of Public Administration (2024). Neither direction is better; absent
/// stays absent.
///
/// ```
/// use chuan::score::normal::Band;
///
/// let inflation = Band { inside: [1.0, 3.0], zero: [-1.0, 11.0], to: [0.0, 100.0] };
/// assert_eq!(inflation.apply(2.0), Some(100.0));
/// assert_eq!(inflation.apply(5.0), Some(75.0));
/// assert_eq!(inflation.apply(0.0), Some(50.0));
/// assert_eq!(inflation.apply(40.0), Some(0.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Band {
    /// The ends of the band with the best score.
    pub inside: [f64; 2],
    /// Where the worst score is reached, below and above.
    pub zero: [f64; 2],
    /// The worst and the best score.
    #[serde(default = "super::scorer::unit_interval")]
    pub to: [f64; 2],
}

/// In what the width of the bands around the mean is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Spread {
    /// As a share of the mean, which must be positive: 0.1 is from 90 % to 110 % of it.
    #[default]
    ShareOfMean,
    /// In sample standard deviations.
    StandardDeviation,
}

/// What is made of the rank `r` among `n` values, where the worst value has rank 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum RankForm {
    /// `r`.
    #[default]
    Rank,
    /// `r - 1`: the points of Borda (1784).
    Borda,
    /// `(r - 1) / (n - 1)`: from 0 to 1, both reached.
    Inclusive,
    /// `r / (n + 1)`: inside 0 to 1, neither reached.
    Exclusive,
}

/// A category and its score.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::recipe::Direction;
/// use chuan::score::normal::{Category, Normalisation};
///
/// let method = Normalisation::Categories {
///     table: vec![
///         Category { value: 1.0, score: Some(100.0) },
///         Category { value: 2.0, score: Some(67.0) },
///         Category { value: 9.0, score: None }, // does not apply
///     ],
/// };
/// let fitted = method.fit(&Column::absent(0), Direction::Higher)?;
/// assert_eq!([1.0, 2.0, 9.0, 4.0].map(|x| fitted.apply(x)), [Some(100.0), Some(67.0), None, None]);
/// # Ok::<(), chuan::score::normal::Unfit>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Category {
    /// The value that stands for the category.
    pub value: f64,
    /// Its score; without one the category is left out, as "does not apply" is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
}

/// What a value outside the first and the last knot gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Outside {
    /// The score of the nearest knot.
    #[default]
    Hold,
    /// What the nearest line gives, drawn on.
    Extend,
    /// No score.
    Absent,
}

/// The centre of a two-sided distance.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Centre {
    /// The median of the column.
    #[default]
    Median,
    /// Its mean.
    Mean,
    /// A value, such as 0.5 for a share of two sexes.
    Value(f64),
}

/// What has 100 on the scale of the adjusted Mazziotta-Pareto index.
///
/// ```
/// use chuan::period::Period;
/// use chuan::recipe::Reference;
///
/// let base: Reference = serde_json::from_str(r#"{"base": "2018"}"#)?;
/// assert_eq!(base, Reference::Base(Period::from_year(2018).unwrap()));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Reference {
    /// The mean of the values from which the scale is learned.
    #[default]
    Mean,
    /// The mean of the values of one period, such as the base year; in a framework file.
    Base(Period),
    /// A stated value.
    Value(f64),
}
