//! `chuan assess`: which levels units have reached, and what is missing.

use super::Job;
use super::score::{find_unit, known_period};
use crate::args::{AssessArgs, TableFormat};
use crate::failure::{Failure, Status};
use crate::locale::{self, say};
use crate::render::data::Provenance;
use crate::render::level_more::More;
use crate::render::report::{self, About};
use crate::render::{level, level_data};
use crate::session::Session;
use chrono::NaiveDate;
use chuan::assess::recognition::Recognitions;
use chuan::assess::{AssessOptions, Assessment, UnitAssessment, WayUpOptions, assess_with};
use chuan::finding::Findings;
use chuan::framework::Framework;
use chuan::framework::spec::CostSpec;
use chuan::id::Code;
use chuan::register::Unit;
use chuan::text::suggest;

/// Runs the verb.
pub(super) fn run(args: &AssessArgs, session: &Session) -> Result<Status, Failure> {
    if !args.layers.is_empty() {
        return super::layers::run(args, session);
    }
    let hash = args.format == TableFormat::Json;
    let Some(job) = Job::read(&args.framework, &args.data, &args.reading, hash, session)? else {
        return Ok(Status::Findings);
    };
    known(args, &job.framework)?;
    let observations = &job.data.checked.observations;
    if let Some(period) = &args.period {
        known_period(observations.periods(), period)?;
    }
    let units = asked(args, &job.framework, observations.units())?;
    let card = chuan::score::score(&job.framework, observations);
    let options = AssessOptions { as_of: args.as_of };
    let assessment = assess_with(&job.framework, observations, &card, &options);
    let more = more(args, &job.framework, session)?;
    let results: Vec<&UnitAssessment> = assessment
        .units()
        .iter()
        .filter(|result| args.scheme.as_ref().is_none_or(|code| result.scheme == **code))
        .filter(|result| args.period.is_none() || result.period == args.period)
        .filter(|result| args.unit.is_empty() || units.contains(&result.unit))
        .collect();
    if let Some(path) = &args.report {
        let (framework, as_of) = (&job.framework, args.as_of);
        let about = About { path, framework, inputs: &job.inputs, as_of, session };
        report::levels::write(&about, &assessment, &results, &more)?;
    }
    let mut out = session.open(&job.inputs)?;
    if args.format == TableFormat::Table {
        let details = args.details || !args.unit.is_empty();
        level::write(&job.framework, &assessment, &results, details, session, &mut out)?;
        more.write(&job.framework, &assessment, &results, session, &mut out)?;
    } else {
        let provenance = Provenance::new(&job.framework, job.files());
        let data = |result: &UnitAssessment| {
            let standing = more.standing(&job.framework, &assessment, result);
            more.data(&job.framework, result, standing.as_ref(), session.lang)
        };
        let (format, lang) = (args.format, session.lang);
        level_data::write(&assessment, &results, provenance, &data, format, lang, &mut out)?;
    }
    out.finish()?;
    let mut later = Findings::new();
    later.append(card.findings().clone());
    later.append(assessment.findings().clone());
    let status = job.report(&later, session);
    let Some(required) = &args.require else { return Ok(status) };
    Ok(status.and(reached(required, args, &assessment, &results, session)))
}

/// What is asked for beside the levels.
fn more(args: &AssessArgs, framework: &Framework, session: &Session) -> Result<More, Failure> {
    let mut options = WayUpOptions::default();
    for written in &args.cost {
        let wrong = || Failure::new(locale::WRONG_COST, written.as_str());
        let (code, cost) = written.split_once('=').ok_or_else(wrong)?;
        let code = Code::new(code.trim()).map_err(|_| wrong())?;
        let cost: f64 = cost.trim().parse().map_err(|_| wrong())?;
        if !(cost.is_finite() && cost >= 0.0) {
            return Err(wrong());
        }
        if framework.find(code.as_str()).is_none() {
            let known = framework.items().iter().map(|item| item.code.as_str());
            let near = suggest(code.as_str(), known);
            return Err(Failure::new(locale::UNKNOWN_NODE, code.as_str()).suggest(near));
        }
        options.costs.insert(code, CostSpec::Fixed(cost));
    }
    let recognitions = dated_recognitions(args, framework, session)?;
    if let Some(level) = args.way_up.as_deref().filter(|level| !level.is_empty()) {
        let levels = || framework.schemes().iter().flat_map(|scheme| &scheme.levels);
        if !levels().any(|known| known.code == *level) {
            let near = suggest(level, levels().map(|level| level.code.as_str()));
            return Err(Failure::new(locale::UNKNOWN_LEVEL, level).suggest(near));
        }
    }
    let way_up = args.way_up.clone().map(|level| Some(level).filter(|level| !level.is_empty()));
    Ok(More { why: args.why, way_up, options, recognitions })
}

/// Reads acts of recognition; rows that cannot be read are said and left out.
pub(super) fn recognitions(
    path: &std::path::Path,
    framework: &Framework,
    session: &Session,
) -> Result<Recognitions, Failure> {
    let name = path.display().to_string();
    let file = std::fs::File::open(path).map_err(|error| Failure::cannot_read(&name, error))?;
    let (acts, faults) = Recognitions::read_csv(file, framework)
        .map_err(|error| Failure::cannot_read(&name, error))?;
    for fault in faults {
        let what = format!("{name}, {fault}");
        session.note(&say(locale::ROW_LEFT_OUT, session.lang, &[("what", &what)]));
    }
    Ok(acts)
}

/// The record of recognition, and the day as of which it is looked at.
pub(super) fn dated_recognitions(
    args: &AssessArgs,
    framework: &Framework,
    session: &Session,
) -> Result<Option<(Recognitions, NaiveDate)>, Failure> {
    let (Some(path), Some(as_of)) = (&args.recognitions, args.as_of) else { return Ok(None) };
    Ok(Some((recognitions(path, framework, session)?, as_of)))
}

/// The scheme and the level must be there.
pub(super) fn known(args: &AssessArgs, framework: &Framework) -> Result<(), Failure> {
    let schemes = framework.schemes();
    if schemes.is_empty() {
        return Err(Failure::new(locale::NO_SCHEMES, framework.label()));
    }
    let codes = || schemes.iter().map(|scheme| scheme.code.as_str());
    if let Some(code) = args.scheme.as_ref().filter(|code| !codes().any(|known| known == *code)) {
        return Err(Failure::new(locale::UNKNOWN_SCHEME, code).suggest(suggest(code, codes())));
    }
    if let Some(required) = &args.require {
        let asked = |code: &str| args.scheme.as_ref().is_none_or(|scheme| scheme == code);
        let levels = || {
            let schemes = schemes.iter().filter(|scheme| asked(scheme.code.as_str()));
            schemes.flat_map(|scheme| &scheme.levels).map(|level| level.code.as_str())
        };
        if !levels().any(|level| level == required) {
            let failure = Failure::new(locale::UNKNOWN_LEVEL, required);
            let there: Vec<&str> = levels().collect();
            return Err(failure.hint(locale::THERE_ARE, &there.join(", ")));
        }
    }
    Ok(())
}

/// Numbers of the units asked for. One that the register knows may be without data: then it has
/// reached nothing.
pub(super) fn asked(
    args: &AssessArgs,
    framework: &Framework,
    units: &[Unit],
) -> Result<Vec<usize>, Failure> {
    let mut numbers = Vec::new();
    for written in &args.unit {
        match find_unit(units, written) {
            Ok(number) => numbers.push(number),
            Err(failure) => {
                find_unit(framework.register().units(), written).map_err(|_| failure)?;
            }
        }
    }
    Ok(numbers)
}

/// Whether every unit asked for has reached the level that is required.
fn reached(
    required: &str,
    args: &AssessArgs,
    assessment: &Assessment,
    results: &[&UnitAssessment],
    session: &Session,
) -> Status {
    let lang = session.lang;
    let index = |result: &UnitAssessment| result.levels.iter().position(|l| l.code == *required);
    let concerned: Vec<_> =
        results.iter().filter_map(|result| Some((index(result)?, *result))).collect();
    let level = ("level", required);
    if concerned.is_empty() {
        session.note(&say(locale::NOBODY_ASSESSED, lang, &[level]));
        return Status::Findings;
    }
    let short: Vec<String> = concerned
        .iter()
        .filter(|(index, result)| result.reached_index().is_none_or(|reached| reached < *index))
        .map(|(_, result)| {
            let name = assessment.unit(result).map_or("", |unit| unit.label(lang));
            match result.period {
                Some(period) => format!("{name} ({period})"),
                None => name.to_owned(),
            }
        })
        .collect();
    if short.is_empty() {
        let seen = |written: &String| find_unit_in(assessment, results, written);
        return Status::of(!args.unit.iter().all(seen));
    }
    let units = ("units", short.join(", "));
    session.note(&say(locale::REQUIRED_NOT_REACHED, lang, &[level, (units.0, &units.1)]));
    Status::Findings
}

/// Whether a unit asked for is among the results.
fn find_unit_in(assessment: &Assessment, results: &[&UnitAssessment], written: &str) -> bool {
    let units: Vec<Unit> =
        results.iter().filter_map(|result| assessment.unit(result)).cloned().collect();
    find_unit(&units, written).is_ok()
}
