//! The service: a gateway in front of SMS providers, and decisions over HTTP.
//!
//! An application that sends through the service changes one base URL, and its answers leave from the customer's own
//! country: [callbacks](App::routes) tell which customer wrote to which number, and a send gets the sender that the
//! map chooses. The rest of the request stays as it is, byte for byte.
//!
//! ```no_run
//! use originator::Context;
//! use originator_server::{App, Config, MapFile, ProviderName, run};
//!
//! # async fn start() -> Result<(), Box<dyn std::error::Error>> {
//! let map = MapFile::new("originators.yaml", || {
//!     std::fs::read_to_string("originators.yaml").map_err(|error| error.to_string())
//! });
//! let mut config = Config::default();
//! let sinch = config.provider_mut(ProviderName::Sinch);
//! sinch.upstream = Some("https://eu.conversation.api.sinch.com".parse()?);
//! let app = App::new(config, Context::default(), map)?;
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
//! run(app, listener).await?;                        // until SIGTERM, reloading the map when its file changes
//! # Ok(())
//! # }
//! ```
//!
//! # The parts
//!
//! | module | has |
//! |---|---|
//! | `app` | which path goes where; everything is put together there |
//! | `http` | what has nothing to do with senders: connections, limits, logs of requests, problems |
//! | `gateway` | what becomes of a callback and of a send, once for all providers |
//! | `providers` | what a provider has of its own, one file for each |
//! | `decisions` | `/v1/route` and `/v1/reply` |
//! | `store` | what is remembered: in memory, in a file, on a server |
//!
//! The router of the library decides. A decision never waits: the store is asked before it is made.

mod app;
mod config;
mod decided;
mod decisions;
mod gateway;
mod http;
mod logs;
mod map_file;
mod metrics;
mod providers;
mod reload;
mod service;
mod store;
mod tls;

pub use app::{App, openapi, run, serve};
pub use config::address::{BaseUrl, ParseBaseUrlError, ParseWebhookUrlError, WebhookUrl};
pub use config::provider::{ParseProviderNameError, ProviderConfig, ProviderName};
pub use config::webhook_secrets::{SecretsError, WebhookSecrets};
pub use config::{Config, Limits};
pub use http::run::Ended;
pub use logs::{Logs, log_to_stderr};
pub use map_file::MapFile;
pub use service::StartError;
pub use store::file::FileError;
pub use store::url::{ParseStoreUrlError, StoreUrl};
pub use tls::tls_by_ring;
