//! Requests: what is sent, and what is shown of it.

use std::fmt::{self, Write};

use serde_json::Value;

use super::redacted::redacted;
use crate::Secret;

/// A request to the Conversation API, to be made with the caller's authorization.
///
/// Printed, it has its secrets redacted.
#[derive(Clone)]
pub struct Request {
    method: Method,
    url: String,
    body: Option<Body>,
}

/// The method of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PATCH`
    Patch,
}

/// A body in JSON.
#[derive(Clone)]
pub struct Body {
    sent: Secret,
    shown: Value,
    secrets: Vec<Secret>,
}

impl Request {
    pub(super) fn new(method: Method, url: String, body: Option<Body>) -> Request {
        Request { method, url, body }
    }

    /// The method.
    pub fn method(&self) -> Method {
        self.method
    }

    /// The address, which has no secrets in it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The body, if there is one.
    pub fn body(&self) -> Option<&Body> {
        self.body.as_ref()
    }
}

impl Method {
    /// The method's name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Patch => "PATCH",
        }
    }
}

impl Body {
    pub(super) fn new(json: &Value) -> Body {
        let mut secrets = Vec::new();
        Body {
            sent: Secret::with_secrets(json.to_string()),
            shown: redacted(json, &mut secrets),
            secrets,
        }
    }

    /// A list of objects, some of which stay as they came.
    pub(super) fn list(name: &str, objects: &[&str]) -> Body {
        let mut secrets = Vec::new();
        let shown = objects.iter().map(|object| {
            // What cannot be read cannot be redacted either.
            serde_json::from_str(object)
                .map_or(Value::Null, |object| redacted(&object, &mut secrets))
        });
        Body {
            shown: serde_json::json!({ name: shown.collect::<Vec<Value>>() }),
            secrets,
            sent: Secret::with_secrets(format!(r#"{{"{name}":[{}]}}"#, objects.join(","))),
        }
    }

    /// The body as it is to be sent, secrets and all.
    pub fn expose(&self) -> &str {
        self.sent.expose()
    }

    /// The texts of the body that are not shown: what an answer repeats of them is not to be shown either.
    pub fn secrets(&self) -> &[Secret] {
        &self.secrets
    }
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method.as_str(), self.url)?;
        match &self.body {
            Some(body) => write!(f, "\n{body}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // JSON may hold some control characters as they are, which a terminal would obey.
        for character in format!("{:#}", self.shown).chars() {
            if character.is_control() && character != '\n' {
                write!(f, "\\u{:04x}", u32::from(character))?;
            } else {
                f.write_char(character)?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
