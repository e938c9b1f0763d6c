//! The SMS that a message of the Conversation API becomes.
//!
//! The forms are those that the provider's documentation of the SMS channel shows (`conversation-sms.md`, 2021;
//! the current page keeps the same kinds). What it does not show is an error, not a guess.

mod message;

use crate::json::{self, Malformed, Object};
use message::{Card, Choice, Content, Coordinates, Location, Message, Offer};

/// The text of the SMS that a message becomes. A message is the value of `message` in a `messages:send` request.
///
/// - Text and media: the text, and the address of the medium.
/// - Choices: the question, an empty line, then a line a choice: `> TEXT` in capitals, `> Title: address`,
///   `> Title: number`, `> Title: map`.
/// - A card: title, description, medium and choices, a line each; the cards of a carousel are numbered, with
///   an empty line between them.
/// - A location: its title and a map's address. Its label is not printed.
///
/// What an `explicit_channel_omni_message` has for SMS stands in the message's place.
///
/// ```
/// use originator_providers::sinch::transcode::sms_text;
///
/// let message = br#"{"choice_message": {"text_message": {"text": "Did it fit?"}, "choices": [
///     {"text_message": {"text": "Yes"}},
///     {"url_message": {"title": "Send it back", "url": "https://example.org/back"}}]}}"#;
/// assert_eq!(sms_text(message)?, "Did it fit?\n\n> YES\n> Send it back: https://example.org/back");
/// # Ok::<(), originator_providers::sinch::transcode::TranscodeError>(())
/// ```
///
/// # Errors
/// What is no message, what is empty, and what has no documented form as an SMS.
pub fn sms_text(message: &[u8]) -> Result<String, TranscodeError> {
    let message: Message<'_> = json::read(message)?;
    let (content, path) = message.for_sms()?;
    let text = match content {
        Content::Text(text) => text.text.as_str().to_owned(),
        Content::Media(media) => media.url.as_str().to_owned(),
        Content::Choice(choice) => {
            let choices = lines(&choice.choices, &path)?.join("\n");
            let question = choice.text_message.as_ref();
            let question = question.map_or("", |question| question.text.as_str());
            let parts = [question, &choices].into_iter();
            let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
            parts.join("\n\n")
        }
        Content::Card(card) => card_text(card, &path)?,
        Content::Carousel(carousel) => {
            if carousel.choices.as_ref().is_some_and(|all| !all.is_empty()) {
                return Err(TranscodeError::no_form(format!("{path}.choices")));
            }
            let mut cards = Vec::new();
            for (place, card) in carousel.cards.iter().enumerate() {
                let text = card_text(card, &format!("{path}.cards[{place}]"))?;
                cards.push(format!("{}. {text}", place + 1));
            }
            cards.join("\n\n")
        }
        Content::Location(location) => location_text(location),
    };
    not_empty(text, &path)
}

/// Refuses an empty text: the documentation shows no SMS without a text.
fn not_empty(text: String, path: &str) -> Result<String, TranscodeError> {
    if text.is_empty() {
        Err(TranscodeError::Empty {
            path: path.to_owned(),
        })
    } else {
        Ok(text)
    }
}

fn card_text(card: &Card<'_>, path: &str) -> Result<String, TranscodeError> {
    let medium = card.media_message.as_ref().map(|media| &media.url);
    let choices = card.choices.as_deref().unwrap_or_default();
    let shown: Vec<String> = [card.title.as_ref(), card.description.as_ref(), medium]
        .into_iter()
        .flatten()
        .map(|text| text.as_str().to_owned())
        .filter(|text| !text.is_empty())
        .chain(lines(choices, path)?)
        .collect();
    not_empty(shown.join("\n"), path)
}

/// A line a choice.
fn lines(choices: &[Object<Choice<'_>>], path: &str) -> Result<Vec<String>, TranscodeError> {
    let line = |(place, choice): (usize, &Object<Choice<'_>>)| {
        let path = format!("{path}.choices[{place}]");
        let text = match choice.offer(&path)? {
            Offer::Text(text) => not_empty(text.text.as_str().to_uppercase(), &path)?,
            Offer::Link(link) => format!("{}: {}", link.title.as_str(), link.url.as_str()),
            Offer::Call(call) => format!("{}: {}", call.title.as_str(), call.phone_number.as_str()),
            Offer::Location(location) => location_text(location),
        };
        Ok(format!("> {text}"))
    };
    choices.iter().enumerate().map(line).collect()
}

fn location_text(location: &Location<'_>) -> String {
    // Single floats, so that 55.610479 is printed as the documentation has it: 55.610477.
    let Coordinates {
        latitude,
        longitude,
    } = *location.coordinates;
    format!(
        "{}: https://www.google.com/maps/search/?api=1&query={latitude},{longitude}",
        location.title.as_str()
    )
}

/// Why a message has no SMS.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TranscodeError {
    /// It is not JSON, or not a message.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// It has none of the kinds of a message.
    #[error("it is no message: a message is an object with one of {}", message::KINDS.join(", "))]
    NoKind,
    /// It is a request, of which the message is a part.
    #[error("this is a whole request; the message is the value of its `message`")]
    Request,
    /// It has several kinds at once.
    #[error("it is both `{0}` and `{1}`; a message is of one kind")]
    SeveralKinds(&'static str, &'static str),
    /// A choice has several kinds at once.
    #[error("`{path}` is both `{}` and `{}`; a choice is of one kind", .kinds.0, .kinds.1)]
    SeveralChoices {
        /// Which choice, such as `choice_message.choices[2]`.
        path: String,
        /// Two of its kinds.
        kinds: (&'static str, &'static str),
    },
    /// There is no text that an SMS could have.
    #[error("the message is empty: `{path}` has no text")]
    Empty {
        /// What of the message, such as `carousel_message.cards[2]`.
        path: String,
    },
    /// The documentation does not show what an SMS is made of this.
    #[error("`{path}` has no documented form as an SMS")]
    NoSmsForm {
        /// What of the message, such as `choice_message.choices[2]`.
        path: String,
    },
}

impl TranscodeError {
    fn no_form(path: impl Into<String>) -> TranscodeError {
        TranscodeError::NoSmsForm { path: path.into() }
    }
}
