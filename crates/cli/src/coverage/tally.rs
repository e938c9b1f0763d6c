//! Counts users by region, class and sender.

use std::collections::BTreeMap;
use std::hash::Hash;

use originator::{Decision, Outcome, Reason, Region, Sender, Warnings};
use rustc_hash::FxHashMap;

use super::class::Class;
use super::user_count::CountError;
use crate::hints::Hints;
use crate::traffic::encoding::utf_8;

/// Users by region; those whose number cannot be read have no region.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) regions: BTreeMap<Option<Region>, Users>,
    pub(super) hints: Hints,
    /// The first text that is not a number of users, and why.
    pub(super) count_error: Option<(String, CountError)>,
}

/// The users of a region.
#[derive(Default)]
pub(super) struct Users {
    pub(super) users: u64,
    /// The number of users of each class, by its index in [`Class::ALL`].
    pub(super) classes: [u64; Class::ALL.len()],
    /// The senders of replies.
    pub(super) reply_senders: FxHashMap<Sender, u64>,
    /// The senders of first messages, with their warnings.
    pub(super) first_senders: FxHashMap<(Sender, Warnings), u64>,
    /// The reasons of refusals.
    pub(super) refusals: FxHashMap<Reason, u64>,
}

impl Tally {
    pub(super) fn add(&mut self, reply: &Decision, first: &Decision, users: u64) {
        let class = Class::of(reply, first);
        // A number that is not valid has no country, even if its calling code has one.
        let region = reply.region().filter(|_| class != Class::Unreadable);
        let users_of_region = self.regions.entry(region).or_default();
        users_of_region.users += users;
        if let Some(count) = users_of_region.classes.get_mut(class as usize) {
            *count += users;
        }
        if let Outcome::Use(sender) = reply.outcome() {
            *users_of_region.reply_senders.entry(sender).or_default() += users;
        }
        if let Outcome::Use(sender) = first.outcome() {
            *users_of_region
                .first_senders
                .entry((sender, first.warnings()))
                .or_default() += users;
        }
        if class == Class::Refused {
            *users_of_region.refusals.entry(first.reason()).or_default() += users;
        }
    }

    pub(super) fn add_count_error(&mut self, text: &[u8], error: CountError) {
        // Enough to find the row.
        let text = text.get(..40).unwrap_or(text);
        self.count_error
            .get_or_insert_with(|| (utf_8(text).into_owned(), error));
    }

    pub(super) fn merge(&mut self, next: Tally) {
        self.hints.merge(next.hints);
        for (region, more) in next.regions {
            let users_of_region = self.regions.entry(region).or_default();
            users_of_region.users += more.users;
            for (count, more) in users_of_region.classes.iter_mut().zip(more.classes) {
                *count += more;
            }
            add_all(&mut users_of_region.reply_senders, more.reply_senders);
            add_all(&mut users_of_region.first_senders, more.first_senders);
            add_all(&mut users_of_region.refusals, more.refusals);
        }
        self.count_error = self.count_error.take().or(next.count_error);
    }
}

fn add_all<K: Eq + Hash>(to: &mut FxHashMap<K, u64>, more: FxHashMap<K, u64>) {
    for (key, count) in more {
        *to.entry(key).or_default() += count;
    }
}
