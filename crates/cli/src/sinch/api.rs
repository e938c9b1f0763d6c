//! A client of the provider's API for the set-up: with a timeout for every request, and without secrets in any message.

use std::error::Error as _;
use std::time::Duration;

use originator_providers::Secret;
use reqwest::header::AUTHORIZATION;
use reqwest::{Client, Method, RequestBuilder, Url, redirect};
use serde::Deserialize;

use crate::problem::Problem;

/// The largest answer that is read; real ones are far smaller.
const MAX_ANSWER_BYTES: usize = 4 * 1024 * 1024;

/// The largest number of characters that are shown of an error message of the provider.
const MAX_CHARACTERS: usize = 300;

/// A shorter text is in any message by chance, and is not redacted.
const MIN_SECRET_BYTES: usize = 4;

/// Makes requests to the provider.
pub(super) struct Caller {
    /// The secrets that are redacted in every message.
    secrets: Vec<Secret>,
    connect_timeout: Duration,
    timeout: Duration,
}

impl Default for Caller {
    fn default() -> Caller {
        Caller {
            secrets: Vec::new(),
            connect_timeout: Duration::from_secs(10),
            timeout: Duration::from_secs(30),
        }
    }
}

impl Caller {
    /// Adds secrets that are redacted from now on.
    pub(super) fn redact(&mut self, secrets: impl IntoIterator<Item = Secret>) {
        self.secrets.extend(secrets);
    }

    /// A request, through the proxy of the environment unless its host is this machine.
    pub(super) fn request(&self, method: Method, url: &str) -> Result<RequestBuilder, Problem> {
        let mut client = Client::builder()
            .redirect(redirect::Policy::none())
            .connect_timeout(self.connect_timeout)
            .timeout(self.timeout);
        if Url::parse(url).is_ok_and(|url| is_loopback(&url)) {
            client = client.no_proxy();
        }
        let client = client.build().map_err(|error| Problem::Request {
            what: format!("{method} {url}"),
            error: self.message(error),
        })?;
        Ok(client.request(method, url))
    }

    /// Sends a request whose body contains these secrets, and returns the body of the answer.
    pub(super) async fn answer(
        &self,
        request: RequestBuilder,
        secrets: &[Secret],
    ) -> Result<Vec<u8>, Problem> {
        /// The JSON of an error.
        #[derive(Deserialize)]
        struct Refusal {
            error: Message,
        }
        #[derive(Deserialize)]
        struct Message {
            message: String,
        }

        let (client, request) = request.build_split();
        let request = request.map_err(|error| Problem::Request {
            what: "the request".to_owned(),
            error: self.message(error),
        })?;
        let what = format!("{} {}", request.method(), request.url());
        let failed = |error: String| Problem::Request {
            what: what.clone(),
            error,
        };
        let authorization = request.headers().get(AUTHORIZATION);
        let authorization = authorization.and_then(|value| value.to_str().ok());
        let authorization = authorization.and_then(|value| value.split_once(' '));
        let credentials = authorization.map(|(_, credentials)| credentials.to_owned());
        let redacted: Vec<&str> = secrets
            .iter()
            .map(Secret::expose)
            .filter(|secret| secret.len() >= MIN_SECRET_BYTES)
            .chain(self.secrets.iter().map(Secret::expose))
            .chain(credentials.as_deref())
            .collect();

        let answer = client.execute(request).await;
        let mut answer = answer.map_err(|error| failed(self.message(error)))?;
        let mut body = Vec::new();
        while let Some(chunk) = answer
            .chunk()
            .await
            .map_err(|error| failed(self.message(error)))?
        {
            body.extend(chunk);
            if body.len() > MAX_ANSWER_BYTES {
                return Err(failed("the answer is too large".to_owned()));
            }
        }
        let status = answer.status();
        if status.is_success() {
            return Ok(body);
        }
        let message = serde_json::from_slice::<Refusal>(&body).map_or_else(
            |_| String::new(),
            |refusal| format!(": {}", presentable(&refusal.error.message, &redacted)),
        );
        Err(failed(format!("the provider answered {status}{message}")))
    }

    /// The message of an error with its causes.
    fn message(&self, error: reqwest::Error) -> String {
        let error = error.without_url();
        if error.is_timeout() {
            return if error.is_connect() {
                format!("no connection within {:?}", self.connect_timeout)
            } else {
                format!("no complete answer within {:?}", self.timeout)
            };
        }
        let mut causes = vec![error.to_string()];
        let mut source = error.source();
        while let Some(cause) = source {
            causes.push(cause.to_string());
            source = cause.source();
        }
        match (error.is_connect(), causes.last()) {
            (true, Some(last)) => format!("cannot connect: {last}"),
            _ => causes.join(": "),
        }
    }
}

/// A message of the provider for print: without secrets and control characters, and not too long.
fn presentable(message: &str, secrets: &[&str]) -> String {
    let escaped = |secret: &&str| {
        // The provider may repeat the JSON of a request.
        let json = serde_json::Value::from(*secret).to_string();
        let json = json
            .strip_prefix('"')
            .and_then(|json| json.strip_suffix('"'));
        json.unwrap_or(secret).to_owned()
    };
    let mut redacted: Vec<String> = secrets.iter().map(escaped).collect();
    redacted.extend(secrets.iter().map(|secret| (*secret).to_owned()));
    // The longest first, since a secret may contain another one.
    redacted.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
    redacted.dedup();
    let message = redacted.iter().fold(message.to_owned(), |message, secret| {
        message.replace(secret, "[redacted]")
    });
    let mut shown = String::new();
    for (index, character) in message.chars().enumerate() {
        match character {
            _ if index == MAX_CHARACTERS => {
                shown.push('…');
                break;
            }
            '"' | '\'' | '\\' => shown.push(character),
            _ => shown.extend(character.escape_debug()),
        }
    }
    shown
}

/// Whether the host of a URL is this machine.
fn is_loopback(url: &Url) -> bool {
    match url.host_str().map(|host| host.trim_matches(['[', ']'])) {
        Some(host) => {
            let address = host.parse::<std::net::IpAddr>();
            address.map_or(
                host == "localhost" || host.ends_with(".localhost"),
                |address| address.to_canonical().is_loopback(),
            )
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn a_silent_provider_is_not_waited_for_for_ever() {
        originator_server::tls_by_ring();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/token", listener.local_addr().unwrap());
        let caller = Caller {
            timeout: Duration::from_millis(100),
            ..Caller::default()
        };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let error = runtime.block_on(async {
            let request = caller.request(Method::POST, &url).unwrap();
            caller.answer(request, &[]).await.unwrap_err().to_string()
        });
        assert_eq!(
            error,
            format!("error: POST {url}: no complete answer within 100ms")
        );
    }

    #[test]
    fn what_the_provider_says_is_made_presentable() {
        let secrets = ["s3cret", "s3cret-and-more", "with \"quotes\""];
        let cases = [
            ("bad token s3cret!", "bad token [redacted]!"),
            ("s3cret-and-more", "[redacted]"),
            (
                r#"{"token":"with \"quotes\""}"#,
                r#"{"token":"[redacted]"}"#,
            ),
            ("with \"quotes\"", "[redacted]"),
            (
                "a\u{1b}[2J\r\nb\u{9b}c\u{202e}",
                r"a\u{1b}[2J\r\nb\u{9b}c\u{202e}",
            ),
            (r#"isn't "å" \ ж"#, r#"isn't "å" \ ж"#),
        ];
        for (said, expected) in cases {
            assert_eq!(presentable(said, &secrets), expected, "{said:?}");
        }
        let long = presentable(&"ж".repeat(10_000), &secrets);
        assert_eq!(long, "ж".repeat(MAX_CHARACTERS) + "…");
    }

    #[test]
    fn what_stays_on_this_machine_is_known() {
        for (url, expected) in [
            ("http://127.0.0.1:8080/", true),
            ("http://127.9.9.9/", true),
            ("http://[::1]:80/", true),
            ("http://[::ffff:127.0.0.1]/", true),
            ("http://LOCALHOST/", true),
            ("http://api.localhost/", true),
            ("https://eu.conversation.api.sinch.com", false),
            ("http://127.0.0.1.example.org/", false),
            ("http://10.0.0.1/", false),
        ] {
            let url = Url::parse(url).unwrap();
            assert_eq!(is_loopback(&url), expected, "{url}");
        }
    }
}
