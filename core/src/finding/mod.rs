//! Findings: what is wrong, where, and what would be right.
//!
//! A [`Finding`] is data: the rule it belongs to, the place, the subject and the arguments of its
//! message. Text is made from the [`catalogue`] only when somebody reads it, in
//! Vietnamese or in English.

pub mod catalogue;
mod collect;
mod message;
mod record;

pub use catalogue::{Bilingual, Rule};
pub use collect::{Findings, RuleCount};
pub use record::FindingRecord;
#[cfg(feature = "schema")]
pub use record::finding_schema;

use crate::text::Text;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How grave a finding is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default,
)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Severity {
    /// Worth knowing; nothing has to be done.
    Info,
    /// Probably wrong; the work goes on.
    Warning,
    /// Wrong; the row, cell or framework is not accepted.
    #[default]
    Error,
}

impl Severity {
    /// The word used in machine-readable output: `info`, `warning` or `error`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The word for it in messages.
    fn word(self) -> Bilingual {
        match self {
            Self::Info => Bilingual { vi: "thông tin", en: "info" },
            Self::Warning => Bilingual { vi: "cảnh báo", en: "warning" },
            Self::Error => Bilingual { vi: "lỗi", en: "error" },
        }
    }
}

/// Whether a rule is broken for certain, or could not be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Verdict {
    /// The rule is broken.
    #[default]
    Violated,
    /// What is known does not suffice to decide.
    Undetermined,
}

impl Verdict {
    /// The word used in machine-readable output: `violated` or `undetermined`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Violated => "violated",
            Self::Undetermined => "undetermined",
        }
    }
}

/// Where a finding was made. Everything is optional: a missing column has no line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Place {
    /// Name of the file, as given.
    pub file: Option<Arc<str>>,
    /// 1-based number of the data record; the header is not counted.
    pub record: Option<u64>,
    /// 1-based physical line: of the start of the record in data, of the value in a framework.
    pub line: Option<u64>,
    /// 1-based position in the line, counted in characters (frameworks only).
    pub position: Option<u64>,
    /// Name of the column, as its header says.
    pub column: Option<Arc<str>>,
    /// Path of the value in a framework, such as `indicator[2].range.max`.
    pub path: Option<Arc<str>>,
}

impl Place {
    /// A place in a file of data.
    pub fn in_record(file: Option<Arc<str>>, record: u64, line: u64) -> Self {
        Self { file, record: Some(record), line: Some(line), ..Self::default() }
    }

    /// A place that is a file as a whole.
    pub fn in_file(file: Option<Arc<str>>) -> Self {
        Self { file, ..Self::default() }
    }
}

/// A value that a message mentions.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Argument {
    /// Shown as it is.
    Text(String),
    /// Shown with the decimal mark of the language.
    Number(f64),
    /// Shown in the language of the message.
    Local(Text),
    /// One of two fixed words, by language.
    Word(Bilingual),
    /// Shown as the language writes days.
    Day(NaiveDate),
}

/// A text in both languages, as an argument of a message.
pub(crate) fn both(vi: impl AsRef<str>, en: impl AsRef<str>) -> Argument {
    let en = en.as_ref();
    match Text::new(Some(vi.as_ref()), Some(en)) {
        Ok(text) => text.into(),
        Err(_) => en.into(),
    }
}

impl From<&str> for Argument {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}
impl From<String> for Argument {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}
impl From<f64> for Argument {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}
impl From<usize> for Argument {
    fn from(value: usize) -> Self {
        Self::Text(value.to_string())
    }
}
impl From<u64> for Argument {
    fn from(value: u64) -> Self {
        Self::Text(value.to_string())
    }
}
impl From<Text> for Argument {
    fn from(value: Text) -> Self {
        Self::Local(value)
    }
}
impl From<NaiveDate> for Argument {
    fn from(value: NaiveDate) -> Self {
        Self::Day(value)
    }
}
impl From<Bilingual> for Argument {
    fn from(value: Bilingual) -> Self {
        Self::Word(value)
    }
}

/// One thing that is wrong, or worth knowing, about a framework, data, a level or a record.
///
/// ```
/// use chuan::finding::{catalogue, Finding, Place};
/// use chuan::text::Lang;
///
/// let finding = Finding::new(&catalogue::UNKNOWN_UNIT)
///     .at(Place::in_record(Some("data.csv".into()), 7, 8))
///     .column("unit")
///     .value("4O")
///     .suggest("40");
/// assert_eq!(finding.code(), "OBS-101");
/// assert!(finding.message(Lang::En).contains("`4O`"));
/// ```
#[derive(Debug, Clone)]
pub struct Finding {
    rule: &'static Rule,
    /// How grave it is: the rule's own severity unless the framework sets another.
    pub severity: Severity,
    /// Violated, or undetermined.
    pub verdict: Verdict,
    /// Where.
    pub place: Place,
    /// Code of the unit concerned.
    pub unit: Option<Arc<str>>,
    /// Code of the indicator or node concerned.
    pub indicator: Option<Arc<str>>,
    /// Period concerned, as written or in canonical form.
    pub period: Option<Arc<str>>,
    /// The value that is wrong, as written.
    pub value: Option<String>,
    /// What would be right, ready to be put in place of the value.
    pub suggestion: Option<String>,
    arguments: Vec<(&'static str, Argument)>,
}

impl Finding {
    /// A finding of a rule of the catalogue.
    pub fn new(rule: &'static Rule) -> Self {
        Self {
            rule,
            severity: rule.severity,
            verdict: Verdict::Violated,
            place: Place::default(),
            unit: None,
            indicator: None,
            period: None,
            value: None,
            suggestion: None,
            arguments: Vec::new(),
        }
    }

    /// The rule of the catalogue that this finding belongs to.
    pub fn rule(&self) -> &'static Rule {
        self.rule
    }

    /// The stable code of the rule, such as `OBS-101`.
    pub fn code(&self) -> &'static str {
        self.rule.code
    }

    /// Sets the place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// Sets the column by its header's name.
    #[must_use]
    pub fn column(mut self, column: impl Into<Arc<str>>) -> Self {
        self.place.column = Some(column.into());
        self
    }

    /// Sets the value as written.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// Sets the unit.
    #[must_use]
    pub fn unit(mut self, unit: impl Into<Arc<str>>) -> Self {
        self.unit = Some(unit.into());
        self
    }

    /// Sets the indicator or node.
    #[must_use]
    pub fn indicator(mut self, indicator: impl Into<Arc<str>>) -> Self {
        self.indicator = Some(indicator.into());
        self
    }

    /// Sets the period.
    #[must_use]
    pub fn period(mut self, period: impl Into<Arc<str>>) -> Self {
        self.period = Some(period.into());
        self
    }

    /// Says what would be right.
    #[must_use]
    pub fn suggest(mut self, suggestion: impl Into<String>) -> Self {
        self.suggestion = Some(suggestion.into());
        self
    }

    /// Says what would be right where something is known to be near.
    #[must_use]
    pub fn suggest_if(mut self, suggestion: Option<impl Into<String>>) -> Self {
        self.suggestion = suggestion.map(Into::into);
        self
    }

    /// Gives the message one of its arguments.
    #[must_use]
    pub fn with(mut self, name: &'static str, argument: impl Into<Argument>) -> Self {
        // Most messages have one or two, and there may be a great many findings.
        self.arguments.reserve_exact(1);
        self.arguments.push((name, argument.into()));
        self
    }

    /// Replaces the severity of the rule.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Marks the finding as not decided.
    #[must_use]
    pub fn undetermined(mut self) -> Self {
        self.verdict = Verdict::Undetermined;
        self
    }
}
