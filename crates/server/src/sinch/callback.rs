//! `/webhooks/sinch`: callbacks of the Conversation API, believed only by their signature.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::extract::{Request, State};
use axum::http::header::CONTENT_LENGTH;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use originator::Sender;
use originator_providers::sinch::callback::{Callback, Event, Inbound};
use originator_providers::sinch::nonces::{Refused, Reservation};
use originator_providers::sinch::signature::{ALGORITHM, NONCE, SIGNATURE, Signature, TIMESTAMP};
use serde::Deserialize;

use crate::answers::Noted;
use crate::limits;
use crate::problem::{Kind, Problem};
use crate::service::Service;
use crate::store::{Missed, Wrote};
use crate::upstream::Outgoing;

/// How far a signature's time may be from ours.
const WINDOW: Duration = Duration::from_secs(5 * 60);

/// Whose callback it claims to be; nothing is proved yet.
#[derive(Default, Deserialize)]
struct Claim {
    #[serde(alias = "appId")]
    app_id: Option<String>,
}

/// Takes a callback: remembers who wrote to which number, and passes it on to the user's webhook if there is one.
#[utoipa::path(
    post,
    path = "/webhooks/sinch",
    tag = "Sinch Conversation API",
    request_body(content = super::description::CallbackDocument, description = "A callback of the Conversation API, signed unless the service was started otherwise. Only inbound SMS are remembered; all others are accepted."),
    responses(
        (status = 200, description = "Taken. With `--forward-to`, status and body are the user's webhook's."),
        (status = 400, description = "Not a callback.", body = crate::openapi::ProblemDocument, content_type = "application/problem+json"),
        (status = 401, description = "Signature missing, wrong or outside of the window of five minutes.", body = crate::openapi::ProblemDocument, content_type = "application/problem+json"),
        (status = 408, description = "The body took too long to arrive.", body = crate::openapi::ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "The callback was taken before.", body = crate::openapi::ProblemDocument, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = crate::openapi::ProblemDocument, content_type = "application/problem+json"),
        (status = 502, description = "The user's webhook could not be reached.", body = crate::openapi::ProblemDocument, content_type = "application/problem+json"),
        (status = 503, description = "Too much at once, the same callback is being worked on, or, without `--forward-to`, it could not be remembered now: deliver it again.", body = crate::openapi::ProblemDocument, content_type = "application/problem+json"),
        (status = 504, description = "The user's webhook did not answer in time.", body = crate::openapi::ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub(super) async fn callback(State(service): State<Arc<Service>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let taken = take(&service, &parts.headers, body).await;
    let (word, response) = match taken {
        Ok(Taken { word, answer }) => (word, answer),
        Err(problem) => (problem.kind().slug(), problem.into_response()),
    };
    service.metrics.called_back(word);
    Noted::callback(word).on(response)
}

/// A callback that was believed, and the answer to it.
struct Taken {
    word: &'static str,
    answer: Response,
}

async fn take(
    service: &Service,
    headers: &HeaderMap,
    body: axum::body::Body,
) -> Result<Taken, Problem> {
    let limits = &service.config.limits;
    let bytes = limits::read(body, limits.body, limits.arrival).await?;
    let claim = claim(service, &bytes)?;
    let app = claim.app_id.as_deref().filter(|app| !app.is_empty());
    let now = SystemTime::now();
    let reservation = believe(service, app, headers, &bytes, now)?;

    let word = match Callback::read(&bytes) {
        Ok(callback) => match callback.event() {
            Event::Inbound(inbound) => {
                let learned = learn(service, callback.app_id(), inbound, now).await;
                match (learned, &service.config.forward_to) {
                    (Ok(word), _) => word,
                    // What the customer wrote matters more than that it is remembered.
                    (Err(_), Some(_)) => "not_remembered",
                    // Nobody else waits for it, and the provider delivers it again.
                    (Err(missed), None) => {
                        let detail = format!("the store of conversations: {}", missed.as_str());
                        return Err(Problem::new(Kind::Unremembered, detail));
                    }
                }
            }
            Event::OtherChannel => "other_channel",
            Event::OtherTrigger => "other_trigger",
        },
        // It is genuine, and whoever it is for may know what it means.
        Err(_) if service.config.forward_to.is_some() => "not_understood",
        Err(error) => return Err(Problem::new(Kind::Malformed, error.to_string())),
    };
    let answer = match &service.config.forward_to {
        None => StatusCode::OK.into_response(),
        Some(webhook) => {
            let mut headers = headers.clone();
            headers.remove(CONTENT_LENGTH);
            let url = webhook.url().clone();
            let body = Outgoing::Whole(bytes);
            service
                .upstream
                .send(Method::POST, url, headers, body)
                .await?
        }
    };
    if answer.status().is_success()
        && let Some(reservation) = reservation
    {
        reservation.remember();
    }
    Ok(Taken { word, answer })
}

/// Whose callback it claims to be. Where apps have secrets of their own, one that does not say so plainly is not taken:
/// another reader of the same bytes might see another app.
fn claim(service: &Service, body: &[u8]) -> Result<Claim, Problem> {
    match serde_json::from_slice(body) {
        Ok(claim) => Ok(claim),
        Err(_) if !service.config.webhook_secrets.has_apps() => Ok(Claim::default()),
        Err(error) => Err(Problem::new(
            Kind::Malformed,
            format!("whose callback it is cannot be read: {error}"),
        )),
    }
}

/// Whether a callback comes from the provider, and for the first time. An unsigned one has no nonce to reserve.
fn believe<'s>(
    service: &'s Service,
    app: Option<&str>,
    headers: &HeaderMap,
    body: &[u8],
    now: SystemTime,
) -> Result<Option<Reservation<'s>>, Problem> {
    let bad = |detail: String| Problem::new(Kind::BadSignature, detail);
    if let Some(name) = twice(headers) {
        return Err(bad(format!("the header `{name}` is there twice")));
    }
    let signature = Signature::from_headers(|name| headers.get(name).map(|value| value.as_bytes()))
        .map_err(|error| bad(error.to_string()))?;
    let secret = service.config.webhook_secrets.of(app);
    let (signature, secret) = match (signature, secret) {
        (Some(signature), Some(secret)) => (signature, secret),
        (None, None) if service.config.allow_unsigned => return Ok(None),
        (None, _) => return Err(bad("the callback is not signed".to_owned())),
        (Some(_), None) => return Err(bad("there is no secret for this app".to_owned())),
    };
    let verified = signature
        .verify(secret, body, now, WINDOW)
        .map_err(|error| bad(error.to_string()))?;
    let reserved = service.nonces.reserve(&verified, now);
    reserved.map(Some).map_err(|refused| {
        let kind = match refused {
            Refused::Replayed => Kind::Replayed,
            Refused::InHand | Refused::Full => Kind::Busy,
        };
        Problem::new(kind, refused.to_string())
    })
}

/// A header of the signature that is repeated: which of them is meant nobody knows.
fn twice(headers: &HeaderMap) -> Option<&'static str> {
    [SIGNATURE, ALGORITHM, NONCE, TIMESTAMP]
        .into_iter()
        .find(|name| headers.get_all(*name).iter().nth(1).is_some())
}

/// Remembers who wrote to which of our numbers, from when the provider took the message: a callback may arrive
/// long after.
async fn learn(
    service: &Service,
    app: Option<&str>,
    inbound: &Inbound<'_>,
    now: SystemTime,
) -> Result<&'static str, Missed> {
    let Some(plan) = service.plan_of_app(app) else {
        return Ok("unknown_app");
    };
    let Some(customer) = service.read(inbound.customer()) else {
        return Ok("unreadable_number");
    };
    let written_to = inbound.written_to().and_then(|text| {
        let ours = service.router.sender(plan, text);
        let number = || service.read(text).map(Sender::from_number);
        ours.or_else(|| text.parse().ok()).or_else(number)
    });
    let at = inbound.accepted().map_or(now, |accepted| accepted.min(now));
    let wrote = Wrote {
        customer,
        written_to,
        contact: inbound.contact_id(),
        at,
    };
    service.store.observe(plan, &wrote).await?;
    Ok("remembered")
}
