//! The warnings about a decision.

use crate::words::words;

words! {
    /// A warning about a decision: a likely problem in the recipient's country, or with the question itself.
    #[non_exhaustive]
    pub enum Warning {
        /// The recipient's country blocks numbers of the sender's country.
        ForeignBlocked = "foreign_blocked",
        /// The recipient's country replaces numbers of the sender's country with another sender.
        ForeignOverwritten = "foreign_overwritten",
        /// No source states what the recipient's country does with numbers of the sender's country.
        ForeignUnknown = "foreign_unknown",
        /// The recipient's country does not support alphanumeric senders.
        AlphanumericNotSupported = "alphanumeric_not_supported",
        /// The recipient's country accepts only registered alphanumeric senders.
        AlphanumericNeedsRegistration = "alphanumeric_needs_registration",
        /// The sender is a short code that the map does not list for the recipient's country.
        ShortCodeAbroad = "short_code_abroad",
        /// The recipient's number was read in the default region, but with a `+` the same digits are another valid
        /// number.
        AmbiguousNumber = "ambiguous_number",
        /// The question states which sender the customer wrote to, but it is not a sender of the plan.
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
