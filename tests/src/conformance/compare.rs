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

/// Compares two random results in distribution.
///
/// Rows whose keys differ in the last part only describe one thing. Where there are `Mean` and `Sd`, the means of
/// two samples of `samples` each may differ by four standard errors, `4 Sd √(2 / samples)`, and `Nominal` has to be
/// equal. Where a statistic `X` has limits `X_q5` and `X_q95`, the two intervals have to overlap, and each has to hold
/// its own `X`. Other statistics have to be there, no more: their own error is not known.
///
/// # Errors
/// What is missing, too much, or cannot be from the same distribution.
pub fn compare_random(wanted: &Table, got: &Table, case: &Case) -> Result<Comparison, String> {
    let mut comparison = Comparison::default();
    let (want, have) = (by_thing(wanted), by_thing(got));
    let samples = case.parameters.get("samples").and_then(serde_json::Value::as_f64);
    let mut judged = false;
    for (thing, statistics) in &want {
        let name = thing.join("/");
        let others = have.get(thing).ok_or_else(|| format!("{name} is missing"))?;
        for statistic in statistics.keys() {
            if !others.contains_key(statistic) {
                return Err(format!("{name}/{statistic} is missing"));
            }
        }
        comparison.values += statistics.len();
        let pair = |of: &str| Some((*statistics.get(of)?, *others.get(of)?));
        if let Some((a, b)) = pair("Nominal").filter(|(a, b)| a != b) {
            return Err(format!("{name}/Nominal: {b}, expected {a}"));
        }
        if let (Some((a, b)), Some((sd, other)), Some(samples)) =
            (pair("Mean"), pair("Sd"), samples)
        {
            judged = true;
            let far = (a - b).abs();
            if far > 4.0 * sd.max(other) * (2.0 / samples).sqrt() + 1e-9 {
                return Err(format!("{name}/Mean: {b}, expected about {a}"));
            }
            comparison.largest = comparison.largest.max(far);
        }
        for statistic in statistics.keys() {
            let limits = |of: &BTreeMap<String, f64>| {
                Some((*of.get(&format!("{statistic}_q5"))?, *of.get(&format!("{statistic}_q95"))?))
            };
            let (Some((low, high)), Some((from, to))) = (limits(statistics), limits(others)) else {
                continue;
            };
            judged = true;
            let own = others.get(statistic).copied().unwrap_or(f64::NAN);
            if !(from <= high && low <= to && from <= own && own <= to) {
                return Err(format!(
                    "{name}/{statistic}: {own} in [{from}, {to}], expected [{low}, {high}]"
                ));
            }
        }
    }
    if let Some(thing) = have.keys().find(|thing| !want.contains_key(*thing)) {
        return Err(format!("{} is not expected", thing.join("/")));
    }
    if !judged {
        return Err("nothing says how far random results may be apart".to_owned());
    }
    Ok(comparison)
}

/// Statistics by name, by the thing that they are about.
fn by_thing(table: &Table) -> BTreeMap<Vec<String>, BTreeMap<String, f64>> {
    let mut things: BTreeMap<Vec<String>, BTreeMap<String, f64>> = BTreeMap::new();
    for row in &table.rows {
        if let (Some((last, thing)), Some(Cell::Number(value))) =
            (row.key.split_last(), row.values.first())
        {
            things.entry(thing.to_vec()).or_default().insert(last.clone(), *value);
        }
    }
    things
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
