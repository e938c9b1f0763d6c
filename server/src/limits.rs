//! Limits: how much is taken, how long it may take, and how many requests at once.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use bytes::BytesMut;
use http_body_util::BodyExt;
use hyper::body::{Frame, SizeHint};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::app::Service;
use crate::problem::{Kind, Problem};

/// Reads a body whole.
pub(crate) async fn read(body: Body, most: usize, time: Duration) -> Result<Bytes, Problem> {
    match tokio::time::timeout(time, collected(body, most)).await {
        Ok(read) => read,
        Err(_) => Err(Problem::new(
            Kind::TooSlow,
            format!("the body took longer than {} s", time.as_secs_f64()),
        )),
    }
}

async fn collected(mut body: Body, most: usize) -> Result<Bytes, Problem> {
    let too_large = || {
        let detail = format!("the body has more than {most} bytes");
        Problem::new(Kind::TooLarge, detail)
    };
    if body.size_hint().lower() > most as u64 {
        return Err(too_large());
    }
    // As a rule there is one piece, which is not copied.
    let mut first = Bytes::new();
    let mut rest = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let frame =
            frame.map_err(|_| Problem::new(Kind::Malformed, "the body ended before its end"))?;
        let Ok(piece) = frame.into_data() else {
            // Trailers say nothing here.
            continue;
        };
        if first.len() + rest.len() + piece.len() > most {
            return Err(too_large());
        }
        match first.is_empty() {
            true => first = piece,
            false => rest.extend_from_slice(&piece),
        }
    }
    Ok(match rest.is_empty() {
        true => first,
        false => [first, rest.freeze()].concat().into(),
    })
}

/// What an operator asks, however much else there is to do.
const ALWAYS: [&str; 4] = ["/healthz", "/readyz", "/metrics", "/openapi.json"];

/// Lets so many requests through at once, each until the last byte of its answer.
pub(crate) async fn at_once(
    service: &Service,
    endpoint: &str,
    request: Request,
    next: Next,
) -> Response {
    if ALWAYS.contains(&endpoint) {
        return next.run(request).await;
    }
    let Ok(permit) = Arc::clone(&service.permits).try_acquire_owned() else {
        return Problem::new(Kind::Busy, "as many requests are worked on as there may be")
            .into_response();
    };
    let response = next.run(request).await;
    response.map(|body| {
        Body::new(Held {
            body,
            _permit: permit,
        })
    })
}

/// A body whose request counts until its last byte.
struct Held {
    body: Body,
    _permit: OwnedSemaphorePermit,
}

impl HttpBody for Held {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

pub(crate) fn permits(concurrency: usize) -> Arc<Semaphore> {
    Arc::new(Semaphore::new(concurrency.min(Semaphore::MAX_PERMITS)))
}
