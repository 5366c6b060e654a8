//! How much data a unit has.

use crate::observe::Column;
use serde::{Deserialize, Serialize};

/// What a unit has over a set of columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Availability {
    /// How many columns there are.
    pub columns: usize,
    /// How many of them have no value for the unit.
    pub missing: usize,
    /// How many have the value zero.
    pub zeros: usize,
}

impl Availability {
    /// How many columns have a value.
    #[must_use]
    pub fn present(&self) -> usize {
        self.columns.saturating_sub(self.missing)
    }

    /// The share of columns with a value; absent without columns.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        // As one minus the share of the missing is, only nearer to the decimal.
        (self.columns > 0).then(|| self.present() as f64 / self.columns as f64)
    }

    /// The share of values, among those present, that are not zero; absent without a value.
    #[must_use]
    pub fn non_zero_share(&self) -> Option<f64> {
        let (present, zeros) = (self.present(), self.zeros);
        (present > 0).then(|| present.saturating_sub(zeros) as f64 / present as f64)
    }
}

/// What every unit has over a set of columns: how many values are missing, how many are zero, and the shares
/// `present / columns` and `1 - zeros / present`. Counts of columns; shares between 0 and 1. (COINr's
/// `get_data_avail`; OECD and JRC, *Handbook on Constructing Composite Indicators* (2008), step 2.)
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::screen::availability;
///
/// let columns: [Column; 2] =
///     [[Some(1.0), None].into_iter().collect(), [Some(0.0), None].into_iter().collect()];
/// let found = availability(&columns);
/// assert_eq!((found[0].missing, found[0].zeros), (0, 1));
/// assert_eq!((found[0].share(), found[0].non_zero_share()), (Some(1.0), Some(0.5)));
/// assert_eq!((found[1].share(), found[1].non_zero_share()), (Some(0.0), None));
/// ```
#[must_use]
pub fn availability<'a>(columns: impl IntoIterator<Item = &'a Column>) -> Vec<Availability> {
    let columns: Vec<&Column> = columns.into_iter().collect();
    let units = columns.iter().map(|column| column.len()).max().unwrap_or(0);
    let nothing = Availability { columns: columns.len(), missing: columns.len(), zeros: 0 };
    let mut found = vec![nothing; units];
    for column in columns {
        for (unit, value) in found.iter_mut().zip(column.iter()) {
            let Some(value) = value else { continue };
            unit.missing -= 1;
            unit.zeros += usize::from(value == 0.0);
        }
    }
    found
}

/// The share of values present, for every group of columns a column over the units (COINr's
/// `get_data_avail`). A group names its columns by their places; places beyond the columns do not
/// count.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::screen::availability_by_group;
///
/// let columns: [Column; 2] =
///     [[Some(1.0), None].into_iter().collect(), [Some(0.0), Some(3.0)].into_iter().collect()];
/// let shares = availability_by_group(&columns, &[vec![0], vec![0, 1]]);
/// assert_eq!(shares[0], [Some(1.0), Some(0.0)].into_iter().collect());
/// assert_eq!(shares[1], [Some(1.0), Some(0.5)].into_iter().collect());
/// ```
#[must_use]
pub fn availability_by_group(columns: &[Column], groups: &[Vec<usize>]) -> Vec<Column> {
    groups
        .iter()
        .map(|group| {
            let members = group.iter().filter_map(|place| columns.get(*place));
            availability(members).iter().map(Availability::share).collect()
        })
        .collect()
}
