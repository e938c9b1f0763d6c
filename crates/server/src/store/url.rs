//! Where conversations are remembered, as an operator writes it.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use redis::cluster::ClusterClient;
use redis::io::tcp::TcpSettings;
use redis::{Client, ConnectionInfo, IntoConnectionInfo};

use super::DEADLINE;
use super::redis::Server;
use super::redis::link::CONNECT;

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
/// # Ok::<(), originator_server::NotAStore>(())
/// ```
#[derive(Clone, Default)]
pub struct StoreUrl(pub(super) Place);

#[derive(Clone, Default)]
pub(super) enum Place {
    #[default]
    Memory,
    File(PathBuf),
    Redis(Server),
}

impl FromStr for StoreUrl {
    type Err = NotAStore;

    fn from_str(text: &str) -> Result<StoreUrl, NotAStore> {
        if text == "memory" {
            return Ok(StoreUrl(Place::Memory));
        }
        if let Some(path) = text.strip_prefix("file:") {
            return match path.is_empty() {
                true => Err(NotAStore::Form),
                false => Ok(StoreUrl(Place::File(path.into()))),
            };
        }
        let (scheme, rest) = text.split_once("://").ok_or(NotAStore::Form)?;
        // What follows a `#` would turn checks of certificates off, and nothing else.
        if rest.contains('#') {
            return Err(NotAStore::Address);
        }
        let server = match scheme.strip_suffix("-cluster") {
            Some(scheme) => cluster(scheme, rest)?,
            None => Server::One(Arc::new(
                Client::open(address(scheme, rest)?).map_err(wrong)?,
            )),
        };
        Ok(StoreUrl(Place::Redis(server)))
    }
}

impl fmt::Debug for StoreUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Place::Memory => "memory",
            Place::File(_) => "file",
            Place::Redis(_) => "redis",
        })
    }
}

fn address(scheme: &str, rest: &str) -> Result<ConnectionInfo, NotAStore> {
    if !matches!(scheme, "redis" | "rediss" | "valkey" | "valkeys" | "unix") {
        return Err(NotAStore::Form);
    }
    let info = format!("{scheme}://{rest}").into_connection_info();
    // A question is one small packet, and is waited for.
    let settings = TcpSettings::default().set_nodelay(true);
    Ok(info.map_err(wrong)?.set_tcp_settings(settings))
}

/// The nodes of a cluster, which share name and password.
fn cluster(scheme: &str, rest: &str) -> Result<Server, NotAStore> {
    if scheme == "unix" {
        return Err(NotAStore::Form);
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
        .collect::<Result<Vec<ConnectionInfo>, NotAStore>>()?;
    let client = ClusterClient::builder(nodes)
        .connection_timeout(CONNECT)
        .response_timeout(DEADLINE)
        .tcp_settings(TcpSettings::default().set_nodelay(true))
        .retries(1);
    Ok(Server::Cluster(Arc::new(client.build().map_err(wrong)?)))
}

/// What the library says of an address may repeat it.
fn wrong(_: redis::RedisError) -> NotAStore {
    NotAStore::Address
}

/// A text that names no store. It does not repeat the text, which may have a password in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotAStore {
    /// It has another form.
    #[error(
        "expected `memory`, `file:PATH`, or an address that begins with redis://, rediss://, redis-cluster:// or rediss-cluster://"
    )]
    Form,
    /// It has the form of a server's address, but is none.
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
            ("file:", Err(NotAStore::Form), "a file without a name"),
            ("redis://localhost", Ok("redis"), "a server"),
            ("valkey://localhost", Ok("redis"), "its other name"),
            ("unix:///run/redis.sock", Ok("redis"), "a socket"),
            ("redis://:hunter2@localhost:6380/3", Ok("redis"), "with all"),
            ("rediss://u:hunter2@example.org", Ok("redis"), "over TLS"),
            ("redis-cluster://:hunter2@a:1,b:2,c", Ok("redis"), "nodes"),
            ("rediss-cluster://u:hun%40ter2@a", Ok("redis"), "both"),
            (
                "rediss://:hunter2@a#insecure",
                Err(NotAStore::Address),
                "certificates are checked",
            ),
            ("redis://:hunter2@", Err(NotAStore::Address), "no host"),
            ("redis://:hunter2@a/x", Err(NotAStore::Address), "no number"),
            (
                "redis-cluster://:hunter2@a,,b",
                Err(NotAStore::Address),
                "an empty node",
            ),
            ("unix-cluster:///a", Err(NotAStore::Form), "no such thing"),
            ("http://:hunter2@a", Err(NotAStore::Form), "another scheme"),
            ("hunter2", Err(NotAStore::Form), "no scheme"),
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
