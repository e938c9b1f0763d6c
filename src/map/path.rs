//! Where in a map something stands, in the words of its keys.

use std::fmt;

/// A path such as `service_plans.retail.originators.US[1].sender`, grown on the stack while the check descends.
#[derive(Clone, Copy)]
pub(super) enum Path<'p> {
    Root,
    Key(&'p Path<'p>, &'p str),
    Item(&'p Path<'p>, usize),
}

impl<'p> Path<'p> {
    pub(super) fn key(&'p self, key: &'p str) -> Path<'p> {
        Path::Key(self, key)
    }

    /// Whether this is the field `sender`.
    pub(super) fn ends_with_sender(&self) -> bool {
        matches!(self, Path::Key(_, "sender"))
    }

    pub(super) fn item(&'p self, index: usize) -> Path<'p> {
        Path::Item(self, index)
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Path::Root => Ok(()),
            Path::Key(Path::Root, key) => f.write_str(key),
            Path::Key(parent, key) => write!(f, "{parent}.{key}"),
            Path::Item(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}

/// A text of the map for a sentence: in backticks, without control characters, and not too long.
pub(super) struct Quoted<'t>(pub(super) &'t str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MOST: usize = 60;
        f.write_str("`")?;
        for character in self.0.chars().take(MOST) {
            if character.is_control() {
                write!(f, "{}", character.escape_default())?;
            } else {
                write!(f, "{character}")?;
            }
        }
        if self.0.chars().nth(MOST).is_some() {
            f.write_str("…")?;
        }
        f.write_str("`")
    }
}
