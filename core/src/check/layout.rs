//! What the columns of a file mean.

use super::CheckOptions;
use super::words::Role;
use crate::finding::{Finding, Place, catalogue};
use crate::framework::spec::IGNORED_COLUMN;
use crate::framework::{Framework, ItemId};
use crate::observe::Record;
use crate::text::{clean, suggest};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A column that is read.
#[derive(Debug, Clone)]
pub(super) struct ColumnOf {
    pub(super) index: usize,
    pub(super) name: Arc<str>,
}

/// The columns of a file by what they hold.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) width: usize,
    pub(super) names: Vec<Arc<str>>,
    pub(super) unit: ColumnOf,
    pub(super) period: Option<ColumnOf>,
    pub(super) name: Option<ColumnOf>,
    pub(super) layer: Option<ColumnOf>,
    pub(super) status: Option<ColumnOf>,
    pub(super) reported_on: Option<ColumnOf>,
    pub(super) exception: Option<ColumnOf>,
    pub(super) source: Option<ColumnOf>,
    pub(super) evidence: Option<ColumnOf>,
    pub(super) note: Option<ColumnOf>,
    /// Columns that may not be empty, unit, indicator, period and value included.
    pub(super) required: Vec<ColumnOf>,
    pub(super) body: Body,
    /// Column by column: whether it is that of an indicator in a wide file.
    in_cells: Vec<bool>,
}

/// The layouts of the tables of a file, one after another.
#[derive(Debug)]
pub(super) struct Layouts {
    pub(super) layout: Layout,
    next: OnceCell<Box<Self>>,
}

impl Layouts {
    pub(super) fn new(layout: Layout) -> Self {
        Self { layout, next: OnceCell::new() }
    }

    /// Keeps one more.
    pub(super) fn add(&self, layout: Layout) -> &Layout {
        let mut last = self;
        while let Some(next) = last.next.get() {
            last = next;
        }
        &last.next.get_or_init(|| Box::new(Self::new(layout))).layout
    }
}

/// The columns in which values stand.
#[derive(Debug, Default)]
pub(super) struct ValueColumns {
    long: Option<Arc<str>>,
    wide: BTreeMap<ItemId, Arc<str>>,
}

impl ValueColumns {
    /// Those of another table of the same file; what stood first stays.
    pub(super) fn extend(&mut self, other: Self) {
        self.long = self.long.take().or(other.long);
        for (item, name) in other.wide {
            self.wide.entry(item).or_insert(name);
        }
    }

    /// The column with the values of an indicator.
    pub(super) fn of(&self, item: ItemId) -> Option<Arc<str>> {
        self.long.clone().or_else(|| self.wide.get(&item).cloned())
    }
}

/// Long: one value a record. Wide: one indicator a column.
#[derive(Debug)]
pub(super) enum Body {
    Long { indicator: ColumnOf, value: ColumnOf },
    Wide { cells: Vec<(ColumnOf, ItemId)> },
}

/// What one header names.
#[derive(Clone, Copy, PartialEq)]
enum Meaning {
    Role(Role),
    Indicator(ItemId),
    /// Known, and not to be read.
    Ignored,
    Unknown,
}

impl Layout {
    /// The layout of a header, and what is wrong with it; none when the file cannot be read.
    pub(super) fn of(
        header: &Record,
        framework: &Framework,
        options: &CheckOptions,
        file: Option<&Arc<str>>,
    ) -> (Option<Self>, Vec<Finding>) {
        let place = || Place { line: Some(header.line()), ..Place::in_file(file.cloned()) };
        let names: Vec<Arc<str>> = names_in(header).map(Into::into).collect();
        let mut findings = Vec::new();
        for (name, field) in names.iter().zip(header.fields()) {
            if std::str::from_utf8(field).is_err() {
                findings.push(
                    Finding::new(&catalogue::INVALID_UTF8)
                        .at(place())
                        .column(name.clone())
                        .value(name.to_string()),
                );
            }
        }
        let named_role = |name: &str| mapped(name, framework, options);
        let item_of = |name: &str| find_indicator(framework, name);
        let has = |role: Role| {
            names.iter().any(|name| match named_role(name) {
                Some(mapped) => Role::of(&mapped) == Some(role),
                None => Role::of(name) == Some(role),
            })
        };
        let long_by_name = has(Role::Indicator) && has(Role::Value);
        let meaning = |name: &str| {
            if let Some(mapped) = named_role(name) {
                if mapped == IGNORED_COLUMN {
                    return Meaning::Ignored;
                }
                return match (Role::of(&mapped), item_of(&mapped)) {
                    (Some(role), _) => Meaning::Role(role),
                    (None, Some(item)) => Meaning::Indicator(item),
                    (None, None) => Meaning::Unknown,
                };
            }
            // In a long file no column is an indicator. In a wide one a code of the framework comes
            // before a word that may be anything: an indicator may well be called `year` or `source`.
            if let (true, Some(role)) = (long_by_name, Role::of(name)) {
                return Meaning::Role(role);
            }
            match (framework.find(name).filter(|id| is_indicator(framework, *id)), Role::of(name)) {
                (Some(item), _) => Meaning::Indicator(item),
                (None, Some(role)) => Meaning::Role(role),
                (None, None) => item_of(name).map_or(Meaning::Unknown, Meaning::Indicator),
            }
        };
        let meanings: Vec<Meaning> = names.iter().map(|name| meaning(name)).collect();
        let column =
            |index: usize| ColumnOf { index, name: names.get(index).cloned().unwrap_or_default() };
        let find = |role: Role, findings: &mut Vec<Finding>| {
            let mut indices = meanings
                .iter()
                .enumerate()
                .filter(|(_, meaning)| **meaning == Meaning::Role(role))
                .map(|(index, _)| index);
            let first = indices.next()?;
            if let Some(second) = indices.next() {
                findings.push(
                    Finding::new(&catalogue::DUPLICATE_COLUMN)
                        .at(place())
                        .column(column(second).name)
                        .with("column", role.name())
                        .with("first", &*column(first).name)
                        .with("second", &*column(second).name),
                );
            }
            Some(column(first))
        };
        let unit = find(Role::Unit, &mut findings);
        let indicator = find(Role::Indicator, &mut findings);
        let value = find(Role::Value, &mut findings);
        let period = find(Role::Period, &mut findings);
        let mut optional = |role| find(role, &mut findings);
        let (layer, status) = (optional(Role::Layer), optional(Role::Status));
        let (reported_on, name) = (optional(Role::ReportedOn), optional(Role::Name));
        let exception = optional(Role::Exception);
        // These are texts: of several the first is as good as any.
        let text = |role| meanings.iter().position(|m| *m == Meaning::Role(role)).map(column);
        let (source, evidence) = (text(Role::Source), text(Role::Evidence));
        let note = text(Role::Note);
        let long = indicator.is_some() || value.is_some();
        if !long {
            report_twins(framework, &meanings, &names, &place, &mut findings);
        }
        let cells: Vec<(ColumnOf, ItemId)> = meanings
            .iter()
            .enumerate()
            .filter_map(|(index, meaning)| match meaning {
                Meaning::Indicator(item) => Some((column(index), *item)),
                _ => None,
            })
            .collect();
        let mut nameless = false;
        for (name, meaning) in names.iter().zip(&meanings) {
            // Spreadsheets write hundreds of columns without a name; that is said once.
            if name.is_empty() && std::mem::replace(&mut nameless, true) {
                continue;
            }
            let read = match meaning {
                Meaning::Unknown => false,
                Meaning::Indicator(_) => !long,
                Meaning::Role(_) | Meaning::Ignored => true,
            };
            if !read {
                findings
                    .push(unknown_column(name, long, framework).at(place()).column(name.clone()));
            }
        }
        let found = names.join(", ");
        let mut missing = |name: &str| {
            findings.push(
                Finding::new(&catalogue::MISSING_COLUMN)
                    .at(place())
                    .with("column", name)
                    .with("found", found.as_str()),
            );
        };
        if unit.is_none() {
            missing("unit");
        }
        let body = match (indicator, value) {
            (Some(indicator), Some(value)) => Some(Body::Long { indicator, value }),
            (Some(_), None) => {
                missing("value");
                None
            }
            (None, Some(_)) => {
                missing("indicator");
                None
            }
            (None, None) if cells.is_empty() => {
                missing("indicator");
                missing("value");
                None
            }
            (None, None) => Some(Body::Wide { cells }),
        };
        let (Some(unit), Some(body)) = (unit, body) else { return (None, findings) };
        let mut required = vec![unit.clone()];
        if let Body::Long { indicator, value } = &body {
            required.extend([indicator.clone(), value.clone()]);
        }
        required.extend(period.clone());
        for wanted in &framework.spec().data.required {
            let index = names.iter().zip(&meanings).position(|(name, meaning)| {
                **name == **wanted
                    || Role::of(wanted).is_some_and(|role| *meaning == Meaning::Role(role))
            });
            match index {
                Some(index) if required.iter().all(|other| other.index != index) => {
                    required.push(column(index));
                }
                Some(_) => {}
                None => findings.push(
                    Finding::new(&catalogue::MISSING_COLUMN)
                        .at(place())
                        .with("column", wanted.as_str())
                        .with("found", found.as_str()),
                ),
            }
        }
        if let Body::Wide { cells } = &body {
            for (id, item, _) in framework.indicators() {
                if cells.iter().all(|(_, cell)| *cell != id)
                    && item.scored
                    && !item.parents.is_empty()
                {
                    findings.push(
                        Finding::new(&catalogue::ABSENT_INDICATOR)
                            .at(place())
                            .indicator(item.code.as_str()),
                    );
                }
            }
        }
        let mut in_cells = vec![false; names.len()];
        if let Body::Wide { cells } = &body {
            for (column, _) in cells {
                if let Some(cell) = in_cells.get_mut(column.index) {
                    *cell = true;
                }
            }
        }
        let layout = Self {
            in_cells,
            width: names.len(),
            names: names.clone(),
            unit,
            period,
            name,
            layer,
            status,
            reported_on,
            exception,
            source,
            evidence,
            note,
            required,
            body,
        };
        (Some(layout), findings)
    }

    /// The columns in which values stand.
    pub(super) fn value_columns(&self) -> ValueColumns {
        match &self.body {
            Body::Long { value, .. } => {
                ValueColumns { long: Some(value.name.clone()), wide: BTreeMap::new() }
            }
            Body::Wide { cells } => {
                let wide = cells.iter().map(|(column, item)| (*item, column.name.clone()));
                ValueColumns { long: None, wide: wide.collect() }
            }
        }
    }

    /// The columns that a rule of the framework may ask for, by the name of their role or as the
    /// header has it.
    pub(super) fn fields(&self) -> Vec<(String, usize)> {
        let main = [Role::Unit, Role::Indicator, Role::Period, Role::Value, Role::Layer];
        let named = self.names.iter().enumerate().filter(|(index, name)| {
            !name.is_empty() && !self.is_cell(*index) && *index != self.unit.index
        });
        named
            .filter_map(|(index, name)| match Role::of(name) {
                Some(role) if main.contains(&role) => None,
                Some(role) => Some((role.name().to_owned(), index)),
                None => Some((name.to_string(), index)),
            })
            .collect()
    }

    /// Whether a column holds the values of an indicator.
    pub(super) fn is_cell(&self, index: usize) -> bool {
        self.in_cells.get(index) == Some(&true)
    }
}

/// The names that stand in a header, tidy.
pub(super) fn names_in(header: &Record) -> impl Iterator<Item = String> + '_ {
    header.fields().map(|field| clean(&String::from_utf8_lossy(field)).into_owned())
}

/// What a run or a framework says that a column is.
pub(super) fn mapped(name: &str, framework: &Framework, options: &CheckOptions) -> Option<String> {
    let find = |columns: &indexmap::IndexMap<String, String>| {
        columns.iter().find(|(from, _)| *clean(from) == *name).map(|(_, to)| to.clone())
    };
    find(&options.columns).or_else(|| find(&framework.spec().data.columns))
}

fn is_indicator(framework: &Framework, id: ItemId) -> bool {
    framework.item(id).is_some_and(|item| item.indicator().is_some())
}

/// An indicator by its code or by its exact name, where only one has it.
pub(super) fn find_indicator(framework: &Framework, written: &str) -> Option<ItemId> {
    framework.find(written).filter(|id| is_indicator(framework, *id)).or_else(|| {
        let mut named = framework.indicators().filter(|(_, item, _)| {
            item.name.as_ref().is_some_and(|name| name.spellings().any(|s| s == written))
        });
        let (id, ..) = named.next()?;
        named.next().is_none().then_some(id)
    })
}

/// Two columns of one indicator.
fn report_twins(
    framework: &Framework,
    meanings: &[Meaning],
    names: &[Arc<str>],
    place: &dyn Fn() -> Place,
    findings: &mut Vec<Finding>,
) {
    for (second, meaning) in meanings.iter().enumerate() {
        let Meaning::Indicator(id) = meaning else { continue };
        let Some(item) = framework.item(*id) else { continue };
        let first = meanings.iter().position(|other| other == meaning).unwrap_or(second);
        if let (true, Some(first), Some(second)) =
            (first < second, names.get(first), names.get(second))
        {
            findings.push(
                Finding::new(&catalogue::DUPLICATE_COLUMN)
                    .at(place())
                    .column(second.clone())
                    .indicator(item.code.as_str())
                    .with("column", item.code.as_str())
                    .with("first", &**first)
                    .with("second", &**second),
            );
        }
    }
}

fn unknown_column(name: &str, long: bool, framework: &Framework) -> Finding {
    let codes = framework.indicators().map(|(_, item, _)| item.code.as_str());
    let mut names: Vec<&str> = if long { Vec::new() } else { codes.collect() };
    names.extend(Role::ALL.into_iter().map(|role| -> &str { role.name() }));
    Finding::new(&catalogue::UNKNOWN_COLUMN).value(name).suggest_if(suggest(name, names))
}
