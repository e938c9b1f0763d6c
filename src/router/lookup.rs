//! Finds the sender of a plan that a text names.

use crate::numbering::Numbering;
use crate::plan::{Plan, PlanSender};
use crate::reading::{plain_digits, read_with, trim};
use crate::{BareDigits, Sender};

/// The sender of the plan that a text names.
///
/// The text is looked up in five forms until the plan owns one: exactly as written, without white space and invisible
/// marks around it, as a short code with punctuation, as a number that is read like a recipient's, and as an
/// international number with or without its `+`.
pub(super) fn find_owned<'p>(
    numbering: &Numbering,
    plan: &'p Plan,
    text: &[u8],
    bare_digits: BareDigits,
) -> Option<&'p PlanSender> {
    let exact = |text: &str| plan.owned(&Sender::new(text).ok()?);
    let text = std::str::from_utf8(text).ok()?;
    let trimmed = || Some(trim(text)).filter(|trimmed| trimmed.len() < text.len());
    let read_by = |bare_digits| {
        let reading = read_with(numbering, text.as_bytes(), bare_digits)?;
        plan.owned(&Sender::from_number(reading.number))
    };
    exact(text)
        .or_else(|| exact(trimmed()?))
        .or_else(|| plan.owned(&plain_digits(text)?))
        .or_else(|| read_by(bare_digits))
        .or_else(|| read_by(BareDigits::International))
}
