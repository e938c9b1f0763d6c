//! Measures the latency of single decisions.

use std::hint::black_box;
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use originator::Reason;

use super::trial::{AnswerHash, Count, Trial};
use crate::problem::Problem;

/// The highest latency of the histogram; longer ones are counted as this.
const MAX_LATENCY: Duration = Duration::from_secs(1);

/// The latencies of decisions, each timed alone.
pub(super) struct Latency {
    /// The time that reading the clock once takes, in nanoseconds.
    pub(super) clock_ns: u64,
    /// The latencies in nanoseconds, with that of the clock, by the index in [`Reason::ALL`].
    by_reason: Vec<Histogram<u64>>,
    /// An empty histogram.
    empty: Histogram<u64>,
}

/// Quantiles of latencies, without the time of reading the clock.
#[derive(Clone, Copy, serde::Serialize)]
pub(super) struct Quantiles {
    #[serde(skip)]
    pub(super) timed: u64,
    pub(super) median_ns: u64,
    pub(super) p99_ns: u64,
    pub(super) p999_ns: u64,
}

/// Times decisions one by one: all numbers at least once, and then until the time is over.
pub(super) fn latency(trial: &Trial<'_>, time: Duration) -> Result<Latency, Problem> {
    let empty = Histogram::new_with_bounds(1, MAX_LATENCY.as_nanos() as u64, 3)?;
    let mut by_reason = vec![empty.clone(); Reason::ALL.len()];
    let clock_ns = clock_ns();
    let begin = Instant::now();
    let blocks = trial.numbers().blocks();
    for (done, block) in (0..blocks).cycle().enumerate() {
        if done >= blocks && begin.elapsed() >= time {
            break;
        }
        let mut answers = AnswerHash::default();
        for number in trial.numbers().block(block) {
            let number = black_box(number);
            let start = Instant::now();
            let decision = black_box(trial.decide(number));
            let took = start.elapsed();
            answers.add(&decision);
            if let Some(histogram) = by_reason.get_mut(decision.reason() as usize) {
                histogram.saturating_record(took.as_nanos() as u64);
            }
        }
        trial.check(block, &answers)?;
    }
    Ok(Latency {
        clock_ns,
        by_reason,
        empty,
    })
}

/// The time that reading the clock once takes: the median of many measurements, each of which is the mean of a hundred
/// reads, since the resolution of the clock may be coarser than one read.
fn clock_ns() -> u64 {
    const READS: u32 = 100;
    let mut means: Vec<u64> = (0..1001)
        .map(|_| {
            let start = Instant::now();
            let last = (0..READS).fold(start, |_, _| black_box(Instant::now()));
            let nanoseconds = last.duration_since(start).as_nanos() as u64;
            (nanoseconds + u64::from(READS / 2)) / u64::from(READS)
        })
        .collect();
    means.sort_unstable();
    means.get(means.len() / 2).copied().unwrap_or_default()
}

impl Latency {
    /// The quantiles of the decisions with these reasons.
    pub(super) fn of<'c>(&self, counts: impl IntoIterator<Item = &'c Count>) -> Quantiles {
        let mut all = self.empty.clone();
        for count in counts {
            let Some(histogram) = self.by_reason.get(count.reason as usize) else {
                continue;
            };
            for value in histogram.iter_recorded() {
                all.saturating_record_n(value.value_iterated_to(), value.count_at_value());
            }
        }
        let quantile = |quantile| {
            let with_clock = all.value_at_quantile(quantile);
            with_clock.saturating_sub(self.clock_ns)
        };
        Quantiles {
            timed: all.len(),
            median_ns: quantile(0.5),
            p99_ns: quantile(0.99),
            p999_ns: quantile(0.999),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn took(nanoseconds: impl IntoIterator<Item = u64>) -> Latency {
        let empty = Histogram::new_with_bounds(1, MAX_LATENCY.as_nanos() as u64, 3).unwrap();
        let mut by_reason = vec![empty.clone(); Reason::ALL.len()];
        for nanoseconds in nanoseconds {
            by_reason[Reason::Domestic as usize].saturating_record(nanoseconds);
        }
        by_reason[Reason::MapOmits as usize].saturating_record(1);
        Latency {
            clock_ns: 20,
            by_reason,
            empty,
        }
    }

    #[test]
    fn quantiles_are_those_of_the_reasons_asked_for_without_the_clock() {
        let count = |reason| Count {
            outcome: "use",
            reason,
            decisions: 1,
        };
        let latency = took(21..=1020);
        let domestic = latency.of([&count(Reason::Domestic)]);
        assert_eq!(domestic.timed, 1000);
        assert_eq!(
            [domestic.median_ns, domestic.p99_ns, domestic.p999_ns],
            [500, 990, 999]
        );
        let omits = latency.of([&count(Reason::MapOmits)]);
        assert_eq!(
            (omits.timed, omits.median_ns),
            (1, 0),
            "faster than the clock is read"
        );
        let both = latency.of([&count(Reason::Domestic), &count(Reason::MapOmits)]);
        assert_eq!(both.timed, 1001);
    }

    #[test]
    fn what_takes_too_long_still_counts() {
        let latency = took([5_000_000_000]);
        let domestic = Count {
            outcome: "use",
            reason: Reason::Domestic,
            decisions: 1,
        };
        let quantiles = latency.of([&domestic]);
        assert_eq!(quantiles.timed, 1);
        assert!(
            quantiles.median_ns >= 1_000_000_000 - 20,
            "{}",
            quantiles.median_ns
        );
    }
}
