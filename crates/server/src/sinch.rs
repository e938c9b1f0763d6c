//! In front of the Sinch Conversation API: its callbacks, and all that goes to it.
//!
//! What is the provider's own stands here; [`originator_providers`] has its shapes.

mod callback;
mod description;
mod forward;
mod secrets;
mod send;

use std::sync::Arc;

use axum::Router;
use axum::routing::{any, post};

use crate::service::Service;

pub(crate) use description::Description;
pub use secrets::{SecretsError, WebhookSecrets};

/// The paths of the Conversation API.
pub(crate) fn routes() -> Router<Arc<Service>> {
    Router::new()
        .route("/webhooks/sinch", post(callback::callback))
        .route("/v1/projects/{*path}", any(forward::forward))
}
