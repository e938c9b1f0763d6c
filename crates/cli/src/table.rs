//! A table for people: without empty columns, and no wider than the terminal.

use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, TableStyle, Width,
};
use unicode_width::UnicodeWidthStr;

use crate::printable::printable;

/// Without borders, so that cells can be copied.
const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─'));
/// The number of spaces on either side of a cell.
const PADDING: usize = 1;
/// The largest width up to which a cell of an unbroken column stays on one line.
const MAX_UNBROKEN: usize = 24;

/// A table, printed at the end, when all widths are known.
pub(crate) struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

struct Column {
    name: String,
    /// Whether its cells are numbers to compare.
    is_numeric: bool,
    /// Whether its cells stay on one line: a number over two lines cannot be copied.
    is_unbroken: bool,
}

impl Table {
    /// A table with these columns. The cells of `numeric` columns are aligned to the right, those of `unbroken` columns
    /// stay on one line.
    pub(crate) fn new(columns: &[&str], numeric: &[&str], unbroken: &[&str]) -> Table {
        let column = |name: &&str| Column {
            name: name.replace('_', " "),
            is_numeric: numeric.contains(name),
            is_unbroken: unbroken.contains(name),
        };
        Table {
            columns: columns.iter().map(column).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row with a cell for every column.
    pub(crate) fn row(&mut self, cells: Vec<String>) {
        let printed = |cell: String| printable(&cell).into_owned();
        self.rows.push(cells.into_iter().map(printed).collect());
    }

    /// The lines of the table; none without rows. To fit a given width, text is broken at spaces; if that is not
    /// enough, each row becomes a list of its cells.
    pub(crate) fn lines(&self, width: Option<usize>) -> Vec<String> {
        if self.rows.is_empty() {
            return Vec::new();
        }
        let is_shown = |place: &usize| {
            let mut cells = self.rows.iter().filter_map(|row| row.get(*place));
            cells.any(|cell| !cell.is_empty())
        };
        let shown: Vec<usize> = (0..self.columns.len()).filter(is_shown).collect();
        match width {
            Some(width) if self.min_width(&shown) > width => self.lists(&shown),
            _ => self.arranged(&shown, width),
        }
    }

    fn arranged(&self, shown: &[usize], width: Option<usize>) -> Vec<String> {
        let mut table = comfy_table::Table::new();
        table.load_style(STYLE);
        let cells = |row: &[String]| -> Vec<String> {
            let cell = |&place: &usize| row.get(place).cloned().unwrap_or_default();
            shown.iter().map(cell).collect()
        };
        let names: Vec<String> = self
            .columns
            .iter()
            .map(|column| column.name.clone())
            .collect();
        table.set_header(cells(&names));
        for row in &self.rows {
            table.add_row(cells(row));
        }
        match width.and_then(|width| u16::try_from(width).ok()) {
            Some(width) => {
                table.set_content_arrangement(ContentArrangement::Dynamic);
                table.set_width(width);
            }
            None => {
                table.set_content_arrangement(ContentArrangement::Disabled);
            }
        }
        for (&place, column) in shown.iter().zip(table.column_iter_mut()) {
            let least = self.min_column_width(place) + 2 * PADDING;
            let least = u16::try_from(least).unwrap_or(u16::MAX);
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(least)));
            if self.columns.get(place).is_some_and(|of| of.is_numeric) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        let text = table.to_string();
        text.lines()
            .map(|line| line.trim_end().to_owned())
            .collect()
    }

    /// Each row as a list of its cells, with a blank line between rows.
    fn lists(&self, shown: &[usize]) -> Vec<String> {
        let names: Vec<&str> = shown
            .iter()
            .filter_map(|&place| self.columns.get(place))
            .map(|column| column.name.as_str())
            .collect();
        let widest = names.iter().map(|name| name.width()).max().unwrap_or(0);
        let mut lines = Vec::new();
        for (number, row) in self.rows.iter().enumerate() {
            if number > 0 {
                lines.push(String::new());
            }
            for (name, &place) in names.iter().zip(shown) {
                let cell = row.get(place).map_or("", String::as_str);
                if !cell.is_empty() {
                    lines.push(format!("{name:<widest$}  {cell}"));
                }
            }
        }
        lines
    }

    /// The smallest width at which no word is broken.
    fn min_width(&self, shown: &[usize]) -> usize {
        let least = shown
            .iter()
            .map(|&place| self.min_column_width(place) + 2 * PADDING);
        least.sum()
    }

    /// The smallest width of a column: that of its widest word, or of its widest unbroken cell.
    fn min_column_width(&self, place: usize) -> usize {
        let Some(column) = self.columns.get(place) else {
            return 0;
        };
        let is_whole = column.is_numeric || column.is_unbroken;
        let of = |cell: &str| {
            let whole = cell.width();
            if is_whole && whole <= MAX_UNBROKEN {
                whole
            } else {
                let words = cell.split(' ').map(UnicodeWidthStr::width);
                words.max().unwrap_or(0)
            }
        };
        let cells = self.rows.iter().filter_map(|row| row.get(place));
        let cells = cells.map(String::as_str).chain([column.name.as_str()]);
        cells.map(of).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new(
            &["number", "users", "off", "next_step"],
            &["users"],
            &["number"],
        );
        for (number, users, next) in [
            (
                "+1 202 555 0123",
                "1,200",
                "request a long code or a short code",
            ),
            ("+46701740605", "7", ""),
        ] {
            let cells = [number, users, "", next];
            table.row(cells.map(str::to_owned).to_vec());
        }
        table
    }

    const WIDE: &str = concat!(
        " number           users  next step\n",
        "─────────────────────────────────────────────────────────────\n",
        " +1 202 555 0123  1,200  request a long code or a short code\n",
        " +46701740605         7",
    );

    #[test]
    fn a_table_fits_the_width() {
        for (width, expected, why) in [
            (None, WIDE, "all in one line, and no column that is empty"),
            (Some(100), WIDE, "a wide terminal"),
            (
                Some(45),
                concat!(
                    " number           users  next step\n",
                    "─────────────────────────────────────────────\n",
                    " +1 202 555 0123  1,200  request a long code\n",
                    "                         or a short code\n",
                    " +46701740605         7",
                ),
                "text is broken, a number is not",
            ),
            (
                Some(30),
                "\
number     +1 202 555 0123
users      1,200
next step  request a long code or a short code

number     +46701740605
users      7",
                "a terminal that is too narrow for a table",
            ),
        ] {
            assert_eq!(table().lines(width).join("\n"), expected, "{why}");
        }
        let empty = Table::new(&["a"], &[], &[]);
        assert_eq!(empty.lines(None), Vec::<String>::new());
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        let widths = |width: usize| -> usize {
            let lines = table().lines(Some(width));
            lines.iter().map(|line| line.width()).max().unwrap()
        };
        for width in 33..80 {
            assert!(widths(width) <= width, "{width}: {}", widths(width));
        }
    }

    #[test]
    fn cells_cannot_move_the_cursor() {
        let mut table = Table::new(&["a"], &[], &[]);
        table.row(vec!["\u{1b}[2J\u{202e}".to_owned()]);
        assert_eq!(
            table.lines(None).last().unwrap().trim(),
            "\\u{1b}[2J\\u{202e}"
        );
    }
}
