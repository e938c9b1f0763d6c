//! `locate`: what each number is.

use std::borrow::Cow;

use originator::{Knowledge, Reading};
use serde::Serialize;

use crate::Findings;
use crate::args;
use crate::hints::Hints;
use crate::input::numbers;
use crate::output::{Output, Row};
use crate::problem::Problem;

/// Says what each number is.
pub(crate) fn locate(args: &args::Locate, knowledge: Knowledge) -> Result<Findings, Problem> {
    let mut findings = Findings::Good;
    let mut output = Output::new(args.format);
    let mut hints = Hints::default();
    numbers(&args.numbers, |number| {
        let bare_digits = args.reading.bare_digits().unwrap_or_default();
        let reading = knowledge.numbering().read(number, bare_digits);
        if reading.is_none() {
            findings = Findings::Bad;
            hints.add_unread(number);
        }
        output.row(&Located::new(&String::from_utf8_lossy(number), reading))
    })?;
    output.finish()?;
    hints.tell();
    Ok(findings)
}

#[derive(Serialize)]
struct Located<'a> {
    number: &'a str,
    e164: Option<String>,
    region: Option<&'static str>,
    line_type: Option<&'static str>,
    validity: Option<&'static str>,
}

impl<'a> Located<'a> {
    fn new(number: &'a str, reading: Option<Reading>) -> Located<'a> {
        let location = reading.map(|reading| reading.location);
        Located {
            number,
            e164: reading.map(|reading| reading.number.to_string()),
            region: location.map(|location| location.region.code()),
            line_type: location.map(|location| location.line_type.as_str()),
            validity: location.map(|location| location.validity.as_str()),
        }
    }
}

impl Row for Located<'_> {
    const COLUMNS: &'static [&'static str] = &["number", "e164", "region", "line_type", "validity"];
    const SHOWN: &'static [&'static str] = Self::COLUMNS;
    const UNBROKEN: &'static [&'static str] = &["number"];

    fn cell(&self, column: &str) -> Cow<'_, str> {
        let cell = match column {
            "number" => Some(self.number),
            "e164" => self.e164.as_deref(),
            "region" => self.region,
            "line_type" => self.line_type,
            "validity" => self.validity,
            _ => None,
        };
        cell.unwrap_or_default().into()
    }
}
