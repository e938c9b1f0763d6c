//! What is counted of a service, and when the store was cut.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;

use crate::service::Look;

/// What is timed by itself.
pub(crate) const KINDS: [&str; 3] = ["send", "callback", "question"];

/// Until when after a cut the store may still be away: a connection that swallows what it is given is given up after
/// two seconds, and the next is tried within one.
pub(crate) const MADE_GOOD: Duration = Duration::from_secs(5);

/// How often the services are looked at.
pub(crate) const SECOND: Duration = Duration::from_secs(1);

/// Unexpected answers that are printed as they were.
const KEPT: usize = 10;

/// When all of it is.
pub(crate) struct Run {
    pub(crate) start: Instant,
    pub(crate) lasting: Duration,
    pub(crate) end: Instant,
    pub(crate) cuts: Cuts,
}

impl Run {
    pub(crate) fn new(lasting: Duration) -> Run {
        let start = Instant::now();
        Run {
            start,
            lasting,
            end: start + lasting,
            cuts: Cuts::default(),
        }
    }

    pub(crate) fn third(&self, at: Instant) -> usize {
        let part = at.duration_since(self.start).as_secs_f64() / self.lasting.as_secs_f64();
        ((part * 3.0) as usize).min(2)
    }
}

/// When the way to the store was cut: from, and until.
#[derive(Clone, Default)]
pub(crate) struct Cuts(Arc<Mutex<Vec<Cut>>>);

/// One that has not ended has no end.
type Cut = (Instant, Option<Instant>);

impl Cuts {
    pub(crate) fn begin(&self) {
        self.0.lock().unwrap().push((Instant::now(), None));
    }

    pub(crate) fn end(&self) {
        let mut cuts = self.0.lock().unwrap();
        cuts.last_mut().unwrap().1 = Some(Instant::now());
    }

    /// Whether the store may have been away in between.
    pub(crate) fn touch(&self, began: Instant, ended: Instant) -> bool {
        self.0.lock().unwrap().iter().rev().any(|&(from, until)| {
            from <= ended && until.is_none_or(|until| began <= until + MADE_GOOD)
        })
    }
}

pub(crate) struct Tally {
    /// Answers by their endpoint and status, as the metrics have them.
    pub(crate) statuses: BTreeMap<(&'static str, u16), u64>,
    /// What was asked, and what became of it.
    pub(crate) answers: BTreeMap<(&'static str, String), u64>,
    pub(crate) hung_up: u64,
    pub(crate) unexpected: u64,
    examples: usize,
    /// Answers outside of the cuts that are right only if the store took too long: from, until, and what it was.
    pub(crate) strays: Vec<(Instant, Instant, String)>,
    /// How often up to then the service had found that it did.
    slow: Vec<(Instant, u64)>,
    /// By third of the run, and kind, in microseconds, outside of the cuts.
    pub(crate) times: [[Histogram<u64>; 3]; 3],
    pub(crate) looks: [Vec<Look>; 3],
    /// Since the last line: all answers, and the times of those outside of the cuts.
    recently: u64,
    recent: [Histogram<u64>; 3],
}

impl Tally {
    pub(crate) fn new() -> Tally {
        // Up to a minute.
        let histogram = || Histogram::new_with_bounds(1, 60_000_000, 3).unwrap();
        let kinds = || std::array::from_fn(|_| histogram());
        Tally {
            statuses: BTreeMap::new(),
            answers: BTreeMap::new(),
            hung_up: 0,
            unexpected: 0,
            examples: 0,
            strays: Vec::new(),
            slow: Vec::new(),
            times: std::array::from_fn(|_| kinds()),
            looks: Default::default(),
            recently: 0,
            recent: kinds(),
        }
    }

    /// An answer came, outside of a cut if there is a third.
    pub(crate) fn timed(&mut self, kind: usize, third: Option<usize>, took: Duration) {
        self.recently += 1;
        let microseconds = took.as_micros() as u64;
        if let Some(third) = third {
            self.times[third][kind].saturating_record(microseconds);
            self.recent[kind].saturating_record(microseconds);
        }
    }

    pub(crate) fn answered(&mut self, asked: &'static str, answer: String) {
        *self.answers.entry((asked, answer)).or_default() += 1;
    }

    pub(crate) fn unexpected(&mut self, example: String) {
        self.unexpected += 1;
        if self.examples < KEPT {
            println!("UNEXPECTED: {example}");
            self.examples += 1;
        }
    }

    pub(crate) fn found_slow(&mut self, so_often: u64) {
        self.slow.push((Instant::now(), so_often));
    }

    /// What nothing explains: in its second, and in the one before, the service did not find the store slow.
    pub(crate) fn unexplained(&self) -> Vec<&str> {
        let is_explained = |began: Instant, ended: Instant| {
            let before = self.slow.iter().rev().find(|(at, _)| *at + SECOND < began);
            let after = self.slow.iter().find(|(at, _)| *at > ended);
            let (before, after) = (before.map_or(0, |it| it.1), after.map_or(0, |it| it.1));
            after > before
        };
        let strays = self.strays.iter();
        let unexplained = strays.filter(|(began, ended, _)| !is_explained(*began, *ended));
        unexplained.map(|(.., what)| what.as_str()).collect()
    }

    pub(crate) fn looked(&mut self, third: usize, look: Look) {
        self.looks[third].push(look);
    }

    /// How many answers there were of this.
    pub(crate) fn count(&self, asked: &str, answer: &str) -> u64 {
        let all = self.answers.iter();
        let these = all.filter(|((kind, what), _)| *kind == asked && what == answer);
        these.map(|(_, count)| count).sum()
    }

    /// What happened in this time.
    pub(crate) fn line(&mut self, during: Duration) -> String {
        let all = std::mem::take(&mut self.recently);
        let mut line = format!("{:7.0}", all as f64 / during.as_secs_f64());
        for times in &mut self.recent {
            let at = |quantile| times.value_at_quantile(quantile) as f64 / 1e3;
            line += &format!("  {:5.2}/{:6.2}", at(0.5), at(0.99));
            times.reset();
        }
        let last = self.looks.iter().rev().find_map(|looks| looks.last());
        if let Some(look) = last {
            line += &format!("  {:6.2} MB  {:4}", look.memory as f64 / 1e6, look.files);
        }
        line
    }
}
