//! Compiled service plans, in the form that decisions read. The check that makes them from a map is in [`crate::map`].
//!
//! With a hundred thousand plans, the time of a decision is the time that it waits for memory. So a plan's own part is
//! small, plans that differ only in their senders share their outline, and an entry with a single sender contains it.

mod compile;
mod settings;
mod terms;

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use crate::country::{Layer, Rules};
use crate::{Region, Sender, SenderKind};

pub(crate) use compile::{EntryDraft, Outlines, PlanDraft, shares_calling_code};
pub(crate) use settings::{LineTypes, ReplyRule, Settings};
pub use terms::{ListedSender, SenderState};
pub(crate) use terms::{Terms, UseCases};

/// The id of the plan of a map that has the fields of a plan at its top level.
pub(crate) const DEFAULT_PLAN: &str = "default";

/// The id of a service plan of a router. It is `Copy` and stays the same across reloads, even if the map does not have
/// the plan for a while.
///
/// An id is valid for the router that gave it and for the clones of that router. Any other router decides
/// [`Reason::UnknownPlan`](crate::Reason::UnknownPlan).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlanId {
    /// The number of the router that gave it, in this process.
    pub(crate) router: u32,
    /// The index of the plan among those that the router has or had.
    pub(crate) place: u32,
}

/// A service plan of a checked map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    outline: Arc<Outline>,
    /// The entries of the regions that the outline names, in the order of the regions.
    entries: Box<[Entry]>,
    senders: Box<Senders>,
}

/// The part that plans share if they differ only in their senders.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Outline {
    settings: Settings,
    /// The regions that have an entry.
    named: RegionSet,
    /// Pairs of borrower and lender: sorted by borrower, the lenders of a borrower in the order of the map.
    borrow: Box<[(Region, Region)]>,
    rules: SharedRules,
}

/// The country rules of a plan.
#[derive(Clone, Debug)]
struct SharedRules(Arc<Layer>);

/// Rules of the same rulebook are one allocation. Comparing pointers first spares a comparison of the rules.
impl PartialEq for SharedRules {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

impl Eq for SharedRules {}

impl Hash for SharedRules {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.count().hash(state);
    }
}

/// The senders of a plan: everything that decisions read less often than the entry of a region.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Senders {
    elsewhere: Entry,
    choices: Box<[Choice]>,
    members: Box<[Member]>,
    /// Every sender of the plan, sorted, each once.
    owned: Box<[PlanSender]>,
    /// Pairs of a region and the index in `owned` of a sender that is domestic there; sorted.
    domestic: Box<[(Region, u32)]>,
}

/// A set of regions, as one bit for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
struct RegionSet([u64; 4]);

impl RegionSet {
    fn insert(&mut self, region: Region) {
        if let Some(word) = self.0.get_mut(region.index() / 64) {
            *word |= 1 << (region.index() % 64);
        }
    }

    /// The number of regions in the set before `region`, if the set has it.
    #[inline]
    fn rank(&self, region: Region) -> Option<usize> {
        let (place, bit) = (region.index() / 64, 1_u64 << (region.index() % 64));
        let word = *self.0.get(place)?;
        if word & bit == 0 {
            return None;
        }
        let before = self
            .0
            .iter()
            .take(place)
            .map(|word| word.count_ones())
            .sum::<u32>();
        Some((before + (word & (bit - 1)).count_ones()) as usize)
    }
}

/// The entry of a region. The alignment ensures that no entry spans two cache lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(align(32))]
pub(crate) enum Entry {
    /// Let the provider choose.
    Omit,
    /// Never send there.
    Refuse,
    /// A single sender, as most entries have it. It is stored in the entry itself.
    One(Member),
    /// Choices in order of preference: `count` of them from the index `first` on.
    Order { first: u32, count: u32 },
}

/// A choice in an order of preference: a range of members that share the traffic, of length one unless it is a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Choice {
    first: u32,
    count: u32,
}

/// A sender in one of the places where the map lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) sender: Sender,
    pub(crate) weight: u32,
    pub(crate) kind: SenderKind,
    /// The own region of a long code or a toll-free number.
    pub(crate) home: Option<Region>,
    pub(crate) terms: Terms,
}

/// A sender of the plan, regardless of the places where the map lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PlanSender {
    pub(crate) sender: Sender,
    pub(crate) kind: SenderKind,
    /// The own region of a long code or a toll-free number.
    pub(crate) home: Option<Region>,
    /// The terms of a number, which are the same in all places. For a short code or a name, whose terms may differ,
    /// they are those of one place.
    pub(crate) terms: Terms,
}

const _: () = assert!(size_of::<Entry>() == 32);

impl Plan {
    #[inline]
    pub(crate) fn settings(&self) -> &Settings {
        &self.outline.settings
    }

    /// The country rules of a region that apply to the plan.
    pub(crate) fn rules(&self, region: Region) -> &Rules {
        self.outline.rules.0.rules(region)
    }

    /// The entry for the regions that have neither an entry nor a lender.
    pub(crate) fn elsewhere(&self) -> &Entry {
        &self.senders.elsewhere
    }

    /// The entry of a region, if it has one.
    #[inline]
    pub(crate) fn entry(&self, region: Region) -> Option<&Entry> {
        self.entries.get(self.outline.named.rank(region)?)
    }

    /// Whether any region borrows.
    pub(crate) fn borrows(&self) -> bool {
        !self.outline.borrow.is_empty()
    }

    /// The lenders of a region, in order.
    #[inline]
    pub(crate) fn lenders(&self, region: Region) -> impl Iterator<Item = Region> {
        let borrow = &self.outline.borrow;
        let start = borrow.partition_point(|&(borrower, _)| borrower < region);
        let rest = borrow.get(start..).unwrap_or_default();
        rest.iter()
            .take_while(move |&&(borrower, _)| borrower == region)
            .map(|&(_, lender)| lender)
    }

    /// The choices of an entry in order of preference, each as its members; none for `omit` and `refuse`.
    #[inline]
    pub(crate) fn choices<'p>(&'p self, entry: &'p Entry) -> impl Iterator<Item = &'p [Member]> {
        // A single sender is in the entry itself, so no other memory is read.
        let (one, choices) = match entry {
            Entry::One(member) => (Some(std::slice::from_ref(member)), &[][..]),
            Entry::Order { first, count } => (None, slice(&self.senders.choices, *first, *count)),
            Entry::Omit | Entry::Refuse => (None, &[][..]),
        };
        let pools = choices
            .iter()
            .map(|choice| slice(&self.senders.members, choice.first, choice.count));
        one.into_iter().chain(pools)
    }

    /// A sender, if the plan owns it.
    pub(crate) fn owned(&self, sender: &Sender) -> Option<&PlanSender> {
        let owned = &self.senders.owned;
        let place = owned.binary_search_by(|owned| owned.sender.cmp(sender));
        owned.get(place.ok()?)
    }

    /// The senders of the plan that are domestic in a region, sorted.
    pub(crate) fn domestic(&self, region: Region) -> impl Iterator<Item = &PlanSender> + Clone {
        let Senders {
            domestic, owned, ..
        } = &*self.senders;
        let start = domestic.partition_point(|&(own, _)| own < region);
        let rest = domestic.get(start..).unwrap_or_default();
        rest.iter()
            .take_while(move |&&(own, _)| own == region)
            .filter_map(|&(_, place)| owned.get(place as usize))
    }

    /// The own regions of a sender: one of a long code, any number of a toll-free number or a short code, none of a
    /// name.
    pub(crate) fn own_regions(&self, sender: &Sender) -> impl Iterator<Item = Region> {
        let owned = &self.senders.owned;
        let place = owned.binary_search_by(|owned| owned.sender.cmp(sender));
        let place = place.ok().map(|place| place as u32);
        let domestic = place.map_or(&[][..], |_| &self.senders.domestic);
        domestic
            .iter()
            .filter(move |&&(_, owned)| Some(owned) == place)
            .map(|&(region, _)| region)
    }

    /// All senders, once for each place: by region, `elsewhere` last, and within an entry in its order.
    pub(crate) fn listed(&self) -> impl Iterator<Item = ListedSender> {
        let named = Region::all().filter_map(|region| Some((Some(region), self.entry(region)?)));
        let entries = named.chain([(None, self.elsewhere())]);
        entries.flat_map(|(region, entry)| {
            let members = self.choices(entry).flatten();
            members.map(move |member| ListedSender {
                sender: member.sender,
                kind: member.kind,
                region,
                home: member.home,
                state: member.terms.state,
                two_way: member.terms.two_way,
            })
        })
    }

    /// The members of all entries, including `elsewhere`.
    pub(crate) fn members(&self) -> impl Iterator<Item = &Member> {
        let entries = self.entries.iter().chain([self.elsewhere()]);
        entries.flat_map(|entry| self.choices(entry).flatten())
    }
}

#[inline]
fn slice<T>(all: &[T], first: u32, count: u32) -> &[T] {
    let first = first as usize;
    all.get(first..first + count as usize).unwrap_or_default()
}
