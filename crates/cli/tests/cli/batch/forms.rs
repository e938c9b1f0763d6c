//! The forms of files that are read and written: arrays, lists, files without a header, lines that say what divides
//! the fields, and text that is not UTF-8.

use proptest::prelude::*;

use super::{NAMES, NOBODY, NOBODY_JSON, US, US_JSON, assert_bytes, batch};

#[test]
fn an_array_stays_one_and_its_objects_get_members() {
    let bare = US_JSON.replace("international", "bare");
    let (us, _) = US;
    for (input, expected, err, why) in [
        (
            format!("[{{\"to\":\"{us}\"}}]"),
            format!("[{{\"to\":\"{us}\",{US_JSON}}}]"),
            "",
            "one object",
        ),
        (
            format!("\u{feff} [\r\n  {{\"to\":\"{us}\" }} ,\n\n{{}}]\n\n"),
            format!("\u{feff} [\r\n  {{\"to\":\"{us}\" ,{US_JSON}}} ,\n\n{{{NOBODY_JSON}}}]\n\n"),
            "standard input:4: the object does not have the key of the number; refused\n",
            "mark, space and line ends stay, and lines are counted",
        ),
        ("[]".to_owned(), "[]".to_owned(), "", "no object"),
        (
            " [ \n ] ".to_owned(),
            " [ \n ] ".to_owned(),
            "",
            "nor one here",
        ),
        (
            format!("[\"{us}\", 12025550123,\n\"hello\"]"),
            format!(
                "[{{\"input\":\"{us}\",{US_JSON}}}, {{\"input\":12025550123,{bare}}},\n{{\"input\":\"hello\",{NOBODY_JSON}}}]"
            ),
            "standard input:2: `hello` cannot be read as a number; refused\n",
            "numbers alone become records, as `route` prints them",
        ),
        (
            format!("[null,[\"{us}\"],{{\"a\":1,{{\"to\":\"{us}\"}}]"),
            String::new(),
            "",
            "a brace that is missing",
        ),
        (
            format!("[null,[\"{us}\"],{{x}},{{\"to\":\"{us}\"}}]"),
            format!(
                "[{{\"originator_input\":\"null\",{NOBODY_JSON}}},{{\"originator_input\":\"[\\\"{us}\\\"]\",{NOBODY_JSON}}},{{\"originator_input\":\"{{x}}\",{NOBODY_JSON}}},{{\"to\":\"{us}\",{US_JSON}}}]"
            ),
            "standard input:1: not a JSON object; kept as text in `originator_input`, and refused\n\
             standard input:1: not a JSON object; kept as text in `originator_input`, and refused\n\
             standard input:1: not a JSON object; kept as text in `originator_input`, and refused\n",
            "what is no object is kept as text",
        ),
    ] {
        let arguments = "- --quiet --input-format json --bare-digits international";
        let printed = batch(&arguments.split(' ').collect::<Vec<_>>(), &input);
        if expected.is_empty() {
            assert_eq!(printed.status, 2, "{why}");
            assert!(
                printed.err.contains("is not closed"),
                "{why}: {}",
                printed.err
            );
            continue;
        }
        assert_bytes(&printed.out, &expected, why);
        assert_eq!(printed.err, err, "{why}");
        assert!(
            serde_json::from_slice::<serde_json::Value>(&printed.out).is_ok()
                || expected.starts_with('\u{feff}')
        );
    }
}

#[test]
fn an_array_becomes_lines_or_csv_when_asked_for() {
    let (us, added) = US;
    let input = format!("[\n {{\n  \"to\": \"{us}\"\n }},\r\n \"{us}\"\n]\n");
    let write = |form: &str| batch(&["-", "-q", "--format", form], &input).out;
    assert_bytes(
        &write("json"),
        format!("{{   \"to\": \"{us}\"  ,{US_JSON}}}\n{{\"input\":\"{us}\",{US_JSON}}}\n"),
        "an object a line",
    );
    assert_bytes(
        &write("csv"),
        format!(
            "originator_input,{NAMES}\n\"{{\n  \"\"to\"\": \"\"{us}\"\"\n }}\",{added}\n\"{us}\",{added}\n"
        ),
        "the text of each in one column",
    );
}

#[test]
fn an_element_above_the_limit_passes_and_is_refused() {
    let (us, _) = US;
    let good = format!("{{\"to\":\"{us}\"}}");
    let decided = format!("{{\"to\":\"{us}\",{US_JSON}}}");
    let note = "é],[\\\\".repeat(300_000);
    let long = format!("{{\"to\":\"{us}\",\"note\":\"{note}\"}}");
    let kept = long.replace('\\', "\\\\").replace('"', "\\\"");
    let kept = format!("{{\"originator_input\":\"{kept}\",{NOBODY_JSON}}}");
    let arguments = ["-", "-q", "--max-record", "1"];
    for (input, expected, why) in [
        (
            format!("[{good},\n{long},{good}]"),
            format!(
                "[{decided},{},{decided}]",
                kept.replacen("\":\"{", "\":\"\\u000a{", 1)
            ),
            "between two others",
        ),
        (format!("[{long}]\n"), format!("[{kept}]\n"), "alone"),
    ] {
        let printed = batch(&arguments, input);
        assert!(printed.out == expected.as_bytes(), "{why}");
        assert!(
            printed
                .err
                .ends_with("larger than --max-record; kept unread, and refused\n"),
            "{why}: {}",
            printed.err
        );
        assert!(
            serde_json::from_slice::<serde_json::Value>(&printed.out).is_ok(),
            "{why}"
        );
    }
    let cut = batch(
        &arguments,
        format!("[{good},{}", long.trim_end_matches('}')),
    );
    assert_eq!(cut.status, 2);
    assert!(
        cut.err.contains("the JSON array is not closed"),
        "{}",
        cut.err
    );
}

#[test]
fn a_file_without_a_header_is_written_without_one() {
    let (us, added) = US;
    let (nobody, no_added) = NOBODY;
    for (arguments, input, expected, why) in [
        (
            &["-"][..],
            format!("{us}\n{nobody}\n"),
            format!("{us},{added}\n{nobody},{no_added}\n"),
            "a list",
        ),
        (
            &["-"],
            format!("1202555012x\n{us}\n"),
            format!("1202555012x,{no_added}\n{us},{added}\n"),
            "a list whose first line cannot be read",
        ),
        (
            &["-"],
            format!("phone\n{us}\n"),
            format!("phone,{NAMES}\n{us},{added}\n"),
            "a list with a header",
        ),
        (
            &["-", "--no-header", "--column", "2"],
            format!("a;{us}\r\n\r\n\"b\";\"{us}\""),
            format!(
                "a;{us};{added}\r\n\r\n\"b\";\"{us}\";{added}",
                added = added.replace(',', ";")
            ),
            "rows by the place of the column",
        ),
        (
            &["-", "--no-header", "--column", "1", "--format", "json"],
            format!("{us},a,b\n"),
            format!("{{\"column_1\":\"{us}\",\"column_2\":\"a\",\"column_3\":\"b\",{US_JSON}}}\n"),
            "objects whose keys are the places",
        ),
        (
            &["-", "--no-header", "--column", "1"],
            format!("{us},a\n{us}\n{us},a,b\n"),
            format!("{us},a,{added}\n{us},,{added}\n{us},a,{added},b\n"),
            "the first row says how many columns there are",
        ),
    ] {
        let printed = batch(&[arguments, &["--quiet"]].concat(), input);
        assert_bytes(&printed.out, expected, why);
    }
    let faults = batch(&["-", "--quiet"], format!("{us}\n{nobody}\n")).err;
    assert_eq!(
        faults, "standard input:2: `hello` cannot be read as a number; refused\n",
        "lines are counted from the first row"
    );
}

#[test]
fn a_line_that_says_the_delimiter_stays_where_it_is() {
    let (us, added) = US;
    let added = added.replace(',', ";");
    let names = NAMES.replace(',', ";");
    let input = format!("\u{feff}sep=;\r\nto;a\r\n{us};1\r\nx;2\r\n");
    let printed = batch(&["-", "--quiet"], &input);
    let refused = NOBODY.1.replace(',', ";");
    assert_bytes(
        &printed.out,
        format!("\u{feff}sep=;\r\nto;a;{names}\r\n{us};1;{added}\r\nx;2;{refused}\r\n"),
        "in CSV",
    );
    assert_eq!(
        printed.err, "standard input:4: `x` cannot be read as a number; refused\n",
        "it is a line like others"
    );
    let json = batch(
        &["-", "--quiet", "--format", "json"],
        format!("sep=;\nto;a\n{us};1\n"),
    );
    assert_bytes(
        &json.out,
        format!("{{\"to\":\"{us}\",\"a\":\"1\",{US_JSON}}}\n"),
        "in JSON it has no place",
    );
    let said = batch(
        &["-", "--quiet", "--delimiter", ","],
        format!("sep=;\nto,a;b\n{us},1\n"),
    );
    assert_bytes(
        &said.out,
        format!("sep=;\nto,a;b,{NAMES}\n{us},1,{}\n", US.1),
        "the argument counts more",
    );
}

#[test]
fn latin_1_becomes_utf_8_in_json_and_nowhere_else() {
    let (us, _) = US;
    let row = |name: &[u8]| [name, b",", us.as_bytes()].concat();
    let input = [&row(b"Bj\xf6rn")[..], b"\n", &row("Åsa".as_bytes()), b"\n"].concat();
    let input = [b"n\xe4m,to\n", &input[..]].concat();
    let to_json = batch(&["-", "--quiet", "--format", "json"], &input);
    assert_bytes(
        &to_json.out,
        format!(
            "{{\"näm\":\"Björn\",\"to\":\"{us}\",{US_JSON}}}\n{{\"näm\":\"Åsa\",\"to\":\"{us}\",{US_JSON}}}\n"
        ),
        "each text by what it is",
    );
    assert_eq!(
        to_json.err,
        "warning: 1 line is not UTF-8 in standard input, first line 2, and read as Windows-1252 (Latin-1)\n  if letters are wrong in the output, save the file as UTF-8 first\n"
    );
    let to_csv = batch(&["-", "--quiet"], &input);
    let kept = [
        b"n\xe4m,to,",
        NAMES.as_bytes(),
        b"\nBj\xf6rn,",
        us.as_bytes(),
        b",",
    ]
    .concat();
    assert!(to_csv.out.starts_with(&kept), "bytes stay");
    assert_eq!(to_csv.err, "");

    let lines = [b"{\"to\":\"", us.as_bytes(), b"\",\"n\":\"\x80 \xe9\"}\n"].concat();
    let array = [b"[", &lines[..], b"]"].concat();
    for (input, begin, end) in [(lines, "", "\n"), (array, "[", "\n]")] {
        let printed = batch(&["-", "--quiet"], input);
        assert_bytes(
            &printed.out,
            format!("{begin}{{\"to\":\"{us}\",\"n\":\"€ é\",{US_JSON}}}{end}"),
            "JSON is UTF-8",
        );
        assert!(
            printed.err.starts_with("warning: 1 line is not UTF-8"),
            "{}",
            printed.err
        );
    }
}

#[test]
fn a_long_row_becomes_json_wherever_it_is_cut() {
    let (us, _) = US;
    // Characters of two, three and four bytes, which no cut at a multiple of a power of two avoids.
    for text in ["aé", "a€", "a😀", "ab\u{e9}€😀"] {
        let cell = text.repeat(400_000);
        let input = format!("to,n\n{us},{cell}\n");
        let printed = batch(
            &["-", "-q", "--format", "json", "--max-record", "1"],
            &input,
        );
        let row: serde_json::Value = serde_json::from_slice(&printed.out).unwrap();
        assert!(row["originator_input"] == format!("{us},{cell}"), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    /// Whatever bytes a file has, what is written as JSON is JSON.
    #[test]
    fn json_is_json(
        parts in prop::collection::vec(
            prop_oneof![
                3 => prop::sample::select(vec![
                    &b"+12025550123"[..], b",", b"\n", b"\"", b"\\", b"\xe9", b"\xc3\xa9", b"\xff", b"\0", b"{", b"}",
                    b"{\"to\":\"+12025550123\"}", b"\xe2\x82", b"\x7f", b"\r\n",
                ]).prop_map(<[u8]>::to_vec),
                1 => prop::collection::vec(any::<u8>(), 0..4),
            ],
            0..40,
        ),
        form in prop::sample::select(vec!["csv", "json"]),
    ) {
        let rows = parts.concat();
        let input = match form {
            "csv" => [b"a,to\n", &rows[..]].concat(),
            _ => [b"{\"to\":1}\n", &rows[..]].concat(),
        };
        let arguments = ["-", "--column", "to", "-q", "--input-format", form, "--format", "json"];
        let printed = batch(&arguments, input);
        let text = String::from_utf8(printed.out).unwrap();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            prop_assert!(row.is_object(), "{}", line);
        }
    }
}
