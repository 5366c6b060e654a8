//! Levels, bands and tallies.

mod levels;
mod rules;
mod sixteen;
mod tallies;
mod way_up;

use super::*;
use crate::framework::FileFormat;
use crate::observe::testing::observations;
use crate::text::Lang;

fn framework(text: &str) -> Framework {
    let text = format!("code = 't'\ntitle = 'T'\n{text}");
    match Framework::check_text(&text, FileFormat::Toml, None) {
        (Some(framework), _) => framework,
        (None, findings) => panic!("{findings:?}"),
    }
}

fn run(framework: &Framework, csv: &str) -> Assessment {
    let observations = observations(framework, csv);
    let card = crate::score::score(framework, &observations);
    assess(framework, &observations, &card)
}

fn code(level: Option<&LevelResult>) -> &str {
    level.map_or("-", |level| level.code.as_str())
}

/// The level reached by every unit, in the order of their codes.
fn reached(framework: &Framework, csv: &str) -> Vec<String> {
    run(framework, csv).units().iter().map(|unit| code(unit.reached()).to_owned()).collect()
}

fn verdicts(unit: &UnitAssessment) -> Vec<Truth> {
    unit.levels.iter().map(|level| level.verdict).collect()
}

fn codes(assessment: &Assessment) -> Vec<&'static str> {
    assessment.findings().iter().map(Finding::code).collect()
}
