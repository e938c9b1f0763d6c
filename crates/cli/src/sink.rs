//! The destination of output: standard output, or a file that is replaced atomically.
//!
//! The output is written to a temporary file beside the named one, which replaces it at the end. A run that fails or is
//! interrupted removes the temporary file, and leaves the named one unchanged.

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

/// The exit status of an interrupted run, as in shells after Ctrl-C.
const EXIT_INTERRUPTED: i32 = 130;

/// The destination of output.
pub(crate) enum Sink {
    Stdout(io::Stdout),
    File(Box<Replacement>),
}

/// A file that will be replaced, and the encoder that writes its replacement.
pub(crate) struct Replacement {
    path: PathBuf,
    encoder: Encoder,
}

/// Writes to the temporary file, and compresses by the extension of the named one.
enum Encoder {
    Plain(NamedTempFile),
    Gzip(GzEncoder<NamedTempFile>),
    Zstd(ZstdFile),
}

/// Whether output goes to standard output: without a file name, and for `-`.
pub(crate) fn is_stdout(path: Option<&Path>) -> bool {
    path.is_none_or(|path| path == Path::new("-"))
}

impl Sink {
    /// Opens a temporary file beside the named one, or standard output.
    pub(crate) fn open(path: Option<&Path>) -> Result<Sink, Problem> {
        let Some(named) = path.filter(|_| !is_stdout(path)) else {
            return Ok(Sink::Stdout(io::stdout()));
        };
        let problem = |error| Problem::Unwritable {
            path: named.to_owned(),
            error,
        };
        // The target of a link is replaced, not the link.
        let path = match fs::canonicalize(named) {
            Ok(path) if path.is_file() => path,
            // A device or a folder must not be replaced by a file.
            Ok(_) => return Err(Problem::NotReplaceable(named.to_owned())),
            // A dangling link would itself be replaced.
            Err(_) if named.is_symlink() => return Err(Problem::NotReplaceable(named.to_owned())),
            Err(_) => named.to_owned(),
        };
        let folder = match path.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        let file = remove_on_interrupt(|| create_temporary(&path, folder)).map_err(problem)?;
        let extension = named.extension().and_then(|extension| extension.to_str());
        let encoder = match extension.map(str::to_lowercase).as_deref() {
            Some("gz") => Encoder::Gzip(GzEncoder::new(file, Compression::default())),
            Some("zst") => Encoder::Zstd(ZstdFile::new(file).map_err(problem)?),
            _ => Encoder::Plain(file),
        };
        Ok(Sink::File(Box::new(Replacement { path, encoder })))
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        match self {
            Sink::Stdout(to) => Ok(to.lock().write_all(bytes)?),
            Sink::File(file) => {
                let written = match &mut file.encoder {
                    Encoder::Plain(to) => to.write_all(bytes),
                    Encoder::Gzip(to) => to.write_all(bytes),
                    Encoder::Zstd(to) => to.write_all(bytes),
                };
                written.map_err(|error| file.unwritable(error))
            }
        }
    }

    /// Replaces the named file, or flushes standard output.
    pub(crate) fn finish(self) -> Result<(), Problem> {
        let (path, encoder) = match self {
            Sink::Stdout(mut to) => return Ok(to.flush()?),
            Sink::File(file) => (file.path, file.encoder),
        };
        let finished = match encoder {
            Encoder::Plain(to) => Ok(to),
            Encoder::Gzip(to) => to.finish(),
            Encoder::Zstd(to) => to.finish(),
        };
        let replaced = finished.and_then(|file| {
            // The data must be on disk before the name, or a power failure could leave an empty file.
            file.as_file().sync_all()?;
            file.persist(&path).map_err(|error| error.error)
        });
        match replaced {
            Ok(_) => Ok(()),
            Err(error) => Err(Problem::Unwritable { path, error }),
        }
    }
}

impl Replacement {
    fn unwritable(&self, error: io::Error) -> Problem {
        Problem::Unwritable {
            path: self.path.clone(),
            error,
        }
    }
}

/// The temporary file that is removed if the run is interrupted.
static TEMPORARY: Mutex<Option<PathBuf>> = Mutex::new(None);

/// Creates a file that is removed if the run is interrupted, from the moment in which it exists.
fn remove_on_interrupt(
    make: impl FnOnce() -> io::Result<NamedTempFile>,
) -> io::Result<NamedTempFile> {
    let current = || TEMPORARY.lock().unwrap_or_else(PoisonError::into_inner);
    let on_interrupt = move || {
        if let Some(path) = &*current() {
            let _ = fs::remove_file(path);
        }
        std::process::exit(EXIT_INTERRUPTED)
    };
    // A signal that is ignored, as under `nohup`, stays ignored.
    let _ = ctrlc::try_set_handler(on_interrupt);
    // The lock makes an interrupt handler wait until the file is known.
    let mut current = current();
    let file = make()?;
    *current = Some(file.path().to_owned());
    Ok(file)
}

/// Creates a file in the folder, with the permissions of the file that it will replace, or those of a new file.
fn create_temporary(path: &Path, folder: &Path) -> io::Result<NamedTempFile> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".");
    let mut builder = Builder::new();
    builder.prefix(&name).suffix(".part");
    let permissions = fs::metadata(path).map(|about| about.permissions());
    match permissions {
        Ok(permissions) => {
            let file = builder.tempfile_in(folder)?;
            file.as_file().set_permissions(permissions)?;
            Ok(file)
        }
        // Created like any other file: with the permissions that the umask allows.
        Err(_) => builder.make_in(folder, |path| File::create_new(path)),
    }
}
