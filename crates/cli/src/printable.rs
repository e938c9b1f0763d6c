//! Makes text from outside, such as file names and cells, safe to print on a terminal.

use std::borrow::Cow;
use std::path::Path;

/// The text with escapes for control characters, and for invisible characters that reorder or hide text.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unprintable) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_unprintable(character) {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    Cow::Owned(shown)
}

/// The same for text of several lines, whose line ends are kept.
pub(crate) fn printable_lines(text: &str) -> String {
    let lines: Vec<Cow<'_, str>> = text.split('\n').map(printable).collect();
    lines.join("\n")
}

/// The path as text for messages.
pub(crate) fn shown(path: &Path) -> String {
    printable(&path.to_string_lossy()).into_owned()
}

/// The path as text for messages, where `-` means standard input.
pub(crate) fn shown_input(path: &Path) -> String {
    if path == Path::new("-") {
        "standard input".to_owned()
    } else {
        shown(path)
    }
}

/// The word, quoted for a shell if necessary.
pub(crate) fn shell_word(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '/');
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

fn is_unprintable(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            // Direction marks and overrides, line separators, and characters without width.
            '\u{061c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_change_the_terminal_is_escaped() {
        for (text, expected, why) in [
            ("plain.csv", "plain.csv", "nothing to escape"),
            (
                "Björn’s \"list\" \\.csv",
                "Björn’s \"list\" \\.csv",
                "letters, quotes and backslashes are text",
            ),
            (
                "e\u{301}.csv",
                "e\u{301}.csv",
                "a combining accent is part of a letter",
            ),
            ("\u{1b}[31mred", "\\u{1b}[31mred", "a colour"),
            ("a\rb\n", "a\\rb\\n", "line ends"),
            ("\u{9b}2J", "\\u{9b}2J", "a control character of eight bits"),
            (
                "\u{202e}vsc.exe",
                "\\u{202e}vsc.exe",
                "an override of the direction",
            ),
            (
                "a\u{2066}b\u{200b}",
                "a\\u{2066}b\\u{200b}",
                "an isolate, and a space without a width",
            ),
        ] {
            assert_eq!(printable(text), expected, "{why}");
        }
        assert_eq!(printable_lines("a\u{7}\nb"), "a\\u{7}\nb");
    }

    #[test]
    fn a_shell_takes_a_word_as_one() {
        for (word, expected) in [
            ("to", "to"),
            ("data/a-1.csv", "data/a-1.csv"),
            ("Phone 2", "'Phone 2'"),
            ("it's", "'it'\\''s'"),
            ("$HOME", "'$HOME'"),
            ("", "''"),
        ] {
            assert_eq!(shell_word(word), expected);
        }
    }
}
