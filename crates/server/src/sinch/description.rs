//! The requests of the Conversation API, as the description of the interface has them.

use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use crate::openapi::ProblemDocument;

/// The paths of the Conversation API.
#[derive(OpenApi)]
#[openapi(paths(super::callback::callback, messages_send))]
pub(crate) struct Description;

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
