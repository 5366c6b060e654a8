//! Numbers of documents inside running text.

use std::ops::Range;

use super::read::is_symbol;
use super::tokens::{is_word_letter, separator};
use super::{DocumentNote, DocumentNumber, System, types};
use crate::text::nfc;

/// More words than this no symbol has.
const MOST_WORDS: usize = 7;

/// Finds the numbers of documents in a text, with the bytes where they stand.
///
/// Stricter than reading one number alone, since a text has fractions, dates and units too: a
/// letter needs a unit (`249/UBND-VHXH`), and symbols must be in capitals.
///
/// ```
/// use chuan::document::find_all;
///
/// let text = "Theo Quy định số31-QĐ/TW và Kế hoạch 586/KH-UBND ngày 28/5/2022.";
/// let found: Vec<_> = find_all(text).into_iter().map(|(_, number)| number.to_string()).collect();
/// assert_eq!(found, ["31-QĐ/TW", "586/KH-UBND"]);
/// ```
#[must_use]
pub fn find_all(text: &str) -> Vec<(Range<usize>, DocumentNumber)> {
    let mut found = Vec::new();
    let mut position = 0;
    while let Some(start) = next_number(text, position) {
        let hit = longest(text, start);
        position = match &hit {
            Some((range, _)) => range.end,
            None => start + digits_at(text, start),
        };
        found.extend(hit);
    }
    found
}

/// Where the next run of digits begins that may begin a symbol.
fn next_number(text: &str, mut position: usize) -> Option<usize> {
    loop {
        let rest = text.get(position..)?;
        let start = position + rest.find(|letter: char| letter.is_ascii_digit())?;
        if may_begin(text.get(..start)?) {
            return Some(start);
        }
        position = start + digits_at(text, start);
    }
}

fn digits_at(text: &str, start: usize) -> usize {
    text.get(start..)
        .and_then(|rest| rest.find(|letter: char| !letter.is_ascii_digit()))
        .unwrap_or(text.len().saturating_sub(start))
}

/// Whether a number may begin after this, and does not continue a date, a sum or a word.
fn may_begin(before: &str) -> bool {
    let mut backwards = before.chars().rev();
    let Some(last) = backwards.next() else { return true };
    let earlier = backwards.next();
    match last {
        '.' | ',' => !earlier.is_some_and(|letter| letter.is_ascii_digit()),
        _ if separator(last).is_some() => !earlier.is_some_and(is_word_letter),
        _ if is_word_letter(last) => follows_so(before),
        _ => true,
    }
}

/// Whether the number is glued to the word "số", composed or not.
fn follows_so(before: &str) -> bool {
    let word: Vec<char> =
        before.chars().rev().take(5).take_while(|&letter| is_word_letter(letter)).collect();
    let word: String = word.into_iter().rev().collect();
    nfc(&word).to_lowercase() == "số"
}

fn longest(text: &str, start: usize) -> Option<(Range<usize>, DocumentNumber)> {
    ends(text, start).into_iter().rev().find_map(|end| {
        let number = DocumentNumber::parse(text.get(start..end)?).ok()?;
        is_likely(&number).then_some((start..end, number))
    })
}

fn is_likely(number: &DocumentNumber) -> bool {
    let is_spaced = number.notes().contains(&DocumentNote::Spaces);
    match (number.system(), number.kind()) {
        (System::OfficialLetter, None) => !is_spaced && number.issuer().contains('-'),
        (System::State, None) => !is_spaced,
        _ => true,
    }
}

/// Where a symbol that begins at `start` could end: after its second word, its third, and so on.
fn ends(text: &str, start: usize) -> Vec<usize> {
    let mut ends = Vec::new();
    let Some(mut rest) = text.get(start..) else { return ends };
    let number = word_length(rest);
    rest = rest.get(number..).unwrap_or_default();
    let mut has_year = false;
    for place in 1..=MOST_WORDS {
        // Behind the issuer a spaced dash is the dash of a sentence.
        let may_be_spaced = place <= 2 || (has_year && place == 3);
        let Some(after_gap) = skip_gap(rest, may_be_spaced) else { break };
        let Some((word, after_word)) = after_gap.split_at_checked(word_length(after_gap)) else {
            break;
        };
        let is_year =
            place == 1 && word.len() == 4 && word.chars().all(|digit| digit.is_ascii_digit());
        let symbol = nfc(word);
        if !is_year && !is_symbol(&symbol) && types::known(&symbol).is_none() {
            break;
        }
        has_year |= is_year;
        rest = after_word;
        ends.push(text.len().saturating_sub(rest.len()));
    }
    ends
}

fn word_length(text: &str) -> usize {
    text.find(|letter: char| !is_word_letter(letter)).unwrap_or(text.len())
}

/// What follows one separator, or two where one is stray, and spaces round them.
fn skip_gap(text: &str, may_be_spaced: bool) -> Option<&str> {
    let is_space = |letter: char| may_be_spaced && letter.is_whitespace() && letter != '\n';
    let trimmed = text.trim_start_matches(is_space);
    let mut rest = trimmed;
    for _ in 0..2 {
        rest = rest.strip_prefix(|sign: char| separator(sign).is_some()).unwrap_or(rest);
    }
    (rest.len() < trimmed.len()).then(|| rest.trim_start_matches(is_space))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(text: &str) -> Vec<String> {
        find_all(text).iter().map(|(_, number)| number.to_string()).collect()
    }

    #[test]
    fn numbers_are_found_where_they_stand() {
        let text = "Nghị quyết số 26 - NQ/TW - Hà Nội, (39-NQ/TW); số31-QĐ/TW.";
        let all = find_all(text);
        let written: Vec<_> = all.iter().map(|(range, _)| &text[range.clone()]).collect();
        assert_eq!(written, ["26 - NQ/TW", "39-NQ/TW", "31-QĐ/TW"]);
        assert_eq!(found("so\u{302}\u{301}31-QĐ/TW"), ["31-QĐ/TW"]);
        assert_eq!(
            found("Luật 257/2025/QH15 - Luật; 1315/KCB-QLCL&CĐT, 466/QĐ- UBND"),
            ["257/2025/QH15", "1315/KCB-QLCL&CĐT", "466/QĐ-UBND",]
        );
        assert_eq!(found("26-NQ/TW.Căn cứ 57-NQ/TW…"), ["26-NQ/TW", "57-NQ/TW"]);
    }

    #[test]
    fn dates_fractions_and_units_are_no_numbers() {
        for text in [
            "ngày 28/5/2022",
            "11/11 tiêu chí, 53/55",
            "15-20%",
            "giai đoạn 2021-2025",
            "5/USD",
            "1.234/QĐ-UBND",
            "ABC31-QĐ/TW",
            "4/2022 - UBND tỉnh",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }

    proptest! {
        #[test]
        fn what_is_found_can_be_read_alone(text in "([0-9]{1,2}[-/](NQ|QĐ|UBND|TW)[-/ ](TU|UBND|CP)|[ .,sốa/-]|\\PC){0,10}") {
            let mut last = 0;
            for (range, number) in find_all(&text) {
                prop_assert!(range.start >= last);
                last = range.end;
                prop_assert_eq!(number.written(), &text[range]);
            }
        }
    }
}
