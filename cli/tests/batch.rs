//! What `batch` makes of files: every byte of the rows, and the decisions beside them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that goes wrong should stop there"
)]

use std::fs;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use assert_cmd::cargo::cargo_bin;
use flate2::Compression;
use flate2::write::GzEncoder;
use insta::assert_snapshot;
use proptest::prelude::*;
use tempfile::TempDir;

const MAP: &str = "\
originators:
  US: \"+12025550142\"
  GB: [RETAIL, \"+447700900142\"]
  SE: \"+46701740605\"
  NG: omit
  CU: refuse
borrow: { GG: [GB] }
";

/// What is added to a header, and to rows with these numbers.
const NAMES: &str =
    "recipient,region,line_type,validity,plan,outcome,sender,sender_kind,reason,warnings";
const US: (&str, &str) = (
    "+1 202 555 0123",
    "+12025550123,US,fixed_line_or_mobile,valid,default,use,+12025550142,long_code,domestic,",
);
const NG: (&str, &str) = (
    "+2348021234567",
    "+2348021234567,NG,mobile,valid,default,omit,,,map_omits,",
);
const NOBODY: (&str, &str) = ("hello", ",,,,default,refuse,,,invalid_number,");
const US_JSON: &str = r#""recipient":"+12025550123","region":"US","line_type":"fixed_line_or_mobile","validity":"valid","plan":"default","outcome":"use","sender":"+12025550142","sender_kind":"long_code","reason":"domestic","warnings":[]"#;
const NOBODY_JSON: &str = r#""recipient":null,"region":null,"line_type":null,"validity":null,"plan":"default","outcome":"refuse","sender":null,"sender_kind":null,"reason":"invalid_number","warnings":[]"#;

struct Folder(TempDir);

struct Printed {
    status: i32,
    out: Vec<u8>,
    err: String,
}

impl Folder {
    fn new() -> Folder {
        let folder = Folder(tempfile::tempdir().unwrap());
        folder.write("originators.yaml", MAP);
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(name), bytes).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(cargo_bin("originator"));
        command
            .arg("batch")
            .args(arguments)
            .current_dir(self.0.path())
            .env_remove("ORIGINATOR_MAP")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn batch(&self, arguments: &[&str], input: impl AsRef<[u8]>) -> Printed {
        let mut child = self.command(arguments).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.as_ref().to_vec();
        let writer = std::thread::spawn(move || {
            // The command may end before it has read all.
            let _ = stdin.write_all(&input);
        });
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        Printed {
            status: output.status.code().unwrap(),
            out: output.stdout,
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

fn batch(arguments: &[&str], input: impl AsRef<[u8]>) -> Printed {
    Folder::new().batch(arguments, input)
}

#[track_caller]
fn assert_bytes(out: &[u8], expected: impl AsRef<[u8]>, why: &str) {
    let text = |bytes: &[u8]| bytes.escape_ascii().to_string();
    assert_eq!(text(out), text(expected.as_ref()), "{why}");
}

#[test]
fn rows_of_csv_stay_what_they_were_and_get_columns() {
    let (us, us_added) = US;
    let (ng, ng_added) = NG;
    let (nobody, no_added) = NOBODY;
    for (input, expected, err, why) in [
        (
            format!("id,to\n1,{us}\n2,{ng}\n"),
            format!("id,to,{NAMES}\n1,{us},{us_added}\n2,{ng},{ng_added}\n"),
            "",
            "plain rows",
        ),
        (
            format!("id,to\r\n\"1\",\"{us}\"\r\n"),
            format!("id,to,{NAMES}\r\n\"1\",\"{us}\",{us_added}\r\n"),
            "",
            "quotes and CRLF are the row's own",
        ),
        (
            format!("to,note\n{us},\"a\nb, \"\"c\"\"\"\n{ng},d\n"),
            format!("to,note,{NAMES}\n{us},\"a\nb, \"\"c\"\"\",{us_added}\n{ng},d,{ng_added}\n"),
            "",
            "line ends, delimiters and quotes in a quoted field",
        ),
        (
            format!("\u{feff}to\n{us}\n"),
            format!("\u{feff}to,{NAMES}\n{us},{us_added}\n"),
            "",
            "a byte order mark is no part of the name",
        ),
        (
            format!("\u{feff}\"to\"\n{us}"),
            format!("\u{feff}\"to\",{NAMES}\n{us},{us_added}"),
            "",
            "a quote behind the mark; the last row keeps being without a line end",
        ),
        (
            format!("to\r{us}\r{ng}"),
            format!("to,{NAMES}\r{us},{us_added}\r{ng},{ng_added}"),
            "",
            "a lone CR ends a row",
        ),
        (
            format!("\n\nto\n\n{us}\r\n\r\n{ng}\n\n\n"),
            format!("\n\nto,{NAMES}\n\n{us},{us_added}\r\n\r\n{ng},{ng_added}\n\n\n"),
            "",
            "lines without anything are no rows",
        ),
        (
            "to\n".to_owned(),
            format!("to,{NAMES}\n"),
            "",
            "a header alone",
        ),
        ("to".to_owned(), format!("to,{NAMES}"), "", "not even ended"),
        (
            format!("id,to,note\n1,{us}\n2\n3,{us},a,b,\n4,{ng},c\n"),
            format!(
                "id,to,note,{NAMES}\n1,{us},,{us_added}\n2,,,{no_added}\n3,{us},a,{us_added},b,\n4,{ng},c,{ng_added}\n"
            ),
            "standard input:2: 2 of 3 fields; empty ones stand for the others\n\
             standard input:3: no number; refused\n\
             standard input:3: 1 of 3 fields; empty ones stand for the others\n\
             standard input:4: 5 fields under a header of 3; what is too much comes last\n",
            "ragged rows: every column is where the header says, and nothing is lost",
        ),
        (
            format!("to,note\n{us},\"a,b\",\"c\nd\"\r\n"),
            format!("to,note,{NAMES}\n{us},\"a,b\",{us_added},\"c\nd\"\r\n"),
            "standard input:2: 3 fields under a header of 2; what is too much comes last\n",
            "a row with too many quoted fields",
        ),
        (
            format!("to,note\n{nobody},x\n\u{1b}[31m,\n"),
            format!("to,note,{NAMES}\n{nobody},x,{no_added}\n\u{1b}[31m,,{no_added}\n"),
            "standard input:2: `hello` cannot be read as a number; refused\n\
             standard input:3: `\\u{1b}[31m` cannot be read as a number; refused\n",
            "what is no number is refused, and shown without what it would do to a terminal",
        ),
        (
            format!("to,note\n{us},\"a\n{ng},b\n"),
            format!("to,note,{NAMES}\n{us},\"a\n{ng},b\n\",{no_added}"),
            "standard input:2: a quote that is never closed; closed at the end of the file, and refused\n",
            "an unclosed quote swallows the rest",
        ),
        (
            format!("to,\0\n{us},a\0b\n"),
            format!("to,\0,{NAMES}\n{us},a\0b,{us_added}\n"),
            "",
            "NUL is a character like others",
        ),
        (
            format!("a\"b,to\nc\"\"d\",{us}\n"),
            format!("a\"b,to,{NAMES}\nc\"\"d\",{us},{us_added}\n"),
            "",
            "quotes inside of plain fields",
        ),
        (
            format!("x,x,to\n1,2,{us}\n"),
            format!("x,x,to,{NAMES}\n1,2,{us},{us_added}\n"),
            "",
            "two columns of one name that nobody asks for",
        ),
        (
            format!("to,region,sender,originator_sender\n{us},a,b,c\n"),
            format!(
                "to,region,sender,originator_sender,{}\n{us},a,b,c,{us_added}\n",
                NAMES
                    .replace(",region,", ",originator_region,")
                    .replace(",sender,", ",originator_originator_sender,")
            ),
            "",
            "a name that is taken gets a prefix until it is not",
        ),
    ] {
        let printed = batch(&["-", "--column", "to", "--quiet"], &input);
        assert_bytes(&printed.out, expected, why);
        assert_eq!(printed.err, err, "{why}");
        let refused = printed.out.windows(8).any(|part| part == b",refuse,");
        assert_eq!(printed.status, i32::from(refused), "{why}");
    }
}

#[test]
fn bytes_that_are_no_text_pass() {
    let (us, added) = US;
    let input = [b"caf\xe9,to\n\xff\xfe,".as_slice(), us.as_bytes(), b"\n"].concat();
    let expected = format!("|,to,{NAMES}\n||,{us},{added}\n");
    let printed = batch(&["-", "--column", "to"], input);
    let out = String::from_utf8_lossy(&printed.out).replace("\u{fffd}\u{fffd}", "||");
    assert_eq!(out.replace("caf\u{fffd}", "|"), expected);
    assert!(printed.out.starts_with(b"caf\xe9,to,"));
}

#[test]
fn lines_of_json_stay_what_they_were_and_get_members() {
    let (us, _) = US;
    let whole = |text: &str| format!(r#"{{"originator_input":"{text}",{NOBODY_JSON}}}"#);
    for (input, expected, err, why) in [
        (
            format!("{{\"id\": 1, \"to\" : \"{us}\"}}\n"),
            format!("{{\"id\": 1, \"to\" : \"{us}\",{US_JSON}}}\n"),
            "",
            "spaces are the line's own",
        ),
        (
            format!("\u{feff} {{\"to\":\"{us}\" }} \r\n\r\n{{\"to\":12025550123}}"),
            format!(
                "\u{feff} {{\"to\":\"{us}\" ,{US_JSON}}} \r\n\r\n{{\"to\":12025550123,{US_JSON}}}"
            ),
            "",
            "mark, CRLF, a blank line, an integer, and an end without a line end",
        ),
        (
            "{\"\\u0074o\":\"\\u002b1 202 555 0123\",\"region\":1,\"sender\":[],\"originator_sender\":{}}\n"
                .to_owned(),
            format!(
                "{{\"\\u0074o\":\"\\u002b1 202 555 0123\",\"region\":1,\"sender\":[],\"originator_sender\":{{}},{}}}\n",
                US_JSON
                    .replace("\"region\"", "\"originator_region\"")
                    .replace("\"sender\":", "\"originator_originator_sender\":")
            ),
            "",
            "escapes are read; a name that is taken gets a prefix until it is not",
        ),
        (
            "{\"to\":\"x\",\"to\":\"+1 202 555 0123\"}\n".to_owned(),
            format!("{{\"to\":\"x\",\"to\":\"+1 202 555 0123\",{US_JSON}}}\n"),
            "",
            "of two values the last counts",
        ),
        (
            "{}\n{\"To\":\"+12025550123\"}\n".to_owned(),
            format!("{{{NOBODY_JSON}}}\n{{\"To\":\"+12025550123\",{NOBODY_JSON}}}\n"),
            "standard input:1: the object lacks the number's key; refused\n\
             standard input:2: the object lacks the number's key; refused\n",
            "the key is not there",
        ),
        (
            "{\"to\":null}\n{\"to\":[\"+12025550123\"]}\n{\"to\":12025550123.0}\n{\"to\":true}\n"
                .to_owned(),
            format!(
                "{{\"to\":null,{NOBODY_JSON}}}\n{{\"to\":[\"+12025550123\"],{NOBODY_JSON}}}\n{{\"to\":12025550123.0,{NOBODY_JSON}}}\n{{\"to\":true,{NOBODY_JSON}}}\n"
            ),
            "standard input:1: no number; refused\n\
             standard input:2: no number; refused\n\
             standard input:3: no number; refused\n\
             standard input:4: no number; refused\n",
            "values that are neither text nor integers",
        ),
        (
            "[\"a\\b\"]\n{\"to\":\"+12025550123\"\nx\t{}\r\n".to_owned(),
            format!(
                "{}\n{}\n{}\r\n",
                whole("[\\\"a\\\\b\\\"]"),
                whole("{\\\"to\\\":\\\"+12025550123\\\""),
                whole("x\\u0009{}")
            ),
            "standard input:1: not a JSON object; kept as the text of `originator_input`, and refused\n\
             standard input:2: not a JSON object; kept as the text of `originator_input`, and refused\n\
             standard input:3: not a JSON object; kept as the text of `originator_input`, and refused\n",
            "what is no object is kept as text",
        ),
        (String::new(), String::new(), "", "nothing at all"),
    ] {
        let arguments = ["-", "--column", "to", "--quiet", "--input-format", "json"];
        let printed = batch(&arguments, &input);
        assert_bytes(&printed.out, expected, why);
        assert_eq!(printed.err, err, "{why}");
        let refused = printed.out.windows(8).any(|part| part == b"\"refuse\"");
        assert_eq!(printed.status, i32::from(refused), "{why}");
    }
}

#[test]
fn the_other_form_is_written_when_asked_for() {
    let (us, added) = US;
    let to_json = |input: &str| batch(&["-", "--column", "to", "-q", "--format", "json"], input);
    assert_bytes(
        &to_json(&format!(
            "\u{feff}id,to,a \"b\r\n\n\"1,\"\"2\",{us}\r\n{us}\n1,{us},3,4,5"
        ))
        .out,
        format!(
            "{}{}{}",
            format_args!("{{\"id\":\"1,\\\"2\",\"to\":\"{us}\",\"a \\\"b\":\"\",{US_JSON}}}\n"),
            format_args!("{{\"id\":\"{us}\",\"to\":\"\",\"a \\\"b\":\"\",{NOBODY_JSON}}}\n"),
            format_args!(
                "{{\"id\":\"1\",\"to\":\"{us}\",\"a \\\"b\":\"3\",\"extra\":[\"4\",\"5\"],{US_JSON}}}\n"
            ),
        ),
        "cells by their names",
    );
    let twice = to_json("to,a,a\n1,2,3\n");
    assert_eq!((twice.status, twice.out.len()), (2, 0));
    assert!(twice.err.contains("`a`"), "{}", twice.err);

    let line = format!("{{\"to\": \"{us}\"}}");
    let arguments = [
        "-",
        "--column",
        "to",
        "--input-format",
        "json",
        "--format",
        "csv",
    ];
    assert_bytes(
        &batch(&arguments, format!("\n{line}\r\n")).out,
        format!(
            "originator_input,{NAMES}\n\"{}\",{added}\n",
            line.replace('"', "\"\"")
        ),
        "the line as it was in one column",
    );
}

#[test]
fn replies_go_by_the_sender_that_was_written_to() {
    let csv = "\
from,wrote
+46701740699,+46701740605
+447781123456,
+447781123456,+46701740605
";
    let arguments = [
        "-",
        "--from-column",
        "from",
        "--written-to-column",
        "wrote",
        "--quiet",
    ];
    let printed = batch(&arguments, csv);
    assert_snapshot!(String::from_utf8(printed.out).unwrap(), @"
    from,wrote,recipient,region,line_type,validity,plan,outcome,sender,sender_kind,reason,warnings
    +46701740699,+46701740605,+46701740699,SE,mobile,valid,default,use,+46701740605,long_code,same_number,
    +447781123456,,+447781123456,GG,mobile,valid,default,use,+447700900142,long_code,borrowed,foreign_unknown
    +447781123456,+46701740605,+447781123456,GG,mobile,valid,default,use,+447700900142,long_code,borrowed,foreign_unknown
    ");
    let json = "{\"wrote\":\"+46701740605\",\"from\":\"+46701740699\"}\n{\"from\":\"+46701740699\",\"wrote\":null}\n";
    let printed = batch(
        &[&arguments[..], &["--input-format", "json"]].concat(),
        json,
    );
    let reasons: Vec<String> = String::from_utf8(printed.out)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["reason"].to_string())
        .collect();
    assert_eq!(reasons, ["\"same_number\"", "\"domestic\""]);
}

#[test]
fn what_a_decision_hangs_on_is_asked_for_as_in_route() {
    let decided = |options: &[&str], number: &str| {
        let printed = batch(
            &[&["-", "--column", "to", "-q"], options].concat(),
            format!("to\n{number}\n"),
        );
        let out = String::from_utf8(printed.out).unwrap();
        out.lines()
            .nth(1)
            .unwrap()
            .split(',')
            .rev()
            .take(4)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        decided(&["--needs-reply"], "+447700900123")[3],
        "+447700900142"
    );
    assert_eq!(
        decided(&["--default-region", "SE"], "070-174 06 99")[3],
        "+46701740605"
    );
    assert_eq!(
        decided(&["--sender", "+46701740605"], "+12025550123")[1],
        "explicit"
    );
    assert_eq!(
        decided(&["--sender", "+46701740606"], "+12025550123")[1],
        "not_our_sender"
    );
}

#[test]
fn other_delimiters_are_the_rows_own() {
    let (us, added) = US;
    for (name, delimiter) in [(";", ";"), ("|", "|"), ("tab", "\t"), ("\\t", "\t")] {
        let input = format!("a,b{delimiter}to\n\"x{delimiter}\"{delimiter}{us}\n1\n");
        let printed = batch(&["-", "--column", "to", "-q", "--delimiter", name], input);
        let (added, names) = (added.replace(',', delimiter), NAMES.replace(',', delimiter));
        let refused = NOBODY.1.replace(',', delimiter);
        let expected = format!(
            "a,b{delimiter}to{delimiter}{names}\n\"x{delimiter}\"{delimiter}{us}{delimiter}{added}\n1{delimiter}{delimiter}{refused}\n"
        );
        assert_bytes(&printed.out, expected, name);
    }
    assert_eq!(
        batch(&["-", "--column", "to", "--delimiter", "x"], "to\n").status,
        2
    );
}

#[test]
fn a_plan_with_any_name_stays_one_field() {
    let folder = Folder::new();
    folder.write(
        "originators.yaml",
        "service_plans: { 'a,\"b': { originators: { US: \"+12025550142\" } } }",
    );
    let csv = folder.batch(&["-", "--column", "to", "-q"], "to\n+12025550123\n");
    let out = String::from_utf8(csv.out).unwrap();
    assert!(out.contains(",valid,\"a,\"\"b\",use,"), "{out}");
    let json = folder.batch(
        &["-", "--column", "to", "--format", "json"],
        "to\n+12025550123\n",
    );
    let record: serde_json::Value = serde_json::from_slice(&json.out).unwrap();
    assert_eq!(record["plan"], "a,\"b");
}

#[test]
fn a_bad_row_is_named_by_its_line_however_lines_end() {
    let (us, _) = US;
    for (end, why) in [("\n", "LF"), ("\r\n", "CRLF"), ("\r", "a lone CR")] {
        let long = format!("\"{}\"", "y".repeat(2 << 20));
        let rows = [
            "to,note",
            us,
            us,
            "",
            &format!("{us},\"a{end}b\""),
            &format!("{us},{long}"),
            us,
        ];
        let rows = rows.map(|row| format!("{row}{end}")).concat();
        let printed = batch(&["-", "--column", "to", "-q", "--max-record", "1"], rows);
        let named: Vec<&str> = printed
            .err
            .lines()
            .map(|line| line.split(": ").next().unwrap())
            .collect();
        let expected = [2, 3, 7, 8].map(|line| format!("standard input:{line}"));
        assert_eq!(named, expected, "{why}: {}", printed.err);
    }
}

#[test]
fn a_column_that_is_not_there_names_those_that_are() {
    for (arguments, input, err) in [
        (
            &["-", "--column", "phone"][..],
            "id,Phone ,x\n",
            "error: no column `phone`: did you mean `Phone `?\n  there are `id`, `Phone `, `x`\n",
        ),
        (
            &["-", "--column", "to"],
            "x\n",
            "error: no column `to`\n  there is `x`\n",
        ),
        (
            &["-", "--column", "to"],
            "to,to\n",
            "error: two columns have the name `to`\n  give one of them another name in the header\n",
        ),
        (
            &["-", "--column", "to"],
            "",
            "error: standard input is empty\n  CSV begins with a header; for JSON Lines say --input-format json\n",
        ),
        (
            &["-", "--column", "to"],
            "\u{0}",
            "error: no column `to`\n  there is `\\0`\n",
        ),
        (
            &["-", "--column", "to"],
            "id;to\n",
            "error: no column `to`\n  there is `id;to`\n  if `;` stands between its columns, say --delimiter ';'\n",
        ),
        (
            &["-", "--column", "to"],
            "id\tto\n",
            "error: no column `to`\n  there is `id\\tto`\n  if a tab stands between its columns, say --delimiter tab\n",
        ),
        (
            &["-", "--column", "to", "--delimiter", "tab"],
            "id,to\n",
            "error: no column `to`\n  there is `id,to`\n  if `,` stands between its columns, say --delimiter ','\n",
        ),
        (
            &["-", "--column", "to"],
            "a;b,c\n",
            "error: no column `to`\n  there are `a;b`, `c`\n",
        ),
        (
            &["-", "--from-column", "to", "--written-to-column", "y"],
            "to,x\n",
            "error: no column `y`\n  there are `to`, `x`\n",
        ),
    ] {
        let printed = batch(arguments, input);
        assert_eq!((printed.status, printed.out.len()), (2, 0), "{err}");
        assert_eq!(printed.err, err);
    }
    let utf_16 = batch(&["-", "--column", "to"], b"\xff\xfet\0o\0\n\0");
    assert_eq!(utf_16.status, 2);
    assert_eq!(
        utf_16.err,
        "error: standard input is UTF-16\n  save it as UTF-8\n"
    );
    for wrong in [
        &["-"][..],
        &["-", "--column", "a", "--from-column", "a"],
        &["-", "--column", "a", "--written-to-column", "a"],
        &["-", "--column", "a", "--max-record", "0"],
        &["nowhere.csv", "--column", "a"],
    ] {
        assert_eq!(batch(wrong, "a\n").status, 2, "{wrong:?}");
    }
}

#[test]
fn the_end_is_a_summary_unless_it_is_not_wanted() {
    let mut csv = "to\n".to_owned();
    for number in [
        "+12025550123",
        "+12025550124",
        "+46701740699",
        "+5352123456",
        "+2348021234567",
    ] {
        csv += &format!("{number}\n");
    }
    csv += &"x\n".repeat(12);
    let printed = batch(&["-", "--column", "to"], csv);
    assert_snapshot!(printed.err, @"
    standard input:7: `x` cannot be read as a number; refused
    standard input:8: `x` cannot be read as a number; refused
    standard input:9: `x` cannot be read as a number; refused
    standard input:10: `x` cannot be read as a number; refused
    standard input:11: `x` cannot be read as a number; refused
    standard input:12: `x` cannot be read as a number; refused
    standard input:13: `x` cannot be read as a number; refused
    standard input:14: `x` cannot be read as a number; refused
    standard input:15: `x` cannot be read as a number; refused
    standard input:16: `x` cannot be read as a number; refused
    standard input: 2 more rows without a readable number
    17 rows: 3 use, 1 omit, 13 refuse
     reason           rows  countries
    ───────────────────────────────────
     invalid_number     12
     domestic            3  US 2, SE 1
     map_omits           1  NG 1
     country_refused     1  CU 1
    ");
    assert_eq!(printed.status, 1);
    let good = batch(&["-", "--column", "to", "--quiet"], "to\n+12025550123\n");
    assert_eq!((good.status, good.err.as_str()), (0, ""));
}

#[test]
fn a_record_above_the_limit_passes_and_is_refused() {
    let (us, added) = US;
    let no_added = NOBODY.1;
    let long = "x,\n\"\"".repeat(400_000);
    let arguments = ["-", "--column", "to", "-q", "--max-record", "1"];
    let message = "longer than --max-record; kept, but not read, and refused\n";

    let input = format!("to,note\r\n{us},a\r\n{us},\"{long}\"\r\n{us},b\r\n{us}{long}");
    let printed = batch(&arguments, &input);
    // Outside of quotes the same text is many short rows.
    let begin = format!(
        "to,note,{NAMES}\r\n{us},a,{added}\r\n{us},\"{long}\",{no_added}\r\n{us},b,{added}\r\n"
    );
    assert!(printed.out.starts_with(begin.as_bytes()));
    assert!(
        printed
            .err
            .contains(&format!("standard input:3: {message}")),
        "{}",
        printed.err
    );

    let cells = "x,".repeat(600_000);
    for (last, expected) in [
        (
            format!("{us},\"{long}"),
            format!("{us},\"{long}\",{no_added}"),
        ),
        (format!("\"{long}\""), format!("\"{long}\",,{no_added}")),
        (format!("\"{long}\"\r"), format!("\"{long}\",,{no_added}\r")),
        (
            format!("\"{long}\"\r\n\n{us},\n"),
            format!("\"{long}\",,{no_added}\r\n\n{us},,{added}\n"),
        ),
        (cells.clone(), format!("{cells},{no_added}")),
    ] {
        let printed = batch(&arguments, format!("to,note\n{last}"));
        assert!(printed.out == format!("to,note,{NAMES}\n{expected}").as_bytes());
        assert!(
            printed
                .err
                .starts_with(&format!("standard input:2: {message}")),
            "{}",
            printed.err
        );
        assert_eq!(printed.status, 1);
    }

    let json = [&arguments[..], &["--input-format", "json"]].concat();
    let line = format!(
        "{{\"to\":\"+12025550123\",\"x\":\"{}\"}}",
        "y\\n".repeat(400_000)
    );
    let escaped = line.replace('\\', "\\\\").replace('"', "\\\"");
    let good = "{\"to\":\"+12025550123\"}";
    let printed = batch(&json, format!("{good}\n{line}\n{good}\n"));
    let good = format!("{{\"to\":\"+12025550123\",{US_JSON}}}");
    let expected =
        format!("{good}\n{{\"originator_input\":\"{escaped}\",{NOBODY_JSON}}}\n{good}\n");
    assert!(printed.out == expected.as_bytes());
    assert_eq!(printed.err, format!("standard input:2: {message}"));

    let header = batch(&arguments, "x".repeat(2 << 20));
    assert_eq!((header.status, header.out.len()), (2, 0));
    assert!(header.err.contains("--max-record"), "{}", header.err);
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).unwrap()
}

#[test]
fn packed_files_are_told_by_their_first_bytes() {
    let (us, added) = US;
    let (header, row) = ("to\n".as_bytes(), format!("{us}\n"));
    let whole = [header, row.as_bytes()].concat();
    let expected = format!("to,{NAMES}\n{us},{added}\n");
    let two = |pack: fn(&[u8]) -> Vec<u8>| [pack(header), pack(row.as_bytes())].concat();
    let folder = Folder::new();
    for (name, bytes) in [
        ("one.csv.gz", gzip(&whole)),
        ("two.gz", two(gzip)),
        ("one.csv.zst", zstd(&whole)),
        ("two.csv", two(zstd)),
        ("plain.csv.gz", whole.clone()),
    ] {
        folder.write(name, &bytes);
        let file = folder.batch(&[name, "--column", "to", "-q"], "");
        assert_bytes(&file.out, &expected, name);
        let piped = folder.batch(&["-", "--column", "to", "-q"], bytes);
        assert_bytes(&piped.out, &expected, name);
    }
}

#[test]
fn a_file_that_is_cut_off_is_an_error_after_what_is_whole() {
    let (us, added) = US;
    let rows = format!("{us}\n").repeat(1000);
    let whole = format!("to\n{rows}");
    for packed in [gzip(whole.as_bytes()), zstd(whole.as_bytes())] {
        let folder = Folder::new();
        folder.write("out.csv", "before");
        let cut = &packed[..packed.len() - 5];
        let printed = folder.batch(&["-", "--column", "to"], cut);
        assert_eq!(printed.status, 2);
        assert!(
            printed.err.contains("cut off or damaged"),
            "{}",
            printed.err
        );
        let row = format!("{us},{added}\n");
        let out = String::from_utf8(printed.out).unwrap();
        let rows = out
            .strip_prefix(&format!("to,{NAMES}\n"))
            .unwrap_or_default();
        assert_eq!(rows, row.repeat(rows.len() / row.len()), "only whole rows");
        let kept = folder.batch(&["-", "--column", "to", "--output", "out.csv"], cut);
        assert_eq!(kept.status, 2);
        assert_eq!(fs::read(folder.path("out.csv")).unwrap(), b"before");
        assert_eq!(
            fs::read_dir(folder.0.path()).unwrap().count(),
            2,
            "nothing is left over"
        );
    }
}

#[test]
fn a_file_is_written_whole_and_packed_as_its_name_says() {
    let (us, added) = US;
    let expected = format!("to,{NAMES}\n{us},{added}\n");
    let folder = Folder::new();
    folder.write("in.csv", format!("to\n{us}\n"));
    let write = |name: &str| {
        let printed = folder.batch(&["in.csv", "--column", "to", "-q", "--output", name], "");
        assert_eq!(
            (printed.status, printed.out.len(), printed.err.as_str()),
            (0, 0, "")
        );
        fs::read(folder.path(name)).unwrap()
    };
    assert_bytes(&write("out.csv"), &expected, "plain");
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(write("out.csv.gz").as_slice())
        .read_to_end(&mut unpacked)
        .unwrap();
    assert_bytes(&unpacked, &expected, "gzip");
    let unpacked = zstd::decode_all(write("out.csv.zst").as_slice()).unwrap();
    assert_bytes(&unpacked, &expected, "zstd");
    // Over the file that is read: it is read to its end before.
    assert_bytes(&write("in.csv"), &expected, "itself");

    fs::create_dir(folder.path("dir")).unwrap();
    for (name, why) in [("dir", "a folder"), ("nowhere/out.csv", "no folder for it")] {
        let printed = folder.batch(&["in.csv", "--column", "to", "--output", name], "");
        assert_eq!(printed.status, 2, "{why}");
        assert!(printed.err.contains(name), "{why}: {}", printed.err);
    }
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_rights_and_its_links() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = Folder::new();
    folder.write("real.csv", "before");
    let mode = |name: &str| {
        fs::metadata(folder.path(name))
            .unwrap()
            .permissions()
            .mode()
            & 0o777
    };
    fs::set_permissions(folder.path("real.csv"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.csv", folder.path("link.csv")).unwrap();
    folder.batch(&["-", "--column", "to", "--output", "link.csv"], "to\n");
    assert!(
        fs::symlink_metadata(folder.path("link.csv"))
            .unwrap()
            .is_symlink()
    );
    assert_bytes(
        &fs::read(folder.path("real.csv")).unwrap(),
        format!("to,{NAMES}\n"),
        "through",
    );
    assert_eq!(mode("real.csv"), 0o640);

    folder.batch(&["-", "--column", "to", "--output", "new.csv"], "to\n");
    assert_eq!(mode("new.csv"), mode("originators.yaml"), "as any new file");
    let device = folder.batch(&["-", "--column", "to", "--output", "/dev/null"], "to\n");
    assert_eq!(device.status, 2, "a device is not replaced by a file");
    symlink("nowhere.csv", folder.path("astray.csv")).unwrap();
    let astray = folder.batch(&["-", "--column", "to", "--output", "astray.csv"], "to\n");
    assert_eq!(astray.status, 2, "nor a link that leads nowhere");
    assert!(folder.path("astray.csv").is_symlink());
}

#[cfg(unix)]
#[test]
fn who_stops_a_run_finds_nothing_left_over() {
    let folder = Folder::new();
    let mut child = folder
        .command(&["-", "--column", "to", "--output", "out.csv"])
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let rows = "+12025550123\n".repeat(100_000);
    stdin.write_all(format!("to\n{rows}").as_bytes()).unwrap();
    let names = || -> Vec<String> {
        let entries = fs::read_dir(folder.0.path()).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != "originators.yaml")
            .collect()
    };
    while names().is_empty() {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    // The handler is there a moment after the file is.
    std::thread::sleep(std::time::Duration::from_millis(100));
    let process = child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &process])
            .status()
            .unwrap()
            .success()
    );
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(names(), Vec::<String>::new());
}

#[test]
fn a_file_that_is_no_rows_is_told_as_what_it_is() {
    let utf_16: Vec<u8> = "\u{feff}{\"to\": 1}\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for (input, form, said, why) in [
        (
            utf_16.as_slice(),
            "csv",
            "UTF-16",
            "a spreadsheet's Unicode text",
        ),
        (
            utf_16.as_slice(),
            "json",
            "UTF-16",
            "in the other form, too",
        ),
        (b"", "csv", "is empty", "nothing"),
        (b"\r\n\n", "csv", "is empty", "blank lines"),
    ] {
        let printed = batch(&["-", "--column", "to", "--input-format", form], input);
        assert_eq!((printed.status, printed.out.len()), (2, 0), "{why}");
        assert!(printed.err.contains(said), "{why}: {}", printed.err);
    }
}

#[test]
fn who_stops_reading_ends_the_run() {
    let folder = Folder::new();
    folder.write(
        "in.csv",
        format!("to\n{}", "+12025550123\n".repeat(100_000)),
    );
    let mut child = folder
        .command(&["in.csv", "--column", "to"])
        .spawn()
        .unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn rows_keep_their_order_and_say_what_route_says() {
    let spellings = [
        "+12025550123",
        "+447911123456",
        "+447781123456",
        "+46701740699",
        "0046701740605",
        "+5352123456",
        "+2348021234567",
        "+881612345678",
        "hello",
        "",
        "12345",
        "+1202555012x",
        "+7 701 234 56 78",
        "+12425550123",
        "tel:+1-202-555-0123;ext=12",
        "+1234567890123456",
    ];
    let folder = Folder::new();
    let lines: Vec<&str> = (0..60_000)
        .map(|row| spellings[row * 7 % spellings.len()])
        .collect();
    let mut csv = "row,to\n".to_owned();
    for (row, number) in lines.iter().enumerate() {
        csv += &format!("{row},{number}\n");
    }
    let printed = folder.batch(&["-", "--column", "to", "-q"], csv);
    let routed = {
        let mut command = assert_cmd::Command::cargo_bin("originator").unwrap();
        command
            .current_dir(folder.0.path())
            .env_remove("ORIGINATOR_MAP");
        let output = command.args(["route", "-", "--format", "csv"]);
        output
            .write_stdin(lines.join("\n") + "\n")
            .output()
            .unwrap()
            .stdout
    };
    let mut batched = csv::Reader::from_reader(printed.out.as_slice());
    let mut routed = csv::Reader::from_reader(routed.as_slice());
    let mut rows = 0;
    for (row, (batched, routed)) in batched.records().zip(routed.records()).enumerate() {
        let (batched, routed) = (batched.unwrap(), routed.unwrap());
        assert_eq!(batched[0], row.to_string());
        let after = |record: &csv::StringRecord, from: usize| -> Vec<String> {
            record.iter().skip(from).map(str::to_owned).collect()
        };
        assert_eq!(after(&batched, 1), after(&routed, 0), "{row}");
        rows += 1;
    }
    assert_eq!(rows, lines.len());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Without what was added the rows are what they were, as the `csv` crate reads them.
    #[test]
    fn nothing_of_any_file_is_lost(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "a", ",", ",", "\n", "\r\n", "\r", "\"", "\"\"", "\"a,\n\"", "+12025550123", "\u{feff}", "é", "\0", " ",
            ]),
            0..60,
        )
    ) {
        let input = format!("x,to,y\n{}", parts.concat());
        let printed = batch(&["-", "--column", "to", "-q"], &input);
        let rows = |bytes: &[u8]| -> Vec<Vec<Vec<u8>>> {
            let mut reader = csv::ReaderBuilder::new();
            let mut reader = reader.has_headers(false).flexible(true).from_reader(bytes);
            let rows = reader.byte_records().map(|row| row.unwrap().iter().map(<[u8]>::to_vec).collect());
            rows.collect()
        };
        let mut after = rows(&printed.out);
        for row in &mut after {
            prop_assert!(row.len() >= 13, "every row is padded");
            row.drain(3..13);
        }
        let mut before = rows(input.as_bytes());
        for row in &mut before {
            while row.len() < 3 {
                row.push(Vec::new());
            }
        }
        prop_assert_eq!(before, after);
    }

    /// Nor is any byte, in rows that have the header's length.
    #[test]
    fn no_byte_of_a_row_changes(
        rows in prop::collection::vec(
            (
                prop::sample::select(vec!["", "a", "\"b\"", "\"c,\"\"\r\n\"", "d\"e", " ", "\0é"]),
                prop::sample::select(vec![US, NG, NOBODY]),
                prop::sample::select(vec!["\n", "\r\n", "\r", "\n\n"]),
                any::<bool>(),
            ),
            0..30,
        )
    ) {
        let (mut input, mut expected) = ("x,to,y\n".to_owned(), format!("x,to,y,{NAMES}\n"));
        for (cell, (number, added), line_end, quoted) in rows {
            let number = if quoted { format!("\"{number}\"") } else { number.to_owned() };
            input += &format!("{cell},{number},{cell}{line_end}");
            expected += &format!("{cell},{number},{cell},{added}{line_end}");
        }
        let printed = batch(&["-", "--column", "to", "-q"], &input);
        prop_assert_eq!(String::from_utf8(printed.out).unwrap(), expected);
    }
}

/// Takes seconds: `cargo test --release --test batch -- --ignored`.
#[cfg(target_os = "linux")]
#[test]
#[ignore = "writes 100 MB"]
fn memory_does_not_grow_with_the_file() {
    let folder = Folder::new();
    let mut child = folder
        .command(&["-", "--column", "to", "-q"])
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(b"to,note\n").unwrap();
    let block = "+12025550123,\"some, text\"\n".repeat(40_000);
    for _ in 0..100 {
        stdin.write_all(block.as_bytes()).unwrap();
    }
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    drop(stdin);
    assert!(child.wait().unwrap().success());
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .unwrap();
    let peak: u64 = peak.trim().trim_end_matches(" kB").parse().unwrap();
    assert!(peak < 64 * 1024, "{peak} kB at most");
}
