//! Numbers from the arguments, or from standard input a line each.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::problem::Problem;

/// Whether something reads standard input already: what one reader has read, another would miss.
static STDIN_IS_TAKEN: AtomicBool = AtomicBool::new(false);

/// Standard input, for the one argument that may name it.
pub(crate) fn stdin() -> Result<io::Stdin, Problem> {
    if STDIN_IS_TAKEN.swap(true, Ordering::Relaxed) {
        return Err(Problem::InputTwice);
    }
    Ok(io::stdin())
}

/// Opens a file, or standard input for `-`; an error of the file becomes a problem.
pub(crate) fn open(
    path: &Path,
    unreadable: impl FnOnce(io::Error) -> Problem,
) -> Result<Box<dyn Read>, Problem> {
    if path == Path::new("-") {
        return Ok(Box::new(stdin()?));
    }
    let file = File::open(path).map_err(unreadable)?;
    Ok(Box::new(file))
}

/// A line longer than this is no number; the rest of it is read and dropped, so that memory stays bounded, and
/// a mark takes its place that no number has.
const MAX_LINE: usize = 4096;
const CUT: &[u8] = "\u{0}…".as_bytes();

/// Calls `each` with every number's bytes: those of the arguments, and for `-` those of every line of
/// standard input, blank ones too.
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

/// Calls `each` with every line of a file, or of standard input if it is `-`, blank ones too.
pub(crate) fn file(
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

/// An argument's bytes: whatever they are, where the system lets us see them.
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
        let mut cut = false;
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
            let room = MAX_LINE.saturating_sub(line.len());
            cut |= taken.len() > room;
            line.extend(taken.iter().take(room));
            ended = end.is_some();
            input.consume(used);
        }
        if !any {
            return Ok(());
        }
        if cut {
            line.extend(CUT);
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
        assert_eq!(read[0].len(), MAX_LINE + CUT.len());
        assert_eq!(
            originator::read(&read[0], originator::BareDigits::International),
            None,
            "what was cut might have said otherwise"
        );
        assert_eq!(read[1], b"2");
    }
}
