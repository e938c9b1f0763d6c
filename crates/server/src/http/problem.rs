//! Problems: errors as documents of RFC 9457.

use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::decided::RecordDocument;

/// An error of the service itself: its kind, and what was wrong this time.
#[derive(Debug)]
pub(crate) struct Problem {
    kind: Kind,
    detail: String,
    decision: Option<Box<RawValue>>,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $status:ident, $slug:literal, $title:literal;)*) => {
        /// The kinds of problem: a closed list.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Kind {
            $($(#[$doc])* $name,)*
        }

        impl Kind {
            pub(crate) fn status(self) -> StatusCode {
                match self { $(Kind::$name => StatusCode::$status,)* }
            }

            /// The last part of the problem's type.
            pub(crate) fn slug(self) -> &'static str {
                match self { $(Kind::$name => $slug,)* }
            }

            fn title(self) -> &'static str {
                match self { $(Kind::$name => $title,)* }
            }
        }
    };
}

kinds! {
    Malformed = BAD_REQUEST, "malformed", "The body cannot be read";
    Unauthorized = UNAUTHORIZED, "unauthorized", "The request is not authorized";
    BadSignature = UNAUTHORIZED, "bad-signature", "The callback's signature is missing or wrong";
    NotFound = NOT_FOUND, "not-found", "There is no such path";
    WrongMethod = METHOD_NOT_ALLOWED, "wrong-method", "The path does not take this method";
    TooSlow = REQUEST_TIMEOUT, "too-slow", "The request took too long to arrive";
    Replayed = CONFLICT, "replayed", "The callback was delivered before";
    TooLarge = PAYLOAD_TOO_LARGE, "too-large", "The body is too large";
    Encoded = UNSUPPORTED_MEDIA_TYPE, "encoded", "The body is encoded";
    Refused = UNPROCESSABLE_ENTITY, "refused", "The message must not be sent";
    UnknownPlan = NOT_FOUND, "unknown-plan", "The map has no such plan";
    Unreachable = BAD_GATEWAY, "unreachable", "The server behind could not be reached: nothing was sent";
    Broken = BAD_GATEWAY, "broken", "The server behind did not answer: it may have taken the request";
    Silent = GATEWAY_TIMEOUT, "silent", "The server behind did not answer in time: it may have taken the request";
    Unremembered = SERVICE_UNAVAILABLE, "unremembered", "The callback could not be remembered";
    Busy = SERVICE_UNAVAILABLE, "busy", "Not now: try again in a moment";
}

#[derive(Serialize)]
struct Document<'a> {
    r#type: String,
    title: &'static str,
    status: u16,
    detail: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<&'a RawValue>,
}

impl Problem {
    pub(crate) fn new(kind: Kind, detail: impl Into<String>) -> Problem {
        Problem {
            kind,
            detail: detail.into(),
            decision: None,
        }
    }

    /// Adds the record of the decision.
    pub(crate) fn with_decision(mut self, record: &impl Serialize) -> Problem {
        self.decision = serde_json::value::to_raw_value(record).ok();
        self
    }

    pub(crate) fn kind(&self) -> Kind {
        self.kind
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.kind.status();
        let document = Document {
            r#type: format!("/problems/{}", self.kind.slug()),
            title: self.kind.title(),
            status: status.as_u16(),
            detail: &self.detail,
            decision: self.decision.as_deref(),
        };
        let body = serde_json::to_vec(&document).unwrap_or_default();
        let json = HeaderValue::from_static("application/problem+json");
        let mut response = (status, [(CONTENT_TYPE, json)], body).into_response();
        let extra = match self.kind {
            Kind::Unauthorized => Some((WWW_AUTHENTICATE, "Bearer")),
            Kind::Busy | Kind::Unremembered => Some((RETRY_AFTER, "1")),
            _ => None,
        };
        if let Some((name, value)) = extra {
            response
                .headers_mut()
                .insert(name, HeaderValue::from_static(value));
        }
        response
    }
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
    /// The decision, if there was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<RecordDocument>,
}
