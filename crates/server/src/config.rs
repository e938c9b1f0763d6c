//! What a service is started with.

pub(crate) mod address;
pub(crate) mod provider;
pub(crate) mod webhook_secrets;

use std::collections::BTreeMap;
use std::time::Duration;

use originator_providers::Secret;

use crate::store::url::StoreUrl;
use provider::{ProviderConfig, ProviderName};

/// What a service is started with, apart from its map.
///
/// ```
/// use originator_server::{Config, ProviderName};
///
/// let mut config = Config::default();
/// config.log_numbers = true;
/// config.provider_mut(ProviderName::Sinch).allow_unsigned = true;
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Config {
    /// The bearer token that `/v1/route` and `/v1/reply` require; without one they are open to everybody.
    pub api_token: Option<Secret>,
    /// Where conversations are remembered.
    pub conversations: StoreUrl,
    /// Write whole numbers into the logs, in place of masked ones.
    pub log_numbers: bool,
    /// How much the service takes, and how long it waits.
    pub limits: Limits,
    providers: BTreeMap<ProviderName, ProviderConfig>,
}

impl Config {
    /// What the service is started with for a provider.
    pub fn provider(&self, name: ProviderName) -> Option<&ProviderConfig> {
        self.providers.get(&name)
    }

    /// The same, to be changed.
    pub fn provider_mut(&mut self, name: ProviderName) -> &mut ProviderConfig {
        self.providers.entry(name).or_default()
    }
}

/// How much a service takes, and how long it waits.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Limits {
    /// The largest body that is read whole, in bytes: a callback, a send, a question. Longer ones are answered 413.
    pub body: usize,
    /// The largest head of a request, in bytes; a larger one is answered 431.
    pub head: usize,
    /// How long a request may take to arrive. A body that takes longer is answered 408.
    pub arrival: Duration,
    /// How long to wait for a connection to the upstream.
    pub connect: Duration,
    /// How long the upstream may be idle. If its answer has not begun by then, the caller is answered 504.
    pub upstream: Duration,
    /// How many requests may be in progress at the same time; one more is answered 503.
    pub concurrency: usize,
    /// How long new requests are still accepted after the signal to stop, while `/readyz` already answers 503: as long
    /// as a load balancer takes to notice.
    pub grace: Duration,
    /// How long requests in progress have to finish after the signal to stop.
    pub drain: Duration,
    /// How many conversations are remembered in memory or in a file, and how many contacts.
    pub conversations: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            body: 1024 * 1024,
            head: 32 * 1024,
            arrival: Duration::from_secs(10),
            connect: Duration::from_secs(5),
            upstream: Duration::from_secs(30),
            concurrency: 1024,
            grace: Duration::ZERO,
            drain: Duration::from_secs(10),
            conversations: 1_000_000,
        }
    }
}
