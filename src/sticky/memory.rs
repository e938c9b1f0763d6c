//! The memory of a recipient, which is an input of a decision. A decision never changes it.

use std::time::Duration;

use crate::Sender;

/// What a store remembers of a recipient in a plan: the sender that the recipient last wrote to, and the one that a
/// message to the recipient last left from.
///
/// It has ages instead of times, because the router has no clock. An event as old as the plan's `remember`, or older,
/// is ignored.
///
/// ```
/// use std::time::Duration;
/// use originator::{Memory, Message, Router};
///
/// let map = "originators: { US: \"+12025550142\", SE: \"+46701740605\" }";
/// let router = Router::from_yaml("map", map)?;
/// let plan = router.plan("default").ok_or("no such plan")?;
/// let wrote = Memory::default().with_received("+46701740605".parse().ok(), Duration::from_secs(3600));
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
    /// Sets how long ago the recipient wrote, and to which sender, if that is known.
    #[must_use]
    pub const fn with_received(mut self, written_to: Option<Sender>, age: Duration) -> Memory {
        self.received = Some(Received { written_to, age });
        self
    }

    /// Sets the sender of the last message to the recipient, and how long ago that was.
    #[must_use]
    pub const fn with_sent(mut self, sender: Sender, age: Duration) -> Memory {
        self.sent = Some((sender, age));
        self
    }

    /// The sender that the recipient wrote to within `remember` seconds. The outer `None` means that no message counts,
    /// the inner one that the sender is not known.
    #[inline]
    pub(crate) fn fresh_received(&self, remember: u32) -> Option<Option<Sender>> {
        let received = self
            .received
            .filter(|received| is_fresh(received.age, remember));
        received.map(|received| received.written_to)
    }

    /// The sender of a message to the recipient within `remember` seconds.
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
