//! The closed lists of words that the library has, with what the generator needs to know of each list.

use std::fmt::Debug;

use originator::country::{Alphanumeric, Availability, Fact, ForeignSenderPolicy};

/// An enumeration of the library whose values are words in the file.
pub(crate) trait Word: Copy + PartialEq + Debug + 'static {
    /// The name of the enumeration.
    const ENUMERATION: &'static str;
    const ALL: &'static [Self];

    fn as_str(self) -> &'static str;

    /// The path of the value in the library's code, such as `ForeignSenderPolicy::Kept`.
    fn path(self) -> String {
        // What `derive` writes for a value without fields is its name.
        format!("{}::{self:?}", Self::ENUMERATION)
    }
}

/// A [`Word`] that a rule states of a region.
pub(crate) trait FactWord: Word {
    /// No source says.
    const UNKNOWN: Self;
}

macro_rules! words {
    ($($enumeration:ident)+) => { $(
        impl Word for $enumeration {
            const ENUMERATION: &'static str = stringify!($enumeration);
            const ALL: &'static [Self] = &$enumeration::ALL;

            fn as_str(self) -> &'static str {
                $enumeration::as_str(self)
            }
        }
    )+ };
}

macro_rules! fact_words {
    ($($enumeration:ident)+) => {
        words! { $($enumeration)+ }
        $(
            impl FactWord for $enumeration {
                const UNKNOWN: Self = $enumeration::Unknown;
            }
        )+
    };
}

words! { Fact }
fact_words! { Alphanumeric Availability ForeignSenderPolicy }
