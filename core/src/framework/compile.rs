//! From what is written to a framework that is right.

use super::item::{Body, BoundFormula, Child, Indicator, Item, ItemId, Node};
use super::lint::{self, Index};
use super::rule::Expression;
use super::source::{self, FileFormat, Path, Places};
use super::spec::{FrameworkSpec, IndicatorSpec, NodeSpec, RankingSpec, RuleSpec, Scale};
use super::{CustomRule, Framework, read};
use crate::finding::{Finding, Findings, Severity, catalogue};
use crate::id::Code;
use crate::recipe::{BasedOn, Order, Ties};
use crate::register::Register;
use indexmap::IndexMap;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::Write;

/// Adds to a spec what stands in the tables beside its file.
pub(super) type TableReader<'a> =
    &'a dyn Fn(&mut FrameworkSpec, &Places, &mut RowPlaces, &mut Findings);

/// Where indicators and units of tables are written, by their number in the merged lists.
#[derive(Debug, Default)]
pub(super) struct RowPlaces {
    pub(super) indicators: Vec<crate::finding::Place>,
    pub(super) units: Vec<crate::finding::Place>,
    /// The headers of the table of indicators, by the dotted path of the key that they stand for.
    pub(super) columns: Vec<(String, std::sync::Arc<str>)>,
    /// The headers of the table of units, by the key that they stand for.
    pub(super) unit_columns: Vec<(String, std::sync::Arc<str>)>,
    /// Whether a whole table could not be read.
    pub(super) lost: bool,
}

pub(super) fn from_text(
    text: &str,
    format: FileFormat,
    file: Option<&str>,
    tables: Option<TableReader<'_>>,
) -> (Option<Framework>, Findings) {
    let file: Option<std::sync::Arc<str>> = file.map(Into::into);
    let mut findings = Findings::new();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let tree = match source::parse(text, format) {
        Ok(tree) => std::sync::Arc::new(tree),
        Err(error) => {
            let place = crate::finding::Place {
                file,
                line: error.spot.map(|spot| spot.line),
                position: error.spot.map(|spot| spot.position),
                ..Default::default()
            };
            findings.push(
                Finding::new(&catalogue::SYNTAX)
                    .at(place)
                    .with("format", format.to_string())
                    .with("detail", error.detail),
            );
            return (None, findings);
        }
    };
    let places = Places::new(file.clone(), Some(tree.clone()));
    let spec = read::spec(&tree, &places, &mut findings);
    let framework = spec.and_then(|spec| {
        let (framework, more) = from_spec(spec, &places, tables);
        findings.append(more);
        framework
    });
    findings.sort_by_place(file.as_deref());
    let framework = if findings.has_errors() { None } else { framework };
    (framework, findings)
}

pub(super) fn from_spec(
    mut spec: FrameworkSpec,
    places: &Places,
    tables: Option<TableReader<'_>>,
) -> (Option<Framework>, Findings) {
    let mut findings = Findings::new();
    let mut rows = RowPlaces::default();
    let (own_indicators, own_units) =
        (spec.indicators.len(), spec.register.as_ref().map_or(0, |register| register.units.len()));
    match tables {
        Some(read_tables) => read_tables(&mut spec, places, &mut rows, &mut findings),
        None => refuse_tables(&spec, places, &mut findings),
    }
    let severity = severities(&spec, places, &mut findings);

    // Without a table half of the framework is missing; what else is found would be misleading.
    if rows.lost {
        return (None, findings);
    }
    let place_of_unit = |index: usize, key: &str| match index.checked_sub(own_units) {
        Some(row) => {
            let mut place = rows.units.get(row).cloned().unwrap_or_default();
            let header = rows.unit_columns.iter().find(|(column, _)| column == key);
            place.column = header.map(|(_, header)| header.clone());
            place
        }
        None => places.of(&Path::default().key("register").key("unit").index(index).key(key)),
    };
    let (register, unit_findings) = match &spec.register {
        Some(register) => Register::compile(register, &place_of_unit),
        None => (Some(Register::default()), Findings::new()),
    };
    findings.append(unit_findings);

    let in_table =
        lint::Rows { own: own_indicators, places: &rows.indicators, columns: &rows.columns };
    let order = lint::Linter::new(&spec, places, in_table).run(&mut findings);
    for finding in findings.iter_mut() {
        if let Some(wanted) = severity.get(finding.code()) {
            finding.severity = *wanted;
        }
    }
    let findings: Findings = findings.into_iter().collect();
    let (Some(register), Some(order), false) = (register, order, findings.has_errors()) else {
        return (None, findings);
    };
    let framework = assemble(spec, order, register, severity);
    (framework, findings)
}

/// A spec that names tables, read where there is no folder to look for them.
fn refuse_tables(spec: &FrameworkSpec, places: &Places, findings: &mut Findings) {
    let tables = [("indicators", &spec.tables.indicators), ("units", &spec.tables.units)];
    for (key, table) in tables {
        if let Some(table) = table {
            findings.push(
                Finding::new(&catalogue::TABLE)
                    .at(places.of(&Path::default().key("tables").key(key)))
                    .with("file", table.file())
                    .with("detail", "the framework was not read from a file"),
            );
        }
    }
}

fn severities(
    spec: &FrameworkSpec,
    places: &Places,
    findings: &mut Findings,
) -> IndexMap<&'static str, Severity> {
    let mut severities = IndexMap::new();
    for (name, severity) in &spec.severity {
        match catalogue::find(name) {
            // What makes a framework wrong stays an error: nothing can be computed with it.
            Some(rule) if rule.code.starts_with("FWK-") && rule.severity == Severity::Error => {
                if *severity != Severity::Error {
                    findings.push(
                        Finding::new(&catalogue::WRONG_VALUE)
                            .at(places.of(&Path::default().key("severity").key(name)))
                            .value(severity.as_str())
                            .with("path", format!("severity.{name}"))
                            .with("detail", "an error of a framework cannot be made less"),
                    );
                }
            }
            Some(rule) => {
                severities.insert(rule.code, *severity);
            }
            None => findings.push(
                Finding::new(&catalogue::UNKNOWN_REFERENCE)
                    .at(places.of_key(&Path::default().key("severity"), name))
                    .value(name)
                    .with("kind", lint::kinds::RULE)
                    .suggest_if(crate::text::suggest(
                        name,
                        catalogue::all().flat_map(|rule| [rule.code, rule.name]),
                    )),
            ),
        }
    }
    severities
}

/// Puts together what the lint rules have found to be right.
fn assemble(
    spec: FrameworkSpec,
    order: Vec<usize>,
    register: Register,
    severity: IndexMap<&'static str, Severity>,
) -> Option<Framework> {
    let index = Index::new(&spec);
    let mut items: Vec<Item> = spec
        .nodes
        .iter()
        .enumerate()
        .map(|(number, node)| node_item(number, node, &index))
        .chain(
            spec.indicators
                .iter()
                .zip(spec.nodes.len()..)
                .map(|(indicator, number)| indicator_item(number, indicator, &index)),
        )
        .collect();
    for (id, children) in index.children().into_iter().enumerate() {
        for child in children {
            let (weight, scored) = (index.weight_of(&child), index.counts(&child));
            if let Some(item) = items.get_mut(child.item) {
                item.parents.push(ItemId::new(id));
            }
            if let Some(item) = items.get_mut(id) {
                item.children.push(Child { item: ItemId::new(child.item), weight, scored });
            }
        }
    }
    let by_code: HashMap<Code, ItemId> = items
        .iter()
        .enumerate()
        .map(|(index, item)| (item.code.clone(), ItemId::new(index)))
        .collect();
    let rankings = spec.rankings.clone().unwrap_or_else(|| default_rankings(&items));
    let rules = spec.rules.iter().filter_map(|rule| custom_rule(rule, &by_code)).collect();
    Some(Framework {
        items,
        by_code,
        order: order.into_iter().map(ItemId::new).collect(),
        rankings,
        register,
        rules,
        severity,
        hash: std::sync::OnceLock::new(),
        spec,
    })
}

fn custom_rule(rule: &RuleSpec, by_code: &HashMap<Code, ItemId>) -> Option<CustomRule> {
    let when = match &rule.when {
        Some(when) => Some(Expression::parse(when).ok()?),
        None => None,
    };
    Some(CustomRule {
        code: rule.code.clone(),
        over: rule.over,
        indicators: rule.indicators.iter().filter_map(|code| by_code.get(code).copied()).collect(),
        severity: rule.severity,
        message: rule.message.clone(),
        when,
        check: Expression::parse(&rule.check).ok()?,
    })
}

fn node_item(number: usize, node: &NodeSpec, index: &Index<'_>) -> Item {
    Item {
        code: node.code.clone(),
        name: node.name.clone(),
        kind: node.kind.clone(),
        points: node.points,
        scored: node.scored && node.points != Some(0.0),
        parents: Vec::new(),
        children: Vec::new(),
        scorer: node.scorer.clone().unwrap_or_default(),
        goalposts: node.goalposts,
        fit: index.holding(number, &node.fit, |d| &d.fit),
        body: Body::Node(Box::new(Node {
            view: node.view,
            aggregate: index.holding(number, &node.aggregate, |d| &d.aggregate),
            weights: index.holding(number, &node.weights, |d| &d.weights),
            formula: node.formula.as_ref().and_then(|formula| index.bind(formula).ok()).map(
                |(bound, slots)| BoundFormula {
                    bound,
                    slots: slots.into_iter().map(|(item, raw)| (ItemId::new(item), raw)).collect(),
                },
            ),
            missing: index.holding(number, &node.missing, |d| &d.missing),
            substitute: index.holding(number, &node.substitute, |d| &d.substitute),
            min_available: index.stated(number, &node.min_available, |d| &d.min_available).copied(),
            rounding: index.stated(number, &node.rounding, |d| &d.rounding).copied(),
            stated_count: node.stated_count,
        })),
    }
}

fn indicator_item(number: usize, indicator: &IndicatorSpec, index: &Index<'_>) -> Item {
    let scale = lint::scale_of(indicator);
    Item {
        code: indicator.code.clone(),
        name: indicator.name.clone(),
        kind: indicator.kind.clone(),
        points: indicator.points,
        scored: indicator.scored && indicator.points != Some(0.0),
        parents: Vec::new(),
        children: Vec::new(),
        scorer: index.holding(number, &indicator.scorer, |d| &d.scorer),
        goalposts: indicator.goalposts,
        fit: index.holding(number, &indicator.fit, |d| &d.fit),
        body: Body::Indicator(Box::new(Indicator {
            unit: indicator.unit.clone(),
            scale,
            range: indicator.range.unwrap_or_else(|| scale.range()),
            direction: indicator.direction,
            frequency: indicator.frequency,
            options: lint::options_of(indicator),
            required: indicator.required,
            plausible: index.holding(number, &indicator.plausible, |d| &d.plausible),
            total: indicator.total.clone(),
            baseline: indicator.baseline.clone(),
            targets: indicator.targets.clone(),
            preparation: lint::preparation_of(number, indicator, index),
        })),
    }
}

/// Every root that has a score of its own and is no view.
fn default_rankings(items: &[Item]) -> Vec<RankingSpec> {
    let ranked = |item: &&Item| {
        item.parents.is_empty()
            && match &item.body {
                Body::Node(node) => {
                    !node.view && (!item.children.is_empty() || node.formula.is_some())
                }
                Body::Indicator(indicator) => items.len() == 1 && indicator.scale != Scale::Status,
            }
    };
    items
        .iter()
        .filter(ranked)
        .map(|item| RankingSpec {
            node: item.code.clone(),
            on: BasedOn::default(),
            order: Order::default(),
            ties: Ties::default(),
            filter: IndexMap::new(),
            within: None,
            bands: Vec::new(),
        })
        .collect()
}

/// SHA-256 of the canonical form: the spec as compact JSON, tables merged, keys in format order.
pub(super) fn hash(spec: &FrameworkSpec) -> String {
    // A spec has nothing that JSON cannot write: maps with keys of text, and plain values.
    let canonical = serde_json::to_vec(spec).unwrap_or_default();
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(&canonical) {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}
