//! The entries of a file or a server: by key, each with what happened last and when.

use std::time::{Duration, SystemTime};

use originator::{Memory, Number, Sender};

/// What an entry describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntryKind {
    Conversation,
    Contact,
}

/// The key of an entry: `conversation:+12025550123:PLAN` or `contact:PROVIDER:ID:PLAN`. It has the plan's name, since the
/// ids of plans differ from process to process. The name comes last, since it is the only part that may contain colons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) kind: EntryKind,
    text: String,
}

impl Key {
    pub(super) fn conversation(recipient: Number, plan: &str) -> Key {
        Key {
            kind: EntryKind::Conversation,
            text: format!("conversation:{recipient}:{plan}"),
        }
    }

    /// The key of a contact. Neither the provider's name nor the contact's id contains a colon.
    pub(super) fn contact(provider: &str, id: &str, plan: &str) -> Key {
        Key {
            kind: EntryKind::Contact,
            text: format!("contact:{provider}:{id}:{plan}"),
        }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }
}

/// One of the two fields of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// Of a conversation the sender that the customer wrote to; of a contact its number.
    Received,
    /// The sender of the last message to the recipient.
    Sent,
}

impl Field {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Field::Received => "received",
            Field::Sent => "sent",
        }
    }
}

/// The value of a field, as text: a second and what happened then, `1767225600 +46701740605`, or the second alone if the
/// sender is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Event {
    pub(super) second: u64,
    what: Option<String>,
}

impl Event {
    pub(super) fn new(at: SystemTime, what: Option<String>) -> Event {
        Event {
            second: seconds(at),
            what,
        }
    }

    /// Reads the text of an event; `None` for any other text.
    pub(super) fn read(text: &str) -> Option<Event> {
        let (second, what) = match text.split_once(' ') {
            Some((second, what)) => (second, Some(what.to_owned())),
            None => (text, None),
        };
        let digits = second.bytes().all(|byte| byte.is_ascii_digit());
        let second = second.parse().ok().filter(|_| digits)?;
        Some(Event { second, what })
    }

    /// What follows the second in the text of the event.
    pub(super) fn rest(&self) -> String {
        let what = self.what.as_ref();
        what.map_or_else(String::new, |what| format!(" {what}"))
    }

    pub(super) fn text(&self) -> String {
        format!("{}{}", self.second, self.rest())
    }

    pub(super) fn at(&self) -> SystemTime {
        let since = Duration::from_secs(self.second);
        SystemTime::UNIX_EPOCH
            .checked_add(since)
            .unwrap_or(SystemTime::UNIX_EPOCH)
    }

    fn sender(&self) -> Option<Sender> {
        self.what.as_deref()?.parse().ok()
    }

    pub(super) fn number(&self) -> Option<Number> {
        Number::from_e164(self.what.as_deref()?)
    }

    /// If the clock went back, the event counts as just happened.
    fn age(&self, now: SystemTime) -> Duration {
        Duration::from_secs(seconds(now).saturating_sub(self.second))
    }
}

/// A write to one field of an entry. It has no effect if the field already has a later event.
#[derive(Clone, Debug)]
pub(super) struct Write {
    pub(super) key: Key,
    pub(super) field: Field,
    pub(super) event: Event,
    /// How long the event counts.
    pub(super) remember: Duration,
}

/// An entry when it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) received: Option<Event>,
    pub(super) sent: Option<Event>,
}

impl Entry {
    pub(super) fn memory(&self, now: SystemTime) -> Memory {
        let mut memory = Memory::default();
        if let Some(received) = &self.received {
            memory = memory.with_received(received.sender(), received.age(now));
        }
        if let Some(sent) = &self.sent
            && let Some(sender) = sent.sender()
        {
            memory = memory.with_sent(sender, sent.age(now));
        }
        memory
    }
}

pub(super) fn seconds(time: SystemTime) -> u64 {
    time.duration_since(SystemTime::UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_read_as_it_was_written() {
        let at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600);
        for (what, text, why) in [
            (Some("+46701740605"), "1767225600 +46701740605", "a number"),
            (Some("My Shop"), "1767225600 My Shop", "a name with a space"),
            (None, "1767225600", "not known"),
        ] {
            let event = Event::new(at, what.map(str::to_owned));
            assert_eq!(event.text(), text, "{why}");
            assert_eq!(Event::read(text), Some(event), "{why}");
        }
        for text in ["", "soon", "+46701740605", " 1767225600", "-1 RETAIL"] {
            assert_eq!(Event::read(text), None, "{text:?} is none");
        }
    }
}
