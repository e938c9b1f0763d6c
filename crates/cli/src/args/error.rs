//! Prints the errors of arguments: the text of clap, without the secrets of a URL in an argument.

use std::ffi::OsString;
use std::process::ExitCode;

use crate::printable::printable_lines;
use crate::problem::Problem;
use crate::terminal::print_message;

/// Prints the error, or the help that was requested, and returns the exit status.
pub(crate) fn report_args_error(error: &clap::Error, arguments: &[OsString]) -> ExitCode {
    let text = error.render().to_string();
    let redacted = arguments.iter().fold(text.clone(), |text, argument| {
        without_secrets(&text, &argument.to_string_lossy())
    });
    let redacted = printable_lines(&redacted);
    if redacted != text {
        print_message(&redacted);
    } else if let Err(failed) = error.print()
        && !error.use_stderr()
    {
        // The requested help could not be printed.
        let problem = Problem::Output(failed);
        if !problem.is_closed_pipe() {
            print_message(problem.to_string());
            return ExitCode::from(2);
        }
    }
    u8::try_from(error.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from)
}

/// The text without the user, the password and the query of the URL in an argument.
fn without_secrets(text: &str, argument: &str) -> String {
    let value = match argument.split_once('=') {
        Some((option, value)) if option.starts_with('-') => value,
        _ => argument,
    };
    let (is_url, rest) = match value.split_once("://") {
        Some((_, rest)) => (true, rest),
        None => (false, value),
    };
    let mut text = text.to_owned();
    // A password that is not escaped may contain an `@`.
    if let Some((user, _)) = rest.rsplit_once('@')
        && (is_url || user.contains(':'))
    {
        text = text.replace(&format!("{user}@"), "…@");
    }
    if let Some((_, query)) = rest.split_once('?')
        && is_url
    {
        text = text.replace(&format!("?{query}"), "?…");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_repeated_without_its_secrets() {
        for (argument, shown) in [
            ("https://me:hunter2@a/b", "https://…@a/b"),
            ("https://hunter2@a", "https://…@a"),
            ("https://me:hunter2@hunter2@a", "https://…@a"),
            ("https://me:hun/hunter2@a?hunter2", "https://…@a?…"),
            ("redis://:hunter2@a:1/3", "redis://…@a:1/3"),
            ("me:hunter2@a", "…@a"),
            ("https://a/?token=hunter2#b", "https://a/?…"),
            ("https://a/?m=hunter2@b", "https://…@b"),
            ("https://@a?", "https://…@a?…"),
            ("ftp://a/b", "ftp://a/b"),
            ("users@home.csv", "users@home.csv"),
            ("what?.csv", "what?.csv"),
            ("", ""),
        ] {
            let message =
                |value: &str| format!("error: invalid value '{value}' for '--upstream <URL>'");
            for written in [argument.to_owned(), format!("--upstream={argument}")] {
                let redacted = without_secrets(&message(argument), &written);
                assert_eq!(redacted, message(shown), "{written}");
            }
        }
    }
}
