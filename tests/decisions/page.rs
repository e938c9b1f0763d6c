//! The page that says what the words of a decision mean has all of them.

use originator::{Reason, Warning};

const PAGE: &str = include_str!("../../docs/decisions.md");

/// The words that begin the rows of a section's table, in order.
fn words(section: &str) -> Vec<&'static str> {
    let heading = format!("\n## {section}\n");
    let (_, text) = PAGE.split_once(&heading).unwrap();
    let text = text.split_once("\n## ").map_or(text, |(text, _)| text);
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.map(|row| row.split_once('`').unwrap().0).collect()
}

#[test]
fn every_reason_is_explained() {
    assert_eq!(words("Reasons"), Reason::ALL.map(Reason::as_str));
}

#[test]
fn every_warning_is_explained() {
    assert_eq!(words("Warnings"), Warning::ALL.map(Warning::as_str));
}
