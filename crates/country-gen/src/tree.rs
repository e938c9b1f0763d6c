//! YAML events gathered into a tree in which every value knows its line.

use granit_parser::{Event, Parser, StrInput};

use crate::problem::Problem;

/// A value and the line it begins on, counted from 1.
pub(crate) struct Node {
    pub(crate) line: usize,
    pub(crate) value: Value,
}

pub(crate) enum Value {
    Text(String),
    List(Vec<Node>),
    Mapping(Vec<Entry>),
}

/// One `key: value` of a mapping.
pub(crate) struct Entry {
    pub(crate) line: usize,
    pub(crate) key: String,
    pub(crate) node: Node,
}

/// Reads the one document of a YAML text. Scalars keep their text: `NO` is no boolean and `2023` no number.
pub(crate) fn read(yaml: &str) -> Result<Node, Problem> {
    // Another crate in the build may have switched comment events on for this one.
    let options = granit_parser::options! { emit_comments: false };
    let mut events = Events(Parser::new_from_str_with_options(yaml, options));
    loop {
        let (event, line) = events.next()?;
        match event {
            Event::StreamStart | Event::DocumentStart(..) => {}
            event => return events.node(event, line),
        }
    }
}

struct Events<'y>(Parser<'y, StrInput<'y>>);

impl<'y> Events<'y> {
    fn next(&mut self) -> Result<(Event<'y>, usize), Problem> {
        match self.0.next() {
            Some(Ok((event, span))) => Ok((event, span.start.line())),
            Some(Err(error)) => Err(Problem::new(error.marker().line(), error.info())),
            None => Err(Problem::new(1, "the text ends too early")),
        }
    }

    fn node(&mut self, event: Event<'y>, line: usize) -> Result<Node, Problem> {
        let value = match event {
            Event::Scalar(text, ..) => Value::Text(text.into_owned()),
            Event::SequenceStart(..) => {
                let mut items = Vec::new();
                loop {
                    match self.next()? {
                        (Event::SequenceEnd, _) => break Value::List(items),
                        (event, line) => items.push(self.node(event, line)?),
                    }
                }
            }
            Event::MappingStart(..) => {
                let mut entries = Vec::new();
                loop {
                    match self.next()? {
                        (Event::MappingEnd, _) => break Value::Mapping(entries),
                        (Event::Scalar(key, ..), line) => {
                            let (event, value_line) = self.next()?;
                            entries.push(Entry {
                                line,
                                key: key.into_owned(),
                                node: self.node(event, value_line)?,
                            });
                        }
                        (_, line) => return Err(Problem::new(line, "a key must be plain text")),
                    }
                }
            }
            Event::Alias(_) => return Err(Problem::new(line, "aliases are not read here")),
            _ => return Err(Problem::new(line, "a value is missing here")),
        };
        Ok(Node { line, value })
    }
}
