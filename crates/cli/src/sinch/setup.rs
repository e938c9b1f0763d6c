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
use crate::serve::{WEBHOOK_SECRET, secret_in, secret_of};
use crate::terminal::tell;

/// Where the provider gives tokens.
const TOKENS: &str = "https://auth.sinch.com/oauth2/token";

/// What asks for a token.
const TOKEN_BODY: &str = "grant_type=client_credentials";

/// Reads what is there, and makes the requests that are left to make.
pub(crate) fn setup(args: &args::Setup) -> Result<Findings, Problem> {
    let wanted = Setup {
        project: args.project.clone(),
        app: args.app.clone(),
        region: args.region,
        api: args.api.as_ref().map(BaseUrl::to_string),
        service_plan: args.service_plan.clone(),
        token: needed("SINCH_SMS_TOKEN", "SINCH_SMS_TOKEN_FILE", in_a_body)?,
        webhook_url: args.webhook_url.clone(),
        webhook_secret: secret(WEBHOOK_SECRET, "ORIGINATOR_WEBHOOK_SECRET_FILE", in_a_body)?,
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
    caller.hide([wanted.token.clone()]);
    caller.hide(wanted.webhook_secret.clone());
    let token = match authorization {
        Authorization::Token(token) => token,
        Authorization::Key { id, secret } => {
            caller.hide([id.clone(), secret.clone()]);
            let url = args.auth.as_ref().map(BaseUrl::to_string);
            let url = url.unwrap_or_else(|| TOKENS.to_owned());
            if args.dry_run {
                let shown = "authorization: Basic [redacted]";
                writeln!(out, "POST {url}\n{shown}\n{TOKEN_BODY}\n")?;
            }
            token(&caller, &url, &id, &secret).await?
        }
    };
    caller.hide([token.clone()]);
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
        tell(format!("warning: {warning}"));
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
        writeln!(out, "nothing is left to change")?;
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
            "the callback URL for the service plan {plan}: the provider documents none for this region, ask its support"
        )?,
    }
    Ok(())
}

/// The Conversation API, with what authorizes us.
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

/// What authorizes us: a token, or a key for which one is got.
enum Authorization {
    Token(Secret),
    Key { id: Secret, secret: Secret },
}

impl Authorization {
    fn read() -> Result<Authorization, Problem> {
        let token = secret("SINCH_ACCESS_TOKEN", "SINCH_ACCESS_TOKEN_FILE", in_a_header)?;
        Ok(match token {
            Some(token) => Authorization::Token(token),
            None => Authorization::Key {
                id: needed("SINCH_KEY_ID", "SINCH_KEY_ID_FILE", as_a_name)?,
                secret: needed("SINCH_KEY_SECRET", "SINCH_KEY_SECRET_FILE", in_a_body)?,
            },
        })
    }
}

/// Gets a token for a key.
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
        .filter(|token| in_a_header(token.expose()).is_none())
        .ok_or_else(|| Problem::Request {
            what: format!("POST {url}"),
            error: "the answer has no token".to_owned(),
        })
}

/// What is wrong with a secret, if anything is.
type Flaw = fn(&str) -> Option<&'static str>;

fn in_a_body(secret: &str) -> Option<&'static str> {
    let control = secret.chars().any(char::is_control);
    control.then_some("a line break or another control character")
}

fn in_a_header(token: &str) -> Option<&'static str> {
    let visible = token.bytes().all(|byte| byte.is_ascii_graphic());
    in_a_body(token)
        .or_else(|| (!visible).then_some("a space or a letter beyond ASCII, which no token has"))
}

/// The colon would end it.
fn as_a_name(id: &str) -> Option<&'static str> {
    in_a_body(id).or_else(|| {
        id.contains(':')
            .then_some("a colon, which no id of a key has")
    })
}

/// The secret in a variable, or in the file that another names.
fn secret(
    variable: &'static str,
    file: &'static str,
    flaw: Flaw,
) -> Result<Option<Secret>, Problem> {
    let path = std::env::var_os(file).filter(|path| !path.is_empty());
    let (place, secret) = match path.map(PathBuf::from) {
        Some(path) => (shown(&path), Some(secret_in(&path)?)),
        None => (format!("${variable}"), secret_of(variable)?),
    };
    match secret.as_ref().and_then(|secret| flaw(secret.expose())) {
        Some(flaw) => Err(Problem::MalformedSecret { place, flaw }),
        None => Ok(secret),
    }
}

fn needed(variable: &'static str, file: &'static str, flaw: Flaw) -> Result<Secret, Problem> {
    secret(variable, file, flaw)?.ok_or(Problem::NoSecret { variable, file })
}
