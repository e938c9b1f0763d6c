//! What there is to say of the rows: how many were decided how, and which of them are bad.

use std::collections::BTreeMap;
use std::fmt;

use originator::{Decision, Outcome, Reason, Region};

use super::Rendered;
use crate::hints::Hints;
use crate::table::Table;
use crate::terminal::{stderr_width, tell};
use crate::traffic::csv::line_ends;

/// So many lines are named of each kind of bad row.
const NAMED: usize = 10;
/// So many countries are named of each reason.
const COUNTRIES: usize = 5;
/// So many characters are shown of what is no number.
const SHOWN: usize = 40;

/// Decisions by reason and region, and the rows that are bad.
#[derive(Default)]
pub(super) struct Found {
    /// How many lines of the file came before.
    lines: u64,
    used: u64,
    omitted: u64,
    refused: u64,
    /// By the reason's and the region's place; those without a region come last.
    decided: Vec<[u64; Region::COUNT + 1]>,
    faults: BTreeMap<Kind, (u64, Vec<(u64, Fault)>)>,
    /// How many lines are not UTF-8 and were read as another encoding, and the first of them.
    not_utf_8: (u64, Option<u64>),
    pub(super) hints: Hints,
}

/// What is wrong with a row.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    NoNumber(String),
    NoObject,
    NoKey,
    Fields { there: usize, header: usize },
    Long,
    Unclosed,
}

/// The kinds of [`Fault`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    NoNumber,
    NoObject,
    NoKey,
    TooFew,
    TooMany,
    Long,
    Unclosed,
}

impl Fault {
    pub(super) fn no_number(text: &[u8]) -> Fault {
        // No character takes more than four bytes.
        let begin = text.get(..4 * (SHOWN + 1)).unwrap_or(text);
        let begin = String::from_utf8_lossy(begin);
        let mut shown: String = begin
            .chars()
            .take(SHOWN)
            .flat_map(char::escape_debug)
            .collect();
        if begin.chars().nth(SHOWN).is_some() {
            shown.push('…');
        }
        Fault::NoNumber(shown)
    }

    fn kind(&self) -> Kind {
        match self {
            Fault::NoNumber(_) => Kind::NoNumber,
            Fault::NoObject => Kind::NoObject,
            Fault::NoKey => Kind::NoKey,
            Fault::Fields { there, header } if there < header => Kind::TooFew,
            Fault::Fields { .. } => Kind::TooMany,
            Fault::Long => Kind::Long,
            Fault::Unclosed => Kind::Unclosed,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::NoNumber(shown) if shown.is_empty() => f.write_str("no number; refused"),
            Fault::NoNumber(shown) => write!(f, "`{shown}` cannot be read as a number; refused"),
            Fault::NoObject => write!(
                f,
                "not a JSON object; kept as the text of `{}`, and refused",
                super::fields::WHOLE
            ),
            Fault::NoKey => f.write_str("the object lacks the number's key; refused"),
            Fault::Fields { there, header } if there < header => write!(
                f,
                "{there} of {header} fields; empty ones stand for the others"
            ),
            Fault::Fields { there, header } => write!(
                f,
                "{there} fields under a header of {header}; what is too much comes last"
            ),
            Fault::Long => f.write_str("longer than --max-record; kept, but not read, and refused"),
            Fault::Unclosed => f.write_str(
                "a quote that is never closed; closed at the end of the file, and refused",
            ),
        }
    }
}

impl Kind {
    /// What there are more of.
    fn name(self) -> &'static str {
        match self {
            Kind::NoNumber => "without a readable number",
            Kind::NoObject => "that are not JSON objects",
            Kind::NoKey => "without the number's key",
            Kind::TooFew => "with fewer fields than the header",
            Kind::TooMany => "with more fields than the header",
            Kind::Long => "longer than --max-record",
            Kind::Unclosed => "with a quote that is never closed",
        }
    }
}

impl Found {
    pub(super) fn count(&mut self, decision: &Decision) {
        match decision.outcome() {
            Outcome::Use(_) => self.used += 1,
            Outcome::Omit => self.omitted += 1,
            Outcome::Refuse => self.refused += 1,
        }
        if self.decided.is_empty() {
            self.decided = vec![[0; Region::COUNT + 1]; Reason::ALL.len()];
        }
        let region = decision.region().map_or(Region::COUNT, Region::index);
        let regions = self.decided.get_mut(decision.reason() as usize);
        if let Some(count) = regions.and_then(|regions| regions.get_mut(region)) {
            *count += 1;
        }
    }

    /// Takes note of a row that begins at a place of a piece.
    pub(super) fn fault(&mut self, fault: Fault, piece: &[u8], start: usize) {
        let (count, named) = self.faults.entry(fault.kind()).or_default();
        *count += 1;
        if named.len() < NAMED {
            named.push((line_ends(piece.get(..start).unwrap_or(piece)), fault));
        }
    }

    /// Takes note of the lines of a piece that are not UTF-8, where its text is written as JSON.
    pub(super) fn not_utf_8(&mut self, piece: &[u8]) {
        if std::str::from_utf8(piece).is_ok() {
            return;
        }
        let lines = piece.split(|&byte| byte == b'\n');
        for (line, text) in (0..).zip(lines) {
            if std::str::from_utf8(text).is_err() {
                let (count, first) = &mut self.not_utf_8;
                *count += 1;
                first.get_or_insert(line);
            }
        }
    }

    /// Lines without rows.
    pub(super) fn pass(&mut self, lines: u64) {
        self.lines += lines;
    }

    /// What was found in the next piece.
    pub(super) fn add(&mut self, rendered: Rendered) {
        let next = rendered.found;
        self.used += next.used;
        self.omitted += next.omitted;
        self.refused += next.refused;
        if self.decided.is_empty() {
            self.decided = next.decided;
        } else {
            let counts = self.decided.iter_mut().flatten();
            for (count, more) in counts.zip(next.decided.iter().flatten()) {
                *count += more;
            }
        }
        for (kind, (more, faults)) in next.faults {
            let (count, named) = self.faults.entry(kind).or_default();
            *count += more;
            let room = NAMED - named.len().min(NAMED);
            let faults = faults.into_iter().take(room);
            named.extend(faults.map(|(line, fault)| (self.lines + line, fault)));
        }
        let (count, first) = &mut self.not_utf_8;
        *count += next.not_utf_8.0;
        *first = first.or(next.not_utf_8.1.map(|line| self.lines + line));
        self.hints.merge(next.hints);
        self.lines += rendered.lines;
    }

    pub(super) fn rows(&self) -> u64 {
        self.used + self.omitted + self.refused
    }

    pub(super) fn refused(&self) -> u64 {
        self.refused
    }

    /// Tells which rows are bad, in the order of the file.
    pub(super) fn report(&self, file: &str) {
        let mut named: Vec<&(u64, Fault)> =
            self.faults.values().flat_map(|(_, named)| named).collect();
        named.sort_by_key(|(line, _)| *line);
        for (line, fault) in named {
            tell(format!("{file}:{}: {fault}", line + 1));
        }
        for (kind, (count, named)) in &self.faults {
            let more = count - named.len() as u64;
            if more > 0 {
                tell(format!("{file}: {more} more rows {}", kind.name()));
            }
        }
        if let (count, Some(first)) = self.not_utf_8 {
            let lines = if count == 1 { "line is" } else { "lines are" };
            tell(format!(
                "warning: {count} {lines} not UTF-8 in {file}, first line {}, and read as Windows-1252 (Latin-1)\n  \
                 if letters are wrong in the output, save the file as UTF-8 first",
                first + 1
            ));
        }
    }

    /// Tells how many rows were decided how.
    pub(super) fn summary(&self) {
        let Found {
            used,
            omitted,
            refused,
            ..
        } = self;
        tell(format!(
            "{} rows: {used} use, {omitted} omit, {refused} refuse",
            self.rows()
        ));
        let mut rows: Vec<(u64, &Reason, String)> = Vec::new();
        for (reason, regions) in Reason::ALL.iter().zip(&self.decided) {
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
            tell(line);
        }
        self.hints.tell();
    }
}

/// The countries with the most rows.
fn countries(regions: &[u64; Region::COUNT + 1]) -> String {
    let mut counts: Vec<(Region, u64)> = Region::all()
        .zip(regions.iter().copied())
        .filter(|&(_, count)| count > 0)
        .collect();
    counts.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    let mut text: Vec<String> = counts
        .iter()
        .take(COUNTRIES)
        .map(|(region, count)| format!("{region} {count}"))
        .collect();
    if counts.len() > COUNTRIES {
        text.push(format!("{} more", counts.len() - COUNTRIES));
    }
    text.join(", ")
}
