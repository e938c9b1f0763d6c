//! Limits: on bodies, heads, time and requests at once; and the end.

use std::time::Duration;

use axum::response::IntoResponse;
use originator_server::{Config, Ended, Limits};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::world::{Behind, World, config, outbound};

const MAP: &str = "originators: { US: \"+12025550142\" }";

fn limited(upstream: &str, change: impl FnOnce(&mut Limits)) -> Config {
    let mut config = config(upstream);
    change(&mut config.limits);
    config
}

/// What a service answers to bytes of which the last is the request's last only perhaps.
async fn said(world: &World, request: &str) -> String {
    let address = world.url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut text = Vec::new();
    // A reset after the answer is no matter.
    let _ = stream.read_to_end(&mut text).await;
    String::from_utf8(text).unwrap()
}

#[tokio::test]
async fn a_body_that_is_read_whole_has_a_limit_and_one_that_streams_has_none() {
    let upstream = Behind::accepting().await;
    let world = World::new(limited(&upstream.url, |limits| limits.body = 1000), MAP).await;
    let long = " ".repeat(1001);
    for path in [
        "/v1/route",
        "/v1/reply",
        "/webhooks/sinch",
        "/v1/projects/p/messages:send",
    ] {
        let answer = world.post(path, long.clone()).await;
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (413, "/problems/too-large"),
            "{path}"
        );
    }
    let longest = outbound("+12025550123");
    let longest = format!("{longest}{}", " ".repeat(1000 - longest.len()));
    assert_eq!(world.send(longest).await.status, 200);
    upstream.take();
    assert_eq!(
        world
            .post("/v1/projects/p/media", long.clone())
            .await
            .status,
        200
    );
    assert_eq!(upstream.only().body, long);
}

#[tokio::test]
async fn a_request_that_does_not_arrive_is_not_waited_for() {
    let upstream = Behind::accepting().await;
    let config = limited(&upstream.url, |limits| {
        limits.arrival = Duration::from_millis(200)
    });
    let world = World::new(config, MAP).await;
    for path in [
        "/v1/route",
        "/webhooks/sinch",
        "/v1/projects/p/messages:send",
    ] {
        let request = format!("POST {path} HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\n{{");
        let said = said(&world, &request).await;
        assert!(said.starts_with("HTTP/1.1 408 "), "{path}: {said}");
        assert!(said.contains("/problems/too-slow"), "{path}");
    }
    assert_eq!(
        said(&world, "GET /healthz HTT").await,
        "",
        "a head that never ends"
    );
}

#[tokio::test]
async fn a_head_has_a_limit() {
    let world = World::new(
        limited("http://127.0.0.1:1", |limits| limits.head = 1000),
        MAP,
    )
    .await;
    let long = "x".repeat(2000);
    let request = format!("GET /healthz HTTP/1.1\r\nhost: a\r\nx-long: {long}\r\n\r\n");
    assert!(said(&world, &request).await.starts_with("HTTP/1.1 431 "));
    assert_eq!(world.get("/healthz").await.status, 200);
}

#[tokio::test]
async fn one_more_than_there_may_be_is_told_so_at_once() {
    let (enough, waiting) = tokio::sync::watch::channel(false);
    let upstream = Behind::answering(move |_| {
        let mut waiting = waiting.clone();
        async move {
            waiting.wait_for(|enough| *enough).await.unwrap();
            "ok".into_response()
        }
    })
    .await;
    let world = World::new(limited(&upstream.url, |limits| limits.concurrency = 2), MAP).await;
    let held: Vec<_> = (0..2)
        .map(|_| {
            let url = format!("{}/v1/projects/p/messages:send", world.url);
            tokio::spawn(world.client.post(url).body(outbound("+12025550123")).send())
        })
        .collect();
    let mut arrived = 0;
    while arrived < 2 {
        arrived += upstream.take().len();
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let more = world.send(outbound("+12025550123")).await;
    assert_eq!(
        (more.status, more.problem().as_str()),
        (503, "/problems/busy")
    );
    assert_eq!(more.header("retry-after"), Some("1"));
    assert_eq!(more.decision(), "none", "it was not looked at");
    assert_eq!(
        world.get("/readyz").await.status,
        200,
        "operation is never too busy"
    );
    enough.send(true).unwrap();
    for answer in held {
        assert_eq!(answer.await.unwrap().unwrap().status(), 200);
    }
    assert_eq!(world.send(outbound("+12025550123")).await.status, 200);
}

#[tokio::test]
async fn the_end_lets_what_is_in_flight_finish() {
    let upstream = Behind::answering(async |_| {
        tokio::time::sleep(Duration::from_millis(500)).await;
        "ok".into_response()
    })
    .await;
    let mut world = World::new(config(&upstream.url), MAP).await;
    let url = format!("{}/v1/projects/p/messages:send", world.url);
    let sending = tokio::spawn(world.client.post(url).body(outbound("+12025550123")).send());
    while upstream.take().is_empty() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(world.stop().await, Ended::Finished);
    let answer = sending.await.unwrap().unwrap();
    assert_eq!(answer.status(), 200);
    let address = world.url.trim_start_matches("http://");
    assert!(TcpStream::connect(address).await.is_err(), "nothing new");
}

#[tokio::test]
async fn the_end_does_not_wait_for_ever() {
    let upstream = Behind::answering(async |_| {
        tokio::time::sleep(Duration::from_secs(60)).await;
        "ok".into_response()
    })
    .await;
    let config = limited(&upstream.url, |limits| {
        limits.drain = Duration::from_millis(200)
    });
    let mut world = World::new(config, MAP).await;
    let url = format!("{}/v1/projects/p/messages:send", world.url);
    let _sending = tokio::spawn(world.client.post(url).body(outbound("+12025550123")).send());
    while upstream.take().is_empty() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(world.stop().await, Ended::CutOff);
}

#[tokio::test]
async fn who_does_not_take_an_answer_loses_its_place() {
    let upstream = Behind::answering(async |_| vec![b'x'; 64 << 20].into_response()).await;
    let config = limited(&upstream.url, |limits| {
        limits.concurrency = 1;
        limits.arrival = Duration::from_millis(300);
    });
    let world = World::new(config, MAP).await;
    let address = world.url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = b"GET /v1/projects/p/media HTTP/1.1\r\nhost: a\r\n\r\n";
    stream.write_all(request).await.unwrap();
    while upstream.take().is_empty() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let route = r#"{"to":"+12025550123"}"#;
    assert_eq!(world.post("/v1/route", route).await.status, 503);
    let end = tokio::time::Instant::now() + Duration::from_secs(10);
    while world.post("/v1/route", route).await.status != 200 {
        assert!(tokio::time::Instant::now() < end, "it is held for ever");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    drop(stream);
}

#[tokio::test]
async fn a_caller_who_hangs_up_is_counted() {
    let upstream = Behind::answering(async |_| {
        tokio::time::sleep(Duration::from_secs(60)).await;
        "ok".into_response()
    })
    .await;
    let world = World::new(config(&upstream.url), MAP).await;
    let address = world.url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).await.unwrap();
    let body = outbound("+12025550123");
    let head = "POST /v1/projects/p/messages:send HTTP/1.1\r\nhost: a";
    let length = body.len();
    let request = format!("{head}\r\ncontent-length: {length}\r\n\r\n{body}");
    stream.write_all(request.as_bytes()).await.unwrap();
    while upstream.take().is_empty() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    drop(stream);
    let line =
        r#"originator_answer_duration_seconds_count{endpoint="/v1/projects/{*path}",status="499"}"#;
    let end = tokio::time::Instant::now() + Duration::from_secs(10);
    while world.metric(line).await != Some(1.0) {
        assert!(tokio::time::Instant::now() < end, "it left no trace");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn readiness_ends_before_requests_are_refused() {
    let config = limited("http://127.0.0.1:1", |limits| {
        limits.grace = Duration::from_secs(2)
    });
    let mut world = World::new(config, MAP).await;
    assert_eq!(world.get("/readyz").await.status, 200);
    let url = world.url.clone();
    let client = world.client.clone();
    let asking = tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(500)).await;
        let ready = client.get(format!("{url}/readyz")).send().await.unwrap();
        let route = client.post(format!("{url}/v1/route"));
        let route = route.body(r#"{"to":"+12025550123"}"#).send().await.unwrap();
        (ready.status().as_u16(), route.status().as_u16())
    });
    assert_eq!(world.stop().await, Ended::Finished);
    assert_eq!(asking.await.unwrap(), (503, 200));
}
