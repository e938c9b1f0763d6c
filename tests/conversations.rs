//! What the store in memory remembers, for how long, and how much of it.

#![cfg(feature = "conversations")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that goes wrong should stop there"
)]

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, SystemTime};

use originator::{Conversations, Memory, Message, Number, PlanId, Router, Sender};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn number(index: u64) -> Number {
    Number::from_e164(&format!("+4670{index:08}")).unwrap()
}

fn sender(text: &str) -> Sender {
    text.parse().unwrap()
}

fn plans() -> (Router, PlanId, PlanId) {
    let map = "service_plans: { a: { originators: { SE: \"+46701740605\", US: \"+12025550142\" } }, b: { elsewhere: omit } }";
    let router = Router::from_yaml("map", map).unwrap();
    let (a, b) = (router.plan("a").unwrap(), router.plan("b").unwrap());
    (router, a, b)
}

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000)
}

#[test]
fn what_happened_is_recalled_with_its_age() {
    let (_, a, b) = plans();
    let store = Conversations::new(1000, 30 * DAY);
    assert_eq!(store.recall(a, number(1), now()), Memory::default());

    store.observe(a, number(1), Some(sender("+46701740605")), now());
    store.sent(a, number(1), sender("+12025550142"), now() + DAY);
    store.observe(a, number(2), None, now());

    let recalled = store.recall(a, number(1), now() + 2 * DAY);
    let expected = Memory::default().with_received(Some(sender("+46701740605")), 2 * DAY);
    assert_eq!(recalled, expected.with_sent(sender("+12025550142"), DAY));
    assert_eq!(
        store.recall(a, number(2), now()),
        Memory::default().with_received(None, Duration::ZERO)
    );
    assert_eq!(
        store.recall(b, number(1), now()),
        Memory::default(),
        "another plan's"
    );
    assert_eq!(
        store.recall(a, number(3), now()),
        Memory::default(),
        "nobody's"
    );
}

#[test]
fn what_is_too_old_is_not_recalled() {
    let (_, a, _) = plans();
    let store = Conversations::new(1000, 30 * DAY);
    store.observe(a, number(1), None, now());
    store.sent(a, number(1), sender("RETAIL"), now() + DAY);
    let second = Duration::from_secs(1);
    assert_ne!(
        store.recall(a, number(1), now() + 30 * DAY - second),
        Memory::default()
    );
    let only_sent = Memory::default().with_sent(sender("RETAIL"), 29 * DAY);
    assert_eq!(store.recall(a, number(1), now() + 30 * DAY), only_sent);
    assert_eq!(
        store.recall(a, number(1), now() + 31 * DAY),
        Memory::default()
    );
}

#[test]
fn the_latest_counts() {
    let (_, a, _) = plans();
    let store = Conversations::new(1000, 30 * DAY);
    store.observe(a, number(1), Some(sender("+46701740605")), now());
    store.observe(a, number(1), Some(sender("+12025550142")), now() + DAY);
    let expected = Memory::default().with_received(Some(sender("+12025550142")), Duration::ZERO);
    assert_eq!(store.recall(a, number(1), now() + DAY), expected);
    assert_eq!(store.count(), 1);
}

#[test]
fn the_latest_counts_in_whatever_order_it_is_told() {
    let (_, a, _) = plans();
    let store = Conversations::new(1000, 30 * DAY);
    store.observe(a, number(1), Some(sender("+12025550142")), now() + DAY);
    store.sent(a, number(1), sender("+12025550142"), now() + DAY);
    // A callback that was delivered late.
    store.observe(a, number(1), Some(sender("+46701740605")), now());
    store.sent(a, number(1), sender("+46701740605"), now());
    let expected = Memory::default()
        .with_received(Some(sender("+12025550142")), DAY)
        .with_sent(sender("+12025550142"), DAY);
    assert_eq!(store.recall(a, number(1), now() + 2 * DAY), expected);

    // Within a second nobody can say which was later: what was told last counts.
    store.observe(a, number(1), None, now() + DAY);
    let expected = Memory::default()
        .with_received(None, DAY)
        .with_sent(sender("+12025550142"), DAY);
    assert_eq!(store.recall(a, number(1), now() + 2 * DAY), expected);
}

#[test]
fn the_limit_holds_and_the_conversations_that_go_on_are_kept() {
    let (_, a, _) = plans();
    let limit = 1000;
    let store = Conversations::new(limit, 30 * DAY);
    for index in 0..10 * limit as u64 {
        store.observe(a, number(index), None, now());
        // One conversation in which something happens again and again.
        store.sent(a, number(0), sender("RETAIL"), now());
        assert!(store.count() <= limit, "{} after {index}", store.count());
    }
    let kept = |index: &u64| store.recall(a, number(*index), now()) != Memory::default();
    let last = 10 * limit as u64;
    assert_eq!(
        (last - limit as u64 / 2..last).filter(kept).count(),
        limit / 2,
        "the latest half is there"
    );
    assert_eq!(
        (1..last - limit as u64).filter(kept).count(),
        0,
        "what is longer ago is forgotten"
    );
    let goes_on = store.recall(a, number(0), now());
    assert_eq!(
        goes_on,
        Memory::default()
            .with_received(None, Duration::ZERO)
            .with_sent(sender("RETAIL"), Duration::ZERO)
    );
}

#[test]
fn conversations_are_counted_before_and_after_some_are_forgotten() {
    let (_, a, _) = plans();
    for (limit, expected, why) in [
        (
            10,
            &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 6, 7][..],
            "all ten are held; with one more the earlier half goes",
        ),
        (3, &[1, 2, 3, 2, 3, 3, 2], "an odd limit holds as well"),
        (0, &[1, 2, 2, 2], "two at the least"),
    ] {
        let store = Conversations::new(limit, 30 * DAY);
        let counts = (0..).zip(expected).map(|(index, _)| {
            store.observe(a, number(index), None, now());
            store.count()
        });
        assert_eq!(counts.collect::<Vec<usize>>(), expected, "{limit}: {why}");
    }
}

#[test]
fn what_is_remembered_outlives_a_reload_and_is_checked_against_the_new_map() {
    let (router, a, _) = plans();
    let store = Conversations::new(1000, 30 * DAY);
    let customer = Number::from_e164("+46701740699").unwrap();
    store.observe(a, customer, Some(sender("+46701740605")), now());
    let decide = || {
        let memory = store.recall(a, customer, now());
        router
            .decide(a, &Message::to("+46701740699").remembered(memory))
            .reason()
            .as_str()
    };
    assert_eq!(decide(), "same_number");
    router
        .reload("service_plans: { b: { elsewhere: omit }, a: { originators: { US: \"+12025550142\", SE: \"+46701740605\" } } }")
        .unwrap();
    assert_eq!(decide(), "same_number", "the same plans in another order");
    router
        .reload("service_plans: { a: { originators: { SE: \"+46701740606\" } } }")
        .unwrap();
    assert_eq!(decide(), "domestic", "the number left the map");
}

#[test]
fn writers_and_readers_on_several_threads_see_whole_conversations() {
    let (_, a, _) = plans();
    let store = Conversations::new(2000, 30 * DAY);
    let (one, two) = (sender("+46701740605"), sender("+12025550142"));
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        for (from, to) in [(one, two), (two, one)] {
            let (store, done) = (&store, &done);
            scope.spawn(move || {
                for index in 0..20_000 {
                    let customer = number(index % 3000);
                    store.observe(a, customer, Some(from), now());
                    store.sent(a, customer, to, now());
                }
                done.store(true, Ordering::Relaxed);
            });
        }
        scope.spawn(|| {
            let mut index = 0;
            while !done.load(Ordering::Relaxed) {
                index += 1;
                let recalled = store.recall(a, number(index % 3000), now());
                let senders = [Some(one), Some(two)];
                let fits = recalled == Memory::default()
                    || senders.iter().any(|&received| {
                        let heard = Memory::default().with_received(received, Duration::ZERO);
                        recalled == heard
                            || senders.iter().flatten().any(|&sent| {
                                recalled == heard.with_sent(sent, Duration::ZERO)
                                    || recalled == Memory::default().with_sent(sent, Duration::ZERO)
                            })
                    });
                assert!(fits, "{recalled:?}");
            }
        });
    });
    assert!(store.count() <= 2000 + 2, "{}", store.count());
}

/// Ten million conversations, in at most 450 MB. Run by name: it takes that memory and some seconds.
#[test]
#[ignore = "takes 450 MB; `cargo test --release --test conversations -- --ignored`"]
fn ten_million_conversations_fit() {
    let resident = || {
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let line = status
            .lines()
            .find(|line| line.starts_with("VmRSS:"))
            .unwrap();
        line.split_whitespace()
            .nth(1)
            .unwrap()
            .parse::<u64>()
            .unwrap()
            * 1024
    };
    let (_, a, _) = plans();
    let before = resident();
    let store = Conversations::new(10_000_000, 30 * DAY);
    for index in 0..10_000_000 {
        store.observe(a, number(index), Some(sender("+46701740605")), now());
    }
    let used = resident() - before;
    println!("{} conversations in {} MB", store.count(), used / 1_000_000);
    assert!(used <= 450_000_000, "{used} bytes");
    assert_eq!(store.count(), 10_000_000);
}
