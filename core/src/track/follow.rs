//! Follows every target of a framework.

use super::forecast::{Forecast, ForecastOptions, NoForecast, forecast};
use super::goal::{Goal, InForce, RangeReading, in_force};
use super::pace::{Measure, PaceProblem, Way, pace};
use super::rating::Rating;
use super::result::{Base, Pace, Parts, Status, Tracked, Tracking};
use super::series::{Panel, Point, end};
use super::stress::stress;
use crate::framework::spec::{Compare, Scale, TargetSpec, is_chosen};
use crate::framework::{Framework, Indicator, ItemId};
use crate::observe::Observations;
use crate::register::Unit;
use chrono::NaiveDate;
use std::collections::HashMap;

/// How targets are followed.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct TrackOptions {
    /// The day. Values of periods that end later are not looked at.
    pub as_of: NaiveDate,
    /// The method by which the pace is called enough.
    pub rating: Rating,
    /// How ranges are read.
    pub range: RangeReading,
    /// How forecasts are made.
    pub forecast: ForecastOptions,
    /// An attribute: paces of the stress test are those of units with the same value; of all unless
    /// said.
    pub peers: Option<String>,
}

impl TrackOptions {
    /// The straight path, the easier end of ranges, the line of Theil and Sen, all units as peers.
    pub fn new(as_of: NaiveDate) -> Self {
        Self {
            as_of,
            rating: Rating::LINEAR,
            range: RangeReading::default(),
            forecast: ForecastOptions::default(),
            peers: None,
        }
    }
}

/// Says how every target of a framework stands on a day.
///
/// ```
/// use chuan::check::{CheckOptions, Checker};
/// use chuan::framework::{FileFormat, Framework};
/// use chuan::track::{Status, TrackOptions, track};
///
/// let framework = Framework::parse(r#"
///     code = "demo"
///     title = "Demo"
///     [[indicator]]
///     code = "online"
///     unit = "%"
///     scale = "percent"
///     baseline = { value = 20, period = "2021" }
///     [[indicator.target]]
///     period = "2025"
///     value = 60
/// "#, FileFormat::Toml).unwrap();
/// let mut checker = Checker::new(&framework, CheckOptions::default());
/// checker.read_csv("data.csv", "unit,period,online\nvinh,2022,28\nvinh,2023,36\n".as_bytes())?;
/// let observations = checker.finish().observations;
/// let options = TrackOptions::new("2024-06-30".parse().unwrap());
/// let tracking = track(&framework, &observations, &options);
/// let target = &tracking.targets[0];
/// assert_eq!(target.status, Status::Moderate);
/// let pace = target.pace.unwrap();
/// assert_eq!((pace.planned, pace.yearly, pace.needed), (40.0, 8.0, Some(12.0)));
/// assert!((pace.ratio - 0.8).abs() < 1e-12);
/// assert!(target.forecast.is_err()); // two values are too few
/// # Ok::<(), chuan::observe::ReadError>(())
/// ```
pub fn track(
    framework: &Framework,
    observations: &Observations,
    options: &TrackOptions,
) -> Tracking {
    let register = framework.register();
    let observed = observations.units();
    let units: Vec<Unit> =
        if register.is_open() { observed.to_vec() } else { register.units().to_vec() };
    let columns: HashMap<_, usize> = observed
        .iter()
        .enumerate()
        .map(|(number, unit)| ((&unit.code, unit.valid_from), number))
        .collect();
    let follower = Follower { framework, observations, options, units: &units, columns };
    let mut targets = Vec::new();
    for (item, _, indicator) in framework.indicators() {
        for (number, target) in indicator.targets.iter().enumerate() {
            follower.target(item, indicator, number, target, &mut targets);
        }
    }
    Tracking { as_of: options.as_of, rating: options.rating, units, targets }
}

struct Follower<'a> {
    framework: &'a Framework,
    observations: &'a Observations,
    options: &'a TrackOptions,
    units: &'a [Unit],
    /// Units of the data, by code and begin.
    columns: HashMap<(&'a crate::id::Code, Option<NaiveDate>), usize>,
}

impl Follower<'_> {
    fn target(
        &self,
        item: ItemId,
        indicator: &Indicator,
        number: usize,
        spec: &TargetSpec,
        targets: &mut Vec<Tracked>,
    ) {
        let day = Some(self.options.as_of);
        let concerned: Vec<usize> = (0..self.units.len())
            .filter(|number| {
                let unit = self.units.get(*number);
                unit.is_some_and(|u| is_chosen(u, &spec.filter) && u.exists_between(day, day))
            })
            .collect();
        let blank = |unit| blank(item, number, unit, spec);
        let Some(now) = in_force(spec, self.options.as_of) else {
            let units: Vec<Option<usize>> = concerned.iter().copied().map(Some).collect();
            let units = if units.is_empty() { vec![None] } else { units };
            targets.extend(
                units.into_iter().map(|unit| Tracked { status: Status::NotSet, ..blank(unit) }),
            );
            return;
        };
        if concerned.is_empty() {
            let goal = Goal::of(&now.target, indicator, self.options.range);
            targets.push(Tracked { goal, stage: now.stage, since: now.since, ..blank(None) });
            return;
        }
        let parts = self.parts(&now.target);
        let alone = concerned.len() == 1;
        if parts.is_empty() {
            let panel = Panel::observed(self.observations, item, self.options.as_of);
            for unit in concerned {
                let about = About { indicator, panel: &panel, now: &now, alone, unit };
                targets.push(self.one(&about, blank(Some(unit))));
            }
            return;
        }
        let panels: Vec<(ItemId, &Indicator, Panel)> = parts
            .into_iter()
            .filter_map(|part| {
                let indicator = self.framework.item(part)?.indicator()?;
                let panel = Panel::observed(self.observations, part, self.options.as_of);
                Some((part, indicator, panel))
            })
            .collect();
        for unit in concerned {
            let each: Vec<Tracked> = panels
                .iter()
                .map(|(part, indicator, panel)| {
                    let about = About { indicator, panel, now: &now, alone, unit };
                    let blank = Tracked { item: *part, heading: Some(item), ..blank(Some(unit)) };
                    self.one(&about, blank)
                })
                .collect();
            let goal = Goal::of(&now.target, indicator, self.options.range);
            let whole = Tracked { goal, stage: now.stage, since: now.since, ..blank(Some(unit)) };
            targets.push(self.whole(whole, &each, &now.target));
            targets.extend(each);
        }
    }

    /// The indicators of a breakdown: those named, and those below the nodes named.
    fn parts(&self, target: &TargetSpec) -> Vec<ItemId> {
        let mut parts = Vec::new();
        for code in &target.each {
            let Some(item) = self.framework.find(code.as_str()) else { continue };
            let is_indicator =
                |id: &ItemId| self.framework.item(*id).is_some_and(|i| i.indicator().is_some());
            let below = self.framework.descendants(item).into_iter().filter(is_indicator);
            let found = if is_indicator(&item) { vec![item] } else { below.collect() };
            for part in found {
                if !parts.contains(&part) {
                    parts.push(part);
                }
            }
        }
        parts
    }

    /// How a target stands for one unit and one indicator.
    fn one(&self, about: &About<'_>, blank: Tracked) -> Tracked {
        let spec = &about.now.target;
        // Of a breakdown that counts, a part is to be complete.
        let goal = if blank.heading.is_some() && spec.compare == Compare::Count {
            let whole = TargetSpec { compare: Compare::Completed, ..spec.clone() };
            Goal::of(&whole, about.indicator, self.options.range)
        } else {
            Goal::of(spec, about.indicator, self.options.range)
        };
        let mut result = Tracked { goal, stage: about.now.stage, since: about.now.since, ..blank };
        let (Some(goal), Some(due)) = (goal, end(&spec.period)) else { return result };
        let unit = self.units.get(about.unit);
        let column = unit.and_then(|unit| self.columns.get(&(&unit.code, unit.valid_from)));
        let mut points = column.map_or_else(Vec::new, |unit| about.panel.series(*unit));
        points.retain(|point| point.at <= due);
        result.base = base(about, &points);
        result.latest = points.last().copied();
        let Some(latest) = result.latest else {
            result.status = Status::NoData;
            return result;
        };
        result.gap = Some(goal.gap(latest.value));
        result.pace = self.pace(about, &result, &points, &goal, due);
        let is_due = spec.period.last_day().is_some_and(|last| last < self.options.as_of);
        result.status = match &result.pace {
            _ if goal.is_met(latest.value) => Status::Met,
            _ if latest.at >= due => Status::Missed,
            _ if is_due && spec.period.includes(&latest.period) => Status::Missed,
            _ if is_due => Status::Overdue,
            Ok(pace) => self.options.rating.grade(pace.ratio).into(),
            Err(PaceProblem::Lost) => Status::MovingAway,
            Err(_) => Status::NotMet,
        };
        // The value of the due date is there: nothing is left to be expected.
        if result.status == Status::Missed || latest.at >= due {
            result.forecast = Err(NoForecast::Due);
            return result;
        }
        let aim = goal.aim(latest.value);
        if about.indicator.scale.is_worded() {
            result.forecast = Err(NoForecast::NotNumbers);
            return result;
        }
        let range = about.indicator.range;
        result.forecast = forecast(&points, due, aim, range, &self.options.forecast);
        let whole = matches!(about.indicator.scale, Scale::Count | Scale::Rank);
        let probability = |forecast: &Forecast| forecast.probability(&goal, whole);
        result.probability = result.forecast.as_ref().ok().map(probability);
        let at = (latest.value, latest.at);
        result.stress = stress(&self.peers(about), at, &goal, due, range);
        result
    }

    /// The values of the units whose paces count.
    fn peers(&self, about: &About<'_>) -> Panel {
        let Some(attribute) = &self.options.peers else { return about.panel.clone() };
        let own = self.units.get(about.unit).and_then(|unit| unit.attribute(attribute));
        let observed = self.observations.units();
        about.panel.only(|unit| observed.get(unit).and_then(|u| u.attribute(attribute)) == own)
    }

    fn pace(
        &self,
        about: &About<'_>,
        result: &Tracked,
        points: &[Point],
        goal: &Goal,
        due: f64,
    ) -> Result<Pace, PaceProblem> {
        let base = result.base.as_ref().ok_or(PaceProblem::NoBase)?;
        let latest = result.latest.ok_or(PaceProblem::TooFew)?;
        let from = base.period.as_ref().and_then(end).ok_or(PaceProblem::NoDate)?;
        if !base.stated && from >= latest.at {
            return Err(PaceProblem::NoBase);
        }
        if goal.is_met(base.value) && !goal.is_met(latest.value) {
            return Err(PaceProblem::Lost);
        }
        let way = Way {
            base: (base.value, from),
            latest: (latest.value, latest.at),
            aim: (goal.aim(base.value), due),
        };
        let asked = self.options.rating.measure;
        let range = about.indicator.range;
        let (measure, ratio, instead_of) = match pace(asked, &way, points, range) {
            Ok(ratio) => (asked, ratio, None),
            Err(
                why @ (PaceProblem::Zero
                | PaceProblem::Sign
                | PaceProblem::Bound
                | PaceProblem::TooFew),
            ) => {
                let ratio = pace(Measure::Path, &way, points, range)?;
                (Measure::Path, ratio, Some((asked, why)))
            }
            Err(why) => return Err(why),
        };
        let left = due - latest.at;
        let to_go = goal.aim(latest.value) - latest.value;
        Ok(Pace {
            measure,
            instead_of,
            ratio,
            achieved: way.achieved(),
            planned: way.planned(latest.at),
            yearly: (latest.value - base.value) / (latest.at - from),
            needed: (left > 0.0 && !goal.is_met(latest.value)).then(|| to_go / left),
        })
    }

    /// How a breakdown stands as a whole: as the least of the parts that are needed.
    fn whole(&self, mut whole: Tracked, each: &[Tracked], target: &TargetSpec) -> Tracked {
        let mut parts = Parts { needed: each.len(), ..Parts::default() };
        if target.compare == Compare::Count {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded")]
            let needed = target.value.unwrap_or(0.0).ceil().clamp(0.0, 1e9) as usize;
            parts.needed = needed;
        }
        for part in each {
            match (&part.goal, &part.latest) {
                (Some(goal), Some(latest)) if goal.is_met(latest.value) => parts.met += 1,
                (_, Some(_)) => parts.not_met += 1,
                _ => parts.unknown += 1,
            }
        }
        let mut statuses: Vec<Status> = each.iter().map(|part| part.status).collect();
        statuses.sort();
        whole.status = if parts.met >= parts.needed && !each.is_empty() {
            Status::Met
        } else if parts.met + parts.unknown < parts.needed && parts.needed == each.len() {
            // One of the parts that is known falls short, whatever the others are.
            let known = statuses.into_iter().filter(|status| *status < Status::NoData);
            known.max().unwrap_or(Status::NoData)
        } else {
            let nth = parts.needed.checked_sub(1).and_then(|nth| statuses.get(nth).copied());
            nth.unwrap_or(Status::NotMet)
        };
        whole.pace = Err(PaceProblem::NoBase);
        whole.forecast = Err(NoForecast::NotNumbers);
        whole.parts = Some(parts);
        whole
    }
}

struct About<'a> {
    indicator: &'a Indicator,
    panel: &'a Panel,
    now: &'a InForce,
    /// Whether the target concerns one unit only, so that a stated baseline can only be its own.
    alone: bool,
    unit: usize,
}

/// The baseline that is stated, where it can only be that of the unit; else the first value.
fn base(about: &About<'_>, points: &[Point]) -> Option<Base> {
    let stated = about.indicator.baseline.as_ref();
    let observed = |point: &Point| Base {
        value: point.value,
        period: Some(point.period),
        stated: false,
        evidence: None,
    };
    let Some(stated) = stated else { return points.first().map(observed) };
    if about.alone {
        return Some(Base {
            value: stated.value,
            period: stated.period,
            stated: true,
            evidence: stated.evidence.clone(),
        });
    }
    // The values of several units: each begins where it stood itself.
    let at = stated.period.as_ref().and_then(end);
    let own = at.and_then(|at| points.iter().rev().find(|point| point.at <= at));
    own.or_else(|| points.first()).map(observed)
}

fn blank(item: ItemId, target: usize, unit: Option<usize>, spec: &TargetSpec) -> Tracked {
    Tracked {
        item,
        heading: None,
        target,
        unit,
        due: spec.period,
        goal: None,
        of: spec.of,
        stage: None,
        since: None,
        base: None,
        latest: None,
        status: Status::NoUnit,
        gap: None,
        pace: Err(PaceProblem::TooFew),
        forecast: Err(NoForecast::NoData),
        probability: None,
        stress: None,
        parts: None,
    }
}
