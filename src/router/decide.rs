//! Decides a message: reads and locates the number, applies the stop list, and then lets [`route`](super::route) or
//! [`reply`](super::reply) find a sender. Last come the warnings about the sender.

use super::candidate::{Candidate, Ineligibility};
use super::eligibility::Evaluation;
use super::lookup::find_owned;
use super::trace::{Step, Trace};
use crate::country::{Alphanumeric, ForeignSenderPolicy};
use crate::decision::{RefuseReason, UseReason, Verdict, Warning, Warnings};
use crate::message::Message;
use crate::numbering::{Numbering, Validity};
use crate::plan::{Entry, Plan, PlanSender};
use crate::reading::{Reading, read_with};
use crate::{BareDigits, SenderKind};

/// Reads the recipient of a message. Bare digits mean what the message says, or else what the plan says.
#[inline]
pub(super) fn read(numbering: &Numbering, plan: &Plan, message: &Message<'_>) -> Option<Reading> {
    read_with(numbering, message.to, bare_digits(plan, message))
}

/// What digits without a `+` mean in a message of a plan.
#[inline]
fn bare_digits(plan: &Plan, message: &Message<'_>) -> BareDigits {
    message.bare_digits.unwrap_or(plan.settings().bare_digits)
}

/// Decides a message whose number was read.
#[inline]
pub(super) fn decide<T: Trace>(
    numbering: &Numbering,
    plan: &Plan,
    reading: Option<Reading>,
    message: &Message<'_>,
    trace: &mut T,
) -> (Verdict, Warnings) {
    let mut warnings = Warnings::default();
    let Some(reading) = reading else {
        return (Verdict::Refuse(RefuseReason::InvalidNumber), warnings);
    };
    if reading.is_ambiguous {
        warnings.insert(Warning::AmbiguousNumber);
    }
    let verdict = match stop_reason(plan, &reading, trace) {
        Some(reason) => Verdict::Refuse(reason),
        None => find_sender(numbering, plan, &reading, message, &mut warnings, trace),
    };
    (verdict, warnings)
}

/// The stop list: checks that apply to every message, whoever named the sender or wrote first.
fn stop_reason<T: Trace>(plan: &Plan, reading: &Reading, trace: &mut T) -> Option<RefuseReason> {
    let settings = plan.settings();
    let location = &reading.location;
    let is_valid = match location.validity {
        Validity::Valid => true,
        Validity::Possible => !settings.require_valid,
        Validity::Invalid => false,
    };
    if location.validity != Validity::Invalid && reading.is_ambiguous && settings.refuse_ambiguous {
        trace.note(|| Step::AmbiguousRefused);
        return Some(RefuseReason::InvalidNumber);
    }
    if !is_valid {
        return Some(RefuseReason::InvalidNumber);
    }
    if settings.refuse_line_types.contains(location.line_type) {
        return Some(RefuseReason::LineTypeRefused);
    }
    matches!(plan.entry(location.region), Some(Entry::Refuse))
        .then_some(RefuseReason::CountryRefused)
}

/// Finds the sender of a message that the stop list lets pass.
fn find_sender<T: Trace>(
    numbering: &Numbering,
    plan: &Plan,
    reading: &Reading,
    message: &Message<'_>,
    warnings: &mut Warnings,
    trace: &mut T,
) -> Verdict {
    let remember = plan.settings().remember;
    let received = message.memory.fresh_received(remember);
    let is_reply = message.is_reply || received.is_some();
    let previous = message.memory.fresh_sent(remember);
    // An empty cell or field is as good as none.
    let stated = message
        .written_to
        .filter(|text| !text.trim_ascii().is_empty());
    let written_to = match (stated, received) {
        _ if !is_reply => None,
        (Some(text), _) => find_owned(numbering, plan, text, bare_digits(plan, message)),
        (None, Some(Some(sender))) => plan.owned(&sender),
        (None, _) => None,
    };
    let mut evaluation = Evaluation {
        numbering,
        plan,
        recipient: reading.number,
        region: reading.location.region,
        use_case: message.use_case,
        two_way: message.needs_reply,
        written_to,
        previous: previous.filter(|_| is_reply || plan.settings().sticky),
    };
    if is_reply && written_to.is_none() {
        // The warning must not reveal what is remembered, so it depends on the question alone.
        if stated.is_some() {
            warnings.insert(Warning::NotOurNumber);
        }
        if stated.is_some() || matches!(received, Some(Some(_))) {
            trace.note(|| Step::WrittenToUnknown);
        }
    }
    let verdict = if let Some(text) = message.sender.filter(|text| names_a_sender(text)) {
        let named = find_owned(numbering, plan, text, bare_digits(plan, message));
        evaluation.explicit(named, trace)
    } else if is_reply {
        evaluation.two_way = true;
        evaluation.reply(trace)
    } else {
        evaluation.route(trace)
    };
    evaluation.warn(&verdict, warnings);
    verdict
}

/// Whether a caller's text names a sender. Clients that cannot leave the field out write nothing or `AUTO`.
fn names_a_sender(text: &[u8]) -> bool {
    let text = text.trim_ascii();
    !text.is_empty() && !text.eq_ignore_ascii_case(b"AUTO")
}

impl Evaluation<'_> {
    /// Uses the sender that the caller named, if the plan owns it and it can carry the message.
    fn explicit<T: Trace>(&self, owned: Option<&PlanSender>, trace: &mut T) -> Verdict {
        let Some(owned) = owned else {
            return Verdict::Refuse(RefuseReason::NotOurSender);
        };
        match self.ineligibility_anywhere(owned) {
            None => self.verdict(owned.into(), UseReason::Explicit),
            Some(why) => {
                trace.note(|| Step::NamedIneligible(owned.into(), why));
                Verdict::Refuse(match why {
                    Ineligibility::OneWay => RefuseReason::NoTwoWaySender,
                    _ => RefuseReason::NoUsableSender,
                })
            }
        }
    }

    /// Adds the warnings about what the recipient's country is known to do with the sender that is used.
    fn warn(&self, verdict: &Verdict, warnings: &mut Warnings) {
        let &Verdict::Use {
            sender, kind, home, ..
        } = verdict
        else {
            return;
        };
        let candidate = Candidate { sender, kind, home };
        match kind {
            SenderKind::Alphanumeric => match self.plan.rules(self.region).alphanumeric() {
                Alphanumeric::NotSupported => warnings.insert(Warning::AlphanumericNotSupported),
                Alphanumeric::Registered => warnings.insert(Warning::AlphanumericNeedsRegistration),
                Alphanumeric::Free | Alphanumeric::Unknown => {}
            },
            _ if self.is_domestic(&candidate, self.region) => {}
            SenderKind::ShortCode => warnings.insert(Warning::ShortCodeAbroad),
            SenderKind::LongCode | SenderKind::TollFree => match self.foreign_policy(&candidate) {
                ForeignSenderPolicy::Kept => {}
                ForeignSenderPolicy::Overwritten => warnings.insert(Warning::ForeignOverwritten),
                ForeignSenderPolicy::Blocked => warnings.insert(Warning::ForeignBlocked),
                ForeignSenderPolicy::Unknown => warnings.insert(Warning::ForeignUnknown),
            },
        }
    }
}
