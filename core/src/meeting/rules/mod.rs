//! Rules `MTG-` about records: one table of functions over one look at the record.

mod agenda;
mod attendance;
mod documents;
mod figures;
mod identity;
mod index;
mod references;
mod roadmap;
mod session;
mod tasks;
mod votes;

use super::outside::{Assessments, Outside};
use super::shared::SharedRegistry;
use super::spec::{AttendanceRole, MeetingStatus, RecordSpec};
use crate::finding::{Finding, Place, Rule, Severity, Verdict};
use crate::source::{Path, Places};
use chrono::NaiveDate;
use index::Index;
use indexmap::IndexMap;
use serde_json::Value;
use std::cell::OnceCell;

/// What the rules may know beside the record.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Context<'a> {
    /// The framework to which references lead out of the record.
    pub outside: Option<&'a dyn Outside>,
    /// What was assessed.
    pub assessments: Option<&'a dyn Assessments>,
    /// The day as of which to judge; rules about being late say nothing without it.
    pub as_of: Option<NaiveDate>,
    /// How strict to be.
    pub profile: Profile,
    /// The registry that the record names, where it names one.
    pub shared: Option<&'a SharedRegistry>,
}

/// How strict the rules are: severities other than their own, and what is late.
///
/// What cannot be decided is information, whatever the severity of its rule.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Profile {
    /// Severity by rule (code or name) where another than the rule's own is wanted.
    pub severity: IndexMap<String, Severity>,
    /// Rules (code or name) that are left out.
    pub off: Vec<String>,
    /// Days after a meeting after which minutes are missed, and after which a draft that was
    /// adopted should be issued.
    pub patience: u32,
}

impl Default for Profile {
    fn default() -> Self {
        Self { severity: IndexMap::new(), off: Vec::new(), patience: 30 }
    }
}

impl Profile {
    /// For minutes and notices of conclusions: what a press report may leave open is an error.
    pub fn strict() -> Self {
        let errors = [
            "item_without_outcome",
            "conclusion_by_another",
            "task_without_owner",
            "task_without_due",
            "owner_is_group",
            "assignment_without_task",
        ];
        let severity = errors.into_iter().map(|name| (name.to_owned(), Severity::Error)).collect();
        Self { severity, ..Self::default() }
    }

    fn severity_of(&self, finding: &Finding) -> Option<Severity> {
        let rule = finding.rule();
        let named = |name: &str| name == rule.name || name.eq_ignore_ascii_case(rule.code);
        if self.off.iter().any(|name| named(name)) {
            return None;
        }
        let own = self.severity.iter().find(|(name, _)| named(name)).map(|(_, severity)| *severity);
        Some(own.unwrap_or(finding.severity))
    }
}

/// The rules, each about one thing.
const RULES: &[fn(&Look<'_>, &mut Vec<Finding>)] = &[
    identity::ids,
    identity::names,
    identity::cycles,
    identity::spelling,
    references::local,
    references::outside,
    session::times,
    session::body,
    session::status,
    session::minutes,
    session::period,
    attendance::chair,
    attendance::twice,
    attendance::membership,
    attendance::titles,
    attendance::quorum,
    attendance::actors,
    attendance::away,
    attendance::proxies,
    agenda::numbers,
    agenda::outcomes,
    agenda::conclusions,
    agenda::replaced,
    votes::arithmetic,
    votes::results,
    votes::voters,
    documents::numbers,
    documents::twice,
    documents::issued,
    documents::drafts,
    tasks::responsibility,
    tasks::deadlines,
    tasks::sources,
    tasks::assignments,
    roadmap::known,
    roadmap::order,
    roadmap::decided,
    roadmap::work,
    roadmap::standing_rule,
    figures::totals,
];

/// What is found in a record, with the severities of the profile.
pub(super) fn check(
    record: &RecordSpec,
    value: &Value,
    places: &Places,
    context: &Context<'_>,
) -> Vec<Finding> {
    let index = Index::of(record);
    let look = Look { record, value, places, context, index, links: OnceCell::new() };
    let mut found = Vec::new();
    for rule in RULES {
        rule(&look, &mut found);
    }
    found.retain_mut(|finding| match context.profile.severity_of(finding) {
        None => false,
        Some(severity) => {
            let decided = finding.verdict == Verdict::Violated;
            finding.severity = if decided { severity } else { Severity::Info };
            true
        }
    });
    found
}

/// A record with all that the rules need to look at it.
struct Look<'a> {
    record: &'a RecordSpec,
    value: &'a Value,
    places: &'a Places,
    context: &'a Context<'a>,
    index: Index<'a>,
    links: OnceCell<references::Links<'a>>,
}

impl<'a> Look<'a> {
    /// A finding about a subject, at a value of the record.
    fn found(&self, rule: &'static Rule, subject: &str, path: &Path) -> Finding {
        let place = Place { path: Some(subject.into()), ..self.places.of(path) };
        Finding::new(rule).at(place)
    }

    fn meeting(&self) -> &'a super::spec::Meeting {
        &self.record.meeting
    }

    /// Whether a person is in the chair.
    fn chairs(&self, person: &str) -> bool {
        let meeting = self.meeting();
        meeting.chair.as_ref().is_some_and(|chair| chair.as_str() == person)
            || meeting
                .attendance
                .iter()
                .any(|entry| entry.role == AttendanceRole::Chair && entry.person.as_str() == person)
    }

    fn is_held(&self) -> bool {
        self.meeting().status == MeetingStatus::Held
    }

    /// How many days ago the meeting was, as of the day asked about.
    fn days_since(&self) -> Option<i64> {
        self.context.as_of.map(|as_of| (as_of - self.meeting().date).num_days())
    }
}

fn root(key: &str) -> Path {
    Path::default().key(key)
}

fn undetermined(mut finding: Finding) -> Finding {
    finding.verdict = Verdict::Undetermined;
    finding
}

/// A list of ids or names, for a message.
fn listed<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    texts.into_iter().collect::<Vec<_>>().join(", ")
}
