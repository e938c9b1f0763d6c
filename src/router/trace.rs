//! The trace of a decision: the steps that it records, so that it can be explained.

use super::candidate::{Candidate, Ineligibility};
use crate::Region;
use crate::pool::Locality;

/// Records the steps of a decision, or does nothing and costs nothing.
pub(super) trait Trace {
    const ON: bool;
    fn note(&mut self, step: impl FnOnce() -> Step);
}

/// No trace.
impl Trace for () {
    const ON: bool = false;

    #[inline]
    fn note(&mut self, _: impl FnOnce() -> Step) {}
}

impl Trace for Vec<Step> {
    const ON: bool = true;

    fn note(&mut self, step: impl FnOnce() -> Step) {
        self.push(step());
    }
}

/// A step of a decision.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// The number was read, but is refused because it is ambiguous.
    AmbiguousRefused,
    /// These senders were searched.
    Searched(Source),
    /// This sender of an entry is not eligible.
    Skipped(Candidate, Ineligibility),
    /// This many members of a pool share the traffic. `local` is how local the nearest of them are, and their number.
    Pool {
        shares: usize,
        local: Option<(Locality, usize)>,
    },
    /// The customer wrote to this sender, which is not one for the region, or is not eligible.
    WrittenToAbroad(Candidate, Option<Ineligibility>),
    /// The customer wrote to something that is not a sender of the plan.
    WrittenToUnknown,
    /// The region blocks senders like this one.
    Blocked(Candidate),
    /// Neither the region nor its lenders have an eligible sender.
    NoLocalSender,
    /// The caller named a sender that cannot carry the message.
    NamedIneligible(Candidate, Ineligibility),
    /// The chosen sender is domestic, but is listed elsewhere than in the region's entry.
    OtherDomestic,
}

/// The entry whose senders are searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    Own,
    Lender(Region),
    Elsewhere,
}
