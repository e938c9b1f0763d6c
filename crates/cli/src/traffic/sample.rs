//! Keeps the first rows of a file, to find out after a run which column has the numbers.

use serde_json::Value;
use std::ops::ControlFlow;

use super::array::elements;
use super::csv::{Header, Records};
use super::encoding::utf_8;
use super::json::lines;
use super::layout::{Columns, Layout};

/// The number of bytes that are kept.
const MAX_BYTES: usize = 64 * 1024;
/// The number of rows that are looked at.
const MAX_ROWS: usize = 200;

/// The beginning of a file's rows.
#[derive(Default)]
pub(crate) struct Sample(Vec<u8>);

/// A column, and how many of its cells are numbers.
struct Column {
    name: String,
    numbers: usize,
}

impl Sample {
    pub(super) fn new(rows: &[u8]) -> Sample {
        Sample(rows.get(..MAX_BYTES).unwrap_or(rows).to_vec())
    }

    /// The column with the most numbers, other than the one that is read, if at least half of the rows have a number
    /// there.
    pub(super) fn column_of_numbers(
        &self,
        layout: &Layout,
        is_number: &dyn Fn(&[u8]) -> bool,
    ) -> Option<String> {
        match layout {
            Layout::Csv {
                delimiter,
                header,
                number,
                ..
            } => self.csv_column(*delimiter, header, Some(*number), is_number),
            Layout::Json { columns, is_array } => self.key(columns, *is_array, is_number),
        }
    }

    /// The same in CSV; `without` is a column to leave out.
    pub(super) fn csv_column(
        &self,
        delimiter: u8,
        header: &Header,
        without: Option<usize>,
        is_number: &dyn Fn(&[u8]) -> bool,
    ) -> Option<String> {
        let names = header.names().into_iter();
        let mut columns: Vec<Column> = names.map(|name| Column { name, numbers: 0 }).collect();
        let mut rows = 0;
        Records::new(delimiter).for_each(&self.0, |record| {
            rows += 1;
            for (column, cell) in columns.iter_mut().zip(record.cells()) {
                column.numbers += usize::from(is_number(cell));
            }
            if rows == MAX_ROWS {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        if let Some(column) = without.and_then(|index| columns.get_mut(index)) {
            column.numbers = 0;
        }
        best(columns, rows)
    }

    fn key(
        &self,
        read: &Columns,
        is_array: bool,
        is_number: &dyn Fn(&[u8]) -> bool,
    ) -> Option<String> {
        let mut columns: Vec<Column> = Vec::new();
        let mut rows = 0;
        let mut row = |text: &[u8]| {
            let Ok(Value::Object(object)) = serde_json::from_str(&utf_8(text)) else {
                return;
            };
            rows += 1;
            for (name, value) in object {
                let is_number = match value {
                    Value::String(text) => is_number(text.as_bytes()),
                    Value::Number(number) => is_number(number.to_string().as_bytes()),
                    _ => false,
                };
                if !is_number || name == read.number {
                    continue;
                }
                match columns.iter_mut().find(|column| column.name == name) {
                    Some(column) => column.numbers += 1,
                    None => columns.push(Column { name, numbers: 1 }),
                }
            }
        };
        if is_array {
            elements(&self.0, |element| row(element.text));
        } else {
            lines(&self.0)
                .take(MAX_ROWS)
                .for_each(|line| row(line.text));
        }
        best(columns, rows)
    }
}

/// The first of the columns with the most numbers.
fn best(columns: Vec<Column>, rows: usize) -> Option<String> {
    let columns = columns.into_iter().rev();
    let best = columns.max_by_key(|column| column.numbers)?;
    (best.numbers > 0 && best.numbers * 2 >= rows).then_some(best.name)
}
