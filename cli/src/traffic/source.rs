//! Where traffic comes from: a file or standard input, packed or not.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;

use crate::problem::Problem;

const GZIP: &[u8] = b"\x1f\x8b";
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";
const BUFFER: usize = 128 * 1024;

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
/// may come through a pipe.
pub(crate) fn open(path: &Path) -> Result<Source, Problem> {
    let unreadable = |error| Problem::UnreadableTraffic {
        path: path.to_owned(),
        error,
    };
    let (name, file, length): (String, Box<dyn Read + Send>, Option<u64>) =
        if path == Path::new("-") {
            ("standard input".to_owned(), Box::new(io::stdin()), None)
        } else {
            let file = File::open(path).map_err(unreadable)?;
            let about = file.metadata().map_err(unreadable)?;
            let length = about.is_file().then_some(about.len());
            (path.to_string_lossy().into_owned(), Box::new(file), length)
        };
    let read = Arc::new(AtomicU64::new(0));
    let counted = Counted {
        from: file,
        read: Arc::clone(&read),
    };
    let bytes = unpacked(counted).map_err(unreadable)?;
    Ok(Source {
        name,
        bytes,
        length,
        read,
    })
}

fn unpacked(mut packed: impl Read + Send + 'static) -> io::Result<Box<dyn Read + Send>> {
    let mut first = Vec::with_capacity(ZSTD.len());
    packed
        .by_ref()
        .take(ZSTD.len() as u64)
        .read_to_end(&mut first)?;
    let (gzip, zstd) = (first.starts_with(GZIP), first == ZSTD);
    let whole = Cursor::new(first).chain(packed);
    Ok(if gzip {
        // A file may be several that were packed one by one and joined.
        Box::new(MultiGzDecoder::new(BufReader::with_capacity(BUFFER, whole)))
    } else if zstd {
        Box::new(zstd::Decoder::new(whole)?)
    } else {
        Box::new(whole)
    })
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
