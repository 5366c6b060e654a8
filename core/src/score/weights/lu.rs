//! Small systems of linear equations.

// Kernel over one square matrix whose size is checked at the entry.
#![allow(clippy::indexing_slicing)]

/// A square matrix, factored by Gauss's elimination with partial pivoting.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lu {
    size: usize,
    cells: Vec<f64>,
    /// Which row of the matrix stands in each place.
    rows: Vec<usize>,
    scratch: Vec<f64>,
}

impl Lu {
    /// Factors a matrix given row by row; false when it is singular, to working precision.
    pub(crate) fn factor(&mut self, matrix: &[f64], size: usize) -> bool {
        if matrix.len() != size * size {
            return false;
        }
        self.size = size;
        self.cells.clear();
        self.cells.extend_from_slice(matrix);
        self.rows.clear();
        self.rows.extend(0..size);
        for step in 0..size {
            let mut pivot = step;
            for row in step + 1..size {
                if self.cells[row * size + step].abs() > self.cells[pivot * size + step].abs() {
                    pivot = row;
                }
            }
            let value = self.cells[pivot * size + step];
            if !(value.abs() > 1e-290 && value.is_finite()) {
                return false;
            }
            if pivot != step {
                let (upper, lower) = self.cells.split_at_mut(pivot * size);
                upper[step * size..(step + 1) * size].swap_with_slice(&mut lower[..size]);
                self.rows.swap(step, pivot);
            }
            let (upper, lower) = self.cells.split_at_mut((step + 1) * size);
            let top = &upper[step * size + step + 1..];
            for row in lower.chunks_exact_mut(size) {
                let factor = row[step] / value;
                row[step] = factor;
                if factor != 0.0 {
                    for (x, y) in row[step + 1..].iter_mut().zip(top) {
                        *x -= factor * y;
                    }
                }
            }
        }
        true
    }

    /// Solves `A x = b` in place.
    pub(crate) fn solve(&mut self, b: &mut [f64]) {
        let size = self.size;
        self.scratch.clear();
        self.scratch.extend(self.rows.iter().map(|row| b[*row]));
        let x = &mut self.scratch;
        for row in 0..size {
            let cells = &self.cells[row * size..row * size + row];
            x[row] -= cells.iter().zip(x.iter()).map(|(a, x)| a * x).sum::<f64>();
        }
        for row in (0..size).rev() {
            let cells = &self.cells[row * size + row..(row + 1) * size];
            let rest: f64 = cells[1..].iter().zip(&x[row + 1..]).map(|(a, x)| a * x).sum();
            x[row] = (x[row] - rest) / cells[0];
        }
        b[..size].copy_from_slice(x);
    }

    /// Solves `Aᵀ x = b` in place.
    pub(crate) fn solve_transposed(&mut self, b: &mut [f64]) {
        let size = self.size;
        self.scratch.clear();
        self.scratch.extend_from_slice(&b[..size]);
        let x = &mut self.scratch;
        for row in 0..size {
            let cells = &self.cells[row * size + row..(row + 1) * size];
            x[row] /= cells[0];
            let value = x[row];
            for (x, a) in x[row + 1..].iter_mut().zip(&cells[1..]) {
                *x -= a * value;
            }
        }
        for row in (0..size).rev() {
            let value = x[row];
            let cells = &self.cells[row * size..row * size + row];
            for (x, a) in x.iter_mut().zip(cells) {
                *x -= a * value;
            }
        }
        for (place, row) in self.rows.iter().enumerate() {
            b[*row] = x[place];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lu;

    #[test]
    fn both_systems_are_solved() {
        let matrix = [0.0, 2.0, 1.0, 3.0, -1.0, 4.0, 1.0, 5.0, -2.0];
        let mut lu = Lu::default();
        assert!(lu.factor(&matrix, 3));
        let mut x = [7.0, 13.0, 5.0];
        lu.solve(&mut x);
        let mut y = [7.0, 13.0, 5.0];
        lu.solve_transposed(&mut y);
        for i in 0..3 {
            let row: f64 = (0..3).map(|j| matrix[i * 3 + j] * x[j]).sum();
            let column: f64 = (0..3).map(|j| matrix[j * 3 + i] * y[j]).sum();
            let b = [7.0, 13.0, 5.0][i];
            assert!((row - b).abs() < 1e-12 && (column - b).abs() < 1e-12);
        }
        assert!(!lu.factor(&[1.0, 2.0, 2.0, 4.0], 2));
        assert!(!lu.factor(&[1.0], 2));
    }
}
