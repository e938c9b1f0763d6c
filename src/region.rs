//! Regions: countries and territories, and `001` for numbers that belong to none.

mod nearest;
mod table;

use std::fmt;
use std::num::NonZeroU8;
use std::str::FromStr;

pub(crate) use nearest::nearest;
use table::TABLE;

/// A country or territory: an ISO 3166-1 alpha-2 code such as `US`, `PR` or `GG`, also `XK`, `AC` and
/// `TA`, or `001` for calling codes that belong to no country.
///
/// A region is not a calling code: twenty-five regions share +1.
///
/// ```
/// use originator::Region;
///
/// let guernsey: Region = "GG".parse()?;
/// assert_eq!(guernsey.name(), "Guernsey");
/// assert!("UK".parse::<Region>().is_err());
/// # Ok::<(), originator::ParseRegionError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
// One more than the index, so that an `Option<Region>` is one byte too.
pub struct Region(NonZeroU8);

impl Region {
    /// Number of regions; every [`Region::index`] is below it.
    pub const COUNT: usize = TABLE.len();

    /// `001`: calling codes that belong to no country, such as satellite networks.
    pub const WORLD: Region = Region::from_rank(TABLE.len() - 1);

    /// The code, as it is written in a map: two capital letters, or `001`.
    #[inline]
    pub fn code(self) -> &'static str {
        TABLE.get(self.index()).map_or("", |row| row.0)
    }

    /// The English name, without an article.
    pub fn name(self) -> &'static str {
        TABLE.get(self.index()).map_or("", |row| row.1)
    }

    /// Whether the name takes an article in a sentence: "the United States", but "Sweden".
    pub fn takes_article(self) -> bool {
        TABLE.get(self.index()).is_some_and(|row| row.2)
    }

    /// The calling code: 46 for Sweden, 1 for the United States and twenty-four others; `None` for `001` and
    /// for regions without telephone numbers, such as `BV`.
    pub fn calling_code(self) -> Option<u16> {
        let code = TABLE.get(self.index()).map_or(0, |row| row.3);
        (code != 0).then_some(code)
    }

    /// The place of this region in [`Region::all`]: dense, for tables indexed by region.
    ///
    /// It may change between versions of this library; the code never does.
    pub const fn index(self) -> usize {
        self.0.get() as usize - 1
    }

    /// The region at a place in [`Region::all`].
    pub const fn from_index(index: usize) -> Option<Region> {
        if index < Self::COUNT {
            Some(Region::from_rank(index))
        } else {
            None
        }
    }

    /// The region of a code, exactly as written: `us` is not `US`.
    pub fn from_code(code: &str) -> Option<Region> {
        if code == Region::WORLD.code() {
            return Some(Region::WORLD);
        }
        let countries = TABLE.split_last().map_or(&[][..], |(_, rest)| rest);
        let place = countries.binary_search_by(|row| row.0.cmp(code));
        place.ok().map(Region::from_rank)
    }

    const fn from_rank(index: usize) -> Region {
        Region(NonZeroU8::MIN.saturating_add(index as u8))
    }

    /// The region of a code, in a `const` context.
    pub(crate) const fn with_code(code: &[u8]) -> Option<Region> {
        let mut index = 0;
        let mut rows: &[(&str, &str, bool, u16)] = &TABLE;
        while let Some((row, rest)) = rows.split_first() {
            if same_bytes(row.0.as_bytes(), code) {
                return Some(Region::from_rank(index));
            }
            index += 1;
            rows = rest;
        }
        None
    }

    /// All regions in the order of their codes, `001` last.
    pub fn all() -> impl ExactSizeIterator<Item = Region> {
        (0..Self::COUNT).map(Region::from_rank)
    }
}

const fn same_bytes(mut left: &[u8], mut right: &[u8]) -> bool {
    loop {
        match (left.split_first(), right.split_first()) {
            (Some((a, rest_left)), Some((b, rest_right))) if *a == *b => {
                left = rest_left;
                right = rest_right;
            }
            (None, None) => return true,
            _ => return false,
        }
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl fmt::Debug for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The error for a text that is not the code of a [`Region`].
///
/// ```
/// use originator::Region;
///
/// let error = "UK".parse::<Region>().unwrap_err();
/// assert_eq!(error.nearest().map(Region::code), Some("GB"));
/// assert_eq!(error.to_string(), "not an ISO 3166-1 alpha-2 code, nor XK, AC, TA or 001; did you mean `GB`?");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseRegionError {
    nearest: Option<Region>,
}

impl ParseRegionError {
    /// The region that was probably meant: by another code, its name, or small letters.
    pub fn nearest(&self) -> Option<Region> {
        self.nearest
    }
}

impl fmt::Display for ParseRegionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an ISO 3166-1 alpha-2 code, nor XK, AC, TA or 001")?;
        match self.nearest {
            Some(region) => write!(f, "; did you mean `{region}`?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ParseRegionError {}

impl FromStr for Region {
    type Err = ParseRegionError;

    /// As [`Region::from_code`].
    fn from_str(code: &str) -> Result<Self, ParseRegionError> {
        Region::from_code(code).ok_or_else(|| ParseRegionError {
            nearest: nearest(code),
        })
    }
}

/// A region's name with its article.
#[derive(Clone, Copy)]
pub(crate) struct WithArticle(pub(crate) Region);

impl fmt::Display for WithArticle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == Region::WORLD {
            return f.write_str("numbers of no country");
        }
        let article = if self.0.takes_article() { "the " } else { "" };
        write!(f, "{article}{}", self.0.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back_as_itself() {
        for region in Region::all() {
            assert_eq!(region.code().parse(), Ok(region), "{region}");
            assert_eq!(Region::from_index(region.index()), Some(region));
            assert!(!region.name().is_empty());
        }
        assert_eq!(Region::from_index(Region::COUNT), None);
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for (code, likely, why) in [
            (
                "UK",
                Some("GB"),
                "reserved, never assigned; the United Kingdom is GB",
            ),
            ("us", Some("US"), "codes are capital letters"),
            ("", None, "nothing at all"),
            ("USA", Some("US"), "alpha-3"),
            ("1", None, "a calling code"),
            ("01", None, "not 001"),
            ("EU", None, "not a country"),
            ("the netherlands", Some("NL"), "a name"),
            ("Åland Islands", Some("AX"), "a name with another letter"),
            ("global", Some("001"), "a name of no country"),
        ] {
            let error = code.parse::<Region>().unwrap_err();
            assert_eq!(error.nearest().map(Region::code), likely, "{why}");
        }
    }
}
