//! Sends: the sender is decided and set, every other byte stays, and the answer comes back as it is.

use crate::world::{Behind, World, config, inbound, outbound, with_sender};

const MAP: &str = r#"
originators:
  US: "+12025550142"
  SE: "+46701740605"
  GB: [RETAIL, "+447700900142"]
  NG: omit
  CU: refuse
"#;

#[tokio::test]
async fn who_wrote_to_the_swedish_number_is_answered_from_their_own_country() {
    let upstream = Behind::accepting().await;
    let world = World::new(config(&upstream.url), MAP).await;

    let body = outbound("+447700900123");
    let first = world.send(body.clone()).await;
    assert_eq!(first.decision(), "use; reason=country_default");
    assert_eq!(upstream.only().body, with_sender(&body, "RETAIL"));

    let heard = world
        .callback(&inbound("447700900123", "46701740605"))
        .await;
    assert_eq!(heard.status, 200);
    let reply = world.send(body.clone()).await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.decision(), "use; reason=domestic");
    let got = upstream.only();
    assert_eq!(got.path, "/v1/projects/p/messages:send");
    assert_eq!(got.body, with_sender(&body, "+447700900142"));
}

/// One map for the whole world: a long code of each region, and the number in Sweden that customers write to.
#[tokio::test]
async fn a_customer_of_every_shared_code_is_answered_from_their_own_country() {
    let upstream = Behind::accepting().await;
    // Region, its sender, a customer; senders are numbers of the region, each another than the customer's.
    let world = [
        ("US", "+12025550142", "+12025550123"),
        ("CA", "+14165550142", "+14165550123"),
        ("PR", "+17875550142", "+17875550123"),
        ("JM", "+18765550142", "+16585550123"),
        ("DO", "+18095550142", "+18095550123"),
        ("BS", "+12425550142", "+12425550123"),
        ("RU", "+79161234568", "+79161234567"),
        ("KZ", "+77012345679", "+77012345678"),
        ("IT", "+393123456780", "+393123456789"),
        ("VA", "+390669812346", "+390669812345"),
        ("GB", "+447700900142", "+447700900123"),
        ("GG", "+447911123457", "+447911123456"),
        ("IM", "+447624123457", "+447624123456"),
        ("JE", "+447797712346", "+447797712345"),
        ("NO", "+4740612346", "+4740612345"),
        ("SJ", "+4779123457", "+4779123456"),
        ("AU", "+61412345679", "+61412345678"),
        ("CX", "+61891641235", "+61891641234"),
        ("CC", "+61891621235", "+61891621234"),
        ("MA", "+212650123457", "+212650123456"),
        ("RE", "+262692123457", "+262692123456"),
        ("YT", "+262639012346", "+262639012345"),
        ("SH", "+29051235", "+29051234"),
        ("TA", "+2908000", "+2908999"),
        ("FI", "+358412345679", "+358412345678"),
        ("AX", "+358181234568", "+358181234567"),
        ("GP", "+590690001235", "+590690001234"),
        ("BQ", "+5993181235", "+5993181234"),
        ("CW", "+59995181235", "+59995181234"),
    ];
    let mut map = "originators:\n  SE: \"+46701740605\"\n".to_owned();
    for (region, sender, _) in world {
        map += &format!("  {region}: \"{sender}\"\n");
    }
    let service = World::new(config(&upstream.url), &map).await;
    for (region, sender, customer) in world {
        // The provider writes numbers without their `+`.
        let bare = customer.trim_start_matches('+');
        let heard = service.callback(&inbound(bare, "46701740605")).await;
        assert_eq!(heard.status, 200, "{region}");
        let body = outbound(bare);
        let reply = service.send(body.clone()).await;
        assert_eq!(reply.decision(), "use; reason=domestic", "{region}");
        assert_eq!(upstream.only().body, with_sender(&body, sender), "{region}");
    }
}

#[tokio::test]
async fn every_way_a_request_can_go_is_said() {
    let upstream = Behind::accepting().await;
    let map = format!(
        "service_plans: {{ shop: {{ {} }} }}\napps: {{ 01EXAMPLEAPP: shop }}",
        "originators: { US: \"+12025550142\", NG: omit, CU: refuse }"
    );
    let world = World::new(config(&upstream.url), &map).await;
    let identity =
        |channel: &str, number: &str| format!(r#"{{"channel":"{channel}","identity":"{number}"}}"#);
    let to = |identities: &str, rest: &str| {
        format!(
            r#"{{"app_id":"01EXAMPLEAPP","recipient":{{"identified_by":{{"channel_identities":[{identities}]}}}}{rest}}}"#
        )
    };
    let sms = |number: &str| to(&identity("SMS", number), "");
    let us = sms("+12025550123");
    // The body, what is said, and whether it goes through: as it is, with a sender, or not at all.
    let cases: [(&str, String, &str, Option<Option<&str>>); 14] = [
        ("a sender", us.clone(), "use; reason=domestic", Some(Some("+12025550142"))),
        ("its own sender", to(&identity("SMS", "+12025550123"), r#","channel_properties":{"SMS_SENDER":"12025550142"}"#), "use; reason=explicit", Some(None)),
        ("not our sender", to(&identity("SMS", "+12025550123"), r#","channel_properties":{"SMS_SENDER":"+12025550199"}"#), "refuse; reason=not_our_sender", None),
        ("left to the provider", sms("+2348031234567"), "omit; reason=map_omits", Some(None)),
        ("refused", sms("+5352123456"), "refuse; reason=country_refused", None),
        ("not listed", sms("+46701740699"), "refuse; reason=not_listed", None),
        ("no number", sms("hello"), "refuse; reason=invalid_number", None),
        ("refused, but another channel may take it", to(&format!("{},{}", identity("WHATSAPP", "5352123456"), identity("SMS", "5352123456")), ""), "pass; reason=other_channels", Some(None)),
        ("another channel", to(&identity("WHATSAPP", "12025550123"), ""), "pass; reason=not_sms", Some(None)),
        ("another app", us.replace("01EXAMPLEAPP", "02OTHER"), "pass; reason=unknown_app", Some(None)),
        ("no app", us.replace(r#""app_id":"01EXAMPLEAPP","#, ""), "pass; reason=unknown_app", Some(None)),
        ("a contact nobody told of", r#"{"app_id":"01EXAMPLEAPP","recipient":{"contact_id":"c"},"channel_priority_order":["SMS"]}"#.to_owned(), "pass; reason=unknown_recipient", Some(None)),
        ("not JSON", "{".to_owned(), "refuse; reason=unreadable_request", None),
        ("two recipients in one", us.replace(r#""recipient""#, r#""recipient":{},"recipient""#), "refuse; reason=unreadable_request", None),
    ];
    for (why, body, decision, through) in cases {
        let answer = world.send(body.clone()).await;
        assert_eq!(answer.decision(), decision, "{why}");
        match through {
            Some(sender) => {
                assert_eq!(answer.status, 200, "{why}");
                assert_eq!(answer.header("x-request-id"), Some("r1"), "{why}");
                let expected = sender.map_or(body.clone(), |sender| with_sender(&body, sender));
                assert_eq!(upstream.only().body, expected, "{why}");
            }
            None => {
                let kind = answer.problem();
                let expected = match decision {
                    "refuse; reason=unreadable_request" => (400, "/problems/malformed"),
                    _ => (422, "/problems/refused"),
                };
                assert_eq!((answer.status, kind.as_str()), expected, "{why}");
                assert!(upstream.take().is_empty(), "{why}: nothing is sent");
            }
        }
    }
}

#[tokio::test]
async fn a_refusal_has_the_decision() {
    let upstream = Behind::accepting().await;
    let world = World::new(config(&upstream.url), MAP).await;
    let refused = world.send(outbound("+5352123456")).await.json();
    assert_eq!(refused["decision"]["recipient"], "+5352123456");
    assert_eq!(refused["decision"]["region"], "CU");
    assert_eq!(refused["decision"]["reason"], "country_refused");
    assert_eq!(
        refused["detail"],
        "the map refuses this message: country_refused"
    );
}

#[tokio::test]
async fn a_contact_is_known_from_its_callback() {
    let upstream = Behind::accepting().await;
    let world = World::new(config(&upstream.url), MAP).await;
    let body = r#"{"app_id":"01EXAMPLEAPP","recipient":{"contact_id":"contact-12025550123"},"channel_priority_order":["SMS"]}"#;
    let before = world.send(body).await;
    assert_eq!(before.decision(), "pass; reason=unknown_recipient");
    assert_eq!(upstream.only().body, body);
    world.callback(&inbound("12025550123", "46701740605")).await;
    let after = world.send(body).await;
    assert_eq!(after.decision(), "use; reason=domestic");
    assert_eq!(upstream.only().body, with_sender(body, "+12025550142"));
}

#[tokio::test]
async fn of_a_callback_without_our_number_the_conversation_is_known() {
    let upstream = Behind::accepting().await;
    let world = World::new(config(&upstream.url), MAP).await;
    world.callback(&inbound("+447700900123", "")).await;
    let body = outbound("+447700900123");
    let reply = world.send(body.clone()).await;
    assert_eq!(reply.decision(), "use; reason=domestic");
    assert_eq!(upstream.only().body, with_sender(&body, "+447700900142"));
}

#[tokio::test]
async fn authorization_goes_through_and_the_upstreams_answer_comes_back() {
    let upstream = Behind::answering(async |_| {
        use axum::response::IntoResponse;
        let headers = [
            ("location", "http://127.0.0.1:1/elsewhere"),
            ("x-strange", "yes"),
        ];
        (axum::http::StatusCode::TEMPORARY_REDIRECT, headers, "moved").into_response()
    })
    .await;
    let world = World::new(config(&upstream.url), MAP).await;
    let request = world
        .client
        .post(format!("{}/v1/projects/p/messages:send?debug=1", world.url))
        .header("authorization", "Bearer of the caller")
        .header("connection", "x-for-us")
        .header("x-for-us", "1")
        .header("x-for-all", "2")
        .body(outbound("+12025550123"));
    let answer = crate::world::answer(request).await;
    assert_eq!((answer.status, answer.body.as_str()), (307, "moved"));
    assert_eq!(
        answer.header("location"),
        Some("http://127.0.0.1:1/elsewhere")
    );
    assert_eq!(answer.header("x-strange"), Some("yes"));
    assert_eq!(answer.header("content-length"), Some("5"));
    let got = upstream.only();
    assert_eq!(got.path, "/v1/projects/p/messages:send?debug=1");
    assert_eq!(got.headers["authorization"], "Bearer of the caller");
    assert_eq!(got.headers["x-for-all"], "2");
    assert_eq!(got.headers["content-length"], got.body.len().to_string());
    assert!(!got.headers.contains_key("x-for-us"));
}

#[tokio::test]
async fn a_recipient_keeps_its_sender_only_after_a_send_that_was_taken() {
    let status = std::sync::Arc::new(std::sync::atomic::AtomicU16::new(500));
    let answered = status.clone();
    let upstream = Behind::answering(move |_| {
        use axum::response::IntoResponse;
        let status = answered.load(std::sync::atomic::Ordering::Relaxed);
        async move {
            axum::http::StatusCode::from_u16(status)
                .unwrap()
                .into_response()
        }
    })
    .await;
    let map =
        "{ originators: { US: { pool: [\"+12025550142\", \"+12025550143\"] } }, sticky: true }";
    let world = World::new(config(&upstream.url), map).await;
    let plain = outbound("+12025550123");
    world.send(plain.clone()).await;
    // The member of the pool that it would not have by itself.
    let other = match upstream.only().body == with_sender(&plain, "+12025550142") {
        true => "+12025550143",
        false => "+12025550142",
    };
    let explicit = with_sender(&plain, other);
    assert_eq!(world.send(explicit.clone()).await.status, 500);
    let answer = world.send(plain.clone()).await;
    assert_eq!(answer.decision(), "use; reason=domestic");
    status.store(200, std::sync::atomic::Ordering::Relaxed);
    assert_eq!(world.send(explicit).await.status, 200);
    upstream.take();
    let answer = world.send(plain.clone()).await;
    assert_eq!(answer.decision(), "use; reason=sticky");
    assert_eq!(upstream.only().body, with_sender(&plain, other));
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_not_passed_on() {
    let upstream = Behind::accepting().await;
    let world = World::new(config(&upstream.url), MAP).await;
    let request = world
        .client
        .post(format!("{}/v1/projects/p/messages:send", world.url))
        .header("content-encoding", "gzip")
        .body(outbound("+12025550123"));
    let answer = crate::world::answer(request).await;
    assert_eq!(
        (answer.status, answer.problem().as_str()),
        (415, "/problems/encoded")
    );
    assert!(upstream.take().is_empty());
}

#[tokio::test]
async fn a_send_is_checked_however_its_path_is_written() {
    let upstream = Behind::accepting().await;
    let world = World::new(config(&upstream.url), MAP).await;
    for path in [
        "/v1/projects/p/messages%3Asend",
        "/v1/projects/p//messages:send/",
        "/v1/projects/p/messages:sen%64",
        "/v1/projects/p/messages:SEND",
    ] {
        let answer = world.post(path, outbound("+5352123456")).await;
        assert_eq!(answer.status, 422, "{path}");
        assert!(upstream.take().is_empty(), "{path}");
    }
}
