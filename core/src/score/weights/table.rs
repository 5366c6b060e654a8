//! Columns laid side by side, and arithmetic over them.

use super::WeightError;
use crate::observe::Column;
use std::cmp::Ordering;

/// The units of columns, in an order that depends on their numbers alone, so that sums come out the
/// same, to the last bit, in whatever order the units were given.
#[derive(Debug, Clone)]
pub(crate) struct Rows {
    /// Which unit each row is.
    pub(crate) units: Vec<usize>,
    /// Whether no number is absent.
    pub(crate) complete: bool,
}

impl Rows {
    pub(crate) fn new(columns: &[&Column], only_complete: bool) -> Result<Self, WeightError> {
        let rows = Self::count(columns)?;
        let mut present = vec![true; rows];
        let mut complete = true;
        for column in columns.iter().filter(|column| column.present() < rows) {
            complete = false;
            for (all, x) in present.iter_mut().zip(column.iter()) {
                *all &= x.is_some();
            }
        }
        let mut units: Vec<usize> = (0..rows).collect();
        if only_complete && !complete {
            units.retain(|unit| present.get(*unit).copied().unwrap_or_default());
            complete = true;
        }
        sort(&mut units, columns);
        Ok(Self { units, complete })
    }

    /// How many units the columns have.
    pub(crate) fn count(columns: &[&Column]) -> Result<usize, WeightError> {
        let expected = columns.first().ok_or(WeightError::Empty)?.len();
        match columns.iter().enumerate().find(|(_, column)| column.len() != expected) {
            Some((place, column)) => {
                Err(WeightError::Length { place, expected, found: column.len() })
            }
            None => Ok(expected),
        }
    }

    /// The numbers of a column in this order, NaN for an absent one. The list is used again for one
    /// column after the other: fresh memory would take longer than the arithmetic.
    pub(crate) fn read(&self, column: &Column, into: &mut Vec<f64>) {
        into.clear();
        into.extend(self.units.iter().map(|unit| plain(column.get(*unit))));
    }
}

/// Columns of numbers laid side by side, their units in the order of [`Rows`].
#[derive(Debug, Clone)]
pub(crate) struct Table {
    /// NaN stands for absent.
    pub(crate) columns: Vec<Vec<f64>>,
    /// Which unit each row is.
    pub(crate) units: Vec<usize>,
}

impl Table {
    /// The units of which all numbers are there.
    pub(crate) fn complete_rows(columns: &[&Column]) -> Result<Self, WeightError> {
        Ok(Self::read(columns, Rows::new(columns, true)?))
    }

    pub(crate) fn read(columns: &[&Column], rows: Rows) -> Self {
        let dense = columns.iter().map(|column| {
            let mut numbers = Vec::with_capacity(rows.units.len());
            rows.read(column, &mut numbers);
            numbers
        });
        Self { columns: dense.collect(), units: rows.units }
    }

    pub(crate) fn rows(&self) -> usize {
        self.units.len()
    }

    pub(crate) fn width(&self) -> usize {
        self.columns.len()
    }
}

/// NaN for an absent number; adding zero makes -0 and 0 the same.
fn plain(number: Option<f64>) -> f64 {
    number.map_or(f64::NAN, |number| number + 0.0)
}

/// Sorts units by their numbers, column after column.
fn sort(units: &mut [usize], columns: &[&Column]) {
    let Some((first, rest)) = columns.split_first() else { return };
    let number = |column: &Column, unit: usize| plain(column.get(unit));
    let mut keyed: Vec<(f64, usize)> =
        units.iter().map(|unit| (number(first, *unit), *unit)).collect();
    keyed.sort_unstable_by(|a, b| {
        a.0.total_cmp(&b.0)
            .then_with(|| {
                rest.iter()
                    .map(|column| number(column, a.1).total_cmp(&number(column, b.1)))
                    .find(|order| order.is_ne())
                    .unwrap_or(Ordering::Equal)
            })
            .then(a.1.cmp(&b.1))
    });
    for (cell, (_, unit)) in units.iter_mut().zip(keyed) {
        *cell = unit;
    }
}

const LANES: usize = 8;

/// A sum over pairs of numbers with several running totals, which a processor adds side by side.
fn fold(a: &[f64], b: &[f64], f: impl Fn(f64, f64) -> f64) -> f64 {
    let (left, right) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let rest: f64 = left.remainder().iter().zip(right.remainder()).map(|(x, y)| f(*x, *y)).sum();
    let mut totals = [0.0; LANES];
    for (x, y) in left.zip(right) {
        for ((total, x), y) in totals.iter_mut().zip(x).zip(y) {
            *total += f(*x, *y);
        }
    }
    totals.iter().sum::<f64>() + rest
}

/// `Σ a b` over lists of one length.
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    fold(a, b, |x, y| x * y)
}

/// `Σ a b` for one list with four others: each number of the one is read once.
pub(crate) fn dot4(a: &[f64], b: [&[f64]; 4]) -> [f64; 4] {
    const WIDE: usize = 4;
    let [b0, b1, b2, b3] = b;
    let cut = a.len() - a.len() % WIDE;
    let mut totals = [[0.0; WIDE]; 4];
    let chunks = a
        .chunks_exact(WIDE)
        .zip(b0.chunks_exact(WIDE))
        .zip(b1.chunks_exact(WIDE))
        .zip(b2.chunks_exact(WIDE).zip(b3.chunks_exact(WIDE)));
    for (((x, y0), y1), (y2, y3)) in chunks {
        for (total, y) in totals.iter_mut().zip([y0, y1, y2, y3]) {
            for ((total, x), y) in total.iter_mut().zip(x).zip(y) {
                *total += x * y;
            }
        }
    }
    let tail = a.get(cut..).unwrap_or_default();
    let mut sums = [0.0; 4];
    for ((sum, totals), b) in sums.iter_mut().zip(totals).zip(b) {
        let rest = tail.iter().zip(b.get(cut..).unwrap_or_default()).map(|(x, y)| x * y);
        *sum = totals.iter().sum::<f64>() + rest.sum::<f64>();
    }
    sums
}

/// The mean.
pub(crate) fn mean(x: &[f64]) -> f64 {
    fold(x, x, |x, _| x) / x.len().max(1) as f64
}

/// Replaces numbers by their deviations from the mean, and returns the sum of their squares: zero,
/// exactly, when all are equal.
pub(crate) fn centre(x: &mut [f64]) -> f64 {
    let first = x.first().copied().unwrap_or_default();
    if x.iter().all(|x| *x == first) {
        x.fill(0.0);
        return 0.0;
    }
    let mean = mean(x);
    // The mean was rounded: what that leaves is taken off the squares.
    let (mut squares, mut left) = ([0.0; LANES], [0.0; LANES]);
    let mut chunks = x.chunks_exact_mut(LANES);
    let shift = |x: &mut f64, square: &mut f64, left: &mut f64| {
        *x -= mean;
        *square += *x * *x;
        *left += *x;
    };
    for chunk in &mut chunks {
        for ((x, square), left) in chunk.iter_mut().zip(&mut squares).zip(&mut left) {
            shift(x, square, left);
        }
    }
    let rest = chunks.into_remainder().iter_mut();
    for ((x, square), left) in rest.zip(&mut squares).zip(&mut left) {
        shift(x, square, left);
    }
    let left: f64 = left.iter().sum();
    squares.iter().sum::<f64>() - left * left / x.len() as f64
}

/// Centres numbers and divides them by the root of the sum of their squares; false when there is no
/// spread.
pub(crate) fn standardise(x: &mut [f64]) -> bool {
    let over = centre(x).sqrt().recip();
    if !over.is_finite() || over <= 0.0 {
        return false;
    }
    x.iter_mut().for_each(|x| *x *= over);
    true
}
