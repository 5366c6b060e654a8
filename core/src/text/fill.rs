//! Sentences with places for words.

use std::borrow::Cow;

/// A template with its places filled in: `{name}` by its value, and `{name?one|several}` by the word for
/// so many. Where there is no value the place is an ellipsis.
///
/// ```
/// use chuan::text::fill;
///
/// let value = |name: &str| (name == "n").then(|| "1".into());
/// assert_eq!(fill("{n} {n?task|tasks} of {who}", value), "1 task of …");
/// ```
#[must_use]
pub fn fill<'v>(template: &str, value: impl Fn(&str) -> Option<Cow<'v, str>>) -> String {
    let mut text = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((place, tail)) = after.split_once('}') else { break };
        text.push_str(before);
        let words =
            place.split_once('?').and_then(|(name, words)| Some((name, words.split_once('|')?)));
        let found = match words {
            None => value(place),
            Some((name, (one, several))) => {
                value(name).map(|count| Cow::Borrowed(if count == "1" { one } else { several }))
            }
        };
        text.push_str(found.as_deref().unwrap_or("…"));
        rest = tail;
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_words_and_what_is_neither() {
        let value = |name: &str| match name {
            "n" => Some(Cow::Borrowed("2")),
            "one" => Some(Cow::Borrowed("1")),
            _ => None,
        };
        assert_eq!(fill("{n} {n?task|tasks}, {one?task|tasks}", value), "2 tasks, task");
        assert_eq!(fill("{gone} {gone?task|tasks} {n?task}", value), "… … …");
        assert_eq!(fill("a { b", value), "a { b");
        assert_eq!(fill("{n} a { b", value), "2 a { b");
    }
}
