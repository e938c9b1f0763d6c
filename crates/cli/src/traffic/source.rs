//! Opens a file or standard input, and decompresses it if it is compressed.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::gzip::Gzip;
use super::zstd::Zstd;
use crate::file_kind::{SIGNATURE_BYTES, file_kind};
use crate::input::stdin;
use crate::printable::shown_input;
use crate::problem::Problem;

const GZIP: &[u8] = b"\x1f\x8b";
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";
/// A skippable frame of zstd begins with a byte from 0x50 to 0x5f and these bytes. `pzstd` writes one first.
const SKIPPABLE: &[u8] = b"\x2a\x4d\x18";
/// A file may be compressed twice, as downloads sometimes are; further layers are not decompressed.
const MAX_LAYERS: usize = 2;

/// A file that is open for reading.
pub(crate) struct Source {
    /// The name of the file in messages.
    pub(crate) name: String,
    /// The decompressed bytes.
    pub(crate) bytes: Box<dyn Read + Send>,
    /// The size of the file on disk; `None` for a pipe or a device.
    pub(crate) length: Option<u64>,
    /// The number of bytes on disk that were read.
    pub(crate) read: Arc<AtomicU64>,
}

/// Opens a file, or standard input for `-`. Compression is detected by the first bytes and not by the name, so that it
/// works for a pipe, too. A file that is not text is an error that names its kind.
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
    let mut bytes: Box<dyn Read + Send> = Box::new(CountingReader {
        reader: file,
        read: Arc::clone(&read),
    });
    for layer in 0.. {
        let (first, error) = read_first(&mut bytes);
        if let Some(error) = error {
            if first.is_empty() && layer == 0 {
                return Err(unreadable(error));
            }
            // Rows before the damage are still read: all in gzip, and in zstd those that no later block can refer to.
            bytes = Box::new(Cursor::new(first).chain(FailingReader(Some(error))));
            break;
        }
        let compression = Compression::of(&first).filter(|_| layer < MAX_LAYERS);
        if compression.is_none()
            && let Some(kind) = file_kind(&first)
        {
            return Err(Problem::WrongFileKind {
                path: path.to_owned(),
                kind,
            });
        }
        let whole = Cursor::new(first).chain(bytes);
        bytes = match compression {
            Some(Compression::Gzip) => Box::new(Gzip::new(whole)),
            Some(Compression::Zstd) => Box::new(Zstd::new(whole)),
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

/// A compression format that is decompressed while reading.
enum Compression {
    Gzip,
    Zstd,
}

impl Compression {
    fn of(first: &[u8]) -> Option<Compression> {
        let is_skippable = matches!(first, [0x50..=0x5f, rest @ ..] if rest.starts_with(SKIPPABLE));
        if first.starts_with(GZIP) {
            Some(Compression::Gzip)
        } else if first.starts_with(ZSTD) || is_skippable {
            Some(Compression::Zstd)
        } else {
            None
        }
    }
}

/// Reads the first bytes. The error is the one that ended the reading early, if one did.
fn read_first(reader: &mut impl Read) -> (Vec<u8>, Option<io::Error>) {
    let mut first = Vec::with_capacity(SIGNATURE_BYTES);
    let read = reader
        .by_ref()
        .take(SIGNATURE_BYTES as u64)
        .read_to_end(&mut first);
    (first, read.err())
}

/// A reader that fails once, and then is at its end.
struct FailingReader(Option<io::Error>);

impl Read for FailingReader {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// A reader that counts the bytes that are read.
struct CountingReader<R> {
    reader: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for CountingReader<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(to)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}
