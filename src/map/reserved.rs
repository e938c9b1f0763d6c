//! Reserved words: words that are more likely to mean something else than to be the name of a sender.

use super::checker::PlanChecker;
use crate::Sender;
use crate::document::{MapErrorKind as Kind, Node, Path, Quoted};

/// Words by which other programs, and people who have not decided yet, express that there is no sender.
const WORDS: [&str; 32] = [
    "auto",
    "block",
    "blocked",
    "default",
    "denied",
    "deny",
    "disabled",
    "empty",
    "false",
    "missing",
    "n.a.",
    "n/a",
    "nan",
    "nil",
    "no",
    "none",
    "null",
    "off",
    "on",
    "pending",
    "reject",
    "skip",
    "tba",
    "tbc",
    "tbd",
    "todo",
    "true",
    "undefined",
    "unknown",
    "unset",
    "use",
    "yes",
];

/// Whether a text is one of these words, in any case.
pub(super) fn is_reserved(text: &str) -> bool {
    let text = text.trim();
    WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}

impl PlanChecker<'_> {
    /// Reports a reserved word where a sender is expected.
    pub(super) fn reserved(&mut self, text: &str, node: &Node<'_>, path: &Path<'_>) {
        let message = format!("{} is a reserved word, not a sender", Quoted(text));
        let fix = replace_word(text, path);
        self.document
            .error(Kind::ReservedWord, path, node.at, message, fix);
    }
}

/// The fix for a word that is not a sender.
pub(super) fn replace_word(text: &str, path: &Path<'_>) -> String {
    let instead = if path.ends_with_item() {
        "leave it out; `omit` and `refuse` replace all senders of an entry"
    } else {
        "write `omit` to let the provider choose the sender, or `refuse` to send nothing"
    };
    match Sender::new(text) {
        Ok(sender) => {
            format!("{instead}; if it is the name of a sender, write `{{ sender: \"{sender}\" }}`")
        }
        Err(_) => instead.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_sorted_and_in_small_letters() {
        assert!(WORDS.is_sorted());
        assert!(WORDS.iter().all(|word| word.to_lowercase() == *word));
    }
}
