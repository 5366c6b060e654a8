//! What has to be looked at in the records of a file, worked out once.

use super::calendar::{KINDS, Slot, YEARS};
use super::codes::Codes;
use crate::check::layout::{Body, Layout, find_indicator};
use crate::check::words::STATUSES;
use crate::check::{custom, value};
use crate::framework::spec::Scale;
use crate::framework::{Framework, Indicator, Item, ItemId};
use crate::number::NumberFormat;
use crate::period::{Frequency, Period};
use foldhash::fast::FixedState;
use std::collections::HashMap;

/// How a file is checked: columns by what they hold, indicators by what their values may be.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) width: usize,
    pub(super) unit: usize,
    /// The column of periods, or the period of all records.
    pub(super) period: Result<usize, Slot>,
    pub(super) layer: Option<usize>,
    pub(super) date: Option<usize>,
    /// Whether the date may be missing.
    pub(super) date_may_miss: bool,
    /// Columns that have to hold something, beside those that are read anyway.
    pub(super) filled: Vec<usize>,
    /// A column that has to be empty.
    pub(super) empty: Option<usize>,
    pub(super) shape: Shape,
    pub(super) items: Codes,
    /// By number of the item.
    pub(super) rules: Vec<ValueRule>,
    /// The closed lists of items that have one.
    pub(super) words: HashMap<u32, Words, FixedState>,
    pub(super) numbers: NumberFormat,
    /// The decimal mark; none where what may be ambiguous is left to the reader that knows.
    pub(super) mark: u8,
    /// First and last day of every unit, where units come and go.
    pub(super) spans: Option<Vec<(u32, u32)>>,
    /// Whether values are wanted, or only keys.
    pub(super) values: bool,
}

#[derive(Debug)]
pub(super) enum Shape {
    Long { indicator: usize, value: usize },
    Wide { cells: Vec<Cell> },
}

/// A column of a wide file.
#[derive(Debug)]
pub(super) struct Cell {
    pub(super) column: usize,
    pub(super) item: u32,
    /// Whether it may not be empty.
    pub(super) required: bool,
}

/// The words of a closed list, with what they stand for.
pub(super) type Words = HashMap<Box<[u8]>, f64, FixedState>;

/// What the values of an item may be; nothing for what is no indicator.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ValueRule {
    low: f64,
    high: f64,
    /// Bit by bit, the kinds of period.
    kinds: u32,
    whole: bool,
    /// Whether there is a closed list.
    pub(super) worded: bool,
}

impl Plan {
    /// The plan for a file, if its records can be judged by one; whatever a plan does not know has
    /// to be looked at record by record.
    pub(super) fn of(
        layout: &Layout,
        framework: &Framework,
        numbers: NumberFormat,
        default_period: Option<Period>,
        values: bool,
    ) -> Option<Self> {
        if custom::over_rows(framework) {
            return None;
        }
        let period = match &layout.period {
            Some(column) => Ok(column.index),
            None => Err(Slot::of(default_period)?),
        };
        let rules = framework.items().iter();
        let rules = rules.map(|item| item.indicator().map(ValueRule::of).unwrap_or_default());
        let words = framework.indicators().filter_map(|(id, item, _)| {
            let words = words(item, item.indicator()?);
            Some((id.index() as u32, words?))
        });
        let read = |column: usize| match &layout.body {
            Body::Long { indicator, value } => [indicator.index, value.index].contains(&column),
            Body::Wide { .. } => false,
        };
        let filled = layout.required.iter().map(|column| column.index);
        let shape = match &layout.body {
            Body::Long { indicator, value } => {
                Shape::Long { indicator: indicator.index, value: value.index }
            }
            Body::Wide { cells } => {
                let cells: Vec<Cell> = cells
                    .iter()
                    .map(|(column, item)| Cell {
                        column: column.index,
                        item: item.index() as u32,
                        required: is_required(framework, *item),
                    })
                    .collect();
                let mut items: Vec<u32> = cells.iter().map(|cell| cell.item).collect();
                items.sort_unstable();
                if items.windows(2).any(|pair| pair.first() == pair.last()) {
                    return None;
                }
                Shape::Wide { cells }
            }
        };
        let date = layout.reported_on.as_ref().map(|column| column.index);
        let plan = Self {
            width: layout.width,
            unit: layout.unit.index,
            period,
            layer: layout.layer.as_ref().map(|column| column.index),
            date,
            date_may_miss: layout.required.iter().all(|column| Some(column.index) != date),
            filled: filled
                .filter(|column| {
                    !read(*column)
                        && ![Some(layout.unit.index), period.ok(), date].contains(&Some(*column))
                })
                .collect(),
            empty: layout.exception.as_ref().map(|column| column.index),
            shape,
            items: items(framework),
            rules: rules.collect(),
            words: words.collect(),
            numbers,
            mark: match numbers {
                NumberFormat::En => b'.',
                NumberFormat::Vi => b',',
                NumberFormat::Auto => 0,
            },
            spans: spans(framework),
            values,
        };
        // A repeated header must not pass for a record.
        let header = layout.unit.name.as_bytes();
        (framework.register().find_exact(&String::from_utf8_lossy(header), None).is_none())
            .then_some(plan)
    }

    /// How many cells of keys one layer takes.
    pub(super) fn cells_per_layer(&self) -> u32 {
        self.rules.len() as u32 * KINDS * YEARS
    }
}

fn is_required(framework: &Framework, item: ItemId) -> bool {
    let indicator = framework.item(item).and_then(Item::indicator);
    indicator.is_some_and(|indicator| indicator.required == Some(true))
}

/// Indicators by their codes and by the names that only one has.
fn items(framework: &Framework) -> Codes {
    let mut codes = Codes::default();
    for (id, item, _) in framework.indicators() {
        codes.insert(item.code.as_str().as_bytes(), id.index() as u32);
        for name in item.name.iter().flat_map(|name| name.spellings()) {
            if let Some(found) = find_indicator(framework, name) {
                codes.insert(name.as_bytes(), found.index() as u32);
            }
        }
    }
    codes
}

/// When units existed; none where all have always existed.
fn spans(framework: &Framework) -> Option<Vec<(u32, u32)>> {
    use chrono::Datelike;
    let register = framework.register();
    if register.is_open() || register.is_timeless() {
        return None;
    }
    let code = |date: chrono::NaiveDate| {
        u32::try_from(date.year()).unwrap_or(0) * 10_000 + date.month() * 100 + date.day()
    };
    let spans = register
        .units()
        .iter()
        .map(|unit| (unit.valid_from.map_or(0, code), unit.valid_to.map_or(u32::MAX, code)));
    Some(spans.collect())
}

/// The words of an indicator, where it has a closed list.
fn words(item: &Item, indicator: &Indicator) -> Option<Words> {
    let words: Vec<&str> = match indicator.scale {
        Scale::Status => STATUSES.iter().flat_map(|(_, words)| words.iter().copied()).collect(),
        scale if scale.is_worded() => {
            let mut words = vec!["có", "không", "yes", "no", "Có", "Không", "1", "0"];
            words.extend(indicator.options.iter().map(|option| option.code.as_str()));
            words
        }
        _ => return None,
    };
    let words = words.into_iter().filter_map(|word| {
        let reading = value::read(word, item, indicator, NumberFormat::En);
        let number = reading.number.filter(|_| reading.finding.is_none())?;
        Some((word.as_bytes().into(), number))
    });
    Some(words.collect())
}

impl ValueRule {
    fn of(indicator: &Indicator) -> Self {
        Self {
            kinds: match indicator.frequency {
                Frequency::Any => 0b11111,
                Frequency::Year => 0b00011,
                Frequency::Half => 0b00101,
                Frequency::Quarter => 0b01001,
                Frequency::Month => 0b10001,
                _ => 0b00001,
            },
            low: indicator.range.min.unwrap_or(f64::NEG_INFINITY),
            high: indicator.range.max.unwrap_or(f64::INFINITY),
            whole: matches!(indicator.scale, Scale::Count | Scale::Rank),
            worded: matches!(indicator.scale, Scale::Status) || indicator.scale.is_worded(),
        }
    }

    /// Whether periods of a kind fit.
    #[inline(always)]
    pub(super) fn fits(&self, slot: Slot) -> bool {
        self.kinds >> slot.kind & 1 == 1
    }

    /// Whether a number is within its bounds.
    #[inline(always)]
    pub(super) fn allows(&self, number: f64) -> bool {
        number >= self.low && number <= self.high && !(self.whole && number.fract() != 0.0)
    }
}
