//! A service on loopback, and connections to it that stay open.

use std::net::SocketAddr;

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use originator::Context;
use originator_server::{App, Config, MapFile, serve};
use tokio::net::{TcpListener, TcpStream};

/// A service that runs as long as its runtime does.
pub(crate) async fn service(config: Config, map: String) -> SocketAddr {
    let map = MapFile::new("map.yaml", move || Ok(map.clone()));
    let app = App::new(config, Context::default(), map).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(serve(app, listener, std::future::pending()));
    address
}

pub(crate) async fn connect(address: SocketAddr) -> SendRequest<Full<Bytes>> {
    let stream = TcpStream::connect(address).await.unwrap();
    stream.set_nodelay(true).unwrap();
    let (requests, connection) = http1::handshake(TokioIo::new(stream)).await.unwrap();
    tokio::spawn(connection);
    requests
}
