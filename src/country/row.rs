//! The types of the table in `table.rs`, and the `const` functions that make [`Rules`] of its rows.
//!
//! The program that writes the table depends on this library, so the library must compile with an older table.
//! Therefore the table names regions by their codes, leaves out regions without rules, and ends each row with
//! `..Row::UNKNOWN`: an old table still compiles when a region, word, fact or field is added.

use std::borrow::Cow;
use std::mem;

use super::{Alphanumeric, Availability, Fact, ForeignSenderPolicy, Overrides, Rules, Source};
use crate::Region;

/// The rules of one region.
#[derive(Clone, Copy)]
pub(super) struct Row {
    pub(super) alphanumeric: Alphanumeric,
    pub(super) alphanumeric_form: Option<&'static str>,
    pub(super) alphanumeric_pattern: Option<&'static str>,
    pub(super) marketing_pattern: Option<&'static str>,
    pub(super) two_way_long_code: Availability,
    pub(super) short_code: Availability,
    pub(super) foreign_number: ForeignSenderPolicy,
    pub(super) foreign_exceptions: &'static [(Region, ForeignSenderPolicy)],
    pub(super) note: Option<&'static str>,
    pub(super) sources: &'static [&'static Source],
}

impl Row {
    /// The row of a region without a source.
    pub(super) const UNKNOWN: Row = Row {
        alphanumeric: Alphanumeric::Unknown,
        alphanumeric_form: None,
        alphanumeric_pattern: None,
        marketing_pattern: None,
        two_way_long_code: Availability::Unknown,
        short_code: Availability::Unknown,
        foreign_number: ForeignSenderPolicy::Unknown,
        foreign_exceptions: &[],
        note: None,
        sources: &[],
    };

    pub(super) const fn rules(self, region: Region) -> Rules {
        Rules {
            region,
            alphanumeric: self.alphanumeric,
            alphanumeric_form: borrowed(self.alphanumeric_form),
            alphanumeric_pattern: borrowed(self.alphanumeric_pattern),
            marketing_pattern: borrowed(self.marketing_pattern),
            two_way_long_code: self.two_way_long_code,
            short_code: self.short_code,
            foreign_number: self.foreign_number,
            exceptions: Cow::Borrowed(self.foreign_exceptions),
            note: borrowed(self.note),
            own_sources: Vec::new(),
            overrides: Overrides::NOTHING,
            sources: self.sources,
        }
    }
}

const fn borrowed(text: Option<&'static str>) -> Option<Cow<'static, str>> {
    match text {
        Some(text) => Some(Cow::Borrowed(text)),
        None => None,
    }
}

/// A public page that rules are taken from.
#[derive(Clone, Copy)]
pub(super) struct Page {
    pub(super) title: &'static str,
    pub(super) publisher: &'static str,
    pub(super) date: &'static str,
    pub(super) tells: &'static [Fact],
}

impl Page {
    /// A page without any property.
    pub(super) const BLANK: Page = Page {
        title: "",
        publisher: "",
        date: "",
        tells: &[],
    };

    pub(super) const fn source(self) -> Source {
        let mut tells = [false; Fact::ALL.len()];
        let mut flags: &mut [bool] = &mut tells;
        let mut facts: &[Fact] = &Fact::ALL;
        while let (Some((flag, later_flags)), Some((fact, later_facts))) =
            (flags.split_first_mut(), facts.split_first())
        {
            *flag = contains(self.tells, *fact);
            flags = later_flags;
            facts = later_facts;
        }
        Source {
            title: Cow::Borrowed(self.title),
            publisher: Cow::Borrowed(self.publisher),
            date: Cow::Borrowed(self.date),
            tells,
        }
    }
}

const fn contains(mut facts: &[Fact], wanted: Fact) -> bool {
    while let Some((fact, later)) = facts.split_first() {
        if *fact as usize == wanted as usize {
            return true;
        }
        facts = later;
    }
    false
}

/// The region of a code in the table.
#[expect(clippy::panic, reason = "it is evaluated at compile time only")]
pub(super) const fn region(code: &str) -> Region {
    match Region::with_code(code.as_bytes()) {
        Some(region) => region,
        None => panic!("the table of countries names a region that does not exist"),
    }
}

/// The rules of every region, at its index. The rows must be in the order of the regions.
pub(super) const fn by_region(mut rows: &[(&str, Row)]) -> [Rules; Region::COUNT] {
    let mut table = [const { Row::UNKNOWN.rules(Region::WORLD) }; Region::COUNT];
    let mut places: &mut [Rules] = &mut table;
    let mut index = 0;
    while let (Some((place, later_places)), Some(here)) =
        (places.split_first_mut(), Region::from_index(index))
    {
        let row = match rows.split_first() {
            Some(((code, row), later_rows)) if region(code).index() == index => {
                rows = later_rows;
                *row
            }
            _ => Row::UNKNOWN,
        };
        // An assignment would drop the old value, which a `const` function cannot do.
        mem::forget(mem::replace(place, row.rules(here)));
        places = later_places;
        index += 1;
    }
    assert!(
        rows.is_empty(),
        "the table of countries is not in the order of the regions"
    );
    table
}
