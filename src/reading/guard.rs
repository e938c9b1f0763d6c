//! The guard before every reading: refuses a text that is not exactly one number.
//!
//! libphonenumber reads letters as digits, drops unknown characters at both ends, cuts off a possible extension, and
//! joins all remaining digits. Each of these can turn a mistake into the number of a stranger. So this module divides a
//! text into digits and punctuation, and refuses it if it could be more than one number or only a part of one. What the
//! digits mean is decided later, by the parser.
//!
//! The text passes these steps, each of which may refuse it:
//! 1. White space and invisible marks at both ends, a URI scheme, URI parameters and a labelled extension are removed.
//! 2. Every remaining character becomes a [`sign`], one byte of ASCII. The rules below need to know only these.
//! 3. The number is the signs from the first `+` or digit to the last digit ([`one_number`]). Signs before and after it
//!    must not suggest hidden digits or an extension; signs within it must be digits and the punctuation ` -./()`.
//! 4. The `.0` of a float is removed, and a last group that looks like a second number refuses the text.
//!
//! So a [`Written`] has only digits and punctuation, with a digit at its end, and at most one `+`, at its start.

use super::digits::digit;
use super::{extension, uri};

/// The most characters of a number with its punctuation. libphonenumber has the same limit.
const MAX_CHARACTERS: usize = 250;
/// The most digits of a number with the prefixes that may be dialled before it. libphonenumber reads at most 17 digits
/// after a calling code.
const MAX_DIGITS: usize = 40;

/// The signs that a text is divided into, each an ASCII byte: the digits, `+`, the punctuation ` -./()`, and these.
mod sign {
    /// In Brazil, half of `xx` in place of a carrier code.
    pub(super) const X: u8 = b'x';
    /// Begins an extension without a label, or divides two numbers: `,` `;` `~` and line ends.
    pub(super) const DIVIDER: u8 = b',';
    /// Divides like [`DIVIDER`], but is also a part of service codes of a network, such as `*31#`.
    pub(super) const HASH: u8 = b'#';
    /// Masks digits.
    pub(super) const MASK: u8 = b'*';
    /// May come before or after a number, but not within it.
    pub(super) const OTHER: u8 = b'?';
}

/// A number as it was written, in ASCII: digits with the punctuation ` -./()` between them, with or without a `+`.
pub(super) struct Written {
    text: [u8; 2 * MAX_CHARACTERS],
    len: usize,
    digits: [u8; MAX_DIGITS],
    digit_count: usize,
}

impl Written {
    /// `None` for a text of too many signs or digits.
    fn new(signs: impl Iterator<Item = u8>) -> Option<Written> {
        let mut written = Written {
            text: [0; 2 * MAX_CHARACTERS],
            len: 0,
            digits: [0; MAX_DIGITS],
            digit_count: 0,
        };
        for sign in signs {
            *written.text.get_mut(written.len)? = sign;
            written.len += 1;
            if sign.is_ascii_digit() {
                *written.digits.get_mut(written.digit_count)? = sign;
                written.digit_count += 1;
            }
        }
        Some(written)
    }

    /// The text from its `+` or first digit to its last digit.
    pub(super) fn text(&self) -> &str {
        let text = self.text.get(..self.len).unwrap_or_default();
        std::str::from_utf8(text).unwrap_or_default()
    }

    /// The digits alone.
    pub(super) fn digits(&self) -> &[u8] {
        self.digits.get(..self.digit_count).unwrap_or_default()
    }

    /// Whether there is a `+` before the digits.
    pub(super) fn has_plus(&self) -> bool {
        self.text.first() == Some(&b'+')
    }

    /// Whether the text is nothing but digits.
    pub(super) fn is_unpunctuated(&self) -> bool {
        self.len == self.digit_count
    }

    /// The last group of digits, if there are others before it.
    pub(super) fn end(&self) -> Option<End<'_>> {
        let text = self.text();
        let before = text.trim_end_matches(|c: char| c.is_ascii_digit());
        let rest = before.trim_end_matches(|c: char| !c.is_ascii_digit());
        (!rest.is_empty()).then(|| End {
            before: rest,
            digits: text.len() - before.len(),
            is_in_brackets: before.trim_end().ends_with('('),
        })
    }
}

/// The last group of digits of a number.
pub(super) struct End<'w> {
    /// The text before it.
    pub(super) before: &'w str,
    pub(super) digits: usize,
    pub(super) is_in_brackets: bool,
}

/// Divides a text into the digits and the punctuation of a number. `None` if the text is not a number, could be more
/// than one, or could be only a part of one.
///
/// `is_brazil` is whether a text without a `+` is read as a number of Brazil.
pub(super) fn admit(text: &[u8], is_brazil: bool) -> Option<Written> {
    let text = trim(std::str::from_utf8(text).ok()?);
    let uri = uri::strip(text)?;
    let number = extension::without_extension(uri.number);
    let mut signs = [0; MAX_CHARACTERS];
    let mut count = 0;
    for character in number.chars() {
        *signs.get_mut(count)? = sign_of(character)?;
        count += 1;
    }
    let number = one_number(signs.get(..count)?, is_brazil)?;
    let is_global = number.first() == Some(&b'+');
    if !uri.context.is_empty() && is_global {
        return None;
    }
    let after_context = (!uri.context.is_empty()).then_some(b' ');
    let signs = uri.context.bytes().chain(after_context);
    Written::new(signs.chain(number.iter().copied().filter(|&sign| sign != sign::X)))
}

/// Removes white space and invisible marks at both ends.
pub(crate) fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c) && !c.is_control())
}

/// The sign of a character; `None` for a character that may not be anywhere in the text.
fn sign_of(character: char) -> Option<u8> {
    if let Some(value) = digit(character) {
        return Some(b'0' + value);
    }
    let sign = match character {
        '+' | '\u{ff0b}' => b'+',
        '(' | '[' | '\u{ff08}' | '\u{ff3b}' => b'(',
        ')' | ']' | '\u{ff09}' | '\u{ff3d}' => b')',
        '.' | '\u{ff0e}' => b'.',
        '/' | '\u{ff0f}' => b'/',
        ',' | ';' | '~' | '\u{ff5e}' | '\u{223c}' | '\u{2053}' => sign::DIVIDER,
        '#' | '\u{ff03}' => sign::HASH,
        'x' | 'X' | '\u{ff58}' | '\u{ff38}' => sign::X,
        // Two lines are two numbers.
        '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => sign::DIVIDER,
        _ if character.is_whitespace() => b' ',
        _ if is_hyphen(character) => b'-',
        _ if hides_digits(character) => sign::MASK,
        _ if is_invisible(character) || character.is_alphanumeric() || is_other_plus(character) => {
            return None;
        }
        _ => sign::OTHER,
    };
    Some(sign)
}

/// The signs of the number, from its `+` or first digit to its last digit; `None` if the text is not exactly one
/// number.
fn one_number(signs: &[u8], is_brazil: bool) -> Option<&[u8]> {
    let is_start = |sign: &u8| *sign == b'+' || sign.is_ascii_digit();
    let start = signs.iter().position(is_start)?;
    let end = 1 + signs.iter().rposition(u8::is_ascii_digit)?;
    let (before, rest) = signs.split_at_checked(start)?;
    let (mut number, after) = rest.split_at_checked(end.checked_sub(start)?)?;
    // libphonenumber reads several `+` as one.
    while number.starts_with(b"++") {
        number = number.get(1..)?;
    }
    let has_plus = number.first() == Some(&b'+');
    let is_whole = !before.contains(&sign::X)
        // A mask before a `+` cannot hide digits of the number.
        && (has_plus || !before.contains(&sign::MASK) && !has_ellipsis(before))
        && !after.iter().any(|sign| [sign::X, sign::MASK, sign::HASH].contains(sign))
        && !has_ellipsis(after);
    if !is_whole {
        return None;
    }
    let inner = number.strip_prefix(b"+").unwrap_or(number);
    let is_part = |sign: &u8| sign.is_ascii_digit() || b" -./()x".contains(sign);
    if !inner.iter().all(is_part) || !has_carrier_place(number, is_brazil) {
        return None;
    }
    let number = without_fraction(number)?;
    (!ends_in_another(number)).then_some(number)
}

/// Whether there are two full stops in a row, which mark a text that was cut off.
fn has_ellipsis(signs: &[u8]) -> bool {
    signs.windows(2).any(|pair| pair == b"..")
}

/// Whether every `x` of a number is in the place of a carrier code of Brazil, as in `0xx11`.
fn has_carrier_place(number: &[u8], is_brazil: bool) -> bool {
    let Some(first) = number.iter().position(|&sign| sign == sign::X) else {
        return true;
    };
    let (before, from_x) = number.split_at(first);
    let dialled = before.iter().filter(|sign| is_plus_or_digit(sign)).copied();
    let is_trunk = |prefix: &[u8]| dialled.clone().eq(prefix.iter().copied());
    let is_place = is_brazil && is_trunk(b"0") || is_trunk(b"+550") || is_trunk(b"00550");
    let rest = from_x.strip_prefix(b"xx").unwrap_or(from_x);
    is_place && !rest.contains(&sign::X)
}

fn is_plus_or_digit(sign: &u8) -> bool {
    *sign == b'+' || sign.is_ascii_digit()
}

/// Removes the `.0` that a spreadsheet or a data frame writes after a whole number. `None` if there are more zeros,
/// which may be those of a fraction or of the number.
fn without_fraction(number: &[u8]) -> Option<&[u8]> {
    let Some(stop) = number.iter().rposition(|&sign| sign == b'.') else {
        return Some(number);
    };
    let (whole, fraction) = number.split_at_checked(stop)?;
    let zeros = fraction.get(1..)?;
    let is_float = whole.iter().all(is_plus_or_digit) && zeros.iter().all(|&sign| sign == b'0');
    match zeros.len() {
        _ if !is_float => Some(number),
        1 => Some(whole),
        _ => None,
    }
}

/// Whether the last group is one or two digits that were added to the number: in brackets, after a hyphen with white
/// space on both sides, or after the only full stop of the number.
fn ends_in_another(number: &[u8]) -> bool {
    let group = number.iter().rev().take_while(|sign| sign.is_ascii_digit());
    let digits = group.count();
    let before = number.get(..number.len() - digits).unwrap_or_default();
    if digits > 2 || !before.iter().any(u8::is_ascii_digit) {
        return false;
    }
    let unspaced = trim_end(before, b' ');
    match unspaced.last() {
        Some(b'(') => true,
        Some(b'-') => {
            unspaced.len() < before.len() && trim_end(unspaced, b'-').last() == Some(&b' ')
        }
        Some(b'.') => number.iter().filter(|&&sign| sign == b'.').count() == 1,
        _ => false,
    }
}

fn trim_end(mut signs: &[u8], sign: u8) -> &[u8] {
    while let Some((last, rest)) = signs.split_last()
        && *last == sign
    {
        signs = rest;
    }
    signs
}

/// Whether a character is a hyphen, a dash or a minus sign (Unicode's property Dash without the tildes), or the
/// prolonged sound mark, which is next to the hyphen on Japanese keyboards.
fn is_hyphen(character: char) -> bool {
    matches!(
        character,
        '-' | '\u{58a}' | '\u{5be}' | '\u{1400}' | '\u{1806}' | '\u{2010}'
            ..='\u{2015}'
                | '\u{2043}'
                | '\u{207b}'
                | '\u{208b}'
                | '\u{2212}'
                | '\u{2e17}'
                | '\u{2e1a}'
                | '\u{2e3a}'
                | '\u{2e3b}'
                | '\u{2e40}'
                | '\u{2e5d}'
                | '\u{30a0}'
                | '\u{30fc}'
                | '\u{fe31}'
                | '\u{fe32}'
                | '\u{fe58}'
                | '\u{fe63}'
                | '\u{ff0d}'
                | '\u{ff70}'
                | '\u{10d6e}'
                | '\u{10ead}'
    )
}

/// Whether a character looks like a `+`. libphonenumber drops such a character and reads the number as a national one.
fn is_other_plus(character: char) -> bool {
    matches!(
        character,
        '\u{207a}' | '\u{208a}' | '\u{2795}' | '\u{fb29}' | '\u{fe62}' | '\u{1f7a4}' | '\u{1f7a5}'
    )
}

/// Whether a character masks digits, or shows that they were cut off.
fn hides_digits(character: char) -> bool {
    matches!(
        character,
        '*' | '_' | '?' | '\u{b7}' | '\u{2022}' | '\u{2024}'
            ..='\u{2026}'
                | '\u{204e}'
                | '\u{2217}'
                | '\u{2219}'
                | '\u{22c5}'
                | '\u{2588}'
                | '\u{25a0}'
                | '\u{25a1}'
                | '\u{25aa}'
                | '\u{25cb}'
                | '\u{25cf}'
                | '\u{25e6}'
                | '\u{2605}'
                | '\u{2606}'
                | '\u{2731}'
                | '\u{30fb}'
                | '\u{ff0a}'
                | '\u{ff1f}'
                | '\u{ff3f}'
                | '\u{ff65}'
                | '\u{fffd}'
    )
}

/// Whether a character is invisible: a control character, or one of Unicode's category Format and similar ones, such as
/// bidirectional and zero-width marks.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}'..='\u{891}'
            | '\u{8e2}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{34f}' | '\u{115f}'..='\u{1160}' | '\u{3164}' | '\u{ffa0}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}'
            | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}
