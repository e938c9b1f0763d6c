//! Deciding, beside what packing a number's digits and one look into a hash table cost.
//!
//! An iteration is one decision about canonical E.164, as a send pipeline has it. Answers are asserted before
//! they are timed.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a benchmark that goes wrong should stop"
)]

#[path = "../traffic/mod.rs"]
mod traffic;

mod plans;
mod pools;
mod threads;
mod world;

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use originator::{Memory, Message, Number, Reason, Sender};
use world::{Numbers, World, bench};

/// What a hand-written router does at the least: the digits packed, and one look into a hash table, here by the
/// first four of them.
fn floor(table: &HashMap<u64, Sender>, number: &str) -> Option<Sender> {
    let number = Number::from_e164(number)?;
    table.get(&prefix(number)).copied()
}

fn prefix(number: Number) -> u64 {
    number
        .digits()
        .take(4)
        .fold(0, |prefix, digit| prefix * 10 + u64::from(digit))
}

fn pool(weights: bool) -> String {
    let member = |index: usize| {
        let sender = format!("\"+4670174060{index}\"");
        if weights {
            format!("{{ sender: {sender}, weight: {} }}", index + 1)
        } else {
            sender
        }
    };
    let members: Vec<String> = (1..=8).map(member).collect();
    format!("{{ pool: [{}] }}", members.join(", "))
}

fn answer(number: &str) -> Message<'_> {
    Message::reply_to(number).written_to("+12025550142")
}

fn had(memory: Memory) -> impl for<'n> Fn(&'n str) -> Message<'n> {
    move |number| Message::to(number).remembered(memory)
}

/// Asserts why every one of the numbers is decided as it is.
fn reasons(world: &World, message: impl for<'n> Fn(&'n str) -> Message<'n>, reason: Reason) {
    for number in world.numbers.iter() {
        let decision = world.router.decide(world.plan, &message(number));
        assert_eq!(decision.reason(), reason, "{number}");
    }
}

fn all(criterion: &mut Criterion) {
    let traffic = traffic::worldwide();
    let mut world = World::worldwide(&traffic);
    world.bench(criterion, "route", "worldwide", |number| {
        Message::to(number)
    });

    let World {
        router,
        plan,
        numbers,
    } = &mut world;
    let mut table = HashMap::new();
    for number in numbers.iter() {
        if let Some(sender) = router.route(*plan, number).sender() {
            table.insert(prefix(Number::from_e164(number).unwrap()), sender);
        }
    }
    let found = numbers
        .iter()
        .filter(|number| floor(&table, number).is_some())
        .count();
    assert!(found > numbers.count() / 3, "only {found} are found");
    bench(criterion, "floor", "pack_and_lookup", |count| {
        numbers.time(count, |number| floor(&table, number))
    });

    let hot = [
        "+12025550123",
        "+46701740699",
        "+447911123456",
        "+5491123456789",
    ];
    world.numbers = Numbers::new(hot);
    assert!(
        world.numbers.iter().all(|number| world
            .router
            .route(world.plan, number)
            .region()
            .is_some())
    );
    world.bench(criterion, "route", "hot", |number| Message::to(number));

    let mut sweden = World::sweden("\"+46701740605\"");
    reasons(&sweden, answer, Reason::Domestic);
    sweden.bench(criterion, "reply", "domestic", answer);

    for (name, weights) in [("pool_of_8", false), ("weighted_pool_of_8", true)] {
        let mut pool = World::sweden(&pool(weights));
        let senders: HashSet<Sender> = pool
            .numbers
            .iter()
            .filter_map(|number| pool.router.route(pool.plan, number).sender())
            .collect();
        assert!(senders.len() >= 6, "{senders:?} share");
        reasons(&pool, |number| Message::to(number), Reason::Domestic);
        pool.bench(criterion, "route", name, |number| Message::to(number));
    }

    let sender = Sender::from_number(Number::from_e164("+46701740603").unwrap());
    let memory = Memory::default().with_sent(sender, Duration::from_secs(60));
    let mut sticky = World::sweden(&pool(false));
    reasons(&sticky, had(memory), Reason::Sticky);
    sticky.bench(criterion, "route", "sticky_hit", had(memory));

    pools::benches(criterion);
    plans::benches(criterion, &traffic);
    threads::benches(criterion, &traffic);
}

criterion_group!(route, all);
criterion_main!(route);
