//! Rows of CSV through `originator batch`, whole but for its surroundings: files, arguments and threads, which
//! [`surroundings`] replaces in memory. The output has every record of the input, in its order, with every field as
//! it was and the fields of the very decision that the library makes.
//!
//! The first byte says how: bits 0 and 1 the delimiter, bit 2 whether rows are replies, bit 3 whether JSON is
//! written, bits 4 to 7 how long a record may be. The rest is the file, with the columns `to` and `via`.

#![no_main]
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    reason = "the command's modules have more than is used here; a target that goes wrong should stop there"
)]

use std::cell::RefCell;

use libfuzzer_sys::fuzz_target;
use originator::{Decision, Knowledge, Message, PlanId, Router};

/// What the command says on standard error: made, and not printed.
macro_rules! eprintln {
    ($($said:tt)*) => {
        let _ = format!($($said)*);
    };
}

#[path = "../../../cli/src"]
mod cli {
    pub(crate) mod batch;
    pub(crate) mod record;
}
mod surroundings;
mod traffic;

// Where the command's modules look for each other.
use cli::{batch, record};
use surroundings::{args, map_file, output, problem, sink};

/// What a command found, as in the command line's `main`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Findings {
    Good,
    Bad,
}

thread_local! {
    static MAP: (Router, PlanId) = {
        let router = Router::from_yaml("map", include_str!("../../../data/originators.yaml")).unwrap();
        let plan = router.default_plan().unwrap();
        (router, plan)
    };
    static INPUT: RefCell<Vec<u8>> = RefCell::default();
    static OUTPUT: RefCell<Vec<u8>> = RefCell::default();
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
    let (is_reply, to_json, limit) = (how & 4 != 0, how & 8 != 0, u32::from(how >> 4));
    INPUT.set(file.to_vec());
    let args = args::Batch::of(delimiter, is_reply, to_json, limit);
    let Ok(findings) = batch::batch(&args, Knowledge::default()) else {
        // There is nothing to be done with such a file, and nothing was written.
        assert!(OUTPUT.take().is_empty());
        return;
    };
    let output = OUTPUT.take();
    let marked = file.starts_with(traffic::BOM);
    let bare = if marked { file.get(3..).unwrap() } else { file };
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
        may_be_long: limit > 0,
    };
    let outcomes = match to_json {
        false => {
            are_all_there(file, &output);
            let output = if marked {
                output.get(3..).unwrap()
            } else {
                &output
            };
            case.is_csv(rows.collect(), records(output, delimiter))
        }
        true if std::str::from_utf8(bare).is_ok() => case.is_json(rows.collect(), &output),
        true => {
            // No JSON that a reader would take, but a line for every row, and the bytes that were there.
            assert_eq!(
                output.split_inclusive(|&byte| byte == b'\n').count(),
                rows.count()
            );
            return;
        }
    };
    let refused = outcomes.iter().any(|outcome| outcome == "refuse");
    assert_eq!(findings == Findings::Bad, refused);
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
    may_be_long: bool,
}

impl Case {
    fn is_csv(&self, rows: Vec<Cells>, output: Vec<Cells>) -> Vec<String> {
        let columns = self.header.len();
        let added = record::NAMES.len() - 1;
        let (last, mut output) = (rows.len(), output.into_iter());
        let (named, names) = divided(output.next().unwrap(), columns, added);
        assert_eq!(named, self.header);
        let names: Vec<&[u8]> = names
            .iter()
            .map(|name| name.rsplit(|&b| b == b'_').next().unwrap())
            .collect();
        let theirs: Vec<&[u8]> = record::NAMES[1..]
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
                // What is added stands behind the header's columns, in a long row behind all of its fields.
                let added = [
                    Some(columns),
                    self.may_be_long.then_some(row.len().max(columns)),
                ];
                let mut outcomes = added.into_iter().flatten().filter_map(|at| {
                    let (there, fields) = divided(output.clone(), at, record::NAMES.len() - 1);
                    let mut expected = row.clone();
                    expected.resize(expected.len().max(columns), Vec::new());
                    let fields: Option<Vec<String>> = fields
                        .into_iter()
                        .map(|field| String::from_utf8(field).ok())
                        .collect();
                    let fields = fields.filter(|_| there == expected)?;
                    self.is_decided(&row, &fields, is_last)
                });
                let outcome = outcomes.next();
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
            let whole = json.get("originator_input");
            if whole.is_none() || !self.may_be_long {
                let cells = row
                    .iter()
                    .map(Vec::as_slice)
                    .chain(std::iter::repeat(&b""[..]));
                for (name, cell) in self.header.iter().zip(cells) {
                    let name = std::str::from_utf8(name).unwrap();
                    assert_eq!(json[name].as_str().map(str::as_bytes), Some(cell));
                }
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
            let fields: Vec<String> = record::NAMES[1..].iter().map(field).collect();
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
        let none = match self.is_reply {
            false => Message::to(""),
            true => Message::reply_to(""),
        };
        let refused = (is_last || self.may_be_long).then(|| written(&decide(&none)));
        let is_one = fields == decided || Some(fields) == refused.as_deref();
        is_one.then(|| fields.get(5).cloned())?
    }
}

fn decide(message: &Message<'_>) -> Decision {
    MAP.with(|(router, plan)| router.decide(*plan, message))
}

fn written(decision: &Decision) -> Vec<String> {
    let record = decision.record("", "default");
    let values = record::values(&record);
    let texts = values.iter().skip(1).map(|value| match value {
        record::Value::Null => String::new(),
        record::Value::Text(text) => (*text).to_owned(),
        record::Value::Sender(sender) => sender.to_string(),
        record::Value::Warnings(warnings) => warnings
            .iter()
            .map(|warning| warning.as_str())
            .collect::<Vec<_>>()
            .join(" "),
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
