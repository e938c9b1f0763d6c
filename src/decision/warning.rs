//! The warnings about a decision.

use crate::string_enum::string_enum;

string_enum! {
    /// A warning about a decision: a likely problem in the recipient's country, or with the question itself.
    ///
    /// A later version may add warnings, so a match needs an arm for the others. A warning changes no outcome, so a program
    /// may ignore one that it does not know.
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
    pub fn iter(self) -> WarningsIter {
        WarningsIter { left: self.0 }
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl IntoIterator for Warnings {
    type Item = Warning;
    type IntoIter = WarningsIter;

    fn into_iter(self) -> WarningsIter {
        self.iter()
    }
}

impl IntoIterator for &Warnings {
    type Item = Warning;
    type IntoIter = WarningsIter;

    fn into_iter(self) -> WarningsIter {
        self.iter()
    }
}

impl FromIterator<Warning> for Warnings {
    fn from_iter<I: IntoIterator<Item = Warning>>(warnings: I) -> Warnings {
        let mut set = Warnings::default();
        warnings.into_iter().for_each(|warning| set.insert(warning));
        set
    }
}

/// The warnings of a [set](Warnings), in the order of [`Warning::ALL`].
#[derive(Clone, Debug)]
pub struct WarningsIter {
    /// The bits of the warnings that are still to come.
    left: u16,
}

impl Iterator for WarningsIter {
    type Item = Warning;

    fn next(&mut self) -> Option<Warning> {
        // When no bits are left there are as many trailing zeros as bits, and no warning has that place.
        let warning = Warning::ALL.get(self.left.trailing_zeros() as usize);
        self.left &= self.left.wrapping_sub(1);
        warning.copied()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.left.count_ones() as usize;
        (left, Some(left))
    }
}

impl ExactSizeIterator for WarningsIter {}

#[cfg(feature = "serde")]
impl serde::Serialize for Warnings {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Warning::as_str))
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Warnings {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Warnings, D::Error> {
        let warnings = Vec::<Warning>::deserialize(deserializer)?;
        Ok(warnings.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_gives_the_warnings_that_were_put_in_by_their_order() {
        for set in 0..1_u16 << Warning::ALL.len() {
            let expected = Warning::ALL.into_iter();
            let expected: Vec<Warning> = expected
                .filter(|&warning| set & 1 << warning as u8 != 0)
                .collect();
            let warnings: Warnings = expected.iter().rev().copied().collect();
            assert_eq!(warnings.0, set);
            assert_eq!(warnings.iter().len(), expected.len());
            assert_eq!(warnings.into_iter().collect::<Vec<_>>(), expected);
        }
    }
}
