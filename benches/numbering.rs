//! Locating numbers, beside what packing their digits costs and what other libraries take.
//!
//! `worldwide` is 100,000 numbers of all regions and types in random order, which fit neither a cache nor a
//! branch predictor; `hot` is four numbers, which fit both; `national` is numbers as they are dialled inside
//! their region, for the libraries that read such. An iteration is one number, the next of them. Answers are
//! asserted before they are timed.

#![expect(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a benchmark that goes wrong should stop"
)]

mod traffic;

use std::cell::Cell;
use std::hint::black_box;
use std::time::Instant;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use originator::{Number, numbering};
use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat};

const WORLDWIDE: usize = 100_000;
const NATIONAL: usize = 20_000;
/// How many of a slow library's answers are looked at before it is timed.
const LOOKED_AT: usize = 2_000;

/// Numbers one behind the other, as they lie in a file that is read, and the region of each.
struct Traffic {
    text: String,
    numbers: Vec<(usize, usize, String)>,
    next: Cell<usize>,
}

impl Traffic {
    fn new(numbers: impl IntoIterator<Item = (String, String)>) -> Traffic {
        let mut traffic = Traffic {
            text: String::new(),
            numbers: Vec::new(),
            next: Cell::new(0),
        };
        for (number, region) in numbers {
            let start = traffic.text.len();
            traffic.text.push_str(&number);
            let end = traffic.text.len();
            traffic.text.push('\n');
            traffic.numbers.push((start, end, region));
        }
        traffic
    }

    fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.numbers
            .iter()
            .map(|(start, end, region)| (&self.text[*start..*end], region.as_str()))
    }

    fn worldwide() -> Traffic {
        let numbers: Vec<_> = traffic::worldwide().into_iter().take(WORLDWIDE).collect();
        assert_eq!(numbers.len(), WORLDWIDE);
        Traffic::new(numbers)
    }

    fn hot() -> Traffic {
        Traffic::new(
            [
                ("+12025550123", "US"),
                ("+46701740605", "SE"),
                ("+447911123456", "GG"),
                ("+5491123456789", "AR"),
            ]
            .map(|(number, region)| (number.to_owned(), region.to_owned())),
        )
    }

    /// The valid ones as they are written inside their region.
    fn national(&self) -> Traffic {
        let numbers = self.iter().filter_map(|(number, region)| {
            let read = PHONE_NUMBER_UTIL.parse(number, None).ok()?;
            let national = read.format_as(PhoneNumberFormat::National).into_owned();
            (region != "001" && read.is_valid()).then(|| (national, region.to_owned()))
        });
        Traffic::new(numbers.take(NATIONAL))
    }

    /// Asserts how many regions in a thousand a library names as libphonenumber does.
    fn assert(
        &self,
        least: usize,
        looked_at: usize,
        region: impl Fn(&str, &str) -> Option<String>,
    ) {
        let numbers = || self.iter().take(looked_at);
        let right = numbers()
            .filter(|(number, theirs)| region(number, theirs).as_deref() == Some(theirs))
            .count();
        let per_thousand = right * 1000 / numbers().count();
        assert!(per_thousand >= least, "{per_thousand} in 1000 are right");
    }

    fn time<T>(
        &self,
        criterion: &mut Criterion,
        group: &str,
        function: &str,
        locate: impl Fn(&str, &str) -> T,
    ) {
        let mut group = criterion.benchmark_group(group);
        group.throughput(Throughput::Elements(1));
        group.bench_function(function, |bencher| {
            bencher.iter_custom(|count| {
                // Goes on where the last sample ended: a slow library, too, sees ever new numbers.
                let begin = self.next.get();
                let mut left = count as usize;
                let mut from = begin;
                let start = Instant::now();
                while left > 0 {
                    let stretch = left.min(self.numbers.len() - from);
                    for (start, end, region) in &self.numbers[from..from + stretch] {
                        black_box(locate(black_box(&self.text[*start..*end]), region));
                    }
                    left -= stretch;
                    from = (from + stretch) % self.numbers.len();
                }
                let elapsed = start.elapsed();
                self.next.set(from);
                elapsed
            });
        });
        group.finish();
    }
}

fn locate(number: &str) -> Option<numbering::Location> {
    Number::from_e164(number).and_then(numbering::locate)
}

fn rlibphonenumber(
    number: &str,
    home: Option<rlibphonenumber::Region>,
) -> Option<rlibphonenumber::Region> {
    PHONE_NUMBER_UTIL
        .parse(number, home)
        .ok()?
        .get_region_code()
}

fn phonenumber(
    number: &str,
    home: Option<phonenumber::country::Id>,
) -> Option<phonenumber::country::Id> {
    phonenumber::parse(home, number).ok()?.country().id()
}

fn international(criterion: &mut Criterion, traffic: &Traffic, name: &str) {
    traffic.assert(1000, WORLDWIDE, |number, _| {
        locate(number).map(|location| location.region.to_string())
    });
    traffic.time(criterion, "locate", name, |number, _| locate(number));
    let floor = if name == "worldwide" { "pack" } else { name };
    traffic.time(criterion, "floor", floor, |number, _| {
        Number::from_e164(number)
    });

    // It names no region where no pattern matches.
    traffic.assert(900, LOOKED_AT, |number, _| {
        rlibphonenumber(number, None).map(|region| region.as_region_str().to_string())
    });
    traffic.time(criterion, "rlibphonenumber", name, |number, _| {
        rlibphonenumber(number, None)
    });

    traffic.assert(700, LOOKED_AT, |number, _| {
        phonenumber(number, None).map(|region| region.as_ref().to_owned())
    });
    traffic.time(criterion, "phonenumber", name, |number, _| {
        phonenumber(number, None)
    });

    traffic.assert(400, LOOKED_AT, |number, _| {
        phonelib::extract_country(number).map(|country| country.code.to_owned())
    });
    traffic.time(criterion, "phonelib", name, |number, _| {
        phonelib::extract_country(number)
    });
}

fn national(criterion: &mut Criterion, traffic: &Traffic) {
    traffic.assert(990, LOOKED_AT, |number, home| {
        rlibphonenumber(number, home.parse().ok()).map(|region| region.as_region_str().to_string())
    });
    traffic.time(criterion, "rlibphonenumber", "national", |number, home| {
        rlibphonenumber(number, home.parse().ok())
    });

    traffic.assert(700, LOOKED_AT, |number, home| {
        phonenumber(number, home.parse().ok()).map(|region| region.as_ref().to_owned())
    });
    traffic.time(criterion, "phonenumber", "national", |number, home| {
        phonenumber(number, home.parse().ok())
    });

    traffic.assert(700, LOOKED_AT, |number, home| {
        phonelib::PhoneNumber::parse_with_country(number, home)
            .map(|number| number.country().code.to_owned())
    });
    traffic.time(criterion, "phonelib", "national", |number, home| {
        phonelib::PhoneNumber::parse_with_country(number, home)
    });
}

fn all(criterion: &mut Criterion) {
    let worldwide = Traffic::worldwide();
    international(criterion, &worldwide, "worldwide");
    international(criterion, &Traffic::hot(), "hot");
    national(criterion, &worldwide.national());
}

criterion_group!(benches, all);
criterion_main!(benches);
