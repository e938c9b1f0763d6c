//! A message as data.

use std::fmt;
use std::time::Duration;

use originator::{BareDigits, Memory, Message, Sender, UseCase};

/// What a message says, spelled out.
#[derive(Clone)]
pub(crate) struct Asked {
    pub(crate) to: Vec<u8>,
    pub(crate) is_reply: bool,
    pub(crate) written_to: Option<Vec<u8>>,
    pub(crate) sender: Option<Vec<u8>>,
    pub(crate) needs_reply: bool,
    pub(crate) use_case: UseCase,
    pub(crate) bare_digits: Option<BareDigits>,
    pub(crate) received: Option<(Option<Sender>, Duration)>,
    pub(crate) sent: Option<(Sender, Duration)>,
}

impl Asked {
    /// A first message of which nothing else is said.
    pub(crate) fn route(to: &str) -> Asked {
        Asked {
            to: to.as_bytes().to_vec(),
            is_reply: false,
            written_to: None,
            sender: None,
            needs_reply: false,
            use_case: UseCase::default(),
            bare_digits: None,
            received: None,
            sent: None,
        }
    }

    pub(crate) fn message(&self) -> Message<'_> {
        let mut message = if self.is_reply {
            Message::reply_to(&self.to)
        } else {
            Message::to(&self.to)
        };
        if let Some(written_to) = &self.written_to {
            message = message.written_to(written_to);
        }
        if let Some(sender) = &self.sender {
            message = message.sender(sender);
        }
        if self.needs_reply {
            message = message.needs_reply();
        }
        if let Some(bare_digits) = self.bare_digits {
            message = message.bare_digits(bare_digits);
        }
        message.use_case(self.use_case).remembered(self.memory())
    }

    pub(crate) fn memory(&self) -> Memory {
        let mut memory = Memory::default();
        if let Some((written_to, age)) = self.received {
            memory = memory.with_received(written_to, age);
        }
        if let Some((sender, age)) = self.sent {
            memory = memory.with_sent(sender, age);
        }
        memory
    }
}

impl fmt::Debug for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |bytes: &Vec<u8>| bytes.escape_ascii().to_string();
        f.debug_struct("Asked")
            .field("to", &text(&self.to))
            .field("is_reply", &self.is_reply)
            .field("written_to", &self.written_to.as_ref().map(text))
            .field("sender", &self.sender.as_ref().map(text))
            .field("needs_reply", &self.needs_reply)
            .field("use_case", &self.use_case)
            .field("bare_digits", &self.bare_digits)
            .field("received", &self.received)
            .field("sent", &self.sent)
            .finish()
    }
}
