//! Reads a region, or says which one was meant.

use super::checker::Checker;
use super::error::MapErrorKind as Kind;
use super::nearest::nearest_region;
use super::node::Place;
use super::path::{Path, Quoted};
use super::quoting::misread_region;
use crate::Region;

impl Checker {
    /// Reads a region, or reports the likely one. `meant` says what to do about a text that is no region, but has its
    /// place elsewhere in the document.
    pub(crate) fn region(
        &mut self,
        text: &str,
        at: Option<Place>,
        path: &Path<'_>,
        meant: impl FnOnce(&str) -> Option<String>,
    ) -> Option<Region> {
        let Some(region) = Region::from_code(text) else {
            let fix = if self.errors.is_past_the_last(at) {
                String::new()
            } else {
                fix(text, at, meant)
            };
            let message = format!("{} is not a region", Quoted(text));
            self.error(Kind::UnknownRegion, path, at, message, fix);
            return None;
        };
        Some(region)
    }
}

fn fix(text: &str, at: Option<Place>, meant: impl FnOnce(&str) -> Option<String>) -> String {
    if let Some(fix) = misread_region(text) {
        return fix.to_owned();
    }
    if let Some(fix) = meant(text) {
        return fix;
    }
    let is_text = at.is_none_or(|at| at.is_text());
    match nearest_region(text) {
        // Somebody who set a variable `…__DE` wrote it right, and has to be told who changed it.
        Some(region) if !is_text && text == region.code().to_lowercase() => format!(
            "write `{region}`; where keys are made of environment variables, which become small letters, figment keeps them with `Env::lowercase(false)`, and config-rs does not: there, keep the map in a file"
        ),
        Some(region) => format!("write `{region}`"),
        None => match text.trim_start_matches('+').parse() {
            Ok(code) => of_calling_code(code),
            Err(_) => "write a two-letter code of ISO 3166-1, as in `US`; also `XK`, `AC`, `TA`, and `001` for codes of no country".to_owned(),
        },
    }
}

fn of_calling_code(code: u16) -> String {
    let mut regions = Region::all().filter(|region| region.calling_code() == Some(code));
    match (regions.next(), regions.next()) {
        (Some(region), None) => format!("write `{region}`: a region goes by its two-letter code"),
        (Some(_), Some(_)) => {
            format!("write the country's two-letter code: several share the calling code {code}")
        }
        (None, _) => "write the country's two-letter code, as in `US`".to_owned(),
    }
}
