//! What is wrong with a file, a row or an argument, and how it is told.

use insta::assert_snapshot;

use super::{NAMES, NOBODY, NOBODY_JSON, US, US_JSON, batch};

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
            "error: no column is called `phone`: did you mean `Phone `?\n  the columns are `id`, `Phone `, `x`\n",
        ),
        (
            &["-", "--column", "to"],
            "x\n",
            "error: no column is called `to`\n  the only column is `x`\n",
        ),
        (
            &["-", "--column", "to"],
            "to,to\n",
            "error: two columns are called `to`\n  rename one of them in the header\n",
        ),
        (
            &["-", "--column", "to"],
            "",
            "error: standard input is empty\n  a CSV file needs a header or a first row; for JSON pass --input-format json\n",
        ),
        (
            &["-", "--column", "to"],
            "\u{0}",
            "error: no column is called `to`\n  the only column is `\\0`\n",
        ),
        (
            &["-", "--column", "to"],
            "id;phone\n",
            "error: no column is called `to`\n  the columns are `id`, `phone`\n",
        ),
        (
            &["-", "--column", "to", "--delimiter", ","],
            "id\tto\n",
            "error: no column is called `to`\n  the only column is `id\\tto`\n  if the delimiter is a tab, pass --delimiter tab\n",
        ),
        (
            &["-"],
            "id,phone\n1,+12025550123\n",
            "error: no column is called `to`\n  the columns are `id`, `phone`\n  the column `phone` has numbers: select it with --column phone\n",
        ),
        (
            &["-", "--column", "2"],
            "id,phone\n1,+12025550123\n",
            "error: no column is called `2`\n  the columns are `id`, `phone`\n  if the file has no header, pass --no-header and name the column by its number, such as --column 1\n",
        ),
        (
            &["-", "--no-header"],
            "1,+12025550123\n",
            "error: the file has no header and several columns, and no column is selected\n  the columns are --column 1 to --column 2\n",
        ),
        (
            &["-", "--no-header", "--column", "3"],
            "1,+12025550123\n",
            "error: no column is called `3`: without a header, columns are named by their numbers\n  the columns are --column 1 to --column 2\n",
        ),
        (
            &["-", "--column", "to"],
            "sep=^\nid^to\n",
            "error: the first line of standard input sets the delimiter `^`, which is not supported\n  use `,`, `;`, `|` or a tab as the delimiter, and set it in the first line\n",
        ),
        (
            &["-", "--column", "to", "--delimiter", "tab"],
            "id,to\n",
            "error: no column is called `to`\n  the only column is `id,to`\n  if the delimiter is `,`, pass --delimiter ','\n",
        ),
        (
            &["-", "--column", "to"],
            "a;b,c\n",
            "error: no column is called `to`\n  the columns are `a;b`, `c`\n",
        ),
        (
            &["-", "--from-column", "to", "--written-to-column", "y"],
            "to,x\n",
            "error: no column is called `y`\n  the columns are `to`, `x`\n",
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
        "error: standard input is UTF-16 text\n  save it as UTF-8, or convert it: iconv -f UTF-16 -t UTF-8 FILE | originator … -\n"
    );
    for wrong in [
        &["-", "--column", "a", "--from-column", "a"][..],
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
    let message = "larger than --max-record; kept unread, and refused\n";

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
    let added = US_JSON.replace("international", "e164");
    let good = format!("{{\"to\":\"+12025550123\",{added}}}");
    let expected =
        format!("{good}\n{{\"originator_input\":\"{escaped}\",{NOBODY_JSON}}}\n{good}\n");
    assert!(printed.out == expected.as_bytes());
    assert_eq!(printed.err, format!("standard input:2: {message}"));

    let header = batch(&arguments, "x".repeat(2 << 20));
    assert_eq!((header.status, header.out.len()), (2, 0));
    assert!(header.err.contains("--max-record"), "{}", header.err);
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
