//! Conversations on a Redis or Valkey server, which several services may share.

pub(super) mod link;

use std::sync::LazyLock;

use redis::{Cmd, ErrorKind, FromRedisValue, Script, ServerErrorKind};

use super::entry::{Entry, Event, Field, Key, Write};
use super::error::StoreError;
use link::{Failure, Link, Server};

/// The beginning of every key.
const PREFIX: &str = "originator:";

/// Writes an event to a field unless the field has a later one, atomically: key; field, second, rest of the event, and for
/// how many seconds it counts.
///
/// No event is later than the server's own clock. Else a service whose clock is ahead would win until the clocks of the
/// others get there. A key expires when the last of its events no longer counts.
const WRITE: &str = "local now = tonumber(redis.call('TIME')[1])
local second = math.min(tonumber(ARGV[2]), now)
local left = second + tonumber(ARGV[4]) - now
if left <= 0 then return 0 end
local held = redis.call('HGET', KEYS[1], ARGV[1])
if held and tonumber(string.match(held, '^%d+') or '0') > second then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], string.format('%d', second) .. ARGV[3])
if redis.call('TTL', KEYS[1]) < left then redis.call('EXPIRE', KEYS[1], string.format('%d', left)) end
return 1";

/// The hash by which the server knows the script once it has seen it.
static HASH: LazyLock<String> = LazyLock::new(|| Script::new(WRITE).get_hash().to_owned());

/// The entries of a server: hashes with the fields `received` and `sent`.
#[derive(Debug)]
pub(super) struct Redis {
    link: Link,
}

impl Redis {
    pub(super) fn new(server: Server) -> Redis {
        Redis {
            link: Link::new(server),
        }
    }

    /// Connects, so that the first question does not wait for it.
    pub(super) fn connect(&self) {
        self.link.connect();
    }

    /// Writes to an entry, in one round trip; a server that was restarted needs a second one, to be told the script.
    pub(super) async fn write(&self, write: &Write) -> Result<(), StoreError> {
        let deadline = link::deadline();
        let by_hash = call("EVALSHA", &HASH, write);
        let written = match self.link.ask(&by_hash, deadline).await {
            Err(Failure::Refused(ErrorKind::Server(ServerErrorKind::NoScript))) => {
                let by_text = call("EVAL", WRITE, write);
                self.link.ask(&by_text, deadline).await
            }
            written => written,
        };
        written.map(|_| ()).map_err(StoreError::from)
    }

    /// Reads an entry, in one round trip.
    pub(super) async fn read(&self, key: &Key) -> Result<Entry, StoreError> {
        let mut command = redis::cmd("HMGET");
        command
            .arg(full(key))
            .arg(Field::Received.as_str())
            .arg(Field::Sent.as_str());
        let value = self.link.ask(&command, link::deadline()).await?;
        // A value that the service did not write counts as none.
        let [received, sent] = <[Option<String>; 2]>::from_redis_value(value).unwrap_or_default();
        let event = |text: Option<String>| text.as_deref().and_then(Event::read);
        Ok(Entry {
            received: event(received),
            sent: event(sent),
        })
    }
}

fn full(key: &Key) -> String {
    format!("{PREFIX}{}", key.as_str())
}

fn call(command: &str, script: &str, write: &Write) -> Cmd {
    let mut command = redis::cmd(command);
    command
        .arg(script)
        .arg(1)
        .arg(full(&write.key))
        .arg(write.field.as_str())
        .arg(write.event.second)
        .arg(write.event.rest())
        .arg(write.remember.as_secs());
    command
}
