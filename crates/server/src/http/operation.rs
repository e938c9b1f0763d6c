//! The endpoints of operators: health, readiness and metrics.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use utoipa::OpenApi;

use super::problem::{Kind, Problem, ProblemDocument};
use crate::service::Service;

/// The endpoints of operators.
pub(crate) fn routes() -> Router<Arc<Service>> {
    Router::new()
        .route("/healthz", get(healthz))
        .route("/readyz", get(readyz))
        .route("/metrics", get(metrics))
}

/// The description of these endpoints.
#[derive(OpenApi)]
#[openapi(paths(healthz, readyz, metrics))]
pub(crate) struct Description;

/// Whether the process is alive.
#[utoipa::path(get, path = "/healthz", tag = "Operation", responses((status = 200, description = "The process is alive.")))]
async fn healthz() -> &'static str {
    "ok\n"
}

/// Whether the service accepts requests: a map is loaded, and the service is not stopping. It is ready also while the
/// store of conversations is away.
#[utoipa::path(
    get,
    path = "/readyz",
    tag = "Operation",
    responses(
        (status = 200, description = "The service accepts requests."),
        (status = 503, description = "The service is stopping.", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
async fn readyz(State(service): State<Arc<Service>>) -> Response {
    if service.is_stopping() {
        Problem::new(Kind::Busy, "the service is stopping").into_response()
    } else {
        "ready\n".into_response()
    }
}

/// The metrics of the service.
#[utoipa::path(
    get,
    path = "/metrics",
    tag = "Operation",
    responses((status = 200, description = "Metrics in the text format of OpenMetrics, which Prometheus reads.", content_type = "application/openmetrics-text", body = String))
)]
async fn metrics(State(service): State<Arc<Service>>) -> Response {
    match service.metrics.text(service.store.counts()) {
        Ok(text) => {
            let form = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            ([(header::CONTENT_TYPE, form)], text).into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
