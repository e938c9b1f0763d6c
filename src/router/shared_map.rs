//! The map that a router and its clones share, and its replacement by another version.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::{ArcSwap, Guard};

use super::snapshot::Snapshot;
use crate::context::Context;
use crate::map::Checked;

/// The map of a router and its clones: the version that serves, and its replacement.
#[derive(Debug)]
pub(super) struct SharedMap {
    file: String,
    current: ArcSwap<Snapshot>,
    /// Held while a map replaces another, so that ids are given out once. Readers never take it.
    replacing: Mutex<()>,
}

/// Numbers the routers of this process, so that none takes the plan id of another for its own.
static ROUTERS: AtomicU32 = AtomicU32::new(0);

impl SharedMap {
    pub(super) fn new(context: Context, file: &str, checked: Checked) -> SharedMap {
        let router = ROUTERS.fetch_add(1, Ordering::Relaxed);
        let first = Snapshot::empty(router).followed_by(context, checked);
        SharedMap {
            file: file.to_owned(),
            current: ArcSwap::from_pointee(first),
            replacing: Mutex::new(()),
        }
    }

    pub(super) fn file(&self) -> &str {
        &self.file
    }

    /// The version that serves now, for as long as one decision takes.
    #[inline]
    pub(super) fn current(&self) -> Guard<Arc<Snapshot>> {
        self.current.load()
    }

    /// The version that serves now, to be kept for as long as it is needed. A guard that is kept makes every reader
    /// that comes after it slower.
    pub(super) fn to_keep(&self) -> Arc<Snapshot> {
        self.current.load_full()
    }

    /// Replaces the map, which was checked by this context, and says what that changed.
    pub(super) fn replace(&self, context: Context, checked: Checked) -> Reload {
        // A poisoned lock is safe: the map is replaced in one step.
        let _replacing = self
            .replacing
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let old = self.current.load_full();
        let new = old.followed_by(context, checked);
        let is_changed = !new.is_equal_to(&old);
        let reload = Reload {
            is_changed,
            added: new.without(&old),
            removed: old.without(&new),
        };
        if is_changed {
            self.current.store(Arc::new(new));
        }
        reload
    }
}

/// What a reload changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reload {
    /// Whether anything changed: the plans, the apps, the country rules or the numbering plan.
    pub is_changed: bool,
    /// The ids of the plans that the map has and did not have before, in the order of the map.
    pub added: Vec<Arc<str>>,
    /// The ids of the plans that the map had and has no longer. Their messages are refused as
    /// [`Reason::UnknownPlan`](crate::Reason::UnknownPlan) from now on.
    pub removed: Vec<Arc<str>>,
}
