//! What a hostile map costs: memory in proportion to its text, time in proportion to its length.

use std::fs;
use std::time::{Duration, Instant};

use originator::Router;

/// The most that a map may be in the command line and in the service, unless they are told otherwise.
const LARGEST: usize = 64 << 20;
/// What reading may take beside the text, whatever the text.
const BESIDE: u64 = 100_000_000;

/// Texts of about so many bytes, each made to be large in one way.
fn hostile(bytes: usize) -> Vec<(&'static str, String)> {
    let fill = |unit: &str, around: usize| unit.repeat((bytes - around) / unit.len());
    let entry = |before: &str, unit: &str, after: &str| {
        let around = before.len() + after.len();
        format!("{before}{}{after}", fill(unit, around))
    };
    vec![
        ("a plain scalar", entry("originators:\n  US: ", "A", "\n")),
        (
            "a plain scalar of many lines",
            entry("originators:\n  US: ", "A\n   ", "\n"),
        ),
        (
            "a plain scalar of long lines",
            entry(
                "originators:\n  US: ",
                &format!("{}\n   ", "A".repeat(1000)),
                "\n",
            ),
        ),
        (
            "a plain scalar of nothing",
            entry("originators:\n  US: A", "\n", "    A\n"),
        ),
        (
            "a plain scalar of stretches of nothing",
            entry(
                "originators:\n  US: A",
                &format!("{}   AAAA", "\n".repeat(15 << 20)),
                "\n",
            ),
        ),
        (
            "an escape and a text",
            entry("originators:\n  US: \"\\n", "A", "\"\n"),
        ),
        ("escapes", entry("originators:\n  US: \"", "\\n", "\"\n")),
        (
            "one quote after another",
            entry("originators:\n  US: '", "''", "'\n"),
        ),
        (
            "a block",
            entry("originators:\n  US: |\n", "    AAAAAAAAAAA\n", ""),
        ),
        (
            "a block of long lines",
            entry(
                "originators:\n  US: |\n",
                &format!("    {}\n", "A".repeat(1000)),
                "",
            ),
        ),
        (
            "a block that is one line",
            entry("originators:\n  US: |\n    ", "A", "\n"),
        ),
        (
            "a block of nothing",
            entry("originators:\n  US: |+\n    A\n", "\n", ""),
        ),
        (
            "a folded block",
            entry("originators:\n  US: >\n", "    A\n", ""),
        ),
        ("a key", entry("originators:\n  ? ", "A", "\n  : A\n")),
        (
            "a key with an escape",
            entry("originators:\n  ? \"\\n", "A", "\"\n  : A\n"),
        ),
        ("a short tag", entry("originators: { US: !", "a", " A }\n")),
        ("a tag", entry("originators: { US: !<", "a", "> A }\n")),
        (
            "an anchor's name",
            entry("originators: { US: &", "a", " A }\n"),
        ),
        ("a comment", entry("originators: { US: A } #", "a", "\n")),
        ("line ends", entry("originators: { US: A }\n", "\n", "")),
        ("spaces", entry("originators: { US: A }\n", " ", "")),
        ("lists that do not end", fill("[", 0)),
        ("mappings that do not end", fill("{a: ", 0)),
        ("lists in lists in blocks", fill("- ", 0)),
        ("errors", entry("originators:\n", "  Q: Q\n", "")),
        ("items", entry("originators: { US: [", "A,", "] }\n")),
        (
            "aliases",
            entry("x: &a A\noriginators: { US: [", "*a,", "] }\n"),
        ),
        ("tags", entry("originators: { US: [", "!t A,", "] }\n")),
        (
            "a key that is passed over",
            entry("x-a: { US: \"", "A", "\" }\noriginators: { US: A }\n"),
        ),
        (
            "keys that are passed over",
            entry("", "x-a: { b: c }\n", "originators: { US: A }\n"),
        ),
        (
            "spaces that YAML takes for text",
            entry("originators: { US: [", "\u{a0}A,", "] }\n"),
        ),
        (
            "a line of such spaces",
            entry("originators:\n  US: [", "\u{a0}", "\n"),
        ),
        (
            "merges",
            entry("x-a: &a { US: A }\noriginators:\n", "  <<: *a\n", ""),
        ),
    ]
}

/// What a text takes beside itself at its peak, in bytes, and how long it takes to be read.
fn cost(text: &str) -> (u64, Duration) {
    fs::write("/proc/self/clear_refs", "5").unwrap();
    let before = resident("VmRSS:");
    let start = Instant::now();
    if let Err(errors) = Router::from_yaml("map.yaml", text) {
        assert!(errors.count() > 0 && errors.to_string().len() < 1 << 20);
    }
    let time = start.elapsed();
    (resident("VmHWM:").saturating_sub(before), time)
}

/// Bytes of this process by proc_pid_status(5).
fn resident(field: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let value = status.lines().find_map(|line| line.strip_prefix(field));
    let kib: u64 = value
        .unwrap()
        .trim()
        .trim_end_matches(" kB")
        .parse()
        .unwrap();
    kib << 10
}

/// The system is asked, and not an allocator that counts: what a buffer has and nobody wrote to takes no memory, and
/// one that grows is not there twice.
#[test]
#[ignore = "reads gigabytes, alone"]
fn the_largest_map_takes_little_memory_and_time_that_grows_with_its_length() {
    let quarters = hostile(LARGEST / 4);
    for ((what, text), (_, quarter)) in hostile(LARGEST).iter().zip(&quarters) {
        let (memory, time) = cost(text);
        println!("{what}: {} MiB, {time:?}", memory >> 20);
        assert!(memory <= BESIDE, "{what}: {} MiB", memory >> 20);
        // Four times as long, and so not sixteen times as slow.
        let (_, quarter) = cost(quarter);
        let most = quarter * 8 + Duration::from_millis(500);
        assert!(
            time <= most,
            "{what}: {time:?}, a quarter of it {quarter:?}"
        );
    }
}
