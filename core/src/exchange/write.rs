//! What exporters share. They are given what their readers may see, and filter nothing themselves but
//! papers.

use crate::meeting::Record;
use crate::meeting::spec::{AgendaItem, Document, Visibility};
use serde::Serialize;
use serde_json::Value;

/// The items of an agenda in order, sub-items after their item.
pub(super) fn flatten<'a>(items: &'a [AgendaItem], into: &mut Vec<&'a AgendaItem>) {
    for item in items {
        into.push(item);
        flatten(&item.items, into);
    }
}

/// The papers that readers may see who see these items: one may be named by nothing but what is hidden.
pub(super) fn papers<'a>(
    record: &'a Record,
    items: &'a [&AgendaItem],
    most: Visibility,
) -> impl Iterator<Item = &'a Document> {
    let named = |paper: &&Document| items.iter().any(|item| item.papers.contains(&paper.id));
    let papers = record.spec().registry.documents.iter();
    papers.filter(move |paper| most == Visibility::Secret || named(paper))
}

/// An object without keys that say nothing.
pub(super) fn object<const N: usize>(pairs: [(&str, Value); N]) -> Value {
    let says = |value: &Value| match value {
        Value::Null => false,
        Value::Array(items) => !items.is_empty(),
        _ => true,
    };
    let kept = pairs.into_iter().filter(|(_, value)| says(value));
    Value::Object(kept.map(|(key, value)| (key.to_owned(), value)).collect())
}

/// One of our closed lists of words, as a record writes it.
pub(super) fn word(one: impl Serialize) -> String {
    match serde_json::to_value(one) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}
