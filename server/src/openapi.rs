//! The description of the service's interface, generated from the code that answers.

use serde::Serialize;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi, ToSchema};

/// The description of the service's interface (OpenAPI 3.1).
pub fn openapi() -> utoipa::openapi::OpenApi {
    Description::openapi()
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
        crate::callback::sinch,
        messages_send,
        crate::app::healthz,
        crate::app::readyz,
        crate::app::metrics,
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

/// The request of the Conversation API with this path; all others under `/v1/projects/` pass through as they are.
#[utoipa::path(
    post,
    path = "/v1/projects/{project}/messages:send",
    tag = "Sinch Conversation API",
    params(("project" = String, Path, description = "The project's id.")),
    request_body(content = SendDocument, description = "As the Conversation API takes it. Where it names no `channel_properties.SMS_SENDER` the decided one is set, every other byte staying as it is."),
    responses(
        (status = 200, description = "The Conversation API's answer, whatever its status. `x-originator-decision` says what was decided: `use; reason=domestic`, `omit; reason=map_omits`, or `pass; reason=unknown_recipient`, `unknown_app`, `not_sms` or `other_channels` where the request went through untouched.",
            headers(("x-originator-decision" = String, description = "The outcome and its reason."))),
        (status = 400, description = "Not a request of the documented form; nothing was sent.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "The service has no upstream.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 408, description = "The body took too long to arrive; nothing was sent.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large; nothing was sent.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 415, description = "The body has a content encoding; nothing was sent.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "The map refuses the message; nothing was sent.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 502, description = "The Conversation API could not be reached, and nothing was sent; or it broke off, and may have taken the request. The problem's type tells.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 503, description = "Too much at once; nothing was sent.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 504, description = "The Conversation API did not answer in time, and may have taken the request.", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
#[expect(
    dead_code,
    reason = "described here, answered by what passes requests on"
)]
fn messages_send() {}

/// This description.
#[utoipa::path(get, path = "/openapi.json", tag = "Operation", responses((status = 200, description = "OpenAPI 3.1.", body = serde_json::Value)))]
#[expect(dead_code, reason = "described here, answered by a closure")]
fn description() {}

/// A callback of the Conversation API, as far as it is looked at; it may have any other fields.
#[derive(Serialize, ToSchema)]
#[schema(as = Callback)]
pub(crate) struct CallbackDocument {
    /// The app, whose secret signs its callbacks.
    app_id: Option<String>,
    /// Of a customer's message alone.
    message: Option<MessageDocument>,
    /// When the provider took it, in RFC 3339; looked at in a customer's SMS alone.
    #[schema(value_type = Option<serde_json::Value>)]
    accepted_time: Option<String>,
}

/// A customer's message, as far as it is looked at.
#[derive(Serialize, ToSchema)]
#[schema(as = Message)]
struct MessageDocument {
    channel_identity: ChannelIdentityDocument,
    /// Our number that the customer wrote to, with or without its `+`.
    sender_id: Option<String>,
    /// The customer's contact.
    contact_id: Option<String>,
    /// When the provider took it, in RFC 3339.
    accept_time: Option<String>,
}

/// A customer on a channel.
#[derive(Serialize, ToSchema)]
#[schema(as = ChannelIdentity)]
struct ChannelIdentityDocument {
    /// The channel; only `SMS` is remembered.
    #[schema(example = "SMS")]
    channel: String,
    /// The customer's number, with or without its `+`.
    #[schema(example = "12025550123", min_length = 1)]
    identity: String,
}

/// A send of the Conversation API, as far as it is looked at; it may have any other fields.
#[derive(Serialize, ToSchema)]
#[schema(as = Send)]
struct SendDocument {
    /// The app, which says the service plan.
    app_id: Option<String>,
    /// Whom it is for: `contact_id`, or `identified_by.channel_identities`.
    #[schema(value_type = Object)]
    recipient: serde_json::Value,
    /// The channels, in order of preference.
    channel_priority_order: Option<Vec<String>>,
    /// A sender in `SMS_SENDER` is checked and stays; without one the decided sender goes there.
    #[schema(value_type = Object)]
    channel_properties: Option<serde_json::Value>,
}

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
    /// What may become of the message on the way.
    warnings: Vec<String>,
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
