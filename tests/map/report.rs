//! The report as an operator reads it.

use std::path::Path;

use originator::country::Rulebook;
use originator::{Context, MapErrorKind, Router};

fn report(map: &str) -> String {
    Router::from_yaml("senders.yaml", map)
        .unwrap_err()
        .to_string()
}

#[test]
fn everything_at_once_in_the_order_of_the_file() {
    let map = "\
borrow: { GG: [FR] }
originators:
  UK: \"+447700900142\"
  US: [\"+12025550142\", \"+13125550123\"]
  SE: \"070-174 06 05\"
  GB: { sender: RETAIL, sate: off }
  CU: Refuse
";
    let expected = "\
error: FR has no senders to lend: it has no entry under `originators`
  --> senders.yaml:1:16
   |
 1 | borrow: { GG: [FR] }
   |                ^^ add a sender for it under `originators`, or leave FR out here

error: `UK` is not a region
  --> senders.yaml:3:3
   |
 3 |   UK: \"+447700900142\"
   |   ^^ write `GB`

error: \"+13125550123\" is never used for a first message: \"+12025550142\" comes before it and carries the same messages
  --> senders.yaml:4:24
   |
 4 |   US: [\"+12025550142\", \"+13125550123\"]
   |                        ^^^^^^^^^^^^^^ did you mean a pool? `{ pool: [\"+12025550142\", \"+13125550123\"] }`; to keep it for replies only, write `{ sender: \"+13125550123\", state: replies_only }`

error: `070-174 06 05` is not a number in canonical E.164
  --> senders.yaml:5:7
   |
 5 |   SE: \"070-174 06 05\"
   |       ^^^^^^^^^^^^^^^ write \"+46701740605\"

error: a sender has no field `sate`
  --> senders.yaml:6:25
   |
 6 |   GB: { sender: RETAIL, sate: off }
   |                         ^^^^ did you mean `state`?

error: `Refuse` is almost the word `refuse`
  --> senders.yaml:7:7
   |
 7 |   CU: Refuse
   |       ^^^^^^ write `refuse`
";
    assert_eq!(report(map), expected);
}

/// The last two lines of the report on an unknown region, without the margin.
fn carets(map: &str) -> [String; 2] {
    let report = report(map);
    let mut lines = report
        .lines()
        .rev()
        .map(|line| line.split_once("| ").unwrap().1.to_owned());
    let under = lines.next().unwrap();
    [lines.next().unwrap(), under]
}

#[test]
fn carets_stand_under_what_is_meant() {
    for (map, under, why) in [
        (
            "originators: { UK: A }",
            "               ^^ write `GB`",
            "plain",
        ),
        (
            "{\"originators\":\t{ \"UK\": A } }",
            "               \t  ^^^^ write `GB`",
            "a tab takes what a tab takes",
        ),
        (
            "originators: { \"Ünïted Kingdöm\": A }",
            "               ^^^^^^^^^^^^^^^^ write a two-letter code of ISO 3166-1, as in `US`, or `XK`, `AC`, `TA`, or `001` for numbers of no country",
            "letters beyond ASCII are one column",
        ),
        (
            "{ apps: { 日本: default }, originators: { UK: A } }",
            "                                          ^^ write `GB`",
            "East Asian characters are two columns",
        ),
        (
            "{ apps: { e\u{301}: default }, originators: { UK: A } }",
            "                                       ^^ write `GB`",
            "a combining accent has none of its own",
        ),
        (
            "originators: { 英国: A }",
            "               ^^^^ write a two-letter code of ISO 3166-1, as in `US`, or `XK`, `AC`, `TA`, or `001` for numbers of no country",
            "and so are the carets",
        ),
    ] {
        assert_eq!(carets(map), [map, under], "{why}");
    }
}

#[test]
fn columns_count_characters_and_lines_count_from_one() {
    for (map, place, why) in [
        ("originators: { UK: A }", (1, 16), "one line"),
        (
            "\u{feff}originators: { UK: A }",
            (1, 16),
            "a byte order mark is no character",
        ),
        (
            "\u{feff}originators:\n  UK: A\n",
            (2, 3),
            "nor does it count further down",
        ),
        (
            "originators:\r\n  UK: A\r\n",
            (2, 3),
            "CR LF is one line end",
        ),
        (
            "\n\n# ü\noriginators:\n  UK: A\n",
            (5, 3),
            "comments and blank lines count",
        ),
        (
            "{ apps: { 日本: default }, originators: { UK: A } }",
            (1, 41),
            "characters, not bytes or columns",
        ),
        (
            "{\"originators\":\t{\t\"UK\": A } }",
            (1, 19),
            "a tab is one character",
        ),
    ] {
        let errors = Router::from_yaml("map.yaml", map).unwrap_err();
        let error = errors.iter().next().unwrap();
        assert_eq!(error.kind(), MapErrorKind::UnknownRegion, "{why}");
        assert_eq!(error.line_and_column(), Some(place), "{why}");
        let line = map.trim_start_matches('\u{feff}').lines().nth(place.0 - 1);
        assert_eq!(error.source_line(), line, "{why}");
    }
}

#[test]
fn a_long_line_is_cut_around_the_place() {
    let fill: String = (0..2_000)
        .map(|app| format!("\"a{app}\": default, "))
        .collect();
    let map = format!(
        "{{\"apps\": {{{fill} \"b\": default}}, \"originators\": {{\"UK\": A}}, \"elsewhere\": omit{}}}",
        " ".repeat(9_000)
    );
    let [line, under] = carets(&map);
    assert!(line.chars().count() <= 160, "{line}");
    let caret = under.find("^^^^").unwrap();
    assert_eq!(line.get(caret..caret + 4), Some("\"UK\""));
}

#[test]
fn an_empty_file_is_told_where_it_is_empty() {
    let expected = "\
error: the map is empty
  --> senders.yaml:1:1
   |
 1 | 
   | ^ name senders by country, as in `originators: { US: \"+12025550142\" }`
";
    assert_eq!(report(""), expected);
    assert_eq!(report("\u{feff}"), expected);
}

#[test]
fn nothing_that_a_terminal_obeys_reaches_the_report() {
    let hostile = "\\e[31m\\x9b2J\\0\\b\\r\\x7f\\u202e\\u2066\\u200f\\u2028";
    for (map, why) in [
        (format!("originators: {{ US: \"{hostile}\" }}"), "a sender"),
        (format!("originators: {{ \"{hostile}\": A }}"), "a region"),
        (
            format!("service_plans: {{ \"{hostile}\": {{ \"{hostile}\": A }} }}"),
            "a plan and a field",
        ),
        (
            format!("originators: {{ US: A }}\napps: {{ \"{hostile}\": \"{hostile}\" }}"),
            "an app",
        ),
        (
            format!(
                "service_plans: {{ \"ab{hostile}\": {{ elsewhere: A }} }}\napps: {{ one: \"ac{hostile}\" }}"
            ),
            "a plan that is proposed",
        ),
        (
            format!(
                "originators: {{ US: {{ sender: A, \"{hostile}\": 1, state: \"{hostile}\" }} }}"
            ),
            "a field and its word",
        ),
        (
            format!("originators: {{ US: A }}\nremember: \"{hostile}\"\nsticky: \"{hostile}\""),
            "a duration",
        ),
        (
            format!(
                "originators: {{ US: {{ pool: [A, {{ sender: B, weight: \"{hostile}\" }}] }} }}"
            ),
            "a weight",
        ),
        (
            "originators: { US: \u{1b}[31mRED\u{7} }".to_owned(),
            "in the text itself",
        ),
        (
            "originators: { UK: \u{202e}DER, \u{9b}2J: \u{2066}x }".to_owned(),
            "and turned around",
        ),
        (
            "originators: { US: !<\u{202e}tag> A }".to_owned(),
            "in a tag",
        ),
        ("originators: { US: *\u{1b}a }".to_owned(), "in an alias"),
        ("originators: { US: A\0 }".to_owned(), "NUL"),
    ] {
        let errors = Router::from_yaml("map.yaml", &map).unwrap_err();
        let paths: String = errors.iter().map(|error| error.path()).collect();
        for c in errors.to_string().chars().chain(paths.chars()) {
            let turns = matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            assert!(
                c == '\n' || !c.is_control() && !turns,
                "{why}: {c:?} in\n{errors:?}"
            );
        }
    }
}

#[test]
fn of_very_many_errors_the_first_are_kept() {
    // The borrow is checked last although it stands first.
    let mut map = "borrow: { GG: [FR] }\noriginators:\n".to_owned();
    for number in 0..100_000 {
        map += &format!("  Q{number}: A\n");
    }
    let errors = Router::from_yaml("map.yaml", &map).unwrap_err();
    assert_eq!(errors.count(), 100_001);
    assert_eq!(errors.iter().count(), 10_000);
    let lines: Vec<usize> = errors
        .iter()
        .map(|error| error.line_and_column().unwrap().0)
        .collect();
    assert_eq!(lines.first(), Some(&1));
    assert_eq!(lines.get(1..), Some(&(3..=10_001).collect::<Vec<_>>()[..]));
    assert!(errors.to_string().ends_with("\nand 90001 more\n"));
}

#[test]
fn what_is_found_again_under_aliases_crowds_nothing_out() {
    let mut map = "service_plans:\n  p: &p { originators: { SE: RETAIL } }\n".to_owned();
    for number in 0..12_000 {
        map += &format!("  q{number}: *p\n");
    }
    map += "  z: { originators: { BE: RETAIL } }\n";
    let warnings = Context::default().check("map.yaml", &map).unwrap();
    let said: Vec<(&str, &str)> = warnings
        .iter()
        .map(|warning| (warning.kind().as_str(), warning.path()))
        .collect();
    let expected = [
        ("no_domestic_two_way", "service_plans.p.originators.SE"),
        ("no_domestic_two_way", "service_plans.z.originators.BE"),
        (
            "alphanumeric_not_supported",
            "service_plans.z.originators.BE",
        ),
    ];
    assert_eq!(said, expected);
    assert_eq!(warnings.count(), expected.len());
}

/// Who says so, of every warning of a map by rules of the user's own.
fn told(rules: &str, map: &str) -> Vec<(&'static str, Vec<String>)> {
    let rules = Rulebook::from_yaml("rules.yaml", rules).unwrap();
    let warnings = Context::default()
        .with_rules(rules)
        .check("map", map)
        .unwrap();
    let titles = |warning: &originator::MapWarning| {
        let sources = warning.sources().iter();
        sources.map(|source| source.title().to_owned()).collect()
    };
    warnings
        .iter()
        .map(|warning| (warning.kind().as_str(), titles(warning)))
        .collect()
}

#[test]
fn a_rule_is_by_who_said_it() {
    let name = "service_plans: { shop: { originators: { DE: [RETAIL, \"+4915123456789\"] } } }";
    for (rules, expected, why) in [
        (
            "{ regions: { DE: { alphanumeric: registered, source: A } } }",
            &["A"][..],
            "said for all plans",
        ),
        (
            "{ regions: { DE: { alphanumeric: registered, source: A } }, service_plans: { shop: { DE: { short_code: available, source: B } } } }",
            &["A"],
            "the plan's own rules speak of something else",
        ),
        (
            "{ regions: { DE: { alphanumeric: free, source: A } }, service_plans: { shop: { DE: { alphanumeric: registered, source: B } } } }",
            &["B"],
            "the plan's own rules have the last word",
        ),
    ] {
        let told = told(rules, name);
        let [("alphanumeric_needs_registration", sources)] = &told[..] else {
            panic!("{why}: {told:?}");
        };
        assert_eq!(sources, expected, "{why}");
    }
}

#[test]
fn a_rule_that_is_changed_in_part_keeps_its_sources() {
    for (rules, map, kind, why) in [
        (
            "regions: { CA: { foreign_exceptions: { GB: kept }, source: A } }",
            "originators: { CA: [\"+14165550142\", { sender: \"+46701740605\", state: replies_only }] }",
            "foreign_blocked",
            "an exception is not the rule",
        ),
        (
            "regions: { SA: { alphanumeric_form: Capitals., source: A } }",
            "originators: { SA: [RETAIL, \"+966501234567\"] }",
            "alphanumeric_needs_registration",
            "a form says nothing of registration",
        ),
    ] {
        let told = told(rules, map);
        let (_, sources) = told.iter().find(|(is, _)| *is == kind).unwrap();
        assert_eq!(sources.first().map(String::as_str), Some("A"), "{why}");
        assert!(sources.len() > 1, "{why}: {sources:?}");
    }
    let rules = "regions: { DE: { alphanumeric_pattern: \"AD-*\", source: A } }";
    let told = told(rules, "originators: { DE: [RETAIL, \"+4915123456789\"] }");
    assert_eq!(
        told,
        [("alphanumeric_form", vec!["A".to_owned()])],
        "a form is the user's alone"
    );
}

#[test]
fn swapped_arguments_are_told_so() {
    let yaml = "originators:\n  US: RETAIL\n";
    let json = r#"{ "originators": { "US": "RETAIL" } }"#;
    let expected = "\
error: the name of the file is the text of a map
  --> map: the map
   = pass the name of the file first, and the text second
";
    for text in [yaml, json] {
        let errors = Router::from_yaml(text, "originators.yaml").unwrap_err();
        assert_eq!(errors.to_string(), expected);
        assert_eq!(errors.count(), 1);
        let errors = Rulebook::from_yaml(text, "rules.yaml").unwrap_err();
        assert_eq!(errors.to_string(), expected);
        // A file may have such a name.
        assert!(Router::from_yaml(text, text).is_ok());
    }
    assert!(Router::from_yaml(Path::new("originators.yaml"), yaml).is_ok());
}

#[test]
fn errors_and_warnings_are_iterated_over_with_for() {
    let errors = Router::from_yaml("map", "originators: { UK: A, USA: B }").unwrap_err();
    let mut by_reference = Vec::new();
    for error in &errors {
        by_reference.push(error.clone());
    }
    assert_eq!(by_reference.len(), 2);
    assert_eq!(errors.into_iter().collect::<Vec<_>>(), by_reference);

    let map = "originators: { US: RETAIL, CA: RETAIL }";
    let warnings = Context::default().check("map", map).unwrap();
    let by_reference: Vec<_> = (&warnings).into_iter().cloned().collect();
    assert_eq!(by_reference.len(), warnings.count());
    assert_eq!(warnings.into_iter().collect::<Vec<_>>(), by_reference);
}
