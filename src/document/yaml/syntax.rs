//! What is wrong with a text before anybody asks what it says, in the words of a map; and the places of the parser.

use granit_parser::{ErrorKind, Marker, ScanError, Span, Tag};

use crate::document::error::MapErrorKind as Kind;
use crate::document::node::{MAX_DEPTH, Place, small};
use crate::document::path::is_printable;
use crate::document::white_space::ForeignSpace;

/// More characters than are shown of any text.
const MAX_TAG: usize = 100;

/// What is wrong with the text before anybody asks what it says: as a rule that it is not one YAML document of the
/// kind that maps are written in.
#[derive(Debug)]
pub(crate) struct SyntaxError {
    pub(crate) kind: Kind,
    pub(crate) message: String,
    pub(crate) fix: &'static str,
    pub(crate) at: Place,
}

/// The beginning of a tag, which may be as long as the map.
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
        message: format!("lists and mappings nest more than {MAX_DEPTH} deep"),
        fix: "a map needs eleven levels at most",
        at,
    }
}

pub(crate) fn place(span: &Span) -> Place {
    let (start, end) = (span.start, span.end);
    Place {
        length: if start.line() == end.line() {
            small(end.col().saturating_sub(start.col()))
        } else {
            0
        },
        ..mark(&start)
    }
}

fn mark(mark: &Marker) -> Place {
    Place {
        line: small(mark.line().max(1)),
        column: small(mark.col() + 1),
        offset: small(mark.byte_offset().unwrap_or_default()),
        length: 1,
    }
}

impl SyntaxError {
    /// Of a space at which reading ends.
    pub(crate) fn stopped_by(space: ForeignSpace) -> Self {
        SyntaxError {
            fix: "write ordinary spaces in place of such ones; what follows was not read",
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
        let at = mark(error.marker());
        if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
            return too_deep(at);
        }
        if matches!(error.kind(), ErrorKind::UnknownAnchor) {
            return SyntaxError {
                kind: Kind::Syntax,
                message: "no anchor before this has the name of the alias".to_owned(),
                fix: "name what is meant where it stands first, as in `US: &name RETAIL`",
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
            "indent with spaces in place of tabs; what follows was not read"
        } else {
            "mend the YAML here or just before; what follows was not read"
        };
        SyntaxError {
            kind: Kind::Syntax,
            message: format!("not YAML: {info}"),
            fix,
            at,
        }
    }
}
