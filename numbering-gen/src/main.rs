//! `numbering-gen PLAN ARTEFACT` makes the artefact anew from the checked-in plan.

use std::env;
use std::error::Error;
use std::fs;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args_os().skip(1);
    let (Some(plan), Some(artefact), None) = (arguments.next(), arguments.next(), arguments.next())
    else {
        return Err("usage: numbering-gen PLAN ARTEFACT".into());
    };
    fs::write(
        artefact,
        numbering_gen::artefact(&fs::read_to_string(plan)?)?,
    )?;
    Ok(())
}
