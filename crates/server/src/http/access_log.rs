//! The log of requests: one line for each, and its time in the metrics.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use originator::Region;

use super::limits::limit_concurrency;
use crate::decided::Decided;
use crate::logs::Masked;
use crate::service::Service;

/// The fields that a handler adds to the line of its request. They travel to the middleware in the response's
/// extensions.
#[derive(Clone, Debug, Default)]
pub(crate) struct LogFields {
    plan: Option<Arc<str>>,
    outcome: Option<&'static str>,
    reason: Option<&'static str>,
    region: Option<&'static str>,
    number: Option<Masked>,
    conversations: Option<&'static str>,
    callback: Option<&'static str>,
}

impl LogFields {
    pub(crate) fn decided(service: &Service, decided: &Decided) -> LogFields {
        let decision = &decided.decision;
        LogFields {
            plan: service.router.plan_name(decision.plan()),
            outcome: Some(decision.outcome().as_str()),
            reason: Some(decision.reason().as_str()),
            region: decision.region().map(Region::code),
            number: decision.recipient().map(|number| Masked {
                number,
                plain: service.config.log_numbers,
            }),
            conversations: decided.store_state(),
            callback: None,
        }
    }

    /// A send with several recipients: its outcome alone, since the rest differs.
    pub(crate) fn several(outcome: &'static str) -> LogFields {
        LogFields {
            outcome: Some(outcome),
            ..LogFields::default()
        }
    }

    /// A request that was not decided: what became of it, and why.
    pub(crate) fn undecided(outcome: &'static str, reason: &'static str) -> LogFields {
        LogFields {
            outcome: Some(outcome),
            reason: Some(reason),
            ..LogFields::default()
        }
    }

    pub(crate) fn callback(result: &'static str) -> LogFields {
        LogFields {
            callback: Some(result),
            ..LogFields::default()
        }
    }

    /// Adds these fields to the line of the request that this response answers.
    pub(crate) fn attach_to(self, mut response: Response) -> Response {
        response.extensions_mut().insert(self);
        response
    }
}

/// Answers a request within the limits, logs the answer and times it. Neither the path nor the query is logged: either
/// may contain a number or a token.
pub(crate) async fn log(
    State(service): State<Arc<Service>>,
    request: Request,
    next: Next,
) -> Response {
    let endpoint = request.extensions().get::<MatchedPath>().cloned();
    let mut entry = Entry {
        service: &service,
        started: Instant::now(),
        method: request.method().clone(),
        endpoint: endpoint.as_ref().map_or("none", MatchedPath::as_str),
        is_written: false,
    };
    let mut response = limit_concurrency(&service.permits, entry.endpoint, request, next).await;
    entry.is_written = true;
    let fields = response.extensions_mut().remove::<LogFields>();
    entry.write(response.status().as_u16(), &fields.unwrap_or_default());
    response
}

/// The status in the log of a caller who closed the connection before the answer; nginx uses the same.
const CLIENT_CLOSED_REQUEST: u16 = 499;

/// The line of a request in progress. If it is dropped unwritten, the caller closed the connection.
struct Entry<'s> {
    service: &'s Service,
    started: Instant,
    method: Method,
    endpoint: &'s str,
    is_written: bool,
}

impl Entry<'_> {
    fn write(&self, status: u16, fields: &LogFields) {
        let elapsed = self.started.elapsed();
        let (method, endpoint) = (&self.method, self.endpoint);
        self.service.metrics.answered(endpoint, status, elapsed);
        tracing::info!(
            %method,
            endpoint,
            status,
            milliseconds = elapsed.as_secs_f64() * 1e3,
            plan = fields.plan.as_deref(),
            outcome = fields.outcome,
            reason = fields.reason,
            region = fields.region,
            number = fields.number.map(tracing::field::display),
            conversations = fields.conversations,
            callback = fields.callback,
            "answered"
        );
    }
}

impl Drop for Entry<'_> {
    fn drop(&mut self) {
        if !self.is_written {
            self.write(CLIENT_CLOSED_REQUEST, &LogFields::default());
        }
    }
}
