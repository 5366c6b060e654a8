//! The outranking matrix, and the scores of Copeland and Borda.
#![allow(clippy::indexing_slicing, reason = "the matrix is square, and rows are cut to its size")]

use crate::number;
use crate::number::decimals::snap;
use crate::observe::Column;
use crate::score::combine::{Children, Gaps};

/// Shares this close to a half are a tie: sums of weights like 0.1 + 0.4 are not exact.
pub(super) const TIE: f64 = 1e-12;

/// The outranking matrix (Munda and Nardo 2009): `e(i, m) = Σ w where i is better than m + ½ Σ w where
/// they are equal`, as a share of `Σ w`. Directions of the children say what is better.
///
/// Values that are equal as decimals of 12 significant digits are equal.
///
/// **Missing values** are treated alike on both sides: only children that both units have count, and
/// the weights are renormalised over them, so that `e(i, m) + e(m, i) = 1`. (COINr 1.1.14 gives the
/// unit that comes second in the table what the first one lacks, and its result depends on the order
/// of rows.) A pair without a common child is not compared. A unit that the rule for gaps excludes,
/// or that has no value at all, is compared with none.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::combine::{Children, Gaps};
/// use chuan::score::outrank::Outranking;
///
/// let a: Column = [Some(3.0), Some(2.0), Some(1.0)].into_iter().collect();
/// let b: Column = [Some(1.0), Some(1.0), None].into_iter().collect();
/// let matrix = Outranking::of(&Children::new([&a, &b], &[0.6, 0.4])?, &Gaps::SKIP);
/// assert_eq!(matrix.share(0, 1), Some(0.8));
/// assert_eq!(matrix.share(2, 0), Some(0.0));
/// assert_eq!(matrix.copeland().iter().collect::<Vec<_>>(), [Some(2.0), Some(0.0), Some(-2.0)]);
/// # Ok::<(), chuan::score::combine::CombineError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Outranking {
    units: usize,
    /// Row by row; NaN where a pair is not compared, and on the diagonal.
    shares: Vec<f64>,
    /// Whether a unit is compared at all.
    counted: Vec<bool>,
}

impl Outranking {
    /// Compares all pairs; the work is the square of the number of units times that of children.
    pub fn of(children: &Children<'_>, gaps: &Gaps) -> Self {
        let units = children.units();
        let filled = children.filled(gaps);
        let columns: Vec<&Column> = match &filled {
            Some(filled) => filled.iter().collect(),
            None => children.columns.clone(),
        };
        let complete = columns.iter().all(|column| column.present() == units);
        // As decimals, signed so that higher is better.
        let values: Vec<Vec<f64>> = columns
            .iter()
            .enumerate()
            .map(|(child, column)| {
                let sign = children.sign(child);
                column.iter().map(|x| x.map_or(f64::NAN, |x| sign * snap(x))).collect()
            })
            .collect();
        let counted = children.enough(gaps);
        let all: f64 = children.weights.iter().sum();
        let mut shares = vec![0.0; units * units];
        let mut common = vec![all; units];
        for (unit, row) in shares.chunks_exact_mut(units.max(1)).enumerate() {
            if !complete {
                common.fill(0.0);
            }
            for (values, weight) in values.iter().zip(&children.weights) {
                let (own, half) = (values[unit], weight / 2.0);
                // Half for "better" and half for "at least as good": without a branch, a tie gets
                // one half and a comparison with an absent value nothing.
                for (share, other) in row.iter_mut().zip(values) {
                    *share += if own > *other { half } else { 0.0 };
                    *share += if own >= *other { half } else { 0.0 };
                }
                if !complete && !own.is_nan() {
                    for (common, other) in common.iter_mut().zip(values) {
                        *common += if other.is_nan() { 0.0 } else { *weight };
                    }
                }
            }
            for (share, common) in row.iter_mut().zip(&common) {
                *share /= common;
            }
            row[unit] = f64::NAN;
        }
        for (unit, _) in counted.iter().enumerate().filter(|(_, counted)| !**counted) {
            for other in 0..units {
                shares[unit * units + other] = f64::NAN;
                shares[other * units + unit] = f64::NAN;
            }
        }
        Self { units, shares, counted }
    }

    /// How many units there are.
    pub fn units(&self) -> usize {
        self.units
    }

    /// Whether a unit is compared with others.
    pub fn is_counted(&self, unit: usize) -> bool {
        self.counted.get(unit).copied().unwrap_or(false)
    }

    /// The share of the weights by which one unit is better than another; none for a unit and
    /// itself, and for a pair that is not compared.
    pub fn share(&self, unit: usize, other: usize) -> Option<f64> {
        let row = self.rows().nth(unit)?;
        row.get(other).copied().filter(|share| !share.is_nan())
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = &[f64]> {
        self.shares.chunks_exact(self.units.max(1))
    }

    /// The score of Copeland (1951): how many units are beaten, less how many beat it. A share
    /// within 1e-12 of a half is a tie. A pair that is not compared counts as one.
    ///
    /// ```
    /// # use chuan::{observe::Column, score::{combine::{Children, Gaps}, outrank::Outranking}};
    /// let column: Column = [Some(1.0), None, Some(2.0), Some(2.0)].into_iter().collect();
    /// let matrix = Outranking::of(&Children::equal([&column]).unwrap(), &Gaps::SKIP);
    /// let scores: Vec<_> = matrix.copeland().iter().collect();
    /// assert_eq!(scores, [Some(-2.0), None, Some(1.0), Some(1.0)]);
    /// ```
    pub fn copeland(&self) -> Column {
        self.scores(|row| {
            let net: i32 = row
                .iter()
                .map(|share| i32::from(*share > 0.5 + TIE) - i32::from(*share < 0.5 - TIE))
                .sum();
            f64::from(net)
        })
    }

    /// The score of Borda (1784), as the sum of the shares against all others. Without gaps that is
    /// `Σ w (n - rank) / Σ w`, with ranks that average ties and are 1 for the best. A pair that is not
    /// compared counts as a tie.
    ///
    /// ```
    /// # use chuan::{observe::Column, score::{combine::{Children, Gaps}, outrank::Outranking}};
    /// let column: Column = [Some(1.0), Some(3.0), Some(3.0)].into_iter().collect();
    /// let matrix = Outranking::of(&Children::equal([&column]).unwrap(), &Gaps::SKIP);
    /// assert_eq!(matrix.borda().iter().collect::<Vec<_>>(), [Some(0.0), Some(1.5), Some(1.5)]);
    /// ```
    pub fn borda(&self) -> Column {
        let compared = self.counted.iter().filter(|counted| **counted).count();
        self.scores(|row| {
            let shares = row.iter().copied().filter(|share| !share.is_nan());
            let open = (compared - 1).saturating_sub(shares.clone().count());
            number::sum(shares) + open as f64 / 2.0
        })
    }

    /// The mean of every row, between 0 and 1: the share of the weights in which a unit is ahead of
    /// another, over the units with which it is compared. Without gaps that is the score of
    /// [`borda`](Self::borda) over `n - 1`, so it does not grow with the number of units. None for a
    /// unit that is compared with nobody.
    ///
    /// ```
    /// # use chuan::{observe::Column, score::{combine::{Children, Gaps}, outrank::Outranking}};
    /// let column: Column = [Some(1.0), Some(3.0), Some(3.0)].into_iter().collect();
    /// let matrix = Outranking::of(&Children::equal([&column]).unwrap(), &Gaps::SKIP);
    /// let means: Vec<_> = matrix.mean_shares().iter().collect();
    /// assert_eq!(means, [Some(0.0), Some(0.75), Some(0.75)]);
    /// ```
    pub fn mean_shares(&self) -> Column {
        let means = self.rows().map(|row| {
            let shares = row.iter().copied().filter(|share| !share.is_nan());
            let compared = shares.clone().count();
            (compared > 0).then(|| number::sum(shares) / compared as f64)
        });
        means.collect()
    }

    fn scores(&self, score: impl Fn(&[f64]) -> f64) -> Column {
        let rows = self.shares.chunks(self.units.max(1)).zip(&self.counted);
        rows.map(|(row, counted)| counted.then(|| score(row))).collect()
    }
}
