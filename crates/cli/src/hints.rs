//! Hints at the end of a run: numbers without their `+`, ambiguous numbers, and senders that the plan does not have.

use originator::{BareDigits, Decision, Outcome, Warning};

use crate::grouping::grouped;
use crate::terminal::print_message;

/// The number of rows to which each hint applies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hints {
    bare: u64,
    ambiguous: u64,
    not_ours: u64,
}

impl Hints {
    /// Counts a row by its number and its decision.
    pub(crate) fn add(&mut self, number: &[u8], decision: &Decision) {
        if decision.reading().is_none() {
            self.add_unread(number);
        }
        let warnings = decision.warnings();
        if !warnings.is_empty() {
            let has = |warning| u64::from(warnings.iter().any(|it| it == warning));
            // An ambiguous number that the map refuses needs no hint.
            if decision.outcome() != Outcome::Refuse {
                self.ambiguous += has(Warning::AmbiguousNumber);
            }
            self.not_ours += has(Warning::NotOurNumber);
        }
    }

    /// Counts a text that could not be read as a number.
    pub(crate) fn add_unread(&mut self, number: &[u8]) {
        self.bare += u64::from(BareDigits::are_in(number));
    }

    /// Adds the counts of the next rows.
    pub(crate) fn merge(&mut self, next: Hints) {
        self.bare += next.bare;
        self.ambiguous += next.ambiguous;
        self.not_ours += next.not_ours;
    }

    /// Prints the hints on standard error.
    pub(crate) fn print(&self) {
        for line in self.lines() {
            print_message(line);
        }
    }

    fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let rows = |count: u64, singular: &str, plural: &str| match count {
            1 => format!("1 row {singular}"),
            _ => format!("{} rows {plural}", grouped(count)),
        };
        if self.bare > 0 {
            lines.push(format!(
                "{} digits without a `+`: pass --bare-digits international if they are international numbers, or \
                 --default-region REGION if they are national numbers of one country",
                rows(self.bare, "has", "have")
            ));
        }
        if self.ambiguous > 0 {
            lines.push(format!(
                "{} read in the default region, but the same digits are a valid number after a `+` \
                 (ambiguous_number): `refuse_ambiguous: true` in the map refuses them",
                rows(self.ambiguous, "was", "were")
            ));
        }
        if self.not_ours > 0 {
            lines.push(format!(
                "{} a sender that the customer wrote to and that this plan does not have (not_our_number): add the \
                 sender to the map, or check --plan and the senders that were written to",
                rows(self.not_ours, "names", "name")
            ));
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_digits_that_lack_a_plus_are_counted_as_such() {
        let mut hints = Hints::default();
        for text in [
            "46701740699",
            "hello",
            "",
            "46701740699;46701740698",
            "+999123456789",
            "12345",
        ] {
            hints.add_unread(text.as_bytes());
        }
        assert_eq!(hints.bare, 1);
        assert_eq!(
            hints.lines(),
            [
                "1 row has digits without a `+`: pass --bare-digits international if they are international numbers, \
                 or --default-region REGION if they are national numbers of one country"
            ]
        );
    }
}
