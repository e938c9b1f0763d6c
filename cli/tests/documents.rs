//! The commands of the documents print what the documents say.
//!
//! `UPDATE_DOCUMENTS=1 cargo test --test documents` writes what they print now; read the difference before it is
//! committed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that goes wrong should stop there"
)]

use std::fmt::Write;
use std::path::Path;
use std::process::Command;

use assert_cmd::cargo::cargo_bin;

/// Runs every command of the `console` blocks and puts what it prints in the place of its output. A command goes
/// on where a line begins with `>`.
fn as_printed(document: &str, folder: &Path) -> (String, usize) {
    let (mut now, mut count) = (String::new(), 0);
    let (mut inside, mut printed) = (false, None);
    let mut lines = document.lines().peekable();
    while let Some(line) = lines.next() {
        let command = line.strip_prefix("$ ").filter(|_| inside);
        if line.starts_with("```") {
            inside = line == "```console";
            printed = None;
        }
        if let Some(command) = command {
            let mut command = command.to_owned();
            writeln!(now, "{line}").unwrap();
            while let Some(more) = lines.next_if(|next| next.starts_with('>')) {
                writeln!(now, "{more}").unwrap();
                let more = more.strip_prefix("> ").unwrap_or_default();
                write!(command, "\n{more}").unwrap();
            }
            let output = run(&command, folder);
            now.push_str(&output);
            printed = Some(output);
            count += 1;
        } else if printed.is_none() {
            writeln!(now, "{line}").unwrap();
        }
    }
    (now, count)
}

/// What a command prints, on standard output and then on standard error.
fn run(command: &str, folder: &Path) -> String {
    let binary = cargo_bin("originator");
    let path = format!(
        "{}:{}",
        binary.parent().unwrap().display(),
        std::env::var("PATH").unwrap()
    );
    let output = Command::new("sh")
        .args([
            "-c",
            &command.replace("cargo run --release --", "originator"),
        ])
        .current_dir(folder)
        .env("PATH", &path)
        .env_remove("ORIGINATOR_MAP")
        .output()
        .unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    String::from_utf8(output.stdout).unwrap() + &err
}

fn check(name: &str, folder: &Path, at_least: usize) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let path = root.join(name);
    let document = std::fs::read_to_string(&path).unwrap();
    let (now, count) = as_printed(&document, folder);
    assert!(count >= at_least, "{name} lost its commands");
    if std::env::var_os("UPDATE_DOCUMENTS").is_some() {
        std::fs::write(&path, now).unwrap();
    } else {
        assert_eq!(now, document, "{name}");
    }
}

#[test]
fn the_readme() {
    check(
        "README.md",
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap(),
        4,
    );
}

#[test]
fn the_guide() {
    check("docs/guide.md", tempfile::tempdir().unwrap().path(), 10);
}
