//! The description of the Conversation API's requests, for the description of the interface.

use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use crate::http::problem::ProblemDocument;

/// The description of the Conversation API's paths.
#[derive(OpenApi)]
#[openapi(paths(callback, messages_send))]
pub(crate) struct Description;

/// Takes a callback: remembers who wrote to which number, and passes it on to the user's webhook if there is one.
#[utoipa::path(
    post,
    path = "/webhooks/sinch",
    tag = "Sinch Conversation API",
    request_body(content = CallbackDocument, description = "A callback of the Conversation API. It must be signed unless the service was started otherwise. Only inbound SMS are remembered; all others are accepted."),
    responses(
        (status = 200, description = "Accepted. With `--forward-to`, status and body are those of the user's webhook."),
        (status = 400, description = "Not a callback.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 401, description = "The signature is missing, wrong or older than five minutes.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 408, description = "The body took too long to arrive.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "The callback was delivered before.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 502, description = "The user's webhook could not be reached.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests are in progress, the same callback is in progress, or, without `--forward-to`, it could not be remembered: deliver it again.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 504, description = "The user's webhook did not answer in time.", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
#[expect(dead_code, reason = "described here, answered by the gateway")]
fn callback() {}

/// The send of the Conversation API. All other requests under `/v1/projects/` pass through unchanged.
#[utoipa::path(
    post,
    path = "/v1/projects/{project}/messages:send",
    tag = "Sinch Conversation API",
    params(("project" = String, Path, description = "The project's id.")),
    request_body(content = SendDocument, description = "As the Conversation API takes it. If it names no `channel_properties.SMS_SENDER`, the decided sender is set; every other byte stays as it is."),
    responses(
        (status = 200, description = "The Conversation API's answer, whatever its status. `x-originator-decision` says what was decided: `use; reason=domestic`, `omit; reason=map_omits`, or `pass; reason=unknown_recipient`, `unknown_app`, `not_sms` or `other_channels` if the request was passed on unchanged.",
            headers(("x-originator-decision" = String, description = "The outcome and its reason."))),
        (status = 400, description = "Not a request of the documented form; nothing was sent.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "The service has no upstream.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 408, description = "The body took too long to arrive; nothing was sent.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large; nothing was sent.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 415, description = "The body has a content encoding; nothing was sent.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "The map refuses the message; nothing was sent.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 502, description = "The Conversation API could not be reached and nothing was sent, or it broke off and may have taken the request. The problem's type tells which.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests are in progress; nothing was sent.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 504, description = "The Conversation API did not answer in time, and may have taken the request.", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
#[expect(dead_code, reason = "described here, answered by the gateway")]
fn messages_send() {}

/// The fields of a callback that the service reads; it may have any others.
#[derive(Serialize, ToSchema)]
#[schema(as = Callback)]
struct CallbackDocument {
    /// The app, whose secret signs its callbacks.
    app_id: Option<String>,
    /// Only in callbacks of a customer's message.
    message: Option<MessageDocument>,
    /// When the provider accepted the message, in RFC 3339; only read for a customer's SMS.
    #[schema(value_type = Option<serde_json::Value>)]
    accepted_time: Option<String>,
}

/// The fields of a customer's message that the service reads.
#[derive(Serialize, ToSchema)]
#[schema(as = Message)]
struct MessageDocument {
    channel_identity: ChannelIdentityDocument,
    /// Our number that the customer wrote to, with or without its `+`.
    sender_id: Option<String>,
    /// The customer's contact.
    contact_id: Option<String>,
    /// When the provider accepted it, in RFC 3339.
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

/// The fields of a send that the service reads; it may have any others.
#[derive(Serialize, ToSchema)]
#[schema(as = Send)]
struct SendDocument {
    /// The app, which selects the service plan.
    app_id: Option<String>,
    /// The recipient: `contact_id`, or `identified_by.channel_identities`.
    #[schema(value_type = Object)]
    recipient: serde_json::Value,
    /// The channels, in order of preference.
    channel_priority_order: Option<Vec<String>>,
    /// A sender in `SMS_SENDER` is checked and stays. Without one, the decided sender is written there.
    #[schema(value_type = Object)]
    channel_properties: Option<serde_json::Value>,
}
