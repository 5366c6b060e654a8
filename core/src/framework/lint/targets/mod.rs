//! Targets and baselines: complete, possible, and harder as time goes on.

#[cfg(test)]
mod tests;

use super::index::Written;
use super::values::contains;
use super::{Linter, both, high_end, low_end, range_of, written};
use crate::finding::{Argument, Finding, Findings, Place, catalogue};
use crate::framework::source::Path;
use crate::framework::spec::{Compare, EvidenceKind, IndicatorSpec, Stage, TargetSpec};
use crate::number::decimals::compare;
use crate::recipe::{Direction, Interval};
use std::cmp::Ordering;

pub(super) fn check(linter: &Linter<'_>, findings: &mut Findings) {
    for item in linter.spec.nodes.len()..linter.index.len() {
        let Some(Written::Indicator(indicator)) = linter.index.item(item) else { continue };
        let subject = Subject { linter, item, indicator };
        for (number, target) in indicator.targets.iter().enumerate() {
            if subject.bounds(number, target, findings) {
                subject.inside(number, target, findings);
            }
        }
        subject.baseline(findings);
        subject.backwards(findings);
    }
}

struct Subject<'a> {
    linter: &'a Linter<'a>,
    item: usize,
    indicator: &'a IndicatorSpec,
}

impl Subject<'_> {
    fn at(&self, number: usize, key: &str) -> Place {
        let path = Path::default().key("target").index(number);
        self.linter.below(self.item, if key.is_empty() { path } else { path.key(key) })
    }

    /// Whether a target says all that its comparison needs, and nothing else.
    fn bounds(&self, number: usize, target: &TargetSpec, findings: &mut Findings) -> bool {
        let TargetSpec { value, low, high, .. } = *target;
        let not_finite = [("value", value), ("low", low), ("high", high)]
            .into_iter()
            .find(|(_, value)| value.is_some_and(|value| !value.is_finite()));
        let fault = if let Some((key, _)) = not_finite {
            Some((key, both("phải là một số hữu hạn", "a finite number is needed")))
        } else if target.compare == Compare::Range {
            match (low, high) {
                _ if value.is_some() => Some((
                    "value",
                    both(
                        "mục tiêu dạng khoảng có `low` và `high`, không có `value`",
                        "a range has `low` and `high`, no `value`",
                    ),
                )),
                (Some(low), Some(high)) if compare(low, high) == Ordering::Greater => {
                    let ((low_vi, low_en), (high_vi, high_en)) = (written(low), written(high));
                    Some((
                        "high",
                        both(
                            format!("giới hạn dưới {low_vi} lớn hơn giới hạn trên {high_vi}"),
                            format!("the lower limit {low_en} is above the upper one {high_en}"),
                        ),
                    ))
                }
                (Some(_), Some(_)) => None,
                _ => Some((
                    "",
                    both("khoảng cần cả `low` và `high`", "a range needs `low` and `high`"),
                )),
            }
        } else if target.compare == Compare::Completed {
            let key = [("value", value), ("low", low), ("high", high)];
            key.into_iter().find(|(_, value)| value.is_some()).map(|(key, _)| {
                (key, both("`completed` không có giá trị", "`completed` has no value"))
            })
        } else if value.is_none() {
            Some(("", both("thiếu `value`", "`value` is missing")))
        } else if low.is_some() || high.is_some() {
            Some((
                if low.is_some() { "low" } else { "high" },
                both(
                    "`low` và `high` chỉ dùng với `compare = \"range\"`",
                    "`low` and `high` go with `compare = \"range\"` only",
                ),
            ))
        } else {
            None
        };
        let Some((key, detail)) = fault.or_else(|| self.extras(target)) else { return true };
        findings.push(self.bad_bounds(number, target, key, detail));
        false
    }

    /// What is wrong with the breakdown, the total and the history of a target.
    fn extras(&self, target: &TargetSpec) -> Option<(&'static str, Argument)> {
        let ranked = matches!(target.compare, Compare::Rank | Compare::Count);
        let beyond = |of: u32| target.value.is_some_and(|value| value > f64::from(of));
        match target.of {
            Some(_) if !ranked => {
                return Some((
                    "of",
                    both(
                        "`of` chỉ dùng với `rank` và `count`",
                        "`of` goes with `rank` and `count` only",
                    ),
                ));
            }
            Some(of) if beyond(of) => {
                return Some((
                    "value",
                    both(format!("lớn hơn tổng số {of}"), format!("more than there are: {of}")),
                ));
            }
            _ => {}
        }
        let unknown =
            target.each.iter().find(|code| self.linter.index.get(code.as_str()).is_none());
        if let Some(code) = unknown {
            return Some((
                "each",
                both(
                    format!("không có chỉ tiêu `{code}`"),
                    format!("there is no indicator `{code}`"),
                ),
            ));
        }
        let pairs = target.history.iter().zip(target.history.iter().skip(1));
        if pairs.into_iter().any(|(earlier, later)| earlier.on > later.on) {
            return Some((
                "history",
                both("không theo thứ tự thời gian", "not in the order of time"),
            ));
        }
        let finite = |value: Option<f64>| value.is_none_or(f64::is_finite);
        let wrong = target
            .history
            .iter()
            .any(|event| !(finite(event.value) && finite(event.low) && finite(event.high)));
        wrong.then(|| ("history", both("phải là một số hữu hạn", "a finite number is needed")))
    }

    fn bad_bounds(
        &self,
        number: usize,
        target: &TargetSpec,
        key: &str,
        detail: Argument,
    ) -> Finding {
        Finding::new(&catalogue::TARGET_BOUNDS)
            .at(self.at(number, key))
            .indicator(self.indicator.code.as_str())
            .period(target.period.to_string())
            .with("detail", detail)
    }

    /// Whether the values of a target can occur.
    fn inside(&self, number: usize, target: &TargetSpec, findings: &mut Findings) {
        let range = range_of(self.indicator);
        let stated = [("value", target.value), ("low", target.low), ("high", target.high)];
        let before = findings.len();
        for (key, value) in stated {
            let Some(value) = value.filter(|value| !contains(&range, *value)) else { continue };
            findings.push(
                Finding::new(&catalogue::TARGET_OUTSIDE_RANGE)
                    .at(self.at(number, key))
                    .indicator(self.indicator.code.as_str())
                    .period(target.period.to_string())
                    .value(value.to_string())
                    .with("value", value)
                    .with("low", low_end(range.min))
                    .with("high", high_end(range.max)),
            );
        }
        // More than the largest value, or less than the smallest, is inside and yet impossible.
        let at_end = |end: Option<f64>| match (end, target.value) {
            (Some(end), Some(value)) => compare(end, value) == Ordering::Equal,
            _ => false,
        };
        let Interval { min, max } = range;
        let beyond = match target.compare {
            Compare::MoreThan => at_end(max),
            Compare::LessThan => at_end(min),
            _ => false,
        };
        if beyond && findings.len() == before {
            let detail = both(
                "không giá trị hợp lệ nào vượt qua giới hạn này",
                "no valid value lies beyond this limit",
            );
            findings.push(self.bad_bounds(number, target, "value", detail));
        }
    }

    fn baseline(&self, findings: &mut Findings) {
        let code = self.indicator.code.as_str();
        let Some(baseline) = &self.indicator.baseline else {
            if let Some(first) = self.indicator.targets.first() {
                findings.push(
                    Finding::new(&catalogue::TARGET_WITHOUT_BASELINE)
                        .at(self.at(0, ""))
                        .indicator(code)
                        .period(first.period.to_string()),
                );
            }
            return;
        };
        let surveyed =
            baseline.evidence.as_ref().is_some_and(|basis| basis.kind == EvidenceKind::Survey);
        if self.indicator.survey_required && !surveyed {
            let keys: &[&str] = match baseline.evidence {
                Some(_) => &["baseline", "evidence", "kind"],
                None => &["baseline"],
            };
            findings.push(
                Finding::new(&catalogue::BASELINE_NOT_SURVEYED)
                    .at(self.linter.at(self.item, keys))
                    .indicator(code),
            );
        }
        let Interval { min, max } = range_of(self.indicator);
        if !baseline.value.is_finite() || !contains(&Interval { min, max }, baseline.value) {
            let ends = |vi_or_en: fn((String, String)) -> String| {
                let end = |end: Option<f64>, open: &str| {
                    end.map_or_else(|| open.to_owned(), |end| vi_or_en(written(end)))
                };
                (end(min, "-∞"), end(max, "∞"))
            };
            let ((low_vi, high_vi), (low_en, high_en)) = (ends(|w| w.0), ends(|w| w.1));
            let detail = both(
                format!("giá trị gốc nằm ngoài khoảng hợp lệ từ {low_vi} đến {high_vi}"),
                format!("the baseline lies outside the valid range {low_en} to {high_en}"),
            );
            findings.push(
                self.linter
                    .wrong(self.item, &["baseline", "value"], detail)
                    .value(baseline.value.to_string()),
            );
        }
    }

    /// Of two targets for the same units, the later should not be the easier one.
    fn backwards(&self, findings: &mut Findings) {
        let mut settled: Vec<(usize, &TargetSpec, Way)> = Vec::new();
        for (number, target) in self.indicator.targets.iter().enumerate() {
            let Some(way) = Way::of(target, self.indicator.direction) else { continue };
            let same = |other: &&mut (usize, &TargetSpec, Way)| {
                due(other.1) == due(target)
                    && other.2.up == way.up
                    && other.1.filter == target.filter
            };
            // Where one period has several, what is decided stands, not what was proposed.
            match settled.iter_mut().find(same) {
                Some(other) if standing(other.1) < standing(target) => {
                    *other = (number, target, way);
                }
                Some(_) => {}
                None => settled.push((number, target, way)),
            }
        }
        settled.sort_by_key(|(_, target, _)| due(target));
        for (place, (number, target, way)) in settled.iter().enumerate() {
            let earlier = settled.iter().take(place).rev().find(|(_, other, other_way)| {
                due(other) < due(target) && other_way.up == way.up && other.filter == target.filter
            });
            let Some((_, earlier, before)) = earlier else { continue };
            if !way.easier_than(before) {
                continue;
            }
            let key = match (target.compare, way.up) {
                (Compare::Range, true) => "low",
                (Compare::Range, false) => "high",
                _ => "value",
            };
            findings.push(
                Finding::new(&catalogue::TARGET_BACKWARDS)
                    .at(self.at(*number, key))
                    .indicator(self.indicator.code.as_str())
                    .period(target.period.to_string())
                    .value(way.value.to_string())
                    .with("earlier", earlier.period.to_string()),
            );
        }
    }
}

/// The value that decides how hard a target is, and which way is harder.
struct Way {
    up: bool,
    value: f64,
}

impl Way {
    fn of(target: &TargetSpec, direction: Direction) -> Option<Self> {
        due(target)?;
        let better = direction == Direction::Higher;
        let (up, value) = match target.compare {
            Compare::AtLeast | Compare::MoreThan | Compare::Count => (true, target.value),
            Compare::AtMost | Compare::LessThan | Compare::Rank => (false, target.value),
            Compare::Completed => return None,
            Compare::Exactly => (better, target.value),
            Compare::Range => (better, if better { target.low } else { target.high }),
        };
        value.filter(|value| value.is_finite()).map(|value| Self { up, value })
    }

    fn easier_than(&self, other: &Self) -> bool {
        let easier = if self.up { Ordering::Less } else { Ordering::Greater };
        compare(self.value, other.value) == easier
    }
}

fn due(target: &TargetSpec) -> Option<chrono::NaiveDate> {
    target.period.last_day()
}

fn standing(target: &TargetSpec) -> u8 {
    match target.stage {
        Some(Stage::Questioned) => 0,
        Some(Stage::Proposed | Stage::Commented) => 1,
        Some(Stage::Decided) | None => 2,
    }
}
