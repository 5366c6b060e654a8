//! Lint rules `FWK-`: everything that can be wrong with a framework, with its place.

mod counts;
mod index;
pub(super) mod kinds;
mod levels;
mod structure;
mod targets;
mod values;
mod weights;

pub(super) use index::Index;

use super::source::{Path, Places};
use super::spec::{FrameworkSpec, IndicatorSpec, OptionSpec, Scale};
use crate::finding::{Finding, Findings, Place, catalogue};
use crate::recipe::Scorer;
use crate::text::Lang;

/// A spec with all that the rules need to look at it.
pub(super) struct Linter<'a> {
    pub(super) spec: &'a FrameworkSpec,
    pub(super) places: &'a Places,
    /// How many indicators stand in the framework file itself; the others stand in a table.
    pub(super) own_indicators: usize,
    pub(super) row_places: &'a [Place],
    pub(super) index: Index<'a>,
}

impl Linter<'_> {
    /// Runs all rules. The order of evaluation, children first, where there is one.
    pub(super) fn run(&self, findings: &mut Findings) -> Option<Vec<usize>> {
        if self.spec.format != 1 {
            findings.push(
                Finding::new(&catalogue::WRONG_VALUE)
                    .at(self.at_root("format"))
                    .value(self.spec.format.to_string())
                    .with("path", "format")
                    .with("detail", "this version of Chuan reads format 1"),
            );
        }
        let order = structure::check(self, findings);
        weights::check(self, findings);
        values::check(self, findings);
        targets::check(self, findings);
        counts::check(self, findings);
        levels::check(self, findings);
        order
    }

    /// The place of a key of the framework itself.
    fn at_root(&self, key: &str) -> Place {
        self.places.of(&Path::default().key(key))
    }

    /// The place of a value of a node or indicator: `item` counts nodes first, then indicators.
    fn at(&self, item: usize, keys: &[&str]) -> Place {
        let (list, number) = match item.checked_sub(self.spec.nodes.len()) {
            None => ("node", item),
            Some(number) => ("indicator", number),
        };
        if list == "indicator" {
            if let Some(row) = number.checked_sub(self.own_indicators) {
                let mut place = self.row_places.get(row).cloned().unwrap_or_default();
                place.column = keys.first().map(|key| (*key).into());
                return place;
            }
        }
        let path = Path::default().key(list).index(number);
        self.places.of(&keys.iter().fold(path, |path, key| path.key(key)))
    }
}

/// The scale of an indicator: as stated, or percent where the unit of measure says so.
pub(super) fn scale_of(indicator: &IndicatorSpec) -> Scale {
    let percent = || {
        indicator.unit.as_ref().is_some_and(|unit| {
            [unit.get(Lang::En), unit.get(Lang::Vi)]
                .iter()
                .any(|name| matches!(name.to_lowercase().as_str(), "%" | "percent" | "phần trăm"))
        })
    };
    if indicator.scale == Scale::Number && percent() { Scale::Percent } else { indicator.scale }
}

/// The scorer of an indicator: as stated, by the defaults of the framework, or the value itself.
pub(super) fn scorer_of(indicator: &IndicatorSpec, spec: &FrameworkSpec) -> Scorer {
    indicator.scorer.clone().or_else(|| spec.defaults.scorer.clone()).unwrap_or_default()
}

/// The closed list of answers; that of a status is the same everywhere.
pub(super) fn options_of(indicator: &IndicatorSpec) -> Vec<OptionSpec> {
    indicator.options.clone()
}
