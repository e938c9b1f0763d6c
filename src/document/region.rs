//! Reads a region code, or reports it with the region that was probably meant.

use super::checker::Checker;
use super::error::MapErrorKind as Kind;
use super::nearest::nearest_region;
use super::node::Place;
use super::path::{Path, Quoted};
use super::quoting::misread_region;
use crate::Region;

impl Checker {
    /// Reads a region, or reports the one that was probably meant. `specific_fix` gives the fix for a text that is not
    /// a region, but belongs elsewhere in the document.
    pub(crate) fn region(
        &mut self,
        text: &str,
        at: Option<Place>,
        path: &Path<'_>,
        specific_fix: impl FnOnce(&str) -> Option<String>,
    ) -> Option<Region> {
        let Some(region) = Region::from_code(text) else {
            let fix = if self.errors.is_beyond_limit(at) {
                String::new()
            } else {
                fix(text, at, specific_fix)
            };
            let message = format!("{} is not a region", Quoted(text));
            self.error(Kind::UnknownRegion, path, at, message, fix);
            return None;
        };
        Some(region)
    }
}

fn fix(text: &str, at: Option<Place>, specific_fix: impl FnOnce(&str) -> Option<String>) -> String {
    if let Some(fix) = misread_region(text) {
        return fix.to_owned();
    }
    if let Some(fix) = specific_fix(text) {
        return fix;
    }
    let is_text = at.is_none_or(|at| at.is_text());
    match nearest_region(text) {
        // The user may have set a variable `…__DE` correctly: a library has changed the letters.
        Some(region) if !is_text && text == region.code().to_lowercase() => format!(
            "write `{region}`; if the key comes from an environment variable, a library has changed it to small letters: with figment, set `Env::lowercase(false)`; with config-rs, keep the map in a file"
        ),
        Some(region) => format!("write `{region}`"),
        None => match text.trim_start_matches('+').parse() {
            Ok(code) => fix_calling_code(code),
            Err(_) => "write a two-letter code of ISO 3166-1, as in `US`, or `XK`, `AC`, `TA`, or `001` for numbers of no country".to_owned(),
        },
    }
}

/// The fix for a calling code in place of a region.
fn fix_calling_code(code: u16) -> String {
    let mut regions = Region::all().filter(|region| region.calling_code() == Some(code));
    match (regions.next(), regions.next()) {
        (Some(region), None) => {
            format!("write `{region}`: a region is named by its two-letter code")
        }
        (Some(_), Some(_)) => format!(
            "write the country's two-letter code: several countries share the calling code {code}"
        ),
        (None, _) => "write the country's two-letter code, as in `US`".to_owned(),
    }
}
