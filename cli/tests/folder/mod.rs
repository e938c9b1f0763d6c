//! A folder with files, and the command run in it.

use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;
use tempfile::TempDir;

/// A folder of its own with files in it.
pub(crate) struct Folder(TempDir);

/// What a run of the command printed.
pub(crate) struct Printed {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Folder {
    pub(crate) fn with(files: &[(&str, &str)]) -> Folder {
        let folder = Folder(tempfile::tempdir().unwrap());
        for (name, text) in files {
            fs::write(folder.path(name), text).unwrap();
        }
        folder
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Runs the command with these arguments, which are separated by spaces.
    pub(crate) fn run(&self, arguments: &str) -> Printed {
        self.run_with(arguments, "")
    }

    /// Runs it with this as standard input.
    pub(crate) fn run_with(&self, arguments: &str, input: impl Into<Vec<u8>>) -> Printed {
        let mut command = Command::cargo_bin("originator").unwrap();
        let output = command
            .current_dir(self.0.path())
            .env_remove("ORIGINATOR_MAP")
            .args(arguments.split(' '))
            .write_stdin(input)
            .output()
            .unwrap();
        Printed {
            status: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}
