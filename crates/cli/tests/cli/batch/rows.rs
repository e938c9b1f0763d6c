//! The rows: every byte of them stays, whatever form they have, and the decisions stand beside them.

use proptest::prelude::*;

use super::{NAMES, NG, NOBODY, NOBODY_JSON, US, US_JSON, assert_bytes, batch, batch_in, with_map};

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
            "standard input:2: 2 fields, but the header has 3; the missing fields are empty\n\
             standard input:3: no number; refused\n\
             standard input:3: 1 field, but the header has 3; the missing fields are empty\n\
             standard input:4: 5 fields, but the header has 3; the extra fields are moved to the end\n",
            "ragged rows: every column is where the header says, and nothing is lost",
        ),
        (
            format!("to,note\n{us},\"a,b\",\"c\nd\"\r\n"),
            format!("to,note,{NAMES}\n{us},\"a,b\",{us_added},\"c\nd\"\r\n"),
            "standard input:2: 3 fields, but the header has 2; the extra fields are moved to the end\n",
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
            "standard input:2: a quote is never closed; it was closed at the end of the file, and the row refused\n",
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
    let bare = US_JSON.replace("international", "bare");
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
                "\u{feff} {{\"to\":\"{us}\" ,{US_JSON}}} \r\n\r\n{{\"to\":12025550123,{bare}}}"
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
            "standard input:1: the object does not have the key of the number; refused\n\
             standard input:2: the object does not have the key of the number; refused\n",
            "the key is not there",
        ),
        (
            "{\"to\":null}\n{\"to\":[\"+12025550123\"]}\n{\"to\":12025550123.5}\n{\"to\":true}\n"
                .to_owned(),
            format!(
                "{{\"to\":null,{NOBODY_JSON}}}\n{{\"to\":[\"+12025550123\"],{NOBODY_JSON}}}\n{{\"to\":12025550123.5,{NOBODY_JSON}}}\n{{\"to\":true,{NOBODY_JSON}}}\n"
            ),
            "standard input:1: no number; refused\n\
             standard input:2: no number; refused\n\
             standard input:3: no number; refused\n\
             standard input:4: no number; refused\n",
            "values that are neither text nor integers",
        ),
        (
            "{\"to\":12025550123.0}\n".to_owned(),
            format!("{{\"to\":12025550123.0,{bare}}}\n"),
            "",
            "an integer in a column that has empty places elsewhere",
        ),
        (
            "\"+1 202 555 0123\"\n12025550123\n".to_owned(),
            format!("{{\"input\":\"+1 202 555 0123\",{US_JSON}}}\n{{\"input\":12025550123,{bare}}}\n"),
            "",
            "numbers alone",
        ),
        (
            "{\"to\":\"+12025550123\"\nx\t{}\r\n[\"a\\b\"]\n".to_owned(),
            format!(
                "{}\n{}\r\n{}\n",
                whole("{\\\"to\\\":\\\"+12025550123\\\""),
                whole("x\\u0009{}"),
                whole("[\\\"a\\\\b\\\"]")
            ),
            "standard input:1: not a JSON object; kept as text in `originator_input`, and refused\n\
             standard input:2: not a JSON object; kept as text in `originator_input`, and refused\n\
             standard input:3: not a JSON object; kept as text in `originator_input`, and refused\n",
            "what is no object is kept as text",
        ),
        (String::new(), String::new(), "", "nothing at all"),
    ] {
        let arguments = "- --column to --quiet --input-format json --bare-digits international";
        let arguments: Vec<&str> = arguments.split(' ').collect();
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
    let folder = with_map();
    folder.write(
        "originators.yaml",
        "service_plans: { 'a,\"b': { originators: { US: \"+12025550142\" } } }",
    );
    let csv = batch_in(
        &folder,
        &["-", "--column", "to", "-q"],
        "to\n+12025550123\n",
    );
    let out = String::from_utf8(csv.out).unwrap();
    assert!(out.contains(",valid,\"a,\"\"b\",use,"), "{out}");
    let json = batch_in(
        &folder,
        &["-", "--column", "to", "--format", "json"],
        "to\n+12025550123\n",
    );
    let record: serde_json::Value = serde_json::from_slice(&json.out).unwrap();
    assert_eq!(record["plan"], "a,\"b");
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
            prop_assert!(row.len() >= 14, "every row is padded");
            row.drain(3..14);
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
