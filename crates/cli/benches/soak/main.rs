//! A soak of `originator serve`: mixed load on three services for minutes, with a reload every second, the memory of
//! conversations at its limit, and the store that two of them share cut now and then.
//!
//! `cargo bench --package originator-cli --bench soak -- --seconds 600` needs Linux, and `redis-server` on the path.
//! Every answer has to be one that is expected there and then. In the end the memory of each service and its p99 have
//! to be what they were before, and its metrics and logs have to say what the callers counted; a run of less than
//! three minutes has no time to come to rest, and is held only to its answers, metrics and logs. The exit status is 1
//! if anything is otherwise. `-- --test` takes 20 seconds.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a benchmark that goes wrong should stop there"
)]

mod around;
mod callers;
mod customers;
mod judge;
mod maps;
#[allow(dead_code, reason = "the tests of the service need more of it")]
#[path = "../../../server/tests/service/proxy.rs"]
mod proxy;
#[allow(dead_code, reason = "the tests of the service need more of it")]
#[path = "../../../server/tests/service/redis.rs"]
mod redis;
mod service;
mod signed;
mod tally;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use maps::{Maps, Written};
use service::{Service, Store};
use tally::{Cuts, KINDS, Run};

/// The most conversations that a service remembers in memory, and the most contacts that any of them does.
const REMEMBERED: usize = 20_000;
/// The memory of the server that conversations are shared on, which is full after a minute or two.
const SERVER_MEMORY: &str = "8mb";
/// Callers of each service, who have a connection each, and how often each of them does something.
const CALLERS: usize = 8;
const PACE: Duration = Duration::from_millis(10);
/// From when on a run is long enough to be at rest for two thirds of it.
const AT_REST: Duration = Duration::from_secs(180);

fn main() -> ExitCode {
    let lasting = lasting();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let problems = runtime.block_on(soak(lasting));
    for problem in &problems {
        println!("WRONG: {problem}");
    }
    if problems.is_empty() {
        println!("every answer is accounted for");
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn lasting() -> Duration {
    let arguments: Vec<String> = std::env::args().collect();
    let seconds = arguments.iter().position(|it| it == "--seconds");
    let seconds = match seconds {
        Some(at) => arguments
            .get(at + 1)
            .and_then(|it| it.parse().ok())
            .expect("`--seconds` needs a number"),
        None if arguments.iter().any(|it| it == "--test") => 20,
        None => 600,
    };
    Duration::from_secs(seconds)
}

async fn soak(lasting: Duration) -> Vec<String> {
    // What it forgets when it is full is what was not asked for longest.
    let redis = redis::Redis::with(|_| {
        ["--maxmemory", SERVER_MEMORY, "--maxmemory-policy"]
            .into_iter()
            .chain(["volatile-lru"])
            .map(str::to_owned)
            .collect()
    });
    let proxy = proxy::Proxy::to(redis.port).await;
    let upstream = around::upstream().await;
    let webhook = around::webhook().await;
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("originators.yaml");
    let maps = Arc::new(Maps::new());
    maps.write(&map, Written::First);
    let shared = |forward_to| Store::Shared {
        url: proxy.url.clone(),
        forward_to,
    };
    let services: Vec<Arc<Service>> = [
        ("shared", shared(None)),
        ("shared, forwarding", shared(Some(webhook.clone()))),
        (
            "memory, forwarding",
            Store::Memory {
                forward_to: webhook,
            },
        ),
    ]
    .into_iter()
    .map(|(name, store)| Arc::new(Service::start(name, &map, &upstream, store)))
    .collect();

    let run = Arc::new(Run::new(lasting));
    let cuts = run.cuts.clone();
    let mut callers = Vec::new();
    for (number, service) in services.iter().enumerate() {
        for caller in 0..CALLERS {
            let lot = number * CALLERS + caller;
            let caller = callers::Caller::new(service, &maps, &run, lot);
            callers.push(tokio::spawn(caller.call()));
        }
    }
    let (ended, reloads, ()) = tokio::join!(
        watch(&services, &run),
        maps::rewrite(&maps, &map, &services, run.end),
        cut(&proxy, &cuts, &run),
    );
    for caller in callers {
        caller.await.unwrap();
    }
    // Those who hung up are noticed.
    tokio::time::sleep(2 * around::SLOW).await;

    let mut problems = ended;
    problems.extend(reloads.problems.iter().cloned());
    for service in &services {
        let slow = service.found_slow().await;
        service.tally().found_slow(slow);
        problems.extend(judge::answers(service));
        problems.extend(judge::metrics(service, &reloads, &run).await);
        if lasting >= AT_REST {
            problems.extend(judge::rest(service));
        }
    }
    let forgotten = around::forgotten(&redis);
    println!("the shared server forgot {forgotten} entries for want of memory");
    if lasting >= AT_REST && forgotten == 0 {
        problems.push("the shared server was never full".to_owned());
    }
    for service in &services {
        problems.extend(service.stop(&reloads));
    }
    problems
}

/// Looks at the services once a second, and says ten times in a run how they are.
async fn watch(services: &[Arc<Service>], run: &Run) -> Vec<String> {
    println!(
        "seconds  service              requests/s  p50/p99 in ms: {KINDS:?}  resident  files  reloads"
    );
    let mut seconds = tokio::time::interval(tally::SECOND);
    let each = (run.lasting / 10).max(Duration::from_secs(1));
    let mut next = run.start + each;
    let mut problems = Vec::new();
    loop {
        seconds.tick().await;
        let now = Instant::now();
        for service in services {
            match service.look() {
                Some(look) => service.tally().looked(run.third(now), look),
                None => problems.push(format!("{} is gone", service.name)),
            }
            let slow = service.found_slow().await;
            service.tally().found_slow(slow);
        }
        if now >= next {
            for service in services {
                let reloads = service.metrics().await.sum("originator_reloads_total", &[]);
                let line = service.tally().line(each);
                let at = now.duration_since(run.start).as_secs();
                println!("{at:7}  {:19}  {line}  {reloads}", service.name);
            }
            next += each;
        }
        if now >= run.end || !problems.is_empty() {
            return problems;
        }
    }
}

/// Cuts the way to the store now and then, in the two ways that networks have: connections end, or nothing arrives.
async fn cut(proxy: &proxy::Proxy, cuts: &Cuts, run: &Run) {
    let every = (run.lasting / 16).max(Duration::from_secs(8));
    for count in 1.. {
        let start = run.start + every * count;
        // The last one is over, and made good, before the end.
        if start + tally::MADE_GOOD + Duration::from_secs(2) > run.end {
            return;
        }
        tokio::time::sleep_until(start.into()).await;
        let (network, lasting) = match count % 2 {
            1 => (proxy::Network::HangsUp, Duration::from_secs(1)),
            _ => (proxy::Network::Swallows, Duration::from_secs(2)),
        };
        cuts.begin();
        proxy.becomes(network);
        if network == proxy::Network::HangsUp {
            proxy.cut();
        }
        tokio::time::sleep(lasting).await;
        proxy.becomes(proxy::Network::Good);
        cuts.end();
    }
}
