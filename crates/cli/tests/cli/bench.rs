//! What `originator bench` measures, asserted where it does not hang on the machine.

use std::collections::BTreeMap;

use crate::folder::{Folder, MAP, with_map};
use serde_json::Value;

/// As people write them, several times over, so that there is more than one block of them.
fn numbers() -> String {
    let lines = "+12025550123\n+447700900123\n+46 70-174 06 99\r\n\nhello\n+2348021234567\n+5352123456\n+447781123456\n+33612345678\n";
    lines.repeat(100)
}

/// The report of measurements of a hundredth of a second each.
fn report(folder: &Folder, arguments: &[&str], input: &str) -> Value {
    let arguments = [&["bench", "--seconds", "0.01"], arguments].concat();
    let printed = folder.call_with(&arguments, input);
    assert_eq!((printed.status, printed.err.as_str()), (0, ""));
    serde_json::from_str(&printed.out).unwrap()
}

/// How many decisions had each outcome and reason, as a bench reports them.
fn counts(report: &Value) -> BTreeMap<(String, String), u64> {
    let text = |row: &Value, field: &str| row[field].as_str().unwrap().to_owned();
    let rows = report["reasons"].as_array().unwrap().iter();
    rows.map(|row| {
        let key = (text(row, "outcome"), text(row, "reason"));
        (key, row["decisions"].as_u64().unwrap())
    })
    .collect()
}

/// How many decisions had each outcome and reason, as the records of these say.
fn recorded(records: &str) -> BTreeMap<(String, String), u64> {
    let mut counts = BTreeMap::new();
    for line in records.lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        let field = |field: &str| record[field].as_str().unwrap().to_owned();
        *counts
            .entry((field("outcome"), field("reason")))
            .or_default() += 1;
    }
    counts
}

#[test]
fn a_pipe_gets_one_json_object_whose_counts_add_up() {
    let folder = Folder::with(&[("originators.yaml", MAP), ("numbers.txt", &numbers())]);
    let report = report(&folder, &["--numbers", "numbers.txt"], "");

    let names: Vec<&String> = report.as_object().unwrap().keys().collect();
    let mut expected = [
        "version",
        "optimized",
        "map",
        "plan",
        "written_to",
        "numbers",
        "number_count",
        "clock_ns",
        "timed_decisions",
        "median_ns",
        "p99_ns",
        "p999_ns",
        "outcomes",
        "reasons",
        "threads",
        "memory",
    ];
    expected.sort_unstable();
    assert_eq!(names, expected);
    assert_eq!(report["map"], "originators.yaml");
    assert_eq!(report["plan"], "default");
    assert_eq!(report["written_to"], Value::Null);
    assert_eq!(report["numbers"], "numbers.txt");
    assert_eq!(report["number_count"], 900);
    assert!(report["timed_decisions"].as_u64().unwrap() >= 900);

    let groups = |name: &str| report[name].as_array().unwrap().clone();
    for name in ["outcomes", "reasons"] {
        let decisions: u64 = groups(name)
            .iter()
            .map(|row| row["decisions"].as_u64().unwrap())
            .sum();
        assert_eq!(decisions, 900, "{name}");
    }
    for row in [groups("outcomes"), groups("reasons"), vec![report.clone()]].concat() {
        let [median, p99, p999] =
            ["median_ns", "p99_ns", "p999_ns"].map(|field| row[field].as_u64().unwrap());
        assert!(median <= p99 && p99 <= p999, "{row}");
    }
    assert!(
        report["p999_ns"].as_u64().unwrap() > 0,
        "the parser alone takes more than the clock"
    );

    let threads = groups("threads");
    assert_eq!(
        (&threads[0]["threads"], &threads[0]["times_one_thread"]),
        (&1.into(), &1.0.into())
    );
    for row in threads {
        let field = |field: &str| row[field].as_f64().unwrap();
        let from_mean = field("threads") * 1e9 / field("mean_ns");
        let rate = field("decisions_per_second");
        assert!((from_mean / rate - 1.0).abs() < 0.01, "{row}");
    }
}

#[test]
fn the_decisions_are_those_of_route_and_reply() {
    let folder = with_map();
    let numbers = numbers();
    let one = ["--threads", "1", "--numbers", "-"];

    let first = report(&folder, &one, &numbers);
    let routed = folder.call_with(&["route", "-"], numbers.as_str());
    assert_eq!(counts(&first), recorded(&routed.out));
    assert_eq!(
        counts(&first).len(),
        7,
        "the numbers have lost their variety"
    );
    assert_eq!(first["threads"].as_array().unwrap().len(), 1);

    let ours = ["--written-to", "+46701740605"];
    let replies = report(
        &folder,
        &[one, ["--plan", "default", ours[0], ours[1]]].concat(),
        &numbers,
    );
    let replied = folder.call_with(&["reply", "--from", "-", "--to", ours[1]], numbers.as_str());
    assert_eq!(counts(&replies), recorded(&replied.out));
    assert_ne!(counts(&replies), counts(&first));
    assert_eq!(replies["written_to"], ours[1]);
}

#[test]
fn without_numbers_worldwide_ones_are_made() {
    let folder = with_map();
    let report = report(&folder, &["--threads", "1"], "");
    assert_eq!(report["numbers"], "worldwide");
    assert_eq!(report["number_count"], 100_000);
    let counts = counts(&report);
    let of = |outcome: &str, reason: &str| counts.get(&(outcome.to_owned(), reason.to_owned()));
    assert!(of("use", "domestic") > Some(&5_000), "{counts:?}");
    assert!(of("omit", "map_omits") > Some(&100), "{counts:?}");
    assert_eq!(of("refuse", "invalid_number"), None);
}

#[test]
fn tables_are_for_people() {
    let folder = Folder::with(&[("originators.yaml", MAP), ("numbers.txt", &numbers())]);
    let arguments = [
        "bench",
        "--seconds",
        "0.01",
        "--format",
        "table",
        "--numbers",
        "numbers.txt",
    ];
    let printed = folder.call(&arguments);
    for part in [
        "Plan `default` of originators.yaml, first messages: 900 numbers from numbers.txt.",
        "median ns",
        "country_refused",
        "decisions a second",
        "Resident memory:",
    ] {
        assert!(
            printed.out.contains(part),
            "no `{part}` in\n{}",
            printed.out
        );
    }
    assert_eq!((printed.status, printed.err.as_str()), (0, ""));
}

#[test]
fn what_keeps_it_from_running_is_said() {
    let folder = Folder::with(&[
        ("originators.yaml", MAP),
        ("wrong.yaml", include_str!("../wrong.yaml")),
        ("numbers.txt", "+12025550123\n"),
        ("empty.txt", ""),
    ]);
    for (arguments, input, reason) in [
        (&["--numbers", "-"][..], "", "standard input has no numbers"),
        (
            &["--numbers", "-"],
            "\n \r\n\t\n",
            "standard input has no numbers",
        ),
        (&["--numbers", "empty.txt"], "", "empty.txt has no numbers"),
        (&["--numbers", "nowhere.txt"], "", "cannot read nowhere.txt"),
        (&["--numbers", "."], "", "cannot read ."),
        (&["--map", "nowhere.yaml"], "", "cannot read nowhere.yaml"),
        (&["--map", "wrong.yaml"], "", "wrong.yaml:3:3"),
        (&["--plan", "retail"], "", "no plan `retail`"),
        (&["--seconds", "0"], "", "a number of seconds above 0"),
        (&["--seconds", "NaN"], "", "a number of seconds above 0"),
        (&["--threads", "0"], "", "--threads"),
        (&["--format", "csv"], "", "possible values: table, json"),
    ] {
        let output = folder.call_with(&[&["bench"], arguments].concat(), input);
        let errors = &output.err;
        assert!(errors.contains(reason), "{arguments:?}: {errors}");
        assert_eq!(
            (output.status, output.out.as_str()),
            (2, ""),
            "{arguments:?}"
        );
    }
}
