//! The sheet as Rust code in the form of `src/country/row.rs`: one fact to a line, so that a change of a rule is a
//! change of a line.

use originator::Region;
use originator::country::ForeignSenderPolicy;

use crate::rules::Rules;
use crate::source::Source;
use crate::word::Word;

const HEAD: &str = "\
//! The country rules of `data/countries.yaml`. Do not edit: `cargo run --package country-gen -- .` makes this file.

use super::row::{Page, Row, by_region, region};
use super::{Alphanumeric, Availability, Fact, ForeignSenderPolicy, Rules, Source};
use crate::Region;

/// The rules of each region, at its index.
pub(super) static RULES: [Rules; Region::COUNT] = by_region(ROWS);
";

pub(crate) fn write(sources: &[Source], rules: &[Rules]) -> String {
    let mut rust = HEAD.to_owned();
    for source in sources {
        rust += &page(source);
    }
    rust += "\nstatic ROWS: &[(&str, Row)] = &[\n";
    for rules in rules {
        rust += &row(rules);
    }
    rust += "];\n";
    rust
}

fn page(source: &Source) -> String {
    let tells: Vec<String> = source.tells.iter().map(|fact| fact.path()).collect();
    format!(
        "
static {}: Source = Page {{
    title: {:?},
    publisher: {:?},
    date: {:?},
    tells: &[{}],
    ..Page::BLANK
}}
.source();
",
        constant(&source.id),
        source.title,
        source.publisher,
        source.date,
        tells.join(", "),
    )
}

/// A row, without what is not stated.
fn row(rules: &Rules) -> String {
    let mut lines = vec![("alphanumeric", rules.alphanumeric.path())];
    for (field, text) in [
        ("alphanumeric_form", &rules.alphanumeric_form),
        ("alphanumeric_pattern", &rules.alphanumeric_pattern),
        ("marketing_pattern", &rules.marketing_pattern),
    ] {
        lines.extend(text.as_ref().map(|text| (field, some(text))));
    }
    lines.push(("two_way_long_code", rules.two_way_long_code.path()));
    lines.push(("short_code", rules.short_code.path()));
    lines.push(("foreign_number", rules.foreign_number.path()));
    if !rules.foreign_exceptions.is_empty() {
        lines.push((
            "foreign_exceptions",
            list(&rules.foreign_exceptions, exception),
        ));
    }
    lines.extend(rules.note.as_ref().map(|note| ("note", some(note))));
    if !rules.sources.is_empty() {
        let by_name = |id: &String| format!("&{}", constant(id));
        lines.push(("sources", list(&rules.sources, by_name)));
    }
    let lines: String = lines
        .iter()
        .map(|(field, value)| format!("        {field}: {value},\n"))
        .collect();
    let code = rules.region.code();
    format!("    ({code:?}, Row {{\n{lines}        ..Row::UNKNOWN\n    }}),\n")
}

fn some(text: &str) -> String {
    format!("Some({text:?})")
}

fn list<T>(items: &[T], written: impl Fn(&T) -> String) -> String {
    let items: Vec<String> = items.iter().map(written).collect();
    format!("&[{}]", items.join(", "))
}

fn exception((from, policy): &(Region, ForeignSenderPolicy)) -> String {
    format!("(region({:?}), {})", from.code(), policy.path())
}

/// `aws-2023` → `AWS_2023`.
fn constant(id: &str) -> String {
    id.to_ascii_uppercase().replace('-', "_")
}
