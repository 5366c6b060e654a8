//! Layers beside each other: what units say of themselves, what was appraised, voted and decided.
//!
//! The layers are never mixed: each is assessed from its own data. Here their results stand side by
//! side, level by level and criterion by criterion, and beside them the levels that the acts of
//! recognition state. To meet all criteria and to be recognised remain two facts.

use super::recognition::{ActKind, Recognitions, Standing};
use super::result::{Assessment, LevelResult, RequirementResult, Subject, UnitAssessment};
use crate::finding::Bilingual;
use crate::framework::Framework;
use crate::framework::spec::CriterionStatus;
use crate::id::Code;
use crate::period::Period;
use crate::text::{Lang, Text};
use chrono::NaiveDate;
use indexmap::IndexMap;
use std::collections::BTreeMap;

/// A layer of the data and what it was assessed as.
#[derive(Debug, Clone, Copy)]
pub struct Layer<'a> {
    /// Its name in the data: `self`, `appraised` …
    pub name: &'a str,
    /// The assessment of its data alone.
    pub assessment: &'a Assessment,
}

/// The word for a layer, where its name is one of those that layers usually have; a step of
/// recognition has the same word.
///
/// ```
/// use chuan::assess::layer_word;
/// use chuan::text::Lang;
///
/// assert_eq!(layer_word("self").unwrap().get(Lang::Vi), "tự đánh giá");
/// assert_eq!(layer_word("decided").unwrap().get(Lang::En), "decided");
/// assert!(layer_word("tháng 5").is_none());
/// ```
pub fn layer_word(name: &str) -> Option<Bilingual> {
    let word = |vi, en| Some(Bilingual { vi, en });
    match name {
        "self" | "self_assessed" => word("tự đánh giá", "self-assessed"),
        "appraised" => word("thẩm định", "appraised"),
        "voted" => word("biểu quyết", "voted"),
        "decided" | "recognised" => word("quyết định", "decided"),
        _ => None,
    }
}

/// The layers of all units, beside each other.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LayerComparison {
    /// Names of the layers, in the order given.
    pub layers: Vec<String>,
    /// A result for every scheme, unit and period that any of the layers has.
    pub units: Vec<UnitLayers>,
}

/// What the layers say of one unit in one period.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct UnitLayers {
    /// The scheme.
    pub scheme: Code,
    /// Its name.
    pub scheme_name: Option<Text>,
    /// Code of the unit.
    pub unit: Code,
    /// Its name.
    pub unit_name: Option<Text>,
    /// The period.
    pub period: Option<Period>,
    /// What each layer was assessed as; none where the layer has nothing of the unit.
    pub levels: Vec<Option<LayerLevel>>,
    /// Every criterion that a requirement looks at, in the order of the scheme.
    pub criteria: Vec<LayerCriterion>,
    /// How the recognition stands, with its steps; none without a record.
    pub recognition: Option<Standing>,
}

/// The level of a unit by one layer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LayerLevel {
    /// The level reached for certain.
    pub reached: Option<Code>,
    /// Its name.
    pub name: Option<Text>,
    /// The level that may be reached.
    pub possible: Option<Code>,
}

/// One criterion in all layers.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LayerCriterion {
    /// Code of the indicator or node.
    pub code: Code,
    /// Its name.
    pub name: Option<Text>,
    /// What each layer has; none where it has nothing.
    pub cells: Vec<Option<LayerValue>>,
}

/// What a layer has of a criterion.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum LayerValue {
    /// A status.
    Status(CriterionStatus),
    /// A number that is compared with a threshold.
    Number(f64),
    /// A place in a ranking.
    Rank(f64),
    /// So many criteria that count as met, of those that are known and apply.
    Tally {
        /// How many count as met.
        met: u32,
        /// How many are known and apply.
        of: u32,
    },
}

impl LayerCriterion {
    /// Whether the layers do not all have the same; a layer that has nothing differs from one that
    /// has something.
    pub fn differs(&self) -> bool {
        self.cells.windows(2).any(|pair| matches!(pair, [a, b] if a != b))
    }
}

impl UnitLayers {
    /// The name of the unit in a language, or its code.
    pub fn unit_label(&self, lang: Lang) -> &str {
        self.unit_name.as_ref().map_or(self.unit.as_str(), |name| name.get(lang))
    }

    /// The name of the scheme in a language, or its code.
    pub fn scheme_label(&self, lang: Lang) -> &str {
        self.scheme_name.as_ref().map_or(self.scheme.as_str(), |name| name.get(lang))
    }

    /// Whether the layers lead to different levels, for certain or at best.
    pub fn levels_differ(&self) -> bool {
        let of = |level: &LayerLevel| (level.reached.clone(), level.possible.clone());
        let levels: Vec<_> = self.levels.iter().map(|level| level.as_ref().map(of)).collect();
        levels.windows(2).any(|pair| matches!(pair, [a, b] if a != b))
    }

    /// The criteria in which the layers differ.
    pub fn differing(&self) -> impl Iterator<Item = &LayerCriterion> {
        self.criteria.iter().filter(|criterion| criterion.differs())
    }

    /// The level that the last act of a kind states.
    pub fn act_level(&self, kind: ActKind) -> Option<&Code> {
        let standing = self.recognition.as_ref()?;
        standing.steps.iter().find(|act| act.kind == kind)?.level.as_ref()
    }
}

/// Puts the assessments of several layers beside each other, with the acts of recognition up to a day
/// where there is a record of them.
///
/// ```
/// use chuan::assess::{Layer, LayerValue, compare_layers};
/// use chuan::check::{CheckOptions, Checker};
/// use chuan::framework::{FileFormat, Framework};
///
/// let framework = Framework::parse(r#"
///     code = "demo"
///     title = "Demo"
///     [[indicator]]
///     code = "points"
///     [[scheme]]
///     code = "stars"
///     node = "points"
///     level = [{ code = "three", at_least = 50 }, { code = "four", at_least = 70 }]
/// "#, FileFormat::Toml).unwrap();
/// let csv = "unit,layer,points\ntea,self,72\ntea,appraised,68\n";
/// let assessed = |layer: &str| {
///     let mut options = CheckOptions::default();
///     options.layer = Some(layer.to_owned());
///     let mut checker = Checker::new(&framework, options);
///     checker.read_csv("data.csv", csv.as_bytes()).unwrap();
///     let observations = checker.finish().observations;
///     let card = chuan::score::score(&framework, &observations);
///     chuan::assess::assess(&framework, &observations, &card)
/// };
/// let (own, appraised) = (assessed("self"), assessed("appraised"));
/// let layers = [
///     Layer { name: "self", assessment: &own },
///     Layer { name: "appraised", assessment: &appraised },
/// ];
/// let compared = compare_layers(&framework, &layers, None);
/// let tea = &compared.units[0];
/// assert!(tea.levels_differ());
/// let reached = |layer: usize| tea.levels[layer].as_ref().unwrap().reached.clone().unwrap();
/// assert_eq!((reached(0).as_str(), reached(1).as_str()), ("four", "three"));
/// assert_eq!(tea.criteria[0].cells[1], Some(LayerValue::Number(68.0)));
/// ```
pub fn compare_layers(
    framework: &Framework,
    layers: &[Layer<'_>],
    recognitions: Option<(&Recognitions, NaiveDate)>,
) -> LayerComparison {
    type Key<'k> = (usize, Option<Period>, &'k Code);
    let place = |result: &UnitAssessment| {
        framework.schemes().iter().position(|scheme| scheme.code == result.scheme)
    };
    // By scheme, period and unit, as an assessment is.
    let mut units: BTreeMap<Key<'_>, Vec<Option<&UnitAssessment>>> = BTreeMap::new();
    for (number, layer) in layers.iter().enumerate() {
        for result in layer.assessment.units() {
            let Some(scheme) = place(result) else { continue };
            let cells = units.entry((scheme, result.period, &result.unit_code));
            let cells = cells.or_insert_with(|| vec![None; layers.len()]);
            if let Some(cell) = cells.get_mut(number) {
                *cell = Some(result);
            }
        }
    }
    let units = units.into_iter().filter_map(|((_, period, unit), results)| {
        let (layer, first) =
            layers.iter().zip(&results).find_map(|(layer, result)| Some((layer, (*result)?)))?;
        let described = layer.assessment.unit(first);
        let scheme = framework.schemes().iter().find(|scheme| scheme.code == first.scheme);
        // Criteria met are those of the layer that came last.
        let last = results.iter().rev().copied().flatten().next();
        let recognition = recognitions.zip(scheme).zip(described);
        let recognition =
            recognition.map(|(((acts, day), scheme), unit)| acts.standing(scheme, unit, day, last));
        Some(UnitLayers {
            scheme: first.scheme.clone(),
            scheme_name: first.scheme_name.clone(),
            unit: unit.clone(),
            unit_name: described.and_then(|unit| unit.name.clone()),
            period,
            levels: results.iter().map(|result| result.map(level)).collect(),
            criteria: criteria(framework, &results),
            recognition,
        })
    });
    LayerComparison {
        units: units.collect(),
        layers: layers.iter().map(|layer| layer.name.to_owned()).collect(),
    }
}

fn level(result: &UnitAssessment) -> LayerLevel {
    let code = |level: Option<&LevelResult>| level.map(|level| level.code.clone());
    LayerLevel {
        reached: code(result.reached()),
        name: result.reached().and_then(|level| level.name.clone()),
        possible: code(result.possible()),
    }
}

fn criteria(framework: &Framework, results: &[Option<&UnitAssessment>]) -> Vec<LayerCriterion> {
    let mut found: IndexMap<String, Vec<Option<LayerValue>>> = IndexMap::new();
    for (layer, result) in results.iter().enumerate() {
        let levels = result.iter().flat_map(|result| &result.levels);
        for requirement in levels.flat_map(|level| &level.requirements) {
            collect(requirement, &mut |code, value| {
                let cells = found.entry(code.to_owned());
                let cells = cells.or_insert_with(|| vec![None; results.len()]);
                if let (Some(cell), Some(_)) = (cells.get_mut(layer), value) {
                    *cell = value;
                }
            });
        }
    }
    let named = found.into_iter().filter_map(|(code, cells)| {
        let item = framework.find(&code).and_then(|id| framework.item(id))?;
        Some(LayerCriterion { code: item.code.clone(), name: item.name.clone(), cells })
    });
    named.collect()
}

/// What a requirement looks at, and what was seen.
fn collect(requirement: &RequirementResult, add: &mut impl FnMut(&str, Option<LayerValue>)) {
    match &requirement.subject {
        Subject::Value { code, value, .. } => add(code.as_str(), value.map(LayerValue::Number)),
        Subject::Rank { code: Some(code), rank, .. } => {
            add(code.as_str(), rank.map(LayerValue::Rank));
        }
        Subject::Criterion { code, status, .. } => {
            add(code.as_str(), status.map(LayerValue::Status));
        }
        Subject::Criteria { code, count, .. } | Subject::CriteriaMet { code, count, .. } => {
            for (criterion, status) in &count.one_by_one {
                add(criterion, Some(LayerValue::Status(*status)));
            }
            for criterion in &count.unknown_criteria {
                add(criterion, None);
            }
            if count.tallied {
                let (met, of) = (count.met, count.applying());
                add(code.as_str(), Some(LayerValue::Tally { met, of }));
            }
        }
        Subject::Table { rows, columns } => {
            for banded in [rows, columns] {
                add(banded.code.as_str(), banded.value.map(LayerValue::Number));
            }
        }
        _ => {}
    }
    requirement.parts.iter().for_each(|part| collect(part, add));
}

impl LayerValue {
    /// The word used in machine-readable output: a status, or how numbers are to be read.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Status(_) => "status",
            Self::Number(_) => "value",
            Self::Rank(_) => "rank",
            Self::Tally { .. } => "tally",
        }
    }

    /// For people; `show` writes numbers.
    pub fn written(self, lang: Lang, show: impl Fn(f64) -> String) -> String {
        match self {
            Self::Status(status) => super::criteria::word(status).get(lang).to_owned(),
            Self::Number(value) => show(value),
            Self::Rank(rank) if lang == Lang::Vi => format!("hạng {}", show(rank)),
            Self::Rank(rank) => format!("rank {}", show(rank)),
            Self::Tally { met, of } => format!("{met}/{of}"),
        }
    }
}
