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

mod traffic;

use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use originator::numbering::Validity;
use originator::{Memory, Message, Number, Outcome, PlanId, Reason, Router, Sender, read};

const WORLDWIDE: usize = 100_000;

/// Numbers one behind the other, as they lie in a file that is read.
struct Numbers {
    text: String,
    places: Vec<(u32, u32)>,
    next: usize,
}

impl Numbers {
    fn new<'n>(numbers: impl IntoIterator<Item = &'n str>) -> Numbers {
        let (mut text, mut places) = (String::new(), Vec::new());
        for number in numbers {
            let start = text.len() as u32;
            text.push_str(number);
            places.push((start, text.len() as u32));
            text.push('\n');
        }
        Numbers {
            text,
            places,
            next: 0,
        }
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        self.places
            .iter()
            .map(|&(start, end)| &self.text[start as usize..end as usize])
    }

    /// Times `decide` on the next numbers, beginning again after the last.
    fn time<T>(&mut self, count: u64, decide: impl Fn(&str) -> T) -> Duration {
        let mut left = count as usize;
        let start = Instant::now();
        while left > 0 {
            let stretch = left.min(self.places.len() - self.next);
            for &(start, end) in &self.places[self.next..self.next + stretch] {
                black_box(decide(black_box(&self.text[start as usize..end as usize])));
            }
            left -= stretch;
            self.next = (self.next + stretch) % self.places.len();
        }
        start.elapsed()
    }
}

/// A map, and numbers to route by it.
struct World {
    router: Router,
    plan: PlanId,
    numbers: Numbers,
}

impl World {
    /// Three regions in four listed, one listed region in six with a pool of four equal weights.
    fn worldwide() -> World {
        let all = traffic::worldwide();
        let mut valid: HashMap<&str, Vec<&str>> = HashMap::new();
        for (number, region) in &all {
            if region != "001" && read(number, None).unwrap().location.validity == Validity::Valid {
                valid.entry(region).or_default().push(number);
            }
        }
        let mut regions: Vec<&str> = valid.keys().copied().collect();
        regions.sort_unstable();
        let (mut map, mut listed) = (String::from("originators:\n"), HashMap::new());
        for (index, region) in regions
            .into_iter()
            .enumerate()
            .filter(|(index, _)| index % 4 != 3)
        {
            let members = if index % 8 == 0 { 4 } else { 1 };
            let senders: Vec<&str> = valid[region].iter().copied().take(members).collect();
            writeln!(
                map,
                "  \"{region}\": {{ pool: [\"{}\"] }}",
                senders.join("\", \"")
            )
            .unwrap();
            listed.insert(region, senders);
        }
        let senders: HashSet<&str> = listed.values().flatten().copied().collect();
        let numbers = all.iter().map(|(number, _)| number.as_str());
        let numbers = Numbers::new(
            numbers
                .filter(|number| !senders.contains(number))
                .take(WORLDWIDE),
        );
        assert_eq!(numbers.places.len(), WORLDWIDE);
        let router = Router::from_yaml("worldwide", &map).unwrap();
        let plan = router.default_plan().unwrap();
        let mut sent = 0;
        for number in numbers.iter() {
            let decision = router.route(plan, number);
            match (
                listed.get(decision.region().unwrap().code()),
                decision.outcome(),
            ) {
                (Some(senders), Outcome::Use(sender)) => {
                    assert!(senders.contains(&sender.as_str()), "{number}: {decision:?}");
                    sent += 1;
                }
                (Some(_), _) => assert_eq!(decision.reason(), Reason::InvalidNumber, "{number}"),
                (None, outcome) => assert_eq!(outcome, Outcome::Refuse, "{number}"),
            }
        }
        assert!(sent > WORLDWIDE / 3, "only {sent} are sent");
        World {
            router,
            plan,
            numbers,
        }
    }

    /// A hundred Swedish numbers, and the entry of Sweden.
    fn sweden(entry: &str) -> World {
        let map = format!("originators: {{ SE: {entry}, US: \"+12025550142\" }}\nsticky: true\n");
        let router = Router::from_yaml("sweden", &map).unwrap();
        let plan = router.default_plan().unwrap();
        let numbers: Vec<String> = (100..200).map(|line| format!("+46701741{line}")).collect();
        World {
            router,
            plan,
            numbers: Numbers::new(numbers.iter().map(String::as_str)),
        }
    }

    fn bench(
        &mut self,
        criterion: &mut Criterion,
        group: &str,
        name: &str,
        message: impl for<'n> Fn(&'n str) -> Message<'n>,
    ) {
        let World {
            router,
            plan,
            numbers,
        } = self;
        bench(criterion, group, name, |count| {
            numbers.time(count, |number| router.decide(*plan, &message(number)))
        });
    }
}

fn bench(
    criterion: &mut Criterion,
    group: &str,
    name: &str,
    mut time: impl FnMut(u64) -> Duration,
) {
    let mut group = criterion.benchmark_group(group);
    group.throughput(Throughput::Elements(1));
    group.bench_function(name, |bencher| bencher.iter_custom(&mut time));
    group.finish();
}

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
    let member = |index: usize| match weights {
        false => format!("\"+4670174060{index}\""),
        true => format!(
            "{{ sender: \"+4670174060{index}\", weight: {} }}",
            index + 1
        ),
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
    let mut world = World::worldwide();
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
    assert!(found > WORLDWIDE / 3, "only {found} are found");
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
    let memory = Memory::default().sent(sender, Duration::from_secs(60));
    let mut sticky = World::sweden(&pool(false));
    reasons(&sticky, had(memory), Reason::Sticky);
    sticky.bench(criterion, "route", "sticky_hit", had(memory));
}

criterion_group!(route, all);
criterion_main!(route);
