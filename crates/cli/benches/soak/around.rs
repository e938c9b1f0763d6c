//! What is around the services: an upstream that says which sender it was given, a webhook, and what is asked of the
//! server of conversations.

use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::post;

use crate::redis::Redis;

/// How long the upstream takes for what callers do not wait for.
pub(crate) const SLOW: Duration = Duration::from_millis(300);

/// Where it takes so long.
pub(crate) const TRANSCODE: &str = "/v1/projects/p/messages:transcode";

/// The Conversation API, for as much of it as is needed here. It answers a send with the sender that is set in it.
pub(crate) async fn upstream() -> String {
    let slow = async |body: Body| {
        let _ = to_bytes(body, 1 << 20).await;
        tokio::time::sleep(SLOW).await;
        "{}"
    };
    let send = async |request: Request| {
        let Ok(body) = to_bytes(request.into_body(), 1 << 20).await else {
            return StatusCode::BAD_REQUEST.into_response();
        };
        let json: serde_json::Value = serde_json::from_slice(&body).unwrap_or_default();
        let sender = json["channel_properties"]["SMS_SENDER"].as_str();
        let answer = serde_json::json!({ "message_id": "m", "sender": sender });
        let json = [(header::CONTENT_TYPE, "application/json")];
        (json, answer.to_string()).into_response()
    };
    serving(Router::new().route(TRANSCODE, post(slow)).fallback(send)).await
}

/// The user's webhook, which takes every callback.
pub(crate) async fn webhook() -> String {
    serving(Router::new().fallback(async |body: Body| {
        let _ = to_bytes(body, 1 << 20).await;
        StatusCode::OK
    }))
    .await
}

async fn serving(routes: Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, routes).await });
    url
}

/// How many entries the server forgot because it was full.
pub(crate) fn forgotten(redis: &Redis) -> u64 {
    let stats = redis.ask(&["INFO", "stats"]).concat();
    let line = stats
        .lines()
        .find_map(|line| line.strip_prefix("evicted_keys:"));
    line.unwrap().trim().parse().unwrap()
}
