//! Converts an object of Python to a column of phone numbers or senders in Arrow arrays.
//!
//! [`error`] makes the exceptions for objects that are not such columns.

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
    /// Whether the object is one array.
    pub(crate) is_array: bool,
    object: Bound<'py, PyAny>,
    /// The object that shares the Arrow arrays: the object itself, or an array of pyarrow made from it.
    shared: Bound<'py, PyAny>,
}

impl<'py> Column<'py> {
    pub(crate) fn new(object: &Bound<'py, PyAny>) -> PyResult<Column<'py>> {
        if let Some(error) = error::not_one_column(object)? {
            return Err(error);
        }
        let shared = if shares_arrays(object)? {
            object.clone()
        } else {
            convert(object)?
        };
        let is_array = shared.hasattr("__arrow_c_array__")?;
        let arrays = read(&shared).map_err(|error| without_arrow(object, error))?;
        Ok(Column {
            chunks: arrays,
            is_array,
            object: object.clone(),
            shared,
        })
    }

    pub(crate) fn py(&self) -> Python<'py> {
        self.object.py()
    }

    pub(crate) fn rows(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.len()).sum()
    }

    /// Pairs of chunks of this column and of another with as many rows, divided where a chunk of either ends. Columns
    /// without rows give one pair, so that their types are checked.
    pub(crate) fn zip_chunks(&self, other: &Column<'_>) -> Vec<(ArrayRef, ArrayRef)> {
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

    /// The exception for an error of this column.
    pub(crate) fn error(&self, error: &ColumnError) -> PyErr {
        error::of_column(&self.object, &self.shared, error)
    }
}

fn shares_arrays(object: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(object.hasattr("__arrow_c_array__")? || object.hasattr("__arrow_c_stream__")?)
}

/// An Arrow array of the values of a list, a tuple, or an object of NumPy or pandas.
fn convert<'py>(object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let is_sequence = object.is_instance_of::<PyList>() || object.is_instance_of::<PyTuple>();
    if !is_sequence && !object.hasattr("__array__")? {
        return Err(error::not_a_column(object));
    }
    let pyarrow = object.py().import("pyarrow")?;
    let options = PyDict::new(object.py());
    // The null of NumPy and pandas is a float that is not a number.
    options.set_item("from_pandas", true)?;
    let array = pyarrow.call_method("array", (object,), Some(&options));
    array.map_err(|error| without_arrow(object, error))
}

/// The arrays of an object that shares them; at least one, so that their type is known.
fn read(shared: &Bound<'_, PyAny>) -> PyResult<Vec<ArrayRef>> {
    let arrays = shared.extract::<AnyArray>()?;
    let form = arrays.field()?.data_type().clone();
    if form == DataType::Null
        && let Ok(rows) = shared.len()
    {
        // polars gives a null array a buffer, which `arrow` rejects.
        return Ok(vec![Arc::new(NullArray::new(rows))]);
    }
    let (mut chunks, _) = arrays.into_chunked_array()?.into_inner();
    if chunks.is_empty() {
        chunks.push(new_empty_array(&form));
    }
    Ok(chunks)
}

/// The exception that replaces one of Arrow about values that do not fit in an array.
fn without_arrow(object: &Bound<'_, PyAny>, error: PyErr) -> PyErr {
    let py = object.py();
    let is_of_pyarrow = || {
        let exception = py
            .import("pyarrow")
            .and_then(|it| it.getattr("ArrowException"));
        exception.is_ok_and(|exception| error.matches(py, exception).unwrap_or(false))
    };
    let text = error.value(py).to_string();
    let replacement = if text.starts_with("C Data interface error") {
        error::no_arrow_type(object)
    } else if error.is_instance_of::<PyOverflowError>(py) || is_of_pyarrow() {
        error::no_arrow_array(object, &text)
    } else {
        return error;
    };
    replacement.set_cause(py, Some(error));
    replacement
}
