//! Reports a run in which nearly no row had a readable number: then the file or the column is probably the wrong one.
//! The report says what the cells look like, and which other column has numbers.

use super::encoding::utf_8;
use super::layout::Layout;
use super::shape::Shape;
use super::traffic_file::TrafficFile;
use crate::args::ColumnSelection;
use crate::printable::{printable, shell_word};

/// The share of unreadable rows from which there is a report, in percent.
const MIN_PERCENT: u64 = 90;
/// The largest number of characters that are shown of a cell.
const MAX_CHARACTERS: usize = 40;

/// Counts the rows of a file, and those without a readable number.
#[derive(Default)]
pub(crate) struct UnreadableRows {
    rows: u64,
    unreadable: u64,
    /// The number of cells of each shape, by its index in [`Shape::ALL`], and the first of them.
    shapes: [(u64, Option<String>); Shape::ALL.len()],
}

impl UnreadableRows {
    /// Counts a row whose number was read.
    pub(crate) fn count_readable(&mut self) {
        self.rows += 1;
    }

    /// Counts a row without a readable number.
    pub(crate) fn count_unreadable(&mut self, shape: Shape, cell: &[u8]) {
        self.rows += 1;
        self.unreadable += 1;
        if let Some((count, example)) = self.shapes.get_mut(shape as usize) {
            *count += 1;
            example.get_or_insert_with(|| beginning(cell));
        }
    }

    /// Adds the counts of the next chunk of the file.
    pub(crate) fn merge(&mut self, next: UnreadableRows) {
        self.rows += next.rows;
        self.unreadable += next.unreadable;
        for ((count, example), (more, other)) in self.shapes.iter_mut().zip(next.shapes) {
            *count += more;
            *example = example.take().or(other);
        }
    }

    /// The report, if nearly no row had a number and the file has at least `min_rows`.
    pub(crate) fn report(
        &self,
        file: &TrafficFile,
        selection: &ColumnSelection<'_>,
        min_rows: u64,
        is_number: &dyn Fn(&[u8]) -> bool,
    ) -> Option<String> {
        if self.rows < min_rows || self.unreadable * 100 < self.rows * MIN_PERCENT {
            return None;
        }
        let UnreadableRows {
            rows, unreadable, ..
        } = self;
        let name = &file.name;
        let mut text =
            format!("warning: {unreadable} of {rows} rows of {name} have no readable number");
        let (noun, column) = match &file.layout {
            Layout::Csv { header, number, .. } => ("column", header.names().get(*number).cloned()),
            Layout::Json { columns, .. } => ("key", Some(columns.number.clone())),
        };
        let column = printable(&column.unwrap_or_default()).into_owned();
        if let Some((shape, example)) = self.most_common()
            && let Some((what, fix)) = shape.description()
        {
            text.push_str(&match shape {
                Shape::NoObject => format!("\n  most rows are {what}"),
                Shape::NoKey => format!("\n  most rows are {what} `{column}`"),
                _ => format!("\n  most cells of `{column}` are {what}"),
            });
            if !example.is_empty() {
                text.push_str(&format!(", such as `{example}`"));
            }
            if let Some(fix) = fix {
                text.push_str(&format!("\n  {fix}"));
            }
        }
        let other = file.sample.column_of_numbers(&file.layout, is_number);
        if let Some(other) = other {
            let other = printable(&other).into_owned();
            let option = selection.option;
            text.push_str(&format!(
                "\n  the {noun} `{other}` has numbers: select it with {option} {}",
                shell_word(&other)
            ));
        }
        Some(text)
    }

    /// The shape of more than half of the unreadable cells, and the first such cell.
    fn most_common(&self) -> Option<(Shape, &str)> {
        let (shape, (_, example)) = Shape::ALL
            .into_iter()
            .zip(&self.shapes)
            .find(|(_, (count, _))| count * 2 > self.unreadable)?;
        Some((shape, example.as_deref().unwrap_or_default()))
    }
}

/// The first characters of a cell.
fn beginning(cell: &[u8]) -> String {
    // No character takes more than four bytes.
    let begin = utf_8(cell.get(..4 * (MAX_CHARACTERS + 1)).unwrap_or(cell));
    let begin = begin.trim();
    let mut shown = printable(&begin.chars().take(MAX_CHARACTERS).collect::<String>()).into_owned();
    if begin.chars().nth(MAX_CHARACTERS).is_some() {
        shown.push('…');
    }
    shown
}
