//! What data are held against: plausibility, totals, coverage, layers, rules of the framework.

#[cfg(test)]
mod tests;

use super::index::Written;
use super::{Linter, both, kinds, scale_of};
use crate::finding::{Finding, Findings, catalogue};
use crate::framework::rule::Expression;
use crate::framework::source::Path;
use crate::framework::spec::{IndicatorSpec, Over, PlausibleSpec, RuleSpec, Scale};
use crate::text::suggest;
use std::collections::HashMap;

pub(super) fn check(linter: &Linter<'_>, findings: &mut Findings) {
    let spec = linter.spec;
    for (path, defaults) in linter.defaults() {
        if let Some(plausible) = &defaults.plausible {
            plausibility(linter, plausible, &path.key("plausible"), findings);
        }
    }
    for item in 0..linter.index.len() {
        let Some(Written::Indicator(indicator)) = linter.index.item(item) else { continue };
        if let Some(plausible) = &indicator.plausible {
            plausibility(linter, plausible, &linter.path(item).key("plausible"), findings);
        }
        total(linter, item, indicator, findings);
    }
    if let Some(coverage) = &spec.coverage
        && !(0.0..=1.0).contains(&coverage.group_gap)
    {
        let path = Path::default().key("coverage").key("group_gap");
        findings.push(
            linter.wrong_at(
                &path,
                both("phải là một số từ 0 đến 1", "a number from 0 to 1 is needed"),
            ),
        );
    }
    for (number, layer) in spec.data.layers.iter().enumerate() {
        if spec.data.layers.iter().take(number).any(|earlier| earlier == layer) {
            let path = Path::default().key("data").key("layers").index(number);
            let detail = both("lớp này đã có ở trên", "the layer is listed already");
            findings.push(linter.wrong_at(&path, detail).value(layer.clone()));
        }
    }
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (number, written) in spec.rules.iter().enumerate() {
        let path = Path::default().key("rule").index(number);
        let earlier = *first.entry(written.code.as_str()).or_insert(number);
        if earlier != number {
            let first = Path::default().key("rule").index(earlier).key("code");
            findings.push(
                Linter::duplicate(written.code.as_str(), &linter.places.of(&first))
                    .at(linter.places.of(&path.key("code"))),
            );
            continue;
        }
        rule(linter, written, &path, findings);
    }
}

fn plausibility(
    linter: &Linter<'_>,
    plausible: &PlausibleSpec,
    path: &Path,
    findings: &mut Findings,
) {
    let limits = [
        ("change", plausible.change),
        ("step", plausible.step),
        ("outlier", plausible.outlier),
        ("outlier_among_units", plausible.outlier_among_units),
    ];
    for (key, limit) in limits {
        if limit.is_some_and(|limit| !limit.is_finite() || limit <= 0.0) {
            let detail = both("phải là một số lớn hơn 0", "a number above 0 is needed");
            findings.push(linter.wrong_at(&path.clone().key(key), detail));
        }
    }
    if plausible.constant.is_some_and(|count| count < 2) {
        let detail = both("phải từ 2 trở lên", "at least 2 is needed");
        findings.push(linter.wrong_at(&path.clone().key("constant"), detail));
    }
}

fn total(linter: &Linter<'_>, item: usize, indicator: &IndicatorSpec, findings: &mut Findings) {
    let Some(total) = &indicator.total else { return };
    let path = |number: usize| Path::default().key("total").key("of").index(number);
    if total.of.is_empty() {
        let detail = both("cần ít nhất một thành phần", "at least one part is needed");
        findings.push(linter.wrong(item, &["total", "of"], detail));
    }
    if !total.tolerance.is_finite() || total.tolerance < 0.0 {
        let detail = both("phải là một số không âm", "a number that is not negative is needed");
        findings.push(linter.wrong(item, &["total", "tolerance"], detail));
    }
    for (number, part) in total.of.iter().enumerate() {
        let part_item = linter.index.get(part.as_str()).and_then(|at| linter.index.item(at));
        match part_item {
            Some(Written::Indicator(part)) if part.code == indicator.code => {
                let detail = both("không thể là phần của chính nó", "cannot be a part of itself");
                findings.push(
                    linter.wrong(item, &["total", "of"], detail).value(part.code.to_string()),
                );
            }
            Some(Written::Indicator(part)) if !is_quantity(part) => {
                let detail = both("không phải là chỉ tiêu có giá trị số", "has no numeric value");
                findings.push(
                    linter.wrong(item, &["total", "of"], detail).value(part.code.to_string()),
                );
            }
            Some(Written::Indicator(_)) => {}
            _ => {
                let mut found = linter
                    .unknown_item(part.as_str())
                    .at(linter.below(item, path(number)))
                    .indicator(indicator.code.as_str());
                found.suggestion = found.suggestion.filter(|code| code != indicator.code.as_str());
                findings.push(found);
            }
        }
    }
}

fn is_quantity(indicator: &IndicatorSpec) -> bool {
    matches!(scale_of(indicator), Scale::Number | Scale::Ratio | Scale::Percent | Scale::Count)
}

fn rule(linter: &Linter<'_>, rule: &RuleSpec, path: &Path, findings: &mut Findings) {
    for (number, code) in rule.indicators.iter().enumerate() {
        let at = path.clone().key("indicators").index(number);
        let is_indicator = linter
            .index
            .get(code.as_str())
            .is_some_and(|at| matches!(linter.index.item(at), Some(Written::Indicator(_))));
        if !is_indicator {
            findings.push(linter.unknown_item(code.as_str()).at(linter.places.of(&at)));
        }
    }
    if rule.over == Over::Unit && !rule.indicators.is_empty() {
        let detail = both(
            "quy tắc theo đơn vị xét mọi chỉ tiêu cùng lúc; hãy dùng `values`",
            "a rule over a unit sees all indicators at once; use `values`",
        );
        findings.push(linter.wrong_at(&path.clone().key("indicators"), detail));
    }
    for (key, source) in [("when", rule.when.as_ref()), ("check", Some(&rule.check))] {
        let Some(source) = source else { continue };
        let path = path.clone().key(key);
        match Expression::parse(source) {
            Err(fault) => {
                let detail = both(
                    format!("biểu thức CEL không đúng: {fault}"),
                    format!("not an expression in CEL: {fault}"),
                );
                findings.push(linter.wrong_at(&path, detail).value(source.clone()));
            }
            Ok(expression) => names(linter, rule, &expression, &path, findings),
        }
    }
}

/// Every variable is one of those that the rule has, and every code that of an indicator.
fn names(
    linter: &Linter<'_>,
    rule: &RuleSpec,
    expression: &Expression,
    path: &Path,
    findings: &mut Findings,
) {
    let known = rule.over.variables();
    for name in expression.variables() {
        if !known.contains(&name.as_str()) {
            findings.push(
                Finding::new(&catalogue::UNKNOWN_REFERENCE)
                    .at(linter.places.of(path))
                    .value(name.clone())
                    .with("kind", kinds::VARIABLE)
                    .suggest_if(suggest(name, known.iter().copied())),
            );
        }
    }
    if rule.over == Over::Unit {
        for code in expression.values() {
            let found = linter.index.get(code).and_then(|item| linter.index.item(item));
            if !matches!(found, Some(Written::Indicator(_))) {
                findings.push(linter.unknown_item(code).at(linter.places.of(path)));
            }
        }
    }
}
