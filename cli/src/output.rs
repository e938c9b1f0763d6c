//! Prints rows: a table for people, JSON Lines or CSV for programs.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use comfy_table::{ContentArrangement, LineStyle, Table, TableStyle};
use serde::Serialize;

use crate::args::Format;
use crate::problem::Problem;

/// No borders: a table to copy from.
const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─'));

/// A row of output.
pub(crate) trait Row: Serialize {
    /// The names of the columns in CSV.
    const COLUMNS: &'static [&'static str];
    /// The columns that a person wants to see.
    const SHOWN: &'static [&'static str];

    /// The value of a column; empty where it is `null`.
    fn cell(&self, column: &str) -> String;
}

/// Where rows go.
pub(crate) struct Output {
    to: BufWriter<StdoutLock<'static>>,
    form: Form,
}

enum Form {
    /// Printed at the end, when all widths are known.
    Table(Box<Table>),
    Json,
    Csv {
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
        let form = match format {
            Format::Table => {
                let mut table = Table::new();
                table.load_style(STYLE);
                table.set_content_arrangement(ContentArrangement::Dynamic);
                Form::Table(Box::new(table))
            }
            Format::Json => Form::Json,
            Format::Csv => Form::Csv { begun: false },
        };
        Output {
            to: BufWriter::new(stdout.lock()),
            form,
        }
    }

    pub(crate) fn row<R: Row>(&mut self, row: &R) -> Result<(), Problem> {
        match &mut self.form {
            Form::Table(table) => {
                if table.header().is_none() {
                    table.set_header(R::SHOWN.iter().map(|column| column.replace('_', " ")));
                }
                table.add_row(R::SHOWN.iter().map(|column| row.cell(column)));
            }
            Form::Json => {
                serde_json::to_writer(&mut self.to, row)?;
                self.to.write_all(b"\n")?;
            }
            Form::Csv { begun } => {
                let mut csv = csv::WriterBuilder::new().from_writer(&mut self.to);
                if !*begun {
                    csv.write_record(R::COLUMNS)?;
                    *begun = true;
                }
                csv.write_record(R::COLUMNS.iter().map(|column| row.cell(column)))?;
                csv.flush()?;
            }
        }
        Ok(())
    }

    /// Prints what is not printed yet.
    pub(crate) fn finish(mut self) -> Result<(), Problem> {
        if let Form::Table(table) = &self.form
            && table.row_count() > 0
        {
            writeln!(self.to, "{table}")?;
        }
        self.to.flush()?;
        Ok(())
    }
}
