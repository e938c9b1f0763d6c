//! Reads all rows of a file for a command that counts them and writes none.

use super::array::elements;
use super::csv::{Next, Records};
use super::encoding::{utf_8, utf_8_bytes};
use super::json::{Row as JsonRow, lines, read};
use super::opening::{Layout, Opened, Wanted};
use super::shape::Shape;
use super::unread::Unread;
use super::{Columns, Piece, workers};
use crate::Findings;
use crate::args;
use crate::problem::Problem;
use crate::terminal::tell;

/// What is read of a row.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    /// Empty where there is none to be read: the row is cut off, too long, or no object.
    pub(crate) number: &'a [u8],
    pub(crate) beside: Option<&'a [u8]>,
}

/// Of one or two rows nothing is said.
const FEWEST: u64 = 3;

/// Calls `each` with every row of a file, on all cores, and gives what it makes of every piece to `take`, in order.
/// `each` says whether the number could be read. Where nearly none could, that is told, and the findings are bad.
pub(crate) fn count<S: Default + Send>(
    args: &args::Traffic,
    wanted: &Wanted<'_>,
    is_number: impl Fn(&[u8]) -> bool,
    each: impl Fn(&mut S, Row<'_>) -> bool + Sync,
    mut take: impl FnMut(S),
) -> Result<Findings, Problem> {
    let mut opened = Opened::open(&args.file, &args.layout, wanted, false, &is_number)?;
    let delimiter = match opened.layout {
        Layout::Csv { delimiter, .. } => delimiter,
        Layout::Json { .. } => b',',
    };
    let first = opened.first.take();
    let mut unread = Unread::default();
    let (mut rows, mut without_key, mut is_unclosed) = (0, 0, false);
    let layout = &opened.layout;
    let run = workers::run(
        first.map(Ok).into_iter().chain(opened.cutter.by_ref()),
        || {
            let mut records = Records::new(delimiter);
            let each = &each;
            move |piece| {
                let mut counted = Counted::default();
                let whole = |row: Row<'_>, missing: Option<Missing<'_>>| {
                    counted.rows += 1;
                    let is_missing = |shape| matches!(missing, Some((found, _)) if found == shape);
                    counted.without_key += u64::from(is_missing(Shape::NoKey));
                    counted.is_unclosed |= is_missing(Shape::Unclosed);
                    if each(&mut counted.of, row) {
                        counted.unread.read();
                    } else {
                        let (shape, text) =
                            missing.unwrap_or_else(|| (Shape::of(row.number), row.number));
                        counted.unread.unread(shape, text);
                    }
                };
                rows_of(&piece, layout, &mut records, whole);
                counted
            }
        },
        |counted: std::io::Result<Counted<S>>| {
            let counted = counted.map_err(|error| Problem::DamagedTraffic {
                name: opened.name.clone(),
                error,
            })?;
            rows += counted.rows;
            without_key += counted.without_key;
            is_unclosed |= counted.is_unclosed;
            unread.merge(counted.unread);
            take(counted.of);
            opened.progress.show(rows);
            Ok(())
        },
    );
    opened.progress.finish();
    run?;
    if let Layout::Json { columns, .. } = layout
        && rows > 0
        && without_key == rows
    {
        return Err(Problem::NoSuchKey {
            name: columns.number.clone(),
            other: opened.sample.column_of_numbers(layout, &is_number),
            file: opened.name,
        });
    }
    if is_unclosed {
        tell(format!(
            "warning: a quote in {} is never closed: everything behind it counts as one row without a number",
            opened.name
        ));
    }
    Ok(match unread.report(&opened, wanted, FEWEST, &is_number) {
        Some(report) => {
            tell(report);
            Findings::Bad
        }
        None if is_unclosed => Findings::Bad,
        None => Findings::Good,
    })
}

/// What was counted in a piece.
#[derive(Default)]
struct Counted<S> {
    of: S,
    rows: u64,
    without_key: u64,
    is_unclosed: bool,
    unread: Unread,
}

/// What a row is that has no number, and its text.
type Missing<'a> = (Shape, &'a [u8]);

/// Calls `each` with every row of a piece, and with what the row is in place of a row with a number.
fn rows_of(
    piece: &Piece,
    layout: &Layout,
    records: &mut Records,
    mut each: impl FnMut(Row<'_>, Option<Missing<'_>>),
) {
    let unclosed = Some((Shape::Unclosed, &b""[..]));
    let unreadable = Some((Shape::Other, &b""[..]));
    let nothing = Row {
        number: b"",
        beside: None,
    };
    match (piece, layout) {
        (Piece::Records(piece), &Layout::Csv { number, beside, .. }) => {
            records.each(piece, |record| {
                if record.unclosed {
                    each(nothing, unclosed);
                } else {
                    let number = record.cell(number).unwrap_or_default();
                    let beside = beside.and_then(|place| record.cell(place));
                    let number = &utf_8_bytes(number);
                    each(Row { number, beside }, None);
                }
                Next::Go
            });
        }
        (Piece::Records(piece), Layout::Json { columns, is_array }) => {
            let text = utf_8(piece);
            let text = text.as_bytes();
            if *is_array {
                elements(text, |element| json(element.text, columns, &mut each));
            } else {
                for line in lines(text).filter(|line| !line.is_blank()) {
                    json(line.text, columns, &mut each);
                }
            }
        }
        (Piece::Long { end: None, .. }, _) => {}
        (Piece::Long { .. }, _) => each(nothing, unreadable),
    }
}

fn json(text: &[u8], columns: &Columns, each: &mut impl FnMut(Row<'_>, Option<Missing<'_>>)) {
    let (number, beside, missing) = match read(text, columns, &[]) {
        None => (None, None, Some((Shape::NoObject, text))),
        Some(JsonRow::Text(text)) => (Some(text), None, None),
        Some(JsonRow::Object(object)) => {
            let missing = object.number.is_none().then_some((Shape::NoKey, text));
            (object.number, object.beside, missing)
        }
    };
    let row = Row {
        number: number.as_ref().map_or(&[][..], |text| text.as_bytes()),
        beside: beside.as_ref().map(|text| text.as_bytes()),
    };
    each(row, missing);
}
