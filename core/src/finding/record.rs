//! The form in which findings leave the library: flat, stable, one object each.

use super::Finding;
use crate::text::Lang;
use serde::Serialize;

/// A finding as a flat record, the form of every machine-readable output.
///
/// Keys are only ever added.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FindingRecord {
    /// Stable code, such as `OBS-101`.
    pub code: &'static str,
    /// Name of the rule, such as `unknown_unit`.
    pub rule: &'static str,
    /// `error`, `warning` or `info`.
    pub severity: &'static str,
    /// `violated` or `undetermined`.
    pub verdict: &'static str,
    /// The message, in the language asked for.
    pub message: String,
    /// Name of the file.
    pub file: Option<String>,
    /// 1-based data record, header not counted.
    pub record: Option<u64>,
    /// 1-based physical line on which the record, or the value of a framework, starts.
    pub line: Option<u64>,
    /// 1-based position in the line, in characters (frameworks only).
    pub position: Option<u64>,
    /// The header's name.
    pub column: Option<String>,
    /// Path of the value in a framework.
    pub path: Option<String>,
    /// Code of the unit.
    pub unit: Option<String>,
    /// Code of the indicator or node.
    pub indicator: Option<String>,
    /// Period.
    pub period: Option<String>,
    /// The value, as written.
    pub value: Option<String>,
    /// What would be right.
    pub suggestion: Option<String>,
}

/// The JSON Schema of a finding in machine-readable output.
#[cfg(feature = "schema")]
pub fn finding_schema() -> serde_json::Value {
    schemars::schema_for!(FindingRecord).to_value()
}

impl FindingRecord {
    /// Names of the fields, in order: the header of the CSV form.
    pub const FIELDS: [&'static str; 16] = [
        "code",
        "rule",
        "severity",
        "verdict",
        "message",
        "file",
        "record",
        "line",
        "position",
        "column",
        "path",
        "unit",
        "indicator",
        "period",
        "value",
        "suggestion",
    ];
}

impl Finding {
    /// The flat record of this finding.
    pub fn record(&self, lang: Lang) -> FindingRecord {
        let text = |value: &Option<std::sync::Arc<str>>| value.as_deref().map(str::to_owned);
        FindingRecord {
            code: self.code(),
            rule: self.rule().name,
            severity: self.severity.as_str(),
            verdict: self.verdict.as_str(),
            message: self.message(lang),
            file: text(&self.place.file),
            record: self.place.record,
            line: self.place.line,
            position: self.place.position,
            column: text(&self.place.column),
            path: text(&self.place.path),
            unit: text(&self.unit),
            indicator: text(&self.indicator),
            period: text(&self.period),
            value: self.value.clone(),
            suggestion: self.suggestion.clone(),
        }
    }
}
