//! Scorers: that they fit the scale and that their parameters make sense.

use super::{scales, scorer_of};
use crate::finding::{Argument, Finding, Findings, Place, catalogue};
use crate::framework::lint::{Linter, both, kinds, scale_of, written};
use crate::framework::source::Path;
use crate::framework::spec::{CriterionStatus, IndicatorSpec, NodeSpec, Scale};
use crate::number::decimals::compare;
use crate::recipe::{Scorer, Step};
use crate::text::suggest;
use std::cmp::Ordering;

/// Whether anything is scored by the scorer of an item: a default that is of no use to an
/// indicator that is only shown does no harm.
pub(super) fn matters(linter: &Linter<'_>, item: usize) -> bool {
    let (scorer, own) = scorer_of(linter, item);
    scorer.is_some() && (own || linter.index.is_scored(item))
}

pub(super) fn defaults(linter: &Linter<'_>, findings: &mut Findings) {
    for (path, defaults) in linter.defaults() {
        let Some(scorer) = &defaults.scorer else { continue };
        let base = path.key("scorer");
        let subject = Subject {
            code: linter.spec.code.as_str(),
            path: base.to_string(),
            place: &|keys: &Path| {
                let mut path = base.clone();
                path.0.extend(keys.0.iter().cloned());
                linter.places.of(&path)
            },
        };
        subject.parameters(scorer, findings);
    }
}

pub(super) fn of_node(linter: &Linter<'_>, item: usize, node: &NodeSpec, findings: &mut Findings) {
    let Some(scorer) = &node.scorer else { return };
    own_parameters(linter, item, scorer, findings);
    // An aggregated value is a number, never one of several options.
    if matches!(scorer, Scorer::Options { .. }) {
        findings.push(misfit(linter, item, scorer, Scale::Number));
    }
    if matches!(scorer, Scorer::Goalposts { .. }) && node.goalposts.is_none() {
        findings.push(linter.missing(item, Path::default(), "goalposts"));
    }
}

pub(super) fn of_indicator(
    linter: &Linter<'_>,
    item: usize,
    indicator: &IndicatorSpec,
    findings: &mut Findings,
) {
    if let Some(scorer) = &indicator.scorer {
        own_parameters(linter, item, scorer, findings);
    }
    let (scorer, _) = scorer_of(linter, item);
    let identity = Scorer::Identity;
    let scorer = scorer.unwrap_or(&identity);
    let scale = scale_of(indicator);
    let fits = match scorer {
        Scorer::Identity => scale != Scale::Category || !is_aggregated(linter, item),
        _ if !matters(linter, item) => true,
        Scorer::YesNo { .. } => matches!(scale, Scale::YesNo | Scale::Ratio),
        Scorer::Options { .. } => scale.is_worded(),
        _ => !matches!(scale, Scale::Category | Scale::Status),
    };
    if !fits {
        findings.push(misfit(linter, item, scorer, scale));
        return;
    }
    match scorer {
        Scorer::Goalposts { .. } if indicator.goalposts.is_none() && matters(linter, item) => {
            findings.push(linter.missing(item, Path::default(), "goalposts"));
        }
        Scorer::Options { points } if matters(linter, item) => {
            for (number, option) in indicator.options.iter().enumerate() {
                if option.points.is_none() && !points.contains_key(&option.code) {
                    let path = Path::default().key("option").index(number);
                    findings.push(linter.missing(item, path, "points"));
                }
            }
        }
        _ => {}
    }
    if let Some(Scorer::Options { points }) = &indicator.scorer {
        let known = || {
            let own = indicator.options.iter().map(|option| option.code.as_str());
            let statuses = CriterionStatus::ALL.into_iter().filter(|_| scale == Scale::Status);
            own.chain(statuses.map(|status| -> &str { status.name() }))
        };
        for code in points.keys() {
            if known().all(|other| other != code.as_str()) {
                let path = Path::default().key("scorer").key("points").key(code.as_str());
                findings.push(
                    Finding::new(&catalogue::UNKNOWN_REFERENCE)
                        .at(linter.below(item, path))
                        .indicator(indicator.code.as_str())
                        .value(code.as_str())
                        .with("kind", kinds::OPTION)
                        .suggest_if(suggest(code.as_str(), known())),
                );
            }
        }
    }
}

/// Whether a node makes its score from the score of an item.
fn is_aggregated(linter: &Linter<'_>, item: usize) -> bool {
    (0..linter.spec.nodes.len()).any(|node| {
        linter.aggregation(node).is_some() && linter.counting(node).any(|child| child.item == item)
    })
}

fn misfit(linter: &Linter<'_>, item: usize, scorer: &Scorer, scale: Scale) -> Finding {
    Finding::new(&catalogue::SCORER_SCALE)
        .at(linter.at(item, &["scorer"]))
        .indicator(linter.index.code(item))
        .with("scorer", scorer.name())
        .with("scale", scale.name())
}

fn own_parameters(linter: &Linter<'_>, item: usize, scorer: &Scorer, findings: &mut Findings) {
    let subject = Subject {
        code: linter.index.code(item),
        path: linter.path(item).key("scorer").to_string(),
        place: &|keys: &Path| {
            let mut path = Path::default().key("scorer");
            path.0.extend(keys.0.iter().cloned());
            linter.below(item, path)
        },
    };
    subject.parameters(scorer, findings);
}

/// Where a scorer is written.
struct Subject<'a> {
    code: &'a str,
    path: String,
    place: &'a dyn Fn(&Path) -> Place,
}

impl Subject<'_> {
    fn parameters(&self, scorer: &Scorer, findings: &mut Findings) {
        let finite = || both("phải là một số hữu hạn", "a finite number is needed");
        let positive = || both("phải là một số lớn hơn 0", "a number above 0 is needed");
        match scorer {
            Scorer::Linear { factor, offset } => {
                for (key, value) in [("factor", factor), ("offset", offset)] {
                    if !value.is_finite() {
                        findings.push(self.wrong(key, *value, finite()));
                    }
                }
            }
            Scorer::YesNo { points } => self.points(*points, findings),
            Scorer::Ratio { points, of, .. } => {
                self.points(*points, findings);
                if let Some(of) = of.filter(|of| !(of.is_finite() && *of > 0.0)) {
                    findings.push(self.wrong("of", of, positive()));
                }
            }
            Scorer::Steps { steps, .. } => self.steps(steps, findings),
            Scorer::Goalposts { to, shift, power, .. } => {
                self.to(*to, findings);
                if !shift.is_finite() {
                    findings.push(self.wrong("shift", *shift, finite()));
                }
                if !(power.is_finite() && *power > 0.0) {
                    findings.push(self.wrong("power", *power, positive()));
                }
            }
            Scorer::MinMax { to } => self.to(*to, findings),
            Scorer::ZScore { sd, mean, .. } => {
                if !(sd.is_finite() && *sd > 0.0) {
                    findings.push(self.wrong("sd", *sd, positive()));
                }
                if !mean.is_finite() {
                    findings.push(self.wrong("mean", *mean, finite()));
                }
            }
            further => {
                if let Some(to) = scales::ends(further) {
                    self.to(to, findings);
                }
                if let Some((key, written, detail)) = scales::fault(further) {
                    findings.push(self.wrong(key, 0.0, detail).value(written));
                }
            }
        }
    }

    fn wrong(&self, key: &str, value: f64, detail: Argument) -> Finding {
        Finding::new(&catalogue::WRONG_VALUE)
            .at((self.place)(&Path::default().key(key)))
            .indicator(self.code)
            .value(value.to_string())
            .with("path", format!("{}.{key}", self.path))
            .with("detail", detail)
    }

    fn points(&self, points: Option<f64>, findings: &mut Findings) {
        if let Some(value) = points.filter(|points| !points.is_finite() || *points < 0.0) {
            findings.push(
                Finding::new(&catalogue::BAD_WEIGHT)
                    .at((self.place)(&Path::default().key("points")))
                    .indicator(self.code)
                    .value(value.to_string())
                    .with("value", value),
            );
        }
    }

    fn to(&self, [worst, best]: [f64; 2], findings: &mut Findings) {
        if worst.is_finite() && best.is_finite() && compare(worst, best) != Ordering::Equal {
            return;
        }
        let detail = both(
            "hai đầu của thang điểm phải là hai số hữu hạn khác nhau",
            "the scores at the two ends must be finite and differ",
        );
        findings.push(self.wrong("to", worst, detail).value(format!("[{worst}, {best}]")));
    }

    fn steps(&self, steps: &[Step], findings: &mut Findings) {
        let path = |number: usize, key: &str| Path::default().key("steps").index(number).key(key);
        if steps.is_empty() {
            findings.push(
                Finding::new(&catalogue::MISSING_KEY)
                    .at((self.place)(&Path::default().key("steps")))
                    .indicator(self.code)
                    .with("path", self.path.clone())
                    .with("key", "steps"),
            );
        }
        for (number, step) in steps.iter().enumerate() {
            if !step.points.is_finite() {
                findings.push(
                    Finding::new(&catalogue::BAD_WEIGHT)
                        .at((self.place)(&path(number, "points")))
                        .indicator(self.code)
                        .with("value", step.points),
                );
            }
        }
        let falls = steps.windows(2).position(|pair| match pair {
            [one, two] => compare(one.from, two.from) != Ordering::Less,
            _ => false,
        });
        let endless = steps.iter().position(|step| !step.from.is_finite());
        let Some(number) = falls.map(|number| number + 1).or(endless) else { return };
        let listed: Vec<String> = steps.iter().map(|step| written(step.from).1).collect();
        let mut rising: Vec<f64> = steps.iter().map(|step| step.from).collect();
        rising.sort_by(|one, two| compare(*one, *two));
        rising.dedup_by(|one, two| compare(*one, *two) == Ordering::Equal);
        let rising: Vec<String> = rising.into_iter().map(|from| written(from).1).collect();
        findings.push(
            Finding::new(&catalogue::STEPS_ORDER)
                .at((self.place)(&path(number, "from")))
                .indicator(self.code)
                .value(listed.join(", "))
                .suggest(rising.join(", ")),
        );
    }
}
