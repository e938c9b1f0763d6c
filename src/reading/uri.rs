//! The parts of a URI around a number: `tel:` or `whatsapp:` before it, and the parameters of RFC 3966 after it.

use super::digits::digit;

const SCHEMES: [&str; 2] = ["tel:", "whatsapp:"];

/// A text without its scheme and its parameters.
pub(super) struct Stripped<'t> {
    pub(super) number: &'t str,
    /// The `phone-context` of a local number, such as `+41`; empty if there is none, or if it is the name of a domain,
    /// which does not help to read the number.
    pub(super) context: &'t str,
}

/// Removes a leading `tel:` or `whatsapp:`, and the parameters `;ext=` and `;phone-context=`. `None` if the value of
/// one of these two is not allowed by RFC 3966. Any other parameter is kept.
pub(super) fn strip(text: &str) -> Option<Stripped<'_>> {
    let text = SCHEMES
        .iter()
        .find_map(|scheme| strip_prefix(text, scheme))
        .unwrap_or(text);
    let (mut number, mut context) = (text, "");
    while let Some((before, parameter)) = number.rsplit_once(';') {
        if let Some(extension) = strip_prefix(parameter, "ext=") {
            let count = extension.chars().count();
            if !(1..=MAX_EXTENSION).contains(&count) || !extension.chars().all(is_digit) {
                return None;
            }
        } else if let Some(value) = strip_prefix(parameter, "phone-context=") {
            if !context.is_empty() || !is_context(value) {
                return None;
            }
            context = value;
        } else {
            break;
        }
        number = before;
    }
    if !context.starts_with('+') {
        context = "";
    }
    Some(Stripped { number, context })
}

/// The most digits of an extension that libphonenumber reads.
const MAX_EXTENSION: usize = 20;

fn is_digit(character: char) -> bool {
    digit(character).is_some()
}

/// Whether a text is a `descriptor` of RFC 3966: global digits, or the name of a domain.
fn is_context(value: &str) -> bool {
    match value.strip_prefix('+') {
        Some(digits) => {
            let is_allowed = |c: char| c.is_ascii_digit() || matches!(c, '-' | '.' | '(' | ')');
            digits.chars().all(is_allowed) && digits.contains(|c: char| c.is_ascii_digit())
        }
        None => {
            let value = value.strip_suffix('.').unwrap_or(value);
            let is_label = |label: &str| {
                label.starts_with(|c: char| c.is_ascii_alphanumeric())
                    && label.ends_with(|c: char| c.is_ascii_alphanumeric())
                    && label
                        .bytes()
                        .all(|b| b.is_ascii_alphanumeric() || b == b'-')
            };
            let top = value.rsplit('.').next().unwrap_or_default();
            value.split('.').all(is_label) && top.starts_with(|c: char| c.is_ascii_alphabetic())
        }
    }
}

/// The text after an ASCII prefix, in capital or small letters.
fn strip_prefix<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}
