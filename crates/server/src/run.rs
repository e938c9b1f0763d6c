//! Running: connections in, signals, and an end that lets what is in flight finish.

use std::io;
use std::pin::{Pin, pin};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinSet;
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt;

use crate::app::App;
use crate::config::Limits;

/// After a failure to take a connection, as a rule for want of files.
const BREATH: Duration = Duration::from_millis(100);

/// How serving ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Everything in flight was finished.
    Finished,
    /// The time was over, and what was in flight was cut off.
    CutOff,
}

/// Serves until SIGTERM or SIGINT, and finishes what is in flight. Reloads the map on SIGHUP and when its file
/// changes.
///
/// # Errors
/// Signals that cannot be waited for.
pub async fn run(app: App, listener: TcpListener) -> io::Result<Ended> {
    let mut hangups = signal(SignalKind::hangup())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut reloading = JoinSet::new();
    let watching = app.clone();
    reloading.spawn(async move { watching.watch().await });
    let told = app.clone();
    reloading.spawn(async move {
        while hangups.recv().await.is_some() {
            told.reload_aside().await;
        }
    });
    let stop = async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    };
    Ok(serve(app, listener, stop).await)
}

/// Serves until `stop` is ready, and then finishes what is in flight, within [`Limits::drain`].
pub async fn serve(app: App, listener: TcpListener, stop: impl Future<Output = ()>) -> Ended {
    let limits = app.service.config.limits;
    let routes = app.routes();
    let address = listener.local_addr().map(|address| address.to_string());
    let address = address.unwrap_or_default();
    let map = app.service.map.name();
    app.service.store.connect();
    tracing::info!(address, map, "serving");
    let connections = GracefulShutdown::new();
    let mut stop = pin!(async {
        stop.await;
        app.service.stop();
        tracing::info!("stopping");
        tokio::time::sleep(limits.grace).await;
    });
    loop {
        let stream = tokio::select! {
            taken = listener.accept() => match taken {
                Ok((stream, _)) => stream,
                Err(error) => {
                    tracing::warn!(error = error.to_string(), "a connection was not taken");
                    tokio::time::sleep(BREATH).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        // Answers are short, and waited for.
        let _ = stream.set_nodelay(true);
        let connection = connection(&limits, stream, &routes);
        tokio::spawn(connections.watch(connection));
    }
    drop(listener);
    match tokio::time::timeout(limits.drain, connections.shutdown()).await {
        Ok(()) => Ended::Finished,
        Err(_) => {
            tracing::warn!("the time to finish was over: what was in flight is cut off");
            Ended::CutOff
        }
    }
}

type Connection = hyper::server::conn::http1::Connection<
    TokioIo<Pin<Box<TimeoutStream<TcpStream>>>>,
    TowerToHyperService<
        tower::util::MapRequest<Router, fn(hyper::Request<Incoming>) -> hyper::Request<Body>>,
    >,
>;

fn connection(limits: &Limits, stream: TcpStream, routes: &Router) -> Connection {
    let routes = routes.clone();
    let mut stream = TimeoutStream::new(stream);
    // Who does not take an answer would keep its place for ever.
    stream.set_write_timeout(Some(limits.arrival));
    let whole: fn(hyper::Request<Incoming>) -> hyper::Request<Body> =
        |request| request.map(Body::new);
    hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.arrival)
        .max_header_size(limits.head)
        .serve_connection(
            TokioIo::new(Box::pin(stream)),
            TowerToHyperService::new(routes.map_request(whole)),
        )
}
