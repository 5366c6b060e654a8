//! `MTG-808`, `809`: figures that are stated together.

use super::{Look, undetermined};
use crate::finding::{Finding, Severity, both, catalogue};
use crate::meeting::Ref;
use crate::meeting::spec::Figure;
use crate::number::decimals::{compare, snap};
use crate::number::{self, NumberFormat};
use crate::source::Path;
use std::collections::BTreeMap;

pub(super) fn totals(look: &Look<'_>, found: &mut Vec<Finding>) {
    for at in &look.index.statements {
        group(look, at.part.id.as_str(), &at.path, (&at.part.figures, &at.part.about), found);
    }
    for at in &look.index.decisions {
        group(look, at.part.id.as_str(), &at.path, (&at.part.figures, &at.part.about), found);
    }
}

fn value(figure: &Figure) -> Option<f64> {
    number::parse(figure.value.trim(), NumberFormat::En).ok()
}

/// The parts of a total.
enum Parts {
    /// All of them numbers.
    Sum(Vec<f64>),
    /// None of them a number: they are listed, not counted.
    Listed(usize),
    /// Some of them are: neither their sum nor their number says anything.
    Mixed,
}

impl Parts {
    fn with(self, value: Option<f64>) -> Self {
        match (self, value) {
            (Self::Sum(mut values), Some(value)) => {
                values.push(value);
                Self::Sum(values)
            }
            (Self::Sum(values), None) if values.is_empty() => Self::Listed(1),
            (Self::Listed(count), None) => Self::Listed(count + 1),
            _ => Self::Mixed,
        }
    }
}

fn group(
    look: &Look<'_>,
    id: &str,
    path: &Path,
    (figures, about): (&[Figure], &[Ref]),
    found: &mut Vec<Finding>,
) {
    let mut parts: BTreeMap<&str, Parts> = BTreeMap::new();
    for figure in figures {
        if let Some(total) = &figure.part_of {
            let so_far = parts.remove(&**total).unwrap_or(Parts::Sum(Vec::new()));
            parts.insert(total, so_far.with(value(figure)));
        }
    }
    for (number, figure) in figures.iter().enumerate() {
        let Some(total) = figure.total_of.as_deref() else { continue };
        // Nothing is given as a part of it: then it may count what the statement is about.
        let of_kind = || about.iter().filter(|about| about.kind.as_str() == total).count();
        let (there, listed) = match parts.get(total) {
            Some(Parts::Sum(values)) => (snap(number::sum(values.iter().copied())), false),
            Some(Parts::Listed(count)) => (*count as f64, true),
            Some(Parts::Mixed) => continue,
            None if of_kind() > 0 => (of_kind() as f64, true),
            None => continue,
        };
        let Some(stated) = value(figure).filter(|stated| compare(*stated, there).is_ne()) else {
            continue;
        };
        let (detail, severity) = match listed {
            false => (both("các phần cộng lại là", "its parts add up to"), Severity::Error),
            // A list may name less than there is.
            true => (both("số mục liệt kê là", "the items listed are"), Severity::Warning),
        };
        let path = path.clone().key("figures").index(number);
        found.push(
            look.found(&catalogue::FIGURES_TOTAL, id, &path)
                .severity(severity)
                .value(total)
                .with("stated", stated)
                .with("detail", detail)
                .with("sum", there),
        );
    }
    let counted = about.iter().find_map(|it| look.context.outside.and_then(|o| o.count(it)));
    let Some(count) = counted else { return };
    for (total, values) in &parts {
        let Parts::Sum(values) = values else { continue };
        let sum = snap(number::sum(values.iter().copied()));
        if compare(f64::from(count), sum).is_ne() {
            found.push(undetermined(
                look.found(&catalogue::COUNTS_AGAINST_FRAMEWORK, id, &path.clone().key("figures"))
                    .value(*total)
                    .with("stated", count.to_string())
                    .with("sum", sum),
            ));
        }
    }
}
