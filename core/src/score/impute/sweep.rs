//! A small symmetric matrix that is swept.

/// The least share of a variable's variance that others must leave unexplained. With less, it adds
/// nothing but rounding errors.
const COLLINEAR: f64 = 1e-10;

/// A square matrix.
#[derive(Debug, Clone)]
pub(super) struct Matrix {
    size: usize,
    cells: Vec<f64>,
}

impl Matrix {
    pub(super) fn zero(size: usize) -> Self {
        Self { size, cells: vec![0.0; size * size] }
    }

    pub(super) fn at(&self, row: usize, column: usize) -> f64 {
        self.cells.get(row * self.size + column).copied().unwrap_or(0.0)
    }

    pub(super) fn add(&mut self, row: usize, column: usize, x: f64) {
        if let Some(cell) = self.cells.get_mut(row * self.size + column) {
            *cell += x;
        }
    }

    /// Every cell multiplied.
    pub(super) fn scale(&mut self, factor: f64) {
        self.cells.iter_mut().for_each(|cell| *cell *= factor);
    }

    /// The largest difference of a cell from that of another matrix.
    pub(super) fn distance(&self, other: &Self) -> f64 {
        let pairs = self.cells.iter().zip(&other.cells);
        pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
    }

    /// Sweeps a covariance matrix on some variables (Gauss-Jordan elimination) and returns those
    /// that could be swept: one that others explain already is left out.
    ///
    /// Afterwards, for a swept variable `a` and one `b` that is not, the cell `(a, b)` is the
    /// coefficient of `a` in the regression of `b` on all swept variables; for two that are not,
    /// it is the covariance that the regression leaves.
    pub(super) fn sweep(&mut self, variables: impl IntoIterator<Item = usize>) -> Vec<usize> {
        let variance: Vec<f64> = (0..self.size).map(|place| self.at(place, place)).collect();
        let mut swept = Vec::new();
        for pivot in variables {
            let d = self.at(pivot, pivot);
            let enough = variance.get(pivot).is_some_and(|total| d > COLLINEAR * total);
            if self.size > 0 && enough {
                self.pivot(pivot, d);
                swept.push(pivot);
            }
        }
        swept
    }

    fn pivot(&mut self, pivot: usize, d: f64) {
        let row: Vec<f64> =
            self.cells.chunks_exact(self.size).nth(pivot).unwrap_or_default().to_vec();
        for (place, cells) in self.cells.chunks_exact_mut(self.size).enumerate() {
            if place == pivot {
                cells.iter_mut().for_each(|cell| *cell /= d);
            } else {
                let factor = cells.get(pivot).copied().unwrap_or(0.0) / d;
                cells.iter_mut().zip(&row).for_each(|(cell, x)| *cell -= factor * x);
            }
        }
    }
}
