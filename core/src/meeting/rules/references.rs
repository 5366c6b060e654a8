//! `MTG-102`, `103`: references lead somewhere.

use super::{Look, root, undetermined};
use crate::finding::{Finding, catalogue};
use crate::meeting::outside::Known;
use crate::meeting::{Id, Kind, Ref};
use crate::source::Path;

/// One reference: who refers, where it stands, to what.
struct Link<'a> {
    subject: String,
    path: Path,
    kinds: &'static [Kind],
    id: &'a str,
}

const BODY: &[Kind] = &[Kind::Body];
const PERSON: &[Kind] = &[Kind::Person];
const DOCUMENT: &[Kind] = &[Kind::Document];
const TASK: &[Kind] = &[Kind::Task];

/// The references of a record.
#[derive(Default)]
pub(super) struct Links<'a> {
    local: Vec<Link<'a>>,
    refs: Vec<(String, Path, &'a Ref)>,
}

impl<'a> Links<'a> {
    fn one(&mut self, subject: &str, path: Path, kinds: &'static [Kind], id: Option<&'a Id>) {
        if let Some(id) = id {
            self.local.push(Link { subject: subject.to_owned(), path, kinds, id: id.as_str() });
        }
    }

    fn many(&mut self, subject: &str, path: &Path, kinds: &'static [Kind], ids: &'a [Id]) {
        for (number, id) in ids.iter().enumerate() {
            self.one(subject, path.clone().index(number), kinds, Some(id));
        }
    }

    fn refs(&mut self, subject: &str, path: &Path, refs: &'a [Ref]) {
        for (number, reference) in refs.iter().enumerate() {
            self.refs.push((subject.to_owned(), path.clone().index(number), reference));
        }
    }

    fn reference(&mut self, subject: &str, path: Path, reference: &'a Ref) {
        self.refs.push((subject.to_owned(), path, reference));
    }
}

/// Collected once, for all rules that ask for them.
fn links<'l, 'a>(look: &'l Look<'a>) -> &'l Links<'a> {
    look.links.get_or_init(|| {
        let mut links = Links::default();
        registry(look, &mut links);
        meeting(look, &mut links);
        agenda(look, &mut links);
        work(look, &mut links);
        links
    })
}

fn registry<'a>(look: &Look<'a>, links: &mut Links<'a>) {
    let registry = &look.record.registry;
    let at = |list: &str, number: usize| root("registry").key(list).index(number);
    for (number, body) in registry.bodies.iter().enumerate() {
        let (id, at) = (body.id.as_str(), at("bodies", number));
        links.one(id, at.clone().key("parent"), BODY, body.parent.as_ref());
        links.many(id, &at.key("members"), BODY, &body.members);
    }
    for (number, tenure) in registry.tenures.iter().enumerate() {
        let subject = format!("tenures/{}", tenure.person);
        let at = at("tenures", number);
        links.one(&subject, at.clone().key("person"), PERSON, Some(&tenure.person));
        links.one(&subject, at.key("body"), BODY, tenure.body.as_ref());
    }
    for (number, document) in registry.documents.iter().enumerate() {
        let (id, at) = (document.id.as_str(), at("documents", number));
        links.one(id, at.clone().key("issuer"), BODY, document.issuer.as_ref());
        links.one(id, at.key("replaces"), DOCUMENT, document.replaces.as_ref());
    }
}

fn meeting<'a>(look: &Look<'a>, links: &mut Links<'a>) {
    let meeting = look.meeting();
    let at = |key: &str| root("meeting").key(key);
    links.one("meeting", at("body"), BODY, Some(&meeting.body));
    links.one("meeting", at("chair"), PERSON, meeting.chair.as_ref());
    links.one("meeting", at("secretary"), PERSON, meeting.secretary.as_ref());
    let minutes = meeting.minutes.as_ref().and_then(|minutes| minutes.document.as_ref());
    links.one("meeting", at("minutes").key("document"), DOCUMENT, minutes);
    for (number, source) in meeting.sources.iter().enumerate() {
        let at = at("sources").index(number).key("document");
        links.one("meeting", at, DOCUMENT, source.document.as_ref());
    }
    for (number, entry) in meeting.attendance.iter().enumerate() {
        let subject = format!("attendance/{}", entry.person);
        let at = at("attendance").index(number);
        links.one(&subject, at.clone().key("person"), PERSON, Some(&entry.person));
        let principal = entry.on_behalf_of.as_ref();
        links.one(&subject, at.key("on_behalf_of"), &[Kind::Person, Kind::Body], principal);
    }
}

fn agenda<'a>(look: &Look<'a>, links: &mut Links<'a>) {
    for at in &look.index.items {
        let (item, id, path) = (at.part, at.part.id.as_str(), |key: &str| at.path.clone().key(key));
        links.many(id, &path("papers"), DOCUMENT, &item.papers);
        links.one(id, path("presenter"), PERSON, item.presenter.as_ref());
        links.one(id, path("refer_to"), BODY, item.refer_to.as_ref());
        links.refs(id, &path("about"), &item.about);
    }
    let figures = |links: &mut Links<'a>, id: &str, path: &Path, list: &'a [_]| {
        for (number, figure) in list.iter().enumerate() {
            let figure: &crate::meeting::spec::Figure = figure;
            if let Some(about) = &figure.about {
                let path = path.clone().key("figures").index(number).key("about");
                links.reference(id, path, about);
            }
        }
    };
    for at in &look.index.statements {
        let (part, id) = (at.part, at.part.id.as_str());
        links.refs(id, &at.path.clone().key("by"), &part.by);
        links.refs(id, &at.path.clone().key("about"), &part.about);
        figures(links, id, &at.path, &part.figures);
    }
    for at in &look.index.decisions {
        let (part, id) = (at.part, at.part.id.as_str());
        links.reference(id, at.path.clone().key("by"), &part.by);
        links.refs(id, &at.path.clone().key("about"), &part.about);
        links.one(id, at.path.clone().key("document"), DOCUMENT, part.document.as_ref());
        links.one(id, at.path.clone().key("replaces"), &[Kind::Decision], part.replaces.as_ref());
        figures(links, id, &at.path, &part.figures);
        let ballots = part.vote.iter().flat_map(|vote| &vote.ballots).enumerate();
        for (number, ballot) in ballots {
            let path = at.path.clone().key("vote").key("ballots").index(number).key("person");
            links.one(id, path, PERSON, Some(&ballot.person));
        }
    }
}

fn work<'a>(look: &Look<'a>, links: &mut Links<'a>) {
    const SOURCE: &[Kind] = &[Kind::Decision, Kind::Statement];
    for (number, task) in look.record.tasks.iter().enumerate() {
        let (id, at) = (task.id.as_str(), |key: &str| root("tasks").index(number).key(key));
        links.many(id, &at("from"), SOURCE, &task.from);
        links.one(id, at("owner"), BODY, task.owner.as_ref());
        links.many(id, &at("support"), BODY, &task.support);
        links.one(id, at("person"), PERSON, task.person.as_ref());
        links.many(id, &at("after"), TASK, &task.after);
        links.one(id, at("parent"), TASK, task.parent.as_ref());
        links.refs(id, &at("about"), &task.about);
    }
    for (number, milestone) in look.record.milestones.iter().enumerate() {
        let (id, at) =
            (milestone.id.as_str(), |key: &str| root("milestones").index(number).key(key));
        links.one(id, at("from"), SOURCE, Some(&milestone.from));
        links.one(id, at("replaces"), &[Kind::Milestone], milestone.replaces.as_ref());
        links.reference(id, at("subject"), &milestone.subject);
    }
}

/// References within the record.
pub(super) fn local(look: &Look<'_>, found: &mut Vec<Finding>) {
    let links = links(look);
    for link in &links.local {
        if link.kinds.iter().any(|kind| look.index.has(kind, link.id)) {
            continue;
        }
        let known = link.kinds.iter().flat_map(|kind| look.index.ids(kind)).map(|(id, _)| *id);
        let finding = look
            .found(&catalogue::DANGLING_REFERENCE, &link.subject, &link.path)
            .value(link.id)
            .with("target", link.id)
            .suggest_if(crate::text::suggest(link.id, known));
        found.push(finding);
    }
    for (subject, path, reference) in &links.refs {
        if !look.index.leads(reference) {
            let known = look.index.ids(&reference.kind).iter().map(|(id, _)| *id);
            let nearest = crate::text::suggest(&reference.id, known);
            let finding = look
                .found(&catalogue::DANGLING_REFERENCE, subject, path)
                .value(reference.to_string())
                .with("target", reference.to_string())
                .suggest_if(nearest.map(|id| format!("{}:{id}", reference.kind.as_str())));
            found.push(finding);
        }
    }
}

/// References out of the record. Without a framework those that the record declares itself stand.
pub(super) fn outside(look: &Look<'_>, found: &mut Vec<Finding>) {
    for (subject, path, reference) in &links(look).refs {
        if reference.is_outside() {
            let finding = look.found(&catalogue::UNKNOWN_OUTSIDE, subject, path);
            found.extend(judge(look, reference, finding));
        }
    }
}

/// The finding about a reference out of the record, unless it leads somewhere.
pub(super) fn judge(look: &Look<'_>, reference: &Ref, finding: Finding) -> Option<Finding> {
    let finding = finding.value(reference.to_string()).with("target", reference.to_string());
    let known = match look.context.outside {
        Some(outside) => outside.exists(reference),
        None if look.record.registry.refs.iter().any(|one| one.reference == *reference) => {
            Known::Yes
        }
        None => Known::Unknown,
    };
    match known {
        Known::Yes => None,
        Known::No => Some(finding),
        Known::Unknown => Some(undetermined(finding)),
    }
}
