//! A store of conversations in memory: which sender a customer wrote to, and which one a message to the customer last
//! left from.

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

/// Remembers conversations in memory. Any number of threads may use it.
///
/// Only [`observe`](Conversations::observe) and [`sent`](Conversations::sent) write. The result of
/// [`recall`](Conversations::recall) is an input of a decision. Time is passed in, and kept in whole seconds. A
/// conversation takes 26 bytes and its share of the table's spare capacity.
///
/// The number of conversations is limited. If it is reached, those without events for the longest time are forgotten,
/// half of the limit at a time. Events older than the time to live are not recalled.
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
    /// Locked while a generation ends.
    ending: Mutex<()>,
    limit: usize,
    time_to_live: Duration,
    senders: Senders,
}

/// Two generations of conversations.
///
/// New events go into the young generation; a conversation is copied there from the old one first. If the young one is
/// full, it becomes the old one, and the conversations of the old one are forgotten: those without events since then.
#[derive(Debug)]
struct Generations {
    young: Arc<Generation>,
    old: Arc<Generation>,
}

#[derive(Debug, Default)]
struct Generation {
    entries: DashMap<Key, Value>,
    /// The number of entries. The table could count them only by visiting every shard.
    count: AtomicUsize,
}

impl Conversations {
    /// A store for up to `limit` conversations, at least two. An event is remembered for `time_to_live`, usually the
    /// longest `remember` of the map's plans.
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

    /// Records that a customer wrote, and to which sender, if that is known. An older event never overwrites a newer
    /// one.
    pub fn observe(
        &self,
        plan: PlanId,
        customer: Number,
        written_to: Option<Sender>,
        now: SystemTime,
    ) {
        // If the list of senders is full, the sender counts as not known.
        let sender = written_to.and_then(|sender| self.senders.id(sender));
        self.write(Key::new(customer, plan), |value| {
            value.received = value.received.latest(Event::new(sender, now));
        });
    }

    /// Records that a message to a recipient left from a sender. An older event never overwrites a newer one.
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

    /// The number of conversations in memory, including those that are too old to be recalled. A conversation that is
    /// in both generations counts twice.
    pub fn count(&self) -> usize {
        let generations = self.generations.load();
        generations.young.count.load(Ordering::Relaxed)
            + generations.old.count.load(Ordering::Relaxed)
    }

    /// Changes a conversation in the young generation, and ends the generation first if it is full.
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
            // The generation has ended meanwhile. Another writer may have copied the conversation to the next one
            // before this change was in it, so the change is made again there.
            generations = now;
        }
    }

    /// Whether another conversation would exceed the limit.
    fn is_full(&self, generations: &Generations) -> bool {
        let young = generations.young.count.load(Ordering::Relaxed);
        let old = generations.old.count.load(Ordering::Relaxed);
        young >= self.limit.div_ceil(2) || young + old >= self.limit
    }

    /// Makes the full generation the old one, and forgets the old one. Does nothing if another thread has done so.
    fn end_generation(&self, full: &Arc<Generation>) {
        // A poisoned lock may be used: the generations are replaced in one step, so they are never half done.
        let _ending = self.ending.lock().unwrap_or_else(PoisonError::into_inner);
        let still_young = Arc::ptr_eq(&self.generations.load().young, full);
        if still_young {
            // The next generation will become as full as this one. With its capacity from the start it never has to
            // grow.
            let next = Generations {
                young: Arc::new(Generation::with_capacity(self.limit.div_ceil(2))),
                old: Arc::clone(full),
            };
            self.generations.store(Arc::new(next));
        }
    }
}

impl Generation {
    fn with_capacity(conversations: usize) -> Generation {
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
