//! From what the check found to what a decision reads.

use std::collections::HashSet;
use std::sync::Arc;

use super::{
    Choice, Entry, Member, Outline, Plan, PlanSender, RegionSet, Senders, Settings, SharedRules,
};
use crate::country::Layer;
use crate::{Region, Sender, SenderKind};

/// A plan as the check found it, before it is compiled.
#[derive(Debug)]
pub(crate) struct PlanDraft {
    pub(crate) settings: Settings,
    pub(crate) entries: Vec<(Region, EntryDraft)>,
    pub(crate) borrow: Vec<(Region, Vec<Region>)>,
    pub(crate) elsewhere: EntryDraft,
}

#[derive(Debug)]
pub(crate) enum EntryDraft {
    Omit,
    Refuse,
    /// Choices in order of preference, each as its members.
    Order(Vec<Vec<Member>>),
}

/// The outlines of a map's plans, each once.
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
    /// Compiles what the check found; the order of keys and of pool members leaves no trace.
    pub(crate) fn compile(draft: PlanDraft, rules: &Arc<Layer>, outlines: &mut Outlines) -> Plan {
        let PlanDraft {
            settings,
            mut entries,
            borrow,
            elsewhere,
        } = draft;
        entries.sort_by_key(|(region, _)| *region);
        let (mut named, mut choices, mut members) = (RegionSet::default(), Vec::new(), Vec::new());
        let mut owned: Vec<PlanSender> = Vec::new();
        let mut domestic: Vec<(Region, Sender)> = Vec::new();
        let mut lay = |region: Option<Region>, entry: EntryDraft| {
            let mut order = match entry {
                EntryDraft::Omit => return Entry::Omit,
                EntryDraft::Refuse => return Entry::Refuse,
                EntryDraft::Order(order) => order,
            };
            for member in order.iter().flatten() {
                let &Member {
                    sender,
                    kind,
                    home,
                    terms,
                    ..
                } = member;
                owned.push(PlanSender {
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
                domestic.extend(
                    [home, listing]
                        .into_iter()
                        .flatten()
                        .map(|own| (own, sender)),
                );
            }
            if let [choice] = order.as_slice()
                && let [member] = choice.as_slice()
            {
                return Entry::One(*member);
            }
            let first = choices.len() as u32;
            let count = order.len() as u32;
            for pool in &mut order {
                pool.sort_by_key(|member| member.sender);
                choices.push(Choice {
                    first: members.len() as u32,
                    count: pool.len() as u32,
                });
                members.append(pool);
            }
            Entry::Order { first, count }
        };
        let entries = entries
            .into_iter()
            .map(|(region, entry)| {
                named.insert(region);
                lay(Some(region), entry)
            })
            .collect();
        let elsewhere = lay(None, elsewhere);
        owned.sort_by_key(|owned| owned.sender);
        owned.dedup_by_key(|owned| owned.sender);
        let place = |sender: Sender| owned.partition_point(|owned| owned.sender < sender) as u32;
        let mut domestic: Vec<(Region, u32)> = domestic
            .into_iter()
            .map(|(region, sender)| (region, place(sender)))
            .collect();
        domestic.sort_unstable();
        domestic.dedup();
        let mut borrow: Vec<(Region, Region)> = borrow
            .into_iter()
            .flat_map(|(borrower, lenders)| {
                lenders.into_iter().map(move |lender| (borrower, lender))
            })
            .collect();
        // Stable: the lenders of a region keep their order.
        borrow.sort_by_key(|&(borrower, _)| borrower);
        Plan {
            outline: outlines.shared(Outline {
                settings,
                named,
                borrow: borrow.into(),
                rules: SharedRules(Arc::clone(rules)),
            }),
            entries,
            senders: Box::new(Senders {
                elsewhere,
                choices: choices.into(),
                members: members.into(),
                owned: owned.into(),
                domestic: domestic.into(),
            }),
        }
    }
}

/// Whether a toll-free number has the calling code of the region that lists it.
pub(crate) fn shares_calling_code(region: Region, member: &Member) -> bool {
    let number = member.sender.number().zip(region.calling_code());
    number.is_some_and(|(number, code)| number.starts_with(code))
}
