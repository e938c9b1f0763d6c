//! Deciding a column of numbers, beside deciding the same numbers one by one.
//!
//! Answers are asserted before they are timed.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a benchmark that goes wrong should stop"
)]

mod traffic;
#[path = "route/world.rs"]
#[expect(dead_code, reason = "shared with the other benchmark of decisions")]
mod world;

use std::hint::black_box;
use std::time::{Duration, Instant};

use arrow_array::cast::AsArray;
use arrow_array::types::{Int8Type, Int16Type, Int32Type};
use arrow_array::{ArrayRef, StringArray};
use criterion::{Criterion, criterion_group, criterion_main};
use originator::columns::Messages;
use originator::{Message, Warning};
use world::{World, bench};

/// Rows of a batch, as engines that work by the column make them.
const BATCH: usize = 10_000;

fn all(criterion: &mut Criterion) {
    let mut world = World::worldwide(&traffic::worldwide());
    let numbers: Vec<&str> = world.numbers.iter().collect();
    let batches: Vec<StringArray> = numbers
        .chunks(BATCH)
        .map(|numbers| StringArray::from(numbers.to_vec()))
        .collect();
    for batch in &batches {
        assert_same(&world, batch);
    }

    let (router, plan) = (world.router.clone(), world.plan);
    bench(criterion, "columns", "route", |count| {
        let mut next = batches.iter().cycle();
        let rounds = count.div_ceil(BATCH as u64);
        let start = Instant::now();
        for _ in 0..rounds {
            let messages = Messages::to(black_box(next.next().unwrap()));
            black_box(router.decide_columns(plan, &messages).unwrap());
        }
        scaled(start.elapsed(), count, rounds * BATCH as u64)
    });
    world.bench(criterion, "columns", "one_by_one", |number| {
        Message::to(number)
    });
}

/// The time of so many of the decisions that were made.
fn scaled(time: Duration, count: u64, made: u64) -> Duration {
    time.mul_f64(count as f64 / made as f64)
}

/// Asserts that each row is the record of the number's single decision.
fn assert_same(world: &World, numbers: &StringArray) {
    let decided = world
        .router
        .decide_columns(world.plan, &Messages::to(numbers))
        .unwrap();
    let column = |name: &str| decided.column_by_name(name).unwrap();
    let words = |name: &str| -> Vec<Option<String>> {
        let column = column(name);
        let owned = |word: Option<&str>| word.map(str::to_owned);
        let texts = |values: &ArrayRef| values.as_string::<i32>().clone();
        macro_rules! words {
            ($keys:ty) => {{
                let column = column.as_dictionary::<$keys>();
                let texts = texts(column.values());
                let keys = column.keys().iter();
                keys.map(|key| owned(key.map(|key| texts.value(key as usize))))
                    .collect()
            }};
        }
        match name {
            "region" => words!(Int16Type),
            "sender" => words!(Int32Type),
            _ => words!(Int8Type),
        }
    };
    let recipients = column("recipient").as_string::<i32>();
    let warnings = column("warnings").as_list::<i32>();
    let (regions, senders, reasons) = (words("region"), words("sender"), words("reason"));
    for (row, number) in numbers.iter().enumerate() {
        let single = world.router.route(world.plan, number.unwrap());
        let record = single.record("", "default");
        assert_eq!(
            Some(recipients.value(row)),
            record.recipient.map(|it| it.to_string()).as_deref()
        );
        assert_eq!(regions[row].as_deref(), record.region.map(|it| it.code()));
        assert_eq!(senders[row], record.sender.map(|it| it.to_string()));
        assert_eq!(reasons[row].as_deref(), Some(record.reason.as_str()));
        let words = warnings.value(row);
        let words = words.as_dictionary::<Int8Type>();
        let words = words
            .keys()
            .values()
            .iter()
            .map(|&key| Warning::ALL[key as usize]);
        assert!(words.eq(record.warnings.iter()), "{number:?}");
    }
}

criterion_group!(columns, all);
criterion_main!(columns);
