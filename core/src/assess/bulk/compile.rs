//! From a scheme to operations over columns.

use super::{BulkScheme, criterion};
use crate::framework::Framework;
use crate::framework::spec::{CriterionStatus, Requirement, SchemeSpec, Unknown};
use crate::id::Code;

/// Why a scheme cannot be evaluated over columns of statuses.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotColumnar {
    /// There is no such scheme.
    #[error("there is no scheme `{0}`")]
    UnknownScheme(String),
    /// It asks for something else than statuses.
    #[error("level `{level}` asks for {what}, which columns of statuses do not have")]
    Level {
        /// Code of the level.
        level: Code,
        /// What it asks for.
        what: &'static str,
    },
    /// It has something that is not a matter of one unit in one period.
    #[error("the scheme has {0}, which columns of statuses do not have")]
    Scheme(&'static str),
}

/// What a level asks for.
#[derive(Debug, Clone)]
pub(super) struct Level {
    /// Statuses that all have to be met: number of the criterion and class of statuses.
    pub(super) all: Vec<(usize, Class)>,
    /// Everything else.
    pub(super) others: Vec<Expr>,
}

/// Statuses that count as met, as up to four ranges; "does not apply" is among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Class {
    /// First status and how many follow it.
    pub(super) ranges: [(u8, u8); 4],
    pub(super) len: usize,
    /// Whether "undetermined" counts as met too.
    pub(super) unknown: bool,
}

#[derive(Debug, Clone)]
pub(super) enum Expr {
    Status(usize, Class),
    All(Vec<Self>),
    AtLeast(u8, Vec<Self>),
    Not(Box<Self>),
    /// What is undetermined counts as met (true) or as not met.
    Assume(bool, Box<Self>),
}

impl Class {
    fn of(counts: &[CriterionStatus]) -> Self {
        let met = |status: &CriterionStatus| {
            *status == CriterionStatus::NotApplicable || counts.contains(status)
        };
        let mut class = Self {
            ranges: [(0, 0); 4],
            len: 0,
            unknown: counts.contains(&CriterionStatus::Undetermined),
        };
        let bytes = CriterionStatus::ALL.iter().filter(|status| met(status)).map(|s| *s as u8);
        for byte in bytes.filter(|byte| *byte < CriterionStatus::Undetermined as u8) {
            let last = class.len.checked_sub(1).and_then(|last| class.ranges.get_mut(last));
            match last {
                Some((first, more)) if *first + *more + 1 == byte => *more += 1,
                _ => {
                    if let Some(range) = class.ranges.get_mut(class.len) {
                        *range = (byte, 0);
                        class.len += 1;
                    }
                }
            }
        }
        class
    }
}

struct Compiler<'a> {
    framework: &'a Framework,
    criteria: Vec<Code>,
}

type Refused = &'static str;

pub(super) fn scheme(framework: &Framework, code: &str) -> Result<BulkScheme, NotColumnar> {
    let schemes = framework.schemes();
    let scheme = schemes.iter().find(|scheme| scheme.code == *code);
    let scheme = scheme.ok_or_else(|| NotColumnar::UnknownScheme(code.to_owned()))?;
    let refused = [
        (scheme.hold.is_some(), "levels that hold over time"),
        (scheme.table.is_some(), "a table"),
        (!scheme.filter.is_empty(), "units that are chosen by attributes"),
        (scheme.levels.len() > usize::from(u8::MAX), "more than 255 levels"),
    ];
    if let Some((_, what)) = refused.into_iter().find(|(stated, _)| *stated) {
        return Err(NotColumnar::Scheme(what));
    }
    let mut compiler = Compiler { framework, criteria: Vec::new() };
    let mut levels = Vec::new();
    for (place, spec) in scheme.levels.iter().enumerate() {
        let refuse = |what| NotColumnar::Level { level: spec.code.clone(), what };
        let banded = spec.at_least.is_some()
            || spec.more_than.is_some()
            || spec.at_most.is_some()
            || spec.rank_at_most.is_some()
            || spec.rank_share_at_most.is_some();
        let lowest_band = scheme.node.is_some() && spec.requirements.is_empty();
        if banded || lowest_band {
            return Err(refuse("the value of a node"));
        }
        let counts = spec.counts_as_met.as_deref().unwrap_or(&scheme.counts_as_met);
        let mut level = Level { all: Vec::new(), others: Vec::new() };
        for requirement in spec.requirements.iter().chain(caps(scheme, place)) {
            let expr = compiler.requirement(requirement, counts).map_err(refuse)?;
            level.add(expr);
        }
        levels.push(level);
    }
    let depth = levels.iter().flat_map(|level| &level.others).map(depth).max().unwrap_or(0);
    let cumulative = scheme.cumulative;
    Ok(BulkScheme { levels, cumulative, criteria: compiler.criteria, depth })
}

/// What the caps of a scheme ask of a level.
fn caps(scheme: &SchemeSpec, place: usize) -> impl Iterator<Item = &Requirement> {
    let above = move |level: &Option<Code>| match level {
        None => true,
        Some(code) => {
            let limit = scheme.levels.iter().position(|level| level.code == *code);
            limit.is_some_and(|limit| place > limit)
        }
    };
    scheme.caps.iter().filter(move |cap| above(&cap.level)).map(|cap| &cap.unless)
}

/// How many blocks of scratch an expression needs.
fn depth(expr: &Expr) -> usize {
    match expr {
        Expr::Status(..) => 1,
        Expr::All(parts) => 1 + parts.iter().map(depth).max().unwrap_or(0),
        // The two counters of what is met and of what may be.
        Expr::AtLeast(_, parts) => 3 + parts.iter().map(depth).max().unwrap_or(0),
        Expr::Not(part) | Expr::Assume(_, part) => depth(part),
    }
}

impl Level {
    fn add(&mut self, expr: Expr) {
        match expr {
            Expr::Status(criterion, class) => self.all.push((criterion, class)),
            Expr::All(parts) => parts.into_iter().for_each(|part| self.add(part)),
            other => self.others.push(other),
        }
    }
}

impl Compiler<'_> {
    fn place(&mut self, code: &Code) -> usize {
        self.criteria.iter().position(|known| known == code).unwrap_or_else(|| {
            self.criteria.push(code.clone());
            self.criteria.len() - 1
        })
    }

    fn requirement(
        &mut self,
        spec: &Requirement,
        counts: &[CriterionStatus],
    ) -> Result<Expr, Refused> {
        let counts = spec.counts_as_met.as_deref().unwrap_or(counts);
        let refused = [
            (!spec.filter.is_empty(), "units that are chosen by attributes"),
            (spec.within_months.is_some(), "a window of evidence"),
            (spec.level.is_some(), "a level of another scheme"),
            (spec.share.is_some() || spec.weight_at_least.is_some(), "weights"),
            (spec.veto.is_some(), "a veto"),
            (spec.unknown == Some(Unknown::LeftOut), "requirements that are left out"),
            (spec.rank_at_most.is_some() || spec.rank_share_at_most.is_some(), "a rank"),
        ];
        if let Some((_, what)) = refused.into_iter().find(|(stated, _)| *stated) {
            return Err(what);
        }
        let expr = self.subject(spec, counts)?;
        Ok(match spec.unknown {
            Some(Unknown::Met) => Expr::Assume(true, Box::new(expr)),
            Some(Unknown::NotMet) => Expr::Assume(false, Box::new(expr)),
            _ => expr,
        })
    }

    fn subject(&mut self, spec: &Requirement, counts: &[CriterionStatus]) -> Result<Expr, Refused> {
        let compared = spec.at_least.is_some()
            || spec.more_than.is_some()
            || spec.at_most.is_some()
            || spec.less_than.is_some()
            || spec.exactly.is_some();
        if compared {
            return Err("a comparison");
        }
        if let Some(code) = &spec.criterion {
            let id = self.framework.find(code.as_str()).ok_or("an unknown criterion")?;
            let code = criterion(self.framework, id).ok_or("a criterion without a status")?.clone();
            return Ok(Expr::Status(self.place(&code), Class::of(counts)));
        }
        if let Some(node) = &spec.all_criteria {
            let id = self.framework.find(node.as_str()).ok_or("an unknown node")?;
            let below = self.framework.descendants(id);
            let items = || below.iter().filter_map(|id| self.framework.item(*id));
            let stated = std::iter::once(id).chain(below.iter().copied());
            let stated = stated.filter_map(|id| self.framework.item(id)?.node()?.stated_count);
            let leaves = items().filter(|item| item.indicator().is_some()).count();
            if stated.into_iter().any(|count| count as usize != leaves) || leaves == 0 {
                return Err("criteria that are counted and not listed");
            }
            let empty = |item: &&crate::framework::Item| {
                item.indicator().is_none() && item.children.is_empty()
            };
            if items().any(|item| empty(&item)) {
                return Err("criteria that are counted and not listed");
            }
            let mut parts = Vec::new();
            for id in &below {
                if self.framework.item(*id).is_some_and(|item| item.indicator().is_none()) {
                    continue;
                }
                let code = criterion(self.framework, *id).ok_or("a criterion without a status")?;
                let code = code.clone();
                parts.push(Expr::Status(self.place(&code), Class::of(counts)));
            }
            return Ok(Expr::All(parts));
        }
        if spec.criteria_met.is_some() {
            return Err("a number of criteria");
        }
        if let Some(part) = &spec.not {
            return Ok(Expr::Not(Box::new(self.requirement(part, counts)?)));
        }
        let listed = if spec.any.is_empty() { &spec.all } else { &spec.any };
        let parts: Result<Vec<Expr>, Refused> =
            listed.iter().map(|part| self.requirement(part, counts)).collect();
        let parts = parts?;
        if spec.any.is_empty() {
            return Ok(Expr::All(parts));
        }
        if parts.len() > usize::from(u8::MAX) {
            return Err("more than 255 alternatives");
        }
        let count = u8::try_from(spec.count.unwrap_or(1)).map_err(|_| "more than 255")?;
        Ok(Expr::AtLeast(count, parts))
    }
}
