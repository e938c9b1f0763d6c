//! Decisions, with their outcome, reason, warnings and record. How one is made is in [`crate::router`].

mod reason;
mod record;
mod warning;

use std::fmt;

use crate::numbering::Location;
use crate::plan::PlanId;
use crate::string_enum::string_enum;
use crate::{Number, ReadAs, Reading, Region, Sender, SenderKind};

pub use reason::Reason;
pub(crate) use reason::{RefuseReason, UseReason};
pub use record::{Record, RecordField, RecordValue};
pub use warning::{Warning, Warnings, WarningsIter};

/// The sender that a message leaves from, and the reason: a small `Copy` value that borrows nothing.
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

/// The outcome with its reason. An outcome cannot have the reason of another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Use {
        sender: Sender,
        kind: SenderKind,
        /// The own region of a number.
        home: Option<Region>,
        reason: UseReason,
    },
    Omit,
    Refuse(RefuseReason),
}

/// The outcome of a decision: what to do with the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Send it from this sender.
    Use(Sender),
    /// Send it without naming a sender: the provider chooses one.
    Omit,
    /// Do not send it.
    Refuse,
}

string_enum! {
    /// What to do with a message, without the sender: the word in records.
    ///
    /// Programs that act on it may match all values: a new one would be a breaking change.
    pub enum OutcomeKind {
        /// Send it from the sender of the decision.
        Use = "use",
        /// Send it without naming a sender.
        Omit = "omit",
        /// Do not send it.
        Refuse = "refuse",
    }
}

impl Outcome {
    /// The outcome without its sender.
    pub const fn kind(self) -> OutcomeKind {
        match self {
            Outcome::Use(_) => OutcomeKind::Use,
            Outcome::Omit => OutcomeKind::Omit,
            Outcome::Refuse => OutcomeKind::Refuse,
        }
    }

    /// The name in records: `use`, `omit` or `refuse`.
    pub const fn as_str(self) -> &'static str {
        self.kind().as_str()
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

    /// The refusal for a plan that the map does not have. The number is not read, because the plan's settings decide
    /// how.
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

    /// The reason for the outcome.
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

    /// The sender's own region, if it is a long code or a toll-free number.
    pub fn sender_region(&self) -> Option<Region> {
        match self.verdict {
            Verdict::Use { home, .. } => home,
            Verdict::Omit | Verdict::Refuse(_) => None,
        }
    }

    /// The warnings about the decision.
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

    /// The recipient's location in the numbering plan, if it could be read.
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

    /// The service plan that decided.
    pub fn plan(&self) -> PlanId {
        self.plan
    }

    /// The generation of the map that decided: 1 for the router's first map, one more after every reload that changed
    /// it.
    pub fn generation(&self) -> u32 {
        self.generation
    }

    /// The record of the decision, the form that every output of originator has. `input` is the recipient as it was
    /// given, `plan` the name of the plan.
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
            outcome: self.outcome().kind(),
            sender: self.sender(),
            sender_kind: self.sender_kind(),
            reason: self.reason(),
            warnings: self.warnings(),
            read_as: self.read_as(),
        }
    }
}
