//! The provider's interfaces, as far as a set-up asks them: with an end to every wait, and without a secret in
//! what is said about them.

use std::error::Error as _;
use std::time::Duration;

use originator_providers::Secret;
use reqwest::header::AUTHORIZATION;
use reqwest::{Client, Method, RequestBuilder, Url, redirect};
use serde::Deserialize;

use crate::problem::Problem;

/// Far more than the largest answer.
const LIMIT: usize = 4 * 1024 * 1024;

/// How many characters are shown of what the provider says.
const SHOWN: usize = 300;

/// What is shorter stands in any text, and is no secret.
const SHORTEST_SECRET: usize = 4;

/// Asks the provider.
pub(super) struct Caller {
    /// What is never shown.
    secrets: Vec<Secret>,
    connect: Duration,
    whole: Duration,
}

impl Default for Caller {
    fn default() -> Caller {
        Caller {
            secrets: Vec::new(),
            connect: Duration::from_secs(10),
            whole: Duration::from_secs(30),
        }
    }
}

impl Caller {
    /// Keeps secrets out of what is said from now on.
    pub(super) fn hide(&mut self, secrets: impl IntoIterator<Item = Secret>) {
        self.secrets.extend(secrets);
    }

    /// A request, to be made by way of the environment's proxy unless it stays on this machine.
    pub(super) fn request(&self, method: Method, url: &str) -> Result<RequestBuilder, Problem> {
        let mut client = Client::builder()
            .redirect(redirect::Policy::none())
            .connect_timeout(self.connect)
            .timeout(self.whole);
        if Url::parse(url).is_ok_and(|url| is_loopback(&url)) {
            client = client.no_proxy();
        }
        let client = client.build().map_err(|error| Problem::Request {
            what: format!("{method} {url}"),
            error: self.cause(error),
        })?;
        Ok(client.request(method, url))
    }

    /// The body of the answer to a request, whose body has these secrets.
    pub(super) async fn answer(
        &self,
        request: RequestBuilder,
        secrets: &[Secret],
    ) -> Result<Vec<u8>, Problem> {
        /// The provider's form of an error.
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
            error: self.cause(error),
        })?;
        let what = format!("{} {}", request.method(), request.url());
        let failed = |error: String| Problem::Request {
            what: what.clone(),
            error,
        };
        let authorization = request.headers().get(AUTHORIZATION);
        let authorization = authorization.and_then(|value| value.to_str().ok());
        let authorization = authorization.and_then(|value| value.split_once(' '));
        let hidden = authorization.map(|(_, credentials)| credentials.to_owned());
        let hidden: Vec<&str> = secrets
            .iter()
            .map(Secret::expose)
            .filter(|secret| secret.len() >= SHORTEST_SECRET)
            .chain(self.secrets.iter().map(Secret::expose))
            .chain(hidden.as_deref())
            .collect();

        let answer = client.execute(request).await;
        let mut answer = answer.map_err(|error| failed(self.cause(error)))?;
        let mut body = Vec::new();
        while let Some(piece) = answer
            .chunk()
            .await
            .map_err(|error| failed(self.cause(error)))?
        {
            body.extend(piece);
            if body.len() > LIMIT {
                return Err(failed("the answer is too long".to_owned()));
            }
        }
        let status = answer.status();
        if status.is_success() {
            return Ok(body);
        }
        let said = serde_json::from_slice::<Refusal>(&body).map_or_else(
            |_| String::new(),
            |refusal| format!(": {}", presentable(&refusal.error.message, &hidden)),
        );
        Err(failed(format!("answered {status}{said}")))
    }

    /// What went wrong, down to the cause.
    fn cause(&self, error: reqwest::Error) -> String {
        let error = error.without_url();
        if error.is_timeout() {
            return match error.is_connect() {
                true => format!("no connection within {:?}", self.connect),
                false => format!("no whole answer within {:?}", self.whole),
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

/// What the provider says, as it may be printed: without secrets and control characters, and not too long.
fn presentable(said: &str, secrets: &[&str]) -> String {
    let escaped = |secret: &&str| {
        // As it stands in a body that is repeated.
        let json = serde_json::Value::from(*secret).to_string();
        let json = json
            .strip_prefix('"')
            .and_then(|json| json.strip_suffix('"'));
        json.unwrap_or(secret).to_owned()
    };
    let mut hidden: Vec<String> = secrets.iter().map(escaped).collect();
    hidden.extend(secrets.iter().map(|secret| (*secret).to_owned()));
    // One may have another in it.
    hidden.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
    hidden.dedup();
    let said = hidden.iter().fold(said.to_owned(), |said, secret| {
        said.replace(secret, "[redacted]")
    });
    let mut shown = String::new();
    for (place, character) in said.chars().enumerate() {
        match character {
            _ if place == SHOWN => {
                shown.push('…');
                break;
            }
            '"' | '\'' | '\\' => shown.push(character),
            _ => shown.extend(character.escape_debug()),
        }
    }
    shown
}

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
            whole: Duration::from_millis(100),
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
            format!("error: POST {url}: no whole answer within 100ms")
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
        assert_eq!(long, "ж".repeat(SHOWN) + "…");
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
