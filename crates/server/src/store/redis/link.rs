//! The connection to a server: questions have little time, and while it is away they take none.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use redis::aio::MultiplexedConnection;
use redis::cluster::ClusterClient;
use redis::cluster_async::ClusterConnection;
use redis::{
    AsyncConnectionConfig, Client, Cmd, ErrorKind, RedisError, RedisResult, ServerErrorKind, Value,
};
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout, timeout_at};

use crate::store::entry::seconds;
use crate::store::{DEADLINE, Missed};

/// How long a connection may take to be made. Nobody waits for it longer than a question may take.
pub(in crate::store) const CONNECT: Duration = Duration::from_secs(2);

/// Between attempts to connect, the first and the longest.
const PAUSE: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(1));

/// What goes wrong with a server that is there is in the logs once in so many seconds.
const SAID_AGAIN: u64 = 60;

/// Until when a question that begins now has to be answered.
pub(super) fn deadline() -> Instant {
    Instant::now() + DEADLINE
}

/// A server, or the nodes of a cluster, not yet connected to.
#[derive(Clone)]
pub(in crate::store) enum Server {
    One(Arc<Client>),
    Cluster(Arc<ClusterClient>),
}

/// Its questions travel at the same time over one connection, to each node of a cluster.
#[derive(Clone)]
enum Connection {
    One(MultiplexedConnection),
    Cluster(ClusterConnection),
}

#[derive(Clone)]
enum State {
    /// Nobody has asked yet.
    Idle,
    /// The connection was lost a moment ago: until then it is worth to wait for another.
    Broken { until: Instant },
    /// It is not there. Nobody waits.
    Away,
    Up {
        connection: Connection,
        /// Which connection it is, so that one that was lost is not taken for its successor.
        number: u64,
        since: Instant,
    },
}

/// Why a question was not answered.
#[derive(Debug)]
pub(super) enum Failure {
    /// There is no connection.
    Away,
    /// There was no answer in time.
    Slow,
    /// The server answered that it will not do it.
    Refused(ErrorKind),
}

impl From<Failure> for Missed {
    fn from(failure: Failure) -> Missed {
        match failure {
            Failure::Away => Missed::Away,
            Failure::Slow => Missed::Slow,
            Failure::Refused(_) => Missed::Refused,
        }
    }
}

/// A connection that is made again whenever it is lost.
pub(super) struct Link {
    server: Server,
    state: watch::Sender<State>,
    /// The second in which it was last said that something went wrong.
    said: AtomicU64,
}

impl Link {
    pub(super) fn new(server: Server) -> Link {
        // TLS needs to know whose cryptography to use.
        crate::tls_by_ring();
        Link {
            server,
            state: watch::Sender::new(State::Idle),
            said: AtomicU64::new(0),
        }
    }

    /// Connects if nobody has yet.
    pub(super) fn connect(&self) {
        let until = deadline();
        let begun = self.state.send_if_modified(|state| {
            let idle = matches!(state, State::Idle);
            if idle {
                *state = State::Broken { until };
            }
            idle
        });
        if begun {
            self.reconnect(Duration::ZERO);
        }
    }

    /// Asks a question that may be asked twice. One whose connection breaks is asked again over the next, if that is
    /// there in time.
    pub(super) async fn ask(&self, command: &Cmd, deadline: Instant) -> Result<Value, Failure> {
        loop {
            let (connection, number) = self.connection(deadline).await?;
            let answered = timeout_at(deadline, connection.ask(command)).await;
            let error = match answered {
                Ok(Ok(value)) => return Ok(value),
                Ok(Err(error)) => error,
                Err(_) => {
                    self.say("no answer in time");
                    self.lost(number, State::Away);
                    return Err(Failure::Slow);
                }
            };
            if !is_lost(&error) {
                if error.kind() != ErrorKind::Server(ServerErrorKind::NoScript) {
                    self.say(&code(&error));
                }
                return Err(Failure::Refused(error.kind()));
            }
            self.say(&code(&error));
            self.lost(number, State::Broken { until: deadline });
        }
    }

    async fn connection(&self, deadline: Instant) -> Result<(Connection, u64), Failure> {
        self.connect();
        let mut states = self.state.subscribe();
        loop {
            let until = match &*states.borrow_and_update() {
                State::Up {
                    connection, number, ..
                } => return Ok((connection.clone(), *number)),
                State::Idle | State::Away => return Err(Failure::Away),
                State::Broken { until } => deadline.min(*until),
            };
            match timeout_at(until, states.changed()).await {
                Ok(Ok(())) => {}
                Ok(Err(_)) | Err(_) => return Err(Failure::Away),
            }
        }
    }

    /// The connection of this number is no good.
    fn lost(&self, number: u64, then: State) {
        let mut pause = Duration::ZERO;
        let lost = self.state.send_if_modified(|state| {
            let State::Up {
                number: now, since, ..
            } = state
            else {
                return false;
            };
            if *now != number {
                return false;
            }
            // A server that takes connections and does nothing else is not asked all the time.
            let lasted = since.elapsed() > PAUSE.1;
            pause = if lasted { Duration::ZERO } else { PAUSE.0 };
            *state = if lasted { then } else { State::Away };
            true
        });
        if lost {
            self.reconnect(pause);
        }
    }

    /// Connects in the background, for as long as it takes.
    fn reconnect(&self, mut pause: Duration) {
        let (server, state) = (self.server.clone(), self.state.clone());
        tokio::spawn(async move {
            let mut told = false;
            // Nobody else has it: the service is gone.
            while state.sender_count() > 1 {
                sleep(pause).await;
                match server.connect().await {
                    Ok(connection) => {
                        let since = Instant::now();
                        state.send_replace(State::Up {
                            connection,
                            number: next_number(),
                            since,
                        });
                        if told {
                            tracing::info!("the store of conversations is back");
                        }
                        return;
                    }
                    Err(error) => {
                        state.send_replace(State::Away);
                        if !told {
                            told = true;
                            tracing::warn!(
                                error,
                                "the store of conversations is away: decisions are made without it"
                            );
                        }
                        pause = (pause * 2).clamp(PAUSE.0, PAUSE.1);
                    }
                }
            }
        });
    }

    /// Logs what went wrong, now and then.
    fn say(&self, error: &str) {
        let now = seconds(SystemTime::now());
        let before = self.said.load(Ordering::Relaxed);
        let due = now >= before.saturating_add(SAID_AGAIN);
        let swap = |before| {
            let (order, lost) = (Ordering::Relaxed, Ordering::Relaxed);
            self.said.compare_exchange(before, now, order, lost).is_ok()
        };
        if due && swap(before) {
            tracing::warn!(
                error,
                "the store of conversations did not do what it was asked"
            );
        }
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Link")
    }
}

fn next_number() -> u64 {
    static NUMBERS: AtomicU64 = AtomicU64::new(0);
    NUMBERS.fetch_add(1, Ordering::Relaxed)
}

impl Server {
    /// A connection over which an answer came as quickly as one has to.
    async fn connect(&self) -> Result<Connection, String> {
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(CONNECT))
            .set_response_timeout(Some(CONNECT));
        let connecting = async {
            Ok(match self {
                Server::One(client) => Connection::One(
                    client
                        .get_multiplexed_async_connection_with_config(&config)
                        .await?,
                ),
                Server::Cluster(client) => {
                    Connection::Cluster(client.get_async_connection().await?)
                }
            })
        };
        let connection = timeout(CONNECT, connecting)
            .await
            .map_err(|_| "no connection in time".to_owned())?
            .map_err(|error: RedisError| code(&error))?;
        match timeout(DEADLINE, connection.ask(&redis::cmd("PING"))).await {
            Ok(Ok(_)) => Ok(connection),
            Ok(Err(error)) => Err(code(&error)),
            Err(_) => Err("no answer in time".to_owned()),
        }
    }
}

impl Connection {
    async fn ask(&self, command: &Cmd) -> RedisResult<Value> {
        match self.clone() {
            Connection::One(mut connection) => command.query_async(&mut connection).await,
            Connection::Cluster(mut connection) => command.query_async(&mut connection).await,
        }
    }
}

/// Whether another connection may do better.
fn is_lost(error: &RedisError) -> bool {
    use ServerErrorKind::{BusyLoading, ClusterDown, MasterDown, ReadOnly};
    match error.kind() {
        ErrorKind::Server(kind) => {
            matches!(kind, BusyLoading | ClusterDown | MasterDown | ReadOnly)
        }
        ErrorKind::Extension => error.code() == Some("NOAUTH"),
        ErrorKind::Io
        | ErrorKind::Parse
        | ErrorKind::AuthenticationFailed
        | ErrorKind::ClusterConnectionNotFound => true,
        _ => false,
    }
}

/// What may be logged of an error: its code or its kind, and nothing of its text, which may repeat what was asked.
fn code(error: &RedisError) -> String {
    let code = error.code().unwrap_or_else(|| error.category());
    code.to_owned()
}
