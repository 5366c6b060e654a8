//! `OBS-701`, `OBS-702`: rules that the framework writes itself.

use crate::finding::{Argument, Finding, both, catalogue};
use crate::framework::spec::Over;
use crate::framework::{CustomRule, Framework, Language, Truth, Variable};
use crate::register::Unit;

/// The attributes of a unit, for an expression.
pub(super) struct Attributes<'u>(Vec<(&'u str, &'u str)>);

impl<'u> Attributes<'u> {
    pub(super) fn of(unit: &'u Unit) -> Self {
        let named = ["kind", "list"]
            .into_iter()
            .filter_map(|name| unit.attribute(name).map(|value| (name, value)));
        let others = unit.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        Self(named.chain(others).collect())
    }

    pub(super) fn variable(&self) -> Variable<'u> {
        Variable::TextByName(self.0.clone())
    }
}

/// What a rule over one value sees.
pub(super) struct Row<'r> {
    pub(super) unit: &'r Unit,
    pub(super) item: crate::framework::ItemId,
    pub(super) indicator: &'r str,
    pub(super) period: Option<crate::period::Period>,
    pub(super) value: f64,
    pub(super) layer: &'r str,
    /// The other columns of the record that are known, by their name.
    pub(super) fields: Vec<(&'r str, &'r str)>,
}

/// Whether a framework has rules over single values.
pub(super) fn over_rows(framework: &Framework) -> bool {
    framework.rules().iter().any(|rule| rule.over == Over::Row)
}

/// All rules over single values, applied to one.
pub(super) fn judge_row<'f>(
    framework: &'f Framework,
    language: &Language,
    row: &Row<'_>,
) -> Vec<(&'f CustomRule, Finding)> {
    let period = row.period.map(|period| period.to_string());
    let year = row.period.map(|period| i64::from(period.year()));
    let attributes = Attributes::of(row.unit);
    let scope = [
        ("unit", Variable::Text(row.unit.code.as_str())),
        ("attributes", attributes.variable()),
        ("indicator", Variable::Text(row.indicator)),
        ("period", period.as_deref().map_or(Variable::Absent, Variable::Text)),
        ("year", year.map_or(Variable::Absent, Variable::Whole)),
        ("value", Variable::Number(row.value)),
        ("layer", Variable::Text(row.layer)),
        ("fields", Variable::TextByName(row.fields.clone())),
    ];
    let rules = framework.rules().iter();
    rules
        .filter(|rule| rule.over == Over::Row && rule.is_about(row.item))
        .filter_map(|rule| Some((rule, report(rule, &rule.judge(language, &scope))?)))
        .collect()
}

/// The finding about a rule that does not hold, with the severity that the rule has.
pub(super) fn report(rule: &CustomRule, truth: &Truth) -> Option<Finding> {
    let code = rule.code.as_str();
    match truth {
        // A value that is not there breaks no rule; what has to be there is said by the coverage.
        Truth::Holds | Truth::Undetermined => None,
        Truth::Broken => {
            let says = rule.message.clone().map_or_else(|| condition(rule), Argument::Local);
            let mut finding =
                Finding::new(&catalogue::CUSTOM_RULE).with("rule", code).with("says", says);
            finding.severity = rule.severity;
            Some(finding)
        }
        Truth::Failed(detail) => Some(
            Finding::new(&catalogue::CUSTOM_RULE_FAILED)
                .with("rule", code)
                .with("detail", detail.as_str()),
        ),
    }
}

fn condition(rule: &CustomRule) -> Argument {
    let written = rule.condition();
    both(format!("không thỏa `{written}`"), format!("`{written}` does not hold"))
}
