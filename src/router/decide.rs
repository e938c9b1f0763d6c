//! How a decision is made: the number is read and located, the stop list is applied, and then
//! [`route`](super::route) or [`reply`](super::reply) looks for a sender.

use super::candidate::{Candidate, Ineligibility};
use super::eligibility::Evaluation;
use super::lookup::owned;
use super::trace::{Step, Trace};
use crate::country::{Alphanumeric, Fate};
use crate::decision::{RefuseReason, UseReason, Verdict, Warning, Warnings};
use crate::message::Message;
use crate::numbering::{Numbering, Validity};
use crate::plan::{Entry, Plan, PlanSender};
use crate::reading::{Reading, read_with};
use crate::{BareDigits, SenderKind};

/// Reads the number of a message, as the message or else its plan says.
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
    let verdict = match stop(plan, &reading, trace) {
        Some(reason) => Verdict::Refuse(reason),
        None => choose(numbering, plan, &reading, message, &mut warnings, trace),
    };
    (verdict, warnings)
}

/// The stop list, which no caller's sender and no customer's message gets past.
fn stop<T: Trace>(plan: &Plan, reading: &Reading, trace: &mut T) -> Option<RefuseReason> {
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

fn choose<T: Trace>(
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
    let held = message.memory.fresh_sent(remember);
    // An empty cell or field says nothing.
    let said = message
        .written_to
        .filter(|text| !text.trim_ascii().is_empty());
    let written_to = match (said, received) {
        _ if !is_reply => None,
        (Some(text), _) => owned(numbering, plan, text, bare_digits(plan, message)),
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
        held: held.filter(|_| is_reply || plan.settings().sticky),
    };
    if is_reply && written_to.is_none() {
        // Only what the question itself says is told to whoever asks.
        if said.is_some() {
            warnings.insert(Warning::NotOurNumber);
        }
        if said.is_some() || matches!(received, Some(Some(_))) {
            trace.note(|| Step::NotOurs);
        }
    }
    let verdict = if let Some(text) = message.sender.filter(|text| names_a_sender(text)) {
        let named = owned(numbering, plan, text, bare_digits(plan, message));
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

/// Whether a caller's text names a sender. Some clients cannot leave the field out, and write nothing or `AUTO`.
fn names_a_sender(text: &[u8]) -> bool {
    let text = text.trim_ascii();
    !text.is_empty() && !text.eq_ignore_ascii_case(b"AUTO")
}

impl Evaluation<'_> {
    /// The sender that the caller named, if it is the plan's and can carry the message.
    fn explicit<T: Trace>(&self, owned: Option<&PlanSender>, trace: &mut T) -> Verdict {
        let Some(owned) = owned else {
            return Verdict::Refuse(RefuseReason::NotOurSender);
        };
        match self.ineligibility_anywhere(owned) {
            None => self.verdict(owned.into(), UseReason::Explicit),
            Some(why) => {
                trace.note(|| Step::NotAsAsked(owned.into(), why));
                Verdict::Refuse(match why {
                    Ineligibility::OneWay => RefuseReason::NoTwoWaySender,
                    _ => RefuseReason::NoUsableSender,
                })
            }
        }
    }

    /// Warns of what the recipient's country is known to do with the sender that is used.
    fn warn(&self, verdict: &Verdict, warnings: &mut Warnings) {
        let &Verdict::Use {
            sender, kind, home, ..
        } = verdict
        else {
            return;
        };
        let found = Candidate { sender, kind, home };
        match kind {
            SenderKind::Alphanumeric => match self.plan.rules(self.region).alphanumeric() {
                Alphanumeric::NotSupported => warnings.insert(Warning::AlphanumericNotSupported),
                Alphanumeric::Registered => warnings.insert(Warning::AlphanumericNeedsRegistration),
                Alphanumeric::Free | Alphanumeric::Unknown => {}
            },
            _ if self.is_domestic(&found, self.region) => {}
            SenderKind::ShortCode => warnings.insert(Warning::ShortCodeAbroad),
            SenderKind::LongCode | SenderKind::TollFree => match self.fate(&found) {
                Fate::Kept => {}
                Fate::Overwritten => warnings.insert(Warning::ForeignOverwritten),
                Fate::Blocked => warnings.insert(Warning::ForeignBlocked),
                Fate::Unknown => warnings.insert(Warning::ForeignUnknown),
            },
        }
    }
}
