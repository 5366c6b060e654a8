//! Targets, milestones and what else is followed as a report.

use super::About;
use crate::args::track::View;
use crate::failure::Failure;
use crate::locale;
use crate::render::target::class;
use crate::render::{number, track};
use chrono::NaiveDate;
use chuan::framework::Item;
use chuan::text::Lang;
use chuan::track::{Cell, Milestone, Table, Tracked, Tracking};
use serde_json::{Map, Value, json};

/// What the report shows.
pub(crate) enum Content<'a> {
    /// Targets, each with its status.
    Targets(&'a Tracking),
    /// Levels by a date.
    Milestones(&'a [Milestone], NaiveDate),
    /// Any other table, of a view, and what all of it is about.
    Table(&'a Table, View, Option<&'a str>),
}

/// Writes the report.
pub(crate) fn write(about: &About<'_>, content: &Content<'_>) -> Result<(), Failure> {
    let lang = about.session.lang;
    let (heading, content) = match content {
        Content::Targets(tracking) => (targets_heading(lang), targets(about, tracking, lang)),
        Content::Milestones(all, as_of) => {
            let units = about.framework.register().units();
            let one = |one: &Milestone| {
                let unit = units.iter().find(|unit| unit.code == one.unit);
                json!({
                    "unit": unit.map_or(one.unit.as_str(), |unit| unit.label(lang)),
                    "sentences": one.sentences(*as_of, lang),
                })
            };
            let all: Vec<Value> = all.iter().map(one).collect();
            (milestones_heading(lang), json!({ "milestones": all }))
        }
        Content::Table(table, view, about) => {
            let content = json!({ "table": plain(table, lang), "about": about });
            (table_heading(*view, lang), content)
        }
    };
    let content: Map<String, Value> = match content {
        Value::Object(content) => content,
        _ => Map::new(),
    };
    about.write("targets.html", heading, &words(lang), content)
}

fn targets(about: &About<'_>, tracking: &Tracking, lang: Lang) -> Value {
    let rows = tracking.targets.iter().map(|target| row(about, tracking, target, lang));
    let mut units: Vec<_> = tracking.targets.iter().filter_map(|target| target.unit).collect();
    units.sort_unstable();
    units.dedup();
    json!({
        "counts": track::counts(tracking, lang),
        "to_do": track::to_do(tracking, about.framework, lang),
        "method": track::method(&tracking.rating, lang),
        "several": units.len() > 1,
        "targets": rows.collect::<Vec<_>>(),
    })
}

fn row(about: &About<'_>, tracking: &Tracking, target: &Tracked, lang: Lang) -> Value {
    let item = about.framework.item(target.item);
    let unit_of_measure = item
        .and_then(Item::indicator)
        .and_then(|indicator| indicator.unit.as_ref())
        .map_or("", |unit| unit.get(lang));
    let show = |value: Option<f64>| match value {
        Some(value) => {
            let shown = number::show(Some((value * 100.0).round() / 100.0), None, lang);
            if unit_of_measure.is_empty() {
                shown
            } else {
                format!("{shown}\u{a0}{unit_of_measure}")
            }
        }
        None => number::ABSENT.to_owned(),
    };
    let dated = |value: Option<f64>, period: Option<chuan::period::Period>| {
        let period = value.and(period).map(|period| format!(" ({})", period.words(lang)));
        format!("{}{}", show(value), period.unwrap_or_default())
    };
    let goal = target.goal.map_or_else(
        || number::ABSENT.to_owned(),
        |goal| {
            let goal = goal.written(|value| number::show(Some(value), None, lang));
            match unit_of_measure {
                "" => goal,
                unit => format!("{goal}\u{a0}{unit}"),
            }
        },
    );
    let probability = target.probability.map_or_else(
        || number::ABSENT.to_owned(),
        |probability| number::percent((probability * 100.0).round() / 100.0, lang),
    );
    let base = target.base.as_ref();
    let spec = item.and_then(Item::indicator).and_then(|i| i.targets.get(target.target));
    let unit = tracking.unit(target).map(|unit| unit.label(lang).to_owned());
    let unit = unit.or_else(|| spec.map(|spec| class(spec, lang))).unwrap_or_default();
    json!({
        "name": item.map_or("", |item| item.label(lang)),
        "part": target.heading.is_some(),
        "unit": unit,
        "due": target.due.words(lang),
        "target": goal,
        "baseline": dated(base.map(|base| base.value), base.and_then(|base| base.period)),
        "value": dated(
            target.latest.map(|latest| latest.value),
            target.latest.map(|latest| latest.period),
        ),
        "expected": show(target.forecast.as_ref().ok().map(|forecast| forecast.value)),
        "probability": probability,
        "status": target.status.name(),
        "status_words": target.status.words().get(lang),
        "sentences": target.sentences(unit_of_measure, lang),
    })
}

/// A table with its numbers as people write them.
fn plain(table: &Table, lang: Lang) -> Value {
    let shown = track::for_people(table);
    let cell = |name: &str, cell: &Cell| {
        let number = matches!(cell, Cell::Number(_));
        json!({ "text": track::written(name, cell, lang), "number": number })
    };
    let row = |row: &Vec<Cell>| -> Vec<Value> {
        shown.iter().filter_map(|(number, name)| Some(cell(name, row.get(*number)?))).collect()
    };
    let rows = table.rows.iter().map(row);
    let columns = shown.iter().map(|(_, name)| track::column(name, lang));
    json!({ "columns": columns.collect::<Vec<_>>(), "rows": rows.collect::<Vec<_>>() })
}

fn targets_heading(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "Tình hình thực hiện các chỉ tiêu",
        Lang::En => "How the targets stand",
    }
}

fn milestones_heading(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "Tình hình thực hiện các mốc",
        Lang::En => "How the milestones stand",
    }
}

fn table_heading(view: View, lang: Lang) -> &'static str {
    let (vi, en) = match view {
        View::Stress => ("Tốc độ mà các mục tiêu đòi hỏi", "Paces that targets demand"),
        View::Position => ("Vị trí của các đơn vị", "Where units stand"),
        View::Rollout => ("Kết quả theo đợt triển khai", "Roll-out by cohort"),
        View::History => ("Các mục tiêu đã hình thành như thế nào", "How targets came to be"),
        View::Targets | View::Milestones => ("Số liệu theo dõi", "Figures"),
    };
    if lang == Lang::Vi { vi } else { en }
}

fn words(lang: Lang) -> Value {
    match lang {
        Lang::Vi => json!({
            "indicator": "Chỉ tiêu", "unit": "Đơn vị", "due": "Thời hạn", "target": "Mục tiêu",
            "baseline": "Giá trị gốc", "value": "Đến nay", "expected": "Dự báo",
            "probability": "Khả năng đạt", "status": "Tình hình", "details": "Từng chỉ tiêu",
            "milestones": "Các mốc", "to_do": locale::TO_DO.get(lang),
        }),
        Lang::En => json!({
            "indicator": "Indicator", "unit": "Unit", "due": "Due", "target": "Target",
            "baseline": "Baseline", "value": "By now", "expected": "Expected",
            "probability": "Probability", "status": "Status", "details": "Target by target",
            "milestones": "Milestones", "to_do": locale::TO_DO.get(lang),
        }),
    }
}
