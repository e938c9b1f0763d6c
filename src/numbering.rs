//! The numbering plan: from a number to its region, line type and validity.

use std::fmt;

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
    /// In an assigned range: libphonenumber's `isValidNumber`.
    Valid,
    /// Of a length that numbers of this calling code have: libphonenumber's `isPossibleNumberWithReason`
    /// says `IS_POSSIBLE`. A length that is dialled only locally does not count.
    Possible,
    /// Of a length that no number of this calling code has.
    Invalid,
}

impl Validity {
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
pub fn locate(_number: Number) -> Option<Location> {
    None
}

/// stand-in
pub struct Numbering;
pub(crate) struct Found {
    pub(crate) location: Location,
    pub(crate) canonical: bool,
}
impl Numbering {
    /// x
    pub fn builtin() -> &'static Numbering {
        &Numbering
    }
    pub(crate) fn find(&self, number: Number) -> Option<Found> {
        use rlibphonenumber::*;
        let util = &PHONE_NUMBER_UTIL;
        let text = number.to_string();
        let parsed = util.parse(&text, None).ok()?;
        let canonical = parsed.format_as(PhoneNumberFormat::E164) == text;
        let region = parsed.get_region_code();
        let region = match region {
            Some(r) => r.to_string().parse().unwrap_or(crate::Region::WORLD),
            None => util
                .get_region_for_country_code(parsed.country_code)?
                .to_string()
                .parse()
                .unwrap_or(crate::Region::WORLD),
        };
        let line_type = match util.get_number_type(&parsed) {
            PhoneNumberType::FixedLine => LineType::FixedLine,
            PhoneNumberType::Mobile => LineType::Mobile,
            PhoneNumberType::FixedLineOrMobile => LineType::FixedLineOrMobile,
            PhoneNumberType::TollFree => LineType::TollFree,
            PhoneNumberType::PremiumRate => LineType::PremiumRate,
            PhoneNumberType::SharedCost => LineType::SharedCost,
            PhoneNumberType::VoIP => LineType::Voip,
            PhoneNumberType::PersonalNumber => LineType::PersonalNumber,
            PhoneNumberType::Pager => LineType::Pager,
            PhoneNumberType::UAN => LineType::Uan,
            PhoneNumberType::VoiceMail => LineType::Voicemail,
            _ => LineType::Unknown,
        };
        let validity = if util.is_valid_number(&parsed) {
            Validity::Valid
        } else if matches!(
            util.is_possible_number_with_reason(&parsed),
            Ok(NumberLengthType::IsPossible)
        ) {
            Validity::Possible
        } else {
            Validity::Invalid
        };
        Some(Found {
            location: Location {
                region,
                line_type,
                validity,
            },
            canonical,
        })
    }
}
