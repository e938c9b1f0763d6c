//! The providers by name, and what a service is started with for each of them: the same for all.

use std::fmt;
use std::str::FromStr;

use super::address::{BaseUrl, WebhookUrl};
use super::webhook_secrets::WebhookSecrets;

macro_rules! provider_names {
    ($($(#[$doc:meta])* $name:ident = $word:literal;)*) => {
        /// The providers that the service can stand in front of: a closed list.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ProviderName {
            $($(#[$doc])* $name,)*
        }

        impl ProviderName {
            /// All of them.
            pub const ALL: &[ProviderName] = &[$(ProviderName::$name),*];

            /// The name in `/webhooks/NAME`, in arguments, logs and metrics, and in the keys of stored contacts.
            pub const fn as_str(self) -> &'static str {
                match self { $(ProviderName::$name => $word,)* }
            }
        }
    };
}

provider_names! {
    /// The Sinch Conversation API.
    Sinch = "sinch";
}

impl fmt::Display for ProviderName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for ProviderName {
    type Err = ParseProviderNameError;

    fn from_str(text: &str) -> Result<ProviderName, ParseProviderNameError> {
        let mut all = ProviderName::ALL.iter().copied();
        all.find(|name| name.as_str() == text)
            .ok_or(ParseProviderNameError)
    }
}

/// A text that names no provider. The message lists the names that there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseProviderNameError;

impl fmt::Display for ParseProviderNameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected the name of a provider: ")?;
        for (place, name) in ProviderName::ALL.iter().enumerate() {
            let comma = if place == 0 { "" } else { ", " };
            write!(f, "{comma}`{name}`")?;
        }
        Ok(())
    }
}

impl std::error::Error for ParseProviderNameError {}

/// What a service is started with for one provider.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct ProviderConfig {
    /// The provider's API; without it no send is passed on.
    pub upstream: Option<BaseUrl>,
    /// The webhook that verified callbacks are forwarded to, byte for byte.
    pub forward_to: Option<WebhookUrl>,
    /// The secrets that callbacks are signed with.
    pub webhook_secrets: WebhookSecrets,
    /// Accept unsigned callbacks of accounts that have no secret.
    pub allow_unsigned: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_as_it_is_written() {
        for &name in ProviderName::ALL {
            assert_eq!(name.as_str().parse(), Ok(name));
        }
        let error = "Sinch".parse::<ProviderName>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected the name of a provider: `sinch`"
        );
    }
}
