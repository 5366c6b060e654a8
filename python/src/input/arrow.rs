//! Batches of other libraries as records.

use super::cell;
use crate::run::Control;
use arrow_array::cast::AsArray;
use arrow_array::types::{Float32Type, Float64Type, Int64Type};
use arrow_array::{Array, ArrayRef, Float32Array, Float64Array, LargeStringArray, RecordBatch};
use arrow_array::{Int32Array, RecordBatchReader, StringArray};
use arrow_cast::cast;
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use arrow_schema::{ArrowError, DataType, Field, SchemaRef};
use chuan::number::NumberFormat;
use chuan::observe::{Record, Records, TextRecords};
use std::cell::RefCell;
use std::io;
use std::rc::Rc;
use std::sync::Arc;

type Reader = Box<dyn RecordBatchReader + Send>;
type Fault = Rc<RefCell<Option<String>>>;

/// Records of a stream of batches.
pub(super) struct ArrowRecords<'c> {
    records: TextRecords<Rows<'c>>,
    fault: Fault,
}

impl<'c> ArrowRecords<'c> {
    pub(super) fn new(reader: Reader, numbers: NumberFormat, control: &'c Control) -> Self {
        let schema = reader.schema();
        let columns: Vec<usize> =
            (0..schema.fields().len()).filter(|i| !is_index(schema.field(*i))).collect();
        let header = columns.iter().map(|i| schema.field(*i).name().clone()).collect();
        let fault = Fault::default();
        let rows = Rows {
            reader,
            schema,
            columns,
            numbers,
            control,
            batch: Vec::new(),
            row: 0,
            height: 0,
            fault: fault.clone(),
        };
        Self { records: TextRecords::new(header, rows), fault }
    }
}

/// The index that pandas adds without being asked is no column.
fn is_index(field: &Field) -> bool {
    field.name().starts_with("__index_level_") && field.name().ends_with("__")
}

impl Records for ArrowRecords<'_> {
    fn header(&mut self) -> io::Result<Option<Record>> {
        self.records.header()
    }

    fn next(&mut self, record: &mut Record) -> io::Result<bool> {
        let any = self.records.next(record)?;
        match self.fault.take() {
            None => Ok(any),
            Some(fault) => Err(io::Error::other(fault)),
        }
    }
}

/// The rows of a stream as texts; it ends at the first fault, which is put aside.
struct Rows<'c> {
    reader: Reader,
    schema: SchemaRef,
    columns: Vec<usize>,
    numbers: NumberFormat,
    control: &'c Control,
    batch: Vec<Texts>,
    row: usize,
    height: usize,
    fault: Fault,
}

impl Rows<'_> {
    fn fetch(&mut self) -> Result<bool, ArrowError> {
        while self.row >= self.height {
            if self.control.is_cancelled() {
                return Ok(false);
            }
            let Some(batch) = self.reader.next() else { return Ok(false) };
            self.open(&batch?)?;
        }
        Ok(true)
    }

    fn open(&mut self, batch: &RecordBatch) -> Result<(), ArrowError> {
        (self.row, self.height) = (0, batch.num_rows());
        let columns = self.columns.iter().filter_map(|i| Some((*i, batch.columns().get(*i)?)));
        self.batch = columns
            .map(|(i, array)| Texts::of(array, self.schema.field(i)))
            .collect::<Result<_, _>>()?;
        Ok(())
    }
}

impl Iterator for Rows<'_> {
    type Item = Vec<Option<String>>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.fetch() {
            Ok(true) => {}
            Ok(false) => return None,
            Err(error) => {
                self.fault.replace(Some(error.to_string()));
                return None;
            }
        }
        let row = self.batch.iter().map(|texts| texts.get(self.row, self.numbers)).collect();
        self.row += 1;
        Some(row)
    }
}

/// A column of one batch, ready to be read as text.
enum Texts {
    Empty,
    Text(LargeStringArray),
    /// Whole numbers and exact decimals.
    Number(LargeStringArray),
    Time(LargeStringArray),
    Double(Float64Array),
    Single(Float32Array),
}

impl Texts {
    fn of(array: &ArrayRef, field: &Field) -> Result<Self, ArrowError> {
        if let Some(frequency) = pandas_period(field) {
            return periods(array, &frequency).map(Self::Text);
        }
        let text = || -> Result<LargeStringArray, ArrowError> {
            Ok(cast(array, &DataType::LargeUtf8)?.as_string::<i64>().clone())
        };
        Ok(match array.data_type() {
            DataType::Null => Self::Empty,
            DataType::Dictionary(_, inner) => return Self::of(&cast(array, inner)?, field),
            DataType::RunEndEncoded(_, inner) => {
                return Self::of(&cast(array, inner.data_type())?, field);
            }
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Boolean => {
                Self::Text(text()?)
            }
            DataType::Float64 => Self::Double(array.as_primitive::<Float64Type>().clone()),
            DataType::Float32 => Self::Single(array.as_primitive::<Float32Type>().clone()),
            DataType::Float16 => {
                let wider = cast(array, &DataType::Float32)?;
                Self::Single(wider.as_primitive::<Float32Type>().clone())
            }
            DataType::Date32 | DataType::Date64 | DataType::Timestamp(..) => Self::Time(text()?),
            kind if kind.is_numeric() => Self::Number(text()?),
            _ => Self::Text(displayed(array)?),
        })
    }

    fn get(&self, row: usize, numbers: NumberFormat) -> Option<String> {
        let text = |array: &LargeStringArray| {
            (row < array.len() && array.is_valid(row)).then(|| array.value(row).to_owned())
        };
        match self {
            Self::Empty => None,
            Self::Text(array) => text(array),
            Self::Number(array) => text(array).map(|plain| cell::localise(plain, numbers)),
            Self::Time(array) => text(array).map(|time| cell::date(&time)),
            Self::Double(array) => (row < array.len() && array.is_valid(row))
                .then(|| cell::double(array.value(row)))
                .flatten()
                .map(|plain| cell::localise(plain, numbers)),
            Self::Single(array) => (row < array.len() && array.is_valid(row))
                .then(|| cell::single(array.value(row)))
                .flatten()
                .map(|plain| cell::localise(plain, numbers)),
        }
    }
}

/// Columns of lists, bytes and the like: no observation, but perhaps a column that nobody reads.
fn displayed(array: &ArrayRef) -> Result<LargeStringArray, ArrowError> {
    let options = FormatOptions::default();
    let formatter = ArrayFormatter::try_new(array, &options)?;
    let texts = (0..array.len()).map(|row| {
        if array.is_null(row) {
            return Ok(None);
        }
        formatter.value(row).try_to_string().map(Some)
    });
    texts.collect()
}

/// The frequency of a column of pandas periods, which come as numbers counted from 1970.
fn pandas_period(field: &Field) -> Option<String> {
    let metadata = field.metadata();
    if metadata.get("ARROW:extension:name")? != "pandas.period" {
        return None;
    }
    // {"freq": "Q-DEC"}
    let json = metadata.get("ARROW:extension:metadata")?;
    let value: serde_json::Value = serde_json::from_str(json).ok()?;
    Some(value.get("freq")?.as_str()?.to_owned())
}

fn periods(array: &ArrayRef, frequency: &str) -> Result<LargeStringArray, ArrowError> {
    let ordinals = cast(array, &DataType::Int64)?;
    let ordinals = ordinals.as_primitive::<Int64Type>();
    let year_and_part = |ordinal: i64, parts: i64| {
        (1970 + ordinal.div_euclid(parts), ordinal.rem_euclid(parts) + 1)
    };
    let write = |ordinal: i64| match frequency {
        "Q-DEC" | "QE-DEC" => {
            let (year, quarter) = year_and_part(ordinal, 4);
            format!("{year}-Q{quarter}")
        }
        "M" | "ME" => {
            let (year, month) = year_and_part(ordinal, 12);
            format!("{year}-{month:02}")
        }
        _ => (1970 + ordinal).to_string(),
    };
    match frequency {
        "Y" | "Y-DEC" | "YE-DEC" | "A-DEC" | "Q-DEC" | "QE-DEC" | "M" | "ME" => {
            Ok(ordinals.iter().map(|ordinal| ordinal.map(write)).collect())
        }
        "D" => {
            let days = cast(array, &DataType::Int64)?;
            let days: Int32Array = days
                .as_primitive::<Int64Type>()
                .iter()
                .map(|day| day.and_then(|day| i32::try_from(day).ok()))
                .collect();
            let days: ArrayRef = Arc::new(days);
            let dates: StringArray =
                cast(&cast(&days, &DataType::Date32)?, &DataType::Utf8)?.as_string::<i32>().clone();
            Ok(dates.iter().collect())
        }
        _ => Err(ArrowError::NotYetImplemented(format!(
            "pandas periods of frequency {frequency}: convert the column with .astype(str)"
        ))),
    }
}
