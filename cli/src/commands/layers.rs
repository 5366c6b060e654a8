//! `chuan assess --layers`: what the layers of the data say, side by side.

use super::Job;
use super::assess::{asked, dated_recognitions, known};
use super::score::known_period;
use crate::args::{AssessArgs, TableFormat};
use crate::failure::{Failure, Status};
use crate::render::data::Provenance;
use crate::render::layers::{self, View};
use crate::render::report::{self, About};
use crate::session::Session;
use chuan::assess::{AssessOptions, Assessment, Layer, assess_with, compare_layers};
use chuan::check::Checker;
use chuan::finding::Findings;

/// Reads the data once, assesses each layer, and compares.
pub(super) fn run(args: &AssessArgs, session: &Session) -> Result<Status, Failure> {
    let hash = args.format == TableFormat::Json;
    let names: Vec<&str> = args.layers.iter().map(String::as_str).collect();
    let finish = |checker: Checker<'_>| checker.finish_layers(&names);
    let read = Job::read_as(&args.framework, &args.data, &args.reading, hash, session, finish)?;
    let Some((job, layers)) = read else { return Ok(Status::Findings) };
    known(args, &job.framework)?;
    let mut later = Findings::new();
    let options = AssessOptions { as_of: args.as_of };
    let mut assessments: Vec<Assessment> = Vec::with_capacity(layers.len());
    for observations in &layers {
        let card = chuan::score::score(&job.framework, observations);
        let assessment = assess_with(&job.framework, observations, &card, &options);
        later.append(card.findings().clone());
        later.append(assessment.findings().clone());
        assessments.push(assessment);
    }
    let beside = names.iter().zip(&assessments);
    let compared: Vec<Layer<'_>> =
        beside.map(|(name, assessment)| Layer { name, assessment }).collect();
    let recognitions = dated_recognitions(args, &job.framework, session)?;
    let acts = recognitions.as_ref().map(|(acts, day)| (acts, *day));
    let mut compared = compare_layers(&job.framework, &compared, acts);
    if let Some(period) = &args.period {
        let all = layers.iter().flat_map(|observations| observations.periods());
        known_period(&all.copied().collect::<Vec<_>>(), period)?;
    }
    let mut codes = Vec::new();
    for observations in &layers {
        let units = observations.units();
        // A unit may be missing in one of the layers.
        if let Ok(numbers) = asked(args, &job.framework, units) {
            codes
                .extend(numbers.iter().filter_map(|n| units.get(*n)).map(|unit| unit.code.clone()));
        }
    }
    if !args.unit.is_empty() && codes.is_empty() {
        asked(args, &job.framework, &[])?;
    }
    compared.units.retain(|unit| {
        args.scheme.as_ref().is_none_or(|code| unit.scheme == **code)
            && (args.period.is_none() || unit.period == args.period)
            && (args.unit.is_empty() || codes.contains(&unit.unit))
    });
    let (framework, lang) = (&job.framework, session.lang);
    let view = View { framework, compared: &compared, lang, all: args.details };
    if let Some(path) = &args.report {
        let as_of = args.as_of;
        let about = About { path, framework, inputs: &job.inputs, as_of, session };
        report::layers::write(&about, &view)?;
    }
    let mut out = session.open(&job.inputs)?;
    match args.format {
        TableFormat::Table => layers::write(&view, session, &mut out)?,
        format => layers::data(&view, Provenance::new(framework, job.files()), format, &mut out)?,
    }
    out.finish()?;
    Ok(job.report(&later, session))
}
