//! Conversations on a Redis or Valkey server, shared by all who ask it.

pub(super) mod link;

use std::sync::LazyLock;

use redis::{Cmd, ErrorKind, FromRedisValue, Script, ServerErrorKind};

use super::Missed;
use super::entry::{Event, Held, Name, Slot, Write};
pub(super) use link::Server;
use link::{Failure, Link};

/// What keys begin with.
const PREFIX: &str = "originator:";

/// Keeps what is later, in one step, whoever else writes: key; slot, second, rest of the event, seconds it counts.
///
/// No time lies after the server's own clock, so that one instance whose clock is ahead does not win until the others
/// get there. A key ends when the last of what it holds no longer counts.
const KEEP: &str = "local now = tonumber(redis.call('TIME')[1])
local second = math.min(tonumber(ARGV[2]), now)
local left = second + tonumber(ARGV[4]) - now
if left <= 0 then return 0 end
local held = redis.call('HGET', KEYS[1], ARGV[1])
if held and tonumber(string.match(held, '^%d+') or '0') > second then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], string.format('%d', second) .. ARGV[3])
if redis.call('TTL', KEYS[1]) < left then redis.call('EXPIRE', KEYS[1], string.format('%d', left)) end
return 1";

/// By which the server knows the script once it has seen it.
static HASH: LazyLock<String> = LazyLock::new(|| Script::new(KEEP).get_hash().to_owned());

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

    /// Connects, so that the first question need not wait for it.
    pub(super) fn connect(&self) {
        self.link.connect();
    }

    /// Keeps what happened, in one round trip; a second one tells a server its script that was started anew.
    pub(super) async fn keep(&self, write: &Write) -> Result<(), Missed> {
        let deadline = link::deadline();
        let by_hash = call("EVALSHA", &HASH, write);
        let kept = match self.link.ask(&by_hash, deadline).await {
            Err(Failure::Refused(ErrorKind::Server(ServerErrorKind::NoScript))) => {
                let by_text = call("EVAL", KEEP, write);
                self.link.ask(&by_text, deadline).await
            }
            kept => kept,
        };
        kept.map(|_| ()).map_err(Missed::from)
    }

    /// What is held, in one round trip.
    pub(super) async fn read(&self, name: &Name) -> Result<Held, Missed> {
        let mut command = redis::cmd("HMGET");
        command
            .arg(key(name))
            .arg(Slot::Received.as_str())
            .arg(Slot::Sent.as_str());
        let value = self.link.ask(&command, link::deadline()).await?;
        // What others wrote there is as nothing.
        let [received, sent] = <[Option<String>; 2]>::from_redis_value(value).unwrap_or_default();
        let event = |text: Option<String>| text.as_deref().and_then(Event::read);
        Ok(Held {
            received: event(received),
            sent: event(sent),
        })
    }
}

fn key(name: &Name) -> String {
    format!("{PREFIX}{}", name.as_str())
}

fn call(command: &str, script: &str, write: &Write) -> Cmd {
    let mut command = redis::cmd(command);
    command
        .arg(script)
        .arg(1)
        .arg(key(&write.name))
        .arg(write.slot.as_str())
        .arg(write.event.second)
        .arg(write.event.rest())
        .arg(write.remember.as_secs());
    command
}
