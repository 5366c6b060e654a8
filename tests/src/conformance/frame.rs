//! A table of units and indicators, as the operations of the manifest see it.

use super::inputs::{InputRow, Inputs};
use super::manifest::Case;
use super::operations::Refusal;
use super::table::Table;
use chuan::observe::Column;
use std::collections::HashMap;

/// Units × indicators, in the order in which they occur in the input.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// Codes of the units.
    pub units: Vec<String>,
    /// Codes of the indicators.
    pub indicators: Vec<String>,
    /// One column an indicator.
    pub columns: Vec<Column>,
}

impl Frame {
    /// The observations of a case.
    ///
    /// # Errors
    /// When the input is missing or is not a table of observations.
    pub fn observations(case: &Case, inputs: &Inputs<'_>) -> Result<Self, Refusal> {
        Self::of_rows(&inputs.rows(case, "observations")?)
    }

    /// A frame of long rows `unit, indicator, value`.
    ///
    /// # Errors
    /// When a column is missing or a value is not a number.
    pub fn of_rows(rows: &[InputRow]) -> Result<Self, Refusal> {
        let mut frame = Self::default();
        let (mut units, mut indicators) = (HashMap::new(), HashMap::new());
        let mut cells = Vec::with_capacity(rows.len());
        for row in rows {
            let unit = number_of(&mut units, &mut frame.units, field(row, "unit")?);
            let item = number_of(&mut indicators, &mut frame.indicators, field(row, "indicator")?);
            cells.push((unit, item, parse(field(row, "value")?)?));
        }
        frame.columns = vec![Column::absent(frame.units.len()); frame.indicators.len()];
        for (unit, item, value) in cells {
            if let Some(column) = frame.columns.get_mut(item) {
                column.set(unit, value);
            }
        }
        Ok(frame)
    }

    /// The column of an indicator.
    pub fn column(&self, indicator: &str) -> Option<&Column> {
        let place = self.indicators.iter().position(|code| code == indicator)?;
        self.columns.get(place)
    }

    /// The frame as a long table.
    pub fn table(&self) -> Table {
        let mut table = Table::default();
        for (indicator, column) in self.indicators.iter().zip(&self.columns) {
            for (unit, value) in self.units.iter().zip(column.iter()) {
                table.push([unit, indicator], value);
            }
        }
        table
    }

    /// The frame without some units.
    #[must_use]
    pub fn keep(&self, kept: &[bool]) -> Self {
        let chosen = |n: &usize| kept.get(*n).copied().unwrap_or(false);
        let places: Vec<usize> = (0..self.units.len()).filter(chosen).collect();
        Self {
            units: places.iter().filter_map(|n| self.units.get(*n).cloned()).collect(),
            indicators: self.indicators.clone(),
            columns: self
                .columns
                .iter()
                .map(|column| places.iter().map(|n| column.get(*n)).collect())
                .collect(),
        }
    }

    /// A column of the units' own table, such as a group or a denominator, in the order of the frame.
    ///
    /// # Errors
    /// When the input is missing.
    pub fn of_units(
        &self,
        case: &Case,
        inputs: &Inputs<'_>,
        column: &str,
    ) -> Result<Vec<Option<String>>, Refusal> {
        let rows = inputs.rows(case, "units")?;
        let by_unit: HashMap<&str, &InputRow> =
            rows.iter().filter_map(|row| Some((row.get("unit")?.as_str(), row))).collect();
        Ok(self
            .units
            .iter()
            .map(|unit| by_unit.get(unit.as_str())?.get(column).filter(|v| !v.is_empty()).cloned())
            .collect())
    }
}

/// The number of a text in a list that grows.
pub fn number_of(seen: &mut HashMap<String, usize>, list: &mut Vec<String>, text: &str) -> usize {
    if let Some(number) = seen.get(text) {
        return *number;
    }
    list.push(text.to_owned());
    seen.insert(text.to_owned(), list.len() - 1);
    list.len() - 1
}

/// A field of a row.
///
/// # Errors
/// When the row has no such column.
pub fn field<'r>(row: &'r InputRow, column: &str) -> Result<&'r str, Refusal> {
    row.get(column)
        .map(String::as_str)
        .ok_or_else(|| Refusal::Failed(format!("the input has no column `{column}`")))
}

/// A number, or none.
///
/// # Errors
/// When the text is not a number.
pub fn parse(text: &str) -> Result<Option<f64>, Refusal> {
    match text {
        "" | "NA" | "NaN" => Ok(None),
        _ => text.parse().map(Some).map_err(|_| Refusal::Failed(format!("`{text}` is no number"))),
    }
}
