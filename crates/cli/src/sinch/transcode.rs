//! `sinch transcode`: the SMS that a message becomes.

use std::borrow::Cow;
use std::io::Read;
use std::path::Path;

use originator_providers::length::{Encoding, Length};
use originator_providers::sinch::transcode::{TranscodeError, sms_text};
use serde::Serialize;

use crate::Findings;
use crate::args;
use crate::input::open;
use crate::output::{Output, Row};
use crate::printable::shown_input;
use crate::problem::Problem;
use crate::terminal::tell;

/// Far more than the largest message.
const LIMIT_KIB: u64 = 1024;

/// Shows the SMS that a message becomes.
pub(crate) fn transcode(args: &args::Transcode) -> Result<Findings, Problem> {
    let file = shown_input(&args.file);
    let message = read(&args.file, &file)?;
    let text = match sms_text(&message) {
        Ok(text) => text,
        // The message is right, and the answer is that there is no SMS.
        Err(error @ TranscodeError::NoSmsForm { .. }) => {
            tell(format!("{file}: {error}"));
            return Ok(Findings::Bad);
        }
        Err(error) => {
            return Err(Problem::Message { file, error });
        }
    };
    let mut output = Output::new(args.format);
    output.row(&Sms::new(&text))?;
    output.finish()?;
    Ok(Findings::Good)
}

fn read(path: &Path, file: &str) -> Result<Vec<u8>, Problem> {
    let unreadable = |error| Problem::UnreadableMessage {
        path: path.to_owned(),
        error,
    };
    let mut bytes = Vec::new();
    let limit = LIMIT_KIB * 1024;
    let input = open(path, unreadable)?;
    input
        .take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if bytes.len() as u64 > limit {
        return Err(Problem::MessageTooLarge {
            file: file.to_owned(),
            limit_kib: LIMIT_KIB,
        });
    }
    Ok(bytes)
}

#[derive(Serialize)]
struct Sms<'a> {
    text: &'a str,
    encoding: &'static str,
    units: usize,
    parts: usize,
}

impl Sms<'_> {
    fn new(text: &str) -> Sms<'_> {
        let Length {
            encoding,
            units,
            parts,
        } = Length::of(text);
        Sms {
            text,
            encoding: Encoding::as_str(encoding),
            units,
            parts,
        }
    }
}

impl Row for Sms<'_> {
    const COLUMNS: &'static [&'static str] = &["text", "encoding", "units", "parts"];
    const SHOWN: &'static [&'static str] = Self::COLUMNS;

    fn cell(&self, column: &str) -> Cow<'_, str> {
        match column {
            "text" => self.text.into(),
            "encoding" => self.encoding.into(),
            "units" => self.units.to_string().into(),
            "parts" => self.parts.to_string().into(),
            _ => Cow::default(),
        }
    }
}
