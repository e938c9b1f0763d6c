//! The store of conversations, which is asked before a decision is made.

mod contacts;
mod entry;
pub(crate) mod error;
pub(crate) mod file;
mod redis;
pub(crate) mod url;

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use originator::{Conversations, Memory, Number, PlanId, Router, Sender};

use crate::metrics::Metrics;
use contacts::Contacts;
use entry::{Entry, EntryKind, Event, Field, Key, Write};
use error::{DEADLINE, StoreError};
use file::{File, FileError};
use redis::Redis;
use url::{Location, StoreUrl};

/// What is remembered of recipients, and of the providers' contacts. Every operation may wait, so that the store may
/// be on another machine. A decision is made after the store was asked, and never waits itself.
#[derive(Debug)]
pub(crate) struct Store {
    conversations: Backend,
    /// The contacts of which this process has heard. For conversations in memory there are no others; else they are
    /// used while the store is away.
    contacts: Contacts,
    /// Knows what plans are called and how long their messages count.
    router: Router,
    metrics: Metrics,
}

#[derive(Debug)]
enum Backend {
    /// In the memory of this process.
    Memory(Conversations),
    Persistent(Persistent),
}

/// Outlives the process, and may fail.
#[derive(Debug)]
enum Persistent {
    File(File),
    /// A server, which several services may share.
    Redis(Redis),
}

/// A contact: its id, which is one of this provider.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Contact<'a> {
    pub(crate) provider: &'static str,
    pub(crate) id: &'a str,
}

/// An inbound message, as far as it is remembered.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Received<'a> {
    pub(crate) customer: Number,
    /// The sender that the customer wrote to, if it is known.
    pub(crate) written_to: Option<Sender>,
    /// The contact by which the provider knows the customer.
    pub(crate) contact: Option<Contact<'a>>,
    pub(crate) at: SystemTime,
}

/// A plan's `remember` says how long a message counts; this is only longer than any of them.
const TIME_TO_LIVE: Duration = Duration::from_secs(10 * 366 * 24 * 60 * 60);

/// How long a contact's number is kept after its last message: first contacts use it as well, long after a message
/// would count as a reply.
const CONTACT_TIME_TO_LIVE: Duration = Duration::from_secs(366 * 24 * 60 * 60);

/// The longest contact id that is kept, in bytes; those of the Conversation API have 26.
const MAX_ID: usize = 64;

impl Store {
    /// Opens the store. At most `limit` conversations and as many contacts are kept in this process or its file.
    pub(crate) fn open(
        url: &StoreUrl,
        limit: usize,
        router: Router,
        metrics: Metrics,
    ) -> Result<Store, FileError> {
        let conversations = match url.location() {
            Location::Memory => Backend::Memory(Conversations::new(limit, TIME_TO_LIVE)),
            Location::File(path) => Backend::Persistent(Persistent::File(File::open(path, limit)?)),
            Location::Redis(server) => {
                Backend::Persistent(Persistent::Redis(Redis::new(server.clone())))
            }
        };
        Ok(Store {
            conversations,
            contacts: Contacts::new(limit),
            router,
            metrics,
        })
    }

    /// Connects to a server, so that the first question does not wait for it.
    pub(crate) fn connect(&self) {
        if let Backend::Persistent(Persistent::Redis(redis)) = &self.conversations {
            redis.connect();
        }
    }

    /// What is remembered of a recipient.
    pub(crate) async fn recall(
        &self,
        plan: PlanId,
        recipient: Number,
        now: SystemTime,
    ) -> Result<Memory, StoreError> {
        let persistent = match &self.conversations {
            Backend::Memory(conversations) => {
                return Ok(conversations.recall(plan, recipient, now));
            }
            Backend::Persistent(persistent) => persistent,
        };
        let Some(name) = self.router.plan_name(plan) else {
            return Ok(Memory::default());
        };
        let entry = persistent.read(&Key::conversation(recipient, &name)).await;
        let entry = self.counted("recall", entry)?;
        Ok(entry.memory(now))
    }

    /// Records an inbound message, and the number of its contact.
    pub(crate) async fn observe(
        &self,
        plan: PlanId,
        received: &Received<'_>,
    ) -> Result<(), StoreError> {
        let &Received {
            customer,
            written_to,
            contact,
            at,
        } = received;
        let contact = contact.filter(|contact| is_id(contact.id));
        if let Some(Contact { provider, id }) = contact {
            self.contacts.record(provider, plan, id, customer, at);
        }
        let persistent = match &self.conversations {
            Backend::Memory(conversations) => {
                conversations.observe(plan, customer, written_to, at);
                return Ok(());
            }
            Backend::Persistent(persistent) => persistent,
        };
        let Some((name, remember)) = self.plan(plan) else {
            return Ok(());
        };
        let conversation = persistent.write(Write {
            key: Key::conversation(customer, &name),
            field: Field::Received,
            event: Event::new(at, written_to.map(|sender| sender.to_string())),
            remember,
        });
        let contact = async {
            let Some(Contact { provider, id }) = contact else {
                return Ok(());
            };
            let number = Write {
                key: Key::contact(provider, id, &name),
                field: Field::Received,
                event: Event::new(at, Some(customer.to_string())),
                remember: CONTACT_TIME_TO_LIVE,
            };
            persistent.write(number).await
        };
        // Both at the same time: they are pipelined on their way to a server, and durable in one step in a file.
        let (conversation, contact) = tokio::join!(conversation, contact);
        let conversation = self.counted("observe", conversation);
        conversation.and(self.counted("learn", contact))
    }

    /// Records that a message was sent to a recipient from this sender.
    pub(crate) async fn sent(
        &self,
        plan: PlanId,
        recipient: Number,
        sender: Sender,
        at: SystemTime,
    ) {
        let persistent = match &self.conversations {
            Backend::Memory(conversations) => {
                conversations.sent(plan, recipient, sender, at);
                return;
            }
            Backend::Persistent(persistent) => persistent,
        };
        let Some((name, remember)) = self.plan(plan) else {
            return;
        };
        let sent = persistent.write(Write {
            key: Key::conversation(recipient, &name),
            field: Field::Sent,
            event: Event::new(at, Some(sender.to_string())),
            remember,
        });
        // A slow disk still writes it after the deadline.
        let sent = tokio::time::timeout(DEADLINE, sent).await;
        // The message is on its way already: a failure can only be counted.
        let _ = self.counted("sent", sent.unwrap_or(Err(StoreError::Slow)));
    }

    /// The number of a contact, if a callback told it.
    pub(crate) async fn number(&self, plan: PlanId, contact: Contact<'_>) -> Option<Number> {
        let Contact { provider, id } = contact;
        let from_memory = || self.contacts.number(provider, plan, id);
        let persistent = match &self.conversations {
            Backend::Memory(_) => return from_memory(),
            Backend::Persistent(persistent) => persistent,
        };
        let name = self.router.plan_name(plan).filter(|_| is_id(id))?;
        let entry = persistent.read(&Key::contact(provider, id, &name)).await;
        let Ok(entry) = self.counted("contact", entry) else {
            return from_memory();
        };
        let received = entry.received?;
        let number = received.number()?;
        self.contacts
            .record(provider, plan, id, number, received.at());
        Some(number)
    }

    /// How many conversations and contacts are held, if that is known without asking a server.
    pub(crate) fn counts(&self) -> Option<(usize, usize)> {
        match &self.conversations {
            Backend::Memory(conversations) => Some((conversations.count(), self.contacts.count())),
            Backend::Persistent(Persistent::File(file)) => Some((
                file.count(EntryKind::Conversation),
                file.count(EntryKind::Contact),
            )),
            Backend::Persistent(Persistent::Redis(_)) => None,
        }
    }

    /// A plan's name and how long its messages count; `None` for a plan that left the map.
    fn plan(&self, plan: PlanId) -> Option<(Arc<str>, Duration)> {
        self.router
            .plan_name(plan)
            .zip(self.router.memory_window(plan))
    }

    fn counted<T>(
        &self,
        operation: &'static str,
        done: Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        done.inspect_err(|error| self.metrics.store_failed(operation, error.as_str()))
    }
}

impl Persistent {
    async fn read(&self, key: &Key) -> Result<Entry, StoreError> {
        match self {
            Persistent::File(file) => file.read(key),
            Persistent::Redis(redis) => redis.read(key).await,
        }
    }

    async fn write(&self, write: Write) -> Result<(), StoreError> {
        match self {
            Persistent::File(file) => file.write(write).await,
            Persistent::Redis(redis) => redis.write(&write).await,
        }
    }
}

/// Whether an id may be part of a key: a colon would end it there.
fn is_id(contact: &str) -> bool {
    contact.len() <= MAX_ID && !contact.contains(':')
}
