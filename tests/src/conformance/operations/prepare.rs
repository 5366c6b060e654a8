//! Denominate, screen, impute, treat: what happens to data before they are scored.

use super::{Answer, Refusal, not_supported};
use crate::conformance::frame::{Frame, field, number_of, parse};
use crate::conformance::inputs::Inputs;
use crate::conformance::manifest::Case;
use crate::conformance::table::{Cell, Table};
use crate::conformance::tree::Tree;
use chuan::observe::Column;
use chuan::recipe::Direction;
use chuan::score::denominate::denominate;
use chuan::score::impute::{
    Centre, SeriesRule, impute_column, impute_groups, impute_rows, impute_series,
};
use chuan::score::panel::{Trend, trends};
use chuan::score::screen::{Availability, Screening, availability, availability_by_group, screen};
use chuan::score::treat::{
    Check, End, Thresholds, Transformation, Treated, Treatment, treat, winsorise,
};
use serde_json::{Value, json};
use std::collections::HashMap;

/// `denominate.ratio`: columns divided by other indicators, or by columns of the units.
pub fn ratio(case: &Case, inputs: &Inputs<'_>) -> Result<Answer, Refusal> {
    let frame = Frame::observations(case, inputs)?;
    let factor = case.number("scale_factor").unwrap_or(1.0);
    let mut table = Table::default();
    let pairs = case.parameters.get("columns").and_then(Value::as_object);
    for (indicator, by) in pairs.into_iter().flatten() {
        let by = by.as_str().ok_or_else(|| not_supported("a denominator that is no column"))?;
        let divisor = match frame.column(by) {
            Some(indicator) => indicator.clone(),
            None => numbers(&frame.of_units(case, inputs, by)?)?,
        };
        let column = frame
            .column(indicator)
            .ok_or_else(|| Refusal::Failed(format!("no indicator `{indicator}`")))?;
        let divided = denominate(column, &divisor, factor);
        for (unit, value) in frame.units.iter().zip(divided.iter()) {
            table.push([unit, indicator], value);
        }
    }
    Ok(Answer::Table(table))
}

/// A column of texts as numbers.
pub fn numbers(texts: &[Option<String>]) -> Result<Column, Refusal> {
    texts.iter().map(|text| text.as_deref().map_or(Ok(None), parse)).collect()
}

/// Groups by number, from their names.
pub fn groups(names: &[Option<String>]) -> Vec<Option<u32>> {
    let (mut seen, mut list) = (HashMap::new(), Vec::new());
    names
        .iter()
        .map(|name| Some(number_of(&mut seen, &mut list, name.as_deref()?) as u32))
        .collect()
}

/// The rule of a screening, from the parameters of a case or of a step.
pub fn screening(
    rule: &str,
    missing: Option<f64>,
    zeros: Option<f64>,
) -> Result<Screening, Refusal> {
    let (missing, zeros) = (missing.unwrap_or(2.0 / 3.0), zeros.unwrap_or(0.05));
    match rule {
        "by_missing" => Ok(Screening::ByMissing { threshold: missing }),
        "by_zeros" => Ok(Screening::ByZeros { threshold: zeros }),
        "by_missing_and_zeros" | "by_both" => Ok(Screening::ByBoth { missing, zeros }),
        other => Err(not_supported(&format!("screening `{other}`"))),
    }
}

/// `screen.*`: who has enough data.
pub fn screened(rule: &str, case: &Case, inputs: &Inputs<'_>) -> Result<Answer, Refusal> {
    let frame = Frame::observations(case, inputs)?;
    let (missing, zeros) = (case.number("data_threshold"), case.number("nonzero_threshold"));
    let rule = screening(rule, missing, zeros)?;
    let by_missing = screening("by_missing", missing, zeros)?;
    let by_zeros = screening("by_zeros", missing, zeros)?;
    let found = availability(&frame.columns);
    let judged = screen(&found, &rule, &[]);
    let mut table = Table::default();
    for ((name, unit), judged) in frame.units.iter().zip(&found).zip(judged) {
        for (statistic, cell) in flags(unit, &by_missing, &by_zeros, judged.kept) {
            table.push([name, statistic], cell);
        }
    }
    Ok(Answer::Table(table))
}

fn flags(
    unit: &Availability,
    by_missing: &Screening,
    by_zeros: &Screening,
    kept: bool,
) -> [(&'static str, Cell); 9] {
    let low_data = !by_missing.judge(unit).kept;
    let low_non_zero = unit.non_zero_share().map(|_| !by_zeros.judge(unit).kept);
    let either = if low_data { Some(true) } else { low_non_zero };
    let count = |n: usize| Cell::from(n as f64);
    let truth = |truth: Option<bool>| truth.map_or(Cell::Missing, Cell::from);
    [
        ("N_missing", count(unit.missing)),
        ("N_zero", count(unit.zeros)),
        ("N_miss_or_zero", count(unit.missing + unit.zeros)),
        ("Dat_Avail", unit.share().into()),
        ("Non_Zero", unit.non_zero_share().into()),
        ("LowData", truth(Some(low_data))),
        ("LowNonZero", truth(low_non_zero)),
        ("LowDatOrZeroFlag", truth(either)),
        ("Included", truth(Some(kept))),
    ]
}

/// `availability.by_group`: shares of indicators present, by aggregate.
pub fn available(case: &Case, inputs: &Inputs<'_>) -> Result<Answer, Refusal> {
    let frame = Frame::observations(case, inputs)?;
    let tree = Tree::of(case, inputs)?;
    let below = |node: &str, code: &str| {
        std::iter::successors(Some(code), |at| tree.get(at)?.parent.as_deref()).any(|at| at == node)
    };
    let nodes: Vec<&str> =
        tree.elements.iter().filter(|e| e.level > 1).map(|e| e.code.as_str()).collect();
    let members = |node: &&str| -> Vec<usize> {
        let codes = frame.indicators.iter().enumerate();
        codes.filter(|(_, code)| below(node, code)).map(|(place, _)| place).collect()
    };
    let groups: Vec<Vec<usize>> = nodes.iter().map(members).collect();
    let mut table = Table::default();
    for (node, shares) in nodes.iter().zip(availability_by_group(&frame.columns, &groups)) {
        for (unit, value) in frame.units.iter().zip(shares.iter()) {
            table.push([unit, node], value);
        }
    }
    Ok(Answer::Table(table))
}

/// Fills the gaps of a frame.
pub fn fill(frame: &Frame, method: &str, groups: Option<&[Option<u32>]>) -> Result<Frame, Refusal> {
    let centre = if method.ends_with("median") { Centre::Median } else { Centre::Mean };
    let fill = |column: &Column| match (method, groups) {
        ("mean" | "median", _) => Ok(impute_column(column, centre).column),
        ("group_mean" | "group_median", Some(groups)) => {
            Ok(impute_groups(column, groups, centre).column)
        }
        _ => Err(not_supported(&format!("imputation `{method}`"))),
    };
    Ok(Frame {
        columns: frame.columns.iter().map(fill).collect::<Result<_, _>>()?,
        ..frame.clone()
    })
}

/// `impute.*`.
pub fn imputed(method: &str, case: &Case, inputs: &Inputs<'_>) -> Result<Answer, Refusal> {
    let mut frame = Frame::observations(case, inputs)?;
    if let Some(leave_out) = case.texts("leave_out") {
        let kept: Vec<bool> = frame.units.iter().map(|unit| !leave_out.contains(unit)).collect();
        frame = frame.keep(&kept);
    }
    if case.text("by") == Some("row") {
        let sign = |code: &String| case.parameters.get("directions")?.get(code)?.as_f64();
        let direction = |code: &String| match sign(code) {
            Some(sign) if sign < 0.0 => Direction::Lower,
            _ => Direction::Higher,
        };
        let directions: Vec<Direction> = frame.indicators.iter().map(direction).collect();
        let centre = if method == "median" { Centre::Median } else { Centre::Mean };
        let imputed = impute_rows(&frame.columns, &directions, centre);
        frame.columns = imputed.into_iter().map(|imputed| imputed.column).collect();
        return Ok(Answer::Table(frame.table()));
    }
    let groups = match case.text("group") {
        Some(column) => Some(groups(&frame.of_units(case, inputs, column)?)),
        None => None,
    };
    Ok(Answer::Table(fill(&frame, method, groups.as_deref())?.table()))
}

/// Observations over time: one frame a time, all with the same units and indicators.
pub struct Panel {
    /// Times as written, rising.
    pub times: Vec<String>,
    /// The same as numbers.
    pub years: Vec<f64>,
    /// A frame for each.
    pub frames: Vec<Frame>,
}

impl Panel {
    /// The panel of a case.
    pub fn of(case: &Case, inputs: &Inputs<'_>) -> Result<Self, Refusal> {
        let rows = inputs.rows(case, "observations")?;
        let (mut units, mut items) = (HashMap::new(), HashMap::new());
        let mut whole = Frame::default();
        let mut times: Vec<(f64, String)> = Vec::new();
        for row in &rows {
            number_of(&mut units, &mut whole.units, field(row, "unit")?);
            number_of(&mut items, &mut whole.indicators, field(row, "indicator")?);
            let time = field(row, "time")?;
            if times.iter().all(|(_, other)| other != time) {
                let year = parse(time)?.ok_or_else(|| Refusal::Failed("no time".to_owned()))?;
                times.push((year, time.to_owned()));
            }
        }
        times.sort_by(|a, b| a.0.total_cmp(&b.0));
        whole.columns = vec![Column::absent(whole.units.len()); whole.indicators.len()];
        let mut frames = vec![whole.clone(); times.len()];
        for row in &rows {
            let time = field(row, "time")?;
            let place = times.iter().position(|(_, other)| other == time);
            let frame = place.and_then(|place| frames.get_mut(place));
            let unit = units.get(field(row, "unit")?);
            let item = items.get(field(row, "indicator")?);
            if let (Some(frame), Some(unit), Some(item)) = (frame, unit, item)
                && let Some(column) = frame.columns.get_mut(*item)
            {
                column.set(*unit, parse(field(row, "value")?)?);
            }
        }
        let (years, times) = times.into_iter().unzip();
        Ok(Self { times, years, frames })
    }

    /// The columns of an indicator over time.
    pub fn series(&self, indicator: &str) -> Vec<Column> {
        self.frames.iter().filter_map(|frame| frame.column(indicator).cloned()).collect()
    }
}

/// `impute_panel.*`.
pub fn imputed_panel(rule: &str, case: &Case, inputs: &Inputs<'_>) -> Result<Answer, Refusal> {
    let panel = Panel::of(case, inputs)?;
    let rule = match rule {
        "latest" => SeriesRule::Latest { max_steps: case.number("max_steps").map(|n| n as usize) },
        "constant" => SeriesRule::Constant,
        "linear" => SeriesRule::Linear,
        "linear_constant" => SeriesRule::LinearConstant,
        other => return Err(not_supported(&format!("panel imputation `{other}`"))),
    };
    let mut table = Table::default();
    let Some(first) = panel.frames.first() else { return Ok(Answer::Table(table)) };
    for indicator in &first.indicators {
        let imputed = impute_series(&panel.years, &panel.series(indicator), rule);
        for (number, (time, column)) in panel.times.iter().zip(&imputed.columns).enumerate() {
            for (unit, (name, value)) in first.units.iter().zip(column.iter()).enumerate() {
                let value = if case.text("output") == Some("source_time") {
                    let source = imputed.source(number, unit);
                    source.and_then(|source| panel.years.get(source.from)).copied()
                } else {
                    value
                };
                table.push([name, time, indicator], value);
            }
        }
    }
    Ok(Answer::Table(table))
}

/// `panel.trend`.
pub fn trend(case: &Case, inputs: &Inputs<'_>) -> Result<Answer, Refusal> {
    let panel = Panel::of(case, inputs)?;
    let mut parameters = json!({ "method": case.text("method") });
    if let (Some(per), Some(map)) = (case.parameters.get("per"), parameters.as_object_mut()) {
        map.insert("per".to_owned(), per.clone());
    }
    let trend: Trend =
        serde_json::from_value(parameters).map_err(|error| not_supported(&error.to_string()))?;
    let mut table = Table::default();
    let Some(first) = panel.frames.first() else { return Ok(Answer::Table(table)) };
    for indicator in case.texts("indicators").unwrap_or_else(|| first.indicators.clone()) {
        let column = trends(&panel.years, &panel.series(&indicator), trend);
        for (unit, value) in first.units.iter().zip(column.iter()) {
            table.push([unit, &indicator], value);
        }
    }
    Ok(Answer::Table(table))
}

/// The default treatment, from parameters of a case or a step.
pub fn treatment(parameters: &serde_json::Map<String, Value>) -> Result<Treatment, Refusal> {
    let number = |name: &str| parameters.get(name).and_then(Value::as_f64);
    let max_points = match parameters.get("winsorise_max") {
        None => Some(5),
        Some(value) => value.as_u64().map(|n| n as usize),
    };
    let then = match parameters.get("then").and_then(Value::as_str) {
        None => Transformation::default(),
        Some(name) => serde_json::from_value(json!({ "method": name }))
            .map_err(|error| not_supported(&error.to_string()))?,
    };
    let combine = parameters.get("combine").and_then(Value::as_bool).unwrap_or(false);
    let thresholds = thresholds(number("skew_threshold"), number("kurtosis_threshold"))?;
    Ok(Treatment::TwoStage { max_points, thresholds, then, combine })
}

fn thresholds(skewness: Option<f64>, kurtosis: Option<f64>) -> Result<Thresholds, Refusal> {
    let mut value = json!({});
    if let Some(map) = value.as_object_mut() {
        skewness.map(|s| map.insert("skewness".to_owned(), json!(s)));
        kurtosis.map(|k| map.insert("kurtosis".to_owned(), json!(k)));
    }
    serde_json::from_value(value).map_err(|error| Refusal::Failed(error.to_string()))
}

/// `treat.default`.
pub fn treated(case: &Case, inputs: &Inputs<'_>) -> Result<Answer, Refusal> {
    let frame = Frame::observations(case, inputs)?;
    let treatment = treatment(&case.parameters)?;
    let treated: Vec<Treated> = frame.columns.iter().map(|c| treat(c, &treatment)).collect();
    let table = match case.text("output") {
        Some("treatment_details") => details(&frame, &treated),
        Some("treated_points") => points(&frame, &treated),
        _ => Frame { columns: treated.into_iter().map(|t| t.column).collect(), ..frame }.table(),
    };
    Ok(Answer::Table(table))
}

/// What treatment found and did, indicator by indicator.
pub fn details(frame: &Frame, treated: &[Treated]) -> Table {
    let mut table = Table::default();
    let second = treated.iter().any(|treated| treated.transformed.is_some());
    for (indicator, found) in frame.indicators.iter().zip(treated) {
        let levelled = found.winsorised.is_some_and(|w| w.levelled);
        let Some(first) = found.before.filter(|first| first.passed.is_some() && !levelled) else {
            continue;
        };
        let moved = found.winsorised.map(|w| w.points() as f64);
        table.push([indicator, "winsorise.nwin"], moved);
        let stages = [Some(first), found.winsorised.map(|w| w.after), found.transformed];
        // The second stage has its columns only when some indicator has reached it.
        let shown = if second { 3 } else { 2 };
        for (stage, check) in stages.into_iter().enumerate().take(shown) {
            push_check(&mut table, indicator, stage, check);
        }
    }
    table
}

fn push_check(table: &mut Table, indicator: &str, stage: usize, check: Option<Check>) {
    let passed = check.and_then(|c| c.passed).map_or(Cell::Missing, Cell::from);
    table.push([indicator, &format!("check_SkewKurt{stage}.Pass")], passed);
    let skewness = check.and_then(|c| c.skewness);
    table.push([indicator, &format!("check_SkewKurt{stage}.Skew")], skewness);
    let kurtosis = check.and_then(|c| c.kurtosis);
    table.push([indicator, &format!("check_SkewKurt{stage}.Kurt")], kurtosis);
}

/// The values that treatment changed: moved down or up, or transformed as a whole column.
pub fn points(frame: &Frame, treated: &[Treated]) -> Table {
    let mut table = Table::default();
    for ((indicator, column), found) in frame.indicators.iter().zip(&frame.columns).zip(treated) {
        for (unit, end) in frame.units.iter().zip(found.moved(column)) {
            let text = match end {
                Some(End::High) => "winhi",
                Some(End::Low) => "winlo",
                _ => continue,
            };
            table.push([unit, indicator], text);
        }
    }
    table
}

/// `treat.winsorise`.
pub fn winsorised(case: &Case, inputs: &Inputs<'_>) -> Result<Answer, Refusal> {
    let frame = Frame::observations(case, inputs)?;
    let name = case.text("column").unwrap_or_default();
    let column =
        frame.column(name).ok_or_else(|| Refusal::Failed(format!("no indicator `{name}`")))?;
    let limits = thresholds(case.number("skew_threshold"), case.number("kurtosis_threshold"))?;
    let max_points = case.number("max_points").map(|n| n as usize);
    let found = winsorise(column, max_points, &limits, case.flag("force").unwrap_or(false));
    let mut table = Table::default();
    for (unit, value) in frame.units.iter().zip(found.clamp.apply(column).iter()) {
        table.push([unit], value);
    }
    Ok(Answer::Table(table))
}

/// `treat.log_shifted_1pc` and the other transformations.
pub fn transformed(name: &str, case: &Case, inputs: &Inputs<'_>) -> Result<Answer, Refusal> {
    let mut frame = Frame::observations(case, inputs)?;
    let mut parameters = json!({ "method": name });
    if let Some(map) = parameters.as_object_mut() {
        for key in ["lambda", "shift"] {
            if let Some(value) = case.parameters.get(key) {
                map.insert(key.to_owned(), value.clone());
            }
        }
    }
    let by: Transformation =
        serde_json::from_value(parameters).map_err(|error| not_supported(&error.to_string()))?;
    let leave_out = case.texts("leave_out").unwrap_or_default();
    let kept: Vec<bool> = frame.indicators.iter().map(|code| !leave_out.contains(code)).collect();
    let mut keep = kept.iter();
    frame.indicators.retain(|_| *keep.next().unwrap_or(&true));
    let mut keep = kept.iter();
    frame.columns.retain(|_| *keep.next().unwrap_or(&true));
    frame.columns =
        frame.columns.iter().map(|c| treat(c, &Treatment::Transform { by }).column).collect();
    Ok(Answer::Table(frame.table()))
}
