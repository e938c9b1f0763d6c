//! Sends: the recipient and the channels of a `messages:send` request, and its body with a sender set.

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
/// same. A name that occurs twice is refused, since nobody can say which of the two the API would use.
pub struct SendRequest<'a> {
    body: &'a [u8],
    read: Body<'a>,
    sender: SenderField<'a>,
}

/// The channels that a request uses.
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

/// The recipient of an SMS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recipient<'a> {
    /// A number, as it is written.
    Number(&'a str),
    /// A contact of the app, whose number a callback may have told.
    Contact(&'a str),
    /// The request names no recipient.
    Unknown,
}

/// The field `channel_properties.SMS_SENDER`.
#[derive(Clone, Debug)]
pub enum SenderField<'a> {
    /// The request names a sender, which stays as it is.
    Given(String),
    /// The field is absent or empty: a sender may be written here.
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

/// The recipient, in one of the two forms that the API accepts.
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
        // One of them might belong to a country that the map refuses.
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
    /// The body is not JSON, or one of these has not the documented form: the app, the recipient, the channels and their
    /// properties. Other fields are not checked.
    pub fn read(body: &'a [u8]) -> Result<SendRequest<'a>, Malformed> {
        let read: Body<'a> = json::read(body)?;
        let sender = slot::find(body, read.channel_properties)?;
        Ok(SendRequest { body, read, sender })
    }

    /// The body as it was received.
    pub fn body(&self) -> &'a [u8] {
        self.body
    }

    /// The app that sends.
    pub fn app_id(&self) -> Option<&str> {
        present(&self.read.app_id)
    }

    /// The channels of the request, and what it says of SMS. The channels are those of `channel_priority_order`, else those
    /// of the recipient's identities, else any that the contact has, as the API's documentation of that field says. If the
    /// recipient is given by identities, a channel without an identity cannot be used, whatever the order says.
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
        // Without an order and identities, it may be any channel that the contact has.
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

/// Whether a channel is SMS, in any spelling that a lenient server may accept.
fn is_sms(channel: &Text<'_>) -> bool {
    channel.as_str().trim().eq_ignore_ascii_case(SMS)
}

/// Whether a channel is named, and not the API's word for none.
fn is_specified(channel: &&Text<'_>) -> bool {
    !matches!(channel.as_str().trim(), "" | "CHANNEL_UNSPECIFIED")
}

/// An identity, with or without the `+` of a number.
fn international<'i>(identity: &'i Identity<'_>) -> &'i str {
    let text = identity.identity.as_str();
    text.strip_prefix('+').unwrap_or(text)
}

impl<'a> Sms<'a> {
    /// The recipient.
    pub fn to(&self) -> Recipient<'a> {
        self.to
    }

    /// Whether SMS is the only channel: if the message must not go by SMS, it must not be sent at all.
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
        // Neither the recipient nor the text is printed.
        f.debug_struct("SendRequest")
            .field("app_id", &self.app_id())
            .finish_non_exhaustive()
    }
}
