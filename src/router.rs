//! The router: a map that is live, and the decisions it makes.

mod decide;
mod explain;
mod live;
mod reply;
mod route;

use std::sync::Arc;

use crate::decision::Decision;
use crate::map::{self, MapErrors};
use crate::message::Message;
use crate::numbering::Numbering;

pub use explain::Explanation;
use live::Live;
pub use live::PlanId;

/// Decides which sender a message leaves from, by a map that may be replaced while it is in use.
///
/// Cheap to clone: clones share the map, and a reload of one is a reload of all. Decisions neither allocate nor
/// wait for a reload, and they depend on nothing but the map, the message and what is remembered in it.
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

impl Router {
    /// Reads a map in YAML or JSON; `file` names it in errors.
    ///
    /// # Errors
    /// Everything that is wrong with the map, at once.
    pub fn from_yaml(file: &str, text: &str) -> Result<Router, MapErrors> {
        let numbering = Numbering::builtin();
        let checked = map::from_yaml(numbering, file, text)?;
        Ok(Router {
            live: Arc::new(Live::new(file, checked)),
        })
    }

    /// Takes a map that came in a larger configuration.
    ///
    /// # Errors
    /// Everything that is wrong with the map, at once, each by its path.
    #[cfg(feature = "serde")]
    pub fn from_map(map: crate::Map) -> Result<Router, MapErrors> {
        let checked = map::from_tree(Numbering::builtin(), map.0)?;
        Ok(Router {
            live: Arc::new(Live::new("map", checked)),
        })
    }

    /// Replaces the map by one in YAML or JSON. Plans keep their ids, and an equal map changes nothing.
    ///
    /// # Errors
    /// Everything that is wrong with the map; the old one still serves.
    pub fn reload(&self, text: &str) -> Result<(), MapErrors> {
        let checked = map::from_yaml(Numbering::builtin(), self.live.file(), text)?;
        self.live.replace(checked);
        Ok(())
    }

    /// The service plan with this id, if the map has it or had it before.
    pub fn plan(&self, name: &str) -> Option<PlanId> {
        self.live.table().plan(name)
    }

    /// The plan to use where none is named: the only one, or the one with the id `default`.
    pub fn default_plan(&self) -> Option<PlanId> {
        self.live.table().default_plan()
    }

    /// The plan of a Conversation API app.
    pub fn app(&self, app: &str) -> Option<PlanId> {
        self.live.table().app(app)
    }

    /// The plans of the map and their ids, in the order in which they first appeared.
    pub fn plans(&self) -> Vec<(PlanId, Arc<str>)> {
        self.live.table().plans()
    }

    /// The id of a plan, as the map has it.
    pub fn plan_name(&self, plan: PlanId) -> Option<Arc<str>> {
        self.live.table().name(plan)
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

    /// Decides a message. Total: whatever the bytes, there is a decision.
    ///
    /// A plan that left the map with a reload names no sender: its decisions are `refuse`, `not_listed`.
    #[inline]
    pub fn decide(&self, plan: PlanId, message: &Message<'_>) -> Decision {
        let table = self.live.table();
        let (reading, verdict) =
            decide::decide(Numbering::builtin(), table.get(plan), message, &mut ());
        Decision {
            plan,
            generation: table.generation(),
            recipient: reading.map(|reading| reading.number),
            location: reading.map(|reading| reading.location),
            verdict,
        }
    }

    /// Decides a message, and says how the decision came about.
    pub fn explain(&self, plan: PlanId, message: &Message<'_>) -> Explanation {
        let table = self.live.table();
        let mut steps = Vec::new();
        let (reading, verdict) =
            decide::decide(Numbering::builtin(), table.get(plan), message, &mut steps);
        let decision = Decision {
            plan,
            generation: table.generation(),
            recipient: reading.map(|reading| reading.number),
            location: reading.map(|reading| reading.location),
            verdict,
        };
        let sender = decision.sender();
        let owned = sender.and_then(|sender| table.get(plan)?.owned(&sender).copied());
        let input = String::from_utf8_lossy(message.to).into_owned();
        Explanation {
            decision,
            steps,
            input,
            home: owned.and_then(|owned| owned.home),
        }
    }
}
