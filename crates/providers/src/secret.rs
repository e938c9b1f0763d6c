//! Secrets, which must never be printed.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

/// A secret or a token. Printing it shows no part of it, and its memory is wiped when it is dropped.
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
    /// Takes a secret as it is. A caller that reads it from a file removes the line end before.
    ///
    /// # Errors
    /// The text is empty; anybody could sign with an empty secret.
    pub fn new(text: impl Into<String>) -> Result<Secret, EmptySecret> {
        let text = text.into();
        if text.is_empty() {
            Err(EmptySecret)
        } else {
            Ok(Secret(text.into()))
        }
    }

    /// A text that contains secrets.
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

/// An empty text where a secret is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the secret is empty")]
pub struct EmptySecret;
