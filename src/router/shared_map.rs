//! The map that a router shares with its clones, and how a reload replaces it.

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
    /// Locked while a map is replaced, so that two reloads do not assign the same plan ids. Readers never lock it.
    replacing: Mutex<()>,
}

/// The number of the next router in this process. Plan ids carry it, so that a router recognises those of another.
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

    /// The version that serves now, for as long as the caller needs it. It takes longer than
    /// [`current`](Self::current), but a guard that is kept would slow down all later readers.
    pub(super) fn current_arc(&self) -> Arc<Snapshot> {
        self.current.load_full()
    }

    /// Replaces the map by one that was checked with this context, and returns the difference.
    pub(super) fn replace(&self, context: Context, checked: Checked) -> Reload {
        // A poisoned lock may be used: the map is replaced in one step, so it is never half done.
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

/// The difference that a reload made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reload {
    /// Whether anything changed: the plans, the apps, the country rules or the numbering plan.
    pub is_changed: bool,
    /// The ids of the plans that are new, in the order of the map.
    pub added: Vec<Arc<str>>,
    /// The ids of the plans that the map no longer has. Their messages are refused as
    /// [`Reason::UnknownPlan`](crate::Reason::UnknownPlan) from now on.
    pub removed: Vec<Arc<str>>,
}
