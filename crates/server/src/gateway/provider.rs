//! The seam between the gateway and a provider: all that the flows need to know of one, and nothing else.
//!
//! The flows in [`inbound`](super::inbound) and [`outbound`](super::outbound) stand once, for every provider. They know
//! neither the form of a body nor where a request has its number, its sender or its signature.

use std::borrow::Cow;
use std::fmt;
use std::time::SystemTime;

use axum::body::Bytes;
use axum::http::{HeaderMap, Method, Uri};
use axum::response::Response;
use originator::{BareDigits, PlanId, Router, Sender};

use crate::decided::DecidedRecord;

/// A provider, as the gateway sees it.
pub(crate) trait Provider: fmt::Debug + Send + Sync {
    /// The name in `/webhooks/NAME`, logs and metrics, and in the keys of contacts. It contains no colon.
    fn name(&self) -> &'static str;

    /// The paths that belong to the provider's API, as [`axum::Router::route`] writes them.
    fn paths(&self) -> &'static [&'static str];

    /// What the gateway does with a request to one of these paths. The path is the one that the upstream will see.
    fn action(&self, method: &Method, path: &str) -> Action;

    /// How digits without a `+` are read in the provider's number fields; `None` leaves that to the plan.
    fn bare_digits(&self) -> Option<BareDigits>;

    /// The plan of an account, by the part of the map that names accounts of this provider.
    fn plan(&self, router: &Router, account: Option<&str>) -> Option<PlanId>;

    /// The reason word for an account without a plan.
    fn unknown_account(&self) -> &'static str {
        "unknown_account"
    }

    /// Reads a send.
    fn read_send<'r>(
        &self,
        request: &OutboundRequest<'r>,
    ) -> Result<Box<dyn Outbound + 'r>, Unreadable>;

    /// The answer to a send that is refused, in the form of error that the provider has for such a request.
    fn refusal(&self, request: &OutboundRequest<'_>, refusal: &Refusal<'_>) -> Response;

    /// Checks that a callback comes from the provider, and that it was not delivered before.
    fn verify(
        &self,
        request: &InboundRequest<'_>,
        now: SystemTime,
    ) -> Result<Proof<'_>, VerifyError>;

    /// Reads a verified callback.
    fn event(&self, request: &InboundRequest<'_>) -> Result<Event, Unreadable>;

    /// The answer to a callback that is not forwarded to a webhook.
    fn accepted(&self) -> Response;
}

/// What the gateway does with a request to a provider's API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// It is a send: a sender is decided for it.
    Decide,
    /// It is passed on unchanged, while it arrives.
    Pass,
    /// The path does not belong to the API.
    NotFound,
}

/// A body or a query that has not the documented form. The message never repeats it.
#[derive(Debug)]
pub(crate) struct Unreadable(pub(crate) String);

/// A request to send, as it was received. Its form may be in the path, in the query, or in the body.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "the Conversation API has it all in the body")
)]
pub(crate) struct OutboundRequest<'r> {
    /// The path at the upstream, without that of the upstream's own address.
    pub(crate) path: &'r str,
    pub(crate) query: Option<&'r str>,
    pub(crate) headers: &'r HeaderMap,
    pub(crate) body: &'r [u8],
}

/// A request to send, read as far as a decision needs it.
pub(crate) trait Outbound: Send + Sync {
    /// The account that sends.
    fn account(&self) -> Option<&str>;

    /// The messages of the request, each with a place for one sender.
    fn messages(&self) -> Vec<OutboundMessage<'_>>;

    /// The request with these senders, one for each of its messages in order; `None` leaves a message as it is. All
    /// else stays the same, byte for byte.
    fn with_senders(&self, senders: &[Option<Sender>]) -> Rewritten;
}

/// A message of a request: one place for a sender, and those that it is for.
#[derive(Debug)]
pub(crate) enum OutboundMessage<'r> {
    /// It goes by other channels alone.
    NotSms,
    /// It is an SMS, or it may become one.
    Sms {
        /// Whether there is another channel.
        channels: Channels,
        /// The recipients; none if the request does not say.
        recipients: Vec<Recipient<'r>>,
        sender: NamedSender<'r>,
    },
}

/// The channels of a message that may go by SMS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Channels {
    /// SMS alone: if it must not go by SMS, it must not be sent.
    SmsOnly,
    /// SMS among others: if it must not go by SMS, it may still go by another.
    SmsAndOthers,
}

/// A recipient, as the request names it.
#[derive(Debug)]
pub(crate) enum Recipient<'r> {
    /// The text of a number field. If it is no number, the decision refuses it.
    Number(Cow<'r, str>),
    /// The id of a contact, whose number a callback may have told.
    Contact(Cow<'r, str>),
}

/// The sender that a request names.
#[derive(Debug)]
pub(crate) enum NamedSender<'r> {
    /// None: the place is free.
    None,
    /// This one. It is checked, and stays.
    Given(Cow<'r, str>),
    /// A pool or service of the provider, which selects the sender. The recipient is checked, and the request stays.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "the Conversation API has no such field")
    )]
    ProviderPool,
}

/// A request with its senders set.
#[derive(Debug)]
pub(crate) enum Rewritten {
    Body(Bytes),
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "the Conversation API sends no query")
    )]
    Query(String),
}

/// Why a send is refused.
pub(crate) enum Refusal<'d> {
    /// The map refuses a recipient: the decision's reason and its record.
    Recipient {
        reason: &'static str,
        record: DecidedRecord<'d>,
    },
    /// The recipients need different senders, but their message has a place for only one.
    SeveralSenders,
}

impl Refusal<'_> {
    /// The reason word.
    pub(crate) fn reason(&self) -> &'static str {
        match self {
            Refusal::Recipient { reason, .. } => reason,
            Refusal::SeveralSenders => "several_senders",
        }
    }

    /// What a caller is told.
    pub(crate) fn detail(&self) -> String {
        match self {
            Refusal::Recipient { reason, .. } => {
                format!("the map refuses this message: {reason}")
            }
            Refusal::SeveralSenders => {
                "the recipients need different senders, and the message has a place for one: \
                 send a request for each sender"
                    .to_owned()
            }
        }
    }
}

/// A callback, as it was received.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(
    not(test),
    expect(
        dead_code,
        reason = "signatures of the Conversation API do not cover the URL"
    )
)]
pub(crate) struct InboundRequest<'r> {
    pub(crate) uri: &'r Uri,
    pub(crate) headers: &'r HeaderMap,
    pub(crate) body: &'r [u8],
}

/// A verified callback. It is [completed](Proof::complete) after it was answered with success; dropped before, it may
/// be delivered again.
pub(crate) struct Proof<'p>(Option<Box<dyn FnOnce() + Send + 'p>>);

impl<'p> Proof<'p> {
    /// A callback for which nothing prevents a replay.
    pub(crate) fn replayable() -> Proof<'p> {
        Proof(None)
    }

    /// A callback that is accepted once. `complete` marks it as delivered, and owns whatever keeps other deliveries
    /// out until then.
    pub(crate) fn once(complete: impl FnOnce() + Send + 'p) -> Proof<'p> {
        Proof(Some(Box::new(complete)))
    }

    /// The callback was answered with success: it is never accepted again.
    pub(crate) fn complete(self) {
        if let Some(complete) = self.0 {
            complete();
        }
    }
}

/// Why a callback is not accepted. Each has a text for the caller.
#[derive(Debug)]
pub(crate) enum VerifyError {
    /// The account whose secret counts cannot be read.
    Unreadable(String),
    /// The signature is missing or wrong.
    BadSignature(String),
    /// The callback was delivered before.
    Replayed(String),
    /// Not now, but another delivery is welcome.
    Busy(String),
}

/// What a callback tells.
#[derive(Debug)]
pub(crate) enum Event {
    /// A customer wrote an SMS.
    Inbound(InboundMessage),
    /// A customer wrote on another channel.
    OtherChannel,
    /// Something else happened, such as a delivery.
    OtherTrigger,
}

/// A customer's SMS, without its text; numbers and ids as they are written.
#[derive(Debug)]
pub(crate) struct InboundMessage {
    /// The account that received it.
    pub(crate) account: Option<String>,
    pub(crate) customer: String,
    /// Our sender that the customer wrote to, if the provider says.
    pub(crate) written_to: Option<String>,
    /// The customer's contact, if the provider has such.
    pub(crate) contact: Option<String>,
    /// When the provider accepted the message, if it says: a callback may arrive long after.
    pub(crate) accepted: Option<SystemTime>,
}
