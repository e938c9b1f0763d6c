//! The answer to a customer: over a domestic number wherever there is one.

use super::candidate::Candidate;
use super::eligibility::Evaluation;
use super::trace::{Source, Step, Trace};
use crate::country::Fate;
use crate::decision::{RefuseReason, UseReason, Verdict};
use crate::plan::{Entry, PlanSender, ReplyRule};
use crate::{Region, Sender, pool};

impl Evaluation<'_> {
    /// Decides the answer to a customer.
    pub(super) fn reply<T: Trace>(&self, trace: &mut T) -> Verdict {
        let rule = self.plan.settings().reply;
        if rule == ReplyRule::SameNumber
            && let Some(verdict) = self.over_the_same_number(trace)
        {
            return verdict;
        }
        if let Some(verdict) = self.in_own_region(trace) {
            return verdict;
        }
        for lender in self.plan.lenders(self.region) {
            if let Some(verdict) = self.over_a_stand_in(lender, trace) {
                return verdict;
            }
        }
        trace.note(|| Step::NoneThere);
        if rule == ReplyRule::Domestic
            && let Some(verdict) = self.over_the_same_number(trace)
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

    fn in_own_region<T: Trace>(&self, trace: &mut T) -> Option<Verdict> {
        let region = self.region;
        if let Some(owned) = self.written_to {
            if let Some(found) = self.able_in_region(owned, region) {
                return Some(self.verdict(found, UseReason::SameNumber));
            }
            trace.note(|| Step::NotOver(owned.into(), self.ineligibility_anywhere(owned)));
        }
        let entry = self.plan.entry(region);
        if entry == Some(&Entry::Omit) {
            return Some(Verdict::Omit);
        }
        if let Some(found) = self.held_in_region(region) {
            return Some(self.verdict(found, UseReason::Sticky));
        }
        if let Some(entry) = entry {
            trace.note(|| Step::Looks(Source::Own));
            if let Some(found) = self.first_choice(region, entry, trace) {
                let reason = if self.is_domestic(&found, region) {
                    UseReason::Domestic
                } else {
                    UseReason::CountryDefault
                };
                return Some(self.verdict(found, reason));
            }
        }
        let found = self.any_other_domestic(trace)?;
        Some(self.verdict(found, UseReason::Domestic))
    }

    /// Any domestic sender of the plan, as one pool of equal weights.
    fn any_other_domestic<T: Trace>(&self, trace: &mut T) -> Option<Candidate> {
        let able = self.plan.domestic(self.region).filter(|owned| {
            owned.kind.is_number() && self.ineligibility(&owned.sender, &owned.terms).is_none()
        });
        let owned = pool::pick(able, self.recipient, || self.local())?;
        trace.note(|| Step::AnyOtherDomestic);
        Some(owned.into())
    }

    fn over_a_stand_in<T: Trace>(&self, lender: Region, trace: &mut T) -> Option<Verdict> {
        trace.note(|| Step::Looks(Source::Lender(lender)));
        if let Some(owned) = self.written_to
            && let Some(found) = self.able_in_region(owned, lender)
        {
            return Some(self.verdict(found, UseReason::SameNumber));
        }
        if let Some(found) = self.held_in_region(lender) {
            return Some(self.verdict(found, UseReason::Sticky));
        }
        let found = self.first_choice(lender, self.plan.entry(lender)?, trace)?;
        Some(self.verdict(found, UseReason::Borrowed))
    }

    /// The sender the customer wrote to, unless it is a number and the country is known to block numbers like it.
    /// A short code that the customer could write to can also answer.
    fn over_the_same_number<T: Trace>(&self, trace: &mut T) -> Option<Verdict> {
        let owned = self.written_to?;
        let found = Candidate::from(owned);
        if self.ineligibility_anywhere(owned).is_some() {
            return None;
        }
        if found.kind.is_number()
            && !self.is_domestic(&found, self.region)
            && self.fate(&found) == Fate::Blocked
        {
            trace.note(|| Step::Blocked(found));
            return None;
        }
        Some(self.verdict(found, UseReason::SameNumber))
    }

    /// A sender that is listed in a region or domestic there, if it can carry the message.
    fn able_in_region(&self, owned: &PlanSender, region: Region) -> Option<Candidate> {
        if let Some(entry) = self.plan.entry(region)
            && let Some(found) = self.able_in(region, entry, &owned.sender)
        {
            return Some(found);
        }
        // A short code's own regions are those that list it, so it was found there or nowhere.
        let found = Candidate::from(owned);
        let able = owned.kind.is_number()
            && self.is_domestic(&found, region)
            && self.ineligibility(&owned.sender, &owned.terms).is_none();
        able.then_some(found)
    }

    fn held_in_region(&self, region: Region) -> Option<Candidate> {
        let held: &Sender = self.held.as_ref()?;
        self.able_in_region(self.plan.owned(held)?, region)
    }
}
