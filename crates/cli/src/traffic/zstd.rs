//! Unpacks zstd as it is found: several frames that were joined, and frames between them that decoders skip, which
//! `pzstd` writes. Every checksum is compared.

use std::error::Error;
use std::io::{self, BufRead, BufReader, Read};

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

const BUFFER: usize = 128 * 1024;
/// The last block of a frame, empty, and the place of a checksum. The decoder keeps as many bytes as a later block may
/// refer to, and hands them over after the last block.
const LAST_BLOCK: &[u8] = &[1, 0, 0, 0, 0, 0, 0];

/// Reads all frames of a zstd file.
///
/// The windows that it accepts are those that `zstd -d` accepts: at most 128 MiB.
pub(super) struct Zstd<R> {
    packed: BufReader<R>,
    decoder: FrameDecoder,
    place: Place,
}

enum Place {
    BetweenFrames,
    InFrame,
    /// The file ended in the middle of a frame; the blocks before that are still handed over.
    CutOff(io::Error),
    /// After an error. There is no way to find the next frame.
    Ended,
}

impl<R: Read> Zstd<R> {
    pub(super) fn new(packed: R) -> Zstd<R> {
        Zstd {
            packed: BufReader::with_capacity(BUFFER, packed),
            decoder: FrameDecoder::new(),
            place: Place::BetweenFrames,
        }
    }

    /// Reads the header of the next frame with content. `false` at the end of the file.
    fn start_frame(&mut self) -> io::Result<bool> {
        while !self.packed.fill_buf()?.is_empty() {
            match self.decoder.reset(&mut self.packed) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => self.skip(u64::from(length))?,
                Err(error) => return Err(io_error(error)),
            }
        }
        Ok(false)
    }

    fn skip(&mut self, length: u64) -> io::Result<()> {
        let skipped = io::copy(&mut self.packed.by_ref().take(length), &mut io::sink())?;
        if skipped == length {
            Ok(())
        } else {
            Err(incomplete())
        }
    }

    /// Decodes blocks until some bytes can be handed over, or the frame has ended.
    fn decode(&mut self) -> io::Result<()> {
        while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
            let one = BlockDecodingStrategy::UptoBlocks(1);
            match self.decoder.decode_blocks(&mut self.packed, one) {
                Ok(_) => {}
                Err(error) => self.cut_off(io_error(error))?,
            }
        }
        Ok(())
    }

    /// Ends a frame whose last blocks are missing, so that the blocks before them are handed over. Any other error is
    /// returned: the decoder may have begun to write a block that is damaged.
    fn cut_off(&mut self, error: io::Error) -> io::Result<()> {
        if error.kind() != io::ErrorKind::UnexpectedEof {
            return Err(error);
        }
        self.place = Place::CutOff(error);
        let one = BlockDecodingStrategy::UptoBlocks(1);
        self.decoder
            .decode_blocks(LAST_BLOCK, one)
            .map(|_| ())
            .map_err(io_error)
    }

    /// What follows when all bytes of a frame were handed over.
    fn end_frame(&mut self) -> io::Result<()> {
        match std::mem::replace(&mut self.place, Place::BetweenFrames) {
            Place::CutOff(error) => Err(error),
            _ => {
                let expected = self.decoder.get_checksum_from_data();
                if expected.is_some() && expected != self.decoder.get_calculated_checksum() {
                    return Err(invalid("the checksum does not match"));
                }
                Ok(())
            }
        }
    }

    fn read_frames(&mut self, to: &mut [u8]) -> io::Result<usize> {
        loop {
            if matches!(self.place, Place::Ended) {
                return Ok(0);
            }
            if matches!(self.place, Place::BetweenFrames) {
                if !self.start_frame()? {
                    return Ok(0);
                }
                self.place = Place::InFrame;
            }
            self.decode()?;
            let count = self.decoder.read(to)?;
            if count > 0 {
                return Ok(count);
            }
            self.end_frame()?;
        }
    }
}

impl<R: Read> Read for Zstd<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if to.is_empty() {
            return Ok(0);
        }
        let read = self.read_frames(to);
        if read.is_err() {
            self.place = Place::Ended;
        }
        read
    }
}

fn incomplete() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "incomplete frame")
}

fn invalid(why: impl Into<Box<dyn Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}

/// The error of reading the file that caused another, or what is wrong with the frame.
fn io_error(error: FrameDecoderError) -> io::Error {
    let mut cause: Option<&(dyn Error + 'static)> = Some(&error);
    while let Some(current) = cause {
        if let Some(error) = current.downcast_ref::<io::Error>() {
            return match error.kind() {
                io::ErrorKind::UnexpectedEof => incomplete(),
                kind => io::Error::new(kind, error.to_string()),
            };
        }
        cause = current.source();
    }
    match error {
        FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::BadMagicNumber(_)) => {
            invalid("what follows the last frame is no frame")
        }
        error => invalid(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};

    use super::*;

    fn frame(text: &[u8]) -> Vec<u8> {
        compress_to_vec(text, CompressionLevel::Fastest)
    }

    /// A frame that decoders skip.
    fn skipped(magic: u8, content: &[u8]) -> Vec<u8> {
        let length = u32::try_from(content.len()).unwrap().to_le_bytes();
        [&[magic, 0x2a, 0x4d, 0x18], &length[..], content].concat()
    }

    /// What is read, and the error that ended it.
    fn unpack(packed: &[u8]) -> (Vec<u8>, Option<io::ErrorKind>) {
        let mut text = Vec::new();
        let mut zstd = Zstd::new(packed);
        let error = zstd.read_to_end(&mut text).err().map(|error| error.kind());
        assert_eq!(zstd.read(&mut [0; 8]).unwrap(), 0, "nothing after the end");
        (text, error)
    }

    #[test]
    fn frames_are_read_and_anything_else_is_damage() {
        let (a, b) = (frame(b"a"), frame(b"b"));
        let mut wrong_checksum = a.clone();
        *wrong_checksum.last_mut().unwrap() ^= 1;
        let long = skipped(0x5f, &vec![7; 3 * BUFFER]);
        let eof = Some(io::ErrorKind::UnexpectedEof);
        let invalid = Some(io::ErrorKind::InvalidData);
        for (parts, text, error, why) in [
            (vec![a.as_slice()], "a", None, "one frame"),
            (vec![&a, &b], "ab", None, "two frames"),
            (vec![&frame(b""), &a], "a", None, "an empty frame"),
            (vec![], "", None, "an empty file"),
            (vec![&skipped(0x50, b"1234"), &a], "a", None, "as by pzstd"),
            (vec![&a, &long, &b, &long], "ab", None, "skipped ones"),
            (vec![&a, &long[..BUFFER]], "a", eof, "cut off in these"),
            (vec![&a, &b[..2]], "a", eof, "in the magic number"),
            (vec![&a, &b[..5]], "a", eof, "in the header"),
            (vec![&a, &b[..b.len() - 5]], "a", eof, "in a block"),
            (vec![&a, &b[..b.len() - 1]], "ab", eof, "in the checksum"),
            (vec![&a, b"xxxxx"], "a", invalid, "text after it"),
            (vec![&a, &[0; 512]], "a", invalid, "zeros after it"),
            (vec![&wrong_checksum, &b], "a", invalid, "wrong checksum"),
        ] {
            let unpacked = unpack(&parts.concat());
            assert_eq!(unpacked, (text.as_bytes().to_vec(), error), "{why}");
        }
    }

    /// Blocks of 128 KiB that differ.
    fn text() -> Vec<u8> {
        let mut random = 0x9e37_79b9_u32;
        let letters = std::iter::repeat_with(|| {
            random ^= random << 13;
            random ^= random >> 17;
            random ^= random << 5;
            b'a' + (random % 7) as u8
        });
        letters.take(5 * BUFFER).collect()
    }

    #[test]
    fn whole_blocks_before_the_end_of_the_file_are_read() {
        let text = text();
        let packed = frame(&text);
        let (unpacked, error) = unpack(&packed[..packed.len() / 2]);
        assert_eq!(error, Some(io::ErrorKind::UnexpectedEof));
        assert_eq!(unpacked.len(), 2 * BUFFER);
        assert!(text.starts_with(&unpacked));
    }

    #[test]
    fn an_error_of_the_file_is_passed_on() {
        struct Failing;
        impl Read for Failing {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::new(io::ErrorKind::IsADirectory, "a folder"))
            }
        }
        let packed = frame(&text());
        let half = &packed[..packed.len() / 2];
        let error = Zstd::new(half.chain(Failing)).read_to_end(&mut Vec::new());
        assert_eq!(error.unwrap_err().kind(), io::ErrorKind::IsADirectory);
    }

    #[test]
    fn damage_is_an_error_and_never_a_panic() {
        let packed = frame(&text()[..3000]);
        for place in 0..packed.len() {
            for change in [1, 0x10, 0x80, 0xff] {
                let mut damaged = packed.clone();
                damaged[place] ^= change;
                let (unpacked, error) = unpack(&damaged);
                // A few bits of the header say nothing about the content.
                assert!(error.is_some() || unpacked == text()[..3000], "{place}");
            }
        }
    }
}
