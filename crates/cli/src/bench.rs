//! `bench`: measures the speed of decisions by a map on this machine.
//!
//! [`trial`] decides all numbers once and keeps the answers to compare with; [`latency`] and [`throughput`] measure;
//! [`report`] prints.

mod latency;
mod memory;
mod numbers;
mod progress;
mod report;
mod throughput;
mod trial;
mod worldwide;

use std::num::NonZeroUsize;
use std::path::Path;
use std::thread::available_parallelism;

use crate::Findings;
use crate::args;
use crate::input::bytes;
use crate::map_file::load;
use crate::problem::Problem;
use originator::Context;

use latency::latency;
use memory::resident_memory;
use numbers::Numbers;
use progress::Progress;
use report::{Memory, Report, Source};
use throughput::{Throughput, decisions_per_second, thread_counts};
use trial::Trial;
use worldwide::worldwide;

/// Measures decisions by a map. Refused messages do not change the exit status.
pub(crate) fn bench(args: &args::Bench, context: Context) -> Result<Findings, Problem> {
    let before = resident_memory();
    let loaded = load(&args.map, &context)?;
    let memory = Memory::new(before, resident_memory());
    let (source, numbers) = numbers(args.numbers.as_deref(), &context)?;
    let written_to = args.written_to.as_deref().map(bytes);

    let cores = available_parallelism().map_or(1, NonZeroUsize::get);
    let threads = args.threads.map_or(cores, |most| most.get().min(cores));
    let thread_counts = thread_counts(threads);
    let progress = Progress::new(2 + thread_counts.len());
    progress.measuring("all numbers once".to_owned());
    let trial = Trial::new(&loaded.router, loaded.plan, written_to, &numbers);
    progress.measured();
    progress.measuring("decisions one by one".to_owned());
    let latency = latency(&trial, args.seconds)?;
    progress.measured();
    let mut throughput = Vec::with_capacity(thread_counts.len());
    let mut one_thread = None;
    for threads in thread_counts {
        let plural = if threads == 1 { "" } else { "s" };
        progress.measuring(format!("decisions per second, {threads} thread{plural}"));
        let rate = decisions_per_second(&trial, threads, args.seconds)?;
        let one_thread = *one_thread.get_or_insert(rate);
        throughput.push(Throughput::new(threads, rate, one_thread));
        progress.measured();
    }
    drop(progress);

    let report = Report::new(&loaded, source, &trial, &latency, throughput, memory);
    report.print(args.format)?;
    Ok(Findings::Good)
}

/// The numbers of a file, or generated ones.
fn numbers(path: Option<&Path>, context: &Context) -> Result<(Source, Numbers), Problem> {
    match path {
        Some(path) => Ok((Source::of(path), Numbers::read(path)?)),
        None => {
            let numbers = worldwide(context.numbering());
            match numbers.len() {
                0 => Err(Problem::NumberingTooSmall),
                _ => Ok((Source::Worldwide, numbers)),
            }
        }
    }
}
