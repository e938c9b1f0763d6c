//! Decisions by the column: an Arrow array of numbers in, a record batch of decisions out.
//!
//! The batch has the fields of a [`Record`](crate::Record), less `input`, under the same names and in the same order;
//! [`schema`] has their types. What repeats is dictionary-encoded: the words of closed lists, by dictionaries that
//! are the same in every batch, and senders.
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

mod decisions;
mod messages;

use arrow_array::{RecordBatch, RecordBatchOptions};
use arrow_schema::ArrowError;

use crate::{PlanId, Router};
use decisions::Decisions;

pub use decisions::schema;
pub use messages::{Messages, Texts};

impl Router {
    /// Decides a column of messages, as [`decide`](Router::decide) does each; all by the same map, whatever is reloaded
    /// meanwhile. A number that is null is none: `refuse`, `invalid_number`.
    ///
    /// # Errors
    /// The columns of the messages differ in length, or have more rows than the offsets of one Arrow array of texts
    /// can count for sure, 134,217,727.
    pub fn decide_columns(
        &self,
        plan: PlanId,
        messages: &Messages<'_>,
    ) -> Result<RecordBatch, ArrowError> {
        let rows = messages.rows()?;
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
        RecordBatch::try_new_with_options(schema(), columns, &options)
    }
}
