//! Reads secrets from the environment and from files.

use std::fs;
use std::path::Path;

use originator_providers::Secret;

use crate::printable::shown;
use crate::problem::Problem;

/// The variable with the secret that callbacks are signed with.
pub(crate) const WEBHOOK_SECRET: &str = "ORIGINATOR_WEBHOOK_SECRET";

/// The secret in an environment variable, if it is set.
pub(crate) fn secret_from_env(variable: &'static str) -> Result<Option<Secret>, Problem> {
    let Some(text) = std::env::var_os(variable) else {
        return Ok(None);
    };
    let text = text
        .into_string()
        .map_err(|_| Problem::SecretNotUtf8(variable))?;
    let secret = Secret::new(text).map_err(|_| Problem::EmptySecret {
        place: format!("${variable}"),
    })?;
    Ok(Some(secret))
}

/// The secret in the first line of a file.
pub(crate) fn secret_from_file(path: &Path) -> Result<Secret, Problem> {
    let text = fs::read_to_string(path).map_err(|error| Problem::UnreadableSecret {
        path: path.to_owned(),
        error,
    })?;
    let line = text.lines().next().unwrap_or_default().trim();
    Secret::new(line).map_err(|_| Problem::EmptySecret { place: shown(path) })
}
