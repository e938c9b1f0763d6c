//! What is not a send passes through as it is, while it comes.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::response::{IntoResponse, Response};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::world::{Behind, World, answer, config};

const MAP: &str = "originators: { US: \"+12025550142\" }";

#[tokio::test]
async fn every_method_path_query_and_body_goes_through() {
    let upstream = Behind::answering(async |got| {
        let said = format!("{} {}", got.method, got.path);
        (
            axum::http::StatusCode::IM_A_TEAPOT,
            [("x-said", said)],
            got.body,
        )
            .into_response()
    })
    .await;
    let world = World::new(config(&upstream.url), MAP).await;
    for (method, path, body) in [
        ("GET", "/v1/projects/p/apps", None),
        ("HEAD", "/v1/projects/p/apps", None),
        ("DELETE", "/v1/projects/p/apps/a%2Fb?force=1&q=%20", None),
        ("PUT", "/v1/projects/p/apps/a", Some("put")),
        (
            "PATCH",
            "/v1/projects/p/apps/a?update_mask=channel_credentials",
            Some("{}"),
        ),
        (
            "POST",
            "/v1/projects/p/messages:transcode",
            Some("not even JSON"),
        ),
        ("GET", "/v1/projects/p/messages:send", None),
    ] {
        let mut request = world
            .client
            .request(method.parse().unwrap(), format!("{}{path}", world.url))
            .header("authorization", "Bearer of the caller");
        if let Some(body) = body {
            request = request.body(body);
        }
        let answer = answer(request).await;
        assert_eq!(answer.status, 418, "{method} {path}");
        assert_eq!(answer.header("x-said").unwrap(), format!("{method} {path}"));
        assert_eq!(answer.decision(), "none", "only sends are decided");
        let got = upstream.only();
        assert_eq!(got.body, body.unwrap_or_default());
        assert_eq!(got.headers["authorization"], "Bearer of the caller");
        match body {
            Some(body) => assert_eq!(got.headers["content-length"], body.len().to_string()),
            None => assert!(!got.headers.contains_key("transfer-encoding"), "{method}"),
        }
        if method != "HEAD" {
            assert_eq!(answer.body, body.unwrap_or_default());
        }
    }
}

#[tokio::test]
async fn nothing_outside_of_the_projects_goes_through() {
    let upstream = Behind::accepting().await;
    let world = World::new(config(&upstream.url), MAP).await;
    let address = world.url.trim_start_matches("http://").to_owned();
    for path in [
        "/v2/projects/p",
        "/v1/projects",
        "/v1/projects/../../admin",
        "/v1/projects/%2e%2e/%2e%2e/admin",
    ] {
        // By hand: clients mend such paths.
        let mut stream = TcpStream::connect(&address).await.unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).await.unwrap();
        assert!(text.starts_with("HTTP/1.1 404 "), "{path}: {text}");
        assert!(text.contains("/problems/not-found"), "{path}");
    }
    assert!(upstream.take().is_empty());
}

#[tokio::test]
async fn bodies_stream_both_ways() {
    // The upstream answers each piece as it comes; the next is sent only then.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let routes =
        axum::Router::new().fallback(async |request: axum::extract::Request| -> Response {
            Body::new(request.into_body()).into_response()
        });
    tokio::spawn(async move { axum::serve(listener, routes).await });
    let world = World::new(config(&url), MAP).await;

    let (pieces, stream) = tokio::sync::mpsc::channel::<Result<Bytes, std::io::Error>>(1);
    let body = reqwest::Body::wrap(http_body_util::StreamBody::new(Pieces(stream)));
    let url = format!("{}/v1/projects/p/media:upload", world.url);
    let sending = tokio::spawn(world.client.post(url).body(body).send());
    pieces.send(Ok("one".into())).await.unwrap();
    let mut answer = tokio::time::timeout(Duration::from_secs(5), sending)
        .await
        .expect("the answer begins before the request has ended")
        .unwrap()
        .unwrap();
    assert_eq!(answer.chunk().await.unwrap().unwrap(), "one");
    pieces.send(Ok("two".into())).await.unwrap();
    assert_eq!(answer.chunk().await.unwrap().unwrap(), "two");
    drop(pieces);
    assert_eq!(answer.chunk().await.unwrap(), None);
}

#[tokio::test]
async fn a_body_that_keeps_coming_may_take_longer_than_silence_may_last() {
    let upstream = Behind::accepting().await;
    let mut config = config(&upstream.url);
    config.limits.upstream = Duration::from_millis(300);
    let world = World::new(config, MAP).await;
    let (pieces, stream) = tokio::sync::mpsc::channel::<Result<Bytes, std::io::Error>>(1);
    let body = reqwest::Body::wrap(http_body_util::StreamBody::new(Pieces(stream)));
    let url = format!("{}/v1/projects/p/media:upload", world.url);
    let sending = tokio::spawn(world.client.post(url).body(body).send());
    for _ in 0..10 {
        pieces.send(Ok("x".into())).await.unwrap();
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    drop(pieces);
    assert_eq!(sending.await.unwrap().unwrap().status(), 200);
    assert_eq!(upstream.only().body, "xxxxxxxxxx");
}

/// What comes out of a channel, as the frames of a body.
struct Pieces(tokio::sync::mpsc::Receiver<Result<Bytes, std::io::Error>>);

impl futures_core::Stream for Pieces {
    type Item = Result<hyper::body::Frame<Bytes>, std::io::Error>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        cx: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        let piece = self.0.poll_recv(cx);
        piece.map(|piece| piece.map(|piece| piece.map(hyper::body::Frame::data)))
    }
}

#[tokio::test]
async fn without_an_upstream_nothing_is_passed_on() {
    let config = originator_server::Config::default();
    let world = World::new(config, MAP).await;
    let answer = world.get("/v1/projects/p/apps").await;
    assert_eq!(
        (answer.status, answer.problem().as_str()),
        (404, "/problems/not-found")
    );
}
