//! The checked-in table is what the generator makes of the checked-in rules, and the library reads it as they say.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that goes wrong should stop there"
)]

use std::fs;
use std::path::Path;

use country_gen::{COUNTRIES, Sheet, TABLE};
use originator::country::{self, Alphanumeric, Availability, ForeignSenderPolicy};
use originator::{Region, UseCase};

fn read(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    fs::read_to_string(root.join(path)).unwrap()
}

fn sheet() -> Sheet {
    Sheet::read(&read(COUNTRIES), &Sheet::regions()).unwrap_or_else(|problems| {
        let lines: Vec<String> = problems
            .iter()
            .map(|problem| format!("{COUNTRIES}:{problem}"))
            .collect();
        panic!("{}", lines.join("\n"))
    })
}

#[test]
fn the_table_is_made_from_the_rules() {
    assert!(
        sheet().table() == read(TABLE),
        "{TABLE} is not made from {COUNTRIES}; run `cargo run --package country-gen -- .`"
    );
}

#[test]
fn the_library_says_of_each_region_what_the_file_says() {
    let sheet = sheet();
    for region in Region::all() {
        let rules = country::rules(region);
        assert_eq!(rules.region(), region);
        let Some(stated) = sheet.rules.iter().find(|stated| stated.region == region) else {
            assert_eq!(rules.alphanumeric(), Alphanumeric::Unknown, "{region}");
            assert_eq!(rules.two_way_long_code(), Availability::Unknown, "{region}");
            assert_eq!(rules.short_code(), Availability::Unknown, "{region}");
            assert_eq!(
                rules.foreign_number(Region::WORLD),
                ForeignSenderPolicy::Unknown,
                "{region}"
            );
            assert_eq!(rules.note(), None, "{region}");
            assert_eq!(rules.sources().count(), 0, "{region}");
            continue;
        };
        assert_eq!(rules.alphanumeric(), stated.alphanumeric, "{region}");
        assert_eq!(
            rules.two_way_long_code(),
            stated.two_way_long_code,
            "{region}"
        );
        assert_eq!(rules.short_code(), stated.short_code, "{region}");
        assert_eq!(rules.note(), stated.note.as_deref(), "{region}");
        assert_eq!(
            rules.alphanumeric_form(),
            stated.alphanumeric_form.as_deref(),
            "{region}"
        );
        for from in Region::all().filter(|from| *from != region) {
            let exception = stated
                .foreign_exceptions
                .iter()
                .find(|(other, _)| *other == from);
            let policy = exception.map_or(stated.foreign_number, |(_, policy)| *policy);
            assert_eq!(rules.foreign_number(from), policy, "{from} to {region}");
        }
        for (pattern, use_case) in [
            (&stated.alphanumeric_pattern, UseCase::Transactional),
            (&stated.marketing_pattern, UseCase::Marketing),
        ] {
            // A pattern has at least one character, so only a region without one takes an empty name.
            let takes_any = pattern.as_deref().is_none_or(|pattern| pattern == "*");
            assert_eq!(rules.accepts_form("", use_case), takes_any, "{region}");
        }
        let cited: Vec<_> = stated
            .sources
            .iter()
            .map(|id| {
                sheet
                    .sources
                    .iter()
                    .find(|source| source.id == *id)
                    .unwrap()
            })
            .collect();
        assert_eq!(rules.sources().count(), cited.len(), "{region}");
        for (source, cited) in rules.sources().zip(cited) {
            assert_eq!(source.title(), cited.title, "{region}");
            assert_eq!(source.publisher(), cited.publisher, "{region}");
            assert_eq!(source.date(), cited.date, "{region}");
            for fact in country::Fact::ALL {
                assert_eq!(
                    source.tells(fact),
                    cited.tells.contains(&fact),
                    "{region}: {fact}"
                );
            }
        }
    }
}
