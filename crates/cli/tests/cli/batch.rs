//! What `batch` makes of files: every byte of the rows, and the decisions beside them.

mod decisions;
mod faults;
mod files;
mod forms;
mod rows;

use std::process::{Command, Stdio};

use crate::folder::{Folder, Printed, with_map};
use assert_cmd::cargo::cargo_bin;

/// What is added to a header, and to rows with these numbers.
const NAMES: &str =
    "recipient,region,line_type,validity,plan,outcome,sender,sender_kind,reason,warnings,read_as";
const US: (&str, &str) = (
    "+1 202 555 0123",
    "+12025550123,US,fixed_line_or_mobile,valid,default,use,+12025550142,long_code,domestic,,international",
);
const NG: (&str, &str) = (
    "+2348021234567",
    "+2348021234567,NG,mobile,valid,default,omit,,,map_omits,,e164",
);
const NOBODY: (&str, &str) = ("hello", ",,,,default,refuse,,,invalid_number,,");
const US_JSON: &str = r#""recipient":"+12025550123","region":"US","line_type":"fixed_line_or_mobile","validity":"valid","plan":"default","outcome":"use","sender":"+12025550142","sender_kind":"long_code","reason":"domestic","warnings":[],"read_as":"international""#;
const NOBODY_JSON: &str = r#""recipient":null,"region":null,"line_type":null,"validity":null,"plan":"default","outcome":"refuse","sender":null,"sender_kind":null,"reason":"invalid_number","warnings":[],"read_as":null"#;

/// The command, with pipes to it.
fn batch_command(folder: &Folder, arguments: &[&str]) -> Command {
    let mut command = Command::new(cargo_bin("originator"));
    command
        .arg("batch")
        .args(arguments)
        .current_dir(folder.root())
        .env_remove("ORIGINATOR_MAP")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn batch_in(folder: &Folder, arguments: &[&str], input: impl AsRef<[u8]>) -> Printed<Vec<u8>> {
    folder.bytes(&[&["batch"], arguments].concat(), input.as_ref())
}

fn batch(arguments: &[&str], input: impl AsRef<[u8]>) -> Printed<Vec<u8>> {
    batch_in(&with_map(), arguments, input)
}

#[track_caller]
fn assert_bytes(out: &[u8], expected: impl AsRef<[u8]>, why: &str) {
    let text = |bytes: &[u8]| bytes.escape_ascii().to_string();
    assert_eq!(text(out), text(expected.as_ref()), "{why}");
}
