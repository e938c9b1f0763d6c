//! The credential of the SMS channel, among those of an app's other channels.
//!
//! Setting `channel_credentials` replaces the whole list, so the others are sent again byte for byte.

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use super::redacted::{is_complete, is_masked, is_shown};
use super::{Body, Changes, Method, Request, Setup, SetupError, Warning};
use crate::json::{self, Object, Text, present};
use crate::sinch::callback::SMS;

const LIST: &str = "channel_credentials";

#[derive(Deserialize)]
struct App<'a> {
    #[serde(borrow)]
    id: Option<Text<'a>>,
    #[serde(borrow, alias = "channelCredentials")]
    channel_credentials: Option<Vec<&'a RawValue>>,
}

/// An entry of the list, as far as it matters whose it is.
#[derive(Deserialize)]
struct Entry<'a> {
    #[serde(borrow)]
    channel: Option<Text<'a>>,
    #[serde(borrow, alias = "staticBearer")]
    static_bearer: Option<Object<StaticBearer<'a>>>,
    #[serde(borrow, alias = "callbackSecret")]
    callback_secret: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct StaticBearer<'a> {
    #[serde(borrow, alias = "claimedIdentity")]
    claimed_identity: Option<Text<'a>>,
    #[serde(borrow)]
    token: Option<Text<'a>>,
}

/// Adds what is left to do so that the app has the service plan's credential.
pub(super) fn change(setup: &Setup, body: &[u8], changes: &mut Changes) -> Result<(), SetupError> {
    let app: App<'_> = json::read(body).map_err(SetupError::App)?;
    if present(&app.id) != Some(setup.app.as_str()) {
        return Err(SetupError::NotTheApp(setup.app.clone()));
    }
    if app.channel_credentials.is_none()
        && let Some(name) = unknown_list(body)?
    {
        return Err(SetupError::UnknownList(name));
    }
    let mut others = Vec::new();
    let mut old = None;
    for (place, raw) in app.channel_credentials.iter().flatten().enumerate() {
        let path = format!("{LIST}[{place}]");
        let bytes = raw.get().as_bytes();
        let entry: Entry<'_> = json::read_within(body, bytes, &path).map_err(SetupError::App)?;
        let fields: Map<String, Value> =
            json::read_within(body, bytes, &path).map_err(SetupError::App)?;
        let channel = present(&entry.channel).unwrap_or_default();
        let shown = !present(&entry.callback_secret).is_some_and(is_masked);
        if channel == SMS {
            let bearer = entry.static_bearer;
            let plan = bearer.as_ref().and_then(|it| present(&it.claimed_identity));
            let plan = plan.ok_or(SetupError::NoServicePlan)?;
            if plan != setup.service_plan.as_str() {
                return Err(SetupError::OtherServicePlan(plan.to_owned()));
            }
            let token = bearer.as_ref().and_then(|it| present(&it.token));
            match token.filter(|token| is_shown(token)) {
                None => {
                    changes.warnings.push(Warning::TokenNotShown);
                    return Ok(());
                }
                Some(token) if token == setup.token.expose() => return Ok(()),
                Some(_) if !shown => {
                    return Err(SetupError::CredentialsNotShown(channel.to_owned()));
                }
                Some(_) => old = Some(fields),
            }
        } else {
            let complete = shown && is_complete(&fields);
            others.push((channel.to_owned(), raw.get(), complete));
        }
    }
    if let Some((channel, ..)) = others.iter().find(|(.., complete)| !complete) {
        return Err(SetupError::CredentialsNotShown(channel.clone()));
    }
    let ours = credential(setup, old).to_string();
    let mut entries: Vec<&str> = others.iter().map(|(_, raw, _)| *raw).collect();
    entries.push(&ours);
    changes.requests.push(Request::new(
        Method::Patch,
        format!("{}?update_mask={LIST}", setup.app_url()),
        Some(Body::list(LIST, &entries)),
    ));
    Ok(())
}

/// The name of what may be the credentials in an app that has no list of them as documented. In protocol
/// buffers an empty list may be left out; one of another name is none that was left out.
fn unknown_list(body: &[u8]) -> Result<Option<String>, SetupError> {
    let fields: Map<String, Value> = json::read(body).map_err(SetupError::App)?;
    let is_list = |(name, value): &(String, Value)| {
        let of_channels = |entries: &Vec<Value>| {
            let mut entries = entries.iter();
            entries.any(|entry| entry.get("channel").is_some())
        };
        !value.is_null()
            && (name.to_ascii_lowercase().contains("credential")
                || value.as_array().is_some_and(of_channels))
    };
    Ok(fields.into_iter().find(is_list).map(|(name, _)| name))
}

/// The service plan's credential, with what an older one had beside it.
fn credential(setup: &Setup, old: Option<Map<String, Value>>) -> Value {
    let mut credential = old.unwrap_or_default();
    credential.insert("channel".to_owned(), json!(SMS));
    credential.remove("staticBearer");
    credential.insert(
        "static_bearer".to_owned(),
        json!({
            "claimed_identity": setup.service_plan.as_str(),
            "token": setup.token.expose(),
        }),
    );
    Value::Object(credential)
}
