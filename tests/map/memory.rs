//! What a hostile map costs: memory in proportion to its text, time in proportion to its length.

use std::time::{Duration, Instant};

use originator::Router;

/// The most that a map may be in the command line and in the service, unless they are told otherwise.
const LARGEST: usize = 64 << 20;
/// What reading may take beside the text, whatever the text.
const BESIDE: u64 = 100 << 20;

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
            "a folded block",
            entry("originators:\n  US: >\n", "    A\n", ""),
        ),
        ("a key", entry("originators:\n  ? ", "A", "\n  : A\n")),
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
    ]
}

/// Of these the parser copies what was written as it grows: 136 and 128 MiB of 64 were measured.
const COPIED: [&str; 2] = ["a block", "a tag"];
const BESIDE_COPIED: u64 = 144 << 20;

/// What a text takes beside itself at its peak, in bytes, and how long it takes to be read.
fn cost(text: &str) -> (u64, Duration) {
    let start = Instant::now();
    let counted = allocation_counter::measure(|| {
        if let Err(errors) = Router::from_yaml("map.yaml", text) {
            assert!(errors.count() > 0 && errors.to_string().len() < 1 << 20);
        }
    });
    (counted.bytes_max, start.elapsed())
}

#[test]
#[ignore = "reads gigabytes"]
fn the_largest_map_takes_little_memory_and_time_that_grows_with_its_length() {
    let quarters = hostile(LARGEST / 4);
    for ((what, text), (_, quarter)) in hostile(LARGEST).iter().zip(&quarters) {
        let (memory, time) = cost(text);
        let most = match COPIED.contains(what) {
            true => BESIDE_COPIED,
            false => BESIDE,
        };
        assert!(memory <= most, "{what}: {} MiB", memory >> 20);
        // Four times as long, and so not sixteen times as slow.
        let (_, quarter) = cost(quarter);
        let most = quarter * 8 + Duration::from_millis(500);
        assert!(
            time <= most,
            "{what}: {time:?}, a quarter of it {quarter:?}"
        );
    }
}

#[test]
fn what_is_small_and_stands_for_much_takes_little_memory() {
    let levels = |count: usize, last: usize| {
        let mut map = "x0: &a0 [A, A, A, A, A, A, A, A, A, A]\n".to_owned();
        for level in 1..count {
            let below = vec![format!("*a{}", level - 1); 10].join(", ");
            map += &format!("x{level}: &a{level} [{below}]\n");
        }
        format!("{map}originators: {{ US: *a{last} }}\n")
    };
    for (what, text) in [
        ("aliases that stand for 10^10 senders", levels(10, 9)),
        ("aliases that stand for 10^20 senders", levels(20, 19)),
        (
            "lists ten thousand deep",
            format!("originators: {{ US: {}", "[".repeat(10_000)),
        ),
        ("mappings ten thousand deep", "{a: ".repeat(10_000)),
    ] {
        let (memory, _) = cost(&text);
        assert!(memory <= 16 << 20, "{what}: {} MiB", memory >> 20);
    }
}

/// The text of a map of so many plans, each with a sender for each of twenty countries.
fn of_plans(count: usize) -> String {
    let countries = "AU BR CA DE ES FR GB ID IN IT JP MX NG NL PH PL SE TR US ZA";
    let mut map = "service_plans:\n".to_owned();
    for plan in 0..count {
        map += &format!("  plan{plan}:\n    originators:\n");
        for (country, line) in countries.split(' ').zip(plan * 20..) {
            let (area, line) = (201 + line / 100 % 599, line % 100);
            map += &format!("      {country}: \"+1{area}55501{line:02}\"\n");
        }
    }
    map
}

#[test]
#[ignore = "reads a map of fifty megabytes"]
fn a_hundred_thousand_plans_take_memory_and_time_in_proportion() {
    let loaded = |plans| {
        let map = of_plans(plans);
        assert!(Router::from_yaml("map.yaml", &map).is_ok());
        let (beside, time) = cost(&map);
        (map.len() as u64 + beside, time)
    };
    let (tenth, all) = (loaded(10_000), loaded(100_000));
    assert!(all.0 <= 300_000_000, "{} bytes with the text", all.0);
    let most = tenth.1 * 20 + Duration::from_millis(500);
    assert!(all.1 <= most, "{:?}, a tenth of it {:?}", all.1, tenth.1);
}
