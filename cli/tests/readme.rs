//! The commands of the documents print what the documents say.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that goes wrong should stop there"
)]

use std::fmt::Write;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use assert_cmd::cargo::cargo_bin;

/// The commands of a document's `console` blocks, each with its output.
fn commands(document: &str) -> Vec<(String, String)> {
    let mut commands: Vec<(String, String)> = Vec::new();
    let mut inside = false;
    for line in document.lines() {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if let Some(command) = line.strip_prefix("$ ").filter(|_| inside) {
            commands.push((command.to_owned(), String::new()));
        } else if let Some((_, output)) = commands.last_mut().filter(|_| inside) {
            writeln!(output, "{line}").unwrap();
        }
    }
    commands
}

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

#[test]
fn commands_print_what_the_documents_say() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let binary = cargo_bin("originator");
    let path = format!(
        "{}:{}",
        binary.parent().unwrap().display(),
        std::env::var("PATH").unwrap()
    );
    for (document, at_least) in [("README.md", 5), ("docs/sinch.md", 3)] {
        let text = std::fs::read_to_string(root.join(document)).unwrap();
        let commands = commands(&text);
        assert!(commands.len() >= at_least, "{document} lost its commands");
        let serving = Serving::start(root);
        for (command, expected) in commands {
            let ours = command
                .replace("cargo run --release --", "originator")
                .replace(ADDRESS, &serving.address);
            let output = Command::new("sh")
                .args(["-c", &ours])
                .current_dir(root)
                .env("PATH", &path)
                .env_remove("ORIGINATOR_MAP")
                .output()
                .unwrap();
            let mut printed = String::from_utf8(output.stdout).unwrap();
            // A body needs no line end.
            if !printed.is_empty() && !printed.ends_with('\n') {
                printed.push('\n');
            }
            assert_eq!(
                printed,
                expected,
                "{command}\n{}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
    }
}
