//! What a run says at its end of numbers that lack their `+`, and of senders that are not the plan's.

use originator::{BareDigits, Decision, Outcome, Warning};

use crate::terminal::tell;

/// How many rows have something that whoever wrote them should know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hints {
    bare: u64,
    ambiguous: u64,
    not_ours: u64,
}

impl Hints {
    /// Takes note of a row by its number and its decision.
    pub(crate) fn add(&mut self, number: &[u8], decision: &Decision) {
        if decision.reading().is_none() {
            self.add_unread(number);
        }
        let warnings = decision.warnings();
        if !warnings.is_empty() {
            let has = |warning| u64::from(warnings.iter().any(|it| it == warning));
            // Those that the map refuses need no advice.
            if decision.outcome() != Outcome::Refuse {
                self.ambiguous += has(Warning::AmbiguousNumber);
            }
            self.not_ours += has(Warning::NotOurNumber);
        }
    }

    /// Takes note of a text that was not read.
    pub(crate) fn add_unread(&mut self, number: &[u8]) {
        self.bare += u64::from(BareDigits::are_in(number));
    }

    /// Adds what was noted of the next rows.
    pub(crate) fn merge(&mut self, next: Hints) {
        self.bare += next.bare;
        self.ambiguous += next.ambiguous;
        self.not_ours += next.not_ours;
    }

    /// Tells what there is to know, on standard error.
    pub(crate) fn tell(&self) {
        for line in self.lines() {
            tell(line);
        }
    }

    fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let rows = |count: u64, is: &str, are: &str| match count {
            1 => format!("1 row {is}"),
            _ => format!("{} rows {are}", grouped(count)),
        };
        if self.bare > 0 {
            lines.push(format!(
                "{} digits without `+`: write --bare-digits international if they are international numbers, or name the \
                 country of national numbers, as in --default-region SE",
                rows(self.bare, "is", "are")
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
                "{} a sender that the customer wrote to and that this plan does not have (not_our_number): add it to the \
                 map, or check --plan and what was given as written to",
                rows(self.not_ours, "names", "name")
            ));
        }
        lines
    }
}

/// A count with a comma between groups of three digits.
fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped() {
        for (count, text) in [
            (0, "0"),
            (999, "999"),
            (2_000, "2,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(grouped(count), text);
        }
    }

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
                "1 row is digits without `+`: write --bare-digits international if they are international numbers, or name the \
              country of national numbers, as in --default-region SE"
            ]
        );
    }
}
