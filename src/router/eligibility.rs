//! Eligibility: whether a sender can carry a message, and the choice within an entry.
//!
//! The order in which entries are searched is in [`route`](super::route) and [`reply`](super::reply).

use super::candidate::{Candidate, Ineligibility};
use super::trace::{Step, Trace};
use crate::country::ForeignSenderPolicy;
use crate::decision::{UseReason, Verdict};
use crate::numbering::Numbering;
use crate::plan::{Entry, Member, Plan, PlanSender, SenderState, Terms};
use crate::pool::{self, Local};
use crate::{Number, Region, Sender, SenderKind, UseCase};

/// A message whose recipient was read and located, with the plan that decides it.
pub(super) struct Evaluation<'c> {
    pub(super) numbering: &'c Numbering,
    pub(super) plan: &'c Plan,
    pub(super) recipient: Number,
    pub(super) region: Region,
    pub(super) use_case: UseCase,
    /// Whether the sender must be two-way, because an answer is wanted.
    pub(super) two_way: bool,
    /// The sender that the customer wrote to, if the plan owns it.
    pub(super) written_to: Option<&'c PlanSender>,
    /// The sender that the recipient had before, if it counts for this message.
    pub(super) previous: Option<Sender>,
}

impl<'c> Evaluation<'c> {
    /// The reason why a sender cannot carry this message under these terms, if there is one.
    #[inline]
    pub(super) fn ineligibility(&self, sender: &Sender, terms: &Terms) -> Option<Ineligibility> {
        let recipient_has_it = || {
            self.previous.as_ref() == Some(sender)
                || self.written_to.is_some_and(|owned| owned.sender == *sender)
        };
        match terms.state {
            SenderState::Active => {}
            SenderState::RepliesOnly if recipient_has_it() => {}
            SenderState::RepliesOnly => return Some(Ineligibility::RepliesOnly),
            SenderState::Off => return Some(Ineligibility::Off),
        }
        if !terms.uses.contains(self.use_case) {
            return Some(Ineligibility::UseCase(self.use_case));
        }
        if *sender == Sender::from_number(self.recipient) {
            return Some(Ineligibility::IsTheRecipient);
        }
        // The last check, so that this reason means that the sender would be eligible if it were two-way.
        (self.two_way && !terms.two_way).then_some(Ineligibility::OneWay)
    }

    /// The reason why a member of the entry of a region cannot carry this message.
    ///
    /// The terms of a short code or a name may differ by region, and those of the recipient's region count: if its
    /// entry lists the sender too, the terms in a lender's entry are ignored.
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

    /// The first choice of an entry that has an eligible member; of several eligible members, the one that the
    /// recipient draws.
    #[inline]
    pub(super) fn first_choice<T: Trace>(
        &self,
        region: Region,
        entry: &Entry,
        trace: &mut T,
    ) -> Option<Candidate> {
        for members in self.plan.choices(entry) {
            let eligible = members
                .iter()
                .filter(|member| self.ineligibility_in(region, member).is_none());
            if T::ON {
                for member in members {
                    if let Some(why) = self.ineligibility_in(region, member) {
                        trace.note(|| Step::Skipped(member.into(), why));
                    }
                }
                let shares = eligible.clone().count();
                if shares > 1 {
                    let local = self.local().and_then(|local| {
                        let locality = |it: &Member| local.locality(&it.sender, it.kind);
                        let nearest = eligible.clone().map(locality).max()?;
                        let count = eligible.clone().filter(|it| locality(it) == nearest);
                        Some((nearest, count.count()))
                    });
                    trace.note(|| Step::Pool { shares, local });
                }
            }
            if let Some(member) = pool::pick(eligible, self.recipient, || self.local()) {
                return Some(Candidate::from(member));
            }
        }
        None
    }

    /// The recipient's area, if the plan prefers local members of a pool.
    pub(super) fn local(&self) -> Option<Local<'c>> {
        if self.plan.settings().prefer_local {
            Local::to(self.recipient, self.numbering)
        } else {
            None
        }
    }

    /// A sender, if the entry of a region lists it in a place where it is eligible.
    pub(super) fn eligible_in_entry(
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

    /// Whether an entry has a sender that would be eligible if it were two-way.
    pub(super) fn lacks_two_way(&self, region: Region, entry: &Entry) -> bool {
        let mut members = self.plan.choices(entry).flatten();
        members.any(|member| self.ineligibility_in(region, member) == Some(Ineligibility::OneWay))
    }

    /// Whether a sender of the plan is domestic in a region.
    #[inline]
    pub(super) fn is_domestic(&self, candidate: &Candidate, region: Region) -> bool {
        match candidate.kind {
            SenderKind::LongCode => candidate.home == Some(region),
            SenderKind::TollFree | SenderKind::ShortCode => self
                .plan
                .own_regions(&candidate.sender)
                .any(|own| own == region),
            SenderKind::Alphanumeric => false,
        }
    }

    /// The reason why a sender of the plan cannot carry this message, wherever it is listed.
    ///
    /// The terms of a number are the same everywhere. Those of a short code or a name are those of the recipient's
    /// region if it lists the sender, else the best of all places.
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

    /// The least serious reason among the places that list the sender; `None` if no place does.
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

    /// The verdict to use a sender.
    pub(super) fn verdict(&self, candidate: Candidate, reason: UseReason) -> Verdict {
        let Candidate { sender, kind, home } = candidate;
        Verdict::Use {
            sender,
            kind,
            home,
            reason,
        }
    }

    /// What the recipient's country does with a sender. Of a sender with several own regions, the best result counts.
    pub(super) fn foreign_policy(&self, candidate: &Candidate) -> ForeignSenderPolicy {
        let rules = self.plan.rules(self.region);
        if candidate.kind == SenderKind::LongCode {
            return candidate.home.map_or(ForeignSenderPolicy::Unknown, |home| {
                rules.foreign_number(home)
            });
        }
        let fates = self
            .plan
            .own_regions(&candidate.sender)
            .map(|own| rules.foreign_number(own));
        let harm = |policy: &ForeignSenderPolicy| match policy {
            ForeignSenderPolicy::Kept => 0,
            ForeignSenderPolicy::Unknown => 1,
            ForeignSenderPolicy::Overwritten => 2,
            ForeignSenderPolicy::Blocked => 3,
        };
        fates
            .min_by_key(harm)
            .unwrap_or(ForeignSenderPolicy::Unknown)
    }
}
