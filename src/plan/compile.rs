//! Compiles the draft of a plan, as the check makes it, to the plan that decisions read.
//!
//! Three properties of the result matter elsewhere:
//! - It does not depend on the order of keys and of pool members in the map, so that equal maps give equal plans.
//!   Entries are sorted by region, the members of a pool by sender; only the order of preference and that of lenders is
//!   kept.
//! - Ranges of `choices` and `members` follow each other without gaps, in the order in which entries are compiled. So
//!   an entry with several choices is one range of choices, and a choice is one range of members.
//! - `owned` is sorted and has each sender once; `domestic` refers to it by index.

use std::collections::HashSet;
use std::sync::Arc;

use super::{
    Choice, Entry, Member, Outline, Plan, PlanSender, RegionSet, Senders, Settings, SharedRules,
};
use crate::country::Layer;
use crate::{Region, Sender, SenderKind};

/// A plan without errors, before it is compiled.
#[derive(Debug)]
pub(crate) struct PlanDraft {
    pub(crate) settings: Settings,
    pub(crate) entries: Vec<(Region, EntryDraft)>,
    /// Each borrower with its lenders.
    pub(crate) borrow: Vec<(Region, Vec<Region>)>,
    pub(crate) elsewhere: EntryDraft,
}

/// An entry before it is compiled.
#[derive(Debug)]
pub(crate) enum EntryDraft {
    Omit,
    Refuse,
    /// Choices in order of preference, each as its members.
    Order(Vec<Vec<Member>>),
}

/// The outlines of all plans of a map. Equal outlines are shared.
#[derive(Debug, Default)]
pub(crate) struct Outlines(HashSet<Arc<Outline>>);

impl Outlines {
    fn shared(&mut self, outline: Outline) -> Arc<Outline> {
        if let Some(shared) = self.0.get(&outline) {
            return Arc::clone(shared);
        }
        let shared = Arc::new(outline);
        self.0.insert(Arc::clone(&shared));
        shared
    }
}

impl Plan {
    /// Compiles a plan, with the country rules that apply to it.
    pub(crate) fn compile(draft: PlanDraft, rules: &Arc<Layer>, outlines: &mut Outlines) -> Plan {
        let PlanDraft {
            settings,
            mut entries,
            borrow,
            elsewhere,
        } = draft;
        entries.sort_by_key(|(region, _)| *region);
        let mut named = RegionSet::default();
        let mut compiler = Compiler::default();
        let entries = entries
            .into_iter()
            .map(|(region, entry)| {
                named.insert(region);
                compiler.entry(Some(region), entry)
            })
            .collect();
        let elsewhere = compiler.entry(None, elsewhere);
        Plan {
            outline: outlines.shared(Outline {
                settings,
                named,
                borrow: flatten_borrow(borrow),
                rules: SharedRules(Arc::clone(rules)),
            }),
            entries,
            senders: Box::new(compiler.finish(elsewhere)),
        }
    }
}

/// Collects the choices, members and senders of all entries.
#[derive(Default)]
struct Compiler {
    choices: Vec<Choice>,
    members: Vec<Member>,
    /// Every sender, once for each place that lists it.
    owned: Vec<PlanSender>,
    /// Each sender with its own regions.
    domestic: Vec<(Region, Sender)>,
}

impl Compiler {
    /// Compiles the entry of a region, or that of `elsewhere`.
    fn entry(&mut self, region: Option<Region>, entry: EntryDraft) -> Entry {
        let mut order = match entry {
            EntryDraft::Omit => return Entry::Omit,
            EntryDraft::Refuse => return Entry::Refuse,
            EntryDraft::Order(order) => order,
        };
        for member in order.iter().flatten() {
            self.add_sender(region, member);
        }
        if let [choice] = order.as_slice()
            && let [member] = choice.as_slice()
        {
            return Entry::One(*member);
        }
        let first = self.choices.len() as u32;
        let count = order.len() as u32;
        for pool in &mut order {
            pool.sort_by_key(|member| member.sender);
            self.choices.push(Choice {
                first: self.members.len() as u32,
                count: pool.len() as u32,
            });
            self.members.append(pool);
        }
        Entry::Order { first, count }
    }

    /// Adds a sender with its own regions: the region of its number and, of a short code or a toll-free number, the
    /// region that lists it.
    fn add_sender(&mut self, region: Option<Region>, member: &Member) {
        let &Member {
            sender,
            kind,
            home,
            terms,
            ..
        } = member;
        self.owned.push(PlanSender {
            sender,
            kind,
            home,
            terms,
        });
        let listing = region.filter(|&region| match kind {
            SenderKind::ShortCode => true,
            SenderKind::TollFree => shares_calling_code(region, member),
            SenderKind::LongCode | SenderKind::Alphanumeric => false,
        });
        let own_regions = [home, listing].into_iter().flatten();
        self.domestic
            .extend(own_regions.map(|region| (region, sender)));
    }

    fn finish(self, elsewhere: Entry) -> Senders {
        let mut owned = self.owned;
        // Stable: of several places of a sender, the terms of the first one are kept.
        owned.sort_by_key(|owned| owned.sender);
        owned.dedup_by_key(|owned| owned.sender);
        let index = |sender: Sender| owned.partition_point(|owned| owned.sender < sender) as u32;
        let domestic = self.domestic.into_iter();
        let mut domestic: Vec<(Region, u32)> = domestic
            .map(|(region, sender)| (region, index(sender)))
            .collect();
        domestic.sort_unstable();
        domestic.dedup();
        Senders {
            elsewhere,
            choices: self.choices.into(),
            members: self.members.into(),
            owned: owned.into(),
            domestic: domestic.into(),
        }
    }
}

/// Pairs of borrower and lender, sorted by borrower.
fn flatten_borrow(borrow: Vec<(Region, Vec<Region>)>) -> Box<[(Region, Region)]> {
    let mut pairs: Vec<(Region, Region)> = borrow
        .into_iter()
        .flat_map(|(borrower, lenders)| lenders.into_iter().map(move |lender| (borrower, lender)))
        .collect();
    // Stable: the lenders of a region keep their order.
    pairs.sort_by_key(|&(borrower, _)| borrower);
    pairs.into()
}

/// Whether a number has the calling code of a region.
pub(crate) fn shares_calling_code(region: Region, member: &Member) -> bool {
    let number = member.sender.number().zip(region.calling_code());
    number.is_some_and(|(number, code)| number.starts_with(code))
}
