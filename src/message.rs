//! Messages: what a decision is asked for.

use std::fmt;

use crate::{BareDigits, Memory, UseCase};

/// A message to decide a sender for; borrows the texts it was given.
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
    /// `None`: as the plan says.
    pub(crate) bare_digits: Option<BareDigits>,
    pub(crate) memory: Memory,
}

impl<'a> Message<'a> {
    /// A message to this number, as people or systems write it.
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

    /// The answer to this customer, who wrote to us.
    pub fn reply_to<T: AsRef<[u8]> + ?Sized>(customer: &'a T) -> Message<'a> {
        Message {
            is_reply: true,
            ..Message::to(customer)
        }
    }

    /// Which of our senders the customer wrote to; only a reply looks at it.
    ///
    /// The exact text of a sender, or a number written as the recipient's may be, or in international form without
    /// its `+`. A text of white space alone says nothing; any other that is none of the plan's senders gives
    /// [`Warning::NotOurNumber`](crate::Warning::NotOurNumber).
    #[must_use]
    pub fn written_to<T: AsRef<[u8]> + ?Sized>(mut self, sender: &'a T) -> Message<'a> {
        self.written_to = Some(sender.as_ref());
        self
    }

    /// The sender that the caller wants; it is used or refused, never replaced.
    ///
    /// The exact text of a sender, or a number written as the recipient's may be, or in international form without
    /// its `+`. White space alone, and `AUTO` in capital or small letters, name none.
    #[must_use]
    pub fn sender<T: AsRef<[u8]> + ?Sized>(mut self, sender: &'a T) -> Message<'a> {
        self.sender = Some(sender.as_ref());
        self
    }

    /// An answer is wanted: only senders that the recipient can answer will do.
    #[must_use]
    pub const fn needs_reply(mut self) -> Message<'a> {
        self.needs_reply = true;
        self
    }

    /// What the message is for; a message that does not say is transactional.
    #[must_use]
    pub const fn use_case(mut self, use_case: UseCase) -> Message<'a> {
        self.use_case = use_case;
        self
    }

    /// What digits without a `+` mean in this message, in place of the plan's `default_region` and `bare_digits`.
    ///
    /// Fields that a provider defines as international digits are read by [`BareDigits::International`].
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

    /// What is remembered of the recipient. If it has an inbound message within the plan's `remember`, this becomes
    /// a reply.
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
