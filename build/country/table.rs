//! The checked sheet as Rust source, to be included in `src/country/table.rs`.

use super::check::{FACTS, Rules, Sheet};

/// A static for each source, and `RULES` with a row for each code.
pub(super) fn write(sheet: &Sheet, codes: &[&str]) -> String {
    let mut rust = String::from("// Written by build.rs from data/countries.yaml.\n\n");
    for source in &sheet.sources {
        let tells: Vec<bool> = FACTS
            .iter()
            .map(|fact| source.tells.iter().any(|told| told == fact.field))
            .collect();
        rust += &format!(
            "static {}: Source = Source {{ title: Cow::Borrowed({:?}), publisher: Cow::Borrowed({:?}), date: Cow::Borrowed({:?}), tells: {tells:?} }};\n",
            constant(&source.id),
            source.title,
            source.publisher,
            source.date,
        );
    }
    rust += "\npub(super) static RULES: [Rules; Region::COUNT] = [\n";
    for (index, code) in codes.iter().enumerate() {
        match sheet.rules.iter().find(|rules| rules.code == *code) {
            Some(rules) => rust += &row(index, rules, codes),
            None => rust += &format!("    Rules::unknown({index}), // {code}\n"),
        }
    }
    rust += "];\n";
    rust
}

fn row(index: usize, rules: &Rules, codes: &[&str]) -> String {
    let mut row = format!("    Rules {{ // {}\n        region: {index},\n", rules.code);
    for (fact, word) in FACTS.iter().zip(&rules.words) {
        let (field, value) = (fact.field, variant(fact.enumeration, word));
        row += &format!("        {field}: {value},\n");
    }
    let exceptions: Vec<String> = rules
        .exceptions
        .iter()
        .filter_map(|(code, fate)| {
            let index = codes.iter().position(|known| known == code)?;
            Some(format!("({index}, {})", variant("Fate", fate)))
        })
        .collect();
    let sources: Vec<String> = rules
        .sources
        .iter()
        .map(|id| format!("&{}", constant(id)))
        .collect();
    row += &format!(
        "        alphanumeric_form: {},
        alphanumeric_pattern: {},
        marketing_pattern: {},
        exceptions: Cow::Borrowed(&[{}]),
        note: {},
        own_sources: Vec::new(),
        own: Own::NOTHING,
        sources: &[{}],
    }},
",
        text(rules.form.as_deref()),
        text(rules.pattern.as_deref()),
        text(rules.marketing_pattern.as_deref()),
        exceptions.join(", "),
        text(rules.note.as_deref()),
        sources.join(", "),
    );
    row
}

fn text(text: Option<&str>) -> String {
    text.map_or("None".to_owned(), |text| {
        format!("Some(Cow::Borrowed({text:?}))")
    })
}

/// `aws-2023` → `AWS_2023`.
fn constant(id: &str) -> String {
    id.to_ascii_uppercase().replace('-', "_")
}

/// `Fate` and `not_found` → `Fate::NotFound`.
fn variant(enumeration: &str, word: &str) -> String {
    let camel: String = word
        .split('_')
        .flat_map(|part| {
            let mut chars = part.chars();
            let first = chars.next().map(|c| c.to_ascii_uppercase());
            first.into_iter().chain(chars)
        })
        .collect();
    format!("{enumeration}::{camel}")
}
