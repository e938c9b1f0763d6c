//! Words that stand for something else than the name of a sender.

use super::checker::PlanChecker;
use crate::Sender;
use crate::document::{MapErrorKind as Kind, Node, Path, Quoted};

/// Words by which other programs, and people who have not decided yet, say that there is no sender.
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
    /// Reports such a word that stands alone where a sender belongs.
    pub(super) fn reserved(&mut self, text: &str, node: &Node<'_>, path: &Path<'_>) {
        let message = format!(
            "{} is not taken for a sender: the word has another meaning",
            Quoted(text)
        );
        let fix = instead_of_word(text, path);
        self.document
            .error(Kind::ReservedWord, path, node.at, message, fix);
    }
}

/// What to write in place of a word that is no sender.
pub(super) fn instead_of_word(text: &str, path: &Path<'_>) -> String {
    let instead = if path.ends_with_item() {
        "leave it out; `omit` and `refuse` stand in place of all senders of the entry"
    } else {
        "write `omit` if the provider chooses the sender, `refuse` if nothing is sent"
    };
    match Sender::new(text) {
        Ok(sender) => {
            format!("{instead}; if it is a sender's name: `{{ sender: \"{sender}\" }}`")
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
