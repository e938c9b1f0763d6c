//! Where something is to be said of a map, and how it is shown.

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::hash::{BuildHasher, RandomState};

use super::node::Place;
use super::path::is_printable;

/// Beyond this many they are counted, not kept: a hostile file must not make its report a burden.
const MAX_KEPT: usize = 10_000;
/// A source line is shown up to this many characters, around the place.
const MAX_LINE: usize = 160;

/// What is said, and of which place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Diagnostic {
    pub(crate) path: String,
    pub(crate) message: String,
    pub(crate) fix: String,
    at: Option<Place>,
    source_line: Option<Excerpt>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Excerpt {
    text: String,
    /// Characters before the place.
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

    pub(crate) fn line_and_column(&self) -> Option<(usize, usize)> {
        self.at
            .filter(Place::is_text)
            .map(|place| (place.line as usize, place.column as usize))
    }

    pub(crate) fn source_line(&self) -> Option<&str> {
        self.source_line
            .as_ref()
            .map(|excerpt| excerpt.text.as_str())
    }

    /// Writes it with its line of the source, and notes below.
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

/// An enumeration of what is found, each with its name in reports and a sentence about it.
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

            /// What the kind is, in a sentence.
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

/// What is found while a map is read.
pub(crate) trait HasDiagnostic {
    fn diagnostic(&self) -> &Diagnostic;
    fn diagnostic_mut(&mut self) -> &mut Diagnostic;
}

/// Gathers what is found while a map is read.
#[derive(Debug)]
pub(crate) struct Diagnostics<T> {
    /// The first of the file so far, by their places there, then by when they were found.
    kept: BTreeMap<(Option<u32>, usize), T>,
    /// What was said of which place of the text.
    said: HashSet<u64>,
    hasher: RandomState,
    found: usize,
    again: usize,
}

impl<T> Default for Diagnostics<T> {
    fn default() -> Self {
        Diagnostics {
            kept: BTreeMap::new(),
            said: HashSet::new(),
            hasher: RandomState::new(),
            found: 0,
            again: 0,
        }
    }
}

impl<T: HasDiagnostic> Diagnostics<T> {
    /// Keeps what was found, unless it is beyond the last that is kept or was said of the same place before: what
    /// stands below an anchor is found again wherever an alias stands for it.
    pub(crate) fn push(&mut self, found: impl FnOnce() -> T, at: Option<Place>) {
        let place = (at.map(|place| place.offset), self.found);
        let is_past_the_last = self.is_past_the_last(at);
        self.found += 1;
        if is_past_the_last {
            return;
        }
        let found = found();
        if at.is_some_and(|place| place.is_text()) {
            let Diagnostic { message, fix, .. } = found.diagnostic();
            let said = self.hasher.hash_one((place.0, message, fix));
            if !self.said.insert(said) {
                self.again += 1;
                return;
            }
        }
        self.kept.insert(place, found);
        if self.kept.len() > MAX_KEPT {
            self.kept.pop_last();
        }
    }

    /// How often something was found, again or not.
    pub(crate) fn count(&self) -> usize {
        self.found
    }

    /// Whether what is found now, at this place, would only be counted.
    pub(crate) fn is_past_the_last(&self, at: Option<Place>) -> bool {
        let place = (at.map(|place| place.offset), self.found);
        self.kept.len() >= MAX_KEPT
            && self
                .kept
                .last_key_value()
                .is_some_and(|(&last, _)| last < place)
    }

    /// What was found in the order of the file, each with its line of `source`; and how many more there were.
    pub(crate) fn in_order(self, source: Option<&str>) -> (Vec<T>, usize) {
        let more = self.found - self.again - self.kept.len();
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

fn excerpt(source: &str, place: Place) -> Option<Excerpt> {
    let (head, tail) = source.split_at_checked(place.offset as usize)?;
    // A byte order mark is no character of its line.
    let is_line_end = |c: char| matches!(c, '\n' | '\r' | '\u{feff}');
    let tail = tail.trim_start_matches('\u{feff}');
    // From the place outwards, so that a map of one endless line is not read again for every error.
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

/// What takes as much room on a line as the character.
fn blank(character: char) -> &'static str {
    match (character, columns(character)) {
        ('\t', _) => "\t",
        (_, 0) => "",
        (_, 1) => " ",
        _ => "  ",
    }
}

/// How many columns of a terminal a character takes: none if it joins the one before, two if it is East Asian
/// or an emoji. Near enough for a caret to stand under its character.
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
