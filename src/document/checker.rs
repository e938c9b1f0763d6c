//! What every check asks of a node: its fields, its items, its text, one of a few words; and what it says otherwise.

use std::collections::HashMap;

use super::diagnostics::Diagnostics;
use super::error::{MapError, MapErrorKind as Kind};
use super::nearest::nearest;
use super::node::{Form, Node, Place, Scalar, Value};
use super::path::{Path, Quoted, Shown};
use super::quoting::{quote_it, quote_region};
use super::yaml::SyntaxError;

/// What [`Checker::text`] is asked for where a region belongs.
const A_REGION: &str = "a region";

/// Reads nodes as a schema wants them, and collects what is wrong with them.
#[derive(Default)]
pub(crate) struct Checker {
    pub(crate) errors: Diagnostics<MapError>,
}

/// A kind of mapping, as messages speak of it.
pub(crate) struct MappingKind {
    /// Its name in a sentence: `a plan`.
    pub(crate) name: &'static str,
    /// A `key: value` line that such a mapping may have.
    pub(crate) example: &'static str,
    /// Whether its keys are codes of regions.
    pub(crate) keys_are_regions: bool,
}

/// Whether a key of the top level is passed over, as a place for anchors.
pub(crate) fn is_extension(name: &str) -> bool {
    name.starts_with("x-")
}

/// A pair of a mapping whose key is text.
#[derive(Clone, Copy)]
pub(crate) struct Field<'n, 'a> {
    pub(crate) name: &'n str,
    pub(crate) key: &'n Node<'a>,
    pub(crate) value: &'n Node<'a>,
}

impl Checker {
    pub(crate) fn error(
        &mut self,
        kind: Kind,
        path: &Path<'_>,
        at: Option<Place>,
        message: impl Into<String>,
        fix: impl Into<String>,
    ) {
        let error = || MapError::new(kind, path.to_string(), message, fix, at);
        self.errors.push(error, at);
    }

    /// Reports what is wrong with the text itself.
    pub(crate) fn syntax(&mut self, error: SyntaxError) {
        let SyntaxError {
            kind,
            message,
            fix,
            at,
        } = error;
        self.error(kind, &Path::Root, Some(at), message, fix);
    }

    /// The pairs of a mapping, without those whose key is no text or was there before.
    pub(crate) fn fields<'n, 'a>(
        &mut self,
        node: &'n Node<'a>,
        path: &Path<'_>,
        kind: &MappingKind,
    ) -> Option<Vec<Field<'n, 'a>>> {
        let Value::Mapping(pairs) = node.value() else {
            let error = if node.what() == "nothing" {
                Kind::NotText
            } else {
                Kind::WrongType
            };
            let MappingKind { name, example, .. } = kind;
            let message = format!(
                "{name} is made of `key: value` lines, but here is {}",
                node.what()
            );
            let fix = format!("write `key: value` lines, as in `{example}`");
            self.error(error, path, node.at, message, fix);
            return None;
        };
        let mut seen: HashMap<&str, &Node<'_>> = HashMap::with_capacity(pairs.len());
        let mut fields = Vec::with_capacity(pairs.len());
        for (key, value) in pairs {
            let Some(name) = self.key(key, path, kind.keys_are_regions) else {
                continue;
            };
            if let Some(first) = seen.insert(name, key) {
                self.duplicate(name, key, first.at, path);
                continue;
            }
            fields.push(Field { name, key, value });
        }
        Some(fields)
    }

    pub(crate) fn duplicate(
        &mut self,
        name: &str,
        key: &Node<'_>,
        first: Option<Place>,
        path: &Path<'_>,
    ) {
        let first = match first {
            Some(Place { line, .. }) if line > 0 => format!(", first on line {line}"),
            _ => String::new(),
        };
        let message = format!("the key {} is there twice{first}", Quoted(name));
        self.error(
            Kind::DuplicateKey,
            &path.key(name),
            key.at,
            message,
            "keep one of the two",
        );
    }

    /// The text of a key, which may be the code of a region.
    pub(crate) fn key<'n>(
        &mut self,
        key: &'n Node<'_>,
        path: &Path<'_>,
        is_region: bool,
    ) -> Option<&'n str> {
        match key.value() {
            Value::Scalar(Scalar {
                text,
                form: Form::Plain | Form::Quoted,
            }) => Some(text),
            Value::Scalar(Scalar { text, .. }) => {
                let message = format!("the key {} is {}, not text", Quoted(text), key.what());
                let fix = if is_region {
                    quote_region(key)
                } else {
                    quote_it(key)
                };
                self.error(Kind::NotText, path, key.at, message, fix);
                None
            }
            _ => {
                let message = format!("a key is text, but here is {}", key.what());
                self.error(
                    Kind::WrongType,
                    path,
                    key.at,
                    message,
                    "write one word before the colon",
                );
                None
            }
        }
    }

    /// The items of a list that may not be empty.
    pub(crate) fn list<'n, 'a>(
        &mut self,
        node: &'n Node<'a>,
        path: &Path<'_>,
        example: &str,
    ) -> Option<&'n [Node<'a>]> {
        match node.value() {
            Value::List(items) if items.is_empty() => {
                let fix = format!("write what belongs there, as in `{example}`, or leave it out");
                self.error(Kind::Empty, path, node.at, "the list is empty", fix);
                None
            }
            Value::List(items) => Some(items),
            _ => {
                let kind = if node.what() == "nothing" {
                    Kind::NotText
                } else {
                    Kind::WrongType
                };
                let message = format!("a list belongs here, but here is {}", node.what());
                self.error(
                    kind,
                    path,
                    node.at,
                    message,
                    match node.value() {
                        Value::Scalar(scalar) if scalar.meaning() != Form::Null => {
                            format!("write it as a list: `[{}]`", Shown(&scalar.text))
                        }
                        _ => format!("write a list, as in `{example}`"),
                    },
                );
                None
            }
        }
    }

    /// The text of a scalar; what is nothing, a boolean or a number of another format is an error.
    pub(crate) fn text<'n>(
        &mut self,
        node: &'n Node<'_>,
        path: &Path<'_>,
        wanted: &str,
        example: &str,
    ) -> Option<&'n str> {
        let Value::Scalar(scalar) = node.value() else {
            let message = format!("{wanted} belongs here, but here is {}", node.what());
            self.error(
                Kind::WrongType,
                path,
                node.at,
                message,
                format!("write it as in `{example}`"),
            );
            return None;
        };
        let text = &*scalar.text;
        match scalar.meaning() {
            Form::Plain | Form::Quoted => return Some(text),
            Form::Null => {
                let message = format!("{wanted} belongs here, but here is nothing");
                self.error(
                    Kind::NotText,
                    path,
                    node.at,
                    message,
                    format!("write it, as in `{example}`"),
                );
            }
            Form::Boolean | Form::Number => {
                let message = format!(
                    "{wanted} belongs here, but {} is {}",
                    Quoted(text),
                    node.what()
                );
                let fix = if wanted == A_REGION {
                    quote_region(node)
                } else {
                    quote_it(node)
                };
                self.error(Kind::NotText, path, node.at, message, fix);
            }
        }
        None
    }

    /// One of a few words.
    pub(crate) fn word<T: Copy>(
        &mut self,
        node: &Node<'_>,
        path: &Path<'_>,
        wanted: &str,
        words: &[(&str, T)],
    ) -> Option<T> {
        let names = || words.iter().map(|&(word, _)| word);
        let example = names().next().unwrap_or_default();
        let text = match node.value() {
            // Quotes would not make it one of the words.
            Value::Scalar(scalar) if scalar.meaning() != Form::Null => &*scalar.text,
            _ => self.text(node, path, wanted, example)?,
        };
        if let Some(&(_, value)) = words.iter().find(|&&(word, _)| word == text) {
            return Some(value);
        }
        let fix = match nearest(text, names()) {
            Some(word) => format!("did you mean `{word}`?"),
            None => format!("write one of {}", names().collect::<Vec<_>>().join(", ")),
        };
        self.error(
            Kind::BadValue,
            path,
            node.at,
            format!("{} is not {wanted}", Quoted(text)),
            fix,
        );
        None
    }

    pub(crate) fn boolean(&mut self, node: &Node<'_>, path: &Path<'_>) -> Option<bool> {
        if let Value::Scalar(scalar) = node.value() {
            match &*scalar.text {
                "true" | "True" | "TRUE" => return Some(true),
                "false" | "False" | "FALSE" => return Some(false),
                _ => {}
            }
        }
        let here = match node.value() {
            Value::Scalar(scalar) if scalar.meaning() != Form::Null => {
                Quoted(&scalar.text).to_string()
            }
            _ => node.what().to_owned(),
        };
        let message = format!("true or false belongs here, but here is {here}");
        self.error(
            Kind::BadValue,
            path,
            node.at,
            message,
            "write `true` or `false`",
        );
        None
    }

    /// Reports a field that its mapping does not have. `meant` says what to do about it, where more is known than the
    /// names of the mapping's fields.
    pub(crate) fn unknown_field(
        &mut self,
        field: &Field<'_, '_>,
        path: &Path<'_>,
        kind: &MappingKind,
        known: &[&str],
        meant: impl FnOnce(Option<&str>) -> Option<String>,
    ) {
        let name = kind.name;
        let fix = if self.errors.is_past_the_last(field.key.at) {
            String::new()
        } else {
            let likely = nearest(field.name, known.iter().copied());
            match (meant(likely), likely, known) {
                (Some(fix), _, _) => fix,
                (None, Some(likely), _) => format!("did you mean `{likely}`?"),
                (None, None, [only]) => {
                    format!("leave it out; {name} has `{only}` and nothing else")
                }
                (None, None, _) => format!("leave it out; {name} has {}", known.join(", ")),
            }
        };
        let message = format!("{name} has no field {}", Quoted(field.name));
        self.error(
            Kind::UnknownField,
            &path.key(field.name),
            field.key.at,
            message,
            fix,
        );
    }
}
