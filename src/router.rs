//! The router: a map in use, which may be replaced, and the decisions by it.

mod candidate;
mod decide;
mod eligibility;
mod explain;
mod lookup;
mod read_message;
mod reply;
mod route;
mod shared_map;
mod snapshot;
mod trace;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::context::Context;
use crate::decision::Decision;
use crate::document::MapErrors;
use crate::lint::{self, MapWarnings};
use crate::map;
use crate::message::Message;
use crate::plan::{ListedSender, PlanId};
use crate::{BareDigits, Sender};

pub use explain::Explanation;
pub use read_message::ReadMessage;
pub use shared_map::Reload;
use shared_map::SharedMap;

/// Decides which sender a message leaves from, by a map that may be replaced while it is in use.
///
/// A router is cheap to clone: clones share the map, and a reload of one is a reload of all. Decisions never wait for a
/// reload. A decision about a number in canonical E.164 does not allocate. Decisions depend only on the map, the
/// message and the memory in the message.
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
    shared: Arc<SharedMap>,
}

impl Context {
    /// Reads a map in YAML or JSON with this context; `file` is its name in errors.
    ///
    /// # Errors
    /// All errors of the map, at once.
    pub fn router(&self, file: impl AsRef<Path>, text: &str) -> Result<Router, MapErrors> {
        let file = file.as_ref().to_string_lossy();
        let checked = map::from_yaml(self, &file, text)?;
        Ok(Router {
            shared: Arc::new(SharedMap::new(self.clone(), &file, checked)),
        })
    }

    /// Checks a map in YAML or JSON with this context, and returns the warnings about it; `file` is its name in errors
    /// and warnings.
    ///
    /// # Errors
    /// All errors of the map, at once. A map with errors has no warnings.
    pub fn check(&self, file: impl AsRef<Path>, text: &str) -> Result<MapWarnings, MapErrors> {
        lint::check(self, &file.as_ref().to_string_lossy(), text)
    }
}

impl Router {
    /// Reads a map in YAML or JSON; `file` is only its name in errors.
    ///
    /// The name comes first. With a [`Path`] in its place, swapped arguments do not compile; with two strings, the error
    /// says that they are swapped.
    ///
    /// # Errors
    /// All errors of the map, at once.
    pub fn from_yaml(file: impl AsRef<Path>, text: &str) -> Result<Router, MapErrors> {
        Context::default().router(file, text)
    }

    /// Checks a map that was part of a larger configuration.
    ///
    /// # Errors
    /// All errors of the map, at once, each with its path.
    #[cfg(feature = "serde")]
    pub fn from_map(map: crate::Map) -> Result<Router, MapErrors> {
        let context = Context::default();
        let checked = map::from_tree(&context, map.0)?;
        Ok(Router {
            shared: Arc::new(SharedMap::new(context, "map", checked)),
        })
    }

    /// Replaces the map by one in YAML or JSON, and returns which plans were added and removed. Plans keep their ids,
    /// and an equal map changes nothing.
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
    /// All errors of the map. The old map stays in use.
    pub fn reload(&self, text: &str) -> Result<Reload, MapErrors> {
        let context = self.shared.current().context().clone();
        self.reload_with(context, text)
    }

    /// Replaces the map together with the country rules and the numbering plan, since the region of a sender depends
    /// on all of them.
    ///
    /// # Errors
    /// All errors of the map. The old map stays in use with the old context.
    pub fn reload_with(&self, context: Context, text: &str) -> Result<Reload, MapErrors> {
        let checked = map::from_yaml(&context, self.shared.file(), text)?;
        Ok(self.shared.replace(context, checked))
    }

    /// The service plan with this name, if the map has it.
    pub fn plan(&self, name: &str) -> Option<PlanId> {
        self.shared.current().plan(name)
    }

    /// The plan to use where none is named: the only one, or the one with the id `default`.
    pub fn default_plan(&self) -> Option<PlanId> {
        self.shared.current().default_plan()
    }

    /// The plan of a Conversation API app, by the map's `apps`. In a map without `apps`, the plan of every app is the
    /// [default plan](Router::default_plan).
    pub fn plan_for_app(&self, app: &str) -> Option<PlanId> {
        self.shared.current().app(app)
    }

    /// The plans of the map and their ids, in the order in which they first appeared.
    pub fn plans(&self) -> Vec<(PlanId, Arc<str>)> {
        self.shared.current().plans()
    }

    /// The name of a plan, also of one that the map no longer has; `None` for a plan of another router.
    pub fn plan_name(&self, plan: PlanId) -> Option<Arc<str>> {
        self.shared.current().name(plan)
    }

    /// The plan's `remember`: how long a message with a recipient counts. Older ones may be forgotten. `None` for a
    /// plan that the map does not have.
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
        let map = self.shared.current();
        let remember = map.get(plan)?.settings().remember;
        Some(Duration::from_secs(remember.into()))
    }

    /// The senders of a plan, once for each place where the map lists them: by region in the order of
    /// [`Region::all`](crate::Region::all), `elsewhere` last, and within an entry in the order of preference. Empty for
    /// a plan that the map does not have.
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
        let map = self.shared.current();
        map.get(plan)
            .map_or(Vec::new(), |plan| plan.listed().collect())
    }

    /// The sender of a plan that a text names: its exact text, a number that the plan can read, or a number in
    /// international form without its `+`. `None` if the plan has no such sender.
    pub fn sender<T: AsRef<[u8]> + ?Sized>(&self, plan: PlanId, text: &T) -> Option<Sender> {
        let map = self.shared.current();
        let plan = map.get(plan)?;
        let bare_digits = plan.settings().bare_digits;
        lookup::find_owned(map.numbering(), plan, text.as_ref(), bare_digits)
            .map(|owned| owned.sender)
    }

    /// Decides the sender of a first message to a number. A shorthand of [`decide`](Router::decide).
    #[inline]
    pub fn route<T: AsRef<[u8]> + ?Sized>(&self, plan: PlanId, recipient: &T) -> Decision {
        self.decide(plan, &Message::to(recipient))
    }

    /// Decides the sender of the answer to a customer, who wrote to one of our senders. A shorthand of
    /// [`decide`](Router::decide).
    #[inline]
    pub fn reply<C, W>(&self, plan: PlanId, customer: &C, written_to: &W) -> Decision
    where
        C: AsRef<[u8]> + ?Sized,
        W: AsRef<[u8]> + ?Sized,
    {
        self.decide(plan, &Message::reply_to(customer).written_to(written_to))
    }

    /// Decides a message. Never fails, whatever bytes the message has.
    ///
    /// The reason is [`Reason::UnknownPlan`](crate::Reason::UnknownPlan) if the map no longer has the plan, or if the
    /// plan is of another router.
    #[inline]
    pub fn decide(&self, plan: PlanId, message: &Message<'_>) -> Decision {
        self.shared
            .current()
            .read_and_decide(plan, message, &mut ())
    }

    /// Reads the recipient of a message, so that a store can be asked what it remembers of the recipient before the
    /// message is [decided](ReadMessage::decide). Both steps use the same version of the map, even if a reload comes
    /// between them.
    ///
    /// If the recipient cannot be read, or the map does not have the plan, there is no recipient to ask a store about;
    /// the decision is then a refusal with the reason.
    pub fn read<'m>(&self, plan: PlanId, message: &Message<'m>) -> ReadMessage<'m> {
        ReadMessage::new(self.shared.current_arc(), plan, *message)
    }

    /// Decides a message, and explains the decision.
    pub fn explain(&self, plan: PlanId, message: &Message<'_>) -> Explanation {
        let mut steps = Vec::new();
        let decision = self
            .shared
            .current()
            .read_and_decide(plan, message, &mut steps);
        let lacks_plus = decision.reading().is_none() && BareDigits::are_in(message.to);
        Explanation::new(decision, steps, message, self.plan_name(plan), lacks_plus)
    }

    /// What bare digits mean in a plan unless a message says otherwise; `None` for a plan that the map does not have.
    #[cfg(feature = "arrow")]
    pub(crate) fn bare_digits(&self, plan: PlanId) -> Option<BareDigits> {
        let map = self.shared.current();
        map.get(plan).map(|plan| plan.settings().bare_digits)
    }

    /// Decides messages of one plan that differ only in their number and in the sender that was written to, all by the
    /// same version of the map.
    #[cfg(feature = "arrow")]
    #[inline]
    pub(crate) fn decide_each<'m>(
        &self,
        plan: PlanId,
        terms: Message<'m>,
        count: usize,
        number: impl Fn(usize) -> &'m [u8],
        written_to: impl Fn(usize) -> Option<&'m [u8]>,
        take: impl FnMut(Decision),
    ) {
        let map = self.shared.current();
        map.decide_each(plan, terms, count, number, written_to, take);
    }
}
