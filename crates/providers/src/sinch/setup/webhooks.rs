//! The webhook that inbound messages go to.

use serde::Deserialize;
use serde_json::json;
use serde_json::value::RawValue;
use url::Url;

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
    webhooks: Option<Vec<&'a RawValue>>,
}

/// Where a webhook goes, whatever else it has.
#[derive(Deserialize)]
struct Goal<'a> {
    #[serde(borrow)]
    target: Text<'a>,
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

/// Adds what is left to do so that inbound messages go to the webhook. The list comes whole: no documentation
/// knows of pages of it, and it is short.
pub(super) fn change(setup: &Setup, body: &[u8], changes: &mut Changes) -> Result<(), SetupError> {
    let list: List<'_> = json::read(body).map_err(SetupError::Webhooks)?;
    let webhooks = list.webhooks.unwrap_or_default();
    let wanted = Address::of(&setup.webhook_url);
    let mut there = Vec::new();
    for (place, raw) in webhooks.iter().enumerate() {
        // One of another form goes elsewhere, as far as one can see.
        let Ok(goal) = serde_json::from_str::<Goal<'_>>(raw.get()) else {
            continue;
        };
        let target = goal.target.as_str();
        if Address::of(target) == wanted {
            there.push((target != setup.webhook_url, place, raw));
        }
    }
    // That which is written like the wanted one comes first.
    there.sort_by_key(|(differs, ..)| *differs);
    if there.len() > 1 {
        changes.warnings.push(Warning::WebhookTwice);
    }
    let request = match there.first() {
        Some((_, place, raw)) => {
            let path = format!("webhooks[{place}]");
            let webhook = json::read_within(body, raw.get().as_bytes(), &path);
            update(setup, &webhook.map_err(SetupError::Webhooks)?, changes)
        }
        None if webhooks.len() >= MOST => {
            return Err(SetupError::TooManyWebhooks(webhooks.len()));
        }
        None => Some(create(setup)),
    };
    changes.requests.extend(request);
    Ok(())
}

/// Where a webhook goes, however it is spelled: neither the case of the host, the scheme's own port nor one
/// slash at the end makes another address of it.
#[derive(PartialEq, Eq)]
enum Address<'a> {
    Url(Url),
    /// As it is written.
    Other(&'a str),
}

impl Address<'_> {
    fn of(text: &str) -> Address<'_> {
        let Ok(mut url) = Url::parse(text) else {
            return Address::Other(text);
        };
        if let Some(path) = url.path().strip_suffix('/').map(str::to_owned) {
            url.set_path(&path);
        }
        Address::Url(url)
    }

    /// Whether two spellings of an address have the same path, to the slash.
    fn same_path(one: &str, other: &str) -> bool {
        let path = |text: &str| Url::parse(text).map(|url| url.path().to_owned());
        path(one) == path(other)
    }
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
    // What listens there may know the one path and not the other.
    if !Address::same_path(webhook.target.as_str(), &setup.webhook_url) {
        fields.insert("target".to_owned(), json!(setup.webhook_url));
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
