//! The command's own reading of traffic, from memory, on one thread, and with records that are long after few bytes.

use std::io::{self, Cursor};
use std::path::Path;

use crate::INPUT;
use crate::problem::Problem;

#[path = "../../../cli/src/traffic"]
mod real {
    use super::{BOM, Columns, Cutter, Form};
    pub(crate) use cut::{LongEnd, Piece};

    pub(crate) mod csv;
    pub(super) mod cut;
    pub(crate) mod json;
}

pub(crate) use real::{LongEnd, Piece, csv, json};

pub(crate) const BOM: &[u8] = b"\xef\xbb\xbf";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Csv,
    Json,
}

impl Form {
    pub(crate) fn of(_: &Path) -> Form {
        Form::Csv
    }
}

#[derive(Debug)]
pub(crate) struct Columns {
    pub(crate) number: String,
    pub(crate) beside: Option<String>,
}

pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) bytes: Box<dyn io::Read + Send>,
}

pub(crate) fn open(_: &Path) -> Result<Source, Problem> {
    Ok(Source {
        name: "fuzz".to_owned(),
        bytes: Box::new(Cursor::new(INPUT.take())),
    })
}

pub(crate) struct Progress;

impl Progress {
    pub(crate) fn new(_: &Source, _: bool) -> Progress {
        Progress
    }

    pub(crate) fn show(&self, _: u64) {}

    pub(crate) fn finish(&self) {}
}

/// The real one, for which a record is long after sixteen bytes and not a mebibyte; never where no limit is asked for.
pub(crate) struct Cutter(real::cut::Cutter);

impl Cutter {
    pub(crate) fn new(
        from: Box<dyn io::Read + Send>,
        form: Form,
        delimiter: u8,
        limit: usize,
    ) -> Cutter {
        let limit = match limit / (1024 * 1024) {
            0 => usize::MAX,
            units => units * 16,
        };
        Cutter(real::cut::Cutter::new(from, form, delimiter, limit))
    }

    pub(crate) fn byte_order_mark(&mut self) -> bool {
        self.0.byte_order_mark()
    }

    pub(crate) fn is_utf_16(&mut self) -> bool {
        self.0.is_utf_16()
    }

    pub(crate) fn next_piece(&mut self) -> io::Result<Option<Piece>> {
        self.0.next_piece()
    }
}

impl Iterator for Cutter {
    type Item = io::Result<Piece>;

    fn next(&mut self) -> Option<io::Result<Piece>> {
        self.0.next()
    }
}

/// One worker.
pub(crate) mod workers {
    use std::io;

    use super::Piece;
    use crate::problem::Problem;

    pub(crate) fn run<R, W: FnMut(Piece) -> R>(
        pieces: impl Iterator<Item = io::Result<Piece>>,
        worker: impl Fn() -> W,
        mut take: impl FnMut(io::Result<R>) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        let mut worker = worker();
        for piece in pieces {
            take(piece.map(&mut worker))?;
        }
        Ok(())
    }
}
