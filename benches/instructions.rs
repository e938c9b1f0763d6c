//! Instructions that locating takes, counted by callgrind: the same on every run, however busy the machine is.
//!
//! Needs valgrind and `cargo install gungraun-runner --version 0.20.0`; then `cargo bench --bench instructions`.
//! Each benchmark is a thousand numbers of all regions and types, and says how many of them it found.

#![allow(
    missing_docs,
    reason = "the benchmarks become modules that no one reads"
)]

mod traffic;

use std::hint::black_box;

use gungraun::prelude::*;
use originator::{Number, numbering};
use rlibphonenumber::PHONE_NUMBER_UTIL;

const COUNT: usize = 1000;

/// Leaked, since freeing them is no part of what is counted.
fn numbers() -> &'static [String] {
    let numbers: Vec<String> = traffic::worldwide()
        .into_iter()
        .take(COUNT)
        .map(|(number, _)| number)
        .collect();
    assert!(
        numbers.iter().all(|number| locate(number).is_some()),
        "all of these are located"
    );
    numbers.leak()
}

/// The same, with the parser's patterns compiled: compiling them is no part of reading.
fn numbers_read_before() -> &'static [String] {
    let numbers = numbers();
    assert!(parse_all(numbers) > COUNT / 2);
    numbers
}

fn locate(number: &str) -> Option<numbering::Location> {
    Number::from_e164(number).and_then(numbering::locate)
}

fn parse_all(numbers: &[String]) -> usize {
    let region = |number: &String| {
        PHONE_NUMBER_UTIL
            .parse(number, None)
            .ok()?
            .get_region_code()
    };
    numbers.iter().filter_map(region).count()
}

#[library_benchmark]
#[bench::worldwide(args = (), setup = numbers)]
fn pack(numbers: &'static [String]) -> usize {
    let numbers = black_box(numbers);
    numbers
        .iter()
        .filter_map(|number| black_box(Number::from_e164(number)))
        .count()
}

#[library_benchmark]
#[bench::worldwide(args = (), setup = numbers)]
fn pack_and_locate(numbers: &'static [String]) -> usize {
    let numbers = black_box(numbers);
    numbers
        .iter()
        .filter_map(|number| black_box(locate(number)))
        .count()
}

#[library_benchmark]
#[bench::worldwide(args = (), setup = numbers_read_before)]
fn parse_and_region(numbers: &'static [String]) -> usize {
    parse_all(black_box(numbers))
}

library_benchmark_group!(name = floor, benchmarks = [pack]);
library_benchmark_group!(name = locating, benchmarks = [pack_and_locate]);
library_benchmark_group!(name = reading, benchmarks = [parse_and_region]);

main!(library_benchmark_groups = [floor, locating, reading]);
