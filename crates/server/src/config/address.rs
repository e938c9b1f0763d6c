//! Addresses of the servers behind the service.

use std::fmt;
use std::str::FromStr;

use reqwest::Url;

macro_rules! address {
    ($(#[$doc:meta])* $name:ident, $error:ident, $expected:literal, |$url:ident| $also:expr) => {
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
            type Err = $error;

            fn from_str(text: &str) -> Result<$name, $error> {
                let $url = Url::parse(text).map_err(|_| $error)?;
                let has_no_user = $url.username().is_empty() && $url.password().is_none();
                let is_valid = matches!($url.scheme(), "http" | "https")
                    && $url.has_host()
                    && has_no_user
                    && $url.fragment().is_none()
                    && $also;
                is_valid.then_some($name($url)).ok_or($error)
            }
        }

        #[doc = concat!("A text that is no [`", stringify!($name), "`].")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
        #[error($expected)]
        pub struct $error;
    };
}

address! {
    /// The address to which paths are appended: HTTP or HTTPS, without a user name, a password, a query or a fragment.
    BaseUrl, ParseBaseUrlError,
    "an address such as https://eu.conversation.api.sinch.com, without a name, a password and a query",
    |url| url.query().is_none()
}

address! {
    /// The address that callbacks are forwarded to: HTTP or HTTPS, without a user name, a password or a fragment.
    WebhookUrl, ParseWebhookUrlError,
    "an address such as https://shop.example/inbound, without a name and a password",
    |url| true
}
