//! The terminal: its colours, its width, and messages on standard error.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};

use crate::args::Color;

/// Whether messages are dropped.
static MUTED: AtomicBool = AtomicBool::new(false);

/// Drops all further messages of this process.
pub(crate) fn mute() {
    MUTED.store(true, Ordering::Relaxed);
}

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();

/// Decides for the whole run whether output is coloured. `auto` follows `$NO_COLOR`, `$CLICOLOR`, `$CLICOLOR_FORCE`
/// and whether a terminal is there.
pub(crate) fn set_color(color: Color) {
    let choice = match color {
        Color::Auto => ColorChoice::Auto,
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    };
    choice.write_global();
}

/// Writes a message to standard error, and a line end after it. A message that cannot be written has no reader: the
/// result and the exit status stay what they are.
pub(crate) fn tell(message: impl AsRef<str>) {
    if MUTED.load(Ordering::Relaxed) {
        return;
    }
    let message = message.as_ref().trim_end();
    let mut to = AutoStream::auto(io::stderr().lock());
    // In one write, so that messages of several processes do not mix.
    let _ = to.write_all(format!("{}\n", coloured(message)).as_bytes());
    let _ = to.flush();
}

/// The text with `error` and `warning` in colours where a line begins with them. Print it to a stream that takes
/// colours out where nobody wants them.
pub(crate) fn coloured(text: &str) -> String {
    let mut coloured = String::with_capacity(text.len() + 32);
    for line in text.split_inclusive('\n') {
        let found = [("error", ERROR), ("warning", WARNING)]
            .into_iter()
            .find_map(|(word, style)| {
                let rest = line.strip_prefix(word)?;
                rest.starts_with(':').then_some((word, style, rest))
            });
        match found {
            Some((word, style, rest)) => {
                coloured.push_str(&format!("{style}{word}{style:#}{rest}"));
            }
            None => coloured.push_str(line),
        }
    }
    coloured
}

/// The width of standard output in characters, if it is a terminal.
pub(crate) fn stdout_width() -> Option<usize> {
    let (terminal_size::Width(width), _) = terminal_size::terminal_size_of(io::stdout())?;
    io::stdout().is_terminal().then_some(width.into())
}

/// The width of standard error in characters, if it is a terminal.
pub(crate) fn stderr_width() -> Option<usize> {
    let (terminal_size::Width(width), _) = terminal_size::terminal_size_of(io::stderr())?;
    io::stderr().is_terminal().then_some(width.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_of_a_message_is_coloured() {
        let text = coloured("error: a\n  error: b\nwarning: c\nerrors: d\n");
        assert_eq!(
            text,
            "\u{1b}[1m\u{1b}[31merror\u{1b}[0m: a\n  error: b\n\u{1b}[1m\u{1b}[33mwarning\u{1b}[0m: c\nerrors: d\n"
        );
    }
}
