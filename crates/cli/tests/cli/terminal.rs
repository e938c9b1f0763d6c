//! What a terminal and a shell see of the commands: help, colours, and the status where a message cannot be written.

use crate::folder::{self, Folder, Printed, with_map};

const COMMANDS: [&str; 14] = [
    "route",
    "reply",
    "locate",
    "batch",
    "check",
    "coverage",
    "diff",
    "bench",
    "serve",
    "sinch",
    "sinch setup",
    "sinch transcode",
    "completions",
    "man",
];

#[test]
fn the_help_of_every_command_has_an_example_and_the_exit_statuses() {
    let folder = with_map();
    for command in COMMANDS {
        let help = folder.run(&format!("{command} --help"));
        assert_eq!((help.status, help.err.as_str()), (0, ""), "{command}");
        let example = format!("\n  originator {command} ");
        let begins = help.out.contains("Example:\n") || help.out.contains("Examples:\n");
        let is_shown =
            help.out.contains(&example) || help.out.contains(&format!("| originator {command} "));
        assert!(
            begins && (is_shown || command == "sinch"),
            "{command}: {}",
            help.out
        );
        if command != "sinch" {
            assert!(help.out.contains("\nExit status:\n  0  "), "{command}");
        }
    }
    for command in ["route", "reply", "batch", "coverage", "diff"] {
        for flag in ["-h", "--help"] {
            let help = folder.run(&format!("{command} {flag}")).out;
            let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(
                help.contains("[possible values: otp, transactional, marketing]"),
                "{command} {flag}"
            );
        }
    }
    let wrong = folder.run("route +1 --use-case spam");
    assert!(
        wrong
            .err
            .contains("[possible values: otp, transactional, marketing]"),
        "{}",
        wrong.err
    );
}

/// The examples of the help that need no service: each is made of arguments that there are.
#[test]
fn the_examples_of_the_help_can_be_run() {
    let folder = with_map();
    folder.write("new.yaml", folder::MAP);
    folder.write("customers.csv", "name,phone\nAda,+12025550123\n");
    folder.write("countries.csv", "to,users\n+12025550123,5\n");
    folder.write("to.csv", "to\n+12025550123\n");
    folder.write("list.txt", "+12025550123\n");
    folder.write(
        "inbound.jsonl.gz",
        "{\"from\":\"+12025550123\",\"to\":\"+12025550142\"}\n",
    );
    folder.write("message.json", "{\"text_message\":{\"text\":\"Hello\"}}");
    let mut count = 0;
    for command in [
        "route",
        "reply",
        "locate",
        "batch",
        "check",
        "coverage",
        "diff",
        "sinch transcode",
    ] {
        let help = folder.run(&format!("{command} --help")).out;
        let examples = help.split("Example").nth(1).unwrap();
        let examples = examples.split("\n\n").next().unwrap();
        for example in examples.lines().filter(|line| line.starts_with("  ")) {
            // What stands before a pipe is another program's.
            let ours = example.rsplit("| ").next().unwrap().trim();
            let ours = ours.split(" > ").next().unwrap();
            let words: Vec<&str> = ours
                .strip_prefix("originator ")
                .unwrap()
                .split('"')
                .collect();
            let mut arguments = Vec::new();
            for (place, part) in words.iter().enumerate() {
                if place % 2 == 0 {
                    arguments.extend(part.split_whitespace());
                } else {
                    arguments.push(*part);
                }
            }
            let input = match command {
                "diff" => folder::MAP,
                "sinch transcode" => "{\"text_message\":{\"text\":\"Hello\"}}",
                _ => "+12025550123\n",
            };
            let printed = folder.call_with(&arguments, input);
            assert!(printed.status < 2, "{example}: {}", printed.err);
            count += 1;
        }
    }
    assert!(count >= 14, "{count} examples");
}

#[cfg(target_os = "linux")]
mod full {
    use std::fs::OpenOptions;
    use std::process::{Command, Stdio};

    use assert_cmd::cargo::cargo_bin;

    use super::*;

    fn status(folder: &Folder, arguments: &str, full: &str) -> Option<i32> {
        let device = || OpenOptions::new().write(true).open("/dev/full").unwrap();
        let of = |name: &str| {
            if name == full {
                Stdio::from(device())
            } else {
                Stdio::null()
            }
        };
        let mut command = Command::new(cargo_bin("originator"));
        command
            .args(arguments.split(' '))
            .current_dir(folder.root())
            .env_remove("ORIGINATOR_MAP")
            .stdin(Stdio::null())
            .stdout(of("stdout"))
            .stderr(of("stderr"));
        command.status().unwrap().code()
    }

    /// A message without a reader changes no status, and a result without a place is an error.
    #[test]
    fn a_full_disk_ends_every_command_with_a_status_that_is_documented() {
        let folder = with_map();
        folder.write("to.csv", "to\n+12025550123\nx\n");
        folder.write("words.csv", format!("to\n{}", "x\n".repeat(9)));
        folder.write("wrong.yaml", "originators: { UK: RETAIL }");
        let message = "{\"location_message\":{}}";
        folder.write("message.json", message);
        for (arguments, stderr, stdout) in [
            ("route +12025550123", 0, 2),
            ("route +12025550123 --format table", 0, 2),
            ("route +12025550123 --format csv", 0, 2),
            ("route +12025550123 --explain", 0, 2),
            ("route +12025550123 --explain --format json", 2, 2),
            ("route x", 1, 2),
            ("route", 2, 2),
            ("route +1 --use-case spam", 2, 2),
            ("route +1 --map nowhere", 2, 2),
            ("locate x", 1, 2),
            ("batch to.csv", 1, 2),
            ("batch words.csv", 1, 2),
            ("batch nowhere.csv", 2, 2),
            ("coverage --traffic to.csv", 0, 2),
            ("coverage --traffic to.csv --format table", 0, 2),
            ("coverage --traffic words.csv", 1, 2),
            ("coverage --traffic to.csv --html -", 0, 2),
            (
                "diff originators.yaml originators.yaml --traffic to.csv",
                0,
                0,
            ),
            ("diff originators.yaml wrong.yaml --traffic to.csv", 2, 2),
            ("check", 0, 2),
            ("check wrong.yaml", 1, 2),
            ("check wrong.yaml nowhere.yaml none.yaml", 2, 2),
            ("check wrong.yaml --format sarif", 1, 2),
            ("sinch transcode message.json", 2, 2),
            ("completions bash", 0, 2),
            ("man", 0, 2),
            ("--help", 0, 2),
            ("batch --help", 0, 2),
            ("--version", 0, 2),
        ] {
            let of = |full| status(&folder, arguments, full);
            assert_eq!(of("stderr"), Some(stderr), "{arguments} 2>/dev/full");
            assert_eq!(of("stdout"), Some(stdout), "{arguments} >/dev/full");
        }
    }
}

#[test]
fn colours_are_there_when_they_are_wanted() {
    let folder = Folder::with(&[("originators.yaml", "originators: { UK: RETAIL }")]);
    let run = |arguments: &str, variables: &[(&str, &str)]| {
        let arguments: Vec<&str> = arguments.split(' ').collect();
        let mut command = folder.command(&arguments);
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        command.envs(variables.iter().copied());
        let printed = Printed::of(&mut command).text();
        printed.out + &printed.err
    };
    for (arguments, variables, coloured, why) in [
        ("check", &[][..], false, "no terminal"),
        ("check --color auto", &[], false, "no terminal"),
        ("check --color always", &[], true, "asked for"),
        ("--color=always check", &[], true, "before the command"),
        ("route +1 --color always", &[], true, "on standard error"),
        ("--help --color always", &[], true, "the help"),
        ("route --color always", &[], true, "wrong arguments"),
        (
            "check",
            &[("CLICOLOR_FORCE", "1")],
            true,
            "asked for by the environment",
        ),
        (
            "route --help",
            &[("CLICOLOR_FORCE", "1")],
            true,
            "the help, too",
        ),
        (
            "check --color never",
            &[("CLICOLOR_FORCE", "1")],
            false,
            "the argument counts more",
        ),
        (
            "check --color always",
            &[("NO_COLOR", "1")],
            true,
            "it counts more than that",
        ),
        ("check --color never", &[], false, "not wanted"),
        (
            "check --format json --color always",
            &[],
            false,
            "programs read it",
        ),
    ] {
        let printed = run(arguments, variables);
        assert_eq!(
            printed.contains('\u{1b}'),
            coloured,
            "{arguments}: {why}: {printed}"
        );
    }
    assert!(run("check --color green", &[]).contains("[possible values: auto, always, never]"));
}
