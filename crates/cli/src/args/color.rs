//! The argument `--color`.

use std::ffi::OsString;

use anstream::ColorChoice;
use clap::ValueEnum;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless $NO_COLOR is set; everywhere if $CLICOLOR_FORCE is set
    #[default]
    Auto,
    /// Everywhere
    Always,
    /// Never
    Never,
}

impl Color {
    /// `Auto` follows $NO_COLOR, $CLICOLOR, $CLICOLOR_FORCE, and whether the output is a terminal.
    pub(crate) fn choice(self) -> ColorChoice {
        match self {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        }
    }
}

/// The value of `--color`, found before the arguments are parsed: their errors are coloured, too.
pub(crate) fn color_of_arguments(arguments: &[OsString]) -> Color {
    let mut color = Color::Auto;
    let mut arguments = arguments.iter().take_while(|argument| *argument != "--");
    while let Some(argument) = arguments.next() {
        let value = match argument.to_str() {
            Some("--color") => arguments.next().cloned(),
            Some(argument) => argument.strip_prefix("--color=").map(OsString::from),
            None => None,
        };
        let value = value.as_ref().and_then(|value| value.to_str());
        if let Some(Ok(found)) = value.map(|value| Color::from_str(value, false)) {
            color = found;
        }
    }
    color
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_argument_is_found_among_others() {
        for (arguments, expected) in [
            ("originator route +1", Color::Auto),
            ("originator --color always route", Color::Always),
            ("originator route --color=never", Color::Never),
            ("originator route --color", Color::Auto),
            ("originator route --color=green", Color::Auto),
            ("originator route -- --color=never", Color::Auto),
        ] {
            let arguments: Vec<OsString> = arguments.split(' ').map(OsString::from).collect();
            assert_eq!(color_of_arguments(&arguments), expected);
        }
    }
}
