//! The map that serves, and the change from one to the next.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::{ArcSwap, Guard};

use crate::knowledge::Knowledge;
use crate::map::{Checked, DEFAULT_PLAN, Plan, PlanId};
use crate::numbering::Numbering;

/// A map as it serves: never changed, only replaced.
#[derive(Debug, Default)]
pub(super) struct Table {
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

impl Live {
    pub(super) fn new(knowledge: Knowledge, file: &str, checked: Checked) -> Live {
        let table = Table::default().followed_by(knowledge, checked);
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

    /// Replaces the map, which was checked by this knowledge.
    pub(super) fn replace(&self, knowledge: Knowledge, checked: Checked) {
        // A poisoned lock guards nothing that could be half done: the table is replaced in one step.
        let _replacing = self
            .replacing
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let old = self.table.load_full();
        let same_knowledge = knowledge.says_the_same(&old.knowledge);
        let new = old.followed_by(knowledge, checked);
        if !same_knowledge || new.plans != old.plans || new.apps != old.apps {
            self.table.store(Arc::new(new));
        }
    }
}

impl Table {
    /// The table of a new map, in which every plan that was here before keeps its id.
    fn followed_by(&self, knowledge: Knowledge, checked: Checked) -> Table {
        let mut new = Table {
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
            if let Some(slot) = new.plans.get_mut(id.0 as usize) {
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
        let (id, name) = (PlanId(self.plans.len() as u32), Arc::<str>::from(name));
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

    #[inline]
    pub(super) fn get(&self, plan: PlanId) -> Option<&Plan> {
        self.plans.get(plan.0 as usize)?.as_ref()
    }

    pub(super) fn plan(&self, name: &str) -> Option<PlanId> {
        self.ids.get(name).copied()
    }

    pub(super) fn default_plan(&self) -> Option<PlanId> {
        let mut plans = self
            .plans
            .iter()
            .zip(0..)
            .filter(|(plan, _)| plan.is_some());
        match (plans.next(), plans.next()) {
            (Some((_, id)), None) => Some(PlanId(id)),
            _ => self.plan(DEFAULT_PLAN).filter(|&id| self.get(id).is_some()),
        }
    }

    pub(super) fn app(&self, app: &str) -> Option<PlanId> {
        match self.apps.is_empty() {
            true => self.default_plan(),
            false => self.apps.get(app).copied(),
        }
    }

    pub(super) fn name(&self, plan: PlanId) -> Option<Arc<str>> {
        self.names.get(plan.0 as usize).cloned()
    }

    pub(super) fn plans(&self) -> Vec<(PlanId, Arc<str>)> {
        let live = self.plans.iter().zip(&self.names).zip(0..);
        live.filter(|((plan, _), _)| plan.is_some())
            .map(|((_, name), id)| (PlanId(id), Arc::clone(name)))
            .collect()
    }
}
