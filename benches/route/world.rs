//! Numbers and maps to route them by, and how deciding is timed.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput};
use originator::numbering::Validity;
use originator::{BareDigits, Message, Outcome, PlanId, Reason, Router, read};

/// Numbers and their regions, in random order.
pub(crate) type Traffic = [(String, String)];

const WORLDWIDE: usize = 100_000;

/// Numbers one behind the other, as they lie in a file that is read.
#[derive(Clone)]
pub(crate) struct Numbers {
    text: String,
    places: Vec<(u32, u32)>,
    next: usize,
}

impl Numbers {
    pub(crate) fn new<'n>(numbers: impl IntoIterator<Item = &'n str>) -> Numbers {
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

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.places
            .iter()
            .map(|&(start, end)| &self.text[start as usize..end as usize])
    }

    pub(crate) fn count(&self) -> usize {
        self.places.len()
    }

    /// The same numbers, beginning with the one at this place.
    pub(crate) fn from(&self, next: usize) -> Numbers {
        Numbers {
            next: next % self.places.len(),
            ..self.clone()
        }
    }

    /// Times `decide` on the next numbers, beginning again after the last.
    pub(crate) fn time<T>(&mut self, count: u64, mut decide: impl FnMut(&str) -> T) -> Duration {
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
pub(crate) struct World {
    pub(crate) router: Router,
    pub(crate) plan: PlanId,
    pub(crate) numbers: Numbers,
}

impl World {
    /// Three regions in four listed, one listed region in six with a pool of four equal weights.
    pub(crate) fn worldwide(traffic: &Traffic) -> World {
        let mut valid: HashMap<&str, Vec<&str>> = HashMap::new();
        for (number, region) in traffic {
            if region != "001" && is_valid(number) {
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
        let numbers = traffic.iter().map(|(number, _)| number.as_str());
        let numbers = Numbers::new(
            numbers
                .filter(|number| !senders.contains(number))
                .take(WORLDWIDE),
        );
        assert_eq!(numbers.count(), WORLDWIDE);
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
    pub(crate) fn sweden(entry: &str) -> World {
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

    pub(crate) fn bench(
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

pub(crate) fn is_valid(number: &str) -> bool {
    read(number, BareDigits::Refuse).unwrap().location.validity == Validity::Valid
}

/// Times one decision, or one of whatever `time` does as often as it is told.
pub(crate) fn bench(
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
