//! The application: everything is put together here. Which path goes where, and what is described.

use std::io;
use std::sync::Arc;

use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use axum::{Json, Router};
use originator::Context;
use tokio::net::TcpListener;
use utoipa::OpenApi;

use crate::config::Config;
use crate::gateway::Gateway;
use crate::http::openapi::Head;
use crate::http::problem::{Kind, Problem};
use crate::http::run::{self, Ended};
use crate::http::{access_log, operation};
use crate::map_file::MapFile;
use crate::service::{Service, StartError};
use crate::{decisions, providers, reload};

/// The service, ready to answer. Cheap to clone: clones share everything.
#[derive(Clone, Debug)]
pub struct App {
    pub(crate) service: Arc<Service>,
    pub(crate) gateways: Arc<[Arc<Gateway>]>,
}

impl App {
    /// Reads the map and opens the store of conversations.
    ///
    /// # Errors
    /// A map that cannot be read or is wrong; a file of conversations that cannot be opened. A server of conversations
    /// that cannot be reached is no error.
    pub fn new(config: Config, context: Context, map: MapFile) -> Result<App, StartError> {
        let service = Service::new(config, context, map)?;
        let gateways = providers::gateways(&service.config, &service.metrics)?;
        Ok(App {
            service: Arc::new(service),
            gateways: gateways.into(),
        })
    }

    /// The paths, for a server of your own.
    pub fn routes(&self) -> Router {
        let service = Arc::clone(&self.service);
        let mut routes = Router::new()
            .merge(decisions::routes(&service))
            .merge(operation::routes())
            .route("/openapi.json", get(async || Json(openapi())));
        for gateway in self.gateways.iter() {
            routes = routes.merge(gateway.routes());
        }
        routes
            .fallback(no_such_path)
            .method_not_allowed_fallback(wrong_method)
            .layer(from_fn_with_state(Arc::clone(&service), access_log::log))
            .with_state(service)
    }

    /// Reads the map again. If it is wrong, the old map stays in use, and the logs say what is wrong.
    pub fn reload(&self) {
        reload::reload(&self.service);
    }
}

async fn no_such_path() -> Problem {
    let detail = "there is no such path: see `/openapi.json` for the available paths";
    Problem::new(Kind::NotFound, detail)
}

async fn wrong_method(method: Method) -> Problem {
    let detail =
        format!("the path does not take {method}: see `/openapi.json` for the methods it takes");
    Problem::new(Kind::WrongMethod, detail)
}

/// Serves until SIGTERM or SIGINT, and finishes the requests in progress. Reloads the map on SIGHUP and when its file
/// changes.
///
/// # Errors
/// The handlers of the signals cannot be installed.
pub async fn run(app: App, listener: TcpListener) -> io::Result<Ended> {
    let routes = app.routes();
    run::run(app.service, routes, listener).await
}

/// Serves until `stop` is ready, and then finishes the requests in progress, within [`Limits::drain`].
///
/// [`Limits::drain`]: crate::Limits::drain
pub async fn serve(app: App, listener: TcpListener, stop: impl Future<Output = ()>) -> Ended {
    let routes = app.routes();
    run::serve(&app.service, &routes, listener, stop).await
}

/// The description of the service's interface (OpenAPI 3.1).
pub fn openapi() -> utoipa::openapi::OpenApi {
    // What is merged into keeps its title.
    let mut whole = Head::openapi();
    whole.merge(decisions::Description::openapi());
    whole.merge(operation::Description::openapi());
    for description in providers::descriptions() {
        whole.merge(description);
    }
    whole
}
