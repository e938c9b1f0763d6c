//! The servers behind: a pool of connections, and requests that are never sent twice.

use std::error::Error;
use std::sync::Once;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::header::{
    CONNECTION, EXPECT, HOST, HeaderName, PROXY_AUTHENTICATE, PROXY_AUTHORIZATION, TE, TRAILER,
    TRANSFER_ENCODING, UPGRADE,
};
use axum::http::{HeaderMap, Method, Response};
use http_body_util::BodyExt;
use reqwest::{Client, Url, redirect};

use crate::config::Limits;
use crate::metrics::Metrics;
use crate::problem::{Kind, Problem};

/// How long to wait before the connection is tried again.
const AGAIN: [Duration; 2] = [Duration::from_millis(50), Duration::from_millis(200)];

/// A client for the servers behind. It follows no redirect, and tries again only what was never connected.
#[derive(Clone, Debug)]
pub(crate) struct Upstream {
    client: Client,
    metrics: Metrics,
}

/// Makes `ring` the cryptography of TLS in this process, unless it has another already. Clients of `reqwest` need
/// one.
pub fn tls_by_ring() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        // Who set a provider before keeps it.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
}

/// What is sent.
pub(crate) enum Outgoing {
    /// Bytes that are held, so that a connection may be tried again.
    Whole(Bytes),
    /// A body that passes through.
    Streaming(Body),
}

impl Upstream {
    pub(crate) fn new(limits: &Limits, metrics: Metrics) -> Result<Upstream, reqwest::Error> {
        tls_by_ring();
        let client = Client::builder()
            .redirect(redirect::Policy::none())
            .referer(false)
            .retry(reqwest::retry::never())
            .connect_timeout(limits.connect)
            .read_timeout(limits.upstream)
            .pool_max_idle_per_host(limits.concurrency)
            .build()?;
        Ok(Upstream { client, metrics })
    }

    /// Sends a request, and gives the answer as it comes, less what concerns the connection alone.
    pub(crate) async fn send(
        &self,
        method: Method,
        url: Url,
        headers: HeaderMap,
        body: Outgoing,
    ) -> Result<Response<Body>, Problem> {
        let headers = passed_on(headers);
        let answer = match body {
            Outgoing::Whole(bytes) => self.send_whole(method, url, headers, bytes).await,
            Outgoing::Streaming(body) => {
                let body = reqwest::Body::wrap_stream(body.into_data_stream());
                self.client
                    .execute(request(method, url, headers, body))
                    .await
            }
        };
        let answer: Response<reqwest::Body> = answer.map_err(|error| self.failed(&error))?.into();
        let (mut parts, body) = answer.into_parts();
        parts.headers = without_hops(parts.headers);
        parts.extensions.clear();
        let metrics = self.metrics.clone();
        let body = body.map_err(move |error| {
            metrics.upstream_failed("broke_off");
            error
        });
        Ok(Response::from_parts(parts, Body::new(body)))
    }

    async fn send_whole(
        &self,
        method: Method,
        url: Url,
        headers: HeaderMap,
        bytes: Bytes,
    ) -> Result<reqwest::Response, reqwest::Error> {
        for wait in AGAIN {
            let body = bytes.clone().into();
            let this = request(method.clone(), url.clone(), headers.clone(), body);
            match self.client.execute(this).await {
                // Without a connection nothing can have been sent.
                Err(error) if error.is_connect() => {
                    self.metrics.upstream_failed("retried");
                    tokio::time::sleep(wait).await;
                }
                result => return result,
            }
        }
        let last = request(method, url, headers, bytes.into());
        self.client.execute(last).await
    }

    fn failed(&self, error: &reqwest::Error) -> Problem {
        let (kind, word) = if error.is_connect() {
            (Kind::Unreachable, "unreachable")
        } else if error.is_timeout() {
            (Kind::Silent, "silent")
        } else if is_of_the_caller(error) {
            // The caller's body broke off, which is no fault of the server's.
            return Problem::new(Kind::Malformed, "the body ended before its end");
        } else {
            (Kind::Broken, "broken")
        };
        self.metrics.upstream_failed(word);
        Problem::new(kind, "the server behind this service")
    }
}

fn request(method: Method, url: Url, headers: HeaderMap, body: reqwest::Body) -> reqwest::Request {
    let mut request = reqwest::Request::new(method, url);
    *request.headers_mut() = headers;
    *request.body_mut() = Some(body);
    request
}

/// Whether it was the body on its way to the server that failed.
fn is_of_the_caller(error: &reqwest::Error) -> bool {
    let mut source = error.source();
    while let Some(cause) = source {
        if cause.is::<axum::Error>() {
            return true;
        }
        source = cause.source();
    }
    false
}

/// What goes on to the server behind: all but what concerns the caller's connection alone.
fn passed_on(headers: HeaderMap) -> HeaderMap {
    let mut headers = without_hops(headers);
    headers.remove(HOST);
    headers.remove(EXPECT);
    headers
}

/// The headers less those of one connection (RFC 9110, section 7.6.1).
fn without_hops(mut headers: HeaderMap) -> HeaderMap {
    let named: Vec<HeaderName> = headers
        .get_all(CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|name| name.trim().parse().ok())
        .collect();
    let always = [
        CONNECTION,
        PROXY_AUTHENTICATE,
        PROXY_AUTHORIZATION,
        TE,
        TRAILER,
        TRANSFER_ENCODING,
        UPGRADE,
        HeaderName::from_static("keep-alive"),
        HeaderName::from_static("proxy-connection"),
    ];
    for name in always.iter().chain(&named) {
        headers.remove(name);
    }
    headers
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn what_concerns_one_connection_stays_there() {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("connection", "keep-alive, X-Mine"),
            ("keep-alive", "timeout=5"),
            ("x-mine", "1"),
            ("te", "trailers"),
            ("transfer-encoding", "chunked"),
            ("authorization", "Bearer t"),
            ("host", "here"),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        let names: Vec<String> = passed_on(headers).keys().map(ToString::to_string).collect();
        assert_eq!(names, ["authorization"]);
    }
}
