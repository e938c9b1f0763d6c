//! Contacts: the numbers behind the Conversation API's contact ids, as callbacks tell them.

use originator::{Number, PlanId};
use quick_cache::sync::Cache;

/// The numbers of contacts, for as many as the limit says; those that are asked for stay longest.
#[derive(Debug)]
pub(crate) struct Contacts {
    numbers: Cache<Key, Number>,
}

/// A contact belongs to whom its app belongs to: another plan's callback cannot change its number.
type Key = (PlanId, Box<str>);

/// The provider's ids have 26 characters; what is much longer is none.
const MAX_ID: usize = 64;

impl Contacts {
    pub(crate) fn new(limit: usize) -> Contacts {
        Contacts {
            numbers: Cache::new(limit),
        }
    }

    pub(crate) fn learn(&self, plan: PlanId, contact: &str, number: Number) {
        if contact.len() <= MAX_ID {
            self.numbers.insert((plan, contact.into()), number);
        }
    }

    pub(crate) fn number(&self, plan: PlanId, contact: &str) -> Option<Number> {
        self.numbers.get(&(plan, contact.into()))
    }

    pub(crate) fn count(&self) -> usize {
        self.numbers.len()
    }
}
