//! `serve` as a process: signals, the map's file, and what the logs do not say.

#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use assert_cmd::cargo::cargo_bin;

const OLD: &str = "originators: { US: \"+12025550142\" }";
const NEW: &str = "originators: { US: \"+12025550143\" }";
const WAIT_TIMEOUT: Duration = Duration::from_secs(20);

/// A service that runs, and its logs line by line.
struct Serving {
    child: Child,
    address: String,
    logs: Receiver<String>,
    seen: Vec<String>,
}

impl Serving {
    fn start(arguments: &[&str], environment: &[(&str, &str)]) -> Serving {
        let mut child = Command::new(cargo_bin("originator"))
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .env_remove("ORIGINATOR_MAP")
            .env_remove("ORIGINATOR_WEBHOOK_SECRET")
            .env_remove("ORIGINATOR_CONVERSATIONS")
            .envs(environment.iter().copied())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (lines, logs) = channel();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                let _ = lines.send(line);
            }
        });
        let mut serving = Serving {
            child,
            address: String::new(),
            logs,
            seen: Vec::new(),
        };
        let line = serving.log(r#""message":"serving""#);
        let line: serde_json::Value = serde_json::from_str(&line).unwrap();
        serving.address = line["address"].as_str().unwrap().to_owned();
        serving
    }

    /// The next line of the logs that has this in it.
    fn log(&mut self, wanted: &str) -> String {
        let end = Instant::now() + WAIT_TIMEOUT;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let line = self.logs.recv_timeout(left).unwrap_or_else(|_| {
                panic!("no line with {wanted} in {:#?}", self.seen);
            });
            self.seen.push(line.clone());
            if line.contains(wanted) {
                return line;
            }
        }
    }

    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let status = Command::new("kill").args([name, &id]).status().unwrap();
        assert!(status.success());
    }

    fn ask(&self, head: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "{head}\r\nhost: a\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        text
    }

    fn sender(&self) -> String {
        let answer = self.ask("POST /v1/route HTTP/1.1", r#"{"to":"+12025550123"}"#);
        let record = answer.rsplit("\r\n").next().unwrap();
        let record: serde_json::Value = serde_json::from_str(record).unwrap();
        record["sender"].as_str().unwrap().to_owned()
    }

    /// A callback of a customer who wrote: whether it was taken, if there was an answer.
    fn told(address: &str, customer: u64) -> Option<bool> {
        let body = format!(
            r#"{{"app_id":"a","message":{{"channel_identity":{{"channel":"SMS","identity":"{}"}},"sender_id":"46701740606","contact_id":"c{customer}"}}}}"#,
            number(customer)
        );
        let mut stream = TcpStream::connect(address).ok()?;
        let length = body.len();
        let head = "POST /webhooks/sinch HTTP/1.1\r\nhost: a\r\nconnection: close";
        write!(stream, "{head}\r\ncontent-length: {length}\r\n\r\n{body}").ok()?;
        let mut text = String::new();
        // It may be killed in the middle of its answer, whose first line is what counts.
        let _ = stream.read_to_string(&mut text);
        text.lines().next().map(|line| line == "HTTP/1.1 200 OK")
    }

    fn remembers(&self, customer: u64) -> bool {
        let question = format!(r#"{{"to":"+{}"}}"#, number(customer));
        let answer = self.ask("POST /v1/route HTTP/1.1", &question);
        answer.contains(r#""sender":"+46701740606""#)
    }

    /// Ends it, and gives its status and the rest of its logs.
    fn end(mut self) -> (Option<i32>, Vec<String>) {
        self.signal("-TERM");
        let status = self.child.wait().unwrap();
        self.seen.extend(self.logs.iter());
        (status.code(), std::mem::take(&mut self.seen))
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Puts a new file in the old one's place, as editors do.
fn replace(map: &Path, text: &str) {
    let new = map.with_extension("new");
    fs::write(&new, text).unwrap();
    fs::rename(&new, map).unwrap();
}

fn number(customer: u64) -> String {
    format!("4670{customer:07}")
}

/// Kills a service in the middle of its work, again and again: whatever it said that it took is there afterwards.
fn killed(times: u64) {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("map.yaml");
    let text = "originators: { SE: [RETAIL, { sender: \"+46701740606\", state: replies_only }] }";
    fs::write(&map, text).unwrap();
    let file = format!("file:{}", folder.path().join("conversations").display());
    let arguments = [
        "--map",
        map.to_str().unwrap(),
        "--allow-unsigned",
        "--conversations",
        &file,
    ];
    let next = AtomicU64::new(0);
    let mut taken: Vec<u64> = Vec::new();
    let mut lately = Vec::new();
    for round in 0..times {
        let mut serving = Serving::start(&arguments, &[]);
        for customer in lately.drain(..) {
            assert!(serving.remembers(customer), "{customer}, before {round}");
            taken.push(customer);
        }
        let address = serving.address.clone();
        thread::scope(|scope| {
            let tellers: Vec<_> = (0..4)
                .map(|_| {
                    scope.spawn(|| {
                        let mut taken = Vec::new();
                        loop {
                            let customer = next.fetch_add(1, Ordering::Relaxed);
                            match Serving::told(&address, customer) {
                                Some(true) => taken.push(customer),
                                Some(false) => panic!("{customer} was refused"),
                                None => return taken,
                            }
                        }
                    })
                })
                .collect();
            // At any moment: from before the first write to after many.
            thread::sleep(Duration::from_micros(round * 7919 % 60_000));
            serving.child.kill().unwrap();
            for teller in tellers {
                lately.extend(teller.join().unwrap());
            }
        });
        serving.child.wait().unwrap();
    }
    taken.extend(lately);
    assert!(taken.len() as u64 > times, "{} were taken", taken.len());
    let serving = Serving::start(&arguments, &[]);
    for &customer in &taken {
        assert!(serving.remembers(customer), "{customer} at the end");
    }
    assert!(!serving.remembers(next.into_inner()), "nobody's");
}

#[test]
fn a_file_of_conversations_outlives_being_killed() {
    killed(20);
}

#[test]
#[ignore = "the same, 300 times: most of a minute"]
fn a_file_of_conversations_outlives_being_killed_hundreds_of_times() {
    killed(300);
}

#[test]
fn the_map_is_read_again_when_it_changes_and_on_a_hangup() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("map.yaml");
    fs::write(&map, OLD).unwrap();
    let mut serving = Serving::start(&["--map", map.to_str().unwrap()], &[]);
    assert_eq!(serving.sender(), "+12025550142");

    replace(&map, NEW);
    serving.log("the map was reloaded");
    assert_eq!(serving.sender(), "+12025550143");

    // Broken: the logs say where, and the old one serves.
    fs::write(&map, "originators: { US: 12025550142 }").unwrap();
    let line = serving.log("the old one serves");
    assert!(line.contains("not a number in canonical E.164"), "{line}");
    assert_eq!(serving.sender(), "+12025550143");

    fs::write(&map, OLD).unwrap();
    serving.log("the map was reloaded");
    assert_eq!(serving.sender(), "+12025550142");

    // A hangup reads it even if nothing was seen to change.
    serving.signal("-HUP");
    let end = Instant::now() + WAIT_TIMEOUT;
    while !serving
        .ask("GET /metrics HTTP/1.1", "")
        .contains(r#"originator_reloads_total{result="unchanged"} 1"#)
    {
        assert!(Instant::now() < end, "the hangup was not heard");
        thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(serving.end().0, Some(0));
}

#[test]
fn the_map_is_found_behind_links_that_change() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    for (version, text) in [("one", OLD), ("two", NEW)] {
        fs::create_dir(at(version)).unwrap();
        fs::write(at(version).join("map.yaml"), text).unwrap();
    }
    // As configuration is mounted into containers: a link to a folder that is a link.
    symlink("one", at("current")).unwrap();
    symlink("current/map.yaml", at("map.yaml")).unwrap();
    let map = at("map.yaml");
    let mut serving = Serving::start(&["--map", map.to_str().unwrap()], &[]);
    assert_eq!(serving.sender(), "+12025550142");
    symlink("two", at("next")).unwrap();
    fs::rename(at("next"), at("current")).unwrap();
    serving.log("the map was reloaded");
    assert_eq!(serving.sender(), "+12025550143");
    // What it leads to is written anew.
    fs::write(at("two").join("map.yaml"), OLD).unwrap();
    serving.log("the map was reloaded");
    assert_eq!(serving.sender(), "+12025550142");
    // Another file beside it is no change of the map.
    fs::write(at("other.yaml"), NEW).unwrap();
    std::thread::sleep(Duration::from_secs(1));
    let metrics = serving.ask("GET /metrics HTTP/1.1", "");
    assert!(!metrics.contains(r#"result="unchanged""#), "{metrics}");
    // It goes, and comes back.
    fs::remove_file(at("current")).unwrap();
    serving.log("the old one serves");
    symlink("one", at("current")).unwrap();
    fs::write(at("one").join("map.yaml"), NEW).unwrap();
    serving.log("the map was reloaded");
    assert_eq!(serving.sender(), "+12025550143");
}

#[test]
fn logs_that_nobody_reads_hold_up_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("map.yaml");
    fs::write(&map, OLD).unwrap();
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = port.local_addr().unwrap().to_string();
    drop(port);
    let mut child = Command::new(cargo_bin("originator"))
        .args(["serve", "--listen", &address])
        .args(["--map", map.to_str().unwrap()])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let end = Instant::now() + WAIT_TIMEOUT;
    let mut stream = loop {
        match TcpStream::connect(&address) {
            Ok(stream) => break stream,
            Err(error) => assert!(Instant::now() < end, "{error}"),
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    stream.set_read_timeout(Some(WAIT_TIMEOUT)).unwrap();
    // A pipe holds 64 KiB, some 500 lines.
    let mut answer = [0; 4096];
    for _ in 0..3000 {
        write!(stream, "GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n").unwrap();
        let length = stream.read(&mut answer).unwrap();
        assert!(answer[..length].starts_with(b"HTTP/1.1 200"));
    }
    let id = child.id().to_string();
    Command::new("kill").args(["-TERM", &id]).status().unwrap();
    let began = Instant::now();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(began.elapsed() < Duration::from_secs(8), "nor the end");
}

#[test]
fn the_servers_behind_are_asked_without_a_proxy() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("map.yaml");
    fs::write(&map, OLD).unwrap();
    let proxy = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    proxy.set_nonblocking(true).unwrap();
    let address = format!("http://{}", proxy.local_addr().unwrap());
    let environment = [
        ("http_proxy", &*address),
        ("HTTP_PROXY", &*address),
        ("ALL_PROXY", &*address),
    ];
    let arguments = [
        "--map",
        map.to_str().unwrap(),
        "--upstream",
        "http://127.0.0.1:1",
    ];
    let mut serving = Serving::start(&arguments, &environment);
    let answer = serving.ask("GET /v1/projects/p/apps HTTP/1.1", "");
    assert!(answer.starts_with("HTTP/1.1 502"), "{answer}");
    assert!(proxy.accept().is_err(), "the proxy was asked");
    let line = serving.log("the server behind failed");
    assert!(line.contains("Connection refused"), "{line}");
}

#[test]
fn logs_have_neither_numbers_nor_tokens() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("map.yaml");
    fs::write(&map, OLD).unwrap();
    let token = folder.path().join("token");
    fs::write(&token, "token-of-the-interface\n").unwrap();
    let arguments = [
        "--map",
        map.to_str().unwrap(),
        "--api-token-file",
        token.to_str().unwrap(),
        "--upstream",
        "http://127.0.0.1:1",
    ];
    let environment = [
        ("ORIGINATOR_WEBHOOK_SECRET", "secret-of-the-callbacks"),
        // Nobody listens there.
        (
            "ORIGINATOR_CONVERSATIONS",
            "redis://me:secret-of-the-store@127.0.0.1:1",
        ),
    ];
    let questions = |serving: &Serving| {
        let route = "POST /v1/route HTTP/1.1\r\nauthorization: Bearer token-of-the-interface";
        let said = serving.ask(route, r#"{"to":"+12025550123"}"#);
        assert!(said.contains("+12025550142"), "{said}");
        let wrong = "POST /v1/route HTTP/1.1\r\nauthorization: Bearer token-of-nobody";
        assert!(serving.ask(wrong, "{}").starts_with("HTTP/1.1 401"));
        let body = r#"{"app_id":"a","recipient":{"identified_by":{"channel_identities":[{"channel":"SMS","identity":"+12025550123"}]}}}"#;
        let send = "POST /v1/projects/p/messages:send?key=token-in-a-query HTTP/1.1\r\nauthorization: Bearer token-of-the-caller";
        assert!(serving.ask(send, body).starts_with("HTTP/1.1 502"));
        let pass = "GET /v1/projects/p/contacts?identity=%2B12025550123 HTTP/1.1";
        assert!(serving.ask(pass, "").starts_with("HTTP/1.1 502"));
        let callback = r#"{"app_id":"a","message":{"channel_identity":{"channel":"SMS","identity":"12025550123"}}}"#;
        let said = serving.ask("POST /webhooks/sinch HTTP/1.1", callback);
        assert!(said.starts_with("HTTP/1.1 401"), "{said}");
    };

    let serving = Serving::start(&arguments, &environment);
    questions(&serving);
    let (status, lines) = serving.end();
    assert_eq!(status, Some(0));
    let text = lines.join("\n");
    for hidden in ["2025550123", "token-", "secret-"] {
        assert!(!text.contains(hidden), "{hidden} in {text}");
    }
    let answered: Vec<serde_json::Value> = lines
        .iter()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .filter(|line: &serde_json::Value| line["message"] == "answered")
        .collect();
    assert_eq!(answered.len(), 5, "{text}");
    assert_eq!(answered[0]["endpoint"], "/v1/route");
    assert_eq!(answered[0]["outcome"], "use");
    assert_eq!(answered[0]["region"], "US");
    assert_eq!(answered[0]["number"], "+120******23");
    assert_eq!(answered[2]["status"], 502);
    assert_eq!(answered[0]["conversations"], "away");
    assert!(
        text.contains("the store of conversations is away"),
        "{text}"
    );

    let shown = [&arguments[..], &["--log-numbers"]].concat();
    let serving = Serving::start(&shown, &environment);
    questions(&serving);
    let (_, lines) = serving.end();
    let text = lines.join("\n");
    assert!(text.contains("+12025550123"), "as was asked for");
    assert!(
        !text.contains("token-") && !text.contains("secret-"),
        "{text}"
    );
}

#[test]
fn what_keeps_it_from_serving_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (map, broken) = (file("map.yaml", OLD), file("broken.yaml", "{"));
    let not_conversations = format!("file:{map}");
    let (empty, odd) = (file("empty", "\n"), file("odd.json", r#"{"app": 5}"#));
    for (arguments, said) in [
        (vec!["--map", "nowhere.yaml"], "cannot read nowhere.yaml"),
        (vec!["--map", &broken], "broken.yaml"),
        (vec!["--map", &map, "--api-token-file", &empty], "is empty"),
        (
            vec!["--map", &map, "--webhook-secrets", &odd],
            "at line 1 column 9",
        ),
        (
            vec!["--map", &map, "--upstream", "ftp://a"],
            "an address such as",
        ),
        (
            vec!["--map", &map, "--upstream", "https://me:pass-word@a"],
            "'https://…@a' for '--upstream <[PROVIDER=]URL>': an address such as",
        ),
        (
            vec!["--map", &map, "--upstream=me:pass-word@a"],
            "'…@a' for '--upstream <[PROVIDER=]URL>'",
        ),
        (
            vec!["--map", &map, "--forward-to", "https://a:pass-word@b/?c"],
            "'https://…@b/?…' for '--forward-to <[PROVIDER=]URL>'",
        ),
        (
            vec![
                "--map",
                &map,
                "--upstream",
                "telegraph=https://me:pass-word@a",
            ],
            "'telegraph=https://…@a' for '--upstream <[PROVIDER=]URL>': expected the name of a provider: `sinch`",
        ),
        (
            vec![
                "--map",
                &map,
                "--upstream=https://a",
                "--upstream=sinch=https://b",
            ],
            "--upstream is given twice for the provider `sinch`",
        ),
        (
            vec!["--map", &map, "redis://:pass-word@a"],
            "unexpected argument 'redis://…@a' found",
        ),
        (
            vec!["--map", &map, "--listen", "192.0.2.1:80"],
            "cannot listen",
        ),
        (
            vec!["--map", &map, "--conversations", "redis://me:pass-word@"],
            "--conversations: expected an address such as",
        ),
        (
            vec!["--map", &map, "--conversations", "http://me:pass-word@a"],
            "--conversations: expected `memory`, `file:PATH`, or an address",
        ),
        (
            vec!["--map", &map, "--conversations", &not_conversations],
            "map.yaml is damaged, or no file of conversations",
        ),
    ] {
        let output = Command::new(cargo_bin("originator"))
            .arg("serve")
            .args(
                ["--listen", "127.0.0.1:0"]
                    .iter()
                    .filter(|_| !arguments.contains(&"--listen")),
            )
            .args(&arguments)
            .output()
            .unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {text}");
        assert!(text.contains(said), "{arguments:?}: {text}");
        assert!(!text.contains("pass-word"), "{arguments:?}: {text}");
    }
}
