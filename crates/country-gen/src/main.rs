//! `country-gen ROOT` checks the country rules below the root of the repository and makes the library's table of them.

use std::env;
use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use country_gen::{COUNTRIES, Sheet, TABLE};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut arguments = env::args_os().skip(1);
    let (Some(root), None) = (arguments.next(), arguments.next()) else {
        return Err("usage: country-gen ROOT".into());
    };
    let root = PathBuf::from(root);
    let yaml = fs::read_to_string(root.join(COUNTRIES))
        .map_err(|error| format!("{COUNTRIES}: {error}"))?;
    match Sheet::read(&yaml, &Sheet::regions()) {
        Ok(sheet) => {
            fs::write(root.join(TABLE), sheet.table())
                .map_err(|error| format!("{TABLE}: {error}"))?;
            Ok(ExitCode::SUCCESS)
        }
        Err(problems) => {
            for problem in problems {
                eprintln!("{COUNTRIES}:{problem}");
            }
            Ok(ExitCode::FAILURE)
        }
    }
}
