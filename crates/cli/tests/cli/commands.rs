//! What each command prints, where, and with which exit status.

use std::fs;

use crate::folder::{Folder, MAP, Printed, with_map};
use insta::assert_snapshot;

#[test]
fn a_pipe_gets_a_json_record_a_line() {
    let printed = with_map().call(&["route", "+1 202 555 0123", "+2348021234567"]);
    assert_snapshot!(printed.out, @r#"
    {"input":"+1 202 555 0123","recipient":"+12025550123","region":"US","line_type":"fixed_line_or_mobile","validity":"valid","plan":"default","outcome":"use","sender":"+12025550142","sender_kind":"long_code","reason":"domestic","warnings":[],"read_as":"international"}
    {"input":"+2348021234567","recipient":"+2348021234567","region":"NG","line_type":"mobile","validity":"valid","plan":"default","outcome":"omit","sender":null,"sender_kind":null,"reason":"map_omits","warnings":[],"read_as":"e164"}
    "#);
    assert_eq!((printed.status, printed.err.as_str()), (0, ""));
}

#[test]
fn csv_has_a_header_and_leaves_null_empty() {
    let printed = with_map().call(&[
        "route",
        "--format",
        "csv",
        "+447781123456",
        "a,\"b\"",
        "--needs-reply",
    ]);
    assert_snapshot!(printed.out, @r#"
    input,recipient,region,line_type,validity,plan,outcome,sender,sender_kind,reason,warnings,read_as
    +447781123456,+447781123456,GG,mobile,valid,default,use,+447700900142,long_code,borrowed,foreign_unknown,e164
    "a,""b""",,,,,default,refuse,,,invalid_number,,
    "#);
    assert_eq!(printed.status, 1);
}

#[test]
fn a_table_shows_what_people_want_to_see() {
    let printed = with_map().call(&["route", "--format", "table", "+447781123456", "+5352123456"]);
    let lines: Vec<&str> = printed.out.lines().map(str::trim_end).collect();
    assert_snapshot!(lines.join("\n"), @r"
     input          recipient      region  outcome  sender  reason
    ────────────────────────────────────────────────────────────────────────
     +447781123456  +447781123456  GG      use      RETAIL  borrowed
     +5352123456    +5352123456    CU      refuse           country_refused
    ");
}

#[test]
fn a_reply_is_explained_in_sentences() {
    let printed = with_map().call(&[
        "reply",
        "--from",
        "+447781123456",
        "--to",
        "+46701740605",
        "--explain",
    ]);
    assert_snapshot!(printed.out, @r"
    +447781123456 is a mobile number in Guernsey.
    The customer wrote to +46701740605, a number of Sweden; a reply leaves from a sender of Guernsey if there is one.
    The map has no entry for Guernsey.
    Guernsey may use the United Kingdom's senders.
    RETAIL was skipped: it cannot be answered, and the recipient must be able to answer.
    Use +447700900142, a long code of the United Kingdom (borrowed).
    Note: no source says whether Guernsey accepts numbers of other countries.
    ");
    assert_eq!((printed.status, printed.err.as_str()), (0, ""));
}

#[test]
fn sentences_beside_records_go_to_standard_error() {
    let printed = with_map().call(&["route", "+5352123456", "--explain", "--format", "json"]);
    assert!(
        printed.out.starts_with(r#"{"input":"+5352123456""#),
        "{}",
        printed.out
    );
    assert_eq!(printed.out.lines().count(), 1);
    assert_snapshot!(printed.err, @r"
    +5352123456 is a mobile number in Cuba.
    Do not send: the plan never sends to Cuba (country_refused).
    ");
}

#[test]
fn locate_needs_no_map_and_shows_what_an_invalid_number_was_read_as() {
    let printed = Folder::with(&[]).call(&[
        "locate",
        "--format",
        "csv",
        "+12425550123",
        "+1202555012",
        "tel:+1-202-555-0123;ext=12",
        "12345",
        "+881612345678",
    ]);
    assert_snapshot!(printed.out, @r"
    number,e164,region,line_type,validity
    +12425550123,+12425550123,BS,unknown,possible
    +1202555012,+1202555012,US,unknown,invalid
    tel:+1-202-555-0123;ext=12,+12025550123,US,fixed_line_or_mobile,valid
    12345,,,,
    +881612345678,+881612345678,001,mobile,valid
    ");
    assert_eq!(printed.status, 1, "one was unreadable");
}

#[test]
fn every_line_of_standard_input_gives_one_record() {
    let input = b"+12025550123\r\n\n  +46701740699  \n\xff\xfe\n+12025550124".to_vec();
    let printed = with_map().call_with(&["route", "-"], input);
    let records: Vec<serde_json::Value> = printed
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let column = |name: &str| -> Vec<String> {
        records
            .iter()
            .map(|record| record[name].as_str().unwrap_or("null").to_owned())
            .collect()
    };
    assert_eq!(
        column("input"),
        [
            "+12025550123",
            "",
            "  +46701740699  ",
            "\u{fffd}\u{fffd}",
            "+12025550124"
        ]
    );
    assert_eq!(
        column("recipient"),
        [
            "+12025550123",
            "null",
            "+46701740699",
            "null",
            "+12025550124"
        ]
    );
    assert_eq!(printed.status, 1);
}

#[test]
fn numbers_are_read_in_the_default_region_that_is_named() {
    let read_in =
        |region: &str| with_map().call(&["route", "070-174 06 99", "--default-region", region]);
    assert_eq!(read_in("SE").status, 0);
    let unknown = read_in("UK");
    assert_eq!(unknown.status, 2);
    assert!(
        unknown.err.contains("did you mean `GB`?"),
        "{}",
        unknown.err
    );
}

/// A map of which nothing is to be said.
const SOUND: &str = "originators: { SE: \"+46701740605\" }\n";

#[test]
fn check_shows_every_error_and_ends_with_1() {
    let folder = Folder::with(&[
        ("right.yaml", SOUND),
        ("wrong.yaml", include_str!("../wrong.yaml")),
    ]);
    let printed = folder.call(&["check", "right.yaml", "wrong.yaml"]);
    assert!(
        printed
            .out
            .starts_with("right.yaml: no errors, no warnings\n"),
        "{}",
        printed.out
    );
    assert!(
        printed.out.ends_with("wrong.yaml: 2 errors\n"),
        "{}",
        printed.out
    );
    assert_eq!((printed.status, printed.err.as_str()), (1, ""));
    assert_eq!(folder.call(&["check", "right.yaml"]).status, 0);
}

#[test]
fn check_tells_every_file_that_it_cannot_read() {
    let folder = Folder::with(&[("right.yaml", SOUND)]);
    let printed = folder.call(&["check", "one.yaml", "right.yaml", "two.yaml"]);
    assert_eq!(printed.out, "right.yaml: no errors, no warnings\n");
    assert_eq!(printed.status, 2);
    for name in ["one.yaml", "two.yaml"] {
        assert!(printed.err.contains(name), "{name}: {}", printed.err);
    }
    for (files, complete) in [
        (&["right.yaml"][..], true),
        (&["right.yaml", "one.yaml"], false),
    ] {
        let printed = folder.call(&[&["check", "--format", "sarif"], files].concat());
        let log: serde_json::Value = serde_json::from_str(&printed.out).unwrap();
        let invocation = &log["runs"][0]["invocations"][0];
        assert_eq!(invocation["executionSuccessful"], complete, "{files:?}");
    }
}

#[test]
fn check_warns_with_reason_and_source() {
    let folder = Folder::with(&[(
        "map.yaml",
        "originators:\n  CA: [{ sender: RETAIL, for: [otp] }, \"+14165550142\"]\n",
    )]);
    let printed = folder.call(&["check", "map.yaml"]);
    assert_snapshot!(printed.out, @r#"
warning: `RETAIL` is an alphanumeric sender, which Canada does not support
  --> map.yaml:2:18
   |
 2 |   CA: [{ sender: RETAIL, for: [otp] }, "+14165550142"]
   |                  ^^^^^^ list a long number instead
   = source: Amazon Web Services, AWS End User Messaging, supported countries by continent (2026)
   = source: Bird, SMS country information guide (2025)
   = source: Bird, United States SMS registration, reach by type of sender (2026-11)
   = source: Miatel, SMS by country, Canada (2026-11)

map.yaml: no errors, 1 warning
"#);
    assert_eq!(printed.status, 0);
    assert_eq!(
        folder
            .call(&["check", "map.yaml", "--deny", "warnings"])
            .status,
        1
    );
}

#[test]
fn rules_of_ones_own_change_what_is_warned_of() {
    let folder = Folder::with(&[
        (
            "map.yaml",
            "originators: { SE: [{ sender: RETAIL, for: [otp] }, \"+46701740605\"] }",
        ),
        (
            "rules.yaml",
            "regions: { SE: { alphanumeric: registered, source: Our contract of 2026. } }",
        ),
        (
            "plan.yaml",
            "service_plans: { other: { SE: { alphanumeric: registered } } }",
        ),
        ("wrong.yaml", "regions: { UK: { alphanumeric: free } }"),
    ]);
    let check =
        |rules: &[&str]| folder.call(&[&["check", "map.yaml", "--format", "json"], rules].concat());
    assert_eq!(check(&[]).out, "");
    let unknown = check(&["--rules", "plan.yaml"]);
    let warning: serde_json::Value = serde_json::from_str(&unknown.out).unwrap();
    assert_eq!(warning["kind"], "rules_of_no_plan", "and nothing of Sweden");
    let warned = check(&["--rules", "rules.yaml"]);
    let warning: serde_json::Value = serde_json::from_str(&warned.out).unwrap();
    assert_eq!(warning["kind"], "alphanumeric_needs_registration");
    assert_eq!(warning["sources"][0]["title"], "Our contract of 2026.");
    assert_eq!(warning["sources"].as_array().unwrap().len(), 1);
    let route = [
        "route",
        "+46701740699",
        "--map",
        "map.yaml",
        "--use-case",
        "otp",
        "--rules",
        "rules.yaml",
    ];
    let record: serde_json::Value = serde_json::from_str(&folder.call(&route).out).unwrap();
    assert_eq!(
        record["warnings"],
        serde_json::json!(["alphanumeric_needs_registration"])
    );
    let wrong = check(&["--rules", "wrong.yaml"]);
    assert_eq!(wrong.status, 2);
    assert!(
        wrong.err.contains("rules.yaml") || wrong.err.contains("wrong.yaml:1:12"),
        "{}",
        wrong.err
    );
    assert_eq!(check(&["--rules", "none.yaml"]).status, 2);
}

#[test]
fn check_in_json_and_sarif_says_the_same_as_in_text() {
    let folder = Folder::with(&[
        ("originators.yaml", MAP),
        ("wrong map.yaml", include_str!("../wrong.yaml")),
    ]);
    let files = ["originators.yaml", "wrong map.yaml"];
    let run = |format: &str| folder.call(&[&["check", "--format", format], &files[..]].concat());
    let (json, sarif, text) = (run("json"), run("sarif"), run("text"));
    assert_eq!([json.status, sarif.status, text.status], [1, 1, 1]);
    let findings: Vec<serde_json::Value> = json
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let log: serde_json::Value = serde_json::from_str(&sarif.out).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert!(findings.len() >= 4, "{}", json.out);
    assert_eq!(findings.len(), results.len());
    let rules = log["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .unwrap();
    for (finding, result) in findings.iter().zip(results) {
        let message = finding["message"].as_str().unwrap();
        assert!(text.out.contains(message), "{message}");
        assert_eq!(result["ruleId"], finding["kind"]);
        assert_eq!(result["level"], finding["severity"]);
        assert!(rules.iter().any(|rule| rule["id"] == finding["kind"]));
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["region"]["startLine"], finding["line"]);
        assert_eq!(
            place["artifactLocation"]["uri"],
            finding["file"].as_str().unwrap().replace(' ', "%20")
        );
    }
}

#[test]
fn a_wrong_map_keeps_the_others_from_running() {
    let folder = Folder::with(&[("originators.yaml", include_str!("../wrong.yaml"))]);
    let printed = folder.call(&["route", "+12025550123"]);
    assert_eq!((printed.status, printed.out.as_str()), (2, ""));
    assert!(
        printed.err.contains("originators.yaml:3:3"),
        "{}",
        printed.err
    );
}

#[test]
fn the_map_is_found_where_maps_are() {
    let us = |number: &str| format!("originators: {{ US: \"{number}\" }}");
    let files = [
        ("originators.yaml", us("+12025550141")),
        ("data/originators.yaml", us("+12025550142")),
        ("named.yaml", us("+12025550143")),
        ("environment.yaml", us("+12025550144")),
    ];
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    let sender = |folder: &Folder, arguments: &[&str], environment: &str| {
        let mut command = folder.command(&["route", "+12025550123"]);
        command.env("ORIGINATOR_MAP", environment).args(arguments);
        let printed = Printed::of(&mut command).text();
        let record: serde_json::Value = serde_json::from_str(&printed.out).unwrap();
        record["sender"].as_str().unwrap().to_owned()
    };
    let all = Folder::with(&files);
    assert_eq!(
        sender(&all, &["--map", "named.yaml"], "environment.yaml"),
        "+12025550143"
    );
    assert_eq!(sender(&all, &[], "environment.yaml"), "+12025550144");
    assert_eq!(sender(&all, &[], ""), "+12025550141");
    assert_eq!(sender(&Folder::with(&files[1..2]), &[], ""), "+12025550142");

    let none = Folder::with(&[]).call(&["route", "+12025550123"]);
    assert_eq!(none.status, 2);
    assert!(none.err.contains("--map FILE"), "{}", none.err);
    assert_eq!(
        all.call(&["route", "--map", "nowhere.yaml", "+12025550123"])
            .status,
        2
    );
}

#[test]
fn a_plan_must_be_named_where_there_are_several() {
    let map =
        "service_plans: { a: { originators: { US: \"+12025550142\" } }, b: { elsewhere: omit } }";
    let folder = Folder::with(&[("originators.yaml", map)]);
    let printed = folder.call(&["route", "+12025550123"]);
    assert_eq!(printed.status, 2);
    assert!(
        printed.err.contains("name one of `a`, `b` with --plan"),
        "{}",
        printed.err
    );
    assert_eq!(
        folder
            .call(&["route", "+12025550123", "--plan", "c"])
            .status,
        2
    );
    assert_eq!(
        folder
            .call(&["route", "+12025550123", "--plan", "b"])
            .status,
        0
    );

    let with_default = map.replace("b:", "default:");
    let folder = Folder::with(&[("originators.yaml", &with_default)]);
    assert!(
        folder
            .call(&["route", "+12025550123"])
            .out
            .contains(r#""plan":"default""#)
    );
}

#[test]
fn a_large_map_is_read_when_asked_for() {
    let large = format!("{MAP}# {}\n", "x".repeat(1024 * 1024));
    let folder = Folder::with(&[("originators.yaml", &large)]);
    let limited = folder.call(&["route", "+12025550123", "--max-map-mib", "1"]);
    assert_eq!(limited.status, 2);
    assert!(limited.err.contains("larger than 1 MiB"), "{}", limited.err);
    assert_eq!(
        folder
            .call(&["route", "+12025550123", "--max-map-mib", "2"])
            .status,
        0
    );
}

#[test]
fn a_map_that_is_no_text_is_named_for_what_it_is() {
    let utf_16 = |unit: fn(u16) -> [u8; 2], mark: &str| -> Vec<u8> {
        let text = format!("{mark}{MAP}");
        text.encode_utf16().flat_map(unit).collect()
    };
    let iconv = |from: &str| {
        format!(
            "save it as UTF-8, or convert it: iconv -f {from} -t UTF-8 map.yaml | originator … -"
        )
    };
    for (bytes, said, why) in [
        (
            b"originators:\n  SE: Caf\xe9 \x80\n".to_vec(),
            format!(
                "is not UTF-8: line 2 is probably Latin-1 (Windows-1252): `SE: Café €`\n  {}",
                iconv("WINDOWS-1252")
            ),
            "Latin-1",
        ),
        (
            utf_16(u16::to_le_bytes, "\u{feff}"),
            format!("is UTF-16 text\n  {}", iconv("UTF-16")),
            "UTF-16 with a mark",
        ),
        (
            utf_16(u16::to_le_bytes, ""),
            format!("is UTF-16 text\n  {}", iconv("UTF-16LE")),
            "without one",
        ),
        (
            utf_16(u16::to_be_bytes, ""),
            format!("is UTF-16 text\n  {}", iconv("UTF-16BE")),
            "the other way round",
        ),
        (
            b"\x1f\x8b\x08\0".to_vec(),
            "is a gzip file\n  decompress it first: gzip -dc map.yaml | originator … -".to_owned(),
            "packed",
        ),
        (
            b"PK\x03\x04".to_vec(),
            "is a ZIP archive\n  decompress it first: unzip -p map.yaml | originator … -"
                .to_owned(),
            "packed otherwise",
        ),
    ] {
        let folder = Folder::with(&[("to.csv", "to\n+12025550123\n")]);
        folder.write("map.yaml", &bytes);
        for command in [
            "route +12025550123 --map map.yaml",
            "batch to.csv --map map.yaml",
            "check map.yaml",
            "coverage --traffic to.csv --map map.yaml",
            "diff map.yaml to.csv --traffic to.csv",
            "check --rules map.yaml",
            "serve --map map.yaml --listen 127.0.0.1:0",
        ] {
            let printed = folder.run(command);
            let expected = format!("error: map.yaml {said}\n");
            assert_eq!(
                (printed.status, printed.out.as_str()),
                (2, ""),
                "{why}: {command}"
            );
            assert!(
                printed.err.starts_with(&expected),
                "{why}: {command}: {}",
                printed.err
            );
        }
    }
    let folder = Folder::with(&[("originators.yaml", &format!("\u{feff}{MAP}"))]);
    assert_eq!(folder.run("route +12025550123").status, 0, "a mark alone");
}

#[test]
fn a_dash_is_standard_input_and_output_everywhere() {
    let folder = with_map();
    folder.write("to.csv", "to\n+12025550123\n");
    folder.write("rules.yaml", "regions: { US: { alphanumeric: free } }");
    let rules = "regions: { US: { alphanumeric: free } }";
    let plan = include_bytes!("../../../../data/numbering/numbering.bin").as_slice();
    for (command, input, out) in [
        (
            "route - --format csv",
            "+12025550123\n".as_bytes(),
            "+12025550123,US",
        ),
        ("route +12025550123 --map -", MAP.as_bytes(), "\"domestic\""),
        ("locate +12025550123 --numbering -", plan, "\"US\""),
        (
            "check --rules -",
            rules.as_bytes(),
            "originators.yaml: no errors",
        ),
        ("check -", MAP.as_bytes(), "standard input: no errors"),
        (
            "batch - --output -",
            b"to\n+12025550123\n",
            "+12025550123,US",
        ),
        ("coverage --traffic -", b"to\n+12025550123\n", "\"US\""),
        (
            "coverage --traffic to.csv --map -",
            MAP.as_bytes(),
            "\"US\"",
        ),
        (
            "coverage --traffic - --html -",
            b"to\n+12025550123\n",
            "<!DOCTYPE html>",
        ),
        (
            "diff - originators.yaml --traffic to.csv",
            b"elsewhere: omit",
            "\"domestic\"",
        ),
        (
            "diff originators.yaml - --traffic to.csv",
            b"elsewhere: omit",
            "\"domestic\"",
        ),
        (
            "sinch transcode -",
            b"{\"text_message\":{\"text\":\"Hello\"}}",
            "\"Hello\"",
        ),
    ] {
        let printed = folder.run_with(command, input);
        assert_eq!(printed.status, 0, "{command}: {}", printed.err);
        assert!(printed.out.contains(out), "{command}: {}", printed.out);
    }
    let page = folder
        .run_with("coverage --traffic - --html -", "to\n+12025550123\n")
        .out;
    assert!(
        page.starts_with("<!DOCTYPE") && page.ends_with("</html>\n"),
        "the page alone"
    );
    for (command, input) in [
        ("diff - - --traffic to.csv", MAP),
        ("batch - --map -", MAP),
        ("route - --map -", MAP),
        ("check - --rules -", rules),
    ] {
        let printed = folder.run_with(command, input);
        let twice = "error: standard input is named twice, but can be read only once\n  write one of the two inputs to a file\n";
        assert_eq!(printed.status, 2, "{command}");
        assert!(printed.err.ends_with(twice), "{command}: {}", printed.err);
    }
    let serve = folder.run("serve --map -");
    assert_eq!(
        (serve.status, serve.err.as_str()),
        (
            2,
            "error: the service reloads its map, and standard input can be read only once\n  name a file with --map FILE\n"
        )
    );
}

#[test]
fn wrong_arguments_end_with_2() {
    for arguments in [
        &["route"][..],
        &["deliver"],
        &["route", "+1", "--use-case", "spam"],
        &["reply"],
    ] {
        let printed = with_map().call(arguments);
        assert_eq!(
            (printed.status, printed.out.as_str()),
            (2, ""),
            "{arguments:?}"
        );
        assert!(!printed.err.is_empty());
    }
}

#[test]
fn the_version_says_how_old_the_numbering_plan_is() {
    let printed = with_map().call(&["--version"]);
    let lines: Vec<&str> = printed.out.lines().collect();
    assert_eq!(printed.status, 0);
    assert_eq!(lines.len(), 2, "{}", printed.out);
    assert_eq!(
        lines[0],
        format!("originator {}", env!("CARGO_PKG_VERSION"))
    );
    let begins = "numbering plan: libphonenumber 9.0.43, released on 2026-11-04";
    let age = lines[1].strip_prefix(begins);
    let age = age.unwrap_or_else(|| panic!("{}", lines[1]));
    // A clock that is slow has the release still to come.
    let days = age
        .strip_prefix(", ")
        .and_then(|age| age.strip_suffix(" days ago"));
    assert!(
        days.is_some_and(|days| days.parse::<u32>().is_ok())
            || ["", ", today", ", 1 day ago"].contains(&age),
        "{age}"
    );
}

#[test]
fn the_short_version_and_the_man_page_are_the_same_every_day() {
    let folder = with_map();
    let version = "(numbering plan of libphonenumber 9.0.43)";
    for arguments in [&["-V"][..], &["man"]] {
        let printed = folder.call(arguments);
        assert!(
            printed.out.contains(version),
            "{arguments:?}: {}",
            printed.out
        );
        assert!(
            !printed.out.contains("released on"),
            "{arguments:?}: {}",
            printed.out
        );
    }
}

#[test]
fn numbers_are_read_by_the_numbering_plan_that_is_named() {
    let plan = include_bytes!("../../../../data/numbering/numbering.bin");
    let folder = with_map();
    fs::write(folder.path("plan.bin"), plan).unwrap();
    fs::write(folder.path("cut.bin"), &plan[..plan.len() / 2]).unwrap();
    for command in [
        &["route", "+12025550123"][..],
        &["locate", "+12025550123"],
        &["check"],
    ] {
        let with = |name| folder.call(&[command, &["--numbering", name]].concat());
        assert_eq!(
            with("plan.bin").out,
            folder.call(command).out,
            "{command:?}"
        );
        let cut = with("cut.bin");
        assert_eq!((cut.status, cut.out.as_str()), (2, ""), "{command:?}");
        assert!(
            cut.err
                .contains(&format!("cut.bin: the file has {} bytes", plan.len() / 2)),
            "{}",
            cut.err
        );
    }
}
