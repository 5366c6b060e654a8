//! Columns of other libraries.

use arrow_array::cast::AsArray;
use arrow_array::types::Float64Type;
use arrow_cast::cast;
use arrow_schema::DataType;
use chuan::observe::Column;
use pyo3::buffer::PyBuffer;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyAny;
use pyo3_arrow::input::AnyArray;

/// A column from a buffer of doubles, from anything that speaks Arrow, or from a sequence of numbers
/// and `None`. NaN, infinities and nulls are absent.
pub(super) fn column(given: &Bound<'_, PyAny>) -> PyResult<Column> {
    if let Ok(buffer) = PyBuffer::<f64>::get(given) {
        if buffer.dimensions() != 1 {
            return Err(PyTypeError::new_err("a column has one dimension"));
        }
        return Ok(Column::from_cells(buffer.to_vec(given.py())?));
    }
    if given.hasattr("__arrow_c_array__")? || given.hasattr("__arrow_c_stream__")? {
        let array = given.extract::<AnyArray>()?.into_chunked_array()?;
        let mut cells = Vec::new();
        for chunk in array.chunks() {
            let doubles = cast(chunk, &DataType::Float64)
                .map_err(|error| PyTypeError::new_err(error.to_string()))?;
            let doubles = doubles.as_primitive::<Float64Type>();
            cells.extend(doubles.iter().map(|cell| cell.unwrap_or(f64::NAN)));
        }
        return Ok(Column::from_cells(cells));
    }
    let members = given.try_iter().map_err(|_| {
        let kind = given.get_type().name().map_or_else(|_| "object".to_owned(), |n| n.to_string());
        PyTypeError::new_err(format!(
            "a column is an array, anything that speaks Arrow, or a sequence of numbers, not {kind}"
        ))
    })?;
    let cells = members.map(|member| {
        let member = member?;
        if member.is_none() {
            return Ok(f64::NAN);
        }
        member
            .extract::<f64>()
            .map_err(|_| PyValueError::new_err(format!("`{member}` is no number")))
    });
    Ok(Column::from_cells(cells.collect::<PyResult<_>>()?))
}
