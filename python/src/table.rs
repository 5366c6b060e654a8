//! Results as a table that speaks Arrow.

use crate::render;
use arrow_array::builder::{BooleanBuilder, Float64Builder, StringBuilder, UInt64Builder};
use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, UInt64Type};
use arrow_array::{Array, ArrayRef, RecordBatch, StructArray};
use arrow_schema::{ArrowError, DataType, Field};
use pyo3::exceptions::{PyKeyError, PyRuntimeError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyCapsule, PyDict, PyList};
use pyo3_arrow::ffi::{ArrayIterator, to_schema_pycapsule, to_stream_pycapsule};
use std::sync::Arc;

/// A table of results.
///
/// It speaks the Arrow PyCapsule interface, so pandas, polars, pyarrow and DuckDB can take it
/// without a copy being written. It has no dependency of its own.
///
/// Examples
/// --------
/// >>> table = framework.items
/// >>> table.column_names[:3]
/// ['code', 'name', 'kind']
/// >>> len(table)
/// 3
/// >>> table["code"]
/// ['total', 'a', 'b']
#[pyclass(frozen, name = "Table", module = "chuan")]
#[derive(Debug, Clone)]
pub(crate) struct PyTable {
    batch: RecordBatch,
}

/// A cell as it is shown.
pub(crate) enum Cell<'a> {
    Empty,
    Text(&'a str),
    Whole(u64),
    Number(f64),
    Flag(bool),
}

impl PyTable {
    /// How many rows there are.
    pub(crate) fn rows(&self) -> usize {
        self.batch.num_rows()
    }

    /// Names of the columns.
    pub(crate) fn names(&self) -> Vec<String> {
        self.batch.schema_ref().fields().iter().map(|field| field.name().clone()).collect()
    }

    /// One cell.
    pub(crate) fn cell(&self, row: usize, column: usize) -> Cell<'_> {
        let Some(array) = self.batch.columns().get(column) else { return Cell::Empty };
        if row >= array.len() || array.is_null(row) {
            return Cell::Empty;
        }
        match array.data_type() {
            DataType::Utf8 => Cell::Text(array.as_string::<i32>().value(row)),
            DataType::UInt64 => Cell::Whole(array.as_primitive::<UInt64Type>().value(row)),
            DataType::Float64 => Cell::Number(array.as_primitive::<Float64Type>().value(row)),
            DataType::Boolean => Cell::Flag(array.as_boolean().value(row)),
            _ => Cell::Empty,
        }
    }

    fn object<'py>(
        &self,
        py: Python<'py>,
        row: usize,
        column: usize,
    ) -> PyResult<Bound<'py, PyAny>> {
        Ok(match self.cell(row, column) {
            Cell::Empty => py.None().into_bound(py),
            Cell::Text(text) => text.into_pyobject(py)?.into_any(),
            Cell::Whole(number) => number.into_pyobject(py)?.into_any(),
            Cell::Number(number) => number.into_pyobject(py)?.into_any(),
            Cell::Flag(flag) => flag.into_pyobject(py)?.to_owned().into_any(),
        })
    }

    /// The stream of the PyCapsule interface.
    pub(crate) fn stream<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let fields = self.batch.schema_ref().fields().clone();
        let field = Arc::new(Field::new_struct("", fields, false));
        let array: ArrayRef = Arc::new(StructArray::from(self.batch.clone()));
        let arrays = ArrayIterator::new(std::iter::once(Ok::<_, ArrowError>(array)), field);
        Ok(to_stream_pycapsule(py, Box::new(arrays), requested_schema)?)
    }
}

#[pymethods]
impl PyTable {
    /// Names of the columns.
    #[getter]
    fn column_names(&self) -> Vec<String> {
        self.names()
    }

    /// What the columns hold: ``str``, ``int``, ``float`` or ``bool``.
    #[getter]
    fn column_types(&self) -> Vec<&'static str> {
        let fields = self.batch.schema_ref().fields().iter();
        let name = |field: &Arc<Field>| match field.data_type() {
            DataType::UInt64 => "int",
            DataType::Float64 => "float",
            DataType::Boolean => "bool",
            _ => "str",
        };
        fields.map(name).collect()
    }

    /// Number of rows and of columns.
    #[getter]
    fn shape(&self) -> (usize, usize) {
        (self.rows(), self.batch.num_columns())
    }

    fn __len__(&self) -> usize {
        self.rows()
    }

    /// A column as a list.
    fn __getitem__<'py>(&self, py: Python<'py>, column: &str) -> PyResult<Bound<'py, PyList>> {
        let names = self.names();
        let index = names.iter().position(|name| name == column).ok_or_else(|| {
            PyKeyError::new_err(format!("no column `{column}`: there are {}", names.join(", ")))
        })?;
        let list = PyList::empty(py);
        for row in 0..self.rows() {
            list.append(self.object(py, row, index)?)?;
        }
        Ok(list)
    }

    /// The rows, each a dict from the name of a column to its value.
    ///
    /// Returns
    /// -------
    /// list of dict
    ///
    /// Examples
    /// --------
    /// >>> framework.items.to_dicts()[0]["code"]
    /// 'total'
    fn to_dicts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let names = self.names();
        let list = PyList::empty(py);
        for row in 0..self.rows() {
            let dict = PyDict::new(py);
            for (column, name) in names.iter().enumerate() {
                dict.set_item(name, self.object(py, row, column)?)?;
            }
            list.append(dict)?;
        }
        Ok(list)
    }

    /// A pandas data frame; pyarrow is not needed.
    ///
    /// Returns
    /// -------
    /// pandas.DataFrame
    ///
    /// Raises
    /// ------
    /// ImportError
    ///     When pandas is not installed.
    ///
    /// Examples
    /// --------
    /// >>> framework.items.to_pandas()["code"].tolist()
    /// ['total', 'a', 'b']
    fn to_pandas<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        static DOOR: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        DOOR.import(slf.py(), "chuan._frames", "to_pandas")?.call1((slf,))
    }

    /// A polars data frame.
    ///
    /// Returns
    /// -------
    /// polars.DataFrame
    ///
    /// Raises
    /// ------
    /// ImportError
    ///     When polars is not installed.
    ///
    /// Examples
    /// --------
    /// >>> framework.items.to_polars()["code"].to_list()
    /// ['total', 'a', 'b']
    fn to_polars<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        static DOOR: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        DOOR.import(slf.py(), "chuan._frames", "to_polars")?.call1((slf,))
    }

    /// The Arrow schema, for other libraries.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        Ok(to_schema_pycapsule(py, self.batch.schema_ref().as_ref())?)
    }

    /// The Arrow stream, for other libraries.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        self.stream(py, requested_schema)
    }

    fn __repr__(&self) -> String {
        render::text(self, None)
    }

    fn _repr_html_(&self) -> String {
        render::html(self, None)
    }
}

/// Collects the columns of a table.
#[derive(Default)]
pub(crate) struct Columns {
    columns: Vec<(String, ArrayRef)>,
}

impl Columns {
    fn with(mut self, name: &str, array: ArrayRef) -> Self {
        self.columns.push((name.to_owned(), array));
        self
    }

    /// Adds a column of numbers under a code. Where a column has that name already, the new one says
    /// that it is a component.
    pub(crate) fn coded(self, code: &str, cells: impl IntoIterator<Item = Option<f64>>) -> Self {
        let name = self.free(code);
        self.number(&name, cells)
    }

    /// Adds a column of texts under a code; see [`Self::coded`].
    pub(crate) fn coded_text<T: AsRef<str>>(
        self,
        code: &str,
        cells: impl IntoIterator<Item = Option<T>>,
    ) -> Self {
        let name = self.free(code);
        self.text(&name, cells)
    }

    fn free(&self, code: &str) -> String {
        let mut name = code.to_owned();
        while self.columns.iter().any(|(taken, _)| *taken == name) {
            name.push_str("_component");
        }
        name
    }

    /// Adds a column of texts.
    pub(crate) fn text<T: AsRef<str>>(
        self,
        name: &str,
        cells: impl IntoIterator<Item = Option<T>>,
    ) -> Self {
        let mut builder = StringBuilder::new();
        cells.into_iter().for_each(|cell| builder.append_option(cell));
        self.with(name, Arc::new(builder.finish()))
    }

    /// Adds a column of whole numbers.
    pub(crate) fn whole(self, name: &str, cells: impl IntoIterator<Item = Option<u64>>) -> Self {
        let mut builder = UInt64Builder::new();
        cells.into_iter().for_each(|cell| builder.append_option(cell));
        self.with(name, Arc::new(builder.finish()))
    }

    /// Adds a column of numbers.
    pub(crate) fn number(self, name: &str, cells: impl IntoIterator<Item = Option<f64>>) -> Self {
        let mut builder = Float64Builder::new();
        cells.into_iter().for_each(|cell| builder.append_option(cell));
        self.with(name, Arc::new(builder.finish()))
    }

    /// Adds a column of yes and no.
    pub(crate) fn flag(self, name: &str, cells: impl IntoIterator<Item = bool>) -> Self {
        let mut builder = BooleanBuilder::new();
        cells.into_iter().for_each(|cell| builder.append_value(cell));
        self.with(name, Arc::new(builder.finish()))
    }

    /// The table.
    pub(crate) fn table(self) -> PyResult<PyTable> {
        let fields = self.columns.iter().map(|(name, array)| (name.clone(), array.clone(), true));
        let batch = RecordBatch::try_from_iter_with_nullable(fields)
            .map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
        Ok(PyTable { batch })
    }
}

/// The ways out of a class that is a table: it has `to_table`, in a language or in one, and the rest
/// follows from that. The examples are those of the class.
macro_rules! tabular {
    ($class:ident, $what:literal, dicts: $dicts:literal, pandas: $pandas:literal, polars: $polars:literal) => {
        $crate::table::tabular!(@class $class, $what, $dicts, $pandas, $polars,
            (*, lang = "en"), (lang: &str), (lang), ("en"));
    };
    ($class:ident, $what:literal, no lang, dicts: $dicts:literal, pandas: $pandas:literal, polars: $polars:literal) => {
        $crate::table::tabular!(@class $class, $what, $dicts, $pandas, $polars, (), (), (), ());
    };
    (@class $class:ident, $what:literal, $dicts:literal, $pandas:literal, $polars:literal,
     ($($signature:tt)*), ($($name:ident: $type:ty)?), ($($given:ident)?), ($($english:literal)?)) => {
        #[pymethods]
        impl $class {
            #[doc = concat!($what, " as a list of dicts", "; see :meth:`to_table`.\n\nExamples\n--------\n", $dicts)]
            #[pyo3(signature = ($($signature)*))]
            fn to_dicts<'py>(&self, py: Python<'py> $(, $name: $type)?) -> PyResult<Bound<'py, PyAny>> {
                self.to_table($($given)?)?.into_pyobject(py)?.call_method0("to_dicts")
            }

            #[doc = concat!($what, " as a pandas data frame", "; see :meth:`to_table`.\n\nExamples\n--------\n", $pandas)]
            #[pyo3(signature = ($($signature)*))]
            fn to_pandas<'py>(&self, py: Python<'py> $(, $name: $type)?) -> PyResult<Bound<'py, PyAny>> {
                self.to_table($($given)?)?.into_pyobject(py)?.call_method0("to_pandas")
            }

            #[doc = concat!($what, " as a polars data frame", "; see :meth:`to_table`.\n\nExamples\n--------\n", $polars)]
            #[pyo3(signature = ($($signature)*))]
            fn to_polars<'py>(&self, py: Python<'py> $(, $name: $type)?) -> PyResult<Bound<'py, PyAny>> {
                self.to_table($($given)?)?.into_pyobject(py)?.call_method0("to_polars")
            }

            /// The Arrow stream, for other libraries.
            #[pyo3(signature = (requested_schema=None))]
            fn __arrow_c_stream__<'py>(
                &self,
                py: Python<'py>,
                requested_schema: Option<Bound<'py, pyo3::types::PyCapsule>>,
            ) -> PyResult<Bound<'py, pyo3::types::PyCapsule>> {
                self.to_table($($english)?)?.stream(py, requested_schema)
            }
        }
    };
}

pub(crate) use tabular;
