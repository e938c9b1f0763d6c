//! Enumerations whose values are words, in maps, rules and records. One line makes a value, its word and its reading.

use std::error::Error;
use std::fmt;

use crate::nearest::nearest;

/// Makes an enumeration with `ALL` of its values in the order of declaration, `as_str`, `Display` and `FromStr`.
///
/// With the feature `serde` it is serialised as its word: see `serde_text.rs`, which lists these types.
macro_rules! string_enum {
    (
        $(#[$about:meta])*
        pub enum $name:ident { $($(#[$meaning:meta])* $value:ident = $word:literal,)+ }
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$meaning])* $value,)+
        }

        impl $name {
            /// All of them, in the order of declaration.
            pub const ALL: [$name; [$($word),+].len()] = [$($name::$value),+];

            /// The word, in snake case.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $($name::$value => $word,)+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::string_enum::ParseEnumError;

            /// Reads a word exactly as [`as_str`](Self::as_str) writes it.
            fn from_str(text: &str) -> Result<$name, Self::Err> {
                match text {
                    $($word => Ok($name::$value),)+
                    _ => Err($crate::string_enum::ParseEnumError::new(text, &[$($word),+])),
                }
            }
        }
    };
}
pub(crate) use string_enum;

/// The error of reading one of a closed list of words, such as a [`UseCase`](crate::UseCase) or a
/// [`Reason`](crate::Reason).
///
/// ```
/// use originator::UseCase;
///
/// let error = "transaction".parse::<UseCase>().unwrap_err();
/// assert_eq!(error.words(), ["otp", "transactional", "marketing"]);
/// assert_eq!(error.nearest(), Some("transactional"));
/// assert_eq!(error.to_string(), "not one of `otp`, `transactional`, `marketing`; did you mean `transactional`?");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseEnumError {
    words: &'static [&'static str],
    nearest: Option<&'static str>,
}

impl ParseEnumError {
    #[cold]
    pub(crate) fn new(text: &str, words: &'static [&'static str]) -> ParseEnumError {
        ParseEnumError {
            words,
            nearest: nearest(text, words.iter().copied()),
        }
    }

    /// All words that would have been read.
    pub fn words(&self) -> &'static [&'static str] {
        self.words
    }

    /// The word that the text is probably a misspelling of.
    pub fn nearest(&self) -> Option<&'static str> {
        self.nearest
    }
}

impl fmt::Display for ParseEnumError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not one of ")?;
        for (index, word) in self.words.iter().enumerate() {
            let comma = if index > 0 { ", " } else { "" };
            write!(f, "{comma}`{word}`")?;
        }
        match self.nearest {
            Some(word) => write!(f, "; did you mean `{word}`?"),
            None => Ok(()),
        }
    }
}

impl Error for ParseEnumError {}
