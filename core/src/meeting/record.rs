//! Records: read, checked, written, hashed.

use super::canonical::{Hash, canonical, strict};
use super::rules::{self, Context};
use super::shared::join;
use super::spec::{AgendaItem, FORMAT, RecordSpec, Task};
use crate::finding::{Bilingual, Finding, Findings, Place, Severity, both, catalogue};
use crate::source::{self, Faults, FileFormat, Path, Places, Tree};
use serde::Deserialize as _;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::sync::Arc;

/// The record of a meeting that is right: ids are unique and references lead somewhere.
///
/// It remembers exactly what was written, so that writing it gives back what was read, and so that
/// its [`hash`](Self::hash) is that of the file.
///
/// ```
/// use chuan::meeting::Record;
///
/// let text = r#"{
///     "format": "meeting-record/1",
///     "id": "ward-2024-03",
///     "registry": { "bodies": [{ "id": "council", "name": "Ward council", "kind": "council" }] },
///     "meeting": {
///         "id": "m1", "body": "council", "title": "March session", "kind": "regular",
///         "date": "2024-03-12", "status": "scheduled",
///         "record": { "basis": "agenda", "complete": { "agenda": true } }
///     }
/// }"#;
/// let record = Record::parse(text).unwrap();
/// assert_eq!(record.spec().meeting.title, "March session");
/// assert_eq!(Record::parse(&record.to_json()).unwrap().hash(), record.hash());
/// ```
#[derive(Debug, Clone)]
pub struct Record {
    spec: RecordSpec,
    value: Value,
    hash: Hash,
    places: Places,
}

impl PartialEq for Record {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash
    }
}

/// The JSON Schema of a record, derived from the types.
#[cfg(feature = "schema")]
pub fn record_schema() -> serde_json::Value {
    schemars::schema_for!(RecordSpec).to_value()
}

const FAULTS: Faults = Faults {
    unknown_key: &catalogue::RECORD_UNKNOWN_KEY,
    missing_key: &catalogue::RECORD_MISSING_KEY,
    wrong_value: &catalogue::RECORD_WRONG_VALUE,
    root: Bilingual { vi: "biên bản", en: "record" },
    special: nothing,
};

/// Reads JSON of a type of ours, with its value and the places in it; what is wrong with it is found.
pub(super) fn read_json<T: DeserializeOwned>(
    text: &str,
    file: Option<Arc<str>>,
    findings: &mut Findings,
) -> Option<(T, Value, Places)> {
    let tree = match source::parse(text, FileFormat::Json) {
        Ok(tree) => Arc::new(tree),
        Err(error) => {
            let (line, position) = (error.spot.map(|s| s.line), error.spot.map(|s| s.position));
            let place = Place { file, line, position, ..Place::default() };
            let finding = Finding::new(&catalogue::RECORD_SYNTAX).at(place);
            findings.push(finding.with("detail", error.detail));
            return None;
        }
    };
    let (places, value) = (Places::new(file, Some(tree.clone())), tree.to_value());
    let typed = source::typed(&tree, &value, &places, &FAULTS, findings)?;
    Some((typed, value, places))
}

fn nothing(_: &Tree, _: &Path) -> Option<Finding> {
    None
}

impl Record {
    /// Reads a record from JSON.
    ///
    /// # Errors
    /// All findings, when one of them is an error.
    pub fn parse(text: &str) -> Result<Self, Findings> {
        Self::open(text, None, &Context::default())
    }

    /// Reads a record that is to be worked with: as [`check_text`](Self::check_text), but nobody wants
    /// to hear of anything that is no error, so places are looked for only where there is one.
    ///
    /// # Errors
    /// All findings, when one of them is an error.
    pub fn open(text: &str, file: Option<&str>, context: &Context<'_>) -> Result<Self, Findings> {
        let plain = text.strip_prefix('\u{feff}').unwrap_or(text);
        if let Some(mut record) = Self::at_once(plain, file.map(Into::into)) {
            let nowhere = Places::new(None, None);
            let joined = join(&mut record.spec.registry, context.shared).is_none();
            let found = rules::check(&record.spec, &record.value, &nowhere, context);
            let right = found.iter().all(|finding| finding.severity != Severity::Error);
            if joined && right && record.spec.format == FORMAT {
                return Ok(record);
            }
        }
        let (record, findings) = Self::check_text(text, file, context);
        record.ok_or(findings)
    }

    /// Reads a record from JSON and says everything that is wrong with it; the record is there
    /// when none of the findings is an error. `file` is the name that findings give.
    pub fn check_text(
        text: &str,
        file: Option<&str>,
        context: &Context<'_>,
    ) -> (Option<Self>, Findings) {
        let file: Option<Arc<str>> = file.map(Into::into);
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut findings = Findings::new();
        if let Some(mut record) = Self::at_once(text, file.clone()) {
            findings.extend(record.join(context));
            findings.append(record.check(context));
            findings.sort_by_place(file.as_deref());
            let record = (!findings.has_errors()).then_some(record);
            return (record, findings);
        }
        let read = read_json(text, file.clone(), &mut findings);
        let record = read.map(|(spec, value, places)| {
            let hash = Hash::of(canonical(&value).as_bytes());
            let mut record = Self { spec, value, hash, places };
            findings.extend(record.join(context));
            findings.append(record.check(context));
            record
        });
        findings.sort_by_place(file.as_deref());
        let record = record.filter(|_| !findings.has_errors());
        (record, findings)
    }

    /// Reads a text without a fault of form, not asking where things stand. Of any other text `None`:
    /// what is wrong with it has a place.
    fn at_once(text: &str, file: Option<Arc<str>>) -> Option<Self> {
        let value = strict(text).ok()?;
        let spec = RecordSpec::deserialize(&value).ok()?;
        let hash = Hash::of(canonical(&value).as_bytes());
        let places = Places::of_text(file, text, FileFormat::Json);
        Some(Self { spec, value, hash, places })
    }

    /// The record of a value whose parts come from rows of tables.
    #[cfg(feature = "csv")]
    pub(super) fn from_rows(
        value: Value,
        rows: Vec<(Path, Place)>,
        context: &Context<'_>,
    ) -> (Option<Self>, Findings) {
        let mut findings = Findings::new();
        let places = Places::of_rows(rows);
        let tree = Tree::of_value(&value);
        let spec: Option<RecordSpec> =
            source::typed(&tree, &value, &places, &FAULTS, &mut findings);
        let mut record = spec.map(|spec| Self { places, ..Self::unchecked(spec) });
        if let Some(record) = &mut record {
            findings.extend(record.join(context));
            findings.append(record.check(context));
        }
        (record, findings)
    }

    /// The record of a spec that was made by a program.
    ///
    /// # Errors
    /// All findings, when one of them is an error.
    pub fn from_spec(spec: RecordSpec) -> Result<Self, Findings> {
        let record = Self::unchecked(spec);
        let findings = record.check(&Context::default());
        if findings.has_errors() { Err(findings) } else { Ok(record) }
    }

    /// The same, and what is wrong with it beside it: what importers make of the data of others.
    pub(crate) fn unchecked(spec: RecordSpec) -> Self {
        // A type of ours is always JSON.
        let value = serde_json::to_value(&spec).unwrap_or(Value::Null);
        let hash = Hash::of(canonical(&value).as_bytes());
        Self { spec, value, hash, places: Places::new(None, None) }
    }

    /// What was written.
    pub fn spec(&self) -> &RecordSpec {
        &self.spec
    }

    /// SHA-256 of the canonical form.
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// The canonical form: keys sorted, no spaces, UTF-8. As numbers are written as text, it is
    /// that of RFC 8785.
    pub fn canonical(&self) -> String {
        canonical(&self.value)
    }

    /// As a file: JSON over several lines, in the order in which it was written.
    pub fn to_json(&self) -> String {
        let mut text = format!("{:#}", self.value);
        text.push('\n');
        text
    }

    /// The ids of the agenda items that a task comes from.
    pub fn items_of(&self, task: &Task) -> Vec<&str> {
        fn walk<'a>(items: &'a [AgendaItem], task: &Task, found: &mut Vec<&'a str>) {
            for item in items {
                let ids = item.decisions.iter().map(|decision| &decision.id);
                if ids
                    .chain(item.statements.iter().map(|it| &it.id))
                    .any(|id| task.from.contains(id))
                {
                    found.push(item.id.as_str());
                }
                walk(&item.items, task, found);
            }
        }
        let mut found = Vec::new();
        walk(&self.spec.meeting.agenda, task, &mut found);
        found
    }

    /// Takes in the shared registry that it names; what is wrong with that.
    fn join(&mut self, context: &Context<'_>) -> Option<Finding> {
        let detail = join(&mut self.spec.registry, context.shared)?;
        let path = Path::default().key("registry").key("shared");
        let finding = Finding::new(&catalogue::RECORD_WRONG_VALUE).at(self.places.of(&path));
        Some(finding.with("path", path.to_string()).with("detail", detail))
    }

    /// Everything that the rules `MTG-` say of it.
    pub fn check(&self, context: &Context<'_>) -> Findings {
        let mut findings: Findings =
            rules::check(&self.spec, &self.value, &self.places, context).into_iter().collect();
        if self.spec.format != FORMAT {
            let detail = both(
                format!("phiên bản Chuan này đọc {FORMAT}"),
                format!("this version of Chuan reads {FORMAT}"),
            );
            findings.push(
                Finding::new(&catalogue::RECORD_WRONG_VALUE)
                    .at(self.places.of(&Path::default().key("format")))
                    .value(self.spec.format.as_str())
                    .with("path", "format")
                    .with("detail", detail),
            );
        }
        findings
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>()
                .prop_filter("JSON has finite numbers", |x| x.is_finite())
                .prop_map(Value::from),
            ".{0,8}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::vec((".{0,4}", inner), 0..6)
                    .prop_map(|pairs| pairs.into_iter().collect()),
            ]
        })
    }

    proptest! {
        /// The hash of a record does not depend on the way in which it was read.
        #[test]
        fn a_text_says_the_same_with_places_and_without(value in any_json(), spaced: bool) {
            let text = if spaced { format!("{value:#}") } else { value.to_string() };
            let tree = source::parse(&text, FileFormat::Json).unwrap().to_value();
            let at_once = strict(&text).unwrap();
            prop_assert_eq!(&at_once, &tree);
            prop_assert_eq!(canonical(&at_once), canonical(&tree));
        }
    }
}
