//! The requirements of a unit as expressions over what could be changed or turn out either way.

use super::CriteriaCount;
use super::result::{LevelResult, RequirementResult, Subject, UnitAssessment};
use super::truth::Truth;
use crate::framework::Framework;
use crate::framework::spec::{CriterionStatus, Scale};
use crate::id::Code;
use crate::number::decimals::{compare, snap};
use crate::text::Text;
use std::cmp::Ordering;
use std::collections::HashMap;

/// A requirement as an expression.
#[derive(Debug, Clone)]
pub(super) enum Expr {
    /// Nothing that could change.
    Known(Truth),
    /// A test of an item.
    Leaf { item: usize, test: usize },
    /// All of them.
    All(Vec<Self>),
    /// So much of the weight of the parts.
    AtLeast { needed: f64, parts: Vec<(f64, Self)> },
    /// Not this.
    Not(Box<Self>),
    /// This, or a truth that stands for it while it is undetermined.
    Assume(Box<Self>, Truth),
}

impl Expr {
    /// The truth of the expression, given those of the tests.
    pub(super) fn eval(&self, truth: &dyn Fn(usize, usize) -> Truth) -> Truth {
        match self {
            Self::Known(known) => *known,
            Self::Leaf { item, test } => truth(*item, *test),
            Self::All(parts) => {
                parts.iter().fold(Truth::Met, |found, part| found.and(part.eval(truth)))
            }
            Self::AtLeast { needed, parts } => {
                let truths: Vec<(f64, Truth)> =
                    parts.iter().map(|(weight, part)| (*weight, part.eval(truth))).collect();
                let weigh = |wanted: fn(Truth) -> bool| {
                    let chosen = truths.iter().filter(|(_, truth)| wanted(*truth));
                    crate::number::sum(chosen.map(|(weight, _)| *weight))
                };
                if compare(weigh(|truth| truth == Truth::Met), *needed).is_ge() {
                    Truth::Met
                } else if compare(weigh(|truth| truth != Truth::NotMet), *needed).is_ge() {
                    Truth::Undetermined
                } else {
                    Truth::NotMet
                }
            }
            Self::Not(part) => part.eval(truth).not(),
            Self::Assume(part, instead) => match part.eval(truth) {
                Truth::Undetermined => *instead,
                known => known,
            },
        }
    }
}

/// Something that requirements look at.
#[derive(Debug, Clone)]
pub(super) struct Item {
    key: String,
    pub(super) code: Option<Code>,
    pub(super) name: Option<Text>,
    /// Where it stands.
    pub(super) at: Position,
    pub(super) tests: Vec<Test>,
    /// The values that it can have.
    pub(super) range: (f64, f64),
    /// Whether only whole numbers occur.
    pub(super) whole: bool,
}

/// Where an item stands, or could.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Position {
    /// A value, or just above (1) or below (-1) it.
    Value(f64, i8),
    /// A status.
    Status(CriterionStatus),
    /// A place in a ranking.
    Rank(f64),
    /// So many criteria, at least and at most, are met.
    Criteria(u32, u32),
    /// Not known.
    Unknown,
}

/// What is asked of an item.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Test {
    /// A comparison with a number.
    Compare(&'static str, f64),
    /// One of these statuses.
    Status(Vec<CriterionStatus>),
    /// A place up to this.
    Rank(u32),
    /// At least so many criteria.
    Criteria(u32),
}

impl Test {
    pub(super) fn of(&self, position: Position) -> Truth {
        match (self, position) {
            (_, Position::Unknown) => Truth::Undetermined,
            (Self::Compare(sign, threshold), Position::Value(value, nudge)) => {
                let order = match compare(value, *threshold) {
                    Ordering::Equal => nudge.cmp(&0),
                    other => other,
                };
                match *sign {
                    "≥" => order.is_ge(),
                    ">" => order.is_gt(),
                    "≤" => order.is_le(),
                    "<" => order.is_lt(),
                    _ => order.is_eq(),
                }
                .into()
            }
            (Self::Status(counts), Position::Status(status)) => match status {
                CriterionStatus::NotApplicable => Truth::Met,
                status if counts.contains(&status) => Truth::Met,
                CriterionStatus::Undetermined => Truth::Undetermined,
                _ => Truth::NotMet,
            },
            (Self::Rank(at_most), Position::Rank(rank)) => {
                compare(rank, f64::from(*at_most)).is_le().into()
            }
            (Self::Criteria(needed), Position::Criteria(low, high)) => {
                if low >= *needed {
                    Truth::Met
                } else if high >= *needed {
                    Truth::Undetermined
                } else {
                    Truth::NotMet
                }
            }
            _ => Truth::Undetermined,
        }
    }
}

/// The requirements of all levels of one unit.
#[derive(Debug, Clone, Default)]
pub(super) struct Model {
    pub(super) items: Vec<Item>,
    /// One expression a level, with the levels below where the scheme is a ladder.
    pub(super) levels: Vec<Expr>,
    by_key: HashMap<String, usize>,
}

impl Model {
    pub(super) fn new(framework: &Framework, result: &UnitAssessment) -> Self {
        let mut model = Self::default();
        for level in &result.levels {
            let below = model.levels.last().cloned();
            let expr = model.level(framework, level, below);
            model.levels.push(expr);
        }
        model
    }

    /// The truth of a test as things stand.
    pub(super) fn now(&self, item: usize, test: usize) -> Truth {
        self.truth(item, test, self.items.get(item).map_or(Position::Unknown, |item| item.at))
    }

    pub(super) fn truth(&self, item: usize, test: usize, position: Position) -> Truth {
        let test = self.items.get(item).and_then(|item| item.tests.get(test));
        test.map_or(Truth::Undetermined, |test| test.of(position))
    }

    fn level(&mut self, framework: &Framework, level: &LevelResult, below: Option<Expr>) -> Expr {
        let mut parts = Vec::with_capacity(level.requirements.len());
        for requirement in &level.requirements {
            match requirement.subject {
                Subject::LevelsBelow => parts.extend(below.clone()),
                // What time alone changes is no requirement of today.
                Subject::Held { .. } => {}
                _ => parts.push(self.requirement(framework, requirement)),
            }
        }
        Expr::All(parts)
    }

    fn requirement(&mut self, framework: &Framework, result: &RequirementResult) -> Expr {
        if result.left_out {
            return Expr::Known(Truth::Met);
        }
        let expr = self.expression(framework, result);
        // A requirement that counts as something else while it is undetermined.
        let now = expr.eval(&|item, test| self.now(item, test));
        let certain_by_table = matches!(result.subject, Subject::Table { .. });
        if now == Truth::Undetermined && result.verdict != now && !certain_by_table {
            return Expr::Assume(Box::new(expr), result.verdict);
        }
        expr
    }

    fn parts(&mut self, framework: &Framework, result: &RequirementResult) -> Vec<Expr> {
        let counted = result.parts.iter().filter(|part| !part.left_out);
        counted
            .filter(|part| !matches!(part.subject, Subject::Held { .. }))
            .map(|part| self.requirement(framework, part))
            .collect()
    }

    fn expression(&mut self, framework: &Framework, result: &RequirementResult) -> Expr {
        match &result.subject {
            Subject::Value { code, name, comparison, value, threshold, .. } => {
                let Some(threshold) = threshold else { return Expr::Known(result.verdict) };
                let at = value.map_or(Position::Unknown, |value| Position::Value(value, 0));
                let seen = value.map_or_else(|| "-".to_owned(), |value| value.to_string());
                let item = self.item(&format!("{code}={seen}"), Some(code), name.as_ref(), at);
                self.limits(framework, item, code);
                self.leaf(item, Test::Compare(comparison, *threshold))
            }
            Subject::Rank { code, name, rank, at_most, .. } => {
                let Some(at_most) = at_most else { return Expr::Known(result.verdict) };
                let at = rank.map_or(Position::Unknown, Position::Rank);
                let key = code.as_ref().map_or("", Code::as_str);
                let item = self.item(&format!("rank {key}"), code.as_ref(), name.as_ref(), at);
                self.leaf(item, Test::Rank(*at_most))
            }
            Subject::Criterion { code, name, status, counts_as_met } => {
                self.status(code, name.as_ref(), *status, counts_as_met)
            }
            Subject::Criteria { code, name, count } => {
                self.all_criteria(framework, code, name.as_ref(), count)
            }
            Subject::CriteriaMet { code, name, count, comparison, threshold, percent, .. } => {
                let Some(threshold) = threshold else { return Expr::Known(result.verdict) };
                let of = f64::from(count.of_which());
                let wanted = if *percent { threshold * of / 100.0 } else { *threshold };
                if count.contradicted || of == 0.0 {
                    return Expr::Known(result.verdict);
                }
                self.criteria(framework, code, name.as_ref(), count, comparison, snap(wanted))
            }
            Subject::Not | Subject::Veto => {
                let part = Expr::All(self.parts(framework, result));
                Expr::Not(Box::new(part))
            }
            Subject::Any { count } => {
                let parts = self.parts(framework, result);
                let parts = parts.into_iter().map(|part| (1.0, part)).collect();
                Expr::AtLeast { needed: *count as f64, parts }
            }
            Subject::Weighted { needed, weights, .. } => {
                let counted = result.parts.iter().zip(weights).filter(|(part, _)| !part.left_out);
                let weights: Vec<f64> = counted.map(|(_, weight)| *weight).collect();
                let parts = weights.into_iter().zip(self.parts(framework, result)).collect();
                Expr::AtLeast { needed: *needed, parts }
            }
            Subject::Level { .. } | Subject::Table { .. } => {
                if result.parts.is_empty() {
                    return Expr::Known(result.verdict);
                }
                let parts = self.parts(framework, result);
                let parts = parts.into_iter().map(|part| (1.0, part)).collect();
                Expr::AtLeast { needed: 1.0, parts }
            }
            Subject::All | Subject::Cap { .. } => Expr::All(self.parts(framework, result)),
            Subject::LevelsBelow | Subject::Held { .. } => Expr::Known(result.verdict),
        }
    }

    fn item(&mut self, key: &str, code: Option<&Code>, name: Option<&Text>, at: Position) -> usize {
        if let Some(item) = self.by_key.get(key) {
            return *item;
        }
        let item = self.items.len();
        self.items.push(Item {
            key: key.to_owned(),
            code: code.cloned(),
            name: name.cloned(),
            at,
            tests: Vec::new(),
            range: (f64::NEG_INFINITY, f64::INFINITY),
            whole: false,
        });
        self.by_key.insert(key.to_owned(), item);
        item
    }

    /// The values that an indicator can have.
    fn limits(&mut self, framework: &Framework, item: usize, code: &Code) {
        let found = framework.find(code.as_str()).and_then(|id| framework.item(id));
        let Some(indicator) = found.and_then(|item| item.indicator()) else { return };
        if let Some(item) = self.items.get_mut(item) {
            let range = indicator.range;
            item.range =
                (range.min.unwrap_or(f64::NEG_INFINITY), range.max.unwrap_or(f64::INFINITY));
            item.whole = matches!(indicator.scale, Scale::Count | Scale::Rank);
        }
    }

    fn leaf(&mut self, item: usize, test: Test) -> Expr {
        let Some(tests) = self.items.get_mut(item).map(|item| &mut item.tests) else {
            return Expr::Known(Truth::Undetermined);
        };
        let number = tests.iter().position(|known| *known == test).unwrap_or_else(|| {
            tests.push(test);
            tests.len() - 1
        });
        Expr::Leaf { item, test: number }
    }

    fn status(
        &mut self,
        code: &Code,
        name: Option<&Text>,
        status: Option<CriterionStatus>,
        counts: &[CriterionStatus],
    ) -> Expr {
        let at = status.map_or(Position::Unknown, Position::Status);
        let word = status.map_or("-", CriterionStatus::name);
        let item = self.item(&format!("{code}:{word}"), Some(code), name, at);
        self.leaf(item, Test::Status(counts.to_vec()))
    }

    fn all_criteria(
        &mut self,
        framework: &Framework,
        code: &Code,
        name: Option<&Text>,
        count: &CriteriaCount,
    ) -> Expr {
        let verdict = count.verdict();
        if count.contradicted || count.of_which() == 0 && count.known() == 0 {
            return Expr::Known(verdict);
        }
        if count.tallied {
            let of = count.of_which();
            return self.tally(&format!("tally {code}"), code, name, count.bounds(), of);
        }
        let mut parts = self.one_by_one(framework, count);
        let listed = parts.len() as u32;
        if let Some(unlisted) =
            count.expected.and_then(|e| e.checked_sub(listed)).filter(|n| *n > 0)
        {
            let key = format!("unlisted {code}");
            parts.push(self.tally(&key, code, name, (0, unlisted), unlisted));
        }
        Expr::All(parts)
    }

    fn tally(
        &mut self,
        key: &str,
        code: &Code,
        name: Option<&Text>,
        (low, high): (u32, u32),
        needed: u32,
    ) -> Expr {
        let item = self.item(key, Some(code), name, Position::Criteria(low, high));
        if let Some(item) = self.items.get_mut(item) {
            let most = item.range.1;
            let needed = f64::from(needed.max(high));
            item.range = (0.0, if most.is_finite() { most.max(needed) } else { needed });
        }
        self.leaf(item, Test::Criteria(needed))
    }

    /// Criteria known one by one, and those of which nothing is known where that matters.
    fn one_by_one(&mut self, framework: &Framework, count: &CriteriaCount) -> Vec<Expr> {
        let incomplete = count.expected.is_some_and(|expected| count.known() < expected);
        let known = count.one_by_one.iter().map(|(code, status)| (code, Some(*status)));
        let unknown = count.unknown_criteria.iter().filter(|_| incomplete).map(|code| (code, None));
        known
            .chain(unknown)
            .filter_map(|(code, status)| {
                let item = framework.item(framework.find(code)?)?;
                Some(self.status(&item.code, item.name.as_ref(), status, &count.counts_as_met))
            })
            .collect()
    }

    /// A comparison of the number of criteria that are met.
    fn criteria(
        &mut self,
        framework: &Framework,
        code: &Code,
        name: Option<&Text>,
        count: &CriteriaCount,
        sign: &str,
        wanted: f64,
    ) -> Expr {
        let below = |limit: f64| limit.clamp(0.0, f64::from(u32::MAX)) as u32;
        let (from, above) = (below(wanted.ceil()), below(wanted.floor() + 1.0));
        let mut at_least = |needed: u32| self.at_least(framework, code, name, count, needed);
        match sign {
            "≥" => at_least(from),
            ">" => at_least(above),
            "≤" => Expr::Not(Box::new(at_least(above))),
            "<" => Expr::Not(Box::new(at_least(from))),
            _ if wanted.fract() != 0.0 => Expr::Known(Truth::NotMet),
            _ => Expr::All(vec![at_least(from), Expr::Not(Box::new(at_least(above)))]),
        }
    }

    fn at_least(
        &mut self,
        framework: &Framework,
        code: &Code,
        name: Option<&Text>,
        count: &CriteriaCount,
        needed: u32,
    ) -> Expr {
        let listed = count.one_by_one.len() + count.unknown_criteria.len();
        let all_listed = count.expected.is_none_or(|expected| expected as usize <= listed);
        if count.tallied || !all_listed {
            let of = count.of_which();
            let expr = self.tally(&format!("tally {code}"), code, name, count.bounds(), needed);
            if let Expr::Leaf { item, .. } = &expr
                && let Some(item) = self.items.get_mut(*item)
            {
                item.range = (0.0, f64::from(of));
            }
            return expr;
        }
        let mut applying = count.clone();
        applying.one_by_one.retain(|(_, status)| *status != CriterionStatus::NotApplicable);
        let parts = self.one_by_one(framework, &applying);
        let parts = parts.into_iter().map(|part| (1.0, part)).collect();
        Expr::AtLeast { needed: f64::from(needed), parts }
    }
}

impl Item {
    /// Whether it may turn out either way.
    pub(super) fn is_open(&self) -> bool {
        self.tests.iter().any(|test| test.of(self.at) == Truth::Undetermined)
    }

    /// Code, or what else tells it from others.
    pub(super) fn label(&self) -> &str {
        self.code.as_ref().map_or(self.key.as_str(), Code::as_str)
    }
}
