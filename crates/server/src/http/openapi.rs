//! The description of the service's interface: its head, into which `app` merges the descriptions of the endpoints,
//! each from the code that answers.

use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi};

/// The head of the description: what the service is, how a caller is authorized, and the path of the description itself.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "originator",
        description = "Decides which sender ID an SMS goes out from, in front of the Sinch Conversation API.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    paths(description),
    modifiers(&Token)
)]
pub(crate) struct Head;

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
#[expect(dead_code, reason = "described here, answered by a closure in `app`")]
fn description() {}
