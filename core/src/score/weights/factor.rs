//! Weights from rotated factors.

use super::{Components, WeightError, components, given};
use crate::number;
use crate::observe::Column;
use serde::{Deserialize, Serialize};

/// Sweeps of rotations before giving up; ten are many.
const SWEEPS: usize = 1000;
/// An angle below which a rotation changes nothing, in radians.
const STILL: f64 = 1e-13;

/// Parameters of [`factor_weights`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FactorOptions {
    /// A factor is kept when its eigenvalue is above this.
    pub min_eigenvalue: f64,
    /// And when it explains more than this share of the variance.
    pub min_explained: f64,
    /// Whether rows are scaled to length 1 while rotating (Kaiser's normalisation).
    pub kaiser: bool,
}

impl Default for FactorOptions {
    fn default() -> Self {
        Self { min_eigenvalue: 1.0, min_explained: 0.1, kaiser: true }
    }
}

/// Weights from rotated factors, and the factors.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Factors {
    /// The weight of every column; they sum to 1.
    pub weights: Vec<f64>,
    /// For every factor kept, its rotated loadings: its correlation with every column.
    pub loadings: Vec<Vec<f64>>,
    /// The share of the variance of all columns that every factor explains after rotation.
    pub explained: Vec<f64>,
    /// For every column the factor on which it loads highest.
    pub factor: Vec<usize>,
}

/// The OECD and JRC Handbook's weights from factor analysis.
///
/// Principal components with a large enough eigenvalue are kept (the first if none is) and rotated
/// by varimax. A column belongs to the factor `f` on which it loads highest, and
/// `w_j ∝ (l_jf² / Σ_j l_jf²) × (variance of f / variance of all factors kept)`. Without units;
/// non-negative. Sources: G. Nicoletti, S. Scarpetta and O. Boylaud, OECD Economics Department
/// working paper 226 (2000); *Handbook on Constructing Composite Indicators* (2008), step 6;
/// varimax: H. F. Kaiser, *Psychometrika* 23 (1958).
///
/// # Errors
/// Those of [`components`], and limits that are not numbers.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::weights::{FactorOptions, factor_weights};
///
/// let column = |x: [f64; 4]| -> Column { x.into_iter().map(Some).collect() };
/// let (a, b) = (column([1.0, 2.0, 3.0, 4.0]), column([1.0, 3.0, 2.0, 4.0]));
/// let result = factor_weights(&[&a, &b], &FactorOptions::default())?;
/// assert_eq!(result.loadings.len(), 1);
/// assert!((result.weights[0] - 0.5).abs() < 1e-12);
/// # Ok::<(), chuan::score::weights::WeightError>(())
/// ```
pub fn factor_weights(
    columns: &[&Column],
    options: &FactorOptions,
) -> Result<Factors, WeightError> {
    let limits =
        [("min_eigenvalue", options.min_eigenvalue), ("min_explained", options.min_explained)];
    if let Some((name, value)) = limits.into_iter().find(|(_, value)| !value.is_finite()) {
        return Err(WeightError::Parameter { name, value });
    }
    let found = components(columns)?;
    let kept = kept(&found, options);
    let mut loadings = found.correlations();
    loadings.truncate(kept);
    varimax(&mut loadings, options.kaiser);
    let variances: Vec<f64> =
        loadings.iter().map(|l| number::sum(l.iter().map(|x| x * x))).collect();
    let mut factor = Vec::new();
    let mut raw = Vec::new();
    for column in 0..columns.len() {
        let squares = loadings.iter().map(|l| l.get(column).map_or(0.0, |x| x * x));
        // Of equal loadings the first factor.
        let (place, square) = squares.enumerate().fold((0, 0.0), |best, (place, square)| {
            if square > best.1 { (place, square) } else { best }
        });
        factor.push(place);
        // Share within the factor times the factor's variance: the variance cancels.
        raw.push(square);
    }
    let all = columns.len().max(1) as f64;
    let explained = variances.iter().map(|variance| variance / all).collect();
    Ok(Factors { weights: given(&raw)?, loadings, explained, factor })
}

/// How many components, from the first, pass both limits; at least one. What ties with a limit in
/// the last bits does not pass.
fn kept(found: &Components, options: &FactorOptions) -> usize {
    let passing = found.eigenvalues.iter().zip(found.explained()).take_while(|(value, share)| {
        **value > options.min_eigenvalue + 1e-12 && *share > options.min_explained + 1e-12
    });
    passing.count().max(1)
}

/// Rotates factors so that the variance of the squared loadings is largest, pair by pair.
fn varimax(loadings: &mut [Vec<f64>], kaiser: bool) {
    let width = loadings.first().map_or(0, Vec::len);
    let lengths: Vec<f64> = (0..width)
        .map(|column| {
            let squares = loadings.iter().filter_map(|l| l.get(column)).map(|x| x * x);
            let length = squares.sum::<f64>().sqrt();
            if kaiser && length > 0.0 { length } else { 1.0 }
        })
        .collect();
    for factor in loadings.iter_mut() {
        factor.iter_mut().zip(&lengths).for_each(|(x, length)| *x /= length);
    }
    for _ in 0..SWEEPS {
        let mut largest = 0.0_f64;
        for second in 1..loadings.len() {
            let (head, tail) = loadings.split_at_mut(second);
            let Some(right) = tail.first_mut() else { continue };
            for left in head {
                largest = largest.max(turn(left, right).abs());
            }
        }
        if largest < STILL {
            break;
        }
    }
    for factor in loadings.iter_mut() {
        factor.iter_mut().zip(&lengths).for_each(|(x, length)| *x *= length);
        // The sign is free: mostly positive reads better.
        if factor.iter().sum::<f64>() < 0.0 {
            factor.iter_mut().for_each(|x| *x = -*x);
        }
    }
}

/// Kaiser's rotation of two factors; returns the angle.
fn turn(left: &mut [f64], right: &mut [f64]) -> f64 {
    let (mut a, mut b, mut c, mut d) = (0.0, 0.0, 0.0, 0.0);
    for (x, y) in left.iter().zip(right.iter()) {
        let (u, v) = (x * x - y * y, 2.0 * x * y);
        a += u;
        b += v;
        c += u * u - v * v;
        d += 2.0 * u * v;
    }
    let n = left.len().max(1) as f64;
    let (sine, cosine) = (d - 2.0 * a * b / n, c - (a * a - b * b) / n);
    if sine.abs() <= f64::EPSILON * (c.abs() + d.abs()) && cosine >= 0.0 {
        return 0.0;
    }
    let angle = sine.atan2(cosine) / 4.0;
    let (sin, cos) = angle.sin_cos();
    for (x, y) in left.iter_mut().zip(right) {
        (*x, *y) = (cos * *x + sin * *y, cos * *y - sin * *x);
    }
    angle
}
