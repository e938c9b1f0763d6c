//! Every answer: a line in the logs and a time in the metrics.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use originator::Region;

use crate::app::{Decided, Service};
use crate::limits::at_once;
use crate::send::shown;

/// What a handler wants to be logged beside its answer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Noted {
    plan: Option<Arc<str>>,
    outcome: Option<&'static str>,
    reason: Option<&'static str>,
    region: Option<&'static str>,
    number: Option<String>,
    conversations: Option<&'static str>,
    callback: Option<&'static str>,
}

impl Noted {
    pub(crate) fn decided(service: &Service, decided: &Decided) -> Noted {
        let decision = &decided.decision;
        Noted {
            plan: service.router.plan_name(decision.plan()),
            outcome: Some(decision.outcome().as_str()),
            reason: Some(decision.reason().as_str()),
            region: decision.region().map(Region::code),
            number: shown(service, decision.recipient()),
            conversations: decided.mark(),
            callback: None,
        }
    }

    pub(crate) fn callback(result: &'static str) -> Noted {
        Noted {
            callback: Some(result),
            ..Noted::default()
        }
    }

    pub(crate) fn on(self, mut response: Response) -> Response {
        response.extensions_mut().insert(self);
        response
    }
}

/// Answers within the limits, logs the answer and times it. Neither path nor query is logged, which may hold a number or a token.
pub(crate) async fn log(
    State(service): State<Arc<Service>>,
    request: Request,
    next: Next,
) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let endpoint = request.extensions().get::<MatchedPath>().cloned();
    let endpoint = endpoint.as_ref().map_or("none", MatchedPath::as_str);
    let response = at_once(&service, endpoint, request, next).await;
    let elapsed = started.elapsed();
    let status = response.status().as_u16();
    service.metrics.answered(endpoint, status, elapsed);
    let noted = response.extensions().get::<Noted>();
    let noted = noted.cloned().unwrap_or_default();
    tracing::info!(
        %method,
        endpoint,
        status,
        milliseconds = elapsed.as_secs_f64() * 1e3,
        plan = noted.plan.as_deref(),
        outcome = noted.outcome,
        reason = noted.reason,
        region = noted.region,
        number = noted.number,
        conversations = noted.conversations,
        callback = noted.callback,
        "answered"
    );
    response
}
