//! The application: what is shared by all requests, and which path goes where.

use std::sync::Arc;
use std::time::{Instant, SystemTime};

use axum::http::{Method, StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use originator::{Decision, Knowledge, MapErrors, Memory, Message, Number, PlanId, Record};
use originator_sinch::nonces::Nonces;
use serde::Serialize;
use tokio::sync::Semaphore;

use crate::config::Config;
use crate::metrics::Metrics;
use crate::problem::{Kind, Problem};
use crate::reload::MapFile;
use crate::store::{FileError, Store};
use crate::upstream::Upstream;
use crate::{answers, decide, limits, openapi, sinch};

/// The nonces of genuine callbacks in two windows of five minutes, at 1,600 a second.
const NONCES: usize = 1_000_000;

/// The service, ready to answer. Cheap to clone: clones share everything.
#[derive(Clone, Debug)]
pub struct App {
    pub(crate) service: Arc<Service>,
}

/// What all requests share.
#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) config: Config,
    pub(crate) router: originator::Router,
    pub(crate) map: MapFile,
    pub(crate) store: Store,
    pub(crate) nonces: Nonces,
    pub(crate) upstream: Upstream,
    pub(crate) metrics: Metrics,
    pub(crate) permits: Arc<Semaphore>,
    knowledge: Knowledge,
    stopping: std::sync::atomic::AtomicBool,
}

/// Why a service could not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The map could not be read.
    #[error("{0}")]
    Unreadable(String),
    /// The map is wrong.
    #[error("{0}")]
    Map(MapErrors),
    /// The client for the servers behind could not be made.
    #[error("cannot make a client for HTTPS: {0}")]
    Client(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The file of conversations could not be opened.
    #[error("{0}")]
    Conversations(#[from] FileError),
}

impl App {
    /// Reads the map and makes ready.
    ///
    /// # Errors
    /// A map that cannot be read or is wrong; a file of conversations that cannot be opened. A server of conversations
    /// that is not there is none.
    pub fn new(config: Config, knowledge: Knowledge, map: MapFile) -> Result<App, StartError> {
        let text = map.read().map_err(StartError::Unreadable)?;
        let router = knowledge
            .router(map.name(), &text)
            .map_err(StartError::Map)?;
        map.serves(&text);
        let metrics = Metrics::default();
        let limits = config.limits;
        Ok(App {
            service: Arc::new(Service {
                upstream: Upstream::new(&limits, metrics.clone())
                    .map_err(|error| StartError::Client(error.into()))?,
                store: Store::open(
                    &config.conversations,
                    limits.conversations,
                    router.clone(),
                    metrics.clone(),
                )?,
                nonces: Nonces::new(NONCES),
                permits: limits::permits(limits.concurrency),
                stopping: false.into(),
                config,
                router,
                map,
                metrics,
                knowledge,
            }),
        })
    }

    /// The paths, for a server of one's own.
    pub fn routes(&self) -> Router {
        let service = Arc::clone(&self.service);
        Router::new()
            .merge(decide::routes(&service))
            .merge(sinch::routes())
            .route("/healthz", get(healthz))
            .route("/readyz", get(readyz))
            .route("/metrics", get(metrics))
            .route("/openapi.json", get(async || Json(openapi::openapi())))
            .fallback(async || {
                Problem::new(
                    Kind::NotFound,
                    "no such path: `/openapi.json` has those there are",
                )
            })
            .method_not_allowed_fallback(wrong_method)
            .layer(from_fn_with_state(Arc::clone(&service), answers::log))
            .with_state(service)
    }

    /// No longer ready: what is in front should send its requests elsewhere.
    pub(crate) fn stop(&self) {
        let stopping = &self.service.stopping;
        stopping.store(true, std::sync::atomic::Ordering::Relaxed);
    }
}

/// A decision, and whether the store was away when it was made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Decided {
    pub(crate) decision: Decision,
    pub(crate) without_store: bool,
}

/// The record of a decision, with a mark if the store was away.
#[derive(Serialize)]
pub(crate) struct Marked<'a> {
    #[serde(flatten)]
    record: Record<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    conversations: Option<&'static str>,
}

impl Decided {
    pub(crate) fn record<'a>(&self, input: &'a str, plan: &'a str) -> Marked<'a> {
        Marked {
            record: self.decision.record(input, plan),
            conversations: self.mark(),
        }
    }

    /// The mark in records and logs.
    pub(crate) fn mark(&self) -> Option<&'static str> {
        self.without_store.then_some("away")
    }
}

impl Service {
    /// The plan of an app: the one the map names, or the default of a map that names none.
    pub(crate) fn plan_of_app(&self, app: Option<&str>) -> Option<PlanId> {
        self.router.app(app.unwrap_or_default())
    }

    /// A number of the API's: international, with or without its `+`.
    pub(crate) fn read(&self, text: &str) -> Option<Number> {
        let reading = self.knowledge.numbering().read(text.as_bytes(), None);
        reading.map(|reading| reading.number)
    }

    /// Decides a message with what is remembered of its recipient, which is fetched before; without it if the store
    /// is away.
    pub(crate) async fn decide(&self, plan: PlanId, message: Message<'_>) -> Decided {
        let started = Instant::now();
        // Who the recipient is, is the decision's to read.
        let first = self.router.decide(plan, &message);
        let recalled = match first.recipient() {
            Some(recipient) => self.store.recall(plan, recipient, SystemTime::now()).await,
            None => Ok(Memory::default()),
        };
        let decision = match recalled {
            Ok(memory) if memory != Memory::default() => {
                self.router.decide(plan, &message.remembered(memory))
            }
            Ok(_) | Err(_) => first,
        };
        let without_store = recalled.is_err();
        self.metrics.decided(&decision, started.elapsed());
        if without_store {
            self.metrics.decided_without_store();
        }
        Decided {
            decision,
            without_store,
        }
    }
}

async fn wrong_method(method: Method) -> Problem {
    Problem::new(
        Kind::WrongMethod,
        format!("this path is not for {method}: `/openapi.json` says what it is for"),
    )
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
pub(crate) async fn readyz(
    axum::extract::State(service): axum::extract::State<Arc<Service>>,
) -> Response {
    match service.stopping.load(std::sync::atomic::Ordering::Relaxed) {
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
pub(crate) async fn metrics(
    axum::extract::State(service): axum::extract::State<Arc<Service>>,
) -> Response {
    match service.metrics.text(service.store.counts()) {
        Ok(text) => {
            let form = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            ([(header::CONTENT_TYPE, form)], text).into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
