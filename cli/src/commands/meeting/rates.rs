//! `chuan meeting rates`: counts and named rates.

use super::Job;
use crate::args::TableFormat;
use crate::args::meeting::RatesArgs;
use crate::failure::{Failure, Status};
use crate::render::{meeting, meeting_data};
use crate::session::Session;
use chuan::meeting::log::{Counts, Grouping, Rate, RateObservation, TaskStatus, period_completion};
use std::sync::Arc;

/// The figures of one group of tasks.
pub(crate) struct Figures {
    /// The group; none for tasks that have none.
    pub(crate) group: Option<Arc<str>>,
    pub(crate) counts: Counts,
    pub(crate) rates: Vec<Rate>,
}

/// Runs the verb.
pub(super) fn run(args: &RatesArgs, session: &Session) -> Result<Status, Failure> {
    let Some(job) = Job::read(&args.followed, session)? else { return Ok(Status::Findings) };
    let figures = figures(args, &job);
    let mut out = session.open(&job.inputs)?;
    if let Some(indicator) = &args.indicator {
        let rows: Vec<RateObservation> = figures
            .iter()
            .flat_map(|figures| figures.rates.iter().map(move |rate| (figures, rate)))
            .filter_map(|(figures, rate)| {
                let unit = figures.group.as_deref()?;
                let period = args.period;
                Some(RateObservation::new(&job.replay, *rate, unit, indicator, period, args.round))
            })
            .collect();
        meeting_data::observations(&rows, args.format, &mut out)?;
    } else if args.format == TableFormat::Table {
        meeting::rates(
            &job.base,
            &job.replay,
            &figures,
            args.group.is_some(),
            args.round,
            session,
            &mut out,
        )?;
    } else {
        meeting_data::rates(&job.base, &job.replay, &figures, args.round, args.format, &mut out)?;
    }
    out.finish()?;
    Ok(job.report(session))
}

fn figures(args: &RatesArgs, job: &Job) -> Vec<Figures> {
    // The subject of an observation is a body.
    let owner = args.indicator.is_some().then_some(Grouping::Owner);
    let grouping = args.group.clone().or(owner);
    let groups = job.replay.grouped(&job.base, &job.replay.tasks, grouping.as_ref());
    let one = |(group, tasks): (Option<Arc<str>>, Vec<&TaskStatus>)| {
        let counts = Counts::of(tasks.iter().copied());
        let period = args.period.map(|period| period_completion(tasks.iter().copied(), &period));
        let asked = |rate: &Rate| args.rate.is_none_or(|kind| kind == rate.kind);
        let rates = counts.rates().chain(period).filter(asked).collect();
        Figures { group, counts, rates }
    };
    groups.into_iter().map(one).collect()
}
