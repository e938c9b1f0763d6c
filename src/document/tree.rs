//! Reads a document from any serde format that knows text, lists and mappings.

use std::fmt;
use std::sync::Arc;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::node::{Form, MAX_DEPTH, Node, Place, Scalar, Text, Value};

/// Reads a document from another format. The nodes have no line; their place is their number in the order of all nodes.
pub(crate) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Node<'static>, D::Error> {
    let levels = MAX_DEPTH;
    let mut node = Tree { levels }.deserialize(deserializer)?;
    number(&mut node, &mut 0);
    Ok(node)
}

/// Numbers the nodes in their order, which becomes the order of errors.
fn number(node: &mut Node<'static>, next: &mut u32) {
    node.at = Some(Place {
        line: 0,
        column: 0,
        offset: *next,
        length: 0,
    });
    *next += 1;
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(|item| number(item, next)),
        Value::Mapping(pairs) => pairs.iter_mut().for_each(|(key, value)| {
            number(key, next);
            number(value, next);
        }),
        Value::Scalar(_) | Value::Shared(_) => {}
    }
}

/// Reads a node with at most this many levels below it.
#[derive(Clone, Copy)]
struct Tree {
    levels: usize,
}

impl Tree {
    fn below<E: Error>(self) -> Result<Tree, E> {
        match self.levels.checked_sub(1) {
            Some(levels) => Ok(Tree { levels }),
            None => Err(E::custom(format_args!(
                "lists and mappings are nested more than {MAX_DEPTH} levels deep: a map needs at most eleven"
            ))),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Tree {
    type Value = Node<'static>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

fn scalar(text: impl Into<Arc<str>>, form: Form) -> Node<'static> {
    Node {
        value: Value::Scalar(Scalar {
            text: Text::Owned(text.into()),
            form,
        }),
        at: None,
    }
}

impl<'de> Visitor<'de> for Tree {
    type Value = Node<'static>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, a list or a mapping")
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(scalar(text, Form::Quoted))
    }

    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        Ok(scalar(text, Form::Quoted))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(scalar(value.to_string(), Form::Boolean))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(scalar(value.to_string(), Form::Number))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(scalar(value.to_string(), Form::Number))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Self::Value, E> {
        Ok(scalar(value.to_string(), Form::Number))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Self::Value, E> {
        Ok(scalar(value.to_string(), Form::Number))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        // `{:?}` keeps the `.0`, which distinguishes a float, whose last digits may be lost, from an integer.
        Ok(scalar(format!("{value:?}"), Form::Number))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(scalar("", Form::Null))
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(scalar("", Form::Null))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let (below, mut items) = (self.below()?, Vec::new());
        while let Some(item) = list.next_element_seed(below)? {
            items.push(item);
        }
        Ok(Node {
            value: Value::List(items),
            at: None,
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut mapping: A) -> Result<Self::Value, A::Error> {
        let (below, mut pairs) = (self.below()?, Vec::new());
        while let Some((key, value)) = mapping.next_entry_seed(below, below)? {
            pairs.push((key, value));
        }
        Ok(Node {
            value: Value::Mapping(pairs),
            at: None,
        })
    }
}
