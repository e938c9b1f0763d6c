//! Prints rows: a table for people, JSON Lines or CSV for programs.

use std::borrow::Cow;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use serde::Serialize;

use crate::args::Format;
use crate::problem::Problem;
use crate::table::Table;
use crate::terminal::stdout_width;

const BUFFER: usize = 64 * 1024;

/// A row of output.
pub(crate) trait Row: Serialize {
    /// The names of the columns in CSV.
    const COLUMNS: &'static [&'static str];
    /// The columns that a person wants to see.
    const SHOWN: &'static [&'static str];
    /// Those of them with numbers to compare.
    const NUMBERS: &'static [&'static str] = &[];
    /// Those of them whose cells are not broken over lines.
    const UNBROKEN: &'static [&'static str] = &[];

    /// The value of a column; empty where it is `null`.
    fn cell(&self, column: &str) -> Cow<'_, str>;

    /// The same for a person.
    fn shown(&self, column: &str) -> Cow<'_, str> {
        self.cell(column)
    }
}

/// Where rows go.
pub(crate) enum Output {
    /// Printed at the end, when all widths are known; `None` before the first row.
    Table(Option<Table>),
    Json(BufWriter<StdoutLock<'static>>),
    Csv {
        to: Box<csv::Writer<StdoutLock<'static>>>,
        begun: bool,
    },
}

impl Output {
    /// Prints in this format, or in the one that suits where the output goes.
    pub(crate) fn new(format: Option<Format>) -> Output {
        let stdout = io::stdout();
        let format = format.unwrap_or(if stdout.is_terminal() {
            Format::Table
        } else {
            Format::Json
        });
        match format {
            Format::Table => Output::Table(None),
            Format::Json => Output::Json(BufWriter::with_capacity(BUFFER, stdout.lock())),
            Format::Csv => {
                let writer = csv::WriterBuilder::new()
                    .buffer_capacity(BUFFER)
                    .from_writer(stdout.lock());
                Output::Csv {
                    to: Box::new(writer),
                    begun: false,
                }
            }
        }
    }

    pub(crate) fn row<R: Row>(&mut self, row: &R) -> Result<(), Problem> {
        match self {
            Output::Table(table) => {
                let table =
                    table.get_or_insert_with(|| Table::new(R::SHOWN, R::NUMBERS, R::UNBROKEN));
                let cells = R::SHOWN.iter().map(|column| row.shown(column).into_owned());
                table.row(cells.collect());
            }
            Output::Json(to) => {
                serde_json::to_writer(&mut *to, row)?;
                to.write_all(b"\n")?;
            }
            Output::Csv { to, begun } => {
                if !*begun {
                    to.write_record(R::COLUMNS)?;
                    *begun = true;
                }
                for column in R::COLUMNS {
                    to.write_field(row.cell(column).as_bytes())?;
                }
                to.write_record(None::<&[u8]>)?;
            }
        }
        Ok(())
    }

    pub(crate) fn is_table(&self) -> bool {
        matches!(self, Output::Table(_))
    }

    /// Prints what is not printed yet.
    pub(crate) fn finish(self) -> Result<(), Problem> {
        match self {
            Output::Table(table) => {
                let mut out = io::stdout().lock();
                for line in table.iter().flat_map(|table| table.lines(stdout_width())) {
                    writeln!(out, "{line}")?;
                }
                out.flush()?;
            }
            Output::Json(mut to) => to.flush()?,
            Output::Csv { mut to, .. } => to.flush()?,
        }
        Ok(())
    }
}
