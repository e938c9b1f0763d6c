//! Limits: the size of a body, the time it may take, and the number of requests in progress.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use tokio::sync::Semaphore;

use super::problem::{Kind, Problem};

/// Reads a whole body, of at most `limit` bytes and within `time`.
pub(crate) async fn read_body(body: Body, limit: usize, time: Duration) -> Result<Bytes, Problem> {
    let collected = tokio::time::timeout(time, Limited::new(body, limit).collect());
    match collected.await {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(Problem::new(
            Kind::TooLarge,
            format!("the body has more than {limit} bytes"),
        )),
        Ok(Err(_)) => Err(Problem::new(
            Kind::Malformed,
            "the body broke off before its end",
        )),
        Err(_) => Err(Problem::new(
            Kind::TooSlow,
            format!("the body took longer than {} s", time.as_secs_f64()),
        )),
    }
}

/// The endpoints of operators. They are answered however many requests are in progress.
const UNLIMITED: [&str; 4] = ["/healthz", "/readyz", "/metrics", "/openapi.json"];

/// Answers a request if a permit is free; else the answer is 503. A request holds its permit until the last byte of
/// its answer.
pub(crate) async fn limit_concurrency(
    permits: &Arc<Semaphore>,
    endpoint: &str,
    request: Request,
    next: Next,
) -> Response {
    if UNLIMITED.contains(&endpoint) {
        return next.run(request).await;
    }
    let Ok(permit) = Arc::clone(permits).try_acquire_owned() else {
        return Problem::new(
            Kind::Busy,
            "as many requests as allowed are in progress: try again in a moment",
        )
        .into_response();
    };
    let response = next.run(request).await;
    response.map(|body| {
        // The body owns the permit, which is so released with its last byte, or when the caller stops reading.
        let held = move |error| {
            let _ = &permit;
            error
        };
        Body::new(body.map_err(held))
    })
}
