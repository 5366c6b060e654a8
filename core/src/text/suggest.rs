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
        .filter_map(|candidate| needle.distance(candidate).map(|distance| (distance, candidate)))
        // The first of equal minima, so the order of the candidates decides.
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

struct Needle {
    cleaned: String,
    accented: String,
    folded: String,
    bare: Option<String>,
    most_edits: usize,
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
            folded,
        }
    }

    fn distance(&self, candidate: &str) -> Option<Distance> {
        let accented = tone_key(candidate);
        if accented == self.accented && !accented.is_empty() {
            let is_exact = clean(candidate) == self.cleaned;
            let nearness = if is_exact { Nearness::Exact } else { Nearness::ToneKey };
            return Some((nearness, 0, 0));
        }
        let folded = fold(candidate);
        if folded.is_empty() || self.folded.is_empty() {
            return None;
        }
        let (nearness, edits) = if folded == self.folded {
            (Nearness::Fold, 0)
        } else if self.bare.as_ref() == Some(&folded) {
            (Nearness::Bare, 0)
        } else {
            (Nearness::Edits, self.edits(&folded)?)
        };
        Some((nearness, edits, strsim::osa_distance(&self.accented, &accented)))
    }

    fn edits(&self, folded: &str) -> Option<usize> {
        // The difference in length is a lower bound, and cheap.
        let apart = folded.chars().count().abs_diff(self.folded.chars().count());
        if apart > self.most_edits {
            return None;
        }
        let edits = strsim::osa_distance(&self.folded, folded);
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
