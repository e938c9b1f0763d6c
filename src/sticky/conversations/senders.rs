//! The senders of conversations, each with a permanent id, which takes less room than its text.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use super::entry::MAX_SENDERS;
use crate::Sender;

/// A list that only grows, so that an id means the same sender also after a reload of the map.
#[derive(Debug, Default)]
pub(super) struct Senders {
    known: RwLock<Known>,
}

#[derive(Debug, Default)]
struct Known {
    senders: Vec<Sender>,
    ids: HashMap<Sender, u32>,
}

impl Senders {
    /// The id of a sender, from 1; `None` if the sender is new and all ids are in use.
    pub(super) fn id(&self, sender: Sender) -> Option<u32> {
        // A poisoned lock may be used: a sender is added to the list before its id is, so every id is valid.
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(&id) = known.ids.get(&sender) {
            return Some(id);
        }
        drop(known);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(&id) = known.ids.get(&sender) {
            return Some(id);
        }
        let id = u32::try_from(known.senders.len()).ok()?.checked_add(1)?;
        if id > MAX_SENDERS {
            return None;
        }
        known.senders.push(sender);
        known.ids.insert(sender, id);
        Some(id)
    }

    /// The sender of an id.
    pub(super) fn sender(&self, id: u32) -> Option<Sender> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.senders.get((id as usize).checked_sub(1)?).copied()
    }
}
