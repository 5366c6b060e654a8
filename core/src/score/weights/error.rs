//! Why weights cannot be had.

use thiserror::Error;

/// Why weights cannot be had. Places count from 0, in the order of the input.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum WeightError {
    /// Nothing to weight.
    #[error("there is nothing to weight")]
    Empty,
    /// A row, column or list is not as long as the others.
    #[error("place {place} has {found} numbers instead of {expected}")]
    Length {
        /// Its place.
        place: usize,
        /// How long it should be.
        expected: usize,
        /// How long it is.
        found: usize,
    },
    /// A number that is not finite.
    #[error("the number at place {place} is not finite")]
    NotFinite {
        /// Its place.
        place: usize,
    },
    /// A negative weight.
    #[error("the weight at place {place} is negative ({value})")]
    Negative {
        /// Its place.
        place: usize,
        /// The weight.
        value: f64,
    },
    /// All weights of a group are zero.
    #[error("all weights of the group that begins at place {place} are zero")]
    AllZero {
        /// Place of the first weight of the group.
        place: usize,
    },
    /// A parent that is not there, or not before its child.
    #[error("the parent of place {place} does not come before it")]
    Parent {
        /// Place of the child.
        place: usize,
    },
    /// Points that do not add up to what was to be given.
    #[error("points add up to {found} instead of {expected} (list {place})")]
    Total {
        /// Place of the list: the expert, or 0.
        place: usize,
        /// The points to be given.
        expected: f64,
        /// Their sum.
        found: f64,
    },
    /// A parameter outside its range.
    #[error("parameter `{name}` is out of range ({value})")]
    Parameter {
        /// Its name.
        name: &'static str,
        /// Its value.
        value: f64,
    },
    /// A comparison that is not a positive number.
    #[error("the comparison in row {row}, column {column} is not a positive number")]
    NotPositive {
        /// Row of the cell.
        row: usize,
        /// Column of the cell.
        column: usize,
    },
    /// Two comparisons that do not mirror each other.
    #[error("row {row}, column {column} is not the reciprocal of its mirror image")]
    NotReciprocal {
        /// Row of the cell.
        row: usize,
        /// Column of the cell.
        column: usize,
    },
    /// A preference below 1, or one of the best over itself that is not 1.
    #[error("the preference at place {place} is not possible ({value})")]
    Preference {
        /// Its place.
        place: usize,
        /// The preference.
        value: f64,
    },
    /// A negative score where the method needs non-negative ones.
    #[error("unit {unit} has a negative score in column {column}")]
    NegativeScore {
        /// Place of the unit.
        unit: usize,
        /// Place of the column.
        column: usize,
    },
    /// A column whose numbers are all equal.
    #[error("column {column} has no spread")]
    NoSpread {
        /// Place of the column.
        column: usize,
    },
    /// A column, or the complete rows of all, with too few units.
    #[error("{found} units are too few, {needed} are needed")]
    TooFewUnits {
        /// How many there are.
        found: usize,
        /// How many are needed.
        needed: usize,
    },
    /// No column carries information.
    #[error("no column carries information")]
    NoInformation,
    /// Bounds of shares that no weights can meet.
    #[error("the bounds of the shares cannot be met")]
    Bounds,
    /// The search did not reach its tolerance.
    #[error("no solution within the tolerance (place {place})")]
    Unsolved {
        /// Place of the unit or list it was for; 0 when there is one problem only.
        place: usize,
    },
}

impl WeightError {
    /// What is wrong in Vietnamese and in English, with the columns by their names.
    pub(in crate::score) fn said(&self, columns: &[String]) -> (String, String) {
        let name = |place: &usize| columns.get(*place).cloned().unwrap_or_default();
        let english = match self {
            Self::Negative { place, value } => {
                let name = name(place);
                return (
                    format!("trọng số của `{name}` là số âm ({value})"),
                    format!("the weight of `{name}` is negative ({value})"),
                );
            }
            Self::AllZero { .. } => {
                return ("mọi trọng số đều bằng 0".to_owned(), "all weights are zero".to_owned());
            }
            Self::NoSpread { column } => {
                let name = name(column);
                return (
                    format!("mọi đơn vị có cùng điểm ở `{name}`"),
                    format!("all units have the same score in `{name}`"),
                );
            }
            Self::NegativeScore { column, .. } => {
                let name = name(column);
                return (
                    format!("có điểm âm ở `{name}`"),
                    format!("there is a negative score in `{name}`"),
                );
            }
            Self::TooFewUnits { found, needed } => {
                return (
                    format!("chỉ có {found} đơn vị đủ điểm, cần {needed}"),
                    format!("{found} units have all scores, {needed} are needed"),
                );
            }
            Self::NoInformation => {
                return (
                    "điểm của các thành phần không phân biệt được các đơn vị".to_owned(),
                    "the scores of the children do not tell the units apart".to_owned(),
                );
            }
            other => other.to_string(),
        };
        (format!("không tính được ({english})"), english)
    }
}
