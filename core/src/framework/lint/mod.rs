//! Lint rules `FWK-`: everything that can be wrong with a framework, with its place.

mod checks;
mod combinations;
mod counts;
mod index;
pub(super) mod kinds;
mod levels;
mod steps;
mod structure;
mod targets;
#[cfg(test)]
mod testing;
mod values;
mod weights;

pub(super) use index::Index;
use index::{Written, WrittenChild};

use super::item::Preparation;
use super::source::{Path, Places};
use super::spec::{CriterionStatus, Defaults, FrameworkSpec, IndicatorSpec, OptionSpec, Scale};
pub(super) use crate::finding::both;
use crate::finding::{Argument, Finding, Findings, Place, catalogue};
use crate::id::Code;
use crate::number::{self, NumberFormat};
use crate::recipe::{Aggregate, ChangeMeasure, Interval};
use crate::text::Lang;
use std::sync::Arc;

/// Indicators that stand in a table beside the framework file.
#[derive(Clone, Copy)]
pub(super) struct Rows<'a> {
    /// How many indicators stand in the framework file itself; the others stand in the table.
    pub(super) own: usize,
    /// Where the others stand.
    pub(super) places: &'a [Place],
    /// The headers of the table, by the dotted path of the key that a column stands for.
    pub(super) columns: &'a [(String, Arc<str>)],
}

/// A spec with all that the rules need to look at it.
pub(super) struct Linter<'a> {
    spec: &'a FrameworkSpec,
    places: &'a Places,
    rows: Rows<'a>,
    index: Index<'a>,
    /// The children of every item.
    children: Vec<Vec<WrittenChild>>,
    /// All items, what they are computed from before them; empty when there is no such order.
    order: Vec<usize>,
}

impl<'a> Linter<'a> {
    pub(super) fn new(spec: &'a FrameworkSpec, places: &'a Places, rows: Rows<'a>) -> Self {
        let index = Index::new(spec);
        let children = index.children();
        Self { spec, places, rows, index, children, order: Vec::new() }
    }

    /// Runs all rules. The order of evaluation, children first, where there is one.
    pub(super) fn run(mut self, findings: &mut Findings) -> Option<Vec<usize>> {
        if self.spec.format != 1 {
            findings.push(
                self.wrong_at(
                    &Path::default().key("format"),
                    both(
                        "phiên bản Chuan này đọc format 1",
                        "this version of Chuan reads format 1",
                    ),
                )
                .value(self.spec.format.to_string()),
            );
        }
        let order = structure::check(&self, findings);
        self.order = order.clone().unwrap_or_default();
        weights::check(&self, findings);
        combinations::check(&self, findings);
        steps::check(&self, findings);
        values::check(&self, findings);
        targets::check(&self, findings);
        counts::check(&self, findings);
        levels::check(&self, findings);
        checks::check(&self, findings);
        order
    }

    /// The place of a key of the framework itself.
    fn at_root(&self, key: &str) -> Place {
        self.places.of(&Path::default().key(key))
    }

    /// The path of a node or indicator: `item` counts nodes first, then indicators.
    fn path(&self, item: usize) -> Path {
        match item.checked_sub(self.spec.nodes.len()) {
            None => Path::default().key("node").index(item),
            Some(number) => Path::default().key("indicator").index(number),
        }
    }

    /// The place of a value of a node or indicator.
    fn at(&self, item: usize, keys: &[&str]) -> Place {
        self.below(item, keys.iter().fold(Path::default(), |path, key| path.key(key)))
    }

    /// The place of a value of a node or indicator, by its path from there.
    fn below(&self, item: usize, rest: Path) -> Place {
        let row = item
            .checked_sub(self.spec.nodes.len())
            .and_then(|number| number.checked_sub(self.rows.own));
        if let Some(row) = row {
            let mut place = self.rows.places.get(row).cloned().unwrap_or_default();
            let path = rest.to_string();
            let header = self.rows.columns.iter().find(|(key, _)| {
                path.strip_prefix(key.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
            });
            place.column = header.map(|(_, header)| header.clone());
            return place;
        }
        let mut path = self.path(item);
        path.0.extend(rest.0);
        self.places.of(&path)
    }

    /// A value of a node or indicator that cannot be what is meant.
    fn wrong(&self, item: usize, keys: &[&str], detail: Argument) -> Finding {
        let path = keys.iter().fold(self.path(item), |path, key| path.key(key));
        Finding::new(&catalogue::WRONG_VALUE)
            .at(self.at(item, keys))
            .indicator(self.index.code(item))
            .with("path", path.to_string())
            .with("detail", detail)
    }

    /// A value that cannot be what is meant, anywhere in the framework file.
    fn wrong_at(&self, path: &Path, detail: Argument) -> Finding {
        Finding::new(&catalogue::WRONG_VALUE)
            .at(self.places.of(path))
            .with("path", path.to_string())
            .with("detail", detail)
    }

    /// A node or indicator lacks a key.
    fn missing(&self, item: usize, rest: Path, key: &str) -> Finding {
        let mut path = self.path(item);
        path.0.extend(rest.0.iter().cloned());
        Finding::new(&catalogue::MISSING_KEY)
            .at(self.below(item, rest))
            .indicator(self.index.code(item))
            .with("path", path.to_string())
            .with("key", key)
    }

    /// A reference to no node and no indicator.
    fn unknown_item(&self, code: &str) -> Finding {
        Finding::new(&catalogue::UNKNOWN_REFERENCE)
            .value(code)
            .with("kind", kinds::ITEM)
            .suggest_if(crate::text::suggest(code, self.index.codes()))
    }

    /// A code that stands a second time.
    fn duplicate(code: &str, first: &Place) -> Finding {
        let line = first.line.map_or_else(|| "?".to_owned(), |line| line.to_string());
        Finding::new(&catalogue::DUPLICATE_CODE).value(code).with("first", line)
    }

    /// The children of an item.
    fn children(&self, item: usize) -> &[WrittenChild] {
        self.children.get(item).map(Vec::as_slice).unwrap_or_default()
    }

    /// The children of an item that count.
    fn counting(&self, item: usize) -> impl Iterator<Item = &WrittenChild> {
        self.children(item).iter().filter(|child| self.index.counts(child))
    }

    /// How a node is made from its children; `None` for indicators and for nodes with a formula.
    fn aggregation(&self, item: usize) -> Option<Aggregate> {
        match self.index.item(item)? {
            Written::Node(node) if node.formula.is_none() => {
                Some(self.index.holding(item, &node.aggregate, |d| &d.aggregate))
            }
            _ => None,
        }
    }

    /// What is written to hold for others: for all, and for what is below a node.
    fn defaults(&self) -> impl Iterator<Item = (Path, &'a Defaults)> {
        let nodes = self.spec.nodes.iter().enumerate();
        let of_nodes = nodes.filter_map(|(number, node)| {
            let path = Path::default().key("node").index(number).key("defaults");
            Some((path, node.defaults.as_deref()?))
        });
        std::iter::once((Path::default().key("defaults"), &self.spec.defaults)).chain(of_nodes)
    }

    /// Whether items are part of another: by being its child or by standing in its formula.
    fn used(&self) -> Vec<bool> {
        let mut used = vec![false; self.index.len()];
        let references = (self.spec.nodes.iter())
            .filter_map(|node| node.formula.as_ref())
            .flat_map(|formula| formula.references())
            .filter_map(|reference| self.index.get(reference.code));
        let children = self.children.iter().flatten().map(|child| child.item);
        for item in children.chain(references) {
            if let Some(used) = used.get_mut(item) {
                *used = true;
            }
        }
        used
    }
}

/// A number as Vietnamese and as English messages write it.
fn written(number: f64) -> (String, String) {
    (number::format(number, None, NumberFormat::Vi), number::format(number, None, NumberFormat::En))
}

/// The lower end of an interval, for a message.
fn low_end(end: Option<f64>) -> Argument {
    end.map_or_else(|| "-∞".into(), Argument::Number)
}

/// The upper end of an interval, for a message.
fn high_end(end: Option<f64>) -> Argument {
    end.map_or_else(|| "∞".into(), Argument::Number)
}

/// The values that an indicator can have: as stated, or by its scale.
fn range_of(indicator: &IndicatorSpec) -> Interval {
    indicator.range.unwrap_or_else(|| scale_of(indicator).range())
}

/// The scale of an indicator: as stated, or percent where the unit of measure says so.
pub(super) fn scale_of(indicator: &IndicatorSpec) -> Scale {
    let percent = || {
        indicator.unit.as_ref().is_some_and(|unit| {
            [unit.get(Lang::En), unit.get(Lang::Vi)]
                .iter()
                .any(|name| matches!(name.to_lowercase().as_str(), "%" | "percent" | "phần trăm"))
        })
    };
    if indicator.scale == Scale::Number && percent() { Scale::Percent } else { indicator.scale }
}

/// What is done to the values of an indicator: as it says, or as the defaults say.
pub(super) fn preparation_of(
    item: usize,
    indicator: &IndicatorSpec,
    index: &Index<'_>,
) -> Preparation {
    // What holds for all numbers is not meant for words, nor for what is only shown.
    let exempt = scale_of(indicator).is_worded() || !indicator.scored;
    let growth = index.stated(item, &indicator.growth, |d| if exempt { &None } else { &d.growth });
    Preparation {
        denominate: index
            .holding(item, &indicator.denominate, |d| if exempt { &None } else { &d.denominate }),
        impute: index.holding(item, &indicator.impute, |d| if exempt { &None } else { &d.impute }),
        growth: growth.filter(|change| change.measure != ChangeMeasure::None).cloned(),
        treat: index.holding(item, &indicator.treat, |d| if exempt { &None } else { &d.treat }),
        treat_fit: index.holding(item, &indicator.treat_fit, |d| &d.treat_fit),
    }
}

/// The closed list of answers; that of a status is the same everywhere.
pub(super) fn options_of(indicator: &IndicatorSpec) -> Vec<OptionSpec> {
    if indicator.scale != Scale::Status || !indicator.options.is_empty() {
        return indicator.options.clone();
    }
    let codes = CriterionStatus::ALL.into_iter().filter_map(|status| Code::new(status.name()).ok());
    codes.map(|code| OptionSpec { code, name: None, points: None }).collect()
}
