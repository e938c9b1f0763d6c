//! Country rules: what each country does with the sender of an SMS, as far as public sources state it.
//!
//! The rules are compiled in from `data/countries.yaml`, where each fact has its source. They are statements of
//! providers about their own routes, some of them years old: good enough for warnings, and `unknown` for many
//! countries. A rule is about a country, not about a network; if the networks of a country differ, its note says so.
//!
//! ```
//! use originator::country::{self, Alphanumeric, ForeignSenderPolicy};
//! use originator::Region;
//!
//! let [us, ca, se]: [Region; 3] = ["US".parse()?, "CA".parse()?, "SE".parse()?];
//! let rules = country::rules(us);
//! assert_eq!(rules.alphanumeric(), Alphanumeric::NotSupported);
//! assert_eq!(rules.foreign_number(se), ForeignSenderPolicy::Blocked);
//! assert_eq!(rules.foreign_number(ca), ForeignSenderPolicy::Kept);
//! # Ok::<(), originator::ParseRegionError>(())
//! ```

mod book;
mod pattern;
mod reader;
mod row;
// `crates/country-gen` writes it, one fact to a line. Each row ends in `..Row::UNKNOWN`, also if it states every field.
#[rustfmt::skip]
#[allow(clippy::needless_update, reason = "a row that states everything stays right when there is more to state")]
mod table;
mod values;

use std::borrow::Cow;
use std::fmt;

pub(crate) use book::Layer;
pub use book::Rulebook;
pub use values::{Alphanumeric, Availability, Fact, ForeignSenderPolicy};

use crate::{Region, UseCase};
use row::Row;

/// The compiled-in rules of a region. All of them are unknown for `001`, and for a region without a source.
pub fn rules(region: Region) -> &'static Rules {
    table::RULES.get(region.index()).unwrap_or(&UNKNOWN_RULES)
}

static UNKNOWN_RULES: Rules = Row::UNKNOWN.rules(Region::WORLD);

/// The country whose senders serve a territory: the United States for Puerto Rico and their other inhabited
/// territories, the United Kingdom for Guernsey, Jersey and the Isle of Man. A map needs a `borrow` line to use them.
///
/// ```
/// use originator::country;
///
/// let [pr, us] = ["PR".parse()?, "US".parse()?];
/// assert_eq!(country::stand_in(pr), Some(us));
/// assert_eq!(country::stand_in(us), None);
/// # Ok::<(), originator::ParseRegionError>(())
/// ```
pub fn stand_in(territory: Region) -> Option<Region> {
    let country = match territory.code() {
        "AS" | "GU" | "MP" | "PR" | "VI" => "US",
        "GG" | "IM" | "JE" => "GB",
        _ => return None,
    };
    country.parse().ok()
}

/// What a region does with the sender of a message to its numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    region: Region,
    alphanumeric: Alphanumeric,
    alphanumeric_form: Option<Cow<'static, str>>,
    alphanumeric_pattern: Option<Cow<'static, str>>,
    marketing_pattern: Option<Cow<'static, str>>,
    two_way_long_code: Availability,
    short_code: Availability,
    foreign_number: ForeignSenderPolicy,
    /// What happens to numbers of certain regions.
    exceptions: Cow<'static, [(Region, ForeignSenderPolicy)]>,
    note: Option<Cow<'static, str>>,
    /// The sources of a [`Rulebook`] that override the compiled-in ones, newest first. Each is listed for the facts
    /// that no newer one has changed.
    own_sources: Vec<Source>,
    overrides: Overrides,
    sources: &'static [&'static Source],
}

/// The facts that a [`Rulebook`] has replaced as a whole, so that the compiled-in sources no longer apply to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Overrides {
    /// In the order of [`Fact::ALL`].
    facts: [bool; Fact::ALL.len()],
    form: bool,
}

impl Overrides {
    const NOTHING: Overrides = Overrides {
        facts: [false; Fact::ALL.len()],
        form: false,
    };
}

impl Rules {
    /// The region whose rules these are.
    pub fn region(&self) -> Region {
        self.region
    }

    /// Whether a name can be the sender.
    pub fn alphanumeric(&self) -> Alphanumeric {
        self.alphanumeric
    }

    /// The form that the country requires of names, if it requires one: a sentence in English.
    pub fn alphanumeric_form(&self) -> Option<&str> {
        self.alphanumeric_form.as_deref()
    }

    /// Whether a name has the form that the country requires of senders of such messages.
    ///
    /// ```
    /// use originator::{UseCase, country};
    ///
    /// let rules = country::rules("SA".parse()?);
    /// assert!(rules.accepts_form("RETAIL", UseCase::Otp));
    /// assert!(!rules.accepts_form("RETAIL", UseCase::Marketing));
    /// assert!(rules.accepts_form("RETAIL-AD", UseCase::Marketing));
    /// # Ok::<(), originator::ParseRegionError>(())
    /// ```
    pub fn accepts_form(&self, name: &str, use_case: UseCase) -> bool {
        let pattern = match use_case {
            UseCase::Marketing => &self.marketing_pattern,
            UseCase::Otp | UseCase::Transactional => &self.alphanumeric_pattern,
        };
        let fits = |pattern: &str| pattern::fits(name.as_bytes(), pattern.as_bytes());
        pattern.as_deref().is_none_or(fits)
    }

    /// Whether national long numbers that can be answered are available.
    pub fn two_way_long_code(&self) -> Availability {
        self.two_way_long_code
    }

    /// Whether national short codes are available.
    pub fn short_code(&self) -> Availability {
        self.short_code
    }

    /// What the region does with a number of `from` as the sender: [`ForeignSenderPolicy::Kept`] if it is the region's own, and always
    /// [`ForeignSenderPolicy::Unknown`] for messages to `001`.
    ///
    /// ```
    /// use originator::country::{self, ForeignSenderPolicy};
    ///
    /// let [fr, se] = ["FR".parse()?, "SE".parse()?];
    /// assert_eq!(country::rules(fr).foreign_number(se), ForeignSenderPolicy::Overwritten);
    /// assert_eq!(country::rules(fr).foreign_number(fr), ForeignSenderPolicy::Kept);
    /// # Ok::<(), originator::ParseRegionError>(())
    /// ```
    pub fn foreign_number(&self, from: Region) -> ForeignSenderPolicy {
        if self.region() == Region::WORLD {
            return ForeignSenderPolicy::Unknown;
        }
        if self.region() == from {
            return ForeignSenderPolicy::Kept;
        }
        self.exceptions
            .iter()
            .find(|(region, _)| *region == from)
            .map_or(self.foreign_number, |(_, policy)| *policy)
    }

    /// A note, if the sources disagree or the networks differ: one or two sentences in English.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// The sources of the rules. Each fact that is not unknown has a source that [states](Source::tells) it.
    ///
    /// ```
    /// use originator::country::{self, Fact};
    ///
    /// let us = "US".parse()?;
    /// let about_foreign_numbers = country::rules(us)
    ///     .sources()
    ///     .find(|source| source.tells(Fact::ForeignNumber));
    /// assert_eq!(about_foreign_numbers.map(|source| source.publisher()), Some("Twilio"));
    /// # Ok::<(), originator::ParseRegionError>(())
    /// ```
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.own_sources.iter().chain(self.sources.iter().copied())
    }

    /// The sources of a fact: only the user's own if these replace the fact as a whole.
    pub(crate) fn sources_of(&self, fact: Fact) -> impl Iterator<Item = &Source> {
        let is_own = self.overrides.facts.get(fact as usize).copied();
        self.sources_stating(fact, is_own.unwrap_or(false))
    }

    /// The sources of the form that names must have.
    pub(crate) fn sources_of_form(&self) -> impl Iterator<Item = &Source> {
        self.sources_stating(Fact::Alphanumeric, self.overrides.form)
    }

    /// The sources that state a fact, without the compiled-in ones if the user's own replace them.
    fn sources_stating(&self, fact: Fact, is_own: bool) -> impl Iterator<Item = &Source> {
        let built_in = if is_own { &[] } else { self.sources };
        let sources = self.own_sources.iter().chain(built_in.iter().copied());
        sources.filter(move |source| source.tells(fact))
    }
}

/// A source of rules: a public page, or a [`Rulebook`] of the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    title: Cow<'static, str>,
    publisher: Cow<'static, str>,
    date: Cow<'static, str>,
    /// In the order of [`Fact::ALL`].
    tells: [bool; Fact::ALL.len()],
}

impl Source {
    /// The title of the page; for a user's rulebook, the `source` that it states, else the name of its file.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The publisher of the page; empty for a user's rulebook.
    pub fn publisher(&self) -> &str {
        &self.publisher
    }

    /// The date of publication, or the date of reading if the page states none: `YYYY` or `YYYY-MM`; empty for a user's
    /// rulebook.
    pub fn date(&self) -> &str {
        &self.date
    }

    /// Whether the source states a fact.
    pub fn tells(&self, fact: Fact) -> bool {
        self.tells.get(fact as usize).copied().unwrap_or(false)
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&*self.publisher, &*self.date) {
            ("", _) => f.write_str(&self.title),
            (publisher, date) => write!(f, "{publisher}, {} ({date})", self.title),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(code: &str) -> Region {
        code.parse().unwrap()
    }

    #[test]
    fn a_foreign_number_fares_as_the_country_says() {
        for (to, from, policy, why) in [
            (
                "US",
                "SE",
                ForeignSenderPolicy::Blocked,
                "no foreign long codes",
            ),
            (
                "US",
                "CA",
                ForeignSenderPolicy::Kept,
                "the exception, once registered",
            ),
            (
                "CA",
                "US",
                ForeignSenderPolicy::Kept,
                "and the other way round",
            ),
            (
                "CA",
                "GB",
                ForeignSenderPolicy::Blocked,
                "no exception for others",
            ),
            (
                "US",
                "PR",
                ForeignSenderPolicy::Blocked,
                "no source excepts Puerto Rico's numbers",
            ),
            (
                "PR",
                "US",
                ForeignSenderPolicy::Kept,
                "US senders serve the territories",
            ),
            ("GU", "US", ForeignSenderPolicy::Kept, "likewise"),
            ("PR", "SE", ForeignSenderPolicy::Unknown, "no source says"),
            (
                "FR",
                "SE",
                ForeignSenderPolicy::Overwritten,
                "a generic name takes its place",
            ),
            (
                "NO",
                "SE",
                ForeignSenderPolicy::Kept,
                "foreign numbers are kept",
            ),
            ("SE", "US", ForeignSenderPolicy::Unknown, "no source read"),
            ("SE", "SE", ForeignSenderPolicy::Kept, "not foreign"),
            (
                "GB",
                "GG",
                ForeignSenderPolicy::Blocked,
                "another region of the same calling code is foreign",
            ),
            ("GG", "GB", ForeignSenderPolicy::Unknown, "no source says"),
            (
                "AQ",
                "US",
                ForeignSenderPolicy::Unknown,
                "a region without any source",
            ),
            (
                "AQ",
                "AQ",
                ForeignSenderPolicy::Kept,
                "its own numbers all the same",
            ),
            (
                "US",
                "001",
                ForeignSenderPolicy::Blocked,
                "a number of no country is foreign everywhere",
            ),
            (
                "001",
                "US",
                ForeignSenderPolicy::Unknown,
                "no country, no rules",
            ),
            (
                "001",
                "001",
                ForeignSenderPolicy::Unknown,
                "not even for its own",
            ),
        ] {
            let found = rules(region(to)).foreign_number(region(from));
            assert_eq!(found, policy, "{from} to {to}: {why}");
        }
    }

    #[test]
    fn names_and_codes_are_as_sourced() {
        use Alphanumeric::*;
        use Availability::*;
        for (code, alphanumeric, long, short, why) in [
            ("US", NotSupported, Available, Available, "numbers only"),
            ("SE", Free, Available, Available, "everything"),
            (
                "IN",
                Registered,
                NotFound,
                Available,
                "headers on the ledger",
            ),
            (
                "BE",
                NotSupported,
                Available,
                NotFound,
                "names are replaced",
            ),
            ("AF", Free, NotFound, NotFound, "names only"),
            (
                "MP",
                NotSupported,
                Availability::Unknown,
                Availability::Unknown,
                "one source",
            ),
            (
                "AQ",
                Alphanumeric::Unknown,
                Availability::Unknown,
                Availability::Unknown,
                "none",
            ),
            (
                "001",
                Alphanumeric::Unknown,
                Availability::Unknown,
                Availability::Unknown,
                "none",
            ),
        ] {
            let rules = rules(region(code));
            assert_eq!(rules.alphanumeric(), alphanumeric, "{code}: {why}");
            assert_eq!(rules.two_way_long_code(), long, "{code}: {why}");
            assert_eq!(rules.short_code(), short, "{code}: {why}");
        }
        assert!(rules(region("IN")).alphanumeric_form().is_some());
        assert!(rules(region("SE")).alphanumeric_form().is_none());
    }

    #[test]
    fn every_region_has_rules_and_every_known_fact_a_source() {
        for region in Region::all() {
            let rules = rules(region);
            assert_eq!(rules.region(), region);
            let foreign_known = rules.foreign_number != ForeignSenderPolicy::Unknown
                || !rules.exceptions.is_empty();
            for (fact, known) in [
                (
                    Fact::Alphanumeric,
                    rules.alphanumeric != Alphanumeric::Unknown,
                ),
                (
                    Fact::TwoWayLongCode,
                    rules.two_way_long_code != Availability::Unknown,
                ),
                (Fact::ShortCode, rules.short_code != Availability::Unknown),
                (Fact::ForeignNumber, foreign_known),
            ] {
                let is_stated = rules.sources().any(|source| source.tells(fact));
                assert!(is_stated || !known, "{region}: {fact}");
            }
            for source in rules.sources() {
                assert!(!source.title().is_empty() && !source.publisher().is_empty());
                assert!(source.date().starts_with("20"), "{source:?}");
            }
        }
        assert_eq!(rules(Region::WORLD).sources().count(), 0);
    }
}
