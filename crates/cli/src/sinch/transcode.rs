//! `sinch transcode`: shows a message as an SMS.

use std::path::Path;

use originator_providers::length::{Encoding, Length};
use originator_providers::sinch::transcode::{TranscodeError, sms_text};
use serde::Serialize;

use crate::Findings;
use crate::args;
use crate::input::read_bounded;
use crate::output::{Cell, Output, Row};
use crate::printable::shown_input;
use crate::problem::Problem;
use crate::terminal::print_message;

/// Far more than the largest message.
const MAX_KIB: u64 = 1024;

/// Prints the SMS of a message.
pub(crate) fn transcode(args: &args::Transcode) -> Result<Findings, Problem> {
    let file = shown_input(&args.file);
    let message = read(&args.file, &file)?;
    let text = match sms_text(&message) {
        Ok(text) => text,
        // The message is valid, and has no SMS: this is a result, not an error.
        Err(error @ TranscodeError::NoSmsForm { .. }) => {
            print_message(format!("{file}: {error}"));
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
    let message = read_bounded(path, MAX_KIB * 1024, unreadable)?;
    if message.is_too_large {
        return Err(Problem::MessageTooLarge {
            file: file.to_owned(),
            limit_kib: MAX_KIB,
        });
    }
    Ok(message.bytes)
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
    fn cells(&self) -> Vec<Cell<'_>> {
        vec![
            ("text", self.text.into()),
            ("encoding", self.encoding.into()),
            ("units", self.units.to_string().into()),
            ("parts", self.parts.to_string().into()),
        ]
    }
}
