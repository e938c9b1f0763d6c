//! Detects the delimiter of a CSV file by its first bytes.
//!
//! The separator line of spreadsheets (`sep=;`) and the file's name are read by [`traffic_file`](super::traffic_file).

use std::ops::ControlFlow;

use super::csv::{ColumnError, Header, Records};
use crate::args::ColumnSelection;

/// The number of records that are looked at in a file without a header.
const MAX_RECORDS: usize = 20;
/// The supported delimiters, in the order in which they are tried.
pub(super) const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The delimiter of a header: the first one with which the header has the selected columns. If there is none, the one
/// with which the header has the most columns, so that the error message lists them.
pub(super) fn delimiter_of_header(
    begin: &[u8],
    selection: &ColumnSelection<'_>,
    is_number: &dyn Fn(&[u8]) -> bool,
) -> u8 {
    let number = selection.number.unwrap_or(selection.default_name);
    let mut most = (0, b',');
    for delimiter in DELIMITERS {
        let Some((header, _)) = Header::read(begin, delimiter) else {
            continue;
        };
        let is_list = selection.number.is_none()
            && matches!(header.cells.as_slice(), [only] if is_number(only));
        let mut names = [Some(number), selection.second_column]
            .into_iter()
            .flatten();
        if is_list || names.all(|name| header.column(name) != Err(ColumnError::Missing)) {
            return delimiter;
        }
        if header.cells.len() > most.0 {
            most = (header.cells.len(), delimiter);
        }
    }
    most.1
}

/// The delimiter of rows without a header: the one with which the most of the first rows have a number in the selected
/// column; among equals, the one with which the rows have the most fields.
pub(super) fn delimiter_of_rows(
    begin: &[u8],
    selection: &ColumnSelection<'_>,
    is_number: &dyn Fn(&[u8]) -> bool,
) -> u8 {
    let number = selection.number.map_or(Some(1), |name| name.parse().ok());
    let index = number
        .and_then(|number: usize| number.checked_sub(1))
        .unwrap_or(0);
    let mut best = (0, 0, b',');
    for delimiter in DELIMITERS {
        let (mut rows, mut numbers, mut fields) = (0, 0, 0);
        Records::new(delimiter).for_each(begin, |record| {
            rows += 1;
            fields += record.len();
            numbers += usize::from(record.cell(index).is_some_and(is_number));
            if rows == MAX_RECORDS {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        if (numbers, fields) > (best.0, best.1) {
            best = (numbers, fields, delimiter);
        }
    }
    best.2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_detected_by_the_first_rows() {
        let is_number = |cell: &[u8]| {
            let number = cell.strip_suffix(b";ext=1").unwrap_or(cell);
            let digits = number.strip_prefix(b"+");
            digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_digit))
        };
        let header = |number, begin: &str| {
            let selection = ColumnSelection {
                number,
                default_name: "to",
                second_column: None,
                option: "--column",
            };
            delimiter_of_header(begin.as_bytes(), &selection, &is_number)
        };
        for (number, begin, expected, why) in [
            (None, "to\n", b',', "one column"),
            (
                None,
                "a,to;x\n",
                b',',
                "no column is there: the first of two",
            ),
            (Some("to"), "a;b,to\n", b',', "a semicolon in a name"),
            (Some("to"), "a,b;to\n", b';', "a comma in a name"),
            (None, "id\tto\n", b'\t', "tabs"),
            (Some("b"), "id|b\n", b'|', "bars"),
            (Some("x"), "id;to;b\n", b';', "no such column among three"),
            (None, "+46;ext=1\n", b',', "a list"),
            (Some("to"), "\"a,\nb\";to\n", b';', "a name of two lines"),
        ] {
            assert_eq!(header(number, begin), expected, "{why}");
        }
        let rows = |number, begin: &str| {
            let selection = ColumnSelection {
                number: Some(number),
                default_name: "to",
                second_column: None,
                option: "--column",
            };
            delimiter_of_rows(begin.as_bytes(), &selection, &is_number)
        };
        for (number, begin, expected, why) in [
            ("1", "+46,a\n", b',', "commas"),
            ("2", "a,b;+46\n", b';', "a comma in a cell"),
            (
                "1",
                "+46;a, b\n+47;c, d\n",
                b';',
                "a comma in every other cell",
            ),
            ("1", "+46\n", b',', "one column"),
            ("2", "x\ty\n", b'\t', "no number anywhere"),
        ] {
            assert_eq!(rows(number, begin), expected, "{why}");
        }
    }
}
