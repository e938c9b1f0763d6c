//! Decides a reply: finds the sender of an answer to a customer, a domestic one if there is any.

use super::candidate::Candidate;
use super::eligibility::Evaluation;
use super::trace::{Source, Step, Trace};
use crate::country::ForeignSenderPolicy;
use crate::decision::{RefuseReason, UseReason, Verdict};
use crate::plan::{Entry, PlanSender, ReplyRule};
use crate::{Region, Sender, pool};

impl Evaluation<'_> {
    /// Decides a reply. The region's own senders come first, then those of its lenders, then the number that the
    /// customer wrote to, and last `elsewhere`; the plan's `reply` setting changes the place of the third, or omits the
    /// last two.
    pub(super) fn reply<T: Trace>(&self, trace: &mut T) -> Verdict {
        let rule = self.plan.settings().reply;
        if rule == ReplyRule::SameNumber
            && let Some(verdict) = self.reply_from_written_to(trace)
        {
            return verdict;
        }
        if let Some(verdict) = self.reply_from_own_region(trace) {
            return verdict;
        }
        for lender in self.plan.lenders(self.region) {
            if let Some(verdict) = self.reply_from_lender(lender, trace) {
                return verdict;
            }
        }
        trace.note(|| Step::NoLocalSender);
        if rule == ReplyRule::Domestic
            && let Some(verdict) = self.reply_from_written_to(trace)
        {
            return verdict;
        }
        let is_named = self.is_named_or_lent_to();
        if rule != ReplyRule::DomesticOnly && !is_named && self.region != Region::WORLD {
            match self.plan.elsewhere() {
                Entry::Omit => return Verdict::Omit,
                Entry::Refuse => {}
                entry => {
                    if let Some(verdict) = self.choose_from(entry, Source::Elsewhere, trace) {
                        return verdict;
                    }
                }
            }
        }
        Verdict::Refuse(match self.region {
            Region::WORLD if !is_named => RefuseReason::NoCountry,
            _ => RefuseReason::NoDomesticSender,
        })
    }

    /// A sender of the customer's region.
    fn reply_from_own_region<T: Trace>(&self, trace: &mut T) -> Option<Verdict> {
        let region = self.region;
        if let Some(owned) = self.written_to {
            if let Some(candidate) = self.eligible_in_region(owned, region) {
                return Some(self.verdict(candidate, UseReason::SameNumber));
            }
            trace.note(|| Step::WrittenToAbroad(owned.into(), self.ineligibility_anywhere(owned)));
        }
        let entry = self.plan.entry(region);
        if entry == Some(&Entry::Omit) {
            return Some(Verdict::Omit);
        }
        if let Some(candidate) = self.previous_in_region(region) {
            return Some(self.verdict(candidate, UseReason::Sticky));
        }
        if let Some(entry) = entry {
            trace.note(|| Step::Searched(Source::Own));
            if let Some(candidate) = self.first_choice(region, entry, trace) {
                let reason = if self.is_domestic(&candidate, region) {
                    UseReason::Domestic
                } else {
                    UseReason::CountryDefault
                };
                return Some(self.verdict(candidate, reason));
            }
        }
        let candidate = self.other_domestic(trace)?;
        Some(self.verdict(candidate, UseReason::Domestic))
    }

    /// A domestic number of the plan, wherever it is listed. All of them are one pool of equal weights.
    fn other_domestic<T: Trace>(&self, trace: &mut T) -> Option<Candidate> {
        let eligible = self.plan.domestic(self.region).filter(|owned| {
            owned.kind.is_number() && self.ineligibility(&owned.sender, &owned.terms).is_none()
        });
        let owned = pool::pick(eligible, self.recipient, || self.local())?;
        trace.note(|| Step::OtherDomestic);
        Some(owned.into())
    }

    /// A sender of a region that lends to the customer's.
    fn reply_from_lender<T: Trace>(&self, lender: Region, trace: &mut T) -> Option<Verdict> {
        trace.note(|| Step::Searched(Source::Lender(lender)));
        if let Some(owned) = self.written_to
            && let Some(candidate) = self.eligible_in_region(owned, lender)
        {
            return Some(self.verdict(candidate, UseReason::SameNumber));
        }
        if let Some(candidate) = self.previous_in_region(lender) {
            return Some(self.verdict(candidate, UseReason::Sticky));
        }
        let candidate = self.first_choice(lender, self.plan.entry(lender)?, trace)?;
        Some(self.verdict(candidate, UseReason::Borrowed))
    }

    /// The sender that the customer wrote to, unless it is a number that the country is known to block. A short code is
    /// never blocked: a message from the customer has reached it.
    fn reply_from_written_to<T: Trace>(&self, trace: &mut T) -> Option<Verdict> {
        let owned = self.written_to?;
        let candidate = Candidate::from(owned);
        if self.ineligibility_anywhere(owned).is_some() {
            return None;
        }
        if candidate.kind.is_number()
            && !self.is_domestic(&candidate, self.region)
            && self.foreign_policy(&candidate) == ForeignSenderPolicy::Blocked
        {
            trace.note(|| Step::Blocked(candidate));
            return None;
        }
        Some(self.verdict(candidate, UseReason::SameNumber))
    }

    /// A sender that a region's entry lists or that is domestic in the region, if it is eligible.
    fn eligible_in_region(&self, owned: &PlanSender, region: Region) -> Option<Candidate> {
        if let Some(entry) = self.plan.entry(region)
            && let Some(candidate) = self.eligible_in_entry(region, entry, &owned.sender)
        {
            return Some(candidate);
        }
        // The own regions of a short code are those that list it, so only a number can be domestic without being
        // listed.
        let candidate = Candidate::from(owned);
        let is_eligible = owned.kind.is_number()
            && self.is_domestic(&candidate, region)
            && self.ineligibility(&owned.sender, &owned.terms).is_none();
        is_eligible.then_some(candidate)
    }

    /// The sender that the customer had before, if it is eligible in a region.
    fn previous_in_region(&self, region: Region) -> Option<Candidate> {
        let previous: &Sender = self.previous.as_ref()?;
        self.eligible_in_region(self.plan.owned(previous)?, region)
    }
}
