//! Screening: which units have enough data to be scored.

mod availability;
mod grades;

pub use availability::{Availability, availability, availability_by_group};
pub use grades::grades;
pub(in crate::score) use grades::short_of;

pub use crate::recipe::Screening;

use crate::number::decimals::{compare, snap};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A unit that is kept or dropped whatever the rule says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Forced {
    /// Whether it is kept.
    pub keep: bool,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// Why a unit was kept or dropped.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reason {
    /// It has what the rule asks for.
    Enough,
    /// Its share of values present is too small.
    TooManyMissing {
        /// The share.
        share: f64,
    },
    /// Its share of values that are not zero is too small.
    TooManyZeros {
        /// The share.
        share: f64,
    },
    /// There is nothing to judge it by.
    NoData,
    /// What is measured of it does not reach its bar.
    BelowBar {
        /// What is measured: an indicator, or a node for its share of values.
        measure: String,
        /// What it is.
        value: Option<f64>,
    },
    /// Somebody has decided so.
    Forced {
        /// What they gave as their reason.
        reason: String,
    },
}

impl fmt::Display for Reason {
    /// The reason as a word, with what belongs to it: `too_many_missing: 0.5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Enough => f.write_str("enough"),
            Self::TooManyMissing { share } => write!(f, "too_many_missing: {}", snap(*share)),
            Self::TooManyZeros { share } => write!(f, "too_many_zeros: {}", snap(*share)),
            Self::NoData => f.write_str("no_data"),
            Self::BelowBar { measure, .. } => write!(f, "below_bar: {measure}"),
            Self::Forced { reason } => write!(f, "forced: {reason}"),
        }
    }
}

/// The result for a unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Screened {
    /// Whether the unit is kept.
    pub kept: bool,
    /// Why.
    pub reason: Reason,
}

impl Screening {
    /// Judges one unit. Under a rule about zeros a unit without any value is dropped: no share can
    /// be computed. (COINr's `Screen`, which in that case returns a row without a unit.)
    ///
    /// ```
    /// use chuan::score::screen::{Availability, Reason, Screening};
    ///
    /// let unit = Availability { columns: 4, missing: 1, zeros: 3 };
    /// assert!(Screening::ByMissing { threshold: 0.75 }.judge(&unit).kept);
    /// let judged = Screening::ByZeros { threshold: 0.05 }.judge(&unit);
    /// assert_eq!((judged.kept, judged.reason), (false, Reason::TooManyZeros { share: 0.0 }));
    /// ```
    #[must_use]
    pub fn judge(&self, unit: &Availability) -> Screened {
        let (missing, zeros) = match *self {
            Self::None => (None, None),
            Self::ByMissing { threshold } => (Some(threshold), None),
            Self::ByZeros { threshold } => (None, Some(threshold)),
            Self::ByBoth { missing, zeros } => (Some(missing), Some(zeros)),
        };
        let short_of = |share: Option<f64>, threshold: Option<f64>| {
            let (Some(share), Some(threshold)) = (share, threshold) else { return None };
            compare(share, threshold).is_lt().then_some(share)
        };
        let reason = if let Some(share) = short_of(unit.share(), missing) {
            Reason::TooManyMissing { share }
        } else if let Some(share) = short_of(unit.non_zero_share(), zeros) {
            Reason::TooManyZeros { share }
        } else if (missing.is_some() && unit.share().is_none())
            || (zeros.is_some() && unit.non_zero_share().is_none())
        {
            Reason::NoData
        } else {
            Reason::Enough
        };
        Screened { kept: reason == Reason::Enough, reason }
    }
}

/// Judges every unit by a rule, whose formula and thresholds [`Screening`] states, as shares between 0 and 1
/// (COINr's `Screen`; OECD and JRC, *Handbook on Constructing Composite Indicators* (2008), step 2). `forced` has one entry for each unit, or none for the last ones.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::screen::{Forced, Screening, availability, screen};
///
/// let columns: [Column; 2] = [
///     [Some(1.0), None, None].into_iter().collect(),
///     [Some(2.0), Some(0.0), None].into_iter().collect(),
/// ];
/// let found = availability(&columns);
/// let forced = [None, None, Some(Forced { keep: true, reason: "the capital".to_owned() })];
/// let screened = screen(&found, &Screening::ByMissing { threshold: 0.65 }, &forced);
/// let kept: Vec<bool> = screened.iter().map(|unit| unit.kept).collect();
/// assert_eq!(kept, [true, false, true]);
/// ```
#[must_use]
pub fn screen(
    units: &[Availability],
    rule: &Screening,
    forced: &[Option<Forced>],
) -> Vec<Screened> {
    let decided = forced.iter().map(Option::as_ref).chain(std::iter::repeat(None));
    units
        .iter()
        .zip(decided)
        .map(|(unit, decided)| match decided {
            Some(Forced { keep, reason }) => {
                Screened { kept: *keep, reason: Reason::Forced { reason: reason.clone() } }
            }
            None => rule.judge(unit),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_boundary_is_included_as_decimals_are() {
        let unit = |missing| Availability { columns: 10, missing, zeros: 0 };
        let rule = Screening::ByMissing { threshold: 0.1 + 0.2 };
        assert!(rule.judge(&unit(7)).kept);
        assert!(!rule.judge(&unit(8)).kept);
        let rule = Screening::ByMissing { threshold: 2.0 / 3.0 };
        assert!(rule.judge(&Availability { columns: 9, missing: 3, zeros: 0 }).kept);
    }

    #[test]
    fn both_rules() {
        let rule = Screening::ByBoth { missing: 0.5, zeros: 0.5 };
        let judge = |missing, zeros| rule.judge(&Availability { columns: 4, missing, zeros });
        assert!(judge(2, 1).kept);
        assert_eq!(judge(3, 1).reason, Reason::TooManyMissing { share: 0.25 });
        assert_eq!(judge(0, 3).reason, Reason::TooManyZeros { share: 0.25 });
        let none = Availability { columns: 4, missing: 4, zeros: 0 };
        assert_eq!(Screening::ByZeros { threshold: 0.1 }.judge(&none).reason, Reason::NoData);
        assert!(Screening::None.judge(&none).kept);
        assert_eq!(judge_empty(), Reason::NoData);
    }

    fn judge_empty() -> Reason {
        let empty = Availability { columns: 0, missing: 0, zeros: 0 };
        Screening::ByMissing { threshold: 0.0 }.judge(&empty).reason
    }
}
