//! What goes under `/v1/projects/`: sends are decided, all else passes through as it comes.

use std::sync::Arc;

use axum::body::{Body, HttpBody};
use axum::extract::{Request, State};
use axum::http::{Method, Uri};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use reqwest::Url;

use super::send;
use crate::config::BaseUrl;
use crate::problem::{Kind, Problem};
use crate::service::Service;
use crate::upstream::Outgoing;

/// Where the Conversation API's paths begin.
const PROJECTS: &str = "/v1/projects/";

/// How the last part of a send's path begins.
const SEND: &str = "messages:send";

/// Passes a request on to the Conversation API.
pub(super) async fn forward(State(service): State<Arc<Service>>, request: Request) -> Response {
    let Some(upstream) = &service.config.upstream else {
        let detail = "the service was started without an upstream: start it with `--upstream`";
        return Problem::new(Kind::NotFound, detail).into_response();
    };
    let Some(url) = address(upstream, request.uri()) else {
        return Problem::new(
            Kind::NotFound,
            "no path of the Conversation API: they begin with `/v1/projects/`",
        )
        .into_response();
    };
    if is_send(request.method(), &url) {
        return send::send(&service, url, request).await;
    }
    let (parts, body) = request.into_parts();
    let body = match body.is_end_stream() {
        true => Outgoing::Whole(axum::body::Bytes::new()),
        false => Outgoing::Streaming(Body::new(body)),
    };
    let answer = service
        .upstream
        .send(parts.method, url, parts.headers, body)
        .await;
    answer.unwrap_or_else(|problem| problem.into_response())
}

/// The address of a path and its query at the upstream, as the upstream will see it: without `.` and `..`.
fn address(upstream: &BaseUrl, uri: &Uri) -> Option<Url> {
    let prefix = upstream.url().path().trim_end_matches('/');
    let mut url = upstream.url().clone();
    match prefix {
        "" => url.set_path(uri.path()),
        _ => url.set_path(&format!("{prefix}{}", uri.path())),
    }
    url.set_query(uri.query());
    let rest = url.path().strip_prefix(prefix)?;
    if !rest.starts_with(PROJECTS) {
        return None;
    }
    Some(url)
}

/// Whether a request is a send, in whatever way a lenient server may read it: what is not taken for one is not
/// checked.
fn is_send(method: &Method, url: &Url) -> bool {
    if [Method::GET, Method::HEAD, Method::OPTIONS].contains(method) {
        return false;
    }
    let mut path = url.path().to_owned();
    // Servers behind servers may each take off one layer of escapes.
    for _ in 0..4 {
        match percent_decode_str(&path).decode_utf8_lossy() {
            plain if plain == path => break,
            plain => path = plain.into_owned(),
        }
    }
    path.split(['/', '\\']).any(|part| {
        let part = part.trim_matches(|c: char| c.is_whitespace() || c.is_control());
        let start = part.get(..SEND.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(SEND))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(base: &str, path: &str) -> Option<String> {
        let base: BaseUrl = base.parse().unwrap();
        address(&base, &path.parse().unwrap()).map(|url| url.to_string())
    }

    #[test]
    fn the_upstream_gets_path_and_query_as_they_are() {
        for (base, path, expected, why) in [
            (
                "https://api.example",
                "/v1/projects/p/apps",
                Some("https://api.example/v1/projects/p/apps"),
                "a plain path",
            ),
            (
                "https://api.example/",
                "/v1/projects/p/contacts?page_size=2&q=%2B46%20a",
                Some("https://api.example/v1/projects/p/contacts?page_size=2&q=%2B46%20a"),
                "a query",
            ),
            (
                "http://127.0.0.1:9/under/",
                "/v1/projects/p/apps/a%2Fb",
                Some("http://127.0.0.1:9/under/v1/projects/p/apps/a%2Fb"),
                "under a path, with an escaped slash",
            ),
            (
                "https://api.example",
                "/v1/projects/../../admin",
                None,
                "out of the projects",
            ),
            (
                "https://api.example",
                "/v1/projects/p/%2e%2e/%2E%2E/other",
                None,
                "the same, escaped",
            ),
        ] {
            assert_eq!(seen(base, path).as_deref(), expected, "{why}");
        }
    }

    #[test]
    fn a_send_is_known_however_it_is_written() {
        for (method, path, expected) in [
            ("POST", "/v1/projects/p/messages:send", true),
            ("post", "/v1/projects/p/messages:send", true),
            ("PUT", "/v1/projects/p/messages:send", true),
            ("GET", "/v1/projects/p/messages:send", false),
            ("POST", "/v1/projects/p/messages:send?x=1", true),
            ("POST", "/v1/projects/p/messages%3Asend", true),
            ("POST", "/v1/projects/p/messages%3asen%64", true),
            ("POST", "/v1/projects/p/messages%253Asend", true),
            ("POST", "/v1/projects/p//messages:send/", true),
            ("POST", "/v1/projects/p/x/../messages:send", true),
            ("POST", "/v1/projects/p/messages:send;v=1", true),
            ("POST", "/v1/projects/p/messages:send/;a", true),
            ("POST", "/v1/projects/p/messages:send/%00", true),
            ("POST", "/v1/projects/p%5Cmessages:send%09", true),
            ("POST", "/v1/projects/p/Messages:Send", true),
            ("POST", "/v1/projects/p/messages:transcode", false),
            ("POST", "/v1/projects/p/messages", false),
        ] {
            let url = Url::parse(&format!("http://a{path}")).unwrap();
            let method = method.parse().unwrap();
            assert_eq!(is_send(&method, &url), expected, "{method} {path}");
        }
    }
}
