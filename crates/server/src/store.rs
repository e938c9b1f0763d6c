//! The store of conversations, asked before a decision is made.

mod contacts;
mod entry;
mod file;
mod redis;
mod url;

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use originator::{Conversations, Memory, Number, PlanId, Router, Sender};

use crate::metrics::Metrics;
use contacts::Contacts;
use entry::{Event, Held, Kind, Name, Slot, Write};
use file::File;
pub use file::FileError;
use redis::Redis;
use url::Place;
pub use url::{NotAStore, StoreUrl};

/// What is remembered of recipients, and of the contacts of the Conversation API. Every access may wait, so that the
/// store may be a network away; a decision is made after it was asked, and never waits.
#[derive(Debug)]
pub(crate) struct Store {
    conversations: Kept,
    /// The numbers of contacts that went by here: all that there are, or what is left while the store is away.
    contacts: Contacts,
    /// Says what plans are called and how long their messages count.
    router: Router,
    metrics: Metrics,
}

#[derive(Debug)]
enum Kept {
    /// In this process, and gone with it.
    InMemory(Conversations),
    Outside(Outside),
}

/// What may fail.
#[derive(Debug)]
enum Outside {
    File(File),
    /// A server, for all who ask it.
    Redis(Redis),
}

/// Why the store did not do what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Missed {
    /// It is not there, and nobody waits for it.
    Away,
    /// It took too long.
    Slow,
    /// It answered that it will not: a server that is full, a disk that is.
    Refused,
}

impl Missed {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Missed::Away => "away",
            Missed::Slow => "slow",
            Missed::Refused => "refused",
        }
    }
}

/// A customer wrote: to this sender, if it is known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wrote<'a> {
    pub(crate) customer: Number,
    pub(crate) written_to: Option<Sender>,
    /// By which the provider knows the customer.
    pub(crate) contact: Option<&'a str>,
    pub(crate) at: SystemTime,
}

/// A plan's `remember` says how long a message counts; this is only longer than any of them.
const TIME_TO_LIVE: Duration = Duration::from_secs(10 * 366 * 24 * 60 * 60);

/// How long a send waits for the store: many times a round trip to a server near by, and less than anybody would
/// notice, since the provider takes longer than this.
const DEADLINE: Duration = Duration::from_millis(75);

/// How long a contact's number is kept after it wrote: first contacts go by it as well, long after a reply would.
const CONTACT: Duration = Duration::from_secs(366 * 24 * 60 * 60);

/// The provider's ids have 26 letters and digits; what is much longer is none, and none has a colon.
const MAX_ID: usize = 64;

impl Store {
    /// Opens the store; up to `limit` conversations and as many contacts are kept in this process or its file.
    pub(crate) fn open(
        url: &StoreUrl,
        limit: usize,
        router: Router,
        metrics: Metrics,
    ) -> Result<Store, FileError> {
        let conversations = match &url.0 {
            Place::Memory => Kept::InMemory(Conversations::new(limit, TIME_TO_LIVE)),
            Place::File(path) => Kept::Outside(Outside::File(File::open(path, limit)?)),
            Place::Redis(server) => Kept::Outside(Outside::Redis(Redis::new(server.clone()))),
        };
        Ok(Store {
            conversations,
            contacts: Contacts::new(limit),
            router,
            metrics,
        })
    }

    /// Makes ready, so that the first question need not wait for it.
    pub(crate) fn connect(&self) {
        if let Kept::Outside(Outside::Redis(redis)) = &self.conversations {
            redis.connect();
        }
    }

    /// What is remembered of a recipient.
    pub(crate) async fn recall(
        &self,
        plan: PlanId,
        recipient: Number,
        now: SystemTime,
    ) -> Result<Memory, Missed> {
        let outside = match &self.conversations {
            Kept::InMemory(conversations) => return Ok(conversations.recall(plan, recipient, now)),
            Kept::Outside(outside) => outside,
        };
        let Some(name) = self.router.plan_name(plan) else {
            return Ok(Memory::default());
        };
        let held = outside.read(&Name::conversation(recipient, &name)).await;
        let held = self.counted("recall", held)?;
        Ok(held.memory(now))
    }

    /// A customer wrote.
    pub(crate) async fn observe(&self, plan: PlanId, wrote: &Wrote<'_>) -> Result<(), Missed> {
        let &Wrote {
            customer,
            written_to,
            contact,
            at,
        } = wrote;
        let contact = contact.filter(|id| is_id(id));
        if let Some(contact) = contact {
            self.contacts.learn(plan, contact, customer, at);
        }
        let outside = match &self.conversations {
            Kept::InMemory(conversations) => {
                conversations.observe(plan, customer, written_to, at);
                return Ok(());
            }
            Kept::Outside(outside) => outside,
        };
        let Some((name, remember)) = self.plan(plan) else {
            return Ok(());
        };
        let observed = outside.keep(Write {
            name: Name::conversation(customer, &name),
            slot: Slot::Received,
            event: Event::new(at, written_to.map(|sender| sender.to_string())),
            remember,
        });
        let learned = async {
            let Some(contact) = contact else {
                return Ok(());
            };
            let learned = Write {
                name: Name::contact(contact, &name),
                slot: Slot::Received,
                event: Event::new(at, Some(customer.to_string())),
                remember: CONTACT,
            };
            outside.keep(learned).await
        };
        // Both at once: they are pipelined on their way to a server, and durable in one step in a file.
        let (observed, learned) = tokio::join!(observed, learned);
        let observed = self.counted("observe", observed);
        observed.and(self.counted("learn", learned))
    }

    /// A message went out to a recipient from this sender.
    pub(crate) async fn sent(
        &self,
        plan: PlanId,
        recipient: Number,
        sender: Sender,
        at: SystemTime,
    ) {
        let outside = match &self.conversations {
            Kept::InMemory(conversations) => {
                conversations.sent(plan, recipient, sender, at);
                return;
            }
            Kept::Outside(outside) => outside,
        };
        let Some((name, remember)) = self.plan(plan) else {
            return;
        };
        let sent = outside.keep(Write {
            name: Name::conversation(recipient, &name),
            slot: Slot::Sent,
            event: Event::new(at, Some(sender.to_string())),
            remember,
        });
        // A disk that takes longer still writes it.
        let sent = tokio::time::timeout(DEADLINE, sent).await;
        // The message is on its way, and nothing can be done about it but to count.
        let _ = self.counted("sent", sent.unwrap_or(Err(Missed::Slow)));
    }

    /// The number of a contact, if a callback told it.
    pub(crate) async fn number(&self, plan: PlanId, contact: &str) -> Option<Number> {
        let here = || self.contacts.number(plan, contact);
        let outside = match &self.conversations {
            Kept::InMemory(_) => return here(),
            Kept::Outside(outside) => outside,
        };
        let name = self.router.plan_name(plan).filter(|_| is_id(contact))?;
        let held = outside.read(&Name::contact(contact, &name)).await;
        let Ok(held) = self.counted("contact", held) else {
            return here();
        };
        let learned = held.received?;
        let number = learned.number()?;
        self.contacts.learn(plan, contact, number, learned.at());
        Some(number)
    }

    /// How many conversations and contacts are held, if that is known without asking anybody.
    pub(crate) fn counts(&self) -> Option<(usize, usize)> {
        match &self.conversations {
            Kept::InMemory(conversations) => Some((conversations.count(), self.contacts.count())),
            Kept::Outside(Outside::File(file)) => {
                Some((file.count(Kind::Conversation), file.count(Kind::Contact)))
            }
            Kept::Outside(Outside::Redis(_)) => None,
        }
    }

    /// A plan's name and how long its messages count; none of one that left the map.
    fn plan(&self, plan: PlanId) -> Option<(Arc<str>, Duration)> {
        self.router
            .plan_name(plan)
            .zip(self.router.memory_window(plan))
    }

    fn counted<T>(&self, operation: &'static str, done: Result<T, Missed>) -> Result<T, Missed> {
        done.inspect_err(|missed| self.metrics.store_missed(operation, missed.as_str()))
    }
}

impl Outside {
    async fn read(&self, name: &Name) -> Result<Held, Missed> {
        match self {
            Outside::File(file) => file.read(name),
            Outside::Redis(redis) => redis.read(name).await,
        }
    }

    async fn keep(&self, write: Write) -> Result<(), Missed> {
        match self {
            Outside::File(file) => file.keep(write).await,
            Outside::Redis(redis) => redis.keep(&write).await,
        }
    }
}

fn is_id(contact: &str) -> bool {
    contact.len() <= MAX_ID && !contact.contains(':')
}
