//! Principal components, and weights from the first.

use super::table::Table;
use super::{WeightError, correlate, eigen};
use crate::observe::Column;
use serde::Serialize;

/// The principal components of columns.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Components {
    /// How many units were used: those without an absent number.
    pub units: usize,
    /// Eigenvalues of the correlation matrix, from the largest; they sum to the number of columns.
    pub eigenvalues: Vec<f64>,
    /// For every component its vector of length 1, an entry for every column. COINr and R call the
    /// entries loadings. The sign of a vector is free.
    pub vectors: Vec<Vec<f64>>,
}

impl Components {
    /// The standard deviation of every component: the root of its eigenvalue.
    pub fn sd(&self) -> Vec<f64> {
        self.eigenvalues.iter().map(|value| value.max(0.0).sqrt()).collect()
    }

    /// The share of the variance that every component explains.
    pub fn explained(&self) -> Vec<f64> {
        let all = self.eigenvalues.len().max(1) as f64;
        self.eigenvalues.iter().map(|value| value / all).collect()
    }

    /// The correlation of every column with every component: the vectors times the standard
    /// deviations, component by component. Handbooks of factor analysis call these loadings.
    pub fn correlations(&self) -> Vec<Vec<f64>> {
        let scaled = self.vectors.iter().zip(self.sd());
        scaled.map(|(vector, sd)| vector.iter().map(|x| x * sd).collect()).collect()
    }
}

/// The principal components of columns that are centred and divided by their standard deviation,
/// over the units without an absent number.
///
/// Components are the eigenvectors of the correlation matrix. Without units. Sources: K. Pearson,
/// *Philosophical Magazine* 2 (1901); H. Hotelling, *J. Educational Psychology* 24 (1933); OECD and
/// JRC, *Handbook on Constructing Composite Indicators* (2008), step 4.
///
/// # Errors
/// No columns or ones of different lengths, fewer than two complete units, or a column without
/// spread among them.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::weights::components;
///
/// let column = |x: [f64; 4]| -> Column { x.into_iter().map(Some).collect() };
/// let (a, b) = (column([1.0, 2.0, 3.0, 4.0]), column([2.0, 4.0, 6.0, 8.0]));
/// let found = components(&[&a, &b])?;
/// assert!((found.eigenvalues[0] - 2.0).abs() < 1e-12);
/// # Ok::<(), chuan::score::weights::WeightError>(())
/// ```
pub fn components(columns: &[&Column]) -> Result<Components, WeightError> {
    let table = Table::complete_rows(columns)?;
    let (units, width) = (table.rows(), table.width());
    if units < 2 {
        return Err(WeightError::TooFewUnits { found: units, needed: 2 });
    }
    let matrix = correlate::matrix(table);
    let mut diagonal = matrix.iter().step_by(width + 1);
    if let Some(column) = diagonal.position(|r| r.is_nan()) {
        return Err(WeightError::NoSpread { column });
    }
    let pairs = eigen::symmetric(&matrix, width).ok_or(WeightError::Unsolved { place: 0 })?;
    let (eigenvalues, vectors) = pairs.into_iter().unzip();
    Ok(Components { units, eigenvalues, vectors })
}

/// The entries of the first component as weights, as COINr's `get_PCA` gives them: their squares
/// sum to 1, and some may be negative, which weights of an index should not be: look at them
/// before use. The sign of all is chosen so that they sum to a positive number.
///
/// Source: W. Becker et al., COINr, *J. Open Source Software* 7 (2022). Without units.
///
/// # Errors
/// Those of [`components`].
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::weights::first_component;
///
/// let column = |x: [f64; 4]| -> Column { x.into_iter().map(Some).collect() };
/// let (a, b) = (column([1.0, 2.0, 3.0, 4.0]), column([1.0, 3.0, 2.0, 4.0]));
/// let weights = first_component(&[&a, &b])?;
/// assert!((weights[0] - 0.5_f64.sqrt()).abs() < 1e-12);
/// # Ok::<(), chuan::score::weights::WeightError>(())
/// ```
pub fn first_component(columns: &[&Column]) -> Result<Vec<f64>, WeightError> {
    let first = components(columns)?.vectors.into_iter().next().unwrap_or_default();
    let sign = if first.iter().sum::<f64>() < 0.0 { -1.0 } else { 1.0 };
    Ok(first.into_iter().map(|x| x * sign).collect())
}
