//! Decides a first contact: finds the sender of the recipient's region, of a lender, or of `elsewhere`.

use super::eligibility::Evaluation;
use super::trace::{Source, Step, Trace};
use crate::Region;
use crate::decision::{RefuseReason, UseReason, Verdict};
use crate::plan::Entry;

impl Evaluation<'_> {
    /// Decides a message that is not a reply.
    #[inline]
    pub(super) fn route<T: Trace>(&self, trace: &mut T) -> Verdict {
        if let Some(entry) = self.plan.entry(self.region) {
            if *entry == Entry::Omit {
                return Verdict::Omit;
            }
            if let Some(verdict) = self.choose_from(entry, Source::Own, trace) {
                return verdict;
            }
        }
        for lender in self.plan.lenders(self.region) {
            let source = Source::Lender(lender);
            let entry = self.plan.entry(lender);
            if let Some(verdict) = entry.and_then(|entry| self.choose_from(entry, source, trace)) {
                return verdict;
            }
        }
        if !self.is_named_or_lent_to() {
            if self.region == Region::WORLD {
                return Verdict::Refuse(RefuseReason::NoCountry);
            }
            match self.plan.elsewhere() {
                Entry::Omit => return Verdict::Omit,
                Entry::Refuse => return Verdict::Refuse(RefuseReason::NotListed),
                entry => {
                    if let Some(verdict) = self.choose_from(entry, Source::Elsewhere, trace) {
                        return verdict;
                    }
                }
            }
        }
        Verdict::Refuse(self.no_sender_reason())
    }

    /// Whether the plan has an entry or a lender for the region.
    pub(super) fn is_named_or_lent_to(&self) -> bool {
        self.plan.entry(self.region).is_some() || self.plan.lenders(self.region).next().is_some()
    }

    /// The remembered sender if it is eligible in the entry, else the entry's first choice.
    #[inline]
    pub(super) fn choose_from<T: Trace>(
        &self,
        entry: &Entry,
        source: Source,
        trace: &mut T,
    ) -> Option<Verdict> {
        trace.note(|| Step::Searched(source));
        let region = match source {
            Source::Lender(lender) => lender,
            Source::Own | Source::Elsewhere => self.region,
        };
        if let Some(previous) = &self.previous
            && let Some(candidate) = self.eligible_in_entry(region, entry, previous)
        {
            return Some(self.verdict(candidate, UseReason::Sticky));
        }
        let candidate = self.first_choice(region, entry, trace)?;
        let reason = match source {
            Source::Own if self.is_domestic(&candidate, self.region) => UseReason::Domestic,
            Source::Own => UseReason::CountryDefault,
            Source::Lender(_) => UseReason::Borrowed,
            Source::Elsewhere => UseReason::Elsewhere,
        };
        Some(self.verdict(candidate, reason))
    }

    /// The reason to refuse if no sender is eligible: whether a two-way one would have been.
    fn no_sender_reason(&self) -> RefuseReason {
        let regions = std::iter::once(self.region).chain(self.plan.lenders(self.region));
        let mut named = regions.filter_map(|region| Some((region, self.plan.entry(region)?)));
        let lacks_two_way = named.any(|(region, entry)| self.lacks_two_way(region, entry))
            || !self.is_named_or_lent_to()
                && self.lacks_two_way(self.region, self.plan.elsewhere());
        if lacks_two_way {
            RefuseReason::NoTwoWaySender
        } else {
            RefuseReason::NoUsableSender
        }
    }
}
