//! `messages:send`: the sender is decided and set, and the request goes on.

use std::borrow::Cow;
use std::time::SystemTime;

use axum::body::Bytes;
use axum::extract::Request;
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, HeaderName};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use originator::{BareDigits, Message, Outcome, PlanId};
use originator_providers::sinch::send::{Purpose, Recipient, SendRequest, SenderField, Sms};
use reqwest::Url;

use crate::answers::Noted;
use crate::limits;
use crate::problem::{Kind, Problem};
use crate::service::{Decided, Service};
use crate::upstream::Outgoing;

/// Says what was decided.
const DECISION: HeaderName = HeaderName::from_static("x-originator-decision");

/// Why a request goes through as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Untouched {
    /// It does not say whom it is for, or names a contact that no callback told of.
    UnknownRecipient,
    /// The map has no plan for its app.
    UnknownApp,
    /// It goes by other channels alone.
    NotSms,
    /// It must not go by SMS, but may go by another channel.
    OtherChannels,
}

impl Untouched {
    fn as_str(self) -> &'static str {
        match self {
            Untouched::UnknownRecipient => "unknown_recipient",
            Untouched::UnknownApp => "unknown_app",
            Untouched::NotSms => "not_sms",
            Untouched::OtherChannels => "other_channels",
        }
    }
}

/// What becomes of a request.
enum Verdict {
    Pass(Untouched),
    Decided { decided: Decided, body: Bytes },
    Refused { decided: Decided, input: String },
}

/// Decides a send, passes it on and gives the upstream's answer; or says why it must not be sent.
pub(super) async fn send(service: &Service, url: Url, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let limits = &service.config.limits;
    let read = match is_encoded(&parts.headers) {
        // What cannot be read cannot be checked either.
        true => Err(Problem::new(
            Kind::Encoded,
            "send the body without a content-encoding",
        )),
        false => limits::read(body, limits.body, limits.arrival).await,
    };
    let bytes = match read {
        Ok(bytes) => bytes,
        Err(problem) => return unreadable(problem),
    };
    let verdict = match SendRequest::read(&bytes) {
        Ok(request) => verdict(service, &request, &bytes).await,
        Err(error) => {
            return unreadable(Problem::new(Kind::Malformed, error.to_string()));
        }
    };
    match verdict {
        Verdict::Pass(why) => {
            service.metrics.passed(why.as_str());
            let answer = pass_on(service, url, parts, bytes).await;
            undecided(answer, "pass", why.as_str())
        }
        Verdict::Refused { decided, input } => {
            let reason = decided.decision.reason().as_str();
            let plan = service.router.plan_name(decided.decision.plan());
            let record = decided.record(&input, plan.as_deref().unwrap_or_default());
            let detail = format!("the map refuses this message: {reason}");
            let problem = Problem::new(Kind::Refused, detail).with_decision(&record);
            let noted = Noted::decided(service, &decided);
            noted.on(labelled(problem.into_response(), "refuse", reason))
        }
        Verdict::Decided { decided, body } => {
            let decision = decided.decision;
            let answer = pass_on(service, url, parts, body).await;
            if answer.status().is_success()
                && let (Some(recipient), Some(sender)) = (decision.recipient(), decision.sender())
            {
                let now = SystemTime::now();
                service
                    .store
                    .sent(decision.plan(), recipient, sender, now)
                    .await;
            }
            let (outcome, reason) = (decision.outcome().as_str(), decision.reason().as_str());
            Noted::decided(service, &decided).on(labelled(answer, outcome, reason))
        }
    }
}

fn is_encoded(headers: &HeaderMap) -> bool {
    let mut encodings = headers.get_all(CONTENT_ENCODING).iter();
    encodings.any(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity"))
}

async fn verdict(service: &Service, request: &SendRequest<'_>, bytes: &Bytes) -> Verdict {
    let sms = match request.purpose() {
        Purpose::Sms(sms) => sms,
        Purpose::OtherChannels => return Verdict::Pass(Untouched::NotSms),
    };
    let Some(plan) = service.plan_of_app(request.app_id()) else {
        return Verdict::Pass(Untouched::UnknownApp);
    };
    let to = match sms.to() {
        // What is no number is the decision's to refuse.
        Recipient::Number(given) => Cow::Borrowed(given),
        Recipient::Contact(contact) => match service.store.number(plan, contact).await {
            Some(number) => Cow::Owned(number.to_string()),
            None => return Verdict::Pass(Untouched::UnknownRecipient),
        },
        Recipient::Unknown => return Verdict::Pass(Untouched::UnknownRecipient),
    };
    let decided = decide(service, plan, &to, &sms).await;
    match (decided.decision.outcome(), sms.sender()) {
        (Outcome::Refuse, _) if !sms.only() => Verdict::Pass(Untouched::OtherChannels),
        (Outcome::Refuse, _) => Verdict::Refused {
            decided,
            input: to.into_owned(),
        },
        (Outcome::Use(sender), SenderField::Open(slot)) => Verdict::Decided {
            decided,
            body: slot.fill(sender).into(),
        },
        (Outcome::Use(_), SenderField::Given(_)) | (Outcome::Omit, _) => Verdict::Decided {
            decided,
            body: bytes.clone(),
        },
    }
}

async fn decide(service: &Service, plan: PlanId, to: &str, sms: &Sms<'_>) -> Decided {
    // Numbers in the API's fields are international.
    let mut message = Message::to(to).bare_digits(BareDigits::International);
    if let SenderField::Given(sender) = sms.sender() {
        message = message.sender(sender);
    }
    service.decide(plan, message).await
}

async fn pass_on(
    service: &Service,
    url: Url,
    parts: axum::http::request::Parts,
    body: Bytes,
) -> Response {
    let mut headers = parts.headers;
    // It may be longer now; the client counts.
    headers.remove(CONTENT_LENGTH);
    let answer = service
        .upstream
        .send(parts.method, url, headers, Outgoing::Whole(body))
        .await;
    answer.unwrap_or_else(|problem| problem.into_response())
}

/// The answer to what cannot be decided, since it cannot be read.
fn unreadable(problem: Problem) -> Response {
    undecided(problem.into_response(), "refuse", "unreadable_request")
}

/// The answer to what was not decided, with the header and the note that say what became of it.
fn undecided(response: Response, outcome: &'static str, reason: &'static str) -> Response {
    let response = labelled(response, outcome, reason);
    Noted::undecided(outcome, reason).on(response)
}

/// The answer with the header that says what was decided.
fn labelled(mut response: Response, outcome: &str, reason: &str) -> Response {
    let value = [outcome, "; reason=", reason].concat();
    if let Ok(value) = HeaderValue::try_from(value) {
        response.headers_mut().insert(DECISION, value);
    }
    response
}
