//! Looser forms of names, for keys and suggestions.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose, decompose_canonical, is_combining_mark};

use super::clean;
use super::tone::{mend_eth, split_tone};

/// The same spelling up to the placement of tones and the letter Đ; diacritics and case are kept.
///
/// `Hoà Bình` and `Hòa Bình` are both official spellings and NFC keeps them apart. In an open
/// syllable the tone goes to the first vowel of oa, oe, uy; before another letter to the second.
///
/// ```
/// use chuan::text::tone_key;
///
/// assert_eq!(tone_key("Uỷ ban Hoà Bình"), "Ủy ban Hòa Bình");
/// assert_eq!(tone_key("Phú Quý"), "Phú Quý"); // u belongs to q
/// assert_eq!(tone_key("\u{d0}à Nẵng"), "Đà Nẵng"); // was Eth
/// ```
#[must_use]
pub fn tone_key(text: &str) -> String {
    tone_key_of(clean(text)).into_owned()
}

/// The same for a text that is [`clean`].
pub(super) fn tone_key_of(cleaned: Cow<'_, str>) -> Cow<'_, str> {
    if cleaned.is_ascii() {
        return cleaned;
    }
    let mut key = String::with_capacity(cleaned.len());
    let mut before = None;
    let mut rest = cleaned.chars().map(mend_eth);
    while let Some(first) = rest.next() {
        if may_wander(first) {
            let mut after = rest.clone();
            let placed = after
                .next()
                .and_then(|second| place_tone(before, first, second, after.clone().next()));
            if let Some((first, second)) = placed {
                key.extend([first, second]);
                (before, rest) = (Some(second), after);
                continue;
            }
        }
        key.push(first);
        before = Some(first);
    }
    key.into()
}

/// Whether the letter is an o or a u, with or without a tone: only their tones wander.
fn may_wander(letter: char) -> bool {
    matches!(letter, 'o' | 'ò' | 'ỏ' | 'õ' | 'ó' | 'ọ' | 'u' | 'ù' | 'ủ' | 'ũ' | 'ú' | 'ụ')
        || matches!(letter, 'O' | 'Ò' | 'Ỏ' | 'Õ' | 'Ó' | 'Ọ' | 'U' | 'Ù' | 'Ủ' | 'Ũ' | 'Ú' | 'Ụ')
}

/// The two vowels with the tone where it belongs; `None` when it is not one of the pairs whose
/// tone wanders.
fn place_tone(
    before: Option<char>,
    first: char,
    second: char,
    after: Option<char>,
) -> Option<(char, char)> {
    let (one, one_tone) = split_tone(first);
    let (two, two_tone) = split_tone(second);
    let tone = match (one_tone, two_tone) {
        (Some(tone), None) | (None, Some(tone)) => tone,
        _ => return None,
    };
    let pair = (one.to_ascii_lowercase(), two.to_ascii_lowercase());
    let wanders = match pair {
        ('o', 'a' | 'e') => true,
        ('u', 'y') => !matches!(before, Some('q' | 'Q')),
        _ => false,
    };
    // A further mark on the second vowel makes it another letter.
    if !wanders || after.is_some_and(is_combining_mark) {
        return None;
    }
    if after.is_some_and(char::is_alphabetic) {
        Some((one, compose(two, tone)?))
    } else {
        Some((compose(one, tone)?, two))
    }
}

/// Words that say what kind of unit a name is of; lower case, as [`tone_key`] spells them,
/// longer before shorter.
const PREFIXES: &[&str] = &[
    "ủy ban nhân dân",
    "hội đồng nhân dân",
    "thành phố",
    "thành ủy",
    "tỉnh ủy",
    "thị trấn",
    "đặc khu",
    "thị xã",
    "phường",
    "huyện",
    "ubnd",
    "hđnd",
    "tỉnh",
    "quận",
    "xã",
    "tp",
    "tx",
];

/// The same as people write them on a keyboard without Vietnamese.
const BARE_PREFIXES: &[&str] = &[
    "uy ban nhan dan",
    "thanh pho",
    "thi tran",
    "thi xa",
    "phuong",
    "huyen",
    "ubnd",
    "tinh",
    "quan",
    "xa",
    "tp",
    "tx",
];

/// The search key of a name: no administrative prefix, no tone, no diacritics, no case, letters
/// and digits only.
///
/// Use it to suggest, never to match: many different words have the same key.
///
/// ```
/// use chuan::text::fold;
///
/// assert_eq!(fold("UBND tỉnh Nghệ An"), "nghean");
/// assert_eq!(fold("TP. Hồ Chí Minh"), "hochiminh");
/// assert_eq!(fold("Tp.HCM"), "hcm");
/// assert_eq!(fold("Đắk Lắk"), fold("Dak Lak"));
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    fold_of(&tone_key(text))
}

/// The same for a text that is its own [`tone_key`].
pub(super) fn fold_of(accented: &str) -> String {
    squash(without_prefixes(&lower(accented), PREFIXES))
}

/// The key of a name typed without any diacritics, whose prefixes then have none either; of a text that
/// is its own [`tone_key`].
///
/// Not part of [`fold`], where "tinh bien" has to stay the key of the district Tịnh Biên.
pub(super) fn fold_bare_of(accented: &str) -> Option<String> {
    let lowered = lower(accented);
    lowered.is_ascii().then(|| squash(without_prefixes(&lowered, BARE_PREFIXES)))
}

/// Letter by letter, because the lower case of a whole string depends on the neighbours.
fn lower(accented: &str) -> String {
    if accented.is_ascii() {
        return accented.to_ascii_lowercase();
    }
    accented.chars().flat_map(char::to_lowercase).collect()
}

fn without_prefixes<'t>(lowered: &'t str, prefixes: &[&str]) -> &'t str {
    let mut name = lowered;
    while let Some(rest) = prefixes.iter().find_map(|prefix| without_prefix(name, prefix)) {
        name = rest;
    }
    name
}

fn without_prefix<'t>(name: &'t str, prefix: &str) -> Option<&'t str> {
    let after = name.strip_prefix(prefix)?;
    let rest = after
        .trim_start_matches(|letter: char| !letter.is_alphanumeric() && !is_combining_mark(letter));
    // "Quận 1" stays whole: a bare "1" would be the key of too many things.
    (rest.len() < after.len() && rest.chars().any(char::is_alphabetic)).then_some(rest)
}

fn squash(lowered: &str) -> String {
    let key = bare_ascii(lowered).unwrap_or_else(|| bare(lowered));
    // Written in one piece so often that it is known by heart.
    if key == "tphcm" { "hcm".to_owned() } else { key }
}

/// The letters and digits of a text in lower case without their accents.
fn bare(lowered: &str) -> String {
    lowered
        .nfd()
        .filter(|letter| !is_accent(*letter))
        .flat_map(char::to_lowercase)
        .map(|letter| if letter == 'đ' { 'd' } else { letter })
        .filter(|letter| letter.is_alphanumeric())
        .nfc()
        .collect()
}

fn is_accent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// The same when it is ASCII: then nothing has to be composed. Names of Vietnam are such texts.
fn bare_ascii(lowered: &str) -> Option<String> {
    let mut key = String::with_capacity(lowered.len());
    for letter in lowered.chars() {
        let mut base = letter;
        if letter == 'đ' {
            base = 'd';
        } else if !letter.is_ascii() {
            let mut parts = (None, true);
            decompose_canonical(letter, |part| match parts.0 {
                None => parts.0 = Some(part),
                Some(_) => parts.1 &= is_accent(part),
            });
            base = parts.0.filter(|_| parts.1)?;
        }
        if base.is_ascii() {
            key.extend(base.is_ascii_alphanumeric().then(|| base.to_ascii_lowercase()));
        } else if !is_accent(base) {
            return None;
        }
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_tone_of_oa_oe_uy_has_one_place() {
        for (written, key) in [
            ("Hoà", "Hòa"),
            ("HOÀ", "HÒA"),
            ("Thuý", "Thúy"),
            ("Uỷ", "Ủy"),
            ("hoè", "hòe"),
            ("quý", "quý"),
            ("Quỳ Hợp", "Quỳ Hợp"),
            ("quả", "quả"),
            ("hoàn", "hoàn"),
            ("hòan", "hoàn"),
            ("ngoài", "ngoài"),
            ("huỳnh", "huỳnh"),
            ("chào anh", "chào anh"),
            ("Nguyễn", "Nguyễn"),
        ] {
            assert_eq!(tone_key(written), key);
        }
    }

    #[test]
    fn eth_is_read_as_d_with_stroke() {
        assert_eq!(tone_key("\u{d0}\u{f0}\u{189}\u{256}"), "ĐđĐđ");
        assert_ne!(tone_key("HĐ"), tone_key("HD"));
    }

    #[test]
    fn prefixes_go_and_names_stay() {
        for (written, key) in [
            ("Tỉnh Nghệ An", "nghean"),
            ("thành phố Vinh", "vinh"),
            ("TP Vinh", "vinh"),
            ("tp.hcm", "hcm"),
            ("TPHCM", "hcm"),
            ("TX. Cửa Lò", "cualo"),
            ("Thị xã Thái Hoà", "thaihoa"),
            ("Uỷ ban nhân dân tỉnh Hoà Bình", "hoabinh"),
            ("Hà Tĩnh", "hatinh"),
            ("Tịnh Biên", "tinhbien"),
            ("Xá", "xa"),
            ("Tỉnh", "tinh"),
            ("Quận 1", "quan1"),
            ("TT-Huế", "tthue"),
        ] {
            assert_eq!(fold(written), key, "{written}");
        }
    }

    #[test]
    fn bare_names_lose_bare_prefixes() {
        assert_eq!(fold_bare_of("Tinh Nghe An").as_deref(), Some("nghean"));
        assert_eq!(fold_bare_of("Tỉnh Nghe An"), None);
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "((tỉnh|TP|xã|UBND|t p hcm|Hoà|quý|Thuỷ|\u{d0}|[ .\u{301}\u{302}])|\\PC){0,12}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn both_ways_to_bare_letters_agree(text in "([a-zđ0-9 .]|[à-ỹ]|[\u{300}-\u{36f}]|\\PC){0,12}") {
            if let Some(key) = bare_ascii(&text) {
                prop_assert_eq!(key, bare(&text));
            }
        }

        #[test]
        fn only_the_tones_of_o_and_u_wander(first in "[à-ỹoOuU]", second in "[aeyàéỷ]", after in "[n ]?") {
            let mut letters = first.chars().chain(second.chars());
            if let (Some(first), Some(second)) = (letters.next(), letters.next())
                && place_tone(None, first, second, after.chars().next()).is_some()
            {
                prop_assert!(may_wander(first));
            }
        }

        #[test]
        fn the_tone_key_is_its_own_key(text in "([hoaueyqnà-ỹ ]|[\u{300}\u{301}\u{302}\u{323}]|\\PC){0,12}") {
            let once = tone_key(&text);
            prop_assert_eq!(tone_key(&once), once.clone());
            prop_assert_eq!(fold(&once), fold(&text));
        }
    }
}
