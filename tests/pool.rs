//! How pools share: a million recipients over pools of several kinds, and who moves when a pool changes.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that goes wrong should stop there"
)]

use std::thread;

use originator::{PlanId, Router, Sender};

const RECIPIENTS: usize = 1_000_000;

/// Mobile numbers of eight countries, in blocks as they are handed out.
const BLOCKS: [(&str, usize); 8] = [
    ("+1202", 7),
    ("+336", 8),
    ("+39312", 7),
    ("+44770", 7),
    ("+4670", 7),
    ("+55119", 8),
    ("+6149", 7),
    ("+91987", 7),
];

fn recipient(index: usize) -> String {
    let (code, digits) = BLOCKS[index % BLOCKS.len()];
    format!("{code}{:0digits$}", index / BLOCKS.len())
}

const SENDERS: [&str; 9] = [
    "+12025550142",
    "+13125550123",
    "+14165550142",
    "+447700900142",
    "+46701740605",
    "+46701740606",
    "56767",
    "RETAIL",
    "+16045550142",
];

/// A pool as its members, each a sender's place in `SENDERS` and a weight.
type Pool = Vec<(usize, u32)>;

fn pool(weights: &[u32]) -> Pool {
    weights.iter().copied().enumerate().collect()
}

/// Which member each recipient gets, as its place in `SENDERS`.
fn shared(members: &[String]) -> Vec<u8> {
    let map = format!("elsewhere: {{ pool: [{}] }}", members.join(", "));
    let router = Router::from_yaml("map", &map).unwrap_or_else(|errors| panic!("{errors}"));
    let plan = router.default_plan().unwrap();
    let senders = SENDERS.map(|text| text.parse::<Sender>().unwrap());
    let half = |from, to| (from..to).map(|index| gets(&router, plan, &senders, index)).collect::<Vec<u8>>();
    thread::scope(|scope| {
        let second = scope.spawn(|| half(RECIPIENTS / 2, RECIPIENTS));
        let mut first = half(0, RECIPIENTS / 2);
        first.extend(second.join().unwrap());
        first
    })
}

fn gets(router: &Router, plan: PlanId, senders: &[Sender], index: usize) -> u8 {
    let sender = router.route(plan, &recipient(index)).sender().unwrap();
    senders.iter().position(|other| *other == sender).unwrap() as u8
}

fn members(pool: &Pool) -> Vec<String> {
    let members = pool.iter();
    members.map(|&(place, weight)| format!("{{ sender: \"{}\", weight: {weight} }}", SENDERS[place])).collect()
}

#[test]
fn t() {
    let at = std::time::Instant::now();
    shared(&members(&pool(&[1; 8])));
    eprintln!("{:?}", at.elapsed());
    let at = std::time::Instant::now();
    shared(&members(&pool(&[1,2,3,10])));
    eprintln!("{:?}", at.elapsed());
}
