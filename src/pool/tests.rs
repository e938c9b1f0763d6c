//! The test vectors of `docs/pools.md`, which were made without this library.

use serde_json::Value;

use super::*;

#[derive(Debug)]
struct Candidate(Sender, u32);

impl PoolMember for Candidate {
    fn sender(&self) -> &Sender {
        &self.0
    }

    fn kind(&self) -> SenderKind {
        // Draws do not depend on it.
        SenderKind::LongCode
    }

    fn weight(&self) -> u32 {
        self.1
    }
}

/// The rows of a list in the file of draws.
fn rows(list: &str) -> Vec<Value> {
    let file = include_str!("../../tests/vectors/draws.json");
    let file: Value = serde_json::from_str(file).unwrap();
    let rows = file[list].as_array().unwrap().clone();
    assert!(rows.len() > 10, "{list}");
    rows
}

fn text<'r>(row: &'r Value, field: &str) -> &'r str {
    row[field].as_str().unwrap()
}

fn integer(row: &Value, field: &str) -> u64 {
    text(row, field).parse().unwrap()
}

fn candidate(row: &Value) -> Candidate {
    let weight = row["weight"].as_u64().unwrap_or(1);
    Candidate(text(row, "sender").parse().unwrap(), weight as u32)
}

#[test]
fn it_mixes_as_the_vectors_say() {
    for row in rows("mix") {
        assert_eq!(mix(integer(&row, "value")), integer(&row, "mix"), "{row}");
    }
}

#[test]
fn it_draws_as_the_vectors_say() {
    for row in rows("draw") {
        let recipient = Number::from_e164(text(&row, "recipient")).unwrap();
        let drawn = draw(&candidate(&row), mix(recipient.as_u64()));
        assert_eq!(drawn, integer(&row, "draw"), "{row}");
    }
}

#[test]
fn a_draw_costs_what_the_vectors_say() {
    for row in rows("cost") {
        let cost = logarithm::minus_log2(integer(&row, "draw"));
        assert_eq!(cost, integer(&row, "cost"), "{row}");
    }
}

#[test]
fn the_better_of_two_is_as_the_vectors_say() {
    for row in rows("better") {
        let members = row["members"].as_array().unwrap();
        let [one, other] =
            [&members[0], &members[1]].map(|row| (candidate(row), integer(row, "draw")));
        let [one, other] = [&one, &other].map(|(member, draw)| Drawn {
            member,
            draw: *draw,
        });
        let order = if text(&row, "better") == one.member.0.as_str() {
            Ordering::Greater
        } else {
            Ordering::Less
        };
        assert_eq!(better(&one, &other), order, "{row}");
        assert_eq!(better(&other, &one), order.reverse(), "{row}");
    }
}
