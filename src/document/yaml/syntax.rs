//! Errors in the syntax of a document, in words that fit a map; and the places of the parser's events.

use granit_parser::{ErrorKind, Marker, ScanError, Span, Tag};

use crate::document::error::MapErrorKind as Kind;
use crate::document::node::{MAX_DEPTH, Place, saturating_u32};
use crate::document::path::is_printable;
use crate::document::white_space::ForeignSpace;

/// The most characters of a tag that are kept: more than messages show of any text, so that the cut is not visible.
const MAX_TAG: usize = 100;

/// An error in the syntax: the text is not one YAML document, or uses a part of YAML that is not supported.
#[derive(Debug)]
pub(crate) struct SyntaxError {
    pub(crate) kind: Kind,
    pub(crate) message: String,
    pub(crate) fix: &'static str,
    pub(crate) at: Place,
}

/// The beginning of a tag as written. A tag may be as long as the document.
pub(crate) fn as_written(tag: &Tag) -> String {
    let (handle, suffix) = tag.original_parts();
    let begin = |text: &str| text.chars().take(MAX_TAG).collect::<String>();
    match (handle, suffix) {
        ("", suffix) if suffix != "!" => format!("!<{}>", begin(suffix)),
        _ => format!("{}{}", begin(handle), begin(suffix)),
    }
}

pub(crate) fn too_deep(at: Place) -> SyntaxError {
    SyntaxError {
        kind: Kind::Syntax,
        message: format!("lists and mappings are nested more than {MAX_DEPTH} levels deep"),
        fix: "remove levels: a map needs at most eleven",
        at,
    }
}

/// The place of a span of the parser.
pub(crate) fn place(span: &Span) -> Place {
    let (start, end) = (span.start, span.end);
    Place {
        length: if start.line() == end.line() {
            saturating_u32(end.col().saturating_sub(start.col()))
        } else {
            0
        },
        ..place_of(&start)
    }
}

/// The place of one character.
fn place_of(marker: &Marker) -> Place {
    Place {
        line: saturating_u32(marker.line().max(1)),
        column: saturating_u32(marker.col() + 1),
        offset: saturating_u32(marker.byte_offset().unwrap_or_default()),
        length: 1,
    }
}

impl SyntaxError {
    /// The error for a foreign space at which reading ends.
    pub(crate) fn stopped_by(space: ForeignSpace) -> Self {
        SyntaxError {
            fix: "replace such spaces with ordinary ones; the rest of the file was not read",
            ..SyntaxError::from(space)
        }
    }
}

impl From<ForeignSpace> for SyntaxError {
    fn from(space: ForeignSpace) -> Self {
        SyntaxError {
            kind: Kind::Syntax,
            message: space.message(),
            fix: space.fix(),
            at: space.at,
        }
    }
}

impl From<ScanError> for SyntaxError {
    fn from(error: ScanError) -> Self {
        let at = place_of(error.marker());
        if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
            return too_deep(at);
        }
        if matches!(error.kind(), ErrorKind::UnknownAnchor) {
            return SyntaxError {
                kind: Kind::Syntax,
                message: "the alias refers to an anchor that is not defined before it".to_owned(),
                fix: "define the anchor first, as in `US: &name RETAIL`",
                at,
            };
        }
        let info = error.info();
        let info: String = info
            .chars()
            .filter(|&c| is_printable(c))
            .take(200)
            .collect();
        let fix = if info.starts_with("tabs ") {
            "indent with spaces instead of tabs; the rest of the file was not read"
        } else {
            "correct the YAML here or just before this place; the rest of the file was not read"
        };
        SyntaxError {
            kind: Kind::Syntax,
            message: format!("not YAML: {info}"),
            fix,
            at,
        }
    }
}
