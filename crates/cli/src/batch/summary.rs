//! What is reported about the rows of a file: the decisions, counted by reason and country, and the rows with errors.
//!
//! Every chunk has a [`Summary`] of its own, with line numbers counted from the chunk's first line; [`Summary::merge`]
//! adds them up in the order of the file.

use std::collections::BTreeMap;
use std::fmt;

use originator::{Decision, Outcome, Reason, Region};

use crate::hints::Hints;
use crate::table::Table;
use crate::terminal::{print_message, stderr_width};
use crate::traffic::csv::line_ends;

/// The largest number of lines that are listed of each kind of error.
const MAX_LISTED: usize = 10;
/// The largest number of countries that are listed of each reason.
const MAX_COUNTRIES: usize = 5;
/// The largest number of characters that are shown of a text which is not a number.
const MAX_CHARACTERS: usize = 40;

/// Decisions by reason and region, and the rows with errors.
#[derive(Default)]
pub(super) struct Summary {
    /// The number of lines before the next chunk.
    lines: u64,
    used: u64,
    omitted: u64,
    refused: u64,
    /// The number of decisions by the indices of reason and region; those without a region are last.
    decisions: Vec<[u64; Region::COUNT + 1]>,
    errors: BTreeMap<RowErrorKind, ErrorRows>,
    /// The number of lines that are not UTF-8 and were read as another encoding, and the first of them.
    lines_not_utf_8: (u64, Option<u64>),
    pub(super) hints: Hints,
}

/// The rows with one kind of error.
#[derive(Default)]
struct ErrorRows {
    count: u64,
    /// The first of them, each with its line counted from 0.
    listed: Vec<(u64, RowError)>,
}

/// What is wrong with a row.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum RowError {
    NoNumber(String),
    NoObject,
    NoKey,
    Fields { there: usize, header: usize },
    Long,
    Unclosed,
}

/// The kinds of [`RowError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum RowErrorKind {
    NoNumber,
    NoObject,
    NoKey,
    TooFew,
    TooMany,
    Long,
    Unclosed,
}

impl RowError {
    pub(super) fn no_number(text: &[u8]) -> RowError {
        // No character takes more than four bytes.
        let begin = text.get(..4 * (MAX_CHARACTERS + 1)).unwrap_or(text);
        let begin = String::from_utf8_lossy(begin);
        let mut shown: String = begin
            .chars()
            .take(MAX_CHARACTERS)
            .flat_map(char::escape_debug)
            .collect();
        if begin.chars().nth(MAX_CHARACTERS).is_some() {
            shown.push('…');
        }
        RowError::NoNumber(shown)
    }

    fn kind(&self) -> RowErrorKind {
        match self {
            RowError::NoNumber(_) => RowErrorKind::NoNumber,
            RowError::NoObject => RowErrorKind::NoObject,
            RowError::NoKey => RowErrorKind::NoKey,
            RowError::Fields { there, header } if there < header => RowErrorKind::TooFew,
            RowError::Fields { .. } => RowErrorKind::TooMany,
            RowError::Long => RowErrorKind::Long,
            RowError::Unclosed => RowErrorKind::Unclosed,
        }
    }
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RowError::NoNumber(shown) if shown.is_empty() => f.write_str("no number; refused"),
            RowError::NoNumber(shown) => write!(f, "`{shown}` cannot be read as a number; refused"),
            RowError::NoObject => write!(
                f,
                "not a JSON object; kept as text in `{}`, and refused",
                super::fields::INPUT_FIELD
            ),
            RowError::NoKey => f.write_str("the object does not have the key of the number; refused"),
            RowError::Fields { there, header } if there < header => write!(
                f,
                "{}, but the header has {header}; the missing fields are empty",
                fields(*there)
            ),
            RowError::Fields { there, header } => write!(
                f,
                "{}, but the header has {header}; the extra fields are moved to the end",
                fields(*there)
            ),
            RowError::Long => {
                f.write_str("larger than --max-record; kept unread, and refused")
            }
            RowError::Unclosed => f.write_str(
                "a quote is never closed; it was closed at the end of the file, and the row refused",
            ),
        }
    }
}

impl RowErrorKind {
    /// The error, as it follows "rows".
    fn description(self) -> &'static str {
        match self {
            RowErrorKind::NoNumber => "without a readable number",
            RowErrorKind::NoObject => "that are not JSON objects",
            RowErrorKind::NoKey => "without the key of the number",
            RowErrorKind::TooFew => "with fewer fields than the header",
            RowErrorKind::TooMany => "with more fields than the header",
            RowErrorKind::Long => "larger than --max-record",
            RowErrorKind::Unclosed => "with a quote that is never closed",
        }
    }
}

impl Summary {
    pub(super) fn count(&mut self, decision: &Decision) {
        match decision.outcome() {
            Outcome::Use(_) => self.used += 1,
            Outcome::Omit => self.omitted += 1,
            Outcome::Refuse => self.refused += 1,
        }
        if self.decisions.is_empty() {
            self.decisions = vec![[0; Region::COUNT + 1]; Reason::ALL.len()];
        }
        let region = decision.region().map_or(Region::COUNT, Region::index);
        let regions = self.decisions.get_mut(decision.reason() as usize);
        if let Some(count) = regions.and_then(|regions| regions.get_mut(region)) {
            *count += 1;
        }
    }

    /// Counts the error of a row that begins at `start` in a chunk.
    pub(super) fn add_error(&mut self, error: RowError, chunk: &[u8], start: usize) {
        let rows = self.errors.entry(error.kind()).or_default();
        rows.count += 1;
        if rows.listed.len() < MAX_LISTED {
            let line = line_ends(chunk.get(..start).unwrap_or(chunk));
            rows.listed.push((line, error));
        }
    }

    /// Counts the lines of a chunk that are not UTF-8, where its text is written as JSON.
    pub(super) fn count_lines_not_utf_8(&mut self, chunk: &[u8]) {
        if std::str::from_utf8(chunk).is_ok() {
            return;
        }
        let lines = chunk.split(|&byte| byte == b'\n');
        for (line, text) in (0..).zip(lines) {
            if std::str::from_utf8(text).is_err() {
                let (count, first) = &mut self.lines_not_utf_8;
                *count += 1;
                first.get_or_insert(line);
            }
        }
    }

    /// Counts lines that have no rows.
    pub(super) fn skip_lines(&mut self, lines: u64) {
        self.lines += lines;
    }

    /// Adds the summary of the next chunk, which has `lines` lines.
    pub(super) fn merge(&mut self, next: Summary, lines: u64) {
        self.used += next.used;
        self.omitted += next.omitted;
        self.refused += next.refused;
        if self.decisions.is_empty() {
            self.decisions = next.decisions;
        } else {
            let counts = self.decisions.iter_mut().flatten();
            for (count, more) in counts.zip(next.decisions.iter().flatten()) {
                *count += more;
            }
        }
        for (kind, more) in next.errors {
            let rows = self.errors.entry(kind).or_default();
            rows.count += more.count;
            let room = MAX_LISTED.saturating_sub(rows.listed.len());
            let listed = more.listed.into_iter().take(room);
            rows.listed
                .extend(listed.map(|(line, error)| (self.lines + line, error)));
        }
        let (count, first) = &mut self.lines_not_utf_8;
        *count += next.lines_not_utf_8.0;
        *first = first.or(next.lines_not_utf_8.1.map(|line| self.lines + line));
        self.hints.merge(next.hints);
        self.lines += lines;
    }

    pub(super) fn rows(&self) -> u64 {
        self.used + self.omitted + self.refused
    }

    pub(super) fn refused(&self) -> u64 {
        self.refused
    }

    /// Prints the rows with errors, in the order of the file.
    pub(super) fn print_row_errors(&self, file: &str) {
        let listed = self.errors.values().flat_map(|rows| &rows.listed);
        let mut listed: Vec<&(u64, RowError)> = listed.collect();
        listed.sort_by_key(|(line, _)| *line);
        for (line, error) in listed {
            print_message(format!("{file}:{}: {error}", line + 1));
        }
        for (kind, rows) in &self.errors {
            let more = rows.count - rows.listed.len() as u64;
            if more > 0 {
                print_message(format!("{file}: {more} more rows {}", kind.description()));
            }
        }
        if let (count, Some(first)) = self.lines_not_utf_8 {
            let lines = if count == 1 { "line is" } else { "lines are" };
            print_message(format!(
                "warning: {count} {lines} not UTF-8 in {file}, first line {}, and read as Windows-1252 (Latin-1)\n  \
                 if letters are wrong in the output, save the file as UTF-8 first",
                first + 1
            ));
        }
    }

    /// Prints the number of decisions by outcome, and by reason and country.
    pub(super) fn print_counts(&self) {
        let Summary {
            used,
            omitted,
            refused,
            ..
        } = self;
        print_message(format!(
            "{} rows: {used} use, {omitted} omit, {refused} refuse",
            self.rows()
        ));
        let mut rows: Vec<(u64, &Reason, String)> = Vec::new();
        for (reason, regions) in Reason::ALL.iter().zip(&self.decisions) {
            let count = regions.iter().sum();
            if count > 0 {
                rows.push((count, reason, countries(regions)));
            }
        }
        rows.sort_by_key(|(count, ..)| std::cmp::Reverse(*count));
        let mut table = Table::new(&["reason", "rows", "countries"], &["rows"], &[]);
        for (count, reason, countries) in rows {
            table.row(vec![
                reason.as_str().to_owned(),
                count.to_string(),
                countries,
            ]);
        }
        for line in table.lines(stderr_width()) {
            print_message(line);
        }
        self.hints.print();
    }
}

/// A number of fields, as a phrase.
fn fields(count: usize) -> String {
    let noun = if count == 1 { "field" } else { "fields" };
    format!("{count} {noun}")
}

/// The countries with the most rows, each with its count.
fn countries(regions: &[u64; Region::COUNT + 1]) -> String {
    let mut counts: Vec<(Region, u64)> = Region::all()
        .zip(regions.iter().copied())
        .filter(|&(_, count)| count > 0)
        .collect();
    counts.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    let mut text: Vec<String> = counts
        .iter()
        .take(MAX_COUNTRIES)
        .map(|(region, count)| format!("{region} {count}"))
        .collect();
    if counts.len() > MAX_COUNTRIES {
        text.push(format!("{} more", counts.len() - MAX_COUNTRIES));
    }
    text.join(", ")
}
