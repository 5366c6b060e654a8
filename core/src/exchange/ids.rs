//! Ids of ours for ids of others.

use crate::text::fold;
use std::collections::{BTreeMap, BTreeSet};

/// Gives each id of a source one of ours: the end of it, in small letters.
#[derive(Debug, Default)]
pub(super) struct Ids {
    known: BTreeMap<String, String>,
    used: BTreeSet<String>,
}

impl Ids {
    pub(super) fn get(&mut self, source: &str) -> String {
        if let Some(id) = self.known.get(source) {
            return id.clone();
        }
        let short = slug(source);
        let mut id = short.clone();
        let mut number = 2;
        while !self.used.insert(id.clone()) {
            id = format!("{short}-{number}");
            number += 1;
        }
        self.known.insert(source.to_owned(), id.clone());
        id
    }
}

/// The last two parts of an address, or a whole name, as an id.
fn slug(source: &str) -> String {
    let plain = match source.split_once("://") {
        Some((_, rest)) => {
            let parts: Vec<&str> = rest.split('/').filter(|part| !part.is_empty()).collect();
            parts.get(parts.len().saturating_sub(2)..).unwrap_or_default().join("-")
        }
        None => source.to_owned(),
    };
    let folded = if plain.is_ascii() { plain.to_ascii_lowercase() } else { fold(&plain) };
    let mut id = String::with_capacity(folded.len());
    for letter in folded.chars() {
        let keep = letter.is_ascii_lowercase() || letter.is_ascii_digit() || "._-".contains(letter);
        match keep {
            true => id.push(letter),
            false if id.ends_with('-') => {}
            false => id.push('-'),
        }
    }
    let id = id.trim_matches(|letter: char| !letter.is_ascii_alphanumeric());
    if id.is_empty() { "x".to_owned() } else { id.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_short_and_never_shared() {
        let mut ids = Ids::default();
        assert_eq!(ids.get("https://x.de/oparl/meetings/3267"), "meetings-3267");
        assert_eq!(ids.get("https://y.de/oparl/meetings/3267"), "meetings-3267-2");
        assert_eq!(ids.get("https://x.de/oparl/meetings/3267"), "meetings-3267");
        assert_eq!(ids.get("break_o'day_council/x"), "break_o-day_council-x");
        assert!(ids.get("Đỗ Hữu Đức").parse::<crate::meeting::Id>().is_ok());
        assert_eq!(ids.get("'"), "x");
    }
}
