//! What is wrong with a map: everything at once, each with where it stands and what to write instead.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::fmt;

use super::node::Place;
use super::path::is_printable;

/// Errors beyond this many are counted, not kept: a hostile file must not make its report a burden.
const MAX_KEPT: usize = 10_000;
/// A source line is shown up to this many characters, around the place.
const MAX_LINE: usize = 160;

/// Everything that is wrong with a map, in the order of the file.
///
/// Its text shows each error with file, line, column, the source line and the fix.
///
/// ```
/// use originator::Router;
///
/// let errors = Router::from_yaml("originators.yaml", "originators:\n  UK: RETAIL\n").unwrap_err();
/// assert_eq!(errors.iter().count(), 1);
/// assert_eq!(errors.to_string(), "\
/// error: `UK` is not a region
///   --> originators.yaml:2:3
///    |
///  2 |   UK: RETAIL
///    |   ^^ write `GB`
/// ");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapErrors {
    file: String,
    errors: Vec<MapError>,
    more: usize,
}

impl MapErrors {
    /// The name the map was given, as a rule its file's.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The errors, in the order of the file; the first 10,000 of a map that has more.
    pub fn iter(&self) -> impl Iterator<Item = &MapError> {
        self.errors.iter()
    }

    /// How many errors there are.
    pub fn count(&self) -> usize {
        self.errors.len() + self.more
    }
}

impl fmt::Display for MapErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.errors.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            error.write(f, &self.file)?;
        }
        if self.more > 0 {
            writeln!(f, "\nand {} more", self.more)?;
        }
        Ok(())
    }
}

impl std::error::Error for MapErrors {}

/// One thing that is wrong with a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapError {
    kind: MapErrorKind,
    path: String,
    message: String,
    fix: String,
    at: Option<Place>,
    source_line: Option<Excerpt>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Excerpt {
    text: String,
    /// Characters before the place.
    before: usize,
}

impl MapError {
    pub(super) fn new(
        kind: MapErrorKind,
        path: String,
        message: impl Into<String>,
        fix: impl Into<String>,
        at: Option<Place>,
    ) -> MapError {
        MapError {
            kind,
            path,
            message: message.into(),
            fix: fix.into(),
            at,
            source_line: None,
        }
    }

    /// What kind of error it is.
    pub fn kind(&self) -> MapErrorKind {
        self.kind
    }

    /// Where in the map: `service_plans.retail.originators.US[1].sender`; empty for the map as a whole.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong, in a sentence.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to write instead.
    pub fn fix(&self) -> &str {
        &self.fix
    }

    /// Line and column, both from 1, the column in characters; `None` if the map did not come as text.
    pub fn line_and_column(&self) -> Option<(usize, usize)> {
        self.at
            .filter(Place::is_text)
            .map(|place| (place.line as usize, place.column as usize))
    }

    /// The line it stands on, without its end; a long one is cut around the place.
    pub fn source_line(&self) -> Option<&str> {
        self.source_line
            .as_ref()
            .map(|excerpt| excerpt.text.as_str())
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, file: &str) -> fmt::Result {
        writeln!(f, "error: {}", self.message)?;
        let Some(place) = self.at.filter(Place::is_text) else {
            let path = if self.path.is_empty() {
                "the map"
            } else {
                &self.path
            };
            writeln!(f, "  --> {file}: {path}")?;
            return writeln!(f, "   = {}", self.fix);
        };
        writeln!(f, "  --> {file}:{}:{}", place.line, place.column)?;
        let Some(Excerpt { text, before }) = &self.source_line else {
            return writeln!(f, "   = {}", self.fix);
        };
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
        writeln!(
            f,
            " {margin} | {blank}{} {}",
            "^".repeat(carets.max(1)),
            self.fix
        )
    }
}

impl fmt::Display for MapError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.message, self.fix)
    }
}

impl std::error::Error for MapError {}

/// Gathers errors while a map is read.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// The first of the file so far, the last of them on top.
    kept: BinaryHeap<Found>,
    found: usize,
}

/// An error, ordered by its place in the file, then by when it was found.
#[derive(Debug)]
struct Found {
    place: (Option<u32>, usize),
    error: MapError,
}

impl PartialEq for Found {
    fn eq(&self, other: &Self) -> bool {
        self.place == other.place
    }
}

impl Eq for Found {}

impl PartialOrd for Found {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Found {
    fn cmp(&self, other: &Self) -> Ordering {
        self.place.cmp(&other.place)
    }
}

impl Gathered {
    pub(super) fn push(&mut self, error: impl FnOnce() -> MapError, at: Option<Place>) {
        let place = (at.map(|place| place.offset), self.found);
        self.found += 1;
        if self.kept.len() >= MAX_KEPT {
            if self.kept.peek().is_none_or(|last| last.place < place) {
                return;
            }
            self.kept.pop();
        }
        let error = error();
        self.kept.push(Found { place, error });
    }

    pub(super) fn count(&self) -> usize {
        self.found
    }

    /// Whether an error found now, at this place, would only be counted.
    pub(super) fn is_past_the_last(&self, at: Option<Place>) -> bool {
        let place = (at.map(|place| place.offset), self.found);
        self.kept.len() >= MAX_KEPT && self.kept.peek().is_some_and(|last| last.place < place)
    }

    /// Puts the errors into the order of the file, each with its line of `source`.
    pub(super) fn into_errors(self, file: &str, source: Option<&str>) -> MapErrors {
        let more = self.found - self.kept.len();
        let found = self.kept.into_sorted_vec().into_iter();
        let mut errors: Vec<MapError> = found.map(|found| found.error).collect();
        // A mistake below an anchor is found again wherever an alias stands for it.
        errors.dedup_by(|again, first| {
            again.at.is_some_and(|place| place.is_text())
                && (again.at, again.kind) == (first.at, first.kind)
                && (&again.message, &again.fix) == (&first.message, &first.fix)
        });
        if let Some(source) = source {
            for error in &mut errors {
                error.source_line = error.at.and_then(|place| excerpt(source, place));
            }
        }
        MapErrors {
            file: file.to_owned(),
            errors,
            more,
        }
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

/// The kinds of map error, a closed list in the words that reports use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MapErrorKind {
    /// Not YAML, or YAML that a map has no use for: several documents, tags, nesting or aliases without end.
    Syntax,
    /// Text, list or mapping where another of them belongs, or a value that is none of those allowed.
    WrongType,
    /// Nothing, `null`, `~`, a boolean or a number where text belongs.
    NotText,
    /// The same key twice.
    DuplicateKey,
    /// A field that does not exist.
    UnknownField,
    /// A field that must be there is not.
    MissingField,
    /// Not the code of a region.
    UnknownRegion,
    /// A long number that is not canonical E.164.
    NotE164,
    /// A sender that is none.
    BadSender,
    /// Almost `omit` or `refuse`, or one of them in the wrong place.
    NearMiss,
    /// A weight that is not a whole number above 0.
    BadWeight,
    /// A sender twice in a pool or in an order of preference.
    DuplicateSender,
    /// A long code or toll-free number with different terms in two places.
    ConflictingTerms,
    /// An entry that no message can reach.
    Unreachable,
    /// An empty list or mapping.
    Empty,
    /// `two_way: true` on an alphanumeric.
    TwoWayAlphanumeric,
    /// A borrow of or for a region that cannot lend or borrow.
    BadBorrow,
    /// A value that is not among those allowed, such as a state, a use case or a duration.
    BadValue,
    /// An app of a plan that does not exist.
    UnknownPlan,
    /// `service_plans` beside the keys of a plan.
    MixedLevels,
}

impl MapErrorKind {
    /// The name in reports, in snake case.
    pub const fn as_str(self) -> &'static str {
        match self {
            MapErrorKind::Syntax => "syntax",
            MapErrorKind::WrongType => "wrong_type",
            MapErrorKind::NotText => "not_text",
            MapErrorKind::DuplicateKey => "duplicate_key",
            MapErrorKind::UnknownField => "unknown_field",
            MapErrorKind::MissingField => "missing_field",
            MapErrorKind::UnknownRegion => "unknown_region",
            MapErrorKind::NotE164 => "not_e164",
            MapErrorKind::BadSender => "bad_sender",
            MapErrorKind::NearMiss => "near_miss",
            MapErrorKind::BadWeight => "bad_weight",
            MapErrorKind::DuplicateSender => "duplicate_sender",
            MapErrorKind::ConflictingTerms => "conflicting_terms",
            MapErrorKind::Unreachable => "unreachable",
            MapErrorKind::Empty => "empty",
            MapErrorKind::TwoWayAlphanumeric => "two_way_alphanumeric",
            MapErrorKind::BadBorrow => "bad_borrow",
            MapErrorKind::BadValue => "bad_value",
            MapErrorKind::UnknownPlan => "unknown_plan",
            MapErrorKind::MixedLevels => "mixed_levels",
        }
    }
}

impl fmt::Display for MapErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
