//! The numbering plan: from a number to its region, line type, validity and area code.
//!
//! The answers are libphonenumber's, read off one automaton over the digits of the whole number instead of
//! its hundreds of regular expressions. [`locate`] asks the plan that is built in; a [`Numbering`] read from a
//! file replaces it without a new build.

mod area;
mod automaton;
mod error;
mod file;
mod layout;

pub use area::Area;
pub use automaton::Numbering;
pub use error::NumberingError;
pub(crate) use layout::Outcome;

use crate::string_enum::string_enum;
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

string_enum! {
    /// Kinds of line, as libphonenumber's `PhoneNumberType` tells them apart.
    pub enum LineType {
        /// A geographic landline.
        FixedLine = "fixed_line",
        /// A mobile telephone.
        Mobile = "mobile",
        /// Either; in plans such as +1 the number does not tell.
        FixedLineOrMobile = "fixed_line_or_mobile",
        /// Free to call.
        TollFree = "toll_free",
        /// Charged above the normal rate.
        PremiumRate = "premium_rate",
        /// Cost shared between caller and called.
        SharedCost = "shared_cost",
        /// Telephony over the internet.
        Voip = "voip",
        /// Follows a person rather than a place.
        PersonalNumber = "personal_number",
        /// A pager.
        Pager = "pager",
        /// A universal access number of a company.
        Uan = "uan",
        /// Reaches a voice mailbox.
        Voicemail = "voicemail",
        /// None that the plan lists.
        Unknown = "unknown",
    }
}

string_enum! {
    /// How far the numbering plan knows a number.
    pub enum Validity {
        /// In a range that is assigned: libphonenumber's `isValidNumber`.
        Valid = "valid",
        /// Of a length that numbers of this calling code have: libphonenumber's `isPossibleNumberWithReason`
        /// says `IS_POSSIBLE`. A length that is dialled only locally does not count.
        Possible = "possible",
        /// Of a length that no number of this calling code has.
        Invalid = "invalid",
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
