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
    /// Show the SMS that a message becomes, its encoding and how many parts it takes
    #[command(after_long_help = examples::TRANSCODE)]
    Transcode(Transcode),
    /// Connect the SMS channel of an app to a service plan, and its callbacks to a webhook
    ///
    /// Reads the app and its webhooks, makes the requests that are left to make, and prints the callback URL that
    /// the service plan needs. Where all is as it should be, nothing is changed.
    ///
    /// Secrets come from the environment, or from the file named by the same variable with _FILE at its end:
    /// $SINCH_ACCESS_TOKEN, or $SINCH_KEY_ID and $SINCH_KEY_SECRET to get one, authorize it; $SINCH_SMS_TOKEN is the
    /// service plan's API token; $ORIGINATOR_WEBHOOK_SECRET signs callbacks, which are unsigned without it.
    ///
    /// Requests go by way of $http_proxy and $https_proxy, where these are set and $no_proxy does not except them,
    /// but never those to this machine itself. Over plain HTTP such a proxy sees the secrets.
    #[command(after_long_help = examples::SETUP)]
    Setup(Box<Setup>),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Setup {
    /// The project that the app is in
    #[arg(long, value_name = "ID")]
    pub(crate) project: Id,
    /// The app
    #[arg(long, value_name = "ID")]
    pub(crate) app: Id,
    /// The service plan, of the app's region
    #[arg(long, value_name = "ID")]
    pub(crate) service_plan: Id,
    /// Where the app is: us, eu or br
    #[arg(long, value_name = "REGION", value_parser = api_region)]
    pub(crate) region: ApiRegion,
    /// Where callbacks go: https://…/webhooks/sinch of this service, as the provider reaches it
    #[arg(long, value_name = "URL", value_parser = webhook)]
    pub(crate) webhook_url: String,
    /// Which form of the callback URL to print
    #[arg(long, value_name = "FORM", default_value = "whatsapp")]
    pub(crate) adapter: AdapterForm,
    /// Print every request, secrets redacted, and change nothing; what only reads or gets a token is asked
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// The API's address, where it is not the region's own: a gateway, say
    #[arg(long, value_name = "URL")]
    pub(crate) api: Option<BaseUrl>,
    /// Where a token is got for the key, if not at the provider's own address
    #[arg(long, value_name = "URL")]
    pub(crate) auth: Option<BaseUrl>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AdapterForm {
    /// That of the first pages on the SMS channel
    Whatsapp,
    /// That of newer pages
    Xms,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Transcode {
    /// The message in JSON, the value of `message` in a request; `-` reads it from standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// How to print; without it a table on a terminal and JSON Lines elsewhere
    #[arg(long, value_name = "FORM")]
    pub(crate) format: Option<Format>,
}

/// An address, whose text stays as it is: the provider compares texts.
fn webhook(text: &str) -> Result<String, ParseBaseUrlError> {
    text.parse::<BaseUrl>().map(|_| text.to_owned())
}

fn api_region(name: &str) -> Result<ApiRegion, String> {
    let names = || ApiRegion::ALL.map(ApiRegion::as_str).join(", ");
    let found = ApiRegion::ALL
        .into_iter()
        .find(|region| region.as_str() == name);
    found.ok_or_else(|| format!("one of {}", names()))
}
