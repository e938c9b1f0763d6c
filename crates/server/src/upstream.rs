//! The servers behind: a pool of connections, and requests that are never sent twice.

use std::error::Error;
use std::io;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Once};
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
use crate::metrics::Metrics;
use crate::problem::{Kind, Problem};

/// How long to wait before the connection is tried again.
const AGAIN: [Duration; 2] = [Duration::from_millis(50), Duration::from_millis(200)];

/// A client for the servers behind. It follows no redirect, asks no proxy, which would see the callers' tokens, and
/// tries again only what was never connected.
#[derive(Clone, Debug)]
pub(crate) struct Upstream {
    client: Client,
    connect: Duration,
    silence: Duration,
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

/// Why there is no answer.
enum Failure {
    Client(reqwest::Error),
    Silence,
}

impl Upstream {
    pub(crate) fn new(limits: &Limits, metrics: Metrics) -> Result<Upstream, reqwest::Error> {
        tls_by_ring();
        // Well before the server counts as silent: what was never connected can be told from what was.
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
            silence: limits.upstream,
            metrics,
        })
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
            Outgoing::Streaming(body) => self.send_streaming(method, url, headers, body).await,
        };
        let answer: Response<reqwest::Body> =
            answer.map_err(|failure| self.failed(failure))?.into();
        if answer.status() == StatusCode::SWITCHING_PROTOCOLS {
            return Err(self.problem(Kind::Broken, "it answered 101, which nobody asked for"));
        }
        let (mut parts, body) = answer.into_parts();
        parts.headers = without_hops(parts.headers);
        parts.extensions.clear();
        let body = AnswerBody {
            body,
            limit: self.silence,
            silence: None,
            metrics: self.metrics.clone(),
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
        for wait in AGAIN {
            let body = bytes.clone().into();
            let this = request(method.clone(), url.clone(), headers.clone(), body);
            match self.within(self.client.execute(this)).await {
                // Without a connection nothing can have been sent.
                Err(Failure::Client(error))
                    if error.is_connect()
                        && started.elapsed() + wait + self.connect <= self.silence =>
                {
                    self.metrics.upstream_failed("retried");
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
                // What still takes the body is not silent.
                Err(Failure::Silence) if moved.load(Ordering::Relaxed) != before => {
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
        match tokio::time::timeout(self.silence, answer).await {
            Ok(answer) => answer.map_err(Failure::Client),
            Err(_) => Err(Failure::Silence),
        }
    }

    fn failed(&self, failure: Failure) -> Problem {
        let error = match failure {
            Failure::Silence => {
                let seconds = self.silence.as_secs_f64();
                return self.problem(Kind::Silent, &format!("it said nothing for {seconds} s"));
            }
            Failure::Client(error) => error,
        };
        if is_of_the_caller(&error) {
            // The caller's body broke off, which is no fault of the server's.
            return Problem::new(Kind::Malformed, "the body ended before its end");
        }
        let kind = match error.is_connect() {
            true => Kind::Unreachable,
            false => Kind::Broken,
        };
        self.problem(kind, &causes(&error.without_url()))
    }

    /// The problem of a server behind. Callers are told its kind; what it was is the operator's, and in the logs.
    fn problem(&self, kind: Kind, error: &str) -> Problem {
        self.metrics.upstream_failed(kind.slug());
        tracing::warn!(problem = kind.slug(), error, "the server behind failed");
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

/// An answer's body: one that breaks off is counted, and one that stops coming breaks off.
struct AnswerBody {
    body: reqwest::Body,
    limit: Duration,
    silence: Option<Pin<Box<Sleep>>>,
    metrics: Metrics,
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
                this.silence = None;
                Poll::Ready(frame.map(|frame| {
                    frame.map_err(|error| {
                        this.metrics.upstream_failed("broke_off");
                        axum::Error::new(error)
                    })
                }))
            }
            Poll::Pending => {
                let limit = this.limit;
                let silence = this
                    .silence
                    .get_or_insert_with(|| Box::pin(tokio::time::sleep(limit)));
                std::task::ready!(silence.as_mut().poll(cx));
                this.metrics.upstream_failed("broke_off");
                let error = io::Error::new(io::ErrorKind::TimedOut, "the answer stopped coming");
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

/// An error and all that led to it.
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
