//! Requests to a provider's API. For a send a sender is decided and set; all other requests pass through as they
//! arrive. The flow is the same for all providers.

use std::sync::Arc;
use std::time::SystemTime;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, HeaderName};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};

use super::Gateway;
use super::disposition::{Disposition, Refused, decide};
use super::path::UpstreamUrl;
use super::provider::{Action, OutboundRequest, Refusal, Rewritten, Unreadable};
use super::upstream::Outgoing;
use crate::decided::Decided;
use crate::http::access_log::LogFields;
use crate::http::limits::read_body;
use crate::http::problem::{Kind, Problem};
use crate::service::Service;

/// The header of an answer that tells the decision.
const DECISION: HeaderName = HeaderName::from_static("x-originator-decision");

/// Answers a request to the provider's API.
pub(super) async fn answer(
    service: &Arc<Service>,
    gateway: &Gateway,
    request: Request,
) -> Response {
    let Some(upstream) = &gateway.upstream_url else {
        let detail = "the service was started without an upstream: start it with `--upstream`";
        return Problem::new(Kind::NotFound, detail).into_response();
    };
    let Some(url) = UpstreamUrl::new(upstream, request.uri()) else {
        return no_such_path(gateway);
    };
    match gateway.provider.action(request.method(), url.path()) {
        Action::Decide => send(service, gateway, url, request).await,
        Action::Pass => pass_through(gateway, url, request).await,
        Action::NotFound => no_such_path(gateway),
    }
}

fn no_such_path(gateway: &Gateway) -> Response {
    let name = gateway.provider.name();
    let paths = gateway.provider.paths().join("`, `");
    let detail = format!("this is no path of the provider `{name}`: its paths are `{paths}`");
    Problem::new(Kind::NotFound, detail).into_response()
}

/// Passes a request on while it arrives, and its answer back.
async fn pass_through(gateway: &Gateway, url: UpstreamUrl, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = if body.is_end_stream() {
        Outgoing::Whole(Bytes::new())
    } else {
        Outgoing::Streaming(Body::new(body))
    };
    let upstream = &gateway.upstream;
    let answer = upstream.send(parts.method, url.into_url(), parts.headers, body);
    answer.await.unwrap_or_else(IntoResponse::into_response)
}

/// Decides a send. It is passed on with its senders and the answer is the upstream's, or the answer says why it must not
/// be sent.
async fn send(
    service: &Service,
    gateway: &Gateway,
    url: UpstreamUrl,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let body = match read_send_body(service, &parts.headers, body).await {
        Ok(body) => body,
        Err(problem) => return unreadable(problem),
    };
    let read = OutboundRequest {
        path: url.path(),
        query: url.query(),
        headers: &parts.headers,
        body: &body,
    };
    let disposition = decide(service, &*gateway.provider, &read).await;
    match disposition {
        Err(Unreadable(detail)) => unreadable(Problem::new(Kind::Malformed, detail)),
        Ok(Disposition::Pass(reason)) => {
            let reason = reason.as_str();
            service.metrics.passed(gateway.provider.name(), reason);
            let answer = pass_on(gateway, url, parts, body).await;
            undecided(answer, "pass", reason)
        }
        Ok(Disposition::Refuse(refused)) => refuse(service, gateway, &read, &refused),
        Ok(Disposition::Send { decided, rewritten }) => {
            let (url, body) = match rewritten {
                None => (url, body),
                Some(Rewritten::Body(body)) => (url, body),
                Some(Rewritten::Query(query)) => (url.with_query(&query), body),
            };
            let answer = pass_on(gateway, url, parts, body).await;
            if answer.status().is_success() {
                remember_sent(service, &decided).await;
            }
            decided_answer(service, answer, &decided)
        }
    }
}

/// Reads the body of a send. A body with a content encoding is refused, since it cannot be checked.
async fn read_send_body(
    service: &Service,
    headers: &HeaderMap,
    body: Body,
) -> Result<Bytes, Problem> {
    let mut encodings = headers.get_all(CONTENT_ENCODING).iter();
    if encodings.any(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity")) {
        let detail = "send the body without a content-encoding";
        return Err(Problem::new(Kind::Encoded, detail));
    }
    let limits = &service.config.limits;
    read_body(body, limits.body, limits.arrival).await
}

/// Passes a request on that was read whole.
async fn pass_on(gateway: &Gateway, url: UpstreamUrl, parts: Parts, body: Bytes) -> Response {
    let mut headers = parts.headers;
    // The length may have changed; the client counts again.
    headers.remove(CONTENT_LENGTH);
    let upstream = &gateway.upstream;
    let answer = upstream.send(parts.method, url.into_url(), headers, Outgoing::Whole(body));
    answer.await.unwrap_or_else(IntoResponse::into_response)
}

async fn remember_sent(service: &Service, decided: &[Decided]) {
    let now = SystemTime::now();
    for Decided { decision, .. } in decided {
        if let (Some(recipient), Some(sender)) = (decision.recipient(), decision.sender()) {
            let plan = decision.plan();
            service.store.sent(plan, recipient, sender, now).await;
        }
    }
}

fn refuse(
    service: &Service,
    gateway: &Gateway,
    request: &OutboundRequest<'_>,
    refused: &Refused,
) -> Response {
    let (answer, reason, fields) = match refused {
        Refused::Recipient { decided, input } => {
            let reason = decided.decision.reason().as_str();
            let plan = service.router.plan_name(decided.decision.plan());
            let record = decided.record(input, plan.as_deref().unwrap_or_default());
            let refusal = Refusal::Recipient { reason, record };
            let answer = gateway.provider.refusal(request, &refusal);
            (answer, reason, LogFields::decided(service, decided))
        }
        Refused::SeveralSenders => {
            let refusal = Refusal::SeveralSenders;
            let answer = gateway.provider.refusal(request, &refusal);
            let reason = refusal.reason();
            (answer, reason, LogFields::undecided("refuse", reason))
        }
    };
    fields.attach_to(labelled(answer, &one("refuse", reason)))
}

/// The answer to a request that cannot be decided because it cannot be read.
fn unreadable(problem: Problem) -> Response {
    undecided(problem.into_response(), "refuse", "unreadable_request")
}

/// The answer to a request that was not decided, with its header and its fields in the log.
fn undecided(answer: Response, outcome: &'static str, reason: &'static str) -> Response {
    let answer = labelled(answer, &one(outcome, reason));
    LogFields::undecided(outcome, reason).attach_to(answer)
}

/// The answer to a request that was decided, with its header and its fields in the log. Where recipients were decided
/// differently, both have the number of each outcome in place of a reason.
fn decided_answer(service: &Service, answer: Response, decided: &[Decided]) -> Response {
    let words = |decided: &Decided| {
        let decision = &decided.decision;
        (decision.outcome().as_str(), decision.reason().as_str())
    };
    match decided {
        [first, rest @ ..] if rest.iter().all(|other| words(other) == words(first)) => {
            let (outcome, reason) = words(first);
            let fields = if rest.is_empty() {
                LogFields::decided(service, first)
            } else {
                LogFields::undecided(outcome, reason)
            };
            fields.attach_to(labelled(answer, &one(outcome, reason)))
        }
        _ => {
            let mut label = "mixed".to_owned();
            for outcome in ["use", "omit"] {
                let count = decided.iter().filter(|it| words(it).0 == outcome).count();
                if count > 0 {
                    label.push_str(&format!("; {outcome}={count}"));
                }
            }
            LogFields::several("mixed").attach_to(labelled(answer, &label))
        }
    }
}

/// The header's value for one outcome.
fn one(outcome: &str, reason: &str) -> String {
    [outcome, "; reason=", reason].concat()
}

/// The answer with the header that tells the decision.
fn labelled(mut answer: Response, label: &str) -> Response {
    if let Ok(value) = HeaderValue::try_from(label) {
        answer.headers_mut().insert(DECISION, value);
    }
    answer
}
