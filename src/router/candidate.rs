//! Candidates, and the reasons why one is not eligible.

use crate::plan::{Member, PlanSender};
use crate::{Region, Sender, SenderKind, UseCase};

/// A sender under consideration, without a reason to use it yet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) sender: Sender,
    pub(super) kind: SenderKind,
    pub(super) home: Option<Region>,
}

impl From<&Member> for Candidate {
    fn from(member: &Member) -> Candidate {
        Candidate {
            sender: member.sender,
            kind: member.kind,
            home: member.home,
        }
    }
}

impl From<&PlanSender> for Candidate {
    fn from(owned: &PlanSender) -> Candidate {
        Candidate {
            sender: owned.sender,
            kind: owned.kind,
            home: owned.home,
        }
    }
}

/// The reason why a sender cannot carry a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ineligibility {
    Off,
    RepliesOnly,
    UseCase(UseCase),
    OneWay,
    IsTheRecipient,
}
