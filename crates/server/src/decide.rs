//! `/v1/route` and `/v1/reply`: one decision, with what is remembered of the recipient.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use originator::{BareDigits, Message, PlanId, UseCase};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use crate::answers::Noted;
use crate::limits;
use crate::openapi::{ProblemDocument, RecordDocument};
use crate::problem::{Kind, Problem};
use crate::service::Service;
use crate::token;

/// The paths of decisions.
pub(crate) fn routes(service: &Arc<Service>) -> Router<Arc<Service>> {
    Router::new()
        .route("/v1/route", post(route))
        .route("/v1/reply", post(reply))
        .layer(from_fn_with_state(Arc::clone(service), token::authorized))
}

/// What `/v1/route` is asked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Route {
    /// The service plan; may be left out if there is one, or one named `default`.
    plan: Option<String>,
    /// The recipient's number as people write it.
    #[schema(example = "+12025550123")]
    to: String,
    /// Only a sender that the recipient can answer will do.
    #[serde(default)]
    needs_reply: bool,
    /// What the message is for; `transactional` if it is left out.
    #[serde(default)]
    use_case: Purpose,
    /// The sender that is wanted; it is checked, never replaced.
    #[schema(example = "RETAIL")]
    sender: Option<String>,
    /// What digits without a `+` are, in place of the plan's settings.
    bare_digits: Option<Bare>,
}

/// What `/v1/reply` is asked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Reply {
    /// The service plan; may be left out if there is one, or one named `default`.
    plan: Option<String>,
    /// In place of the plan, or to make sure of it, a Conversation API app that belongs to it.
    app_id: Option<String>,
    /// The customer who wrote.
    #[schema(example = "+12025550123")]
    from: String,
    /// Which of our senders they wrote to; without it the one that a callback told of, if there was one.
    #[schema(example = "+46701740605")]
    to: Option<String>,
    /// What digits without a `+` are, in place of the plan's settings.
    bare_digits: Option<Bare>,
}

/// What digits without a `+` are: E.164 without its `+`, or not read.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BareDigits)]
enum Bare {
    Refuse,
    International,
}

impl From<Bare> for BareDigits {
    fn from(bare: Bare) -> BareDigits {
        match bare {
            Bare::Refuse => BareDigits::Refuse,
            Bare::International => BareDigits::International,
        }
    }
}

/// What a message is for.
#[derive(Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Purpose {
    Otp,
    #[default]
    Transactional,
    Marketing,
}

/// How a question is answered, for the description of the interface.
#[derive(utoipa::IntoResponses)]
#[expect(
    dead_code,
    reason = "described here, answered by `Decided` and `Problem`"
)]
enum Answer {
    /// The decision, which may be to refuse.
    #[response(status = 200)]
    Decided(RecordDocument),
    /// Not what is expected here.
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(ProblemDocument),
    /// The token is missing or wrong.
    #[response(status = 401, content_type = "application/problem+json")]
    Unauthorized(ProblemDocument),
    /// The map has no such plan.
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(ProblemDocument),
    /// The body took too long to arrive.
    #[response(status = 408, content_type = "application/problem+json")]
    TooSlow(ProblemDocument),
    /// The body is too large.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(ProblemDocument),
    /// Too much at once.
    #[response(status = 503, content_type = "application/problem+json")]
    Busy(ProblemDocument),
}

/// The sender of a message.
#[utoipa::path(
    post,
    path = "/v1/route",
    tag = "Decisions",
    request_body = Route,
    responses(Answer),
    security((), ("token" = []))
)]
async fn route(State(service): State<Arc<Service>>, request: Request) -> Result<Response, Problem> {
    let asked: Route = read(&service, request).await?;
    let plan = plan(&service, asked.plan.as_deref(), None)?;
    let mut message = Message::to(&asked.to).use_case(match asked.use_case {
        Purpose::Otp => UseCase::Otp,
        Purpose::Transactional => UseCase::Transactional,
        Purpose::Marketing => UseCase::Marketing,
    });
    if asked.needs_reply {
        message = message.needs_reply();
    }
    if let Some(sender) = &asked.sender {
        message = message.sender(sender);
    }
    if let Some(bare) = asked.bare_digits {
        message = message.bare_digits(bare.into());
    }
    Ok(decide(&service, plan, message, &asked.to).await)
}

/// The sender of the answer to a customer.
#[utoipa::path(
    post,
    path = "/v1/reply",
    tag = "Decisions",
    request_body = Reply,
    responses(Answer),
    security((), ("token" = []))
)]
async fn reply(State(service): State<Arc<Service>>, request: Request) -> Result<Response, Problem> {
    let asked: Reply = read(&service, request).await?;
    let plan = plan(&service, asked.plan.as_deref(), asked.app_id.as_deref())?;
    let mut message = Message::reply_to(&asked.from);
    if let Some(to) = &asked.to {
        message = message.written_to(to);
    }
    if let Some(bare) = asked.bare_digits {
        message = message.bare_digits(bare.into());
    }
    Ok(decide(&service, plan, message, &asked.from).await)
}

async fn read<T: DeserializeOwned>(service: &Service, request: Request) -> Result<T, Problem> {
    let limits = &service.config.limits;
    let bytes = limits::read(request.into_body(), limits.body, limits.arrival).await?;
    let malformed = |detail: String| Problem::new(Kind::Malformed, detail);
    // A derived type would also be read from an array of its fields.
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    if first.is_some_and(|&byte| byte != b'{') {
        return Err(malformed("expected a JSON object".to_owned()));
    }
    serde_json::from_slice(&bytes).map_err(|error| malformed(error.to_string()))
}

fn plan(service: &Service, plan: Option<&str>, app: Option<&str>) -> Result<PlanId, Problem> {
    let router = &service.router;
    let (found, why) = match (plan, app) {
        (Some(plan), None) => (router.plan(plan), "the map has no plan of this name"),
        (None, Some(app)) => (router.plan_for_app(app), "the map has no plan for this app"),
        (Some(plan), Some(app)) => (
            router
                .plan(plan)
                .filter(|&plan| router.plan_for_app(app) == Some(plan)),
            "the map has no plan of this name that the app belongs to",
        ),
        (None, None) => (
            router.default_plan(),
            "the map has several plans, none with the id `default`: name one",
        ),
    };
    found.ok_or_else(|| Problem::new(Kind::UnknownPlan, why))
}

async fn decide(service: &Service, plan: PlanId, message: Message<'_>, input: &str) -> Response {
    let decided = service.decide(plan, message).await;
    let plan = service.router.plan_name(plan);
    let record = decided.record(input, plan.as_deref().unwrap_or_default());
    Noted::decided(service, &decided).on(Json(record).into_response())
}
