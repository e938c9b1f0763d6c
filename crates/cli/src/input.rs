//! Reads arguments, lines and whole files, each of which may be standard input, in bounded memory.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::problem::Problem;

/// Whether standard input has a reader already. A second one would miss what the first one read.
static STDIN_IS_TAKEN: AtomicBool = AtomicBool::new(false);

/// Standard input, for the one argument that may name it.
pub(crate) fn stdin() -> Result<io::Stdin, Problem> {
    if STDIN_IS_TAKEN.swap(true, Ordering::Relaxed) {
        return Err(Problem::StdinNamedTwice);
    }
    Ok(io::stdin())
}

/// Opens a file, or standard input for `-`.
fn open(
    path: &Path,
    unreadable: impl FnOnce(io::Error) -> Problem,
) -> Result<Box<dyn Read>, Problem> {
    if path == Path::new("-") {
        return Ok(Box::new(stdin()?));
    }
    let file = File::open(path).map_err(unreadable)?;
    Ok(Box::new(file))
}

/// The bytes of a file, read up to a limit.
pub(crate) struct Bounded {
    /// At most one byte more than the limit.
    pub(crate) bytes: Vec<u8>,
    /// Whether the file has more bytes than the limit.
    pub(crate) is_too_large: bool,
}

/// Reads a file, or standard input for `-`, up to `limit`. A pipe has no length and a file may grow, so that the bytes
/// that were read are counted.
pub(crate) fn read_bounded(
    path: &Path,
    limit: u64,
    unreadable: impl Fn(io::Error) -> Problem,
) -> Result<Bounded, Problem> {
    let mut bytes = Vec::new();
    open(path, &unreadable)?
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(&unreadable)?;
    Ok(Bounded {
        is_too_large: bytes.len() as u64 > limit,
        bytes,
    })
}

/// A longer line is no number. The rest of it is read and dropped, so that memory stays bounded, and replaced by a mark
/// that no number contains.
const MAX_LINE: usize = 4096;
const TRUNCATION_MARK: &[u8] = "\u{0}…".as_bytes();

/// Calls `each` with the bytes of every number: the arguments, and for `-` every line of standard input, blank lines
/// included.
pub(crate) fn numbers(
    arguments: &[OsString],
    mut each: impl FnMut(&[u8]) -> Result<(), Problem>,
) -> Result<(), Problem> {
    for argument in arguments {
        if argument == "-" {
            lines(&mut stdin()?.lock(), Problem::Input, &mut each)?;
        } else {
            each(bytes(argument))?;
        }
    }
    Ok(())
}

/// Calls `each` with every line of a file, or of standard input for `-`, blank lines included.
pub(crate) fn file_lines(
    path: &Path,
    mut each: impl FnMut(&[u8]) -> Result<(), Problem>,
) -> Result<(), Problem> {
    if path == Path::new("-") {
        return lines(&mut stdin()?.lock(), Problem::Input, &mut each);
    }
    let unreadable = |error| Problem::UnreadableNumbers {
        path: path.to_owned(),
        error,
    };
    let file = File::open(path).map_err(unreadable)?;
    lines(&mut BufReader::new(file), unreadable, &mut each)
}

/// The bytes of an argument, which may not be UTF-8.
pub(crate) fn bytes(argument: &OsStr) -> &[u8] {
    argument.as_encoded_bytes()
}

fn lines(
    input: &mut impl BufRead,
    unreadable: impl Fn(io::Error) -> Problem,
    each: &mut impl FnMut(&[u8]) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let mut line = Vec::new();
    loop {
        line.clear();
        let mut ended = false;
        let mut any = false;
        let mut is_truncated = false;
        while !ended {
            let buffer = input.fill_buf().map_err(&unreadable)?;
            if buffer.is_empty() {
                break;
            }
            any = true;
            let end = buffer.iter().position(|&byte| byte == b'\n');
            let (taken, used) = match end {
                Some(end) => (buffer.get(..end), end + 1),
                None => (Some(buffer), buffer.len()),
            };
            let taken = taken.unwrap_or_default();
            let remaining = MAX_LINE.saturating_sub(line.len());
            is_truncated |= taken.len() > remaining;
            line.extend(taken.iter().take(remaining));
            ended = end.is_some();
            input.consume(used);
        }
        if !any {
            return Ok(());
        }
        if is_truncated {
            line.extend(TRUNCATION_MARK);
        } else if line.last() == Some(&b'\r') {
            line.pop();
        }
        each(&line)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(mut text: &[u8]) -> Vec<Vec<u8>> {
        let mut read = Vec::new();
        lines(&mut text, Problem::Input, &mut |line| {
            read.push(line.to_vec());
            Ok(())
        })
        .unwrap();
        read
    }

    #[test]
    fn every_line_counts() {
        assert_eq!(read(b""), Vec::<Vec<u8>>::new());
        assert_eq!(read(b"1"), [b"1".to_vec()]);
        assert_eq!(read(b"1\n"), [b"1".to_vec()]);
        assert_eq!(
            read(b"1\r\n\n2"),
            [b"1".to_vec(), b"".to_vec(), b"2".to_vec()]
        );
    }

    #[test]
    fn a_line_without_end_is_cut_and_marked_and_the_next_is_whole() {
        let mut text = b"+12025550123".to_vec();
        text.resize(1_000_000, b' ');
        text.extend(b"99\n2\n");
        let read = read(&text);
        assert_eq!(read.len(), 2);
        assert_eq!(read[0].len(), MAX_LINE + TRUNCATION_MARK.len());
        assert_eq!(
            originator::read(&read[0], originator::BareDigits::International),
            None,
            "what was cut might have said otherwise"
        );
        assert_eq!(read[1], b"2");
    }
}
