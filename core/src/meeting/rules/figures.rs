//! `MTG-808`, `809`: figures that are stated together.

use super::{Look, undetermined};
use crate::finding::{Finding, catalogue};
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

fn group(
    look: &Look<'_>,
    id: &str,
    path: &Path,
    (figures, about): (&[Figure], &[Ref]),
    found: &mut Vec<Finding>,
) {
    let mut parts: BTreeMap<&str, Option<Vec<f64>>> = BTreeMap::new();
    for figure in figures {
        if let Some(total) = &figure.part_of {
            let list = parts.entry(total).or_insert_with(|| Some(Vec::new()));
            match (list.as_mut(), value(figure)) {
                (Some(list), Some(value)) => list.push(value),
                // A part that is no number: the sum cannot be known.
                _ => *list = None,
            }
        }
    }
    for (total, values) in parts {
        let Some(sum) = values.map(|values| snap(number::sum(values))) else { continue };
        let stated = figures
            .iter()
            .enumerate()
            .find(|(_, figure)| figure.total_of.as_deref() == Some(total))
            .and_then(|(number, figure)| value(figure).map(|value| (number, value)));
        if let Some((number, stated)) = stated
            && compare(stated, sum).is_ne()
        {
            found.push(
                look.found(
                    &catalogue::FIGURES_TOTAL,
                    id,
                    &path.clone().key("figures").index(number),
                )
                .value(total)
                .with("stated", stated)
                .with("sum", sum),
            );
        }
        let counted = about.iter().find_map(|it| look.context.outside.and_then(|o| o.count(it)));
        if let Some(count) = counted
            && compare(f64::from(count), sum).is_ne()
        {
            found.push(undetermined(
                look.found(&catalogue::COUNTS_AGAINST_FRAMEWORK, id, &path.clone().key("figures"))
                    .value(total)
                    .with("stated", count.to_string())
                    .with("sum", sum),
            ));
        }
    }
}
