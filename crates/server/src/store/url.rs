//! Where conversations are remembered, as an operator writes it.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use redis::cluster::ClusterClient;
use redis::io::tcp::TcpSettings;
use redis::{Client, ConnectionInfo, IntoConnectionInfo};

use super::error::{CONNECT_TIMEOUT, DEADLINE};
use super::redis::link::Server;

/// Where conversations are remembered: `memory`, `file:PATH`, or the address of a Redis or Valkey server.
///
/// Addresses are `redis://[user:password@]host[:port][/database]`, `rediss://…` for TLS, `redis-cluster://…` and
/// `rediss-cluster://…` for a cluster, of which several nodes may be named, with commas between them, and
/// `unix:///path` for a socket. `valkey` may stand for `redis`. Nothing prints the password.
///
/// ```
/// use originator_server::StoreUrl;
///
/// let store: StoreUrl = "redis://me:secret@store.example.org/1".parse()?;
/// assert!(!format!("{store:?}").contains("secret"));
/// assert!("http://store.example.org".parse::<StoreUrl>().is_err());
/// # Ok::<(), originator_server::ParseStoreUrlError>(())
/// ```
#[derive(Clone, Default)]
pub struct StoreUrl(Location);

impl StoreUrl {
    pub(super) fn location(&self) -> &Location {
        &self.0
    }
}

#[derive(Clone, Default)]
pub(super) enum Location {
    #[default]
    Memory,
    File(PathBuf),
    Redis(Server),
}

impl FromStr for StoreUrl {
    type Err = ParseStoreUrlError;

    fn from_str(text: &str) -> Result<StoreUrl, ParseStoreUrlError> {
        if text == "memory" {
            return Ok(StoreUrl(Location::Memory));
        }
        if let Some(path) = text.strip_prefix("file:") {
            return if path.is_empty() {
                Err(ParseStoreUrlError::Form)
            } else {
                Ok(StoreUrl(Location::File(path.into())))
            };
        }
        let (scheme, rest) = text.split_once("://").ok_or(ParseStoreUrlError::Form)?;
        // The library takes `#insecure`, which turns off the checks of certificates.
        if rest.contains('#') {
            return Err(ParseStoreUrlError::Address);
        }
        let server = match scheme.strip_suffix("-cluster") {
            Some(scheme) => cluster(scheme, rest)?,
            None => Server::One(Arc::new(
                Client::open(address(scheme, rest)?).map_err(bad_address)?,
            )),
        };
        Ok(StoreUrl(Location::Redis(server)))
    }
}

impl fmt::Debug for StoreUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Location::Memory => "memory",
            Location::File(_) => "file",
            Location::Redis(_) => "redis",
        })
    }
}

fn address(scheme: &str, rest: &str) -> Result<ConnectionInfo, ParseStoreUrlError> {
    if !matches!(scheme, "redis" | "rediss" | "valkey" | "valkeys" | "unix") {
        return Err(ParseStoreUrlError::Form);
    }
    let info = format!("{scheme}://{rest}").into_connection_info();
    // A command is one small packet, and a caller waits for its answer.
    let settings = TcpSettings::default().set_nodelay(true);
    Ok(info.map_err(bad_address)?.set_tcp_settings(settings))
}

/// The nodes of a cluster, which share user name and password.
fn cluster(scheme: &str, rest: &str) -> Result<Server, ParseStoreUrlError> {
    if scheme == "unix" {
        return Err(ParseStoreUrlError::Form);
    }
    let (user, hosts) = match rest.rsplit_once('@') {
        Some((user, hosts)) => (format!("{user}@"), hosts),
        None => (String::new(), rest),
    };
    let (hosts, path) = match hosts.find(['/', '?']) {
        Some(at) => hosts.split_at_checked(at).unwrap_or((hosts, "")),
        None => (hosts, ""),
    };
    let nodes = hosts
        .split(',')
        .map(|host| address(scheme, &format!("{user}{host}{path}")))
        .collect::<Result<Vec<ConnectionInfo>, ParseStoreUrlError>>()?;
    let client = ClusterClient::builder(nodes)
        .connection_timeout(CONNECT_TIMEOUT)
        .response_timeout(DEADLINE)
        .tcp_settings(TcpSettings::default().set_nodelay(true))
        .retries(1);
    Ok(Server::Cluster(Arc::new(
        client.build().map_err(bad_address)?,
    )))
}

/// Drops the library's error, which may repeat the address and its password.
fn bad_address(_: redis::RedisError) -> ParseStoreUrlError {
    ParseStoreUrlError::Address
}

/// A text that names no store. The message does not repeat the text, which may contain a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseStoreUrlError {
    /// The text has none of the forms.
    #[error(
        "expected `memory`, `file:PATH`, or an address that begins with redis://, rediss://, redis-cluster:// or rediss-cluster://"
    )]
    Form,
    /// The text begins like a server's address, but is not one.
    #[error(
        "expected an address such as redis://user:password@host:6379/0, with all but letters and digits of the password as %XX and without a #"
    )]
    Address,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_or_refused_without_being_repeated() {
        for (text, expected, why) in [
            ("memory", Ok("memory"), "the default"),
            ("file:conversations.redb", Ok("file"), "a file"),
            (
                "file:",
                Err(ParseStoreUrlError::Form),
                "a file without a name",
            ),
            ("redis://localhost", Ok("redis"), "a server"),
            ("valkey://localhost", Ok("redis"), "its other name"),
            ("unix:///run/redis.sock", Ok("redis"), "a socket"),
            ("redis://:hunter2@localhost:6380/3", Ok("redis"), "with all"),
            ("rediss://u:hunter2@example.org", Ok("redis"), "over TLS"),
            ("redis-cluster://:hunter2@a:1,b:2,c", Ok("redis"), "nodes"),
            ("rediss-cluster://u:hun%40ter2@a", Ok("redis"), "both"),
            (
                "rediss://:hunter2@a#insecure",
                Err(ParseStoreUrlError::Address),
                "certificates are checked",
            ),
            (
                "redis://:hunter2@",
                Err(ParseStoreUrlError::Address),
                "no host",
            ),
            (
                "redis://:hunter2@a/x",
                Err(ParseStoreUrlError::Address),
                "no number",
            ),
            (
                "redis-cluster://:hunter2@a,,b",
                Err(ParseStoreUrlError::Address),
                "an empty node",
            ),
            (
                "unix-cluster:///a",
                Err(ParseStoreUrlError::Form),
                "no such thing",
            ),
            (
                "http://:hunter2@a",
                Err(ParseStoreUrlError::Form),
                "another scheme",
            ),
            ("hunter2", Err(ParseStoreUrlError::Form), "no scheme"),
        ] {
            let parsed = text.parse::<StoreUrl>();
            let shown = format!("{parsed:?}");
            assert!(!shown.contains("hunter2"), "{why}: {shown}");
            let parsed = parsed.map(|url| format!("{url:?}"));
            if let Err(error) = &parsed {
                assert!(!error.to_string().contains("hunter2"), "{why}");
            }
            assert_eq!(parsed, expected.map(str::to_owned), "{text}: {why}");
        }
    }
}
