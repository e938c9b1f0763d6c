//! What has nothing to do with senders: connections, limits, the log of requests, authorization, problems, and the
//! endpoints of operators.

pub(crate) mod access_log;
pub(crate) mod auth;
pub(crate) mod limits;
pub(crate) mod openapi;
pub(crate) mod operation;
pub(crate) mod problem;
pub(crate) mod run;
