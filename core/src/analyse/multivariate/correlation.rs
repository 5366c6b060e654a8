//! Correlations of columns, with p-values.

use super::StatisticError;
use super::rank::{average_ranks, kendall};
use crate::observe::Column;
use crate::score::weights::{
    Rows, Table, common, correlation_matrix, pairwise_correlations, pearson,
};
use serde::{Deserialize, Serialize};
use statrs::function::{beta::checked_beta_reg, erf::erfc};

/// Which correlation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Coefficient {
    /// Pearson's, of the numbers (1895).
    #[default]
    Pearson,
    /// Spearman's, of their average ranks (1904).
    Spearman,
    /// Kendall's tau-b, of the order of pairs, corrected for ties (1945).
    KendallTauB,
}

/// Which units count when numbers are absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Absent {
    /// For every pair of columns the units that have both.
    #[default]
    Pairwise,
    /// The units that have all.
    Listwise,
}

/// Parameters of [`correlations`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CorrelationOptions {
    /// Which correlation.
    pub coefficient: Coefficient,
    /// Which units count.
    pub absent: Absent,
}

impl From<Coefficient> for CorrelationOptions {
    fn from(coefficient: Coefficient) -> Self {
        Self { coefficient, absent: Absent::default() }
    }
}

/// A matrix of correlations.
#[derive(Debug, Clone, PartialEq)]
pub struct Correlations {
    width: usize,
    coefficient: Coefficient,
    /// Row by row; NaN where undefined.
    values: Vec<f64>,
    /// How many units each pair has; one number when it is the same for all.
    counts: Vec<usize>,
    /// For Kendall, the standardised scores.
    scores: Vec<f64>,
}

impl Correlations {
    /// How many columns there are.
    pub fn width(&self) -> usize {
        self.width
    }

    fn place(&self, a: usize, b: usize) -> Option<usize> {
        (a < self.width && b < self.width).then_some(a * self.width + b)
    }

    /// The correlation of two columns, between -1 and 1; `None` with fewer than two units, or when
    /// a column has no spread among them.
    pub fn get(&self, a: usize, b: usize) -> Option<f64> {
        self.values.get(self.place(a, b)?).copied().filter(|r| !r.is_nan())
    }

    /// How many units have both numbers (or all, listwise).
    pub fn units(&self, a: usize, b: usize) -> usize {
        let place = self.place(a, b).unwrap_or(usize::MAX);
        match self.counts.as_slice() {
            [all] if place < usize::MAX => *all,
            counts => counts.get(place).copied().unwrap_or_default(),
        }
    }

    /// The probability of a correlation at least so far from 0, either way, between independent
    /// columns.
    ///
    /// For Pearson and Spearman from Student's t with n - 2 degrees of freedom,
    /// `t = r √((n - 2) / (1 - r²))` (for Spearman an approximation); for Kendall from the normal
    /// approximation with the variance corrected for ties. `None` where the correlation is, and
    /// with fewer than three units.
    pub fn p_value(&self, a: usize, b: usize) -> Option<f64> {
        let r = self.get(a, b)?;
        let units = self.units(a, b);
        if units < 3 {
            return None;
        }
        if self.coefficient == Coefficient::KendallTauB {
            let z = self.scores.get(self.place(a, b)?)?;
            return Some(erfc(z.abs() / std::f64::consts::SQRT_2).min(1.0)).filter(|p| !p.is_nan());
        }
        // P(|T| > t) is the regularised incomplete beta function of (n - 2) / 2 and 1/2 at
        // (n - 2) / (n - 2 + t²), which is 1 - r².
        let (half, rest) = ((units - 2) as f64 / 2.0, (1.0 - r) * (1.0 + r));
        if rest <= 0.0 {
            return Some(0.0);
        }
        if r * r * units as f64 <= 1.0 {
            // Near 1 the square of a small r would be lost in 1 - r².
            return checked_beta_reg(0.5, half, r * r).ok().map(|p| 1.0 - p);
        }
        checked_beta_reg(half, 0.5, rest).ok()
    }

    /// All p-values, row by row.
    pub fn p_values(&self) -> Vec<Option<f64>> {
        let mut all = vec![None; self.width * self.width];
        for a in 0..self.width {
            for b in a..self.width {
                let p = self.p_value(a, b);
                for place in [self.place(a, b), self.place(b, a)].into_iter().flatten() {
                    if let Some(cell) = all.get_mut(place) {
                        *cell = p;
                    }
                }
            }
        }
        all
    }
}

/// The correlations of all pairs of columns.
///
/// Without units. Pearson: `Σ (x - x̄)(y - ȳ) / √(Σ (x - x̄)² Σ (y - ȳ)²)`
/// (K. Pearson 1895); Spearman: the same of average ranks (C. Spearman 1904); Kendall: tau-b
/// (M. G. Kendall 1945). COINr's `get_corr` and `get_pvals`. With absent numbers
/// and pairwise, ranks are taken anew for every pair.
///
/// # Errors
/// No columns, or ones of different lengths.
///
/// ```
/// use chuan::analyse::multivariate::{Coefficient, correlations};
/// use chuan::observe::Column;
///
/// let a: Column = [Some(1.0), Some(2.0), Some(3.0), Some(4.0)].into_iter().collect();
/// let b: Column = [Some(1.0), Some(3.0), Some(2.0), None].into_iter().collect();
/// let found = correlations(&[&a, &b], &Coefficient::Pearson.into())?;
/// assert!((found.get(0, 1).unwrap() - 0.5).abs() < 1e-12);
/// assert_eq!(found.units(0, 1), 3);
/// assert!((found.p_value(0, 1).unwrap() - 2.0 / 3.0).abs() < 1e-9);
/// # Ok::<(), chuan::analyse::multivariate::StatisticError>(())
/// ```
pub fn correlations(
    columns: &[&Column],
    options: &CorrelationOptions,
) -> Result<Correlations, StatisticError> {
    let rows = Rows::new(columns, options.absent == Absent::Listwise)?;
    let complete = rows.complete;
    let mut table = Table::read(columns, rows);
    let coefficient = options.coefficient;
    let width = table.width();
    if complete && coefficient != Coefficient::KendallTauB {
        if coefficient == Coefficient::Spearman {
            for column in &mut table.columns {
                *column = average_ranks(column);
            }
        }
        let counts = vec![table.rows()];
        let values = correlation_matrix(table);
        return Ok(Correlations { width, coefficient, values, counts, scores: Vec::new() });
    }
    if coefficient == Coefficient::Pearson {
        let (values, counts) = pairwise_correlations(&table);
        return Ok(Correlations { width, coefficient, values, counts, scores: Vec::new() });
    }
    let cells = width * width;
    let (mut values, mut counts) = (vec![f64::NAN; cells], vec![0; cells]);
    let mut scores = vec![f64::NAN; cells];
    for (a, left) in table.columns.iter().enumerate() {
        for (b, right) in table.columns.iter().enumerate().skip(a) {
            let (x, y) = common(left, right);
            let (value, score) = match coefficient {
                Coefficient::KendallTauB => kendall(&x, &y).map(|k| (k.tau, k.z)).unzip(),
                _ => (pearson(&average_ranks(&x), &average_ranks(&y)), None),
            };
            // A column with itself: exactly 1 if it is defined at all.
            let value = if a == b { value.map(|_| 1.0) } else { value };
            for place in [a * width + b, b * width + a] {
                set(&mut values, place, value.unwrap_or(f64::NAN));
                set(&mut scores, place, score.unwrap_or(f64::NAN));
                set(&mut counts, place, x.len());
            }
        }
    }
    Ok(Correlations { width, coefficient, values, counts, scores })
}

fn set<T>(list: &mut [T], place: usize, value: T) {
    if let Some(cell) = list.get_mut(place) {
        *cell = value;
    }
}
