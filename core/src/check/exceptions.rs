//! Justified exceptions: a record may say that a rule does not apply to it, and why.
//!
//! Only suspicions and rules of the framework can be set aside, and only with a reason. Nothing
//! disappears: the finding becomes a piece of information that carries the reason.

use super::series::Origin;
use crate::finding::{Finding, Severity, both, catalogue};
use crate::framework::Framework;
use std::collections::HashMap;
use std::sync::Arc;

/// The rules that a record may set aside, beside those that the framework writes itself.
const EXCUSABLE: [&crate::finding::Rule; 5] = [
    &catalogue::IMPLAUSIBLE_CHANGE,
    &catalogue::REPEATED_VALUE,
    &catalogue::OUTLIER,
    &catalogue::TOTAL_MISMATCH,
    &catalogue::LAYER_SKIPPED,
];

/// One rule that is set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Exception {
    /// Code in the catalogue, or that of a rule of the framework.
    rule: String,
    reason: String,
}

/// The exceptions of all records that have any.
#[derive(Debug, Default)]
pub(super) struct Exceptions {
    by_record: HashMap<(u32, u64), Arc<[Exception]>>,
}

impl Exceptions {
    pub(super) fn note(&mut self, file: u32, record: u64, exceptions: Vec<Exception>) {
        if !exceptions.is_empty() {
            self.by_record.insert((file, record), exceptions.into());
        }
    }

    pub(super) fn of(&self, file: u32, record: u64) -> &[Exception] {
        self.by_record.get(&(file, record)).map_or(&[], |list| list)
    }

    pub(super) fn at(&self, origin: Origin) -> &[Exception] {
        self.of(origin.file, origin.record)
    }
}

/// The exceptions that a cell lists, `RULE: reason; RULE: reason`, and what is wrong with it.
pub(super) fn read(written: &str, framework: &Framework) -> (Vec<Exception>, Vec<Finding>) {
    let mut exceptions = Vec::new();
    let mut findings = Vec::new();
    for part in written.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let (name, reason) = part.split_once(':').unwrap_or((part, ""));
        let (name, reason) = (name.trim(), reason.trim());
        let detail = match rule_of(name, framework) {
            Ok(_) if reason.is_empty() => both("không nêu lý do", "no reason is given"),
            Ok(rule) => {
                exceptions.push(Exception { rule, reason: reason.to_owned() });
                continue;
            }
            Err(true) => both("quy tắc này không được bỏ qua", "this rule cannot be set aside"),
            Err(false) => both("không có quy tắc này", "there is no such rule"),
        };
        findings.push(Finding::new(&catalogue::BAD_EXCEPTION).value(part).with("detail", detail));
    }
    (exceptions, findings)
}

/// The code of a rule that may be set aside; otherwise whether there is such a rule at all.
fn rule_of(name: &str, framework: &Framework) -> Result<String, bool> {
    if let Some(rule) = framework.rules().iter().find(|rule| rule.code.as_str() == name) {
        return Ok(rule.code.to_string());
    }
    match catalogue::find(name) {
        Some(rule) if EXCUSABLE.contains(&rule) => Ok(rule.code.to_owned()),
        Some(_) => Err(true),
        None => Err(false),
    }
}

/// The finding, or what becomes of it when its record sets the rule aside. `rule` is the code of
/// the rule of the framework that it is about, if any.
pub(super) fn weigh(finding: Finding, rule: Option<&str>, exceptions: &[Exception]) -> Finding {
    let code = rule.unwrap_or(finding.code());
    let Some(exception) = exceptions.iter().find(|exception| exception.rule == code) else {
        return finding;
    };
    let mut excepted = Finding::new(&catalogue::EXCEPTED)
        .with("rule", exception.rule.as_str())
        .with("reason", exception.reason.as_str());
    excepted.severity = Severity::Info;
    excepted.place = finding.place;
    (excepted.unit, excepted.indicator) = (finding.unit, finding.indicator);
    (excepted.period, excepted.value) = (finding.period, finding.value);
    excepted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::FileFormat;

    #[test]
    fn a_list_is_read_part_by_part() {
        let text =
            "code='t'\ntitle='T'\n[[indicator]]\ncode='a'\n[[rule]]\ncode='own'\ncheck='true'";
        let framework = Framework::parse(text, FileFormat::Toml).unwrap();
        let (exceptions, findings) =
            read(" outlier: a: b ; own:c;; OBS-411 ;OBS-101: x; OBS-000: y", &framework);
        let rules: Vec<_> =
            exceptions.iter().map(|e| (e.rule.as_str(), e.reason.as_str())).collect();
        assert_eq!(rules, [("OBS-413", "a: b"), ("own", "c")]);
        let wrong: Vec<_> = findings.iter().filter_map(|f| f.value.as_deref()).collect();
        assert_eq!(wrong, ["OBS-411", "OBS-101: x", "OBS-000: y"]);
    }
}
