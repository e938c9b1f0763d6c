//! The providers in front of which the service runs, each in a file of its own. A provider has its shapes in the crate
//! `originator-providers`, its name in [`ProviderName`], and one line in each of the two functions here.

mod sinch;

use std::sync::Arc;

use utoipa::OpenApi;

use crate::config::Config;
use crate::config::provider::{ProviderConfig, ProviderName};
use crate::gateway::Gateway;
use crate::gateway::provider::Provider;
use crate::metrics::Metrics;
use crate::service::StartError;

/// The gateways of all providers.
///
/// # Errors
/// A client for HTTPS that cannot be made.
pub(crate) fn gateways(
    config: &Config,
    metrics: &Metrics,
) -> Result<Vec<Arc<Gateway>>, StartError> {
    let none = ProviderConfig::default();
    let gateways = ProviderName::ALL.iter().map(|&name| {
        let config_of_provider = config.provider(name).unwrap_or(&none);
        let provider: Box<dyn Provider> = match name {
            ProviderName::Sinch => Box::new(sinch::Sinch::new(config_of_provider)),
        };
        let metrics = metrics.clone();
        Gateway::new(provider, config_of_provider, &config.limits, metrics).map(Arc::new)
    });
    gateways.collect()
}

/// The descriptions of all providers' paths.
pub(crate) fn descriptions() -> impl Iterator<Item = utoipa::openapi::OpenApi> {
    ProviderName::ALL.iter().map(|name| match name {
        ProviderName::Sinch => sinch::Description::openapi(),
    })
}
