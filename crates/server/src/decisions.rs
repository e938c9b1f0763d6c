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
use utoipa::{OpenApi, ToSchema};

use crate::decided::RecordDocument;
use crate::http::access_log::LogFields;
use crate::http::auth;
use crate::http::limits::read_body;
use crate::http::problem::{Kind, Problem, ProblemDocument};
use crate::service::Service;

/// The endpoints of decisions.
pub(crate) fn routes(service: &Arc<Service>) -> Router<Arc<Service>> {
    Router::new()
        .route("/v1/route", post(route))
        .route("/v1/reply", post(reply))
        .layer(from_fn_with_state(Arc::clone(service), auth::require_token))
}

/// The description of these endpoints.
#[derive(OpenApi)]
#[openapi(paths(route, reply))]
pub(crate) struct Description;

/// A question to `/v1/route`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Route)]
struct RouteQuestion {
    /// The service plan. It may be left out if there is only one, or one named `default`.
    plan: Option<String>,
    /// The recipient's number as people write it.
    #[schema(example = "+12025550123")]
    to: String,
    /// Whether the recipient must be able to answer the sender.
    #[serde(default)]
    needs_reply: bool,
    /// The use case of the message; `transactional` if it is left out.
    #[serde(default)]
    use_case: UseCaseField,
    /// The sender that the caller wants. It is checked, never replaced.
    #[schema(example = "RETAIL")]
    sender: Option<String>,
    /// How digits without a `+` are read, in place of the plan's settings.
    bare_digits: Option<BareDigitsField>,
}

/// A question to `/v1/reply`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Reply)]
struct ReplyQuestion {
    /// The service plan. It may be left out if there is only one, or one named `default`.
    plan: Option<String>,
    /// A Conversation API app that belongs to the plan: in place of the plan, or beside it as a check.
    app_id: Option<String>,
    /// The customer who wrote.
    #[schema(example = "+12025550123")]
    from: String,
    /// Which of our senders the customer wrote to. Without it, the one that the last callback named, if any.
    #[schema(example = "+46701740605")]
    to: Option<String>,
    /// How digits without a `+` are read, in place of the plan's settings.
    bare_digits: Option<BareDigitsField>,
}

/// How digits without a `+` are read: as E.164 without its `+`, or not at all.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BareDigits)]
enum BareDigitsField {
    Refuse,
    International,
}

impl From<BareDigitsField> for BareDigits {
    fn from(field: BareDigitsField) -> BareDigits {
        match field {
            BareDigitsField::Refuse => BareDigits::Refuse,
            BareDigitsField::International => BareDigits::International,
        }
    }
}

/// The use case of a message.
#[derive(Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = UseCase)]
enum UseCaseField {
    Otp,
    #[default]
    Transactional,
    Marketing,
}

impl From<UseCaseField> for UseCase {
    fn from(field: UseCaseField) -> UseCase {
        match field {
            UseCaseField::Otp => UseCase::Otp,
            UseCaseField::Transactional => UseCase::Transactional,
            UseCaseField::Marketing => UseCase::Marketing,
        }
    }
}

/// The answers to a question, for the description of the interface.
#[derive(utoipa::IntoResponses)]
#[expect(
    dead_code,
    reason = "described here, answered by `DecidedRecord` and `Problem`"
)]
enum Answer {
    /// The decision, which may be to refuse.
    #[response(status = 200)]
    Decided(RecordDocument),
    /// The body is not a question of this form.
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
    /// Too many requests are in progress.
    #[response(status = 503, content_type = "application/problem+json")]
    Busy(ProblemDocument),
}

/// The sender of a message.
#[utoipa::path(
    post,
    path = "/v1/route",
    tag = "Decisions",
    request_body = RouteQuestion,
    responses(Answer),
    security((), ("token" = []))
)]
async fn route(State(service): State<Arc<Service>>, request: Request) -> Result<Response, Problem> {
    let question: RouteQuestion = read(&service, request).await?;
    let plan = plan(&service, question.plan.as_deref(), None)?;
    let mut message = Message::to(&question.to).use_case(question.use_case.into());
    if question.needs_reply {
        message = message.needs_reply();
    }
    if let Some(sender) = &question.sender {
        message = message.sender(sender);
    }
    if let Some(bare) = question.bare_digits {
        message = message.bare_digits(bare.into());
    }
    Ok(answer(&service, plan, message, &question.to).await)
}

/// The sender of the answer to a customer.
#[utoipa::path(
    post,
    path = "/v1/reply",
    tag = "Decisions",
    request_body = ReplyQuestion,
    responses(Answer),
    security((), ("token" = []))
)]
async fn reply(State(service): State<Arc<Service>>, request: Request) -> Result<Response, Problem> {
    let question: ReplyQuestion = read(&service, request).await?;
    let plan = plan(
        &service,
        question.plan.as_deref(),
        question.app_id.as_deref(),
    )?;
    let mut message = Message::reply_to(&question.from);
    if let Some(to) = &question.to {
        message = message.written_to(to);
    }
    if let Some(bare) = question.bare_digits {
        message = message.bare_digits(bare.into());
    }
    Ok(answer(&service, plan, message, &question.from).await)
}

async fn read<T: DeserializeOwned>(service: &Service, request: Request) -> Result<T, Problem> {
    let limits = &service.config.limits;
    let bytes = read_body(request.into_body(), limits.body, limits.arrival).await?;
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

async fn answer(service: &Service, plan: PlanId, message: Message<'_>, input: &str) -> Response {
    let decided = service.decide(plan, message).await;
    let plan = service.router.plan_name(plan);
    let record = decided.record(input, plan.as_deref().unwrap_or_default());
    LogFields::decided(service, &decided).attach_to(Json(record).into_response())
}
