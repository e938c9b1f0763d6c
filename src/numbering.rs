//! The numbering plan: finds the region, line type, validity and area code of a number.
//!
//! The results are the same as libphonenumber's, but come from one automaton over the digits of the whole number
//! instead of hundreds of regular expressions. [`locate`] uses the built-in plan; a [`Numbering`] that is read from a
//! file can replace it without a new build. Reading a number from text is not done here.

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

/// The location of a number in the numbering plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Location {
    /// The region of the number; [`Region::WORLD`] for calling codes that belong to no country. The region does not
    /// depend on validity.
    pub region: Region,
    /// The type of the line; [`LineType::Unknown`] unless the number is valid.
    pub line_type: LineType,
    /// Whether the number is valid, or at least possible.
    pub validity: Validity,
}

string_enum! {
    /// The type of a line, as in libphonenumber's `PhoneNumberType`.
    pub enum LineType {
        /// A geographic landline.
        FixedLine = "fixed_line",
        /// A mobile telephone.
        Mobile = "mobile",
        /// A landline or a mobile telephone: in plans such as +1, both have the same numbers.
        FixedLineOrMobile = "fixed_line_or_mobile",
        /// Free to call.
        TollFree = "toll_free",
        /// Charged above the normal rate.
        PremiumRate = "premium_rate",
        /// Cost shared between caller and called.
        SharedCost = "shared_cost",
        /// Telephony over the internet.
        Voip = "voip",
        /// A number that belongs to a person rather than a place.
        PersonalNumber = "personal_number",
        /// A pager.
        Pager = "pager",
        /// A universal access number of a company.
        Uan = "uan",
        /// Reaches a voice mailbox.
        Voicemail = "voicemail",
        /// No type that the plan lists.
        Unknown = "unknown",
    }
}

string_enum! {
    /// Whether a number is valid in the numbering plan.
    pub enum Validity {
        /// The number is in an assigned range: libphonenumber's `isValidNumber`.
        Valid = "valid",
        /// The number has a length that numbers of its calling code have: libphonenumber's `isPossibleNumberWithReason`
        /// is `IS_POSSIBLE`. A length that is dialled only locally does not count.
        Possible = "possible",
        /// The number has a length that no number of its calling code has.
        Invalid = "invalid",
    }
}

/// Locates a number in the built-in numbering plan; `None` if its calling code is not assigned.
///
/// [`Numbering`] describes the rules.
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
/// // The region does not depend on validity.
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
