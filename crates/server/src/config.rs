//! What a service is started with.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use originator_providers::Secret;
use reqwest::Url;

use crate::sinch::WebhookSecrets;
use crate::store::StoreUrl;

/// What a service is started with, beside its map.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The Conversation API; without it nothing is passed on.
    pub upstream: Option<BaseUrl>,
    /// Where callbacks are passed on to, byte for byte.
    pub forward_to: Option<WebhookUrl>,
    /// What callbacks are signed with.
    pub webhook_secrets: WebhookSecrets,
    /// Take callbacks that are not signed, of apps for which there is no secret.
    pub allow_unsigned: bool,
    /// What `/v1/route` and `/v1/reply` ask for; without it they ask for nothing.
    pub api_token: Option<Secret>,
    /// Where conversations are remembered.
    pub conversations: StoreUrl,
    /// Write numbers into the logs as they are.
    pub log_numbers: bool,
    /// How much is taken at a time.
    pub limits: Limits,
}

/// How much a service takes, and how long it waits.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The largest body that is read whole, in bytes: a callback, a send, a question. Longer ones are answered 413.
    pub body: usize,
    /// The largest head of a request, in bytes; a larger one is answered 431.
    pub head: usize,
    /// How long a request may take to arrive. A body that takes longer is answered 408.
    pub arrival: Duration,
    /// How long to wait for a connection to the upstream.
    pub connect: Duration,
    /// How long the upstream may say nothing. What takes longer before its answer begins is answered 504.
    pub upstream: Duration,
    /// How many requests are worked on at once; one more is answered 503.
    pub concurrency: usize,
    /// How long requests are still taken after the signal to stop, while `/readyz` says no: as long as what is in front
    /// takes to notice.
    pub grace: Duration,
    /// How long requests in flight have to finish after the signal to stop.
    pub drain: Duration,
    /// How many conversations are remembered in memory or in a file, and how many contacts.
    pub conversations: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            body: 1024 * 1024,
            head: 32 * 1024,
            arrival: Duration::from_secs(10),
            connect: Duration::from_secs(5),
            upstream: Duration::from_secs(30),
            concurrency: 1024,
            grace: Duration::ZERO,
            drain: Duration::from_secs(10),
            conversations: 1_000_000,
        }
    }
}

macro_rules! address {
    ($(#[$doc:meta])* $name:ident, $wrong:ident, $wanted:literal, |$url:ident| $also:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name(Url);

        impl $name {
            pub(crate) fn url(&self) -> &Url {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.0.as_str())
            }
        }

        impl FromStr for $name {
            type Err = $wrong;

            fn from_str(text: &str) -> Result<$name, $wrong> {
                let $url = Url::parse(text).map_err(|_| $wrong)?;
                let plain = $url.username().is_empty() && $url.password().is_none();
                let good = matches!($url.scheme(), "http" | "https")
                    && $url.has_host()
                    && plain
                    && $url.fragment().is_none()
                    && $also;
                good.then_some($name($url)).ok_or($wrong)
            }
        }

        #[doc = concat!("A text that is no [`", stringify!($name), "`].")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
        #[error($wanted)]
        pub struct $wrong;
    };
}

address! {
    /// Where paths are added to: an address of HTTP or HTTPS without a name, a password, a query or a fragment in it.
    BaseUrl, NotABaseUrl,
    "an address such as https://eu.conversation.api.sinch.com, without a name, a password and a query",
    |url| url.query().is_none()
}

address! {
    /// Where callbacks go: an address of HTTP or HTTPS without a name, a password or a fragment in it.
    WebhookUrl, NotAWebhookUrl,
    "an address such as https://shop.example/inbound, without a name and a password",
    |url| true
}
