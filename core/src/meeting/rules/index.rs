//! The parts of a record by id, with the path of each.

use super::root;
use crate::meeting::spec::{AgendaItem, Decision, RecordSpec, Statement};
use crate::meeting::{Id, Kind, Ref};
use crate::source::Path;
use std::collections::{BTreeMap, HashMap};

/// An item of the agenda and where it stands.
pub(super) struct At<'a, T> {
    pub(super) part: &'a T,
    pub(super) path: Path,
    /// The item that a statement or decision is about; an item itself.
    pub(super) item: &'a AgendaItem,
}

/// The agenda laid out flat, and every id by its kind.
pub(super) struct Index<'a> {
    pub(super) items: Vec<At<'a, AgendaItem>>,
    pub(super) statements: Vec<At<'a, Statement>>,
    pub(super) decisions: Vec<At<'a, Decision>>,
    ids: BTreeMap<Kind, Vec<(&'a str, Path)>>,
    /// The number of the first part with an id, by kind.
    first: HashMap<Kind, HashMap<&'a str, usize>>,
}

impl<'a> Index<'a> {
    pub(super) fn of(record: &'a RecordSpec) -> Self {
        let mut index = Self {
            items: Vec::new(),
            statements: Vec::new(),
            decisions: Vec::new(),
            ids: BTreeMap::new(),
            first: HashMap::new(),
        };
        index.agenda(&record.meeting.agenda, &root("meeting").key("agenda"));
        let registry = |key: &str| root("registry").key(key);
        index.note(Kind::Body, record.registry.bodies.iter().map(|it| &it.id), &registry("bodies"));
        let persons = record.registry.persons.iter().map(|it| &it.id);
        index.note(Kind::Person, persons, &registry("persons"));
        let documents = record.registry.documents.iter().map(|it| &it.id);
        index.note(Kind::Document, documents, &registry("documents"));
        index.note(Kind::Task, record.tasks.iter().map(|it| &it.id), &root("tasks"));
        index.note(Kind::Milestone, record.milestones.iter().map(|it| &it.id), &root("milestones"));
        let put = |index: &mut Self, kind, ids: Vec<(&'a str, Path)>| {
            index.ids.insert(kind, ids);
        };
        let items = index.items.iter().map(|at| (at.part.id.as_str(), at.path.clone())).collect();
        put(&mut index, Kind::Item, items);
        let statements =
            index.statements.iter().map(|at| (at.part.id.as_str(), at.path.clone())).collect();
        put(&mut index, Kind::Statement, statements);
        let decisions =
            index.decisions.iter().map(|at| (at.part.id.as_str(), at.path.clone())).collect();
        put(&mut index, Kind::Decision, decisions);
        for (kind, ids) in &index.ids {
            let first = index.first.entry(kind.clone()).or_default();
            for (number, (id, _)) in ids.iter().enumerate() {
                first.entry(*id).or_insert(number);
            }
        }
        index
    }

    fn note(&mut self, kind: Kind, ids: impl Iterator<Item = &'a Id>, path: &Path) {
        let with_path = |(n, id): (usize, &'a Id)| (id.as_str(), path.clone().index(n));
        self.ids.insert(kind, ids.enumerate().map(with_path).collect());
    }

    fn agenda(&mut self, items: &'a [AgendaItem], path: &Path) {
        for (number, item) in items.iter().enumerate() {
            let path = path.clone().index(number);
            let at = |key: &str, number: usize| path.clone().key(key).index(number);
            for (number, part) in item.statements.iter().enumerate() {
                self.statements.push(At { part, path: at("statements", number), item });
            }
            for (number, part) in item.decisions.iter().enumerate() {
                self.decisions.push(At { part, path: at("decisions", number), item });
            }
            self.items.push(At { part: item, path: path.clone(), item });
            self.agenda(&item.items, &path.key("items"));
        }
    }

    /// All ids of a kind, with their paths.
    pub(super) fn ids(&self, kind: &Kind) -> &[(&'a str, Path)] {
        self.ids.get(kind).map(Vec::as_slice).unwrap_or_default()
    }

    /// The number of the part of a kind with an id.
    pub(super) fn number(&self, kind: &Kind, id: &str) -> Option<usize> {
        self.first.get(kind)?.get(id).copied()
    }

    pub(super) fn has(&self, kind: &Kind, id: &str) -> bool {
        self.number(kind, id).is_some()
    }

    /// Whether a reference within the record leads somewhere.
    pub(super) fn leads(&self, reference: &Ref) -> bool {
        reference.is_outside() || self.has(&reference.kind, &reference.id)
    }

    pub(super) fn decision(&self, id: &str) -> Option<&At<'a, Decision>> {
        self.decisions.get(self.number(&Kind::Decision, id)?)
    }

    pub(super) fn statement(&self, id: &str) -> Option<&At<'a, Statement>> {
        self.statements.get(self.number(&Kind::Statement, id)?)
    }
}
