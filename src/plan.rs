//! A service plan, compiled: what a decision reads.
//!
//! Where there are a hundred thousand plans, a decision takes as long as it waits for memory. So a plan's own part
//! is small, its outline is one with that of all plans like it, and an entry with a single sender holds it.

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

/// The plan of a map whose plan keys stand at the top level.
pub(crate) const DEFAULT_PLAN: &str = "default";

/// A service plan of a router: `Copy`, and the same across reloads, even when the plan is gone for a while.
///
/// It means something only to the router that gave it and to that router's clones. Any other router decides
/// [`Reason::UnknownPlan`](crate::Reason::UnknownPlan).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlanId {
    /// Which router of this process gave it.
    pub(crate) router: u32,
    /// The place of the plan among those that the router has or had.
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

/// What plans have in common that differ in their senders alone.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Outline {
    settings: Settings,
    /// The regions that have an entry of their own.
    named: RegionSet,
    /// Borrower, lender; sorted by borrower, lenders in the order of the map.
    borrow: Box<[(Region, Region)]>,
    rules: SharedRules,
}

/// The country rules of a plan.
#[derive(Clone, Debug)]
struct SharedRules(Arc<Layer>);

/// Those of one rulebook are told to be equal without a look at them.
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

/// What is asked for less often than a region's entry.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Senders {
    elsewhere: Entry,
    choices: Box<[Choice]>,
    members: Box<[Member]>,
    /// Every sender that the plan names, sorted, each once.
    owned: Box<[PlanSender]>,
    /// Region, place in `owned`; sorted: which senders are domestic where.
    domestic: Box<[(Region, u32)]>,
}

/// A set of regions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
struct RegionSet([u64; 4]);

impl RegionSet {
    fn insert(&mut self, region: Region) {
        if let Some(word) = self.0.get_mut(region.index() / 64) {
            *word |= 1 << (region.index() % 64);
        }
    }

    /// How many regions of the set come before `region`, if it is of the set.
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

/// What a plan says of a region. Aligned so that none lies across two lines of the cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(align(32))]
pub(crate) enum Entry {
    /// Let the provider choose.
    Omit,
    /// Never send there.
    Refuse,
    /// One sender and nothing else: what most entries are, kept where the entry is.
    One(Member),
    /// Choices in order of preference: this many from this place on.
    Order { first: u32, count: u32 },
}

/// A step in an order of preference: the members that share the traffic, one where it is no pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Choice {
    first: u32,
    count: u32,
}

/// A sender in its place in the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) sender: Sender,
    pub(crate) weight: u32,
    pub(crate) kind: SenderKind,
    /// A long code's or toll-free number's own region.
    pub(crate) home: Option<Region>,
    pub(crate) terms: Terms,
}

/// A sender of the plan, wherever the map names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PlanSender {
    pub(crate) sender: Sender,
    pub(crate) kind: SenderKind,
    /// A long code's or toll-free number's own region.
    pub(crate) home: Option<Region>,
    /// A number's terms, the same in every place; a short code or a name has those of each place.
    pub(crate) terms: Terms,
}

const _: () = assert!(size_of::<Entry>() == 32);

impl Plan {
    #[inline]
    pub(crate) fn settings(&self) -> &Settings {
        &self.outline.settings
    }

    /// What the plan's provider does with the sender of a message to a region, as far as is known.
    pub(crate) fn rules(&self, region: Region) -> &Rules {
        self.outline.rules.0.rules(region)
    }

    /// The entry of the regions that are neither named nor lent to.
    pub(crate) fn elsewhere(&self) -> &Entry {
        &self.senders.elsewhere
    }

    /// The entry of a region, if the plan names it.
    #[inline]
    pub(crate) fn entry(&self, region: Region) -> Option<&Entry> {
        self.entries.get(self.outline.named.rank(region)?)
    }

    /// Whether any region borrows.
    pub(crate) fn borrows(&self) -> bool {
        !self.outline.borrow.is_empty()
    }

    /// The regions whose senders may stand in, in order.
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
        // An entry that holds its sender is not looked for elsewhere in memory.
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

    /// The sender of this text, if the plan owns it.
    pub(crate) fn owned(&self, sender: &Sender) -> Option<&PlanSender> {
        let owned = &self.senders.owned;
        let place = owned.binary_search_by(|owned| owned.sender.cmp(sender));
        owned.get(place.ok()?)
    }

    /// The plan's senders whose own region this is, sorted.
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

    /// A sender's own regions: one for a long code, any number for toll-free numbers and short codes.
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

    /// Every sender in every place, by region, `elsewhere` last, each entry in its order.
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

    /// Every member of every entry, of `elsewhere` too.
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
