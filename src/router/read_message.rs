//! The first of the two steps of a decision: a message whose recipient was read, but that is not decided yet.

use std::sync::Arc;

use super::snapshot::Snapshot;
use crate::decision::Decision;
use crate::message::Message;
use crate::plan::PlanId;
use crate::reading::Reading;
use crate::{Memory, Number};

/// A message whose recipient was read by one version of the map.
///
/// [`Router::read`](super::Router::read) makes it. Ask a store what it remembers of the
/// [recipient](ReadMessage::recipient), however long that takes, and [decide](ReadMessage::decide) with the answer: a
/// reload in between changes neither the recipient nor the decision.
///
/// ```
/// use std::time::Duration;
/// use originator::{Memory, Message, Reason, Router};
///
/// let router = Router::from_yaml("map", "originators: { US: \"+12025550142\", SE: \"+46701740605\" }")?;
/// let plan = router.default_plan().ok_or("no plan")?;
/// let message = Message::to("+1 202 555 0123");
/// let read = router.read(plan, &message);
/// assert_eq!(read.recipient(), Some("+12025550123".parse()?));
///
/// // The store says that the recipient wrote to the Swedish number an hour ago.
/// let hour = Duration::from_secs(60 * 60);
/// let memory = Memory::default().with_received(Some("+46701740605".parse()?), hour);
/// let decision = read.decide(memory);
/// assert_eq!(decision.outcome(), router.decide(plan, &message.remembered(memory)).outcome());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct ReadMessage<'a> {
    snapshot: Arc<Snapshot>,
    plan: PlanId,
    message: Message<'a>,
    reading: Option<Reading>,
}

impl<'a> ReadMessage<'a> {
    pub(super) fn new(
        snapshot: Arc<Snapshot>,
        plan: PlanId,
        message: Message<'a>,
    ) -> ReadMessage<'a> {
        ReadMessage {
            reading: snapshot.read(plan, &message),
            snapshot,
            plan,
            message,
        }
    }

    /// The recipient, if it could be read and the map has the plan.
    pub fn recipient(&self) -> Option<Number> {
        self.reading.map(|reading| reading.number)
    }

    /// The recipient as it was read, with its location.
    pub fn reading(&self) -> Option<Reading> {
        self.reading
    }

    /// Decides the message with a memory of its recipient, which replaces the memory in the message.
    pub fn decide(&self, memory: Memory) -> Decision {
        let message = self.message.remembered(memory);
        self.snapshot
            .decide(self.plan, self.reading, &message, &mut ())
    }
}
