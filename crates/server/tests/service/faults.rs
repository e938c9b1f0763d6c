//! What goes wrong behind the service: each is told apart, and nothing is sent twice.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::http::StatusCode;
use axum::response::IntoResponse;
use originator_server::Config;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::world::{Behind, World, config, outbound};

const MAP: &str = "originators: { US: \"+12025550142\" }";

/// A server that reads a whole request, and then does this with the connection.
async fn raw<F, R>(then: F) -> (String, Arc<AtomicUsize>)
where
    F: Fn(TcpStream) -> R + Clone + Send + 'static,
    R: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let requests = Arc::new(AtomicUsize::new(0));
    let counted = requests.clone();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let (then, counted) = (then.clone(), counted.clone());
            tokio::spawn(async move {
                let mut buffer = vec![0; 64 * 1024];
                if stream.read(&mut buffer).await.is_ok_and(|read| read > 0) {
                    counted.fetch_add(1, Ordering::Relaxed);
                    then(stream).await;
                }
            });
        }
    });
    (url, requests)
}

fn impatient(upstream: &str) -> Config {
    let mut config = config(upstream);
    config.limits.upstream = Duration::from_millis(300);
    config
}

async fn failures(world: &World, kind: &str) -> Option<f64> {
    let line = format!(r#"originator_upstream_errors_total{{provider="sinch",kind="{kind}"}}"#);
    world.metric(&line).await
}

/// Asserts that the answer to a send begins well and does not reach its end.
async fn assert_breaks_off(world: &World) {
    let request = world
        .client
        .post(format!("{}/v1/projects/p/messages:send", world.url))
        .body(outbound("+12025550123"));
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(answer.bytes().await.is_err(), "not taken for the whole");
    assert_eq!(failures(world, "broke_off").await, Some(1.0));
}

#[tokio::test]
async fn an_upstream_that_is_down_got_nothing() {
    // A port that nobody listens at any more.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let world = World::new(config(&format!("http://{address}")), MAP).await;
    let answer = world.send(outbound("+12025550123")).await;
    assert_eq!(
        (answer.status, answer.problem().as_str()),
        (502, "/problems/unreachable")
    );
    assert_eq!(answer.decision(), "use; reason=domestic");
    assert_eq!(failures(&world, "retried").await, Some(2.0));
    assert_eq!(failures(&world, "unreachable").await, Some(1.0));

    // It comes back while the connection is tried again.
    let sending = tokio::spawn({
        let (client, url) = (world.client.clone(), world.url.clone());
        async move {
            let url = format!("{url}/v1/projects/p/messages:send");
            client
                .post(url)
                .body(outbound("+12025550123"))
                .send()
                .await
                .unwrap()
                .status()
        }
    });
    tokio::time::sleep(Duration::from_millis(20)).await;
    let listener = TcpListener::bind(address).await.unwrap();
    let routes = axum::Router::new().fallback(async || "ok");
    tokio::spawn(async move { axum::serve(listener, routes).await });
    assert_eq!(sending.await.unwrap(), StatusCode::OK);
}

#[tokio::test]
async fn an_upstream_that_is_slow_got_it_once() {
    let (url, requests) =
        raw(async |_stream| tokio::time::sleep(Duration::from_secs(60)).await).await;
    let world = World::new(impatient(&url), MAP).await;
    let answer = world.send(outbound("+12025550123")).await;
    assert_eq!(
        (answer.status, answer.problem().as_str()),
        (504, "/problems/silent")
    );
    assert_eq!(failures(&world, "silent").await, Some(1.0));
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(requests.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn an_upstream_that_resets_got_it_once() {
    let (url, requests) = raw(async |stream: TcpStream| {
        stream.set_zero_linger().unwrap();
        drop(stream);
    })
    .await;
    let world = World::new(config(&url), MAP).await;
    let answer = world.send(outbound("+12025550123")).await;
    assert_eq!(
        (answer.status, answer.problem().as_str()),
        (502, "/problems/broken")
    );
    assert_eq!(failures(&world, "broken").await, Some(1.0));
    assert_eq!(requests.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn a_connection_that_was_closed_while_it_waited_sends_nothing_twice() {
    // Each connection answers once and promises more, and is closed when the next request has come.
    let (url, requests) = raw(async |mut stream: TcpStream| {
        stream
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok")
            .await
            .unwrap();
        let mut buffer = vec![0; 64 * 1024];
        if stream.read(&mut buffer).await.is_ok_and(|read| read > 0) {
            stream.set_zero_linger().unwrap();
        }
    })
    .await;
    let world = World::new(config(&url), MAP).await;
    let mut statuses = Vec::new();
    for _ in 0..20 {
        statuses.push(world.send(outbound("+12025550123")).await.status);
    }
    // A 502 is a request that was taken and not answered; it is not tried again on another connection.
    let taken = statuses.iter().filter(|&&status| status == 200).count();
    assert_eq!(requests.load(Ordering::Relaxed), taken, "{statuses:?}");
    assert!(statuses.contains(&502), "{statuses:?}");
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_seen_to_break_off() {
    let (url, requests) = raw(async |mut stream: TcpStream| {
        let head = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"message_id\":";
        stream.write_all(head).await.unwrap();
        tokio::time::sleep(Duration::from_millis(100)).await;
        stream.set_zero_linger().unwrap();
    })
    .await;
    let world = World::new(config(&url), MAP).await;
    assert_breaks_off(&world).await;
    assert_eq!(requests.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn what_the_upstream_says_is_passed_on_whatever_it_is() {
    for (status, body) in [
        (StatusCode::TOO_MANY_REQUESTS, r#"{"error":{"code":429}}"#),
        (StatusCode::INTERNAL_SERVER_ERROR, "oops"),
        (StatusCode::SERVICE_UNAVAILABLE, ""),
        (StatusCode::UNAUTHORIZED, "who are you"),
    ] {
        let upstream = Behind::answering(move |_| async move {
            (status, [("retry-after", "7")], body).into_response()
        })
        .await;
        let world = World::new(config(&upstream.url), MAP).await;
        let answer = world.send(outbound("+12025550123")).await;
        assert_eq!(
            (answer.status, answer.body.as_str()),
            (status.as_u16(), body)
        );
        assert_eq!(answer.header("retry-after"), Some("7"));
        assert_eq!(answer.decision(), "use; reason=domestic");
        assert_eq!(upstream.take().len(), 1, "once");
    }
}

#[tokio::test]
async fn a_callers_body_that_breaks_off_is_no_fault_of_the_upstreams() {
    let upstream = Behind::accepting().await;
    let world = World::new(config(&upstream.url), MAP).await;
    let address = world.url.trim_start_matches("http://");
    for path in ["/v1/projects/p/messages:send", "/v1/projects/p/media"] {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let head = format!("POST {path} HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n{{");
        stream.write_all(head.as_bytes()).await.unwrap();
        drop(stream);
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(upstream.take().is_empty());
    assert_eq!(failures(&world, "broken").await, None);
    assert_eq!(world.send(outbound("+12025550123")).await.status, 200);
}

#[tokio::test]
async fn an_answer_that_stops_coming_breaks_off() {
    let (url, _) = raw(async |mut stream: TcpStream| {
        let head = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"message_id\":";
        stream.write_all(head).await.unwrap();
        tokio::time::sleep(Duration::from_secs(60)).await;
    })
    .await;
    let world = World::new(impatient(&url), MAP).await;
    assert_breaks_off(&world).await;
}

#[tokio::test]
async fn a_switch_of_protocols_that_nobody_asked_for_is_no_answer() {
    let (url, _) = raw(async |mut stream: TcpStream| {
        let head = b"HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n";
        stream.write_all(head).await.unwrap();
        tokio::time::sleep(Duration::from_secs(60)).await;
    })
    .await;
    let world = World::new(config(&url), MAP).await;
    let answer = world.send(outbound("+12025550123")).await;
    assert_eq!(
        (answer.status, answer.problem().as_str()),
        (502, "/problems/broken")
    );
}

#[tokio::test]
async fn a_connection_that_is_not_made_in_time_is_known_from_an_answer_that_does_not_come() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    // A queue that is full takes no connection.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    drop(listener);
    socket.set_reuseaddr(true).unwrap();
    socket.bind(address).unwrap();
    let _full = socket.listen(0).unwrap();
    let mut held = Vec::new();
    while let Ok(Ok(stream)) =
        tokio::time::timeout(Duration::from_millis(100), TcpStream::connect(address)).await
    {
        held.push(stream);
    }
    let world = World::new(impatient(&format!("http://{address}")), MAP).await;
    let answer = world.send(outbound("+12025550123")).await;
    assert_eq!(
        (answer.status, answer.problem().as_str()),
        (502, "/problems/unreachable"),
        "nothing was sent"
    );
}
