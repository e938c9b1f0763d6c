//! Conversations in memory: who wrote to which sender, and what they were last sent from.

mod entry;
mod senders;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use arc_swap::{ArcSwap, Guard};
use dashmap::DashMap;

use crate::plan::PlanId;
use crate::{Memory, Number, Sender};
use entry::{Event, Key, Value};
use senders::Senders;

/// Remembers conversations in memory, for any number of threads.
///
/// Only [`observe`](Conversations::observe) and [`sent`](Conversations::sent) write; what
/// [`recall`](Conversations::recall) answers is an input of a decision. Time is passed in, in whole seconds. A
/// conversation takes 26 bytes and its share of the table's spare room.
///
/// It is bounded: of so many conversations as the limit says, those that nothing happened in for longest are
/// forgotten, half of the limit at a time. What is older than the time to live is not recalled.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use originator::{BareDigits, Conversations, Message, Router, read};
///
/// let map = "originators: { US: \"+12025550142\", SE: \"+46701740605\" }";
/// let router = Router::from_yaml("map", map)?;
/// let plan = router.plan("default").ok_or("no such plan")?;
/// let conversations = Conversations::new(1_000_000, Duration::from_secs(30 * 24 * 60 * 60));
///
/// let customer = read("+46701740699", BareDigits::Refuse).ok_or("not a number")?.number;
/// let now = SystemTime::now();
/// conversations.observe(plan, customer, "+46701740605".parse().ok(), now);
///
/// let memory = conversations.recall(plan, customer, now + Duration::from_secs(60));
/// let decision = router.decide(plan, &Message::to("+46701740699").remembered(memory));
/// assert_eq!(decision.reason().as_str(), "same_number");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Conversations {
    generations: ArcSwap<Generations>,
    /// Held while a generation ends.
    ending: Mutex<()>,
    limit: usize,
    time_to_live: Duration,
    senders: Senders,
}

/// The conversations in which something happened lately, and those before them.
#[derive(Debug)]
struct Generations {
    young: Arc<Generation>,
    old: Arc<Generation>,
}

#[derive(Debug, Default)]
struct Generation {
    entries: DashMap<Key, Value>,
    /// Kept beside the table, whose own count asks every shard.
    count: AtomicUsize,
}

impl Conversations {
    /// Remembers up to `limit` conversations, two at the least, each for `time_to_live`, as a rule the longest `remember` of the
    /// map's plans.
    pub fn new(limit: usize, time_to_live: Duration) -> Conversations {
        let generations = Generations {
            young: Arc::default(),
            old: Arc::default(),
        };
        Conversations {
            generations: ArcSwap::from_pointee(generations),
            ending: Mutex::new(()),
            limit: limit.max(2),
            time_to_live,
            senders: Senders::default(),
        }
    }

    /// A customer wrote: to this sender, if it is known. What is told late does not count over what happened
    /// after it.
    pub fn observe(
        &self,
        plan: PlanId,
        customer: Number,
        written_to: Option<Sender>,
        now: SystemTime,
    ) {
        // A sender beyond the list's room is as one that is not known.
        let sender = written_to.and_then(|sender| self.senders.id(sender));
        self.write(Key::new(customer, plan), |value| {
            value.received = value.received.latest(Event::new(sender, now));
        });
    }

    /// A message went out to a recipient from this sender. What is told late does not count over what happened
    /// after it.
    pub fn sent(&self, plan: PlanId, recipient: Number, sender: Sender, now: SystemTime) {
        if let Some(id) = self.senders.id(sender) {
            self.write(Key::new(recipient, plan), |value| {
                value.sent = value.sent.latest(Event::new(Some(id), now));
            });
        }
    }

    /// What is remembered of a recipient.
    pub fn recall(&self, plan: PlanId, recipient: Number, now: SystemTime) -> Memory {
        let generations = self.generations.load();
        let key = Key::new(recipient, plan);
        let found = generations
            .young
            .get(&key)
            .or_else(|| generations.old.get(&key));
        let mut memory = Memory::default();
        let Some(entry::Unpacked { received, sent }) = found.map(Value::unpack) else {
            return memory;
        };
        if let Some(age) = received.age(now, self.time_to_live) {
            memory = memory.with_received(
                received.sender().and_then(|id| self.senders.sender(id)),
                age,
            );
        }
        if let Some(age) = sent.age(now, self.time_to_live)
            && let Some(sender) = sent.sender().and_then(|id| self.senders.sender(id))
        {
            memory = memory.with_sent(sender, age);
        }
        memory
    }

    /// How many conversations are held, those that are too old to be recalled too; one that went on lately may
    /// count twice.
    pub fn count(&self) -> usize {
        let generations = self.generations.load();
        generations.young.count.load(Ordering::Relaxed)
            + generations.old.count.load(Ordering::Relaxed)
    }

    fn write(&self, key: Key, change: impl Fn(&mut entry::Unpacked)) {
        let mut generations = self.generations.load();
        let young = &generations.young;
        if self.is_full(&generations) && young.get(&key).is_none() {
            self.end_generation(young);
            generations = self.generations.load();
        }
        self.write_to(generations, key, change);
    }

    fn write_to(
        &self,
        mut generations: Guard<Arc<Generations>>,
        key: Key,
        change: impl Fn(&mut entry::Unpacked),
    ) {
        loop {
            let young = &generations.young;
            let mut is_new = false;
            {
                let mut value = young.entries.entry(key).or_insert_with(|| {
                    is_new = true;
                    generations.old.get(&key).unwrap_or_default()
                });
                let mut unpacked = value.unpack();
                change(&mut unpacked);
                *value = Value::pack(unpacked);
            }
            if is_new {
                young.count.fetch_add(1, Ordering::Relaxed);
            }
            let now = self.generations.load();
            if Arc::ptr_eq(&now.young, young) {
                return;
            }
            // The generation ended meanwhile, and somebody may have carried the conversation on without this.
            generations = now;
        }
    }

    /// Whether another conversation would be one too many.
    fn is_full(&self, generations: &Generations) -> bool {
        let young = generations.young.count.load(Ordering::Relaxed);
        let old = generations.old.count.load(Ordering::Relaxed);
        young >= self.limit.div_ceil(2) || young + old >= self.limit
    }

    /// Makes the full generation the old one, and forgets the one before it.
    fn end_generation(&self, full: &Arc<Generation>) {
        // A poisoned lock guards nothing that could be half done: the generations are replaced in one step.
        let _ending = self.ending.lock().unwrap_or_else(PoisonError::into_inner);
        let still_young = Arc::ptr_eq(&self.generations.load().young, full);
        if still_young {
            // It will become as full as this one: with its room from the start it never has to move.
            let next = Generations {
                young: Arc::new(Generation::with_room(self.limit.div_ceil(2))),
                old: Arc::clone(full),
            };
            self.generations.store(Arc::new(next));
        }
    }
}

impl Generation {
    fn with_room(conversations: usize) -> Generation {
        Generation {
            entries: DashMap::with_capacity(conversations),
            count: AtomicUsize::new(0),
        }
    }

    fn get(&self, key: &Key) -> Option<Value> {
        self.entries.get(key).map(|value| *value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_while_a_generation_ends_is_not_lost() {
        let store = Conversations::new(4, Duration::MAX);
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let ours: Sender = "+12025550142".parse().unwrap();
        let number = |text: &str| Number::from_e164(text).unwrap();
        let (plan, customer) = (
            PlanId {
                router: 0,
                place: 0,
            },
            number("+12025550100"),
        );

        // A writer stops here, with the generations as they are now.
        let seen = store.generations.load();
        store.observe(plan, number("+12025550101"), None, now);
        store.observe(plan, number("+12025550102"), None, now);
        store.sent(plan, customer, ours, now);
        assert!(!Arc::ptr_eq(&seen.young, &store.generations.load().young));
        let id = store.senders.id(ours);
        store.write_to(seen, Key::new(customer, plan), |value| {
            value.received = Event::new(id, now);
        });

        let both = Memory::default()
            .with_received(Some(ours), Duration::ZERO)
            .with_sent(ours, Duration::ZERO);
        assert_eq!(store.recall(plan, customer, now), both);
    }
}
