//! Search for the lowest point of a function without derivatives.

// Kernel over corners of one dimension, which it makes itself.
#![allow(clippy::indexing_slicing)]

/// What a search found.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) point: Vec<f64>,
    pub(crate) value: f64,
    pub(crate) evaluations: usize,
    pub(crate) converged: bool,
}

/// Nelder and Mead's simplex (1965) with the parameters of Gao and Han (*Computational Optimization
/// and Applications* 51, 2012), which suit many dimensions. Begun anew around the best point until
/// that gains no more than `tolerance`, so that a collapsed simplex does not pass for a minimum.
/// Nothing is random.
pub(crate) fn lowest(
    start: &[f64],
    step: f64,
    tolerance: f64,
    limit: usize,
    f: impl Fn(&[f64]) -> f64,
) -> Found {
    let mut found =
        Found { point: start.to_vec(), value: f(start), evaluations: 1, converged: false };
    let mut step = step;
    while found.evaluations < limit {
        let before = found.value;
        descend(&mut found, step, tolerance, limit, &f);
        if before - found.value <= tolerance {
            found.converged = found.evaluations < limit;
            break;
        }
        step = -step * 0.5;
    }
    found
}

fn descend(found: &mut Found, step: f64, tolerance: f64, limit: usize, f: &impl Fn(&[f64]) -> f64) {
    let n = found.point.len();
    let size = n.max(2) as f64;
    let (expand, contract, shrink) = (1.0 + 2.0 / size, 0.75 - 0.5 / size, 1.0 - 1.0 / size);
    let mut corners: Vec<(f64, Vec<f64>)> = vec![(found.value, found.point.clone())];
    for j in 0..n {
        let mut point = found.point.clone();
        point[j] += step;
        corners.push((f(&point), point));
    }
    found.evaluations += n;
    while found.evaluations < limit {
        // Stable: of equal corners the older one comes first.
        corners.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (best, worst) = (corners[0].0, corners[n].0);
        let spread = corners[1..]
            .iter()
            .flat_map(|(_, p)| p.iter().zip(&corners[0].1))
            .fold(0.0_f64, |far, (a, b)| far.max((a - b).abs()));
        if worst - best <= tolerance && spread <= tolerance.sqrt() {
            break;
        }
        let mut centre = vec![0.0; n];
        for (_, point) in &corners[..n] {
            centre.iter_mut().zip(point).for_each(|(c, p)| *c += p / n as f64);
        }
        let towards = |by: f64| -> Vec<f64> {
            centre.iter().zip(&corners[n].1).map(|(c, w)| c + by * (c - w)).collect()
        };
        let mut try_at = |by: f64| {
            let point = towards(by);
            found.evaluations += 1;
            (f(&point), point)
        };
        let reflected = try_at(1.0);
        let next = if reflected.0 < best {
            let expanded = try_at(expand);
            Some(if expanded.0 < reflected.0 { expanded } else { reflected })
        } else if reflected.0 < corners[n - 1].0 {
            Some(reflected)
        } else {
            let (by, limit) =
                if reflected.0 < worst { (contract, reflected.0) } else { (-contract, worst) };
            Some(try_at(by)).filter(|contracted| contracted.0 <= limit)
        };
        if let Some(next) = next {
            corners[n] = next;
        } else {
            let (first, rest) = corners.split_at_mut(1);
            for (value, point) in rest {
                point.iter_mut().zip(&first[0].1).for_each(|(p, b)| *p = b + shrink * (*p - b));
                *value = f(point);
            }
            found.evaluations += n;
        }
    }
    corners.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (value, point) = corners.swap_remove(0);
    if value <= found.value {
        (found.value, found.point) = (value, point);
    }
}
