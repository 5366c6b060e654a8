//! "Did you mean …?"

use super::clean;
use super::key::{fold_bare_of, fold_of, tone_key_of};
use super::letters::{LetterTree, MOST_LETTERS};
use std::borrow::Cow;
use std::ops::Range;

/// More edits than this make another word.
pub(super) const MOST_EDITS: usize = 3;

/// The candidate that was probably meant, or `None` when nothing is near.
///
/// The same [`tone_key`](super::tone_key) is best, then the same [`fold`](super::fold), then few enough edits between folds:
/// at most a third of the length of what was written, and never more than three. Among equals
/// the one with the nearer diacritics wins, then the earlier one.
///
/// ```
/// use chuan::text::suggest;
///
/// let provinces = ["Hà Nội", "Hòa Bình", "Nghệ An", "Đắk Lắk"];
/// assert_eq!(suggest("Hoà Bình", provinces), Some("Hòa Bình"));
/// assert_eq!(suggest("tinh nghe an", provinces), Some("Nghệ An"));
/// assert_eq!(suggest("Đắc Lắc", provinces), Some("Đắk Lắk"));
/// assert_eq!(suggest("Cà Mau", provinces), None);
/// ```
#[must_use]
pub fn suggest<'a, I>(needle: &str, candidates: I) -> Option<&'a str>
where
    I: IntoIterator<Item = &'a str>,
{
    let needle = Needle::new(needle);
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let distance = needle.distance(&Forms::of(candidate).as_candidate())?;
            Some((distance, candidate))
        })
        // The first of equal minima, so the order of the candidates decides.
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// Candidates that are asked for again and again, such as the names of 11,000 communes: what
/// [`suggest`] computes of each is computed once, and the same is found without looking at all of them.
///
/// ```
/// use chuan::text::Suggester;
///
/// let names = Suggester::new(["Hà Nội", "Hòa Bình"]);
/// assert_eq!(names.nearest("Hoà Bình"), Some(1));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Suggester {
    /// What is compared of all candidates, one text behind the other.
    texts: String,
    candidates: Vec<Kept>,
    /// The candidates by [`tone_key`](super::tone_key), in order.
    accented: Vec<u32>,
    /// By [`fold`](super::fold), in order, those without a letter left out.
    folded: Vec<u32>,
    tree: LetterTree,
}

/// Where the texts of a candidate lie. Most candidates are clean and accented as they should be.
#[derive(Debug, Clone)]
struct Kept {
    cleaned: Range<u32>,
    accented: Range<u32>,
    folded: Range<u32>,
}

impl Suggester {
    /// Prepares candidates.
    pub fn new<'a, I: IntoIterator<Item = &'a str>>(candidates: I) -> Self {
        let mut texts = String::new();
        let mut keep = |text: &str| {
            let start = texts.len() as u32;
            texts.push_str(text);
            start..texts.len() as u32
        };
        let candidates: Vec<Kept> = candidates
            .into_iter()
            .map(|candidate| {
                let Forms { cleaned, accented, folded } = Forms::of(candidate);
                let place = keep(&cleaned);
                Kept {
                    accented: if *accented == *cleaned { place.clone() } else { keep(&accented) },
                    cleaned: place,
                    folded: keep(&folded),
                }
            })
            .collect();
        let mut made = Self { texts, candidates, ..Self::default() };
        let mut order: Vec<u32> = (0..made.candidates.len() as u32).collect();
        order.sort_by(|a, b| made.accented(*a).cmp(made.accented(*b)));
        made.accented = order.clone();
        order.retain(|number| !made.folded(*number).is_empty());
        order.sort_by(|a, b| made.folded(*a).cmp(made.folded(*b)).then(a.cmp(b)));
        made.tree = LetterTree::new(order.iter().map(|number| made.folded(*number)));
        made.folded = order;
        made
    }

    fn text(&self, place: impl Fn(&Kept) -> &Range<u32>, number: u32) -> &str {
        let place = self.candidates.get(number as usize).map(place);
        place.and_then(|at| self.texts.get(at.start as usize..at.end as usize)).unwrap_or_default()
    }

    fn accented(&self, number: u32) -> &str {
        self.text(|kept| &kept.accented, number)
    }

    fn folded(&self, number: u32) -> &str {
        self.text(|kept| &kept.folded, number)
    }

    /// The number of the candidate that was probably meant, as [`suggest`] says.
    pub fn nearest(&self, needle: &str) -> Option<usize> {
        let needle = Needle::new(needle);
        // Each kind of likeness is better than the next.
        let alike = equal(&self.accented, |number| self.accented(number), &needle.forms.accented);
        if let Some(found) = self.nearest_of(&needle, alike) {
            return Some(found);
        }
        for folded in std::iter::once(&needle.forms.folded).chain(&needle.bare) {
            let alike = equal(&self.folded, |number| self.folded(number), folded);
            if let Some(found) = self.nearest_of(&needle, alike) {
                return Some(found);
            }
        }
        let letters: Vec<char> = needle.forms.folded.chars().collect();
        if letters.len() > MOST_LETTERS {
            return self.nearest_of(&needle, &self.folded);
        }
        // Few edits are looked for first, because that ends so much earlier.
        let mut within = (1..=needle.most_edits).map(|most| self.tree.within(&letters, most));
        let within = within.find(|within| !within.is_empty())?.into_iter();
        let within: Vec<u32> = within.filter_map(|place| self.folded.get(place).copied()).collect();
        // Codes in capitals differ as their folds do: the edits of all are the same, and the first wins.
        let is_code = |number: &u32| in_capitals(self.accented(*number), self.folded(*number));
        if in_capitals(&needle.forms.accented, &needle.forms.folded) && within.iter().all(is_code) {
            return within.iter().min().map(|number| *number as usize);
        }
        self.nearest_of(&needle, &within)
    }

    fn nearest_of(&self, needle: &Needle, numbers: &[u32]) -> Option<usize> {
        let distance = |number: &u32| {
            let candidate = Candidate {
                cleaned: self.text(|kept| &kept.cleaned, *number),
                accented: self.accented(*number),
                folded: self.folded(*number),
            };
            Some((needle.distance(&candidate)?, *number as usize))
        };
        numbers.iter().filter_map(distance).min().map(|(_, number)| number)
    }
}

/// The numbers whose texts are the same as one, among numbers in the order of their texts.
fn equal<'n, 't>(numbers: &'n [u32], text: impl Fn(u32) -> &'t str, wanted: &str) -> &'n [u32] {
    let from = numbers.partition_point(|number| text(*number) < wanted);
    let rest = numbers.get(from..).unwrap_or_default();
    let until = rest.partition_point(|number| text(*number) == wanted);
    rest.get(..until).unwrap_or_default()
}

/// Whether a text is ASCII without small letters, and its fold the same in small ones.
fn in_capitals(text: &str, folded: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_lowercase())
        && text.eq_ignore_ascii_case(folded)
}

/// What is compared of a text.
struct Forms<'t> {
    cleaned: Cow<'t, str>,
    accented: Cow<'t, str>,
    folded: String,
}

impl<'t> Forms<'t> {
    fn of(text: &'t str) -> Self {
        let cleaned = clean(text);
        let accented = tone_key_of(cleaned.clone());
        Self { folded: fold_of(&accented), cleaned, accented }
    }

    fn as_candidate(&self) -> Candidate<'_> {
        Candidate { cleaned: &self.cleaned, accented: &self.accented, folded: &self.folded }
    }
}

/// The forms of a candidate.
struct Candidate<'c> {
    cleaned: &'c str,
    accented: &'c str,
    folded: &'c str,
}

struct Needle<'n> {
    forms: Forms<'n>,
    bare: Option<String>,
    most_edits: usize,
    length: usize,
}

/// How a candidate was found, how many edits away, how many with diacritics counted.
type Distance = (Nearness, usize, usize);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    Exact,
    ToneKey,
    Fold,
    Bare,
    Edits,
}

impl<'n> Needle<'n> {
    fn new(written: &'n str) -> Self {
        let forms = Forms::of(written);
        let length = forms.folded.chars().count();
        let bare = fold_bare_of(&forms.accented);
        Self {
            bare: bare.filter(|bare| !bare.is_empty() && *bare != forms.folded),
            most_edits: (length / 3).min(MOST_EDITS),
            length,
            forms,
        }
    }

    fn distance(&self, candidate: &Candidate<'_>) -> Option<Distance> {
        let forms = &self.forms;
        if *candidate.accented == *forms.accented && !forms.accented.is_empty() {
            let is_exact = *candidate.cleaned == *forms.cleaned;
            let nearness = if is_exact { Nearness::Exact } else { Nearness::ToneKey };
            return Some((nearness, 0, 0));
        }
        if candidate.folded.is_empty() || forms.folded.is_empty() {
            return None;
        }
        let (nearness, edits) = if *candidate.folded == *forms.folded {
            (Nearness::Fold, 0)
        } else if self.bare.as_deref() == Some(candidate.folded) {
            (Nearness::Bare, 0)
        } else {
            (Nearness::Edits, self.edits(candidate.folded)?)
        };
        Some((nearness, edits, strsim::osa_distance(&forms.accented, candidate.accented)))
    }

    fn edits(&self, folded: &str) -> Option<usize> {
        // The difference in length is a lower bound, and cheap.
        if folded.chars().count().abs_diff(self.length) > self.most_edits {
            return None;
        }
        let edits = strsim::osa_distance(&self.forms.folded, folded);
        (edits <= self.most_edits).then_some(edits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_nearer_kind_of_likeness_wins() {
        assert_eq!(suggest("Hoà Bình", ["Hoa Binh", "Hòa Bình"]), Some("Hòa Bình"));
        assert_eq!(suggest("Hoà", ["Hòa", "Hoà"]), Some("Hoà"));
        assert_eq!(suggest("Vĩnh", ["Vinh", "Vĩnhh"]), Some("Vinh"));
        assert_eq!(suggest("Vinh Long", ["Vĩnh Long"]), Some("Vĩnh Long"));
        assert_eq!(suggest("indicatro", ["indicator", "indicated"]), Some("indicator"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn candidates_that_are_prepared_give_the_same(
            candidates in proptest::collection::vec("[abAB]{0,5}|VN[0-2]{2}-[0-2]{3}|[oòóho ]{1,6}|[ab]{58,66}", 0..40),
            needle in "[abAB]{0,6}|[VN]{1,2}[0-2]{2}-?[0-2]{2,4}|[oòóho ]{1,7}|[ab]{58,66}|VN02-(01|10)[0-2]",
        ) {
            let candidates: Vec<&str> = candidates.iter().map(String::as_str).collect();
            let expected = suggest(&needle, candidates.iter().copied());
            let found = Suggester::new(candidates.iter().copied()).nearest(&needle);
            prop_assert_eq!(found.and_then(|n| candidates.get(n).copied()), expected);
            // The first of equals.
            if let Some(found) = found {
                prop_assert_eq!(candidates.iter().position(|other| Some(*other) == expected), Some(found));
            }
        }
    }

    #[test]
    fn far_is_far() {
        assert_eq!(suggest("ab", ["ac"]), None);
        assert_eq!(suggest("abc", ["abd"]), Some("abd"));
        assert_eq!(suggest("--", ["++"]), None);
        assert_eq!(suggest("", ["", "a"]), None);
        assert_eq!(suggest("abcdefghijklmnop", ["abcdefghijkl"]), None);
        assert_eq!(suggest("x", []), None);
    }

    #[test]
    fn ties_go_to_the_earlier() {
        assert_eq!(suggest("value", ["valua", "valub"]), Some("valua"));
        assert_eq!(suggest("value", ["valub", "valua"]), Some("valub"));
    }
}
