//! `numbering-gen FOLDER` makes the files in `data/numbering` anew that are made of others there.

use std::env;
use std::error::Error;
use std::fs;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args_os().skip(1);
    let (Some(folder), None) = (arguments.next(), arguments.next()) else {
        return Err("usage: numbering-gen FOLDER".into());
    };
    let folder = PathBuf::from(folder);
    let read = |name| fs::read_to_string(folder.join(name));
    let made = numbering_gen::make(&read("plan.txt")?, &read("area_codes.txt")?)?;
    fs::write(folder.join("numbering.bin"), made.artefact)?;
    fs::write(folder.join("areas.txt"), made.areas)?;
    Ok(())
}
