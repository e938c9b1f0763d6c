//! Maps made to break the reader: an answer always, soon, and of a reasonable size.

use std::time::{Duration, Instant};

use originator::country::Rulebook;
use originator::{MapError, MapErrorKind, MapErrors, Region, Router};

const EVERYTHING: &str = "\
service_plans:
  retail:
    originators:
      US: { pool: [\"+12025550142\", { sender: \"+13125550123\", weight: 3 }] }
      GB: &gb [RETAIL, \"+447700900142\"]
      CA: [{ pool: [\"+14165550142\", \"+16045550142\"] }, { sender: \"+14165550143\", state: replies_only }]
      IN: [{ sender: RTLOTP, for: [otp] }, { sender: \"56767\", for: [marketing, transactional], two_way: false }]
      SE: >-
        +46701740605
      NG: omit # the provider chooses
      CU: refuse
      GI: *gb
    borrow: { GG: [GB], IM: [GB], JE: [GB], PR: [US] }
    elsewhere: 'refuse'
    reply: domestic
    remember: 30d
    sticky: false
    refuse_line_types: [premium_rate]
    default_region: SE
apps:
  01EXAMPLEAPP: retail
  \"caf\\u00e9 日本\": retail
";

/// Reads a map within a time that only a reader gone wild exceeds, also on a slow machine.
fn read(map: &str) -> Result<Router, MapErrors> {
    let start = Instant::now();
    let result = Router::from_yaml("map.yaml", map);
    assert!(
        start.elapsed() < Duration::from_secs(60),
        "{:?}",
        start.elapsed()
    );
    result
}

fn errors(map: &str) -> MapErrors {
    let errors = read(map).unwrap_err();
    assert!(errors.to_string().len() < 8_000_000);
    errors
}

/// The message of the one error.
fn only(map: &str) -> String {
    let errors = errors(map);
    assert_eq!(errors.count(), 1, "{}", errors.iter().next().unwrap());
    errors.iter().next().unwrap().message().to_owned()
}

#[test]
fn a_file_cut_at_every_byte_is_a_map_or_says_what_is_wrong() {
    assert!(read(EVERYTHING).is_ok());
    let json = "{\"originators\": {\"US\": [\"RETAIL\", \"+12025550142\"], \"SE\": {\"pool\": [\"A\", {\"sender\": \"B\", \"weight\": 2}]}}}";
    for text in [
        EVERYTHING,
        json,
        include_str!("../../data/originators.yaml"),
    ] {
        for end in 0..text.len() {
            let Some(cut) = text.get(..end) else { continue };
            if let Err(errors) = read(cut) {
                assert!(errors.count() > 0);
                for error in errors.iter() {
                    assert!(!error.message().is_empty() && !error.fix().is_empty());
                    assert!(error.line_and_column().is_some(), "{error}");
                }
            }
        }
    }
}

#[test]
fn a_file_with_a_byte_changed_is_a_map_or_says_what_is_wrong() {
    for place in 0..EVERYTHING.len() {
        for other in [
            "\"", "'", "*", "&", "{", "]", ":", "-", "\n", "\t", "\0", "#", "|", "?", "日", "",
        ] {
            if let (Some(before), Some(after)) =
                (EVERYTHING.get(..place), EVERYTHING.get(place + 1..))
            {
                let _ = read(&format!("{before}{other}{after}"));
            }
        }
    }
}

#[test]
fn aliases_of_aliases_are_not_written_out() {
    let mut map = "x0: &a0 [A, A, A, A, A, A, A, A, A, A]\n".to_owned();
    for level in 1..20 {
        let below = vec![format!("*a{}", level - 1); 10].join(", ");
        map += &format!("x{level}: &a{level} [{below}]\n");
    }
    let expected = "the values that the aliases refer to are together far larger than the file";
    assert_eq!(
        only(&format!("{map}originators: {{ US: *a19 }}\n")),
        expected
    );
    let long = format!(
        "x: &a \"{}\"\noriginators: {{ US: [{}] }}\n",
        "+".repeat(60_000),
        vec!["*a"; 100_000].join(", ")
    );
    assert_eq!(only(&long), expected, "a long text, often");
}

#[test]
fn what_is_passed_over_has_the_same_limits() {
    let list = vec!["A"; 600_000].join(",");
    let kept = "originators: { US: A }\n";
    assert!(
        read(&format!("x-a: [{list}]\nx-b: [{list}]\n{kept}")).is_ok(),
        "it is forgotten once it is read"
    );
    assert_eq!(
        only(&format!("x-a: &a [{list}]\nx-b: &b [{list}]\n{kept}")),
        "this plan has more than 1000000 keys and values",
        "but not what an anchor holds"
    );
    let mut aliases = "x-0: &a0 [A, A, A, A, A, A, A, A, A, A]\n".to_owned();
    for level in 1..20 {
        let below = vec![format!("*a{}", level - 1); 10].join(", ");
        aliases += &format!("x-{level}: &a{level} [{below}]\n");
    }
    assert_eq!(
        only(&format!("{aliases}{kept}")),
        "the values that the aliases refer to are together far larger than the file"
    );
    let deep = format!("x-a: {}{}\n{kept}", "[".repeat(100), "]".repeat(100));
    assert_eq!(
        only(&deep),
        "lists and mappings are nested more than 32 levels deep"
    );
    let keys: String = (0..100_000)
        .map(|number| format!("x-{number}: {{ a: b }}\n"))
        .collect();
    assert!(read(&format!("{keys}{kept}")).is_ok(), "very many of them");
    assert_eq!(
        only(&format!("{}{kept}", "x-a:\n".repeat(600_000))),
        "this plan has more than 1000000 keys and values",
        "but not more keys than a plan may have"
    );
}

#[test]
fn of_very_many_problems_of_the_text_the_first_are_enough() {
    let merges = "  <<: *a\n".repeat(100_000);
    let spaces = "\u{a0}A,".repeat(100_000);
    for (map, message) in [
        (
            format!("x-a: &a {{ US: A }}\noriginators:\n{merges}"),
            "duplicate key `<<`, first used on line 3",
        ),
        (
            format!("originators: {{ US: [{spaces}] }}\n"),
            "found U+00A0 (no-break space), which YAML reads as text, not as a space",
        ),
    ] {
        let errors = errors(&map);
        assert_eq!(errors.count(), 1_001);
        assert!(errors.iter().all(|error| error.message() == message));
    }
}

#[test]
fn chains_of_aliases_and_merges_are_too_deep() {
    let (mut lists, mut merges) = ("x0: &a0 [A]\n".to_owned(), "x0: &a0 { k: v }\n".to_owned());
    for level in 1..10_000 {
        lists += &format!("x{level}: &a{level} [*a{}]\n", level - 1);
        merges += &format!(
            "x{level}: &a{level} {{ <<: *a{}, k{level}: v }}\n",
            level - 1
        );
    }
    for map in [lists, merges] {
        assert_eq!(
            only(&map),
            "lists and mappings are nested more than 32 levels deep"
        );
    }
}

#[test]
fn an_anchor_inside_itself_is_an_error() {
    for map in [
        "originators: &a { US: *a }",
        "&a [*a]",
        "originators: { US: &a [RETAIL, *a] }",
        "originators: &a { <<: *a, US: A }",
    ] {
        assert_eq!(
            only(map),
            "the alias is inside the value that it refers to",
            "{map}"
        );
    }
}

#[test]
fn depth_without_end_is_an_error() {
    const DEEP: usize = 10_000;
    let block: String = (0..2_000)
        .map(|level| format!("{}a:\n", " ".repeat(level)))
        .collect();
    for (map, why) in [
        (
            format!(
                "originators: {{ US: {}{} }}",
                "[".repeat(DEEP),
                "]".repeat(DEEP)
            ),
            "lists in a line",
        ),
        ("[".repeat(1_000_000), "lists that do not end"),
        ("{a: ".repeat(DEEP), "mappings in a line"),
        (block, "mappings in blocks"),
        (format!("{}a", "- ".repeat(DEEP)), "lists in blocks"),
        (format!("{}a", "? ".repeat(DEEP)), "keys"),
        (": ".repeat(DEEP), "values"),
    ] {
        assert_eq!(
            only(&map),
            "lists and mappings are nested more than 32 levels deep",
            "{why}"
        );
    }
}

#[test]
fn a_text_of_many_megabytes_is_one_short_error() {
    const LONG: usize = 8_000_000;
    let long = "A".repeat(LONG);
    let in_us = |text: &str| format!("originators:\n  US: {text}\n");
    for (map, why) in [
        (in_us(&long), "plain"),
        (in_us(&"A\n   ".repeat(LONG / 5)), "plain, in lines"),
        (in_us(&format!("A\n{}   A", "\n".repeat(LONG))), "folded"),
        (in_us(&format!("'{}'", "''".repeat(LONG / 2))), "quotes"),
        (in_us(&format!("\"{}\"", "\\n".repeat(LONG / 2))), "escapes"),
        (in_us(&format!("\"{}\"", "1".repeat(LONG))), "digits"),
        (
            in_us(&format!("|\n{}", "    AAAAAAAAAAAAAAA\n".repeat(LONG / 20))),
            "a block",
        ),
        (format!("originators:\n  ? {long}\n  : A\n"), "a key"),
        (
            format!("originators: {{ US: A }}\n? {long}\n: A\n"),
            "a field",
        ),
        (
            format!("originators: {{ US: A }}\nreply: {long}\n"),
            "a word",
        ),
    ] {
        assert_eq!(only(&map), "this text is longer than 65536 bytes", "{why}");
        assert!(errors(&map).to_string().len() < 2_000, "{why}");
    }
    let map = format!("originators: {{ US: !<{}> A }}\n", "a".repeat(LONG));
    assert!(only(&map).starts_with("the tag `!<aaa"));
    assert!(errors(&map).to_string().len() < 2_000, "a tag");
}

#[test]
fn a_text_is_as_long_as_it_may_be_and_no_longer() {
    let map = |length: usize| {
        let plan = "k".repeat(length);
        format!("apps: {{ app: \"{plan}\" }}\nservice_plans:\n  ? {plan}\n  : {{ elsewhere: A }}\n")
    };
    assert!(read(&map(65_536)).is_ok());
    let errors = errors(&map(65_537));
    let error = errors.iter().next().unwrap();
    assert_eq!(error.line_and_column(), Some((1, 14)));
    assert_eq!(
        error.fix(),
        "shorten it, or close the quote that begins it; the rest of the file was not read"
    );
}

#[test]
fn a_stretch_of_nothing_has_an_end() {
    const MOST: usize = 16 << 20;
    let map = |unit: &str, count: usize| {
        format!(
            "originators:\r\n  SE: B\n  US: A{}# the end\n",
            unit.repeat(count)
        )
    };
    for (unit, why) in [("\n", "lines"), (" ", "spaces")] {
        assert!(read(&map(unit, MOST)).is_ok(), "{why}");
        let errors = errors(&map(unit, MOST + 1));
        let error = errors.iter().next().unwrap();
        assert_eq!(
            error.to_string(),
            "more than 16 MiB of white space begins here: remove the white space; nothing of the file was read"
        );
        assert_eq!(error.line_and_column(), Some((3, 8)), "{why}");
    }
    let comment = format!(
        "{}#{}\n",
        "# words\n".repeat(2_000_000),
        "-".repeat(MOST + 1)
    );
    assert!(
        read(&format!("originators: {{ US: A }}\n{comment}")).is_ok(),
        "comments"
    );
}

#[test]
fn a_long_key_does_not_make_every_error_below_it_long() {
    let wrong = "      Q: [{ pool: [] }]\n".repeat(10_000);
    let map = format!(
        "service_plans:\n  ? {}\n  :\n    originators:\n{wrong}",
        "k".repeat(60_000)
    );
    let errors = errors(&map);
    assert!(
        errors
            .iter()
            .all(|error| error.path().len() < 200 && error.message().len() < 300)
    );
}

#[test]
fn what_is_larger_than_any_plan_is_not_read_to_its_end() {
    let expected = "this plan has more than 1000000 keys and values";
    let pairs = |count: usize| {
        (0..count)
            .map(|number| format!("k{number}: v, "))
            .collect::<String>()
    };
    let merges: String = (0..1_000)
        .map(|number| format!("y{number}: {{ <<: *a }}\n"))
        .collect();
    let merges_of_lists = vec!["*a"; 1_000].join(", ");
    for (map, why) in [
        (
            format!("originators: {{ US: {{{}}} }}", "[],".repeat(1_200_000)),
            "keys that are none",
        ),
        (format!("originators: {{ {} }}", pairs(600_000)), "regions"),
        (format!("{{ {} }}", pairs(600_000)), "fields"),
        ("- \n".repeat(1_200_000), "a list"),
    ] {
        assert_eq!(only(&map), expected, "{why}");
    }
    for map in [
        format!("x: &a {{ {} }}\n{merges}", pairs(20_000)),
        format!(
            "x: &a {{ {} }}\noriginators: {{ <<: [{merges_of_lists}] }}",
            pairs(100_000)
        ),
    ] {
        assert_eq!(
            only(&map),
            "the values that the aliases refer to are together far larger than the file"
        );
    }
}

#[test]
fn very_many_of_anything_take_their_time_and_no_more() {
    let numbers: Vec<String> = (0..100_000)
        .map(|number| format!("\"+1202{number:07}\""))
        .collect();
    let numbers = numbers.join(", ");
    let plans: String = (0..10_000)
        .map(|number| format!("  plan{number}: {{ elsewhere: A }}\n"))
        .collect();
    let apps: String = (0..10_000)
        .map(|number| format!("  app{number}: plant{number}\n"))
        .collect();
    let aliases: String = (0..100_000)
        .map(|number| format!("  p{number}: *p\n"))
        .collect();
    assert!(
        read(&format!("originators: {{ US: {{ pool: [{numbers}] }} }}")).is_ok(),
        "a pool"
    );
    assert!(
        read(&format!(
            "service_plans:\n  p: &p {{ originators: {{ US: A }} }}\n{aliases}"
        ))
        .is_ok(),
        "plans"
    );
    for (map, count, kind) in [
        (
            format!("originators: {{ US: [{numbers}] }}"),
            99_999,
            MapErrorKind::Unreachable,
        ),
        (
            format!("service_plans:\n{plans}apps:\n{apps}"),
            10_000,
            MapErrorKind::UnknownPlan,
        ),
        (
            format!("originators:\n{}", "  US: A\n".repeat(200_000)),
            199_999,
            MapErrorKind::DuplicateKey,
        ),
        (
            format!(
                "originators: {{ US: A, GB: B }}\nborrow: {{ GG: [{}] }}",
                "GB, ".repeat(200_000)
            ),
            199_999,
            MapErrorKind::BadBorrow,
        ),
    ] {
        let errors = errors(&map);
        assert_eq!(errors.count(), count, "{kind}");
        assert!(
            errors
                .iter()
                .all(|error| error.kind() == kind && error.to_string().len() < 500)
        );
    }
}

#[test]
fn many_plans_are_read_one_after_another() {
    // Each is forgotten once it is read: together they are more than a plan may have.
    let plans: String = (0..150_000)
        .map(|number| format!("  p{number}: {{ originators: {{ US: A, SE: &s{number} B }} }}\n"))
        .collect();
    assert!(read(&format!("service_plans:\n{plans}")).is_ok());
}

#[test]
fn rules_with_long_patterns_or_too_many_plans_are_refused() {
    let rules = |text: &str| Rulebook::from_yaml("rules.yaml", text).map(|_| ());
    let pattern =
        |pattern: &str| format!("regions: {{ IN: {{ alphanumeric_pattern: \"{pattern}\" }} }}");
    assert_eq!(rules(&pattern(&"*".repeat(32))), Ok(()));
    let errors = rules(&pattern(&"*".repeat(10_000))).unwrap_err();
    let messages: Vec<&str> = errors.iter().map(MapError::message).collect();
    assert_eq!(
        messages,
        ["a pattern has at most 32 characters, this one has more"]
    );

    // Each plan has the rules of all countries, though the file names no rule of it.
    let regions: String = Region::all()
        .filter(|&region| region != Region::WORLD)
        .map(|region| format!("  {region}: {{ alphanumeric: free }}\n"))
        .collect();
    let plans = |count: usize| -> String {
        let plans: String = (0..count)
            .map(|plan| format!("  p{plan}: {{}}\n"))
            .collect();
        format!("regions:\n{regions}service_plans:\n{plans}")
    };
    assert_eq!(rules(&plans(100)), Ok(()));
    let errors = rules(&plans(3_000)).unwrap_err();
    let messages: Vec<&str> = errors.iter().map(MapError::message).collect();
    assert_eq!(messages, ["the plans have more than 500000 rules together"]);
}
