//! White space that the YAML reader cannot handle or misreads: very long runs of it, and spaces that YAML reads as
//! text.

use super::node::{Place, saturating_u32};
use super::path::is_foreign_space;

/// The most bytes of white space in a row. The parser keeps the line ends of a run until it knows whether the text
/// before the run continues after it, and then copies them, so a run that fills a map would take twice its memory.
pub(crate) const MAX_BLANK: usize = 16 << 20;

/// The start of the first run of white space longer than [`MAX_BLANK`].
///
/// Such a run covers at least one of the offsets that are multiples of half its length, with half of it on the right.
/// So only these offsets are looked at, which costs next to nothing in an ordinary map.
pub(crate) fn too_long_run(text: &str) -> Option<Place> {
    let blank = |byte: &u8| b" \t\r\n".contains(byte);
    let bytes = text.as_bytes();
    for inside in (0..bytes.len()).step_by(MAX_BLANK / 2) {
        let (before, after) = bytes.split_at_checked(inside)?;
        let ahead = after.iter().take_while(|byte| blank(byte)).count();
        if ahead < MAX_BLANK / 2 {
            continue;
        }
        let behind = before.iter().rev().take_while(|byte| blank(byte)).count();
        if behind + ahead > MAX_BLANK {
            return place(text, inside - behind, 0);
        }
    }
    None
}

/// A space that YAML reads as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ForeignSpace {
    pub(crate) character: char,
    pub(crate) at: Place,
    /// Whether it is in the indentation of a line.
    pub(crate) indents: bool,
}

/// The foreign space at the start of a plain scalar.
pub(crate) fn before_scalar(text: &str, scalar: &str, at: Place) -> Option<ForeignSpace> {
    let character = scalar.chars().next().filter(|&c| is_foreign_space(c))?;
    let length = scalar.chars().take_while(|&c| is_foreign_space(c)).count();
    let before = text.get(..at.offset as usize)?;
    let mut before = before.chars().rev().take_while(|&c| !ends_line(c));
    Some(ForeignSpace {
        character,
        at: Place {
            length: saturating_u32(length),
            ..at
        },
        indents: before.all(char::is_whitespace),
    })
}

/// The foreign space after the `:` in a plain scalar that was meant to be a key and a value.
pub(crate) fn after_key(scalar: &str, at: Place) -> Option<ForeignSpace> {
    let (key, value) = scalar.split_once(':')?;
    let character = value.chars().next().filter(|&c| is_foreign_space(c))?;
    let is_key = |c: char| c.is_alphanumeric() || "+-_".contains(c);
    if key.is_empty() || !key.chars().all(is_key) {
        return None;
    }
    Some(ForeignSpace {
        character,
        at: Place {
            column: at.column + saturating_u32(key.chars().count() + 1),
            offset: at.offset + saturating_u32(key.len() + 1),
            length: 1,
            ..at
        },
        indents: false,
    })
}

/// The first foreign space on the line of a place, or on the line before it, that is where YAML needs an ordinary
/// space: before the first character of the line, or after a `:`, `-`, `,` or bracket.
pub(crate) fn around(text: &str, at: Place) -> Option<ForeignSpace> {
    let (before, after) = text.split_at_checked(at.offset as usize)?;
    let line_start = |text: &str| text.rfind(ends_line).map_or(0, |end| end + 1);
    let previous = before
        .get(..line_start(before))?
        .trim_end_matches(ends_line);
    let start = line_start(previous);
    let end = before.len() + after.find(ends_line).unwrap_or(after.len());
    let mut last = None;
    let mut is_begun = false;
    for (index, character) in text.get(start..end)?.char_indices() {
        match character {
            _ if ends_line(character) => (last, is_begun) = (None, false),
            _ if is_foreign_space(character) && start + index > 0 => {
                if !is_begun || last.is_some_and(|last| ":-,[{".contains(last)) {
                    return Some(ForeignSpace {
                        character,
                        at: place(text, start + index, 1)?,
                        indents: !is_begun,
                    });
                }
            }
            ' ' | '\t' => {}
            _ => (last, is_begun) = (Some(character), true),
        }
    }
    None
}

impl ForeignSpace {
    pub(crate) fn message(&self) -> String {
        let code = u32::from(self.character);
        let name = match self.character {
            '\u{a0}' => " (no-break space)",
            '\u{ad}' => " (soft hyphen)",
            '\u{200b}' => " (zero-width space)",
            '\u{202f}' => " (narrow no-break space)",
            '\u{3000}' => " (ideographic space)",
            '\u{feff}' => " (byte order mark)",
            _ => "",
        };
        if self.indents {
            format!("this line is indented with U+{code:04X}{name}, which YAML reads as text")
        } else {
            format!("found U+{code:04X}{name}, which YAML reads as text, not as a space")
        }
    }

    pub(crate) fn fix(&self) -> &'static str {
        if self.indents {
            "indent with ordinary spaces, here and on the lines that were copied with this one; the rest of the file was not read"
        } else {
            "replace it with an ordinary space"
        }
    }
}

fn ends_line(character: char) -> bool {
    matches!(character, '\n' | '\r')
}

/// The place of `length` characters at an offset in bytes.
fn place(text: &str, offset: usize, length: u32) -> Option<Place> {
    let before = text.get(..offset)?;
    let (mut line, mut start) = (1, 0);
    for (end, _) in before.match_indices(ends_line) {
        // Of CR LF, the LF ends the line.
        if !before
            .get(end..)
            .is_some_and(|rest| rest.starts_with("\r\n"))
        {
            (line, start) = (line + 1, end + 1);
        }
    }
    let column = before.get(start..)?.trim_start_matches('\u{feff}').chars();
    Some(Place {
        line: saturating_u32(line),
        column: saturating_u32(column.count() + 1),
        offset: saturating_u32(offset),
        length,
    })
}
