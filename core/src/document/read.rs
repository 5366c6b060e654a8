//! From the text to its parts.

use super::body::{self, Body};
use super::number::Parts;
use super::tokens::{Part, Tokens, cut, mark};
use super::types::{known, known_in_any_case};
use super::{DocumentNote, DocumentNumberError, DocumentType, System};
use crate::text::{clean, mend_eth};

type Notes = Vec<DocumentNote>;

/// Reads the parts of a number, and notes what was odd.
pub(super) fn read(written: &str, notes: &mut Notes) -> Result<Parts, DocumentNumberError> {
    let cleaned = clean(written);
    let text = without_leading_word(mend_letters(&cleaned, notes), notes);
    if text.is_empty() {
        return Err(DocumentNumberError::Empty);
    }
    if !text.starts_with(|digit: char| digit.is_ascii_digit()) {
        return Err(DocumentNumberError::NoNumber { written: written.to_owned() });
    }
    let unknown = || DocumentNumberError::UnknownForm { written: written.to_owned() };
    let Tokens { number, mut parts } = cut(&text, notes).ok_or_else(unknown)?;
    let year = take_year(&mut parts);
    let (head, tail) = parts.split_first().ok_or_else(unknown)?;
    let Some(kind) = type_of(&head.word, notes) else {
        return untyped(number, year, head, tail, notes).ok_or_else(unknown);
    };
    if tail.is_empty() {
        return Err(DocumentNumberError::NoIssuer { written: written.to_owned() });
    }
    typed(number, year, kind, head.separator, tail, notes).ok_or_else(unknown)
}

fn mend_letters(text: &str, notes: &mut Notes) -> String {
    // Unlike for Đ and D, nobody means anything else by letters that only look like Đ.
    let mended: String = text.chars().map(mend_eth).collect();
    mark(notes, DocumentNote::LookalikeLetter, mended != text);
    mended
}

fn without_leading_word(text: String, notes: &mut Notes) -> String {
    let rest = ["số", "Số", "SỐ"].iter().find_map(|word| text.strip_prefix(word));
    mark(notes, DocumentNote::LeadingWord, rest.is_some());
    match rest {
        Some(rest) => rest.trim_start_matches([':', '.', ' ']).to_owned(),
        None => text,
    }
}

/// Takes the year off the front, where something follows it.
fn take_year(parts: &mut Vec<Part>) -> Option<i32> {
    let [first, _, ..] = parts.as_slice() else { return None };
    let is_year = first.separator == '/'
        && first.word.len() == 4
        && (first.word.starts_with("19") || first.word.starts_with("20"));
    let year = is_year.then(|| first.word.parse().ok()).flatten()?;
    parts.remove(0);
    Some(year)
}

fn type_of(word: &str, notes: &mut Notes) -> Option<&'static DocumentType> {
    known(word).or_else(|| {
        let kind = known_in_any_case(word)?;
        mark(notes, DocumentNote::LetterCase, true);
        Some(kind)
    })
}

fn typed(
    number: String,
    year: Option<i32>,
    kind: &DocumentType,
    before: char,
    tail: &[Part],
    notes: &mut Notes,
) -> Option<Parts> {
    let issuer = issuer_after_type(tail, notes)?;
    let separators = (before, tail.first()?.separator);
    let body = body::family(&issuer);
    let is_party = match (year, separators) {
        // Only the State puts the year into the symbol.
        (Some(_), _) => false,
        (None, ('-', '/')) => body != Body::State,
        (None, _) => body == Body::Party,
    };
    let note = match (is_party, separators) {
        (true, ('-', '/')) | (false, ('/', '-')) => None,
        (true, ('/', '-')) => Some(DocumentNote::StateSeparators),
        (false, ('-', '/')) => Some(DocumentNote::PartySeparators),
        _ => Some(DocumentNote::MixedSeparators),
    };
    notes.extend(note);
    let system = match (is_party, kind.abbreviation(), year) {
        (true, _, _) => System::Party,
        // Some offices give the type of letters, which need none.
        (false, "CV", _) => System::OfficialLetter,
        (false, _, Some(_)) => System::StateNormative,
        (false, _, None) => System::State,
    };
    Some(Parts { system, number, year, kind: Some(kind.abbreviation().to_owned()), issuer })
}

/// The issuer behind a type: since the type is known, its case can be mended.
fn issuer_after_type(tail: &[Part], notes: &mut Notes) -> Option<String> {
    let mut issuer = join(tail, notes);
    if !issuer.chars().any(char::is_uppercase) {
        issuer = issuer.to_uppercase();
        mark(notes, DocumentNote::LetterCase, true);
    }
    if issuer == "TTG" {
        issuer = "TTg".to_owned();
        mark(notes, DocumentNote::LetterCase, true);
    }
    is_symbol(issuer.split(['-', '/', '.']).next()?).then_some(issuer)
}

/// Laws, official letters, and the few other symbols without a known type.
fn untyped(
    number: String,
    year: Option<i32>,
    head: &Part,
    tail: &[Part],
    notes: &mut Notes,
) -> Option<Parts> {
    if !is_symbol(&head.word) {
        return None;
    }
    let of = |system, kind, issuer| Some(Parts { system, number, year, kind, issuer });
    let alone = tail.is_empty();
    let is_state = body::family(&head.word) == Body::State;
    match (head.separator, year) {
        ('/', Some(_)) if alone && body::is_assembly(&head.word) => {
            of(System::StateNormative, None, head.word.clone())
        }
        // The old form, "64/CP" or "64-CP".
        ('/', None) if alone && is_state => of(System::State, None, head.word.clone()),
        ('-', None) if alone && is_state => {
            mark(notes, DocumentNote::PartySeparators, true);
            of(System::State, None, head.word.clone())
        }
        ('/', _) => {
            let has_slash = tail.iter().any(|part| part.separator == '/');
            mark(notes, DocumentNote::MixedSeparators, has_slash);
            let words = join(tail, notes).replace('/', "-");
            let issuer = if alone { head.word.clone() } else { format!("{}-{words}", head.word) };
            of(System::OfficialLetter, None, issuer)
        }
        ('-', None) if tail.first()?.separator == '/' => {
            let issuer = join(tail, notes);
            if body::family(&issuer) != Body::Party {
                return None;
            }
            mark(notes, DocumentNote::UnknownType, true);
            of(System::Party, Some(head.word.clone()), issuer)
        }
        _ => None,
    }
}

/// The words with the separators between them; the one before the first is left out.
fn join(parts: &[Part], notes: &mut Notes) -> String {
    let mut joined = String::new();
    for part in parts {
        if !joined.is_empty() {
            joined.push(part.separator);
        }
        match part.word.strip_suffix("TƯ") {
            Some(office) => {
                mark(notes, DocumentNote::CentralSpelling, true);
                joined.push_str(office);
                joined.push_str("TW");
            }
            None => joined.push_str(&part.word),
        }
    }
    joined
}

/// Whether the word looks like a symbol (`TTg`, `BCĐ389`) and not like a word of a sentence.
pub(super) fn is_symbol(word: &str) -> bool {
    let count = |is: fn(char) -> bool| word.chars().filter(|&letter| is(letter)).count();
    word.starts_with(char::is_uppercase) && count(char::is_uppercase) > count(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::document::{DocumentNote, DocumentNumber, DocumentNumberError, System, types};

    fn parse(text: &str) -> DocumentNumber {
        DocumentNumber::parse(text).unwrap()
    }

    #[test]
    fn every_system_has_its_form() {
        for (text, system, kind, issuer) in [
            ("586/KH-UBND", System::State, Some("KH"), "UBND"),
            ("51/2025/QĐ-TTg", System::StateNormative, Some("QĐ"), "TTg"),
            ("01/2019/TTLT-BYT-BTC", System::StateNormative, Some("TTLT"), "BYT-BTC"),
            ("257/2025/QH15", System::StateNormative, None, "QH15"),
            ("30a/2008/NQ-CP", System::StateNormative, Some("NQ"), "CP"),
            ("64/CP", System::State, None, "CP"),
            ("1315/KCB-QLCL&CĐT", System::OfficialLetter, None, "KCB-QLCL&CĐT"),
            ("12/CV-UBND", System::OfficialLetter, Some("CV"), "UBND"),
            ("26-NQ/TW", System::Party, Some("NQ"), "TW"),
            ("406-ĐA/HVCTQG", System::Party, Some("ĐA"), "HVCTQG"),
        ] {
            let number = parse(text);
            assert_eq!(
                (number.system(), number.kind(), number.issuer()),
                (system, kind, issuer),
                "{text}"
            );
            assert_eq!(number.canonical(), text);
            assert!(number.notes().is_empty(), "{text}");
        }
    }

    #[test]
    fn variants_are_mended_and_noted() {
        for (text, canonical, note) in [
            ("22/NQ-TU", "22-NQ/TU", DocumentNote::StateSeparators),
            ("586-KH/UBND", "586/KH-UBND", DocumentNote::PartySeparators),
            ("26/NQ/TW", "26-NQ/TW", DocumentNote::MixedSeparators),
            ("123/QĐ.UBND", "123/QĐ-UBND", DocumentNote::MixedSeparators),
            ("26–NQ/TW", "26-NQ/TW", DocumentNote::LookalikeSign),
            ("749/Q\u{d0}-TTg", "749/QĐ-TTg", DocumentNote::LookalikeLetter),
            ("749/QĐ-TTG", "749/QĐ-TTg", DocumentNote::LetterCase),
            ("586/kh-ubnd", "586/KH-UBND", DocumentNote::LetterCase),
            ("26-NQ/TƯ", "26-NQ/TW", DocumentNote::CentralSpelling),
            ("Số: 26-NQ/TW", "26-NQ/TW", DocumentNote::LeadingWord),
            ("05-NQX/TU", "05-NQX/TU", DocumentNote::UnknownType),
            ("64-CP", "64/CP", DocumentNote::PartySeparators),
            ("1315/KCB-QLCL & CĐT", "1315/KCB-QLCL&CĐT", DocumentNote::Spaces),
        ] {
            let number = parse(text);
            assert_eq!(
                (number.canonical(), number.notes()),
                (canonical, [note].as_slice()),
                "{text}"
            );
            assert_eq!(number.written(), text);
            assert_eq!(number, parse(canonical));
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "28/5/2022",
            "11/11",
            "15-20",
            "10/2017",
            "12/kg",
            "5/Hà",
            "2021-2025",
            "1-A/B",
            "26 NQ/TW",
        ] {
            let error = DocumentNumber::parse(text).unwrap_err();
            assert!(matches!(error, DocumentNumberError::UnknownForm { .. }), "{text}");
        }
        assert_eq!(DocumentNumber::parse(" "), Err(DocumentNumberError::Empty));
        assert!(matches!(
            DocumentNumber::parse("NQ/TW"),
            Err(DocumentNumberError::NoNumber { .. })
        ));
        assert!(matches!(
            DocumentNumber::parse("12/QĐ"),
            Err(DocumentNumberError::NoIssuer { .. })
        ));
    }

    #[test]
    fn d_and_d_with_stroke_stay_apart() {
        assert_ne!(parse("12/HD-UBND"), parse("12/HĐ-UBND"));
        assert_ne!(parse("12-DA/TU"), parse("12-ĐA/TU"));
    }

    #[test]
    fn files_have_strings() {
        let number: DocumentNumber = serde_json::from_str("\"26 - NQ/TW\"").unwrap();
        assert_eq!(serde_json::to_string(&number).unwrap(), "\"26-NQ/TW\"");
        assert!(serde_json::from_str::<DocumentNumber>("\"x\"").is_err());
    }

    fn shape() -> impl Strategy<Value = String> {
        let kind = (0..types().len()).prop_map(|place| types()[place].abbreviation());
        let word = prop_oneof![
            kind,
            Just("TW"),
            Just("UBND"),
            Just("TTg"),
            Just("QH15"),
            Just("BTC"),
            Just("2020"),
            Just("TƯ")
        ];
        let sign = prop_oneof![Just("-"), Just("/"), Just("."), Just(" - "), Just("-/")];
        ("[0-9]{1,4}[a-c]?", proptest::collection::vec((sign, word), 1..5)).prop_map(
            |(number, parts)| parts.iter().fold(number, |text, (sign, word)| text + sign + word),
        )
    }

    proptest! {
        #[test]
        fn the_canonical_form_is_read_as_itself(text in prop_oneof![shape(), "[0-9]{1,3}[-/][A-ZĐa-z&./-]{1,10}", "\\PC{0,12}"]) {
            if let Ok(first) = DocumentNumber::parse(&text) {
                let again = DocumentNumber::parse(first.canonical()).unwrap();
                prop_assert_eq!(first.canonical(), again.canonical());
                prop_assert_eq!(
                    (first.system(), first.number(), first.year(), first.kind(), first.issuer()),
                    (again.system(), again.number(), again.year(), again.kind(), again.issuer())
                );
            }
        }
    }
}
