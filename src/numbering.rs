//! The numbering plan: from a number to its region, line type and validity.
//!
//! The answers are libphonenumber's, read off one automaton over the digits of the whole number instead of
//! its hundreds of regular expressions. [`locate`] asks the plan that is built in; a [`Numbering`] read from a
//! file replaces it without a new build.

mod automaton;
mod error;
mod file;

use std::fmt;

pub(crate) use automaton::Found;
pub use automaton::Numbering;
pub use error::NumberingError;

use crate::{Number, Region};

/// What the numbering plan says of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Location {
    /// Where the number belongs; [`Region::WORLD`] for calling codes of no country. It never depends on
    /// whether the number is valid.
    pub region: Region,
    /// What kind of line it is; [`LineType::Unknown`] unless the number is valid.
    pub line_type: LineType,
    /// How far the numbering plan knows the number.
    pub validity: Validity,
}

/// Kinds of line, as libphonenumber's `PhoneNumberType` tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineType {
    /// A geographic landline.
    FixedLine,
    /// A mobile telephone.
    Mobile,
    /// Either; in plans such as +1 the number does not tell.
    FixedLineOrMobile,
    /// Free to call.
    TollFree,
    /// Charged above the normal rate.
    PremiumRate,
    /// Cost shared between caller and called.
    SharedCost,
    /// Telephony over the internet.
    Voip,
    /// Follows a person rather than a place.
    PersonalNumber,
    /// A pager.
    Pager,
    /// A universal access number of a company.
    Uan,
    /// Reaches a voice mailbox.
    Voicemail,
    /// None that the plan lists.
    Unknown,
}

impl LineType {
    /// All line types, [`LineType::Unknown`] last.
    pub const ALL: [LineType; 12] = [
        LineType::FixedLine,
        LineType::Mobile,
        LineType::FixedLineOrMobile,
        LineType::TollFree,
        LineType::PremiumRate,
        LineType::SharedCost,
        LineType::Voip,
        LineType::PersonalNumber,
        LineType::Pager,
        LineType::Uan,
        LineType::Voicemail,
        LineType::Unknown,
    ];

    /// The name in records and maps, in snake case.
    pub const fn as_str(self) -> &'static str {
        match self {
            LineType::FixedLine => "fixed_line",
            LineType::Mobile => "mobile",
            LineType::FixedLineOrMobile => "fixed_line_or_mobile",
            LineType::TollFree => "toll_free",
            LineType::PremiumRate => "premium_rate",
            LineType::SharedCost => "shared_cost",
            LineType::Voip => "voip",
            LineType::PersonalNumber => "personal_number",
            LineType::Pager => "pager",
            LineType::Uan => "uan",
            LineType::Voicemail => "voicemail",
            LineType::Unknown => "unknown",
        }
    }
}

impl fmt::Display for LineType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// How far the numbering plan knows a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Validity {
    /// In a range that is assigned: libphonenumber's `isValidNumber`.
    Valid,
    /// Of a length that numbers of this calling code have: libphonenumber's `isPossibleNumberWithReason`
    /// says `IS_POSSIBLE`. A length that is dialled only locally does not count.
    Possible,
    /// Of a length that no number of this calling code has.
    Invalid,
}

impl Validity {
    /// All of them, the best first.
    pub const ALL: [Validity; 3] = [Validity::Valid, Validity::Possible, Validity::Invalid];

    /// The name in records, in snake case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Validity::Valid => "valid",
            Validity::Possible => "possible",
            Validity::Invalid => "invalid",
        }
    }
}

impl fmt::Display for Validity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Says what the numbering plan knows of a number; `None` where its calling code is not assigned.
///
/// This asks [`Numbering::builtin`]; see there for whose rules these are.
///
/// ```
/// use originator::numbering::{self, LineType, Validity};
/// use originator::{Number, Region};
///
/// let locate = |text| Number::from_e164(text).and_then(numbering::locate);
///
/// let guernsey = locate("+447911123456").ok_or("no country")?;
/// assert_eq!(guernsey.region.code(), "GG");
/// assert_eq!(guernsey.line_type, LineType::Mobile);
/// assert_eq!(guernsey.validity, Validity::Valid);
///
/// // The region does not hang on the number being valid.
/// let bahamas = locate("+12425550123").ok_or("no country")?;
/// assert_eq!(bahamas.region.code(), "BS");
/// assert_eq!(bahamas.validity, Validity::Possible);
///
/// assert_eq!(locate("+881612345678").map(|it| it.region), Some(Region::WORLD));
/// assert_eq!(locate("+21012345678"), None);
/// # Ok::<(), &str>(())
/// ```
#[inline]
pub fn locate(number: Number) -> Option<Location> {
    Numbering::builtin().locate(number)
}
