//! Decisions: what comes out.

mod reason;
mod record;
mod warning;

use std::fmt;

use crate::map::PlanId;
use crate::numbering::Location;
use crate::{Number, ReadAs, Reading, Region, Sender, SenderKind};

pub use reason::Reason;
pub(crate) use reason::{RefuseReason, UseReason};
pub use record::Record;
pub use warning::{Warning, Warnings};

/// Which sender a message leaves from, and why: a small `Copy` value that borrows nothing.
///
/// ```
/// use originator::{Outcome, Router};
///
/// let router = Router::from_yaml("map", "originators: { US: \"+12025550142\" }")?;
/// let plan = router.plan("default").ok_or("no such plan")?;
/// let decision = router.route(plan, "+12025550123");
/// assert_eq!(decision.reason().as_str(), "domestic");
/// assert_eq!(decision.outcome(), Outcome::Use("+12025550142".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    plan: PlanId,
    generation: u32,
    reading: Option<Reading>,
    pub(crate) verdict: Verdict,
    warnings: Warnings,
}

const _: () = assert!(size_of::<Decision>() <= 64);

/// What was decided, in a form that cannot contradict itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Use {
        sender: Sender,
        kind: SenderKind,
        /// The region that a number belongs to.
        home: Option<Region>,
        reason: UseReason,
    },
    Omit,
    Refuse(RefuseReason),
}

/// What to do with the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Send it from this sender.
    Use(Sender),
    /// Send it without naming a sender: the provider chooses.
    Omit,
    /// Do not send it.
    Refuse,
}

impl Outcome {
    /// The name in records: `use`, `omit` or `refuse`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Outcome::Use(_) => "use",
            Outcome::Omit => "omit",
            Outcome::Refuse => "refuse",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Decision {
    #[inline]
    pub(crate) fn new(
        plan: PlanId,
        generation: u32,
        reading: Option<Reading>,
        verdict: Verdict,
        warnings: Warnings,
    ) -> Decision {
        Decision {
            plan,
            generation,
            reading,
            verdict,
            warnings,
        }
    }

    /// The refusal of a plan that the map does not have, whose settings would say how the number is read.
    #[cold]
    pub(crate) fn of_unknown_plan(plan: PlanId, generation: u32) -> Decision {
        let verdict = Verdict::Refuse(RefuseReason::UnknownPlan);
        Decision::new(plan, generation, None, verdict, Warnings::default())
    }

    /// What to do with the message.
    #[inline]
    pub fn outcome(&self) -> Outcome {
        match self.verdict {
            Verdict::Use { sender, .. } => Outcome::Use(sender),
            Verdict::Omit => Outcome::Omit,
            Verdict::Refuse(_) => Outcome::Refuse,
        }
    }

    /// Why.
    pub fn reason(&self) -> Reason {
        match self.verdict {
            Verdict::Use { reason, .. } => reason.into(),
            Verdict::Omit => Reason::MapOmits,
            Verdict::Refuse(reason) => reason.into(),
        }
    }

    /// The sender, if one is to be used.
    #[inline]
    pub fn sender(&self) -> Option<Sender> {
        match self.verdict {
            Verdict::Use { sender, .. } => Some(sender),
            Verdict::Omit | Verdict::Refuse(_) => None,
        }
    }

    /// The kind of the sender, if one is to be used.
    pub fn sender_kind(&self) -> Option<SenderKind> {
        match self.verdict {
            Verdict::Use { kind, .. } => Some(kind),
            Verdict::Omit | Verdict::Refuse(_) => None,
        }
    }

    /// The region that the sender belongs to, if it is a long code or a toll-free number.
    pub fn sender_region(&self) -> Option<Region> {
        match self.verdict {
            Verdict::Use { home, .. } => home,
            Verdict::Omit | Verdict::Refuse(_) => None,
        }
    }

    /// What may surprise about the decision.
    pub fn warnings(&self) -> Warnings {
        self.warnings
    }

    /// The recipient as it was read, if it could be.
    pub fn reading(&self) -> Option<Reading> {
        self.reading
    }

    /// The recipient, if it could be read.
    pub fn recipient(&self) -> Option<Number> {
        self.reading.map(|reading| reading.number)
    }

    /// What the numbering plan says of the recipient, if it could be read.
    pub fn location(&self) -> Option<Location> {
        self.reading.map(|reading| reading.location)
    }

    /// The recipient's region, if it could be read.
    pub fn region(&self) -> Option<Region> {
        self.location().map(|location| location.region)
    }

    /// The form in which the recipient was written, if it could be read.
    pub fn read_as(&self) -> Option<ReadAs> {
        self.reading.map(|reading| reading.read_as)
    }

    /// The service plan that was asked.
    pub fn plan(&self) -> PlanId {
        self.plan
    }

    /// Which map decided: 1 for the one the router began with, one more after every reload that changed it.
    pub fn generation(&self) -> u32 {
        self.generation
    }

    /// The decision as the record that every output of originator has.
    #[inline]
    pub fn record<'a>(&self, input: &'a str, plan: &'a str) -> Record<'a> {
        let location = self.location();
        Record {
            input,
            recipient: self.recipient(),
            region: location.map(|location| location.region),
            line_type: location.map(|location| location.line_type),
            validity: location.map(|location| location.validity),
            plan,
            outcome: self.outcome().as_str(),
            sender: self.sender(),
            sender_kind: self.sender_kind(),
            reason: self.reason(),
            warnings: self.warnings(),
            read_as: self.read_as(),
        }
    }
}
