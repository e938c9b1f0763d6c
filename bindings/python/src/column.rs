//! A column of phone numbers or senders, as it was given: which objects of Python are taken, and as what.

mod error;

use std::sync::Arc;

use arrow_array::{Array, ArrayRef, NullArray, new_empty_array};
use arrow_schema::DataType;
use originator::columns::ColumnError;
use pyo3::exceptions::PyOverflowError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};
use pyo3_arrow::input::AnyArray;

/// One Arrow array, or a stream of them.
pub(crate) struct Column<'py> {
    pub(crate) chunks: Vec<ArrayRef>,
    /// Whether it was one array.
    pub(crate) is_array: bool,
    given: Bound<'py, PyAny>,
    /// What shares the Arrow arrays: what was given, or an array of pyarrow that was made of it.
    shared: Bound<'py, PyAny>,
}

impl<'py> Column<'py> {
    pub(crate) fn new(given: &Bound<'py, PyAny>) -> PyResult<Column<'py>> {
        if let Some(error) = error::no_column(given)? {
            return Err(error);
        }
        let shared = if shares_arrays(given)? {
            given.clone()
        } else {
            convert(given)?
        };
        let is_array = shared.hasattr("__arrow_c_array__")?;
        let arrays = read(&shared).map_err(|error| without_arrow(given, error))?;
        Ok(Column {
            chunks: arrays,
            is_array,
            given: given.clone(),
            shared,
        })
    }

    pub(crate) fn py(&self) -> Python<'py> {
        self.given.py()
    }

    pub(crate) fn rows(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.len()).sum()
    }

    /// The chunks of this column beside those of another with as many rows, cut where either ends. Columns without rows
    /// give one pair, so that their types are checked.
    pub(crate) fn beside(&self, other: &Column<'_>) -> Vec<(ArrayRef, ArrayRef)> {
        let mut pairs = Vec::new();
        let mut others = other.chunks.iter().map(|chunk| chunk.slice(0, chunk.len()));
        let mut rest: Option<ArrayRef> = None;
        for chunk in &self.chunks {
            let mut done = 0;
            while done < chunk.len() {
                let Some(next) = rest.take().or_else(|| others.next()) else {
                    return pairs;
                };
                let rows = next.len().min(chunk.len() - done);
                if rows > 0 {
                    pairs.push((chunk.slice(done, rows), next.slice(0, rows)));
                    done += rows;
                }
                rest = (rows < next.len()).then(|| next.slice(rows, next.len() - rows));
            }
        }
        if pairs.is_empty() {
            let empty = self.chunks.first().zip(other.chunks.first());
            pairs.extend(empty.map(|(chunk, other)| (chunk.clone(), other.clone())));
        }
        pairs
    }

    /// The exception for what is wrong with this column.
    pub(crate) fn error(&self, error: &ColumnError) -> PyErr {
        error::of_column(&self.given, &self.shared, error)
    }
}

fn shares_arrays(given: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(given.hasattr("__arrow_c_array__")? || given.hasattr("__arrow_c_stream__")?)
}

/// An Arrow array of the values of a list, a tuple, or something of NumPy or pandas.
fn convert<'py>(given: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let is_sequence = given.is_instance_of::<PyList>() || given.is_instance_of::<PyTuple>();
    if !is_sequence && !given.hasattr("__array__")? {
        return Err(error::not_a_column(given));
    }
    let pyarrow = given.py().import("pyarrow")?;
    let options = PyDict::new(given.py());
    // The null of NumPy and pandas is a float that is not a number.
    options.set_item("from_pandas", true)?;
    let array = pyarrow.call_method("array", (given,), Some(&options));
    array.map_err(|error| without_arrow(given, error))
}

/// The arrays of what shares them. There is at least one, so that their type is known.
fn read(shared: &Bound<'_, PyAny>) -> PyResult<Vec<ArrayRef>> {
    let arrays = shared.extract::<AnyArray>()?;
    let form = arrays.field()?.data_type().clone();
    if form == DataType::Null
        && let Ok(rows) = shared.len()
    {
        // polars gives its nulls a buffer, which `arrow` does not read.
        return Ok(vec![Arc::new(NullArray::new(rows))]);
    }
    let (mut chunks, _) = arrays.into_chunked_array()?.into_inner();
    if chunks.is_empty() {
        chunks.push(new_empty_array(&form));
    }
    Ok(chunks)
}

/// The exception in place of one by which Arrow says that it has no array of the values.
fn without_arrow(given: &Bound<'_, PyAny>, error: PyErr) -> PyErr {
    let py = given.py();
    let is_of_pyarrow = || {
        let exception = py
            .import("pyarrow")
            .and_then(|it| it.getattr("ArrowException"));
        exception.is_ok_and(|exception| error.matches(py, exception).unwrap_or(false))
    };
    let text = error.value(py).to_string();
    let told = if text.starts_with("C Data interface error") {
        error::no_arrow_type(given)
    } else if error.is_instance_of::<PyOverflowError>(py) || is_of_pyarrow() {
        error::no_arrow_array(given, &text)
    } else {
        return error;
    };
    told.set_cause(py, Some(error));
    told
}
