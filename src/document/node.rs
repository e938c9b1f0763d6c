//! The tree of a document, whatever format it was written in: a node is text, a list or a mapping.
//!
//! [`yaml`](super::yaml) makes it from text, `tree` from other formats of serde.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use super::path::Quoted;

/// The most levels of nested lists and mappings. The deepest valid map has eleven.
pub(crate) const MAX_DEPTH: usize = 32;

/// A value of a document, with its place.
#[derive(Clone, Debug)]
pub(crate) struct Node<'a> {
    pub(crate) value: Value<'a>,
    pub(crate) at: Option<Place>,
}

#[derive(Clone, Debug)]
pub(crate) enum Value<'a> {
    Scalar(Scalar<'a>),
    List(Vec<Node<'a>>),
    Mapping(Vec<(Node<'a>, Node<'a>)>),
    /// The node of an anchor, which its aliases share.
    Shared(Arc<Node<'a>>),
}

/// Text as written, and the form in which it was written.
#[derive(Clone, Debug)]
pub(crate) struct Scalar<'a> {
    pub(crate) text: Text<'a>,
    pub(crate) form: Form,
}

/// Text, borrowed from the source if the source contains it literally. A clone does not copy it: a mapping that is
/// merged a thousand times does not copy its keys a thousand times.
#[derive(Clone, Debug)]
pub(crate) enum Text<'a> {
    Source(&'a str),
    Owned(Arc<str>),
}

impl<'a> From<Cow<'a, str>> for Text<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        match text {
            Cow::Borrowed(text) => Text::Source(text),
            Cow::Owned(text) => Text::Owned(text.into()),
        }
    }
}

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Text::Source(text) => text,
            Text::Owned(text) => text,
        }
    }
}

impl PartialEq for Text<'_> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Text<'_> {}

impl Hash for Text<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

/// The form of a scalar. YAML has only `Plain` and `Quoted`; the types of other formats give the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Without quotes. Such a text may still mean nothing (`null`, `~`) or a boolean (`true`): see [`Scalar::meaning`].
    Plain,
    /// In quotes or as a block, or a string of another format.
    Quoted,
    #[cfg_attr(
        not(feature = "serde"),
        expect(dead_code, reason = "only formats other than YAML have numbers")
    )]
    Number,
    Boolean,
    Null,
}

/// The place of a node: line and column, both from 1, the column in characters, and the offset in bytes. A node that
/// did not come as text has line 0, and its number in the order of all nodes as its offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) offset: u32,
    /// The number of characters; 0 if the node continues on further lines.
    pub(crate) length: u32,
}

impl Place {
    /// The start of a text.
    pub(crate) const START: Place = Place {
        line: 1,
        column: 1,
        offset: 0,
        length: 1,
    };

    pub(crate) fn is_text(&self) -> bool {
        self.line > 0
    }
}

/// A count in the type that places have; the largest one if it does not fit.
pub(crate) fn saturating_u32(count: usize) -> u32 {
    count.try_into().unwrap_or(u32::MAX)
}

impl<'a> Node<'a> {
    /// The value of the node, or of the anchor that it is an alias of.
    pub(crate) fn value(&self) -> &Value<'a> {
        let mut value = &self.value;
        while let Value::Shared(node) = value {
            value = &node.value;
        }
        value
    }

    /// Whether the value is missing, `null` or `~`.
    pub(crate) fn is_null(&self) -> bool {
        matches!(self.value(), Value::Scalar(scalar) if scalar.meaning() == Form::Null)
    }

    /// The type of the value, for a message: `a list`.
    pub(crate) fn type_name(&self) -> &'static str {
        match self.value() {
            Value::List(_) => "a list",
            Value::Mapping(_) => "a mapping",
            Value::Scalar(scalar) => match scalar.meaning() {
                Form::Null => "nothing",
                Form::Boolean => "a boolean",
                Form::Number => "a number",
                Form::Plain | Form::Quoted => "text",
            },
            Value::Shared(_) => "an alias",
        }
    }

    /// The type of the value, with the text of a boolean or a number, for a message: ``the boolean `false` ``.
    pub(crate) fn described(&self) -> String {
        if let Value::Scalar(scalar) = self.value() {
            let text = Quoted(&scalar.text);
            match scalar.meaning() {
                Form::Boolean => return format!("the boolean {text}"),
                Form::Number => return format!("the number {text}"),
                Form::Plain | Form::Quoted | Form::Null => {}
            }
        }
        self.type_name().to_owned()
    }
}

impl Scalar<'_> {
    /// The form of the scalar, with plain YAML that means nothing or a boolean as `Null` or `Boolean`.
    pub(crate) fn meaning(&self) -> Form {
        if self.form != Form::Plain {
            return self.form;
        }
        match &*self.text {
            "" | "~" | "null" | "Null" | "NULL" => Form::Null,
            "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => Form::Boolean,
            _ => Form::Plain,
        }
    }
}
