//! Packs a file with zstd: one frame with a checksum.
//!
//! The encoder takes a reader that gives all of the frame, so it runs on a thread of its own, which reads from a
//! channel. One frame for each part of the output would need no thread, but some readers take the first frame alone.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Read, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use ruzstd::encoding::{CompressionLevel, compress};
use tempfile::NamedTempFile;

/// The encoder's own block.
const BLOCK: usize = 128 * 1024;
/// How many blocks may wait for the encoder.
const QUEUE: usize = 8;

/// A file that is packed while it is written.
pub(super) struct ZstdFile {
    file: NamedTempFile,
    block: Vec<u8>,
    /// `None` once the encoder has ended.
    encoder: Option<Encoder>,
}

struct Encoder {
    blocks: SyncSender<Vec<u8>>,
    thread: JoinHandle<io::Result<()>>,
}

impl ZstdFile {
    pub(super) fn new(file: NamedTempFile) -> io::Result<ZstdFile> {
        let to = file.as_file().try_clone()?;
        let (blocks, received) = sync_channel(QUEUE);
        let thread = thread::Builder::new().spawn(move || encode(received, to))?;
        Ok(ZstdFile {
            file,
            block: Vec::with_capacity(BLOCK),
            encoder: Some(Encoder { blocks, thread }),
        })
    }

    /// Writes what is left, and gives the file back.
    pub(super) fn finish(mut self) -> io::Result<NamedTempFile> {
        self.send_block()?;
        self.end()?;
        Ok(self.file)
    }

    fn send_block(&mut self) -> io::Result<()> {
        let block = std::mem::replace(&mut self.block, Vec::with_capacity(BLOCK));
        let sent = self
            .encoder
            .as_ref()
            .is_some_and(|encoder| encoder.blocks.send(block).is_ok());
        if sent {
            return Ok(());
        }
        // The encoder takes no more only after an error, which it has.
        self.end()?;
        Err(ended_early())
    }

    /// Tells the encoder that there is no more, and waits for it.
    fn end(&mut self) -> io::Result<()> {
        let Some(Encoder { blocks, thread }) = self.encoder.take() else {
            return Err(ended_early());
        };
        drop(blocks);
        thread.join().unwrap_or_else(|_| Err(ended_early()))
    }
}

impl Write for ZstdFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = BLOCK.saturating_sub(self.block.len());
        let (now, _) = bytes.split_at(room.min(bytes.len()));
        self.block.extend_from_slice(now);
        if self.block.len() >= BLOCK {
            self.send_block()?;
        }
        Ok(now.len())
    }

    /// The encoder writes at the end of each block; there is nothing to be done before.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn ended_early() -> io::Error {
    io::Error::other("the zstd encoder ended before the output did")
}

/// Packs all blocks into one frame.
fn encode(blocks: Receiver<Vec<u8>>, to: File) -> io::Result<()> {
    // The encoder has no errors: it panics on those of its reader and writer. So neither gives any.
    let error = RefCell::new(None);
    let source = Blocks {
        blocks,
        block: Vec::new(),
        read: 0,
        error: &error,
    };
    compress(
        source,
        Drain { to, error: &error },
        CompressionLevel::Fastest,
    );
    error.into_inner().map_or(Ok(()), Err)
}

/// What is to be packed. It ends at once where the packed bytes can no longer be written.
struct Blocks<'e> {
    blocks: Receiver<Vec<u8>>,
    block: Vec<u8>,
    read: usize,
    error: &'e RefCell<Option<io::Error>>,
}

impl Read for Blocks<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while self.read >= self.block.len() {
            if self.error.borrow().is_some() {
                return Ok(0);
            }
            let Ok(block) = self.blocks.recv() else {
                return Ok(0);
            };
            self.block = block;
            self.read = 0;
        }
        let count = self.block.get(self.read..).unwrap_or_default().read(to)?;
        self.read += count;
        Ok(count)
    }
}

/// Where packed bytes go. It keeps its first error, and drops what comes after it.
struct Drain<'e> {
    to: File,
    error: &'e RefCell<Option<io::Error>>,
}

impl Write for Drain<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut error = self.error.borrow_mut();
        if error.is_none() {
            *error = self.to.write_all(bytes).err();
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Seek;

    use super::*;

    #[test]
    fn all_is_packed_into_one_frame_with_a_checksum() {
        for length in [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK, 5 * BLOCK + 7] {
            let text: Vec<u8> = (0..length).map(|at| (at / 7 % 251) as u8).collect();
            let mut to = ZstdFile::new(NamedTempFile::new().unwrap()).unwrap();
            for part in text.chunks(70_001) {
                to.write_all(part).unwrap();
            }
            let mut file = to.finish().unwrap();
            file.rewind().unwrap();
            let mut decoder = ruzstd::decoding::StreamingDecoder::new(&mut file).unwrap();
            let mut unpacked = Vec::new();
            decoder.read_to_end(&mut unpacked).unwrap();
            assert_eq!(unpacked, text);
            let decoder = decoder.into_frame_decoder();
            assert!(decoder.get_checksum_from_data().is_some());
            assert_eq!(
                decoder.get_checksum_from_data(),
                decoder.get_calculated_checksum()
            );
            assert_eq!(file.read(&mut [0]).unwrap(), 0, "one frame");
        }
    }

    #[test]
    fn an_error_of_the_file_ends_the_writing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("to");
        std::fs::write(&path, "").unwrap();
        let (blocks, received) = sync_channel(QUEUE);
        // A file that may only be read.
        let to = File::open(&path).unwrap();
        let thread = thread::spawn(move || encode(received, to));
        let mut to = ZstdFile {
            file: NamedTempFile::new().unwrap(),
            block: Vec::new(),
            encoder: Some(Encoder { blocks, thread }),
        };
        let noise: Vec<u8> = (0..BLOCK).map(|at| ((at * at) >> 3) as u8).collect();
        let written = (0..100).try_for_each(|_| to.write_all(&noise));
        assert!(written.is_err());
        assert!(to.finish().is_err());
    }
}
