//! `sinch setup`: connects an app to a service plan and to a webhook.

use std::fmt::Display;
use std::io::{self, Write};
use std::path::PathBuf;

use originator_server::{BaseUrl, tls_by_ring};
use originator_sinch::Secret;
use originator_sinch::setup::{Adapter, Method, Request, Setup};
use reqwest::{Client, RequestBuilder, redirect};
use serde::Deserialize;

use crate::Findings;
use crate::args::{self, AdapterForm};
use crate::problem::Problem;
use crate::serve::{WEBHOOK_SECRET, secret_in, secret_of};

/// Where the provider gives tokens.
const TOKENS: &str = "https://auth.sinch.com/oauth2/token";

/// Far more than the largest answer.
const LIMIT: usize = 4 * 1024 * 1024;

/// Reads what is there, and makes the requests that are left to make.
pub(crate) fn setup(args: &args::Setup) -> Result<Findings, Problem> {
    let wanted = Setup {
        project: args.project.clone(),
        app: args.app.clone(),
        region: args.region,
        service_plan: args.service_plan.clone(),
        token: needed("SINCH_SMS_TOKEN", "SINCH_SMS_TOKEN_FILE")?,
        webhook_url: args.webhook_url.clone(),
        webhook_secret: secret(WEBHOOK_SECRET, "ORIGINATOR_WEBHOOK_SECRET_FILE")?,
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Problem::Serve)?;
    runtime.block_on(connect(args, &wanted))?;
    Ok(Findings::Good)
}

async fn connect(args: &args::Setup, wanted: &Setup) -> Result<(), Problem> {
    tls_by_ring();
    let client = Client::builder()
        .redirect(redirect::Policy::none())
        .build()
        .map_err(|error| failed("the API", &error))?;
    let api = Api {
        token: token(&client, args).await?,
        client,
        args,
    };
    let mut out = io::stdout();
    let mut answers = Vec::new();
    for request in [wanted.app_request(), wanted.webhooks_request()] {
        if args.dry_run {
            writeln!(out, "{request}\n")?;
        }
        answers.push(api.answer(&request).await?);
    }
    let [app, webhooks] = answers.as_slice() else {
        return Ok(());
    };
    let changes = wanted.changes(app, webhooks).map_err(Problem::Setup)?;
    for warning in &changes.warnings {
        eprintln!("warning: {warning}");
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
struct Api<'a> {
    client: Client,
    token: Secret,
    args: &'a args::Setup,
}

impl Api<'_> {
    async fn answer(&self, request: &Request) -> Result<Vec<u8>, Problem> {
        let method = match request.method() {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Patch => reqwest::Method::PATCH,
        };
        let base = self.args.region.base_url();
        let url = match (&self.args.api, request.url().strip_prefix(base)) {
            (Some(api), Some(path)) => format!("{}{path}", api.to_string().trim_end_matches('/')),
            _ => request.url().to_owned(),
        };
        let mut sent = self.client.request(method, url);
        sent = sent.bearer_auth(self.token.expose());
        if let Some(body) = request.body() {
            let json = body.expose().to_owned();
            sent = sent.header("content-type", "application/json").body(json);
        }
        let what = format!("{} {}", request.method().as_str(), request.url());
        answer(sent, &what).await
    }
}

/// What authorizes us: a token that is there, or one that is got for a key.
async fn token(client: &Client, args: &args::Setup) -> Result<Secret, Problem> {
    #[derive(Deserialize)]
    struct Answer {
        access_token: String,
    }

    if let Some(token) = secret("SINCH_ACCESS_TOKEN", "SINCH_ACCESS_TOKEN_FILE")? {
        return Ok(token);
    }
    let id = needed("SINCH_KEY_ID", "SINCH_KEY_ID_FILE")?;
    let key = needed("SINCH_KEY_SECRET", "SINCH_KEY_SECRET_FILE")?;
    let url = args
        .auth
        .as_ref()
        .map_or(TOKENS.to_owned(), BaseUrl::to_string);
    let what = format!("POST {url}");
    let request = client
        .post(url)
        .basic_auth(id.expose(), Some(key.expose()))
        .header("content-type", "application/x-www-form-urlencoded")
        .body("grant_type=client_credentials");
    let json = answer(request, &what).await?;
    let token = serde_json::from_slice::<Answer>(&json)
        .ok()
        .and_then(|answer| Secret::new(answer.access_token).ok());
    token.ok_or_else(|| failed(&what, &"the answer has no token"))
}

async fn answer(request: RequestBuilder, what: &str) -> Result<Vec<u8>, Problem> {
    /// The provider's form of an error.
    #[derive(Deserialize)]
    struct Refusal {
        error: Message,
    }
    #[derive(Deserialize)]
    struct Message {
        message: String,
    }

    let mut answer = request.send().await.map_err(|error| failed(what, &error))?;
    let status = answer.status();
    let mut body = Vec::new();
    while let Some(piece) = answer.chunk().await.map_err(|error| failed(what, &error))? {
        body.extend(piece);
        if body.len() > LIMIT {
            return Err(failed(what, &"the answer is too long"));
        }
    }
    if status.is_success() {
        return Ok(body);
    }
    let said = serde_json::from_slice::<Refusal>(&body).map_or_else(
        |_| String::new(),
        |refusal| format!(": {}", refusal.error.message),
    );
    Err(failed(what, &format!("answered {status}{said}")))
}

fn failed(what: &str, error: &impl Display) -> Problem {
    Problem::Request {
        what: what.to_owned(),
        error: error.to_string(),
    }
}

/// The secret in a variable, or in the file that another names.
fn secret(variable: &'static str, file: &'static str) -> Result<Option<Secret>, Problem> {
    match std::env::var_os(file).filter(|path| !path.is_empty()) {
        Some(path) => secret_in(&PathBuf::from(path)).map(Some),
        None => secret_of(variable),
    }
}

fn needed(variable: &'static str, file: &'static str) -> Result<Secret, Problem> {
    secret(variable, file)?.ok_or(Problem::NoSecret { variable, file })
}
