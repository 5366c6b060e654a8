//! From a scheme to a programme over planes.

use super::program::{Builder, Signal, Sum};
use super::{BulkScheme, criterion};
use crate::framework::Framework;
use crate::framework::spec::{CriterionStatus, Requirement, SchemeSpec, Threshold, Unknown};
use crate::id::Code;
use crate::number::decimals::compare;
use std::collections::HashMap;

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
    /// Criteria are counted in the data, not listed.
    #[error("the data have tallies, which columns of statuses do not have")]
    Tallies,
}

/// Which statuses are met for certain: a bit for each, by its place in [`CriterionStatus::ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Met(u8);

impl Met {
    /// Met and exceeding, and what does not apply.
    pub(super) const USUAL: Self = Self(0b0100_0011);
    /// The same and basically met.
    pub(super) const BASICALLY: Self = Self(0b0100_0111);

    fn of_statuses(counts: &[CriterionStatus], not_applicable: bool) -> Self {
        let met = |status: &CriterionStatus| match status {
            CriterionStatus::NotApplicable => not_applicable,
            status => counts.contains(status),
        };
        let met = CriterionStatus::ALL.iter().filter(|status| met(status));
        Self(met.fold(0, |bits, status| bits | 1 << *status as u8))
    }

    /// Whether statuses, given by their bits, are among them.
    #[inline(always)]
    pub(super) fn of(self, first: u64, second: u64, third: u64) -> u64 {
        let among = |status: u32| 0u64.wrapping_sub(u64::from(self.0 >> status & 1));
        let choose = |by: u64, one: u64, zero: u64| zero ^ (by & (zero ^ one));
        let two = |status: u32| choose(first, among(status + 1), among(status));
        choose(third, choose(second, two(6), two(4)), choose(second, two(2), two(0)))
    }
}

type Refused = &'static str;

pub(super) fn scheme(framework: &Framework, code: &str) -> Result<BulkScheme, NotColumnar> {
    let mut compiler = Compiler {
        framework,
        criteria: Vec::new(),
        places: HashMap::new(),
        builder: Builder::default(),
        schemes: HashMap::new(),
    };
    let levels = compiler.scheme(code)?;
    if levels.len() > usize::from(u8::MAX) {
        return Err(NotColumnar::Scheme("more than 255 levels"));
    }
    let program = compiler.builder.finish(&levels);
    Ok(BulkScheme { criteria: compiler.criteria, program })
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

/// Weights as whole numbers, and by how much they were multiplied.
fn whole(weights: &[f64]) -> Result<(Vec<u32>, f64), Refused> {
    const REFUSED: Refused = "weights that take more than six digits, decimals included";
    for scale in [1.0, 10.0, 100.0, 1e3, 1e4, 1e5, 1e6] {
        let scaled = |weight: &f64| {
            let whole = (weight * scale).round();
            let same = (0.0..1e6).contains(&whole) && compare(whole / scale, *weight).is_eq();
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in range")]
            same.then_some(whole as u32)
        };
        if let Some(weights) = weights.iter().map(scaled).collect() {
            return Ok((weights, scale));
        }
    }
    Err(REFUSED)
}

/// The least whole number that is enough, as decimals are compared.
fn least(needed: f64, scale: f64) -> Result<u64, Refused> {
    if !(needed * scale).is_finite() || needed * scale > 1e15 {
        return Err("a limit that is no number of this size");
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in range")]
    let near = (needed * scale).max(0.0).floor() as u64;
    let enough = |whole: &u64| compare(*whole as f64 / scale, needed).is_ge();
    Ok((near.saturating_sub(1)..near + 2).find(enough).unwrap_or(near + 2))
}

struct Compiler<'a> {
    framework: &'a Framework,
    criteria: Vec<Code>,
    places: HashMap<Code, usize>,
    builder: Builder,
    /// Levels of schemes that are done.
    schemes: HashMap<Code, Vec<Signal>>,
}

impl Compiler<'_> {
    /// The truth of every level of a scheme.
    fn scheme(&mut self, code: &str) -> Result<Vec<Signal>, NotColumnar> {
        let framework = self.framework;
        let scheme = framework.schemes().iter().find(|scheme| scheme.code == *code);
        let scheme = scheme.ok_or_else(|| NotColumnar::UnknownScheme(code.to_owned()))?;
        if let Some(levels) = self.schemes.get(&scheme.code) {
            return Ok(levels.clone());
        }
        let refused = [
            (scheme.hold.is_some(), "levels that hold over time"),
            (scheme.table.is_some(), "a table"),
            (!scheme.filter.is_empty(), "units that are chosen by attributes"),
        ];
        if let Some((_, what)) = refused.into_iter().find(|(stated, _)| *stated) {
            return Err(NotColumnar::Scheme(what));
        }
        let mut levels: Vec<Signal> = Vec::new();
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
            let mut level = Signal::Known(true);
            for requirement in spec.requirements.iter().chain(caps(scheme, place)) {
                level = self.all_of(level, requirement, scheme, counts).map_err(refuse)?;
            }
            if let (true, Some(below)) = (scheme.cumulative, levels.last()) {
                level = self.builder.and(level, *below);
            }
            levels.push(level);
        }
        self.schemes.insert(scheme.code.clone(), levels.clone());
        Ok(levels)
    }

    /// What holds so far, and a requirement. Parts that all have to hold are taken one after the
    /// other, so that levels that begin with the same ones share them.
    fn all_of(
        &mut self,
        so_far: Signal,
        spec: &Requirement,
        scheme: &SchemeSpec,
        counts: &[CriterionStatus],
    ) -> Result<Signal, Refused> {
        let counts = spec.counts_as_met.as_deref().unwrap_or(counts);
        let plain = spec.unknown.is_none() || spec.unknown == Some(Unknown::Undetermined);
        if let (true, Some(node)) = (plain, &spec.all_criteria) {
            refuse(spec, counts)?;
            return self.each(so_far, node, counts);
        }
        let truth = self.requirement(spec, scheme, counts)?;
        let truth = match spec.unknown {
            // What is left out of a conjunction asks for nothing.
            Some(Unknown::LeftOut) => self.builder.settle(true, truth),
            _ => truth,
        };
        Ok(self.builder.and(so_far, truth))
    }

    /// What holds so far, and every criterion below a node.
    fn each(
        &mut self,
        so_far: Signal,
        node: &Code,
        counts: &[CriterionStatus],
    ) -> Result<Signal, Refused> {
        let met = Met::of_statuses(counts, true);
        let below = self.listed(node)?;
        Ok(below.into_iter().fold(so_far, |so_far, place| {
            let criterion = self.builder.load(place, met);
            self.builder.and(so_far, criterion)
        }))
    }

    /// A requirement by itself; one that is left out while it is not known is still undetermined.
    fn requirement(
        &mut self,
        spec: &Requirement,
        scheme: &SchemeSpec,
        counts: &[CriterionStatus],
    ) -> Result<Signal, Refused> {
        let counts = spec.counts_as_met.as_deref().unwrap_or(counts);
        refuse(spec, counts)?;
        let truth = self.subject(spec, scheme, counts)?;
        Ok(match spec.unknown {
            Some(Unknown::Met) => self.builder.settle(true, truth),
            Some(Unknown::NotMet) => self.builder.settle(false, truth),
            _ => truth,
        })
    }

    fn subject(
        &mut self,
        spec: &Requirement,
        scheme: &SchemeSpec,
        counts: &[CriterionStatus],
    ) -> Result<Signal, Refused> {
        if let Some(node) = &spec.criteria_met {
            return self.criteria_met(spec, node, counts);
        }
        let comparisons =
            [&spec.at_least, &spec.more_than, &spec.at_most, &spec.less_than, &spec.exactly];
        if comparisons.into_iter().any(Option::is_some) {
            return Err("a comparison");
        }
        if let Some(code) = &spec.criterion {
            let id = self.framework.find(code.as_str()).ok_or("an unknown criterion")?;
            let code = criterion(self.framework, id).ok_or("a criterion without a status")?.clone();
            let place = self.place(&code);
            return Ok(self.builder.load(place, Met::of_statuses(counts, true)));
        }
        if let Some(node) = &spec.all_criteria {
            return self.each(Signal::Known(true), node, counts);
        }
        if let Some(level) = &spec.level {
            return self.level(spec, level, scheme);
        }
        if let Some(part) = &spec.not {
            let part = self.all_of(Signal::Known(true), part, scheme, counts)?;
            return Ok(self.builder.not(part));
        }
        if spec.any.is_empty() {
            return spec.all.iter().try_fold(Signal::Known(true), |truth, part| {
                self.all_of(truth, part, scheme, counts)
            });
        }
        self.any(spec, scheme, counts)
    }

    /// So many of the parts, or so much of their weight, and no veto.
    fn any(
        &mut self,
        spec: &Requirement,
        scheme: &SchemeSpec,
        counts: &[CriterionStatus],
    ) -> Result<Signal, Refused> {
        let weighted = spec.share.is_some() || spec.weight_at_least.is_some();
        let left_out = |part: &&Requirement| part.unknown == Some(Unknown::LeftOut);
        if weighted && spec.any.iter().any(|part| left_out(&part)) {
            return Err("weights of what is known");
        }
        let (weights, needed) = if weighted {
            let stated: Vec<f64> = spec.any.iter().map(|part| part.weight.unwrap_or(1.0)).collect();
            let (weights, scale) = whole(&stated)?;
            let total = weights.iter().map(|weight| u64::from(*weight)).sum::<u64>() as f64 / scale;
            if total <= 0.0 {
                return Err("weights that are all zero");
            }
            let needed = match (spec.share, spec.weight_at_least) {
                (Some(share), _) => share * total / 100.0,
                (None, weight) => weight.unwrap_or(0.0),
            };
            (weights, least(needed, scale)?)
        } else {
            (vec![1; spec.any.len()], u64::from(spec.count.unwrap_or(1)))
        };
        let mut enough = match needed {
            1 if !weighted => Enough::One(Signal::Known(false)),
            all if !weighted && all == spec.any.len() as u64 => Enough::Every(Signal::Known(true)),
            _ => Enough::Sum(Sum::default()),
        };
        let mut vetoes = Signal::Known(true);
        for (part, weight) in spec.any.iter().zip(weights) {
            let mut truth = self.requirement(part, scheme, counts)?;
            if left_out(&part) {
                truth = self.builder.settle(false, truth);
            }
            enough.add(&mut self.builder, weight, truth);
            if let Some(veto) = &part.veto {
                let veto = self.all_of(Signal::Known(true), veto, scheme, counts)?;
                let veto = self.builder.not(veto);
                vetoes = self.builder.and(vetoes, veto);
            }
        }
        let enough = enough.reached(&mut self.builder, needed);
        Ok(self.builder.and(enough, vetoes))
    }

    /// How many criteria below a node are met.
    fn criteria_met(
        &mut self,
        spec: &Requirement,
        node: &Code,
        counts: &[CriterionStatus],
    ) -> Result<Signal, Refused> {
        if spec.percent {
            return Err("a share of the criteria that apply");
        }
        // What does not apply is no criterion that is met.
        let met = Met::of_statuses(counts, false);
        let mut sum = Sum::default();
        for place in self.listed(node)? {
            let criterion = self.builder.load(place, met);
            sum.add(&mut self.builder, 1, criterion);
        }
        let mut all = Signal::Known(true);
        let comparisons = [
            // The limit, whether equality is on its upper side, and which sides hold.
            (&spec.at_least, true, false),
            (&spec.more_than, false, false),
            (&spec.at_most, false, true),
            (&spec.less_than, true, true),
        ];
        for (threshold, inclusive, below) in comparisons {
            let Some(threshold) = threshold else { continue };
            let limit = self.limit(threshold, inclusive)?;
            let reached = sum.at_least(&mut self.builder, limit);
            let holds = if below { self.builder.not(reached) } else { reached };
            all = self.builder.and(all, holds);
        }
        if let Some(threshold) = &spec.exactly {
            let (from, above) = (self.limit(threshold, true)?, self.limit(threshold, false)?);
            let from = sum.at_least(&mut self.builder, from);
            let above = sum.at_least(&mut self.builder, above);
            let not_above = self.builder.not(above);
            let exactly = self.builder.and(from, not_above);
            all = self.builder.and(all, exactly);
        }
        Ok(all)
    }

    /// The least whole number at or above a threshold, or above it.
    fn limit(&self, threshold: &Threshold, inclusive: bool) -> Result<u64, Refused> {
        let Threshold::Fixed(threshold) = threshold else {
            return Err("a threshold that is not the same for all");
        };
        let least = least(*threshold, 1.0)?;
        let equal = compare(least as f64, *threshold).is_eq();
        Ok(if equal && !inclusive { least + 1 } else { least })
    }

    /// A level of this scheme or another, or a higher one.
    fn level(
        &mut self,
        spec: &Requirement,
        level: &Code,
        scheme: &SchemeSpec,
    ) -> Result<Signal, Refused> {
        let code = spec.scheme.as_ref().unwrap_or(&scheme.code);
        let other = self.framework.schemes().iter().find(|scheme| scheme.code == *code);
        let other = other.ok_or("a level of an unknown scheme")?;
        if other.code == scheme.code {
            return Err("a level of the same scheme");
        }
        let place = other.levels.iter().position(|known| known.code == *level);
        let place = place.ok_or("an unknown level")?;
        let levels = self.scheme(other.code.as_str()).map_err(|_| "a level of another scheme")?;
        let above = levels.get(place..).unwrap_or_default();
        let enough = if other.cumulative { above.get(..1).unwrap_or_default() } else { above };
        Ok(enough.iter().fold(Signal::Known(false), |any, level| self.builder.or(any, *level)))
    }

    /// The criteria below a node, all of which have a status of their own.
    fn listed(&mut self, node: &Code) -> Result<Vec<usize>, Refused> {
        const COUNTED: Refused = "criteria that are counted and not listed";
        let framework = self.framework;
        let id = framework.find(node.as_str()).ok_or("an unknown node")?;
        let below = framework.descendants(id);
        let items = || below.iter().filter_map(|id| framework.item(*id));
        let stated = std::iter::once(id).chain(below.iter().copied());
        let stated = stated.filter_map(|id| framework.item(id)?.node()?.stated_count);
        let leaves = items().filter(|item| item.indicator().is_some()).count();
        if stated.into_iter().any(|count| count as usize != leaves) || leaves == 0 {
            return Err(COUNTED);
        }
        if items().any(|item| item.indicator().is_none() && item.children.is_empty()) {
            return Err(COUNTED);
        }
        let indicators = below
            .iter()
            .filter(|id| framework.item(**id).is_some_and(|item| item.indicator().is_some()));
        let mut places = Vec::with_capacity(leaves);
        for id in indicators {
            let code = criterion(framework, *id).ok_or("a criterion without a status")?;
            places.push(self.place(code));
        }
        Ok(places)
    }

    fn place(&mut self, code: &Code) -> usize {
        if let Some(place) = self.places.get(code) {
            return *place;
        }
        self.criteria.push(code.clone());
        self.places.insert(code.clone(), self.criteria.len() - 1);
        self.criteria.len() - 1
    }
}

/// Whether enough parts hold, as they are added. One of them and all of them need no sum.
enum Enough {
    One(Signal),
    Every(Signal),
    Sum(Sum),
}

impl Enough {
    fn add(&mut self, builder: &mut Builder, weight: u32, truth: Signal) {
        match self {
            Self::One(any) => *any = builder.or(*any, truth),
            Self::Every(all) => *all = builder.and(*all, truth),
            Self::Sum(sum) => sum.add(builder, weight, truth),
        }
    }

    fn reached(self, builder: &mut Builder, needed: u64) -> Signal {
        match self {
            Self::One(truth) | Self::Every(truth) => truth,
            Self::Sum(sum) => sum.at_least(builder, needed),
        }
    }
}

/// Refuses a requirement that asks for what columns of statuses do not have.
fn refuse(spec: &Requirement, counts: &[CriterionStatus]) -> Result<(), Refused> {
    let ranked = spec.rank_at_most.is_some() || spec.rank_share_at_most.is_some();
    let refused = [
        (!spec.filter.is_empty(), "units that are chosen by attributes"),
        (spec.within_months.is_some(), "a window of evidence"),
        (ranked, "a rank"),
        // A status that is stated to be undetermined and none at all would have to be told apart.
        (counts.contains(&CriterionStatus::Undetermined), "what is undetermined as met"),
    ];
    refused.into_iter().find(|(stated, _)| *stated).map_or(Ok(()), |(_, what)| Err(what))
}
