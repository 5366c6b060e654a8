//! Layers beside each other: for people, and for programs.

use super::data::{Provenance, document, lines, table as csv_table};
use super::number;
use super::score::title;
use super::style::{BOLD, OPEN};
use super::table::{Cell, Column, Table};
use crate::args::TableFormat;
use crate::failure::Failure;
use crate::locale::{self, say};
use crate::session::Session;
use chuan::assess::recognition::ActKind;
use chuan::assess::{LayerComparison, LayerLevel, LayerValue, UnitLayers, layer_word};
use chuan::framework::Framework;
use chuan::text::Lang;
use serde::Serialize;
use serde_json::{Value, json};
use std::io::Write;

/// The steps of recognition that state a level, beside the layers of the data.
const ACTS: [ActKind; 4] =
    [ActKind::SelfAssessed, ActKind::Appraised, ActKind::Voted, ActKind::Recognised];

/// A comparison and how it is called.
pub(crate) struct View<'a> {
    pub(crate) framework: &'a Framework,
    pub(crate) compared: &'a LayerComparison,
    pub(crate) lang: Lang,
    /// Whether every criterion is shown, not only those in which layers differ.
    pub(crate) all: bool,
}

impl View<'_> {
    /// The layers in words.
    pub(crate) fn layers(&self) -> Vec<String> {
        let word = |name: &String| {
            layer_word(name).map_or_else(|| name.clone(), |word| word.get(self.lang).to_owned())
        };
        self.compared.layers.iter().map(word).collect()
    }

    /// The steps of recognition that any unit has.
    pub(crate) fn acts(&self) -> Vec<ActKind> {
        let has = |kind: &ActKind| self.compared.units.iter().any(|u| u.act_level(*kind).is_some());
        ACTS.into_iter().filter(has).collect()
    }

    /// The name of a level.
    pub(crate) fn level(&self, unit: &UnitLayers, code: &str) -> String {
        let scheme = self.framework.schemes().iter().find(|scheme| scheme.code == unit.scheme);
        let levels = scheme.into_iter().flat_map(|scheme| &scheme.levels);
        let name = levels.into_iter().find(|level| level.code == *code);
        let name = name.and_then(|level| level.name.as_ref());
        name.map_or_else(|| code.to_owned(), |name| name.get(self.lang).to_owned())
    }

    /// What a layer was assessed as.
    pub(crate) fn reached(&self, unit: &UnitLayers, level: Option<&LayerLevel>) -> String {
        let Some(level) = level else { return number::ABSENT.to_owned() };
        let none = || locale::NONE_REACHED.get(self.lang).to_owned();
        let name = |code: Option<&chuan::id::Code>| {
            code.map_or_else(none, |code| self.level(unit, code.as_str()))
        };
        let reached = name(level.reached.as_ref());
        if level.reached == level.possible {
            return reached;
        }
        let possible = name(level.possible.as_ref());
        let values = [("level", reached.as_str()), ("possible", possible.as_str())];
        say(locale::PERHAPS, self.lang, &values)
    }

    /// What a layer has of a criterion.
    pub(crate) fn value(&self, value: Option<LayerValue>) -> String {
        let show = |value: f64| number::show(Some(value), None, self.lang);
        value.map_or_else(|| number::ABSENT.to_owned(), |value| value.written(self.lang, show))
    }

    /// The criteria of a unit that are shown: code, name, a cell for each layer, whether they differ.
    pub(crate) fn criteria(&self, unit: &UnitLayers) -> Vec<(String, String, Vec<String>, bool)> {
        let chosen = unit.criteria.iter().filter(|criterion| self.all || criterion.differs());
        let cells = |criterion: &chuan::assess::LayerCriterion| {
            let name = criterion.name.as_ref().map_or("", |name| name.get(self.lang)).to_owned();
            let cells = criterion.cells.iter().map(|cell| self.value(*cell)).collect();
            (criterion.code.to_string(), name, cells, criterion.differs())
        };
        chosen.map(cells).collect()
    }

    /// How many results and criteria differ, in a sentence.
    pub(crate) fn differ(&self) -> String {
        let units = &self.compared.units;
        let levels = units.iter().filter(|unit| unit.levels_differ()).count().to_string();
        let criteria: usize = units.iter().map(|unit| unit.differing().count()).sum();
        let (all, criteria) = (units.len().to_string(), criteria.to_string());
        let values = [("count", levels.as_str()), ("all", &all), ("criteria", &criteria)];
        say(locale::LAYERS_DIFFER, self.lang, &values)
    }

    fn heading(&self, unit: &UnitLayers) -> String {
        let period = unit
            .period
            .map_or_else(String::new, |period| format!(" · {}", period.words(self.lang)));
        format!("{} · {}{period}", unit.unit_label(self.lang), unit.scheme_label(self.lang))
    }
}

/// Writes a table of the levels, and of the criteria in which the layers differ.
pub(crate) fn write(
    view: &View<'_>,
    session: &Session,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let lang = view.lang;
    title(view.framework, session, out)?;
    writeln!(out, "\n{}\n", view.differ())?;
    let layers = view.layers();
    let acts = view.acts();
    let mut columns = vec![
        Column::words(locale::UNIT.get(lang)),
        Column::words(locale::SCHEME.get(lang)).optional(),
        Column::words(locale::PERIOD_WORD.get(lang)).optional(),
    ];
    columns.extend(layers.iter().map(Column::words));
    let record = locale::LAYER_RECORD.get(lang);
    let act = |kind: &ActKind| Column::words(format!("{record}: {}", kind.word().get(lang)));
    columns.extend(acts.iter().map(act));
    let mut levels = Table::new(columns);
    for unit in &view.compared.units {
        let mut cells: Vec<Cell> = vec![
            unit.unit_label(lang).into(),
            unit.scheme_label(lang).into(),
            unit.period.map_or_else(String::new, |period| period.words(view.lang)).into(),
        ];
        cells.extend(unit.levels.iter().map(|level| {
            let level = view.reached(unit, level.as_ref());
            if unit.levels_differ() { Cell::styled(level, OPEN) } else { level.into() }
        }));
        cells.extend(acts.iter().map(|kind| {
            let level = unit.act_level(*kind).map(|code| view.level(unit, code.as_str()));
            Cell::from(level.unwrap_or_else(|| number::ABSENT.to_owned()))
        }));
        levels.row(cells);
    }
    levels.write(session.width, out)?;
    for unit in &view.compared.units {
        let criteria = view.criteria(unit);
        if criteria.is_empty() && unit.recognition.is_none() {
            continue;
        }
        writeln!(out, "\n{BOLD}{}{BOLD:#}", view.heading(unit))?;
        if let Some(standing) = &unit.recognition {
            writeln!(out, "{}: {}", locale::RECOGNITION.get(lang), standing.sentence(lang))?;
        }
        if criteria.is_empty() {
            continue;
        }
        let mut columns = vec![
            Column::words(locale::CODE.get(lang)),
            Column::words(locale::NAME.get(lang)).optional(),
        ];
        columns.extend(layers.iter().map(Column::words));
        let mut table = Table::new(columns);
        for (code, name, cells, differs) in criteria {
            let mut row: Vec<Cell> = vec![code.into(), name.into()];
            row.extend(cells.into_iter().map(|cell| match view.all && differs {
                true => Cell::styled(cell, OPEN),
                false => cell.into(),
            }));
            table.row(row);
        }
        table.write(session.width, out)?;
    }
    Ok(())
}

#[derive(Serialize)]
struct Document {
    #[serde(flatten)]
    provenance: Provenance,
    layers: Vec<String>,
    units: Vec<Value>,
}

/// One row a unit and layer, for its level and for every criterion.
#[derive(Serialize)]
struct Row<'a> {
    period: Option<String>,
    scheme: &'a str,
    unit: &'a str,
    name: Option<&'a str>,
    /// `level`, `act` or `criterion`.
    kind: &'static str,
    code: Option<&'a str>,
    layer: &'a str,
    value: Option<String>,
    possible: Option<&'a str>,
    differs: bool,
}

const HEADER: [&str; 10] =
    ["period", "scheme", "unit", "name", "kind", "code", "layer", "value", "possible", "differs"];

/// Writes the comparison for programs; every criterion is there, whether layers differ or not.
pub(crate) fn data(
    view: &View<'_>,
    provenance: Provenance,
    format: TableFormat,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let units = || view.compared.units.iter().map(|unit| value(view, unit));
    match format {
        TableFormat::Table | TableFormat::Json => {
            let layers = view.compared.layers.clone();
            document(&Document { provenance, layers, units: units().collect() }, out)
        }
        TableFormat::Jsonl => lines(units(), out),
        TableFormat::Csv => {
            csv_table(&HEADER, view.compared.units.iter().flat_map(|unit| rows(view, unit)), out)
        }
    }
}

fn value(view: &View<'_>, unit: &UnitLayers) -> Value {
    let layers = || view.compared.layers.iter();
    let levels = layers().zip(&unit.levels).map(|(layer, level)| {
        json!({
            "layer": layer,
            "assessed": level.is_some(),
            "level": level.as_ref().and_then(|level| level.reached.as_ref()),
            "possible": level.as_ref().and_then(|level| level.possible.as_ref()),
        })
    });
    let criteria = unit.criteria.iter().map(|criterion| {
        let cells = layers().zip(&criterion.cells).map(|(layer, cell)| cell_value(layer, *cell));
        json!({
            "code": criterion.code,
            "name": criterion.name.as_ref().map(|name| name.get(view.lang)),
            "differs": criterion.differs(),
            "layers": cells.collect::<Vec<_>>(),
        })
    });
    let steps = unit.recognition.iter().flat_map(|standing| &standing.steps).map(|act| {
        json!({ "act": act.kind.as_str(), "level": act.level, "date": act.date, "by": act.by })
    });
    json!({
        "period": unit.period.map(|period| period.to_string()),
        "scheme": unit.scheme,
        "unit": unit.unit,
        "name": unit.unit_name.as_ref().map(|name| name.get(view.lang)),
        "levels_differ": unit.levels_differ(),
        "levels": levels.collect::<Vec<_>>(),
        "criteria": criteria.collect::<Vec<_>>(),
        "acts": steps.collect::<Vec<_>>(),
        "recognition": unit.recognition.as_ref().map(|standing| standing.state.as_str()),
    })
}

fn cell_value(layer: &str, cell: Option<LayerValue>) -> Value {
    let kind = cell.map(LayerValue::kind);
    let plain = match cell {
        Some(LayerValue::Status(status)) => json!(status),
        Some(LayerValue::Number(value) | LayerValue::Rank(value)) => json!(value),
        Some(LayerValue::Tally { met, of }) => json!({ "met": met, "of": of }),
        _ => Value::Null,
    };
    json!({ "layer": layer, "kind": kind, "value": plain })
}

fn rows<'a>(view: &'a View<'_>, unit: &'a UnitLayers) -> Vec<Row<'a>> {
    let row = |kind, code, layer: &'a str, value, possible, differs| Row {
        period: unit.period.map(|period| period.to_string()),
        scheme: unit.scheme.as_str(),
        unit: unit.unit.as_str(),
        name: unit.unit_name.as_ref().map(|name| name.get(view.lang)),
        kind,
        code,
        layer,
        value,
        possible,
        differs,
    };
    let layers = || view.compared.layers.iter().map(String::as_str);
    let mut rows = Vec::new();
    for (layer, level) in layers().zip(&unit.levels) {
        let reached = level.as_ref().and_then(|level| level.reached.as_ref());
        let possible = level.as_ref().and_then(|level| level.possible.as_ref());
        let (reached, possible) =
            (reached.map(|code| code.to_string()), possible.map(|c| c.as_str()));
        rows.push(row("level", None, layer, reached, possible, unit.levels_differ()));
    }
    for act in unit.recognition.iter().flat_map(|standing| &standing.steps) {
        let level = act.level.as_ref().map(|level| level.to_string());
        rows.push(row("act", None, act.kind.as_str(), level, None, false));
    }
    for criterion in &unit.criteria {
        for (layer, cell) in layers().zip(&criterion.cells) {
            let value = cell.map(|cell| match cell {
                LayerValue::Status(status) => status.name().to_owned(),
                LayerValue::Number(value) | LayerValue::Rank(value) => value.to_string(),
                other => other.written(Lang::En, |value| value.to_string()),
            });
            let code = Some(criterion.code.as_str());
            rows.push(row("criterion", code, layer, value, None, criterion.differs()));
        }
    }
    rows
}
