//! What may become of a message on the way.

use crate::words::words;

words! {
    /// What may become of a message whose sender is used.
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
    }
}

/// A set of warnings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Warnings(u8);

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
