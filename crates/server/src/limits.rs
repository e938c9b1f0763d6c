//! Limits: how much is taken, how long it may take, and how many requests at once.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use tokio::sync::Semaphore;

use crate::problem::{Kind, Problem};
use crate::service::Service;

/// Reads a body whole.
pub(crate) async fn read(body: Body, most: usize, time: Duration) -> Result<Bytes, Problem> {
    let collected = tokio::time::timeout(time, Limited::new(body, most).collect());
    match collected.await {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(Problem::new(
            Kind::TooLarge,
            format!("the body has more than {most} bytes"),
        )),
        Ok(Err(_)) => Err(Problem::new(
            Kind::Malformed,
            "the body ended before its end",
        )),
        Err(_) => Err(Problem::new(
            Kind::TooSlow,
            format!("the body took longer than {} s", time.as_secs_f64()),
        )),
    }
}

/// What an operator asks, however much else there is to do.
const ALWAYS: [&str; 4] = ["/healthz", "/readyz", "/metrics", "/openapi.json"];

/// Lets so many requests through at once, each until the last byte of its answer.
pub(crate) async fn at_once(
    service: &Service,
    endpoint: &str,
    request: Request,
    next: Next,
) -> Response {
    if ALWAYS.contains(&endpoint) {
        return next.run(request).await;
    }
    let Ok(permit) = Arc::clone(&service.permits).try_acquire_owned() else {
        return Problem::new(Kind::Busy, "as many requests are worked on as there may be")
            .into_response();
    };
    let response = next.run(request).await;
    response.map(|body| {
        // The body has it, so it is given back with the last byte, or when nobody takes them.
        let held = move |error| {
            let _ = &permit;
            error
        };
        Body::new(body.map_err(held))
    })
}

pub(crate) fn permits(concurrency: usize) -> Arc<Semaphore> {
    Arc::new(Semaphore::new(concurrency.min(Semaphore::MAX_PERMITS)))
}
