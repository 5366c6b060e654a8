//! A registry that several records share: a file of its own, named by them with its hash.

use super::canonical::{Hash, canonical};
use super::record::read_json;
use super::spec::{Registry, SharedFile};
use crate::finding::{Argument, Findings, both};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Bodies, persons, tenures, documents and outside things that several records speak of.
///
/// A record names it under `registry.shared` with its hash, so that the hash of the record vouches for both.
///
/// ```
/// use chuan::meeting::{Context, Record, SharedRegistry};
///
/// let shared = SharedRegistry::parse(
///     r#"{ "bodies": [{ "id": "council", "name": "Ward council", "kind": "council" }] }"#,
///     None,
/// ).unwrap();
/// let text = format!(r#"{{
///     "format": "meeting-record/1",
///     "id": "ward-2024-03",
///     "registry": {{ "shared": {{ "file": "ward.json", "sha256": "{}" }} }},
///     "meeting": {{
///         "id": "m1", "body": "council", "title": "March session", "kind": "regular",
///         "date": "2024-03-12", "status": "scheduled",
///         "record": {{ "basis": "agenda", "complete": {{ "agenda": true }} }}
///     }}
/// }}"#, shared.hash().digits());
/// assert_eq!(SharedRegistry::named(&text).unwrap().file, "ward.json");
/// assert!(Record::parse(&text).is_err());
///
/// let mut context = Context::default();
/// context.shared = Some(&shared);
/// let record = Record::open(&text, None, &context).unwrap();
/// assert_eq!(record.spec().registry.bodies[0].name, "Ward council");
/// assert!(record.to_json().contains("ward.json"));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct SharedRegistry {
    registry: Registry,
    hash: Hash,
}

impl SharedRegistry {
    /// Reads one from JSON; `file` is the name that findings give.
    ///
    /// # Errors
    /// All findings.
    pub fn parse(text: &str, file: Option<&str>) -> Result<Self, Findings> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut findings = Findings::new();
        let read = read_json(text, file.map(Into::into), &mut findings);
        match read {
            Some((registry, value, _)) if !findings.has_errors() => {
                Ok(Self { registry, hash: Hash::of(canonical(&value).as_bytes()) })
            }
            _ => Err(findings),
        }
    }

    /// The file that the text of a record names, if it names one. Nothing else about the text is judged.
    #[must_use]
    pub fn named(record: &str) -> Option<SharedFile> {
        // Most records name none, and may be large.
        if !record.contains("\"shared\"") {
            return None;
        }
        let value: Value = serde_json::from_str(record.trim_start_matches('\u{feff}')).ok()?;
        serde_json::from_value(value.pointer("/registry/shared")?.clone()).ok()
    }

    /// The one that the text of a record names, read from its file; none where it names none.
    ///
    /// # Errors
    /// When the file cannot be read, or is wrong.
    pub fn load(record: &str, folder: &Path) -> Result<Option<Self>, SharedError> {
        let Some(named) = Self::named(record) else { return Ok(None) };
        let path = folder.join(&named.file);
        let text = std::fs::read_to_string(&path)
            .map_err(|source| SharedError::Read { path: path.clone(), source })?;
        let name = path.display().to_string();
        Self::parse(&text, Some(&name)).map(Some).map_err(SharedError::Wrong)
    }

    /// SHA-256 of the canonical form.
    #[must_use]
    pub fn hash(&self) -> Hash {
        self.hash
    }
}

/// Why the registry that a record names is not there.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SharedError {
    /// Its file cannot be read.
    #[error("cannot read the shared registry {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It is wrong.
    #[error("the shared registry is wrong: {} findings", .0.len())]
    Wrong(Findings),
}

/// Puts what a shared registry has into the registry that names it: what both know by one id, the record
/// knows better. Says why that cannot be done.
pub(super) fn join(registry: &mut Registry, shared: Option<&SharedRegistry>) -> Option<Argument> {
    let named = registry.shared.take()?;
    let Some(shared) = shared else {
        return Some(both(
            format!("chưa đọc được danh mục dùng chung `{}`", named.file),
            format!("the shared registry `{}` was not read", named.file),
        ));
    };
    if !shared.hash.is(named.sha256.as_bytes()) {
        return Some(both(
            format!("`{}` đã thay đổi, nay có mã băm {}", named.file, shared.hash),
            format!("`{}` has changed, its hash is {} now", named.file, shared.hash),
        ));
    }
    let Registry { bodies, persons, tenures, documents, refs, shared: further } = &shared.registry;
    if further.is_some() {
        return Some(both(
            format!("`{}` lại dẫn đến một danh mục khác", named.file),
            format!("`{}` names another one in turn", named.file),
        ));
    }
    add(&mut registry.bodies, bodies, |one, other| one.id == other.id);
    add(&mut registry.persons, persons, |one, other| one.id == other.id);
    add(&mut registry.tenures, tenures, |one, other| one == other);
    add(&mut registry.documents, documents, |one, other| one.id == other.id);
    add(&mut registry.refs, refs, |one, other| one.reference == other.reference);
    None
}

fn add<T: Clone>(own: &mut Vec<T>, shared: &[T], same: impl Fn(&T, &T) -> bool) {
    let known = own.len();
    for entry in shared {
        if !own.iter().take(known).any(|one| same(one, entry)) {
            own.push(entry.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Context, Record};
    use super::*;

    const SHARED: &str = r#"{
        "bodies": [
            { "id": "council", "name": "Ward council", "kind": "council" },
            { "id": "office", "name": "Office", "kind": "office" }
        ]
    }"#;

    fn record(registry: &str) -> String {
        format!(
            r#"{{ "format": "meeting-record/1", "id": "r", "registry": {registry}, "meeting": {{
                "id": "m1", "body": "council", "title": "March session", "kind": "regular",
                "date": "2024-03-12", "status": "scheduled",
                "record": {{ "basis": "agenda", "complete": {{ "agenda": true }} }} }} }}"#
        )
    }

    fn check(registry: &str, shared: Option<&SharedRegistry>) -> (Option<Record>, Findings) {
        let context = Context { shared, ..Context::default() };
        Record::check_text(&record(registry), Some("r.json"), &context)
    }

    #[test]
    fn what_is_shared_is_as_if_the_record_had_it() {
        let shared = SharedRegistry::parse(SHARED, None).unwrap();
        let names = format!(
            r#"{{ "shared": {{ "file": "s.json", "sha256": "{}" }},
                "bodies": [{{ "id": "office", "name": "Our office", "kind": "office" }}] }}"#,
            shared.hash()
        );
        let (read, findings) = check(&names, Some(&shared));
        let read = read.unwrap_or_else(|| panic!("{findings:?}"));
        let bodies = read.spec().registry.bodies.iter().map(|body| body.name.as_str());
        // What the record says itself comes first and counts.
        assert_eq!(bodies.collect::<Vec<_>>(), ["Our office", "Ward council"]);
        // What is written is what was read.
        let again = Record::open(
            &read.to_json(),
            None,
            &Context { shared: Some(&shared), ..Context::default() },
        );
        assert_eq!(again.unwrap().hash(), read.hash());
        // A program that takes the spec has all that it needs.
        assert!(Record::from_spec(read.spec().clone()).is_ok());
    }

    #[test]
    fn what_is_not_there_or_has_changed_is_said() {
        let shared = SharedRegistry::parse(SHARED, None).unwrap();
        let wrong =
            format!(r#"{{ "shared": {{ "file": "s.json", "sha256": "{}" }} }}"#, "0".repeat(64));
        for (given, said) in [(None, "was not read"), (Some(&shared), "has changed")] {
            let (read, findings) = check(&wrong, given);
            assert!(read.is_none());
            let first = findings.iter().find(|finding| finding.code() == "MTG-003");
            let first = first.unwrap_or_else(|| panic!("{findings:?}"));
            assert!(first.message(crate::text::Lang::En).contains(said), "{first:?}");
            assert_eq!(first.place.line, Some(1));
        }
        let turn =
            format!(r#"{{ "shared": {{ "file": "t.json", "sha256": "{}" }} }}"#, shared.hash());
        let second = SharedRegistry::parse(&turn, None).unwrap();
        let names =
            format!(r#"{{ "shared": {{ "file": "s.json", "sha256": "{}" }} }}"#, second.hash());
        assert!(check(&names, Some(&second)).0.is_none());
        let error = SharedRegistry::parse(r#"{ "bodys": [] }"#, Some("s.json")).unwrap_err();
        assert!(error.has_errors());
    }
}
