//! Milestones that a meeting set, joined with the levels that were reached: from the decision over
//! its tasks and their criteria to the level.

use super::milestone::{FollowUp, Milestone, milestones_of, standing};
use crate::assess::Assessment;
use crate::assess::recognition::Recognitions;
use crate::framework::spec::{MilestoneSpec, Requirement, Stage};
use crate::framework::{Framework, ItemId};
use crate::id::Code;
use crate::meeting::log::{LogBase, Replay, TaskStatus};
use crate::meeting::spec::{self, MilestoneState};
use crate::meeting::{Assessments, Id, Kind, Reached, Record, Ref};
use crate::period::Period;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A meeting, followed: its record, its log as of a day, and the acts of recognition that are
/// known.
///
/// It answers what milestones ask ([`FollowUp`]): how many open tasks work on a criterion of a unit,
/// and when a level was recognised. A body of the record and a unit of the framework are the same
/// when they bear the same id.
#[derive(Debug, Clone, Copy)]
pub struct Meeting<'a> {
    /// The framework whose levels and criteria the record names.
    pub framework: &'a Framework,
    /// The record.
    pub record: &'a Record,
    /// Its tasks.
    pub base: &'a LogBase,
    /// How the tasks stand.
    pub replay: &'a Replay,
    /// Acts of recognition; none when they are not known.
    pub recognitions: Option<&'a Recognitions>,
}

impl FollowUp for Meeting<'_> {
    /// A task works on a criterion while it is open and is about the criterion or a group that has
    /// it. A task that is owned by, or about, another body that has milestones is not counted. None
    /// for a criterion that the framework does not have.
    fn tasks_on(&self, unit: &str, criterion: &str) -> Option<usize> {
        let criterion = self.framework.find(criterion)?;
        let works = |task: &&TaskStatus| {
            task.state.is_open()
                && self.items(task).any(|item| {
                    item == criterion || self.framework.descendants(item).contains(&criterion)
                })
        };
        Some(self.tasks_for(unit).filter(works).count())
    }

    fn recognised_on(&self, unit: &str, scheme: &str, level: &str) -> Option<NaiveDate> {
        self.recognitions?.recognised_on(unit, scheme, level)
    }
}

impl Meeting<'_> {
    /// The tasks that can be about a unit.
    fn tasks_for<'u>(&'u self, unit: &'u str) -> impl Iterator<Item = &'u TaskStatus> {
        let milestones = self.record.spec().milestones.iter();
        let others: BTreeSet<&str> = milestones
            .map(|milestone| &*milestone.subject.id)
            .filter(|subject| *subject != unit)
            .collect();
        self.replay.tasks.iter().filter(move |task| {
            let owned = task.owner.as_deref().is_some_and(|owner| others.contains(owner));
            let mut bodies = self.about(task).filter(|about| about.kind == Kind::Body).peekable();
            let named = bodies.peek().is_none() || bodies.any(|body| !others.contains(&*body.id));
            named && !owned
        })
    }

    fn about(&self, task: &TaskStatus) -> impl Iterator<Item = Ref> {
        let given = self.base.tasks.get(task.index);
        given.into_iter().flat_map(|task| &task.about).filter_map(|about| about.parse().ok())
    }

    /// The items of the framework that a task is about.
    fn items(&self, task: &TaskStatus) -> impl Iterator<Item = ItemId> {
        self.about(task).filter_map(|about| self.framework.named_by(&about))
    }

    /// The items that a scheme looks at: what its levels require, and everything below.
    fn items_of(&self, scheme: &Code) -> BTreeSet<ItemId> {
        let scheme = self.framework.schemes().iter().find(|one| one.code == *scheme);
        let levels = scheme.into_iter().flat_map(|scheme| &scheme.levels);
        let mut codes: Vec<&Code> = Vec::new();
        levels.flat_map(|level| &level.requirements).for_each(|it| looked_at(it, &mut codes));
        let node = scheme.and_then(|scheme| scheme.node.as_ref());
        let codes = codes.into_iter().chain(node);
        let roots = codes.filter_map(|code| self.framework.find(code.as_str()));
        roots.flat_map(|id| std::iter::once(id).chain(self.framework.descendants(id))).collect()
    }
}

/// The codes of what a requirement looks at.
fn looked_at<'r>(requirement: &'r Requirement, codes: &mut Vec<&'r Code>) {
    codes.extend(&requirement.all_criteria);
    codes.extend(&requirement.criteria_met);
    codes.extend(&requirement.criterion);
    requirement.parts().for_each(|part| looked_at(part, codes));
}

/// A level that a body is to reach, as a meeting set it and as it came.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MeetingMilestone {
    /// How it stands.
    pub milestone: Milestone,
    /// The milestones of the record that set it, as proposed and as decided.
    pub set_by: Vec<Id>,
    /// The decisions and statements from which these come.
    pub from: Vec<Id>,
    /// The tasks that work on it, and those that did.
    pub tasks: Vec<WorkingTask>,
}

/// A task that works on a milestone, or did.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct WorkingTask {
    /// How it stands.
    pub status: TaskStatus,
    /// Codes of the criteria, indicators and groups of the scheme that it is about. None where it is
    /// about the level itself.
    pub criteria: Vec<String>,
}

/// A milestone of a record that cannot be joined with a level.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NotJoined {
    /// The milestone.
    pub id: Id,
    /// Why.
    pub why: WhyNotJoined,
}

/// Why a milestone of a record cannot be joined with a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum WhyNotJoined {
    /// It was withdrawn.
    Withdrawn,
    /// What is to be reached is no level of the framework.
    NoLevel,
    /// Who is to reach it is no unit of the framework.
    NoUnit,
    /// It is declared without a date.
    NoDate,
}

/// The milestones of a meeting on a day, each with the decision that set it, its tasks and their
/// criteria, and how far the level is; and those that cannot be joined, with the reason.
///
/// The assessment has to be one of all periods, as for [`milestones`](super::milestones).
pub fn meeting_milestones(
    meeting: &Meeting<'_>,
    assessment: &Assessment,
    as_of: NaiveDate,
) -> (Vec<MeetingMilestone>, Vec<NotJoined>) {
    let mut left = Vec::new();
    let mut set: Vec<(&spec::Milestone, MilestoneSpec)> = Vec::new();
    for milestone in &meeting.record.spec().milestones {
        match as_written(meeting.framework, milestone) {
            Ok(spec) => set.push((milestone, spec)),
            Err(why) => left.push(NotJoined { id: milestone.id.clone(), why }),
        }
    }
    let specs: Vec<MilestoneSpec> = set.iter().map(|(_, spec)| spec.clone()).collect();
    let joined = milestones_of(&specs, meeting.framework, assessment, as_of, meeting);
    let joined = joined.into_iter().map(|milestone| {
        let same = |spec: &MilestoneSpec| {
            spec.scheme == milestone.scheme
                && spec.level == milestone.level
                && spec.unit.as_ref() == Some(&milestone.unit)
        };
        let of_it: Vec<&spec::Milestone> =
            set.iter().filter(|(_, spec)| same(spec)).map(|(written, _)| *written).collect();
        let mut from: Vec<Id> = Vec::new();
        for one in &of_it {
            if !from.contains(&one.from) {
                from.push(one.from.clone());
            }
        }
        let set_by: Vec<Id> = of_it.iter().map(|one| one.id.clone()).collect();
        let tasks = working(meeting, &milestone, &of_it);
        MeetingMilestone { milestone, set_by, from, tasks }
    });
    (joined.collect(), left)
}

/// A milestone of a record as a framework writes it.
fn as_written(
    framework: &Framework,
    milestone: &spec::Milestone,
) -> Result<MilestoneSpec, WhyNotJoined> {
    let stage = match milestone.state {
        MilestoneState::Proposed => Stage::Proposed,
        MilestoneState::Decided => Stage::Decided,
        _ => return Err(WhyNotJoined::Withdrawn),
    };
    let level = milestone.reach.id.split_once('/').filter(|_| is_level(&milestone.reach));
    let found = level.and_then(|(scheme, level)| {
        let scheme = framework.schemes().iter().find(|one| one.code == *scheme)?;
        let level = scheme.levels.iter().find(|one| one.code == *level)?;
        Some((scheme.code.clone(), level.code.clone()))
    });
    let (scheme, level) = found.ok_or(WhyNotJoined::NoLevel)?;
    let unit = Code::new(&*milestone.subject.id).map_err(|_| WhyNotJoined::NoUnit)?;
    let register = framework.register();
    if !register.is_open() && !register.units().iter().any(|known| known.code == unit) {
        return Err(WhyNotJoined::NoUnit);
    }
    let period = Period::parse_iso(milestone.due.as_str()).map_err(|_| WhyNotJoined::NoDate)?;
    Ok(MilestoneSpec {
        scheme,
        level,
        unit: Some(unit),
        period,
        stage: Some(stage),
        source: None,
        note: None,
    })
}

fn is_level(reference: &Ref) -> bool {
    reference.kind.as_str() == "level"
}

/// The tasks about a milestone: about itself, its level, or what the scheme looks at.
fn working(
    meeting: &Meeting<'_>,
    milestone: &Milestone,
    written: &[&spec::Milestone],
) -> Vec<WorkingTask> {
    let items = meeting.items_of(&milestone.scheme);
    let mut tasks = Vec::new();
    for status in meeting.tasks_for(milestone.unit.as_str()) {
        let itself = meeting.about(status).any(|about| match about.kind {
            Kind::Milestone => written.iter().any(|one| one.id.as_str() == &*about.id),
            _ => written.iter().any(|one| one.reach == about),
        });
        let criteria: Vec<String> = meeting
            .items(status)
            .filter(|item| items.contains(item))
            .filter_map(|item| Some(meeting.framework.item(item)?.code.to_string()))
            .collect();
        if itself || !criteria.is_empty() {
            tasks.push(WorkingTask { status: status.clone(), criteria });
        }
    }
    tasks
}

/// What a record may ask of assessments. A level counts as reached on the first day on which an
/// assessment has it or a higher one.
impl Assessments for Assessment {
    fn reached(&self, reach: &Ref, subject: &Ref, as_of: NaiveDate) -> Reached {
        let Some((scheme, level)) = reach.id.split_once('/').filter(|_| is_level(reach)) else {
            return Reached::NotAssessed;
        };
        let standing = standing(self, scheme, level, &subject.id, as_of);
        match standing.reached {
            Some(day) => Reached::On(day),
            None if standing.known => Reached::NotYet,
            None => Reached::NotAssessed,
        }
    }
}
