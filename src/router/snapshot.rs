//! A snapshot: one version of the map, with everything that a decision by it reads.

use std::collections::HashMap;
use std::sync::Arc;

use super::decide;
use super::trace::Trace;
use crate::context::Context;
use crate::decision::Decision;
use crate::map::Checked;
use crate::message::Message;
use crate::numbering::Numbering;
use crate::plan::{DEFAULT_PLAN, Plan, PlanId};
use crate::reading::Reading;

/// One version of the map. It never changes: a reload makes another.
#[derive(Debug, Default)]
pub(super) struct Snapshot {
    /// The number of the router, which is part of its plan ids.
    router: u32,
    generation: u32,
    context: Context,
    /// By [`PlanId`]; `None` for a plan that left the map.
    plans: Vec<Option<Plan>>,
    names: Vec<Arc<str>>,
    ids: HashMap<Arc<str>, PlanId>,
    apps: HashMap<String, PlanId>,
}

impl Snapshot {
    /// The version before the first: no plans.
    pub(super) fn empty(router: u32) -> Snapshot {
        Snapshot {
            router,
            ..Snapshot::default()
        }
    }

    /// The next version, of a new map. Every plan that the router has or had keeps its id.
    pub(super) fn followed_by(&self, context: Context, checked: Checked) -> Snapshot {
        let mut new = Snapshot {
            router: self.router,
            generation: self.generation.wrapping_add(1),
            context,
            plans: Vec::new(),
            names: self.names.clone(),
            ids: self.ids.clone(),
            apps: HashMap::new(),
        };
        new.plans.resize_with(self.plans.len(), || None);
        let mut ids = Vec::with_capacity(checked.plans.len());
        for (name, plan) in checked.plans {
            let id = new.id_of(&name);
            if let Some(slot) = new.plans.get_mut(id.place as usize) {
                *slot = Some(plan);
            }
            ids.push(id);
        }
        let apps = checked.apps.into_iter();
        new.apps = apps
            .filter_map(|(app, index)| Some((app, *ids.get(index)?)))
            .collect();
        new
    }

    /// The id of a plan by its name; a new one if the router never had the plan.
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
        self.context.numbering()
    }

    pub(super) fn context(&self) -> &Context {
        &self.context
    }

    fn id_at(&self, place: u32) -> PlanId {
        PlanId {
            router: self.router,
            place,
        }
    }

    /// The plan, if the id is of this router and the map has the plan.
    #[inline]
    pub(super) fn get(&self, plan: PlanId) -> Option<&Plan> {
        if plan.router != self.router {
            return None;
        }
        self.plans.get(plan.place as usize)?.as_ref()
    }

    /// The id of a plan by its name, if the map has the plan.
    pub(super) fn plan(&self, name: &str) -> Option<PlanId> {
        let id = self.ids.get(name).copied();
        id.filter(|&id| self.get(id).is_some())
    }

    /// Whether another version decides every message as this one does.
    pub(super) fn is_equal_to(&self, other: &Snapshot) -> bool {
        self.context.same_as(&other.context) && self.plans == other.plans && self.apps == other.apps
    }

    /// The names of the plans that `other` does not have.
    pub(super) fn without(&self, other: &Snapshot) -> Vec<Arc<str>> {
        let plans = self.plans().into_iter();
        plans
            .filter(|&(id, _)| other.get(id).is_none())
            .map(|(_, name)| name)
            .collect()
    }

    /// The only plan, or the one with the name `default`.
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

    /// The plan of an app; the default plan if the map has no apps.
    pub(super) fn app(&self, app: &str) -> Option<PlanId> {
        if self.apps.is_empty() {
            self.default_plan()
        } else {
            self.apps.get(app).copied()
        }
    }

    /// The name of a plan of this router, also of one that the map no longer has.
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

    /// Reads the recipient of a message; `None` also if this version does not have the plan, because the plan's
    /// settings decide how a number is read.
    pub(super) fn read(&self, plan: PlanId, message: &Message<'_>) -> Option<Reading> {
        decide::read(self.numbering(), self.get(plan)?, message)
    }

    /// Decides a message whose recipient was read by this version.
    pub(super) fn decide<T: Trace>(
        &self,
        plan: PlanId,
        reading: Option<Reading>,
        message: &Message<'_>,
        trace: &mut T,
    ) -> Decision {
        match self.get(plan) {
            Some(compiled) => self.decide_by(plan, compiled, reading, message, trace),
            None => Decision::of_unknown_plan(plan, self.generation),
        }
    }

    /// Reads and decides a message in one step.
    #[inline]
    pub(super) fn read_and_decide<T: Trace>(
        &self,
        plan: PlanId,
        message: &Message<'_>,
        trace: &mut T,
    ) -> Decision {
        let Some(compiled) = self.get(plan) else {
            return Decision::of_unknown_plan(plan, self.generation);
        };
        let reading = decide::read(self.numbering(), compiled, message);
        self.decide_by(plan, compiled, reading, message, trace)
    }

    /// Decides a message by the compiled plan of this id.
    #[inline]
    fn decide_by<T: Trace>(
        &self,
        plan: PlanId,
        compiled: &Plan,
        reading: Option<Reading>,
        message: &Message<'_>,
        trace: &mut T,
    ) -> Decision {
        let (verdict, warnings) =
            decide::decide(self.numbering(), compiled, reading, message, trace);
        Decision::new(plan, self.generation, reading, verdict, warnings)
    }

    /// Decides messages of one plan that differ in their number and in what was written to.
    ///
    /// Several numbers are read before any of them is decided, so that the memory accesses of one number overlap with
    /// those of the next.
    #[cfg(feature = "arrow")]
    #[inline]
    pub(super) fn decide_each<'m>(
        &self,
        plan: PlanId,
        terms: Message<'m>,
        count: usize,
        number: impl Fn(usize) -> &'m [u8],
        written_to: impl Fn(usize) -> Option<&'m [u8]>,
        mut take: impl FnMut(Decision),
    ) {
        const AT_ONCE: usize = 32;
        let Some(compiled) = self.get(plan) else {
            (0..count).for_each(|_| take(Decision::of_unknown_plan(plan, self.generation)));
            return;
        };
        let mut message = terms;
        let mut read = [(&[][..], None); AT_ONCE];
        for start in (0..count).step_by(AT_ONCE) {
            let rows = start..count.min(start + AT_ONCE);
            for (row, (text, reading)) in rows.clone().zip(&mut read) {
                *text = number(row);
                message.to = text;
                *reading = decide::read(self.numbering(), compiled, &message);
            }
            for (row, &(text, reading)) in rows.zip(&read) {
                message.to = text;
                message.written_to = written_to(row);
                take(self.decide_by(plan, compiled, reading, &message, &mut ()));
            }
        }
    }
}
