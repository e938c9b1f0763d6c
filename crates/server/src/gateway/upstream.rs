//! The client for the servers behind the gateway, the provider's API and the user's webhook. It pools connections, and
//! never sends a request twice.

use std::error::Error;
use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes, HttpBody};
use axum::http::header::{
    CONNECTION, EXPECT, HOST, HeaderName, PROXY_AUTHENTICATE, PROXY_AUTHORIZATION, TE, TRAILER,
    TRANSFER_ENCODING, UPGRADE,
};
use axum::http::{HeaderMap, Method, Response, StatusCode};
use http_body_util::BodyExt;
use hyper::body::{Frame, SizeHint};
use reqwest::{Client, Url, redirect};
use tokio::time::Sleep;

use crate::config::Limits;
use crate::http::problem::{Kind, Problem};
use crate::metrics::Metrics;
use crate::tls::tls_by_ring;

/// The pauses before a connection is tried again.
const RETRY_DELAYS: [Duration; 2] = [Duration::from_millis(50), Duration::from_millis(200)];

/// A client for the servers behind the gateway. It follows no redirects. It uses no proxy, which would see the callers'
/// tokens. It tries a request again only if no connection was made.
#[derive(Clone, Debug)]
pub(crate) struct Upstream {
    client: Client,
    connect: Duration,
    idle: Duration,
    failures: Failures,
}

/// The body of a request.
pub(crate) enum Outgoing {
    /// Bytes in memory, so that a connection may be tried again.
    Whole(Bytes),
    /// A body that is passed on while it arrives.
    Streaming(Body),
}

/// Counts what fails, under the provider's name.
#[derive(Clone, Debug)]
struct Failures {
    provider: &'static str,
    metrics: Metrics,
}

impl Failures {
    fn count(&self, kind: &'static str) {
        self.metrics.upstream_failed(self.provider, kind);
    }
}

/// Why there is no answer.
enum Failure {
    Client(reqwest::Error),
    Idle,
}

impl Upstream {
    pub(crate) fn new(
        provider: &'static str,
        limits: &Limits,
        metrics: Metrics,
    ) -> Result<Upstream, reqwest::Error> {
        tls_by_ring();
        // Well before the server counts as idle, so that a failed connection can be told from a lost answer.
        let connect = limits.connect.min(limits.upstream / 2);
        let client = Client::builder()
            .redirect(redirect::Policy::none())
            .no_proxy()
            .referer(false)
            .retry(reqwest::retry::never())
            .connect_timeout(connect)
            .pool_max_idle_per_host(limits.concurrency)
            .build()?;
        Ok(Upstream {
            client,
            connect,
            idle: limits.upstream,
            failures: Failures { provider, metrics },
        })
    }

    /// Sends a request, and returns the answer as it arrives, without the headers of the connection.
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
            Outgoing::Streaming(body) => self.send_streaming(method, url, headers, body).await,
        };
        let answer: Response<reqwest::Body> =
            answer.map_err(|failure| self.failed(failure))?.into();
        if answer.status() == StatusCode::SWITCHING_PROTOCOLS {
            return Err(self.problem(
                Kind::Broken,
                "it answered 101 without being asked to switch protocols",
            ));
        }
        let (mut parts, body) = answer.into_parts();
        parts.headers = without_hops(parts.headers);
        parts.extensions.clear();
        let body = AnswerBody {
            body,
            limit: self.idle,
            idle: None,
            failures: self.failures.clone(),
        };
        Ok(Response::from_parts(parts, Body::new(body)))
    }

    async fn send_whole(
        &self,
        method: Method,
        url: Url,
        headers: HeaderMap,
        bytes: Bytes,
    ) -> Result<reqwest::Response, Failure> {
        let started = Instant::now();
        for wait in RETRY_DELAYS {
            let body = bytes.clone().into();
            let this = request(method.clone(), url.clone(), headers.clone(), body);
            match self.within(self.client.execute(this)).await {
                // Without a connection nothing was sent.
                Err(Failure::Client(error))
                    if error.is_connect()
                        && started.elapsed() + wait + self.connect <= self.idle =>
                {
                    self.failures.count("retried");
                    tokio::time::sleep(wait).await;
                }
                result => return result,
            }
        }
        let last = request(method, url, headers, bytes.into());
        self.within(self.client.execute(last)).await
    }

    async fn send_streaming(
        &self,
        method: Method,
        url: Url,
        headers: HeaderMap,
        body: Body,
    ) -> Result<reqwest::Response, Failure> {
        let moved = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&moved);
        let body = body.map_frame(move |frame| {
            counted.fetch_add(1, Ordering::Relaxed);
            frame
        });
        let body = reqwest::Body::wrap_stream(body.into_data_stream());
        let mut answer = pin!(self.client.execute(request(method, url, headers, body)));
        let mut before = 0;
        loop {
            match self.within(answer.as_mut()).await {
                // A server that still reads the body is not idle.
                Err(Failure::Idle) if moved.load(Ordering::Relaxed) != before => {
                    before = moved.load(Ordering::Relaxed);
                }
                result => return result,
            }
        }
    }

    async fn within(
        &self,
        answer: impl Future<Output = Result<reqwest::Response, reqwest::Error>>,
    ) -> Result<reqwest::Response, Failure> {
        match tokio::time::timeout(self.idle, answer).await {
            Ok(answer) => answer.map_err(Failure::Client),
            Err(_) => Err(Failure::Idle),
        }
    }

    fn failed(&self, failure: Failure) -> Problem {
        let error = match failure {
            Failure::Idle => {
                let seconds = self.idle.as_secs_f64();
                return self.problem(Kind::Silent, &format!("it was idle for {seconds} s"));
            }
            Failure::Client(error) => error,
        };
        if is_of_the_caller(&error) {
            // The caller's body broke off; the server did nothing wrong.
            return Problem::new(Kind::Malformed, "the body broke off before its end");
        }
        let kind = if error.is_connect() {
            Kind::Unreachable
        } else {
            Kind::Broken
        };
        self.problem(kind, &causes(&error.without_url()))
    }

    /// The problem of a server behind. The caller is told its kind; the cause is for the operator, in the logs.
    fn problem(&self, kind: Kind, error: &str) -> Problem {
        self.failures.count(kind.slug());
        let provider = self.failures.provider;
        tracing::warn!(
            provider,
            problem = kind.slug(),
            error,
            "the server behind failed"
        );
        let advice = match kind {
            Kind::Unreachable => "nothing was sent: try again later; the service's logs say why",
            Kind::Silent => "it may have been sent: ask the upstream before it is sent again",
            _ => {
                "it may have been sent: ask the upstream before it is sent again; the service's logs say why"
            }
        };
        Problem::new(kind, advice)
    }
}

/// The body of an answer. If it is idle for too long it breaks off; a body that breaks off is counted.
struct AnswerBody {
    body: reqwest::Body,
    limit: Duration,
    idle: Option<Pin<Box<Sleep>>>,
    failures: Failures,
}

impl HttpBody for AnswerBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = &mut *self;
        match Pin::new(&mut this.body).poll_frame(cx) {
            Poll::Ready(frame) => {
                this.idle = None;
                Poll::Ready(frame.map(|frame| {
                    frame.map_err(|error| {
                        this.failures.count("broke_off");
                        axum::Error::new(error)
                    })
                }))
            }
            Poll::Pending => {
                let limit = this.limit;
                let idle = this
                    .idle
                    .get_or_insert_with(|| Box::pin(tokio::time::sleep(limit)));
                std::task::ready!(idle.as_mut().poll(cx));
                this.failures.count("broke_off");
                let error =
                    io::Error::new(io::ErrorKind::TimedOut, "the answer was idle for too long");
                Poll::Ready(Some(Err(axum::Error::new(error))))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// An error and its causes.
fn causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

fn request(method: Method, url: Url, headers: HeaderMap, body: reqwest::Body) -> reqwest::Request {
    let mut request = reqwest::Request::new(method, url);
    *request.headers_mut() = headers;
    *request.body_mut() = Some(body);
    request
}

/// Whether it was the caller's body that failed, on its way to the server.
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

/// The headers that are passed on to the server behind: all but those of the caller's connection.
fn passed_on(headers: HeaderMap) -> HeaderMap {
    let mut headers = without_hops(headers);
    headers.remove(HOST);
    headers.remove(EXPECT);
    headers
}

/// The headers without those of one connection (RFC 9110, section 7.6.1).
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
    fn headers_of_one_connection_are_not_passed_on() {
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
