//! Correlations, principal components, reliability.

use super::{Refusal, pipeline};
use crate::conformance::frame::Frame;
use crate::conformance::inputs::Inputs;
use crate::conformance::manifest::Case;
use crate::conformance::table::{Cell, Row, Table};
use crate::conformance::tree::Tree;
use chuan::analyse::multivariate::{
    Absent, Coefficient, CorrelationOptions, Correlations, components, correlations, cronbach_alpha,
};
use chuan::observe::Column;
use serde_json::Value;

/// Does an operation of the families `pca`, `correlation` and `reliability`.
///
/// # Errors
/// When the engine does not do it, or refuses.
pub fn perform(operation: &str, case: &Case, inputs: &Inputs<'_>) -> Result<Table, Refusal> {
    match operation {
        "run" => principal(case, inputs),
        "matrix" => pairs(case, inputs, Correlations::get),
        "pvalues" => pairs(case, inputs, Correlations::p_value),
        "cronbach_alpha" => reliability(case, inputs),
        _ => Err(Refusal::NotSupported(format!("operation `{operation}`"))),
    }
}

/// What is analysed: a column for every element, and the framework where there is one.
#[derive(Debug, Clone, Default)]
pub struct Data {
    /// The observations as they came.
    pub raw: Frame,
    /// What the steps of the case made of them: all levels that were computed.
    pub frame: Frame,
    /// The name of the last step, as a participle; `raw` without steps.
    pub state: String,
    /// The framework.
    pub tree: Option<Tree>,
}

impl Data {
    /// The data of a case.
    ///
    /// # Errors
    /// When an input cannot be read, or a step cannot be done.
    pub fn of(case: &Case, inputs: &Inputs<'_>) -> Result<Self, Refusal> {
        if let Some(Value::Array(steps)) = case.parameters.get("steps") {
            return Self::after(steps, case, inputs);
        }
        let tree = case.inputs.contains_key("framework").then(|| Tree::of(case, inputs));
        let raw = Frame::observations(case, inputs)?;
        let state = "raw".to_owned();
        Ok(Self { frame: raw.clone(), raw, state, tree: tree.transpose()? })
    }

    fn after(steps: &[Value], case: &Case, inputs: &Inputs<'_>) -> Result<Self, Refusal> {
        let raw = Frame::observations(case, inputs)?;
        let done = pipeline::run_on(steps, Tree::of(case, inputs)?, raw.clone(), case, inputs)?;
        let mut frame = done.frame;
        for (code, column) in done.scores {
            frame.indicators.push(code);
            frame.columns.push(column);
        }
        let last = steps.last().and_then(|step| step.get("step")).and_then(Value::as_str);
        let state = match last {
            None => "raw".to_owned(),
            Some(step) => format!("{}ed", step.strip_suffix('e').unwrap_or(step)),
        };
        Ok(Self { raw, frame, state, tree: Some(done.tree) })
    }

    fn tree(&self) -> Result<&Tree, Refusal> {
        self.tree.as_ref().ok_or_else(|| Refusal::Failed("the case has no framework".to_owned()))
    }

    /// The columns of elements.
    ///
    /// # Errors
    /// When one has none.
    pub fn columns(&self, codes: &[String]) -> Result<Vec<&Column>, Refusal> {
        columns_of(&self.frame, codes)
    }

    /// The codes of a level that have a column, in the order of the framework.
    fn level(&self, level: u32) -> Result<Vec<String>, Refusal> {
        let codes = self.tree()?.level(level).map(|element| element.code.clone());
        Ok(codes.filter(|code| self.frame.column(code).is_some()).collect())
    }

    /// The elements of a level group by group, or all as the group `all`. The level is the
    /// parameter `level`, or 1; `indicators` names a group of its own.
    ///
    /// # Errors
    /// When the framework is missing.
    pub fn groups(&self, case: &Case) -> Result<Vec<(String, Vec<String>)>, Refusal> {
        let all = |codes| Ok(vec![("all".to_owned(), codes)]);
        if let Some(codes) = case.texts("indicators") {
            return all(codes);
        }
        let level = case.parameters.get("level").map_or(Ok(1), level_of)?;
        if self.tree.is_none() && level == 1 {
            return all(self.frame.indicators.clone());
        }
        if case.flag("by_group") == Some(false) {
            return all(self.level(level)?);
        }
        let tree = self.tree()?;
        let members = |code: &str| -> Vec<String> {
            let codes = tree.children(code).filter(|child| child.level == level);
            let codes = codes.map(|child| child.code.clone());
            codes.filter(|code| self.frame.column(code).is_some()).collect()
        };
        let groups = tree.elements.iter().map(|group| (group.code.clone(), members(&group.code)));
        Ok(groups.filter(|(_, members)| !members.is_empty()).collect())
    }
}

fn columns_of<'f>(frame: &'f Frame, codes: &[String]) -> Result<Vec<&'f Column>, Refusal> {
    let column = |code: &String| {
        let column = frame.column(code);
        column.ok_or_else(|| Refusal::Failed(format!("there is no column `{code}`")))
    };
    codes.iter().map(column).collect()
}

fn level_of(value: &Value) -> Result<u32, Refusal> {
    let level = value.as_u64().and_then(|level| u32::try_from(level).ok());
    level.ok_or_else(|| Refusal::Failed(format!("{value} is no level")))
}

/// Adds a row under those parts of its key that the case compares by; all when it names none.
pub fn keyed(table: &mut Table, case: &Case, key: &[(&str, &str)], value: impl Into<Cell>) {
    let named = |name: &String| key.iter().find(|(other, _)| other == name);
    let chosen: Option<Vec<String>> =
        case.expected.key.iter().map(|name| Some(named(name)?.1.to_owned())).collect();
    let all = || key.iter().map(|(_, part)| (*part).to_owned()).collect();
    let key = chosen.filter(|key| !key.is_empty()).unwrap_or_else(all);
    table.rows.push(Row { key, values: vec![value.into()] });
}

fn principal(case: &Case, inputs: &Inputs<'_>) -> Result<Table, Refusal> {
    if [case.flag("centre"), case.flag("scale")].contains(&Some(false)) {
        return Err(Refusal::NotSupported("components of columns that are not scaled".to_owned()));
    }
    let (deviations, loadings) = match case.text("output") {
        None => (true, true),
        Some("sdev") => (true, false),
        Some("loadings") => (false, true),
        Some(other) => return Err(Refusal::NotSupported(format!("the output `{other}` of pca"))),
    };
    let data = Data::of(case, inputs)?;
    let mut table = Table::default();
    for (group, members) in data.groups(case)? {
        let found = components(&data.columns(&members)?)
            .map_err(|error| Refusal::Failed(format!("{group}: {error}")))?;
        // There are no more components than units.
        let parts = found.sd().into_iter().zip(&found.vectors).take(found.units);
        for (place, (sd, vector)) in parts.enumerate() {
            let component = (place + 1).to_string();
            let key = |code| [("group", group.as_str()), ("component", &component), ("code", code)];
            if deviations {
                keyed(&mut table, case, &key("sdev"), sd);
            }
            for (code, loading) in members.iter().zip(vector).filter(|_| loadings) {
                keyed(&mut table, case, &key(code), *loading);
            }
        }
    }
    Ok(table)
}

fn pairs(
    case: &Case,
    inputs: &Inputs<'_>,
    value: impl Fn(&Correlations, usize, usize) -> Option<f64>,
) -> Result<Table, Refusal> {
    let coefficient = match case.text("method") {
        None | Some("pearson") => Coefficient::Pearson,
        Some("spearman") => Coefficient::Spearman,
        Some("kendall" | "kendall_tau_b") => Coefficient::KendallTauB,
        Some(other) => return Err(Refusal::NotSupported(format!("the correlation `{other}`"))),
    };
    let mut options = CorrelationOptions::from(coefficient);
    options.absent = match case.text("missing") {
        None | Some("pairwise") => Absent::Pairwise,
        Some("listwise" | "complete") => Absent::Listwise,
        Some(other) => return Err(Refusal::NotSupported(format!("`{other}` for missing values"))),
    };
    let data = Data::of(case, inputs)?;
    let chosen = chosen(case, &data)?;
    let mut codes = Vec::new();
    for code in chosen.iter().flat_map(|(a, b)| [a, b]) {
        if !codes.contains(code) {
            codes.push(code.clone());
        }
    }
    let found = correlations(&data.columns(&codes)?, &options)
        .map_err(|error| Refusal::Failed(error.to_string()))?;
    let place = |code: &String| codes.iter().position(|other| other == code);
    let mut table = Table::default();
    for (a, b) in &chosen {
        let value = place(a).zip(place(b)).and_then(|(a, b)| value(&found, a, b));
        table.push([a, b], value);
    }
    Ok(table)
}

/// The pairs of elements that a case asks for: all of `indicators`, of one level, or of what is
/// observed; or those of the first of several `levels` with those of the others.
fn chosen(case: &Case, data: &Data) -> Result<Vec<(String, String)>, Refusal> {
    let levels: Vec<u32> = match (case.parameters.get("levels"), case.parameters.get("level")) {
        (Some(Value::Array(levels)), _) => levels.iter().map(level_of).collect::<Result<_, _>>()?,
        (Some(one), _) | (None, Some(one)) => vec![level_of(one)?],
        (None, None) => Vec::new(),
    };
    let (mut left, right) = match (case.texts("indicators"), levels.as_slice()) {
        (Some(codes), _) => (codes.clone(), codes),
        (None, []) => (data.raw.indicators.clone(), data.raw.indicators.clone()),
        (None, [one]) => (data.level(*one)?, data.level(*one)?),
        (None, [first, ..]) => (Vec::new(), data.level(*first)?),
    };
    for level in levels.iter().skip(1) {
        left.extend(data.level(*level)?);
    }
    let within = case.flag("with_parent_only") == Some(true);
    let mut pairs = Vec::new();
    for b in &right {
        for a in &left {
            if !within || is_above(data.tree()?, a, b) {
                pairs.push((a.clone(), b.clone()));
            }
        }
    }
    Ok(pairs)
}

/// Whether an element stands above another in the framework.
fn is_above(tree: &Tree, above: &str, below: &str) -> bool {
    let mut at = tree.get(below);
    for _ in 0..tree.top() {
        let parent = at.and_then(|element| element.parent.as_deref());
        if parent == Some(above) {
            return true;
        }
        at = parent.and_then(|parent| tree.get(parent));
    }
    false
}

fn reliability(case: &Case, inputs: &Inputs<'_>) -> Result<Table, Refusal> {
    let data = Data::of(case, inputs)?;
    let mut states = vec![(data.state.as_str(), &data.frame)];
    if data.state != "raw" {
        states.push(("raw", &data.raw));
    }
    let mut table = Table::default();
    for (group, members) in data.groups(case)? {
        for (state, frame) in &states {
            // Only the indicators are there before any step.
            let Ok(columns) = columns_of(frame, &members) else { continue };
            let alpha = cronbach_alpha(&columns)
                .map_err(|error| Refusal::Failed(format!("{group}: {error}")))?;
            keyed(&mut table, case, &[("group", &group), ("data", state)], alpha);
        }
    }
    Ok(table)
}
