//! The sender of a plan that a text names.

use crate::numbering::Numbering;
use crate::plan::{Plan, PlanSender};
use crate::reading::{plain_digits, read_with, trim};
use crate::{BareDigits, Sender};

/// The sender of the plan that a text names: by its exact text first, then by that without the white space and the
/// marks around it, then as a short code that is written as numbers are, then as a recipient's number is read, and last
/// as an international number with or without its `+`.
pub(super) fn owned<'p>(
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
