//! The connection to a server. A command has a short deadline, and fails at once while the server is away.

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
use crate::store::error::{CONNECT_TIMEOUT, DEADLINE, StoreError};

/// The pause between attempts to connect: the first and the longest.
const RETRY_DELAYS: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(1));

/// Errors of a server that is there are logged at most once in this many seconds.
const LOG_INTERVAL: u64 = 60;

/// The deadline of a command that begins now.
pub(super) fn deadline() -> Instant {
    Instant::now() + DEADLINE
}

/// A server, or the nodes of a cluster, not yet connected to.
#[derive(Clone)]
pub(in crate::store) enum Server {
    One(Arc<Client>),
    Cluster(Arc<ClusterClient>),
}

/// Commands are pipelined over one connection, or one for each node of a cluster.
#[derive(Clone)]
enum Connection {
    One(MultiplexedConnection),
    Cluster(ClusterConnection),
}

#[derive(Clone)]
enum State {
    /// No command was sent yet.
    Idle,
    /// The connection was lost a moment ago: commands wait for another one until then.
    Broken { until: Instant },
    /// The server is not there. Commands fail at once.
    Away,
    Up {
        connection: Connection,
        /// Tells a connection that was lost from its successor.
        number: u64,
        since: Instant,
    },
}

/// Why a command was not answered.
#[derive(Debug)]
pub(super) enum Failure {
    /// There is no connection.
    Away,
    /// There was no answer in time.
    Slow,
    /// The server answered with an error.
    Refused(ErrorKind),
}

impl From<Failure> for StoreError {
    fn from(failure: Failure) -> StoreError {
        match failure {
            Failure::Away => StoreError::Away,
            Failure::Slow => StoreError::Slow,
            Failure::Refused(_) => StoreError::Refused,
        }
    }
}

/// A connection that is restored whenever it is lost.
pub(super) struct Link {
    server: Server,
    state: watch::Sender<State>,
    /// The second in which an error was last logged.
    logged: AtomicU64,
}

impl Link {
    pub(super) fn new(server: Server) -> Link {
        crate::tls::tls_by_ring();
        Link {
            server,
            state: watch::Sender::new(State::Idle),
            logged: AtomicU64::new(0),
        }
    }

    /// Connects, unless that was done before.
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

    /// Sends a command that may be sent twice. If its connection breaks, it is sent again over the next one, if there is
    /// one in time.
    pub(super) async fn ask(&self, command: &Cmd, deadline: Instant) -> Result<Value, Failure> {
        loop {
            let (connection, number) = self.connection(deadline).await?;
            let answered = timeout_at(deadline, connection.ask(command)).await;
            let error = match answered {
                Ok(Ok(value)) => return Ok(value),
                Ok(Err(error)) => error,
                Err(_) => {
                    self.log("no answer in time");
                    self.lost(number, State::Away);
                    return Err(Failure::Slow);
                }
            };
            if !is_lost(&error) {
                if error.kind() != ErrorKind::Server(ServerErrorKind::NoScript) {
                    self.log(&code(&error));
                }
                return Err(Failure::Refused(error.kind()));
            }
            self.log(&code(&error));
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

    /// Gives up the connection of this number.
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
            // A server that accepts connections and answers nothing is not tried all the time.
            let lasted = since.elapsed() > RETRY_DELAYS.1;
            pause = if lasted {
                Duration::ZERO
            } else {
                RETRY_DELAYS.0
            };
            *state = if lasted { then } else { State::Away };
            true
        });
        if lost {
            self.reconnect(pause);
        }
    }

    /// Tries to connect in the background until it succeeds.
    fn reconnect(&self, mut pause: Duration) {
        let (server, state) = (self.server.clone(), self.state.clone());
        tokio::spawn(async move {
            let mut is_logged = false;
            // With no other sender the service is gone.
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
                        if is_logged {
                            tracing::info!("the store of conversations is back");
                        }
                        return;
                    }
                    Err(error) => {
                        state.send_replace(State::Away);
                        if !is_logged {
                            is_logged = true;
                            tracing::warn!(
                                error,
                                "the store of conversations is away: decisions are made without it"
                            );
                        }
                        pause = (pause * 2).clamp(RETRY_DELAYS.0, RETRY_DELAYS.1);
                    }
                }
            }
        });
    }

    /// Logs an error, unless one was logged a moment ago.
    fn log(&self, error: &str) {
        let now = seconds(SystemTime::now());
        let before = self.logged.load(Ordering::Relaxed);
        let due = now >= before.saturating_add(LOG_INTERVAL);
        let swap = |before| {
            let (order, lost) = (Ordering::Relaxed, Ordering::Relaxed);
            self.logged
                .compare_exchange(before, now, order, lost)
                .is_ok()
        };
        if due && swap(before) {
            tracing::warn!(error, "an operation of the store of conversations failed");
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
    /// Makes a connection, and checks that the server answers within the deadline.
    async fn connect(&self) -> Result<Connection, String> {
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(CONNECT_TIMEOUT))
            .set_response_timeout(Some(CONNECT_TIMEOUT));
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
        let connection = timeout(CONNECT_TIMEOUT, connecting)
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

/// Whether the command may succeed over another connection.
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

/// The part of an error that may be logged: its code or its kind. Its text may repeat the command, with a number in it.
fn code(error: &RedisError) -> String {
    let code = error.code().unwrap_or_else(|| error.category());
    code.to_owned()
}
