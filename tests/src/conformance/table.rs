//! Long tables: key columns, then value columns.

use std::error::Error;
use std::path::Path;

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Missing, or not a number.
    Missing,
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
}

impl Cell {
    /// The cell that a text stands for.
    pub fn parse(text: &str) -> Self {
        match text {
            "" | "NA" | "NaN" => Self::Missing,
            "Inf" => Self::Number(f64::INFINITY),
            "-Inf" => Self::Number(f64::NEG_INFINITY),
            _ => text.parse().map_or_else(|_| Self::Text(text.to_owned()), Self::Number),
        }
    }

    fn print(&self) -> String {
        match self {
            Self::Missing => String::new(),
            Self::Number(value) if value.is_nan() => String::new(),
            Self::Number(value) if value.is_infinite() => {
                if *value > 0.0 { "Inf" } else { "-Inf" }.to_owned()
            }
            Self::Number(value) => value.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

impl From<Option<f64>> for Cell {
    fn from(value: Option<f64>) -> Self {
        value.filter(|value| !value.is_nan()).map_or(Self::Missing, Self::Number)
    }
}
impl From<f64> for Cell {
    fn from(value: f64) -> Self {
        Some(value).into()
    }
}
impl From<bool> for Cell {
    fn from(value: bool) -> Self {
        Self::Text(value.to_string())
    }
}
impl From<&str> for Cell {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

/// A row: its key and its values.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Key.
    pub key: Vec<String>,
    /// Values.
    pub values: Vec<Cell>,
}

/// A long table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Names of the columns, keys first; empty when the maker does not know them.
    pub columns: Vec<String>,
    /// Rows.
    pub rows: Vec<Row>,
}

impl Table {
    /// Adds a row with one value.
    pub fn push<const N: usize>(&mut self, key: [&str; N], value: impl Into<Cell>) {
        let key = key.into_iter().map(str::to_owned).collect();
        self.rows.push(Row { key, values: vec![value.into()] });
    }

    /// The header of a file.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn header(file: &Path) -> Result<Vec<String>, Box<dyn Error>> {
        Ok(csv::Reader::from_path(file)?.headers()?.iter().map(str::to_owned).collect())
    }

    /// Reads a table with so many key columns.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(file: &Path, keys: usize) -> Result<Self, Box<dyn Error>> {
        let mut reader = csv::Reader::from_path(file)?;
        let columns = reader.headers()?.iter().map(str::to_owned).collect();
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record?;
            rows.push(Row {
                key: record.iter().take(keys).map(str::to_owned).collect(),
                values: record.iter().skip(keys).map(Cell::parse).collect(),
            });
        }
        Ok(Self { columns, rows })
    }

    /// Writes the table under a header.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, file: &Path, header: &[String]) -> Result<(), Box<dyn Error>> {
        let mut writer = csv::Writer::from_path(file)?;
        if !header.is_empty() {
            writer.write_record(header)?;
        }
        for row in &self.rows {
            let values = row.values.iter().map(Cell::print);
            writer.write_record(row.key.iter().cloned().chain(values))?;
        }
        writer.flush()?;
        Ok(())
    }
}
