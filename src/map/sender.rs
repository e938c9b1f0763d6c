//! Checks the text of a sender: finds its kind and its own region, or the sender that was probably meant.

use super::checker::PlanChecker;
use super::reserved::replace_word;
use super::spreadsheet::{self, Digits};
use crate::document::{Form, MapErrorKind as Kind, Node, Path, Place, Quoted, Value, quote_it};
use crate::numbering::{LineType, Validity};
use crate::reading::{Reading, read_with};
use crate::sender::ParseSenderError;
use crate::{BareDigits, Number, Region, Sender, SenderKind};

/// The fix for a number whose last digits are lost.
const LOST_DIGITS: &str = "write all digits of the number, in E.164 and in quotes, as in \"+12025550142\"; in a spreadsheet, format the column as text";

/// The fix for a text that is far from any sender.
const ANY_SENDER: &str =
    "write a number in E.164, a short code of 3 to 8 digits, or a name of 1 to 11 characters";

/// A sender with its kind and, if it is a number, its own region.
pub(super) type FoundSender = (Sender, SenderKind, Option<Region>);

impl PlanChecker<'_> {
    /// Reads a sender in the entry of a region, or reports it.
    pub(super) fn sender(
        &mut self,
        node: &Node<'_>,
        path: &Path<'_>,
        region: Option<Region>,
    ) -> Option<FoundSender> {
        let text = self.sender_text(node, path, region)?;
        let word = text.trim().to_lowercase();
        if path.ends_with_sender() && ["omit", "refuse"].contains(&word.as_str()) {
            let message = format!("{} is not the name of a sender", Quoted(text));
            let fix = format!("write `{word}` instead of the whole entry");
            self.document
                .error(Kind::NearMiss, path, node.at, message, fix);
            return None;
        }
        if let Some(digits) = spreadsheet::digits(text) {
            return self.spreadsheet_number(text, digits, node.at, path, region);
        }
        match Sender::new(text) {
            Ok(sender) => match sender.number() {
                Some(number) => self.number(sender, number, node.at, path),
                None if sender.is_short_code() => Some((sender, SenderKind::ShortCode, None)),
                None => Some((sender, SenderKind::Alphanumeric, None)),
            },
            Err(error) => self.bad_sender(text, error, node.at, path, region),
        }
    }

    /// The text of a node that should be a sender.
    fn sender_text<'n>(
        &mut self,
        node: &'n Node<'_>,
        path: &Path<'_>,
        region: Option<Region>,
    ) -> Option<&'n str> {
        let Value::Scalar(scalar) = node.value() else {
            let message = format!("expected a sender, found {}", node.type_name());
            let fix = "write a sender, as in `\"+12025550142\"`";
            self.document
                .error(Kind::WrongType, path, node.at, message, fix);
            return None;
        };
        let text = &*scalar.text;
        let fix = match scalar.meaning() {
            Form::Plain | Form::Quoted => return Some(text),
            Form::Null => "write a sender, or `omit` to let the provider choose it, or `refuse` to send nothing".to_owned(),
            Form::Boolean | Form::Number => self.fix_untyped(node, text, path, region),
        };
        let message = format!("expected a sender, found {}", node.described());
        self.document
            .error(Kind::NotText, path, node.at, message, fix);
        None
    }

    /// A long code or a toll-free number, which must be in canonical E.164.
    fn number(
        &mut self,
        sender: Sender,
        number: Number,
        at: Option<Place>,
        path: &Path<'_>,
    ) -> Option<FoundSender> {
        match read_with(self.numbering, sender.as_bytes(), BareDigits::Refuse) {
            Some(reading) if reading.number == number => {
                let kind = match reading.location.line_type {
                    LineType::TollFree => SenderKind::TollFree,
                    _ => SenderKind::LongCode,
                };
                Some((sender, kind, Some(reading.location.region)))
            }
            likely => self.not_e164(sender.as_str(), at, path, likely),
        }
    }

    /// Reports a text that is not a sender: as a number, if it looks like one.
    fn bad_sender<T>(
        &mut self,
        text: &str,
        error: ParseSenderError,
        at: Option<Place>,
        path: &Path<'_>,
        region: Option<Region>,
    ) -> Option<T> {
        let likely = self.likely_number(text, region);
        let looks_like_number =
            !text.chars().any(char::is_alphabetic) && text.chars().any(|c| c.is_numeric());
        if likely.is_some() || looks_like_number {
            return self.not_e164(text, at, path, likely);
        }
        let fix = match error {
            // A number that is cut off would be the number of somebody else.
            ParseSenderError::TooLong(_) if digits_in(text) > Sender::MAX_ALPHANUMERIC / 2 => {
                ANY_SENDER.to_owned()
            }
            ParseSenderError::TooLong(_) => format!(
                "shorten it, as in \"{}\"",
                text.chars()
                    .take(Sender::MAX_ALPHANUMERIC)
                    .collect::<String>()
                    .trim_end()
            ),
            ParseSenderError::Character(character) if character.is_control() => {
                "write it on one line, without control characters".to_owned()
            }
            ParseSenderError::Character(_) => "remove the character, or replace it".to_owned(),
            _ => ANY_SENDER.to_owned(),
        };
        let message = match text {
            "" => error.to_string(),
            _ => format!("{} is not a sender: {error}", Quoted(text)),
        };
        self.document.error(Kind::BadSender, path, at, message, fix);
        None
    }

    /// The fix for a boolean, or for a number of another format.
    fn fix_untyped(
        &self,
        node: &Node<'_>,
        text: &str,
        path: &Path<'_>,
        region: Option<Region>,
    ) -> String {
        let is_word =
            matches!(node.value(), Value::Scalar(scalar) if scalar.meaning() == Form::Boolean);
        if is_word && !path.ends_with_sender() {
            return replace_word(text, path);
        }
        let digits = match spreadsheet::digits_of_float(text) {
            Some(Digits::Rounded) => return LOST_DIGITS.to_owned(),
            Some(Digits::Complete(digits)) => digits,
            None => text.to_owned(),
        };
        if Sender::new(&digits).is_ok() && digits != text {
            return format!("quote it: \"{digits}\"");
        }
        let likely = match Sender::new(&digits) {
            Ok(_) => None,
            Err(_) => self.likely_number(&digits, region),
        };
        match likely {
            Some(reading) => format!("quote it, in E.164: \"{}\"", reading.number),
            None => quote_it(node),
        }
    }

    /// Reports a sender that was written as a decimal number.
    fn spreadsheet_number<T>(
        &mut self,
        text: &str,
        digits: Digits,
        at: Option<Place>,
        path: &Path<'_>,
        region: Option<Region>,
    ) -> Option<T> {
        let likely = match digits {
            Digits::Complete(digits) => match self.likely_number(&digits, region) {
                Some(reading) => Some(reading.number.to_string()),
                None => Sender::new(&digits).ok().map(|sender| sender.to_string()),
            },
            Digits::Rounded => None,
        };
        let (message, fix) = match likely {
            Some(likely) => (
                format!(
                    "{} is a sender that a spreadsheet has written as a decimal number",
                    Quoted(text)
                ),
                format!("write \"{likely}\""),
            ),
            None => (
                format!(
                    "{} is a number that a spreadsheet has rounded: its last digits are lost",
                    Quoted(text)
                ),
                LOST_DIGITS.to_owned(),
            ),
        };
        self.document.error(Kind::NotE164, path, at, message, fix);
        None
    }

    /// Reports a number that is not in canonical E.164.
    fn not_e164<T>(
        &mut self,
        text: &str,
        at: Option<Place>,
        path: &Path<'_>,
        likely: Option<Reading>,
    ) -> Option<T> {
        let message = format!("{} is not a number in canonical E.164", Quoted(text));
        let fix = match likely {
            Some(reading) => format!("write \"{}\"", reading.number),
            None => "write `+`, the calling code and the number, digits only, as in \"+12025550142\"; a short code has 3 to 8 digits".to_owned(),
        };
        self.document.error(Kind::NotE164, path, at, message, fix);
        None
    }

    /// The number that was probably meant by `text` as a sender of `region`.
    ///
    /// A number of the region comes first, read internationally if that is possible and nationally if that is valid.
    /// Then comes an international number of any region, but digits without a sign of it, such as a `+`, must be valid.
    fn likely_number(&self, text: &str, region: Option<Region>) -> Option<Reading> {
        let read_by = |bare_digits| read_with(self.numbering, text.as_bytes(), bare_digits);
        let international = read_by(BareDigits::International);
        let national = region.and_then(|region| read_by(BareDigits::National(region)));
        let possible = |reading: &Reading| reading.location.validity != Validity::Invalid;
        let domestic =
            |reading: &Reading| Some(reading.location.region) == region && possible(reading);
        let valid = |reading: &Reading| reading.location.validity == Validity::Valid;
        let explicit = text.trim_start().starts_with(['+', '0', 't', 'T']);
        let trusted = |reading: &Reading| valid(reading) || explicit;
        international
            .filter(domestic)
            .or(national.filter(domestic).filter(valid))
            .or(international.filter(trusted))
            .or(national.filter(domestic))
    }
}

fn digits_in(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}
