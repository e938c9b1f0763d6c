//! Batches: Arrow arrays of any library that shares them, without a copy.

use arrow_array::{ArrayRef, RecordBatch};
use originator::columns::{Messages, Texts, schema};
use originator::{PlanId, Router};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3_arrow::input::AnyArray;
use pyo3_arrow::{PyRecordBatch, PyTable};

use crate::terms::{DefaultRegion, Terms};

/// A column as it was given: one array, or a stream of them.
struct Column {
    chunks: Vec<ArrayRef>,
    is_array: bool,
}

impl Column {
    fn new(given: &Bound<'_, PyAny>) -> PyResult<Column> {
        let is_array = given.hasattr("__arrow_c_array__")?;
        if !is_array && !given.hasattr("__arrow_c_stream__")? {
            return Err(PyTypeError::new_err(format!(
                "{} where an Arrow array of texts belongs: \
                 give a pyarrow array, or a Series of polars or pandas",
                given.get_type().qualname()?
            )));
        }
        let column = given.extract::<AnyArray>()?.into_chunked_array()?;
        let (chunks, _) = column.into_inner();
        Ok(Column { chunks, is_array })
    }

    fn rows(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.len()).sum()
    }

    /// The chunks of this column beside those of another with as many rows, cut where either ends.
    fn beside(&self, other: &Column) -> Vec<(ArrayRef, ArrayRef)> {
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
        pairs
    }
}

/// Decides a column of first messages.
pub(crate) fn route<'py>(
    router: &Router,
    plan: PlanId,
    numbers: &Bound<'py, PyAny>,
    terms: &Terms,
) -> PyResult<Bound<'py, PyAny>> {
    let column = Column::new(numbers)?;
    let asked = column.chunks.into_iter().map(|chunk| (chunk, None));
    let (asked, py) = (asked.collect(), numbers.py());
    decide(py, router, plan, column.is_array, asked, |to, _| {
        terms.of_all(Messages::to(to))
    })
}

/// Decides a column of replies to customers, each of whom wrote to a sender of the other column.
pub(crate) fn reply<'py>(
    router: &Router,
    plan: PlanId,
    customers: &Bound<'py, PyAny>,
    written_to: Option<&Bound<'py, PyAny>>,
    terms: &Terms,
) -> PyResult<Bound<'py, PyAny>> {
    let column = Column::new(customers)?;
    let ours = written_to.map(Column::new).transpose()?;
    let asked: Vec<(ArrayRef, Option<ArrayRef>)> = match &ours {
        None => column
            .chunks
            .iter()
            .map(|chunk| (chunk.clone(), None))
            .collect(),
        Some(ours) if ours.rows() == column.rows() => {
            let pairs = column.beside(ours).into_iter();
            pairs
                .map(|(customers, ours)| (customers, Some(ours)))
                .collect()
        }
        Some(ours) => {
            return Err(PyValueError::new_err(format!(
                "{} customers and {} senders they wrote to: give one for each, or null",
                column.rows(),
                ours.rows()
            )));
        }
    };
    let is_array = column.is_array && ours.is_none_or(|ours| ours.is_array);
    let py = customers.py();
    decide(py, router, plan, is_array, asked, |to, ours| {
        let messages = terms.of_all(Messages::reply_to(to));
        match ours {
            Some(ours) => messages.written_to(ours),
            None => messages,
        }
    })
}

/// Decides what is asked without holding Python up: a record batch for arrays, a table where there are streams.
fn decide<'py, 't>(
    py: Python<'py>,
    router: &Router,
    plan: PlanId,
    is_array: bool,
    asked: Vec<(ArrayRef, Option<ArrayRef>)>,
    messages: impl Fn(Texts, Option<Texts>) -> Messages<'t> + Send + Sync,
) -> PyResult<Bound<'py, PyAny>> {
    let decided = py.detach(|| {
        let batches = asked.iter().map(|(numbers, ours)| {
            let ours = ours.as_ref().map(|ours| Texts::try_from(&**ours));
            let messages = messages(Texts::try_from(&**numbers)?, ours.transpose()?);
            router.decide_columns(plan, &messages)
        });
        batches.collect::<Result<Vec<RecordBatch>, _>>()
    });
    let mut batches = decided.map_err(|error| PyValueError::new_err(error.to_string()))?;
    if is_array {
        let batch = batches.pop();
        let batch = batch.unwrap_or_else(|| RecordBatch::new_empty(schema()));
        PyRecordBatch::new(batch).into_pyarrow(py)
    } else {
        PyTable::try_new(batches, schema())?.into_pyarrow(py)
    }
}

impl Terms {
    /// Messages under these terms.
    fn of_all<'a>(&'a self, mut messages: Messages<'a>) -> Messages<'a> {
        messages = messages.use_case(self.use_case);
        if self.needs_reply {
            messages = messages.needs_reply();
        }
        if let Some(sender) = &self.sender {
            messages = messages.sender(sender);
        }
        if let DefaultRegion::Given(region) = self.default_region {
            messages = messages.default_region(region);
        }
        messages
    }
}
