//! Where output goes: standard output, or a file that is replaced when all is written.

mod zstd;

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use flate2::Compression;
use flate2::write::GzEncoder;
use tempfile::{Builder, NamedTempFile};
use zstd::ZstdFile;

use crate::problem::Problem;

/// The exit status of a run that is stopped, as shells have it for Ctrl-C.
const STOPPED: i32 = 130;

/// Where output goes.
pub(crate) enum Sink {
    Stdout(io::Stdout),
    File(Box<Replaced>),
}

/// A file that takes another's place when it is whole.
pub(crate) struct Replaced {
    path: PathBuf,
    to: Packed,
}

enum Packed {
    Plain(NamedTempFile),
    Gzip(GzEncoder<NamedTempFile>),
    Zstd(ZstdFile),
}

/// Whether output goes to standard output: where no file is named, and for `-`.
pub(crate) fn is_stdout(path: Option<&Path>) -> bool {
    path.is_none_or(|path| path == Path::new("-"))
}

impl Sink {
    /// A file beside the one that is named, or standard output.
    pub(crate) fn open(path: Option<&Path>) -> Result<Sink, Problem> {
        let Some(named) = path.filter(|_| !is_stdout(path)) else {
            return Ok(Sink::Stdout(io::stdout()));
        };
        let problem = |error| Problem::Unwritable {
            path: named.to_owned(),
            error,
        };
        // Through a link, what it leads to is replaced and not the link.
        let path = match fs::canonicalize(named) {
            Ok(path) if path.is_file() => path,
            // To put a file in the place of a device or a folder would be a loss.
            Ok(_) => return Err(Problem::NoFile(named.to_owned())),
            // A link that leads nowhere would itself be replaced.
            Err(_) if named.is_symlink() => return Err(Problem::NoFile(named.to_owned())),
            Err(_) => named.to_owned(),
        };
        let folder = match path.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        let file = removed_if_stopped(|| temporary(&path, folder)).map_err(problem)?;
        let extension = named.extension().and_then(|extension| extension.to_str());
        let to = match extension.map(str::to_lowercase).as_deref() {
            Some("gz") => Packed::Gzip(GzEncoder::new(file, Compression::default())),
            Some("zst") => Packed::Zstd(ZstdFile::new(file).map_err(problem)?),
            _ => Packed::Plain(file),
        };
        Ok(Sink::File(Box::new(Replaced { path, to })))
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        match self {
            Sink::Stdout(to) => Ok(to.lock().write_all(bytes)?),
            Sink::File(file) => {
                let written = match &mut file.to {
                    Packed::Plain(to) => to.write_all(bytes),
                    Packed::Gzip(to) => to.write_all(bytes),
                    Packed::Zstd(to) => to.write_all(bytes),
                };
                written.map_err(|error| file.unwritable(error))
            }
        }
    }

    /// All is written: what was in the file's place before is replaced now.
    pub(crate) fn finish(self) -> Result<(), Problem> {
        let (path, to) = match self {
            Sink::Stdout(mut to) => return Ok(to.flush()?),
            Sink::File(file) => (file.path, file.to),
        };
        let finished = match to {
            Packed::Plain(to) => Ok(to),
            Packed::Gzip(to) => to.finish(),
            Packed::Zstd(to) => to.finish(),
        };
        let replaced = finished.and_then(|file| {
            // On the disk before its name is, or a power failure could leave an empty file.
            file.as_file().sync_all()?;
            file.persist(&path).map_err(|error| error.error)
        });
        match replaced {
            Ok(_) => Ok(()),
            Err(error) => Err(Problem::Unwritable { path, error }),
        }
    }
}

impl Replaced {
    fn unwritable(&self, error: io::Error) -> Problem {
        Problem::Unwritable {
            path: self.path.clone(),
            error,
        }
    }
}

/// The file that is removed if the run is stopped.
static UNFINISHED: Mutex<Option<PathBuf>> = Mutex::new(None);

/// Makes a file that is removed if the user or the system ends the run, from the moment in which it is there.
fn removed_if_stopped(
    make: impl FnOnce() -> io::Result<NamedTempFile>,
) -> io::Result<NamedTempFile> {
    let unfinished = || UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
    let stopped = move || {
        if let Some(path) = &*unfinished() {
            let _ = fs::remove_file(path);
        }
        std::process::exit(STOPPED)
    };
    // Not where a signal is ignored, as `nohup` has it: then the run goes on.
    let _ = ctrlc::try_set_handler(stopped);
    // Whoever is stopped here waits until it is known what to remove.
    let mut unfinished = unfinished();
    let file = make()?;
    *unfinished = Some(file.path().to_owned());
    Ok(file)
}

/// A file in the folder, with the rights of the one it is to replace, or of any new one.
fn temporary(path: &Path, folder: &Path) -> io::Result<NamedTempFile> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".");
    let mut builder = Builder::new();
    builder.prefix(&name).suffix(".part");
    let rights = fs::metadata(path).map(|about| about.permissions());
    match rights {
        Ok(rights) => {
            let file = builder.tempfile_in(folder)?;
            file.as_file().set_permissions(rights)?;
            Ok(file)
        }
        // Made as any other file is: what the system's mask allows.
        Err(_) => builder.make_in(folder, |path| File::create_new(path)),
    }
}
