//! A message of the Conversation API, as far as an SMS is made of it.

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny};

use super::TranscodeError;
use crate::json::{Object, Text};

/// The names of the kinds of message.
pub(super) const KINDS: [&str; 9] = [
    "`text_message`",
    "`media_message`",
    "`choice_message`",
    "`card_message`",
    "`carousel_message`",
    "`location_message`",
    "`template_message`",
    "`list_message`",
    "`contact_info_message`",
];

#[derive(Deserialize)]
pub(super) struct Message<'a> {
    /// In a whole request, whose message this is.
    message: Option<IgnoredAny>,
    #[serde(borrow, alias = "textMessage")]
    text_message: Option<Object<TextMessage<'a>>>,
    #[serde(borrow, alias = "mediaMessage")]
    media_message: Option<Object<Media<'a>>>,
    #[serde(borrow, alias = "choiceMessage")]
    choice_message: Option<Object<Question<'a>>>,
    #[serde(borrow, alias = "cardMessage")]
    card_message: Option<Object<Card<'a>>>,
    #[serde(borrow, alias = "carouselMessage")]
    carousel_message: Option<Object<Carousel<'a>>>,
    #[serde(borrow, alias = "locationMessage")]
    location_message: Option<Object<Location<'a>>>,
    #[serde(alias = "templateMessage")]
    template_message: Option<IgnoredAny>,
    /// What a template is called where a message is overridden.
    #[serde(alias = "templateReference")]
    template_reference: Option<IgnoredAny>,
    #[serde(alias = "listMessage")]
    list_message: Option<IgnoredAny>,
    #[serde(alias = "contactInfoMessage")]
    contact_info_message: Option<IgnoredAny>,
    #[serde(alias = "explicitChannelMessage")]
    explicit_channel_message: Option<Object<ForSms<IgnoredAny>>>,
    #[serde(alias = "channelSpecificMessage")]
    channel_specific_message: Option<Object<ForSms<IgnoredAny>>>,
    #[serde(borrow, alias = "explicitChannelOmniMessage")]
    explicit_channel_omni_message: Option<Object<ForSms<Object<Box<Message<'a>>>>>>,
}

/// What is meant for one channel, of which only this one counts.
#[derive(Deserialize)]
struct ForSms<T> {
    #[serde(rename = "SMS")]
    sms: Option<T>,
}

/// A message of a kind that has a documented form.
pub(super) enum Content<'m, 'a> {
    Text(&'m TextMessage<'a>),
    Media(&'m Media<'a>),
    Choice(&'m Question<'a>),
    Card(&'m Card<'a>),
    Carousel(&'m Carousel<'a>),
    Location(&'m Location<'a>),
}

#[derive(Deserialize)]
pub(super) struct TextMessage<'a> {
    #[serde(borrow)]
    pub(super) text: Text<'a>,
}

#[derive(Deserialize)]
pub(super) struct Media<'a> {
    #[serde(borrow)]
    pub(super) url: Text<'a>,
}

#[derive(Deserialize)]
pub(super) struct Question<'a> {
    #[serde(borrow, alias = "textMessage")]
    pub(super) text_message: Option<Object<TextMessage<'a>>>,
    #[serde(borrow)]
    pub(super) choices: Vec<Object<Choice<'a>>>,
}

/// One of these.
#[derive(Deserialize)]
pub(super) struct Choice<'a> {
    #[serde(borrow, alias = "textMessage")]
    text_message: Option<Object<TextMessage<'a>>>,
    #[serde(borrow, alias = "urlMessage")]
    url_message: Option<Object<Link<'a>>>,
    #[serde(borrow, alias = "callMessage")]
    call_message: Option<Object<Call<'a>>>,
    #[serde(borrow, alias = "locationMessage")]
    location_message: Option<Object<Location<'a>>>,
    #[serde(alias = "calendarMessage")]
    calendar_message: Option<IgnoredAny>,
    #[serde(alias = "shareLocationMessage")]
    share_location_message: Option<IgnoredAny>,
}

/// What a choice has in it.
pub(super) enum Offer<'m, 'a> {
    Text(&'m TextMessage<'a>),
    Link(&'m Link<'a>),
    Call(&'m Call<'a>),
    Location(&'m Location<'a>),
}

#[derive(Deserialize)]
pub(super) struct Link<'a> {
    #[serde(borrow)]
    pub(super) title: Text<'a>,
    #[serde(borrow)]
    pub(super) url: Text<'a>,
}

#[derive(Deserialize)]
pub(super) struct Call<'a> {
    #[serde(borrow)]
    pub(super) title: Text<'a>,
    #[serde(borrow, alias = "phoneNumber")]
    pub(super) phone_number: Text<'a>,
}

#[derive(Deserialize)]
pub(super) struct Card<'a> {
    #[serde(borrow)]
    pub(super) title: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) description: Option<Text<'a>>,
    #[serde(borrow, alias = "mediaMessage")]
    pub(super) media_message: Option<Object<Media<'a>>>,
    #[serde(borrow)]
    pub(super) choices: Option<Vec<Object<Choice<'a>>>>,
}

#[derive(Deserialize)]
pub(super) struct Carousel<'a> {
    #[serde(borrow)]
    pub(super) cards: Vec<Object<Card<'a>>>,
    #[serde(borrow)]
    pub(super) choices: Option<Vec<Object<Choice<'a>>>>,
}

#[derive(Deserialize)]
pub(super) struct Location<'a> {
    #[serde(borrow)]
    pub(super) title: Text<'a>,
    pub(super) coordinates: Object<Coordinates>,
}

/// Degrees.
#[derive(Clone, Copy, Deserialize)]
pub(super) struct Coordinates {
    #[serde(deserialize_with = "latitude")]
    pub(super) latitude: f32,
    #[serde(deserialize_with = "longitude")]
    pub(super) longitude: f32,
}

fn latitude<'de, D: Deserializer<'de>>(json: D) -> Result<f32, D::Error> {
    degrees(json, 90.0, "expected -90 to 90 degrees")
}

fn longitude<'de, D: Deserializer<'de>>(json: D) -> Result<f32, D::Error> {
    degrees(json, 180.0, "expected -180 to 180 degrees")
}

fn degrees<'de, D: Deserializer<'de>>(json: D, most: f32, range: &str) -> Result<f32, D::Error> {
    let degrees = f32::deserialize(json)?;
    if (-most..=most).contains(&degrees) {
        // There is no -0 on a map.
        Ok(degrees + 0.0)
    } else {
        Err(D::Error::custom(range))
    }
}

impl<'a> Message<'a> {
    /// The content that goes out by SMS, and its path in the message.
    pub(super) fn for_sms(&self) -> Result<(Content<'_, 'a>, String), TranscodeError> {
        let is_for_sms = |payload: &Option<Object<ForSms<IgnoredAny>>>| {
            payload
                .as_ref()
                .is_some_and(|payload| payload.sms.is_some())
        };
        if is_for_sms(&self.explicit_channel_message) {
            return Err(TranscodeError::no_form("explicit_channel_message.SMS"));
        }
        if is_for_sms(&self.channel_specific_message) {
            return Err(TranscodeError::no_form("channel_specific_message.SMS"));
        }
        let omni = self.explicit_channel_omni_message.as_ref();
        match omni.and_then(|omni| omni.sms.as_deref()) {
            Some(instead) => instead.content("explicit_channel_omni_message.SMS."),
            None => self.content(""),
        }
    }

    fn content(&self, path: &str) -> Result<(Content<'_, 'a>, String), TranscodeError> {
        let kinds = [
            (
                "text_message",
                self.text_message
                    .as_ref()
                    .map(|text| Some(Content::Text(text))),
            ),
            (
                "media_message",
                self.media_message
                    .as_ref()
                    .map(|media| Some(Content::Media(media))),
            ),
            (
                "choice_message",
                self.choice_message
                    .as_ref()
                    .map(|choice| Some(Content::Choice(choice))),
            ),
            (
                "card_message",
                self.card_message
                    .as_ref()
                    .map(|card| Some(Content::Card(card))),
            ),
            (
                "carousel_message",
                self.carousel_message
                    .as_ref()
                    .map(|carousel| Some(Content::Carousel(carousel))),
            ),
            (
                "location_message",
                self.location_message
                    .as_ref()
                    .map(|location| Some(Content::Location(location))),
            ),
            ("template_message", without_form(&self.template_message)),
            ("template_reference", without_form(&self.template_reference)),
            ("list_message", without_form(&self.list_message)),
            (
                "contact_info_message",
                without_form(&self.contact_info_message),
            ),
        ];
        let several = |(kind, other)| TranscodeError::SeveralKinds(kind, other);
        let (kind, content) = only(kinds).map_err(several)?.ok_or(match self.message {
            Some(_) => TranscodeError::Request,
            None => TranscodeError::NoKind,
        })?;
        let path = format!("{path}{kind}");
        match content {
            Some(content) => Ok((content, path)),
            None => Err(TranscodeError::NoSmsForm { path }),
        }
    }
}

impl<'a> Choice<'a> {
    /// What the choice at this path of a message has in it.
    pub(super) fn offer(&self, path: &str) -> Result<Offer<'_, 'a>, TranscodeError> {
        let text = self.text_message.as_ref();
        let url = self.url_message.as_ref();
        let call = self.call_message.as_ref();
        let location = self.location_message.as_ref();
        let kinds = [
            ("text_message", text.map(|it| Some(Offer::Text(it)))),
            ("url_message", url.map(|it| Some(Offer::Link(it)))),
            ("call_message", call.map(|it| Some(Offer::Call(it)))),
            (
                "location_message",
                location.map(|it| Some(Offer::Location(it))),
            ),
            ("calendar_message", without_form(&self.calendar_message)),
            (
                "share_location_message",
                without_form(&self.share_location_message),
            ),
        ];
        let several = |kinds| TranscodeError::SeveralChoices {
            path: path.to_owned(),
            kinds,
        };
        match only(kinds).map_err(several)? {
            Some((_, Some(offer))) => Ok(offer),
            Some((_, None)) | None => Err(TranscodeError::no_form(path)),
        }
    }
}

/// The one that is there of some kinds; an error with the names of the first two if there are several.
fn only<T>(
    kinds: impl IntoIterator<Item = (&'static str, Option<T>)>,
) -> Result<Option<(&'static str, T)>, (&'static str, &'static str)> {
    let mut there = kinds
        .into_iter()
        .filter_map(|(kind, content)| content.map(|content| (kind, content)));
    match (there.next(), there.next()) {
        (Some((first, _)), Some((second, _))) => Err((first, second)),
        (first, _) => Ok(first),
    }
}

/// What has no documented form, but counts as a kind where it is.
fn without_form<T>(ignored: &Option<IgnoredAny>) -> Option<Option<T>> {
    ignored.map(|_| None)
}
