//! Screening of units, grades of coverage, and bands of rankings.

use super::{Needed, unknown_attribute};
use crate::finding::{Argument, Findings};
use crate::framework::lint::{Linter, both, kinds};
use crate::framework::source::Path;
use crate::framework::spec::{BandSpec, RankingSpec, Threshold};
use crate::id::Code;
use std::collections::HashMap;

pub(super) fn check(linter: &Linter<'_>, findings: &mut Findings) {
    let Some(screen) = &linter.spec.screen else { return };
    let base = || Path::default().key("screen");
    let shares = [
        ("available", screen.available),
        ("non_zero", screen.non_zero),
        ("indicators", screen.indicators),
    ];
    for (key, share) in shares {
        if share.is_some_and(|share| !Needed::PositiveShare.fits(share)) {
            findings.push(linter.wrong_at(&base().key(key), Needed::PositiveShare.detail()));
        }
    }
    for (number, code) in screen.of.iter().enumerate() {
        if linter.index.get(code.as_str()).is_none() {
            let at = linter.places.of(&base().key("of").index(number));
            findings.push(linter.unknown_item(code.as_str()).at(at));
        }
    }
    for (number, measure) in screen.measures.iter().enumerate() {
        let path = base().key("measure").index(number);
        if linter.index.get(measure.of.as_str()).is_none() {
            let at = linter.places.of(&path.clone().key("of"));
            findings.push(linter.unknown_item(measure.of.as_str()).at(at));
        }
        if !measure.at_least.is_finite() {
            findings.push(linter.wrong_at(&path.key("at_least"), Needed::Finite.detail()));
        }
    }
    if !screen.grades.is_empty() && screen.measures.is_empty() {
        let detail = both(
            "các hạng cần ít nhất một `[[screen.measure]]`",
            "grades need at least one `[[screen.measure]]`",
        );
        findings.push(linter.wrong_at(&base().key("grade"), detail));
    }
    let codes: Vec<&Code> = screen.grades.iter().map(|grade| &grade.code).collect();
    twice(linter, &codes, &base().key("grade"), findings);
    for (number, grade) in screen.grades.iter().enumerate() {
        let path = || base().key("grade").index(number);
        for (key, share) in [("above", grade.above), ("below", grade.below)] {
            if share.is_some_and(|share| !Needed::Share.fits(share)) {
                findings.push(linter.wrong_at(&path().key(key), Needed::Share.detail()));
            }
        }
        let stated = [grade.above.is_some(), grade.below.is_some(), grade.bar];
        let many = stated.iter().filter(|stated| **stated).count();
        let last = number + 1 == screen.grades.len();
        if many > 1 || (many == 0 && !last) {
            let detail = both(
                "mỗi hạng nêu một trong `above`, `below`, `bar`; chỉ hạng cuối được để trống",
                "a grade states one of `above`, `below` and `bar`; only the last may state none",
            );
            findings.push(linter.wrong_at(&path().key("code"), detail));
        }
    }
    let units = linter.spec.register.as_ref().map(|register| register.units.as_slice());
    for (number, force) in screen.forced.iter().enumerate() {
        let path = base().key("force").index(number);
        let known = units
            .is_none_or(|units| units.is_empty() || units.iter().any(|u| u.code == force.unit));
        if !known {
            let codes = units.into_iter().flatten().map(|unit| unit.code.as_str());
            findings.push(
                crate::finding::Finding::new(&crate::finding::catalogue::UNKNOWN_REFERENCE)
                    .at(linter.places.of(&path.clone().key("unit")))
                    .value(force.unit.as_str())
                    .with("kind", kinds::UNIT)
                    .suggest_if(crate::text::suggest(force.unit.as_str(), codes)),
            );
        }
        if force.reason.trim().is_empty() {
            let detail = both("phải nêu lý do", "a reason is needed");
            findings.push(linter.wrong_at(&path.key("reason"), detail));
        }
    }
}

/// Codes that stand twice in a list.
fn twice(linter: &Linter<'_>, codes: &[&Code], list: &Path, findings: &mut Findings) {
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (number, code) in codes.iter().enumerate() {
        let earlier = *first.entry(code.as_str()).or_insert(number);
        if earlier != number {
            let first = linter.places.of(&list.clone().index(earlier).key("code"));
            let at = linter.places.of(&list.clone().index(number).key("code"));
            findings.push(Linter::duplicate(code.as_str(), &first).at(at));
        }
    }
}

/// Groups and bands of rankings.
pub(super) fn bands(linter: &Linter<'_>, findings: &mut Findings) {
    for (number, ranking) in linter.spec.rankings.iter().flatten().enumerate() {
        let path = Path::default().key("ranking").index(number);
        if let Some(detail) =
            ranking.within.as_ref().and_then(|name| unknown_attribute(linter, name))
        {
            findings.push(linter.wrong_at(&path.clone().key("within"), detail));
        }
        let codes: Vec<&Code> = ranking.bands.iter().map(|band| &band.code).collect();
        twice(linter, &codes, &path.clone().key("band"), findings);
        for (place, band) in ranking.bands.iter().enumerate() {
            let path = path.clone().key("band").index(place);
            if let Some((key, detail)) = band_fault(ranking, place, band) {
                findings.push(linter.wrong_at(&path.key(key), detail));
            }
        }
    }
}

fn band_fault(
    ranking: &RankingSpec,
    place: usize,
    band: &BandSpec,
) -> Option<(&'static str, Argument)> {
    if band.count == Some(0) {
        return Some(("count", Needed::Positive.detail()));
    }
    if band.share.is_some_and(|share| !Needed::PositiveShare.fits(share)) {
        return Some(("share", Needed::PositiveShare.detail()));
    }
    if band.quantile.is_some_and(|share| !Needed::Share.fits(share)) {
        return Some(("quantile", Needed::Share.detail()));
    }
    let finite = match &band.from {
        Some(Threshold::Fixed(value)) => value.is_finite(),
        Some(Threshold::By(table)) => {
            table.values.values().chain(&table.otherwise).all(|value| value.is_finite())
        }
        Some(Threshold::Relative(_) | Threshold::Delegated(_)) => {
            let detail = both(
                "dải xếp hạng cần một số hoặc bảng theo kỳ, thuộc tính",
                "a band of a ranking needs a number, or a table by period or attribute",
            );
            return Some(("from", detail));
        }
        None => true,
    };
    if !finite {
        return Some(("from", Needed::Finite.detail()));
    }
    if band.count.is_some() && band.share.is_some() {
        let detail = both("chỉ nêu `count` hoặc `share`", "state `count` or `share`, not both");
        return Some(("share", detail));
    }
    let shares = ranking.bands.iter().take(place + 1).filter_map(|band| band.share);
    if band.share.is_some() && crate::number::sum(shares) > 1.0 + 1e-12 {
        let detail = both("các tỷ lệ cộng lại quá 1", "the shares add up to more than 1");
        return Some(("share", detail));
    }
    let open = band.count.is_none()
        && band.share.is_none()
        && band.quantile.is_none()
        && band.from.is_none();
    (open && place + 1 < ranking.bands.len()).then(|| {
        let detail = both(
            "chỉ hạng cuối được để trống điều kiện; các hạng sau không ai vào được",
            "only the last band may be without a condition: nobody would reach those after it",
        );
        ("code", detail)
    })
}
