//! Callbacks: believed by their signature, once; passed on byte for byte.

use std::time::{Duration, SystemTime};

use axum::http::StatusCode;
use axum::response::IntoResponse;
use originator_providers::Secret;
use originator_server::{Config, WebhookSecrets};

use crate::world::{Behind, SECRET, World, answer, config, inbound, outbound, signature, sinch};

const MAP: &str = "originators: { US: [RETAIL, \"+12025550142\"], SE: \"+46701740605\" }";

/// Whether the customer is remembered: then the sender is the one that can be answered.
async fn is_remembered(world: &World, customer: &str) -> bool {
    let body = format!(r#"{{"to":"{customer}"}}"#);
    let record = world.post("/v1/route", body).await.json();
    record["sender"] == "+12025550142"
}

#[tokio::test]
async fn only_a_genuine_callback_is_remembered_and_only_once() {
    let world = World::new(config("http://127.0.0.1:1"), MAP).await;
    let body = inbound("12025550123", "46701740605");
    let now = SystemTime::now();
    let minutes = |minutes: u64| Duration::from_secs(minutes * 60);
    for (nonce, secret, at, why) in [
        ("a", "another secret", now, "signed with another secret"),
        ("b", SECRET, now - minutes(6), "too old"),
        ("c", SECRET, now + minutes(6), "from the future"),
    ] {
        let answer = world.signed(&body, nonce, secret, at).await;
        assert_eq!(answer.status, 401, "{why}");
        assert_eq!(answer.problem(), "/problems/bad-signature", "{why}");
    }
    let unsigned = world.post("/webhooks/sinch", body.clone()).await;
    assert_eq!(unsigned.status, 401, "not signed");
    assert!(!is_remembered(&world, "+12025550123").await);

    let genuine = world.signed(&body, "d", SECRET, now).await;
    assert_eq!((genuine.status, genuine.body.as_str()), (200, ""));
    assert!(is_remembered(&world, "+12025550123").await);
    let replayed = world.signed(&body, "d", SECRET, now).await;
    assert_eq!(replayed.status, 409);
    assert_eq!(replayed.problem(), "/problems/replayed");
    assert_eq!(
        world
            .metric(r#"originator_callbacks_total{provider="sinch",result="remembered"}"#)
            .await,
        Some(1.0)
    );
    assert_eq!(
        world
            .metric(r#"originator_callbacks_total{provider="sinch",result="bad-signature"}"#)
            .await,
        Some(4.0)
    );
    assert_eq!(world.metric("originator_conversations").await, Some(1.0));
}

#[tokio::test]
async fn the_published_example_is_taken() {
    // It is of 2021, so it is outside of the window, which only a right signature is told.
    let secrets = WebhookSecrets::default().with_others(Secret::new("foo_secret1234").unwrap());
    let mut config = Config::default();
    sinch(&mut config).webhook_secrets = secrets;
    let world = World::new(config, MAP).await;
    let body = r#"{"app_id":"","accepted_time":"2021-10-18T17:49:13.813615Z","project_id":"e2df3a34-a71b-4448-9db5-a8d2baad28e4","contact_create_notification":{"contact":{"id":"01FJA8B466Y0R2GNXD78MD9SM1","channel_identities":[{"channel":"SMS","identity":"48123456789","app_id":""}],"display_name":"New Test Contact","email":"new.contact@email.com","external_id":"","metadata":"","language":"EN_US"}},"message_metadata":""}"#;
    let nonce = "01FJA8B4A7BM43YGWSG9GBV067";
    let at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_634_579_353);
    let published = signature(body, nonce, "foo_secret1234", at);
    assert_eq!(
        published[0].1,
        "6bpJoRmFoXVjfJIVglMoJzYXxnoxRujzR4k2GOXewOE="
    );
    let old = world.signed(body, nonce, "foo_secret1234", at).await;
    assert!(old.body.contains("outside of the window"), "{}", old.body);
    let now = world
        .signed(body, nonce, "foo_secret1234", SystemTime::now())
        .await;
    assert_eq!(now.status, 200);
    assert_eq!(
        world
            .metric(r#"originator_callbacks_total{provider="sinch",result="other_trigger"}"#)
            .await,
        Some(1.0)
    );
}

#[tokio::test]
async fn each_app_has_its_own_secret() {
    let secrets =
        WebhookSecrets::from_json(br#"{"01EXAMPLEAPP": "one", "02OTHER": "two"}"#).unwrap();
    let mut config = Config::default();
    sinch(&mut config).webhook_secrets = secrets;
    sinch(&mut config).allow_unsigned = true;
    let world = World::new(config, MAP).await;
    let body = inbound("12025550123", "46701740605");
    let now = SystemTime::now();
    assert_eq!(
        world.signed(&body, "a", "two", now).await.status,
        401,
        "another app's"
    );
    assert_eq!(
        world.post("/webhooks/sinch", body.clone()).await.status,
        401,
        "it has a secret"
    );
    assert!(!is_remembered(&world, "+12025550123").await);
    let other = body.replace("01EXAMPLEAPP", "03NONE");
    assert_eq!(
        world.signed(&other, "b", "one", now).await.status,
        401,
        "no secret to compare with"
    );
    assert_eq!(
        world.post("/webhooks/sinch", other).await.status,
        200,
        "unsigned, as was asked for"
    );
    assert_eq!(world.signed(&body, "c", "one", now).await.status, 200);
}

#[tokio::test]
async fn what_is_not_an_inbound_sms_is_accepted_and_forgotten() {
    let world = World::new(config("http://127.0.0.1:1"), MAP).await;
    let sms = inbound("12025550123", "46701740605");
    for (body, status, result) in [
        (
            r#"{"app_id":"01EXAMPLEAPP","message_delivery_report":{"status":"DELIVERED"}}"#
                .to_owned(),
            200,
            "other_trigger",
        ),
        (sms.replace("SMS", "WHATSAPP"), 200, "other_channel"),
        (inbound("hello", "46701740605"), 200, "unreadable_number"),
        (
            r#"{"app_id":"01EXAMPLEAPP","message":{}}"#.to_owned(),
            400,
            "malformed",
        ),
        ("[]".to_owned(), 400, "malformed"),
        (String::new(), 400, "malformed"),
    ] {
        assert_eq!(world.callback(&body).await.status, status, "{body}");
        let line = format!(r#"originator_callbacks_total{{provider="sinch",result="{result}"}}"#);
        assert!(world.metric(&line).await >= Some(1.0), "{result}");
    }
    assert_eq!(world.metric("originator_conversations").await, Some(0.0));
}

#[tokio::test]
async fn a_callback_counts_from_when_the_provider_took_the_message() {
    let upstream = Behind::accepting().await;
    let map = format!("{MAP}\nremember: 1h\n");
    let world = World::new(config(&upstream.url), &map).await;
    let late = inbound("12025550123", "46701740605").replacen(
        '{',
        r#"{"accepted_time":"2026-03-04T09:15:22.417Z","#,
        1,
    );
    assert_eq!(world.callback(&late).await.status, 200);
    let old = world.send(outbound("12025550123")).await;
    assert_eq!(old.decision(), "use; reason=country_default", "hours ago");
    let from_the_future = late.replace("2026", "2053");
    assert_eq!(world.callback(&from_the_future).await.status, 200);
    let now = world.send(outbound("12025550123")).await;
    assert_eq!(now.decision(), "use; reason=domestic", "as if now");
}

#[tokio::test]
async fn the_users_webhook_gets_every_byte_and_the_provider_its_answer() {
    let webhook = Behind::answering(async |got| {
        let status = match got.body.ends_with(b" ") {
            true => StatusCode::ACCEPTED,
            false => StatusCode::INTERNAL_SERVER_ERROR,
        };
        (status, [("x-mine", "yes")], "heard").into_response()
    })
    .await;
    let mut config = config("http://127.0.0.1:1");
    let forward_to = format!("{}/hooks/sinch?of=mine", webhook.url);
    sinch(&mut config).forward_to = Some(forward_to.parse().unwrap());
    let world = World::new(config, MAP).await;
    let now = SystemTime::now();

    // It fails: the provider is told, and its next try is passed on again.
    let body = inbound("12025550123", "46701740605");
    for _ in 0..2 {
        let failed = world.signed(&body, "again", SECRET, now).await;
        assert_eq!((failed.status, failed.body.as_str()), (500, "heard"));
        let got = webhook.only();
        assert_eq!(got.path, "/hooks/sinch?of=mine");
        assert_eq!(got.body, body);
        for (name, value) in signature(&body, "again", SECRET, now) {
            assert_eq!(got.headers[name], value, "so that it can be checked again");
        }
    }
    assert!(
        is_remembered(&world, "+12025550123").await,
        "it was genuine all the same"
    );

    // It takes it: the same callback is passed on no more.
    let body = format!("{body} ");
    let taken = world.signed(&body, "taken", SECRET, now).await;
    assert_eq!((taken.status, taken.header("x-mine")), (202, Some("yes")));
    assert_eq!(webhook.only().body, body);
    assert_eq!(world.signed(&body, "taken", SECRET, now).await.status, 409);
    assert!(webhook.take().is_empty());

    // What is genuine but not understood is passed on too, what is forged is not.
    assert_eq!(world.callback(r#"{"message": 5} "#).await.status, 202);
    assert_eq!(webhook.take().len(), 1);
    assert_eq!(world.signed(&body, "x", "another", now).await.status, 401);
    assert!(webhook.take().is_empty());
}

#[tokio::test]
async fn the_customer_is_remembered_before_the_users_webhook_answers() {
    let upstream = Behind::accepting().await;
    // A webhook that answers the customer at once, through the service.
    let service = std::sync::Arc::new(std::sync::OnceLock::<String>::new());
    let known = service.clone();
    let webhook = Behind::answering(move |_| {
        let url = known.get().cloned().unwrap();
        async move {
            let send = crate::world::client()
                .post(format!("{url}/v1/projects/p/messages:send"))
                .body(outbound("12025550123"));
            answer(send).await.decision().to_owned().into_response()
        }
    })
    .await;
    let mut config = config(&upstream.url);
    sinch(&mut config).forward_to = Some(webhook.url.parse().unwrap());
    let world = World::new(config, MAP).await;
    service.set(world.url.clone()).unwrap();
    let heard = world.callback(&inbound("12025550123", "46701740605")).await;
    assert_eq!(heard.body, "use; reason=domestic");
}

#[tokio::test]
async fn ten_thousand_malformed_and_forged_callbacks_leave_no_trace() {
    let world = World::new(config("http://127.0.0.1:1"), MAP).await;
    let body = inbound("12025550123", "46701740605");
    let good: Vec<(&str, String)> = signature(&body, "n", SECRET, SystemTime::now()).into();
    // Small and the same each time: a step of xorshift.
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    let mut statuses = std::collections::BTreeMap::<u16, usize>::new();
    for round in 0..10_000 {
        let (mut body, mut headers) = (body.clone().into_bytes(), good.clone());
        match round % 5 {
            // A byte of the body is another.
            0 => {
                let place = random(body.len());
                body[place] ^= 1 << random(8);
            }
            // It is cut off.
            1 => body.truncate(random(body.len())),
            // A header is another: a letter more, a letter less, nothing.
            2 => {
                let place = random(4);
                match random(3) {
                    0 => headers[place].1.push('x'),
                    1 => drop(headers[place].1.pop()),
                    _ => headers[place].1.clear(),
                }
            }
            // A header is missing.
            3 => drop(headers.remove(random(4))),
            // Bytes that mean nothing.
            _ => body = (0..random(300)).map(|_| random(256) as u8).collect(),
        }
        let mut request = world
            .client
            .post(format!("{}/webhooks/sinch", world.url))
            .body(body);
        for (name, value) in headers {
            request = request.header(name, value);
        }
        *statuses.entry(answer(request).await.status).or_default() += 1;
    }
    assert_eq!(
        statuses,
        [(401, 10_000)].into(),
        "each is refused, none breaks anything"
    );
    assert_eq!(world.metric("originator_conversations").await, Some(0.0));
    assert_eq!(world.metric("originator_contacts").await, Some(0.0));
    assert!(!is_remembered(&world, "+12025550123").await);
    // The genuine one is let through still.
    let genuine = world.signed(&body, "n", SECRET, SystemTime::now()).await;
    assert_eq!(genuine.status, 200);
    assert!(is_remembered(&world, "+12025550123").await);
}

#[tokio::test]
async fn whose_callback_it_is_must_be_plain_where_apps_have_their_own_secrets() {
    let own = || WebhookSecrets::from_json(br#"{"01EXAMPLEAPP": "one"}"#).unwrap();
    let general = Secret::new(SECRET).unwrap();
    let webhook = Behind::accepting().await;
    let world = async |secrets: WebhookSecrets| {
        let mut config = Config::default();
        sinch(&mut config).webhook_secrets = secrets.with_others(general.clone());
        sinch(&mut config).forward_to = Some(webhook.url.parse().unwrap());
        World::new(config, MAP).await
    };
    let with_own = world(own()).await;
    let without = world(WebhookSecrets::default()).await;
    let genuine = inbound("12025550123", "46701740605");
    // Another reader of the same bytes might see the app that has a secret of its own.
    for body in [
        genuine.replacen('{', r#"{"app_id":"02OTHER","#, 1),
        genuine.replacen('{', r#"{"appId":"02OTHER","#, 1),
        genuine.replacen('{', r#"{,"#, 1),
    ] {
        assert_eq!(with_own.callback(&body).await.status, 400, "{body}");
        assert!(webhook.take().is_empty(), "{body}");
        assert_eq!(without.callback(&body).await.status, 200, "{body}");
        assert_eq!(webhook.take().len(), 1, "{body}");
    }
    let camel = genuine.replace("app_id", "appId");
    assert_eq!(with_own.callback(&camel).await.status, 401);
}

#[tokio::test]
async fn a_signature_is_there_once() {
    let world = World::new(config("http://127.0.0.1:1"), MAP).await;
    let body = inbound("12025550123", "46701740605");
    let signature = signature(&body, "n", SECRET, SystemTime::now());
    for repeated in 0..4 {
        let url = format!("{}/webhooks/sinch", world.url);
        let mut request = world.client.post(url).body(body.clone());
        for (place, (name, value)) in signature.iter().enumerate() {
            request = request.header(*name, value);
            if place == repeated {
                request = request.header(*name, value);
            }
        }
        let said = answer(request).await;
        assert_eq!(said.status, 401);
        assert!(said.body.contains("is there twice"), "{}", said.body);
    }
}
