//! What somebody probably meant to write.

use crate::nearest::LONGEST;
pub(crate) use crate::nearest::nearest;
pub(crate) use crate::region::nearest as nearest_region;

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
