//! Callbacks: who wrote to which of our senders.

use std::time::SystemTime;

use serde::Deserialize;

use crate::json::{self, Malformed, Text, present};

/// The channel that this crate is about.
pub(crate) const SMS: &str = "SMS";

/// A callback of a webhook.
///
/// The body names no trigger: a `message` in it means `MESSAGE_INBOUND`. Fields that are not needed here may
/// have any value.
#[derive(Clone, Debug)]
pub struct Callback<'a> {
    app_id: Option<Text<'a>>,
    event: Event<'a>,
}

/// What a callback tells.
#[derive(Clone, Debug)]
pub enum Event<'a> {
    /// A customer wrote an SMS.
    Inbound(Inbound<'a>),
    /// A customer wrote on another channel.
    OtherChannel,
    /// Something else happened: a delivery, a new contact.
    OtherTrigger,
}

/// A customer's SMS, without its text.
#[derive(Clone, Debug)]
pub struct Inbound<'a> {
    message: Message<'a>,
    accepted_time: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow)]
    app_id: Option<Text<'a>>,
    #[serde(borrow)]
    accepted_time: Option<Text<'a>>,
    #[serde(borrow)]
    message: Option<Message<'a>>,
}

#[derive(Clone, Debug, Deserialize)]
struct Message<'a> {
    #[serde(borrow)]
    channel_identity: ChannelIdentity<'a>,
    #[serde(borrow)]
    sender_id: Option<Text<'a>>,
    #[serde(borrow)]
    contact_id: Option<Text<'a>>,
    #[serde(borrow)]
    accept_time: Option<Text<'a>>,
}

#[derive(Clone, Debug, Deserialize)]
struct ChannelIdentity<'a> {
    #[serde(borrow)]
    channel: Text<'a>,
    #[serde(borrow, deserialize_with = "json::not_empty")]
    identity: Text<'a>,
}

impl<'a> Callback<'a> {
    /// Reads the body of a callback.
    ///
    /// # Errors
    /// What is not JSON, and a `message` without a channel and a customer.
    pub fn read(body: &'a [u8]) -> Result<Callback<'a>, Malformed> {
        let body: Body<'a> = json::read(body)?;
        let event = match body.message {
            None => Event::OtherTrigger,
            Some(message) if message.channel_identity.channel.as_str() != SMS => {
                Event::OtherChannel
            }
            Some(message) => Event::Inbound(Inbound {
                message,
                accepted_time: body.accepted_time,
            }),
        };
        Ok(Callback {
            app_id: body.app_id,
            event,
        })
    }

    /// The app, whose secret signed the callback.
    pub fn app_id(&self) -> Option<&str> {
        present(&self.app_id)
    }

    /// What happened.
    pub fn event(&self) -> &Event<'a> {
        &self.event
    }
}

impl Inbound<'_> {
    /// The customer's number as it is written: international, as a rule without its `+`.
    pub fn customer(&self) -> &str {
        self.message.channel_identity.identity.as_str()
    }

    /// Our sender that the customer wrote to, as it is written: a short code, or a number that may lack its
    /// `+`. The API does not always say.
    pub fn written_to(&self) -> Option<&str> {
        present(&self.message.sender_id)
    }

    /// The customer's contact; an app in dispatch mode has none.
    pub fn contact_id(&self) -> Option<&str> {
        present(&self.message.contact_id)
    }

    /// When the API accepted the message; a callback may arrive long after. `None` where it gives no time in
    /// RFC 3339.
    pub fn accepted(&self) -> Option<SystemTime> {
        let time = present(&self.message.accept_time).or_else(|| present(&self.accepted_time))?;
        time.parse::<jiff::Timestamp>().ok()?.try_into().ok()
    }
}
