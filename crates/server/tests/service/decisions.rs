//! `/v1/route` and `/v1/reply`, and what watches over a service.

use originator_providers::Secret;

use crate::world::{World, answer, config, inbound};

const MAP: &str = r#"
service_plans:
  retail:
    originators:
      US: [SHOP, "+12025550142"]
      SE: "+46701740605"
      IN: [{ sender: RTLOTP, for: [otp] }, { sender: "56767", for: [transactional], two_way: false }]
  other: { originators: { US: "+12025550143" } }
apps: { 01EXAMPLEAPP: retail }
"#;

#[tokio::test]
async fn a_question_has_one_record() {
    let world = World::new(config("http://127.0.0.1:1"), MAP).await;
    for (path, question, sender, reason) in [
        (
            "/v1/route",
            r#"{"plan":"retail","to":"+1 202-555-0123"}"#,
            Some("SHOP"),
            "country_default",
        ),
        (
            "/v1/route",
            r#"{"plan":"other","to":"+12025550123"}"#,
            Some("+12025550143"),
            "domestic",
        ),
        (
            "/v1/route",
            r#"{"plan":"retail","to":"+12025550123","needs_reply":true}"#,
            Some("+12025550142"),
            "domestic",
        ),
        (
            "/v1/route",
            r#"{"plan":"retail","to":"+919812345678","use_case":"otp"}"#,
            Some("RTLOTP"),
            "country_default",
        ),
        (
            "/v1/route",
            r#"{"plan":"retail","to":"+919812345678"}"#,
            Some("56767"),
            "domestic",
        ),
        (
            "/v1/route",
            r#"{"plan":"retail","to":"+12025550123","sender":"+12025550142"}"#,
            Some("+12025550142"),
            "explicit",
        ),
        (
            "/v1/route",
            r#"{"plan":"retail","to":"hello"}"#,
            None,
            "invalid_number",
        ),
        (
            "/v1/reply",
            r#"{"plan":"retail","from":"+12025550123","to":"+46701740605"}"#,
            Some("+12025550142"),
            "domestic",
        ),
        (
            "/v1/reply",
            r#"{"app_id":"01EXAMPLEAPP","plan":"retail","from":"+12025550123"}"#,
            Some("+12025550142"),
            "domestic",
        ),
        (
            "/v1/reply",
            r#"{"plan":"retail","from":"12025550123"}"#,
            None,
            "invalid_number",
        ),
        (
            "/v1/reply",
            r#"{"plan":"retail","from":"12025550123","bare_digits":"international"}"#,
            Some("+12025550142"),
            "domestic",
        ),
        (
            "/v1/route",
            r#"{"plan":"other","to":"12025550123.0","bare_digits":"international"}"#,
            Some("+12025550143"),
            "domestic",
        ),
        (
            "/v1/route",
            r#"{"plan":"other","to":"12025550123","bare_digits":"refuse"}"#,
            None,
            "invalid_number",
        ),
    ] {
        let answer = world.post(path, question).await;
        assert_eq!(answer.status, 200, "{question}: {}", answer.body);
        let record = answer.json();
        assert_eq!(record["sender"].as_str(), sender, "{question}");
        assert_eq!(record["reason"], reason, "{question}");
    }
    let record = world
        .post("/v1/route", r#"{"plan":"other","to":"+12025550123"}"#)
        .await;
    assert_eq!(
        record.body,
        r#"{"input":"+12025550123","recipient":"+12025550123","region":"US","line_type":"fixed_line_or_mobile","validity":"valid","plan":"other","outcome":"use","sender":"+12025550143","sender_kind":"long_code","reason":"domestic","warnings":[],"read_as":"e164"}"#
    );
}

#[tokio::test]
async fn a_question_that_cannot_be_answered_is_a_problem() {
    let world = World::new(config("http://127.0.0.1:1"), MAP).await;
    for (path, question, status, kind) in [
        (
            "/v1/route",
            r#"{"to":"+12025550123"}"#,
            404,
            "/problems/unknown-plan",
        ),
        (
            "/v1/route",
            r#"{"plan":"none","to":"+12025550123"}"#,
            404,
            "/problems/unknown-plan",
        ),
        (
            "/v1/reply",
            r#"{"app_id":"02OTHER","from":"+12025550123"}"#,
            404,
            "/problems/unknown-plan",
        ),
        (
            "/v1/reply",
            r#"{"app_id":"01EXAMPLEAPP","plan":"other","from":"+1"}"#,
            404,
            "/problems/unknown-plan",
        ),
        (
            "/v1/route",
            r#"{"plan":"retail"}"#,
            400,
            "/problems/malformed",
        ),
        (
            "/v1/route",
            r#"{"plan":"retail","to":"+1","too":"+1"}"#,
            400,
            "/problems/malformed",
        ),
        (
            "/v1/route",
            r#"{"plan":"retail","to":1}"#,
            400,
            "/problems/malformed",
        ),
        (
            "/v1/route",
            r#"["retail","+12025550123"]"#,
            400,
            "/problems/malformed",
        ),
        ("/v1/route", "", 400, "/problems/malformed"),
        ("/v1/routes", "{}", 404, "/problems/not-found"),
        ("/healthz", "{}", 405, "/problems/wrong-method"),
    ] {
        let answer = world.post(path, question).await;
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (status, kind),
            "{path} {question}"
        );
    }
}

#[tokio::test]
async fn what_a_callback_told_counts_here_too() {
    let world = World::new(config("http://127.0.0.1:1"), MAP).await;
    let question = r#"{"plan":"retail","to":"+12025550123"}"#;
    assert_eq!(
        world.post("/v1/route", question).await.json()["sender"],
        "SHOP"
    );
    world.callback(&inbound("12025550123", "46701740605")).await;
    assert_eq!(
        world.post("/v1/route", question).await.json()["sender"],
        "+12025550142"
    );
    let other = r#"{"plan":"other","to":"+12025550123","sender":"SHOP"}"#;
    assert_eq!(
        world.post("/v1/route", other).await.json()["reason"],
        "not_our_sender"
    );
}

#[tokio::test]
async fn a_token_guards_the_questions_alone() {
    let mut config = config("http://127.0.0.1:1");
    config.api_token = Some(Secret::new("correct horse").unwrap());
    let world = World::new(config, MAP).await;
    let question = r#"{"plan":"retail","to":"+12025550123"}"#;
    for path in ["/v1/route", "/v1/reply"] {
        let without = world.post(path, question).await;
        assert_eq!(
            (without.status, without.problem().as_str()),
            (401, "/problems/unauthorized")
        );
        assert_eq!(without.header("www-authenticate"), Some("Bearer"));
    }
    let asked = |token: &str| {
        let request = world.client.post(format!("{}/v1/route", world.url));
        answer(request.bearer_auth(token).body(question))
    };
    assert_eq!(asked("wrong battery").await.status, 401);
    assert_eq!(asked("correct horse").await.status, 200);
    assert_eq!(
        world.callback("{}").await.status,
        200,
        "the provider has no token"
    );
    for path in ["/healthz", "/readyz", "/metrics", "/openapi.json"] {
        assert_eq!(world.get(path).await.status, 200, "{path}");
    }
    let passed = world.get("/v1/projects/p/apps").await;
    assert_eq!(passed.status, 502, "passed on with the caller's own");
}

#[tokio::test]
async fn metrics_count_decisions_by_outcome_reason_and_region() {
    let world = World::new(config("http://127.0.0.1:1"), MAP).await;
    for to in ["+12025550123", "+12025550124", "+46701740699", "hello"] {
        let question = format!(r#"{{"plan":"retail","to":"{to}"}}"#);
        world.post("/v1/route", question).await;
    }
    let decisions = async |labels: &str| {
        let line = format!("originator_decisions_total{{{labels}}}");
        world.metric(&line).await
    };
    assert_eq!(
        decisions(r#"outcome="use",reason="country_default",region="US""#).await,
        Some(2.0)
    );
    assert_eq!(
        decisions(r#"outcome="use",reason="domestic",region="SE""#).await,
        Some(1.0)
    );
    assert_eq!(
        decisions(r#"outcome="refuse",reason="invalid_number",region="""#).await,
        Some(1.0)
    );
    assert_eq!(
        world
            .metric("originator_decision_duration_seconds_count")
            .await,
        Some(4.0)
    );
    let answers = r#"originator_answer_duration_seconds_count{endpoint="/v1/route",status="200"}"#;
    assert_eq!(world.metric(answers).await, Some(4.0));
    let metrics = world.get("/metrics").await;
    assert!(metrics.body.ends_with("# EOF\n"));
    assert!(!metrics.body.contains("2025550123"), "no number");
}

#[tokio::test]
async fn the_description_names_every_path() {
    let world = World::new(config("http://127.0.0.1:1"), MAP).await;
    let description = world.get("/openapi.json").await.json();
    assert_eq!(description["info"]["title"], "originator");
    let paths: Vec<&String> = description["paths"].as_object().unwrap().keys().collect();
    assert_eq!(
        paths,
        [
            "/healthz",
            "/metrics",
            "/openapi.json",
            "/readyz",
            "/v1/projects/{project}/messages:send",
            "/v1/reply",
            "/v1/route",
            "/webhooks/sinch"
        ]
    );
}
