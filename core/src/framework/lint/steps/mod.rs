//! Steps before the scorer, weights and bands: that what they name exists and that their parameters
//! make sense.

mod screen;
#[cfg(test)]
mod tests;
mod weights;

use super::index::Written;
use super::values::scorer_of;
use super::{Linter, both, preparation_of, scale_of};
use crate::finding::{Argument, Findings};
use crate::framework::source::Path;
use crate::framework::spec::IndicatorSpec;
use crate::id::Code;
use crate::recipe::{
    Change, Denomination, Imputation, LearnFrom, RankForm, Scorer, Ties, Transformation, Treatment,
};
use crate::text::suggest;

pub(super) fn check(linter: &Linter<'_>, findings: &mut Findings) {
    for (base, defaults) in linter.defaults() {
        let place = Place { linter, item: None, base };
        denomination(&place, &defaults.denominate, findings);
        imputation(&place, &defaults.impute, findings);
        treatment(&place, &defaults.treat, findings);
        if let Some(change) = &defaults.growth {
            growth(&place, change, findings);
        }
        if let Some(share) = defaults.min_available {
            place.number(&["min_available"], share, Needed::PositiveShare, findings);
        }
        if let Some(value) = defaults.substitute {
            place.number(&["substitute"], value, Needed::Finite, findings);
        }
    }
    for item in 0..linter.index.len() {
        let place = Place { linter, item: Some(item), base: linter.path(item) };
        match linter.index.item(item) {
            Some(Written::Indicator(indicator)) => of_indicator(&place, indicator, findings),
            Some(Written::Node(node)) => weights::of_node(&place, node, findings),
            None => {}
        }
        scorer(&place, findings);
    }
    weights::sets(linter, findings);
    screen::check(linter, findings);
    screen::bands(linter, findings);
}

/// Where something is written: with an item, or elsewhere.
struct Place<'a> {
    linter: &'a Linter<'a>,
    item: Option<usize>,
    base: Path,
}

impl Place<'_> {
    /// A value that cannot be what is meant.
    fn wrong(&self, keys: &[&str], detail: Argument, findings: &mut Findings) {
        findings.push(match self.item {
            Some(item) => self.linter.wrong(item, keys, detail),
            None => {
                let path = keys.iter().fold(self.base.clone(), |path, key| path.key(key));
                self.linter.wrong_at(&path, detail)
            }
        });
    }

    /// A number outside what is possible.
    fn number(&self, keys: &[&str], value: f64, is: Needed, findings: &mut Findings) {
        if !is.fits(value) {
            self.wrong(keys, is.detail(), findings);
        }
    }

    /// A code that names no indicator.
    fn indicator(&self, keys: &[&str], code: &Code, findings: &mut Findings) {
        let linter = self.linter;
        let found = linter.index.get(code.as_str()).and_then(|item| linter.index.item(item));
        if matches!(found, Some(Written::Indicator(_))) {
            return;
        }
        let path = keys.iter().fold(self.base.clone(), |path, key| path.key(key));
        let at = match self.item {
            Some(item) => linter.at(item, keys),
            None => linter.places.of(&path),
        };
        let codes = linter.spec.indicators.iter().map(|indicator| indicator.code.as_str());
        let mut finding = linter.unknown_item(code.as_str()).at(at);
        finding.suggestion = None;
        findings.push(finding.suggest_if(suggest(code.as_str(), codes)));
    }

    /// A code that names no node.
    fn node(&self, keys: &[&str], code: &Code, findings: &mut Findings) {
        let linter = self.linter;
        let found = linter.index.get(code.as_str()).and_then(|item| linter.index.item(item));
        if !matches!(found, Some(Written::Node(_))) {
            let detail = both(
                format!("`{code}` không phải là một nút"),
                format!("`{code}` is no node of this framework"),
            );
            self.wrong(keys, detail, findings);
        }
    }

    /// An attribute that no unit has.
    fn attribute(&self, keys: &[&str], name: &str, findings: &mut Findings) {
        if let Some(detail) = unknown_attribute(self.linter, name) {
            self.wrong(keys, detail, findings);
        }
    }
}

/// What a number has to be.
#[derive(Clone, Copy)]
enum Needed {
    Finite,
    Positive,
    NotNegative,
    Share,
    PositiveShare,
}

impl Needed {
    fn fits(self, value: f64) -> bool {
        value.is_finite()
            && match self {
                Self::Finite => true,
                Self::Positive => value > 0.0,
                Self::NotNegative => value >= 0.0,
                Self::Share => (0.0..=1.0).contains(&value),
                Self::PositiveShare => value > 0.0 && value <= 1.0,
            }
    }

    fn detail(self) -> Argument {
        match self {
            Self::Finite => both("phải là một số hữu hạn", "a finite number is needed"),
            Self::Positive => both("phải là một số lớn hơn 0", "a number above 0 is needed"),
            Self::NotNegative => {
                both("phải là một số không âm", "a number that is not negative is needed")
            }
            Self::Share => both("phải là một số từ 0 đến 1", "a number from 0 to 1 is needed"),
            Self::PositiveShare => both(
                "phải là một tỷ lệ lớn hơn 0 và không quá 1",
                "a share above 0 and up to 1 is needed",
            ),
        }
    }
}

/// Says so when no unit of the register has an attribute; an open register may have any.
fn unknown_attribute(linter: &Linter<'_>, name: &str) -> Option<Argument> {
    let units = linter.spec.register.as_ref().map(|register| register.units.as_slice())?;
    let known = ["kind", "list", "code"].contains(&name)
        || units.is_empty()
        || units.iter().any(|unit| unit.attributes.contains_key(name));
    (!known).then(|| {
        both(
            format!("không đơn vị nào có thuộc tính `{name}`"),
            format!("no unit has the attribute `{name}`"),
        )
    })
}

fn of_indicator(place: &Place<'_>, indicator: &IndicatorSpec, findings: &mut Findings) {
    let worded = scale_of(indicator).is_worded();
    let stated = [
        ("denominate", indicator.denominate.as_ref().is_some_and(|d| *d != Denomination::None)),
        ("impute", indicator.impute.as_ref().is_some_and(|i| *i != Imputation::None)),
        ("growth", indicator.growth.is_some()),
        ("treat", indicator.treat.as_ref().is_some_and(|t| *t != Treatment::None)),
    ];
    for (key, _) in stated.into_iter().filter(|(_, stated)| *stated && worded) {
        let detail = both(
            "giá trị của thang đo này là từ, không phải số",
            "the values of this scale are words, not numbers",
        );
        place.wrong(&[key], detail, findings);
    }
    denomination(place, &indicator.denominate, findings);
    imputation(place, &indicator.impute, findings);
    treatment(place, &indicator.treat, findings);
    if let Some(change) = &indicator.growth {
        growth(place, change, findings);
    }
    let Some(item) = place.item else { return };
    let method = preparation_of(item, indicator, &place.linter.index).impute;
    let together = matches!(
        method,
        Imputation::RowMean { .. }
            | Imputation::RowMedian { .. }
            | Imputation::Nearest { .. }
            | Imputation::Em { .. }
            | Imputation::Multiple { .. }
    );
    let alone = !place.linter.children.iter().flatten().any(|child| child.item == item);
    if together && method.within().is_none() && alone {
        let detail = both(
            "chỉ tiêu không thuộc nút nào nên phải nêu `within`",
            "the indicator is part of no node, so `within` is needed",
        );
        place.wrong(
            &[if indicator.impute.is_some() { "impute" } else { "code" }],
            detail,
            findings,
        );
    }
}

fn denomination(place: &Place<'_>, stated: &Option<Denomination>, findings: &mut Findings) {
    let factor = match stated {
        Some(Denomination::Ratio { denominator, scale_factor }) => {
            place.indicator(&["denominate", "denominator"], denominator, findings);
            scale_factor
        }
        Some(Denomination::Register { attribute, scale_factor }) => {
            place.attribute(&["denominate", "attribute"], attribute, findings);
            scale_factor
        }
        _ => return,
    };
    place.number(&["denominate", "scale_factor"], *factor, Needed::Positive, findings);
}

fn imputation(place: &Place<'_>, stated: &Option<Imputation>, findings: &mut Findings) {
    let Some(method) = stated else { return };
    if let Some(node) = method.within() {
        place.node(&["impute", "within"], node, findings);
    }
    match method {
        Imputation::Value { value } => {
            place.number(&["impute", "value"], *value, Needed::Finite, findings);
        }
        Imputation::GroupMean { group } | Imputation::GroupMedian { group } => {
            place.attribute(&["impute", "group"], group, findings);
        }
        Imputation::GroupGrowth { group: Some(group), .. } => {
            place.attribute(&["impute", "group"], group, findings);
        }
        Imputation::Regression { predictors } => {
            for code in predictors {
                place.indicator(&["impute", "predictors"], code, findings);
            }
            let own = place.item.map(|item| place.linter.index.code(item));
            if predictors.is_empty() || predictors.iter().any(|code| own == Some(code.as_str())) {
                let detail = both(
                    "cần ít nhất một chỉ tiêu khác",
                    "at least one other indicator is needed, and not the indicator itself",
                );
                place.wrong(&["impute", "predictors"], detail, findings);
            }
        }
        Imputation::Nearest { k, .. } => {
            place.number(&["impute", "k"], *k as f64, Needed::Positive, findings);
        }
        Imputation::Multiple { replicates, .. } if *replicates < 2 => {
            let detail = both("cần ít nhất 2", "2 at least are needed");
            place.wrong(&["impute", "replicates"], detail, findings);
        }
        Imputation::Em { tolerance, max_iterations, .. }
        | Imputation::Multiple { tolerance, max_iterations, .. } => {
            place.number(&["impute", "tolerance"], *tolerance, Needed::Positive, findings);
            let most = *max_iterations as f64;
            place.number(&["impute", "max_iterations"], most, Needed::Positive, findings);
        }
        _ => {}
    }
}

fn growth(place: &Place<'_>, change: &Change, findings: &mut Findings) {
    if !change.factor.is_finite() || change.factor == 0.0 {
        let detail = both("phải là một số khác 0", "a number other than 0 is needed");
        place.wrong(&["growth", "factor"], detail, findings);
    }
    place.number(&["growth", "back"], change.back as f64, Needed::Positive, findings);
}

fn treatment(place: &Place<'_>, stated: &Option<Treatment>, findings: &mut Findings) {
    let transformation = |key: &str, by: &Transformation, findings: &mut Findings| {
        if let Transformation::BoxCox { lambda, .. } = by {
            place.number(&["treat", key, "lambda"], *lambda, Needed::Finite, findings);
        }
    };
    match stated {
        Some(Treatment::TwoStage { thresholds, then, .. }) => {
            place.number(
                &["treat", "thresholds", "skewness"],
                thresholds.skewness,
                Needed::NotNegative,
                findings,
            );
            let kurtosis = thresholds.kurtosis;
            place.number(&["treat", "thresholds", "kurtosis"], kurtosis, Needed::Finite, findings);
            transformation("then", then, findings);
        }
        Some(Treatment::Winsorise { thresholds, .. }) => {
            place.number(
                &["treat", "thresholds", "skewness"],
                thresholds.skewness,
                Needed::NotNegative,
                findings,
            );
        }
        Some(Treatment::Transform { by }) => transformation("by", by, findings),
        Some(Treatment::Interquartile { factor } | Treatment::Mad { factor }) => {
            place.number(&["treat", "factor"], *factor, Needed::Positive, findings);
        }
        _ => {}
    }
}

/// What a scorer cannot do in the way that it is learned.
fn scorer(place: &Place<'_>, findings: &mut Findings) {
    let (linter, Some(item)) = (place.linter, place.item) else { return };
    let fit = match linter.index.item(item) {
        Some(Written::Indicator(indicator)) => &indicator.fit,
        Some(Written::Node(node)) => &node.fit,
        None => return,
    };
    let fit = linter.index.holding(item, fit, |d| &d.fit);
    let (scorer, own) = scorer_of(linter, item);
    let key = if own { "scorer" } else { "code" };
    match scorer {
        Some(Scorer::DistanceToReference { .. }) if fit == LearnFrom::All => {
            let detail = both(
                "đơn vị tham chiếu có một giá trị cho mỗi kỳ, không học chung mọi kỳ được",
                "the unit of reference has a value for each period; it cannot be learned over all",
            );
            place.wrong(&[key], detail, findings);
        }
        Some(
            Scorer::Rank { ties: Ties::Ordinal }
            | Scorer::Borda { ties: Ties::Ordinal }
            | Scorer::PercentileRank {
                ties: Ties::Ordinal,
                form: RankForm::Rank | RankForm::Borda | RankForm::Inclusive | RankForm::Exclusive,
                ..
            },
        ) => {
            let detail = both(
                "các giá trị bằng nhau phải có cùng điểm; `ordinal` chỉ dùng cho xếp hạng",
                "equal values have equal scores; `ordinal` is for rankings only",
            );
            place.wrong(&[key], detail, findings);
        }
        _ => {}
    }
}
