//! `chuan meeting milestones`: from the decision over its tasks to the level.

use super::{record, replayed, today};
use crate::args::meeting::MilestonesArgs;
use crate::commands::assess::recognitions;
use crate::failure::{Failure, Status};
use crate::locale;
use crate::render::meeting_milestones::{self, Shown};
use crate::session::Session;
use chuan::meeting::Context;
use chuan::meeting::log::LogBase;
use chuan::meeting::spec::Visibility;
use chuan::track::{Meeting, meeting_milestones as join};

/// Runs the verb.
pub(super) fn run(args: &MilestonesArgs, session: &Session) -> Result<Status, Failure> {
    let how = &args.followed;
    let Some(record) = record(&how.record, session)? else { return Ok(Status::Findings) };
    let read = super::super::Job::read(&args.framework, &args.data, &args.reading, true, session)?;
    let Some(job) = read else { return Ok(Status::Findings) };
    let as_of = how.as_of.unwrap_or_else(today);
    let base = LogBase::of(&record, how.public);
    let replay = replayed(how, &base)?;
    let shown = if how.public { record.visible(Visibility::Public) } else { Some(record) };
    let Some(record) = shown else {
        return Err(Failure::new(locale::MEETING_NOT_PUBLIC, how.record.display().to_string()));
    };
    let acts = args.recognitions.as_deref();
    let acts = acts.map(|path| recognitions(path, &job.framework, session)).transpose()?;
    let observations = &job.data.checked.observations;
    let card = chuan::score::score(&job.framework, observations);
    let assessment = chuan::assess::assess(&job.framework, observations, &card);
    let meeting = Meeting {
        framework: &job.framework,
        record: &record,
        base: &base,
        replay: &replay,
        recognitions: acts.as_ref(),
    };
    let (milestones, not_joined) = join(&meeting, &assessment, as_of);
    let mut inputs = job.inputs.clone();
    inputs.extend(how.inputs().into_iter().chain(args.recognitions.clone()));
    let mut out = session.open(&inputs)?;
    let files = job.files();
    let shown =
        Shown { meeting: &meeting, milestones: &milestones, not_joined: &not_joined, as_of };
    meeting_milestones::write(&shown, files, args.format, session, &mut out)?;
    out.finish()?;
    // The rules about milestones, with all that they may know now.
    let mut context = Context::default();
    context.outside = Some(&job.framework);
    context.assessments = Some(&assessment);
    context.as_of = Some(as_of);
    let about_milestones = |code: &str| code.starts_with("MTG-80");
    let mut later = replay.findings.clone();
    later.extend(record.check(&context).into_iter().filter(|one| about_milestones(one.code())));
    later.append(card.findings().clone());
    later.append(assessment.findings().clone());
    Ok(job.report(&later, session))
}
