//! The bearer token that questions for decisions have to carry.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use originator_providers::Secret;
use subtle::ConstantTimeEq;

use super::problem::{Kind, Problem};
use crate::service::Service;

/// Refuses a request without the token, if the service was started with one.
pub(crate) async fn require_token(
    State(service): State<Arc<Service>>,
    request: Request,
    next: Next,
) -> Response {
    match &service.config.api_token {
        Some(token) if !carries(request.headers(), token) => Problem::new(
            Kind::Unauthorized,
            "send the service's token as a bearer token",
        )
        .into_response(),
        _ => next.run(request).await,
    }
}

/// Whether a request carries the token. The comparison takes the same time wherever two tokens differ.
fn carries(headers: &HeaderMap, token: &Secret) -> bool {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return false;
    };
    let Some((scheme, given)) = value.as_bytes().split_at_checked(7) else {
        return false;
    };
    scheme.eq_ignore_ascii_case(b"bearer ") && given.ct_eq(token.expose().as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_taken_as_a_whole() {
        let token = Secret::new("correct horse").unwrap();
        for (value, expected, why) in [
            ("Bearer correct horse", true, "the token"),
            ("bearer correct horse", true, "schemes have no case"),
            ("Bearer correct hors", false, "shorter"),
            ("Bearer correct horses", false, "longer"),
            ("Bearer wrong battery", false, "another"),
            ("Bearer ", false, "none"),
            ("Basic correct horse", false, "another scheme"),
            ("", false, "nothing"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(AUTHORIZATION, value.parse().unwrap());
            assert_eq!(carries(&headers, &token), expected, "{why}");
        }
        assert!(!carries(&HeaderMap::new(), &token));
    }
}
