//! Contacts: the numbers behind the Conversation API's contact ids, as callbacks tell them.

use originator::{Number, PlanId};
use quick_cache::sync::Cache;

/// The numbers of contacts, for as many as the limit says; those that are asked for stay longest.
#[derive(Debug)]
pub(super) struct Contacts {
    numbers: Cache<Key, Number>,
}

/// A contact belongs to whom its app belongs to: another plan's callback cannot change its number.
type Key = (PlanId, Box<str>);

impl Contacts {
    pub(super) fn new(limit: usize) -> Contacts {
        Contacts {
            numbers: Cache::new(limit),
        }
    }

    pub(super) fn learn(&self, plan: PlanId, contact: &str, number: Number) {
        self.numbers.insert((plan, contact.into()), number);
    }

    pub(super) fn number(&self, plan: PlanId, contact: &str) -> Option<Number> {
        self.numbers.get(&(plan, contact.into()))
    }

    pub(super) fn count(&self) -> usize {
        self.numbers.len()
    }
}
