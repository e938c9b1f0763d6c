//! `locate`: the E.164 form, region, line type and validity of each number.

use std::borrow::Cow;

use originator::{Context, Reading};
use serde::Serialize;

use crate::Findings;
use crate::args;
use crate::hints::Hints;
use crate::input::numbers;
use crate::output::{Cell, Output, Row};
use crate::problem::Problem;

/// Prints where each number belongs.
pub(crate) fn locate(args: &args::Locate, context: Context) -> Result<Findings, Problem> {
    let mut findings = Findings::Good;
    let mut output = Output::new(args.format);
    let mut hints = Hints::default();
    numbers(&args.numbers, |number| {
        let bare_digits = args.reading.bare_digits().unwrap_or_default();
        let reading = context.numbering().read(number, bare_digits);
        if reading.is_none() {
            findings = Findings::Bad;
            hints.add_unread(number);
        }
        output.row(&Located::new(&String::from_utf8_lossy(number), reading))
    })?;
    output.finish()?;
    hints.print();
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
    const UNBROKEN: &'static [&'static str] = &["number"];

    fn cells(&self) -> Vec<Cell<'_>> {
        let text = |text: Option<&'static str>| Cow::Borrowed(text.unwrap_or_default());
        let e164 = self.e164.as_deref().unwrap_or_default();
        vec![
            ("number", self.number.into()),
            ("e164", e164.into()),
            ("region", text(self.region)),
            ("line_type", text(self.line_type)),
            ("validity", text(self.validity)),
        ]
    }
}
