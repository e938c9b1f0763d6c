//! Callbacks: they tell who wrote to which of our senders.

use std::time::SystemTime;

use serde::Deserialize;

use crate::json::{self, Malformed, Object, Text, present};

/// The only channel that a sender is decided for.
pub(crate) const SMS: &str = "SMS";

/// A callback of a webhook.
///
/// The body names no trigger: a `message` in it means `MESSAGE_INBOUND`. Names may be written in snake case, as
/// documented, or in camel case, which protocol buffers read as the same. A name that occurs twice is refused.
/// Fields that are not needed here may have any value.
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
    /// A customer wrote on another channel, or the callback has the form of 2020, which named only the channel.
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

/// The fields of a callback that tell which event it is.
#[derive(Deserialize)]
struct Origin<'a> {
    #[serde(borrow, alias = "appId")]
    app_id: Option<Text<'a>>,
    #[serde(borrow)]
    message: Option<Object<MessageOrigin<'a>>>,
}

#[derive(Deserialize)]
struct MessageOrigin<'a> {
    #[serde(borrow, alias = "channelIdentity")]
    channel_identity: Option<Object<Channel<'a>>>,
    /// The field of 2020 for the channel, with no identity beside it.
    #[serde(borrow)]
    channel: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct Channel<'a> {
    #[serde(borrow)]
    channel: Text<'a>,
}

/// The fields of a callback for an SMS.
#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow, alias = "acceptedTime")]
    accepted_time: Option<Text<'a>>,
    #[serde(borrow)]
    message: Object<Message<'a>>,
}

#[derive(Clone, Debug, Deserialize)]
struct Message<'a> {
    #[serde(borrow, alias = "channelIdentity")]
    channel_identity: Object<ChannelIdentity<'a>>,
    #[serde(borrow, alias = "senderId")]
    sender_id: Option<Text<'a>>,
    #[serde(borrow, alias = "contactId")]
    contact_id: Option<Text<'a>>,
    #[serde(borrow, alias = "acceptTime")]
    accept_time: Option<Text<'a>>,
}

#[derive(Clone, Debug, Deserialize)]
struct ChannelIdentity<'a> {
    #[serde(borrow, deserialize_with = "json::not_empty")]
    identity: Text<'a>,
}

impl<'a> Callback<'a> {
    /// Reads the body of a callback.
    ///
    /// # Errors
    /// The body is not JSON, it has a `message` without a channel, or an SMS without a customer.
    pub fn read(body: &'a [u8]) -> Result<Callback<'a>, Malformed> {
        let Origin { app_id, message } = json::read(body)?;
        let event = match message.map(|Object(message)| message) {
            None => Event::OtherTrigger,
            Some(MessageOrigin {
                channel_identity: Some(Object(Channel { channel })),
                ..
            }) if channel.as_str() != SMS => Event::OtherChannel,
            Some(MessageOrigin {
                channel_identity: None,
                channel: Some(_),
            }) => Event::OtherChannel,
            Some(_) => {
                let Body {
                    accepted_time,
                    message: Object(message),
                } = json::read(body)?;
                Event::Inbound(Inbound {
                    message,
                    accepted_time,
                })
            }
        };
        Ok(Callback { app_id, event })
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
    /// The customer's number as it is written: international, usually without its `+`.
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

    /// When the API accepted the message. A callback may arrive long after that. `None` if it gives no time in RFC 3339.
    pub fn accepted(&self) -> Option<SystemTime> {
        let time = present(&self.message.accept_time).or_else(|| present(&self.accepted_time))?;
        time.parse::<jiff::Timestamp>().ok()?.try_into().ok()
    }
}
