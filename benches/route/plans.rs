//! From one plan to a hundred thousand: what a decision costs, beside a bare array of the same senders, and what
//! it costs to load the map.

use std::collections::HashMap;
use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, SamplingMode, Throughput};
use originator::{Number, Outcome, PlanId, Router, Sender};

use crate::prefix;
use crate::world::{Numbers, Traffic, bench, is_valid};

const COUNTRIES: [&str; 20] = [
    "AU", "BR", "CA", "DE", "ES", "FR", "GB", "ID", "IN", "IT", "JP", "MX", "NG", "NL", "PH", "PL",
    "SE", "TR", "US", "ZA",
];
/// A prime: in the end every plan meets every number.
const NUMBERS: usize = 19_997;
const COUNTS: [(&str, usize); 6] = [
    ("one_plan", 1),
    ("10_plans", 10),
    ("100_plans", 100),
    ("1k_plans", 1_000),
    ("10k_plans", 10_000),
    ("100k_plans", 100_000),
];
/// Of the hundred thousand plans, those that alone get messages where few do.
const BUSY: (&str, usize) = ("100_of_100k_plans", 100);

/// The same numbers by one plan, and each by another of many plans than the one before.
pub(crate) fn benches(criterion: &mut Criterion, traffic: &Traffic) {
    let mut senders: HashMap<&str, &str> = HashMap::new();
    let mut numbers = Vec::new();
    for (number, region) in traffic {
        if COUNTRIES.contains(&&region[..]) && is_valid(number) {
            match senders.get(&region[..]) {
                Some(_) => numbers.push((&number[..], &region[..])),
                None => drop(senders.insert(region, number)),
            }
        }
    }
    let bare = Bare::new(&senders, &numbers);
    // Where a prefix has two countries, those of one of them.
    numbers.retain(|(number, region)| bare.sender(0, number) == senders[region].parse().ok());
    let numbers = numbers.iter().map(|(number, _)| *number);
    let mut numbers = Numbers::new(numbers.take(NUMBERS));
    assert_eq!(numbers.count(), NUMBERS);
    for (name, count) in COUNTS {
        let map = many(count, &senders);
        load(criterion, name, &map);

        let router = Router::from_yaml("many", &map).unwrap();
        let plans: Vec<PlanId> = (0..count)
            .map(|plan| router.plan(&format!("plan{plan}")).unwrap())
            .collect();
        let bare = bare.of_plans(count);
        for (step, number) in numbers.iter().enumerate() {
            let decision = router.route(plans[step % count], number);
            let sender: Sender = senders[decision.region().unwrap().code()].parse().unwrap();
            assert_eq!(decision.outcome(), Outcome::Use(sender));
            assert_eq!(bare.sender(step % count, number), Some(sender));
        }
        by_turns(
            criterion,
            "route",
            name,
            &mut numbers,
            count,
            |plan, number| router.route(plans[plan], number),
        );
        by_turns(
            criterion,
            "floor",
            name,
            &mut numbers,
            count,
            |plan, number| bare.sender(plan, number),
        );
        let (name, busy) = BUSY;
        if count == COUNTS[COUNTS.len() - 1].1 {
            by_turns(
                criterion,
                "route",
                name,
                &mut numbers,
                busy,
                |plan, number| router.route(plans[plan * (count / busy)], number),
            );
        }
    }
}

/// Times decisions, each by another of so many plans than the one before.
fn by_turns<T>(
    criterion: &mut Criterion,
    group: &str,
    name: &str,
    numbers: &mut Numbers,
    count: usize,
    decide: impl Fn(usize, &str) -> T,
) {
    // The stride has no divisor in common with the count: every plan gets its turn, none beside the last.
    let mut plan = 0;
    bench(criterion, group, name, |iterations| {
        numbers.time(iterations, |number| {
            plan = (plan + 61_803) % count;
            decide(plan, number)
        })
    });
}

/// Times the reading, checking and compiling of a map, without the end of it.
fn load(criterion: &mut Criterion, name: &str, map: &str) {
    let mut group = criterion.benchmark_group("load");
    group.throughput(Throughput::Bytes(map.len() as u64));
    group.sampling_mode(SamplingMode::Flat).sample_size(10);
    group.bench_function(name, |bencher| {
        bencher.iter_custom(|count| {
            let mut took = Duration::ZERO;
            for _ in 0..count {
                let start = Instant::now();
                let router = Router::from_yaml("many", black_box(map)).unwrap();
                took += start.elapsed();
                drop(router);
            }
            took
        });
    });
    group.finish();
}

/// A map of so many plans, each with a sender for each of the twenty countries.
fn many(count: usize, senders: &HashMap<&str, &str>) -> String {
    let mut entries = String::from("    originators:\n");
    for region in COUNTRIES {
        writeln!(entries, "      {region}: \"{}\"", senders[region]).unwrap();
    }
    let mut map = String::from("service_plans:\n");
    for plan in 0..count {
        write!(map, "  plan{plan}:\n{entries}").unwrap();
    }
    map
}

/// The least that a hand-written router does where there are many plans: the digits packed, one look into a hash
/// table for the country, here by the first four digits, and one into an array of each plan's senders.
struct Bare {
    columns: HashMap<u64, usize>,
    /// Of each plan the senders of the twenty countries.
    senders: Vec<Sender>,
}

impl Bare {
    /// Of one plan.
    fn new(senders: &HashMap<&str, &str>, numbers: &[(&str, &str)]) -> Bare {
        let column = |region: &str| COUNTRIES.iter().position(|country| *country == region);
        let prefix = |number: &str| prefix(Number::from_e164(number).unwrap());
        Bare {
            columns: numbers
                .iter()
                .map(|(number, region)| (prefix(number), column(region).unwrap()))
                .collect(),
            senders: COUNTRIES
                .map(|region| senders[region].parse().unwrap())
                .to_vec(),
        }
    }

    fn of_plans(&self, count: usize) -> Bare {
        Bare {
            columns: self.columns.clone(),
            senders: self.senders.repeat(count),
        }
    }

    fn sender(&self, plan: usize, number: &str) -> Option<Sender> {
        let column = self.columns.get(&prefix(Number::from_e164(number)?))?;
        self.senders.get(plan * COUNTRIES.len() + column).copied()
    }
}
