//! Tables of maps in `cases/`: each with the reason it is there and every error it has.
//!
//! `UPDATE_CASES=1 cargo test` writes what the reader says now; read the difference before it is committed.

use std::fmt::Write;
use std::path::Path;

use originator::country::Rulebook;
use originator::{Context, MapErrors, Router};

/// What is said of a map: an error a paragraph, else a warning a paragraph with how many sources say so.
pub(crate) fn said(map: &str) -> String {
    match Router::from_yaml("map.yaml", map) {
        Ok(_) => String::new(),
        Err(errors) => listed(&errors),
    }
}

fn warned(map: &str) -> String {
    let warnings = match Context::default().check("map.yaml", map) {
        Ok(warnings) => warnings,
        Err(errors) => panic!("{errors}"),
    };
    let mut said = String::new();
    for warning in warnings.iter() {
        let (line, column) = warning.line_and_column().unwrap_or_default();
        let (kind, path) = (warning.kind(), warning.path());
        let (message, fix) = (warning.message(), warning.fix());
        writeln!(said, "{kind} {line}:{column} {path}\n  {message}\n  {fix}").unwrap();
        for source in warning.sources() {
            writeln!(said, "  by {source}").unwrap();
        }
    }
    said
}

fn rules(text: &str) -> String {
    match Rulebook::from_yaml("rules.yaml", text) {
        Ok(_) => String::new(),
        Err(errors) => listed(&errors),
    }
}

fn listed(errors: &MapErrors) -> String {
    let mut said = String::new();
    for error in errors.iter() {
        let (line, column) = error.line_and_column().unwrap_or_default();
        let (kind, path) = (error.kind(), error.path());
        let first = format!("{kind} {line}:{column} {path}");
        let (message, fix) = (error.message(), error.fix());
        writeln!(said, "{}\n  {message}\n  {fix}", first.trim_end()).unwrap();
    }
    said
}

fn check(table: &str, said: impl Fn(&str) -> String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/map/cases")
        .join(table);
    let text = std::fs::read_to_string(&path).unwrap();
    let mut now = String::new();
    let mut count = 0;
    for case in text.split("## ").skip(1) {
        let (why, rest) = case.split_once('\n').unwrap();
        let (map, _) = rest.split_once("\n--\n").unwrap();
        writeln!(now, "## {why}\n{map}\n--\n{}", said(map).trim_end()).unwrap();
        count += 1;
    }
    assert!(count > 0);
    if std::env::var_os("UPDATE_CASES").is_some() {
        return std::fs::write(&path, &now).unwrap();
    }
    for (now, then) in now.split("## ").zip(text.split("## ")) {
        assert_eq!(now.trim_end(), then.trim_end(), "{table}");
    }
}

#[test]
fn senders() {
    check("senders.txt", said);
}

#[test]
fn terms_of_a_sender_in_several_places() {
    check("terms.txt", said);
}

#[test]
fn orders_of_preference() {
    check("order.txt", said);
}

#[test]
fn plans_and_their_fields() {
    check("plan.txt", said);
}

#[test]
fn yaml_as_people_write_it() {
    check("yaml.txt", said);
}

#[test]
fn what_may_go_wrong() {
    check("warnings.txt", warned);
}

#[test]
fn rules_of_the_users_own() {
    check("rules.txt", rules);
}
