//! Decompresses gzip files with several members, and with zeros after the last, as tapes and block devices leave them.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::GzDecoder;

const BUFFER: usize = 128 * 1024;

/// Reads all members of a gzip file.
pub(super) struct Gzip<R> {
    /// The member that is read now; `None` after the last.
    member: Option<GzDecoder<BufReader<R>>>,
}

impl<R: Read> Gzip<R> {
    pub(super) fn new(packed: R) -> Gzip<R> {
        let packed = BufReader::with_capacity(BUFFER, packed);
        Gzip {
            member: Some(GzDecoder::new(packed)),
        }
    }
}

impl<R: Read> Read for Gzip<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.member {
            let count = member.read(to)?;
            if count > 0 || to.is_empty() {
                return Ok(count);
            }
            let Some(ended) = self.member.take() else {
                break;
            };
            let mut packed = ended.into_inner();
            if !skip_zeros(&mut packed)? {
                // If no member follows, reading its header is the error.
                self.member = Some(GzDecoder::new(packed));
            }
        }
        Ok(0)
    }
}

/// Skips zeros, and returns whether the file ends after them.
fn skip_zeros(packed: &mut impl BufRead) -> io::Result<bool> {
    loop {
        let buffer = packed.fill_buf()?;
        if buffer.is_empty() {
            return Ok(true);
        }
        let zeros = buffer.iter().take_while(|&&byte| byte == 0).count();
        let ended = zeros < buffer.len();
        packed.consume(zeros);
        if ended {
            return Ok(false);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn member(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn members_and_zeros_are_read_and_anything_else_is_damage() {
        let zeros = |count| vec![0; count];
        for (parts, expected, why) in [
            (vec![member("a")], Some("a"), "one member"),
            (vec![member("a"), member("b")], Some("ab"), "two members"),
            (vec![member("a"), zeros(3)], Some("a"), "a few zeros"),
            (
                vec![member("a"), zeros(3 * BUFFER)],
                Some("a"),
                "more zeros than a buffer holds",
            ),
            (
                vec![member("a"), zeros(512), member("b")],
                Some("ab"),
                "a member that begins at a block",
            ),
            (vec![member(""), member("a")], Some("a"), "an empty member"),
            (vec![member("a"), b"x".to_vec()], None, "text after it"),
            (
                vec![member("a"), zeros(3), b"x".to_vec()],
                None,
                "text after zeros",
            ),
            (vec![member("a")[..9].to_vec()], None, "cut off"),
        ] {
            let mut text = String::new();
            let read = Gzip::new(parts.concat().as_slice()).read_to_string(&mut text);
            assert_eq!(read.ok().map(|_| text.as_str()), expected, "{why}");
        }
    }
}
