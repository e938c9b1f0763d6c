//! Fixes for values that should be text, but were read as a boolean or a number by YAML's rules or by another program.

use super::node::{Form, Node, Scalar, Value};
use super::path::Shown;

/// The fix for a boolean or a number where text is expected.
pub(crate) fn quote_it(node: &Node<'_>) -> String {
    match node.value() {
        Value::Scalar(Scalar {
            text,
            form: Form::Plain,
        }) => format!("quote it: \"{}\"", Shown(text)),
        // The text that the user wrote is unknown here: another format gives `true` or `1` for `on` or `001`.
        _ => "quote it, so that it stays text as written".to_owned(),
    }
}

/// The fix for a region code that another program has read as a boolean or a number, and has written back as that.
pub(crate) fn misread_region(text: &str) -> Option<&'static str> {
    match text {
        "false" | "False" | "FALSE" => Some(
            "write `NO`; a program has read Norway's code as a boolean, so quote it in the input of that program: \"NO\"",
        ),
        "true" | "True" | "TRUE" => Some(
            "write the country's two-letter code, as in `US`; a program has read the original text as a boolean, so quote it in the input of that program",
        ),
        "1" => Some(
            "write `001` for numbers of no country, which a program may have read as the number 1, or a two-letter country code: several countries share the calling code 1",
        ),
        "01" => Some(
            "write `001` for numbers of no country, or a two-letter country code: several countries share the calling code 1",
        ),
        _ => None,
    }
}

/// The fix for a region that came as a boolean or a number.
pub(crate) fn quote_region(node: &Node<'_>) -> String {
    let text = match node.value() {
        Value::Scalar(scalar) => &*scalar.text,
        _ => "",
    };
    if node.at.is_some_and(|at| at.is_text())
        && let Some(fix) = misread_region(text)
    {
        return fix.to_owned();
    }
    match text {
        "false" | "False" | "FALSE" => {
            "write `\"NO\"`, in quotes: without them, the code of Norway is read as a boolean".to_owned()
        }
        "true" | "True" | "TRUE" => {
            "write the country's two-letter code in quotes, as in `\"US\"`".to_owned()
        }
        "1" => {
            "write `\"001\"`, in quotes, for numbers of no country: without them, it is read as a number".to_owned()
        }
        _ => quote_it(node),
    }
}
