//! What the command tells a shell and a terminal of itself.

use std::fs;

use crate::folder::Folder;

#[test]
fn every_shell_gets_completions_of_every_command() {
    let folder = Folder::with(&[]);
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let printed = folder.run(&format!("completions {shell}"));
        assert_eq!((printed.status, printed.err.as_str()), (0, ""), "{shell}");
        for word in ["coverage", "diff", "batch", "exit-code", "count-column"] {
            assert!(printed.out.contains(word), "{shell}: {word}");
        }
    }
    assert_eq!(folder.run("completions tcsh").status, 2);
}

#[test]
fn every_command_has_a_man_page() {
    let folder = Folder::with(&[]);
    let printed = folder.run("man");
    assert!(printed.out.contains(".TH originator 1"), "{}", printed.out);
    assert_eq!(folder.run("man pages/man1").status, 0);
    let help = folder.run("help").out;
    let listed = help.split("Commands:\n").nth(1).unwrap();
    let listed = listed.split("\nOptions:").next().unwrap();
    let commands = listed.lines().filter_map(|line| {
        let name = line.strip_prefix("  ")?.split(' ').next()?;
        (!name.is_empty() && !name.starts_with('-') && name != "help").then_some(name)
    });
    let mut count = 0;
    for command in commands {
        let path = folder.path(&format!("pages/man1/originator-{command}.1"));
        let page = fs::read_to_string(path).unwrap();
        assert!(page.contains(".SH OPTIONS"), "{command}");
        count += 1;
    }
    assert!(count >= 9, "the help lists the commands");
}

#[test]
fn nothing_is_coloured_in_a_pipe() {
    let folder = Folder::with(&[("originators.yaml", "originators: { UK: RETAIL }")]);
    for arguments in [
        "--help",
        "help coverage",
        "diff",
        "check",
        "route",
        "coverage --traffic none",
    ] {
        let printed = folder.run(arguments);
        assert!(
            !printed.out.contains('\u{1b}') && !printed.err.contains('\u{1b}'),
            "{arguments}"
        );
    }
}
