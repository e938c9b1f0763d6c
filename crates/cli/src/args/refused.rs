//! What is said of wrong arguments: clap's own words, without the secrets of an address among them.

use std::ffi::OsString;
use std::process::ExitCode;

use crate::printable::printable_lines;
use crate::problem::Problem;
use crate::terminal::tell;

/// Says what is wrong, or prints the help that was asked for.
pub(crate) fn refused(error: &clap::Error, arguments: &[OsString]) -> ExitCode {
    let said = error.render().to_string();
    let told = arguments.iter().fold(said.clone(), |said, argument| {
        without_secrets(&said, &argument.to_string_lossy())
    });
    let told = printable_lines(&told);
    if told != said {
        tell(&told);
    } else if let Err(failed) = error.print()
        && !error.use_stderr()
    {
        // The help was asked for, and could not be printed.
        let problem = Problem::Output(failed);
        if !problem.is_closed_pipe() {
            tell(problem.to_string());
            return ExitCode::from(2);
        }
    }
    u8::try_from(error.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from)
}

/// What was said, without the name and the password, and without the query, of the address in an argument.
fn without_secrets(said: &str, argument: &str) -> String {
    let value = match argument.split_once('=') {
        Some((option, value)) if option.starts_with('-') => value,
        _ => argument,
    };
    let (is_address, rest) = match value.split_once("://") {
        Some((_, rest)) => (true, rest),
        None => (false, value),
    };
    let mut said = said.to_owned();
    // Whoever forgets to escape a password has an `@` in it.
    if let Some((user, _)) = rest.rsplit_once('@')
        && (is_address || user.contains(':'))
    {
        said = said.replace(&format!("{user}@"), "…@");
    }
    if let Some((_, query)) = rest.split_once('?')
        && is_address
    {
        said = said.replace(&format!("?{query}"), "?…");
    }
    said
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
            let said =
                |value: &str| format!("error: invalid value '{value}' for '--upstream <URL>'");
            for written in [argument.to_owned(), format!("--upstream={argument}")] {
                let told = without_secrets(&said(argument), &written);
                assert_eq!(told, said(shown), "{written}");
            }
        }
    }
}
