//! What may surprise about a decision.

use crate::words::words;

words! {
    /// What may surprise about a decision: a problem on the way to the recipient, or with what the question says.
    #[non_exhaustive]
    pub enum Warning {
        /// The recipient's country blocks numbers of the sender's.
        ForeignBlocked = "foreign_blocked",
        /// The recipient's country puts another sender in place of numbers of the sender's.
        ForeignOverwritten = "foreign_overwritten",
        /// Nobody says what becomes of numbers of the sender's country in the recipient's.
        ForeignUnknown = "foreign_unknown",
        /// The recipient's country carries no alphanumeric senders.
        AlphanumericNotSupported = "alphanumeric_not_supported",
        /// The recipient's country carries only registered alphanumeric senders.
        AlphanumericNeedsRegistration = "alphanumeric_needs_registration",
        /// The sender is a short code that the map lists for other countries than the recipient's.
        ShortCodeAbroad = "short_code_abroad",
        /// The recipient's number was read in the default region, though the same digits are a valid number after
        /// a `+`.
        AmbiguousNumber = "ambiguous_number",
        /// The sender that the customer wrote to, as the question names it, is none of the plan's.
        NotOurNumber = "not_our_number",
    }
}

/// A set of warnings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Warnings(u16);

impl Warnings {
    pub(crate) fn insert(&mut self, warning: Warning) {
        self.0 |= 1 << warning as u8;
    }

    /// The warnings, in the order of [`Warning::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Warning> {
        Warning::ALL
            .into_iter()
            .filter(move |&warning| self.0 & 1 << warning as u8 != 0)
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Warnings {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Warning::as_str))
    }
}
