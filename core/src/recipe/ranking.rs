//! How units are ranked, and on which value ranks and bands rest.

use serde::{Deserialize, Serialize};

/// Which of the two values of a node is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum BasedOn {
    /// The value as computed.
    #[default]
    Unrounded,
    /// The value as printed.
    Rounded,
}

/// Which end of the list is rank 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Order {
    /// The highest value is rank 1.
    #[default]
    HighestFirst,
    /// The lowest value is rank 1.
    LowestFirst,
}

/// What units of equal value get.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Ties {
    /// The smallest of their places: 1-2-2-4.
    #[default]
    Min,
    /// The largest of their places: 1-3-3-4.
    Max,
    /// The mean of their places: 1-2.5-2.5-4.
    Average,
    /// The next number, without gaps: 1-2-2-3.
    Dense,
    /// A place each, in the order of the units: 1-2-3-4.
    Ordinal,
}
