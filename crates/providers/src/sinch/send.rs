//! Sends: what a `messages:send` request is for, and its body with a sender set.

mod slot;

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error};
use serde_json::value::RawValue;

use super::callback::SMS;
use crate::json::{self, Malformed, Object, Text, present};

pub use slot::Slot;

/// The body of a `messages:send` request.
///
/// Names may be written in snake case, as documented, or in camel case, which protocol buffers read as the
/// same. A name that stands twice is refused, since nobody can say which of the two the API would take.
pub struct SendRequest<'a> {
    body: &'a [u8],
    read: Body<'a>,
    sender: SenderField<'a>,
}

/// What a request is for.
#[derive(Debug)]
pub enum Purpose<'a> {
    /// An SMS, or a message that may become one.
    Sms(Sms<'a>),
    /// A message that goes by other channels alone.
    OtherChannels,
}

/// A message that goes, or may go, by SMS.
#[derive(Debug)]
pub struct Sms<'a> {
    to: Recipient<'a>,
    only: bool,
    sender: &'a SenderField<'a>,
}

/// Whom an SMS is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recipient<'a> {
    /// A number, as it is written.
    Number(&'a str),
    /// A contact of the app, whose number a callback may have told.
    Contact(&'a str),
    /// The request does not say.
    Unknown,
}

/// `channel_properties.SMS_SENDER`.
#[derive(Clone, Debug)]
pub enum SenderField<'a> {
    /// The request names a sender, which stays as it is.
    Given(String),
    /// There is none, or an empty one: this is where one goes.
    Open(Slot<'a>),
}

#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow, alias = "appId")]
    app_id: Option<Text<'a>>,
    #[serde(borrow, default)]
    recipient: Option<Object<To<'a>>>,
    #[serde(borrow, alias = "channelPriorityOrder")]
    channel_priority_order: Option<Vec<Text<'a>>>,
    #[serde(
        borrow,
        default,
        alias = "channelProperties",
        deserialize_with = "json::raw"
    )]
    channel_properties: Option<&'a RawValue>,
}

/// Either of the two that the API takes.
struct To<'a> {
    contact_id: Option<Text<'a>>,
    identities: Vec<Object<Identity<'a>>>,
}

#[derive(Deserialize)]
struct RawTo<'a> {
    #[serde(borrow, alias = "contactId")]
    contact_id: Option<Text<'a>>,
    #[serde(borrow, alias = "identifiedBy")]
    identified_by: Option<Object<IdentifiedBy<'a>>>,
}

#[derive(Deserialize)]
struct IdentifiedBy<'a> {
    #[serde(borrow, alias = "channelIdentities")]
    channel_identities: Option<Vec<Object<Identity<'a>>>>,
}

#[derive(Deserialize)]
struct Identity<'a> {
    #[serde(borrow)]
    channel: Text<'a>,
    #[serde(borrow)]
    identity: Text<'a>,
}

impl<'de: 'a, 'a> Deserialize<'de> for To<'a> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<To<'a>, D::Error> {
        let to = RawTo::deserialize(json)?;
        let identities = to
            .identified_by
            .and_then(|Object(by)| by.channel_identities)
            .unwrap_or_default();
        let contact_id = to.contact_id.filter(|id| !id.as_str().is_empty());
        if contact_id.is_some() && !identities.is_empty() {
            return Err(D::Error::custom(
                "either `contact_id` or `identified_by`, not both",
            ));
        }
        let mut sms = identities
            .iter()
            .filter(|identity| is_sms(&identity.channel));
        // One of them might be of a country that nothing may be sent to.
        if let Some(first) = sms.next()
            && sms.any(|other| international(other) != international(first))
        {
            return Err(D::Error::custom("one SMS identity, not several"));
        }
        Ok(To {
            contact_id,
            identities,
        })
    }
}

impl<'a> SendRequest<'a> {
    /// Reads the body of a request.
    ///
    /// # Errors
    /// What is not JSON or not of the documented form, as far as it is looked at: the app, the recipient, the
    /// channels and their properties.
    pub fn read(body: &'a [u8]) -> Result<SendRequest<'a>, Malformed> {
        let read: Body<'a> = json::read(body)?;
        let sender = slot::find(body, read.channel_properties)?;
        Ok(SendRequest { body, read, sender })
    }

    /// The body as it came.
    pub fn body(&self) -> &'a [u8] {
        self.body
    }

    /// The app that sends.
    pub fn app_id(&self) -> Option<&str> {
        present(&self.read.app_id)
    }

    /// What the request is for. The channels are those of `channel_priority_order`, else those of the
    /// recipient's identities, else any that the contact has: so says the API's documentation of that field. Of a
    /// recipient that is given by identities, a channel without one cannot be used, whatever the order says.
    pub fn purpose(&self) -> Purpose<'_> {
        let to = self.read.recipient.as_ref();
        let identities = to.map_or(&[][..], |to| &to.identities);
        let contact = to.and_then(|to| present(&to.contact_id));
        let order = self.read.channel_priority_order.iter().flatten();
        let mut channels: Vec<&Text<'_>> = order.filter(is_specified).collect();
        if channels.is_empty() {
            let their = identities.iter().map(|identity| &identity.channel);
            channels.extend(their.filter(is_specified));
        }
        let is_usable = |channel: &Text<'_>| {
            let mut identities = identities.iter();
            identities.len() == 0 || identities.any(|identity| identity.channel == *channel)
        };
        // Where nothing is said, any channel that the contact has.
        let any = channels.is_empty() && identities.is_empty();
        let sms = any || channels.iter().any(|channel| is_sms(channel));
        let is_other = |channel: &&Text<'_>| !is_sms(channel) && is_usable(channel);
        let other = any || channels.iter().any(is_other);
        if !sms {
            return Purpose::OtherChannels;
        }
        let number = identities
            .iter()
            .find(|identity| is_sms(&identity.channel))
            .map(|identity| identity.identity.as_str());
        let to = match (number, contact) {
            (Some(number), _) => Recipient::Number(number),
            (None, Some(contact)) => Recipient::Contact(contact),
            (None, None) => Recipient::Unknown,
        };
        Purpose::Sms(Sms {
            to,
            only: !other,
            sender: &self.sender,
        })
    }
}

/// Whether a channel is SMS, also for a server that does not mind how its name is written.
fn is_sms(channel: &Text<'_>) -> bool {
    channel.as_str().trim().eq_ignore_ascii_case(SMS)
}

/// Whether a channel is one, and not the API's word for none.
fn is_specified(channel: &&Text<'_>) -> bool {
    !matches!(channel.as_str().trim(), "" | "CHANNEL_UNSPECIFIED")
}

/// An identity, with or without the `+` of a number.
fn international<'i>(identity: &'i Identity<'_>) -> &'i str {
    let text = identity.identity.as_str();
    text.strip_prefix('+').unwrap_or(text)
}

impl<'a> Sms<'a> {
    /// Whom it is for.
    pub fn to(&self) -> Recipient<'a> {
        self.to
    }

    /// Whether SMS is the only channel: what may not be sent by SMS may not be sent at all.
    pub fn only(&self) -> bool {
        self.only
    }

    /// The sender that is named, or the place for one.
    pub fn sender(&self) -> &'a SenderField<'a> {
        self.sender
    }
}

impl fmt::Debug for SendRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither the recipient nor the text.
        f.debug_struct("SendRequest")
            .field("app_id", &self.app_id())
            .finish_non_exhaustive()
    }
}
