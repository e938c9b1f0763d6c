//! The settings of a plan. Their names in a map are in `map/settings.rs`.

use crate::BareDigits;
use crate::numbering::LineType;

/// The fields of a plan that are not about senders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Settings {
    /// How long messages with a recipient count, in seconds.
    pub(crate) remember: u32,
    pub(crate) reply: ReplyRule,
    pub(crate) sticky: bool,
    pub(crate) prefer_local: bool,
    pub(crate) require_valid: bool,
    pub(crate) refuse_line_types: LineTypes,
    /// From the map's `default_region` or, without one, its `bare_digits`.
    pub(crate) bare_digits: BareDigits,
    pub(crate) refuse_ambiguous: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            remember: 30 * 24 * 60 * 60,
            reply: ReplyRule::Domestic,
            sticky: false,
            prefer_local: false,
            require_valid: false,
            refuse_line_types: LineTypes::default(),
            bare_digits: BareDigits::Refuse,
            refuse_ambiguous: false,
        }
    }
}

/// The order in which a reply looks for a sender: `reply` in a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ReplyRule {
    Domestic,
    SameNumber,
    DomesticOnly,
}

/// A set of line types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct LineTypes(u16);

impl LineTypes {
    pub(crate) fn insert(&mut self, line_type: LineType) {
        self.0 |= 1 << line_type as u16;
    }

    pub(crate) fn contains(self, line_type: LineType) -> bool {
        self.0 & 1 << line_type as u16 != 0
    }
}
