//! `chuan score`: scores and ranks, and how one unit came to its own.

use super::Job;
use crate::args::{ScoreArgs, Show, TableFormat};
use crate::failure::{Failure, Status};
use crate::locale;
use crate::render::data::Provenance;
use crate::render::score::View;
use crate::render::{data, explain_data, score, steps, tree};
use crate::session::Session;
use chuan::framework::{Framework, ItemId};
use chuan::period::Period;
use chuan::register::Unit;
use chuan::score::{Fit, ScoreError, ScoreOptions, score_as};
use chuan::text::{clean, suggest};
use std::path::{Path, PathBuf};

/// Runs the verb.
pub(super) fn run(args: &ScoreArgs, session: &Session) -> Result<Status, Failure> {
    let hash = args.format == TableFormat::Json;
    let Some(job) = Job::read(&args.framework, &args.data, &args.reading, hash, session)? else {
        return Ok(Status::Findings);
    };
    let node = args.node.as_deref().map(|code| find_node(&job.framework, code)).transpose()?;
    let observations = &job.data.checked.observations;
    if let Some(period) = &args.period {
        known_period(observations.periods(), period)?;
    }
    let mut options = ScoreOptions::default();
    if let Some(path) = &args.fit {
        options = options.fit(read_fit(path)?);
    }
    options.weight_set.clone_from(&args.weights);
    let card = score_as(&job.framework, observations, &options).map_err(|error| {
        let ScoreError::UnknownWeightSet { code, known } = error else {
            return Failure::new(locale::UNKNOWN_WEIGHTS, args.weights.clone().unwrap_or_default());
        };
        let failure = Failure::new(locale::UNKNOWN_WEIGHTS, code);
        if known.is_empty() { failure } else { failure.hint(locale::THERE_ARE, &known.join(", ")) }
    })?;
    if let Some(path) = &args.save_fit {
        save_fit(path, card.fit(), &job.inputs)?;
    }
    let unit = args.explain.as_deref().map(|unit| find_unit(card.units(), unit)).transpose()?;
    let view = View {
        framework: &job.framework,
        card: &card,
        period: args.period,
        node,
        beside: Vec::new(),
    };
    let provenance = Provenance::new(&job.framework, job.files()).weighted_by(card.weight_set());
    let mut out = session.open(&job.inputs)?;
    match (args.format, unit) {
        (format, None) if args.show != Show::Scores => {
            steps::write(&view, args.show, provenance, format, session, &mut out)?;
        }
        (TableFormat::Table, None) => score::write(&view, session, &mut out)?,
        (TableFormat::Table, Some(unit)) => tree::write(&view, unit, session, &mut out)?,
        (format, None) => data::write(&view, provenance, format, session.lang, &mut out)?,
        (format, Some(unit)) => {
            explain_data::write(&view, unit, provenance, format, session.lang, &mut out)?;
        }
    }
    out.finish()?;
    Ok(job.report(card.findings(), session))
}

/// What was learned before.
fn read_fit(path: &Path) -> Result<Fit, Failure> {
    let name = || path.display().to_string();
    let text =
        std::fs::read_to_string(path).map_err(|error| Failure::cannot_read(name(), error))?;
    serde_json::from_str(&text).map_err(|error| Failure::cannot_read(name(), error))
}

/// Saves what was learned; an input is never overwritten.
fn save_fit(path: &Path, fit: &Fit, inputs: &[PathBuf]) -> Result<(), Failure> {
    let same = |input: &PathBuf| {
        input.canonicalize().ok().zip(path.canonicalize().ok()).is_some_and(|(a, b)| a == b)
    };
    if inputs.iter().any(same) {
        return Err(Failure::new(locale::OUTPUT_IS_INPUT, path.display().to_string()));
    }
    let mut text = serde_json::to_string_pretty(fit)?;
    text.push('\n');
    std::fs::write(path, text).map_err(|error| Failure::cannot_write(path, error))
}

/// The node or indicator with a code.
pub(super) fn find_node(framework: &Framework, code: &str) -> Result<ItemId, Failure> {
    framework.find(code).ok_or_else(|| {
        let codes = framework.items().iter().map(|item| item.code.as_str());
        Failure::new(locale::UNKNOWN_NODE, code).suggest(suggest(code, codes))
    })
}

/// A period that must occur in the data.
pub(super) fn known_period(periods: &[Option<Period>], period: &Period) -> Result<(), Failure> {
    if periods.contains(&Some(*period)) {
        return Ok(());
    }
    let there: Vec<String> = periods.iter().flatten().map(ToString::to_string).collect();
    let failure = Failure::new(locale::UNKNOWN_PERIOD, period.to_string());
    Err(match there.is_empty() {
        true => failure,
        false => failure.hint(locale::THERE_ARE, &there.join(", ")),
    })
}

/// The number of the unit with a code or a name.
pub(super) fn find_unit(units: &[Unit], written: &str) -> Result<usize, Failure> {
    let cleaned = clean(written);
    let by_code = units.iter().position(|unit| unit.code == *cleaned);
    let named = |unit: &Unit| {
        unit.name.as_ref().is_some_and(|name| name.spellings().any(|name| name == cleaned))
    };
    by_code.or_else(|| units.iter().position(named)).ok_or_else(|| {
        let names = units.iter().flat_map(|unit| unit.name.iter()).flat_map(|n| n.spellings());
        let codes = units.iter().map(|unit| unit.code.as_str());
        let near = suggest(written, names).or_else(|| suggest(written, codes));
        Failure::new(locale::UNKNOWN_UNIT, written).suggest(near)
    })
}
