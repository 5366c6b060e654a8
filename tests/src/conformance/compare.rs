//! Two tables, value by value.

use super::manifest::{Case, Tolerance};
use super::table::{Cell, Row, Table};
use std::collections::{BTreeMap, HashMap};

/// How near two tables are.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Comparison {
    /// How many values were compared.
    pub values: usize,
    /// The largest difference of two numbers.
    pub largest: f64,
}

/// Compares a result with what is expected.
///
/// # Errors
/// What is missing, too much, or too far off, with the first places.
pub fn compare(wanted: &Table, got: &Table, case: &Case) -> Result<Comparison, String> {
    let tolerance = case.tolerance.unwrap_or_default();
    let mut by_key: HashMap<&[String], &Row> = HashMap::with_capacity(got.rows.len());
    for row in &got.rows {
        if by_key.insert(&row.key, row).is_some() {
            return Err(format!("{} came out twice", row.key.join("/")));
        }
    }
    let signs = signs(wanted, &by_key, case, tolerance);
    let mut comparison = Comparison::default();
    let mut faults = Vec::new();
    for row in &wanted.rows {
        let Some(other) = by_key.remove(row.key.as_slice()) else {
            faults.push(format!("{} is missing", row.key.join("/")));
            continue;
        };
        let sign = signs.get(&group(row, wanted, case)).copied().unwrap_or(1.0);
        if row.values.len() != other.values.len() {
            faults.push(format!("{}: {} values", row.key.join("/"), other.values.len()));
            continue;
        }
        for (want, have) in row.values.iter().zip(&other.values) {
            comparison.values += 1;
            // The standard deviation of a component stands among its loadings and has no sign.
            let unsigned = sign < 0.0 && matches!(row.key.last(), Some(last) if last == "sdev");
            match distance(want, have, if unsigned { 1.0 } else { sign }) {
                Some(far) if far <= allowed(want, tolerance) => {
                    comparison.largest = comparison.largest.max(far);
                }
                _ => faults.push(format!("{}: {have:?}, expected {want:?}", row.key.join("/"))),
            }
        }
    }
    faults.extend(by_key.keys().map(|key| format!("{} is not expected", key.join("/"))));
    match faults.first() {
        None => Ok(comparison),
        Some(first) => {
            Err(format!("{} of {} values, first: {first}", faults.len(), comparison.values))
        }
    }
}

fn allowed(wanted: &Cell, tolerance: Tolerance) -> f64 {
    match wanted {
        Cell::Number(value) if value.is_finite() => tolerance.abs.max(tolerance.rel * value.abs()),
        _ => 0.0,
    }
}

fn distance(wanted: &Cell, got: &Cell, sign: f64) -> Option<f64> {
    match (wanted, got) {
        (Cell::Missing, Cell::Missing) => Some(0.0),
        (Cell::Missing, Cell::Number(value)) if value.is_nan() => Some(0.0),
        (Cell::Number(a), Cell::Number(b)) if a == b => Some(0.0),
        (Cell::Number(a), Cell::Number(b)) => {
            let far = (a - sign * b).abs();
            (!far.is_nan()).then_some(far)
        }
        (Cell::Text(a), Cell::Text(b)) => (a == b).then_some(0.0),
        _ => None,
    }
}

/// The part of a key whose rows share a sign.
fn group(row: &Row, table: &Table, case: &Case) -> Vec<String> {
    let named = |name: &String| {
        let place = table.columns.iter().position(|column| column == name)?;
        row.key.get(place).cloned()
    };
    case.sign_free_per.iter().filter_map(named).collect()
}

/// The sign of every group: the one with which more of its values agree.
fn signs(
    wanted: &Table,
    got: &HashMap<&[String], &Row>,
    case: &Case,
    tolerance: Tolerance,
) -> BTreeMap<Vec<String>, f64> {
    if case.sign_free_per.is_empty() {
        return BTreeMap::new();
    }
    let mut votes: BTreeMap<Vec<String>, i64> = BTreeMap::new();
    for row in &wanted.rows {
        let have = got.get(row.key.as_slice()).and_then(|row| row.values.first());
        let (Some(want), Some(have)) = (row.values.first(), have) else { continue };
        let agrees =
            |sign| distance(want, have, sign).is_some_and(|far| far <= allowed(want, tolerance));
        *votes.entry(group(row, wanted, case)).or_default() +=
            i64::from(agrees(1.0)) - i64::from(agrees(-1.0));
    }
    votes.into_iter().map(|(group, vote)| (group, if vote < 0 { -1.0 } else { 1.0 })).collect()
}
