//! Measures the decisions per second of several threads.

use std::hint::black_box;
use std::thread;
use std::time::{Duration, Instant};

use super::trial::{AnswerHash, Trial};
use crate::problem::Problem;

/// The number of decisions between two reads of the clock; enough that the cost of a read is negligible.
const DECISIONS_PER_READ: usize = 1024;

/// The throughput of a number of threads.
#[derive(serde::Serialize)]
pub(super) struct Throughput {
    pub(super) threads: usize,
    pub(super) decisions_per_second: u64,
    /// The mean time of a decision on one thread, with the check of its answer.
    pub(super) mean_ns: f64,
    /// The ratio to the throughput of one thread.
    pub(super) times_one_thread: f64,
}

impl Throughput {
    pub(super) fn new(threads: usize, decisions_per_second: f64, one_thread: f64) -> Throughput {
        Throughput {
            threads,
            decisions_per_second: decisions_per_second.round() as u64,
            mean_ns: rounded(threads as f64 * 1e9 / decisions_per_second, 10.0),
            times_one_thread: rounded(decisions_per_second / one_thread, 100.0),
        }
    }
}

/// The figure, rounded to a multiple of 1 / `parts`.
fn rounded(figure: f64, parts: f64) -> f64 {
    (figure * parts).round() / parts
}

/// The numbers of threads to measure: 1, 2, 4 and so on, and all cores.
pub(super) fn thread_counts(cores: usize) -> Vec<usize> {
    let doubled = std::iter::successors(Some(1_usize), |threads| threads.checked_mul(2));
    let mut counts: Vec<usize> = doubled.take_while(|&threads| threads < cores).collect();
    counts.push(cores);
    counts
}

/// Decides on several threads until the time is over; each thread begins at a different number.
pub(super) fn decisions_per_second(
    trial: &Trial<'_>,
    threads: usize,
    time: Duration,
) -> Result<f64, Problem> {
    thread::scope(|scope| {
        let workers = (0..threads).map(|index| {
            let first = trial.numbers().blocks() * index / threads;
            thread::Builder::new().spawn_scoped(scope, move || work(trial, first, time))
        });
        let workers = workers.collect::<Result<Vec<_>, _>>();
        let workers = workers.map_err(|error| Problem::Threads { threads, error })?;
        let mut sum = 0.0;
        for worker in workers {
            sum += worker
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        }
        Ok(sum)
    })
}

/// Decides from this block on, and returns the decisions per second.
fn work(trial: &Trial<'_>, first: usize, time: Duration) -> Result<f64, Problem> {
    let mut block = first;
    let mut decided = 0;
    let begin = Instant::now();
    loop {
        let next_read = decided + DECISIONS_PER_READ;
        while decided < next_read {
            let mut answers = AnswerHash::default();
            for number in trial.numbers().block(block) {
                answers.add(&black_box(trial.decide(black_box(number))));
                decided += 1;
            }
            trial.check(block, &answers)?;
            block = (block + 1) % trial.numbers().blocks();
        }
        let took = begin.elapsed();
        if took >= time {
            return Ok(decided as f64 / took.as_secs_f64());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_double_up_to_all_cores() {
        for (cores, expected) in [
            (1, &[1][..]),
            (2, &[1, 2]),
            (3, &[1, 2, 3]),
            (8, &[1, 2, 4, 8]),
            (12, &[1, 2, 4, 8, 12]),
        ] {
            assert_eq!(thread_counts(cores), expected, "{cores} cores");
        }
    }
}
