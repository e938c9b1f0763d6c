//! `sinch`: the Sinch Conversation API.

mod transcode;

use crate::Findings;
use crate::args::{Sinch, SinchCommand};
use crate::problem::Problem;

pub(crate) fn sinch(args: &Sinch) -> Result<Findings, Problem> {
    match &args.command {
        SinchCommand::Transcode(transcode) => transcode::transcode(transcode),
    }
}
