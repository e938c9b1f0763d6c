//! What all requests share, and a decision with what is remembered of its recipient.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Instant, SystemTime};

use originator::{BareDigits, Context, MapErrors, Memory, Message, Number, PlanId};
use tokio::sync::Semaphore;

use crate::config::Config;
use crate::decided::Decided;
use crate::map_file::MapFile;
use crate::metrics::Metrics;
use crate::store::Store;
use crate::store::file::FileError;

/// What all requests share.
#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) config: Config,
    pub(crate) router: originator::Router,
    pub(crate) map: MapFile,
    pub(crate) store: Store,
    pub(crate) metrics: Metrics,
    /// One permit for each request that may be in progress.
    pub(crate) permits: Arc<Semaphore>,
    context: Context,
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
    /// The HTTP client for upstreams and webhooks could not be made.
    #[error("cannot make a client for HTTPS: {0}")]
    Client(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The file of conversations could not be opened.
    #[error("{0}")]
    Conversations(#[from] FileError),
}

impl Service {
    /// Reads the map and opens the store.
    pub(crate) fn new(
        config: Config,
        context: Context,
        map: MapFile,
    ) -> Result<Service, StartError> {
        let text = map.read().map_err(StartError::Unreadable)?;
        let router = context.router(map.name(), &text).map_err(StartError::Map)?;
        map.set_serving(&text);
        let metrics = Metrics::default();
        let limits = config.limits;
        let permits = limits.concurrency.min(Semaphore::MAX_PERMITS);
        Ok(Service {
            store: Store::open(
                &config.conversations,
                limits.conversations,
                router.clone(),
                metrics.clone(),
            )?,
            permits: Arc::new(Semaphore::new(permits)),
            stopping: false.into(),
            config,
            router,
            map,
            metrics,
            context,
        })
    }

    /// From now on the service is not ready: a load balancer should send requests elsewhere.
    pub(crate) fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    /// Whether the service was told to stop.
    pub(crate) fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    /// Reads a number from a provider's field.
    pub(crate) fn read_number(&self, text: &str, bare_digits: BareDigits) -> Option<Number> {
        let reading = self.context.numbering().read(text, bare_digits);
        reading.map(|reading| reading.number)
    }

    /// Decides a message with what is remembered of its recipient. The store is asked before; if it is away, the
    /// message is decided without it.
    pub(crate) async fn decide(&self, plan: PlanId, message: Message<'_>) -> Decided {
        let started = Instant::now();
        // Both steps go by one version of the map, also if a reload comes while the store is asked.
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
