//! Rules about values that stand against each other: series, totals, layers, coverage.
//!
//! They are looked at when all files have been read, over the values that were accepted, in an
//! order that does not depend on that of the records. One rule, one file.

mod change;
mod constant;
mod coverage;
mod custom;
mod layers;
mod outlier;
mod table;
mod total;

pub(super) use table::{Cell, Origin, Table};

use crate::finding::Finding;
use crate::framework::spec::Over;
use crate::framework::{CustomRule, Framework, ItemId};

/// Whether a framework has any of these rules. Without them no value has to be kept.
pub(super) fn wanted(framework: &Framework) -> bool {
    let spec = framework.spec();
    let by_indicator = framework.indicators().any(|(_, _, indicator)| {
        indicator.total.is_some() || indicator.plausible != Default::default()
    });
    by_indicator
        || spec.coverage.is_some()
        || !spec.data.layers.is_empty()
        || framework.rules().iter().any(|rule| rule.over != Over::Row)
}

/// A finding, and what it is about.
pub(super) struct Found {
    /// The record.
    pub(super) origin: Option<Origin>,
    /// The indicator in whose column it is.
    pub(super) cell: Option<ItemId>,
    /// The rule of the framework that was broken.
    pub(super) rule: Option<String>,
    pub(super) finding: Finding,
}

impl Found {
    fn about(cell: &Cell, finding: Finding) -> Self {
        Self { origin: Some(cell.origin), cell: Some(cell.item), rule: None, finding }
    }

    fn nowhere(finding: Finding) -> Self {
        Self { origin: None, cell: None, rule: None, finding }
    }

    fn by_rule(rule: &CustomRule, origin: Origin, cell: Option<ItemId>, finding: Finding) -> Self {
        Self { origin: Some(origin), cell, rule: Some(rule.code.to_string()), finding }
    }
}

/// Applies all rules: what is found, in the order of files and records, then what is about no
/// record.
pub(super) fn check(table: &Table<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    change::check(table, &mut found);
    constant::check(table, &mut found);
    outlier::check(table, &mut found);
    total::check(table, &mut found);
    layers::check(table, &mut found);
    custom::check(table, &mut found);
    coverage::check(table, &mut found);
    found.sort_by_key(|found| (found.origin.is_none(), found.origin));
    found
}
