//! What all requests share, and a decision with what is remembered.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Instant, SystemTime};

use originator::{
    BareDigits, Decision, Knowledge, MapErrors, Memory, Message, Number, PlanId, Record,
};
use originator_providers::sinch::nonces::Nonces;
use serde::Serialize;
use tokio::sync::Semaphore;

use crate::config::Config;
use crate::limits;
use crate::metrics::Metrics;
use crate::reload::MapFile;
use crate::store::{FileError, Store};
use crate::upstream::Upstream;

/// The nonces of genuine callbacks in two windows of five minutes, at 1,600 a second.
const NONCES: usize = 1_000_000;
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
    stopping: AtomicBool,
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
    /// Reads the map and makes ready.
    pub(crate) fn new(
        config: Config,
        knowledge: Knowledge,
        map: MapFile,
    ) -> Result<Service, StartError> {
        let text = map.read().map_err(StartError::Unreadable)?;
        let router = knowledge
            .router(map.name(), &text)
            .map_err(StartError::Map)?;
        map.serves(&text);
        let metrics = Metrics::default();
        let limits = config.limits;
        Ok(Service {
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
        })
    }

    /// No longer ready: what is in front should send its requests elsewhere.
    pub(crate) fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    /// Whether it is no longer ready.
    pub(crate) fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    /// The plan of an app: the one the map names, or the default of a map that names none.
    pub(crate) fn plan_of_app(&self, app: Option<&str>) -> Option<PlanId> {
        self.router.plan_for_app(app.unwrap_or_default())
    }

    /// A number of the API's: international, with or without its `+`.
    pub(crate) fn read(&self, text: &str) -> Option<Number> {
        let numbering = self.knowledge.numbering();
        let reading = numbering.read(text, BareDigits::International);
        reading.map(|reading| reading.number)
    }

    /// Decides a message with what is remembered of its recipient, which is fetched before; without it if the store
    /// is away.
    pub(crate) async fn decide(&self, plan: PlanId, message: Message<'_>) -> Decided {
        let started = Instant::now();
        // Both steps go by one version of the map, whatever happens while the store is asked.
        let read = self.router.read(plan, &message);
        let recalled = match read.recipient() {
            Some(recipient) => self.store.recall(plan, recipient, SystemTime::now()).await,
            None => Ok(Memory::default()),
        };
        let without_store = recalled.is_err();
        let decision = read.decide(recalled.unwrap_or_default());
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
