//! A folder with files, and the command run in it.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

/// A small map with an outcome of each kind.
pub(crate) const MAP: &str = "\
originators:
  US: \"+12025550142\"
  GB: [RETAIL, \"+447700900142\"]
  SE: \"+46701740605\"
  NG: omit
  CU: refuse
borrow: { GG: [GB] }
";

/// A folder of its own with files in it.
pub(crate) struct Folder(TempDir);

/// What a run of the command printed.
pub(crate) struct Printed<Out = String> {
    pub(crate) status: i32,
    pub(crate) out: Out,
    pub(crate) err: String,
}

/// A folder with the small map where maps are looked for.
pub(crate) fn with_map() -> Folder {
    Folder::with(&[("originators.yaml", MAP)])
}

impl Folder {
    pub(crate) fn with(files: &[(&str, &str)]) -> Folder {
        let folder = Folder(tempfile::tempdir().unwrap());
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    pub(crate) fn root(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// The command, without the map of whoever runs the tests.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::cargo_bin("originator").unwrap();
        command
            .current_dir(self.root())
            .env_remove("ORIGINATOR_MAP")
            .args(arguments);
        command
    }

    /// Runs the command with these arguments, and this as standard input.
    pub(crate) fn bytes(&self, arguments: &[&str], input: impl Into<Vec<u8>>) -> Printed<Vec<u8>> {
        Printed::of(self.command(arguments).write_stdin(input))
    }

    /// Does the same where what is printed is text.
    pub(crate) fn call_with(&self, arguments: &[&str], input: impl Into<Vec<u8>>) -> Printed {
        self.bytes(arguments, input).text()
    }

    pub(crate) fn call(&self, arguments: &[&str]) -> Printed {
        self.call_with(arguments, "")
    }

    /// Runs the command with these arguments, which are separated by spaces.
    pub(crate) fn run(&self, arguments: &str) -> Printed {
        self.run_with(arguments, "")
    }

    pub(crate) fn run_with(&self, arguments: &str, input: impl Into<Vec<u8>>) -> Printed {
        self.call_with(&arguments.split(' ').collect::<Vec<_>>(), input)
    }
}

impl Printed<Vec<u8>> {
    pub(crate) fn of(command: &mut Command) -> Printed<Vec<u8>> {
        let output = command.output().unwrap();
        Printed {
            status: output.status.code().unwrap(),
            out: output.stdout,
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    pub(crate) fn text(self) -> Printed {
        Printed {
            status: self.status,
            out: String::from_utf8(self.out).unwrap(),
            err: self.err,
        }
    }
}
