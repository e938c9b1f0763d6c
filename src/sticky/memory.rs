//! What a decision is told of the past: an input of it, never its result.

use std::time::Duration;

use crate::Sender;

/// What a store remembers of a recipient in a plan: what they wrote to, and what they were last sent from.
///
/// Ages, not times: the router has no clock. What is as old as the plan's `remember` counts for nothing.
///
/// ```
/// use std::time::Duration;
/// use originator::{Memory, Message, Router};
///
/// let map = "originators: { US: \"+12025550142\", SE: \"+46701740605\" }";
/// let router = Router::from_yaml("map", map)?;
/// let plan = router.plan("default").ok_or("no such plan")?;
/// let wrote = Memory::default().received("+46701740605".parse().ok(), Duration::from_secs(3600));
/// let decision = router.decide(plan, &Message::to("+46701740699").remembered(wrote));
/// assert_eq!(decision.reason().as_str(), "same_number");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    received: Option<Received>,
    sent: Option<(Sender, Duration)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Received {
    written_to: Option<Sender>,
    age: Duration,
}

impl Memory {
    /// The recipient wrote this long ago, to this sender if it is known.
    #[must_use]
    pub const fn received(mut self, written_to: Option<Sender>, age: Duration) -> Memory {
        self.received = Some(Received { written_to, age });
        self
    }

    /// The recipient was sent a message from this sender, this long ago.
    #[must_use]
    pub const fn sent(mut self, sender: Sender, age: Duration) -> Memory {
        self.sent = Some((sender, age));
        self
    }

    /// Whether the recipient wrote within `remember` seconds, and then to which sender.
    #[inline]
    pub(crate) fn fresh_received(&self, remember: u32) -> Option<Option<Sender>> {
        let received = self
            .received
            .filter(|received| is_fresh(received.age, remember));
        received.map(|received| received.written_to)
    }

    /// The sender of a message sent within `remember` seconds.
    #[inline]
    pub(crate) fn fresh_sent(&self, remember: u32) -> Option<Sender> {
        self.sent
            .filter(|&(_, age)| is_fresh(age, remember))
            .map(|(sender, _)| sender)
    }
}

fn is_fresh(age: Duration, remember: u32) -> bool {
    age < Duration::from_secs(remember.into())
}
