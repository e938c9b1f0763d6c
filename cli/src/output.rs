//! Prints rows: a table for people, JSON Lines or CSV for programs.

use std::borrow::Cow;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};
use serde::Serialize;

use crate::args::Format;
use crate::problem::Problem;

/// No borders: a table to copy from.
const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─'));
const BUFFER: usize = 64 * 1024;

/// A row of output.
pub(crate) trait Row: Serialize {
    /// The names of the columns in CSV.
    const COLUMNS: &'static [&'static str];
    /// The columns that a person wants to see.
    const SHOWN: &'static [&'static str];
    /// Those of them with numbers to compare.
    const NUMBERS: &'static [&'static str] = &[];

    /// The value of a column; empty where it is `null`.
    fn cell(&self, column: &str) -> Cow<'_, str>;

    /// The same for a person.
    fn shown(&self, column: &str) -> Cow<'_, str> {
        self.cell(column)
    }
}

/// Where rows go.
pub(crate) enum Output {
    /// Printed at the end, when all widths are known.
    Table(Box<Table>),
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
        let format = format.unwrap_or(match stdout.is_terminal() {
            true => Format::Table,
            false => Format::Json,
        });
        match format {
            Format::Table => Output::Table(Box::new(table())),
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
                if table.header().is_none() {
                    table.set_header(R::SHOWN.iter().map(|column| column.replace('_', " ")));
                }
                table.add_row(R::SHOWN.iter().map(|column| printable(&row.shown(column))));
                for (place, name) in R::SHOWN.iter().enumerate() {
                    if R::NUMBERS.contains(name)
                        && let Some(column) = table.column_mut(place)
                    {
                        column.set_cell_alignment(CellAlignment::Right);
                    }
                }
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
            Output::Table(table) if table.row_count() == 0 => {}
            Output::Table(table) => {
                let mut out = io::stdout().lock();
                for line in table.to_string().lines() {
                    writeln!(out, "{}", line.trim_end())?;
                }
            }
            Output::Json(mut to) => to.flush()?,
            Output::Csv { mut to, .. } => to.flush()?,
        }
        Ok(())
    }
}

/// A table without rows.
pub(crate) fn table() -> Table {
    let mut table = Table::new();
    table.load_style(STYLE);
    // A number that is broken over two lines cannot be copied.
    table.set_content_arrangement(ContentArrangement::Disabled);
    table
}

/// A cell without characters that would move the cursor or colour the terminal.
pub(crate) fn printable(cell: &str) -> String {
    let escape = |c: char| match c.is_control() {
        true => c.escape_default().to_string(),
        false => c.to_string(),
    };
    cell.chars().map(escape).collect()
}
