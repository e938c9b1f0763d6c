//! The commands of the documents print what the documents say.
//!
//! `UPDATE_DOCUMENTS=1 cargo test --test cli documents::` writes what they print now; read the difference before it is
//! committed.

use std::fmt::Write;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use assert_cmd::cargo::cargo_bin;

/// Where the documents' service listens.
const ADDRESS: &str = "127.0.0.1:8080";

/// A service for the commands that ask one, wherever it listens.
struct Serving {
    child: Child,
    address: String,
}

impl Serving {
    fn start(root: &Path) -> Serving {
        let mut child = Command::new(cargo_bin("originator"))
            .args(["serve", "--map", "data/originators.yaml"])
            .args(["--allow-unsigned", "--listen", "127.0.0.1:0"])
            .env_remove("ORIGINATOR_WEBHOOK_SECRET")
            .current_dir(root)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut logs = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        logs.read_line(&mut line).unwrap();
        // Read on, so that it never waits for us.
        std::thread::spawn(move || std::io::copy(&mut logs, &mut std::io::sink()));
        let line: serde_json::Value = serde_json::from_str(&line).unwrap();
        Serving {
            child,
            address: line["address"].as_str().unwrap().to_owned(),
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs every command of the `console` blocks and puts what it prints in the place of its output. A command goes
/// on where a line begins with `>`.
fn as_printed(document: &str, folder: &Path, address: &str) -> (String, usize) {
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
            let output = run(&command, folder, address);
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
fn run(command: &str, folder: &Path, address: &str) -> String {
    let binary = cargo_bin("originator");
    let path = format!(
        "{}:{}",
        binary.parent().unwrap().display(),
        std::env::var("PATH").unwrap()
    );
    let ours = command
        .replace("cargo run --release --", "originator")
        .replace(ADDRESS, address);
    let output = Command::new("sh")
        .args(["-c", &ours])
        .current_dir(folder)
        .env("PATH", &path)
        .env_remove("ORIGINATOR_MAP")
        .output()
        .unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    let mut printed = String::from_utf8(output.stdout).unwrap() + &err;
    // The body of an answer needs no line end.
    if !printed.is_empty() && !printed.ends_with('\n') {
        printed.push('\n');
    }
    printed
}

fn check(name: &str, folder: &Path, at_least: usize) {
    let path = root().join(name);
    let document = std::fs::read_to_string(&path).unwrap();
    let serving = document.contains(ADDRESS).then(|| Serving::start(root()));
    let address = serving.as_ref().map_or(ADDRESS, |serving| &serving.address);
    let (now, count) = as_printed(&document, folder, address);
    assert!(count >= at_least, "{name} lost its commands");
    if std::env::var_os("UPDATE_DOCUMENTS").is_some() {
        std::fs::write(&path, now).unwrap();
    } else {
        assert_eq!(now, document, "{name}");
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .unwrap()
}

#[test]
fn the_readme() {
    check("README.md", root(), 5);
}

#[test]
fn the_page_on_the_command_line() {
    check("docs/command-line.md", root(), 5);
}

#[test]
fn the_page_on_the_map() {
    check("docs/map.md", root(), 2);
}

#[test]
fn the_page_of_questions() {
    check("docs/questions.md", root(), 12);
}

#[test]
fn the_page_on_the_conversation_api() {
    check("docs/sinch.md", root(), 3);
}

#[test]
fn the_guide() {
    check("docs/guide.md", tempfile::tempdir().unwrap().path(), 10);
}
