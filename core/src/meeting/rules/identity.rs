//! `MTG-101`, `104` to `106`: ids, names, circles, spelling.

use super::{Look, listed, root};
use crate::finding::{Finding, catalogue};
use crate::meeting::{Id, Kind};
use crate::source::Path;
use crate::text::{clean, mend_eth};
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use unicode_normalization::UnicodeNormalization;

const KINDS: [Kind; 8] = [
    Kind::Body,
    Kind::Person,
    Kind::Document,
    Kind::Item,
    Kind::Statement,
    Kind::Decision,
    Kind::Task,
    Kind::Milestone,
];

pub(super) fn ids(look: &Look<'_>, found: &mut Vec<Finding>) {
    for kind in KINDS {
        let mut seen = HashSet::new();
        for (id, path) in look.index.ids(&kind) {
            if !seen.insert(*id) {
                let subject = format!("{}:{id}", kind.as_str());
                let finding = look
                    .found(&catalogue::DUPLICATE_ID, &subject, &path.clone().key("id"))
                    .value(*id)
                    .with("id", *id)
                    .with("kind", kind.as_str());
                found.push(finding);
            }
        }
    }
}

pub(super) fn names(look: &Look<'_>, found: &mut Vec<Finding>) {
    let registry = &look.record.registry;
    let persons = registry.persons.iter().map(|person| (&person.name, &person.id)).collect();
    let bodies = registry.bodies.iter().map(|body| (&body.name, &body.id)).collect();
    same_names(look, "persons", persons, found);
    same_names(look, "bodies", bodies, found);
}

fn same_names(look: &Look<'_>, list: &str, named: Vec<(&String, &Id)>, found: &mut Vec<Finding>) {
    let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
    for (number, (name, _)) in named.iter().enumerate() {
        by_name.entry(clean(name).into_owned()).or_default().push(number);
    }
    let mut twice: Vec<_> = by_name.into_iter().filter(|(_, numbers)| numbers.len() > 1).collect();
    twice.sort();
    for (name, numbers) in twice {
        let ids = numbers.iter().filter_map(|number| named.get(*number)).map(|(_, id)| id.as_str());
        let second = numbers.get(1).copied().unwrap_or_default();
        let path = root("registry").key(list).index(second).key("name");
        found.push(
            look.found(&catalogue::SAME_NAME, &name, &path).value(&*name).with("ids", listed(ids)),
        );
    }
}

pub(super) fn cycles(look: &Look<'_>, found: &mut Vec<Finding>) {
    let bodies = look.record.registry.bodies.iter();
    let parents = bodies.map(|body| (&body.id, body.parent.as_slice())).collect();
    circles(look, "parent", &root("registry").key("bodies"), &parents, found);
    let tasks = || look.record.tasks.iter();
    let parents = tasks().map(|task| (&task.id, task.parent.as_slice())).collect();
    circles(look, "parent", &root("tasks"), &parents, found);
    let after = tasks().map(|task| (&task.id, task.after.as_slice())).collect();
    circles(look, "after", &root("tasks"), &after, found);
}

/// Reports the first member of every circle.
fn circles(
    look: &Look<'_>,
    through: &str,
    path: &Path,
    edges: &Vec<(&Id, &[Id])>,
    found: &mut Vec<Finding>,
) {
    let number_of: HashMap<&str, usize> =
        edges.iter().enumerate().map(|(number, (id, _))| (id.as_str(), number)).collect();
    // 0: not seen, 1: on the way, 2: done.
    let mut state = vec![0_u8; edges.len()];
    for start in 0..edges.len() {
        let mut stack = vec![(start, 0_usize)];
        while let Some((at, next)) = stack.pop() {
            let set = |state: &mut Vec<u8>, value| {
                if let Some(cell) = state.get_mut(at) {
                    *cell = value;
                }
            };
            if next == 0 {
                if state.get(at) != Some(&0) {
                    continue;
                }
                set(&mut state, 1);
            }
            let targets = edges.get(at).map(|(_, targets)| *targets).unwrap_or_default();
            let Some(target) = targets.get(next) else {
                set(&mut state, 2);
                continue;
            };
            stack.push((at, next + 1));
            let Some(target) = number_of.get(target.as_str()) else { continue };
            if state.get(*target) == Some(&1) {
                let id = edges.get(*target).map_or("", |(id, _)| id.as_str());
                let path = path.clone().index(*target).key(through);
                found.push(
                    look.found(&catalogue::REFERENCE_CYCLE, id, &path)
                        .value(id)
                        .with("through", format!("`{through}`")),
                );
            } else {
                stack.push((*target, 0));
            }
        }
    }
}

/// A key or a place in a list.
#[derive(Clone, Copy)]
enum At<'a> {
    Key(&'a str),
    Index(usize),
}

/// Looks through a value. `way` leads to it; only what is misspelt is worth a path.
fn misspelt<'a>(
    value: &'a Value,
    way: &mut Vec<At<'a>>,
    places: &mut Vec<(Path, &'a String, String)>,
) {
    match value {
        Value::String(text) if !text.is_ascii() => {
            let right: String = text.nfc().map(mend_eth).collect();
            if right != *text {
                let path = way.iter().fold(Path::default(), |path, at| match at {
                    At::Key(key) => path.key(key),
                    At::Index(index) => path.index(*index),
                });
                places.push((path, text, right));
            }
        }
        Value::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                way.push(At::Index(number));
                misspelt(item, way, places);
                way.pop();
            }
        }
        Value::Object(map) => {
            for (key, item) in map {
                way.push(At::Key(key));
                misspelt(item, way, places);
                way.pop();
            }
        }
        _ => {}
    }
}

/// Texts that are not in NFC, or in which Eth stands for Đ.
pub(super) fn spelling(look: &Look<'_>, found: &mut Vec<Finding>) {
    let mut places = Vec::new();
    misspelt(look.value, &mut Vec::new(), &mut places);
    for (path, text, right) in places {
        found.push(
            look.found(&catalogue::RECORD_NOT_NFC, &path.to_string(), &path)
                .value(text)
                .suggest(right),
        );
    }
}
