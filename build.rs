//! Compiles `data/countries.yaml` into the table behind `originator::country`, and fails the build with the file and
//! line of every mistake in it.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

#[path = "build/country/mod.rs"]
mod country;

#[path = "src/region/table.rs"]
mod region;

#[path = "src/country/values.rs"]
#[expect(unreachable_pub, reason = "public in the library")]
mod rule_words;

#[path = "src/nearest.rs"]
mod nearest;

#[path = "src/string_enum.rs"]
#[expect(
    dead_code,
    unreachable_pub,
    reason = "public in the library, which also reads the words"
)]
mod string_enum;

const COUNTRIES: &str = "data/countries.yaml";

fn main() -> Result<(), Box<dyn Error>> {
    for input in [
        COUNTRIES,
        "src/country/values.rs",
        "src/nearest.rs",
        "src/region/table.rs",
        "src/string_enum.rs",
        "build.rs",
        "build/country",
    ] {
        println!("cargo::rerun-if-changed={input}");
    }
    let yaml = fs::read_to_string(COUNTRIES).map_err(|error| format!("{COUNTRIES}: {error}"))?;
    let codes: Vec<&str> = region::TABLE.iter().map(|row| row.0).collect();
    match country::compile(&yaml, &codes) {
        Ok(table) => fs::write(Path::new(&env::var("OUT_DIR")?).join("countries.rs"), table)?,
        // One line each: cargo shows every one of them and stops, where a panic would bury them in a backtrace.
        Err(problems) => {
            for problem in problems {
                println!("cargo::error={COUNTRIES}:{problem}");
            }
        }
    }
    Ok(())
}
