//! One plan, and a hundred thousand.

use std::collections::HashMap;
use std::fmt::Write;

use criterion::Criterion;
use originator::{Outcome, PlanId, Router};

use crate::world::{Numbers, Traffic, bench, is_valid};

const COUNTRIES: [&str; 20] = [
    "AU", "BR", "CA", "DE", "ES", "FR", "GB", "ID", "IN", "IT", "JP", "MX", "NG", "NL", "PH", "PL",
    "SE", "TR", "US", "ZA",
];
const NUMBERS: usize = 20_000;

/// The same numbers by one plan, and each by another of a hundred thousand plans than the one before.
pub(crate) fn benches(criterion: &mut Criterion, traffic: &Traffic) {
    let mut senders: HashMap<&str, &str> = HashMap::new();
    let mut numbers = Vec::new();
    for (number, region) in traffic {
        if COUNTRIES.contains(&&region[..]) && is_valid(number) {
            match senders.get(&region[..]) {
                Some(_) => numbers.push(&number[..]),
                None => drop(senders.insert(region, number)),
            }
        }
    }
    let mut numbers = Numbers::new(numbers.into_iter().take(NUMBERS));
    assert_eq!(numbers.count(), NUMBERS);
    for (name, count) in [("one_plan", 1), ("100k_plans", 100_000)] {
        let (router, plans) = many(count, &senders);
        for (number, plan) in numbers.iter().zip(plans.iter().cycle()) {
            let decision = router.route(*plan, number);
            let expected = senders[decision.region().unwrap().code()];
            assert_eq!(decision.outcome(), Outcome::Use(expected.parse().unwrap()));
        }
        // The stride has no divisor in common with the count: every plan gets its turn, none beside the last.
        let mut next = 0;
        bench(criterion, "route", name, |iterations| {
            numbers.time(iterations, |number| {
                next = (next + 61_803) % plans.len();
                router.route(plans[next], number)
            })
        });
    }
}

/// A map of so many plans, each with a sender for each of the twenty countries.
fn many(count: usize, senders: &HashMap<&str, &str>) -> (Router, Vec<PlanId>) {
    let mut entries = String::from("    originators:\n");
    for region in COUNTRIES {
        writeln!(entries, "      {region}: \"{}\"", senders[region]).unwrap();
    }
    let mut map = String::from("service_plans:\n");
    for plan in 0..count {
        write!(map, "  plan{plan}:\n{entries}").unwrap();
    }
    let router = Router::from_yaml("many", &map).unwrap();
    let plans = (0..count).map(|plan| router.plan(&format!("plan{plan}")).unwrap());
    let plans = plans.collect();
    (router, plans)
}
