//! The description of the service's interface, generated from the code that answers.

use serde::Serialize;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi, ToSchema};

use crate::sinch;

/// The description of the service's interface (OpenAPI 3.1).
pub fn openapi() -> utoipa::openapi::OpenApi {
    let mut whole = Description::openapi();
    whole.merge(sinch::Description::openapi());
    whole
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "originator",
        description = "Decides which sender ID an SMS goes out from, in front of the Sinch Conversation API.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    paths(
        crate::decide::route,
        crate::decide::reply,
        crate::operation::healthz,
        crate::operation::readyz,
        crate::operation::metrics,
        description
    ),
    modifiers(&Token)
)]
struct Description;

struct Token;

impl Modify for Token {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let components = openapi.components.get_or_insert_default();
        let bearer = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        components.add_security_scheme("token", bearer);
    }
}

/// This description.
#[utoipa::path(get, path = "/openapi.json", tag = "Operation", responses((status = 200, description = "OpenAPI 3.1.", body = serde_json::Value)))]
#[expect(dead_code, reason = "described here, answered by a closure")]
fn description() {}

/// A decision; what does not apply or was not read is `null`.
#[derive(Serialize, ToSchema)]
#[schema(as = Record)]
pub(crate) struct RecordDocument {
    /// The recipient as it was given.
    input: String,
    /// The recipient in E.164.
    recipient: Option<String>,
    /// Its region: ISO 3166-1 alpha-2, `XK`, `AC`, `TA`, or `001` for none.
    region: Option<String>,
    /// Its line type.
    line_type: Option<String>,
    /// How far the numbering plan knows it: `valid`, `possible` or `invalid`.
    validity: Option<String>,
    /// The service plan.
    plan: String,
    /// `use`, `omit` or `refuse`.
    #[schema(pattern = "^(use|omit|refuse)$")]
    outcome: String,
    /// The sender to use.
    sender: Option<String>,
    /// Its kind: `long_code`, `toll_free`, `short_code` or `alphanumeric`.
    sender_kind: Option<String>,
    /// Why.
    reason: String,
    /// What may surprise about the decision.
    warnings: Vec<String>,
    /// The form in which the recipient was written: `e164`, `international`, `national` or `bare`.
    read_as: Option<String>,
    /// `away` if the store of conversations was, and the decision was made without it; else it is not there.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^away$")]
    conversations: Option<String>,
}

/// What went wrong (RFC 9457).
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct ProblemDocument {
    /// The kind of problem.
    #[schema(example = "/problems/refused")]
    r#type: String,
    /// What the kind means.
    title: String,
    /// The status of the answer.
    status: u16,
    /// What was wrong this time.
    detail: String,
    /// The decision, where there was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<RecordDocument>,
}
