//! Reads all rows of a file for a command that counts them and writes none.

use super::csv::{Header, Next, Records};
use super::json::{lines, read};
use super::{Columns, Cutter, Form, Piece, Progress, open, workers};
use crate::args;
use crate::problem::Problem;

/// The columns, or keys, that are read.
pub(crate) struct Wanted<'a> {
    /// The numbers'; `None` for the only column, or the one with the name `usual`.
    pub(crate) number: Option<&'a str>,
    pub(crate) usual: &'static str,
    pub(crate) beside: Option<&'a str>,
}

/// What is read of a row.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    /// Empty where there is none to be read: the row is cut off, too long, or no object.
    pub(crate) number: &'a [u8],
    pub(crate) beside: Option<&'a [u8]>,
}

/// Calls `each` with every row of a file, on all cores, and gives what it makes of every piece to `take`, in order.
///
/// CSV without a header is a plain list of numbers: one column, whose first line `is_number`.
pub(crate) fn count<S: Default + Send>(
    args: &args::Traffic,
    wanted: &Wanted<'_>,
    is_number: impl Fn(&[u8]) -> bool,
    each: impl Fn(&mut S, Row<'_>) + Sync,
    mut take: impl FnMut(S),
) -> Result<(), Problem> {
    let source = open(&args.file)?;
    let name = source.name.clone();
    let form = args.input_format.unwrap_or_else(|| Form::of(&args.file));
    let progress = Progress::new(&source, false);
    let limit = (args.max_record as usize).saturating_mul(1024 * 1024);
    let mut cutter = Cutter::new(source.bytes, form, args.delimiter, limit);
    if cutter.is_utf_16() {
        return Err(Problem::Utf16 { name });
    }
    cutter.byte_order_mark();
    let (first, places) = match form {
        Form::Csv => {
            let (header, rest) = Header::read(&mut cutter, &name, args.delimiter)?;
            let is_list = wanted.number.is_none()
                && matches!(header.cells.as_slice(), [only] if is_number(only));
            let places = places(&header, wanted)?;
            let first = match is_list {
                true => [header.text, header.line_end, rest].concat(),
                false => rest,
            };
            (Some(Piece::Records(first)), Places::Csv(places))
        }
        Form::Json => {
            let columns = Columns {
                number: wanted.number.unwrap_or(wanted.usual).to_owned(),
                beside: wanted.beside.map(str::to_owned),
            };
            (None, Places::Json(columns))
        }
    };
    let mut rows = 0;
    let mut without_key = 0;
    let run = workers::run(
        first.map(Ok).into_iter().chain(cutter),
        || {
            let mut records = Records::new(args.delimiter);
            let (each, places) = (&each, &places);
            move |piece| {
                let mut counted = Counted::default();
                let mut without_key = 0;
                let whole = |row: Row<'_>| {
                    counted.rows += 1;
                    each(&mut counted.of, row);
                };
                match (piece, places) {
                    (Piece::Records(piece), Places::Csv(places)) => {
                        csv(&piece, places, &mut records, whole);
                    }
                    (Piece::Records(piece), Places::Json(columns)) => {
                        without_key = json(&piece, columns, whole);
                    }
                    (Piece::Long { end: None, .. }, _) => {}
                    (Piece::Long { .. }, _) => nothing(whole),
                }
                counted.without_key = without_key;
                counted
            }
        },
        |counted: std::io::Result<Counted<S>>| {
            let counted = counted.map_err(|error| Problem::DamagedTraffic {
                name: name.clone(),
                error,
            })?;
            rows += counted.rows;
            without_key += counted.without_key;
            take(counted.of);
            progress.show(rows);
            Ok(())
        },
    );
    progress.finish();
    run?;
    match &places {
        Places::Json(columns) if rows > 0 && without_key == rows => Err(Problem::NoSuchKey {
            file: name,
            name: columns.number.clone(),
        }),
        _ => Ok(()),
    }
}

enum Places {
    Csv((usize, Option<usize>)),
    Json(Columns),
}

/// What was counted in a piece.
#[derive(Default)]
struct Counted<S> {
    of: S,
    rows: u64,
    without_key: u64,
}

fn places(header: &Header, wanted: &Wanted<'_>) -> Result<(usize, Option<usize>), Problem> {
    let number = match (wanted.number, header.cells.len()) {
        (Some(name), _) => header.column(name)?,
        (None, 1) => 0,
        (None, _) => header.column(wanted.usual)?,
    };
    let beside = wanted.beside.map(|name| header.column(name)).transpose()?;
    Ok((number, beside))
}

fn csv(
    piece: &[u8],
    &(number, beside): &(usize, Option<usize>),
    records: &mut Records,
    mut each: impl FnMut(Row<'_>),
) {
    records.each(piece, |record| {
        match record.unclosed {
            true => nothing(&mut each),
            false => each(Row {
                number: record.cell(number).unwrap_or_default(),
                beside: beside.and_then(|place| record.cell(place)),
            }),
        }
        Next::Go
    });
}

/// Returns how many rows lack the number's key.
fn json(piece: &[u8], columns: &Columns, mut each: impl FnMut(Row<'_>)) -> u64 {
    let mut without_key = 0;
    for line in lines(piece).filter(|line| !line.is_blank()) {
        let object = read(line.text, columns, &[]);
        let (number, beside) = object.map_or((None, None), |object| (object.number, object.beside));
        without_key += u64::from(number.is_none());
        each(Row {
            number: number.as_ref().map_or(&[][..], |text| text.as_bytes()),
            beside: beside.as_ref().map(|text| text.as_bytes()),
        });
    }
    without_key
}

fn nothing(mut each: impl FnMut(Row<'_>)) {
    each(Row {
        number: b"",
        beside: None,
    });
}
