//! What a decision costs by each way to it from Rust: a call, an Arrow batch, and HTTP on loopback.
//!
//! `cargo bench --package originator-server --bench embedding -- NUMBERS MAP ANSWERS 2>/dev/null`: takes numbers, one a
//! line, and a map; writes the record of each number's decision to a third file, asserts that every way gives the same,
//! and prints the nanoseconds that each takes for a decision, the median of some rounds in which they take turns.
//! `bindings/python/benches/embedding.py` runs it, and measures the ways from Python beside it.
//!
//! The service logs to standard error, as it does in use. It has one thread, the clients share another.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a benchmark that goes wrong should stop there"
)]

mod loopback;

use std::fmt::Write;
use std::hint::black_box;
use std::net::SocketAddr;
use std::time::Instant;

use arrow_array::cast::AsArray;
use arrow_array::types::{Int8Type, Int32Type};
use arrow_array::{RecordBatch, StringArray};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::SendRequest;
use loopback::{connect, service};
use originator::columns::Messages;
use originator::{PlanId, Router};
use originator_server::{Config, log_to_stderr, tls_by_ring};
use tokio::runtime::Runtime;

const ROUNDS: usize = 5;
/// Rows of an Arrow batch: as many as Spark makes them.
const BATCH: usize = 10_000;
/// So many numbers are asked for by HTTP in a round.
const REQUESTS: usize = 20_000;
const CLIENTS: usize = 32;

fn main() {
    let files: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let (numbers, map, answers) = match &files[..] {
        [numbers, map, answers] => (
            std::fs::read_to_string(numbers).unwrap(),
            std::fs::read_to_string(map).unwrap(),
            Some(answers),
        ),
        // Once through, on what is here.
        [] => (
            "+12025550123\n+46701740699\n+5352123456\n".to_owned(),
            include_str!("../../../data/originators.yaml").to_owned(),
            None,
        ),
        _ => panic!("give numbers, a map, and where the answers go"),
    };
    let numbers: Vec<&str> = numbers.lines().collect();
    let router = Router::from_yaml("map", &map).unwrap();
    let plan = router.default_plan().unwrap();
    let batches: Vec<StringArray> = numbers
        .chunks(BATCH)
        .map(|numbers| StringArray::from(numbers.to_vec()))
        .collect();
    let records = records(&router, plan, &numbers);
    if let Some(answers) = answers {
        std::fs::write(answers, records.join("\n") + "\n").unwrap();
    }
    assert_columns(&router, plan, &batches, &numbers);

    let _logs = log_to_stderr();
    tls_by_ring();
    let (under_load, around) = (runtime(), runtime());
    let service =
        under_load.block_on(async { tokio::spawn(service(Config::default(), map)).await.unwrap() });
    let asked = &numbers[..numbers.len().min(REQUESTS)];
    let mut measured: [Vec<f64>; 4] = Default::default();
    for _ in 0..ROUNDS {
        let round = [
            each(numbers.len(), || calls(&router, plan, &numbers)),
            each(numbers.len(), || columns(&router, plan, &batches)),
            each(asked.len(), || {
                around.block_on(requests(service, 1, asked, &records));
            }),
            each(asked.len(), || {
                around.block_on(requests(service, CLIENTS, asked, &records));
            }),
        ];
        for (all, one) in measured.iter_mut().zip(round) {
            all.push(one);
        }
    }
    let ways = ["call", "columns", "http", "http_at_once"];
    for (way, times) in ways.iter().zip(&mut measured) {
        times.sort_unstable_by(f64::total_cmp);
        println!("{way} {:.1}", times[ROUNDS / 2]);
    }
}

/// The nanoseconds for each of so many.
fn each(count: usize, work: impl FnOnce()) -> f64 {
    let started = Instant::now();
    work();
    started.elapsed().as_secs_f64() * 1e9 / count as f64
}

/// The records of the decisions, in JSON.
fn records(router: &Router, plan: PlanId, numbers: &[&str]) -> Vec<String> {
    let name = router.plan_name(plan).unwrap();
    let record = |number: &&str| {
        let decision = router.route(plan, number);
        serde_json::to_string(&decision.record(number, &name)).unwrap()
    };
    numbers.iter().map(record).collect()
}

fn calls(router: &Router, plan: PlanId, numbers: &[&str]) {
    for number in numbers {
        black_box(router.route(plan, black_box(*number)));
    }
}

fn columns(router: &Router, plan: PlanId, batches: &[StringArray]) {
    for batch in batches {
        let messages = Messages::to(black_box(batch));
        black_box(router.decide_columns(plan, &messages).unwrap());
    }
}

/// Asserts that batches have the recipient, sender and reason of the single decisions.
fn assert_columns(router: &Router, plan: PlanId, batches: &[StringArray], numbers: &[&str]) {
    let mut singles = numbers.iter().map(|number| router.route(plan, *number));
    for batch in batches {
        let decided: RecordBatch = router.decide_columns(plan, &Messages::to(batch)).unwrap();
        let column = |name: &str| decided.column_by_name(name).unwrap();
        let recipients = column("recipient").as_string::<i32>();
        let senders = column("sender").as_dictionary::<Int32Type>();
        let senders = senders.downcast_dict::<StringArray>().unwrap();
        let reasons = column("reason").as_dictionary::<Int8Type>();
        let reasons = reasons.downcast_dict::<StringArray>().unwrap();
        for ((recipient, sender), reason) in recipients.iter().zip(senders).zip(reasons) {
            let single = singles.next().unwrap();
            let number = single.recipient().map(|number| number.to_string());
            assert_eq!(recipient, number.as_deref());
            assert_eq!(sender, single.sender().as_ref().map(|it| it.as_str()));
            assert_eq!(reason, Some(single.reason().as_str()));
        }
    }
    assert!(singles.next().is_none());
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap()
}

/// Asks for each number over so many connections that stay open, one request after the other on each.
async fn requests(service: SocketAddr, clients: usize, numbers: &[&str], records: &[String]) {
    let share = numbers.len().div_ceil(clients);
    let asked = numbers.chunks(share).zip(records.chunks(share));
    let clients: Vec<_> = asked
        .map(|(numbers, records)| {
            let pairs = numbers.iter().zip(records);
            let pairs = pairs.map(|(number, record)| (number.to_string(), record.clone()));
            tokio::spawn(one_client(service, pairs.collect()))
        })
        .collect();
    for client in clients {
        client.await.unwrap();
    }
}

async fn one_client(service: SocketAddr, asked: Vec<(String, String)>) {
    let mut connection = connect(service).await;
    for (number, record) in asked {
        let answer = ask(&mut connection, &number).await;
        assert_eq!(answer, record, "the record of the call");
    }
}

async fn ask(connection: &mut SendRequest<Full<Bytes>>, number: &str) -> Bytes {
    let mut body = String::with_capacity(32);
    write!(body, r#"{{"to":"{number}"}}"#).unwrap();
    let request = hyper::Request::post("/v1/route")
        .header("host", "localhost")
        .header("content-type", "application/json")
        .body(Full::new(Bytes::from(body)))
        .unwrap();
    let answer = connection.send_request(request).await.unwrap();
    answer.into_body().collect().await.unwrap().to_bytes()
}
