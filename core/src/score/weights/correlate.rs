//! Pearson's correlation, for weights and for the statistics built on it.

use super::table::{Table, dot, dot4, standardise};

/// Pearson's correlation of the places where both numbers are there (NaN stands for absent);
/// `None` with fewer than two or when one of them has no spread.
pub(crate) fn pearson(a: &[f64], b: &[f64]) -> Option<f64> {
    let (mut left, mut right) = common(a, b);
    if left.len() < 2 {
        return None;
    }
    if !standardise(&mut left) || !standardise(&mut right) {
        return None;
    }
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
        if !enough || !standardise(column) {
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

/// A column for sums over pairs of columns: absent numbers are zero, and so are their marks.
struct Masked {
    /// Deviations from the mean, in units of the standard deviation.
    numbers: Vec<f64>,
    squares: Vec<f64>,
    marks: Vec<f64>,
}

impl Masked {
    fn new(column: &[f64]) -> Self {
        let mut present: Vec<f64> = column.iter().copied().filter(|x| !x.is_nan()).collect();
        if standardise(&mut present) {
            let scale = (present.len() as f64).sqrt();
            present.iter_mut().for_each(|x| *x *= scale);
        }
        let mut next = present.into_iter();
        let mut numbers = Vec::with_capacity(column.len());
        for x in column {
            numbers.push(if x.is_nan() { 0.0 } else { next.next().unwrap_or_default() });
        }
        let marks = column.iter().map(|x| f64::from(u8::from(!x.is_nan()))).collect();
        let squares = numbers.iter().map(|x| x * x).collect();
        Self { numbers, squares, marks }
    }
}

/// Below this share of its whole variance, what a column varies by over the units that another one
/// has is computed from these numbers alone.
const THIN: f64 = 1e-5;

/// The matrix of correlations over the units that both columns have, row by row, NaN where
/// undefined; and how many units these are.
pub(crate) fn pairwise(table: &Table) -> (Vec<f64>, Vec<usize>) {
    let width = table.width();
    let masked: Vec<Masked> = table.columns.iter().map(|column| Masked::new(column)).collect();
    let (mut values, mut counts) = (vec![f64::NAN; width * width], vec![0; width * width]);
    for (a, (x, left)) in masked.iter().zip(&table.columns).enumerate() {
        for (b, (y, right)) in masked.iter().zip(&table.columns).enumerate().skip(a) {
            let [count, sum_y, squares_y, ..] =
                dot4(&x.marks, [&y.marks, &y.numbers, &y.squares, &y.marks]);
            let [sum_x, both, ..] = dot4(&x.numbers, [&y.marks, &y.numbers, &y.marks, &y.marks]);
            let squares_x = dot(&x.squares, &y.marks);
            let spread_x = squares_x - sum_x * sum_x / count;
            let spread_y = squares_y - sum_y * sum_y / count;
            let r = if a != b && spread_x > THIN * count && spread_y > THIN * count {
                let r = (both - sum_x * sum_y / count) / (spread_x * spread_y).sqrt();
                r.clamp(-1.0, 1.0)
            } else {
                // A column with itself is exactly 1, if it varies at all.
                pearson(left, right).map_or(f64::NAN, |r| if a == b { 1.0 } else { r })
            };
            for place in [a * width + b, b * width + a] {
                if let (Some(value), Some(units)) = (values.get_mut(place), counts.get_mut(place)) {
                    *value = r;
                    *units = whole(count);
                }
            }
        }
    }
    (values, counts)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a sum of ones")]
fn whole(count: f64) -> usize {
    count as usize
}
