//! The arguments of `serve`.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use originator_server::{BaseUrl, ProviderName, WebhookUrl};

use super::seconds;

#[derive(Debug, clap::Args)]
pub(crate) struct Serve {
    /// The map of senders; without it $ORIGINATOR_MAP, ./originators.yaml or data/originators.yaml
    #[arg(long, value_name = "FILE")]
    pub(crate) map: Option<PathBuf>,
    /// Read maps up to so many MiB
    #[arg(long, value_name = "MIB", default_value_t = 64)]
    pub(crate) max_map_mib: u64,
    /// Where to listen
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// The Conversation API of the apps' region, such as https://eu.conversation.api.sinch.com; without it nothing
    /// is passed on
    #[arg(long, value_name = "[PROVIDER=]URL")]
    pub(crate) upstream: Vec<ForProvider<BaseUrl>>,
    /// Pass callbacks on to this webhook, byte for byte; the provider sees its answer
    #[arg(long, value_name = "[PROVIDER=]URL")]
    pub(crate) forward_to: Vec<ForProvider<WebhookUrl>>,
    /// A JSON object of apps and the secrets of their callbacks; other apps have $ORIGINATOR_WEBHOOK_SECRET
    #[arg(long, value_name = "FILE")]
    pub(crate) webhook_secrets: Option<PathBuf>,
    /// Take unsigned callbacks of apps that have no secret
    #[arg(long)]
    pub(crate) allow_unsigned: bool,
    /// A file with the token that /v1/route and /v1/reply ask for
    #[arg(long, value_name = "FILE")]
    pub(crate) api_token_file: Option<PathBuf>,
    /// Write numbers into the logs as they are
    #[arg(long)]
    pub(crate) log_numbers: bool,
    /// The largest body that is read whole
    #[arg(long, value_name = "KIB", default_value_t = 1024)]
    pub(crate) max_body_kib: usize,
    /// How many requests are worked on at once
    #[arg(long, value_name = "COUNT", default_value = "1024")]
    pub(crate) max_requests: NonZeroUsize,
    /// How long a request may take to arrive
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    pub(crate) request_seconds: Duration,
    /// How long the upstream may say nothing
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    pub(crate) upstream_seconds: Duration,
    /// How long requests are still taken after SIGTERM, while `/readyz` says no: what a load balancer takes to notice
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub(crate) grace_seconds: Option<Duration>,
    /// Where conversations are remembered: `memory`, `file:PATH`, or a Redis or Valkey server that services share,
    /// redis://[user:password@]host[:port][/database], rediss:// for TLS, redis-cluster:// or rediss-cluster:// for a
    /// cluster. Without it $ORIGINATOR_CONVERSATIONS, where a password is in no list of processes, or `memory`
    #[arg(long, value_name = "URL")]
    pub(crate) conversations: Option<OsString>,
    /// How many conversations are remembered: in memory in some 50 MB a million, in a file in some 600 with their
    /// contacts; a server has limits of its own
    #[arg(long, value_name = "COUNT", default_value = "1000000")]
    pub(crate) max_conversations: NonZeroUsize,
}

/// A value for one provider: `PROVIDER=VALUE`, or the value alone for Sinch.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ForProvider<T> {
    pub(crate) provider: ProviderName,
    pub(crate) value: T,
}

impl<T: FromStr<Err: ToString>> FromStr for ForProvider<T> {
    type Err = String;

    fn from_str(text: &str) -> Result<ForProvider<T>, String> {
        // An address has a colon before its first `=`.
        let is_name = |name: &str| {
            name.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        };
        let (provider, value) = match text.split_once('=') {
            Some((name, value)) if is_name(name) => {
                let provider = name.parse::<ProviderName>();
                (provider.map_err(|error| error.to_string())?, value)
            }
            _ => (ProviderName::Sinch, text),
        };
        let value = value.parse::<T>().map_err(|error| error.to_string())?;
        Ok(ForProvider { provider, value })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_without_a_provider_is_for_sinch() {
        let read = |text: &str| text.parse::<ForProvider<WebhookUrl>>();
        let of = |url: &str| {
            Ok(ForProvider {
                provider: ProviderName::Sinch,
                value: url.parse().unwrap(),
            })
        };
        assert_eq!(read("https://a/b?c=d"), of("https://a/b?c=d"));
        assert_eq!(read("sinch=https://a/b?c=d"), of("https://a/b?c=d"));
        let unknown = read("telegraph=https://a").unwrap_err();
        assert_eq!(unknown, "expected the name of a provider: `sinch`");
        assert!(read("sinch=").is_err());
        assert!(read("=https://a").is_err());
    }
}
