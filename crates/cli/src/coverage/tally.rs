//! Users, counted by region and by what is decided for them.

use std::collections::BTreeMap;
use std::hash::Hash;

use originator::{Decision, Outcome, Reason, Region, Sender, Warnings};
use rustc_hash::FxHashMap;

use super::class::Class;
use super::users::NoCount;
use crate::hints::Hints;
use crate::traffic::encoding::utf_8;

/// Users by region; those whose number cannot be read are without.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) regions: BTreeMap<Option<Region>, Users>,
    pub(super) hints: Hints,
    /// The first text that is no number of users, and why not.
    pub(super) no_count: Option<(String, NoCount)>,
}

/// The users of a region.
#[derive(Default)]
pub(super) struct Users {
    pub(super) users: u64,
    /// By the place in [`Class::ALL`].
    pub(super) classes: [u64; Class::ALL.len()],
    /// From what their answers leave.
    pub(super) replies: FxHashMap<Sender, u64>,
    /// From what first messages leave, and what may become of them.
    pub(super) firsts: FxHashMap<(Sender, Warnings), u64>,
    /// Why nothing is sent.
    pub(super) refusals: FxHashMap<Reason, u64>,
}

impl Tally {
    pub(super) fn add(&mut self, reply: &Decision, first: &Decision, users: u64) {
        let class = Class::of(reply, first);
        // A number that is not valid is in no country, whatever it begins with.
        let region = reply.region().filter(|_| class != Class::Unreadable);
        let of = self.regions.entry(region).or_default();
        of.users += users;
        if let Some(count) = of.classes.get_mut(class as usize) {
            *count += users;
        }
        if let Outcome::Use(sender) = reply.outcome() {
            *of.replies.entry(sender).or_default() += users;
        }
        if let Outcome::Use(sender) = first.outcome() {
            *of.firsts.entry((sender, first.warnings())).or_default() += users;
        }
        if class == Class::Refused {
            *of.refusals.entry(first.reason()).or_default() += users;
        }
    }

    pub(super) fn uncounted(&mut self, text: &[u8], why: NoCount) {
        // Enough to find it by.
        let text = text.get(..40).unwrap_or(text);
        self.no_count
            .get_or_insert_with(|| (utf_8(text).into_owned(), why));
    }

    pub(super) fn merge(&mut self, next: Tally) {
        self.hints.merge(next.hints);
        for (region, more) in next.regions {
            let of = self.regions.entry(region).or_default();
            of.users += more.users;
            for (count, more) in of.classes.iter_mut().zip(more.classes) {
                *count += more;
            }
            add_all(&mut of.replies, more.replies);
            add_all(&mut of.firsts, more.firsts);
            add_all(&mut of.refusals, more.refusals);
        }
        self.no_count = self.no_count.take().or(next.no_count);
    }
}

fn add_all<K: Eq + Hash>(to: &mut FxHashMap<K, u64>, more: FxHashMap<K, u64>) {
    for (key, count) in more {
        *to.entry(key).or_default() += count;
    }
}
