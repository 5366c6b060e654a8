//! Results as tables: for files, data frames and screens.

use super::cohort::CohortPeriod;
use super::meeting::MeetingMilestone;
use super::milestone::Milestone;
use super::position::Position;
use super::result::{Tracked, Tracking};
use super::series::end;
use crate::framework::Framework;
use crate::framework::spec::Stage;
use crate::meeting::log::LogBase;
use crate::register::Unit;
use crate::text::Lang;
use chrono::NaiveDate;

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Cell {
    /// A text, or nothing.
    Text(Option<String>),
    /// A number, or nothing.
    Number(Option<f64>),
}

impl Cell {
    fn text(text: impl ToString) -> Self {
        Self::Text(Some(text.to_string()))
    }

    fn maybe(text: Option<impl ToString>) -> Self {
        Self::Text(text.map(|text| text.to_string()))
    }

    fn count(count: usize) -> Self {
        Self::Number(Some(count as f64))
    }
}

/// A table. Every row has as many cells as there are columns, and a column has cells of one kind.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Table {
    /// Names of the columns.
    pub columns: &'static [&'static str],
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// The cells of a column.
    pub fn column(&self, number: usize) -> impl Iterator<Item = Option<&Cell>> {
        self.rows.iter().map(move |row| row.get(number))
    }
}

/// The name of a stage in files.
fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Proposed => "proposed",
        Stage::Commented => "commented",
        Stage::Questioned => "questioned",
        Stage::Decided => "decided",
    }
}

const TARGETS: &[&str] = &[
    "indicator",
    "name",
    "part_of",
    "unit",
    "unit_name",
    "due",
    "target",
    "of",
    "stage",
    "since",
    "baseline",
    "baseline_period",
    "baseline_from",
    "value",
    "period",
    "status",
    "gap",
    "method",
    "ratio",
    "instead_of",
    "why",
    "achieved",
    "planned",
    "yearly",
    "needed_yearly",
    "forecast",
    "low",
    "high",
    "level",
    "forecast_method",
    "scale",
    "points",
    "probability",
    "no_forecast",
];

const STRESS: &[&str] = &[
    "indicator",
    "name",
    "unit",
    "unit_name",
    "due",
    "target",
    "value",
    "needed_yearly",
    "scale",
    "demanded",
    "window",
    "percentile",
    "managed",
    "units",
    "paces",
    "reach_50",
    "reach_75",
    "reach_90",
    "meets_from",
];

impl Tracking {
    /// One row a target, unit and part. `demanded`, `yearly` and `needed_yearly` are changes a year.
    pub fn table(&self, framework: &Framework, lang: Lang) -> Table {
        let rows = self.targets.iter().map(|target| self.row(framework, target, lang)).collect();
        Table { columns: TARGETS, rows }
    }

    fn about(&self, framework: &Framework, target: &Tracked, lang: Lang) -> [Cell; 4] {
        let item = framework.item(target.item);
        let unit = self.unit(target);
        [
            Cell::maybe(item.map(|item| &item.code)),
            Cell::maybe(item.map(|item| item.label(lang))),
            Cell::maybe(unit.map(|unit| &unit.code)),
            Cell::maybe(unit.map(|unit| unit.label(lang))),
        ]
    }

    fn row(&self, framework: &Framework, target: &Tracked, lang: Lang) -> Vec<Cell> {
        let [code, name, unit, unit_name] = self.about(framework, target, lang);
        let heading = target.heading.and_then(|item| framework.item(item)).map(|item| &item.code);
        let base = target.base.as_ref();
        let pace = target.pace.as_ref().ok();
        let forecast = target.forecast.as_ref().ok();
        let instead = pace.and_then(|pace| pace.instead_of);
        let why = instead.map(|(_, why)| why).or(target.pace.err());
        let has_value = target.latest.is_some();
        let basis = base.map(|base| match (&base.evidence, base.stated) {
            (_, false) => "observed",
            (None, true) => "stated",
            (Some(evidence), true) => match evidence.kind {
                crate::framework::spec::EvidenceKind::Survey => "survey",
                crate::framework::spec::EvidenceKind::Records => "records",
                crate::framework::spec::EvidenceKind::Report => "report",
                crate::framework::spec::EvidenceKind::Estimate => "estimate",
            },
        });
        vec![
            code,
            name,
            Cell::maybe(heading),
            unit,
            unit_name,
            Cell::text(target.due),
            Cell::maybe(target.goal.map(|goal| written(&goal))),
            Cell::Number(target.of.map(f64::from)),
            Cell::maybe(target.stage.map(stage)),
            Cell::maybe(target.since),
            Cell::Number(base.map(|base| base.value)),
            Cell::maybe(base.and_then(|base| base.period)),
            Cell::maybe(basis),
            Cell::Number(target.latest.map(|latest| latest.value)),
            Cell::maybe(target.latest.map(|latest| latest.period)),
            Cell::text(target.status.name()),
            Cell::Number(target.gap),
            Cell::maybe(pace.map(|pace| pace.measure.name())),
            Cell::Number(pace.map(|pace| pace.ratio)),
            Cell::maybe(instead.map(|(measure, _)| measure.name())),
            Cell::maybe(why.filter(|_| has_value && target.parts.is_none()).map(|why| why.name())),
            Cell::Number(pace.and_then(|pace| pace.achieved)),
            Cell::Number(pace.map(|pace| pace.planned)),
            Cell::Number(pace.map(|pace| pace.yearly)),
            Cell::Number(pace.and_then(|pace| pace.needed)),
            Cell::Number(forecast.map(|forecast| forecast.value)),
            Cell::Number(forecast.map(|forecast| forecast.low)),
            Cell::Number(forecast.map(|forecast| forecast.high)),
            Cell::Number(forecast.map(|forecast| forecast.level)),
            Cell::maybe(forecast.map(|forecast| forecast.method.name())),
            Cell::maybe(forecast.map(|forecast| forecast.axis.name())),
            Cell::Number(forecast.map(|forecast| forecast.points as f64)),
            Cell::Number(target.probability),
            Cell::maybe(target.forecast.as_ref().err().map(|why| why.sentence(lang))),
        ]
    }

    /// The stress test: one row a target and unit that has one. `needed_yearly` is the change a year that
    /// is needed, in values, `demanded` the same on the scale on which paces are measured. The paces of the 50th, 75th and 90th
    /// percentile would reach `reach_50` … by the due date; `meets_from` is the first of these
    /// percentiles with which the target is met.
    pub fn stress_table(&self, framework: &Framework, lang: Lang) -> Table {
        let row = |target: &Tracked| {
            let stress = target.stress.as_ref()?;
            let [code, name, unit, unit_name] = self.about(framework, target, lang);
            let meets = stress.reach.iter().find(|reach| reach.meets);
            let needed = target.goal.zip(target.latest).and_then(|(goal, latest)| {
                Some((goal.aim(latest.value) - latest.value) / (end(&target.due)? - latest.at))
            });
            let [half, quarter, tenth] = stress.reach.map(|reach| Cell::Number(Some(reach.value)));
            Some(vec![
                code,
                name,
                unit,
                unit_name,
                Cell::text(target.due),
                Cell::maybe(target.goal.map(|goal| written(&goal))),
                Cell::Number(target.latest.map(|latest| latest.value)),
                Cell::Number(needed),
                Cell::text(stress.axis.name()),
                Cell::Number(Some(stress.demanded)),
                Cell::Number(Some(stress.window)),
                Cell::Number(Some(stress.percentile)),
                Cell::count(stress.managed),
                Cell::count(stress.units),
                Cell::count(stress.paces),
                half,
                quarter,
                tenth,
                Cell::Number(meets.map(|reach| reach.percentile)),
            ])
        };
        Table { columns: STRESS, rows: self.targets.iter().filter_map(row).collect() }
    }
}

/// A goal for programs: `>= 60`, `15..20`.
fn written(goal: &super::Goal) -> String {
    use super::Goal;
    match *goal {
        Goal::AtLeast(value) => format!(">= {value}"),
        Goal::MoreThan(value) => format!("> {value}"),
        Goal::AtMost(value) => format!("<= {value}"),
        Goal::LessThan(value) => format!("< {value}"),
        Goal::Exactly(value) => format!("= {value}"),
        Goal::Within(low, high) => format!("{low}..{high}"),
    }
}

/// The history of every target: one row an event, in the order of the file.
pub fn history_table(framework: &Framework, lang: Lang) -> Table {
    let mut rows = Vec::new();
    for (_, item, indicator) in framework.indicators() {
        for target in &indicator.targets {
            for event in &target.history {
                rows.push(vec![
                    Cell::text(&item.code),
                    Cell::text(item.label(lang)),
                    Cell::text(target.period),
                    Cell::text(event.on),
                    Cell::text(stage(event.stage)),
                    Cell::Number(event.value),
                    Cell::Number(event.low),
                    Cell::Number(event.high),
                    Cell::maybe(event.note.as_ref().map(|note| note.get(lang))),
                ]);
            }
        }
    }
    let columns = &["indicator", "name", "due", "on", "stage", "value", "low", "high", "note"];
    Table { columns, rows }
}

/// Where units stood: one row a unit and period.
pub fn positions_table<'p>(
    positions: impl IntoIterator<Item = (usize, &'p Position)>,
    units: &[Unit],
    lang: Lang,
) -> Table {
    let code = |unit: usize| Cell::maybe(units.get(unit).map(|unit| &unit.code));
    let name = |unit: usize| Cell::maybe(units.get(unit).map(|unit| unit.label(lang)));
    let row = |(unit, position): (usize, &Position)| {
        vec![
            Cell::text(position.period),
            code(unit),
            name(unit),
            Cell::Number(Some(position.value)),
            Cell::count(position.rank),
            Cell::count(position.among),
            Cell::Number(position.percentile),
            name(position.leader),
            Cell::Number(Some(position.to_leader)),
            Cell::Number(Some(position.to_mean)),
            position.next.map_or(Cell::Text(None), |(next, _)| name(next)),
            Cell::Number(position.next.map(|(_, distance)| distance)),
        ]
    };
    let columns = &[
        "period",
        "unit",
        "unit_name",
        "value",
        "rank",
        "among",
        "percentile",
        "leader",
        "to_leader",
        "to_mean",
        "next",
        "to_next",
    ];
    Table { columns, rows: positions.into_iter().map(row).collect() }
}

/// Cohorts: one row a cohort and period.
pub fn cohorts_table(cohorts: &[CohortPeriod]) -> Table {
    let row = |one: &CohortPeriod| {
        vec![
            Cell::maybe(one.cohort.as_ref()),
            Cell::text(one.period),
            Cell::count(one.units),
            Cell::count(one.observed),
            Cell::Number(Some(one.mean)),
            Cell::Number(Some(one.median)),
            Cell::Number(Some(one.least)),
            Cell::Number(Some(one.most)),
            Cell::Number(one.change),
            Cell::Number(one.against_rest),
        ]
    };
    let columns = &[
        "cohort",
        "period",
        "units",
        "observed",
        "mean",
        "median",
        "least",
        "most",
        "change",
        "against_rest",
    ];
    Table { columns, rows: cohorts.iter().map(row).collect() }
}

/// Milestones: one row a milestone. `days` are days early or left, negative when late or overdue;
/// `moved` says by how many days the date decided is later than the one proposed.
pub fn milestones_table(milestones: &[Milestone], as_of: NaiveDate, lang: Lang) -> Table {
    let rows = milestones.iter().map(|one| milestone_row(one, as_of, lang));
    Table { columns: MILESTONES, rows: rows.collect() }
}

/// All that [`MEETING_MILESTONES`] has but the meeting's own: `set_by`, `from`, `tasks`.
const MILESTONES: &[&str] = match MEETING_MILESTONES.split_last_chunk::<3>() {
    Some((columns, _)) => columns,
    None => MEETING_MILESTONES,
};

const MEETING_MILESTONES: &[&str] = &[
    "scheme",
    "level",
    "level_name",
    "unit",
    "proposed",
    "decided",
    "moved",
    "reached",
    "recognised",
    "state",
    "days",
    "assessed",
    "open",
    "criteria",
    "days_per_open",
    "open_criteria",
    "without_task",
    "set_by",
    "from",
    "tasks",
];

fn milestone_row(one: &Milestone, as_of: NaiveDate, lang: Lang) -> Vec<Cell> {
    let days = |days: i64| days as f64;
    let name = one.level_name.as_ref().map_or(one.level.as_str(), |name| name.get(lang));
    vec![
        Cell::text(&one.scheme),
        Cell::text(&one.level),
        Cell::text(name),
        Cell::text(&one.unit),
        Cell::maybe(one.proposed),
        Cell::maybe(one.decided),
        Cell::Number(one.moved().map(days)),
        Cell::maybe(one.reached),
        Cell::maybe(one.recognised),
        Cell::text(one.state.name()),
        Cell::Number(one.state.days().map(days)),
        Cell::maybe(one.assessed),
        Cell::Number(one.open.map(f64::from)),
        Cell::Number(one.criteria.map(f64::from)),
        Cell::Number(one.days_per_open(as_of)),
        Cell::text(one.open_criteria.join(" ")),
        Cell::maybe(one.without_task.as_ref().map(|codes| codes.join(" "))),
    ]
}

/// Milestones of a meeting: the columns of [`milestones_table`], then the milestones of the record,
/// the decisions and statements from which they come, and the tasks, each list with spaces between.
pub fn meeting_milestones_table(
    milestones: &[MeetingMilestone],
    base: &LogBase,
    as_of: NaiveDate,
    lang: Lang,
) -> Table {
    let row = |one: &MeetingMilestone| {
        let ids = |ids: &[crate::meeting::Id]| {
            Cell::text(ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))
        };
        let tasks = one.tasks.iter().filter_map(|task| base.tasks.get(task.status.index));
        let tasks: Vec<&str> = tasks.map(|task| &*task.id).collect();
        let mut row = milestone_row(&one.milestone, as_of, lang);
        row.extend([ids(&one.set_by), ids(&one.from), Cell::text(tasks.join(" "))]);
        row
    };
    Table { columns: MEETING_MILESTONES, rows: milestones.iter().map(row).collect() }
}
