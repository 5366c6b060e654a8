//! The bodies and persons that a meeting names: those who met, spoke, decided, act.

use super::write::flatten;
use crate::meeting::spec::Body;
use crate::meeting::{Id, Kind, Record, Ref};
use std::collections::BTreeSet;

/// Ids of the bodies and persons that what may be seen of a meeting names. A body brings the bodies
/// above it and the members of a group, so that no reference between bodies leads nowhere.
#[derive(Debug, Default)]
pub(super) struct Named {
    pub(super) bodies: BTreeSet<String>,
    pub(super) persons: BTreeSet<String>,
}

impl Named {
    /// Those of a record from which everything was taken that its readers may not see.
    pub(super) fn of(shown: &Record) -> Self {
        let (spec, mut named) = (shown.spec(), Self::default());
        let meeting = &spec.meeting;
        named.body(Some(&meeting.body));
        named.person(meeting.chair.as_ref());
        named.person(meeting.secretary.as_ref());
        for one in &meeting.attendance {
            named.person(Some(&one.person));
        }
        let mut items = Vec::new();
        flatten(&meeting.agenda, &mut items);
        let mut papers: BTreeSet<&Id> = BTreeSet::new();
        for item in items {
            named.person(item.presenter.as_ref());
            named.body(item.refer_to.as_ref());
            papers.extend(&item.papers);
            named.refs(item.statements.iter().flat_map(|one| &one.by));
            for decision in &item.decisions {
                named.refs(std::iter::once(&decision.by));
                let ballots = decision.vote.iter().flat_map(|vote| &vote.ballots);
                ballots.for_each(|ballot| named.person(Some(&ballot.person)));
            }
        }
        for document in spec.registry.documents.iter().filter(|one| papers.contains(&one.id)) {
            named.body(document.issuer.as_ref());
        }
        for task in &spec.tasks {
            named.body(task.owner.as_ref());
            task.support.iter().for_each(|body| named.body(Some(body)));
            named.person(task.person.as_ref());
            named.refs(&task.about);
        }
        for milestone in &spec.milestones {
            named.refs(std::iter::once(&milestone.subject));
        }
        named.close(&spec.registry.bodies);
        named
    }

    fn body(&mut self, id: Option<&Id>) {
        self.bodies.extend(id.map(ToString::to_string));
    }

    fn person(&mut self, id: Option<&Id>) {
        self.persons.extend(id.map(ToString::to_string));
    }

    fn refs<'r>(&mut self, refs: impl IntoIterator<Item = &'r Ref>) {
        for reference in refs {
            match reference.kind {
                Kind::Body => drop(self.bodies.insert(reference.id.to_string())),
                Kind::Person => drop(self.persons.insert(reference.id.to_string())),
                _ => {}
            }
        }
    }

    /// What bodies name in turn.
    fn close(&mut self, bodies: &[Body]) {
        loop {
            let before = self.bodies.len();
            for body in bodies {
                if self.bodies.contains(body.id.as_str()) {
                    let more = body.parent.iter().chain(&body.members);
                    self.bodies.extend(more.map(ToString::to_string));
                }
            }
            if self.bodies.len() == before {
                return;
            }
        }
    }
}
