//! Files as people have them: `batch`, `coverage` and `diff` read them alike, or name what they are.

use std::io::Write;

use crate::folder::{Folder, Printed, with_map};
use flate2::Compression;
use flate2::write::GzEncoder;

/// The beginning of each command that reads a file, which follows.
const COMMANDS: [&[&str]; 3] = [
    &["batch", "-q"],
    &["coverage", "--traffic"],
    &["diff", "originators.yaml", "other.yaml", "--traffic"],
];

/// A folder with two maps, of which the other sends to the United States alone.
fn folder() -> Folder {
    let folder = with_map();
    folder.write("other.yaml", "originators: { US: \"+12025550142\" }");
    folder
}

fn run(folder: &Folder, command: &[&str], arguments: &str, input: &[u8]) -> Printed {
    let arguments: Vec<&str> = arguments.split(' ').collect();
    let printed = folder.bytes(&[command, &arguments].concat(), input);
    Printed {
        status: printed.status,
        out: String::from_utf8_lossy(&printed.out).into_owned(),
        err: printed.err,
    }
}

/// How many numbers of Sweden a command finds in a file.
fn swedes(command: &[&str], printed: &Printed) -> usize {
    match command[0] {
        "batch" => printed.out.matches("+46701740605").count(),
        name => {
            let count = if name == "diff" { "rows" } else { "users" };
            let mut rows = printed
                .out
                .lines()
                .map(|row| serde_json::from_str::<serde_json::Value>(row).unwrap());
            let row = rows.find(|row| row["region"] == "SE");
            row.map_or(0, |row| row[count].as_u64().unwrap() as usize)
        }
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

/// As `pzstd` packs: before each frame one that says how long it is.
fn pzstd(parts: &[&[u8]]) -> Vec<u8> {
    let mut packed = Vec::new();
    for part in parts {
        let frame = zstd(part);
        packed.extend(b"\x50\x2a\x4d\x18\x04\0\0\0");
        packed.extend((frame.len() as u32).to_le_bytes());
        packed.extend(frame);
    }
    packed
}

fn utf_16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

#[test]
fn files_are_read_alike_by_every_command() {
    let rows = "name,to\nAda,+46701740698\n\"Berg, Bo\",+46 70-174 06 99\n";
    let two = |text: &str| text.as_bytes().to_vec();
    let cases: Vec<(Vec<u8>, &str, &str)> = vec![
        (two(rows), "-", "CSV"),
        (two(&rows.replace('\n', "\r\n")), "-", "CSV with CRLF"),
        (
            two(&format!("\u{feff}{rows}")),
            "-",
            "with a byte order mark",
        ),
        (gzip(rows.as_bytes()), "-", "gzip"),
        (
            [gzip(rows.as_bytes()), vec![0; 5000]].concat(),
            "-",
            "gzip from a tape, with zeros after it",
        ),
        (gzip(&gzip(rows.as_bytes())), "-", "packed twice"),
        (zstd(rows.as_bytes()), "-", "zstd"),
        (pzstd(&[rows.as_bytes()]), "-", "pzstd"),
        (
            pzstd(&[&rows.as_bytes()[..20], &rows.as_bytes()[20..]]),
            "-",
            "pzstd in two frames",
        ),
        (
            two("name;to\nA, B;+46701740698\n;+46701740699\n"),
            "-",
            "semicolons",
        ),
        (
            two("name\tto\nA, B\t+46701740698\n;\t+46701740699\n"),
            "-",
            "tabs",
        ),
        (two("name|to\n|+46701740698\n|+46701740699\n"), "-", "bars"),
        (
            two("sep=;\nname;to\na,b;+46701740698\n;+46701740699\n"),
            "-",
            "a line that says what divides the fields",
        ),
        (
            two("\u{feff}\"sep=|\"\r\nname|to\r\n|+46701740698\r\n|+46701740699\r\n"),
            "-",
            "such a line in quotes, after a mark",
        ),
        (
            two("SEP=\t\nname\tto,x\tto\n\t\t+46701740698\n\t\t+46701740699\n"),
            "-",
            "such a line in capitals, with a comma in the header",
        ),
        (two("+46701740698\n+46701740699\n"), "-", "a list"),
        (
            two("phone\n+46701740698\n+46701740699\n"),
            "-",
            "a list with a header",
        ),
        (
            two("+4670174069x\n+46701740698\n+46701740699\n"),
            "-",
            "a list whose first line cannot be read",
        ),
        (
            two("070-174 06 98\n+46701740698\n+46701740699\n"),
            "-",
            "a list whose first line needs a region",
        ),
        (
            two("Ada;+46701740698\nB, C;+46701740699\n"),
            "- --no-header --column 2",
            "no header",
        ),
        (
            two("+46701740698\n+46701740699\n"),
            "- --no-header",
            "no header, and one column",
        ),
        (
            two("{\"to\":\"+46701740698\"}\n{\"to\":\"+46701740699\"}\n"),
            "-",
            "JSON Lines",
        ),
        (
            two("[{\"to\":\"+46701740698\"},{\"to\":46701740699.0}]"),
            "- --bare-digits international",
            "an array of objects",
        ),
        (
            two(
                "\n[\n  {\n    \"name\": \"],[{\\\"\",\n    \"to\": \"+46701740698\"\n  },\n  {\n    \"to\": \"+46701740699\"\n  }\n]\n",
            ),
            "-",
            "an array over several lines",
        ),
        (
            two("[\"+46701740698\", \"+46701740699\"]\n"),
            "-",
            "an array of strings",
        ),
        (
            gzip(b"[{\"to\":\"+46701740698\"},{\"to\":\"+46701740699\"}]"),
            "- --input-format json",
            "an array, packed",
        ),
        (
            b"T\xe9l;to\nBj\xf6rn;+46701740698\n\xc5sa;+46\xa070\xa0174\xa006\xa099\n".to_vec(),
            "-",
            "Latin-1, and its spaces in numbers",
        ),
        (
            b"T\xe9l;x\n+46701740698;1\n+46701740699;2\n".to_vec(),
            "- --column T\u{e9}l",
            "Latin-1 in the name of the column",
        ),
    ];
    let folder = folder();
    for (input, arguments, why) in &cases {
        for command in COMMANDS {
            let printed = run(&folder, command, arguments, input);
            let found = swedes(command, &printed);
            assert_eq!(found, 2, "{command:?}: {why}: {}", printed.err);
        }
    }
}

/// Files that the tools of zstd packed: `zstd -19`, `zstd -1 --no-check --no-content-size`, and `pzstd -p 4`.
#[test]
fn what_others_packed_with_zstd_is_read_whole() {
    let folder = folder();
    for name in ["best", "fast_without_checksum", "joined"] {
        let path = format!("{}/tests/packed/{name}.csv.zst", env!("CARGO_MANIFEST_DIR"));
        let printed = run(&folder, COMMANDS[1], &path, b"");
        assert_eq!(
            swedes(COMMANDS[1], &printed),
            20_000,
            "{name}: {}",
            printed.err
        );
    }
}

#[test]
fn what_is_no_text_is_named_and_not_printed() {
    let folder = folder();
    let mut tar = b"to.csv".to_vec();
    tar.resize(257, 0);
    tar.extend(b"ustar\0");
    for (bytes, said) in [
        (
            b"BZh91AY&SY\x01\x02".to_vec(),
            "a bzip2 file\n  decompress it first: bzip2 -dc FILE | originator … -\n",
        ),
        (
            b"\xfd7zXZ\0\0\x04".to_vec(),
            "an xz file\n  decompress it first: xz -dc FILE | originator … -\n",
        ),
        (
            b"PK\x03\x04\x14\0\0\0".to_vec(),
            "a ZIP archive\n  decompress it first: unzip -p FILE | originator … -\n",
        ),
        (
            b"7z\xbc\xaf\x27\x1c\0\x04".to_vec(),
            "a 7z archive\n  decompress it first: 7z x -so FILE | originator … -\n",
        ),
        (
            b"Rar!\x1a\x07\x01\0".to_vec(),
            "a RAR archive\n  decompress it first: unrar p -inul FILE | originator … -\n",
        ),
        (
            b"\x04\x22\x4d\x18\x64\x40".to_vec(),
            "an lz4 file\n  decompress it first: lz4 -dc FILE | originator … -\n",
        ),
        (
            tar,
            "a tar archive\n  decompress it first: tar -xOf FILE | originator … -\n",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0".to_vec(),
            "an older Excel workbook (.xls), a workbook with a password, or another OLE file\n  open it in a spreadsheet program and save it as CSV in UTF-8\n",
        ),
        (
            b"PAR1\x15\0".to_vec(),
            "a Parquet file\n  export the table as CSV first\n",
        ),
        (
            b"%PDF-1.7\n".to_vec(),
            "a PDF document\n  export its text first\n",
        ),
        (
            utf_16("\u{feff}to\n+46701740699\n", u16::to_le_bytes),
            "UTF-16 text\n  save it as UTF-8, or convert it: iconv -f UTF-16 -t UTF-8 FILE | originator … -\n",
        ),
        (
            utf_16("to\n+46701740699\n", u16::to_be_bytes),
            "UTF-16 text\n  save it as UTF-8, or convert it: iconv -f UTF-16BE -t UTF-8 FILE | originator … -\n",
        ),
        (
            gzip(b"PK\x03\x04\x14\0\0\0"),
            "a ZIP archive\n  decompress it first: unzip -p FILE | originator … -\n",
        ),
    ] {
        for command in COMMANDS {
            let printed = run(&folder, command, "-", &bytes);
            assert_eq!(
                (printed.status, printed.out.as_str()),
                (2, ""),
                "{command:?}"
            );
            assert_eq!(
                printed.err,
                format!("error: standard input is {said}"),
                "{command:?}"
            );
        }
    }
    folder.write("my users.csv", b"BZh91AY&SY\x01\x02");
    let printed = folder.call(&["coverage", "--traffic", "my users.csv"]);
    assert_eq!(
        printed.err,
        "error: my users.csv is a bzip2 file\n  decompress it first: bzip2 -dc 'my users.csv' | originator … -\n"
    );
}

/// Twenty rows of a day, a word, an e-mail address, a number and so on.
fn of_all_kinds() -> String {
    let mut rows = "created,name,mail,\"phone, home\",id,rounded,masked,none,mixed\n".to_owned();
    for row in 10..30 {
        let phone = format!("+467017406{:02}", row % 10 + 10);
        let mixed = if row < 12 { &phone } else { "-" };
        rows += &format!(
            "2026-01-{row},Ada {row}x,a{row}@example.org,{phone},{row}42,4.67E+10,+46***{row},,{mixed}\n"
        );
    }
    rows
}

#[test]
fn a_run_that_reads_nearly_nothing_says_what_the_column_probably_is() {
    let folder = folder();
    let other = "  the column `phone, home` has numbers: select it with --column 'phone, home'\n";
    for (column, said) in [
        ("created", "are dates or times, such as `2026-01-10`\n"),
        ("name", "are words or names, such as `Ada 10x`\n"),
        ("mail", "are e-mail addresses, such as `a10@example.org`\n"),
        (
            "id",
            "are numbers with fewer than seven digits, such as `1042`\n",
        ),
        (
            "rounded",
            "are numbers that a spreadsheet rounded, such as `4.67E+10`\n  format the column as text in the spreadsheet, and export the original numbers again\n",
        ),
        (
            "masked",
            "are masked numbers, such as `+46***10`\n  export the full numbers, where you are allowed to\n",
        ),
        ("none", "are empty\n"),
    ] {
        for command in COMMANDS {
            let arguments = format!("- --column {column}");
            let printed = run(&folder, command, &arguments, of_all_kinds().as_bytes());
            let report = format!(
                "warning: 20 of 20 rows of standard input have no readable number\n  most cells of `{column}` {said}{other}"
            );
            assert!(
                printed.err.contains(&report),
                "{command:?}: {}",
                printed.err
            );
            assert_eq!(printed.status, 1, "{command:?}: {column}");
        }
    }
}

#[test]
fn what_is_said_of_a_run_depends_on_how_much_it_reads() {
    let folder = folder();
    let json = "{\"a\":\"x\",\"tel\":\"+46701740699\"}\n".repeat(6);
    let array = format!("[{}]", json.trim_end().replace('\n', ","));
    let pretty = "{\n  \"users\": [\n    {\n      \"to\": \"+46701740699\"\n    }\n  ]\n}\n";
    let list = "n/a 1\n".repeat(9);
    for (input, arguments, said, why) in [
        (
            of_all_kinds(),
            "- --column mixed",
            Some("18 of 20 rows"),
            "nine in ten",
        ),
        (
            of_all_kinds() + ",,,,,,,,+46701740699\n",
            "- --column mixed",
            None,
            "fewer than nine in ten",
        ),
        ("to\nx\nx\n".to_owned(), "-", None, "too few rows"),
        ("to\n".to_owned(), "-", None, "no rows"),
        (
            list,
            "- --no-header",
            Some("9 of 9 rows"),
            "a list of words",
        ),
        (
            json.clone(),
            "- --column a",
            Some("the key `tel` has numbers: select it with --column tel"),
            "JSON Lines",
        ),
        (
            array,
            "- --column a",
            Some("the key `tel` has numbers: select it with --column tel"),
            "an array",
        ),
        (
            pretty.to_owned(),
            "-",
            Some(
                "most rows are not JSON objects, such as `{`\n  write one object on each line, or an array of objects: `jq -c .` writes lines, and `jq .KEY` extracts an array from an object",
            ),
            "an object over several lines",
        ),
    ] {
        for command in COMMANDS {
            let printed = run(&folder, command, arguments, input.as_bytes());
            match said {
                Some(said) => {
                    assert!(
                        printed.err.contains(said),
                        "{command:?}: {why}: {}",
                        printed.err
                    );
                    assert_eq!(printed.status, 1, "{command:?}: {why}");
                }
                None => assert!(
                    !printed.err.contains("warning"),
                    "{command:?}: {why}: {}",
                    printed.err
                ),
            }
        }
    }
}

#[test]
fn a_key_that_is_not_there_is_told_with_one_that_has_numbers() {
    let folder = folder();
    let rows = "{\"tel\":\"+46701740699\"}\n".repeat(6);
    for (command, status, said) in [
        (
            COMMANDS[0],
            1,
            "warning: 6 of 6 rows of standard input have no readable number\n  most rows are objects without the key `to`, such as `{\"tel\":\"+46701740699\"}`\n  the key `tel` has numbers: select it with --column tel\n",
        ),
        (
            COMMANDS[1],
            2,
            "error: no object of standard input has the key `to`\n  name the key of the numbers with --column; the key `tel` has numbers\n",
        ),
        (
            COMMANDS[2],
            2,
            "error: no object of standard input has the key `to`\n  name the key of the numbers with --column; the key `tel` has numbers\n",
        ),
    ] {
        let printed = run(&folder, command, "-", rows.as_bytes());
        assert!(printed.err.ends_with(said), "{command:?}: {}", printed.err);
        assert_eq!(printed.status, status, "{command:?}");
    }
}

#[test]
fn an_array_that_is_cut_off_is_an_error() {
    let folder = folder();
    let row = "{\"to\":\"+46701740699\"}";
    for (input, said) in [
        (format!("[{row},{row}"), "the JSON array is not closed"),
        (format!("[{row},"), "the JSON array is not closed"),
        ("[".to_owned(), "the JSON array is not closed"),
        (
            format!("[{row}]\n[{row}]"),
            "there is text after the end of the JSON array",
        ),
    ] {
        for command in COMMANDS {
            let printed = run(&folder, command, "- --input-format json", input.as_bytes());
            assert_eq!(printed.status, 2, "{command:?}: {input}");
            assert_eq!(
                printed.err,
                format!(
                    "error: standard input is truncated or damaged: {said}\n  only rows before the damage were read; get the file again\n"
                ),
                "{command:?}: {input}"
            );
        }
    }
}

#[test]
fn names_of_files_cannot_change_the_terminal() {
    let folder = folder();
    let name = "a\u{1b}[31m\u{202e}vsc.csv";
    let shown = "a\\u{1b}[31m\\u{202e}vsc.csv";
    folder.write(name, "to\n+4670174069x\n");
    for arguments in [
        &["batch", name, "--column", "x"][..],
        &["batch", name],
        &["batch", "nowhere", "--map", name],
        &[
            "batch",
            name,
            "--output",
            "nowhere/a\u{1b}[31m\u{202e}vsc.csv",
        ],
        &["coverage", "--traffic", "no\u{1b}[31m\u{202e}vsc.csv"],
        &["coverage", "--traffic", name, "--count-column", "to"],
        &["diff", name, "originators.yaml", "--traffic", name],
        &["check", name],
        &["route", "+1", "--rules", name],
        &["route", "+1", "--numbering", name],
        &["bench", "--numbers", "no\u{1b}[31m\u{202e}vsc.csv"],
        &["sinch", "transcode", name],
        &["route", "--no\u{1b}[31m\u{202e}vsc.csv"],
    ] {
        let printed = folder.call(arguments);
        let all = printed.out + &printed.err;
        assert!(
            !all.contains(['\u{1b}', '\u{202e}']),
            "{arguments:?}: {all:?}"
        );
        assert!(!all.is_empty(), "{arguments:?}");
    }
    let printed = folder.call(&["batch", name, "-q"]);
    assert_eq!(
        printed.err,
        format!("{shown}:2: `+4670174069x` cannot be read as a number; refused\n")
    );
}
