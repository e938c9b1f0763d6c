//! Guesses the intended word or region from a misspelled one.

use crate::Region;

/// Texts of more bytes are not compared: no word of a map is that long, and the time grows with the length.
const MAX_COMPARED: usize = 100;

/// The word that `text` is probably a misspelling of, if there is one.
pub(crate) fn nearest<'w>(text: &str, words: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    if text.len() > MAX_COMPARED {
        return None;
    }
    let text = text.trim().to_lowercase().replace('-', "_");
    let max_distance = match text.len() {
        0..=2 => 0,
        3..=5 => 1,
        6..=9 => 2,
        _ => 3,
    };
    words
        .into_iter()
        .map(|word| (strsim::osa_distance(&text, &word.to_lowercase()), word))
        .filter(|&(distance, _)| distance <= max_distance)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, word)| word)
}

/// `omit` or `refuse`, if `text` is a misspelling of one of them.
pub(crate) fn near_miss(text: &str) -> Option<&'static str> {
    // A name that begins with another letter, such as `Vomit`, is meant as a name.
    let word = match text.trim_start().chars().next()? {
        'o' | 'O' => "omit",
        'r' | 'R' => "refuse",
        _ => return None,
    };
    let is_misspelled = text != word
        && text.len() <= MAX_COMPARED
        && strsim::osa_distance(&text.trim().to_lowercase(), word) <= 1;
    is_misspelled.then_some(word)
}

/// The region that `text` probably means: by another code for it, by its name, or by its code in small letters.
pub(crate) fn nearest_region(text: &str) -> Option<Region> {
    if text.len() > MAX_COMPARED {
        return None;
    }
    let upper = text.trim().to_uppercase();
    let code = match upper.as_str() {
        "UK" | "GBR" | "GREAT BRITAIN" | "ENGLAND" => "GB",
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
    if let Ok(region) = code.parse() {
        return Some(region);
    }
    let name = upper.strip_prefix("THE ").unwrap_or(&upper);
    Region::all().find(|region| region.name().to_uppercase() == name)
}
