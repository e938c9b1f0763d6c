//! Guesses the intended word or region from a misspelled one.

use crate::nearest::LONGEST;
pub(crate) use crate::nearest::nearest;
pub(crate) use crate::region::nearest as nearest_region;

/// `omit` or `refuse`, if `text` is a misspelling of one of them.
pub(crate) fn near_miss(text: &str) -> Option<&'static str> {
    // A name that begins with another letter, such as `Vomit`, is meant as a name.
    let word = match text.trim_start().chars().next()? {
        'o' | 'O' => "omit",
        'r' | 'R' => "refuse",
        _ => return None,
    };
    let is_misspelled = text != word
        && text.len() <= LONGEST
        && strsim::osa_distance(&text.trim().to_lowercase(), word) <= 1;
    is_misspelled.then_some(word)
}
