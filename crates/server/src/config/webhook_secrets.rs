//! The secrets that callbacks are signed with.

use std::collections::HashMap;
use std::fmt;

use originator_providers::Secret;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

/// The secrets that a provider signs callbacks with: one for each account (an app of the Conversation API), and one for
/// all other accounts.
#[derive(Clone, Debug, Default)]
pub struct WebhookSecrets {
    by_account: HashMap<String, Secret>,
    others: Option<Secret>,
}

impl WebhookSecrets {
    /// Reads a JSON object of account ids and their secrets.
    ///
    /// # Errors
    /// The text is not such an object, or a secret is empty. The message of an error never contains a secret.
    pub fn from_json(json: &[u8]) -> Result<WebhookSecrets, SecretsError> {
        let Texts(texts) =
            serde_json::from_slice(json).map_err(|error| SecretsError::Malformed {
                line: error.line(),
                column: error.column(),
            })?;
        let mut by_account = HashMap::new();
        for (app, text) in texts {
            let Ok(secret) = Secret::new(text) else {
                return Err(SecretsError::Empty(app));
            };
            if by_account.insert(app.clone(), secret).is_some() {
                return Err(SecretsError::Twice(app));
            }
        }
        Ok(WebhookSecrets {
            by_account,
            others: None,
        })
    }

    /// Adds a secret for every account that has none of its own.
    #[must_use]
    pub fn with_others(mut self, secret: Secret) -> WebhookSecrets {
        self.others = Some(secret);
        self
    }

    /// Whether any account has a secret of its own.
    pub(crate) fn has_accounts(&self) -> bool {
        !self.by_account.is_empty()
    }

    /// The secret of an account.
    pub(crate) fn of(&self, account: Option<&str>) -> Option<&Secret> {
        account
            .and_then(|account| self.by_account.get(account))
            .or(self.others.as_ref())
    }
}

/// The texts of a JSON object with their names, in order. A name that occurs twice is kept twice.
struct Texts(Vec<(String, String)>);

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Texts, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Texts;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of texts")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Texts, A::Error> {
                let mut texts = Vec::new();
                while let Some(text) = object.next_entry()? {
                    texts.push(text);
                }
                Ok(Texts(texts))
            }
        }

        json.deserialize_map(InOrder)
    }
}

/// Why secrets could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SecretsError {
    /// It is not an object of texts.
    #[error(
        "expected a JSON object of app ids and secrets, both texts, at line {line} column {column}"
    )]
    Malformed {
        /// The line, counted from 1.
        line: usize,
        /// The byte in the line, counted from 1; 0 for its beginning.
        column: usize,
    },
    /// An app's secret is empty.
    #[error("the secret of the app `{0}` is empty")]
    Empty(String),
    /// An app stands there twice.
    #[error("the app `{0}` has two secrets: leave the one that its webhook was registered with")]
    Twice(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_app_has_its_own_secret_or_that_of_all_others() {
        let secrets = WebhookSecrets::from_json(br#"{"a": "one"}"#).unwrap();
        let with_others = secrets.clone().with_others(Secret::new("two").unwrap());
        for (secrets, app, expected, why) in [
            (&secrets, Some("a"), Some("one"), "its own"),
            (&secrets, Some("b"), None, "none"),
            (&secrets, None, None, "no app"),
            (&with_others, Some("a"), Some("one"), "its own goes first"),
            (&with_others, Some("b"), Some("two"), "that of all others"),
            (&with_others, None, Some("two"), "no app, but one for all"),
        ] {
            assert_eq!(secrets.of(app).map(Secret::expose), expected, "{why}");
        }
        assert!(!format!("{with_others:?}").contains("one"));
    }

    #[test]
    fn errors_repeat_no_secret() {
        let malformed = WebhookSecrets::from_json(br#"{"a": 5}"#).unwrap_err();
        assert_eq!(
            malformed.to_string(),
            "expected a JSON object of app ids and secrets, both texts, at line 1 column 7"
        );
        let empty = WebhookSecrets::from_json(br#"{"a": ""}"#).unwrap_err();
        assert_eq!(empty, SecretsError::Empty("a".to_owned()));
        let twice = WebhookSecrets::from_json(br#"{"a": "one", "a": "two"}"#).unwrap_err();
        assert_eq!(twice, SecretsError::Twice("a".to_owned()));
    }
}
