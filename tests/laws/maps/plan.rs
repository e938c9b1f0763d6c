//! A plan as data.

use originator::numbering::LineType;
use originator::{Region, Sender};

#[derive(Clone, PartialEq)]
pub(crate) struct Plan {
    pub(crate) originators: Vec<(Region, Entry)>,
    /// Borrower and lenders in order.
    pub(crate) borrow: Vec<(Region, Vec<Region>)>,
    pub(crate) elsewhere: Option<Entry>,
    pub(crate) reply: ReplyRule,
    /// In seconds.
    pub(crate) remember: u32,
    pub(crate) sticky: bool,
    pub(crate) prefer_local: bool,
    pub(crate) require_valid: bool,
    pub(crate) refuse_line_types: Vec<LineType>,
    pub(crate) default_region: Option<Region>,
    /// `bare_digits: international`.
    pub(crate) bare_international: bool,
    pub(crate) refuse_ambiguous: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Entry {
    Omit,
    Refuse,
    /// In order of preference.
    Order(Vec<Choice>),
}

/// Members that share the traffic; one, if it is no pool.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Choice {
    pub(crate) members: Vec<Member>,
    /// Whether a single member is written as a pool of one.
    pub(crate) as_pool: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Member {
    pub(crate) sender: Sender,
    pub(crate) weight: u32,
    pub(crate) terms: Terms,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Terms {
    pub(crate) state: State,
    pub(crate) two_way: bool,
    /// By use case.
    pub(crate) uses: [bool; 3],
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum State {
    Active,
    RepliesOnly,
    Off,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum ReplyRule {
    Domestic,
    SameNumber,
    DomesticOnly,
}

impl Entry {
    pub(crate) fn members(&self) -> impl Iterator<Item = &Member> {
        let order = match self {
            Entry::Order(order) => order.as_slice(),
            Entry::Omit | Entry::Refuse => &[],
        };
        order.iter().flat_map(|choice| &choice.members)
    }

    pub(crate) fn lists(&self, sender: Sender) -> bool {
        self.members().any(|member| member.sender == sender)
    }
}

impl Plan {
    pub(crate) fn entry(&self, region: Region) -> Option<&Entry> {
        let mut entries = self.originators.iter();
        entries
            .find(|&&(named, _)| named == region)
            .map(|(_, entry)| entry)
    }

    pub(crate) fn lenders(&self, region: Region) -> &[Region] {
        let mut borrow = self.borrow.iter();
        let lenders = borrow.find(|&&(borrower, _)| borrower == region);
        lenders.map_or(&[], |(_, lenders)| lenders)
    }

    /// Every place in which the map names a sender.
    pub(crate) fn members(&self) -> impl Iterator<Item = &Member> {
        let entries = self.originators.iter().map(|(_, entry)| entry);
        entries.chain(&self.elsewhere).flat_map(Entry::members)
    }

    pub(crate) fn owns(&self, sender: Sender) -> bool {
        self.members().any(|member| member.sender == sender)
    }

    pub(crate) fn senders(&self) -> Vec<Sender> {
        let mut senders: Vec<Sender> = self.members().map(|member| member.sender).collect();
        senders.sort_unstable();
        senders.dedup();
        senders
    }

    /// The plan without a sender, wherever it stood.
    pub(crate) fn without(&self, sender: Sender) -> Plan {
        let without = |entry: &Entry| match entry {
            Entry::Order(order) => {
                let mut order = order.clone();
                for choice in &mut order {
                    choice.members.retain(|member| member.sender != sender);
                }
                order.retain(|choice| !choice.members.is_empty());
                (!order.is_empty()).then_some(Entry::Order(order))
            }
            word => Some(word.clone()),
        };
        let entries = self.originators.iter();
        let mut plan = Plan {
            originators: entries
                .filter_map(|(region, entry)| Some((*region, without(entry)?)))
                .collect(),
            elsewhere: self.elsewhere.as_ref().and_then(without),
            ..self.clone()
        };
        plan.tidy_borrow();
        plan
    }

    /// Leaves out what may not stand under `borrow`: only a region with senders lends, and not to itself; a
    /// region whose entry is a word does not borrow.
    pub(super) fn tidy_borrow(&mut self) {
        let mut borrow = std::mem::take(&mut self.borrow);
        borrow.retain_mut(|(borrower, lenders)| {
            let mut seen = vec![*borrower];
            lenders.retain(|lender| {
                let lends = matches!(self.entry(*lender), Some(Entry::Order(_)));
                let keep = lends && !seen.contains(lender);
                seen.push(*lender);
                keep
            });
            let borrows = !matches!(self.entry(*borrower), Some(Entry::Omit | Entry::Refuse));
            borrows && !lenders.is_empty()
        });
        self.borrow = borrow;
    }
}
