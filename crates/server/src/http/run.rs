//! Running: connections, signals, and a graceful stop.

use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
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

use crate::config::Limits;
use crate::reload;
use crate::service::Service;

/// The pause after `accept` failed, usually because the process has no file descriptors left (EMFILE).
const ACCEPT_BACKOFF: Duration = Duration::from_millis(100);

/// How serving ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// All requests in progress were finished.
    Finished,
    /// The time was over, and requests in progress were cut off.
    CutOff,
}

/// Serves until SIGTERM or SIGINT, and finishes the requests in progress. Reloads the map on SIGHUP and when its file
/// changes.
pub(crate) async fn run(
    service: Arc<Service>,
    routes: Router,
    listener: TcpListener,
) -> io::Result<Ended> {
    let mut hangups = signal(SignalKind::hangup())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut reloading = JoinSet::new();
    reloading.spawn(reload::watch(Arc::clone(&service)));
    let signalled = Arc::clone(&service);
    reloading.spawn(async move {
        while hangups.recv().await.is_some() {
            reload::reload_in_background(&signalled).await;
        }
    });
    let stop = async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    };
    Ok(serve(&service, &routes, listener, stop).await)
}

/// Serves until `stop` is ready, and then finishes the requests in progress, within [`Limits::drain`].
pub(crate) async fn serve(
    service: &Service,
    routes: &Router,
    listener: TcpListener,
    stop: impl Future<Output = ()>,
) -> Ended {
    let limits = service.config.limits;
    let address = listener.local_addr().map(|address| address.to_string());
    let address = address.unwrap_or_default();
    let map = service.map.name();
    service.store.connect();
    tracing::info!(address, map, "serving");
    let connections = GracefulShutdown::new();
    let mut stop = pin!(async {
        stop.await;
        service.stop();
        tracing::info!("stopping");
        tokio::time::sleep(limits.grace).await;
    });
    loop {
        let stream = tokio::select! {
            taken = listener.accept() => match taken {
                Ok((stream, _)) => stream,
                Err(error) => {
                    tracing::warn!(error = error.to_string(), "a connection was not accepted");
                    tokio::time::sleep(ACCEPT_BACKOFF).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        // Answers are short, and callers wait for them.
        let _ = stream.set_nodelay(true);
        let connection = connection(&limits, stream, routes);
        tokio::spawn(connections.watch(connection));
    }
    drop(listener);
    match tokio::time::timeout(limits.drain, connections.shutdown()).await {
        Ok(()) => Ended::Finished,
        Err(_) => {
            tracing::warn!("the time to finish was over: requests in progress are cut off");
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
    // A caller that does not read its answer would hold its permit for ever.
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
