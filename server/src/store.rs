//! The store of conversations, asked before a decision is made.

use std::time::{Duration, SystemTime};

use originator::{Conversations, Memory, Number, PlanId, Sender};

/// Where conversations are remembered. Every access may wait, so that a store may be a network away; a decision
/// is made after it was asked, and never waits.
#[derive(Debug)]
pub(crate) enum Store {
    /// In this process, and gone with it.
    InMemory(Conversations),
}

/// A plan's `remember` says how long a message counts; this is only longer than any of them.
const TIME_TO_LIVE: Duration = Duration::from_secs(10 * 366 * 24 * 60 * 60);

impl Store {
    pub(crate) fn in_memory(limit: usize) -> Store {
        Store::InMemory(Conversations::new(limit, TIME_TO_LIVE))
    }

    /// What is remembered of a recipient.
    pub(crate) async fn recall(&self, plan: PlanId, recipient: Number, now: SystemTime) -> Memory {
        match self {
            Store::InMemory(conversations) => conversations.recall(plan, recipient, now),
        }
    }

    /// A customer wrote at this time: to this sender, if it is known.
    pub(crate) async fn observe(
        &self,
        plan: PlanId,
        customer: Number,
        written_to: Option<Sender>,
        at: SystemTime,
    ) {
        match self {
            Store::InMemory(conversations) => {
                conversations.observe(plan, customer, written_to, at);
            }
        }
    }

    /// A message went out to a recipient from this sender.
    pub(crate) async fn sent(
        &self,
        plan: PlanId,
        recipient: Number,
        sender: Sender,
        at: SystemTime,
    ) {
        match self {
            Store::InMemory(conversations) => conversations.sent(plan, recipient, sender, at),
        }
    }

    /// How many conversations are held, if that is known without asking anybody.
    pub(crate) fn count(&self) -> usize {
        match self {
            Store::InMemory(conversations) => conversations.count(),
        }
    }
}
