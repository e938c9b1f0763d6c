//! Prints the results of the measurements.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use indicatif::{BinaryBytes, HumanCount};
use serde::{Serialize, Serializer};

use super::latency::{Latency, Quantiles};
use super::memory::Resident;
use super::throughput::Throughput;
use super::trial::{Count, Trial};
use crate::args::ReportFormat;
use crate::map_file::Loaded;
use crate::printable::printable;
use crate::problem::Problem;
use crate::table::Table;
use crate::terminal::stdout_width;

/// The results; the JSON has these fields in this order.
#[derive(Serialize)]
pub(super) struct Report<'a> {
    version: &'static str,
    /// Whether the program was built in release mode.
    optimized: bool,
    map: Cow<'a, str>,
    plan: &'a str,
    /// `null` for first messages.
    written_to: Option<Cow<'a, str>>,
    numbers: Source,
    number_count: usize,
    clock_ns: u64,
    timed_decisions: u64,
    #[serde(flatten)]
    all: Quantiles,
    outcomes: Vec<Outcome>,
    reasons: Vec<Reason>,
    threads: Vec<Throughput>,
    memory: Memory,
}

/// The source of the numbers.
pub(super) enum Source {
    /// Generated from the numbering plan.
    Worldwide,
    StandardInput,
    File(String),
}

#[derive(Serialize)]
struct Outcome {
    outcome: &'static str,
    decisions: u64,
    #[serde(flatten)]
    took: Quantiles,
}

#[derive(Serialize)]
struct Reason {
    outcome: &'static str,
    reason: &'static str,
    decisions: u64,
    #[serde(flatten)]
    took: Quantiles,
}

/// Resident memory; `null` on systems where it is unknown.
#[derive(Clone, Copy, Serialize)]
pub(super) struct Memory {
    /// The growth while the map was loaded.
    map_bytes: Option<u64>,
    /// The peak of the process until the map was loaded.
    peak_bytes: Option<u64>,
}

impl Memory {
    /// From the resident memory before and after the map was loaded.
    pub(super) fn new(before: Option<Resident>, after: Option<Resident>) -> Memory {
        let growth = |before: Resident, after: Resident| after.now.saturating_sub(before.now);
        Memory {
            map_bytes: before
                .zip(after)
                .map(|(before, after)| growth(before, after)),
            peak_bytes: after.map(|after| after.peak),
        }
    }
}

impl Source {
    pub(super) fn of(path: &Path) -> Source {
        if path == Path::new("-") {
            Source::StandardInput
        } else {
            Source::File(path.to_string_lossy().into_owned())
        }
    }
}

impl Serialize for Source {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Source::Worldwide => "worldwide",
            Source::StandardInput => "-",
            Source::File(path) => path,
        })
    }
}

impl<'a> Report<'a> {
    pub(super) fn new(
        loaded: &'a Loaded,
        numbers: Source,
        trial: &Trial<'a>,
        latency: &Latency,
        threads: Vec<Throughput>,
        memory: Memory,
    ) -> Report<'a> {
        let counts = trial.counts();
        let all = latency.of(counts);
        let of_outcome = |counts: &[Count]| {
            Some(Outcome {
                outcome: counts.first()?.outcome,
                decisions: counts.iter().map(|count| count.decisions).sum(),
                took: latency.of(counts),
            })
        };
        let of_reason = |count: &Count| Reason {
            outcome: count.outcome,
            reason: count.reason.as_str(),
            decisions: count.decisions,
            took: latency.of([count]),
        };
        Report {
            version: env!("CARGO_PKG_VERSION"),
            optimized: !cfg!(debug_assertions),
            map: loaded.path.to_string_lossy(),
            plan: &loaded.plan_name,
            written_to: trial.written_to().map(String::from_utf8_lossy),
            numbers,
            number_count: trial.numbers().len(),
            clock_ns: latency.clock_ns,
            timed_decisions: all.timed,
            all,
            outcomes: counts
                .chunk_by(|one, next| one.outcome == next.outcome)
                .filter_map(of_outcome)
                .collect(),
            reasons: counts.iter().map(of_reason).collect(),
            threads,
            memory,
        }
    }

    /// Prints in this format; without one, as tables on a terminal and as JSON elsewhere.
    pub(super) fn print(&self, format: Option<ReportFormat>) -> Result<(), Problem> {
        let mut out = io::stdout().lock();
        let format = format.unwrap_or(if out.is_terminal() {
            ReportFormat::Table
        } else {
            ReportFormat::Json
        });
        match format {
            ReportFormat::Json => {
                serde_json::to_writer(&mut out, self)?;
                writeln!(out)?;
            }
            ReportFormat::Table => self.print_tables(&mut out)?,
        }
        Ok(())
    }

    fn print_tables(&self, out: &mut impl Write) -> io::Result<()> {
        if !self.optimized {
            writeln!(
                out,
                "Note: this is a debug build; a release build is many times faster.\n"
            )?;
        }
        let messages = match &self.written_to {
            Some(sender) => format!("replies to customers who wrote to {}", printable(sender)),
            None => "first messages".to_owned(),
        };
        let numbers = match &self.numbers {
            Source::Worldwide => "generated valid numbers worldwide".to_owned(),
            Source::StandardInput => "numbers from standard input".to_owned(),
            Source::File(path) => format!("numbers from {}", printable(path)),
        };
        writeln!(
            out,
            "Plan `{}` of {}, {messages}: {} {numbers}.\n",
            printable(self.plan),
            printable(&self.map),
            HumanCount(self.number_count as u64),
        )?;
        print_table(&self.latencies(), out)?;
        writeln!(
            out,
            "Each of {} decisions was timed alone; the {} ns of reading the clock are subtracted.\n",
            HumanCount(self.timed_decisions),
            self.clock_ns,
        )?;
        print_table(&self.throughputs(), out)?;
        let bytes = |bytes: Option<u64>| match bytes {
            Some(bytes) => BinaryBytes(bytes).to_string(),
            None => "unknown".to_owned(),
        };
        writeln!(
            out,
            "Resident memory: {} for the map; the peak of the process until the map was loaded was {}.",
            bytes(self.memory.map_bytes),
            bytes(self.memory.peak_bytes),
        )
    }

    fn latencies(&self) -> Table {
        let figures = ["decisions", "median_ns", "p99_ns", "p99.9_ns"];
        let columns = [&["outcome", "reason"][..], &figures].concat();
        let mut table = Table::new(&columns, &figures, &[]);
        let mut row = |outcome: &str, reason: &str, decisions: u64, took: &Quantiles| {
            let figures = [decisions, took.median_ns, took.p99_ns, took.p999_ns];
            let figures = figures.map(|figure| HumanCount(figure).to_string());
            let names = [outcome, reason].map(str::to_owned);
            table.row(names.into_iter().chain(figures).collect());
        };
        row("all", "", self.number_count as u64, &self.all);
        for outcome in &self.outcomes {
            row(outcome.outcome, "", outcome.decisions, &outcome.took);
            let reasons = self.reasons.iter();
            for reason in reasons.filter(|reason| reason.outcome == outcome.outcome) {
                row("", reason.reason, reason.decisions, &reason.took);
            }
        }
        table
    }

    fn throughputs(&self) -> Table {
        let columns = [
            "threads",
            "decisions_a_second",
            "mean_ns",
            "times_one_thread",
        ];
        let mut table = Table::new(&columns, &columns, &[]);
        for with in &self.threads {
            table.row(vec![
                with.threads.to_string(),
                HumanCount(with.decisions_per_second).to_string(),
                format!("{:.1}", with.mean_ns),
                format!("{:.2}", with.times_one_thread),
            ]);
        }
        table
    }
}

/// Prints a table and a blank line.
fn print_table(table: &Table, out: &mut impl Write) -> io::Result<()> {
    for line in table.lines(stdout_width()) {
        writeln!(out, "{line}")?;
    }
    writeln!(out)
}
