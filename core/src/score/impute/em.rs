//! Gaps filled by the expectation of a multivariate normal distribution.

use super::Imputed;
use super::sweep::Matrix;
use crate::observe::Column;
use crate::score::Learned;

/// What the iterations of [`impute_em`] came to.
#[derive(Debug, Clone, PartialEq)]
pub struct EmResult {
    /// The columns.
    pub columns: Vec<Imputed>,
    /// How many iterations were made.
    pub iterations: usize,
    /// Whether the last one changed nothing by more than the tolerance.
    pub converged: bool,
}

/// Fills every gap with its expectation, given the values that the unit has, under the multivariate
/// normal distribution that fits the table best; in the units of the columns. (Dempster, Laird and
/// Rubin 1977; Little and Rubin, *Statistical Analysis with Missing Data*, section 11.2.)
///
/// Means and covariances are estimated by the EM algorithm, from the means and variances of the
/// values present, on standardised columns, until none changes by more than `tolerance` or
/// `max_iterations` have been made. A unit without any value does not count and keeps its gaps; so
/// does a column without any. Gaps of a column of equal values become that value. A column that
/// others determine is used as far as it adds anything.
///
/// ```
/// use chuan::score::impute::impute_em;
///
/// let columns = [
///     [1.0, 2.0, 3.0, 4.0].map(Some).into_iter().collect(),
///     [Some(2.1), Some(3.9), Some(6.0), None].into_iter().collect(),
/// ];
/// let filled = impute_em(&columns, 1e-10, 1000);
/// assert!(filled.converged);
/// // The regression of the second column on the first.
/// assert!((filled.columns[1].column.get(3).unwrap() - 7.9).abs() < 1e-6);
/// ```
#[must_use]
pub fn impute_em(columns: &[Column], tolerance: f64, max_iterations: usize) -> EmResult {
    let scales = scales(columns);
    let rows = Row::sorted(columns, &scales);
    let (state, iterations, converged) = State::fit(&rows, &scales, tolerance, max_iterations);
    let columns = state.fill(columns, &rows, &scales, |_, _, _| 0.0);
    EmResult { columns, iterations, converged }
}

/// What a replicate of [`impute_em_drawn`] rests on.
#[derive(Debug, Clone, Copy)]
pub struct Draw<'a> {
    /// The units from which the distribution is learned, some more than once.
    pub sample: &'a [usize],
    /// For every unit and column a draw from the standard normal distribution.
    pub normals: &'a [Vec<f64>],
}

/// Fills every gap as [`impute_em`] does, with the distribution that fits a sample of the units, and
/// with a draw around the expectation in place of it: with the covariance that the values of the unit
/// leave open, `x = E + L z` where `L Lᵀ` is that covariance. What is drawn is handed over, so nothing
/// here is random.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::impute::{Draw, impute_em_drawn};
///
/// let a: Column = [1.0, 2.0, 3.0, 4.0].map(Some).into_iter().collect();
/// let b: Column = [Some(2.1), Some(3.9), Some(6.0), None].into_iter().collect();
/// let normals = vec![vec![0.0; 2]; 4];
/// let draw = Draw { sample: &[0, 1, 2, 3], normals: &normals };
/// let filled = impute_em_drawn(&[a, b], 1e-10, 1000, &draw);
/// assert!((filled[1].column.get(3).unwrap() - 7.9).abs() < 1e-6);
/// ```
#[must_use]
pub fn impute_em_drawn(
    columns: &[Column],
    tolerance: f64,
    max_iterations: usize,
    draw: &Draw<'_>,
) -> Vec<Imputed> {
    let scales = scales(columns);
    let sample: Vec<Column> = columns
        .iter()
        .map(|column| draw.sample.iter().map(|unit| column.get(*unit)).collect())
        .collect();
    let drawn = Row::sorted(&sample, &scales);
    let (state, ..) = State::fit(&drawn, &scales, tolerance, max_iterations);
    let rows = Row::sorted(columns, &scales);
    state.fill(columns, &rows, &scales, |unit, _, factor| {
        let normals = draw.normals.get(unit).map(Vec::as_slice).unwrap_or_default();
        factor.iter().map(|(j, l)| l * normals.get(*j).copied().unwrap_or(0.0)).sum()
    })
}

/// The mean and the spread by which columns are standardised; the spread is 0 where there is none.
fn scales(columns: &[Column]) -> Vec<(f64, f64)> {
    let scale = |column: &Column| {
        let learned = Learned::from(column);
        let sd = (learned.squares / learned.count.max(1) as f64).sqrt();
        (learned.mean, if learned.is_constant() || sd <= 0.0 { 0.0 } else { sd })
    };
    columns.iter().map(scale).collect()
}

/// The rows of the lower triangle `L` of `L Lᵀ`, for the covariance of some places that is left: for
/// every place its factors by place. What others determine has none.
fn triangle(left: &Matrix, gaps: &[usize]) -> Vec<Vec<(usize, f64)>> {
    let mut rows: Vec<Vec<(usize, f64)>> = Vec::with_capacity(gaps.len());
    for i in gaps {
        let mut row: Vec<(usize, f64)> = Vec::new();
        for (j, other) in gaps.iter().zip(&rows) {
            let shared = row.iter().zip(other).map(|((_, a), (_, b))| a * b).sum::<f64>();
            let diagonal = other.last().map_or(0.0, |(_, l)| *l);
            row.push((
                *j,
                if diagonal > 0.0 { (left.at(*i, *j) - shared) / diagonal } else { 0.0 },
            ));
        }
        let rest = left.at(*i, *i) - row.iter().map(|(_, l)| l * l).sum::<f64>();
        // What rounding leaves of nothing is nothing.
        row.push((*i, if rest > 1e-12 { rest.sqrt() } else { 0.0 }));
        rows.push(row);
    }
    rows
}

/// The standardised values of a unit that has at least one.
struct Row {
    unit: usize,
    cells: Vec<Option<f64>>,
}

impl Row {
    /// The rows, those with the same gaps side by side.
    fn sorted(columns: &[Column], scales: &[(f64, f64)]) -> Vec<Self> {
        let units = columns.iter().map(Column::len).max().unwrap_or(0);
        let standard = |x: f64, mean: f64, sd: f64| if sd > 0.0 { (x - mean) / sd } else { 0.0 };
        let mut rows: Vec<Self> = (0..units)
            .map(|unit| Self {
                unit,
                cells: columns
                    .iter()
                    .zip(scales)
                    .map(|(column, (mean, sd))| Some(standard(column.get(unit)?, *mean, *sd)))
                    .collect(),
            })
            .filter(|row| row.cells.iter().any(Option::is_some))
            .collect();
        rows.sort_by(|a, b| a.gaps().cmp(b.gaps()));
        rows
    }

    fn gaps(&self) -> impl Iterator<Item = bool> + '_ {
        self.cells.iter().map(Option::is_none)
    }
}

/// Means and covariances of the standardised columns.
struct State {
    means: Vec<f64>,
    covariances: Matrix,
}

impl State {
    fn start(scales: &[(f64, f64)]) -> Self {
        let mut covariances = Matrix::zero(scales.len());
        for (place, (_, sd)) in scales.iter().enumerate() {
            covariances.add(place, place, if *sd > 0.0 { 1.0 } else { 0.0 });
        }
        Self { means: vec![0.0; scales.len()], covariances }
    }

    /// The state at which the iterations end, how many there were, and whether it is the end.
    fn fit(
        rows: &[Row],
        scales: &[(f64, f64)],
        tolerance: f64,
        max_iterations: usize,
    ) -> (Self, usize, bool) {
        let mut state = Self::start(scales);
        let (mut iterations, mut converged) = (0, false);
        while iterations < max_iterations && !converged && !rows.is_empty() {
            let next = state.next(rows);
            converged = next.distance(&state) <= tolerance;
            state = next;
            iterations += 1;
        }
        (state, iterations, converged)
    }

    /// The columns with every gap filled by its expectation and what `beside` adds to it, which gets
    /// the unit, the place and its row of the triangle of the covariance left.
    fn fill(
        &self,
        columns: &[Column],
        rows: &[Row],
        scales: &[(f64, f64)],
        beside: impl Fn(usize, usize, &[(usize, f64)]) -> f64,
    ) -> Vec<Imputed> {
        let known: Vec<bool> = columns.iter().map(|column| column.present() > 0).collect();
        let mut values: Vec<Vec<Option<f64>>> =
            columns.iter().map(|column| vec![None; column.len()]).collect();
        self.expect(rows, |row, completed, left, gaps| {
            for (place, factor) in gaps.iter().zip(triangle(left, gaps)) {
                let (Some(true), Some(z)) = (known.get(*place), completed.get(*place)) else {
                    continue;
                };
                let z = z + beside(row.unit, *place, &factor);
                let (mean, sd) = scales.get(*place).copied().unwrap_or_default();
                let cell = values.get_mut(*place).and_then(|column| column.get_mut(row.unit));
                if let Some(cell) = cell {
                    *cell = Some(mean + sd * z);
                }
            }
        });
        let filled = |(column, values): (&Column, &Vec<Option<f64>>)| {
            Imputed::fill(column, |unit| values.get(unit).copied().flatten())
        };
        columns.iter().zip(&values).map(filled).collect()
    }

    /// Completes every row, and hands over the covariance that its gaps keep, with their places.
    fn expect(&self, rows: &[Row], mut each: impl FnMut(&Row, &[f64], &Matrix, &[usize])) {
        let mut completed = vec![0.0; self.means.len()];
        for alike in rows.chunk_by(|a, b| a.gaps().eq(b.gaps())) {
            let Some(first) = alike.first() else { continue };
            let of = |gap: bool| {
                let gaps = first.gaps().enumerate();
                gaps.filter(move |(_, is)| *is == gap).map(|(place, _)| place)
            };
            let gaps: Vec<usize> = of(true).collect();
            let mut swept = self.covariances.clone();
            let known = if gaps.is_empty() { Vec::new() } else { swept.sweep(of(false)) };
            for row in alike {
                let deviation = |place: usize| {
                    let x = row.cells.get(place).copied().flatten().unwrap_or(0.0);
                    x - self.means.get(place).copied().unwrap_or(0.0)
                };
                let cells = completed.iter_mut().zip(&row.cells).zip(&self.means).enumerate();
                for (place, ((cell, present), mean)) in cells {
                    let from = |k: &usize| swept.at(*k, place) * deviation(*k);
                    *cell = present.unwrap_or_else(|| mean + known.iter().map(from).sum::<f64>());
                }
                each(row, &completed, &swept, &gaps);
            }
        }
    }

    fn next(&self, rows: &[Row]) -> Self {
        let (size, n) = (self.means.len(), rows.len() as f64);
        // Sums about the present means, which differ little from the next ones.
        let mut sums = vec![0.0; size];
        let mut products = Matrix::zero(size);
        let mut deviations = vec![0.0; size];
        self.expect(rows, |_, completed, swept, gaps| {
            let places = deviations.iter_mut().zip(&mut sums).zip(completed).zip(&self.means);
            for (((deviation, sum), x), mean) in places {
                *deviation = x - mean;
                *sum += *deviation;
            }
            for (i, a) in deviations.iter().enumerate() {
                for (j, b) in deviations.iter().enumerate().skip(i) {
                    products.add(i, j, a * b);
                }
            }
            for (place, i) in gaps.iter().enumerate() {
                for j in gaps.iter().skip(place) {
                    products.add(*i, *j, swept.at(*i, *j));
                }
            }
        });
        products.scale(1.0 / n);
        let shifts: Vec<f64> = sums.iter().map(|sum| sum / n).collect();
        let mut covariances = Matrix::zero(size);
        for (i, a) in shifts.iter().enumerate() {
            for (j, b) in shifts.iter().enumerate().skip(i) {
                let covariance = products.at(i, j) - a * b;
                covariances.add(i, j, covariance);
                if i != j {
                    covariances.add(j, i, covariance);
                }
            }
        }
        let means = self.means.iter().zip(&shifts).map(|(mean, shift)| mean + shift).collect();
        Self { means, covariances }
    }

    fn distance(&self, other: &Self) -> f64 {
        let means = self.means.iter().zip(&other.means).map(|(a, b)| (a - b).abs());
        means.fold(self.covariances.distance(&other.covariances), f64::max)
    }
}
