//! Reads values of the tree, notes every mistake in them, and goes on.

use originator::Region;

use crate::problem::Problem;
use crate::tree::{Entry, Node, Value};
use crate::word::Word;

pub(crate) struct Checker<'c> {
    /// The regions that have rules.
    regions: &'c [Region],
    problems: Vec<Problem>,
}

impl<'c> Checker<'c> {
    pub(crate) fn new(regions: &'c [Region]) -> Self {
        Checker {
            regions,
            problems: Vec::new(),
        }
    }

    /// What was noted, in the order of the file.
    pub(crate) fn into_problems(mut self) -> Vec<Problem> {
        self.problems.sort_by_key(Problem::line);
        self.problems
    }

    pub(crate) fn problem(&mut self, line: usize, message: impl Into<String>) {
        self.problems.push(Problem::new(line, message));
    }

    /// The region of a code, if it has rules.
    pub(crate) fn region(&self, code: &str) -> Option<Region> {
        let region = code.parse().ok()?;
        self.regions.contains(&region).then_some(region)
    }

    /// Entries of a mapping, each key at most once.
    pub(crate) fn mapping<'n>(&mut self, node: &'n Node, what: &str) -> &'n [Entry] {
        let Value::Mapping(entries) = &node.value else {
            self.problem(node.line, format!("{what} must be a mapping"));
            return &[];
        };
        for (place, entry) in entries.iter().enumerate() {
            let mut earlier = entries.iter().take(place);
            if let Some(first) = earlier.find(|other| other.key == entry.key) {
                self.problem(
                    entry.line,
                    format!(
                        "{what}: {} stands twice, first on line {}",
                        entry.key, first.line
                    ),
                );
            }
        }
        entries
    }

    /// Entries of a mapping, each key at most once and one of `fields`.
    pub(crate) fn fields<'n>(
        &mut self,
        node: &'n Node,
        what: &str,
        fields: &[&str],
    ) -> &'n [Entry] {
        let entries = self.mapping(node, what);
        for entry in entries {
            self.one_of(entry.line, what, &entry.key, fields);
        }
        entries
    }

    pub(crate) fn list(&mut self, entry: &Entry) -> Vec<String> {
        let Value::List(items) = &entry.node.value else {
            self.problem(entry.line, format!("{} must be a list", entry.key));
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in items {
            match &item.value {
                Value::Text(text) => texts.push(text.clone()),
                _ => self.problem(item.line, format!("{} must be a list of words", entry.key)),
            }
        }
        texts
    }

    /// The text of an entry; `None` if it is empty or no text.
    pub(crate) fn text(&mut self, entry: &Entry) -> Option<String> {
        match &entry.node.value {
            Value::Text(text) if !text.trim().is_empty() => Some(text.clone()),
            _ => {
                self.problem(entry.line, format!("{} must be text", entry.key));
                None
            }
        }
    }

    pub(crate) fn sentence(&mut self, entry: &Entry) -> Option<String> {
        let text = self.text(entry)?;
        if !text.ends_with('.') {
            self.problem(
                entry.line,
                format!("{} must end with a full stop", entry.key),
            );
        }
        Some(text)
    }

    /// A pattern of names; `src/country/pattern.rs` says what its signs mean.
    pub(crate) fn pattern(&mut self, entry: &Entry) -> Option<String> {
        let text = self.text(entry)?;
        let is_known = |byte: u8| byte.is_ascii_alphanumeric() || b"@#*+-_&. ".contains(&byte);
        if !text.bytes().all(is_known) {
            self.problem(
                entry.line,
                format!("{}: {text} has characters that no name has", entry.key),
            );
        }
        Some(text)
    }

    /// The word of an entry, named `what` in a mistake.
    pub(crate) fn word<W: Word>(&mut self, entry: &Entry, what: &str) -> Option<W> {
        let text = self.text(entry)?;
        self.word_of(entry.line, what, &text)
    }

    /// The word that `text` is.
    pub(crate) fn word_of<W: Word>(&mut self, line: usize, what: &str, text: &str) -> Option<W> {
        let words: Vec<&str> = W::ALL.iter().map(|word| word.as_str()).collect();
        self.one_of(line, what, text, &words);
        W::ALL.iter().copied().find(|word| word.as_str() == text)
    }

    fn one_of(&mut self, line: usize, what: &str, text: &str, words: &[&str]) {
        if !words.contains(&text) {
            self.problem(
                line,
                format!("{what}: {text} is none of {}", words.join(", ")),
            );
        }
    }
}
