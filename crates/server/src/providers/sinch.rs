//! The Sinch Conversation API, joined to the gateway. [`originator_providers::sinch`] has the shapes of its requests.

mod description;

use std::borrow::Cow;
use std::time::{Duration, SystemTime};

use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use originator::{BareDigits, PlanId, Router, Sender};
use originator_providers::sinch::callback::{self, Callback};
use originator_providers::sinch::nonces::{NonceError, Nonces};
use originator_providers::sinch::send::{self, Purpose, SendRequest, SenderField};
use originator_providers::sinch::signature::{ALGORITHM, NONCE, SIGNATURE, Signature, TIMESTAMP};
use serde::Deserialize;

use crate::config::provider::{ProviderConfig, ProviderName};
use crate::config::webhook_secrets::WebhookSecrets;
use crate::gateway::path::has_segment;
use crate::gateway::provider::{
    Action, Channels, Event, InboundMessage, InboundRequest, NamedSender, Outbound,
    OutboundMessage, OutboundRequest, Proof, Provider, Recipient, Refusal, Rewritten, Unreadable,
    VerifyError,
};
use crate::http::problem::{Kind, Problem};

pub(crate) use description::Description;

/// The beginning of the API's paths.
const PROJECTS: &str = "/v1/projects/";

/// The beginning of the last segment of a send's path.
const SEND: &str = "messages:send";

/// How far the time of a signature may be from ours.
const WINDOW: Duration = Duration::from_secs(5 * 60);

/// How many nonces are held: those of two windows at 1,600 callbacks a second.
const MAX_NONCES: usize = 1_000_000;

/// The Conversation API.
#[derive(Debug)]
pub(crate) struct Sinch {
    secrets: WebhookSecrets,
    allow_unsigned: bool,
    nonces: Nonces,
}

impl Sinch {
    pub(crate) fn new(config: &ProviderConfig) -> Sinch {
        Sinch {
            secrets: config.webhook_secrets.clone(),
            allow_unsigned: config.allow_unsigned,
            nonces: Nonces::new(MAX_NONCES),
        }
    }

    /// The app that a callback claims to come from; nothing is proved yet. If apps have secrets of their own, a callback
    /// whose app cannot be read is refused: another reader of the same bytes might see another app.
    fn claimed_app(&self, body: &[u8]) -> Result<Option<String>, VerifyError> {
        #[derive(Deserialize)]
        struct Claim {
            #[serde(alias = "appId")]
            app_id: Option<String>,
        }

        match serde_json::from_slice(body) {
            Ok(Claim { app_id }) => Ok(app_id.filter(|app| !app.is_empty())),
            Err(_) if !self.secrets.has_accounts() => Ok(None),
            Err(error) => Err(VerifyError::Unreadable(format!(
                "the app of the callback cannot be read: {error}"
            ))),
        }
    }
}

impl Provider for Sinch {
    fn name(&self) -> &'static str {
        ProviderName::Sinch.as_str()
    }

    fn paths(&self) -> &'static [&'static str] {
        &["/v1/projects/{*path}"]
    }

    fn action(&self, method: &Method, path: &str) -> Action {
        let is_read = [Method::GET, Method::HEAD, Method::OPTIONS].contains(method);
        if !path.starts_with(PROJECTS) {
            Action::NotFound
        } else if !is_read && has_segment(path, SEND) {
            Action::Decide
        } else {
            Action::Pass
        }
    }

    /// The API's fields have international digits.
    fn bare_digits(&self) -> Option<BareDigits> {
        Some(BareDigits::International)
    }

    /// An account is an app, and the map's `apps` name its plan.
    fn plan(&self, router: &Router, app: Option<&str>) -> Option<PlanId> {
        router.plan_for_app(app.unwrap_or_default())
    }

    fn unknown_account(&self) -> &'static str {
        "unknown_app"
    }

    fn read_send<'r>(
        &self,
        request: &OutboundRequest<'r>,
    ) -> Result<Box<dyn Outbound + 'r>, Unreadable> {
        match SendRequest::read(request.body) {
            Ok(send) => Ok(Box::new(Send(send))),
            Err(error) => Err(Unreadable(error.to_string())),
        }
    }

    fn refusal(&self, _request: &OutboundRequest<'_>, refusal: &Refusal<'_>) -> Response {
        let problem = Problem::new(Kind::Refused, refusal.detail());
        let problem = match refusal {
            Refusal::Recipient { record, .. } => problem.with_decision(record),
            Refusal::SeveralSenders => problem,
        };
        problem.into_response()
    }

    fn verify(
        &self,
        request: &InboundRequest<'_>,
        now: SystemTime,
    ) -> Result<Proof<'_>, VerifyError> {
        let bad = |detail: String| VerifyError::BadSignature(detail);
        let app = self.claimed_app(request.body)?;
        let headers = request.headers;
        if let Some(name) = repeated(headers) {
            return Err(bad(format!("the header `{name}` is there twice")));
        }
        let header = |name| headers.get(name).map(|value| value.as_bytes());
        let signature = Signature::from_headers(header).map_err(|error| bad(error.to_string()))?;
        let (signature, secret) = match (signature, self.secrets.of(app.as_deref())) {
            (Some(signature), Some(secret)) => (signature, secret),
            (None, None) if self.allow_unsigned => return Ok(Proof::replayable()),
            (None, _) => return Err(bad("the callback is not signed".to_owned())),
            (Some(_), None) => return Err(bad("there is no secret for this app".to_owned())),
        };
        let verified = signature
            .verify(secret, request.body, now, WINDOW)
            .map_err(|error| bad(error.to_string()))?;
        match self.nonces.reserve(&verified, now) {
            Ok(reservation) => Ok(Proof::once(|| reservation.remember())),
            Err(error @ NonceError::Replayed) => Err(VerifyError::Replayed(error.to_string())),
            Err(error @ (NonceError::InProgress | NonceError::Full)) => {
                Err(VerifyError::Busy(error.to_string()))
            }
        }
    }

    fn event(&self, request: &InboundRequest<'_>) -> Result<Event, Unreadable> {
        let callback =
            Callback::read(request.body).map_err(|error| Unreadable(error.to_string()))?;
        Ok(match callback.event() {
            callback::Event::Inbound(inbound) => Event::Inbound(InboundMessage {
                account: callback.app_id().map(str::to_owned),
                customer: inbound.customer().to_owned(),
                written_to: inbound.written_to().map(str::to_owned),
                contact: inbound.contact_id().map(str::to_owned),
                accepted: inbound.accepted(),
            }),
            callback::Event::OtherChannel => Event::OtherChannel,
            callback::Event::OtherTrigger => Event::OtherTrigger,
        })
    }

    fn accepted(&self) -> Response {
        StatusCode::OK.into_response()
    }
}

/// A header of the signature that is repeated: nobody knows which of the two is meant.
fn repeated(headers: &HeaderMap) -> Option<&'static str> {
    [SIGNATURE, ALGORITHM, NONCE, TIMESTAMP]
        .into_iter()
        .find(|name| headers.get_all(*name).iter().nth(1).is_some())
}

/// A `messages:send` request.
struct Send<'r>(SendRequest<'r>);

impl Outbound for Send<'_> {
    fn account(&self) -> Option<&str> {
        self.0.app_id()
    }

    fn messages(&self) -> Vec<OutboundMessage<'_>> {
        let sms = match self.0.purpose() {
            Purpose::Sms(sms) => sms,
            Purpose::OtherChannels => return vec![OutboundMessage::NotSms],
        };
        let channels = if sms.only() {
            Channels::SmsOnly
        } else {
            Channels::SmsAndOthers
        };
        let recipients = match sms.to() {
            send::Recipient::Number(text) => vec![Recipient::Number(Cow::Borrowed(text))],
            send::Recipient::Contact(id) => vec![Recipient::Contact(Cow::Borrowed(id))],
            send::Recipient::Unknown => Vec::new(),
        };
        let sender = match sms.sender() {
            SenderField::Given(text) => NamedSender::Given(Cow::Borrowed(text)),
            SenderField::Open(_) => NamedSender::None,
        };
        vec![OutboundMessage::Sms {
            channels,
            recipients,
            sender,
        }]
    }

    fn with_senders(&self, senders: &[Option<Sender>]) -> Rewritten {
        let slot = match self.0.purpose() {
            Purpose::Sms(sms) => match sms.sender() {
                SenderField::Open(slot) => Some(slot),
                SenderField::Given(_) => None,
            },
            Purpose::OtherChannels => None,
        };
        let body = match (slot, senders) {
            (Some(slot), &[Some(sender)]) => slot.fill(sender),
            _ => self.0.body().to_vec(),
        };
        Rewritten::Body(body.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateway::path::UpstreamUrl;

    fn sinch() -> Sinch {
        Sinch::new(&ProviderConfig::default())
    }

    fn seen(base: &str, path: &str) -> Option<String> {
        let url = UpstreamUrl::new(&base.parse().unwrap(), &path.parse().unwrap())?;
        let action = sinch().action(&Method::GET, url.path());
        (action != Action::NotFound).then(|| url.into_url().to_string())
    }

    #[test]
    fn the_upstream_gets_path_and_query_as_they_are() {
        for (base, path, expected, why) in [
            (
                "https://api.example",
                "/v1/projects/p/apps",
                Some("https://api.example/v1/projects/p/apps"),
                "a plain path",
            ),
            (
                "https://api.example/",
                "/v1/projects/p/contacts?page_size=2&q=%2B46%20a",
                Some("https://api.example/v1/projects/p/contacts?page_size=2&q=%2B46%20a"),
                "a query",
            ),
            (
                "http://127.0.0.1:9/under/",
                "/v1/projects/p/apps/a%2Fb",
                Some("http://127.0.0.1:9/under/v1/projects/p/apps/a%2Fb"),
                "under a path, with an escaped slash",
            ),
            (
                "https://api.example",
                "/v1/projects/../../admin",
                None,
                "out of the projects",
            ),
            (
                "https://api.example",
                "/v1/projects/p/%2e%2e/%2E%2E/other",
                None,
                "the same, escaped",
            ),
        ] {
            assert_eq!(seen(base, path).as_deref(), expected, "{why}");
        }
    }

    #[test]
    fn a_send_is_known_however_it_is_written() {
        for (method, path, expected) in [
            ("POST", "/v1/projects/p/messages:send", true),
            ("post", "/v1/projects/p/messages:send", true),
            ("PUT", "/v1/projects/p/messages:send", true),
            ("GET", "/v1/projects/p/messages:send", false),
            ("POST", "/v1/projects/p/messages:send?x=1", true),
            ("POST", "/v1/projects/p/messages%3Asend", true),
            ("POST", "/v1/projects/p/messages%3asen%64", true),
            ("POST", "/v1/projects/p/messages%253Asend", true),
            ("POST", "/v1/projects/p//messages:send/", true),
            ("POST", "/v1/projects/p/x/../messages:send", true),
            ("POST", "/v1/projects/p/messages:send;v=1", true),
            ("POST", "/v1/projects/p/messages:send/;a", true),
            ("POST", "/v1/projects/p/messages:send/%00", true),
            ("POST", "/v1/projects/p%5Cmessages:send%09", true),
            ("POST", "/v1/projects/p/Messages:Send", true),
            ("POST", "/v1/projects/p/messages:transcode", false),
            ("POST", "/v1/projects/p/messages", false),
        ] {
            let url = reqwest::Url::parse(&format!("http://a{path}")).unwrap();
            let method = method.parse().unwrap();
            let is_send = sinch().action(&method, url.path()) == Action::Decide;
            assert_eq!(is_send, expected, "{method} {path}");
        }
    }
}
