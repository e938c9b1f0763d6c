//! The terms of a sender: its state, its use cases, and whether it is two-way.

use crate::string_enum::string_enum;
use crate::{Region, Sender, SenderKind, UseCase};

/// The terms under which a sender may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Terms {
    pub(crate) state: SenderState,
    pub(crate) two_way: bool,
    pub(crate) uses: UseCases,
}

impl Terms {
    /// The terms of a sender for which the map states none.
    pub(crate) fn default_of(kind: SenderKind) -> Terms {
        Terms {
            state: SenderState::Active,
            two_way: kind != SenderKind::Alphanumeric,
            uses: UseCases::ALL,
        }
    }
}

string_enum! {
    /// Whether a sender is in use: `state` in a map.
    pub enum SenderState {
        /// It may carry every message.
        Active = "active",
        /// It answers those who wrote to it or have it, and nobody else.
        RepliesOnly = "replies_only",
        /// It carries nothing.
        Off = "off",
    }
}

/// A set of use cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct UseCases(u8);

impl UseCases {
    pub(crate) const ALL: UseCases = UseCases(0b111);
    pub(crate) const NONE: UseCases = UseCases(0);

    pub(crate) fn insert(&mut self, use_case: UseCase) {
        self.0 |= 1 << use_case as u8;
    }

    #[inline]
    pub(crate) fn contains(self, use_case: UseCase) -> bool {
        self.0 & 1 << use_case as u8 != 0
    }
}

/// A sender in one of the places where a map lists it; see [`Router::senders`](crate::Router::senders).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ListedSender {
    /// The sender.
    pub sender: Sender,
    /// Its kind.
    pub kind: SenderKind,
    /// The region whose entry lists it; `None` if `elsewhere` does.
    pub region: Option<Region>,
    /// Its own region, if it is a long code or a toll-free number.
    pub home: Option<Region>,
    /// Its state in this place.
    pub state: SenderState,
    /// Whether the recipient can answer it.
    pub two_way: bool,
}
