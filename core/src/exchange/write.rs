//! What exporters share. They are given what their readers may see, and filter nothing themselves.

use crate::meeting::spec::AgendaItem;
use serde::Serialize;
use serde_json::Value;

/// The items of an agenda in order, sub-items after their item.
pub(super) fn flatten<'a>(items: &'a [AgendaItem], into: &mut Vec<&'a AgendaItem>) {
    for item in items {
        into.push(item);
        flatten(&item.items, into);
    }
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
