//! An error or a warning of a map, in the form for programs.

use originator::country::Source;
use originator::{MapErrors, MapWarnings};
use serde::Serialize;

/// An error or a warning of a map.
#[derive(Debug, Serialize)]
pub(super) struct Finding<'f> {
    pub(super) file: &'f str,
    pub(super) severity: Severity,
    pub(super) kind: &'static str,
    /// The path in the map, made of its keys.
    pub(super) path: &'f str,
    pub(super) line: Option<usize>,
    pub(super) column: Option<usize>,
    pub(super) message: &'f str,
    pub(super) fix: &'f str,
    pub(super) sources: Vec<Citation<'f>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Severity {
    Error,
    Warning,
}

/// A source of the country rules.
#[derive(Debug, Serialize)]
pub(super) struct Citation<'f> {
    publisher: &'f str,
    title: &'f str,
    date: &'f str,
}

impl<'f> Citation<'f> {
    fn new(source: &'f Source) -> Self {
        Citation {
            publisher: source.publisher(),
            title: source.title(),
            date: source.date(),
        }
    }
}

impl<'f> Finding<'f> {
    /// The errors of a map, or else its warnings.
    pub(super) fn all(
        file: &'f str,
        checked: &'f Result<MapWarnings, MapErrors>,
    ) -> impl Iterator<Item = Finding<'f>> {
        let errors = checked.as_ref().err().into_iter().flat_map(MapErrors::iter);
        let errors = errors.map(move |error| Finding {
            file,
            severity: Severity::Error,
            kind: error.kind().as_str(),
            path: error.path(),
            line: error.line_and_column().map(|(line, _)| line),
            column: error.line_and_column().map(|(_, column)| column),
            message: error.message(),
            fix: error.fix(),
            sources: Vec::new(),
        });
        let warnings = checked.as_ref().into_iter().flat_map(MapWarnings::iter);
        errors.chain(warnings.map(move |warning| Finding {
            file,
            severity: Severity::Warning,
            kind: warning.kind().as_str(),
            path: warning.path(),
            line: warning.line_and_column().map(|(line, _)| line),
            column: warning.line_and_column().map(|(_, column)| column),
            message: warning.message(),
            fix: warning.fix(),
            sources: warning.sources().iter().map(Citation::new).collect(),
        }))
    }
}
