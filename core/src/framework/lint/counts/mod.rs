//! Stated numbers of indicators and of items against those that are listed.

#[cfg(test)]
mod tests;

use super::Linter;
use super::index::Written;
use crate::finding::{Finding, Findings, catalogue};

pub(super) fn check(linter: &Linter<'_>, findings: &mut Findings) {
    for item in 0..linter.index.len() {
        let (stated, listed) = match linter.index.item(item) {
            Some(Written::Node(node)) => (node.stated_count, below(linter, item)),
            Some(Written::Indicator(indicator)) => {
                let listed = indicator.items.len() as u64;
                (indicator.stated_count, (listed > 0).then_some(listed))
            }
            None => continue,
        };
        if let (Some(stated), Some(listed)) = (stated.map(u64::from), listed)
            && stated != listed
        {
            findings.push(
                Finding::new(&catalogue::COUNT_MISMATCH)
                    .at(linter.at(item, &["stated_count"]))
                    .indicator(linter.index.code(item))
                    .value(stated.to_string())
                    .with("stated", stated)
                    .with("listed", listed),
            );
        }
    }
}

/// How many indicators there are below a node: as its child nodes state, where all of them do,
/// else as they are listed. `None` where that cannot be said.
fn below(linter: &Linter<'_>, node: usize) -> Option<u64> {
    let mut stated = 0;
    let mut nodes = 0;
    let mut silent = 0;
    for child in linter.children(node) {
        match linter.index.item(child.item) {
            Some(Written::Node(child)) => {
                nodes += 1;
                match child.stated_count {
                    Some(count) => stated += u64::from(count),
                    None => silent += 1,
                }
            }
            Some(Written::Indicator(_)) => stated += 1,
            None => {}
        }
    }
    if nodes > 0 && silent == 0 {
        return Some(stated);
    }
    // Some child nodes only state their number, and the list of the others may not be complete.
    if silent < nodes {
        return None;
    }
    let listed = listed(linter, node);
    (listed > 0).then_some(listed)
}

/// The indicators listed below a node, each once.
fn listed(linter: &Linter<'_>, node: usize) -> u64 {
    let mut seen = vec![false; linter.index.len()];
    let mut stack = vec![node];
    let mut count = 0;
    while let Some(at) = stack.pop() {
        for child in linter.children(at) {
            let Some(seen) = seen.get_mut(child.item).filter(|seen| !**seen) else { continue };
            *seen = true;
            match linter.index.item(child.item) {
                Some(Written::Indicator(_)) => count += 1,
                _ => stack.push(child.item),
            }
        }
    }
    count
}
