//! The gateway: what becomes of a callback and of a send, once for all providers.
//!
//! [`provider::Provider`] is the seam. Everything else here knows no provider; everything specific to a provider is in
//! `providers`.

mod disposition;
mod inbound;
mod outbound;
pub(crate) mod path;
pub(crate) mod provider;
#[cfg(test)]
mod second_provider;
mod upstream;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::routing::{any, post};

use crate::config::Limits;
use crate::config::address::{BaseUrl, WebhookUrl};
use crate::config::provider::ProviderConfig;
use crate::metrics::Metrics;
use crate::service::{Service, StartError};
use provider::Provider;
use upstream::Upstream;

/// A provider, and the servers on both sides of the service.
#[derive(Debug)]
pub(crate) struct Gateway {
    provider: Box<dyn Provider>,
    /// The provider's API.
    upstream_url: Option<BaseUrl>,
    /// The user's webhook.
    forward_to: Option<WebhookUrl>,
    /// The client for both.
    upstream: Upstream,
}

impl Gateway {
    /// # Errors
    /// A client for HTTPS that cannot be made.
    pub(crate) fn new(
        provider: Box<dyn Provider>,
        config: &ProviderConfig,
        limits: &Limits,
        metrics: Metrics,
    ) -> Result<Gateway, StartError> {
        let upstream = Upstream::new(provider.name(), limits, metrics)
            .map_err(|error| StartError::Client(error.into()))?;
        Ok(Gateway {
            upstream_url: config.upstream.clone(),
            forward_to: config.forward_to.clone(),
            provider,
            upstream,
        })
    }

    /// The paths of the provider: its webhook, and those of its API.
    pub(crate) fn routes(self: &Arc<Gateway>) -> Router<Arc<Service>> {
        let webhook = format!("/webhooks/{}", self.provider.name());
        let gateway = Arc::clone(self);
        let callback = move |State(service): State<Arc<Service>>, request: Request| {
            let gateway = Arc::clone(&gateway);
            async move { inbound::answer(&service, &gateway, request).await }
        };
        let mut routes = Router::new().route(&webhook, post(callback));
        for path in self.provider.paths() {
            let gateway = Arc::clone(self);
            let api = move |State(service): State<Arc<Service>>, request: Request| {
                let gateway = Arc::clone(&gateway);
                async move { outbound::answer(&service, &gateway, request).await }
            };
            routes = routes.route(path, any(api));
        }
        routes
    }
}
