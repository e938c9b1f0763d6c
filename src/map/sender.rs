//! Checks a sender's text: what kind of sender it is, or what was probably meant.

use super::checker::PlanChecker;
use super::reserved::instead_of_word;
use super::spreadsheet::{self, Digits};
use crate::document::{Form, MapErrorKind as Kind, Node, Path, Place, Quoted, Value, quote_it};
use crate::numbering::{LineType, Validity};
use crate::reading::{Reading, read_with};
use crate::sender::ParseSenderError;
use crate::{BareDigits, Region, Sender, SenderKind};

/// What to do about a number whose last digits are lost.
const LOST: &str = "write all digits of the number, in E.164 and in quotes, as in \"+12025550142\"; in a spreadsheet, the column has to be text";

impl PlanChecker<'_> {
    /// Reads a sender, and tells its kind and a number's own region.
    pub(super) fn sender(
        &mut self,
        node: &Node<'_>,
        path: &Path<'_>,
        region: Option<Region>,
    ) -> Option<(Sender, SenderKind, Option<Region>)> {
        let text = match node.value() {
            Value::Scalar(scalar) => match scalar.meaning() {
                Form::Plain | Form::Quoted => &*scalar.text,
                Form::Null => {
                    let fix = "write a sender; `omit` lets the provider choose, `refuse` never sends there";
                    self.document.error(
                        Kind::NotText,
                        path,
                        node.at,
                        "a sender belongs here, but here is nothing",
                        fix,
                    );
                    return None;
                }
                Form::Boolean | Form::Number => {
                    let text = &*scalar.text;
                    let message =
                        format!("a sender is text, but {} is {}", Quoted(text), node.what());
                    let fix = self.fix_untyped(node, text, path, region);
                    self.document
                        .error(Kind::NotText, path, node.at, message, fix);
                    return None;
                }
            },
            _ => {
                let message = format!("a sender belongs here, but here is {}", node.what());
                self.document.error(
                    Kind::WrongType,
                    path,
                    node.at,
                    message,
                    "write a sender, as in `\"+12025550142\"`",
                );
                return None;
            }
        };
        if path.ends_with_sender()
            && ["omit", "refuse"].contains(&text.trim().to_lowercase().as_str())
        {
            let message = format!("{} is no sender's name", Quoted(text));
            let fix = format!(
                "write `{}` in place of the whole entry",
                text.trim().to_lowercase()
            );
            self.document
                .error(Kind::NearMiss, path, node.at, message, fix);
            return None;
        }
        if let Some(digits) = spreadsheet::digits(text) {
            return self.spreadsheet_number(text, digits, node.at, path, region);
        }
        match Sender::new(text) {
            Ok(sender) => {
                let Some(number) = sender.number() else {
                    let short = sender.is_short_code();
                    return Some((
                        sender,
                        if short {
                            SenderKind::ShortCode
                        } else {
                            SenderKind::Alphanumeric
                        },
                        None,
                    ));
                };
                match read_with(self.numbering, text.as_bytes(), BareDigits::Refuse) {
                    Some(reading) if reading.number == number => {
                        let kind = match reading.location.line_type {
                            LineType::TollFree => SenderKind::TollFree,
                            _ => SenderKind::LongCode,
                        };
                        Some((sender, kind, Some(reading.location.region)))
                    }
                    Some(reading) => self.not_e164(text, node.at, path, Some(reading)),
                    None => self.not_e164(text, node.at, path, None),
                }
            }
            Err(error) => {
                let likely = self.likely_number(text, region);
                let looks_like_number =
                    !text.chars().any(char::is_alphabetic) && text.chars().any(|c| c.is_numeric());
                if likely.is_some() || looks_like_number {
                    return self.not_e164(text, node.at, path, likely);
                }
                let fix = match error {
                    // Cut off, it would be the number of somebody else.
                    ParseSenderError::TooLong(_) if digits_in(text) > Sender::MAX_ALPHANUMERIC / 2 => {
                        "write a number in E.164, a short code of 3 to 8 digits, or a name of 1 to 11 characters".to_owned()
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
                    ParseSenderError::Character(_) => "leave it out, or write another in its place".to_owned(),
                    _ => "write a number in E.164, a short code of 3 to 8 digits, or a name of 1 to 11 characters".to_owned(),
                };
                let message = match text {
                    "" => error.to_string(),
                    _ => format!("{} is no sender: {error}", Quoted(text)),
                };
                self.document
                    .error(Kind::BadSender, path, node.at, message, fix);
                None
            }
        }
    }

    /// What to write in place of a boolean, or of a number of another format.
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
            return instead_of_word(text, path);
        }
        let digits = match spreadsheet::digits_of_float(text) {
            Some(Digits::Some) => return LOST.to_owned(),
            Some(Digits::All(digits)) => digits,
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

    fn spreadsheet_number<T>(
        &mut self,
        text: &str,
        digits: Digits,
        at: Option<Place>,
        path: &Path<'_>,
        region: Option<Region>,
    ) -> Option<T> {
        let likely = match digits {
            Digits::All(digits) => match self.likely_number(&digits, region) {
                Some(reading) => Some(reading.number.to_string()),
                None => Sender::new(&digits).ok().map(|sender| sender.to_string()),
            },
            Digits::Some => None,
        };
        let (message, fix) = match likely {
            Some(likely) => (
                format!(
                    "{} is a sender that a spreadsheet has written as a quantity",
                    Quoted(text)
                ),
                format!("write \"{likely}\""),
            ),
            None => (
                format!(
                    "{} is a number that a spreadsheet has rounded: its last digits are lost",
                    Quoted(text)
                ),
                LOST.to_owned(),
            ),
        };
        self.document.error(Kind::NotE164, path, at, message, fix);
        None
    }

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

    /// The number that somebody meant who wrote `text` as the sender of `region`.
    fn likely_number(&self, text: &str, region: Option<Region>) -> Option<Reading> {
        let read_by = |bare_digits| read_with(self.numbering, text.as_bytes(), bare_digits);
        let international = read_by(BareDigits::International);
        let national = region.and_then(|region| read_by(BareDigits::National(region)));
        let possible = |reading: &Reading| reading.location.validity != Validity::Invalid;
        let at_home =
            |reading: &Reading| Some(reading.location.region) == region && possible(reading);
        let valid = |reading: &Reading| reading.location.validity == Validity::Valid;
        let explicit = text.trim_start().starts_with(['+', '0', 't', 'T']);
        let trusted = |reading: &Reading| valid(reading) || explicit;
        international
            .filter(at_home)
            .or(national.filter(at_home).filter(valid))
            .or(international.filter(trusted))
            .or(national.filter(at_home))
    }
}

fn digits_in(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}
