//! Metrics: counters and durations of the service.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use originator::{Decision, Region, Warning};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Registry, Unit};

use crate::logs;

/// Counters and times of a service. Cheap to clone: clones share them.
#[derive(Clone, Debug)]
pub(crate) struct Metrics(Arc<Metered>);

#[derive(Debug)]
struct Metered {
    registry: Registry,
    decisions: Family<DecisionLabels, Counter>,
    deciding: Histogram,
    passes: Family<PassLabels, Counter>,
    answers: Family<AnswerLabels, Histogram, fn() -> Histogram>,
    callbacks: Family<CallbackLabels, Counter>,
    reloads: Family<ResultLabel, Counter>,
    plan_changes: Family<ChangeLabel, Counter>,
    warnings: Family<WarningLabel, Counter>,
    upstream_errors: Family<UpstreamLabels, Counter>,
    without_store: Counter,
    store_errors: Family<StoreLabels, Counter>,
    /// Families of one member, or of none: the entries on a server are not counted.
    conversations: Family<NoLabels, Gauge<u64, AtomicU64>>,
    contacts: Family<NoLabels, Gauge<u64, AtomicU64>>,
    lines_lost: Gauge<u64, AtomicU64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct DecisionLabels {
    outcome: &'static str,
    reason: &'static str,
    region: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct AnswerLabels {
    endpoint: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct PassLabels {
    provider: &'static str,
    reason: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct CallbackLabels {
    provider: &'static str,
    result: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ResultLabel {
    result: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ChangeLabel {
    change: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct WarningLabel {
    warning: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct StoreLabels {
    operation: &'static str,
    kind: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct UpstreamLabels {
    provider: &'static str,
    kind: &'static str,
}

type NoLabels = [(&'static str, &'static str); 0];

impl Default for Metrics {
    fn default() -> Metrics {
        let mut registry = Registry::with_prefix("originator");
        let decisions = Family::default();
        registry.register("decisions", "Decisions", decisions.clone());
        // From a microsecond to a quarter of a second.
        let deciding = Histogram::new(exponential_buckets(1e-6, 4.0, 10));
        let help = "Time of a decision, including the store";
        registry.register_with_unit("decision_duration", help, Unit::Seconds, deciding.clone());
        let passes = Family::default();
        let help = "Sends that passed through unchanged, without a decision";
        registry.register("passes", help, passes.clone());
        // From a tenth of a millisecond to 26 seconds.
        let answers: Family<AnswerLabels, Histogram, fn() -> Histogram> =
            Family::new_with_constructor(|| Histogram::new(exponential_buckets(1e-4, 4.0, 10)));
        let help = "Time until an answer began";
        registry.register_with_unit("answer_duration", help, Unit::Seconds, answers.clone());
        let callbacks = Family::default();
        registry.register("callbacks", "Callbacks by result", callbacks.clone());
        let reloads = Family::default();
        registry.register("reloads", "Reloads of the map", reloads.clone());
        let plan_changes = Family::default();
        let help = "Plans that a reload of the map added or removed";
        registry.register("plan_changes", help, plan_changes.clone());
        let warnings = Family::default();
        let help = "Warnings of decisions";
        registry.register("warnings", help, warnings.clone());
        let upstream_errors = Family::default();
        let help =
            "Requests to upstreams and webhooks that failed, and connections that were tried again";
        registry.register("upstream_errors", help, upstream_errors.clone());
        let without_store = Counter::default();
        let help = "Decisions made without the store, because it was away";
        registry.register("decisions_without_store", help, without_store.clone());
        let store_errors = Family::default();
        let help = "Reads and writes of the store of conversations that failed";
        registry.register("store_errors", help, store_errors.clone());
        let conversations = Family::default();
        let help = "Conversations that are remembered";
        registry.register("conversations", help, conversations.clone());
        let contacts = Family::default();
        let help = "Contacts whose number is known";
        registry.register("contacts", help, contacts.clone());
        let lines_lost = Gauge::default();
        let help = "Log lines that were dropped because the reader was too slow";
        registry.register("log_lines_lost", help, lines_lost.clone());
        Metrics(Arc::new(Metered {
            registry,
            decisions,
            deciding,
            passes,
            answers,
            callbacks,
            reloads,
            plan_changes,
            warnings,
            upstream_errors,
            without_store,
            store_errors,
            conversations,
            contacts,
            lines_lost,
        }))
    }
}

impl Metrics {
    pub(crate) fn decided(&self, decision: &Decision, took: Duration) {
        let labels = DecisionLabels {
            outcome: decision.outcome().as_str(),
            reason: decision.reason().as_str(),
            region: decision.region().map_or("", Region::code),
        };
        self.0.decisions.get_or_create(&labels).inc();
        self.0.deciding.observe(took.as_secs_f64());
        for warning in decision.warnings().iter().map(Warning::as_str) {
            let label = WarningLabel { warning };
            self.0.warnings.get_or_create(&label).inc();
        }
    }

    /// A decision was made without the store.
    pub(crate) fn decided_without_store(&self) {
        self.0.without_store.inc();
    }

    /// An operation of the store failed.
    pub(crate) fn store_failed(&self, operation: &'static str, kind: &'static str) {
        let labels = StoreLabels { operation, kind };
        self.0.store_errors.get_or_create(&labels).inc();
    }

    /// A send passed through undecided.
    pub(crate) fn passed(&self, provider: &'static str, reason: &'static str) {
        let labels = PassLabels { provider, reason };
        self.0.passes.get_or_create(&labels).inc();
    }

    /// A request was answered; the endpoint is the route that matched.
    pub(crate) fn answered(&self, endpoint: &str, status: u16, took: Duration) {
        let labels = AnswerLabels {
            endpoint: endpoint.to_owned(),
            status,
        };
        let time = self.0.answers.get_or_create(&labels);
        time.observe(took.as_secs_f64());
    }

    /// A callback arrived, with this result.
    pub(crate) fn called_back(&self, provider: &'static str, result: &'static str) {
        let labels = CallbackLabels { provider, result };
        self.0.callbacks.get_or_create(&labels).inc();
    }

    pub(crate) fn reloaded(&self, result: &'static str) {
        self.0.reloads.get_or_create(&ResultLabel { result }).inc();
    }

    /// A reload added and removed so many plans.
    pub(crate) fn plans_changed(&self, added: usize, removed: usize) {
        for (change, count) in [("added", added), ("removed", removed)] {
            let label = ChangeLabel { change };
            self.0
                .plan_changes
                .get_or_create(&label)
                .inc_by(count as u64);
        }
    }

    /// A request to a server behind failed, or its connection was tried again.
    pub(crate) fn upstream_failed(&self, provider: &'static str, kind: &'static str) {
        let labels = UpstreamLabels { provider, kind };
        self.0.upstream_errors.get_or_create(&labels).inc();
    }

    /// The text that a monitoring system reads. `held` is the number of conversations and contacts, if it is known.
    pub(crate) fn text(&self, held: Option<(usize, usize)>) -> Result<String, fmt::Error> {
        if let Some((conversations, contacts)) = held {
            let set = |gauge: &Family<NoLabels, Gauge<u64, AtomicU64>>, count: usize| {
                gauge.get_or_create(&[]).set(count as u64);
            };
            set(&self.0.conversations, conversations);
            set(&self.0.contacts, contacts);
        }
        self.0.lines_lost.set(logs::lost() as u64);
        let mut text = String::new();
        encode(&mut text, &self.0.registry)?;
        Ok(text)
    }
}
