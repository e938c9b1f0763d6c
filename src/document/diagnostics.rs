//! Diagnostics: the place, message and fix of an error or a warning, how they are written, and the collection that
//! keeps them in the order of the file.
//!
//! Errors and warnings themselves are defined elsewhere; they hold a [`Diagnostic`] each.

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::hash::{BuildHasher, RandomState};

use super::node::Place;
use super::path::is_printable;

/// The most diagnostics that are kept. Further ones are only counted, so that a hostile file cannot make its report
/// arbitrarily large.
const MAX_KEPT: usize = 10_000;
/// The most characters of a source line that are shown. A longer line is cut around the place.
const MAX_LINE: usize = 160;

/// The message and the location of an error or a warning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Diagnostic {
    pub(crate) path: String,
    pub(crate) message: String,
    pub(crate) fix: String,
    at: Option<Place>,
    source_line: Option<Excerpt>,
}

/// The part of a source line that is shown with a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Excerpt {
    text: String,
    /// The number of characters of `text` before the place.
    before: usize,
}

impl Diagnostic {
    pub(crate) fn new(
        path: String,
        message: impl Into<String>,
        fix: impl Into<String>,
        at: Option<Place>,
    ) -> Diagnostic {
        Diagnostic {
            path,
            message: message.into(),
            fix: fix.into(),
            at,
            source_line: None,
        }
    }

    /// Line and column, both from 1; `None` if the document did not come as text.
    pub(crate) fn line_and_column(&self) -> Option<(usize, usize)> {
        self.at
            .filter(Place::is_text)
            .map(|place| (place.line as usize, place.column as usize))
    }

    /// The shown part of the source line.
    pub(crate) fn source_line(&self) -> Option<&str> {
        self.source_line
            .as_ref()
            .map(|excerpt| excerpt.text.as_str())
    }

    /// Writes the diagnostic with its source line, the fix under the place, and the notes below.
    pub(crate) fn write(
        &self,
        f: &mut fmt::Formatter<'_>,
        file: &str,
        severity: &str,
        notes: &[String],
    ) -> fmt::Result {
        writeln!(f, "{severity}: {}", self.message)?;
        let margin = match self.at.filter(Place::is_text) {
            None => {
                let path = match self.path.as_str() {
                    "" => "the map",
                    path => path,
                };
                writeln!(f, "  --> {file}: {path}")?;
                writeln!(f, "   = {}", self.fix)?;
                String::from(" ")
            }
            Some(place) => {
                writeln!(f, "  --> {file}:{}:{}", place.line, place.column)?;
                match &self.source_line {
                    None => {
                        writeln!(f, "   = {}", self.fix)?;
                        String::from(" ")
                    }
                    Some(excerpt) => {
                        excerpt.write(f, place, &self.fix)?;
                        " ".repeat(place.line.to_string().len())
                    }
                }
            }
        };
        for note in notes {
            writeln!(f, " {margin} = {note}")?;
        }
        Ok(())
    }
}

impl Excerpt {
    /// Writes the line, and on the next one carets under the place with the fix behind them.
    fn write(&self, f: &mut fmt::Formatter<'_>, place: Place, fix: &str) -> fmt::Result {
        let Excerpt { text, before } = self;
        let number = place.line.to_string();
        let margin = " ".repeat(number.len());
        let blank: String = text.chars().take(*before).map(blank).collect();
        let rest = text.chars().skip(*before);
        let carets: usize = match place.length {
            0 => rest.map(columns).sum(),
            length => rest.take(length as usize).map(columns).sum(),
        };
        writeln!(f, " {margin} |")?;
        writeln!(f, " {number} | {text}")?;
        writeln!(f, " {margin} | {blank}{} {fix}", "^".repeat(carets.max(1)))
    }
}

/// Makes an enumeration of the kinds of a diagnostic, each with its name in reports and a sentence about it.
macro_rules! kinds {
    (
        $(#[doc = $doc:literal])*
        pub enum $kind:ident { $($name:ident = $text:literal: $about:literal,)* }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $kind {
            $(#[doc = $about] $name,)*
        }

        impl $kind {
            /// All kinds.
            pub const ALL: &'static [$kind] = &[$($kind::$name),*];

            /// The name in reports, in snake case.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $($kind::$name => $text,)*
                }
            }

            /// The meaning of the kind, in a sentence.
            pub const fn about(self) -> &'static str {
                match self {
                    $($kind::$name => $about,)*
                }
            }
        }

        impl fmt::Display for $kind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $kind {
            type Err = crate::ParseEnumError;

            /// Reads the name in reports exactly as written.
            fn from_str(text: &str) -> Result<$kind, Self::Err> {
                match text {
                    $($text => Ok($kind::$name),)*
                    _ => Err(crate::ParseEnumError::new(text, &[$($text),*])),
                }
            }
        }
    };
}
pub(crate) use kinds;

/// An error or a warning, which holds a diagnostic.
pub(crate) trait HasDiagnostic {
    fn diagnostic(&self) -> &Diagnostic;
    fn diagnostic_mut(&mut self) -> &mut Diagnostic;
}

/// Collects the errors or the warnings of a document, which are found in any order.
///
/// Three invariants hold:
/// - `kept` has the first [`MAX_KEPT`] of the file, whenever they are found: a diagnostic that is found later, but has
///   an earlier place, pushes the last one out.
/// - A message with its fix is kept once for each place of the text. Nodes below an anchor are checked again for every
///   alias of it, and would be reported as often.
/// - `found` counts every diagnostic, `repeated` those that were dropped as repetitions, so `found - repeated` is the
///   number to report. Beyond the limit repetitions are not recognised, and count as found.
#[derive(Debug)]
pub(crate) struct Diagnostics<T> {
    /// By the offset of the place, then by the order in which they were found.
    kept: BTreeMap<(Option<u32>, usize), T>,
    /// A hash of the place, message and fix of everything that was reported. Hashes take less room than the texts; the
    /// seed is random, so that a file cannot provoke collisions.
    reported: HashSet<u64>,
    hasher: RandomState,
    found: usize,
    repeated: usize,
}

impl<T> Default for Diagnostics<T> {
    fn default() -> Self {
        Diagnostics {
            kept: BTreeMap::new(),
            reported: HashSet::new(),
            hasher: RandomState::new(),
            found: 0,
            repeated: 0,
        }
    }
}

impl<T: HasDiagnostic> Diagnostics<T> {
    /// Keeps a diagnostic, unless it is beyond the limit or repeats one at the same place. `found` makes it, and is not
    /// called beyond the limit.
    pub(crate) fn push(&mut self, found: impl FnOnce() -> T, at: Option<Place>) {
        let place = (at.map(|place| place.offset), self.found);
        let is_beyond_limit = self.is_beyond_limit(at);
        self.found += 1;
        if is_beyond_limit {
            return;
        }
        let found = found();
        if at.is_some_and(|place| place.is_text()) {
            let Diagnostic { message, fix, .. } = found.diagnostic();
            let hash = self.hasher.hash_one((place.0, message, fix));
            if !self.reported.insert(hash) {
                self.repeated += 1;
                return;
            }
        }
        self.kept.insert(place, found);
        if self.kept.len() > MAX_KEPT {
            self.kept.pop_last();
        }
    }

    /// The number of diagnostics, repetitions included.
    pub(crate) fn count(&self) -> usize {
        self.found
    }

    /// Whether a diagnostic at this place would only be counted. Then its message and fix need not be made.
    pub(crate) fn is_beyond_limit(&self, at: Option<Place>) -> bool {
        let place = (at.map(|place| place.offset), self.found);
        self.kept.len() >= MAX_KEPT
            && self
                .kept
                .last_key_value()
                .is_some_and(|(&last, _)| last < place)
    }

    /// The diagnostics in the order of the file, each with its line of `source`; and the number of those that were not
    /// kept.
    pub(crate) fn in_order(self, source: Option<&str>) -> (Vec<T>, usize) {
        let more = self.found - self.repeated - self.kept.len();
        let mut all: Vec<T> = self.kept.into_values().collect();
        if let Some(source) = source {
            for found in &mut all {
                let line = found
                    .diagnostic()
                    .at
                    .and_then(|place| excerpt(source, place));
                found.diagnostic_mut().source_line = line;
            }
        }
        (all, more)
    }
}

/// The line of the source around a place.
fn excerpt(source: &str, place: Place) -> Option<Excerpt> {
    let (head, tail) = source.split_at_checked(place.offset as usize)?;
    // A byte order mark does not belong to its line.
    let is_line_end = |c: char| matches!(c, '\n' | '\r' | '\u{feff}');
    let tail = tail.trim_start_matches('\u{feff}');
    // Reads outwards from the place, so that a map in one very long line is not read again for every error.
    let start = head.chars().rev().take_while(|&c| !is_line_end(c));
    let start: Vec<char> = start.take(MAX_LINE / 2).collect();
    let before = start.len();
    let rest = tail
        .chars()
        .take_while(|&c| !is_line_end(c))
        .take(MAX_LINE - before);
    let printable = |c: char| match c {
        '\t' => c,
        c if is_printable(c) => c,
        _ => char::REPLACEMENT_CHARACTER,
    };
    let text = start.into_iter().rev().chain(rest).map(printable).collect();
    Some(Excerpt { text, before })
}

/// White space that is as wide as the character.
fn blank(character: char) -> &'static str {
    match (character, columns(character)) {
        ('\t', _) => "\t",
        (_, 0) => "",
        (_, 1) => " ",
        _ => "  ",
    }
}

/// The number of terminal columns that a character takes: none if it combines with the character before it, two if it
/// is East Asian or an emoji. This is an approximation that puts the caret under its character.
fn columns(character: char) -> usize {
    match character {
        '\u{300}'..='\u{36f}'
        | '\u{200b}'..='\u{200d}'
        | '\u{20d0}'..='\u{20ff}'
        | '\u{fe00}'..='\u{fe0f}' => 0,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1f64f}'
        | '\u{1f680}'..='\u{1f6ff}'
        | '\u{1f900}'..='\u{1f9ff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}
