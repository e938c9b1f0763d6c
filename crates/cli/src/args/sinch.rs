//! The arguments of `sinch`.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use originator_providers::sinch::setup::{ApiRegion, Id};
use originator_server::{BaseUrl, ParseBaseUrlError};

use super::{Format, examples};

#[derive(Debug, clap::Args)]
pub(crate) struct Sinch {
    #[command(subcommand)]
    pub(crate) command: SinchCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SinchCommand {
    /// Show the text of a message as an SMS, its encoding and its number of parts
    #[command(after_long_help = examples::TRANSCODE)]
    Transcode(Transcode),
    /// Connect the SMS channel of an app to a service plan, and its callbacks to a webhook
    ///
    /// The command reads the app and its webhooks, makes the requests that are still needed, and prints the callback
    /// URL for the service plan. If everything is set up already, nothing is changed.
    ///
    /// Secrets are read from environment variables, or from the file whose path is in the variable of the same name
    /// with the suffix _FILE. Requests are authorized with $SINCH_ACCESS_TOKEN, or with a token that is requested with
    /// $SINCH_KEY_ID and $SINCH_KEY_SECRET. $SINCH_SMS_TOKEN is the API token of the service plan.
    /// $ORIGINATOR_WEBHOOK_SECRET signs callbacks; without it they are unsigned.
    ///
    /// Requests use the proxies in $http_proxy and $https_proxy, except for the hosts in $no_proxy and for this
    /// machine. A proxy sees the secrets of requests over plain HTTP.
    #[command(after_long_help = examples::SETUP)]
    Setup(Box<Setup>),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Setup {
    /// The id of the project of the app
    #[arg(long, value_name = "ID")]
    pub(crate) project: Id,
    /// The id of the app
    #[arg(long, value_name = "ID")]
    pub(crate) app: Id,
    /// The id of the service plan, in the region of the app
    #[arg(long, value_name = "ID")]
    pub(crate) service_plan: Id,
    /// The region of the app: us, eu or br
    #[arg(long, value_name = "REGION", value_parser = api_region)]
    pub(crate) region: ApiRegion,
    /// The public URL of this service for callbacks, https://…/webhooks/sinch
    #[arg(long, value_name = "URL", value_parser = webhook)]
    pub(crate) webhook_url: String,
    /// The form of the callback URL to print
    #[arg(long, value_name = "FORM", default_value = "whatsapp")]
    pub(crate) adapter: AdapterForm,
    /// Print every request with its secrets redacted, and change nothing; only reading requests and the one for a token
    /// are made
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// The base URL of the API, for example of a gateway. Default: the API of the region
    #[arg(long, value_name = "URL")]
    pub(crate) api: Option<BaseUrl>,
    /// The URL at which a token is requested. Default: that of the provider
    #[arg(long, value_name = "URL")]
    pub(crate) auth: Option<BaseUrl>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AdapterForm {
    /// The form in the provider's first documentation of the SMS channel
    Whatsapp,
    /// The form in the provider's newer documentation
    Xms,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Transcode {
    /// The message as JSON, the value of `message` in a request; `-` reads standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The output format. Default: a table on a terminal, JSON Lines elsewhere
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,
}

/// Validates a URL, and keeps its text: the provider compares URLs as texts.
fn webhook(text: &str) -> Result<String, ParseBaseUrlError> {
    text.parse::<BaseUrl>().map(|_| text.to_owned())
}

fn api_region(name: &str) -> Result<ApiRegion, String> {
    let names = || ApiRegion::ALL.map(ApiRegion::as_str).join(", ");
    let found = ApiRegion::ALL
        .into_iter()
        .find(|region| region.as_str() == name);
    found.ok_or_else(|| format!("expected one of {}", names()))
}
