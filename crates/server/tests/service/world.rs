//! A service, an upstream that records, and a provider that signs.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::body::Bytes;
use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use http_body_util::BodyExt;
use originator::Context;
use originator_providers::Secret;
use originator_server::{
    App, Config, MapFile, ProviderConfig, ProviderName, WebhookSecrets, serve,
};
use sha2::Sha256;
use tokio::net::TcpListener;

pub(crate) const SECRET: &str = "made up for this test";

/// What a server behind got.
#[derive(Clone, Debug)]
pub(crate) struct Got {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// A server behind, which records every request before it answers.
#[derive(Clone)]
pub(crate) struct Behind {
    pub(crate) url: String,
    got: Arc<Mutex<Vec<Got>>>,
}

impl Behind {
    pub(crate) async fn answering<F, R>(answer: F) -> Behind
    where
        F: Fn(Got) -> R + Clone + Send + Sync + 'static,
        R: Future<Output = Response> + Send + 'static,
    {
        let got: Arc<Mutex<Vec<Got>>> = Arc::default();
        let record = Arc::clone(&got);
        let routes = Router::new().fallback(move |request: Request| {
            let (record, answer) = (Arc::clone(&record), answer.clone());
            async move {
                let (parts, body) = request.into_parts();
                let Ok(body) = body.collect().await else {
                    return StatusCode::BAD_REQUEST.into_response();
                };
                let got = Got {
                    method: parts.method,
                    path: parts.uri.to_string(),
                    headers: parts.headers,
                    body: body.to_bytes(),
                };
                record.lock().unwrap().push(got.clone());
                answer(got).await
            }
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Behind { url, got }
    }

    pub(crate) async fn accepting() -> Behind {
        Behind::answering(async |_| {
            let id = r#"{"message_id":"01EXAMPLE","accepted_time":"2026-03-04T09:15:22.417Z"}"#;
            (
                [("x-request-id", "r1"), ("content-type", "application/json")],
                id,
            )
                .into_response()
        })
        .await
    }

    /// What was got since it was last asked.
    pub(crate) fn take(&self) -> Vec<Got> {
        std::mem::take(&mut self.got.lock().unwrap())
    }

    pub(crate) fn only(&self) -> Got {
        let mut got = self.take();
        assert_eq!(got.len(), 1, "one request");
        got.remove(0)
    }
}

/// A service that runs.
pub(crate) struct World {
    pub(crate) url: String,
    pub(crate) client: reqwest::Client,
    pub(crate) app: App,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    serving: Option<tokio::task::JoinHandle<originator_server::Ended>>,
}

pub(crate) fn config(upstream: &str) -> Config {
    let secrets = WebhookSecrets::default().with_others(Secret::new(SECRET).unwrap());
    let mut config = Config::default();
    sinch(&mut config).upstream = Some(upstream.parse().unwrap());
    sinch(&mut config).webhook_secrets = secrets;
    config
}

pub(crate) fn sinch(config: &mut Config) -> &mut ProviderConfig {
    config.provider_mut(ProviderName::Sinch)
}

impl World {
    pub(crate) async fn new(config: Config, map: &str) -> World {
        let map = map.to_owned();
        World::of(config, MapFile::new("map.yaml", move || Ok(map.clone()))).await
    }

    pub(crate) async fn of(config: Config, map: MapFile) -> World {
        let app = App::new(config, Context::default(), map).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = tokio::sync::oneshot::channel();
        let serving = tokio::spawn(serve(app.clone(), listener, async {
            let _ = stopped.await;
        }));
        World {
            url,
            client: client(),
            app,
            stop: Some(stop),
            serving: Some(serving),
        }
    }

    pub(crate) async fn stop(&mut self) -> originator_server::Ended {
        self.stop.take().unwrap().send(()).unwrap();
        self.serving.take().unwrap().await.unwrap()
    }

    pub(crate) async fn post(&self, path: &str, body: impl Into<reqwest::Body>) -> Answer {
        let url = format!("{}{path}", self.url);
        let request = self.client.post(url).body(body);
        answer(request).await
    }

    pub(crate) async fn send(&self, body: impl Into<reqwest::Body>) -> Answer {
        self.post("/v1/projects/p/messages:send", body).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        answer(self.client.get(format!("{}{path}", self.url))).await
    }

    /// A signed callback.
    pub(crate) async fn callback(&self, body: &str) -> Answer {
        static NONCE: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
        let nonce = NONCE.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        self.signed(body, &format!("nonce{nonce}"), SECRET, SystemTime::now())
            .await
    }

    pub(crate) async fn signed(
        &self,
        body: &str,
        nonce: &str,
        secret: &str,
        at: SystemTime,
    ) -> Answer {
        let mut request = self
            .client
            .post(format!("{}/webhooks/sinch", self.url))
            .header("content-type", "application/json")
            .body(body.to_owned());
        for (name, value) in signature(body, nonce, secret, at) {
            request = request.header(name, value);
        }
        answer(request).await
    }

    /// The value of a metric whose line begins so.
    pub(crate) async fn metric(&self, line: &str) -> Option<f64> {
        let text = self.get("/metrics").await.body;
        let found = text.lines().find_map(|it| it.strip_prefix(line))?;
        found.rsplit(' ').next()?.parse().ok()
    }
}

pub(crate) fn client() -> reqwest::Client {
    originator_server::tls_by_ring();
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(Duration::from_secs(30))
        .build()
        .unwrap()
}

/// An answer, read whole.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub(crate) fn decision(&self) -> &str {
        self.header("x-originator-decision").unwrap_or("none")
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("not JSON: {}", self.body))
    }

    /// The kind of a problem.
    pub(crate) fn problem(&self) -> String {
        assert_eq!(
            self.header("content-type"),
            Some("application/problem+json")
        );
        assert_eq!(self.json()["status"], self.status);
        self.json()["type"].as_str().unwrap().to_owned()
    }
}

pub(crate) async fn answer(request: reqwest::RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    Answer {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        body: response.text().await.unwrap(),
    }
}

/// The headers of a callback as the provider signs it.
pub(crate) fn signature(
    body: &str,
    nonce: &str,
    secret: &str,
    at: SystemTime,
) -> [(&'static str, String); 4] {
    let timestamp = at
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap()
        .as_secs()
        .to_string();
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(format!("{body}.{nonce}.{timestamp}").as_bytes());
    let code = STANDARD.encode(mac.finalize().into_bytes());
    [
        ("x-sinch-webhook-signature", code),
        (
            "x-sinch-webhook-signature-algorithm",
            "HmacSHA256".to_owned(),
        ),
        ("x-sinch-webhook-signature-nonce", nonce.to_owned()),
        ("x-sinch-webhook-signature-timestamp", timestamp),
    ]
}

/// A callback: this customer wrote to this number, at this time.
pub(crate) fn inbound(customer: &str, written_to: &str) -> String {
    format!(
        r#"{{"app_id":"01EXAMPLEAPP","project_id":"p","accepted_time":"2026-03-04T09:15:22.417Z","message":{{"id":"m","direction":"TO_APP","contact_message":{{"text_message":{{"text":"Is my parcel on its way?"}}}},"channel_identity":{{"channel":"SMS","identity":"{customer}","app_id":""}},"conversation_id":"c","contact_id":"contact-{customer}","metadata":"","sender_id":"{written_to}","processing_mode":"CONVERSATION","injected":false}},"message_metadata":""}}"#,
    )
    // Without the time: it was accepted now.
    .replace(r#""accepted_time":"2026-03-04T09:15:22.417Z","#, "")
}

/// A send to a number, and what has to arrive if this sender is set.
pub(crate) fn outbound(recipient: &str) -> String {
    format!(
        "{{\n  \"app_id\": \"01EXAMPLEAPP\",\n  \"recipient\": {{\"identified_by\": {{\"channel_identities\": [{{\"channel\": \"SMS\", \"identity\": \"{recipient}\"}}]}}}},\n  \"message\": {{\"text_message\": {{\"text\": \"Yes: it arrives tomorrow, \\u00e5 \\/ € \"}}}},\n  \"channel_priority_order\": [\"SMS\"]\n}}\n"
    )
}

pub(crate) fn with_sender(body: &str, sender: &str) -> String {
    let properties = format!(r#"{{"channel_properties":{{"SMS_SENDER":"{sender}"}},"#);
    body.replacen('{', &properties, 1)
}
