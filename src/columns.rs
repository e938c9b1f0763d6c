//! Columns: decides an Arrow array of numbers, and returns a record batch of decisions.
//!
//! The batch has the fields of a [`Record`](crate::Record), without `input`, with the same names and in the same order;
//! [`schema`] has their types. Senders and the words of closed lists are dictionary-encoded; the dictionary of a closed
//! list is the same in every batch.
//!
//! ```
//! use arrow_array::cast::AsArray;
//! use arrow_array::{Array, StringArray};
//! use originator::Router;
//! use originator::columns::Messages;
//!
//! let router = Router::from_yaml("map", "originators: { US: \"+12025550142\", SE: \"+46701740605\" }")?;
//! let plan = router.default_plan().ok_or("no plan")?;
//!
//! let customers = StringArray::from(vec![Some("+12025550123"), Some("+46 70-174 06 99"), None]);
//! let ours = StringArray::from(vec!["+46701740605", "+46701740605", "+46701740605"]);
//! let messages = Messages::reply_to(&customers).written_to(&ours);
//! let decisions = router.decide_columns(plan, &messages)?;
//!
//! let sender = decisions.column_by_name("sender").ok_or("no senders")?;
//! let sender = sender.as_dictionary::<arrow_array::types::Int32Type>();
//! let sender = sender.downcast_dict::<StringArray>().ok_or("no texts")?;
//! let sender: Vec<Option<&str>> = sender.into_iter().collect();
//! assert_eq!(sender, [Some("+12025550142"), Some("+46701740605"), None]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod column;
mod decisions;
mod digits;
mod error;
mod messages;

use arrow_array::{RecordBatch, RecordBatchOptions};

use crate::{BareDigits, PlanId, Router, Sender};
use decisions::Decisions;

pub use column::Column;
pub use decisions::schema;
pub use error::ColumnError;
pub use messages::Messages;

/// The most rows of a column. With more, an offset into the texts of the recipients might not fit into an `i32`.
const MAX_ROWS: usize = i32::MAX as usize / Sender::MAX_LEN;

impl Router {
    /// Decides a column of messages, each as [`decide`](Router::decide) does, and all by the same version of the map. A
    /// null in place of a number is refused with `invalid_number`.
    ///
    /// Integers, floats and decimals are decided as texts of their digits. Such texts have no `+`, so either the
    /// messages or the plan must set the meaning of bare digits:
    ///
    /// ```
    /// use arrow_array::{Array, Int64Array};
    /// use originator::columns::{Column, Messages};
    /// use originator::{BareDigits, Router};
    ///
    /// let router = Router::from_yaml("map", "originators: { SE: \"+46701740605\" }")?;
    /// let plan = router.default_plan().ok_or("no plan")?;
    /// let numbers = Int64Array::from(vec![46701740699]);
    /// let numbers = Column::try_from(&numbers as &dyn Array)?;
    ///
    /// assert!(router.decide_columns(plan, &Messages::to(numbers.clone())).is_err());
    /// let messages = Messages::to(numbers).bare_digits(BareDigits::International);
    /// let decisions = router.decide_columns(plan, &messages)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// - The columns of the messages differ in length, or have more than 134,217,727 rows, so that the offsets of an
    ///   Arrow array of texts might overflow.
    /// - The numbers are integers, floats or decimals, and neither the messages nor the plan set the meaning of bare
    ///   digits. Messages that set [`BareDigits::Refuse`] are decided, and refused.
    pub fn decide_columns(
        &self,
        plan: PlanId,
        messages: &Messages<'_>,
    ) -> Result<RecordBatch, ColumnError> {
        let rows = messages.rows()?;
        if let Some(numeric) = messages.type_without_plus()
            && self.bare_digits(plan) == Some(BareDigits::Refuse)
        {
            return Err(ColumnError::NoBareDigits(numeric.clone()));
        }
        let mut decisions = Decisions::with_capacity(rows);
        self.decide_each(
            plan,
            messages.terms(),
            rows,
            |row| messages.number(row),
            |row| messages.sender_of(row),
            |decision| decisions.push(&decision),
        );
        let columns = decisions.into_columns(&self.plan_name(plan).unwrap_or_default())?;
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        Ok(RecordBatch::try_new_with_options(
            schema(),
            columns,
            &options,
        )?)
    }
}
