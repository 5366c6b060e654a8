//! Pearson's correlation, for weights and for the statistics built on it.

use super::table::{Table, dot, dot4, standardise};

/// Pearson's correlation of the places where both numbers are there (NaN stands for absent);
/// `None` with fewer than two or when one of them has no spread.
pub(crate) fn pearson(a: &[f64], b: &[f64]) -> Option<f64> {
    let (mut left, mut right) = common(a, b);
    if left.len() < 2 {
        return None;
    }
    standardise(&mut left)?;
    standardise(&mut right)?;
    Some(dot(&left, &right).clamp(-1.0, 1.0))
}

/// The numbers at the places where both are there.
pub(crate) fn common(a: &[f64], b: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let both = a.iter().zip(b).filter(|(x, y)| !x.is_nan() && !y.is_nan());
    both.map(|(x, y)| (*x, *y)).unzip()
}

/// The matrix of correlations of complete columns, row by row; NaN where a column has no spread,
/// also on its diagonal.
pub(crate) fn matrix(mut table: Table) -> Vec<f64> {
    let width = table.width();
    let enough = table.rows() > 1;
    for column in &mut table.columns {
        if !enough || standardise(column).is_none() {
            column.fill(f64::NAN);
        }
    }
    let mut values = vec![f64::NAN; width * width];
    for (a, left) in table.columns.iter().enumerate() {
        let mut row = Vec::with_capacity(width - a);
        row.push(if left.iter().any(|x| x.is_nan()) || !enough { f64::NAN } else { 1.0 });
        let others = table.columns.get(a + 1..).unwrap_or_default();
        let fours = others.chunks_exact(4);
        let rest = fours.remainder();
        for four in fours {
            if let [b0, b1, b2, b3] = four {
                row.extend(dot4(left, [b0, b1, b2, b3]));
            }
        }
        row.extend(rest.iter().map(|right| dot(left, right)));
        for (b, r) in row.into_iter().enumerate() {
            let r = r.clamp(-1.0, 1.0);
            for place in [a * width + a + b, (a + b) * width + a] {
                if let Some(cell) = values.get_mut(place) {
                    *cell = r;
                }
            }
        }
    }
    values
}
