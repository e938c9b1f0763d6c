//! `sinch`: sets up and tests the Sinch Conversation API.

mod api;
mod setup;
mod transcode;

use crate::Findings;
use crate::args::{Sinch, SinchCommand};
use crate::problem::Problem;

pub(crate) fn sinch(args: &Sinch) -> Result<Findings, Problem> {
    match &args.command {
        SinchCommand::Setup(setup) => setup::setup(setup),
        SinchCommand::Transcode(transcode) => transcode::transcode(transcode),
    }
}
