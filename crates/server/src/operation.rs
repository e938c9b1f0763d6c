//! What those ask who operate the service: whether it lives, whether it is ready, what it did, what it takes.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};

use crate::openapi;
use crate::problem::{Kind, Problem};
use crate::service::Service;

/// The paths of operation.
pub(crate) fn routes() -> Router<Arc<Service>> {
    Router::new()
        .route("/healthz", get(healthz))
        .route("/readyz", get(readyz))
        .route("/metrics", get(metrics))
        .route("/openapi.json", get(async || Json(openapi::openapi())))
}

/// Whether the process lives.
#[utoipa::path(get, path = "/healthz", tag = "Operation", responses((status = 200, description = "It does.")))]
pub(crate) async fn healthz() -> &'static str {
    "ok\n"
}

/// Whether requests are welcome: a map serves, and the service is not stopping. A store that is away does not matter.
#[utoipa::path(
    get,
    path = "/readyz",
    tag = "Operation",
    responses(
        (status = 200, description = "They are."),
        (status = 503, description = "The service is stopping.", body = openapi::ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn readyz(State(service): State<Arc<Service>>) -> Response {
    match service.is_stopping() {
        true => Problem::new(Kind::Busy, "the service is stopping").into_response(),
        false => "ready\n".into_response(),
    }
}

/// What was done, in numbers.
#[utoipa::path(
    get,
    path = "/metrics",
    tag = "Operation",
    responses((status = 200, description = "Metrics in the text format of OpenMetrics, which Prometheus reads.", content_type = "application/openmetrics-text", body = String))
)]
pub(crate) async fn metrics(State(service): State<Arc<Service>>) -> Response {
    match service.metrics.text(service.store.counts()) {
        Ok(text) => {
            let form = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            ([(header::CONTENT_TYPE, form)], text).into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
