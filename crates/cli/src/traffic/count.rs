//! Reads all rows of a file for a command that counts them: `coverage` and `diff`.
//!
//! What is counted is up to the command; a file in which nearly no row has a number is reported here.

use super::array::elements;
use super::chunk::Chunk;
use super::csv::Records;
use super::encoding::{utf_8, utf_8_bytes};
use super::json::{Row as JsonRow, lines, read};
use super::layout::{Columns, Layout};
use super::shape::Shape;
use super::traffic_file::TrafficFile;
use super::unreadable::UnreadableRows;
use super::workers;
use crate::Findings;
use crate::args::{self, ColumnSelection};
use crate::problem::Problem;
use crate::terminal::print_message;
use std::ops::ControlFlow;

/// The cells that are read of a row.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    /// Empty if the row has none: it is cut off, too long, or not an object.
    pub(crate) number: &'a [u8],
    pub(crate) second_value: Option<&'a [u8]>,
}

/// A shorter file gets no report on its unreadable rows.
const MIN_ROWS: u64 = 3;

/// Calls `each` with every row of a file, on all cores, with a counter for each chunk, and then `merge` with the
/// counter of every chunk, in order.
///
/// `each` returns whether the number could be read. If nearly none could, a warning is printed and the findings are
/// bad.
pub(crate) fn count<S: Default + Send>(
    args: &args::TrafficArgs,
    selection: &ColumnSelection<'_>,
    is_number: impl Fn(&[u8]) -> bool,
    each: impl Fn(&mut S, Row<'_>) -> bool + Sync,
    mut merge: impl FnMut(S),
) -> Result<Findings, Problem> {
    let mut file = TrafficFile::open(&args.file, &args.layout, selection, false, &is_number)?;
    let delimiter = file.layout.delimiter();
    let first = file.first.take();
    let mut unreadable = UnreadableRows::default();
    let (mut rows, mut without_key, mut is_unclosed) = (0, 0, false);
    let layout = &file.layout;
    let run = workers::run(
        first.map(Ok).into_iter().chain(file.chunker.by_ref()),
        || {
            let mut records = Records::new(delimiter);
            let each = &each;
            move |chunk| {
                let mut counted = Counted::default();
                let count_row = |row: Row<'_>, missing: Option<Missing<'_>>| {
                    counted.rows += 1;
                    let is_missing = |shape| matches!(missing, Some((found, _)) if found == shape);
                    counted.without_key += u64::from(is_missing(Shape::NoKey));
                    counted.is_unclosed |= is_missing(Shape::Unclosed);
                    if each(&mut counted.counter, row) {
                        counted.unreadable.count_readable();
                    } else {
                        let (shape, text) =
                            missing.unwrap_or_else(|| (Shape::of(row.number), row.number));
                        counted.unreadable.count_unreadable(shape, text);
                    }
                };
                rows_of(&chunk, layout, &mut records, count_row);
                counted
            }
        },
        |counted: std::io::Result<Counted<S>>| {
            let counted = counted.map_err(|error| Problem::DamagedTraffic {
                name: file.name.clone(),
                error,
            })?;
            rows += counted.rows;
            without_key += counted.without_key;
            is_unclosed |= counted.is_unclosed;
            unreadable.merge(counted.unreadable);
            merge(counted.counter);
            file.progress.show(rows);
            Ok(())
        },
    );
    file.progress.finish();
    run?;
    if let Layout::Json { columns, .. } = layout
        && rows > 0
        && without_key == rows
    {
        return Err(Problem::NoSuchKey {
            name: columns.number.clone(),
            other: file.sample.column_of_numbers(layout, &is_number),
            file: file.name,
        });
    }
    if is_unclosed {
        print_message(format!(
            "warning: a quote in {} is never closed: all text after it counts as one row without a number",
            file.name
        ));
    }
    Ok(
        match unreadable.report(&file, selection, MIN_ROWS, &is_number) {
            Some(report) => {
                print_message(report);
                Findings::Bad
            }
            None if is_unclosed => Findings::Bad,
            None => Findings::Good,
        },
    )
}

/// The counts of a chunk.
#[derive(Default)]
struct Counted<S> {
    counter: S,
    rows: u64,
    without_key: u64,
    is_unclosed: bool,
    unreadable: UnreadableRows,
}

/// Why a row has no number, and its text.
type Missing<'a> = (Shape, &'a [u8]);

/// Calls `each` with every row of a chunk, and with the reason why it has no number, if it has none.
fn rows_of(
    chunk: &Chunk,
    layout: &Layout,
    records: &mut Records,
    mut each: impl FnMut(Row<'_>, Option<Missing<'_>>),
) {
    let unclosed = Some((Shape::Unclosed, &b""[..]));
    let unreadable = Some((Shape::Other, &b""[..]));
    let empty = Row {
        number: b"",
        second_value: None,
    };
    match (chunk, layout) {
        (
            Chunk::Records(chunk),
            &Layout::Csv {
                number,
                second_column,
                ..
            },
        ) => {
            records.for_each(chunk, |record| {
                if record.unclosed {
                    each(empty, unclosed);
                } else {
                    let number = record.cell(number).unwrap_or_default();
                    let second_value = second_column.and_then(|index| record.cell(index));
                    let number = &utf_8_bytes(number);
                    each(
                        Row {
                            number,
                            second_value,
                        },
                        None,
                    );
                }
                ControlFlow::Continue(())
            });
        }
        (Chunk::Records(chunk), Layout::Json { columns, is_array }) => {
            let text = utf_8(chunk);
            let text = text.as_bytes();
            if *is_array {
                elements(text, |element| json_row(element.text, columns, &mut each));
            } else {
                for line in lines(text).filter(|line| !line.is_blank()) {
                    json_row(line.text, columns, &mut each);
                }
            }
        }
        (Chunk::Long { end: None, .. }, _) => {}
        (Chunk::Long { .. }, _) => each(empty, unreadable),
    }
}

fn json_row(text: &[u8], columns: &Columns, each: &mut impl FnMut(Row<'_>, Option<Missing<'_>>)) {
    let (number, second_value, missing) = match read(text, columns, &[]) {
        None => (None, None, Some((Shape::NoObject, text))),
        Some(JsonRow::Text(text)) => (Some(text), None, None),
        Some(JsonRow::Object(object)) => {
            let missing = object.number.is_none().then_some((Shape::NoKey, text));
            (object.number, object.second_value, missing)
        }
    };
    let row = Row {
        number: number.as_ref().map_or(&[][..], |text| text.as_bytes()),
        second_value: second_value.as_ref().map(|text| text.as_bytes()),
    };
    each(row, missing);
}
