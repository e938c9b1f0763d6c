//! The application: which path goes where.

use std::sync::Arc;

use axum::Router;
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use originator::Knowledge;

use crate::config::Config;
use crate::problem::{Kind, Problem};
use crate::reload::MapFile;
use crate::service::{Service, StartError};
use crate::{answers, decide, operation, sinch};

/// The service, ready to answer. Cheap to clone: clones share everything.
#[derive(Clone, Debug)]
pub struct App {
    pub(crate) service: Arc<Service>,
}

impl App {
    /// Reads the map and makes ready.
    ///
    /// # Errors
    /// A map that cannot be read or is wrong; a file of conversations that cannot be opened. A server of conversations
    /// that is not there is none.
    pub fn new(config: Config, knowledge: Knowledge, map: MapFile) -> Result<App, StartError> {
        Ok(App {
            service: Arc::new(Service::new(config, knowledge, map)?),
        })
    }

    /// The paths, for a server of one's own.
    pub fn routes(&self) -> Router {
        let service = Arc::clone(&self.service);
        Router::new()
            .merge(decide::routes(&service))
            .merge(sinch::routes())
            .merge(operation::routes())
            .fallback(async || {
                Problem::new(
                    Kind::NotFound,
                    "no such path: `/openapi.json` has those there are",
                )
            })
            .method_not_allowed_fallback(wrong_method)
            .layer(from_fn_with_state(Arc::clone(&service), answers::log))
            .with_state(service)
    }
}

async fn wrong_method(method: Method) -> Problem {
    Problem::new(
        Kind::WrongMethod,
        format!("this path is not for {method}: `/openapi.json` says what it is for"),
    )
}
