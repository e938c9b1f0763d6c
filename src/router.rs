//! The router: a map that is live, and the decisions it makes.

mod candidate;
mod decide;
mod explain;
mod live;
mod reply;
mod route;
mod trace;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::decision::Decision;
use crate::knowledge::Knowledge;
use crate::map::{self, ListedSender, MapErrors, MapWarnings, PlanId};
use crate::message::Message;
use crate::{BareDigits, Sender};

pub use explain::Explanation;
use live::Live;
pub use live::Reload;
use trace::Trace;

/// Decides which sender a message leaves from, by a map that may be replaced while it is in use.
///
/// Cheap to clone: clones share the map, and a reload of one is a reload of all. Decisions never wait for a
/// reload, those about a canonical number do not allocate, and they depend on nothing but the map, the message and what is remembered in it.
///
/// ```
/// use originator::{Outcome, Router};
///
/// let router = Router::from_yaml("originators.yaml", "\
/// originators:
///   US: \"+12025550142\"
///   SE: \"+46701740605\"
/// ")?;
/// let plan = router.plan("default").ok_or("no plan `default`")?;
/// let decision = router.reply(plan, "+12025550123", "+46701740605");
/// assert_eq!(decision.outcome(), Outcome::Use("+12025550142".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Router {
    live: Arc<Live>,
}

impl Knowledge {
    /// Reads a map in YAML or JSON by this knowledge; `file` names it in errors.
    ///
    /// # Errors
    /// Everything that is wrong with the map, at once.
    pub fn router(&self, file: impl AsRef<Path>, text: &str) -> Result<Router, MapErrors> {
        let file = file.as_ref().to_string_lossy();
        let checked = map::from_yaml(self, &file, text)?;
        Ok(Router {
            live: Arc::new(Live::new(self.clone(), &file, checked)),
        })
    }

    /// Checks a map in YAML or JSON by this knowledge, and says what may go wrong with it; `file` names it.
    ///
    /// # Errors
    /// Everything that is wrong with the map, at once; then there are no warnings yet.
    pub fn check(&self, file: impl AsRef<Path>, text: &str) -> Result<MapWarnings, MapErrors> {
        map::check(self, &file.as_ref().to_string_lossy(), text)
    }
}

impl Router {
    /// Reads a map in YAML or JSON; `file` names it in errors, and nothing is read from there.
    ///
    /// The name comes first. With a [`Path`] in its place, swapped arguments do not compile; with two strings, the error
    /// says that they are swapped.
    ///
    /// # Errors
    /// Everything that is wrong with the map, at once.
    pub fn from_yaml(file: impl AsRef<Path>, text: &str) -> Result<Router, MapErrors> {
        Knowledge::default().router(file, text)
    }

    /// Takes a map that came in a larger configuration.
    ///
    /// # Errors
    /// Everything that is wrong with the map, at once, each by its path.
    #[cfg(feature = "serde")]
    pub fn from_map(map: crate::Map) -> Result<Router, MapErrors> {
        let knowledge = Knowledge::default();
        let checked = map::from_tree(&knowledge, map.0)?;
        Ok(Router {
            live: Arc::new(Live::new(knowledge, "map", checked)),
        })
    }

    /// Replaces the map by one in YAML or JSON, and says which plans it added and removed. Plans keep their ids, and
    /// an equal map changes nothing.
    ///
    /// ```
    /// use originator::Router;
    ///
    /// let router = Router::from_yaml("map", "service_plans: { retail: { elsewhere: omit } }")?;
    /// let reload = router.reload("service_plans: { retial: { elsewhere: omit } }")?;
    /// assert_eq!(&*reload.added[0], "retial");
    /// assert_eq!(&*reload.removed[0], "retail");
    /// # Ok::<(), originator::MapErrors>(())
    /// ```
    ///
    /// # Errors
    /// Everything that is wrong with the map; the old one still serves.
    pub fn reload(&self, text: &str) -> Result<Reload, MapErrors> {
        let knowledge = self.live.table().knowledge().clone();
        self.reload_with(knowledge, text)
    }

    /// Replaces the map together with the country rules and the numbering plan, since the region of a sender depends
    /// on all of them.
    ///
    /// # Errors
    /// Everything that is wrong with the map; the old one still serves, by what was known before.
    pub fn reload_with(&self, knowledge: Knowledge, text: &str) -> Result<Reload, MapErrors> {
        let checked = map::from_yaml(&knowledge, self.live.file(), text)?;
        Ok(self.live.replace(knowledge, checked))
    }

    /// The service plan with this name, if the map has it.
    pub fn plan(&self, name: &str) -> Option<PlanId> {
        self.live.table().plan(name)
    }

    /// The plan to use where none is named: the only one, or the one with the id `default`.
    pub fn default_plan(&self) -> Option<PlanId> {
        self.live.table().default_plan()
    }

    /// The plan of a Conversation API app: the one that the map's `apps` name. A map without `apps` serves every
    /// app with its [default plan](Router::default_plan).
    pub fn plan_for_app(&self, app: &str) -> Option<PlanId> {
        self.live.table().app(app)
    }

    /// The plans of the map and their ids, in the order in which they first appeared.
    pub fn plans(&self) -> Vec<(PlanId, Arc<str>)> {
        self.live.table().plans()
    }

    /// The name of a plan, also of one that left the map; `None` for a plan of another router.
    pub fn plan_name(&self, plan: PlanId) -> Option<Arc<str>> {
        self.live.table().name(plan)
    }

    /// How long a message counts in a plan, by its `remember`: what is older may be forgotten. `None` for a plan that
    /// left the map.
    ///
    /// ```
    /// use std::time::Duration;
    /// use originator::Router;
    ///
    /// let router = Router::from_yaml("map", "{ originators: { SE: \"+46701740605\" }, remember: 7d }")?;
    /// let plan = router.default_plan().ok_or("no plan")?;
    /// assert_eq!(router.memory_window(plan), Some(Duration::from_secs(7 * 24 * 60 * 60)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn memory_window(&self, plan: PlanId) -> Option<Duration> {
        let table = self.live.table();
        let remember = table.get(plan)?.settings().remember;
        Some(Duration::from_secs(remember.into()))
    }

    /// The senders of a plan, each in every place where the map lists it: by region in the order of
    /// [`Region::all`](crate::Region::all), `elsewhere` last, and within an entry in the order of preference. None of
    /// a plan that left the map.
    ///
    /// ```
    /// use originator::{Router, SenderState};
    ///
    /// let map = "originators: { US: \"+12025550142\", GB: { sender: RETAIL, state: off } }";
    /// let router = Router::from_yaml("map", map)?;
    /// let plan = router.default_plan().ok_or("no plan")?;
    /// let mut off = router.senders(plan).into_iter().filter(|listed| listed.state == SenderState::Off);
    /// assert_eq!(off.next().map(|listed| listed.region), Some("GB".parse().ok()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn senders(&self, plan: PlanId) -> Vec<ListedSender> {
        let table = self.live.table();
        table
            .get(plan)
            .map_or(Vec::new(), |plan| plan.listed().collect())
    }

    /// The sender of a plan that a text names: by its exact text, as a number that the plan reads, or in
    /// international form without its `+`. `None` if the plan has no such sender.
    pub fn sender<T: AsRef<[u8]> + ?Sized>(&self, plan: PlanId, text: &T) -> Option<Sender> {
        let table = self.live.table();
        let plan = table.get(plan)?;
        let bare_digits = plan.settings().bare_digits;
        decide::owned(table.numbering(), plan, text.as_ref(), bare_digits).map(|owned| owned.sender)
    }

    /// The sender of a first message to a number. Short for [`decide`](Router::decide).
    #[inline]
    pub fn route<T: AsRef<[u8]> + ?Sized>(&self, plan: PlanId, recipient: &T) -> Decision {
        self.decide(plan, &Message::to(recipient))
    }

    /// The sender of the answer to a customer who wrote to one of our senders. Short for
    /// [`decide`](Router::decide).
    #[inline]
    pub fn reply<C, W>(&self, plan: PlanId, customer: &C, written_to: &W) -> Decision
    where
        C: AsRef<[u8]> + ?Sized,
        W: AsRef<[u8]> + ?Sized,
    {
        self.decide(plan, &Message::reply_to(customer).written_to(written_to))
    }

    /// Decides a message. It never fails, whatever the bytes are.
    ///
    /// A plan that left the map with a reload, and one of another router, is [`Reason::UnknownPlan`](crate::Reason).
    #[inline]
    pub fn decide(&self, plan: PlanId, message: &Message<'_>) -> Decision {
        self.traced(plan, message, &mut ())
    }

    /// Decides a message, and says how the decision came about.
    pub fn explain(&self, plan: PlanId, message: &Message<'_>) -> Explanation {
        let mut steps = Vec::new();
        let decision = self.traced(plan, message, &mut steps);
        let lacks_plus = decision.reading().is_none() && BareDigits::are_in(message.to);
        Explanation::new(decision, steps, message, self.plan_name(plan), lacks_plus)
    }

    /// What bare digits mean in a plan where a message does not say so; `None` for a plan that left the map.
    #[cfg(feature = "arrow")]
    pub(crate) fn bare_digits(&self, plan: PlanId) -> Option<BareDigits> {
        let table = self.live.table();
        table.get(plan).map(|plan| plan.settings().bare_digits)
    }

    /// Decides messages of one plan that differ in their number and in what was written to, all by the same map.
    ///
    /// A few at a time are read before any of them is decided, so that the waits for memory of one number overlap
    /// with those of the next.
    #[cfg(feature = "arrow")]
    #[inline]
    pub(crate) fn decide_each<'m>(
        &self,
        plan: PlanId,
        terms: Message<'m>,
        count: usize,
        number: impl Fn(usize) -> &'m [u8],
        written_to: impl Fn(usize) -> Option<&'m [u8]>,
        mut take: impl FnMut(Decision),
    ) {
        const AT_ONCE: usize = 32;
        let table = self.live.table();
        let (numbering, generation) = (table.numbering(), table.generation());
        let Some(own) = table.get(plan) else {
            (0..count).for_each(|_| take(Decision::of_unknown_plan(plan, generation)));
            return;
        };
        let mut message = terms;
        let mut read = [(&[][..], None); AT_ONCE];
        for start in (0..count).step_by(AT_ONCE) {
            let rows = start..count.min(start + AT_ONCE);
            for (row, (text, reading)) in rows.clone().zip(&mut read) {
                *text = number(row);
                message.to = text;
                *reading = decide::read(numbering, own, &message);
            }
            for (row, &(text, reading)) in rows.zip(&read) {
                message.to = text;
                message.written_to = written_to(row);
                let (verdict, warnings) =
                    decide::decide(numbering, own, reading, &message, &mut ());
                take(Decision::new(plan, generation, reading, verdict, warnings));
            }
        }
    }

    #[inline]
    fn traced<T: Trace>(&self, plan: PlanId, message: &Message<'_>, trace: &mut T) -> Decision {
        let table = self.live.table();
        let (numbering, generation) = (table.numbering(), table.generation());
        let Some(own) = table.get(plan) else {
            return Decision::of_unknown_plan(plan, generation);
        };
        let reading = decide::read(numbering, own, message);
        let (verdict, warnings) = decide::decide(numbering, own, reading, message, trace);
        Decision::new(plan, generation, reading, verdict, warnings)
    }
}
