//! The macro `words!`, which makes an enumeration whose values are words in maps, rules and records.

/// Makes an enumeration with the list `ALL` of its values, in the order of declaration, and with `as_str` and
/// `Display`.
macro_rules! words {
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
    };
}
pub(crate) use words;
