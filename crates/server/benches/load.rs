//! Sends a second through the service, and requests through servers that only forward, in one run on loopback: the
//! service itself on a path that it does not look into, with the same limits, metrics and logs; and a bare axum server
//! without any of them.
//!
//! `cargo bench --package originator-server --bench load 2>/dev/null`: the service logs to standard error, as it does
//! in use. The server under load has one thread of its own; upstream and clients share another. Rounds of the two
//! servers take turns, and medians are printed: sends a second, the time that 99 of 100 take at most, and, as Linux
//! counts it, what a send takes of the server's thread. `-- --test` does a short round of each.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a benchmark that goes wrong should stop there"
)]

mod loopback;

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::IntoResponse;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use loopback::connect;
use originator_server::{Config, ProviderName, log_to_stderr, tls_by_ring};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

const MAP: &str = include_str!("../../../data/originators.yaml");
const CLIENTS: usize = 32;
const SEND: &str = "/v1/projects/p/messages:send";
const TRANSCODE: &str = "/v1/projects/p/messages:transcode";

fn main() {
    let is_test = std::env::args().any(|argument| argument == "--test");
    let (rounds, lasting) = match is_test {
        true => (1, Duration::from_millis(200)),
        false => (7, Duration::from_secs(3)),
    };
    let _logs = log_to_stderr();
    tls_by_ring();
    let (under_load, around) = (runtime(SERVER), runtime("around it"));
    let upstream = around.block_on(upstream());
    let forwarder = under_load.block_on(async { tokio::spawn(forwarder(upstream)).await.unwrap() });
    let service = under_load.block_on(async { tokio::spawn(service(upstream)).await.unwrap() });
    let servers = [
        ("bare forwarder", forwarder, TRANSCODE, None),
        ("service, forwarding", service, TRANSCODE, None),
        ("service, deciding", service, SEND, Some("+12025550142")),
    ];
    // All are warm before anything counts.
    for (_, address, path, sender) in servers {
        around.block_on(load(address, path, sender, lasting / 4));
    }
    let mut measured = servers.map(|_| Vec::new());
    for _ in 0..rounds {
        for ((_, address, path, sender), measured) in servers.into_iter().zip(&mut measured) {
            measured.push(around.block_on(load(address, path, sender, lasting)));
        }
    }
    let [bare, forwarding, deciding] = measured.map(|rounds| Round::median(&rounds));
    for ((server, ..), round) in servers.iter().zip([bare, forwarding, deciding]) {
        println!(
            "{server:19}  {:6.0} requests/s  p99 {:5.2} ms  {:5.1} µs of a core each",
            round.sends, round.p99, round.core
        );
    }
    for (beside, round) in [
        ("the service that only forwards", forwarding),
        ("the bare one", bare),
    ] {
        let ratio = 100.0 * deciding.sends / round.sends;
        println!("deciding beside {beside}: {ratio:.1} % of the requests");
    }
}

/// The name of the thread of the server under load.
const SERVER: &str = "under load";

fn runtime(name: &str) -> Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name(name)
        .enable_all()
        .build()
        .unwrap()
}

/// What the server's thread took of a core up to now, where Linux tells.
fn core_time() -> Duration {
    let threads = std::fs::read_dir("/proc/self/task").into_iter().flatten();
    let ours = threads.flatten().find(|thread| {
        let name = std::fs::read_to_string(thread.path().join("comm"));
        name.is_ok_and(|name| name.trim_end() == SERVER)
    });
    let times = ours.and_then(|it| std::fs::read_to_string(it.path().join("schedstat")).ok());
    let nanoseconds = times.and_then(|times| times.split(' ').next()?.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or(0))
}

/// What was measured in a round.
#[derive(Clone, Copy, Default)]
struct Round {
    /// A second.
    sends: f64,
    /// The time that 99 of 100 take at most, in milliseconds.
    p99: f64,
    /// Microseconds of a core that a send took of the server's thread.
    core: f64,
}

impl Round {
    /// The medians, each by itself.
    fn median(rounds: &[Round]) -> Round {
        let middle = |figure: fn(&Round) -> f64| {
            let mut figures: Vec<f64> = rounds.iter().map(figure).collect();
            figures.sort_unstable_by(f64::total_cmp);
            figures[figures.len() / 2]
        };
        Round {
            sends: middle(|round| round.sends),
            p99: middle(|round| round.p99),
            core: middle(|round| round.core),
        }
    }
}

/// Answers with the sender it was given, so that answers can be checked.
async fn upstream() -> SocketAddr {
    let routes = Router::new().fallback(async |request: Request| {
        let body = request.into_body().collect().await.unwrap().to_bytes();
        let sender = body.strip_prefix(br#"{"channel_properties":{"SMS_SENDER":""#);
        let sender = sender.and_then(|rest| rest.get(..12)).unwrap_or(b"none");
        let json = [("content-type", "application/json")];
        (json, Bytes::copy_from_slice(sender)).into_response()
    });
    serving(routes).await
}

/// The same parts, and nothing but forwarding.
async fn forwarder(upstream: SocketAddr) -> SocketAddr {
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    let routes = Router::new().fallback(move |request: Request| {
        let client = client.clone();
        async move {
            let (mut parts, body) = request.into_parts();
            let url = format!("http://{upstream}{}", parts.uri);
            parts.headers.remove("host");
            let body = body.collect().await.unwrap().to_bytes();
            let sent = client.request(parts.method, url).headers(parts.headers);
            let answer = sent.body(body).send().await.unwrap();
            axum::http::Response::from(answer).map(Body::new)
        }
    });
    serving(routes).await
}

async fn service(upstream: SocketAddr) -> SocketAddr {
    let mut config = Config::default();
    let sinch = config.provider_mut(ProviderName::Sinch);
    sinch.upstream = Some(format!("http://{upstream}").parse().unwrap());
    loopback::service(config, MAP.to_owned()).await
}

async fn serving(routes: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, routes).await });
    address
}

async fn load(
    address: SocketAddr,
    path: &'static str,
    sender: Option<&'static str>,
    lasting: Duration,
) -> Round {
    let (started, core_before) = (Instant::now(), core_time());
    let clients: Vec<_> = (0..CLIENTS)
        .map(|client| tokio::spawn(one_client(address, path, sender, client, started + lasting)))
        .collect();
    let mut times = Vec::new();
    for client in clients {
        times.extend(client.await.unwrap());
    }
    let (took, core) = (started.elapsed(), core_time() - core_before);
    times.sort_unstable();
    let sends = times.len() as f64;
    Round {
        sends: sends / took.as_secs_f64(),
        p99: times[times.len() * 99 / 100].as_secs_f64() * 1e3,
        core: core.as_secs_f64() * 1e6 / sends,
    }
}

async fn one_client(
    address: SocketAddr,
    path: &str,
    sender: Option<&str>,
    client: usize,
    end: Instant,
) -> Vec<Duration> {
    let mut requests = connect(address).await;
    let mut times = Vec::new();
    for count in 0_usize.. {
        if Instant::now() >= end {
            break;
        }
        // Forty customers of one country, none of them our own number.
        let last = (client * 7919 + count * 31) % 40;
        let body = format!(
            r#"{{"app_id":"01EXAMPLEAPP","recipient":{{"identified_by":{{"channel_identities":[{{"channel":"SMS","identity":"120255501{last:02}"}}]}}}},"message":{{"text_message":{{"text":"Your parcel arrives tomorrow."}}}},"channel_priority_order":["SMS"]}}"#
        );
        let request = hyper::Request::post(path)
            .header("host", "localhost")
            .header("authorization", "Bearer of the caller")
            .header("content-type", "application/json")
            .body(Full::new(Bytes::from(body)))
            .unwrap();
        let began = Instant::now();
        let answer = requests.send_request(request).await.unwrap();
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        times.push(began.elapsed());
        assert_eq!(
            body,
            sender.unwrap_or("none"),
            "the sender that was decided"
        );
    }
    times
}
