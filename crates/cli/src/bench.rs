//! `bench`: how fast decisions by a map are on this machine.

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
use originator::Knowledge;

use latency::latency;
use memory::resident;
use numbers::Numbers;
use progress::Progress;
use report::{Memory, Report, Source};
use throughput::{Throughput, decisions_per_second, steps};
use trial::Trial;
use worldwide::worldwide;

/// Measures decisions by a map; that some are refused is a measurement like others.
pub(crate) fn bench(args: &args::Bench, knowledge: Knowledge) -> Result<Findings, Problem> {
    let before = resident();
    let loaded = load(&args.map, &knowledge)?;
    let memory = Memory::new(before, resident());
    let (source, numbers) = numbers(args.numbers.as_deref(), &knowledge)?;
    let written_to = args.written_to.as_deref().map(bytes);

    let cores = available_parallelism().map_or(1, NonZeroUsize::get);
    let threads = args.threads.map_or(cores, |most| most.get().min(cores));
    let steps = steps(threads);
    let progress = Progress::new(2 + steps.len());
    progress.measuring("all numbers once".to_owned());
    let trial = Trial::new(&loaded.router, loaded.plan, written_to, &numbers);
    progress.measured();
    progress.measuring("decisions one by one".to_owned());
    let latency = latency(&trial, args.seconds)?;
    progress.measured();
    let mut throughput = Vec::with_capacity(steps.len());
    let mut one_thread = None;
    for threads in steps {
        let plural = if threads == 1 { "" } else { "s" };
        progress.measuring(format!("decisions a second, {threads} thread{plural}"));
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

/// The numbers of a file, or those that are made.
fn numbers(path: Option<&Path>, knowledge: &Knowledge) -> Result<(Source, Numbers), Problem> {
    match path {
        Some(path) => Ok((Source::of(path), Numbers::read(path)?)),
        None => {
            let numbers = worldwide(knowledge.numbering());
            match numbers.len() {
                0 => Err(Problem::NumberingKnowsNoNumber),
                _ => Ok((Source::Worldwide, numbers)),
            }
        }
    }
}
