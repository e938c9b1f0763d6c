//! Says of a run in which nearly no row had a number what the column probably is, since then it is hardly the file that
//! was meant, or not the column.

use super::encoding::utf_8;
use super::opening::{Layout, Opened, Wanted};
use super::shape::Shape;
use crate::printable::{printable, shell_word};

/// So many of a hundred rows have no number that can be read where something is said.
const PERCENT: u64 = 90;
/// So many characters are shown of a cell.
const SHOWN: usize = 40;

/// The rows of a file, and those of them without a number that can be read.
#[derive(Default)]
pub(crate) struct Unread {
    rows: u64,
    unread: u64,
    /// By the place in [`Shape::ALL`], with the first cell of each.
    shapes: [(u64, Option<String>); Shape::ALL.len()],
}

impl Unread {
    /// Counts a row whose number was read.
    pub(crate) fn read(&mut self) {
        self.rows += 1;
    }

    /// Counts a row without a number that can be read.
    pub(crate) fn unread(&mut self, shape: Shape, cell: &[u8]) {
        self.rows += 1;
        self.unread += 1;
        if let Some((count, example)) = self.shapes.get_mut(shape as usize) {
            *count += 1;
            example.get_or_insert_with(|| beginning(cell));
        }
    }

    /// Adds what was counted in the next piece of the file.
    pub(crate) fn merge(&mut self, next: Unread) {
        self.rows += next.rows;
        self.unread += next.unread;
        for ((count, example), (more, other)) in self.shapes.iter_mut().zip(next.shapes) {
            *count += more;
            *example = example.take().or(other);
        }
    }

    /// What to say if nearly no row had a number, of so many rows or more.
    pub(crate) fn report(
        &self,
        opened: &Opened,
        wanted: &Wanted<'_>,
        fewest: u64,
        is_number: &dyn Fn(&[u8]) -> bool,
    ) -> Option<String> {
        if self.rows < fewest || self.unread * 100 < self.rows * PERCENT {
            return None;
        }
        let Unread { rows, unread, .. } = self;
        let name = &opened.name;
        let mut text =
            format!("warning: {unread} of {rows} rows of {name} have no number that can be read");
        let (noun, column) = match &opened.layout {
            Layout::Csv { header, number, .. } => ("column", header.names().get(*number).cloned()),
            Layout::Json { columns, .. } => ("key", Some(columns.number.clone())),
        };
        let column = printable(&column.unwrap_or_default()).into_owned();
        if let Some((shape, example)) = self.most()
            && let Some((what, fix)) = shape.about()
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
        let other = opened.sample.column_of_numbers(&opened.layout, is_number);
        if let Some(other) = other {
            let other = printable(&other).into_owned();
            let option = wanted.option;
            text.push_str(&format!(
                "\n  the {noun} `{other}` has numbers: name it with {option} {}",
                shell_word(&other)
            ));
        }
        Some(text)
    }

    /// What more than half of the cells are that cannot be read.
    fn most(&self) -> Option<(Shape, &str)> {
        let (shape, (_, example)) = Shape::ALL
            .into_iter()
            .zip(&self.shapes)
            .find(|(_, (count, _))| count * 2 > self.unread)?;
        Some((shape, example.as_deref().unwrap_or_default()))
    }
}

fn beginning(cell: &[u8]) -> String {
    // No character takes more than four bytes.
    let begin = utf_8(cell.get(..4 * (SHOWN + 1)).unwrap_or(cell));
    let begin = begin.trim();
    let mut shown = printable(&begin.chars().take(SHOWN).collect::<String>()).into_owned();
    if begin.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}
