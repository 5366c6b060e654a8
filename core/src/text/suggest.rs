//! "Did you mean …?"

use super::key::fold_bare;
use super::{clean, fold, tone_key};

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
/// [`suggest`] computes of each is computed once.
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
}

impl Suggester {
    /// Prepares candidates.
    pub fn new<'a, I: IntoIterator<Item = &'a str>>(candidates: I) -> Self {
        Self { candidates: candidates.into_iter().map(Prepared::new).collect() }
    }

    /// The number of the candidate that was probably meant, as [`suggest`] says.
    pub fn nearest(&self, needle: &str) -> Option<usize> {
        let needle = Needle::new(needle);
        self.candidates
            .iter()
            .enumerate()
            .filter_map(|(n, candidate)| needle.distance(candidate).map(|far| (far, n)))
            .min()
            .map(|(_, n)| n)
    }
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

    #[test]
    fn the_nearer_kind_of_likeness_wins() {
        assert_eq!(suggest("Hoà Bình", ["Hoa Binh", "Hòa Bình"]), Some("Hòa Bình"));
        assert_eq!(suggest("Hoà", ["Hòa", "Hoà"]), Some("Hoà"));
        assert_eq!(suggest("Vĩnh", ["Vinh", "Vĩnhh"]), Some("Vinh"));
        assert_eq!(suggest("Vinh Long", ["Vĩnh Long"]), Some("Vĩnh Long"));
        assert_eq!(suggest("indicatro", ["indicator", "indicated"]), Some("indicator"));
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
