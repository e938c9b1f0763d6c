//! Reads a node as fields, items, text or one of a few words, and reports an error if the node is something else.
//!
//! The schemas are elsewhere: in [`crate::map`] for maps, in [`crate::country`] for rulebooks.

use std::collections::HashMap;

use super::diagnostics::Diagnostics;
use super::error::{MapError, MapErrorKind as Kind};
use super::nearest::nearest;
use super::node::{Form, Node, Place, Scalar, Value};
use super::path::{Path, Quoted, Shown};
use super::quoting::{quote_it, quote_region};
use super::yaml::SyntaxError;

/// The `expected` argument of [`Checker::text`] for a region.
const A_REGION: &str = "a region";

/// Reads nodes by a schema, and collects the errors.
#[derive(Default)]
pub(crate) struct Checker {
    pub(crate) errors: Diagnostics<MapError>,
}

/// A kind of mapping, as messages name it.
pub(crate) struct MappingKind {
    /// The name in a sentence: `a plan`.
    pub(crate) name: &'static str,
    /// An example of a `key: value` line in such a mapping.
    pub(crate) example: &'static str,
    /// Whether the keys are region codes.
    pub(crate) keys_are_regions: bool,
}

/// Whether a key of the top level is ignored, so that anchors have a place.
pub(crate) fn is_extension(name: &str) -> bool {
    name.starts_with("x-")
}

/// A key with its value in a mapping. The key is text.
#[derive(Clone, Copy)]
pub(crate) struct Field<'n, 'a> {
    pub(crate) name: &'n str,
    pub(crate) key: &'n Node<'a>,
    pub(crate) value: &'n Node<'a>,
}

impl Checker {
    /// Reports an error at a path and, if the document came as text, at a place.
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

    /// Reports an error in the syntax.
    pub(crate) fn syntax(&mut self, error: SyntaxError) {
        let SyntaxError {
            kind,
            message,
            fix,
            at,
        } = error;
        self.error(kind, &Path::Root, Some(at), message, fix);
    }

    /// The fields of a mapping, without those whose key is not text or is a duplicate. `None` if the node is not a
    /// mapping.
    pub(crate) fn fields<'n, 'a>(
        &mut self,
        node: &'n Node<'a>,
        path: &Path<'_>,
        kind: &MappingKind,
    ) -> Option<Vec<Field<'n, 'a>>> {
        let Value::Mapping(pairs) = node.value() else {
            let MappingKind { name, example, .. } = kind;
            let message = format!(
                "expected `key: value` lines in {name}, found {}",
                node.type_name()
            );
            let fix = format!("write `key: value` lines, as in `{example}`");
            self.error(wrong_type(node), path, node.at, message, fix);
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

    /// Reports a key that its mapping already has, and where the first one is.
    pub(crate) fn duplicate(
        &mut self,
        name: &str,
        key: &Node<'_>,
        first: Option<Place>,
        path: &Path<'_>,
    ) {
        let first = match first {
            Some(Place { line, .. }) if line > 0 => format!(", first used on line {line}"),
            _ => String::new(),
        };
        let message = format!("duplicate key {}{first}", Quoted(name));
        self.error(
            Kind::DuplicateKey,
            &path.key(name),
            key.at,
            message,
            "keep one of the two",
        );
    }

    /// The text of a key. The fix of an error depends on whether the key is the code of a region.
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
                let message = format!("the key {} is {}, not text", Quoted(text), key.type_name());
                let fix = if is_region {
                    quote_region(key)
                } else {
                    quote_it(key)
                };
                self.error(Kind::NotText, path, key.at, message, fix);
                None
            }
            _ => {
                let message = format!("expected text as a key, found {}", key.type_name());
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

    /// The items of a list, which must not be empty.
    pub(crate) fn list<'n, 'a>(
        &mut self,
        node: &'n Node<'a>,
        path: &Path<'_>,
        example: &str,
    ) -> Option<&'n [Node<'a>]> {
        match node.value() {
            Value::List(items) if items.is_empty() => {
                let fix = format!("add an item, as in `{example}`, or leave the list out");
                self.error(Kind::Empty, path, node.at, "the list is empty", fix);
                None
            }
            Value::List(items) => Some(items),
            _ => {
                let message = format!("expected a list, found {}", node.type_name());
                self.error(
                    wrong_type(node),
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

    /// The text of a scalar. Nothing, a boolean, and a number of another format are errors; `expected` names what the
    /// text should be: `a duration`.
    pub(crate) fn text<'n>(
        &mut self,
        node: &'n Node<'_>,
        path: &Path<'_>,
        expected: &str,
        example: &str,
    ) -> Option<&'n str> {
        let Value::Scalar(scalar) = node.value() else {
            let message = format!("expected {expected}, found {}", node.type_name());
            self.error(
                Kind::WrongType,
                path,
                node.at,
                message,
                format!("write a single value, as in `{example}`"),
            );
            return None;
        };
        let text = &*scalar.text;
        match scalar.meaning() {
            Form::Plain | Form::Quoted => return Some(text),
            Form::Null => {
                self.error(
                    Kind::NotText,
                    path,
                    node.at,
                    format!("expected {expected}, found nothing"),
                    format!("write a value, as in `{example}`"),
                );
            }
            Form::Boolean | Form::Number => {
                let message = format!("expected {expected}, found {}", node.described());
                let fix = if expected == A_REGION {
                    quote_region(node)
                } else {
                    quote_it(node)
                };
                self.error(Kind::NotText, path, node.at, message, fix);
            }
        }
        None
    }

    /// The value of one of a few words; `expected` names what the words are: `a state`.
    pub(crate) fn word<T: Copy>(
        &mut self,
        node: &Node<'_>,
        path: &Path<'_>,
        expected: &str,
        words: &[(&str, T)],
    ) -> Option<T> {
        let names = || words.iter().map(|&(word, _)| word);
        let example = names().next().unwrap_or_default();
        let text = match node.value() {
            // A boolean or a number is compared as text: the advice to quote it would not make it one of the words.
            Value::Scalar(scalar) if scalar.meaning() != Form::Null => &*scalar.text,
            _ => self.text(node, path, expected, example)?,
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
            format!("{} is not {expected}", Quoted(text)),
            fix,
        );
        None
    }

    /// Reads `true` or `false`, also in quotes.
    pub(crate) fn boolean(&mut self, node: &Node<'_>, path: &Path<'_>) -> Option<bool> {
        if let Value::Scalar(scalar) = node.value() {
            match &*scalar.text {
                "true" | "True" | "TRUE" => return Some(true),
                "false" | "False" | "FALSE" => return Some(false),
                _ => {}
            }
        }
        let found = match node.value() {
            Value::Scalar(scalar) if scalar.meaning() != Form::Null => {
                Quoted(&scalar.text).to_string()
            }
            _ => node.type_name().to_owned(),
        };
        let message = format!("expected `true` or `false`, found {found}");
        self.error(
            Kind::BadValue,
            path,
            node.at,
            message,
            "write `true` or `false`",
        );
        None
    }

    /// Reports a field that its mapping does not have; `known` are the fields that it has.
    ///
    /// A schema that knows more about the field says what to do through `specific_fix`, which gets the known field that
    /// is nearest to the unknown one.
    pub(crate) fn unknown_field(
        &mut self,
        field: &Field<'_, '_>,
        path: &Path<'_>,
        kind: &MappingKind,
        known: &[&str],
        specific_fix: impl FnOnce(Option<&str>) -> Option<String>,
    ) {
        let name = kind.name;
        let fix = if self.errors.is_beyond_limit(field.key.at) {
            String::new()
        } else {
            let likely = nearest(field.name, known.iter().copied());
            match (specific_fix(likely), likely, known) {
                (Some(fix), _, _) => fix,
                (None, Some(likely), _) => format!("did you mean `{likely}`?"),
                (None, None, [only]) => {
                    format!("leave it out; the only field of {name} is `{only}`")
                }
                (None, None, _) => {
                    format!(
                        "leave it out; the fields of {name} are {}",
                        known.join(", ")
                    )
                }
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

/// The kind of an error about a value of the wrong type: a missing value has a kind of its own.
fn wrong_type(node: &Node<'_>) -> Kind {
    if node.is_null() {
        Kind::NotText
    } else {
        Kind::WrongType
    }
}
