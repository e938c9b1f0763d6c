//! The map that serves, and the change from one to the next.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::{ArcSwap, Guard};

use crate::knowledge::Knowledge;
use crate::map::{Checked, DEFAULT_PLAN, Plan, PlanId};
use crate::numbering::Numbering;

/// A map as it serves: never changed, only replaced.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The number of the router, which its plan ids carry.
    router: u32,
    generation: u32,
    knowledge: Knowledge,
    /// By [`PlanId`]; `None` for a plan that left the map.
    plans: Vec<Option<Plan>>,
    names: Vec<Arc<str>>,
    ids: HashMap<Arc<str>, PlanId>,
    apps: HashMap<String, PlanId>,
}

#[derive(Debug)]
pub(super) struct Live {
    file: String,
    table: ArcSwap<Table>,
    /// Held while a map replaces another, so that ids are given out once. Readers never take it.
    replacing: Mutex<()>,
}

/// Numbers the routers of this process, so that none takes the plan id of another for its own.
static ROUTERS: AtomicU32 = AtomicU32::new(0);

impl Live {
    pub(super) fn new(knowledge: Knowledge, file: &str, checked: Checked) -> Live {
        let first = Table {
            router: ROUTERS.fetch_add(1, Ordering::Relaxed),
            ..Table::default()
        };
        let table = first.followed_by(knowledge, checked);
        Live {
            file: file.to_owned(),
            table: ArcSwap::from_pointee(table),
            replacing: Mutex::new(()),
        }
    }

    pub(super) fn file(&self) -> &str {
        &self.file
    }

    #[inline]
    pub(super) fn table(&self) -> Guard<Arc<Table>> {
        self.table.load()
    }

    /// Replaces the map, which was checked by this knowledge, and says what that changed.
    pub(super) fn replace(&self, knowledge: Knowledge, checked: Checked) -> Reload {
        // A poisoned lock is safe: the table is replaced in one step.
        let _replacing = self
            .replacing
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let old = self.table.load_full();
        let same_knowledge = knowledge.says_the_same(&old.knowledge);
        let new = old.followed_by(knowledge, checked);
        let is_changed = !same_knowledge || new.plans != old.plans || new.apps != old.apps;
        let reload = Reload {
            is_changed,
            added: new.without(&old),
            removed: old.without(&new),
        };
        if is_changed {
            self.table.store(Arc::new(new));
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

impl Table {
    /// The table of a new map, in which every plan that was here before keeps its id.
    fn followed_by(&self, knowledge: Knowledge, checked: Checked) -> Table {
        let mut new = Table {
            router: self.router,
            generation: self.generation.wrapping_add(1),
            knowledge,
            plans: Vec::new(),
            names: self.names.clone(),
            ids: self.ids.clone(),
            apps: HashMap::new(),
        };
        new.plans.resize_with(self.plans.len(), || None);
        let mut places = Vec::with_capacity(checked.plans.len());
        for (name, plan) in checked.plans {
            let id = new.id_of(&name);
            if let Some(slot) = new.plans.get_mut(id.place as usize) {
                *slot = Some(plan);
            }
            places.push(id);
        }
        let apps = checked.apps.into_iter();
        new.apps = apps
            .filter_map(|(app, place)| Some((app, *places.get(place)?)))
            .collect();
        new
    }

    fn id_of(&mut self, name: &str) -> PlanId {
        if let Some(&id) = self.ids.get(name) {
            return id;
        }
        let id = self.id_at(self.plans.len() as u32);
        let name = Arc::<str>::from(name);
        self.ids.insert(Arc::clone(&name), id);
        self.names.push(name);
        self.plans.push(None);
        id
    }

    #[inline]
    pub(super) fn numbering(&self) -> &Numbering {
        self.knowledge.numbering()
    }

    pub(super) fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    pub(super) fn generation(&self) -> u32 {
        self.generation
    }

    fn id_at(&self, place: u32) -> PlanId {
        PlanId {
            router: self.router,
            place,
        }
    }

    /// The plan, if it is of this router and in its map.
    #[inline]
    pub(super) fn get(&self, plan: PlanId) -> Option<&Plan> {
        if plan.router != self.router {
            return None;
        }
        self.plans.get(plan.place as usize)?.as_ref()
    }

    pub(super) fn plan(&self, name: &str) -> Option<PlanId> {
        let id = self.ids.get(name).copied();
        id.filter(|&id| self.get(id).is_some())
    }

    /// The names of the plans that `other` does not have.
    fn without(&self, other: &Table) -> Vec<Arc<str>> {
        let own = self.plans().into_iter();
        own.filter(|&(id, _)| other.get(id).is_none())
            .map(|(_, name)| name)
            .collect()
    }

    pub(super) fn default_plan(&self) -> Option<PlanId> {
        let mut plans = self
            .plans
            .iter()
            .zip(0..)
            .filter(|(plan, _)| plan.is_some());
        match (plans.next(), plans.next()) {
            (Some((_, place)), None) => Some(self.id_at(place)),
            _ => self.plan(DEFAULT_PLAN),
        }
    }

    pub(super) fn app(&self, app: &str) -> Option<PlanId> {
        match self.apps.is_empty() {
            true => self.default_plan(),
            false => self.apps.get(app).copied(),
        }
    }

    /// The name of a plan of this router, be it in the map or no longer.
    pub(super) fn name(&self, plan: PlanId) -> Option<Arc<str>> {
        let is_own = plan.router == self.router;
        self.names
            .get(plan.place as usize)
            .filter(|_| is_own)
            .cloned()
    }

    pub(super) fn plans(&self) -> Vec<(PlanId, Arc<str>)> {
        let live = self.plans.iter().zip(&self.names).zip(0..);
        live.filter(|((plan, _), _)| plan.is_some())
            .map(|((_, name), place)| (self.id_at(place), Arc::clone(name)))
            .collect()
    }
}
