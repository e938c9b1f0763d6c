//! The errors of a map: all of them at once, each with its place and what to write instead.

use std::fmt;

use super::diagnostics::{Diagnostic, HasDiagnostic, kinds};
use super::node::Place;

/// All errors of a map, in the order of the file.
///
/// `Display` writes each error with file, line, column, the source line and the fix.
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
    pub(crate) fn new(file: &str, (errors, more): (Vec<MapError>, usize)) -> MapErrors {
        if is_text_of_a_map(file) {
            return MapErrors::of_swapped_arguments();
        }
        MapErrors {
            file: file.to_owned(),
            errors,
            more,
        }
    }

    /// The caller passed the text of a map as its name, and so its name as the text: errors of the name would not tell.
    fn of_swapped_arguments() -> MapErrors {
        MapErrors {
            file: "map".to_owned(),
            errors: vec![MapError::new(
                MapErrorKind::WrongType,
                String::new(),
                "the name of the file is the text of a map",
                "pass the name of the file first, and the text second",
                None,
            )],
            more: 0,
        }
    }

    /// The name that the map was given, usually the name of its file.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The errors, in the order of the file; the first 10,000 if a map has more.
    pub fn iter(&self) -> impl Iterator<Item = &MapError> {
        self.errors.iter()
    }

    /// The number of errors, those beyond the first 10,000 included.
    pub fn count(&self) -> usize {
        self.errors.len() + self.more
    }
}

/// Whether what was passed as the name of a file is a map. A file may have such a name: its map is read like any other,
/// and only its errors are taken for those of swapped arguments.
fn is_text_of_a_map(file: &str) -> bool {
    file.contains(['\n', '\r']) || file.trim_start().starts_with('{')
}

impl IntoIterator for MapErrors {
    type Item = MapError;
    type IntoIter = std::vec::IntoIter<MapError>;

    fn into_iter(self) -> Self::IntoIter {
        self.errors.into_iter()
    }
}

impl<'a> IntoIterator for &'a MapErrors {
    type Item = &'a MapError;
    type IntoIter = std::slice::Iter<'a, MapError>;

    fn into_iter(self) -> Self::IntoIter {
        self.errors.iter()
    }
}

impl fmt::Display for MapErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.errors.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            error.diagnostic.write(f, &self.file, "error", &[])?;
        }
        if self.more > 0 {
            writeln!(f, "\nand {} more", self.more)?;
        }
        Ok(())
    }
}

impl std::error::Error for MapErrors {}

/// One error of a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapError {
    kind: MapErrorKind,
    diagnostic: Diagnostic,
}

impl MapError {
    pub(crate) fn new(
        kind: MapErrorKind,
        path: String,
        message: impl Into<String>,
        fix: impl Into<String>,
        at: Option<Place>,
    ) -> MapError {
        MapError {
            kind,
            diagnostic: Diagnostic::new(path, message, fix, at),
        }
    }

    /// The kind of the error.
    pub fn kind(&self) -> MapErrorKind {
        self.kind
    }

    /// The path of the value in the map: `service_plans.retail.originators.US[1].sender`; empty for the map as a whole.
    pub fn path(&self) -> &str {
        &self.diagnostic.path
    }

    /// The message: what is wrong, in a sentence.
    pub fn message(&self) -> &str {
        &self.diagnostic.message
    }

    /// The fix: what to write instead.
    pub fn fix(&self) -> &str {
        &self.diagnostic.fix
    }

    /// Line and column, both from 1, the column in characters; `None` if the map did not come as text.
    pub fn line_and_column(&self) -> Option<(usize, usize)> {
        self.diagnostic.line_and_column()
    }

    /// The source line without its line end; a long line is cut around the place.
    pub fn source_line(&self) -> Option<&str> {
        self.diagnostic.source_line()
    }
}

impl fmt::Display for MapError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.diagnostic.message, self.diagnostic.fix)
    }
}

impl std::error::Error for MapError {}

impl HasDiagnostic for MapError {
    fn diagnostic(&self) -> &Diagnostic {
        &self.diagnostic
    }

    fn diagnostic_mut(&mut self) -> &mut Diagnostic {
        &mut self.diagnostic
    }
}

kinds! {
    /// The kinds of map error, a closed list in the words that reports use.
    pub enum MapErrorKind {
        Syntax = "syntax":
            "The text is not YAML, or it uses YAML that is not supported: several documents, tags, or nesting that is too deep.",
        WrongType = "wrong_type":
            "A value has the wrong type: it is text, a list or a mapping where another of these is expected.",
        NotText = "not_text":
            "A value is not text: it is missing, `null`, `~` or a boolean, or it is a number in a format that distinguishes numbers from text.",
        DuplicateKey = "duplicate_key":
            "A mapping has the same key twice.",
        UnknownField = "unknown_field":
            "A field does not exist.",
        MissingField = "missing_field":
            "A required field is missing.",
        UnknownRegion = "unknown_region":
            "A text is not the code of a region.",
        NotE164 = "not_e164":
            "A long number is not in canonical E.164.",
        BadSender = "bad_sender":
            "A text cannot be a sender.",
        NearMiss = "near_miss":
            "A word is almost `omit` or `refuse`, or one of these two is in the wrong place.",
        ReservedWord = "reserved_word":
            "A reserved word, such as `none` or `default`, is used where a sender is expected.",
        BadWeight = "bad_weight":
            "A weight is not a whole number above 0.",
        DuplicateSender = "duplicate_sender":
            "A sender is listed twice in a pool or in an order of preference.",
        ConflictingTerms = "conflicting_terms":
            "A long code or toll-free number has different terms in two places.",
        Unreachable = "unreachable":
            "A sender is never used for a first message: senders of the same kind and country come before it, with the same or wider terms.",
        Empty = "empty":
            "A list or mapping is empty.",
        TwoWayAlphanumeric = "two_way_alphanumeric":
            "`two_way: true` is set on an alphanumeric sender.",
        BadBorrow = "bad_borrow":
            "A region cannot lend its senders, or it cannot borrow.",
        BadValue = "bad_value":
            "A value is not among those allowed, such as a state, a use case or a duration.",
        UnknownPlan = "unknown_plan":
            "An app is assigned to a plan that does not exist.",
        MixedLevels = "mixed_levels":
            "Fields of a plan are beside `service_plans`, or in place of the id of a plan.",
    }
}
