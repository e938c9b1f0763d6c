//! What it costs where conversations are remembered: a decision and a callback over loopback, on one connection, one
//! after another, with the store in memory, in a file, and on a server that is started here.
//!
//! `cargo bench --package originator-server --bench conversations 2>/dev/null` needs `redis-server` on the path; the
//! file lies in the system's folder for temporary files. The three take turns, and medians are printed. `-- --test`
//! does a few of each.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a benchmark that goes wrong should stop there"
)]

mod loopback;

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::SendRequest;
use loopback::connect;
use originator_server::{Config, ProviderName, log_to_stderr};

const MAP: &str =
    "originators: { SE: [RETAIL, { sender: \"+46701740606\", state: replies_only }] }";

fn main() {
    let is_test = std::env::args().any(|argument| argument == "--test");
    let (rounds, each) = if is_test { (1, 20) } else { (7, 1000) };
    let _logs = log_to_stderr();
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .unwrap()
        .port();
    let mut redis = Command::new("redis-server")
        .args(["--port", &port.to_string(), "--save", ""])
        .stdout(Stdio::null())
        .spawn()
        .expect("this benchmark needs redis-server on the path: apt-get install redis-server");
    while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
        std::thread::sleep(Duration::from_millis(10));
    }
    let folder = tempfile::tempdir().unwrap();
    let file = format!("file:{}", folder.path().join("a.redb").display());
    let redis_url = format!("redis://127.0.0.1:{port}");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let mut stores = Vec::new();
        for store in ["memory", &file, &redis_url] {
            stores.push((service(store).await, Vec::new(), Vec::new()));
        }
        for round in 0..rounds {
            for (connection, decisions, callbacks) in &mut stores {
                for index in 0..each {
                    let number = format!("4670{:07}", round * each + index);
                    let told = format!(
                        r#"{{"app_id":"a","message":{{"channel_identity":{{"channel":"SMS","identity":"{number}"}},"sender_id":"46701740606","contact_id":"c{number}"}}}}"#
                    );
                    let started = Instant::now();
                    ask(connection, "/webhooks/sinch", told).await;
                    callbacks.push(started.elapsed());
                    let question = format!(r#"{{"to":"+{number}"}}"#);
                    let started = Instant::now();
                    let record = ask(connection, "/v1/route", question).await;
                    decisions.push(started.elapsed());
                    let remembered = r#""sender":"+46701740606""#;
                    assert!(record.contains(remembered), "{record}");
                }
            }
        }
        for (name, (_, decisions, callbacks)) in ["memory", "file", "redis"].iter().zip(stores) {
            println!(
                "{name:6}  decision {:6.1} µs  callback {:7.1} µs",
                median(decisions),
                median(callbacks)
            );
        }
    });
    redis.kill().unwrap();
    redis.wait().unwrap();
}

/// In microseconds.
fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1e6
}

/// A connection to a service that remembers there.
async fn service(store: &str) -> SendRequest<Full<Bytes>> {
    let mut config = Config::default();
    config.provider_mut(ProviderName::Sinch).allow_unsigned = true;
    config.conversations = store.parse().unwrap();
    connect(loopback::service(config, MAP.to_owned()).await).await
}

async fn ask(connection: &mut SendRequest<Full<Bytes>>, path: &str, body: String) -> String {
    connection.ready().await.unwrap();
    let request = hyper::Request::post(path)
        .header("host", "a")
        .body(Full::new(Bytes::from(body)))
        .unwrap();
    let answer = connection.send_request(request).await.unwrap();
    assert!(answer.status().is_success(), "{}", answer.status());
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8(body.to_vec()).unwrap()
}
