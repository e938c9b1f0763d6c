//! What of a body may be seen, and what the API itself does not show.

use serde_json::{Map, Value};

use crate::Secret;

const REDACTED: &str = "[redacted]";

/// The texts that are no secrets. Of a channel that is not known yet all texts are taken for secrets.
const OPEN: [&str; 14] = [
    "app_id",
    "appId",
    "channel",
    "channel_known_id",
    "channelKnownId",
    "claimed_identity",
    "claimedIdentity",
    "description",
    "id",
    "status",
    "target",
    "target_type",
    "targetType",
    "triggers",
];

/// The value with every text redacted that may be a secret, and these texts.
pub(super) fn redacted(value: &Value, secrets: &mut Vec<Secret>) -> Value {
    match value {
        Value::Object(fields) => {
            let field = |(name, value): (&String, &Value)| {
                let value = if is_text(value) && OPEN.contains(&name.as_str()) {
                    value.clone()
                } else {
                    redacted(value, secrets)
                };
                (name.clone(), value)
            };
            Value::Object(fields.iter().map(field).collect())
        }
        Value::Array(values) => {
            let value = |value| redacted(value, secrets);
            Value::Array(values.iter().map(value).collect())
        }
        Value::String(text) if !text.is_empty() => {
            secrets.push(Secret::with_secrets(text.clone()));
            REDACTED.into()
        }
        Value::Number(_) | Value::String(_) | Value::Bool(_) | Value::Null => value.clone(),
    }
}

fn is_text(value: &Value) -> bool {
    match value {
        Value::String(_) => true,
        Value::Array(values) => values.iter().all(Value::is_string),
        _ => false,
    }
}

/// Whether a secret is shown in full: neither empty nor masked.
pub(super) fn is_shown(secret: &str) -> bool {
    !secret.is_empty() && !is_masked(secret)
}

/// Whether a secret is hidden, as far as one can see.
pub(super) fn is_masked(text: &str) -> bool {
    text.contains("***") || text.contains('•') || text.to_ascii_lowercase().contains("redacted")
}

/// Whether an entry of `channel_credentials` has all that has to be sent again with it.
pub(super) fn is_complete(entry: &Map<String, Value>) -> bool {
    let mut credentials = entry
        .iter()
        .filter(|(name, value)| *name != "state" && value.is_object())
        .peekable();
    credentials.peek().is_some()
        && credentials.all(|(name, credentials)| {
            let needs_token = matches!(
                name.as_str(),
                "static_bearer" | "staticBearer" | "static_token" | "staticToken"
            );
            all_shown("", credentials) && (!needs_token || credentials.get("token").is_some())
        })
}

fn all_shown(name: &str, value: &Value) -> bool {
    match value {
        Value::Object(fields) => fields.iter().all(|(name, value)| all_shown(name, value)),
        Value::Array(values) => values.iter().all(|value| all_shown(name, value)),
        Value::String(text) if text.is_empty() => {
            let name = name.to_ascii_lowercase();
            let secret = ["token", "secret", "password", "key"];
            !secret.into_iter().any(|word| name.contains(word))
        }
        Value::String(text) => !is_masked(text),
        Value::Number(_) | Value::Bool(_) | Value::Null => true,
    }
}
