//! The words of the rules, as they stand in `data/countries.yaml`. `crates/country-gen` checks that file by them.

use crate::string_enum::string_enum;

string_enum! {
    /// What becomes of a number of another region as the sender.
    pub enum Fate {
        /// It arrives as sent.
        Kept = "kept",
        /// The message arrives, under another sender.
        Overwritten = "overwritten",
        /// The message does not arrive, at least on the main networks.
        Blocked = "blocked",
        /// No source says.
        Unknown = "unknown",
    }
}

string_enum! {
    /// Whether a name works as the sender.
    pub enum Alphanumeric {
        /// Any name, without asking.
        Free = "free",
        /// Only a name registered beforehand.
        Registered = "registered",
        /// None, or it is replaced.
        NotSupported = "not_supported",
        /// No source says.
        Unknown = "unknown",
    }
}

string_enum! {
    /// Whether a kind of sender is to be had in a country.
    pub enum Availability {
        /// Someone offers it.
        Available = "available",
        /// The sources offer none, which does not prove that nobody does.
        NotFound = "not_found",
        /// No source says.
        Unknown = "unknown",
    }
}

string_enum! {
    /// What a rule is about.
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
