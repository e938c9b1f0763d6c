//! Classifies users by the sender that serves them.

use originator::{Decision, Outcome, Reason};

/// The class of a user, best first.
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

    /// The class of a user, by the decisions about a reply and a first message to them.
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

    /// The meaning, as it follows "users who".
    pub(crate) const fn description(self) -> &'static str {
        match self {
            Class::Domestic => "are answered by a domestic sender",
            Class::StandIn => {
                "are answered by a stand-in sender of a region that theirs borrows from"
            }
            Class::Abroad => "are answered by a foreign sender",
            Class::OneWay => "get messages that they cannot answer",
            Class::Omit => "get a sender that the provider chooses",
            Class::Refused => "get no messages",
            Class::Unreadable => "have a number that cannot be read or is not valid",
        }
    }
}
