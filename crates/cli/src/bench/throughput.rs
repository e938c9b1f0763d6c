//! How many decisions a second some threads make together.

use std::hint::black_box;
use std::thread;
use std::time::{Duration, Instant};

use super::trial::{Answers, Trial};
use crate::problem::Problem;

/// So many decisions between two looks at the clock are so long that it costs nothing.
const BETWEEN_LOOKS: usize = 1024;

/// What some threads did together.
#[derive(serde::Serialize)]
pub(super) struct Throughput {
    pub(super) threads: usize,
    pub(super) decisions_per_second: u64,
    /// What a decision and the check of its answer took of a thread's time.
    pub(super) mean_ns: f64,
    /// How many times the decisions of one thread.
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

/// To parts of so many.
fn rounded(figure: f64, parts: f64) -> f64 {
    (figure * parts).round() / parts
}

/// How many threads are worth measuring on so many cores: 1, 2, 4 and so on, and all.
pub(super) fn steps(cores: usize) -> Vec<usize> {
    let doubled = std::iter::successors(Some(1_usize), |threads| threads.checked_mul(2));
    let mut steps: Vec<usize> = doubled.take_while(|&threads| threads < cores).collect();
    steps.push(cores);
    steps
}

/// Decides on so many threads until the time is over, each beginning at another number.
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

/// Decides from this block on; the decisions a second.
fn work(trial: &Trial<'_>, first: usize, time: Duration) -> Result<f64, Problem> {
    let mut block = first;
    let mut decided = 0;
    let begin = Instant::now();
    loop {
        let look = decided + BETWEEN_LOOKS;
        while decided < look {
            let mut answers = Answers::default();
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
            assert_eq!(steps(cores), expected, "{cores} cores");
        }
    }
}
