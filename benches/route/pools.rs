//! Pools from one member to a hundred thousand, of equal weights and of different ones.
//!
//! The members and the recipients are valid Swedish mobile numbers that are made here. They are not set aside for
//! fiction, of which there are too few, and nothing is ever sent to them.

use std::collections::HashSet;
use std::fmt::Write;

use criterion::Criterion;
use originator::{Message, Reason, Sender};

use crate::reasons;
use crate::world::{Numbers, World};

const SIZES: [(&str, usize); 6] = [
    ("pool_of_1", 1),
    ("pool_of_10", 10),
    ("pool_of_100", 100),
    ("pool_of_1k", 1_000),
    ("pool_of_10k", 10_000),
    ("pool_of_100k", 100_000),
];
const RECIPIENTS: usize = 10_000;
/// How many recipients' members are looked at before they are timed.
const LOOKED_AT: usize = 200;
/// Weights from one to this.
const WEIGHTS: usize = 8;

pub(crate) fn benches(criterion: &mut Criterion) {
    let recipients: Vec<String> = (0..RECIPIENTS)
        .map(|line| format!("+4670175{line:04}"))
        .collect();
    let recipients = || recipients.iter().map(String::as_str);
    for (name, size) in SIZES {
        for (name, weights) in [(name.to_owned(), 1), (format!("weighted_{name}"), WEIGHTS)] {
            let mut pool = World::sweden(&entry(size, weights));
            pool.numbers = Numbers::new(recipients().take(LOOKED_AT));
            reasons(&pool, |number| Message::to(number), Reason::Domestic);
            let least = expected(size as f64) * 0.8;
            let shares = shares(&pool, size);
            assert!(shares as f64 >= least, "{name}: {shares} of {least} share");

            pool.numbers = Numbers::new(recipients());
            pool.bench(criterion, "route", &name, |number| Message::to(number));
        }
    }
}

/// So many members, their weights by turns from one to the greatest.
fn entry(size: usize, weights: usize) -> String {
    let mut entry = String::from("{ pool: [");
    for member in 0..size {
        let weight = member % weights + 1;
        write!(
            entry,
            "{{ sender: \"{}\", weight: {weight} }}, ",
            sender(member)
        )
        .unwrap();
    }
    entry + "] }"
}

fn sender(member: usize) -> String {
    format!("+467020{member:05}")
}

/// How many members have recipients.
fn shares(pool: &World, size: usize) -> usize {
    let members: HashSet<Sender> = (0..size).map(|it| sender(it).parse().unwrap()).collect();
    let chosen: HashSet<Sender> = pool
        .numbers
        .iter()
        .filter_map(|number| pool.router.route(pool.plan, number).sender())
        .collect();
    assert!(chosen.is_subset(&members));
    chosen.len()
}

/// How many of so many equal members have some of the recipients that are looked at, if these fall to them by
/// chance.
fn expected(size: f64) -> f64 {
    size * (1.0 - (1.0 - 1.0 / size).powi(LOOKED_AT as i32))
}
