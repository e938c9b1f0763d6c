//! `serve`: starts the service.

use std::fs;
use std::path::Path;

use originator::Context;
use originator_server::{
    App, Config, Ended, MapFile, ProviderName, StartError, StoreUrl, WebhookSecrets, log_to_stderr,
    run,
};
use tokio::net::TcpListener;

use crate::Findings;
use crate::args;
use crate::map_file;
use crate::problem::Problem;
use crate::secrets::{WEBHOOK_SECRET, secret_from_env, secret_from_file};

/// The variable with the store of conversations, if no argument names it.
const CONVERSATIONS: &str = "ORIGINATOR_CONVERSATIONS";

/// Serves until the process is told to stop.
pub(crate) fn serve(args: &args::Serve, context: Context) -> Result<Findings, Problem> {
    let config = config(args)?;
    let path = map_file::find(args.map.as_deref())?;
    if path == Path::new("-") {
        return Err(Problem::MapFromStdin);
    }
    let map = MapFile::new(path.clone(), {
        let limit = args.max_map_mib;
        move || map_file::read(&path, limit).map_err(|problem| problem.to_string())
    });
    let app = App::new(config, context, map).map_err(|error| match error {
        StartError::Map(errors) => Problem::Map(errors),
        StartError::Conversations(error) => Problem::Conversations(error),
        other => Problem::Start(other),
    })?;
    let _logs = log_to_stderr();
    let runtime = tokio::runtime::Runtime::new().map_err(Problem::Serve)?;
    let ended = runtime.block_on(async {
        let address = args.listen;
        let listener = TcpListener::bind(address)
            .await
            .map_err(|error| Problem::Listen { address, error })?;
        run(app, listener).await.map_err(Problem::Serve)
    })?;
    // Requests that were cut off are abandoned.
    runtime.shutdown_background();
    Ok(match ended {
        Ended::Finished => Findings::Good,
        Ended::CutOff => Findings::Bad,
    })
}

fn config(args: &args::Serve) -> Result<Config, Problem> {
    let mut config = Config::default();
    config.conversations = conversations(args)?;
    config.api_token = args
        .api_token_file
        .as_deref()
        .map(secret_from_file)
        .transpose()?;
    config.log_numbers = args.log_numbers;
    let limits = &mut config.limits;
    limits.body = args.max_body_kib.saturating_mul(1024);
    limits.arrival = args.request_seconds;
    limits.upstream = args.upstream_seconds;
    limits.grace = args.grace_seconds.unwrap_or_default();
    limits.concurrency = args.max_requests.get();
    limits.conversations = args.max_conversations.get();
    for args::ForProvider { provider, value } in &args.upstream {
        let upstream = &mut config.provider_mut(*provider).upstream;
        set_once("--upstream", *provider, upstream, value)?;
    }
    for args::ForProvider { provider, value } in &args.forward_to {
        let forward_to = &mut config.provider_mut(*provider).forward_to;
        set_once("--forward-to", *provider, forward_to, value)?;
    }
    let sinch = config.provider_mut(ProviderName::Sinch);
    sinch.webhook_secrets = webhook_secrets(args)?;
    sinch.allow_unsigned = args.allow_unsigned;
    Ok(config)
}

/// Sets what a provider may have only once.
fn set_once<T: Clone>(
    argument: &'static str,
    provider: ProviderName,
    place: &mut Option<T>,
    value: &T,
) -> Result<(), Problem> {
    if place.replace(value.clone()).is_some() {
        return Err(Problem::ProviderTwice { argument, provider });
    }
    Ok(())
}

/// The store of conversations. Its URL may contain a password, and is left out of every error.
fn conversations(args: &args::Serve) -> Result<StoreUrl, Problem> {
    let (place, text) = match &args.conversations {
        Some(text) => ("--conversations", Some(text.clone())),
        None => ("$ORIGINATOR_CONVERSATIONS", std::env::var_os(CONVERSATIONS)),
    };
    let Some(text) = text else {
        return Ok(StoreUrl::default());
    };
    let url = text.to_str().unwrap_or_default().parse();
    url.map_err(|error| Problem::NotAStore { place, error })
}

fn webhook_secrets(args: &args::Serve) -> Result<WebhookSecrets, Problem> {
    let mut secrets = WebhookSecrets::default();
    if let Some(path) = &args.webhook_secrets {
        let json = fs::read(path).map_err(|error| Problem::UnreadableSecret {
            path: path.clone(),
            error,
        })?;
        secrets = WebhookSecrets::from_json(&json).map_err(|error| Problem::Secrets {
            path: path.clone(),
            error,
        })?;
    }
    Ok(match secret_from_env(WEBHOOK_SECRET)? {
        Some(secret) => secrets.with_others(secret),
        None => secrets,
    })
}
