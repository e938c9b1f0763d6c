//! Whether output is coloured.

use std::ffi::OsString;

use clap::ValueEnum;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless $NO_COLOR is set; also elsewhere with $CLICOLOR_FORCE
    #[default]
    Auto,
    /// Also where there is no terminal
    Always,
    /// Nowhere
    Never,
}

/// What `--color` says in the arguments, before they are read as a whole: an error in them is coloured, too.
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
