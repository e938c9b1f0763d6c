//! A network between a service and its store that can be cut, slow, or swallow what it is given.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Network {
    Good,
    Slow(Duration),
    /// Connections are taken, and nothing that is sent arrives.
    Swallows,
    /// Connections are taken and ended at once.
    HangsUp,
}

#[derive(Clone)]
pub(crate) struct Proxy {
    pub(crate) url: String,
    network: Arc<Mutex<Network>>,
    connections: Arc<Mutex<Vec<AbortHandle>>>,
}

impl Proxy {
    pub(crate) async fn to(port: u16) -> Proxy {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let proxy = Proxy {
            url: format!("redis://{}", listener.local_addr().unwrap()),
            network: Arc::new(Mutex::new(Network::Good)),
            connections: Arc::default(),
        };
        let taking = proxy.clone();
        tokio::spawn(async move {
            while let Ok((here, _)) = listener.accept().await {
                if taking.network() == Network::HangsUp {
                    continue;
                }
                let Ok(there) = TcpStream::connect(("127.0.0.1", port)).await else {
                    continue;
                };
                here.set_nodelay(true).unwrap();
                there.set_nodelay(true).unwrap();
                let proxy = taking.clone();
                let task = tokio::spawn(async move { proxy.join(here, there).await });
                taking.connections.lock().unwrap().push(task.abort_handle());
            }
        });
        proxy
    }

    pub(crate) fn becomes(&self, network: Network) {
        *self.network.lock().unwrap() = network;
    }

    /// Ends all connections there are.
    pub(crate) fn cut(&self) {
        for connection in self.connections.lock().unwrap().drain(..) {
            connection.abort();
        }
    }

    fn network(&self) -> Network {
        *self.network.lock().unwrap()
    }

    async fn join(&self, here: TcpStream, there: TcpStream) {
        let ((from_here, to_here), (from_there, to_there)) =
            (here.into_split(), there.into_split());
        tokio::select! {
            () = self.pass(from_here, to_there) => {}
            () = self.pass(from_there, to_here) => {}
        }
    }

    async fn pass(
        &self,
        mut from: tokio::net::tcp::OwnedReadHalf,
        mut to: tokio::net::tcp::OwnedWriteHalf,
    ) {
        let mut bytes = [0; 4096];
        while let Ok(count) = from.read(&mut bytes).await {
            if count == 0 {
                return;
            }
            match self.network() {
                Network::Good => {}
                Network::Slow(time) => tokio::time::sleep(time).await,
                Network::Swallows => continue,
                Network::HangsUp => return,
            }
            if to.write_all(&bytes[..count]).await.is_err() {
                return;
            }
        }
    }
}
