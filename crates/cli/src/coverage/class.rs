//! How a user is served.

use originator::{Decision, Outcome, Reason};

/// How a user is served, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    Domestic,
    StandIn,
    Abroad,
    OneWay,
    Omit,
    Refused,
    Unreadable,
}

impl Class {
    pub(crate) const ALL: [Class; 7] = [
        Class::Domestic,
        Class::StandIn,
        Class::Abroad,
        Class::OneWay,
        Class::Omit,
        Class::Refused,
        Class::Unreadable,
    ];

    /// What the answer to a user and a first message to them make of the user.
    pub(crate) fn of(reply: &Decision, first: &Decision) -> Class {
        match (reply.outcome(), first.outcome()) {
            _ if reply.reason() == Reason::InvalidNumber => Class::Unreadable,
            (Outcome::Use(_), _) => match reply.reason() {
                Reason::Domestic => Class::Domestic,
                Reason::Borrowed => Class::StandIn,
                _ => Class::Abroad,
            },
            (Outcome::Omit, _) | (Outcome::Refuse, Outcome::Omit) => Class::Omit,
            (Outcome::Refuse, Outcome::Use(_)) => Class::OneWay,
            (Outcome::Refuse, Outcome::Refuse) => Class::Refused,
        }
    }

    /// The name in output, in snake case.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Class::Domestic => "domestic",
            Class::StandIn => "stand_in",
            Class::Abroad => "abroad",
            Class::OneWay => "one_way",
            Class::Omit => "omit",
            Class::Refused => "refused",
            Class::Unreadable => "unreadable",
        }
    }

    /// What it means.
    pub(crate) const fn about(self) -> &'static str {
        match self {
            Class::Domestic => "answered by a sender of their own country",
            Class::StandIn => "answered by a sender of a region that stands in",
            Class::Abroad => "answered by a sender from abroad",
            Class::OneWay => "get messages that they cannot answer",
            Class::Omit => "get a sender of the provider's choice",
            Class::Refused => "are not sent to",
            Class::Unreadable => "have a number that cannot be read, or is not valid",
        }
    }
}
