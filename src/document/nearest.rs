//! What somebody probably meant to write.

use crate::Region;

/// A longer text is nobody's slip: comparing takes time in proportion to the length.
const LONGEST: usize = 100;

/// The word that `text` is a slip of, if there is one.
pub(crate) fn nearest<'w>(text: &str, words: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    if text.len() > LONGEST {
        return None;
    }
    let text = text.trim().to_lowercase().replace('-', "_");
    let most = match text.len() {
        0..=2 => 0,
        3..=5 => 1,
        6..=9 => 2,
        _ => 3,
    };
    words
        .into_iter()
        .map(|word| (strsim::osa_distance(&text, &word.to_lowercase()), word))
        .filter(|&(distance, _)| distance <= most)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, word)| word)
}

/// `omit` or `refuse`, if `text` is a slip of one of them without being it.
pub(crate) fn near_miss(text: &str) -> Option<&'static str> {
    // A name that begins otherwise, such as `Vomit`, is nobody's slip.
    let word = match text.trim_start().chars().next()? {
        'o' | 'O' => "omit",
        'r' | 'R' => "refuse",
        _ => return None,
    };
    let is_slip = text != word
        && text.len() <= LONGEST
        && strsim::osa_distance(&text.trim().to_lowercase(), word) <= 1;
    is_slip.then_some(word)
}

/// The region that somebody meant who wrote `text`: another code for it, its name, or a slip of it.
pub(crate) fn nearest_region(text: &str) -> Option<Region> {
    if text.len() > LONGEST {
        return None;
    }
    let upper = text.trim().to_uppercase();
    let usual = match upper.as_str() {
        "UK" | "GBR" | "UNITED KINGDOM" | "ENGLAND" => "GB",
        "EL" | "GRC" => "GR",
        "USA" => "US",
        "CAN" => "CA",
        "SWE" => "SE",
        "DEU" => "DE",
        "FRA" => "FR",
        "IND" => "IN",
        "AUS" => "AU",
        "UAE" | "ARE" => "AE",
        "KOS" | "XKX" => "XK",
        "WORLD" | "GLOBAL" => "001",
        other => other,
    };
    if let Ok(region) = usual.parse() {
        return Some(region);
    }
    let name = upper.strip_prefix("THE ").unwrap_or(&upper);
    Region::all().find(|region| region.name().to_uppercase() == name)
}
