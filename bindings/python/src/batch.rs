//! Batches: Arrow arrays of any library that shares them, without a copy.

use arrow_array::{ArrayRef, RecordBatch};
use originator::columns::{self, ColumnError, Messages, schema};
use originator::{PlanId, Router};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3_arrow::{PyRecordBatch, PyTable};

use crate::column::Column;
use crate::terms::Terms;

/// Arrays of numbers, each beside the senders that were written to.
type Asked = Vec<(ArrayRef, Option<ArrayRef>)>;

/// A column that cannot be decided.
enum Wrong {
    Numbers(ColumnError),
    Senders(ColumnError),
}

/// Decides a column of first messages.
pub(crate) fn route<'py>(
    router: &Router,
    plan: PlanId,
    numbers: &Bound<'py, PyAny>,
    terms: &Terms,
) -> PyResult<Bound<'py, PyAny>> {
    let column = Column::new(numbers)?;
    let asked = column.chunks.iter().map(|chunk| (chunk.clone(), None));
    let asked = asked.collect();
    decide(router, plan, (&column, None), asked, |to, _| {
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
    let asked: Asked = match &ours {
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
    decide(router, plan, (&column, ours.as_ref()), asked, |to, ours| {
        let messages = terms.of_all(Messages::reply_to(to));
        match ours {
            Some(ours) => messages.written_to(ours),
            None => messages,
        }
    })
}

/// Decides what is asked without holding Python up: a record batch for arrays, a table where there are streams.
fn decide<'py, 't>(
    router: &Router,
    plan: PlanId,
    (numbers, ours): (&Column<'py>, Option<&Column<'py>>),
    asked: Asked,
    messages: impl Fn(columns::Column, Option<columns::Column>) -> Messages<'t> + Send + Sync,
) -> PyResult<Bound<'py, PyAny>> {
    let py = numbers.py();
    let decided = py.detach(|| {
        let batches = asked.iter().map(|(numbers, ours)| {
            let numbers = columns::Column::try_from(&**numbers).map_err(Wrong::Numbers)?;
            let ours = ours.as_ref().map(|ours| columns::Column::try_from(&**ours));
            let ours = ours.transpose().map_err(Wrong::Senders)?;
            let decided = router.decide_columns(plan, &messages(numbers, ours));
            decided.map_err(Wrong::Numbers)
        });
        batches.collect::<Result<Vec<RecordBatch>, Wrong>>()
    });
    let mut batches = decided.map_err(|wrong| match wrong {
        Wrong::Numbers(error) => numbers.error(&error),
        Wrong::Senders(error) => ours.unwrap_or(numbers).error(&error),
    })?;
    if numbers.is_array && ours.is_none_or(|ours| ours.is_array) {
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
        if let Some(bare_digits) = self.bare_digits {
            messages = messages.bare_digits(bare_digits);
        }
        messages
    }
}
