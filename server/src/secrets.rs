//! Secrets: of the apps' callbacks, and of the service's own interface.

use std::collections::HashMap;

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use originator_sinch::{EmptySecret, Secret};
use subtle::ConstantTimeEq;

/// What callbacks are signed with: a secret for each app, and one for all others.
#[derive(Clone, Debug, Default)]
pub struct WebhookSecrets {
    by_app: HashMap<String, Secret>,
    others: Option<Secret>,
}

impl WebhookSecrets {
    /// Reads a JSON object of app ids and their secrets.
    ///
    /// # Errors
    /// What is not such an object, or an empty secret. The text of an error has no secret in it.
    pub fn from_json(json: &[u8]) -> Result<WebhookSecrets, SecretsError> {
        let texts: HashMap<String, String> =
            serde_json::from_slice(json).map_err(|error| SecretsError::Malformed {
                line: error.line(),
                column: error.column(),
            })?;
        let secret = |(app, text): (String, String)| match Secret::new(text) {
            Ok(secret) => Ok((app, secret)),
            Err(EmptySecret) => Err(SecretsError::Empty(app)),
        };
        Ok(WebhookSecrets {
            by_app: texts.into_iter().map(secret).collect::<Result<_, _>>()?,
            others: None,
        })
    }

    /// With a secret for every app that has none of its own.
    #[must_use]
    pub fn with_others(mut self, secret: Secret) -> WebhookSecrets {
        self.others = Some(secret);
        self
    }

    /// The secret of an app.
    pub(crate) fn of(&self, app: Option<&str>) -> Option<&Secret> {
        app.and_then(|app| self.by_app.get(app))
            .or(self.others.as_ref())
    }
}

/// Why secrets could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
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
}

/// Whether a request carries a token. The comparison takes the same time wherever two tokens differ.
pub(crate) fn carries(headers: &HeaderMap, token: &Secret) -> bool {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return false;
    };
    let Some((scheme, given)) = value.as_bytes().split_at_checked(7) else {
        return false;
    };
    scheme.eq_ignore_ascii_case(b"bearer ") && given.ct_eq(token.expose().as_bytes()).into()
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
    }

    #[test]
    fn a_token_is_taken_as_a_whole() {
        let token = Secret::new("correct horse").unwrap();
        for (value, expected, why) in [
            ("Bearer correct horse", true, "the token"),
            ("bearer correct horse", true, "schemes have no case"),
            ("Bearer correct hors", false, "shorter"),
            ("Bearer correct horses", false, "longer"),
            ("Bearer wrong battery", false, "another"),
            ("Bearer ", false, "none"),
            ("Basic correct horse", false, "another scheme"),
            ("", false, "nothing"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(AUTHORIZATION, value.parse().unwrap());
            assert_eq!(carries(&headers, &token), expected, "{why}");
        }
        assert!(!carries(&HeaderMap::new(), &token));
    }
}
