//! Prints rows: a table for people, JSON Lines or CSV for programs.
//!
//! Each command defines the columns of its rows with the trait [`Row`]; this module only prints them.

use std::borrow::Cow;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use serde::Serialize;

use crate::args::Format;
use crate::problem::Problem;
use crate::table::Table;
use crate::terminal::stdout_width;

const BUFFER: usize = 64 * 1024;

/// A cell, with the name of its column.
pub(crate) type Cell<'a> = (&'static str, Cow<'a, str>);

/// A row of output. Every row of a type has the same columns in the same order.
pub(crate) trait Row: Serialize {
    /// The columns of the table whose cells are numbers to compare.
    const NUMERIC: &'static [&'static str] = &[];
    /// The columns of the table whose cells are not broken over lines.
    const UNBROKEN: &'static [&'static str] = &[];

    /// The cells of CSV; a cell is empty where JSON has `null`.
    fn cells(&self) -> Vec<Cell<'_>>;

    /// The cells of the table for people.
    fn table_cells(&self) -> Vec<Cell<'_>> {
        self.cells()
    }
}

/// The destination of rows.
pub(crate) enum Output {
    /// Printed at the end, when all widths are known; `None` before the first row.
    Table(Option<Table>),
    Json(BufWriter<StdoutLock<'static>>),
    Csv {
        writer: Box<csv::Writer<StdoutLock<'static>>>,
        has_header: bool,
    },
}

impl Output {
    /// Prints in this format; without one, as a table on a terminal and as JSON Lines elsewhere.
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
                    writer: Box::new(writer),
                    has_header: false,
                }
            }
        }
    }

    pub(crate) fn row<R: Row>(&mut self, row: &R) -> Result<(), Problem> {
        match self {
            Output::Table(table) => {
                let (names, cells): (Vec<&str>, Vec<Cow<'_, str>>) =
                    row.table_cells().into_iter().unzip();
                let table =
                    table.get_or_insert_with(|| Table::new(&names, R::NUMERIC, R::UNBROKEN));
                table.row(cells.into_iter().map(Cow::into_owned).collect());
            }
            Output::Json(writer) => {
                serde_json::to_writer(&mut *writer, row)?;
                writer.write_all(b"\n")?;
            }
            Output::Csv { writer, has_header } => {
                let cells = row.cells();
                if !*has_header {
                    writer.write_record(cells.iter().map(|(name, _)| name))?;
                    *has_header = true;
                }
                writer.write_record(cells.iter().map(|(_, cell)| cell.as_bytes()))?;
            }
        }
        Ok(())
    }

    pub(crate) fn is_table(&self) -> bool {
        matches!(self, Output::Table(_))
    }

    /// Prints the table, or flushes what is buffered.
    pub(crate) fn finish(self) -> Result<(), Problem> {
        match self {
            Output::Table(table) => {
                let mut out = io::stdout().lock();
                for line in table.iter().flat_map(|table| table.lines(stdout_width())) {
                    writeln!(out, "{line}")?;
                }
                out.flush()?;
            }
            Output::Json(mut writer) => writer.flush()?,
            Output::Csv { mut writer, .. } => writer.flush()?,
        }
        Ok(())
    }
}
