//! Denomination: from absolute values to values per inhabitant, per area, per output.

use crate::observe::Column;

pub use crate::recipe::Denomination;

/// `value / (denominator / scale_factor)`, unit by unit, as COINr's `Denominate` (OECD
/// and JRC, *Handbook on Constructing Composite Indicators* (2008), step 2). The result has the
/// unit of the value for `scale_factor` units of the denominator.
///
/// Absent where the value or the denominator is absent, where the denominator is zero, and where
/// there are fewer denominators than units.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::denominate::denominate;
///
/// let doctors: Column = [Some(30.0), Some(8.0), None].into_iter().collect();
/// let people: Column = [Some(20_000.0), Some(0.0), Some(500.0)].into_iter().collect();
/// let per_thousand: Vec<_> = denominate(&doctors, &people, 1000.0).iter().collect();
/// assert_eq!(per_thousand, [Some(1.5), None, None]);
/// ```
#[must_use]
pub fn denominate(values: &Column, denominators: &Column, scale_factor: f64) -> Column {
    let unknown = std::iter::repeat(None);
    values
        .iter()
        .zip(denominators.iter().chain(unknown))
        // A quotient that is not finite becomes absent when it enters the column.
        .map(|(value, denominator)| Some(value? / (denominator? / scale_factor)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_by_zero_and_short_columns() {
        let values: Column = [Some(0.0), Some(5.0)].into_iter().collect();
        let zero: Column = [Some(0.0)].into_iter().collect();
        assert_eq!(denominate(&values, &zero, 1.0), Column::absent(2));
        assert!(
            serde_json::from_str::<Denomination>(
                r#"{"method":"ratio","denominator":"p","scale":1}"#
            )
            .is_err()
        );
    }
}
