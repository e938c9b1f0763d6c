//! Secrets: what must not be seen.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

/// A secret or a token. Nothing that prints it shows it, and its memory is wiped when it goes.
///
/// ```
/// use originator_providers::Secret;
///
/// let secret = Secret::new("foo_secret1234")?;
/// assert!(!format!("{secret:?}").contains("foo"));
/// assert!(Secret::new("").is_err());
/// # Ok::<(), originator_providers::EmptySecret>(())
/// ```
#[derive(Clone)]
pub struct Secret(SecretString);

impl Secret {
    /// Takes a secret as it is; who reads it from a file drops the line's end.
    ///
    /// # Errors
    /// An empty text, with which anybody could sign.
    pub fn new(text: impl Into<String>) -> Result<Secret, EmptySecret> {
        let text = text.into();
        match text.is_empty() {
            true => Err(EmptySecret),
            false => Ok(Secret(text.into())),
        }
    }

    /// A text that has secrets in it.
    pub(crate) fn with_secrets(text: String) -> Secret {
        Secret(text.into())
    }

    /// The secret itself, for the one place that needs it.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// A secret that is no secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the secret is empty")]
pub struct EmptySecret;
