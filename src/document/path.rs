//! Paths of nodes in a document, and how texts of a document are shown in messages.

use std::fmt;

/// A path such as `service_plans.retail.originators.US[1].sender`. It is a linked list on the stack, which grows while
/// a check descends.
#[derive(Clone, Copy)]
pub(crate) enum Path<'p> {
    Root,
    Key(&'p Path<'p>, &'p str),
    Item(&'p Path<'p>, usize),
}

impl<'p> Path<'p> {
    /// The path of a key below this one.
    pub(crate) fn key(&'p self, key: &'p str) -> Path<'p> {
        Path::Key(self, key)
    }

    /// Whether this is the field `sender`.
    pub(crate) fn ends_with_sender(&self) -> bool {
        matches!(self, Path::Key(_, "sender"))
    }

    /// Whether this is an item of a list.
    pub(crate) fn ends_with_item(&self) -> bool {
        matches!(self, Path::Item(..))
    }

    /// The path of an item of the list at this path.
    pub(crate) fn item(&'p self, index: usize) -> Path<'p> {
        Path::Item(self, index)
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Path::Root => Ok(()),
            Path::Key(Path::Root, key) => write!(f, "{}", Shown(key)),
            Path::Key(parent, key) => write!(f, "{parent}.{}", Shown(key)),
            Path::Item(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}

/// Writes a text of the document in backticks, for a message.
pub(crate) struct Quoted<'t>(pub(crate) &'t str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", Shown(self.0))
    }
}

/// Writes a text of the document for a message: on one line, without terminal control characters, and shortened.
pub(crate) struct Shown<'t>(pub(crate) &'t str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MAX_SHOWN: usize = 60;
        let mut characters = self.0.chars();
        for character in characters.by_ref().take(MAX_SHOWN) {
            if is_printable(character) {
                write!(f, "{character}")?;
            } else {
                write!(f, "{}", character.escape_default())?;
            }
        }
        match characters.next() {
            Some(_) => f.write_str("…"),
            None => Ok(()),
        }
    }
}

/// Whether a character is visible and has no effect on the text around it: not a control character, not a line or
/// paragraph separator, not a bidirectional mark, and not a space that looks like an ordinary one or is invisible.
pub(crate) fn is_printable(character: char) -> bool {
    !character.is_control()
        && !is_foreign_space(character)
        && !matches!(
            character,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}

/// Whether a character looks like white space, or like nothing, but is text to YAML.
pub(crate) fn is_foreign_space(character: char) -> bool {
    match character {
        ' ' | '\t' | '\n' | '\r' => false,
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => true,
        _ => character.is_whitespace(),
    }
}
