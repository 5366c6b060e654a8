//! Gaps filled by least squares on other columns.

use super::Imputed;
use super::sweep::Matrix;
use crate::observe::Column;
use crate::score::Learned;

/// Fills every gap with `a + Σ b x`, the least-squares regression of the column on the predictors,
/// in the unit of the column. (OECD and JRC, *Handbook*, step 3; ordinary least squares.)
///
/// The coefficients come from the units that have the column and all predictors. A unit that lacks
/// a predictor keeps its gap; all do when there are not more complete units than predictors. A
/// predictor that others determine, or that does not vary, is left out.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::impute::impute_regression;
///
/// let column: Column = [Some(3.0), Some(5.0), Some(7.0), None, None].into_iter().collect();
/// let other: Column = [Some(1.0), Some(2.0), Some(3.0), Some(10.0), None].into_iter().collect();
/// let imputed = impute_regression(&column, &[&other]);
/// assert!((imputed.column.get(3).unwrap() - 21.0).abs() < 1e-9);
/// assert_eq!(imputed.filled, [false, false, false, true, false]);
/// ```
#[must_use]
pub fn impute_regression(column: &Column, predictors: &[&Column]) -> Imputed {
    let line = Line::fit(column, predictors);
    Imputed::fill(column, |unit| line.as_ref()?.value(predictors, unit))
}

/// `level + Σ coefficient × (x - mean)`.
struct Line {
    level: f64,
    /// Coefficient and mean of every predictor.
    terms: Vec<(f64, f64)>,
}

impl Line {
    fn fit(column: &Column, predictors: &[&Column]) -> Option<Self> {
        let complete: Vec<usize> = (0..column.len())
            .filter(|unit| {
                column.get(*unit).is_some()
                    && predictors.iter().all(|predictor| predictor.get(*unit).is_some())
            })
            .collect();
        if complete.len() <= predictors.len() {
            return None;
        }
        let of = |source: &Column| -> Column { complete.iter().map(|u| source.get(*u)).collect() };
        let columns: Vec<Column> =
            predictors.iter().map(|source| of(source)).chain([of(column)]).collect();
        let learned: Vec<Learned> = columns.iter().map(Learned::from).collect();
        let size = columns.len();
        let mut products = Matrix::zero(size);
        // In units of the standard deviation, the columns weigh the same.
        let spread = |l: &Learned| if l.is_constant() { 1.0 } else { l.squares.sqrt() };
        let mut row = vec![0.0; size];
        for unit in 0..complete.len() {
            for ((cell, column), l) in row.iter_mut().zip(&columns).zip(&learned) {
                // A column that does not vary has a variance of nothing, not of rounding errors.
                let varies = column.get(unit).filter(|_| !l.is_constant());
                *cell = varies.map_or(0.0, |x| (x - l.mean) / spread(l));
            }
            for (i, a) in row.iter().enumerate() {
                for (j, b) in row.iter().enumerate() {
                    products.add(i, j, a * b);
                }
            }
        }
        let target = size - 1;
        let swept = products.sweep(0..target);
        let response = learned.last()?;
        let terms = learned
            .iter()
            .take(target)
            .enumerate()
            .map(|(place, l)| {
                let used = swept.contains(&place);
                let b = if used { products.at(place, target) } else { 0.0 };
                (b * spread(response) / spread(l), l.mean)
            })
            .collect();
        Some(Self { level: response.mean, terms })
    }

    fn value(&self, predictors: &[&Column], unit: usize) -> Option<f64> {
        let mut value = self.level;
        for (predictor, (coefficient, mean)) in predictors.iter().zip(&self.terms) {
            value += coefficient * (predictor.get(unit)? - mean);
        }
        Some(value)
    }
}
