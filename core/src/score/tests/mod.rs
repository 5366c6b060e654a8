//! Scores against arithmetic written out by hand, and the laws that hold for any data.

mod aggregates;
mod combined;
mod laws;
mod normalised;
mod paper;
mod runs;
mod scorers;
mod steps;

use super::*;
use crate::framework::{FileFormat, ItemId};
use crate::observe::testing::observations as observe;

fn framework(text: &str) -> Framework {
    let text = format!("code = 't'\ntitle = 'T'\n{text}");
    match Framework::check_text(&text, FileFormat::Toml, None) {
        (Some(framework), _) => framework,
        (None, findings) => panic!("{findings:?}"),
    }
}

fn id(framework: &Framework, code: &str) -> ItemId {
    framework.find(code).unwrap()
}

/// Scores of an item in the last period, unit by unit in the order of their codes.
fn scores(framework: &Framework, csv: &str, code: &str) -> Vec<Option<f64>> {
    let card = score(framework, &observe(framework, csv));
    card.period(None).unwrap().score(id(framework, code)).iter().collect()
}

fn close(found: Option<f64>, expected: f64) {
    let found = found.unwrap();
    let allowed = 1e-12 * expected.abs().max(1.0);
    assert!((found - expected).abs() <= allowed, "{found} is not {expected}");
}

fn codes(card: &Scorecard) -> Vec<&'static str> {
    card.findings().iter().map(crate::finding::Finding::code).collect()
}
