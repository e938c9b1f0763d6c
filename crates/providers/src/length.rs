//! How long a text is as an SMS: its encoding, and how many parts it takes.

use std::fmt;

/// How the text of an SMS is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// The GSM 7 bit default alphabet with its extension table (3GPP TS 23.038, 6.2.1).
    Gsm7,
    /// Sixteen bits a unit; a character outside of the basic plane takes two, as in UTF-16.
    Ucs2,
}

/// The length of a text as an SMS.
///
/// As the text is: some networks replace characters so that more texts fit the short alphabet, or have an
/// alphabet of a nation's own. Neither is counted on.
///
/// ```
/// use originator_providers::length::{Encoding, Length};
///
/// let length = Length::of("Your parcel costs 4 €.");
/// assert_eq!((length.encoding, length.units, length.parts), (Encoding::Gsm7, 23, 1));
/// // One letter that the alphabet lacks.
/// assert_eq!(Length::of("Twoja paczka już jest.").encoding, Encoding::Ucs2);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// The alphabet that has all of its characters.
    pub encoding: Encoding,
    /// How many septets (GSM) or sixteen-bit units (UCS-2) it takes, without the headers of its parts.
    pub units: usize,
    /// How many messages it is sent as, and paid for; an empty text is one.
    pub parts: usize,
}

impl Encoding {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Encoding::Gsm7 => "gsm7",
            Encoding::Ucs2 => "ucs2",
        }
    }

    /// The most units of a text that is sent in one part: 140 bytes.
    const fn alone(self) -> usize {
        match self {
            Encoding::Gsm7 => 160,
            Encoding::Ucs2 => 70,
        }
    }

    /// The most units of each of several parts: six bytes go to the header that joins them (3GPP TS 23.040,
    /// 9.2.3.24.1).
    const fn joined(self) -> usize {
        match self {
            Encoding::Gsm7 => 153,
            Encoding::Ucs2 => 67,
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Length {
    /// The length of a text.
    pub fn of(text: &str) -> Length {
        match text.chars().map(septets).collect::<Option<Vec<usize>>>() {
            Some(widths) => Length::of_widths(Encoding::Gsm7, &widths),
            None => {
                let widths: Vec<usize> = text.chars().map(char::len_utf16).collect();
                Length::of_widths(Encoding::Ucs2, &widths)
            }
        }
    }

    /// The length of characters that take so many units each; none is divided between two parts.
    fn of_widths(encoding: Encoding, widths: &[usize]) -> Length {
        let units = widths.iter().sum();
        let mut parts = 1;
        if units > encoding.alone() {
            let mut filled = 0;
            for width in widths {
                filled += width;
                if filled > encoding.joined() {
                    parts += 1;
                    filled = *width;
                }
            }
        }
        Length {
            encoding,
            units,
            parts,
        }
    }
}

/// How many septets a character takes: one, two with the escape to the extension table, or there is no such
/// character.
fn septets(character: char) -> Option<usize> {
    match character {
        '\n' | '\r' | ' '..='#' | '%'..='?' | 'A'..='Z' | 'a'..='z' => Some(1),
        '@' | '$' | '_' | '£' | '¥' | '¤' | '§' | '¡' | '¿' => Some(1),
        'è' | 'é' | 'ù' | 'ì' | 'ò' | 'à' | 'Ç' | 'É' => Some(1),
        'Ø' | 'ø' | 'Å' | 'å' | 'Æ' | 'æ' | 'ß' => Some(1),
        'Ä' | 'Ö' | 'Ñ' | 'Ü' | 'ä' | 'ö' | 'ñ' | 'ü' => Some(1),
        'Δ' | 'Φ' | 'Γ' | 'Λ' | 'Ω' | 'Π' | 'Ψ' | 'Σ' | 'Θ' | 'Ξ' => Some(1),
        '\u{c}' | '^' | '{' | '}' | '\\' | '[' | '~' | ']' | '|' | '€' => Some(2),
        _ => None,
    }
}
