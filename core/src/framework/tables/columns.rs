//! What the columns of a table stand for.

use super::file::Table;
use super::{Key, Source, fault_of};
use crate::finding::{Finding, Findings, Place, catalogue};
use crate::framework::lint::both;
use crate::framework::spec::IGNORED_COLUMN;
use crate::text::{clean, fold, suggest};
use std::sync::Arc;

/// How sure it is that a column stands for a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Match {
    Alias,
    Name,
    Mapped,
}

/// The meaning of every column.
pub(super) struct Columns {
    /// Column by column: the key, or the name of an attribute.
    pub(super) meanings: Vec<Meaning>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Meaning {
    Key(&'static str),
    Attribute(String),
    /// Known, and not to be read: mapped to [`IGNORED_COLUMN`].
    Ignored,
    Unknown,
}

impl Columns {
    /// `None` when there is no column of codes. With `open_ended` columns of other names are
    /// attributes.
    pub(super) fn of(
        table: &Table,
        source: &Source<'_>,
        keys: &'static [Key],
        open_ended: bool,
        findings: &mut Findings,
    ) -> Option<Self> {
        let header: Vec<_> = table.header.iter().map(|name| clean(name)).collect();
        let header_place = || {
            let mut place = Place::in_file(Some(table.file.clone()));
            place.line = Some(1);
            place
        };
        source.check_mapping(&header, keys, open_ended, findings);

        let mut best: Vec<Option<(&'static str, Match)>> =
            header.iter().map(|name| key_of(name, source, keys)).collect();
        for (key, _) in keys {
            let of_key = |found: &Option<(&'static str, Match)>| {
                found.filter(|(other, _)| other == key).map(|(_, how)| how)
            };
            let Some(surest) = best.iter().filter_map(of_key).max() else { continue };
            let mut taken: Option<usize> = None;
            for (number, found) in best.iter_mut().enumerate() {
                let Some(how) = of_key(found) else { continue };
                match taken {
                    None if how == surest => taken = Some(number),
                    // Two columns of the same name, or two that are both mapped: which is meant?
                    Some(first) if how == surest && (how > Match::Alias || !open_ended) => {
                        let name = |number: usize| table.header.get(number).map_or("", |n| n);
                        let (one, two) = (name(first), name(number));
                        findings.push(fault_of(
                            source.table.file(),
                            header_place(),
                            both(
                                format!("cột `{one}` và cột `{two}` cùng là `{key}`"),
                                format!("columns `{one}` and `{two}` both stand for `{key}`"),
                            ),
                        ));
                        *found = None;
                    }
                    _ => *found = None,
                }
            }
        }
        let meanings: Vec<Meaning> = best
            .into_iter()
            .zip(&header)
            .map(|(found, name)| match found {
                Some((key, _)) => Meaning::Key(key),
                None if source.table.key_of(name) == Some(IGNORED_COLUMN) => Meaning::Ignored,
                None if open_ended && !name.is_empty() => Meaning::Attribute(
                    source.table.key_of(name).map_or_else(|| name.to_string(), str::to_owned),
                ),
                None => Meaning::Unknown,
            })
            .collect();
        for (number, meaning) in meanings.iter().enumerate() {
            if let Meaning::Attribute(name) = meaning
                && meanings.iter().take(number).any(|earlier| earlier == meaning)
            {
                let detail =
                    both(format!("có hai cột `{name}`"), format!("there are two columns `{name}`"));
                findings.push(fault_of(source.table.file(), header_place(), detail));
            }
        }
        if !meanings.contains(&Meaning::Key("code")) {
            findings.push(
                fault_of(
                    source.table.file(),
                    header_place(),
                    both("không có cột mã (`code`)", "no column holds the codes (`code`)"),
                )
                .suggest_if(suggest("code", header.iter().map(|name| &**name))),
            );
            return None;
        }
        Some(Self { meanings })
    }

    /// The number of the column that stands for a key.
    pub(super) fn number(&self, key: &str) -> Option<usize> {
        self.meanings.iter().position(|one| matches!(one, Meaning::Key(other) if *other == key))
    }

    /// The header of every key, by the path that lint rules know the key by.
    pub(super) fn headers(
        &self,
        table: &Table,
        paths: &[(&'static str, &'static str)],
    ) -> Vec<(String, Arc<str>)> {
        let named = self.meanings.iter().zip(&table.header);
        named
            .filter_map(|(meaning, header)| {
                let Meaning::Key(key) = meaning else { return None };
                let path =
                    paths.iter().find(|(name, _)| name == key).map_or(*key, |(_, path)| path);
                Some((path.to_owned(), clean(header).into()))
            })
            .collect()
    }

    /// One warning for every column that has a meaning for nobody.
    pub(super) fn report_unused(&self, table: &Table, keys: &[Key], findings: &mut Findings) {
        for (number, (meaning, header)) in self.meanings.iter().zip(&table.header).enumerate() {
            let filled = |record: &super::file::Record| {
                record.fields.get(number).is_some_and(|cell| !cell.trim().is_empty())
            };
            let unnamed = header.trim().is_empty();
            if *meaning != Meaning::Unknown || (unnamed && !table.records.iter().any(filled)) {
                continue;
            }
            let mut place = Place::in_file(Some(table.file.clone()));
            place.line = Some(1);
            place.column = Some(clean(header).into());
            let names = keys
                .iter()
                .flat_map(|(key, aliases)| [*key].into_iter().chain(aliases.iter().copied()));
            findings.push(
                Finding::new(&catalogue::TABLE_COLUMN)
                    .at(place)
                    .value(header.as_str())
                    .suggest_if(suggest(header, names)),
            );
        }
    }
}

fn key_of(name: &str, source: &Source<'_>, keys: &'static [Key]) -> Option<(&'static str, Match)> {
    let lowered = name.to_lowercase();
    if let Some(mapped) = source.table.key_of(name) {
        let key = keys.iter().find(|(key, _)| *key == mapped)?;
        return Some((key.0, Match::Mapped));
    }
    if let Some((key, _)) = keys.iter().find(|(key, _)| *key == lowered) {
        return Some((key, Match::Name));
    }
    let folded = fold(name);
    if folded.is_empty() {
        return None;
    }
    let is_alias = |(_, aliases): &&Key| aliases.iter().any(|alias| fold(alias) == folded);
    keys.iter().find(is_alias).map(|(key, _)| (*key, Match::Alias))
}

impl Source<'_> {
    /// That the columns named by the framework exist, and that they are said to be something.
    fn check_mapping(
        &self,
        header: &[std::borrow::Cow<'_, str>],
        keys: &[Key],
        open_ended: bool,
        findings: &mut Findings,
    ) {
        let crate::framework::spec::TableSpec::Mapped(mapped) = self.table else { return };
        for (column, key) in &mapped.columns {
            if header.iter().all(|name| name != column) {
                let detail = both(
                    format!("không có cột `{column}`"),
                    format!("there is no column `{column}`"),
                );
                findings.push(
                    fault_of(self.table.file(), self.place(&["columns", column]), detail)
                        .value(column.as_str())
                        .suggest_if(suggest(column, header.iter().map(|name| &**name))),
                );
            }
            if !open_ended && key != IGNORED_COLUMN && keys.iter().all(|(known, _)| known != key) {
                let detail = both(
                    format!("`{key}` không phải là một cột của bảng chỉ tiêu"),
                    format!("`{key}` is no column of a table of indicators"),
                );
                findings.push(
                    fault_of(self.table.file(), self.place(&["columns", column]), detail)
                        .value(key.as_str())
                        .suggest_if(suggest(key, keys.iter().map(|(known, _)| *known))),
                );
            }
        }
    }
}
