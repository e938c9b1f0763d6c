//! Where in a map something stands, in the words of its keys.

use std::fmt;

/// A path such as `service_plans.retail.originators.US[1].sender`, grown on the stack while the check descends.
#[derive(Clone, Copy)]
pub(crate) enum Path<'p> {
    Root,
    Key(&'p Path<'p>, &'p str),
    Item(&'p Path<'p>, usize),
}

impl<'p> Path<'p> {
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

/// A text of the map for a sentence, in backticks.
pub(crate) struct Quoted<'t>(pub(crate) &'t str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", Shown(self.0))
    }
}

/// A text of the map as a report may show it: on one line, without what a terminal obeys, and not too long.
pub(crate) struct Shown<'t>(pub(crate) &'t str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MOST: usize = 60;
        let mut characters = self.0.chars();
        for character in characters.by_ref().take(MOST) {
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

/// Whether a character shows itself and nothing more: no control, no line or paragraph separator, nothing that
/// turns the direction of the text around it, and no space that looks like an ordinary one or like nothing.
pub(crate) fn is_printable(character: char) -> bool {
    !character.is_control()
        && !is_foreign_space(character)
        && !matches!(
            character,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}

/// Whether a character is white space to people and text to YAML.
pub(crate) fn is_foreign_space(character: char) -> bool {
    match character {
        ' ' | '\t' | '\n' | '\r' => false,
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => true,
        _ => character.is_whitespace(),
    }
}
