//! What is refused in `data/countries.yaml`, sentence by sentence, and what becomes of a sound file.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that goes wrong should stop there"
)]

use country_gen::{Problem, Sheet};
use originator::Region;

const SOUND: &str = "\
sources:
  atlas: { title: An atlas, publisher: A press, date: 2025-03, tells: [alphanumeric, foreign_number] }
  pages: { title: Pages, publisher: A press, date: 2024, url: 'https://example.com/{page}', tells: [short_code] }
regions:
  CA: unknown
  SE:
    alphanumeric: free
    two_way_long_code: unknown
    short_code: available
    foreign_number: unknown
    sources: [atlas, pages/se]
  US:
    alphanumeric: registered
    alphanumeric_form: Six letters.
    two_way_long_code: unknown
    short_code: unknown
    foreign_number: blocked
    foreign_exceptions: { CA: kept }
    note: \"A \\\"quoted\\\" word.\"
    sources: [atlas]
";

fn read(yaml: &str) -> Result<Sheet, Vec<Problem>> {
    let regions: [Region; 3] = ["CA", "SE", "US"].map(|code| code.parse().unwrap());
    Sheet::read(yaml, &regions)
}

fn problems(yaml: &str) -> Vec<String> {
    match read(yaml) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.iter().map(Problem::to_string).collect(),
    }
}

#[test]
fn a_sound_file_becomes_a_row_for_every_region_with_rules() {
    let table = read(SOUND).unwrap().table();
    let rows = table.split_once("pub(super) static RULES").unwrap().1;
    assert_eq!(
        rows,
        r#": [Rules; Region::COUNT] = by_region(ROWS);

static ATLAS: Source = Page {
    title: "An atlas",
    publisher: "A press",
    date: "2025-03",
    tells: &[Fact::Alphanumeric, Fact::ForeignNumber],
    ..Page::BLANK
}
.source();

static PAGES: Source = Page {
    title: "Pages",
    publisher: "A press",
    date: "2024",
    tells: &[Fact::ShortCode],
    ..Page::BLANK
}
.source();

static ROWS: &[(&str, Row)] = &[
    ("SE", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Unknown,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&ATLAS, &PAGES],
        ..Row::UNKNOWN
    }),
    ("US", Row {
        alphanumeric: Alphanumeric::Registered,
        alphanumeric_form: Some("Six letters."),
        two_way_long_code: Availability::Unknown,
        short_code: Availability::Unknown,
        foreign_number: ForeignSenderPolicy::Blocked,
        foreign_exceptions: &[(region("CA"), ForeignSenderPolicy::Kept)],
        note: Some("A \"quoted\" word."),
        sources: &[&ATLAS],
        ..Row::UNKNOWN
    }),
];
"#
    );
}

#[test]
fn each_mistake_is_named_with_its_line() {
    for (right, wrong, expected, why) in [
        (
            "  CA: unknown\n",
            "",
            "4: region CA is missing",
            "a new region in the table needs its rules",
        ),
        (
            "  CA: unknown\n",
            "  CA: unknown\n  CA: unknown\n",
            "6: regions: CA stands twice, first on line 5",
            "one of two would be lost in silence",
        ),
        (
            "  CA: unknown\n",
            "  CA: unknown\n  UK: unknown\n",
            "6: UK is no region",
            "the United Kingdom is GB",
        ),
        (
            "  CA: unknown\n",
            "  CA: unknown\n  001: unknown\n",
            "6: 001 is no region",
            "it has no rules",
        ),
        (
            "alphanumeric: free",
            "alphanumeric: yes",
            "7: alphanumeric: yes is none of free, registered, not_supported, unknown",
            "a closed list",
        ),
        (
            "    short_code: available\n",
            "",
            "6: SE does not say short_code",
            "unknown is said, never left out",
        ),
        (
            "note:",
            "notes:",
            "19: US: notes is none of alphanumeric_form, alphanumeric_pattern, marketing_pattern, foreign_exceptions, note, sources, alphanumeric, \
             two_way_long_code, short_code, foreign_number",
            "an unknown field",
        ),
        (
            "word.",
            "word",
            "19: note must end with a full stop",
            "notes are shown as sentences",
        ),
        (
            "[atlas, pages/se]",
            "[atlas]",
            "3: source pages is not used\n9: SE: no source tells short_code",
            "the atlas does not speak of short codes",
        ),
        (
            "[atlas, pages/se]",
            "[atlas, pages/se, map]",
            "11: SE: source map is not defined",
            "an id of the table is meant",
        ),
        (
            "[atlas, pages/se]",
            "[atlas, atlas, pages/se]",
            "11: SE: source atlas stands twice",
            "once will do",
        ),
        (
            "[atlas, pages/se]",
            "[atlas, pages]",
            "11: SE: pages: a page where the url has {page}, and only there",
            "which page?",
        ),
        (
            "regions:",
            "  map: { title: A map, publisher: A press, date: 2025, tells: [short_code] }\nregions:",
            "4: source map is not used",
            "left over",
        ),
        (
            "2025-03",
            "2025-13",
            "2: source atlas: date 2025-13 is not YYYY or YYYY-MM",
            "a month",
        ),
        (
            "publisher: A press, date: 2024,",
            "date: 2024,",
            "3: source pages has no publisher",
            "who says so?",
        ),
        (
            "CA: kept",
            "US: kept",
            "18: US is not foreign to itself",
            "an exception is another region",
        ),
        (
            "CA: kept",
            "CA: blocked",
            "18: US: CA is no exception, all are blocked",
            "it says nothing",
        ),
        (
            "registered\n",
            "not_supported\n",
            "14: US: a form for names that do not work",
            "the two contradict",
        ),
        (
            "    alphanumeric_form: Six letters.\n",
            "    alphanumeric_pattern: '@@@@@@'\n",
            "14: US: a pattern without an alphanumeric_form that says it in words",
            "people read the sentence",
        ),
        (
            "Six letters.\n",
            "Six letters.\n    marketing_pattern: AD-%\n",
            "15: marketing_pattern: AD-% has characters that no name has",
            "no name could fit",
        ),
        (
            "alphanumeric: free",
            "alphanumeric: [free",
            "",
            "not YAML: the parser's own words",
        ),
    ] {
        assert!(SOUND.contains(right), "{right}");
        let found = problems(&SOUND.replacen(right, wrong, 1));
        if expected.is_empty() {
            assert_eq!(found.len(), 1, "{why}: {found:?}");
        } else {
            assert_eq!(found.join("\n"), expected, "{why}");
        }
    }
}

#[test]
fn all_mistakes_are_reported_at_once_in_file_order() {
    let wrong = SOUND
        .replace("alphanumeric: free", "alphanumeric: perhaps")
        .replace("foreign_number: blocked", "foreign_number: gone")
        .replace("2025-03", "March");
    let lines: Vec<String> = problems(&wrong)
        .iter()
        .filter_map(|problem| problem.split_once(':').map(|(line, _)| line.to_owned()))
        .collect();
    assert_eq!(lines, ["2", "7", "17"]);
}

#[test]
fn regions_stand_in_the_order_of_their_codes() {
    let wrong = SOUND.replace("  CA: unknown\n", "") + "  CA: unknown\n";
    assert_eq!(problems(&wrong), ["20: CA is out of code order"]);
}
