//! Milestones: a level by a date, as proposed, as decided, and as it came.

mod open;
mod words;

use crate::assess::recognition::{ActKind, Recognitions};
use crate::assess::{Assessment, Truth, UnitAssessment};
use crate::framework::Framework;
use crate::framework::spec::{MilestoneSpec, SchemeSpec, Stage, is_chosen};
use crate::id::Code;
use crate::text::{Lang, Text};
use chrono::NaiveDate;
use open::Open;
use std::collections::{BTreeMap, BTreeSet};

/// What a record of meetings knows of milestones. The room of meetings can fill it, or anybody else.
pub trait FollowUp {
    /// How many tasks work on a criterion of a unit; none when that is not known.
    fn tasks_on(&self, unit: &str, criterion: &str) -> Option<usize>;

    /// The day of the document that recognises a level of a unit, where there is one.
    fn recognised_on(&self, unit: &str, scheme: &str, level: &str) -> Option<NaiveDate>;
}

/// Nothing is known of tasks and of recognition.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoFollowUp;

impl FollowUp for NoFollowUp {
    fn tasks_on(&self, _: &str, _: &str) -> Option<usize> {
        None
    }

    fn recognised_on(&self, _: &str, _: &str, _: &str) -> Option<NaiveDate> {
        None
    }
}

/// Acts say when a level was recognised, and nothing of tasks.
impl FollowUp for Recognitions {
    fn tasks_on(&self, _: &str, _: &str) -> Option<usize> {
        None
    }

    fn recognised_on(&self, unit: &str, scheme: &str, level: &str) -> Option<NaiveDate> {
        let same = self.acts().iter().filter(|act| {
            act.kind == ActKind::Recognised
                && act.unit == *unit
                && act.scheme == *scheme
                && act.level.as_ref().is_some_and(|known| *known == *level)
        });
        same.map(|act| act.date).min()
    }
}

/// How a milestone stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum MilestoneState {
    /// Reached on the due date or so many days before.
    ReachedOnTime {
        /// Days early.
        early: i64,
    },
    /// Reached after the due date.
    ReachedLate {
        /// Days late.
        days: i64,
    },
    /// Not reached, and not due.
    Pending {
        /// Days left.
        days: i64,
    },
    /// Not reached, and due so many days ago.
    Missed {
        /// Days since.
        days: i64,
    },
    /// Nothing was assessed by the day, or what was cannot tell.
    Undetermined,
}

impl MilestoneState {
    /// The name used in results.
    pub fn name(self) -> &'static str {
        match self {
            Self::ReachedOnTime { .. } => "reached_on_time",
            Self::ReachedLate { .. } => "reached_late",
            Self::Pending { .. } => "pending",
            Self::Missed { .. } => "missed",
            Self::Undetermined => "undetermined",
        }
    }

    /// Days early (negative: late), or left (negative: since).
    pub fn days(self) -> Option<i64> {
        match self {
            Self::ReachedOnTime { early: days } | Self::Pending { days } => Some(days),
            Self::ReachedLate { days } | Self::Missed { days } => Some(-days),
            Self::Undetermined => None,
        }
    }
}

/// A level that a unit is to reach, with every date that was ever set for it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Milestone {
    /// The scheme.
    pub scheme: Code,
    /// The level.
    pub level: Code,
    /// Its name.
    pub level_name: Option<Text>,
    /// Code of the unit.
    pub unit: Code,
    /// The date that was proposed, or questioned.
    pub proposed: Option<NaiveDate>,
    /// The date that was decided; a milestone that does not state its stage counts as decided.
    pub decided: Option<NaiveDate>,
    /// The date that counts: the one decided, or else the one proposed.
    pub due: NaiveDate,
    /// The first day on which an assessment has the level, the end of its period.
    pub reached: Option<NaiveDate>,
    /// The day of the recognising document. It counts before the day of assessment.
    pub recognised: Option<NaiveDate>,
    /// How it stands.
    pub state: MilestoneState,
    /// The day of the assessment that the rest is about; none without one.
    pub assessed: Option<NaiveDate>,
    /// How many criteria are open: not met, or not known to be. Of a scheme in which levels rest on those
    /// below, the criteria of the levels below count too.
    pub open: Option<u32>,
    /// How many criteria that apply there are in all.
    pub criteria: Option<u32>,
    /// The codes of the open criteria, where they are known one by one.
    pub open_criteria: Vec<String>,
    /// The open criteria on which no task works; none where tasks are not known.
    pub without_task: Option<Vec<String>>,
    /// Names of the open criteria, where the framework has them.
    pub(super) names: BTreeMap<String, Text>,
}

impl Milestone {
    /// By how many days the date decided is later than the one proposed; negative when earlier.
    #[must_use]
    pub fn moved(&self) -> Option<i64> {
        Some((self.decided? - self.proposed?).num_days())
    }

    /// The name of an open criterion, or its code.
    fn criterion<'a>(&'a self, code: &'a str, lang: Lang) -> &'a str {
        self.names.get(code).map_or(code, |name| name.get(lang))
    }

    /// How many days are left for each open criterion, from a day on.
    #[must_use]
    pub fn days_per_open(&self, as_of: NaiveDate) -> Option<f64> {
        let open = self.open.filter(|open| *open > 0)?;
        let left = (self.due - as_of).num_days();
        (left > 0).then(|| left as f64 / f64::from(open))
    }
}

/// The milestones of a framework on a day, by unit, in the order of the file.
///
/// The assessment has to be one of all periods; those that had not ended by the day do not count.
/// An assessment is dated by the end of its period.
pub fn milestones(
    framework: &Framework,
    assessment: &Assessment,
    as_of: NaiveDate,
    follow_up: &dyn FollowUp,
) -> Vec<Milestone> {
    milestones_of(&framework.spec().milestones, framework, assessment, as_of, follow_up)
}

/// The same for milestones from elsewhere.
pub(super) fn milestones_of(
    spec: &[MilestoneSpec],
    framework: &Framework,
    assessment: &Assessment,
    as_of: NaiveDate,
    follow_up: &dyn FollowUp,
) -> Vec<Milestone> {
    let mut all = Vec::new();
    let mut seen = BTreeSet::new();
    for one in spec {
        let Some(scheme) = framework.schemes().iter().find(|scheme| scheme.code == one.scheme)
        else {
            continue;
        };
        let listed = framework.register().units().iter();
        let listed = listed.filter(|unit| is_chosen(unit, &scheme.filter)).map(|unit| &unit.code);
        let assessed = assessment.units().iter().filter(|result| result.scheme == one.scheme);
        let assessed = assessed.map(|result| &result.unit_code);
        let mut units: Vec<&Code> = match &one.unit {
            Some(unit) => vec![unit],
            None if framework.register().is_open() => assessed.collect(),
            None => listed.collect(),
        };
        let mut of_this = BTreeSet::new();
        units.retain(|unit| of_this.insert((*unit).clone()));
        for unit in units {
            if !seen.insert((one.scheme.clone(), one.level.clone(), unit.clone())) {
                continue;
            }
            let same = spec.iter().filter(|other| {
                (&other.scheme, &other.level) == (&one.scheme, &one.level)
                    && other.unit.as_ref().is_none_or(|other| other == unit)
            });
            let about = About { framework, scheme, assessment, as_of, follow_up };
            let found = about.milestone(same, unit, one.level.as_str());
            all.extend(found);
        }
    }
    all
}

/// What assessments say of a level of a unit, up to a day.
pub(super) struct Standing<'a> {
    /// The last assessment, with its day.
    pub(super) last: Option<(NaiveDate, &'a UnitAssessment)>,
    /// The first day on which one has the level.
    pub(super) reached: Option<NaiveDate>,
    /// Whether the last one can tell.
    pub(super) known: bool,
}

pub(super) fn standing<'a>(
    assessment: &'a Assessment,
    scheme: &str,
    level: &str,
    unit: &str,
    as_of: NaiveDate,
) -> Standing<'a> {
    let mut results: Vec<(NaiveDate, &UnitAssessment)> = assessment
        .units()
        .iter()
        .filter(|result| result.scheme == *scheme && result.unit_code == *unit)
        .filter_map(|result| Some((result.period?.last_day()?, result)))
        .filter(|(day, _)| *day <= as_of)
        .collect();
    results.sort_by_key(|(day, _)| *day);
    let verdict = |result: &UnitAssessment| {
        let index = result.levels.iter().position(|one| one.code == *level)?;
        // A higher level is more than what was asked for.
        let reached = result.reached_index().is_some_and(|reached| reached >= index);
        Some(if reached { Truth::Met } else { result.levels.get(index)?.verdict })
    };
    let met = |result: &UnitAssessment| verdict(result) == Some(Truth::Met);
    let reached = results.iter().find(|(_, result)| met(result)).map(|(day, _)| *day);
    let last = results.last().copied();
    let known = last.is_some_and(|(_, result)| {
        verdict(result).is_some_and(|verdict| verdict != Truth::Undetermined)
    });
    Standing { last, reached, known }
}

/// What the milestones of a scheme are made of.
struct About<'a> {
    framework: &'a Framework,
    scheme: &'a SchemeSpec,
    assessment: &'a Assessment,
    as_of: NaiveDate,
    follow_up: &'a dyn FollowUp,
}

impl About<'_> {
    fn milestone<'m>(
        &self,
        dates: impl Iterator<Item = &'m MilestoneSpec>,
        unit: &Code,
        level: &str,
    ) -> Option<Milestone> {
        let (scheme, as_of) = (self.scheme, self.as_of);
        let number = scheme.levels.iter().position(|one| one.code == *level)?;
        let spec = scheme.levels.get(number)?;
        let (mut proposed, mut decided) = (None, None);
        for one in dates {
            let date = one.period.last_day();
            match one.stage {
                None | Some(Stage::Decided) => decided = decided.or(date),
                Some(_) => proposed = proposed.or(date),
            }
        }
        let due = decided.or(proposed)?;
        let code = scheme.code.as_str();
        let Standing { last, reached, known } =
            standing(self.assessment, code, level, unit.as_str(), as_of);
        let recognised =
            self.follow_up.recognised_on(unit.as_str(), code, level).filter(|day| *day <= as_of);
        let state = match recognised.or(reached) {
            Some(day) if day <= due => {
                MilestoneState::ReachedOnTime { early: (due - day).num_days() }
            }
            Some(day) => MilestoneState::ReachedLate { days: (day - due).num_days() },
            None if !known => MilestoneState::Undetermined,
            None if as_of <= due => MilestoneState::Pending { days: (due - as_of).num_days() },
            None => MilestoneState::Missed { days: (as_of - due).num_days() },
        };
        let mut open = Open::default();
        let first = if scheme.cumulative { 0 } else { number };
        let levels = last.and_then(|(_, result)| result.levels.get(first..=number));
        let requirements = levels.unwrap_or_default().iter().flat_map(|one| &one.requirements);
        requirements.for_each(|requirement| open.look_at(requirement));
        let codes = open.codes();
        let tasks = codes.iter().map(|code| self.follow_up.tasks_on(unit.as_str(), code));
        let tasks: Option<Vec<usize>> = tasks.collect();
        let without_task = tasks.filter(|tasks| !tasks.is_empty()).map(|tasks| {
            let both = codes.iter().zip(tasks);
            both.filter(|(_, tasks)| *tasks == 0).map(|(code, _)| code.clone()).collect()
        });
        let (open, criteria) = open.count().unzip();
        let name = |code: &String| {
            let item = self.framework.item(self.framework.find(code)?)?;
            Some((code.clone(), item.name.clone()?))
        };
        Some(Milestone {
            scheme: scheme.code.clone(),
            level: spec.code.clone(),
            level_name: spec.name.clone(),
            unit: unit.clone(),
            proposed,
            decided,
            due,
            reached,
            recognised,
            state,
            assessed: last.map(|(day, _)| day),
            open,
            criteria,
            names: codes.iter().filter_map(name).collect(),
            open_criteria: codes,
            without_task,
        })
    }
}
