//! What a decision looks at on its way, so that it can be explained.

use super::candidate::{Candidate, Ineligibility};
use crate::Region;
use crate::pool::Locality;

/// Takes note of what a decision looked at, or does nothing at no cost.
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

/// Something a decision looked at on its way.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// Refused a number that was read, since it is ambiguous.
    AmbiguousRefused,
    /// Turned to these senders.
    Looks(Source),
    /// Could not use this sender.
    PassedOver(Candidate, Ineligibility),
    /// So many members of a pool share the traffic; by the recipient's area, so many of them that are this local.
    Pool {
        shares: usize,
        local: Option<(Locality, usize)>,
    },
    /// The customer wrote to this sender, which is not one for the region.
    NotOver(Candidate, Option<Ineligibility>),
    /// The customer wrote to what is none of the plan's senders.
    NotOurs,
    /// The region blocks senders like this one.
    Blocked(Candidate),
    /// Found no sender of the region, nor one that is lent to it.
    NoneThere,
    /// The caller named a sender that cannot carry the message.
    NotAsAsked(Candidate, Ineligibility),
    /// Took a domestic sender that the region's entry does not name.
    AnyOtherDomestic,
}

/// Whose senders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    Own,
    Lender(Region),
    Elsewhere,
}
