//! The words of the rules in `data/countries.yaml`. `crates/country-gen` checks that file with them.

use crate::string_enum::string_enum;

string_enum! {
    /// What a country does with a number of another region as the sender.
    pub enum ForeignSenderPolicy {
        /// It arrives as sent.
        Kept = "kept",
        /// The message arrives with another sender.
        Overwritten = "overwritten",
        /// The message does not arrive, at least on the main networks.
        Blocked = "blocked",
        /// No source states it.
        Unknown = "unknown",
    }
}

string_enum! {
    /// Whether a name can be the sender.
    pub enum Alphanumeric {
        /// Any name, without registration.
        Free = "free",
        /// Only a name registered beforehand.
        Registered = "registered",
        /// No name: it is blocked or replaced.
        NotSupported = "not_supported",
        /// No source states it.
        Unknown = "unknown",
    }
}

string_enum! {
    /// Whether a kind of sender can be requested in a country.
    pub enum Availability {
        /// A source offers it.
        Available = "available",
        /// The sources do not offer it, but another provider may.
        NotFound = "not_found",
        /// No source states it.
        Unknown = "unknown",
    }
}

string_enum! {
    /// The subject of a rule.
    pub enum Fact {
        /// [`Rules::alphanumeric`](super::Rules::alphanumeric) and its form.
        Alphanumeric = "alphanumeric",
        /// [`Rules::two_way_long_code`](super::Rules::two_way_long_code).
        TwoWayLongCode = "two_way_long_code",
        /// [`Rules::short_code`](super::Rules::short_code).
        ShortCode = "short_code",
        /// [`Rules::foreign_number`](super::Rules::foreign_number).
        ForeignNumber = "foreign_number",
    }
}
