//! Callbacks: each is verified, remembered, and forwarded to the user's webhook. The flow is the same for all
//! providers.

use std::sync::Arc;
use std::time::SystemTime;

use axum::body::Bytes;
use axum::extract::Request;
use axum::http::header::CONTENT_LENGTH;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use originator::{BareDigits, Sender};

use super::Gateway;
use super::provider::{Event, InboundMessage, InboundRequest, Provider, Unreadable, VerifyError};
use super::upstream::Outgoing;
use crate::http::access_log::LogFields;
use crate::http::limits::read_body;
use crate::http::problem::{Kind, Problem};
use crate::service::Service;
use crate::store::error::StoreError;
use crate::store::{Contact, Received};

/// A callback that was accepted: the word for logs and metrics, and the answer.
struct Accepted {
    result: &'static str,
    answer: Response,
}

/// Answers a callback.
pub(super) async fn answer(
    service: &Arc<Service>,
    gateway: &Gateway,
    request: Request,
) -> Response {
    let (result, response) = match accept(service, gateway, request).await {
        Ok(Accepted { result, answer }) => (result, answer),
        Err(problem) => (problem.kind().slug(), problem.into_response()),
    };
    let provider = gateway.provider.name();
    service.metrics.called_back(provider, result);
    LogFields::callback(result).attach_to(response)
}

async fn accept(
    service: &Service,
    gateway: &Gateway,
    request: Request,
) -> Result<Accepted, Problem> {
    let (parts, body) = request.into_parts();
    let limits = &service.config.limits;
    let body = read_body(body, limits.body, limits.arrival).await?;
    let callback = InboundRequest {
        uri: &parts.uri,
        headers: &parts.headers,
        body: &body,
    };
    let provider = &*gateway.provider;
    let now = SystemTime::now();
    let proof = provider.verify(&callback, now).map_err(refused)?;
    let is_forwarded = gateway.forward_to.is_some();
    let result = match provider.event(&callback) {
        Ok(Event::Inbound(message)) => {
            match record_inbound(service, provider, &message, now).await {
                Ok(result) => result,
                // The customer's message matters more than that it is remembered.
                Err(_) if is_forwarded => "not_remembered",
                // Nothing else waits for the message, and the provider delivers it again.
                Err(error) => {
                    let detail = format!("the store of conversations: {}", error.as_str());
                    return Err(Problem::new(Kind::Unremembered, detail));
                }
            }
        }
        Ok(Event::OtherChannel) => "other_channel",
        Ok(Event::OtherTrigger) => "other_trigger",
        // The callback is genuine, and the webhook behind may know what it means.
        Err(_) if is_forwarded => "not_understood",
        Err(Unreadable(detail)) => return Err(Problem::new(Kind::Malformed, detail)),
    };
    let answer = forward(gateway, parts, body).await?;
    if answer.status().is_success() {
        proof.complete();
    }
    Ok(Accepted { result, answer })
}

fn refused(error: VerifyError) -> Problem {
    match error {
        VerifyError::Unreadable(detail) => Problem::new(Kind::Malformed, detail),
        VerifyError::BadSignature(detail) => Problem::new(Kind::BadSignature, detail),
        VerifyError::Replayed(detail) => Problem::new(Kind::Replayed, detail),
        VerifyError::Busy(detail) => Problem::new(Kind::Busy, detail),
    }
}

/// Remembers who wrote to which of our senders, and from when: the time at which the provider accepted the message, but
/// never a time in the future.
async fn record_inbound(
    service: &Service,
    provider: &dyn Provider,
    message: &InboundMessage,
    now: SystemTime,
) -> Result<&'static str, StoreError> {
    let Some(plan) = provider.plan(&service.router, message.account.as_deref()) else {
        return Ok(provider.unknown_account());
    };
    let bare_digits = provider.bare_digits().unwrap_or(BareDigits::Refuse);
    let read = |text: &str| service.read_number(text, bare_digits);
    let Some(customer) = read(&message.customer) else {
        return Ok("unreadable_number");
    };
    let written_to = message.written_to.as_deref().and_then(|text| {
        let ours = service.router.sender(plan, text);
        let number = || read(text).map(Sender::from_number);
        ours.or_else(|| text.parse().ok()).or_else(number)
    });
    let received = Received {
        customer,
        written_to,
        contact: message.contact.as_deref().map(|id| Contact {
            provider: provider.name(),
            id,
        }),
        at: message.accepted.map_or(now, |accepted| accepted.min(now)),
    };
    service.store.observe(plan, &received).await?;
    Ok("remembered")
}

/// The answer of the user's webhook, which gets the callback byte for byte; without a webhook the provider's own.
async fn forward(gateway: &Gateway, parts: Parts, body: Bytes) -> Result<Response, Problem> {
    let Some(webhook) = &gateway.forward_to else {
        return Ok(gateway.provider.accepted());
    };
    let mut headers = parts.headers;
    headers.remove(CONTENT_LENGTH);
    let url = webhook.url().clone();
    let body = Outgoing::Whole(body);
    gateway
        .upstream
        .send(parts.method, url, headers, body)
        .await
}
