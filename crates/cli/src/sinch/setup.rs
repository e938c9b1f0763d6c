//! `sinch setup`: connects an app to a service plan and to a webhook.

use std::io::{self, Write};
use std::path::PathBuf;

use originator_providers::Secret;
use originator_providers::sinch::setup::{Adapter, Method, Request, Setup};
use originator_server::{BaseUrl, tls_by_ring};
use serde::Deserialize;

use super::api::Caller;
use crate::Findings;
use crate::args::{self, AdapterForm};
use crate::printable::shown;
use crate::problem::Problem;
use crate::secrets::{WEBHOOK_SECRET, secret_from_env, secret_from_file};
use crate::terminal::print_message;

/// The URL at which the provider issues tokens.
const TOKEN_URL: &str = "https://auth.sinch.com/oauth2/token";

/// The body of a request for a token.
const TOKEN_BODY: &str = "grant_type=client_credentials";

/// Reads the current configuration, and makes the requests that are still needed.
pub(crate) fn setup(args: &args::Setup) -> Result<Findings, Problem> {
    let wanted = Setup {
        project: args.project.clone(),
        app: args.app.clone(),
        region: args.region,
        api: args.api.as_ref().map(BaseUrl::to_string),
        service_plan: args.service_plan.clone(),
        token: required_secret("SINCH_SMS_TOKEN", "SINCH_SMS_TOKEN_FILE", flaw_in_body)?,
        webhook_url: args.webhook_url.clone(),
        webhook_secret: secret(
            WEBHOOK_SECRET,
            "ORIGINATOR_WEBHOOK_SECRET_FILE",
            flaw_in_body,
        )?,
    };
    let authorization = Authorization::read()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Problem::Serve)?;
    runtime.block_on(connect(args, &wanted, authorization))?;
    Ok(Findings::Good)
}

async fn connect(
    args: &args::Setup,
    wanted: &Setup,
    authorization: Authorization,
) -> Result<(), Problem> {
    tls_by_ring();
    let mut out = io::stdout();
    let mut caller = Caller::default();
    caller.redact([wanted.token.clone()]);
    caller.redact(wanted.webhook_secret.clone());
    let token = match authorization {
        Authorization::Token(token) => token,
        Authorization::Key { id, secret } => {
            caller.redact([id.clone(), secret.clone()]);
            let url = args.auth.as_ref().map(BaseUrl::to_string);
            let url = url.unwrap_or_else(|| TOKEN_URL.to_owned());
            if args.dry_run {
                let shown = "authorization: Basic [redacted]";
                writeln!(out, "POST {url}\n{shown}\n{TOKEN_BODY}\n")?;
            }
            token(&caller, &url, &id, &secret).await?
        }
    };
    caller.redact([token.clone()]);
    let api = Api { caller, token };
    let read = [wanted.app_request(), wanted.webhooks_request()];
    if args.dry_run {
        for request in &read {
            writeln!(out, "{request}\n")?;
        }
    }
    let [app, webhooks] = &read;
    let (app, webhooks) = (api.answer(app).await?, api.answer(webhooks).await?);
    let changes = wanted.changes(&app, &webhooks).map_err(Problem::Setup)?;
    for warning in &changes.warnings {
        print_message(format!("warning: {warning}"));
    }
    for request in &changes.requests {
        if args.dry_run {
            writeln!(out, "{request}\n")?;
        } else {
            api.answer(request).await?;
            writeln!(out, "{} {}: done", request.method().as_str(), request.url())?;
        }
    }
    if changes.requests.is_empty() {
        writeln!(out, "everything is set up already: nothing was changed")?;
    }
    let adapter = match args.adapter {
        AdapterForm::Whatsapp => Adapter::Whatsapp,
        AdapterForm::Xms => Adapter::Xms,
    };
    let plan = &wanted.service_plan;
    match wanted.callback_url(adapter) {
        Some(url) => writeln!(out, "the callback URL for the service plan {plan}: {url}")?,
        None => writeln!(
            out,
            "the callback URL for the service plan {plan}: the provider documents none for this region; ask its support"
        )?,
    }
    Ok(())
}

/// The Conversation API, with the token that authorizes requests.
struct Api {
    caller: Caller,
    token: Secret,
}

impl Api {
    async fn answer(&self, request: &Request) -> Result<Vec<u8>, Problem> {
        let method = match request.method() {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Patch => reqwest::Method::PATCH,
        };
        let mut sent = self.caller.request(method, request.url())?;
        sent = sent.bearer_auth(self.token.expose());
        let mut secrets = &[][..];
        if let Some(body) = request.body() {
            let json = body.expose().to_owned();
            sent = sent.header("content-type", "application/json").body(json);
            secrets = body.secrets();
        }
        self.caller.answer(sent, secrets).await
    }
}

/// The authorization: a token, or a key with which a token is requested.
enum Authorization {
    Token(Secret),
    Key { id: Secret, secret: Secret },
}

impl Authorization {
    fn read() -> Result<Authorization, Problem> {
        let token = secret(
            "SINCH_ACCESS_TOKEN",
            "SINCH_ACCESS_TOKEN_FILE",
            flaw_in_header,
        )?;
        Ok(match token {
            Some(token) => Authorization::Token(token),
            None => Authorization::Key {
                id: required_secret("SINCH_KEY_ID", "SINCH_KEY_ID_FILE", flaw_in_key_id)?,
                secret: required_secret("SINCH_KEY_SECRET", "SINCH_KEY_SECRET_FILE", flaw_in_body)?,
            },
        })
    }
}

/// Requests a token with a key.
async fn token(caller: &Caller, url: &str, id: &Secret, key: &Secret) -> Result<Secret, Problem> {
    #[derive(Deserialize)]
    struct Answer {
        access_token: String,
    }

    let request = caller
        .request(reqwest::Method::POST, url)?
        .basic_auth(id.expose(), Some(key.expose()))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(TOKEN_BODY);
    let json = caller.answer(request, &[]).await?;
    let token = serde_json::from_slice::<Answer>(&json).ok();
    let token = token.and_then(|answer| Secret::new(answer.access_token).ok());
    token
        .filter(|token| flaw_in_header(token.expose()).is_none())
        .ok_or_else(|| Problem::Request {
            what: format!("POST {url}"),
            error: "the answer has no token".to_owned(),
        })
}

/// Finds a flaw in a secret, and returns its description.
type FindFlaw = fn(&str) -> Option<&'static str>;

fn flaw_in_body(secret: &str) -> Option<&'static str> {
    let control = secret.chars().any(char::is_control);
    control.then_some("a line break or another control character")
}

fn flaw_in_header(token: &str) -> Option<&'static str> {
    let visible = token.bytes().all(|byte| byte.is_ascii_graphic());
    flaw_in_body(token).or_else(|| {
        (!visible).then_some("a space or a character that is not ASCII, which no token contains")
    })
}

/// A colon would end the user name of Basic authentication.
fn flaw_in_key_id(id: &str) -> Option<&'static str> {
    flaw_in_body(id).or_else(|| {
        id.contains(':')
            .then_some("a colon, which no key id contains")
    })
}

/// The secret in an environment variable, or in the file whose path is in a second one.
fn secret(
    variable: &'static str,
    file: &'static str,
    find_flaw: FindFlaw,
) -> Result<Option<Secret>, Problem> {
    let path = std::env::var_os(file).filter(|path| !path.is_empty());
    let (place, secret) = match path.map(PathBuf::from) {
        Some(path) => (shown(&path), Some(secret_from_file(&path)?)),
        None => (format!("${variable}"), secret_from_env(variable)?),
    };
    match secret
        .as_ref()
        .and_then(|secret| find_flaw(secret.expose()))
    {
        Some(flaw) => Err(Problem::MalformedSecret { place, flaw }),
        None => Ok(secret),
    }
}

/// The secret, or the error that it is missing.
fn required_secret(
    variable: &'static str,
    file: &'static str,
    find_flaw: FindFlaw,
) -> Result<Secret, Problem> {
    secret(variable, file, find_flaw)?.ok_or(Problem::NoSecret { variable, file })
}
