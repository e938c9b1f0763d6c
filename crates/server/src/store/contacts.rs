//! Contacts in memory: the numbers behind the providers' contact ids, as callbacks tell them.

use std::time::SystemTime;

use originator::{Number, PlanId};
use quick_cache::sync::Cache;

/// The numbers of at most as many contacts as the limit says. The ones that are asked for stay longest.
#[derive(Debug)]
pub(super) struct Contacts {
    numbers: Cache<Key, (Number, SystemTime)>,
}

/// Ids are a provider's own, and a contact belongs to the plan of its account: a callback of another plan cannot change
/// its number.
type Key = (&'static str, PlanId, Box<str>);

impl Contacts {
    pub(super) fn new(limit: usize) -> Contacts {
        Contacts {
            numbers: Cache::new(limit),
        }
    }

    /// Records that a contact had this number at this time. An older event never overwrites a newer one.
    pub(super) fn record(
        &self,
        provider: &'static str,
        plan: PlanId,
        contact: &str,
        number: Number,
        at: SystemTime,
    ) {
        let key = (provider, plan, contact.into());
        let held = self.numbers.get(&key);
        if held.is_none_or(|(_, held)| held <= at) {
            self.numbers.insert(key, (number, at));
        }
    }

    pub(super) fn number(
        &self,
        provider: &'static str,
        plan: PlanId,
        contact: &str,
    ) -> Option<Number> {
        let held = self.numbers.get(&(provider, plan, contact.into()));
        held.map(|(number, _)| number)
    }

    pub(super) fn count(&self) -> usize {
        self.numbers.len()
    }
}
