//! A list of dicts as records.

use super::cell;
use chuan::number::NumberFormat;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyDictMethods, PyFloat, PyInt, PyString};
use std::collections::HashMap;

/// Rows read from Python objects.
pub(super) struct Rows {
    header: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

#[derive(Clone)]
enum Cell {
    Empty,
    Text(String),
    /// A number with a decimal point, or none.
    Number(String),
}

impl Rows {
    /// The columns are the keys of all dicts, in the order in which they are first seen.
    pub(super) fn of(members: &[Bound<'_, PyAny>]) -> PyResult<Self> {
        Self::with_header(Vec::new(), members)
    }

    /// The columns are known, even when there is no row.
    pub(super) fn with_header(header: Vec<String>, members: &[Bound<'_, PyAny>]) -> PyResult<Self> {
        let mut places: HashMap<String, usize> =
            header.iter().enumerate().map(|(place, name)| (name.clone(), place)).collect();
        let mut all = Self { header, rows: Vec::with_capacity(members.len()) };
        for member in members {
            let dict = member.cast::<PyDict>()?;
            let mut row = vec![Cell::Empty; all.header.len()];
            for (key, value) in dict.iter() {
                let Ok(key) = key.extract::<String>() else {
                    return Err(PyTypeError::new_err("the keys of a record must be strings"));
                };
                let place = *places.entry(key).or_insert_with_key(|key| {
                    all.header.push(key.clone());
                    all.header.len() - 1
                });
                if row.len() <= place {
                    row.resize(place + 1, Cell::Empty);
                }
                if let Some(cell) = row.get_mut(place) {
                    *cell = Cell::of(&value)?;
                }
            }
            all.rows.push(row);
        }
        Ok(all)
    }

    /// Header and rows as text.
    pub(super) fn texts(
        self,
        numbers: NumberFormat,
    ) -> (Vec<String>, impl Iterator<Item = Vec<Option<String>>>) {
        let width = self.header.len();
        let rows = self.rows.into_iter().map(move |mut row| {
            row.resize(width, Cell::Empty);
            row.into_iter().map(|cell| cell.text(numbers)).collect()
        });
        (self.header, rows)
    }
}

impl Cell {
    fn of(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if value.is_none() {
            return Ok(Self::Empty);
        }
        if let Ok(text) = value.cast::<PyString>() {
            return Ok(Self::Text(text.extract()?));
        }
        if let Ok(flag) = value.cast::<PyBool>() {
            return Ok(Self::Text(if flag.is_true() { "true" } else { "false" }.to_owned()));
        }
        if value.cast::<PyInt>().is_ok() {
            return Ok(Self::Number(value.str()?.extract()?));
        }
        if let Ok(number) = value.cast::<PyFloat>() {
            return Ok(cell::double(number.extract()?).map_or(Self::Empty, Self::Number));
        }
        Self::of_other(value)
    }

    /// Dates, decimals, and the scalars of other libraries.
    fn of_other(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        let class = value.get_type().name()?.to_string();
        match class.as_str() {
            "NAType" | "NaTType" => return Ok(Self::Empty),
            "Decimal" => {
                let text: String = value.call_method1("__format__", ("f",))?.extract()?;
                return Ok(if text == "NaN" { Self::Empty } else { Self::Number(text) });
            }
            "float32" | "float16" => {
                return Ok(cell::single(value.extract()?).map_or(Self::Empty, Self::Number));
            }
            _ => {}
        }
        let text: String = match value.hasattr("isoformat")? {
            true => value.call_method0("isoformat")?.extract()?,
            false => value.str()?.extract()?,
        };
        Ok(Self::Text(cell::date(&text)))
    }

    fn text(self, numbers: NumberFormat) -> Option<String> {
        match self {
            Self::Empty => None,
            Self::Text(text) => Some(text),
            Self::Number(text) => Some(cell::localise(text, numbers)),
        }
    }
}
