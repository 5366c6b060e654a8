//! `chuan assess --layers`: what the layers of the data say, side by side.

use super::Job;
use super::assess::{asked, dated_recognitions, known};
use super::score::known_period;
use crate::args::{AssessArgs, Reading, TableFormat};
use crate::failure::{Failure, Status};
use crate::locale;
use crate::render::data::Provenance;
use crate::render::layers::{self, View};
use crate::render::report::{self, About};
use crate::session::Session;
use chuan::assess::{AssessOptions, Assessment, Layer, assess_with, compare_layers};
use chuan::finding::Findings;

/// Reads the data once for every layer, assesses each, and compares.
pub(super) fn run(args: &AssessArgs, session: &Session) -> Result<Status, Failure> {
    if let Some(stdin) = args.data.iter().find(|source| source.as_os_str() == "-") {
        return Err(Failure::new(locale::LAYERS_NEED_FILES, stdin.display().to_string()));
    }
    let hash = args.format == TableFormat::Json;
    let mut read: Vec<(Job, Assessment, Findings)> = Vec::new();
    for layer in &args.layers {
        let reading = Reading { layer: Some(layer.clone()), ..args.reading.clone() };
        let Some(job) = Job::read(&args.framework, &args.data, &reading, hash, session)? else {
            return Ok(Status::Findings);
        };
        known(args, &job.framework)?;
        let observations = &job.data.checked.observations;
        let card = chuan::score::score(&job.framework, observations);
        let options = AssessOptions { as_of: args.as_of };
        let assessment = assess_with(&job.framework, observations, &card, &options);
        let mut later = card.findings().clone();
        later.append(assessment.findings().clone());
        read.push((job, assessment, later));
    }
    let Some((job, _, _)) = read.first() else { return Ok(Status::Fine) };
    let compared: Vec<Layer<'_>> = args
        .layers
        .iter()
        .zip(&read)
        .map(|(name, (_, assessment, _))| Layer { name, assessment })
        .collect();
    let recognitions = dated_recognitions(args, &job.framework, session)?;
    let acts = recognitions.as_ref().map(|(acts, day)| (acts, *day));
    let mut compared = compare_layers(&job.framework, &compared, acts);
    if let Some(period) = &args.period {
        let all = read.iter().flat_map(|(job, ..)| job.data.checked.observations.periods());
        known_period(&all.copied().collect::<Vec<_>>(), period)?;
    }
    let mut codes = Vec::new();
    for (job, ..) in &read {
        let units = job.data.checked.observations.units();
        // A unit may be missing in one of the layers.
        if let Ok(numbers) = asked(args, &job.framework, units) {
            codes
                .extend(numbers.iter().filter_map(|n| units.get(*n)).map(|unit| unit.code.clone()));
        }
    }
    if !args.unit.is_empty() && codes.is_empty() {
        asked(args, &job.framework, job.data.checked.observations.units())?;
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
    let mut status = Status::Fine;
    for (job, _, later) in &read {
        status = status.and(job.report(later, session));
    }
    Ok(status)
}
