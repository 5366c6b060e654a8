//! `chuan track`: how targets and milestones stand on a day.

use super::assess::recognitions;
use super::score::find_unit;
use super::{Job, meeting};
use crate::args::TableFormat;
use crate::args::track::{Forecasting, Method, Range, TrackArgs, View};
use crate::failure::{Failure, Status};
use crate::locale;
use crate::render::data::Provenance;
use crate::render::report::{self, targets::Content};
use crate::render::track;
use crate::session::Session;
use chrono::NaiveDate;
use chuan::assess::recognition::Recognitions;
use chuan::finding::Findings;
use chuan::framework::{Framework, ItemId};
use chuan::meeting::Record;
use chuan::meeting::log::{LogBase, Replay, ReplayOptions};
use chuan::observe::Observations;
use chuan::register::Unit;
use chuan::text::{Lang, suggest};
use chuan::track::{
    FollowUp, ForecastMethod, Meeting, NoFollowUp, Panel, RangeReading, Rating, Table,
    TrackOptions, Tracking, cohorts, cohorts_table, history_table, milestones, milestones_table,
    positions, positions_table,
};

/// Runs the verb.
pub(super) fn run(args: &TrackArgs, session: &Session) -> Result<Status, Failure> {
    let hash = args.format == TableFormat::Json;
    let Some(job) = Job::read(&args.framework, &args.data, &args.reading, hash, session)? else {
        return Ok(Status::Findings);
    };
    let Some(as_of) = args.as_of.last_day() else {
        return Err(Failure::new(locale::NO_END, args.as_of.to_string()));
    };
    if args.view != View::Milestones {
        let needless = [("--record", &args.record), ("--recognitions", &args.recognitions)];
        if let Some((what, _)) = needless.into_iter().find(|(_, path)| path.is_some()) {
            return Err(Failure::new(locale::ONLY_MILESTONES, what));
        }
    }
    let observations = &job.data.checked.observations;
    let item = args.item.as_ref().map(|code| find_item(&job.framework, code)).transpose()?;
    let mut later = Findings::new();
    let about = About { args, framework: &job.framework, observations, as_of, item };
    let shown = match args.view {
        View::Targets => Shown::Targets(about.tracking()?),
        View::Stress => Shown::Table(about.tracking()?.stress_table(&job.framework, session.lang)),
        View::History => Shown::Table(history_table(&job.framework, session.lang)),
        View::Position => Shown::Table(about.positions(session)?),
        View::Rollout => Shown::Table(about.rollout()?),
        View::Milestones => {
            let Some(known) = FollowUps::read(args, &job.framework, as_of, session)? else {
                return Ok(Status::Findings);
            };
            let card = chuan::score::score(&job.framework, observations);
            let assessment = chuan::assess::assess(&job.framework, observations, &card);
            later.append(card.findings().clone());
            later.append(assessment.findings().clone());
            let meeting = known.meeting(&job.framework);
            let follow_up: &dyn FollowUp = match (&meeting, &known.acts) {
                (Some(meeting), _) => meeting,
                (None, Some(acts)) => acts,
                (None, None) => &NoFollowUp,
            };
            let mut all = milestones(&job.framework, &assessment, as_of, follow_up);
            later.append(known.findings());
            let units = about.units(job.framework.register().units())?;
            if !args.unit.is_empty() {
                let register = job.framework.register().units();
                let codes: Vec<_> =
                    units.iter().filter_map(|n| register.get(*n)).map(|u| &u.code).collect();
                all.retain(|one| codes.contains(&&one.unit));
            }
            Shown::Milestones(all)
        }
    };
    let lang = session.lang;
    let title = about.title(lang);
    if let Some(path) = &args.report {
        let framework = &job.framework;
        let about =
            report::About { path, framework, inputs: &job.inputs, as_of: Some(as_of), session };
        let content = match &shown {
            Shown::Targets(tracking) => Content::Targets(tracking),
            Shown::Milestones(all) => Content::Milestones(all, as_of),
            Shown::Table(table) => Content::Table(table, args.view, title.as_deref()),
        };
        report::targets::write(&about, &content)?;
    }
    let mut inputs = job.inputs.clone();
    inputs.extend([&args.record, &args.log, &args.recognitions].into_iter().flatten().cloned());
    let mut out = session.open(&inputs)?;
    if args.format == TableFormat::Table {
        let mut report = track::Report::new(&job.framework, as_of, session, &mut out);
        match &shown {
            Shown::Targets(tracking) => report.targets(tracking)?,
            Shown::Milestones(all) => report.milestones(all)?,
            Shown::Table(table) => {
                let nothing = match args.view {
                    View::Stress => locale::NO_STRESS,
                    View::Position => locale::NO_POSITION,
                    View::History => locale::NO_HISTORY,
                    _ => locale::NO_COHORTS,
                };
                report.table(table, title.as_deref(), nothing)?;
            }
        }
    } else {
        let table = match shown {
            Shown::Targets(tracking) => tracking.table(&job.framework, lang),
            Shown::Milestones(all) => milestones_table(&all, as_of, lang),
            Shown::Table(table) => table,
        };
        let provenance = Provenance::new(&job.framework, job.files());
        let head = track::Head::new(provenance, as_of, args.view, about.options().rating);
        track::write(&table, head, args.format, &mut out)?;
    }
    out.finish()?;
    Ok(job.report(&later, session))
}

/// What is known of tasks and of acts of recognition.
struct FollowUps {
    meeting: Option<(Record, LogBase, Replay)>,
    acts: Option<Recognitions>,
}

impl FollowUps {
    /// None when the record is wrong, which has been said.
    fn read(
        args: &TrackArgs,
        framework: &Framework,
        as_of: NaiveDate,
        session: &Session,
    ) -> Result<Option<Self>, Failure> {
        let acts = args.recognitions.as_deref();
        let acts = acts.map(|path| recognitions(path, framework, session)).transpose()?;
        let Some(path) = &args.record else { return Ok(Some(Self { meeting: None, acts })) };
        let Some(record) = meeting::record(path, session)? else { return Ok(None) };
        let base = LogBase::of(&record, false);
        let replay = meeting::followed(args.log.as_deref(), &base, ReplayOptions::new(as_of))?;
        Ok(Some(Self { meeting: Some((record, base, replay)), acts }))
    }

    fn meeting<'a>(&'a self, framework: &'a Framework) -> Option<Meeting<'a>> {
        let (record, base, replay) = self.meeting.as_ref()?;
        Some(Meeting { framework, record, base, replay, recognitions: self.acts.as_ref() })
    }

    /// What is wrong with the log.
    fn findings(&self) -> Findings {
        self.meeting.as_ref().map_or_else(Findings::new, |(_, _, replay)| replay.findings.clone())
    }
}

enum Shown {
    Targets(Tracking),
    Milestones(Vec<chuan::track::Milestone>),
    Table(Table),
}

struct About<'a> {
    args: &'a TrackArgs,
    framework: &'a Framework,
    observations: &'a Observations,
    as_of: NaiveDate,
    item: Option<ItemId>,
}

impl About<'_> {
    fn options(&self) -> TrackOptions {
        let mut options = TrackOptions::new(self.as_of);
        options.rating = match self.args.method {
            Method::Linear => Rating::LINEAR,
            Method::Eurostat => Rating::EUROSTAT,
            Method::OpenSdg => Rating::OPEN_SDG,
            Method::Sdsn => Rating::SDSN,
            Method::Escap => Rating::ESCAP,
            Method::Logit => Rating::LOGIT,
            Method::Needed => Rating::NEEDED,
        };
        let own = self.args.limits.as_ref();
        if let Some(own) = own.and_then(|limits| options.rating.with_limits(&limits.0)) {
            options.rating = own;
        }
        options.range = match self.args.range {
            Range::Easier => RangeReading::Easier,
            Range::Harder => RangeReading::Harder,
            Range::Within => RangeReading::Within,
        };
        options.forecast.method = match self.args.forecast {
            Forecasting::TheilSen => ForecastMethod::TheilSen,
            Forecasting::DampedTrend => ForecastMethod::DampedTrend,
        };
        options.forecast.level = self.args.confidence;
        options.peers.clone_from(&self.args.peers);
        options
    }

    fn tracking(&self) -> Result<Tracking, Failure> {
        let options = self.options();
        let mut tracking = chuan::track::track(self.framework, self.observations, &options);
        let units = self.units(&tracking.units)?;
        tracking.targets.retain(|target| {
            let wanted =
                self.item.is_none_or(|item| target.item == item || target.heading == Some(item));
            let unit = target.unit.is_some_and(|unit| units.contains(&unit));
            wanted && (self.args.unit.is_empty() || unit)
        });
        Ok(tracking)
    }

    /// Numbers of the units asked for; of all unless some are.
    fn units(&self, units: &[Unit]) -> Result<Vec<usize>, Failure> {
        if self.args.unit.is_empty() {
            return Ok((0..units.len()).collect());
        }
        self.args.unit.iter().map(|written| find_unit(units, written)).collect()
    }

    /// The item that was asked for, or the one that is ranked first.
    fn subject(&self) -> Option<ItemId> {
        let first = || {
            let ranked = self.framework.rankings().first();
            let ranked = ranked.and_then(|ranking| self.framework.find(ranking.node.as_str()));
            ranked.or_else(|| self.framework.indicators().next().map(|(id, ..)| id))
        };
        self.item.or_else(first)
    }

    /// What the whole of a view is about, for people: the item with its unit of measure.
    fn title(&self, lang: Lang) -> Option<String> {
        let alone = matches!(self.args.view, View::Position | View::Rollout);
        let item = self.framework.item(self.subject().filter(|_| alone)?)?;
        let unit = item.indicator().and_then(|indicator| indicator.unit.as_ref());
        let unit = unit.map_or_else(String::new, |unit| format!(" ({})", unit.get(lang)));
        Some(format!("{}{unit}", item.label(lang)))
    }

    /// The values of an item: as observed, or the scores of a node.
    fn panel(&self) -> Result<(ItemId, Panel), Failure> {
        let Some(item) = self.subject() else { return Err(Failure::new(locale::UNKNOWN_NODE, "")) };
        let is_node = self.framework.item(item).is_some_and(|item| item.node().is_some());
        let panel = if is_node {
            let card = chuan::score::score(self.framework, self.observations);
            Panel::scored(&card, item, self.as_of)
        } else {
            Panel::observed(self.observations, item, self.as_of)
        };
        Ok((item, panel))
    }

    fn positions(&self, session: &Session) -> Result<Table, Failure> {
        let (item, panel) = self.panel()?;
        let direction = self.framework.item(item).map(chuan::framework::Item::direction);
        let all = self.observations.units();
        let mut found = Vec::new();
        for unit in self.units(all)? {
            let peer = |other: usize| {
                let Some(attribute) = &self.args.peers else { return true };
                let of = |number: usize| all.get(number).and_then(|unit| unit.attribute(attribute));
                of(other) == of(unit)
            };
            let places = positions(&panel, unit, peer, direction.unwrap_or_default());
            found.extend(places.into_iter().map(|place| (unit, place)));
        }
        found.sort_by_key(|(_, place)| place.period);
        Ok(positions_table(found.iter().map(|(unit, place)| (*unit, place)), all, session.lang))
    }

    fn rollout(&self) -> Result<Table, Failure> {
        let Some(attribute) = &self.args.cohort else {
            return Err(Failure::new(locale::NO_COHORT, "--cohort"));
        };
        let (_, panel) = self.panel()?;
        Ok(cohorts_table(&cohorts(&panel, self.observations.units(), attribute)))
    }
}

fn find_item(framework: &Framework, code: &str) -> Result<ItemId, Failure> {
    framework.find(code).ok_or_else(|| {
        let codes = framework.items().iter().map(|item| item.code.as_str());
        Failure::new(locale::UNKNOWN_NODE, code).suggest(suggest(code, codes))
    })
}
