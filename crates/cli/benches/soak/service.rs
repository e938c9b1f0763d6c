//! A service as a process of its own: what it takes of the machine, its metrics, and its logs.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::REMEMBERED;
use crate::maps::Reloads;
use crate::tally::Tally;

pub(crate) const SECRET: &str = "made up for this soak";

/// How a line of the logs begins its level, if nothing is wrong.
const GOOD: &str = r#""level":"INFO""#;

/// Where conversations are remembered, and where callbacks go on to.
pub(crate) enum Store {
    Shared {
        url: String,
        forward_to: Option<String>,
    },
    Memory {
        forward_to: String,
    },
}

pub(crate) struct Service {
    pub(crate) name: &'static str,
    pub(crate) url: String,
    /// On a server that is cut now and then.
    pub(crate) is_shared: bool,
    pub(crate) forwards: bool,
    client: reqwest::Client,
    tally: Mutex<Tally>,
    process: Mutex<Child>,
    logs: Mutex<Option<JoinHandle<()>>>,
    logged: Arc<Mutex<Logged>>,
}

/// What the logs said.
#[derive(Default)]
struct Logged {
    good: u64,
    /// Warnings and errors by their message.
    bad: BTreeMap<String, u64>,
}

/// What a process takes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// Resident, in bytes.
    pub(crate) memory: u64,
    pub(crate) files: u64,
}

/// The metrics of a moment.
pub(crate) struct Metrics(String);

impl Service {
    pub(crate) fn start(name: &'static str, map: &Path, upstream: &str, store: Store) -> Service {
        let (conversations, forward_to, is_shared) = match store {
            Store::Shared { url, forward_to } => (url, forward_to, true),
            Store::Memory { forward_to } => ("memory".to_owned(), Some(forward_to), false),
        };
        let mut command = Command::new(env!("CARGO_BIN_EXE_originator"));
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--map"])
            .arg(map)
            .args(["--upstream", upstream, "--conversations", &conversations])
            .args(["--max-conversations", &REMEMBERED.to_string()])
            .env_remove("ORIGINATOR_CONVERSATIONS")
            .env("ORIGINATOR_WEBHOOK_SECRET", SECRET)
            .stderr(Stdio::piped());
        if let Some(url) = &forward_to {
            command.args(["--forward-to", url]);
        }
        let mut process = command.spawn().unwrap();
        let stderr = BufReader::new(process.stderr.take().unwrap());
        let logged = Arc::<Mutex<Logged>>::default();
        let (first, serving) = channel();
        let reading = Arc::clone(&logged);
        let logs = std::thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                if line.contains(r#""message":"serving""#) {
                    let _ = first.send(line.clone());
                }
                reading.lock().unwrap().line(&line);
            }
        });
        let line = serving.recv_timeout(Duration::from_secs(20)).unwrap();
        let line: serde_json::Value = serde_json::from_str(&line).unwrap();
        Service {
            name,
            url: format!("http://{}", line["address"].as_str().unwrap()),
            is_shared,
            forwards: forward_to.is_some(),
            client: client(),
            tally: Mutex::new(Tally::new()),
            process: Mutex::new(process),
            logs: Mutex::new(Some(logs)),
            logged,
        }
    }

    pub(crate) fn tally(&self) -> MutexGuard<'_, Tally> {
        self.tally.lock().unwrap()
    }

    /// Nothing if the process has ended.
    pub(crate) fn look(&self) -> Option<Look> {
        let process = format!("/proc/{}", self.process.lock().unwrap().id());
        let status = std::fs::read_to_string(format!("{process}/status")).ok()?;
        let resident = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))?;
        let kib: u64 = resident.trim().trim_end_matches(" kB").parse().ok()?;
        Some(Look {
            memory: kib * 1024,
            files: std::fs::read_dir(format!("{process}/fd")).ok()?.count() as u64,
        })
    }

    pub(crate) async fn metrics(&self) -> Metrics {
        let answer = self.client.get(format!("{}/metrics", self.url));
        let answer = answer.send().await.unwrap();
        Metrics(answer.text().await.unwrap())
    }

    /// How often it found that the store took too long.
    pub(crate) async fn found_slow(&self) -> u64 {
        let metrics = self.metrics().await;
        metrics.sum("originator_store_errors_total", &[("kind", "slow")])
    }

    /// Tells it to end, and gives what is wrong with its end and its logs.
    pub(crate) fn stop(&self, reloads: &Reloads) -> Vec<String> {
        let mut process = self.process.lock().unwrap();
        let id = process.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status().unwrap();
        let status = process.wait().unwrap();
        self.logs.lock().unwrap().take().unwrap().join().unwrap();
        let logged = self.logged.lock().unwrap();
        println!(
            "{}: {} lines of logs, and {:?}",
            self.name, logged.good, logged.bad
        );
        let mut problems = Vec::new();
        if !status.success() {
            problems.push(format!("{} ended with {status}", self.name));
        }
        for (message, &count) in &logged.bad {
            let expected = match message.as_str() {
                "the map was not reloaded: the old one serves" => count == reloads.wrong,
                "the store of conversations is away: decisions are made without it"
                | "the store of conversations did not do what it was asked" => self.is_shared,
                _ => false,
            };
            if !expected {
                problems.push(format!("{} logged {count} times: {message}", self.name));
            }
        }
        problems
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let process = self.process.get_mut().unwrap();
        let _ = process.kill();
        let _ = process.wait();
    }
}

/// With a connection that stays open.
pub(crate) fn client() -> reqwest::Client {
    originator_server::tls_by_ring();
    reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(Duration::from_secs(30))
        .build()
        .unwrap()
}

impl Logged {
    fn line(&mut self, line: &str) {
        if line.contains(GOOD) {
            self.good += 1;
            return;
        }
        let json: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
        let message = json["message"].as_str().unwrap_or(line);
        *self.bad.entry(message.to_owned()).or_default() += 1;
    }
}

impl Metrics {
    /// The sum of a metric's lines that have all of these labels.
    pub(crate) fn sum(&self, name: &str, labels: &[(&str, &str)]) -> u64 {
        let lines = self.0.lines().filter_map(|line| line.strip_prefix(name));
        let values = lines.filter_map(|rest| {
            let (held, value) = rest.rsplit_once(' ')?;
            let is_it = held.is_empty() || held.starts_with('{');
            let has_all = labels
                .iter()
                .all(|(label, value)| held.contains(&format!("{label}=\"{value}\"")));
            (is_it && has_all).then(|| value.parse::<f64>().unwrap() as u64)
        });
        values.sum()
    }
}
