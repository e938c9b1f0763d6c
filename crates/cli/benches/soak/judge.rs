//! What a run has to have been.

use crate::callers::PROJECTS;
use crate::maps::Reloads;
use crate::service::Service;
use crate::tally::{KINDS, Run};

/// How much more memory the last third may take than the second, in parts of it.
const MORE_MEMORY: f64 = 0.05;
/// How many more files may be open.
const MORE_FILES: f64 = 5.0;
/// How much longer p99 may be, and by how many milliseconds more: the machine does other things as well.
const LONGER: (f64, f64) = (2.0, 1.0);

/// Of so many in a hundred of those who hung up the service has to know.
const SEEN: u64 = 99;

/// Every answer is one that is expected; those that were are printed.
pub(crate) fn answers(service: &Service) -> Vec<String> {
    let tally = service.tally();
    println!("{}:", service.name);
    for ((asked, answer), count) in &tally.answers {
        println!("  {asked:20} {answer:35} {count:8}");
    }
    println!("  {:20} {:35} {:8}", "hung up", "", tally.hung_up);
    let slow = tally.strays.len();
    println!("  outside of the cuts, while the store took too long: {slow}");
    let mut problems: Vec<String> = tally.unexplained().into_iter().map(str::to_owned).collect();
    if tally.unexpected > 0 {
        problems.push(format!(
            "{}: {} unexpected answers",
            service.name, tally.unexpected
        ));
    }
    problems
}

/// The metrics say what the callers counted.
pub(crate) async fn metrics(service: &Service, reloads: &Reloads, run: &Run) -> Vec<String> {
    let metrics = service.metrics().await;
    let tally = service.tally();
    let mut problems = Vec::new();
    let mut same = |what: &str, counted: u64, between: (u64, u64)| {
        if counted < between.0 || counted > between.1 {
            let (least, most) = between;
            let name = service.name;
            problems.push(format!(
                "{name}: {what}: {counted} in the metrics, not {least} to {most}"
            ));
        }
    };
    let answered = "originator_answer_duration_seconds_count";
    for (&(endpoint, status), &count) in &tally.statuses {
        let status = status.to_string();
        let labels = [("endpoint", endpoint), ("status", status.as_str())];
        // What somebody hung up on may have been answered before that was seen.
        let more = if endpoint == PROJECTS {
            tally.hung_up
        } else {
            0
        };
        let what = format!("{endpoint} {status}");
        same(&what, metrics.sum(answered, &labels), (count, count + more));
    }
    for endpoint in [PROJECTS, "/webhooks/sinch", "/v1/route", "/v1/reply"] {
        let all = tally.statuses.iter().filter(|((it, _), _)| *it == endpoint);
        let mut all: u64 = all.map(|(_, count)| count).sum();
        let mut most = all;
        if endpoint == PROJECTS {
            // Who is gone before the service gets to a request was never there.
            all += tally.hung_up * SEEN / 100;
            most += tally.hung_up;
        }
        same(
            endpoint,
            metrics.sum(answered, &[("endpoint", endpoint)]),
            (all, most),
        );
    }

    let callbacks = |result| metrics.sum("originator_callbacks_total", &[("result", result)]);
    let exactly = |count| (count, count);
    let taken = tally.count("callback", "taken");
    let not_remembered = callbacks("not_remembered");
    same(
        "callbacks taken",
        callbacks("remembered") + not_remembered,
        exactly(taken),
    );
    for (result, asked, answer) in [
        ("unremembered", "callback", "not remembered"),
        ("replayed", "callback again", "taken before"),
        ("bad-signature", "forged callback", "not believed"),
    ] {
        same(
            result,
            callbacks(result),
            exactly(tally.count(asked, answer)),
        );
    }

    for (result, count) in [
        ("ok", reloads.good),
        ("failed", reloads.wrong),
        ("unchanged", 0),
    ] {
        let labels = [("result", result)];
        same(
            result,
            metrics.sum("originator_reloads_total", &labels),
            exactly(count),
        );
    }

    let passed = tally.count("send to a contact", "passed, the contact is not known");
    same(
        "passes",
        metrics.sum("originator_passes_total", &[]),
        exactly(passed),
    );
    let is_decided = |asked: &str, answer: &str| {
        !asked.contains("callback") && !answer.starts_with("passed") && answer != "not read"
    };
    let decisions = tally.answers.iter();
    let decisions = decisions.filter(|((asked, answer), _)| is_decided(asked, answer));
    let decisions = decisions.map(|(_, count)| count).sum();
    same(
        "decisions",
        metrics.sum("originator_decisions_total", &[]),
        exactly(decisions),
    );

    // Sends do not say to their callers whether the store was away.
    let away = tally.answers.iter();
    let away = away.filter(|((_, answer), _)| answer == "decided without the store");
    let away: u64 = away.map(|(_, count)| count).sum();
    let without = metrics.sum("originator_decisions_without_store_total", &[]);
    let most = if service.is_shared { decisions } else { 0 };
    same("decisions without the store", without, (away, most));
    println!(
        "{}: {without} decisions without the store, {} sends and callbacks that it did not keep",
        service.name,
        metrics.sum("originator_store_errors_total", &[])
            - metrics.sum("originator_store_errors_total", &[("operation", "recall")])
            - metrics.sum("originator_store_errors_total", &[("operation", "contact")]),
    );
    let refused = metrics.sum("originator_store_errors_total", &[("kind", "refused")]);
    same("refused by the store", refused, exactly(0));
    same(
        "failures behind",
        metrics.sum("originator_upstream_errors_total", &[]),
        exactly(0),
    );
    if !service.is_shared {
        let most = crate::REMEMBERED as u64;
        // Half of them are forgotten at a time.
        let least = if run.lasting >= crate::AT_REST {
            most / 2
        } else {
            1
        };
        for held in ["originator_conversations", "originator_contacts"] {
            same(held, metrics.sum(held, &[]), (least, most));
        }
    }
    problems
}

/// Memory, files and times of the last third are those of the second.
pub(crate) fn rest(service: &Service) -> Vec<String> {
    let tally = service.tally();
    let mut problems = Vec::new();
    let mean = |third: usize, of: fn(&crate::service::Look) -> u64| {
        let looks = &tally.looks[third];
        looks.iter().map(of).sum::<u64>() as f64 / looks.len() as f64
    };
    let name = service.name;
    let [_, before, after] = [0, 1, 2].map(|third| mean(third, |look| look.memory) / 1e6);
    println!("{name}: resident {before:.2} MB, then {after:.2} MB");
    if after > before * (1.0 + MORE_MEMORY) {
        problems.push(format!("{name}: {before:.2} MB became {after:.2} MB"));
    }
    let [_, before, after] = [0, 1, 2].map(|third| mean(third, |look| look.files));
    println!("{name}: {before:.1} files open, then {after:.1}");
    if after > before + MORE_FILES {
        problems.push(format!("{name}: {before:.1} open files became {after:.1}"));
    }
    for (kind, what) in KINDS.iter().enumerate() {
        let [_, before, after] =
            [0, 1, 2].map(|third| tally.times[third][kind].value_at_quantile(0.99) as f64 / 1e3);
        println!("{name}: p99 of a {what} {before:.2} ms, then {after:.2} ms");
        if after > before * LONGER.0 + LONGER.1 {
            problems.push(format!(
                "{name}: p99 of a {what} {before:.2} ms became {after:.2} ms"
            ));
        }
    }
    problems
}
