//! Messages: the input of a decision.

use std::fmt;

use crate::{BareDigits, Memory, UseCase};

/// A message to decide a sender for. It borrows its texts.
///
/// ```
/// use originator::{Message, UseCase};
///
/// let code = Message::to("+12025550123").use_case(UseCase::Otp);
/// let answer = Message::reply_to("+12025550123").written_to("+46701740605");
/// ```
#[derive(Clone, Copy)]
pub struct Message<'a> {
    pub(crate) to: &'a [u8],
    pub(crate) is_reply: bool,
    pub(crate) written_to: Option<&'a [u8]>,
    pub(crate) sender: Option<&'a [u8]>,
    pub(crate) needs_reply: bool,
    pub(crate) use_case: UseCase,
    /// `None`: the plan's setting applies.
    pub(crate) bare_digits: Option<BareDigits>,
    pub(crate) memory: Memory,
}

impl<'a> Message<'a> {
    /// A message to a number, in any form in which people or systems write it.
    pub fn to<T: AsRef<[u8]> + ?Sized>(number: &'a T) -> Message<'a> {
        Message {
            to: number.as_ref(),
            is_reply: false,
            written_to: None,
            sender: None,
            needs_reply: false,
            use_case: UseCase::default(),
            bare_digits: None,
            memory: Memory::default(),
        }
    }

    /// The answer to a customer who wrote to one of our senders.
    pub fn reply_to<T: AsRef<[u8]> + ?Sized>(customer: &'a T) -> Message<'a> {
        Message {
            is_reply: true,
            ..Message::to(customer)
        }
    }

    /// Sets which of our senders the customer wrote to. Only replies use it.
    ///
    /// The text is the exact text of a sender, a number in any form that a recipient may have, or a number in
    /// international form without its `+`. White space alone is ignored. Any other text that is not a sender of the
    /// plan gives [`Warning::NotOurNumber`](crate::Warning::NotOurNumber).
    #[must_use]
    pub fn written_to<T: AsRef<[u8]> + ?Sized>(mut self, sender: &'a T) -> Message<'a> {
        self.written_to = Some(sender.as_ref());
        self
    }

    /// Sets the sender that the caller wants. It is used or refused, never replaced.
    ///
    /// The text is the exact text of a sender, a number in any form that a recipient may have, or a number in
    /// international form without its `+`. White space alone, and `AUTO` in capital or small letters, are ignored.
    #[must_use]
    pub fn sender<T: AsRef<[u8]> + ?Sized>(mut self, sender: &'a T) -> Message<'a> {
        self.sender = Some(sender.as_ref());
        self
    }

    /// Requires a two-way sender, because an answer is wanted.
    #[must_use]
    pub const fn needs_reply(mut self) -> Message<'a> {
        self.needs_reply = true;
        self
    }

    /// Sets the use case. A message without one is transactional.
    #[must_use]
    pub const fn use_case(mut self, use_case: UseCase) -> Message<'a> {
        self.use_case = use_case;
        self
    }

    /// Sets what digits without a `+` mean in this message, instead of the plan's `default_region` and `bare_digits`.
    ///
    /// Use [`BareDigits::International`] for a field that a provider defines as international digits.
    ///
    /// ```
    /// use originator::{BareDigits, Message};
    ///
    /// let from_a_provider = Message::to("46701740605").bare_digits(BareDigits::International);
    /// let dialled = Message::to("070-174 06 05").bare_digits(BareDigits::National("SE".parse()?));
    /// # Ok::<(), originator::ParseRegionError>(())
    /// ```
    #[must_use]
    pub const fn bare_digits(mut self, bare_digits: BareDigits) -> Message<'a> {
        self.bare_digits = Some(bare_digits);
        self
    }

    /// Sets what is remembered of the recipient. If the memory has an inbound message that is younger than the plan's
    /// `remember`, the message becomes a reply.
    #[must_use]
    pub const fn remembered(mut self, memory: Memory) -> Message<'a> {
        self.memory = memory;
        self
    }
}

impl fmt::Debug for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |bytes| String::from_utf8_lossy(bytes);
        f.debug_struct("Message")
            .field("to", &text(self.to))
            .field("is_reply", &self.is_reply)
            .field("written_to", &self.written_to.map(text))
            .field("sender", &self.sender.map(text))
            .field("needs_reply", &self.needs_reply)
            .field("use_case", &self.use_case)
            .field("bare_digits", &self.bare_digits)
            .field("memory", &self.memory)
            .finish()
    }
}
