//! Set-up: the requests that connect an app's SMS channel to a service plan and to a webhook.
//!
//! Pure values: what the API answered goes in, the requests that are left to make come out. If there is nothing
//! left to do, there are none.

mod credentials;
mod redacted;
mod request;
mod webhooks;

use std::fmt;
use std::str::FromStr;

use crate::{Malformed, Secret};

pub use request::{Body, Method, Request};

/// What is to be set up.
///
/// ```
/// use originator_providers::Secret;
/// use originator_providers::sinch::setup::{Adapter, ApiRegion, Setup};
///
/// let setup = Setup {
///     project: "5b0e3c1a-7f42-4d29-9a11-0c6d2f4e8b73".parse()?,
///     app: "01EXAMPLEAPP".parse()?,
///     region: ApiRegion::Eu,
///     api: None,
///     service_plan: "0123456789abcdef".parse()?,
///     token: Secret::new("the service plan's API token")?,
///     webhook_url: "https://example.org/webhooks/sinch".to_owned(),
///     webhook_secret: Some(Secret::new("made up for this webhook")?),
/// };
/// // What the API answers to `setup.app_request()` and `setup.webhooks_request()`.
/// let changes = setup.changes(br#"{"id": "01EXAMPLEAPP"}"#, br#"{"webhooks": []}"#)?;
/// for request in &changes.requests {
///     println!("{request}\n");                                // tokens and secrets are redacted
/// }
/// assert_eq!(changes.requests.len(), 2);
/// assert_eq!(
///     setup.callback_url(Adapter::default()).as_deref(),
///     Some("https://whatsapp-adapter.eu1.conversation-api.int.prod.sinch.com/adapter/v1/01EXAMPLEAPP/callback"),
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Setup {
    /// The project that the app is in.
    pub project: Id,
    /// The app.
    pub app: Id,
    /// Where the app is; the API answers 404 anywhere else.
    pub region: ApiRegion,
    /// Where the API is, if not at the region's own address: a gateway, say.
    pub api: Option<String>,
    /// The service plan, which has to be of the same region.
    pub service_plan: Id,
    /// The API token of the service plan.
    pub token: Secret,
    /// Where callbacks go.
    pub webhook_url: String,
    /// What callbacks are signed with; without it they are not signed.
    pub webhook_secret: Option<Secret>,
}

/// An id that is part of an address: letters, digits, `-` and `_`, at most 128.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Id(String);

/// Where the Conversation API runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiRegion {
    /// `us`
    Us,
    /// `eu`
    Eu,
    /// `br`
    Br,
}

/// Which form of the callback URL a service plan gets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Adapter {
    /// `https://whatsapp-adapter.…`, the form of the first pages on the SMS channel.
    #[default]
    Whatsapp,
    /// `https://xms-adapter.…`, the form that newer pages show.
    Xms,
}

/// What is left to do.
#[derive(Debug)]
pub struct Changes {
    /// The requests to make, in order; stop at the first that fails.
    pub requests: Vec<Request>,
    /// What could not be seen, and was left as it is.
    pub warnings: Vec<Warning>,
}

/// What could not be seen, and was left as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Warning {
    /// The app has the service plan, with a token that the API does not show.
    #[error(
        "the app has this service plan already, but its token is not shown and may be another; to change it, remove the SMS channel from the app first"
    )]
    TokenNotShown,
    /// The webhook is there, with a secret that the API does not show.
    #[error(
        "the webhook is there already, but its secret is not shown and may be another, or none; to change it, remove the webhook first"
    )]
    SecretNotShown,
    /// Another webhook of the app has the same address.
    #[error(
        "two webhooks of the app go to this address, so that a callback may arrive twice; remove one of them"
    )]
    WebhookTwice,
}

/// Why nothing is to be done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SetupError {
    /// The answer to the request for the app is not as documented.
    #[error("the app: {0}")]
    App(Malformed),
    /// The answer to the request for the app is of another one; its credentials would be lost.
    #[error("the answer is not the app `{0}`")]
    NotTheApp(Id),
    /// The app has no list of credentials, but something else that may be one.
    #[error(
        "the app has no `channel_credentials`, but `{}`, which may hold credentials that would be lost; add the SMS channel in the provider's dashboard", .0.escape_debug()
    )]
    UnknownList(String),
    /// The answer to the request for the webhooks is not as documented.
    #[error("the webhooks: {0}")]
    Webhooks(Malformed),
    /// The app's SMS channel belongs to another service plan.
    #[error(
        "the app's SMS channel belongs to the service plan `{}`; remove it from the app first if that is right", .0.escape_debug()
    )]
    OtherServicePlan(String),
    /// The app's SMS channel has credentials, but not those of a service plan.
    #[error(
        "the app's SMS channel has credentials that name no service plan; remove it from the app first if that is right"
    )]
    NoServicePlan,
    /// Setting credentials replaces all of them, and some of these cannot be sent again.
    #[error(
        "the API does not show the credentials of the channel `{}`, which would be lost; add the SMS channel in the provider's dashboard", .0.escape_debug()
    )]
    CredentialsNotShown(String),
    /// An app has five webhooks at most.
    #[error("the app has {0} webhooks, which is the most; remove one first")]
    TooManyWebhooks(usize),
}

impl Setup {
    /// The request whose answer says which credentials the app has.
    pub fn app_request(&self) -> Request {
        Request::new(Method::Get, self.app_url(), None)
    }

    /// The request whose answer says which webhooks the app has.
    pub fn webhooks_request(&self) -> Request {
        Request::new(Method::Get, format!("{}/webhooks", self.app_url()), None)
    }

    /// What is left to do, from the bodies of the answers to [`app_request`](Setup::app_request) and
    /// [`webhooks_request`](Setup::webhooks_request).
    ///
    /// # Errors
    /// An answer that is not as documented, and what must not be overwritten.
    pub fn changes(&self, app: &[u8], webhooks: &[u8]) -> Result<Changes, SetupError> {
        let mut changes = Changes {
            requests: Vec::new(),
            warnings: Vec::new(),
        };
        credentials::change(self, app, &mut changes)?;
        webhooks::change(self, webhooks, &mut changes)?;
        Ok(changes)
    }

    /// The callback URL that the service plan needs, which is set in the dashboard. `None` in a region for
    /// which the documentation names none.
    pub fn callback_url(&self, adapter: Adapter) -> Option<String> {
        let adapter = match adapter {
            Adapter::Whatsapp => "whatsapp-adapter",
            Adapter::Xms => "xms-adapter",
        };
        let region = match self.region {
            ApiRegion::Us => "us1",
            ApiRegion::Eu => "eu1",
            ApiRegion::Br => return None,
        };
        let app = &self.app;
        Some(format!(
            "https://{adapter}.{region}.conversation-api.int.prod.sinch.com/adapter/v1/{app}/callback"
        ))
    }

    fn project_url(&self) -> String {
        let region = self.region.base_url();
        let api = self.api.as_deref().unwrap_or(region).trim_end_matches('/');
        format!("{api}/v1/projects/{}", self.project)
    }

    fn app_url(&self) -> String {
        format!("{}/apps/{}", self.project_url(), self.app)
    }
}

impl ApiRegion {
    /// Every region.
    pub const ALL: [ApiRegion; 3] = [ApiRegion::Us, ApiRegion::Eu, ApiRegion::Br];

    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            ApiRegion::Us => "us",
            ApiRegion::Eu => "eu",
            ApiRegion::Br => "br",
        }
    }

    /// Where its API is, without a slash at the end.
    pub const fn base_url(self) -> &'static str {
        match self {
            ApiRegion::Us => "https://us.conversation.api.sinch.com",
            ApiRegion::Eu => "https://eu.conversation.api.sinch.com",
            ApiRegion::Br => "https://br.conversation.api.sinch.com",
        }
    }
}

impl Id {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Id {
    type Err = ParseIdError;

    fn from_str(text: &str) -> Result<Id, ParseIdError> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if (1..=128).contains(&text.len()) && text.bytes().all(plain) {
            Ok(Id(text.to_owned()))
        } else {
            Err(ParseIdError)
        }
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A text that is no [`Id`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an id has 1 to 128 letters, digits, `-` and `_`")]
pub struct ParseIdError;
