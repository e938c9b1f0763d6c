//! Decisions: what comes out.

use std::fmt;

use crate::map::PlanId;
use crate::numbering::{LineType, Location, Validity};
use crate::{Number, Reading, Region, Sender, SenderKind};

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
    recipient: Option<Number>,
    location: Option<Location>,
    pub(crate) verdict: Verdict,
}

/// What was decided, in a form that cannot contradict itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Use {
        sender: Sender,
        kind: SenderKind,
        /// The region that a number belongs to.
        home: Option<Region>,
        reason: UseReason,
        warnings: Warnings,
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

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// Why it was decided so: a closed list.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Reason {
            $($(#[$doc])* $name,)*
        }

        impl Reason {
            /// All reasons.
            pub const ALL: &'static [Reason] = &[$(Reason::$name),*];

            /// The name in records, in snake case.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Reason::$name => $text,)*
                }
            }
        }
    };
}

reasons! {
    /// Use: the caller named the sender.
    Explicit = "explicit",
    /// Use: the reply leaves from the number the customer wrote to.
    SameNumber = "same_number",
    /// Use: the sender belongs to the recipient's country.
    Domestic = "domestic",
    /// Use: the country's entry names this sender, which belongs to another country or to none.
    CountryDefault = "country_default",
    /// Use: the sender of a region that stands in for the recipient's.
    Borrowed = "borrowed",
    /// Use: the sender for regions that the plan does not name.
    Elsewhere = "elsewhere",
    /// Use: the sender this recipient had before.
    Sticky = "sticky",
    /// Omit: the map leaves the choice to the provider.
    MapOmits = "map_omits",
    /// Refuse: what was given is no number, or none that can exist, or not valid where the plan requires it.
    InvalidNumber = "invalid_number",
    /// Refuse: the number belongs to no country, and the plan names no sender for such numbers.
    NoCountry = "no_country",
    /// Refuse: the plan does not send to this type of line.
    LineTypeRefused = "line_type_refused",
    /// Refuse: the plan does not send to this country.
    CountryRefused = "country_refused",
    /// Refuse: the plan says nothing of this country.
    NotListed = "not_listed",
    /// Refuse: the sender the caller named is none of the plan's.
    NotOurSender = "not_our_sender",
    /// Refuse: an answer is wanted, and no sender that the recipient could answer is there.
    NoTwoWaySender = "no_two_way_sender",
    /// Refuse: there are senders, but none that may carry this message.
    NoUsableSender = "no_usable_sender",
    /// Refuse: no sender that a reply could leave from.
    NoDomesticSender = "no_domestic_sender",
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The reasons to use a sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UseReason {
    Explicit,
    SameNumber,
    Domestic,
    CountryDefault,
    Borrowed,
    Elsewhere,
    Sticky,
}

/// The reasons to refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RefuseReason {
    InvalidNumber,
    NoCountry,
    LineTypeRefused,
    CountryRefused,
    NotListed,
    NotOurSender,
    NoTwoWaySender,
    NoUsableSender,
    NoDomesticSender,
}

impl Decision {
    #[inline]
    pub(crate) fn new(
        plan: PlanId,
        generation: u32,
        reading: Option<Reading>,
        verdict: Verdict,
    ) -> Decision {
        Decision {
            plan,
            generation,
            recipient: reading.map(|reading| reading.number),
            location: reading.map(|reading| reading.location),
            verdict,
        }
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
            Verdict::Use { reason, .. } => match reason {
                UseReason::Explicit => Reason::Explicit,
                UseReason::SameNumber => Reason::SameNumber,
                UseReason::Domestic => Reason::Domestic,
                UseReason::CountryDefault => Reason::CountryDefault,
                UseReason::Borrowed => Reason::Borrowed,
                UseReason::Elsewhere => Reason::Elsewhere,
                UseReason::Sticky => Reason::Sticky,
            },
            Verdict::Omit => Reason::MapOmits,
            Verdict::Refuse(reason) => match reason {
                RefuseReason::InvalidNumber => Reason::InvalidNumber,
                RefuseReason::NoCountry => Reason::NoCountry,
                RefuseReason::LineTypeRefused => Reason::LineTypeRefused,
                RefuseReason::CountryRefused => Reason::CountryRefused,
                RefuseReason::NotListed => Reason::NotListed,
                RefuseReason::NotOurSender => Reason::NotOurSender,
                RefuseReason::NoTwoWaySender => Reason::NoTwoWaySender,
                RefuseReason::NoUsableSender => Reason::NoUsableSender,
                RefuseReason::NoDomesticSender => Reason::NoDomesticSender,
            },
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

    /// What may become of the message on the way; only where a sender is to be used.
    pub fn warnings(&self) -> Warnings {
        match self.verdict {
            Verdict::Use { warnings, .. } => warnings,
            Verdict::Omit | Verdict::Refuse(_) => Warnings::default(),
        }
    }

    /// The recipient, if it could be read.
    pub fn recipient(&self) -> Option<Number> {
        self.recipient
    }

    /// What the numbering plan says of the recipient, if it could be read.
    pub fn location(&self) -> Option<Location> {
        self.location
    }

    /// The recipient's region, if it could be read.
    pub fn region(&self) -> Option<Region> {
        self.location.map(|location| location.region)
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
    pub fn record<'a>(&self, input: &'a str, plan: &'a str) -> Record<'a> {
        let location = self.location;
        Record {
            input,
            recipient: self.recipient,
            region: location.map(|location| location.region),
            line_type: location.map(|location| location.line_type),
            validity: location.map(|location| location.validity),
            plan,
            outcome: self.outcome().as_str(),
            sender: self.sender(),
            sender_kind: self.sender_kind(),
            reason: self.reason(),
            warnings: self.warnings(),
        }
    }
}

/// A decision with what was asked, field by field as every output of originator has it.
///
/// With the feature `serde` it serialises to that record; what does not apply or was not read is `null`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Record<'a> {
    /// The recipient as it was given.
    pub input: &'a str,
    /// The recipient in E.164.
    pub recipient: Option<Number>,
    /// The recipient's region.
    pub region: Option<Region>,
    /// The recipient's line type.
    pub line_type: Option<LineType>,
    /// How far the numbering plan knows the recipient.
    pub validity: Option<Validity>,
    /// The id of the service plan.
    pub plan: &'a str,
    /// `use`, `omit` or `refuse`.
    pub outcome: &'static str,
    /// The sender to use.
    pub sender: Option<Sender>,
    /// Its kind.
    pub sender_kind: Option<SenderKind>,
    /// Why.
    pub reason: Reason,
    /// What may become of the message on the way.
    pub warnings: Warnings,
}

#[cfg(feature = "serde")]
impl serde::Serialize for Record<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;

        let mut record = serializer.serialize_struct("Record", 11)?;
        record.serialize_field("input", self.input)?;
        record.serialize_field("recipient", &self.recipient.map(Text))?;
        record.serialize_field("region", &self.region.map(Region::code))?;
        record.serialize_field("line_type", &self.line_type.map(LineType::as_str))?;
        record.serialize_field("validity", &self.validity.map(Validity::as_str))?;
        record.serialize_field("plan", self.plan)?;
        record.serialize_field("outcome", self.outcome)?;
        record.serialize_field("sender", &self.sender.map(Text))?;
        record.serialize_field("sender_kind", &self.sender_kind.map(SenderKind::as_str))?;
        record.serialize_field("reason", self.reason.as_str())?;
        record.serialize_field("warnings", &self.warnings)?;
        record.end()
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Warnings {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Warning::as_str))
    }
}

#[cfg(feature = "serde")]
struct Text<T>(T);

#[cfg(feature = "serde")]
impl<T: fmt::Display> serde::Serialize for Text<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// What may become of a message whose sender is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Warning {
    /// The recipient's country blocks numbers of the sender's.
    ForeignBlocked,
    /// The recipient's country puts another sender in place of numbers of the sender's.
    ForeignOverwritten,
    /// Nobody says what becomes of numbers of the sender's country in the recipient's.
    ForeignUnknown,
    /// The recipient's country carries no alphanumeric senders.
    AlphanumericNotSupported,
    /// The recipient's country carries only registered alphanumeric senders.
    AlphanumericNeedsRegistration,
}

impl Warning {
    /// All warnings.
    pub const ALL: [Warning; 5] = [
        Warning::ForeignBlocked,
        Warning::ForeignOverwritten,
        Warning::ForeignUnknown,
        Warning::AlphanumericNotSupported,
        Warning::AlphanumericNeedsRegistration,
    ];

    /// The name in records, in snake case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Warning::ForeignBlocked => "foreign_blocked",
            Warning::ForeignOverwritten => "foreign_overwritten",
            Warning::ForeignUnknown => "foreign_unknown",
            Warning::AlphanumericNotSupported => "alphanumeric_not_supported",
            Warning::AlphanumericNeedsRegistration => "alphanumeric_needs_registration",
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A set of warnings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Warnings(u8);

impl Warnings {
    pub(crate) fn insert(&mut self, warning: Warning) {
        self.0 |= 1 << warning as u8;
    }

    /// The warnings, in the order of [`Warning::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Warning> {
        Warning::ALL
            .into_iter()
            .filter(move |&warning| self.0 & 1 << warning as u8 != 0)
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}
