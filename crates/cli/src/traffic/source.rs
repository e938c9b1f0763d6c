//! Where traffic comes from: a file or standard input, packed or not.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::gzip::Gzip;
use super::zstd::Zstd;
use crate::file_kind::{LOOK, file_kind};
use crate::input::stdin;
use crate::printable::shown_input;
use crate::problem::Problem;

const GZIP: &[u8] = b"\x1f\x8b";
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";
/// A frame that decoders of zstd pass over begins with a byte from 0x50 to 0x5f and these. `pzstd` writes one first.
const SKIPPABLE: &[u8] = b"\x2a\x4d\x18";
/// A file may be packed twice, as downloads sometimes are; more is not unpacked.
const LAYERS: usize = 2;

/// A file that is open for reading.
pub(crate) struct Source {
    /// What it is called in messages.
    pub(crate) name: String,
    /// Its bytes, unpacked.
    pub(crate) bytes: Box<dyn Read + Send>,
    /// How long the file is as it lies there, if it is one that has a length.
    pub(crate) length: Option<u64>,
    /// How much of that was read.
    pub(crate) read: Arc<AtomicU64>,
}

/// Opens a file, or standard input for `-`. What is packed is told by its first bytes, not by its name, so that it
/// may come through a pipe. A file that is no text is an error that names what it is.
pub(crate) fn open(path: &Path) -> Result<Source, Problem> {
    let unreadable = |error| Problem::UnreadableTraffic {
        path: path.to_owned(),
        error,
    };
    let (file, length): (Box<dyn Read + Send>, Option<u64>) = if path == Path::new("-") {
        (Box::new(stdin()?), None)
    } else {
        let file = File::open(path).map_err(unreadable)?;
        let about = file.metadata().map_err(unreadable)?;
        let length = about.is_file().then_some(about.len());
        (Box::new(file), length)
    };
    let read = Arc::new(AtomicU64::new(0));
    let mut bytes: Box<dyn Read + Send> = Box::new(Counted {
        from: file,
        read: Arc::clone(&read),
    });
    for layer in 0.. {
        let (first, error) = look(&mut bytes);
        if let Some(error) = error {
            if first.is_empty() && layer == 0 {
                return Err(unreadable(error));
            }
            // What is whole before the damage is still read.
            bytes = Box::new(Cursor::new(first).chain(Failing(Some(error))));
            break;
        }
        let packing = Packing::of(&first).filter(|_| layer < LAYERS);
        if packing.is_none()
            && let Some(kind) = file_kind(&first)
        {
            return Err(Problem::OtherFile {
                path: path.to_owned(),
                kind,
            });
        }
        let whole = Cursor::new(first).chain(bytes);
        bytes = match packing {
            Some(Packing::Gzip) => Box::new(Gzip::new(whole)),
            Some(Packing::Zstd) => Box::new(Zstd::new(whole)),
            None => {
                bytes = Box::new(whole);
                break;
            }
        };
    }
    Ok(Source {
        name: shown_input(path),
        bytes,
        length,
        read,
    })
}

/// What is unpacked on the way.
enum Packing {
    Gzip,
    Zstd,
}

impl Packing {
    fn of(first: &[u8]) -> Option<Packing> {
        let is_skippable = matches!(first, [0x50..=0x5f, rest @ ..] if rest.starts_with(SKIPPABLE));
        if first.starts_with(GZIP) {
            Some(Packing::Gzip)
        } else if first.starts_with(ZSTD) || is_skippable {
            Some(Packing::Zstd)
        } else {
            None
        }
    }
}

/// Reads the first bytes, and the error that ended them, if one did.
fn look(from: &mut impl Read) -> (Vec<u8>, Option<io::Error>) {
    let mut first = Vec::with_capacity(LOOK);
    let read = from.by_ref().take(LOOK as u64).read_to_end(&mut first);
    (first, read.err())
}

/// Gives an error once, and then the end.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Counts what is read.
struct Counted<R> {
    from: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(to)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}
