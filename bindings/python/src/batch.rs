//! Decides batches: Arrow arrays of any library that shares them, without a copy.

use arrow_array::{ArrayRef, RecordBatch};
use originator::columns::{self, ColumnError, Messages, schema};
use originator::{PlanId, Router};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3_arrow::{PyRecordBatch, PyTable};

use crate::arguments::MessageOptions;
use crate::column::Column;

/// Pairs of an array of numbers and an array of the senders that were written to.
type ColumnPairs = Vec<(ArrayRef, Option<ArrayRef>)>;

/// The error of one of the two columns.
enum BatchError {
    Numbers(ColumnError),
    Senders(ColumnError),
}

/// Decides a column of first messages.
pub(crate) fn route<'py>(
    router: &Router,
    plan: PlanId,
    numbers: &Bound<'py, PyAny>,
    options: &MessageOptions,
) -> PyResult<Bound<'py, PyAny>> {
    let column = Column::new(numbers)?;
    let pairs = column.chunks.iter().map(|chunk| (chunk.clone(), None));
    let pairs = pairs.collect();
    decide(router, plan, (&column, None), pairs, |to, _| {
        options.apply_to_column(Messages::to(to))
    })
}

/// Decides a column of replies to customers; the other column has the senders to which they wrote.
pub(crate) fn reply<'py>(
    router: &Router,
    plan: PlanId,
    customers: &Bound<'py, PyAny>,
    written_to: Option<&Bound<'py, PyAny>>,
    options: &MessageOptions,
) -> PyResult<Bound<'py, PyAny>> {
    let column = Column::new(customers)?;
    let senders = written_to.map(Column::new).transpose()?;
    let pairs: ColumnPairs = match &senders {
        None => column
            .chunks
            .iter()
            .map(|chunk| (chunk.clone(), None))
            .collect(),
        Some(senders) if senders.rows() == column.rows() => {
            let pairs = column.zip_chunks(senders).into_iter();
            pairs
                .map(|(customers, senders)| (customers, Some(senders)))
                .collect()
        }
        Some(senders) => {
            return Err(PyValueError::new_err(format!(
                "{} customers and {} senders that they wrote to: pass one sender for each customer, or null",
                column.rows(),
                senders.rows()
            )));
        }
    };
    decide(
        router,
        plan,
        (&column, senders.as_ref()),
        pairs,
        |to, senders| {
            let messages = options.apply_to_column(Messages::reply_to(to));
            match senders {
                Some(senders) => messages.written_to(senders),
                None => messages,
            }
        },
    )
}

/// Decides all pairs while other threads of Python run. The result is a record batch if all inputs are arrays, and a
/// table if one is a stream.
fn decide<'py, 't>(
    router: &Router,
    plan: PlanId,
    (numbers, senders): (&Column<'py>, Option<&Column<'py>>),
    pairs: ColumnPairs,
    messages: impl Fn(columns::Column, Option<columns::Column>) -> Messages<'t> + Send + Sync,
) -> PyResult<Bound<'py, PyAny>> {
    let py = numbers.py();
    let decided = py.detach(|| {
        let batches = pairs.iter().map(|(numbers, senders)| {
            let numbers = columns::Column::try_from(&**numbers).map_err(BatchError::Numbers)?;
            let senders = senders
                .as_ref()
                .map(|senders| columns::Column::try_from(&**senders));
            let senders = senders.transpose().map_err(BatchError::Senders)?;
            let decided = router.decide_columns(plan, &messages(numbers, senders));
            decided.map_err(BatchError::Numbers)
        });
        batches.collect::<Result<Vec<RecordBatch>, BatchError>>()
    });
    let mut batches = decided.map_err(|error| match error {
        BatchError::Numbers(error) => numbers.error(&error),
        BatchError::Senders(error) => senders.unwrap_or(numbers).error(&error),
    })?;
    if numbers.is_array && senders.is_none_or(|senders| senders.is_array) {
        let batch = batches.pop();
        let batch = batch.unwrap_or_else(|| RecordBatch::new_empty(schema()));
        PyRecordBatch::new(batch).into_pyarrow(py)
    } else {
        PyTable::try_new(batches, schema())?.into_pyarrow(py)
    }
}

impl MessageOptions {
    /// The messages of a column with these options.
    fn apply_to_column<'a>(&'a self, mut messages: Messages<'a>) -> Messages<'a> {
        messages = messages.use_case(self.use_case);
        if self.needs_reply {
            messages = messages.needs_reply();
        }
        if let Some(sender) = &self.sender {
            messages = messages.sender(sender);
        }
        if let Some(bare_digits) = self.bare_digits {
            messages = messages.bare_digits(bare_digits);
        }
        messages
    }
}
