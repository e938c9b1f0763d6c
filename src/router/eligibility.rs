//! Which senders can carry a message: the questions that every search asks.
//!
//! A search itself is in [`route`](super::route) or [`reply`](super::reply).

use super::candidate::{Candidate, Ineligibility};
use super::trace::{Step, Trace};
use crate::country::Fate;
use crate::decision::{UseReason, Verdict};
use crate::numbering::Numbering;
use crate::plan::{Entry, Member, Plan, PlanSender, SenderState, Terms};
use crate::pool::{self, Local};
use crate::{Number, Region, Sender, SenderKind, UseCase};

/// A message that was read and located, before a plan that may send to it.
pub(super) struct Evaluation<'c> {
    pub(super) numbering: &'c Numbering,
    pub(super) plan: &'c Plan,
    pub(super) recipient: Number,
    pub(super) region: Region,
    pub(super) use_case: UseCase,
    /// An answer is wanted, so the recipient must be able to give it.
    pub(super) two_way: bool,
    /// The sender the customer wrote to, of those the plan owns.
    pub(super) written_to: Option<&'c PlanSender>,
    /// The sender the recipient had before, where that counts.
    pub(super) held: Option<Sender>,
}

impl<'c> Evaluation<'c> {
    /// Ineligibility a sender cannot carry this message under these terms, if it cannot.
    #[inline]
    pub(super) fn ineligibility(&self, sender: &Sender, terms: &Terms) -> Option<Ineligibility> {
        let has_it = || {
            self.held.as_ref() == Some(sender)
                || self.written_to.is_some_and(|owned| owned.sender == *sender)
        };
        match terms.state {
            SenderState::Active => {}
            SenderState::RepliesOnly if has_it() => {}
            SenderState::RepliesOnly => return Some(Ineligibility::RepliesOnly),
            SenderState::Off => return Some(Ineligibility::Off),
        }
        if !terms.uses.contains(self.use_case) {
            return Some(Ineligibility::UseCase(self.use_case));
        }
        if *sender == Sender::from_number(self.recipient) {
            return Some(Ineligibility::IsTheRecipient);
        }
        // Last, so that it is named only where two-way would have been enough.
        (self.two_way && !terms.two_way).then_some(Ineligibility::OneWay)
    }

    /// The same of a sender in its place in the entry of a region. Short codes and names may differ by region,
    /// and the recipient's counts: what a lender says of one that the recipient's region lists is passed over.
    #[inline]
    fn ineligibility_in(&self, region: Region, member: &Member) -> Option<Ineligibility> {
        if region != self.region
            && !member.kind.is_number()
            && let Some(own) = self.plan.entry(self.region)
            && let Some(least) =
                self.least_ineligibility(self.plan.choices(own).flatten(), &member.sender)
        {
            return least;
        }
        self.ineligibility(&member.sender, &member.terms)
    }

    /// The first choice in the entry of a region, in a pool by rendezvous, of the members that can carry the
    /// message.
    #[inline]
    pub(super) fn first_choice<T: Trace>(
        &self,
        region: Region,
        entry: &Entry,
        trace: &mut T,
    ) -> Option<Candidate> {
        for members in self.plan.choices(entry) {
            let able = members
                .iter()
                .filter(|member| self.ineligibility_in(region, member).is_none());
            if T::ON {
                for member in members {
                    if let Some(why) = self.ineligibility_in(region, member) {
                        trace.note(|| Step::PassedOver(member.into(), why));
                    }
                }
                let shares = able.clone().count();
                if shares > 1 {
                    let local = self.local().and_then(|local| {
                        let locality = |it: &Member| local.locality(&it.sender, it.kind);
                        let most = able.clone().map(locality).max()?;
                        Some((most, able.clone().filter(|it| locality(it) == most).count()))
                    });
                    trace.note(|| Step::Pool { shares, local });
                }
            }
            if let Some(member) = pool::pick(able, self.recipient, || self.local()) {
                return Some(Candidate::from(member));
            }
        }
        None
    }

    /// The recipient's area, where members of pools are preferred by it.
    pub(super) fn local(&self) -> Option<Local<'c>> {
        if self.plan.settings().prefer_local {
            Local::to(self.recipient, self.numbering)
        } else {
            None
        }
    }

    /// A place of a sender in the entry of a region where it can carry the message.
    pub(super) fn able_in(
        &self,
        region: Region,
        entry: &Entry,
        sender: &Sender,
    ) -> Option<Candidate> {
        let mut places = self
            .plan
            .choices(entry)
            .flatten()
            .filter(|member| member.sender == *sender);
        places
            .find(|member| self.ineligibility_in(region, member).is_none())
            .map(Candidate::from)
    }

    /// Whether an entry's senders could carry the message but for the answer that is wanted.
    pub(super) fn lacks_two_way(&self, region: Region, entry: &Entry) -> bool {
        let mut members = self.plan.choices(entry).flatten();
        members.any(|member| self.ineligibility_in(region, member) == Some(Ineligibility::OneWay))
    }

    /// Whether a sender of the plan is domestic in a region.
    #[inline]
    pub(super) fn is_domestic(&self, found: &Candidate, region: Region) -> bool {
        match found.kind {
            SenderKind::LongCode => found.home == Some(region),
            SenderKind::TollFree | SenderKind::ShortCode => self
                .plan
                .own_regions(&found.sender)
                .any(|own| own == region),
            SenderKind::Alphanumeric => false,
        }
    }

    /// The same of a sender that is looked for in no one region. A number's terms are the same everywhere; a
    /// short code or a name goes by those of the recipient's region if it lists it, else of any place.
    pub(super) fn ineligibility_anywhere(&self, owned: &PlanSender) -> Option<Ineligibility> {
        if owned.kind.is_number() {
            return self.ineligibility(&owned.sender, &owned.terms);
        }
        let own = self.plan.entry(self.region).into_iter();
        let own = own.flat_map(|entry| self.plan.choices(entry).flatten());
        self.least_ineligibility(own, &owned.sender)
            .or_else(|| self.least_ineligibility(self.plan.members(), &owned.sender))
            .flatten()
    }

    /// Of the places that hold the sender, the least ineligibility; `None` where none holds it.
    fn least_ineligibility<'m>(
        &self,
        places: impl Iterator<Item = &'m Member>,
        sender: &Sender,
    ) -> Option<Option<Ineligibility>> {
        places
            .filter(|member| member.sender == *sender)
            .map(|member| self.ineligibility(&member.sender, &member.terms))
            .min_by_key(|ineligibility| match ineligibility {
                None => 0,
                Some(Ineligibility::OneWay) => 1,
                Some(_) => 2,
            })
    }

    /// Uses a sender.
    pub(super) fn verdict(&self, found: Candidate, reason: UseReason) -> Verdict {
        let Candidate { sender, kind, home } = found;
        Verdict::Use {
            sender,
            kind,
            home,
            reason,
        }
    }

    /// What the recipient's country does with a number of other regions: the best of its own regions counts.
    pub(super) fn fate(&self, found: &Candidate) -> Fate {
        let rules = self.plan.rules(self.region);
        if found.kind == SenderKind::LongCode {
            return found
                .home
                .map_or(Fate::Unknown, |home| rules.foreign_number(home));
        }
        let fates = self
            .plan
            .own_regions(&found.sender)
            .map(|own| rules.foreign_number(own));
        let harm = |fate: &Fate| match fate {
            Fate::Kept => 0,
            Fate::Unknown => 1,
            Fate::Overwritten => 2,
            Fate::Blocked => 3,
        };
        fates.min_by_key(harm).unwrap_or(Fate::Unknown)
    }
}
