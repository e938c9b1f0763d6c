//! Rows of CSV through `originator batch`, from its arguments to its file. The output has every record of the input, in
//! its order, with every field as it was and the fields of the very decision that the library makes.
//!
//! The first byte says how: bits 0 and 1 the delimiter, bit 2 whether rows are replies, bit 3 whether JSON is
//! written. The rest is the file, with the columns `to` and `via`.

#![no_main]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a target that goes wrong should stop there"
)]

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use originator::{Decision, Message, PlanId, Router};

const MAP: &str = include_str!("../../data/originators.yaml");
/// The fields that are added to a row.
const ADDED: [&str; 11] = [
    "recipient",
    "region",
    "line_type",
    "validity",
    "plan",
    "outcome",
    "sender",
    "sender_kind",
    "reason",
    "warnings",
    "read_as",
];
const BOM: &[u8] = b"\xef\xbb\xbf";

static ROUTER: LazyLock<(Router, PlanId)> = LazyLock::new(|| {
    let router = Router::from_yaml("map", MAP).unwrap();
    let plan = router.default_plan().unwrap();
    (router, plan)
});

/// A folder of this process for the map, the file that is read and the one that is written.
static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("originator-fuzz-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("map.yaml"), MAP).unwrap();
    originator_cli::mute();
    folder
});

/// Runs `batch` on a file; the exit status, and what was written if it ran.
fn batch(file: &[u8], delimiter: u8, is_reply: bool, to_json: bool) -> (ExitCode, Option<Vec<u8>>) {
    let path = |name: &str| FOLDER.join(name).into_os_string();
    fs::write(path("in.csv"), file).unwrap();
    let _ = fs::remove_file(path("out"));
    let delimiter = char::from(delimiter).to_string();
    let mut arguments = vec!["originator".into(), "batch".into(), path("in.csv")];
    arguments.extend(["--map".into(), path("map.yaml"), "-o".into(), path("out")]);
    let words = [
        "--input-format",
        "csv",
        "--quiet",
        "--delimiter",
        &delimiter,
    ];
    arguments.extend(words.map(Into::into));
    if is_reply {
        arguments.extend(["--from-column", "to", "--written-to-column", "via"].map(Into::into));
    } else {
        arguments.extend(["--column", "to"].map(Into::into));
    }
    if to_json {
        arguments.extend(["--format", "json"].map(Into::into));
    }
    let status = originator_cli::run(arguments);
    (status, fs::read(path("out")).ok())
}

fuzz_target!(|input: &[u8]| {
    let Some((&how, file)) = input.split_first() else {
        return;
    };
    let delimiter = match how & 3 {
        0 => b',',
        1 => b';',
        2 => b'|',
        _ => b'\t',
    };
    let (is_reply, to_json) = (how & 4 != 0, how & 8 != 0);
    // A first line that names the delimiter is no row.
    let marked = file.starts_with(BOM);
    let bare = if marked { file.get(3..).unwrap() } else { file };
    let begin = bare.get(..5).unwrap_or(bare).to_ascii_lowercase();
    if begin.starts_with(b"sep=") || begin.starts_with(b"\"sep=") {
        return;
    }
    let (status, output) = batch(file, delimiter, is_reply, to_json);
    let Some(output) = output else {
        // There is nothing to be done with such a file, and nothing was written.
        assert_eq!(status, ExitCode::from(2));
        return;
    };
    let mut rows = records(bare, delimiter).into_iter();
    let header = rows.next().unwrap();
    let case = Case {
        number: header.iter().position(|name| name == b"to").unwrap(),
        written_to: header
            .iter()
            .position(|name| name == b"via")
            .filter(|_| is_reply),
        header,
        is_reply,
    };
    let outcomes = if to_json {
        // Bytes that are no UTF-8 are read as another encoding; the command's own tests compare these.
        if std::str::from_utf8(bare).is_err() {
            let lines = output.split_inclusive(|&byte| byte == b'\n');
            assert_eq!(lines.count(), rows.count());
            assert!(std::str::from_utf8(&output).is_ok());
            return;
        }
        case.is_json(rows.collect(), &output)
    } else {
        are_all_there(file, &output);
        let output = if marked {
            output.get(3..).unwrap()
        } else {
            &output
        };
        case.is_csv(rows.collect(), records(output, delimiter))
    };
    let refused = outcomes.iter().any(|outcome| outcome == "refuse");
    assert_eq!(status, ExitCode::from(u8::from(refused)));
});

type Cells = Vec<Vec<u8>>;

/// What the `csv` crate reads, which is what CSV means here.
fn records(text: &[u8], delimiter: u8) -> Vec<Cells> {
    // It drops a byte order mark, which is one only at the beginning of the file.
    let text = [b"\n", text].concat();
    let mut reader = csv::ReaderBuilder::new();
    let reader = reader
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter);
    let mut reader = reader.from_reader(&*text);
    let rows = reader.byte_records();
    rows.map(|row| row.unwrap().iter().map(<[u8]>::to_vec).collect())
        .collect()
}

/// Every byte of the file is there in its order, between what was added.
fn are_all_there(file: &[u8], output: &[u8]) {
    let mut output = output.iter();
    assert!(file.iter().all(|byte| output.any(|other| other == byte)));
}

struct Case {
    header: Cells,
    number: usize,
    written_to: Option<usize>,
    is_reply: bool,
}

impl Case {
    fn is_csv(&self, rows: Vec<Cells>, output: Vec<Cells>) -> Vec<String> {
        let columns = self.header.len();
        let added = ADDED.len();
        let (last, mut output) = (rows.len(), output.into_iter());
        let (named, names) = divided(output.next().unwrap(), columns, added);
        assert_eq!(named, self.header);
        let names: Vec<&[u8]> = names
            .iter()
            .map(|name| name.rsplit(|&b| b == b'_').next().unwrap())
            .collect();
        let theirs: Vec<&[u8]> = ADDED
            .iter()
            .map(|name| name.rsplit('_').next().unwrap().as_bytes())
            .collect();
        assert_eq!(names, theirs);
        assert_eq!(output.len(), rows.len(), "rows");
        rows.into_iter()
            .zip(output)
            .zip(1..)
            .map(|((row, output), place)| {
                let is_last = place == last;
                let (there, fields) = divided(output.clone(), columns, ADDED.len());
                let mut expected = row.clone();
                expected.resize(expected.len().max(columns), Vec::new());
                let fields: Option<Vec<String>> = fields
                    .into_iter()
                    .map(|field| String::from_utf8(field).ok())
                    .collect();
                let outcome = fields
                    .filter(|_| there == expected)
                    .and_then(|fields| self.is_decided(&row, &fields, is_last));
                outcome.unwrap_or_else(|| panic!("{row:?} became {output:?}"))
            })
            .collect()
    }

    fn is_json(&self, rows: Vec<Cells>, output: &[u8]) -> Vec<String> {
        let lines: Vec<&[u8]> = output.split_inclusive(|&byte| byte == b'\n').collect();
        assert_eq!(lines.len(), rows.len(), "rows");
        let (last, mut outcomes) = (rows.len(), Vec::new());
        for ((row, line), place) in rows.iter().zip(lines).zip(1..) {
            assert!(line.ends_with(b"}\n"));
            let json: serde_json::Value = serde_json::from_slice(line).unwrap();
            let cells = row
                .iter()
                .map(Vec::as_slice)
                .chain(std::iter::repeat(&b""[..]));
            for (name, cell) in self.header.iter().zip(cells) {
                let name = std::str::from_utf8(name).unwrap();
                assert_eq!(json[name].as_str().map(str::as_bytes), Some(cell));
            }
            // A column may have the name of a field, which then has another.
            let field = |name: &&str| {
                let taken = |name: &str| self.header.iter().any(|cell| cell == name.as_bytes());
                let mut name = (*name).to_owned();
                while taken(&name) {
                    name.insert_str(0, "originator_");
                }
                match &json[name] {
                    serde_json::Value::Null => String::new(),
                    serde_json::Value::String(text) => text.clone(),
                    serde_json::Value::Array(words) => {
                        let words = words.iter().map(|word| word.as_str().unwrap());
                        words.collect::<Vec<_>>().join(" ")
                    }
                    other => panic!("{other}"),
                }
            };
            let fields: Vec<String> = ADDED.iter().map(field).collect();
            let outcome = self.is_decided(row, &fields, place == last);
            outcomes.push(outcome.unwrap_or_else(|| panic!("{row:?} became {json}")));
        }
        outcomes
    }

    /// The outcome, if the fields are those of the library's own decision.
    fn is_decided(&self, row: &Cells, fields: &[String], is_last: bool) -> Option<String> {
        let cell = |place: usize| row.get(place).map_or(&b""[..], Vec::as_slice);
        let written_to = self.written_to.map(|place| cell(place).trim_ascii());
        let message = match (self.is_reply, written_to) {
            (false, _) => Message::to(cell(self.number)),
            (true, None | Some([])) => Message::reply_to(cell(self.number)),
            (true, Some(sender)) => Message::reply_to(cell(self.number)).written_to(sender),
        };
        let decided = written(&decide(&message));
        // A row that was not read is refused; only the last can be of an open quote.
        let none = if self.is_reply {
            Message::reply_to("")
        } else {
            Message::to("")
        };
        let refused = is_last.then(|| written(&decide(&none)));
        let is_one = fields == decided || Some(fields) == refused.as_deref();
        is_one.then(|| fields.get(5).cloned())?
    }
}

fn decide(message: &Message<'_>) -> Decision {
    let (router, plan) = &*ROUTER;
    router.decide(*plan, message)
}

/// The fields of a record less its input, as CSV has them.
fn written(decision: &Decision) -> Vec<String> {
    let record = serde_json::to_value(decision.record("", "default")).unwrap();
    let texts = ADDED.iter().map(|name| match &record[*name] {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Array(words) => {
            let words = words.iter().map(|word| word.as_str().unwrap());
            words.collect::<Vec<_>>().join(" ")
        }
        other => panic!("{other}"),
    });
    texts.collect()
}

/// What stands at a place of a row in as many cells as are added, and what stands around it.
fn divided(mut row: Cells, at: usize, added: usize) -> (Cells, Cells) {
    assert!(row.len() >= at + added, "{row:?}");
    let mut fields = row.split_off(at);
    row.extend(fields.split_off(added));
    (row, fields)
}
