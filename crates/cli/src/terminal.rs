//! The terminal: colours, width, and messages on standard error.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};

/// Whether messages are dropped.
static MUTED: AtomicBool = AtomicBool::new(false);

/// Drops all further messages of this process.
pub(crate) fn mute() {
    MUTED.store(true, Ordering::Relaxed);
}

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();

/// Sets for the whole run whether output is coloured.
pub(crate) fn set_color(choice: ColorChoice) {
    choice.write_global();
}

/// Prints a message and a line end on standard error. An error while printing is ignored: it must not change the result
/// or the exit status.
pub(crate) fn print_message(message: impl AsRef<str>) {
    if MUTED.load(Ordering::Relaxed) {
        return;
    }
    let message = message.as_ref().trim_end();
    let mut to = AutoStream::auto(io::stderr().lock());
    // In one write, so that messages of concurrent processes are not mixed.
    let _ = to.write_all(format!("{}\n", coloured(message)).as_bytes());
    let _ = to.flush();
}

/// The text with `error` and `warning` coloured at the beginning of a line. Print it to a stream that removes colours
/// where they are not wanted.
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
