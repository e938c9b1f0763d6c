//! Every answer: a line in the logs and a time in the metrics.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use originator::Region;

use crate::limits::at_once;
use crate::logs::Masked;
use crate::service::{Decided, Service};

/// What a handler wants to be logged beside its answer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Noted {
    plan: Option<Arc<str>>,
    outcome: Option<&'static str>,
    reason: Option<&'static str>,
    region: Option<&'static str>,
    number: Option<Masked>,
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
            number: decision.recipient().map(|number| Masked {
                number,
                plain: service.config.log_numbers,
            }),
            conversations: decided.mark(),
            callback: None,
        }
    }

    /// A request that was not decided: what became of it, and why.
    pub(crate) fn undecided(outcome: &'static str, reason: &'static str) -> Noted {
        Noted {
            outcome: Some(outcome),
            reason: Some(reason),
            ..Noted::default()
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
    let endpoint = request.extensions().get::<MatchedPath>().cloned();
    let mut answering = Answering {
        service: &service,
        started: Instant::now(),
        method: request.method().clone(),
        endpoint: endpoint.as_ref().map_or("none", MatchedPath::as_str),
        answered: false,
    };
    let mut response = at_once(&service, answering.endpoint, request, next).await;
    answering.answered = true;
    let noted = response.extensions_mut().remove::<Noted>();
    answering.end(response.status().as_u16(), &noted.unwrap_or_default());
    response
}

/// What a caller's hanging up is logged as, as nginx does.
const HUNG_UP: u16 = 499;

/// A request that is worked on. One that is dropped before its answer had a caller who hung up.
struct Answering<'s> {
    service: &'s Service,
    started: Instant,
    method: Method,
    endpoint: &'s str,
    answered: bool,
}

impl Answering<'_> {
    fn end(&self, status: u16, noted: &Noted) {
        let elapsed = self.started.elapsed();
        let (method, endpoint) = (&self.method, self.endpoint);
        self.service.metrics.answered(endpoint, status, elapsed);
        tracing::info!(
            %method,
            endpoint,
            status,
            milliseconds = elapsed.as_secs_f64() * 1e3,
            plan = noted.plan.as_deref(),
            outcome = noted.outcome,
            reason = noted.reason,
            region = noted.region,
            number = noted.number.map(tracing::field::display),
            conversations = noted.conversations,
            callback = noted.callback,
            "answered"
        );
    }
}

impl Drop for Answering<'_> {
    fn drop(&mut self) {
        if !self.answered {
            self.end(HUNG_UP, &Noted::default());
        }
    }
}
