//! The service: in front of the Sinch Conversation API, and decisions over HTTP.
//!
//! An application that sends through it changes one base URL, and its answers leave from the customer's own
//! country: [callbacks](App::routes) tell which customer wrote to which number, and a `messages:send` request gets
//! the sender that the map says, every other byte as it was.
//!
//! ```no_run
//! use originator::Knowledge;
//! use originator_server::{App, BaseUrl, Config, MapFile, run};
//!
//! # async fn start() -> Result<(), Box<dyn std::error::Error>> {
//! let map = MapFile::new("originators.yaml", || {
//!     std::fs::read_to_string("originators.yaml").map_err(|error| error.to_string())
//! });
//! let config = Config {
//!     upstream: Some("https://eu.conversation.api.sinch.com".parse::<BaseUrl>()?),
//!     ..Config::default()
//! };
//! let app = App::new(config, Knowledge::default(), map)?;
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
//! run(app, listener).await?;                        // until SIGTERM, reloading the map when its file changes
//! # Ok(())
//! # }
//! ```
//!
//! The router decides; what happens here is reading requests, remembering, and passing on. A decision never waits:
//! what is remembered is fetched before it is made.

mod answers;
mod app;
mod config;
mod decide;
mod limits;
mod logs;
mod metrics;
mod openapi;
mod operation;
mod problem;
mod reload;
mod run;
mod service;
mod sinch;
mod store;
mod token;
mod upstream;

pub use app::App;
pub use config::{BaseUrl, Config, Limits, NotABaseUrl, NotAWebhookUrl, WebhookUrl};
pub use logs::{Logs, log_to_stderr};
pub use openapi::openapi;
pub use reload::MapFile;
pub use run::{Ended, run, serve};
pub use service::StartError;
pub use sinch::{SecretsError, WebhookSecrets};
pub use store::{FileError, NotAStore, StoreUrl};
pub use upstream::tls_by_ring;
