//! "Did you mean …?"

use super::key::fold_bare;
use super::{clean, fold, tone_key};
use foldhash::fast::FixedState;
use std::collections::HashMap;

/// More edits than this make another word.
const MOST_EDITS: usize = 3;

/// The candidate that was probably meant, or `None` when nothing is near.
///
/// The same [`tone_key`] is best, then the same [`fold`], then few enough edits between folds:
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
            needle.distance(&Prepared::new(candidate)).map(|distance| (distance, candidate))
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
    candidates: Vec<Prepared>,
    /// Candidates by [`tone_key`].
    accented: HashMap<String, Vec<u32>, FixedState>,
    /// By [`fold`], in order.
    sorted: Vec<Sorted>,
}

/// A candidate among those in the order of their folds.
#[derive(Debug, Clone)]
struct Sorted {
    number: u32,
    letters: Box<[char]>,
    /// How many letters it has in common with the one before.
    common: usize,
}

impl Suggester {
    /// Prepares candidates.
    pub fn new<'a, I: IntoIterator<Item = &'a str>>(candidates: I) -> Self {
        let candidates: Vec<Prepared> = candidates.into_iter().map(Prepared::new).collect();
        let mut accented: HashMap<String, Vec<u32>, FixedState> = HashMap::default();
        let mut sorted: Vec<Sorted> = Vec::with_capacity(candidates.len());
        for (number, candidate) in (0..).zip(&candidates) {
            if !candidate.accented.is_empty() {
                accented.entry(candidate.accented.clone()).or_default().push(number);
            }
            if !candidate.folded.is_empty() {
                let letters = candidate.folded.chars().collect();
                sorted.push(Sorted { number, letters, common: 0 });
            }
        }
        sorted.sort_by(|a, b| a.letters.cmp(&b.letters));
        let mut before: &[char] = &[];
        for candidate in &mut sorted {
            let pairs = before.iter().zip(&candidate.letters);
            candidate.common = pairs.take_while(|(a, b)| a == b).count();
            before = &candidate.letters;
        }
        Self { candidates, accented, sorted }
    }

    /// The number of the candidate that was probably meant, as [`suggest`] says.
    pub fn nearest(&self, needle: &str) -> Option<usize> {
        let needle = Needle::new(needle);
        let distance = |number: &u32| {
            let candidate = self.candidates.get(*number as usize)?;
            Some((needle.distance(candidate)?, *number as usize))
        };
        let nearest = |numbers: &[u32]| numbers.iter().filter_map(distance).min();
        // Each kind of likeness is better than the next.
        if let Some(alike) = self.accented.get(&needle.accented) {
            return nearest(alike).map(|(_, number)| number);
        }
        for folded in std::iter::once(&needle.folded).chain(&needle.bare) {
            let letters: Vec<char> = folded.chars().collect();
            let from = self.sorted.partition_point(|other| *other.letters < *letters);
            let rest = self.sorted.get(from..).unwrap_or_default();
            let alike = rest.iter().take_while(|other| *other.letters == *letters);
            let alike: Vec<u32> = alike.map(|other| other.number).collect();
            if let Some((_, number)) = nearest(&alike) {
                return Some(number);
            }
        }
        let within = self.within(&needle);
        // Codes in capitals differ as their folds do: the edits of all are the same, and the first wins.
        let is_code = |number: &u32| {
            let candidate = self.candidates.get(*number as usize);
            candidate.is_some_and(|other| in_capitals(&other.accented, &other.folded))
        };
        if in_capitals(&needle.accented, &needle.folded) && within.iter().all(is_code) {
            return within.iter().min().map(|number| *number as usize);
        }
        nearest(&within).map(|(_, number)| number)
    }

    /// The candidates whose folds are the fewest edits away.
    ///
    /// Candidates that begin alike stand together, so the rows of the table of edits that belong to
    /// what they have in common are computed once; and where a row has no cell that is near enough,
    /// all that begin so are passed over.
    fn within(&self, needle: &Needle) -> Vec<u32> {
        let mut found = Vec::new();
        let letters: Vec<char> = needle.folded.chars().collect();
        let mut most = needle.most_edits;
        if letters.is_empty() || most == 0 {
            return found;
        }
        let width = letters.len() + 1;
        // Row by row, the edits from so many letters of the candidate to so many of the needle.
        let mut rows: Vec<usize> = (0..width).collect();
        // How many rows belong to the candidate in hand, and how many of its letters are hopeless.
        let mut valid = 0;
        let mut hopeless = usize::MAX;
        for candidate in &self.sorted {
            valid = valid.min(candidate.common);
            if candidate.common >= hopeless {
                continue;
            }
            hopeless = usize::MAX;
            for (row, letter) in candidate.letters.iter().enumerate().skip(valid) {
                rows.resize((row + 2).max(rows.len() / width) * width, 0);
                let least = next_row(&mut rows, width, row, candidate, *letter, &letters);
                valid = row + 1;
                if least > most {
                    hopeless = row + 1;
                    break;
                }
            }
            if hopeless != usize::MAX {
                continue;
            }
            let edits = rows.get(candidate.letters.len() * width + width - 1);
            if let Some(edits) = edits.filter(|edits| **edits <= most) {
                if *edits < most {
                    found.clear();
                    most = *edits;
                }
                found.push(candidate.number);
            }
        }
        found
    }
}

/// Whether a text is ASCII without small letters, and its fold the same in small ones.
fn in_capitals(text: &str, folded: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_lowercase())
        && text.eq_ignore_ascii_case(folded)
}

/// Computes the row behind `row` of a table of edits (insertions, deletions, replacements, and
/// exchanges of neighbours), and the least that any row further down can hold.
fn next_row(
    rows: &mut [usize],
    width: usize,
    row: usize,
    candidate: &Sorted,
    letter: char,
    needle: &[char],
) -> usize {
    let (above, below) = rows.split_at_mut((row + 1) * width);
    let over = above.get(row * width..).unwrap_or_default();
    let twice = row.checked_sub(1).and_then(|twice| above.get(twice * width..(twice + 1) * width));
    let last = row.checked_sub(1).and_then(|before| candidate.letters.get(before)).copied();
    let Some(cells) = below.get_mut(..width) else { return 0 };
    let mut left = row + 1;
    let mut least = left;
    if let Some(first) = cells.first_mut() {
        *first = left;
    }
    let mut before = None;
    for (column, (cell, sign)) in cells.iter_mut().skip(1).zip(needle).enumerate() {
        let (diagonal, up) = match over.get(column..column + 2) {
            Some([diagonal, up]) => (*diagonal, *up),
            _ => return 0,
        };
        let mut edits = (diagonal + usize::from(letter != *sign)).min(up + 1).min(left + 1);
        if let (Some(twice), Some(before)) = (twice, before)
            && before == letter
            && last == Some(*sign)
            && let Some(crossed) = column.checked_sub(1).and_then(|column| twice.get(column))
        {
            edits = edits.min(crossed + 1);
        }
        *cell = edits;
        left = edits;
        least = least.min(edits);
        before = Some(*sign);
    }
    least
}

/// What is compared of a candidate.
#[derive(Debug, Clone)]
struct Prepared {
    cleaned: String,
    accented: String,
    folded: String,
    length: usize,
}

impl Prepared {
    fn new(candidate: &str) -> Self {
        let folded = fold(candidate);
        Self {
            cleaned: clean(candidate).into_owned(),
            accented: tone_key(candidate),
            length: folded.chars().count(),
            folded,
        }
    }
}

struct Needle {
    cleaned: String,
    accented: String,
    folded: String,
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

impl Needle {
    fn new(written: &str) -> Self {
        let folded = fold(written);
        Self {
            cleaned: clean(written).into_owned(),
            accented: tone_key(written),
            bare: fold_bare(written).filter(|bare| !bare.is_empty() && *bare != folded),
            most_edits: (folded.chars().count() / 3).min(MOST_EDITS),
            length: folded.chars().count(),
            folded,
        }
    }

    fn distance(&self, candidate: &Prepared) -> Option<Distance> {
        if candidate.accented == self.accented && !self.accented.is_empty() {
            let is_exact = candidate.cleaned == self.cleaned;
            let nearness = if is_exact { Nearness::Exact } else { Nearness::ToneKey };
            return Some((nearness, 0, 0));
        }
        if candidate.folded.is_empty() || self.folded.is_empty() {
            return None;
        }
        let (nearness, edits) = if candidate.folded == self.folded {
            (Nearness::Fold, 0)
        } else if self.bare.as_ref() == Some(&candidate.folded) {
            (Nearness::Bare, 0)
        } else {
            (Nearness::Edits, self.edits(candidate)?)
        };
        Some((nearness, edits, strsim::osa_distance(&self.accented, &candidate.accented)))
    }

    fn edits(&self, candidate: &Prepared) -> Option<usize> {
        // The difference in length is a lower bound, and cheap.
        if candidate.length.abs_diff(self.length) > self.most_edits {
            return None;
        }
        let edits = strsim::osa_distance(&self.folded, &candidate.folded);
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
            candidates in proptest::collection::vec("[abAB]{0,5}|VN[0-2]{2}-[0-2]{3}|[oòóho ]{1,6}", 0..40),
            needle in "[abAB]{0,6}|[VN]{1,2}[0-2]{2}-?[0-2]{2,4}|[oòóho ]{1,7}",
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
