//! What a file and a server keep: entries by name, each with what happened last and when.

use std::time::{Duration, SystemTime};

use originator::{Memory, Number, Sender};

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Conversation,
    Contact,
}

/// Which entry: `conversation:+12025550123:PLAN`, `contact:ID:PLAN`. The plan goes by its name, since ids differ from
/// process to process, and comes last, since only its name may have colons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) kind: Kind,
    text: String,
}

impl Name {
    pub(super) fn conversation(recipient: Number, plan: &str) -> Name {
        Name {
            kind: Kind::Conversation,
            text: format!("conversation:{recipient}:{plan}"),
        }
    }

    /// A contact, whose id has no colon.
    pub(super) fn contact(id: &str, plan: &str) -> Name {
        Name {
            kind: Kind::Contact,
            text: format!("contact:{id}:{plan}"),
        }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }
}

/// One of the two things that an entry holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// Of a conversation what the customer wrote to, of a contact its number.
    Received,
    /// What the recipient was last sent from.
    Sent,
}

impl Slot {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Slot::Received => "received",
            Slot::Sent => "sent",
        }
    }
}

/// What happened in a second, as text: `1767225600 +46701740605`, or the second alone where the sender is not known.
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

    /// Reads the text of an event; nothing else is one.
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

    /// A clock that went back sees it as just happened.
    fn age(&self, now: SystemTime) -> Duration {
        Duration::from_secs(seconds(now).saturating_sub(self.second))
    }
}

/// What is to be kept, unless something later of the same kind is there already.
#[derive(Clone, Debug)]
pub(super) struct Write {
    pub(super) name: Name,
    pub(super) slot: Slot,
    pub(super) event: Event,
    /// How long it counts.
    pub(super) remember: Duration,
}

/// What an entry held when it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Held {
    pub(super) received: Option<Event>,
    pub(super) sent: Option<Event>,
}

impl Held {
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
