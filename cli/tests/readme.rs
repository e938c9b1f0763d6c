//! The commands of the README print what the README says.

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

#[test]
fn commands_print_what_the_readme_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    let binary = cargo_bin("originator");
    let path = format!(
        "{}:{}",
        binary.parent().unwrap().display(),
        std::env::var("PATH").unwrap()
    );
    let commands = commands(&readme);
    assert!(commands.len() >= 4, "the README lost its commands");
    for (command, expected) in commands {
        let ours = command.replace("cargo run --release --", "originator");
        let output = Command::new("sh")
            .args(["-c", &ours])
            .current_dir(root)
            .env("PATH", &path)
            .env_remove("ORIGINATOR_MAP")
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        assert_eq!(
            printed,
            expected,
            "{command}\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}
