//! Eigenvalues and eigenvectors of symmetric matrices.

// Kernel over one square matrix whose size is checked at the entry.
#![allow(clippy::indexing_slicing)]

/// The eigenvalues of a symmetric matrix (`size` × `size`, row by row), from the largest to the
/// smallest, each with its eigenvector of length 1, by Jacobi's rotations (1846; the cyclic form of
/// Golub and Van Loan, *Matrix Computations*, section 8.5).
///
/// The sign of a vector is free; here its entry of largest size is positive. `None` when the
/// matrix has another size or a number that is not finite.
pub(crate) fn symmetric(matrix: &[f64], size: usize) -> Option<Vec<(f64, Vec<f64>)>> {
    if matrix.len() != size * size || matrix.iter().any(|x| !x.is_finite()) {
        return None;
    }
    let mut a: Vec<Vec<f64>> = matrix.chunks_exact(size.max(1)).map(<[f64]>::to_vec).collect();
    // Row j is the vector of eigenvalue j.
    let mut vectors: Vec<Vec<f64>> =
        (0..size).map(|i| (0..size).map(|j| f64::from(u8::from(i == j))).collect()).collect();
    let scale: f64 = matrix.iter().map(|x| x * x).sum();
    // Converges quadratically: a handful of sweeps is the rule.
    for _ in 0..60 {
        let off: f64 = (0..size).map(|p| a[p][p + 1..].iter().map(|x| x * x).sum::<f64>()).sum();
        if off <= 1e-32 * scale {
            break;
        }
        for p in 0..size {
            for q in p + 1..size {
                rotate(&mut a, &mut vectors, p, q);
            }
        }
    }
    let mut pairs: Vec<(f64, Vec<f64>)> =
        vectors.into_iter().enumerate().map(|(i, vector)| (a[i][i], vector)).collect();
    for (_, vector) in &mut pairs {
        let largest = vector
            .iter()
            .fold(0.0_f64, |best, x| if x.abs() > best.abs() * (1.0 + 1e-9) { *x } else { best });
        if largest < 0.0 {
            vector.iter_mut().for_each(|x| *x = -*x);
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    Some(pairs)
}

/// Turns the plane of p and q so that their entry vanishes.
fn rotate(a: &mut [Vec<f64>], vectors: &mut [Vec<f64>], p: usize, q: usize) {
    let entry = a[p][q];
    if entry == 0.0 {
        return;
    }
    let theta = (a[q][q] - a[p][p]) / (2.0 * entry);
    let t = theta.signum() / (theta.abs() + theta.hypot(1.0));
    let c = t.hypot(1.0).recip();
    let s = t * c;
    let (upper, lower) = a.split_at_mut(q);
    turn(&mut upper[p], &mut lower[0], c, s);
    for row in a.iter_mut() {
        let (x, y) = (row[p], row[q]);
        row[p] = c * x - s * y;
        row[q] = s * x + c * y;
    }
    (a[p][q], a[q][p]) = (0.0, 0.0);
    let (upper, lower) = vectors.split_at_mut(q);
    turn(&mut upper[p], &mut lower[0], c, s);
}

fn turn(left: &mut [f64], right: &mut [f64], c: f64, s: f64) {
    for (x, y) in left.iter_mut().zip(right) {
        (*x, *y) = (c * *x - s * *y, s * *x + c * *y);
    }
}
