//! Targets and milestones: a report for people, tables for programs.

use super::data::{Provenance, document, lines};
use super::number;
use super::style::{BAD, BOLD, DIM, GOOD, OPEN};
use super::table::{self, Column};
use crate::args::TableFormat;
use crate::args::track::View;
use crate::failure::Failure;
use crate::locale::{self, say};
use crate::session::Session;
use anstyle::Style;
use chrono::NaiveDate;
use chuan::finding::Bilingual;
use chuan::framework::Framework;
use chuan::framework::spec::Stage;
use chuan::period::{Period, day_words};
use chuan::text::Lang;
use chuan::track::{Cell, Milestone, Rating, Status, Table, Tracked, Tracking};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::io::Write;

/// What a result in JSON begins with.
#[derive(Serialize)]
pub(crate) struct Head {
    #[serde(flatten)]
    provenance: Provenance,
    as_of: String,
    view: &'static str,
    rating: Rating,
}

impl Head {
    /// The head of a view.
    pub(crate) fn new(
        provenance: Provenance,
        as_of: NaiveDate,
        view: View,
        rating: Rating,
    ) -> Self {
        let view = match view {
            View::Targets => "targets",
            View::Stress => "stress",
            View::Position => "position",
            View::Rollout => "rollout",
            View::Milestones => "milestones",
            View::History => "history",
        };
        Self { provenance, as_of: as_of.to_string(), view, rating }
    }
}

/// A row as an object.
pub(crate) struct Row<'t>(pub(crate) &'t Table, pub(crate) &'t [Cell]);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.1.len()))?;
        for (column, cell) in self.0.columns.iter().zip(self.1) {
            map.serialize_entry(column, cell)?;
        }
        map.end()
    }
}

#[derive(Serialize)]
struct Document<'t> {
    #[serde(flatten)]
    head: Head,
    rows: Vec<Row<'t>>,
}

/// Writes a table for programs.
pub(crate) fn write(
    table: &Table,
    head: Head,
    format: TableFormat,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let rows = table.rows.iter().map(|row| Row(table, row));
    match format {
        TableFormat::Table | TableFormat::Json => {
            document(&Document { head, rows: rows.collect() }, out)
        }
        TableFormat::Jsonl => lines(rows, out),
        TableFormat::Csv => super::data::table(table.columns, &table.rows, out),
    }
}

/// A report for people.
pub(crate) struct Report<'a> {
    framework: &'a Framework,
    as_of: NaiveDate,
    session: &'a Session,
    out: &'a mut dyn Write,
}

impl<'a> Report<'a> {
    /// A report on a day.
    pub(crate) fn new(
        framework: &'a Framework,
        as_of: NaiveDate,
        session: &'a Session,
        out: &'a mut dyn Write,
    ) -> Self {
        Self { framework, as_of, session, out }
    }

    fn title(&mut self) -> Result<(), Failure> {
        let lang = self.session.lang;
        let title = self.framework.spec().title.get(lang);
        let day = say(locale::AS_OF, lang, &[("date", &day_words(self.as_of, lang))]);
        writeln!(self.out, "{BOLD}{title}{BOLD:#}\n{day}\n")?;
        Ok(())
    }

    /// The targets: a table, what is said of each, and how many stand how.
    pub(crate) fn targets(&mut self, tracking: &Tracking) -> Result<(), Failure> {
        let lang = self.session.lang;
        self.title()?;
        let mut table = table::Table::new(vec![
            Column::words(locale::INDICATOR.get(lang)),
            Column::words(locale::UNIT_NAME.get(lang)),
            Column::words(locale::YEAR.get(lang)),
            Column::words(locale::TARGET.get(lang)),
            Column::numbers(locale::VALUE.get(lang)),
            Column::words(locale::STATUS.get(lang)),
            Column::numbers(locale::PACE.get(lang)).optional(),
            Column::numbers(locale::EXPECTED.get(lang)).optional(),
            Column::numbers(locale::PROBABILITY.get(lang)),
        ]);
        let rounded =
            |value: Option<f64>, decimals| number::show(value, value.map(|_| decimals), lang);
        for target in &tracking.targets {
            let pace = target.pace.as_ref().ok().map(|pace| pace.ratio);
            let forecast = target.forecast.as_ref().ok().map(|forecast| forecast.value);
            let goal = target.goal.map_or_else(String::new, |goal| {
                goal.written(|value| number::show(Some(value), None, lang))
            });
            let status = target.status.words().get(lang);
            table.row(vec![
                self.name(target).into(),
                tracking.unit(target).map_or("–", |unit| unit.label(lang)).into(),
                target.due.words(lang).into(),
                goal.into(),
                number::show(target.latest.map(|latest| latest.value), None, lang).into(),
                table::Cell::styled(status, colour(target.status)),
                rounded(pace, 2).into(),
                rounded(forecast, 1).into(),
                target
                    .probability
                    .map_or_else(
                        || number::ABSENT.to_owned(),
                        |p| number::percent((p * 100.0).round() / 100.0, lang),
                    )
                    .into(),
            ]);
        }
        table.write(self.session.width, self.out)?;
        writeln!(self.out)?;
        for target in &tracking.targets {
            let item = self.framework.item(target.item);
            let indicator = item.and_then(chuan::framework::Item::indicator);
            let unit = indicator.and_then(|indicator| indicator.unit.as_ref());
            let unit = unit.map_or("", |unit| unit.get(lang));
            let sentences = target.sentences(unit, lang).join(" ");
            let whose =
                tracking.unit(target).map_or(String::new(), |u| format!(" ({})", u.label(lang)));
            writeln!(self.out, "{BOLD}{}{whose}{BOLD:#}", self.name(target).trim_start())?;
            for line in super::text::fold(&sentences, self.session.width.saturating_sub(2)) {
                writeln!(self.out, "  {line}")?;
            }
        }
        writeln!(self.out, "\n{BOLD}{}{BOLD:#}", locale::TO_DO.get(lang))?;
        for sentence in to_do(tracking, self.framework, lang) {
            for line in super::text::wrap(&sentence, self.session.width.saturating_sub(4), 2) {
                writeln!(self.out, "  {line}")?;
            }
        }
        let counts = counts(tracking, lang);
        writeln!(self.out, "\n{DIM}{}", say(locale::BY_STATUS, lang, &[("counts", &counts)]))?;
        writeln!(self.out, "{}{DIM:#}", method(&tracking.rating, lang))?;
        Ok(())
    }

    fn name(&self, target: &Tracked) -> String {
        let item = self.framework.item(target.item);
        let label = item.map_or("", |item| item.label(self.session.lang));
        if target.heading.is_some() { format!("  {label}") } else { label.to_owned() }
    }

    /// The milestones, each in sentences.
    pub(crate) fn milestones(&mut self, all: &[Milestone]) -> Result<(), Failure> {
        let lang = self.session.lang;
        self.title()?;
        if all.is_empty() {
            writeln!(self.out, "{}", locale::NO_MILESTONES.get(lang))?;
        }
        for one in all {
            let units = self.framework.register().units();
            let unit = units.iter().find(|unit| unit.code == one.unit);
            let unit = unit.map_or(one.unit.as_str(), |unit| unit.label(lang));
            let text = one.sentences(self.as_of, lang).join(" ");
            writeln!(self.out, "{BOLD}{unit}{BOLD:#}")?;
            for line in super::text::fold(&text, self.session.width.saturating_sub(2)) {
                writeln!(self.out, "  {line}")?;
            }
        }
        Ok(())
    }

    /// Any other table, and what all of it is about; `nothing` is said of one without rows.
    pub(crate) fn table(
        &mut self,
        rows: &Table,
        about: Option<&str>,
        nothing: Bilingual,
    ) -> Result<(), Failure> {
        let lang = self.session.lang;
        self.title()?;
        if let Some(about) = about {
            writeln!(self.out, "{}: {about}\n", locale::INDICATOR.get(lang))?;
        }
        if rows.rows.is_empty() {
            writeln!(self.out, "{}", nothing.get(lang))?;
            return Ok(());
        }
        let numeric =
            |number: usize| rows.column(number).any(|cell| matches!(cell, Some(Cell::Number(_))));
        let shown = for_people(rows);
        let columns = shown.iter().map(|(number, name)| {
            let heading = column(name, lang);
            if numeric(*number) { Column::numbers(heading) } else { Column::words(heading) }
        });
        let mut table = table::Table::new(columns.collect());
        for row in &rows.rows {
            let cell = |(number, name): &(usize, &str)| {
                row.get(*number).map(|cell| written(name, cell, lang).into())
            };
            table.row(shown.iter().filter_map(cell).collect());
        }
        table.write(self.session.width, self.out)?;
        Ok(())
    }
}

/// What somebody has to do, or that nobody has to.
pub(crate) fn to_do(tracking: &Tracking, framework: &Framework, lang: Lang) -> Vec<String> {
    let sentences = tracking.to_do(framework, lang);
    match sentences.is_empty() {
        true => vec![locale::NOTHING_TO_DO.get(lang).to_owned()],
        false => sentences,
    }
}

/// How many targets stand how.
pub(crate) fn counts(tracking: &Tracking, lang: Lang) -> String {
    let counts = tracking.counts().into_iter();
    let counts = counts.map(|(status, count)| format!("{count} {}", status.words().get(lang)));
    counts.collect::<Vec<_>>().join(", ")
}

/// The method by which the pace is called enough, and its limits.
pub(crate) fn method(rating: &Rating, lang: Lang) -> String {
    let show = |limit: f64| number::show(Some(limit), None, lang);
    let moderate = rating.moderate.map_or_else(String::new, |limit| {
        format!(" ≥ {} {};", show(limit), Status::Moderate.words().get(lang))
    });
    let limits = format!(
        "≥ {} {};{moderate} ≥ {} {}; < {} {}",
        show(rating.on_track),
        Status::OnTrack.words().get(lang),
        show(rating.limited),
        Status::Limited.words().get(lang),
        show(rating.limited),
        Status::MovingAway.words().get(lang),
    );
    let name = match (rating.name, lang) {
        ("own", Lang::Vi) => " với ngưỡng riêng",
        ("own", Lang::En) => " with limits of one's own",
        ("eurostat", _) => " Eurostat",
        ("open_sdg", _) => " Open SDG",
        ("sdsn", _) => " SDSN",
        ("escap", _) => " ESCAP",
        // The others are called by what they measure, which is said.
        _ => "",
    };
    let values = [
        ("method", name),
        ("measure", rating.measure.words().get(lang)),
        ("limits", limits.as_str()),
    ];
    say(locale::METHOD_USED, lang, &values)
}

/// The columns for people, with their numbers: a code is left out where its name stands beside it, and
/// so is how paces were measured and how many there are.
pub(crate) fn for_people(table: &Table) -> Vec<(usize, &'static str)> {
    let named = |name: &str| table.columns.contains(&name);
    let wanted = |name: &str| match name {
        "indicator" => !named("name"),
        "unit" => !named("unit_name"),
        // A change on the logit scale says nothing beside one in values.
        "scale" | "demanded" | "paces" => false,
        _ => true,
    };
    table.columns.iter().copied().enumerate().filter(|(_, name)| wanted(name)).collect()
}

/// A cell for people: numbers with as many decimals as say something beside their size, days and words
/// as the language has them.
pub(crate) fn written(column: &str, cell: &Cell, lang: Lang) -> String {
    match (column, cell) {
        (_, Cell::Number(value)) => {
            let rounded = |value: f64| {
                let scale = if value.abs() < 1.0 { 1e4 } else { 1e2 };
                (value * scale).round() / scale
            };
            number::show(value.map(rounded), None, lang)
        }
        ("on", Cell::Text(Some(day))) => {
            day.parse().map_or_else(|_| day.clone(), |day| day_words(day, lang))
        }
        ("period" | "due", Cell::Text(Some(period))) => {
            Period::parse_iso(period).map_or_else(|_| period.clone(), |one| one.words(lang))
        }
        ("cohort", Cell::Text(None)) => locale::THE_REST.get(lang).to_owned(),
        ("stage", Cell::Text(Some(name))) => serde_json::from_value(name.as_str().into())
            .map_or_else(|_| name.clone(), |stage: Stage| stage.words().get(lang).to_owned()),
        ("scale", Cell::Text(Some(name))) if lang == Lang::Vi && name == "linear" => {
            "tuyến tính".to_owned()
        }
        ("target", Cell::Text(Some(goal))) => {
            let goal = goal.replace(">=", "≥").replace("<=", "≤").replace("..", "–");
            let goal = goal.replace(' ', "\u{a0}");
            if lang == Lang::Vi { goal.replace('.', ",") } else { goal }
        }
        (_, Cell::Text(text)) => text.clone().unwrap_or_default(),
        _ => String::new(),
    }
}

/// The heading of a column of a table, in words.
pub(crate) fn column(name: &'static str, lang: Lang) -> &'static str {
    let (vi, en) = match name {
        "indicator" => ("Mã chỉ tiêu", "Code of the indicator"),
        "name" => ("Chỉ tiêu", "Indicator"),
        "unit" => ("Mã đơn vị", "Code of the unit"),
        "unit_name" => ("Đơn vị", "Unit"),
        "due" => ("Thời hạn", "Due"),
        "target" => ("Mục tiêu", "Target"),
        "value" => ("Giá trị", "Value"),
        "needed_yearly" => ("Tốc độ phải có mỗi năm", "Pace demanded a year"),
        "window" => ("Số năm", "Years"),
        "percentile" => ("Bách phân vị", "Percentile"),
        "managed" => ("Số đơn vị từng đạt", "Units that managed it"),
        "units" => ("Số đơn vị", "Units"),
        "reach_50" => ("Với tốc độ trung vị", "At the median pace"),
        "reach_75" => ("Với tốc độ thứ 75", "At the 75th percentile"),
        "reach_90" => ("Với tốc độ thứ 90", "At the 90th percentile"),
        "meets_from" => ("Đạt từ bách phân vị", "Met from percentile"),
        "period" => ("Kỳ", "Period"),
        "rank" => ("Hạng", "Rank"),
        "among" => ("Trong số", "Among"),
        "leader" => ("Đơn vị dẫn đầu", "Leader"),
        "to_leader" => ("Cách dẫn đầu", "To the leader"),
        "to_mean" => ("Kém trung bình", "Short of the mean"),
        "next" => ("Đơn vị kế trên", "Next above"),
        "to_next" => ("Cách kế trên", "To the next"),
        "cohort" => ("Đợt", "Cohort"),
        "observed" => ("Có số liệu", "Observed"),
        "mean" => ("Trung bình", "Mean"),
        "median" => ("Trung vị", "Median"),
        "least" => ("Nhỏ nhất", "Least"),
        "most" => ("Lớn nhất", "Most"),
        "change" => ("Thay đổi từ kỳ đầu", "Change since the first period"),
        "against_rest" => ("So với phần còn lại", "Against the rest"),
        "on" => ("Ngày", "On"),
        "stage" => ("Bước", "Stage"),
        "low" => ("Từ", "From"),
        "high" => ("Đến", "To"),
        "note" => ("Ghi chú", "Note"),
        other => (other, other),
    };
    if lang == Lang::Vi { vi } else { en }
}

fn colour(status: Status) -> Style {
    match status {
        Status::Met | Status::OnTrack => GOOD,
        Status::MovingAway | Status::Missed | Status::Limited => BAD,
        _ => OPEN,
    }
}
