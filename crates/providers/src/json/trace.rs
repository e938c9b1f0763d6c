//! Reading JSON once more when it is wrong, to find out where it is wrong and why.
//!
//! [`Traced`] wraps a deserializer and everything that it hands out. It follows the path, and it notes an error when the
//! error is made, in words of our own: the parser's words repeat the value, which may be somebody's number.
//!
//! The name of an entry may be somebody's number as well. So the path has only names for which the type that is read has
//! a field. Such a field asks for a value of its type; the value of any other name is ignored, or read as whatever it is.

use std::cell::RefCell;
use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, Expected, MapAccess, SeqAccess, Unexpected,
    Visitor,
};

use super::Text;

/// Where an error is and what is wrong there, with the parser's own error.
#[derive(Debug)]
pub(super) struct Located<E> {
    pub(super) path: String,
    /// `None` for an error of the parser itself.
    pub(super) problem: Option<String>,
    pub(super) error: E,
}

/// Reads a value, or says where and why it cannot be read.
pub(super) fn deserialize<'de, T, D>(json: D) -> Result<T, Located<D::Error>>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    let trace = Trace::default();
    let read = trace.unwrapped(T::deserialize(trace.wrap(json)));
    read.map_err(|error| Located {
        path: trace.path(),
        problem: trace.problem.take(),
        error,
    })
}

/// What is known so far.
#[derive(Default)]
struct Trace {
    path: RefCell<Vec<Step>>,
    problem: RefCell<Option<String>>,
}

/// A step of a path.
enum Step {
    Element(usize),
    Entry {
        name: String,
        /// Whether a field of the type that is read has this name.
        is_field: bool,
    },
}

impl Trace {
    fn wrap<T>(&self, inner: T) -> Traced<'_, T> {
        Traced { trace: self, inner }
    }

    /// Notes what is wrong, and gives the parser its own error back, which knows the place; or a new one.
    fn unwrapped<V, E: de::Error>(&self, read: Result<V, Mismatch<E>>) -> Result<V, E> {
        read.map_err(|Mismatch { problem, error }| {
            if let Some(problem) = problem {
                self.problem.borrow_mut().get_or_insert(problem);
            }
            error.unwrap_or_else(|| E::custom("see the trace"))
        })
    }

    /// Reads the value at a step. After an error the path stays where it is.
    fn at<V, E>(&self, step: Step, read: impl FnOnce() -> Result<V, E>) -> Result<V, E> {
        self.path.borrow_mut().push(step);
        let value = read()?;
        self.path.borrow_mut().pop();
        Ok(value)
    }

    /// The type that is read asks for this value.
    fn is_asked_for(&self) {
        if let Some(Step::Entry { is_field, .. }) = self.path.borrow_mut().last_mut() {
            *is_field = true;
        }
    }

    /// The path up to the first name that is no field.
    fn path(&self) -> String {
        let mut path = String::new();
        for step in self.path.borrow().iter() {
            match step {
                Step::Element(index) => path.push_str(&format!("[{index}]")),
                Step::Entry { name, is_field } => {
                    if !is_field {
                        break;
                    }
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(name);
                }
            }
        }
        path
    }
}

/// An error that was made while reading: what is wrong, in our words, or the parser's error on its way through.
#[derive(Debug)]
struct Mismatch<E> {
    problem: Option<String>,
    error: Option<E>,
}

impl<E> Mismatch<E> {
    fn new(problem: String) -> Mismatch<E> {
        Mismatch {
            problem: Some(problem),
            error: None,
        }
    }

    fn of_parser(error: E) -> Mismatch<E> {
        Mismatch {
            problem: None,
            error: Some(error),
        }
    }
}

impl<E: fmt::Debug> fmt::Display for Mismatch<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.problem.as_deref().unwrap_or_default())
    }
}

impl<E: fmt::Debug> std::error::Error for Mismatch<E> {}

impl<E: fmt::Debug> de::Error for Mismatch<E> {
    fn custom<T: fmt::Display>(message: T) -> Mismatch<E> {
        Mismatch::new(message.to_string())
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Mismatch<E> {
        Mismatch::new(in_words_of_json(&expected.to_string()))
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Mismatch<E> {
        Mismatch::new(in_words_of_json(&expected.to_string()))
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Mismatch<E> {
        Mismatch::new("unknown field".to_owned())
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Mismatch<E> {
        Mismatch::new("unknown word".to_owned())
    }
}

/// What a type expects, with the names of JSON in place of Rust's.
fn in_words_of_json(expected: &str) -> String {
    match expected {
        "a sequence" => "expected an array".to_owned(),
        _ if expected.starts_with("struct ") => "expected an object".to_owned(),
        _ => format!("expected {expected}"),
    }
}

/// A deserializer, visitor or seed of the parser or of a type, with the trace around it.
#[derive(Clone, Copy)]
struct Traced<'t, T> {
    trace: &'t Trace,
    inner: T,
}

macro_rules! forward {
    ($($method:ident($($argument:ident: $type:ty),*);)*) => {
        $(
            fn $method<V: Visitor<'de>>(
                self,
                $($argument: $type,)*
                visitor: V,
            ) -> Result<V::Value, Mismatch<D::Error>> {
                self.trace.is_asked_for();
                let visitor = self.trace.wrap(visitor);
                self.inner.$method($($argument,)* visitor).map_err(Mismatch::of_parser)
            }
        )*
    };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Traced<'_, D> {
    type Error = Mismatch<D::Error>;

    // The two by which no type asks for a value of its own.

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch<D::Error>> {
        let visitor = self.trace.wrap(visitor);
        self.inner
            .deserialize_any(visitor)
            .map_err(Mismatch::of_parser)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(
        self,
        visitor: V,
    ) -> Result<V::Value, Mismatch<D::Error>> {
        let visitor = self.trace.wrap(visitor);
        self.inner
            .deserialize_ignored_any(visitor)
            .map_err(Mismatch::of_parser)
    }

    forward! {
        deserialize_bool();
        deserialize_i8();
        deserialize_i16();
        deserialize_i32();
        deserialize_i64();
        deserialize_i128();
        deserialize_u8();
        deserialize_u16();
        deserialize_u32();
        deserialize_u64();
        deserialize_u128();
        deserialize_f32();
        deserialize_f64();
        deserialize_char();
        deserialize_str();
        deserialize_string();
        deserialize_bytes();
        deserialize_byte_buf();
        deserialize_option();
        deserialize_unit();
        deserialize_unit_struct(name: &'static str);
        deserialize_newtype_struct(name: &'static str);
        deserialize_seq();
        deserialize_tuple(length: usize);
        deserialize_tuple_struct(name: &'static str, length: usize);
        deserialize_map();
        deserialize_struct(name: &'static str, fields: &'static [&'static str]);
        deserialize_enum(name: &'static str, variants: &'static [&'static str]);
        deserialize_identifier();
    }
}

macro_rules! visit {
    ($($method:ident: $type:ty;)*) => {
        $(
            fn $method<E: de::Error>(self, value: $type) -> Result<V::Value, E> {
                self.trace.unwrapped(self.inner.$method(value))
            }
        )*
    };
}

/// No type that is read here is an enumeration, so no visitor needs to handle one.
impl<'de, V: Visitor<'de>> Visitor<'de> for Traced<'_, V> {
    type Value = V::Value;

    /// The parser asks for this only to make an error of its own, in which it repeats the value.
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let expected = (&self.inner as &dyn Expected).to_string();
        let problem = in_words_of_json(&expected);
        self.trace.problem.borrow_mut().get_or_insert(problem);
        f.write_str(&expected)
    }

    visit! {
        visit_bool: bool;
        visit_i64: i64;
        visit_i128: i128;
        visit_u64: u64;
        visit_u128: u128;
        visit_f64: f64;
        visit_str: &str;
        visit_borrowed_str: &'de str;
        visit_string: String;
        visit_bytes: &[u8];
        visit_borrowed_bytes: &'de [u8];
    }

    fn visit_none<E: de::Error>(self) -> Result<V::Value, E> {
        self.trace.unwrapped(self.inner.visit_none())
    }

    fn visit_unit<E: de::Error>(self) -> Result<V::Value, E> {
        self.trace.unwrapped(self.inner.visit_unit())
    }

    fn visit_some<D: Deserializer<'de>>(self, json: D) -> Result<V::Value, D::Error> {
        let trace = self.trace;
        trace.unwrapped(self.inner.visit_some(trace.wrap(json)))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, json: D) -> Result<V::Value, D::Error> {
        let trace = self.trace;
        trace.unwrapped(self.inner.visit_newtype_struct(trace.wrap(json)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, array: A) -> Result<V::Value, A::Error> {
        let elements = Elements {
            array: self.trace.wrap(array),
            next: 0,
        };
        self.trace.unwrapped(self.inner.visit_seq(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<V::Value, A::Error> {
        let entries = Entries {
            object: self.trace.wrap(object),
            name: String::new(),
        };
        self.trace.unwrapped(self.inner.visit_map(entries))
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Traced<'_, S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<S::Value, D::Error> {
        let trace = self.trace;
        trace.unwrapped(self.inner.deserialize(trace.wrap(json)))
    }
}

/// The elements of an array.
struct Elements<'t, A> {
    array: Traced<'t, A>,
    next: usize,
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Elements<'_, A> {
    type Error = Mismatch<A::Error>;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Mismatch<A::Error>> {
        let Traced { trace, inner } = &mut self.array;
        let step = Step::Element(self.next);
        self.next += 1;
        let read = || inner.next_element_seed(trace.wrap(seed));
        trace.at(step, read).map_err(Mismatch::of_parser)
    }
}

/// The entries of an object.
struct Entries<'t, A> {
    object: Traced<'t, A>,
    /// The name whose value comes next.
    name: String,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Entries<'_, A> {
    type Error = Mismatch<A::Error>;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Mismatch<A::Error>> {
        let name = self.object.inner.next_key::<Text<'de>>();
        let Some(Text(name)) = name.map_err(Mismatch::of_parser)? else {
            return Ok(None);
        };
        self.name = name.into_owned();
        seed.deserialize(StrDeserializer::new(&self.name)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, Mismatch<A::Error>> {
        let Traced { trace, inner } = &mut self.object;
        let step = Step::Entry {
            name: std::mem::take(&mut self.name),
            is_field: false,
        };
        let read = || inner.next_value_seed(trace.wrap(seed));
        trace.at(step, read).map_err(Mismatch::of_parser)
    }
}
