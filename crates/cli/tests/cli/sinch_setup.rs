//! `sinch setup` against an API that remembers what it was told.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};

use assert_cmd::cargo::cargo_bin;
use serde_json::{Value, json};

/// What the API holds, and what it was asked: method, path and authorization.
#[derive(Default)]
struct Held {
    credentials: Vec<Value>,
    webhooks: Vec<Value>,
    asked: Vec<(String, String, String)>,
    /// What changes are refused with.
    refusal: Option<&'static str>,
}

/// An API of one app, as far as a set-up goes.
struct Api {
    url: String,
    held: Arc<Mutex<Held>>,
}

impl Api {
    fn new(credentials: Vec<Value>) -> Api {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let held = Arc::new(Mutex::new(Held {
            credentials,
            ..Held::default()
        }));
        let shared = Arc::clone(&held);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = BufReader::new(stream.unwrap());
                let mut lines = (&mut stream).lines().map(Result::unwrap);
                let first = lines.next().unwrap();
                let headers: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
                let header = |name: &str| {
                    let mut named = headers.iter().filter_map(|line| line.split_once(": "));
                    named
                        .find(|(it, _)| it.eq_ignore_ascii_case(name))
                        .map_or("", |(_, value)| value)
                };
                let mut body = vec![0; header("content-length").parse().unwrap_or(0)];
                stream.read_exact(&mut body).unwrap();
                let mut words = first.split(' ');
                let (method, path) = (words.next().unwrap(), words.next().unwrap());
                let mut held = shared.lock().unwrap();
                let authorization = header("authorization").to_owned();
                held.asked
                    .push((method.to_owned(), path.to_owned(), authorization));
                let answer = held.answer(method, path, &body);
                let (status, answer) = match answer {
                    Some(answer) => ("200 OK", answer),
                    None => {
                        let said = held.refusal.unwrap_or("no such app");
                        ("404 Not Found", json!({"error": {"message": said}}))
                    }
                };
                let answer = answer.to_string();
                let length = answer.len();
                write!(
                    stream.get_mut(),
                    "HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{answer}"
                )
                .unwrap();
            }
        });
        Api { url, held }
    }

    fn setup(&self, more: &[&str]) -> Output {
        self.setup_of("p", more)
    }

    fn setup_of(&self, project: &str, more: &[&str]) -> Output {
        let auth = format!("{}/token", self.url);
        self.command(project, &auth).args(more).output().unwrap()
    }

    fn command(&self, project: &str, auth: &str) -> Command {
        let mut command = Command::new(cargo_bin("originator"));
        command
            .args(["sinch", "setup", "--project", project])
            .args(["--app", "01EXAMPLEAPP"])
            .args(["--service-plan", "plan1", "--region", "eu"])
            .args(["--webhook-url", "https://example.org/webhooks/sinch"])
            .args(["--api", &self.url])
            .args(["--auth", auth])
            .env("SINCH_KEY_ID", "key")
            .env("SINCH_KEY_SECRET", "secret-key")
            .env("SINCH_SMS_TOKEN", "secret-token")
            .env("ORIGINATOR_WEBHOOK_SECRET", "secret-of-callbacks");
        command
    }
}

impl Held {
    fn answer(&mut self, method: &str, path: &str, body: &[u8]) -> Option<Value> {
        let json = || serde_json::from_slice::<Value>(body).unwrap();
        match (method, path) {
            ("PATCH", _) if self.refusal.is_some() => None,
            ("POST", "/token") => Some(json!({"access_token": "secret-access"})),
            ("GET", "/v1/projects/p/apps/01EXAMPLEAPP") => {
                Some(json!({"id": "01EXAMPLEAPP", "channel_credentials": self.credentials}))
            }
            ("PATCH", "/v1/projects/p/apps/01EXAMPLEAPP?update_mask=channel_credentials") => {
                self.credentials = json()["channel_credentials"].as_array().unwrap().clone();
                Some(json!({}))
            }
            ("GET", "/v1/projects/p/apps/01EXAMPLEAPP/webhooks") => {
                Some(json!({"webhooks": self.webhooks}))
            }
            ("POST", "/v1/projects/p/webhooks") => {
                let mut webhook = json();
                webhook["id"] = json!("w1");
                self.webhooks.push(webhook.clone());
                Some(webhook)
            }
            _ => None,
        }
    }
}

fn texts(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&output.stdout), text(&output.stderr))
}

#[test]
fn an_app_is_set_up_once_and_stays_as_it_is() {
    let other = json!({"channel": "WHATSAPP", "static_bearer": {"claimed_identity": "46", "token": "secret-other"}});
    let api = Api::new(vec![other.clone()]);

    let dry = api.setup(&["--dry-run"]);
    let (out, error) = texts(&dry);
    assert_eq!(dry.status.code(), Some(0), "{error}");
    assert!(!out.contains("secret-"), "{out}");
    let url = &api.url;
    for line in [
        &format!(
            "POST {url}/token\nauthorization: Basic [redacted]\ngrant_type=client_credentials\n\n"
        ),
        &format!("GET {url}/v1/projects/p/apps/01EXAMPLEAPP\n"),
        &format!("GET {url}/v1/projects/p/apps/01EXAMPLEAPP/webhooks\n"),
        &format!("PATCH {url}/v1/projects/p/apps/01EXAMPLEAPP?update_mask=channel_credentials\n"),
        &format!("POST {url}/v1/projects/p/webhooks\n"),
        "\"token\": \"[redacted]\"",
        "https://whatsapp-adapter.eu1.conversation-api.int.prod.sinch.com/adapter/v1/01EXAMPLEAPP/callback\n",
    ] {
        assert!(out.contains(line), "{line} in {out}");
    }
    let asked = std::mem::take(&mut api.held.lock().unwrap().asked);
    assert!(
        asked
            .iter()
            .all(|(method, path, _)| method == "GET" || path == "/token")
    );
    assert_eq!(asked[0].2, "Basic a2V5OnNlY3JldC1rZXk=");
    assert_eq!(asked[1].2, "Bearer secret-access");

    let done = api.setup(&["--adapter", "xms"]);
    let (out, error) = texts(&done);
    assert_eq!((done.status.code(), error.as_str()), (Some(0), ""));
    assert_eq!(
        out,
        format!(
            "PATCH {url}/v1/projects/p/apps/01EXAMPLEAPP?update_mask=channel_credentials: done\n\
             POST {url}/v1/projects/p/webhooks: done\n\
             the callback URL for the service plan plan1: https://xms-adapter.eu1.conversation-api.int.prod.sinch.com/adapter/v1/01EXAMPLEAPP/callback\n"
        )
    );
    {
        let held = api.held.lock().unwrap();
        let ours = json!({"channel": "SMS", "static_bearer": {"claimed_identity": "plan1", "token": "secret-token"}});
        assert_eq!(held.credentials, [other, ours]);
        assert_eq!(
            held.webhooks[0]["target"],
            "https://example.org/webhooks/sinch"
        );
        assert_eq!(held.webhooks[0]["secret"], "secret-of-callbacks");
    }

    let (out, _) = texts(&api.setup(&[]));
    assert!(
        out.starts_with("everything is set up already: nothing was changed\n"),
        "{out}"
    );
}

#[test]
fn what_goes_wrong_is_said_without_a_secret() {
    let api = Api::new(Vec::new());
    let output = api.setup_of("q", &[]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        texts(&output).1,
        format!(
            "error: GET {}/v1/projects/q/apps/01EXAMPLEAPP: the provider answered 404 Not Found: no such app\n",
            api.url
        )
    );

    let taken = json!({"channel": "SMS", "static_bearer": {"claimed_identity": "plan2", "token": "secret-other"}});
    let output = Api::new(vec![taken]).setup(&[]);
    let (_, error) = texts(&output);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        error.contains("belongs to the service plan `plan2`"),
        "{error}"
    );
    assert!(!error.contains("secret-"), "{error}");

    let output = Command::new(cargo_bin("originator"))
        .args(["sinch", "setup", "--project", "p", "--app", "a"])
        .args([
            "--service-plan",
            "s",
            "--region",
            "eu",
            "--webhook-url",
            "https://a/b",
        ])
        .env_remove("SINCH_SMS_TOKEN")
        .env_remove("SINCH_SMS_TOKEN_FILE")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        texts(&output).1,
        "error: $SINCH_SMS_TOKEN is not set\n  set it to the secret, or set $SINCH_SMS_TOKEN_FILE to the path of a file with the secret\n"
    );
}

#[test]
fn what_the_api_says_is_printed_without_the_secrets_that_it_repeats() {
    let other = json!({"channel": "WHATSAPP", "static_bearer": {"claimed_identity": "46", "token": "secret-other"}});
    let api = Api::new(vec![other]);
    api.held.lock().unwrap().refusal = Some(
        "no \u{1b}[2J secret-token, secret-of-callbacks, secret-access, secret-key, secret-other",
    );
    let (out, error) = texts(&api.setup(&[]));
    assert_eq!(out, "");
    assert_eq!(
        error,
        format!(
            "error: PATCH {}/v1/projects/p/apps/01EXAMPLEAPP?update_mask=channel_credentials: the provider answered 404 Not Found: \
             no \\u{{1b}}[2J [redacted], [redacted], [redacted], [redacted], [redacted]\n",
            api.url
        )
    );
}

/// An address where nobody listens.
fn nowhere() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

#[test]
fn an_api_that_is_not_there_is_said_with_its_address_and_the_cause() {
    let api = Api {
        url: nowhere(),
        held: Arc::default(),
    };
    let (_, error) = texts(&api.setup(&[]));
    assert_eq!(
        error,
        format!(
            "error: POST {}/token: cannot connect: Connection refused (os error 111)\n",
            api.url
        )
    );
}

#[test]
fn a_malformed_secret_is_named_before_any_request() {
    let api = Api::new(Vec::new());
    let cases = [
        (
            "SINCH_ACCESS_TOKEN",
            "a\nb",
            "a line break or another control character",
        ),
        (
            "SINCH_ACCESS_TOKEN",
            "a b",
            "a space or a character that is not ASCII, which no token contains",
        ),
        (
            "SINCH_SMS_TOKEN",
            "secret\n",
            "a line break or another control character",
        ),
        (
            "ORIGINATOR_WEBHOOK_SECRET",
            "\u{7f}",
            "a line break or another control character",
        ),
        (
            "SINCH_KEY_ID",
            "id:secret",
            "a colon, which no key id contains",
        ),
        (
            "SINCH_KEY_SECRET",
            "secret\r",
            "a line break or another control character",
        ),
    ];
    for (variable, value, flaw) in cases {
        let output = api
            .command("p", &api.url)
            .env(variable, value)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{variable}");
        assert_eq!(
            texts(&output).1,
            format!(
                "error: ${variable} contains {flaw}\n  set it to the secret and nothing else\n"
            )
        );
    }
    assert!(api.held.lock().unwrap().asked.is_empty());
}

#[test]
fn a_proxy_is_for_other_machines_only() {
    let api = Api::new(Vec::new());
    let proxy = Api::new(Vec::new());
    let by_proxy = |auth: &str| {
        let mut command = api.command("p", auth);
        command.env_remove("no_proxy");
        command.env_remove("NO_PROXY").env_remove("REQUEST_METHOD");
        command.env("http_proxy", &proxy.url).output().unwrap();
        std::mem::take(&mut proxy.held.lock().unwrap().asked)
    };
    assert_eq!(by_proxy(&format!("{}/token", api.url)), []);
    let asked = by_proxy("http://tokens.example.invalid/token");
    assert_eq!(asked[0].1, "http://tokens.example.invalid/token");
}
