//! From a tree to a typed value, with all faults at once.
//!
//! Serde stops at the first fault. So the fault is reported, what is at fault is taken out of the
//! tree, and the rest is read again, until nothing is left to report or nothing can be taken out.

use super::{Path, Places, Step, Tree, TreeNode};
use crate::finding::{Argument, Bilingual, Finding, Findings, Rule, both};
use crate::text::suggest;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::Segment;
use std::borrow::Cow;

/// How faults of form are reported.
pub(crate) struct Faults {
    pub(crate) unknown_key: &'static Rule,
    pub(crate) missing_key: &'static Rule,
    pub(crate) wrong_value: &'static Rule,
    /// What the whole is called.
    pub(crate) root: Bilingual,
    /// A better word about what stands at a path, where there is one.
    pub(crate) special: fn(&Tree, &Path) -> Option<Finding>,
}

/// A hostile file must not make us read it for ever.
const MOST_FAULTS: usize = 200;

/// Reads a tree, of which the value without places is given too. `None` when it lacks something, or
/// when a fault could not be taken out.
pub(crate) fn typed<T: DeserializeOwned>(
    tree: &Tree,
    value: &Value,
    places: &Places,
    faults: &Faults,
    findings: &mut Findings,
) -> Option<T> {
    // Only what is at fault is worth a copy.
    let mut tree = Cow::Borrowed(tree);
    let mut rest = Cow::Borrowed(value);
    let mut complete = true;
    for _ in 0..MOST_FAULTS {
        let error = match serde_path_to_error::deserialize::<_, T>(rest.as_ref()) {
            Ok(spec) => return complete.then_some(spec),
            Err(error) => error,
        };
        let path = path_of(error.path());
        let message = error.inner().to_string();
        let fault = Fault::of(&message, path.0.last());
        let (finding, culprit) = fault.report(&tree, &path, &message, (places, faults));
        findings.push(finding);
        complete &= matches!(fault, Fault::UnknownKey { .. });
        match culprit {
            Some(culprit) if tree.to_mut().remove(&culprit) => {}
            _ => return None,
        }
        rest = Cow::Owned(tree.to_value());
    }
    None
}

fn path_of(path: &serde_path_to_error::Path) -> Path {
    Path(
        path.iter()
            .filter_map(|segment| match segment {
                Segment::Map { key } => Some(Step::Key(key.clone())),
                Segment::Seq { index } => Some(Step::Index(*index)),
                Segment::Enum { variant: _ } | Segment::Unknown => None,
            })
            .collect(),
    )
}

/// What serde complains about, read from its message.
enum Fault<'a> {
    UnknownKey { key: &'a str, known: Vec<&'a str> },
    MissingKey { key: &'a str },
    Other,
}

impl<'a> Fault<'a> {
    /// `last` is the last step of serde's path. It mostly is the unknown key, and then it is safer
    /// than the message: a key may have quotes of its own.
    fn of(message: &'a str, last: Option<&'a Step>) -> Self {
        if let Some(Step::Key(key)) = last
            && let Some(rest) = message.strip_prefix("unknown field `")
            && let Some(rest) = rest.strip_prefix(key.as_str()).and_then(|r| r.strip_prefix("`, "))
        {
            return Self::UnknownKey { key, known: rest.split('`').skip(1).step_by(2).collect() };
        }
        let mut quoted = message.split('`').skip(1).step_by(2);
        if message.starts_with("unknown field `") {
            let key = quoted.next().unwrap_or_default();
            return Self::UnknownKey { key, known: quoted.collect() };
        }
        if message.starts_with("missing field `") {
            return Self::MissingKey { key: quoted.next().unwrap_or_default() };
        }
        Self::Other
    }

    /// The finding, and what has to be taken out before the rest can be read.
    fn report(
        &self,
        tree: &Tree,
        path: &Path,
        message: &str,
        (places, faults): (&Places, &Faults),
    ) -> (Finding, Option<Path>) {
        match self {
            Self::UnknownKey { key, known } => {
                let table = table_with_key(tree, path, key);
                let finding = Finding::new(faults.unknown_key)
                    .at(places.of_key(&table, key))
                    .with("key", *key)
                    .value(*key)
                    .suggest_if(suggest(key, known.iter().copied()));
                (finding, Some(table.key(key)))
            }
            Self::MissingKey { key } => {
                let finding = Finding::new(faults.missing_key)
                    .at(places.of(path))
                    .with("path", name_of(path, faults))
                    .with("key", *key);
                (finding, None)
            }
            Self::Other => {
                let finding = match (faults.special)(tree, path) {
                    Some(finding) => finding.at(places.of(path)),
                    None => Finding::new(faults.wrong_value)
                        .at(places.of(path))
                        .with("path", name_of(path, faults))
                        .with("detail", detail(message))
                        .suggest_if(nearest_variant(message)),
                };
                let finding = match tree.find(path).map(|tree| &tree.node) {
                    Some(TreeNode::Leaf(Value::String(text))) => finding.value(text),
                    Some(TreeNode::Leaf(value)) => finding.value(value.to_string()),
                    _ => finding,
                };
                (finding, Some(path.clone()))
            }
        }
    }
}

/// What a message calls the place of a fault.
fn name_of(path: &Path, faults: &Faults) -> Argument {
    if path.0.is_empty() {
        return faults.root.into();
    }
    path.to_string().into()
}

/// What serde says about a value, in both languages.
fn detail(message: &str) -> Argument {
    let expected = |prefix: &str| message.strip_prefix(prefix)?.rsplit_once(", expected ");
    if let Some((found, wanted)) =
        expected("invalid type: ").or_else(|| expected("invalid value: "))
    {
        // `string "ten"`, `integer `5``: the value tells its type.
        let found = match found.split_once(['"', '`']) {
            Some((kind, _)) => found.get(kind.len()..).unwrap_or(found),
            None => found,
        };
        let (wanted_vi, wanted_en) = match wanted {
            "f64" => ("một số", "a number"),
            "u32" | "u64" | "usize" => ("một số nguyên từ 0 trở lên", "a whole number from 0"),
            "i8" | "i32" | "i64" => ("một số nguyên", "a whole number"),
            "a boolean" => ("`true` hoặc `false`", "`true` or `false`"),
            "a string" => ("văn bản trong ngoặc kép", "text in quotation marks"),
            other => (other, other),
        };
        return both(
            format!("cần {wanted_vi}, không phải {found}"),
            format!("{wanted_en} is needed, not {found}"),
        );
    }
    if let Some((word, list)) =
        message.strip_prefix("unknown variant ").and_then(|rest| rest.split_once(", expected "))
    {
        let list = list.trim_start_matches("one of ");
        return both(
            format!("{word} không thuộc các giá trị được dùng: {list}"),
            format!("{word} is not one of the values allowed: {list}"),
        );
    }
    both(format!("giá trị không hợp lệ ({message})"), message)
}

/// ``unknown variant `x`, expected one of `a`, `b` ``: which one was meant?
fn nearest_variant(message: &str) -> Option<String> {
    if !message.starts_with("unknown variant") {
        return None;
    }
    let mut quoted = message.split('`').skip(1).step_by(2);
    let wrong = quoted.next()?;
    suggest(wrong, quoted).map(str::to_owned)
}

/// The table that holds an unknown key. Serde's path ends at the outermost table that it had to
/// read ahead, so the key may lie deeper.
fn table_with_key(tree: &Tree, path: &Path, key: &str) -> Path {
    if let Some((Step::Key(last), before)) = path.0.split_last()
        && last == key
        && tree.spot_of_key(path, key).is_none()
    {
        return Path(before.to_vec());
    }
    fn search(tree: &Tree, at: Path, key: &str) -> Option<Path> {
        match &tree.node {
            TreeNode::Table(map) => {
                if map.contains_key(key) {
                    return Some(at);
                }
                map.iter().find_map(|(name, (_, value))| search(value, at.clone().key(name), key))
            }
            TreeNode::List(items) => items
                .iter()
                .enumerate()
                .find_map(|(index, value)| search(value, at.clone().index(index), key)),
            TreeNode::Leaf(_) => None,
        }
    }
    tree.find(path)
        .and_then(|below| search(below, path.clone(), key))
        .unwrap_or_else(|| path.clone())
}
