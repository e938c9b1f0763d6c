//! The webhook that inbound messages go to.

use serde::Deserialize;
use serde_json::json;

use super::redacted::is_shown;
use super::{Body, Changes, Id, Method, Request, Setup, SetupError, Warning};
use crate::json::{self, Text, present};

/// The trigger of a message from a customer.
const INBOUND: &str = "MESSAGE_INBOUND";

/// How many webhooks an app has at most.
const MOST: usize = 5;

#[derive(Deserialize)]
struct List<'a> {
    #[serde(borrow)]
    webhooks: Option<Vec<Webhook<'a>>>,
}

#[derive(Deserialize)]
struct Webhook<'a> {
    #[serde(deserialize_with = "id")]
    id: Id,
    #[serde(borrow)]
    target: Text<'a>,
    #[serde(borrow)]
    triggers: Option<Vec<Text<'a>>>,
    #[serde(borrow)]
    secret: Option<Text<'a>>,
}

fn id<'de, D: serde::Deserializer<'de>>(json: D) -> Result<Id, D::Error> {
    let text = Text::deserialize(json)?;
    text.as_str().parse().map_err(serde::de::Error::custom)
}

/// Adds what is left to do so that inbound messages go to the webhook.
pub(super) fn change(setup: &Setup, body: &[u8], changes: &mut Changes) -> Result<(), SetupError> {
    let list: List<'_> = json::read(body).map_err(SetupError::Webhooks)?;
    let webhooks = list.webhooks.unwrap_or_default();
    let request = match webhooks
        .iter()
        .find(|webhook| webhook.target.as_str() == setup.webhook_url)
    {
        Some(webhook) => update(setup, webhook, changes),
        None if webhooks.len() >= MOST => {
            return Err(SetupError::TooManyWebhooks(webhooks.len()));
        }
        None => Some(create(setup)),
    };
    changes.requests.extend(request);
    Ok(())
}

fn create(setup: &Setup) -> Request {
    let mut webhook = json!({
        "app_id": setup.app.as_str(),
        "target": setup.webhook_url,
        "target_type": "HTTP",
        "triggers": [INBOUND],
    });
    if let (Some(secret), Some(webhook)) = (&setup.webhook_secret, webhook.as_object_mut()) {
        webhook.insert("secret".to_owned(), json!(secret.expose()));
    }
    let url = format!("{}/webhooks", setup.project_url());
    Request::new(Method::Post, url, Some(Body::new(&webhook)))
}

/// What the webhook lacks, all else staying as it is.
fn update(setup: &Setup, webhook: &Webhook<'_>, changes: &mut Changes) -> Option<Request> {
    let mut fields = serde_json::Map::new();
    if let Some(secret) = &setup.webhook_secret {
        match present(&webhook.secret).filter(|shown| is_shown(shown)) {
            None => changes.warnings.push(Warning::SecretNotShown),
            Some(shown) if shown == secret.expose() => {}
            Some(_) => {
                fields.insert("secret".to_owned(), json!(secret.expose()));
            }
        }
    }
    let triggers = webhook.triggers.as_deref().unwrap_or_default();
    let mut triggers: Vec<&str> = triggers.iter().map(Text::as_str).collect();
    if !triggers.contains(&INBOUND) {
        triggers.push(INBOUND);
        fields.insert("triggers".to_owned(), json!(triggers));
    }
    if fields.is_empty() {
        return None;
    }
    let mask: Vec<&str> = fields.keys().map(String::as_str).collect();
    let url = format!(
        "{}/webhooks/{}?update_mask={}",
        setup.project_url(),
        webhook.id,
        mask.join(",")
    );
    Some(Request::new(
        Method::Patch,
        url,
        Some(Body::new(&fields.into())),
    ))
}
