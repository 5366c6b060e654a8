//! Frameworks: what is measured, how it is scored, which levels can be reached.
//!
//! A [`FrameworkSpec`] is what a file says and may be wrong. A [`Framework`] is what becomes of a
//! spec that is right; there is no other way to make one, so the rooms that work with frameworks
//! never meet a wrong one. The [`format`](mod@format) of the file has a page of its own.

pub mod format;
pub mod spec;

mod compile;
mod item;
mod lint;
mod load;
mod outside;
mod read;
mod rule;
#[cfg(feature = "schema")]
pub(crate) mod schema;
#[cfg(feature = "csv")]
mod tables;
#[cfg(not(feature = "csv"))]
#[path = "tables/without_csv.rs"]
mod tables;

pub use item::{Body, Child, Indicator, Item, ItemId, Node, Preparation};
pub use load::{LoadError, Loaded};
pub use rule::CustomRule;
pub(crate) use rule::{Language, Truth, Variable};
#[cfg(feature = "schema")]
pub use schema::framework_schema;
pub use source::FileFormat;
#[cfg(feature = "csv")]
pub use tables::from_coinr;

use crate::finding::{Findings, Severity};
use crate::id::Code;
use crate::register::Register;
use crate::source;
use indexmap::IndexMap;
use spec::{FrameworkSpec, RankingSpec, SchemeSpec};
use std::collections::HashMap;

/// A framework that is right: a graph of nodes and indicators with all that is needed to check,
/// score and assess.
///
/// ```
/// use chuan::framework::{FileFormat, Framework};
///
/// let text = r#"
///     code = "demo"
///     title = "Demo"
///     [[node]]
///     code = "total"
///     aggregate = "sum"
///     [[indicator]]
///     code = "a"
///     parent = "total"
/// "#;
/// let framework = Framework::parse(text, FileFormat::Toml).unwrap();
/// assert_eq!(framework.items().len(), 2);
/// ```
#[derive(Debug, Clone)]
pub struct Framework {
    spec: FrameworkSpec,
    items: Vec<Item>,
    by_code: HashMap<Code, ItemId>,
    /// Children before parents.
    order: Vec<ItemId>,
    rankings: Vec<RankingSpec>,
    register: Register,
    rules: Vec<CustomRule>,
    severity: IndexMap<&'static str, Severity>,
    /// Made when it is asked for.
    hash: std::sync::OnceLock<String>,
}

impl Framework {
    /// Reads a framework from text.
    ///
    /// # Errors
    /// All findings, when one of them is an error.
    pub fn parse(text: &str, format: FileFormat) -> Result<Self, Findings> {
        let (framework, findings) = Self::check_text(text, format, None);
        framework.ok_or(findings)
    }

    /// Reads a framework from text and says everything that is wrong with it; the framework is
    /// there when none of the findings is an error. `file` is the name that findings give.
    pub fn check_text(
        text: &str,
        format: FileFormat,
        file: Option<&str>,
    ) -> (Option<Self>, Findings) {
        compile::from_text(text, format, file, None)
    }

    /// A framework of a spec that was made by a program.
    ///
    /// # Errors
    /// All findings, when one of them is an error.
    pub fn from_spec(spec: FrameworkSpec) -> Result<Self, Findings> {
        let places = source::Places::new(None, None);
        let (framework, findings) = compile::from_spec(spec, &places, None);
        framework.ok_or(findings)
    }

    /// What was written.
    pub fn spec(&self) -> &FrameworkSpec {
        &self.spec
    }

    /// Code and version, such as `dti 2022`.
    pub fn label(&self) -> String {
        match &self.spec.version {
            Some(version) => format!("{} {version}", self.spec.code),
            None => self.spec.code.to_string(),
        }
    }

    /// Nodes and indicators, in the order of the file, nodes first.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// A node or indicator.
    pub fn item(&self, id: ItemId) -> Option<&Item> {
        self.items.get(id.index())
    }

    /// The node or indicator with a code.
    pub fn find(&self, code: &str) -> Option<ItemId> {
        code.parse::<Code>().ok().and_then(|code| self.by_code.get(&code).copied())
    }

    /// All nodes and indicators, children before parents.
    pub fn order(&self) -> &[ItemId] {
        &self.order
    }

    /// Nodes and indicators with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (ItemId, &Item)> {
        self.items.iter().enumerate().map(|(index, item)| (ItemId::new(index), item))
    }

    /// The indicators with their numbers.
    pub fn indicators(&self) -> impl Iterator<Item = (ItemId, &Item, &Indicator)> {
        self.iter().filter_map(|(id, item)| item.indicator().map(|indicator| (id, item, indicator)))
    }

    /// Items that are part of no other: totals and views.
    pub fn roots(&self) -> impl Iterator<Item = (ItemId, &Item)> {
        self.iter().filter(|(_, item)| item.parents.is_empty())
    }

    /// What is ranked.
    pub fn rankings(&self) -> &[RankingSpec] {
        &self.rankings
    }

    /// Schemes of levels.
    pub fn schemes(&self) -> &[SchemeSpec] {
        &self.spec.schemes
    }

    /// Rules that the framework writes itself.
    pub fn rules(&self) -> &[CustomRule] {
        &self.rules
    }

    /// The units.
    pub fn register(&self) -> &Register {
        &self.register
    }

    /// The severity of a rule in this framework.
    pub fn severity_of(&self, rule: &crate::finding::Rule) -> Severity {
        self.severity.get(rule.code).copied().unwrap_or(rule.severity)
    }

    /// Findings with the severities of this framework.
    pub(crate) fn graded(&self, mut findings: Findings) -> Findings {
        for finding in findings.iter_mut() {
            finding.severity = self.severity_of(finding.rule());
        }
        // Collected anew, so that the counts by severity are right as well.
        findings.into_iter().collect()
    }

    /// SHA-256 of the framework in canonical form, tables included, in hexadecimal digits.
    pub fn hash(&self) -> &str {
        self.hash.get_or_init(|| compile::hash(&self.spec))
    }

    /// The indicators that count for the score of an item, itself where it is one, in file order.
    pub fn counted_below(&self, id: ItemId) -> Vec<ItemId> {
        let mut seen = vec![false; self.items.len()];
        let mut stack = vec![id];
        while let Some(at) = stack.pop() {
            let Some(seen) = seen.get_mut(at.index()).filter(|seen| !**seen) else { continue };
            *seen = true;
            let children = self.item(at).map(|item| item.children.as_slice()).unwrap_or_default();
            stack.extend(children.iter().filter(|child| child.scored).map(|child| child.item));
        }
        let indicators = self.indicators().map(|(id, ..)| id);
        indicators.filter(|id| seen.get(id.index()) == Some(&true)).collect()
    }

    /// The indicators that count for some node, and those that are scored for themselves.
    pub fn counted_indicators(&self) -> Vec<ItemId> {
        let counts = |id: ItemId, item: &Item| {
            let parents = item.parents.iter().filter_map(|parent| self.item(*parent));
            let counted = |parent: &Item| parent.children.iter().any(|c| c.item == id && c.scored);
            item.scored && (item.parents.is_empty() || parents.into_iter().any(counted))
        };
        self.indicators().filter(|(id, item, _)| counts(*id, item)).map(|(id, ..)| id).collect()
    }

    /// All indicators and nodes below a node, itself not included, each once, in file order.
    pub fn descendants(&self, id: ItemId) -> Vec<ItemId> {
        let mut seen = vec![false; self.items.len()];
        let mut stack = vec![id];
        while let Some(at) = stack.pop() {
            for child in self.item(at).map(|item| item.children.as_slice()).unwrap_or_default() {
                if let Some(seen) = seen.get_mut(child.item.index())
                    && !*seen
                {
                    *seen = true;
                    stack.push(child.item);
                }
            }
        }
        seen.iter()
            .enumerate()
            .filter(|(_, seen)| **seen)
            .map(|(index, _)| ItemId::new(index))
            .collect()
    }
}

#[cfg(test)]
#[cfg(feature = "yaml")]
mod tests;
