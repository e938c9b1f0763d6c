//! A made-up second provider, run through the same flows: proof that these assume nothing of the first.
//!
//! Its bodies are forms, one message a line, and one of its sends is in the query. Its accounts are in the path. It
//! signs the public URL and the sorted form, has no nonces, answers in XML, and refuses in a form of its own.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use http_body_util::BodyExt;
use originator::{BareDigits, Context, PlanId, Sender};
use sha2::Sha256;
use tower::ServiceExt;

use super::Gateway;
use super::provider::{
    Action, Channels, Event, InboundMessage, InboundRequest, NamedSender, Outbound,
    OutboundMessage, OutboundRequest, Proof, Provider, Recipient, Refusal, Rewritten, Unreadable,
    VerifyError,
};
use crate::config::Config;
use crate::config::provider::ProviderConfig;
use crate::map_file::MapFile;
use crate::service::Service;

const PUBLIC_URL: &str = "https://sms.example.org";
const TOKEN: &[u8] = b"made up for this test";
const SIGNATURE: &str = "x-telegraph-signature";

#[derive(Debug, Default)]
struct Telegraph {
    /// The ids of messages that were delivered: there are no nonces.
    delivered: Mutex<HashSet<String>>,
}

/// The pairs of a form, with their escapes taken off.
fn pairs(form: &str) -> Vec<(String, String)> {
    let url = reqwest::Url::parse(&format!("http://a?{form}")).unwrap();
    url.query_pairs().into_owned().collect()
}

/// The value of a field that is not empty.
fn field(form: &str, name: &str) -> Option<String> {
    let mut pairs = pairs(form).into_iter();
    pairs
        .find_map(|(key, value)| (key == name).then_some(value))
        .filter(|value| !value.is_empty())
}

/// Base64 of an HMAC over the public URL and the sorted pairs of the form.
fn sign(path: &str, form: &str) -> String {
    let mut sorted = pairs(form);
    sorted.sort();
    let mut mac = Hmac::<Sha256>::new_from_slice(TOKEN).unwrap();
    mac.update(format!("{PUBLIC_URL}{path}").as_bytes());
    for (key, value) in sorted {
        mac.update(format!("{key}{value}").as_bytes());
    }
    STANDARD.encode(mac.finalize().into_bytes())
}

fn text(bytes: &[u8]) -> Result<&str, Unreadable> {
    std::str::from_utf8(bytes).map_err(|_| Unreadable("the form is not UTF-8".to_owned()))
}

impl Provider for Telegraph {
    fn name(&self) -> &'static str {
        "telegraph"
    }

    fn paths(&self) -> &'static [&'static str] {
        &["/accounts/{account}/{*path}", "/send"]
    }

    fn action(&self, method: &Method, path: &str) -> Action {
        if path == "/send" || (method == Method::POST && path.ends_with("/messages")) {
            Action::Decide
        } else if method == Method::GET {
            Action::Pass
        } else {
            Action::NotFound
        }
    }

    fn bare_digits(&self) -> Option<BareDigits> {
        None
    }

    fn plan(&self, router: &originator::Router, account: Option<&str>) -> Option<PlanId> {
        router.default_plan().filter(|_| account == Some("AC1"))
    }

    fn read_send<'r>(
        &self,
        request: &OutboundRequest<'r>,
    ) -> Result<Box<dyn Outbound + 'r>, Unreadable> {
        let user = request.headers.get(header::AUTHORIZATION);
        let user = user.and_then(|value| value.to_str().ok()?.strip_prefix("Basic "));
        Ok(Box::new(match request.path {
            // The account is the user of the basic authorization.
            "/send" => Forms {
                account: user.unwrap_or_default(),
                form: request.query.unwrap_or_default(),
                is_query: true,
            },
            path => Forms {
                account: path.split('/').nth(2).unwrap_or_default(),
                form: text(request.body)?,
                is_query: false,
            },
        }))
    }

    fn refusal(&self, request: &OutboundRequest<'_>, refusal: &Refusal<'_>) -> Response {
        let reason = refusal.reason();
        let body = match request.path {
            "/send" => format!("ERR 21408 {reason}"),
            _ => format!(r#"{{"code":21408,"message":"{reason}"}}"#),
        };
        (StatusCode::FORBIDDEN, body).into_response()
    }

    fn verify(
        &self,
        request: &InboundRequest<'_>,
        _now: SystemTime,
    ) -> Result<Proof<'_>, VerifyError> {
        let unreadable = |Unreadable(detail)| VerifyError::Unreadable(detail);
        let form = text(request.body).map_err(unreadable)?;
        let expected = sign(&request.uri.to_string(), form);
        let given = request.headers.get(SIGNATURE);
        if given.is_none_or(|given| given != expected.as_str()) {
            return Err(VerifyError::BadSignature("another signature".to_owned()));
        }
        let id = field(form, "MessageSid").unwrap_or_default();
        if self.delivered.lock().unwrap().contains(&id) {
            return Err(VerifyError::Replayed(id));
        }
        Ok(Proof::once(move || {
            self.delivered.lock().unwrap().insert(id);
        }))
    }

    fn event(&self, request: &InboundRequest<'_>) -> Result<Event, Unreadable> {
        let form = text(request.body)?;
        let Some(customer) = field(form, "From") else {
            return Ok(Event::OtherTrigger);
        };
        Ok(Event::Inbound(InboundMessage {
            account: field(form, "AccountSid"),
            customer,
            written_to: field(form, "To"),
            contact: None,
            accepted: None,
        }))
    }

    fn accepted(&self) -> Response {
        ([(header::CONTENT_TYPE, "text/xml")], "<Response/>").into_response()
    }
}

/// A send: a form for each message, one a line.
struct Forms<'r> {
    account: &'r str,
    form: &'r str,
    is_query: bool,
}

impl Outbound for Forms<'_> {
    fn account(&self) -> Option<&str> {
        Some(self.account)
    }

    fn messages(&self) -> Vec<OutboundMessage<'_>> {
        let message = |form: &str| {
            let recipients: Vec<Recipient<'_>> = pairs(form)
                .into_iter()
                .filter(|(key, _)| key == "To")
                .map(|(_, to)| Recipient::Number(Cow::Owned(to)))
                .collect();
            if field(form, "To").is_some_and(|to| to.starts_with("whatsapp:")) {
                return OutboundMessage::NotSms;
            }
            let sender = match (field(form, "From"), field(form, "ServiceSid")) {
                (Some(from), _) => NamedSender::Given(Cow::Owned(from)),
                (None, Some(_)) => NamedSender::ProviderPool,
                (None, None) => NamedSender::None,
            };
            OutboundMessage::Sms {
                channels: Channels::SmsOnly,
                recipients,
                sender,
            }
        };
        self.form.lines().map(message).collect()
    }

    fn with_senders(&self, senders: &[Option<Sender>]) -> Rewritten {
        let filled = self.form.lines().zip(senders).map(|(form, sender)| {
            let Some(sender) = sender else {
                return form.to_owned();
            };
            let pair = format!("From={}", sender.as_str().replace('+', "%2B"));
            if form.contains("From=") {
                form.replace("From=", &pair)
            } else {
                format!("{form}&{pair}")
            }
        });
        let filled = filled.collect::<Vec<String>>().join("\n");
        if self.is_query {
            Rewritten::Query(filled)
        } else {
            Rewritten::Body(filled.into())
        }
    }
}

const MAP: &str = "\
originators:
  US: [RETAIL, \"+12025550142\"]
  SE: \"+46701740605\"
  CU: refuse
borrow: { PR: [US] }
";

/// The service in front of the made-up provider, and what the servers behind it got.
struct World {
    routes: Router,
    service: Arc<Service>,
    got: Arc<Mutex<Vec<Got>>>,
}

/// A request that a server behind got.
#[derive(Debug)]
struct Got {
    path: String,
    headers: HeaderMap,
    body: String,
}

impl World {
    async fn new(is_forwarded: bool) -> World {
        let got: Arc<Mutex<Vec<Got>>> = Arc::default();
        let record = Arc::clone(&got);
        let behind = Router::new().fallback(move |request: Request| {
            let record = Arc::clone(&record);
            async move {
                let (parts, body) = request.into_parts();
                let body = body.collect().await.unwrap().to_bytes();
                record.lock().unwrap().push(Got {
                    path: parts.uri.to_string(),
                    headers: parts.headers,
                    body: String::from_utf8(body.to_vec()).unwrap(),
                });
                "queued"
            }
        });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, behind).await });

        let map = MapFile::new("map.yaml", || Ok(MAP.to_owned()));
        let service = Service::new(Config::default(), Context::default(), map).unwrap();
        let webhook = format!("{url}/hook").parse().unwrap();
        let config = ProviderConfig {
            upstream: Some(url.parse().unwrap()),
            forward_to: is_forwarded.then_some(webhook),
            ..ProviderConfig::default()
        };
        let telegraph = Box::<Telegraph>::default();
        let limits = &service.config.limits;
        let gateway = Gateway::new(telegraph, &config, limits, service.metrics.clone());
        let service = Arc::new(service);
        World {
            routes: Arc::new(gateway.unwrap())
                .routes()
                .with_state(Arc::clone(&service)),
            service,
            got,
        }
    }

    /// The status, the decision and the body of an answer.
    async fn answer(&self, request: Request) -> (u16, String, String) {
        let answer = self.routes.clone().oneshot(request).await.unwrap();
        let decision = answer.headers().get("x-originator-decision");
        let decision = decision.map_or("none", |value| value.to_str().unwrap());
        let (status, decision) = (answer.status().as_u16(), decision.to_owned());
        let body: Bytes = answer.into_body().collect().await.unwrap().to_bytes();
        (status, decision, String::from_utf8(body.to_vec()).unwrap())
    }

    async fn send(&self, account: &str, form: &str) -> (u16, String, String) {
        let request = Request::post(format!("/accounts/{account}/messages"))
            .header(header::AUTHORIZATION, "Basic AC1")
            .body(Body::from(form.to_owned()))
            .unwrap();
        self.answer(request).await
    }

    async fn callback(&self, form: &str, signature: &str) -> (u16, String) {
        let request = Request::post("/webhooks/telegraph?of=mine")
            .header(SIGNATURE, signature)
            .body(Body::from(form.to_owned()))
            .unwrap();
        let (status, _, body) = self.answer(request).await;
        (status, body)
    }

    fn take(&self) -> Vec<Got> {
        std::mem::take(&mut self.got.lock().unwrap())
    }
}

#[tokio::test]
async fn a_send_is_decided_and_filled_whatever_its_form() {
    let world = World::new(false).await;
    // The account, the form, what is told, and the form that the provider gets.
    for (account, form, decision, sent, why) in [
        (
            "AC1",
            "To=%2B46701740699&Body=a+%C3%A5%20b",
            "use; reason=domestic",
            Some("To=%2B46701740699&Body=a+%C3%A5%20b&From=%2B46701740605"),
            "a form",
        ),
        (
            "AC1",
            "From=&To=%2B46701740699",
            "use; reason=domestic",
            Some("From=%2B46701740605&To=%2B46701740699"),
            "an empty sender",
        ),
        (
            "AC1",
            "To=%2B46701740699&From=%2B46701740605",
            "use; reason=explicit",
            Some("To=%2B46701740699&From=%2B46701740605"),
            "a sender that is given",
        ),
        (
            "AC1",
            "To=%2B46701740698&To=%2B46701740699",
            "use; reason=domestic",
            Some("To=%2B46701740698&To=%2B46701740699&From=%2B46701740605"),
            "several recipients with one sender",
        ),
        (
            "AC1",
            "To=%2B12025550123&To=%2B17875550123",
            "mixed; use=2",
            Some("To=%2B12025550123&To=%2B17875550123&From=RETAIL"),
            "one sender for different reasons",
        ),
        (
            "AC1",
            "To=%2B12025550123\nTo=%2B46701740699",
            "mixed; use=2",
            Some("To=%2B12025550123&From=RETAIL\nTo=%2B46701740699&From=%2B46701740605"),
            "messages with a sender each",
        ),
        (
            "AC1",
            "To=%2B12025550123&To=%2B46701740699",
            "refuse; reason=several_senders",
            None,
            "a message with different senders",
        ),
        (
            "AC1",
            "To=%2B46701740699\nTo=%2B5352123456",
            "refuse; reason=country_refused",
            None,
            "one message of two is refused",
        ),
        (
            "AC1",
            "To=%2B46701740699&ServiceSid=MG1",
            "pass; reason=provider_pool",
            Some("To=%2B46701740699&ServiceSid=MG1"),
            "a pool of the provider",
        ),
        (
            "AC1",
            "To=%2B5352123456&ServiceSid=MG1",
            "refuse; reason=country_refused",
            None,
            "a pool does not make a country allowed",
        ),
        (
            "AC1",
            "To=46701740699",
            "refuse; reason=invalid_number",
            None,
            "bare digits are not the provider's form",
        ),
        (
            "AC1",
            "To=whatsapp%3A%2B5352123456",
            "pass; reason=not_sms",
            Some("To=whatsapp%3A%2B5352123456"),
            "another channel",
        ),
        (
            "AC1",
            "Body=hello",
            "pass; reason=unknown_recipient",
            Some("Body=hello"),
            "no recipient",
        ),
        (
            "AC2",
            "To=%2B5352123456",
            "pass; reason=unknown_account",
            Some("To=%2B5352123456"),
            "an account without a plan",
        ),
    ] {
        let (status, told, body) = world.send(account, form).await;
        assert_eq!(told, decision, "{why}");
        let got = world.take();
        match sent {
            Some(sent) => {
                assert_eq!((status, body.as_str()), (200, "queued"), "{why}");
                assert_eq!(got.len(), 1, "{why}");
                assert_eq!(got[0].body, sent, "{why}");
                assert_eq!(got[0].headers["authorization"], "Basic AC1", "{why}");
            }
            None => {
                let reason = decision.strip_prefix("refuse; reason=").unwrap();
                let own = format!(r#"{{"code":21408,"message":"{reason}"}}"#);
                assert_eq!((status, body), (403, own), "{why}");
                assert!(got.is_empty(), "{why}");
            }
        }
    }
    let metrics = world.service.metrics.text(None).unwrap();
    let line = r#"originator_passes_total{provider="telegraph",reason="provider_pool"} 1"#;
    assert!(metrics.contains(line), "{metrics}");
}

#[tokio::test]
async fn a_send_in_the_query_is_filled_there() {
    let world = World::new(false).await;
    let request = |query: &str| {
        Request::get(format!("/send?{query}"))
            .header(header::AUTHORIZATION, "Basic AC1")
            .body(Body::empty())
            .unwrap()
    };
    let (status, _, body) = world.answer(request("To=%2B5352123456")).await;
    assert_eq!((status, body.as_str()), (403, "ERR 21408 country_refused"));
    let sent = request("To=%2B46701740699&Body=a%20b");
    let (_, decision, _) = world.answer(sent).await;
    assert_eq!(decision, "use; reason=domestic");
    let sent = "/send?To=%2B46701740699&Body=a%20b&From=%2B46701740605";
    assert_eq!(world.take()[0].path, sent);
    for (method, path, status, why) in [
        (Method::GET, "/accounts/AC1/messages", 200, "a list passes"),
        (Method::DELETE, "/accounts/AC1/messages", 404, "no path"),
    ] {
        let request = Request::builder().method(method).uri(path);
        let answer = world.answer(request.body(Body::empty()).unwrap()).await;
        assert_eq!((answer.0, answer.1.as_str()), (status, "none"), "{why}");
    }
}

#[tokio::test]
async fn a_callback_is_verified_remembered_and_answered_in_the_providers_form() {
    let world = World::new(false).await;
    let form = "AccountSid=AC1&From=%2B12025550123&To=%2B46701740605&MessageSid=SM1";
    let signature = sign("/webhooks/telegraph?of=mine", form);
    let first = world.send("AC1", "To=%2B12025550123").await;
    assert_eq!(first.1, "use; reason=country_default", "nobody wrote yet");

    let (status, _) = world.callback(form, &sign("/elsewhere", form)).await;
    assert_eq!(status, 401, "signed for another address");
    let forged = form.replace("0123", "0124");
    assert_eq!(world.callback(&forged, &signature).await.0, 401);
    let accepted = world.callback(form, &signature).await;
    assert_eq!(accepted, (200, "<Response/>".to_owned()));
    assert_eq!(world.callback(form, &signature).await.0, 409, "a replay");

    world.take();
    let reply = world.send("AC1", "To=%2B12025550123").await;
    assert_eq!(reply.1, "use; reason=domestic");
    let sent = "To=%2B12025550123&From=%2B12025550142";
    assert_eq!(world.take()[0].body, sent);
    let metrics = world.service.metrics.text(None).unwrap();
    for (result, count) in [("remembered", 1), ("bad-signature", 2), ("replayed", 1)] {
        let labels = format!(r#"{{provider="telegraph",result="{result}"}}"#);
        let line = format!("originator_callbacks_total{labels} {count}");
        assert!(metrics.contains(&line), "{metrics}");
    }
}

#[tokio::test]
async fn a_callback_is_forwarded_byte_for_byte() {
    let world = World::new(true).await;
    let form = "AccountSid=AC1&From=%2B12025550123&To=%2B46701740605&MessageSid=SM1";
    let signature = sign("/webhooks/telegraph?of=mine", form);
    let answered = world.callback(form, &signature).await;
    assert_eq!(answered, (200, "queued".to_owned()), "the webhook's answer");
    let got = world.take();
    assert_eq!(
        (got[0].path.as_str(), got[0].body.as_str()),
        ("/hook", form)
    );
    assert_eq!(got[0].headers[SIGNATURE], signature.as_str());
}
