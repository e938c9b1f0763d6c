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
    /// The map of senders. Default: $ORIGINATOR_MAP, ./originators.yaml or data/originators.yaml
    #[arg(long, value_name = "FILE")]
    pub(crate) map: Option<PathBuf>,
    /// The maximum size of a map, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 64)]
    pub(crate) max_map_mib: u64,
    /// The address to listen on
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// The base URL of the Conversation API in the region of the apps, such as https://eu.conversation.api.sinch.com;
    /// without it, no request is forwarded
    #[arg(long, value_name = "[PROVIDER=]URL")]
    pub(crate) upstream: Vec<ForProvider<BaseUrl>>,
    /// Forward callbacks unchanged to this webhook, and its answers to the provider
    #[arg(long, value_name = "[PROVIDER=]URL")]
    pub(crate) forward_to: Vec<ForProvider<WebhookUrl>>,
    /// A JSON file with an object of app ids and their callback secrets; other apps use $ORIGINATOR_WEBHOOK_SECRET
    #[arg(long, value_name = "FILE")]
    pub(crate) webhook_secrets: Option<PathBuf>,
    /// Accept unsigned callbacks of apps without a secret
    #[arg(long)]
    pub(crate) allow_unsigned: bool,
    /// A file with the token that callers of /v1/route and /v1/reply must send
    #[arg(long, value_name = "FILE")]
    pub(crate) api_token_file: Option<PathBuf>,
    /// Write full phone numbers to the logs
    #[arg(long)]
    pub(crate) log_numbers: bool,
    /// The maximum size of a body that must be read whole, in KiB
    #[arg(long, value_name = "KIB", default_value_t = 1024)]
    pub(crate) max_body_kib: usize,
    /// The maximum number of concurrent requests
    #[arg(long, value_name = "COUNT", default_value = "1024")]
    pub(crate) max_requests: NonZeroUsize,
    /// The maximum time for a request to arrive
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    pub(crate) request_seconds: Duration,
    /// The idle timeout of the upstream
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    pub(crate) upstream_seconds: Duration,
    /// The time during which the service still accepts requests after SIGTERM while /readyz fails, so that a load
    /// balancer notices
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub(crate) grace_seconds: Option<Duration>,
    /// The store of conversations: `memory`, `file:PATH`, or a Redis or Valkey server that several services can share,
    /// redis://[user:password@]host[:port][/database], rediss:// for TLS, redis-cluster:// or rediss-cluster:// for a
    /// cluster. Default: $ORIGINATOR_CONVERSATIONS, which keeps a password out of the list of processes, or `memory`
    #[arg(long, value_name = "URL")]
    pub(crate) conversations: Option<OsString>,
    /// The maximum number of conversations in the store. A million takes about 50 MB in memory, and about 600 MB in a
    /// file with their contacts; a server has its own limits
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
