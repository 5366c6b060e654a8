//! Codes, references and the shape of the graph.

use super::index::Written;
use super::{Linter, both, kinds};
use crate::finding::{Finding, Findings, catalogue};
use crate::framework::source::Path;
use crate::recipe::{Denomination, Imputation};
use std::collections::HashMap;

/// Checks the graph. The order of evaluation, children first, where there is one.
pub(super) fn check(linter: &Linter<'_>, findings: &mut Findings) -> Option<Vec<usize>> {
    duplicates(linter, findings);
    references(linter, findings);
    let edges = dependencies(linter, findings);
    let order = order(linter, &edges, findings);
    shape(linter, findings);
    if order.is_some() {
        double_counting(linter, findings);
    }
    order
}

fn duplicates(linter: &Linter<'_>, findings: &mut Findings) {
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (number, code) in linter.index.codes().enumerate() {
        match first.get(code) {
            None => {
                first.insert(code, number);
            }
            Some(earlier) => {
                let first = linter.at(*earlier, &["code"]);
                findings.push(Linter::duplicate(code, &first).at(linter.at(number, &["code"])));
            }
        }
    }
}

fn references(linter: &Linter<'_>, findings: &mut Findings) {
    for number in 0..linter.index.len() {
        if let Some(parent) = linter.index.parent(number) {
            match linter.index.get(parent).and_then(|parent| linter.index.item(parent)) {
                Some(Written::Node(_)) => {}
                Some(Written::Indicator(_)) => findings.push(
                    Finding::new(&catalogue::UNKNOWN_REFERENCE)
                        .at(linter.at(number, &["parent"]))
                        .value(parent)
                        .with("kind", kinds::NODE),
                ),
                None => {
                    findings.push(linter.unknown_item(parent).at(linter.at(number, &["parent"])));
                }
            }
        }
    }
    for (number, node) in linter.spec.nodes.iter().enumerate() {
        for (place, child) in node.children.iter().enumerate() {
            let path =
                |place| Path::default().key("node").index(number).key("children").index(place);
            let earlier = node.children.iter().take(place).position(|one| one.code == child.code);
            if let Some(earlier) = earlier {
                let first = linter.places.of(&path(earlier));
                findings.push(
                    Linter::duplicate(child.code.as_str(), &first)
                        .at(linter.places.of(&path(place))),
                );
            }
            if linter.index.get(child.code.as_str()).is_none() {
                findings.push(
                    linter.unknown_item(child.code.as_str()).at(linter.places.of(&path(place))),
                );
            }
        }
    }
    for (number, ranking) in linter.spec.rankings.iter().flatten().enumerate() {
        if linter.index.get(ranking.node.as_str()).is_none() {
            let path = Path::default().key("ranking").index(number).key("node");
            findings.push(linter.unknown_item(ranking.node.as_str()).at(linter.places.of(&path)));
        }
    }
}

/// What every item needs before it can be computed: its children and the items of its formula.
fn dependencies(linter: &Linter<'_>, findings: &mut Findings) -> Vec<Vec<usize>> {
    let mut edges: Vec<Vec<usize>> = linter
        .children
        .iter()
        .map(|children| children.iter().map(|child| child.item).collect())
        .collect();
    for (number, node) in linter.spec.nodes.iter().enumerate() {
        let Some(formula) = &node.formula else { continue };
        let mut whole = true;
        for reference in formula.references() {
            match linter.index.get(reference.code) {
                Some(item) => {
                    if let Some(list) = edges.get_mut(number) {
                        list.push(item);
                    }
                }
                None => {
                    whole = false;
                    findings.push(
                        linter.unknown_item(reference.code).at(linter.at(number, &["formula"])),
                    );
                }
            }
        }
        if let (true, Err(error)) = (whole, linter.index.bind(formula)) {
            findings.push(
                Finding::new(&catalogue::FORMULA)
                    .at(linter.at(number, &["formula"]))
                    .indicator(node.code.as_str())
                    .with("detail", both(error.message_vi(), error.message_en())),
            );
        }
    }
    edges
}

/// Children before parents, in the order of the file where the graph leaves a choice.
fn order(linter: &Linter<'_>, edges: &[Vec<usize>], findings: &mut Findings) -> Option<Vec<usize>> {
    const NEW: u8 = 0;
    const OPEN: u8 = 1;
    const DONE: u8 = 2;
    let mut state = vec![NEW; edges.len()];
    let mut order = Vec::with_capacity(edges.len());
    let mut acyclic = true;
    for start in 0..edges.len() {
        if state.get(start) != Some(&NEW) {
            continue;
        }
        // An explicit stack: a hostile chain of a million nodes must not overflow ours.
        let mut stack: Vec<(usize, usize)> = vec![(start, 0)];
        mark(&mut state, start, OPEN);
        while let Some((at, next)) = stack.last_mut() {
            let (at, child) = (*at, edges.get(*at).and_then(|list| list.get(*next)).copied());
            *next += 1;
            match child {
                None => {
                    mark(&mut state, at, DONE);
                    order.push(at);
                    stack.pop();
                }
                Some(child) => match state.get(child).copied() {
                    Some(NEW) => {
                        mark(&mut state, child, OPEN);
                        stack.push((child, 0));
                    }
                    Some(OPEN) => {
                        acyclic = false;
                        findings.push(cycle(linter, &stack, child));
                    }
                    _ => {}
                },
            }
        }
    }
    acyclic.then_some(order)
}

fn mark(state: &mut [u8], item: usize, mark: u8) {
    if let Some(state) = state.get_mut(item) {
        *state = mark;
    }
}

fn cycle(linter: &Linter<'_>, stack: &[(usize, usize)], to: usize) -> Finding {
    let from = stack.iter().position(|(item, _)| *item == to).unwrap_or(0);
    let mut codes: Vec<&str> =
        stack.iter().skip(from).map(|(item, _)| linter.index.code(*item)).collect();
    codes.push(linter.index.code(to));
    Finding::new(&catalogue::CYCLE)
        .at(linter.at(to, &["code"]))
        .indicator(linter.index.code(to))
        .with("cycle", codes.join(" → "))
}

/// Nodes that are part of nothing, and nodes with nothing in them.
fn shape(linter: &Linter<'_>, findings: &mut Findings) {
    let children = &linter.children;
    let used = linter.used();
    let named = named_elsewhere(linter);
    for number in 0..linter.index.len() {
        let alone = used.get(number) == Some(&false);
        let empty = children.get(number).is_none_or(Vec::is_empty);
        let at = || linter.at(number, &["code"]);
        let code = linter.index.code(number);
        match linter.index.item(number) {
            Some(Written::Node(node)) if empty && node.formula.is_none() => {
                if alone && linter.index.parent(number).is_none() && !named.contains(&code) {
                    findings.push(Finding::new(&catalogue::ORPHAN_NODE).at(at()).indicator(code));
                } else if node.stated_count.is_none() && linter.index.is_scored(number) {
                    findings.push(Finding::new(&catalogue::EMPTY_NODE).at(at()).indicator(code));
                }
            }
            Some(Written::Indicator(indicator))
                if alone
                    && indicator.scored
                    && linter.index.len() > 1
                    && linter.index.parent(number).is_none()
                    && !named.contains(&code) =>
            {
                findings.push(Finding::new(&catalogue::ORPHAN_NODE).at(at()).indicator(code));
            }
            _ => {}
        }
    }
}

/// Codes that rankings and schemes name: those items are part of something after all.
fn named_elsewhere<'a>(linter: &Linter<'a>) -> Vec<&'a str> {
    fn in_requirement<'a>(
        requirement: &'a crate::framework::spec::Requirement,
        codes: &mut Vec<&'a str>,
    ) {
        let subjects = requirement.criterion.iter().chain(&requirement.all_criteria);
        codes.extend(subjects.map(crate::id::Code::as_str));
        let parts = requirement.all.iter().chain(&requirement.any);
        for part in parts.chain(requirement.not.as_deref()) {
            in_requirement(part, codes);
        }
    }
    let rankings = linter.spec.rankings.iter().flatten().map(|ranking| ranking.node.as_str());
    let schemes = linter.spec.schemes.iter();
    let mut codes: Vec<&str> = rankings
        .chain(schemes.clone().filter_map(|scheme| scheme.node.as_ref()).map(|code| code.as_str()))
        .collect();
    codes.extend(needed_by_steps(linter));
    for requirement in schemes.flat_map(|scheme| &scheme.levels).flat_map(|l| &l.requirements) {
        in_requirement(requirement, &mut codes);
    }
    codes
}

/// Codes of indicators that others are divided by or filled from, and of what screening measures.
fn needed_by_steps<'a>(linter: &Linter<'a>) -> impl Iterator<Item = &'a str> {
    let indicators = &linter.spec.indicators;
    let default = || linter.defaults().map(|(_, defaults)| defaults);
    let divisors = indicators.iter().map(|i| &i.denominate).chain(default().map(|d| &d.denominate));
    let divisors = divisors.filter_map(|denomination| match denomination {
        Some(Denomination::Ratio { denominator, .. }) => Some(denominator.as_str()),
        _ => None,
    });
    let fillers = indicators.iter().map(|i| &i.impute).chain(default().map(|d| &d.impute));
    let predictors = fillers.flat_map(|imputation| match imputation {
        Some(Imputation::Regression { predictors }) => predictors.as_slice(),
        _ => &[],
    });
    let screen = linter.spec.screen.iter();
    let measures = screen.flat_map(|screen| &screen.measures).map(|measure| measure.of.as_str());
    divisors.chain(predictors.map(crate::id::Code::as_str)).chain(measures)
}

/// An item that reaches a root along two ways, none of which ends in a view, counts twice there.
fn double_counting(linter: &Linter<'_>, findings: &mut Findings) {
    let children = &linter.children;
    let has_parent: Vec<bool> = {
        let mut has = vec![false; children.len()];
        for child in children.iter().flatten() {
            if let Some(has) = has.get_mut(child.item) {
                *has = true;
            }
        }
        has
    };
    for (root, node) in linter.spec.nodes.iter().enumerate() {
        if has_parent.get(root) == Some(&true) || node.view {
            continue;
        }
        let mut ways = vec![0u8; children.len()];
        let mut stack = vec![root];
        while let Some(at) = stack.pop() {
            for child in children.get(at).into_iter().flatten() {
                let is_view = matches!(
                    linter.index.item(child.item),
                    Some(Written::Node(node)) if node.view
                );
                if is_view || !linter.index.counts(child) {
                    continue;
                }
                let Some(ways) = ways.get_mut(child.item) else { continue };
                *ways = ways.saturating_add(1);
                match *ways {
                    1 => stack.push(child.item),
                    2 => findings.push(
                        Finding::new(&catalogue::DOUBLE_COUNTING)
                            .at(linter.at(child.item, &["code"]))
                            .indicator(linter.index.code(child.item))
                            .with("root", node.code.as_str()),
                    ),
                    _ => {}
                }
            }
        }
    }
}
