//! The page that says what the reports on a map mean has all of them, in the words of the library.

use originator::{MapErrorKind, MapWarningKind, Router};

const PAGE: &str = include_str!("../../docs/map.md");

fn section(heading: &str) -> &'static str {
    let heading = format!("\n## {heading}\n");
    let (_, text) = PAGE.split_once(&heading).unwrap();
    text.split_once("\n## ").map_or(text, |(text, _)| text)
}

fn rows(heading: &str) -> Vec<String> {
    let rows = section(heading).lines();
    rows.filter(|line| line.starts_with("| `"))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_error_is_explained() {
    let kinds = MapErrorKind::ALL.iter();
    let expected: Vec<String> = kinds
        .map(|kind| format!("| `{kind}` | {} |", kind.about()))
        .collect();
    assert_eq!(rows("Errors"), expected);
}

#[test]
fn every_warning_is_explained() {
    let kinds = MapWarningKind::ALL.iter();
    let expected: Vec<String> = kinds
        .map(|kind| format!("| `{kind}` | {} |", kind.about()))
        .collect();
    assert_eq!(rows("Warnings"), expected);
}

#[test]
fn the_words_of_the_page_are_no_senders() {
    let (before, _) = section("Words that are no senders")
        .split_once(".\nIf one")
        .unwrap();
    let (_, words) = before.split_once("most programs:").unwrap();
    let words: Vec<&str> = words.split('`').skip(1).step_by(2).collect();
    assert!(words.len() > 20, "{words:?}");
    for word in words {
        for written in [word.to_owned(), word.to_uppercase(), format!("\"{word}\"")] {
            let alone = format!("originators: {{ US: {written} }}");
            assert!(Router::from_yaml("map", &alone).is_err(), "{written}");
        }
        if word.chars().all(|c| c != '/') {
            let named = format!("originators: {{ US: {{ sender: \"{word}\" }} }}");
            assert!(Router::from_yaml("map", &named).is_ok(), "{word}");
        }
    }
}

fn yaml(heading: &str) -> &'static str {
    let (_, yaml) = section(heading).split_once("```yaml\n").unwrap();
    yaml.split_once("```").unwrap().0
}

#[test]
fn the_map_with_every_option_is_right_and_has_every_field() {
    let every = yaml("Every option");
    Router::from_yaml("map", every).unwrap();
    // The error of an unknown field lists those of a plan.
    let unknown = "service_plans: { a: { originators: { US: omit }, somethingelse: 1 } }";
    let errors = Router::from_yaml("map", unknown).unwrap_err();
    let fix = errors.iter().next().unwrap().fix().to_owned();
    let (_, fields) = fix.split_once(" a plan are ").unwrap();
    let fields: Vec<&str> = fields.split(", ").collect();
    assert!(fields.len() > 10, "{fix}");
    for field in fields {
        assert!(every.contains(&format!("{field}:")), "{field}");
    }
}

#[test]
fn the_map_with_an_anchor_is_right() {
    assert!(Router::from_yaml("map", yaml("Anchors")).is_ok());
}
