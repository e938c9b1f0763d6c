//! The word that a text is probably a misspelling of. For words that the library lists; a region has names of its own:
//! see `region/nearest.rs`.

/// The longest text that is compared. The comparison takes time in proportion to the length, and no misspelling of a
/// listed word is this long.
pub(crate) const LONGEST: usize = 100;

/// The word that `text` is a misspelling of, if there is one.
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
