//! The tree a map is read into, whatever it was written in: text, list, mapping.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

/// How deep lists and mappings may nest; the deepest meaningful map has eleven levels.
pub(crate) const MAX_DEPTH: usize = 32;

/// A piece of a map, and where it stands.
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
    /// What an anchor named, wherever an alias stands for it.
    Shared(Arc<Node<'a>>),
}

/// Text as written, and how it was written.
#[derive(Clone, Debug)]
pub(crate) struct Scalar<'a> {
    pub(crate) text: Text<'a>,
    pub(crate) form: Form,
}

/// Text of the source where it stands there as it is. A clone costs nothing, so that merging a mapping a thousand
/// times does not copy its keys a thousand times.
#[derive(Clone, Debug)]
pub(crate) enum Text<'a> {
    Source(&'a str),
    Own(Arc<str>),
}

impl<'a> From<Cow<'a, str>> for Text<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        match text {
            Cow::Borrowed(text) => Text::Source(text),
            Cow::Owned(text) => Text::Own(text.into()),
        }
    }
}

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Text::Source(text) => text,
            Text::Own(text) => text,
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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Without quotes: the text as written, but `null`, `~`, `true` and the like may mean nothing or a boolean.
    Plain,
    /// In quotes or as a block, or a string of another format.
    Quoted,
    /// A format other than YAML said what it is.
    #[cfg_attr(
        not(feature = "serde"),
        expect(
            dead_code,
            reason = "only another format says that something is a number"
        )
    )]
    Number,
    Boolean,
    Null,
}

/// Where something stands: line and column from 1, in characters. What did not come as text has line 0, and
/// its place among all nodes as its offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) offset: u32,
    /// Characters it takes on its first line; 0 where it goes on to further lines.
    pub(crate) length: u32,
}

impl Place {
    /// Where a text begins.
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

/// A count as places hold it.
pub(crate) fn small(count: usize) -> u32 {
    count.try_into().unwrap_or(u32::MAX)
}

impl<'a> Node<'a> {
    /// The node itself, or what its alias stands for.
    pub(crate) fn value(&self) -> &Value<'a> {
        let mut value = &self.value;
        while let Value::Shared(node) = value {
            value = &node.value;
        }
        value
    }

    /// What it is, for a sentence.
    pub(crate) fn what(&self) -> &'static str {
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
}

impl Scalar<'_> {
    /// What the scalar is where only text belongs: `Null` and `Boolean` also for plain YAML of that meaning.
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
