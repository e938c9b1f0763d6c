//! Contacts: the numbers behind the Conversation API's contact ids, as callbacks tell them.

use std::time::SystemTime;

use originator::{Number, PlanId};
use quick_cache::sync::Cache;

/// The numbers of contacts, for as many as the limit says; those that are asked for stay longest.
#[derive(Debug)]
pub(super) struct Contacts {
    numbers: Cache<Key, (Number, SystemTime)>,
}

/// A contact belongs to whom its app belongs to: another plan's callback cannot change its number.
type Key = (PlanId, Box<str>);

impl Contacts {
    pub(super) fn new(limit: usize) -> Contacts {
        Contacts {
            numbers: Cache::new(limit),
        }
    }

    /// A contact had this number at this time. What is told late does not count over what happened after it.
    pub(super) fn learn(&self, plan: PlanId, contact: &str, number: Number, at: SystemTime) {
        let key = (plan, contact.into());
        let held = self.numbers.get(&key);
        if held.is_none_or(|(_, held)| held <= at) {
            self.numbers.insert(key, (number, at));
        }
    }

    pub(super) fn number(&self, plan: PlanId, contact: &str) -> Option<Number> {
        let held = self.numbers.get(&(plan, contact.into()));
        held.map(|(number, _)| number)
    }

    pub(super) fn count(&self) -> usize {
        self.numbers.len()
    }
}
