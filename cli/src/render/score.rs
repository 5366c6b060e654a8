//! Scores and ranks as tables, one a period.

use super::number;
use super::style::BOLD;
use super::table::{Cell, Column, Table, tell_left_out};
use super::text::wrap;
use crate::locale::{self, say};
use crate::session::Session;
use chuan::framework::{Framework, ItemId};
use chuan::period::Period;
use chuan::score::{PeriodScores, Scorecard};
use chuan::text::Lang;
use std::io::{self, Write};

/// What is shown of a scorecard.
pub(crate) struct View<'a> {
    /// The framework.
    pub(crate) framework: &'a Framework,
    /// The scores.
    pub(crate) card: &'a Scorecard,
    /// Only this period.
    pub(crate) period: Option<Period>,
    /// Only this item, and what is below it.
    pub(crate) node: Option<ItemId>,
    /// What stands right beside the main item.
    pub(crate) beside: Vec<ItemId>,
}

impl View<'_> {
    /// The periods that are shown.
    pub(crate) fn periods(&self) -> impl Iterator<Item = &PeriodScores> {
        let wanted =
            |scores: &&PeriodScores| self.period.is_none() || scores.period() == self.period;
        self.card.periods().iter().filter(wanted)
    }

    /// The items that are shown, nodes first.
    pub(crate) fn items(&self) -> Vec<ItemId> {
        match self.node {
            None => self.framework.iter().map(|(id, _)| id).collect(),
            Some(node) => {
                let mut items = self.framework.descendants(node);
                items.push(node);
                items.sort();
                items
            }
        }
    }

    /// The item that stands first: the one asked for, the one that is ranked first, or the total.
    pub(crate) fn main(&self) -> Option<ItemId> {
        let ranked = || self.framework.find(self.framework.rankings().first()?.node.as_str());
        let is_total = |id: &ItemId| {
            let item = self.framework.item(*id);
            item.is_some_and(|item| item.scored && item.node().is_some_and(|node| !node.view))
        };
        let roots = || self.framework.roots().map(|(id, _)| id);
        self.node.or_else(ranked).or_else(|| roots().find(is_total)).or_else(|| roots().next())
    }

    /// Numbers of the units of a period, by rank, then by code.
    pub(crate) fn units(&self, scores: &PeriodScores) -> Vec<usize> {
        let mut units = scores.units().to_vec();
        let main = self.main();
        let rank = |unit: usize| main.and_then(|main| scores.rank(main, unit)).unwrap_or(f64::MAX);
        let code = |unit: usize| self.card.units().get(unit).map(|unit| &unit.code);
        units.sort_by(|a, b| rank(*a).total_cmp(&rank(*b)).then_with(|| code(*a).cmp(&code(*b))));
        units
    }

    /// The other items with a column: parts of the main one, what else is ranked, views.
    fn others(&self, main: ItemId, scores: &PeriodScores) -> Vec<ItemId> {
        let framework = self.framework;
        let children = framework.item(main).map(|item| item.children.as_slice());
        let mut items = self.beside.clone();
        items.extend(children.unwrap_or_default().iter().map(|child| child.item));
        if self.node.is_none() {
            items.extend(scores.rankings().iter().map(|ranking| ranking.node));
            items.extend(framework.roots().map(|(id, _)| id));
        }
        let mut shown = Vec::with_capacity(items.len());
        for id in items {
            if id != main && !shown.contains(&id) && scores.shown(id).present() > 0 {
                shown.push(id);
            }
        }
        shown
    }
}

/// Writes a table for each period.
pub(crate) fn write(view: &View<'_>, session: &Session, out: &mut dyn Write) -> io::Result<()> {
    title(view.framework, session, out)?;
    let mut any = false;
    for scores in view.periods() {
        writeln!(out)?;
        period(view, scores, session, out)?;
        any = true;
    }
    if !any {
        writeln!(out, "{}", locale::NOTHING_OBSERVED.get(session.lang))?;
    }
    Ok(())
}

/// Writes what the framework is called.
pub(crate) fn title(
    framework: &Framework,
    session: &Session,
    out: &mut dyn Write,
) -> io::Result<()> {
    let lang = session.lang;
    let title = format!("{} · {}", framework.spec().title.get(lang), framework.label());
    let lines = wrap(&title, session.width, 2);
    lines.iter().try_for_each(|line| writeln!(out, "{BOLD}{line}{BOLD:#}"))
}

/// A period and how many units there are, in words.
pub(crate) fn heading(period: Option<Period>, units: usize, lang: Lang) -> String {
    let period = match period {
        Some(period) => say(locale::PERIOD, lang, &[("period", &period.words(lang))]),
        None => locale::NO_PERIOD.get(lang).to_owned(),
    };
    let template = if units == 1 { locale::ONE_UNIT } else { locale::UNITS_COUNT };
    let units = say(template, lang, &[("n", &number::count(units as u64, lang))]);
    format!("{period} · {units}")
}

fn period(
    view: &View<'_>,
    scores: &PeriodScores,
    session: &Session,
    out: &mut dyn Write,
) -> io::Result<()> {
    let lang = session.lang;
    let units = view.units(scores);
    writeln!(out, "{}", heading(scores.period(), units.len(), lang))?;
    let Some(main) = view.main() else { return Ok(()) };
    let others = view.others(main, scores);
    let ranked = |id: ItemId| scores.rankings().iter().any(|ranking| ranking.node == id);
    let label = |id| view.framework.item(id).map_or("", |item| item.label(lang));

    let mut columns = Vec::new();
    if ranked(main) {
        columns.push(Column::numbers(locale::RANK.get(lang)));
    }
    columns.push(Column::words(locale::UNIT.get(lang)));
    columns.push(Column::words(locale::NAME.get(lang)));
    columns.push(Column::numbers(label(main)));
    for id in &others {
        columns.push(Column::numbers(label(*id)).optional());
        if ranked(*id) {
            let header = say(locale::RANK_BY, lang, &[("name", label(*id))]);
            columns.push(Column::numbers(header).optional());
        }
    }

    let mut table = Table::new(columns);
    let decimals = |id| decimals(view.framework, scores, id, &units);
    let shown: Vec<(ItemId, usize)> =
        std::iter::once(main).chain(others).map(|id| (id, decimals(id))).collect();
    for unit in &units {
        let Some(register) = view.card.units().get(*unit) else { continue };
        let rank = |id| Cell::from(number::show(scores.rank(id, *unit), None, lang));
        let mut cells = Vec::new();
        if ranked(main) {
            cells.push(rank(main));
        }
        cells.push(register.code.as_str().into());
        cells.push(register.name.as_ref().map_or("", |name| name.get(lang)).into());
        for (id, decimals) in &shown {
            let score = scores.shown(*id).get(*unit);
            cells.push(number::show(score, Some(*decimals), lang).into());
            if *id != main && ranked(*id) {
                cells.push(rank(*id));
            }
        }
        table.row(cells);
    }
    let left_out = table.write(session.width, out)?;
    tell_left_out(&left_out, session, out)?;
    Ok(())
}

/// The decimals of a column: those of the rounding, or as many as its numbers need.
pub(crate) fn decimals(
    framework: &Framework,
    scores: &PeriodScores,
    id: ItemId,
    units: &[usize],
) -> usize {
    let item = framework.item(id);
    match item.and_then(|item| item.node()).and_then(|node| node.rounding) {
        Some(rounding) => usize::try_from(rounding.digits).unwrap_or(0),
        None => {
            let column = scores.shown(id);
            number::decimals_of(units.iter().filter_map(|unit| column.get(*unit)))
        }
    }
}
