//! What to do about something that another format, or a reader of types, has not left as text.

use super::node::{Form, Node, Scalar, Value};
use super::path::Shown;

pub(crate) fn quote_it(node: &Node<'_>) -> String {
    match node.value() {
        Value::Scalar(Scalar {
            text,
            form: Form::Plain,
        }) => format!("quote it: \"{}\"", Shown(text)),
        // Its text is the other format's: what was written as `on` or `001` comes as `true` or `1`.
        _ => "quote it, so that it stays text as written".to_owned(),
    }
}

/// What to do about a region that some program has taken for a boolean or a number, and written as that.
pub(crate) fn misread_region(text: &str) -> Option<&'static str> {
    match text {
        "false" | "False" | "FALSE" => Some(
            "write `NO`; a program took Norway's code for a boolean, so quote it where that program reads it: \"NO\"",
        ),
        "true" | "True" | "TRUE" => Some(
            "write the country's two-letter code, as in `US`; a program took what stood here for a boolean, so quote it where that program reads it",
        ),
        "1" => Some(
            "write `001` for numbers of no country, which a program may have taken for the number 1, or a country's two-letter code: several share the calling code 1",
        ),
        "01" => Some(
            "write `001` for numbers of no country, or a country's two-letter code: several share the calling code 1",
        ),
        _ => None,
    }
}

/// What to write in place of a region that came as a boolean or a number.
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
