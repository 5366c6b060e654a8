//! From what a caller writes to a unit, an item, a period.

use crate::error;
use crate::options;
use chuan::framework::{Framework, ItemId};
use chuan::register::Unit;
use chuan::score::{PeriodScores, Scorecard};
use chuan::text::Lang;
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;

/// The number of a unit, by its code or by its exact name.
pub(crate) fn unit(units: &[Unit], written: &str) -> PyResult<usize> {
    let named = |unit: &Unit| Lang::ALL.into_iter().any(|lang| unit.label(lang) == written);
    units
        .iter()
        .position(|unit| unit.code.as_str() == written)
        .or_else(|| units.iter().position(named))
        .ok_or_else(|| {
            let known = units.iter().flat_map(|unit| [unit.code.as_str(), unit.label(Lang::Vi)]);
            error::unknown("unit", written, known)
        })
}

/// A node or indicator by its code; unless said, what is ranked first, or else the first root.
pub(crate) fn item(framework: &Framework, written: Option<&str>) -> PyResult<ItemId> {
    let Some(written) = written else {
        return main_item(framework)
            .ok_or_else(|| PyKeyError::new_err("the framework has neither nodes nor indicators"));
    };
    framework.find(written).ok_or_else(|| {
        let known = framework.items().iter().map(|item| item.code.as_str());
        error::unknown("node or indicator", written, known)
    })
}

fn main_item(framework: &Framework) -> Option<ItemId> {
    let ranked = framework.rankings().first();
    ranked
        .and_then(|ranking| framework.find(ranking.node.as_str()))
        .or_else(|| framework.roots().next().map(|(id, _)| id))
}

/// The scores of a period; unless said, of the last one.
pub(crate) fn scores<'c>(
    card: &'c Scorecard,
    written: Option<&Bound<'_, PyAny>>,
) -> PyResult<&'c PeriodScores> {
    let period = written.map(options::period).transpose()?;
    card.period(period.as_ref()).ok_or_else(|| match period {
        None => PyKeyError::new_err("there are no scores"),
        Some(period) => {
            let there: Vec<String> = card.periods().iter().map(label).collect();
            PyKeyError::new_err(format!(
                "no scores for {period}: there are scores for {}",
                there.join(", ")
            ))
        }
    })
}

/// The period in words.
pub(crate) fn label(scores: &PeriodScores) -> String {
    scores.period().map_or_else(|| "no period".to_owned(), |period| period.to_string())
}
