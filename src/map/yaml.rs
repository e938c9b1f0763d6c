//! Reads YAML, and so JSON too, into nodes: one value at a time, so that a map of many plans never stands in
//! memory whole.
//!
//! It works from parser events, because a scalar's text must be what was written: a reader that infers types
//! turns `NO` into false, `001` into 1 and `+46701740605` into an integer.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use granit_parser::{Event, Options, Parser, ScalarStyle, ScanError, Span, StrInput};

use super::node::{Form, Node, Place, Scalar, Value};

/// How deep lists and mappings may nest; the deepest meaningful map has eleven levels.
const MAX_DEPTH: usize = 32;
/// Nodes that aliases may stand for: this many, and more in proportion to the length of the text.
const MIN_ALIASED_NODES: usize = 100_000;
const ALIASED_NODES_PER_BYTE: usize = 16;

/// The text is not one YAML document of the kind that maps are written in.
#[derive(Debug)]
pub(super) struct SyntaxError {
    pub(super) message: String,
    pub(super) fix: &'static str,
    pub(super) at: Place,
}

/// What follows in a mapping that is read key by key.
pub(super) enum Next<'a> {
    Key(Node<'a>),
    End,
}

pub(super) struct Reader<'a> {
    parser: Parser<'a, StrInput<'a>>,
    anchors: HashMap<usize, Anchored<'a>>,
    aliased_nodes_left: usize,
}

struct Anchored<'a> {
    /// `None` while the node is being read: an alias there would contain itself.
    node: Option<Arc<Node<'a>>>,
    nodes: usize,
    depth: usize,
}

/// A node, and how large and deep it is with its aliases written out.
struct Sized<'a> {
    node: Node<'a>,
    nodes: usize,
    depth: usize,
}

type Step<'a> = (Event<'a>, Span);

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut options = Options::default();
        options.set_emit_comments(false);
        // The reader has its own, lower limit, whose sentence names it.
        options.flow_nesting_limit = MAX_DEPTH + 8;
        options.block_nesting_limit = MAX_DEPTH + 8;
        Reader {
            parser: Parser::new_from_str_with_options(text, options),
            anchors: HashMap::new(),
            aliased_nodes_left: MIN_ALIASED_NODES
                .saturating_add(text.len().saturating_mul(ALIASED_NODES_PER_BYTE)),
        }
    }

    /// Goes to the document's first node; `None` where the text has no document.
    pub(super) fn begin(&mut self) -> Result<Option<Step<'a>>, SyntaxError> {
        loop {
            match self.next()? {
                (Event::StreamStart | Event::DocumentStart(..), _) => {}
                (Event::StreamEnd | Event::DocumentEnd, _) => return Ok(None),
                step => return Ok(Some(step)),
            }
        }
    }

    /// Checks that nothing follows the document.
    pub(super) fn finish(&mut self) -> Result<(), SyntaxError> {
        loop {
            match self.next()? {
                (Event::DocumentEnd, _) => {}
                (Event::StreamEnd, _) => return Ok(()),
                (_, span) => {
                    return Err(SyntaxError {
                        message: "a second document begins here".to_owned(),
                        fix: "keep one map in a file",
                        at: place(&span),
                    });
                }
            }
        }
    }

    /// If `step` begins a mapping without an anchor, it may be read key by key.
    pub(super) fn enters_mapping(step: &Step<'a>) -> bool {
        matches!(step.0, Event::MappingStart(_, 0, _))
    }

    /// The next key of a mapping that was entered.
    pub(super) fn next_key(&mut self) -> Result<Next<'a>, SyntaxError> {
        match self.next()? {
            (Event::MappingEnd, _) => Ok(Next::End),
            step => self.node(step, 2).map(|sized| Next::Key(sized.node)),
        }
    }

    /// The event that begins the next value.
    pub(super) fn next(&mut self) -> Result<Step<'a>, SyntaxError> {
        match self.parser.next_event() {
            Some(Ok(step)) => Ok(step),
            Some(Err(error)) => Err(SyntaxError::from(error)),
            None => Ok((Event::StreamEnd, Span::empty(Default::default()))),
        }
    }

    /// Reads the value that begins with `step`.
    pub(super) fn value(&mut self, step: Step<'a>) -> Result<Node<'a>, SyntaxError> {
        self.node(step, 1).map(|sized| sized.node)
    }

    fn node(&mut self, (event, span): Step<'a>, level: usize) -> Result<Sized<'a>, SyntaxError> {
        let at = place(&span);
        if level > MAX_DEPTH {
            return Err(too_deep(at));
        }
        if let Some(tag) = event.tag()
            && !["str", "seq", "map"].contains(&tag.core_suffix().unwrap_or_default())
        {
            return Err(SyntaxError {
                message: format!("a map has no use for the tag `{}`", tag.original()),
                fix: "leave the tag out: every scalar is text as written",
                at,
            });
        }
        let anchor = event.anchor_id();
        if let Some(id) = anchor {
            let being_read = Anchored {
                node: None,
                nodes: 0,
                depth: 0,
            };
            self.anchors.insert(id, being_read);
        }
        let mut sized = match event {
            Event::Alias(id) => return self.alias(id, at, level),
            Event::Scalar(text, style, ..) => scalar(text, style, at),
            Event::SequenceStart(..) => self.list(at, level)?,
            Event::MappingStart(..) => self.mapping(at, level)?,
            _ => {
                return Err(SyntaxError {
                    message: "the text ends in the middle of the map".to_owned(),
                    fix: "write the rest of the map",
                    at,
                });
            }
        };
        if let Some(id) = anchor {
            let node = Arc::new(sized.node);
            sized.node = Node {
                value: Value::Shared(Arc::clone(&node)),
                at: Some(at),
            };
            let (nodes, depth) = (sized.nodes, sized.depth);
            self.anchors.insert(
                id,
                Anchored {
                    node: Some(node),
                    nodes,
                    depth,
                },
            );
        }
        Ok(sized)
    }

    fn alias(&mut self, id: usize, at: Place, level: usize) -> Result<Sized<'a>, SyntaxError> {
        let anchored = self.anchors.get(&id);
        let Some((anchored, node)) = anchored.and_then(|a| Some((a, a.node.as_ref()?))) else {
            return Err(SyntaxError {
                message: "the alias stands inside what it stands for".to_owned(),
                fix: "write out what is meant here",
                at,
            });
        };
        if level + anchored.depth > MAX_DEPTH {
            return Err(too_deep(at));
        }
        let Some(left) = self.aliased_nodes_left.checked_sub(anchored.nodes) else {
            return Err(SyntaxError {
                message: "the aliases of this map, written out, are far larger than the map"
                    .to_owned(),
                fix: "use fewer aliases, or write out what they stand for",
                at,
            });
        };
        self.aliased_nodes_left = left;
        Ok(Sized {
            node: Node {
                value: Value::Shared(Arc::clone(node)),
                at: Some(at),
            },
            nodes: anchored.nodes,
            depth: anchored.depth,
        })
    }

    fn list(&mut self, at: Place, level: usize) -> Result<Sized<'a>, SyntaxError> {
        let (mut items, mut nodes, mut depth) = (Vec::new(), 1, 0);
        loop {
            let step = self.next()?;
            if matches!(step.0, Event::SequenceEnd) {
                break;
            }
            let item = self.node(step, level + 1)?;
            nodes += item.nodes;
            depth = depth.max(item.depth);
            items.push(item.node);
        }
        let node = Node {
            value: Value::List(items),
            at: Some(at),
        };
        Ok(Sized {
            node,
            nodes,
            depth: depth + 1,
        })
    }

    fn mapping(&mut self, at: Place, level: usize) -> Result<Sized<'a>, SyntaxError> {
        let (mut pairs, mut merges) = (Vec::new(), Vec::new());
        let (mut nodes, mut depth) = (1, 0);
        loop {
            let step = self.next()?;
            if matches!(step.0, Event::MappingEnd) {
                break;
            }
            let key = self.node(step, level + 1)?;
            let step = self.next()?;
            let value = self.node(step, level + 1)?;
            nodes += key.nodes + value.nodes;
            depth = depth.max(value.depth);
            if is_merge(&key.node) {
                merges.push(value.node);
            } else {
                pairs.push((key.node, value.node));
            }
        }
        merge(&mut pairs, &merges)?;
        let node = Node {
            value: Value::Mapping(pairs),
            at: Some(at),
        };
        Ok(Sized {
            node,
            nodes,
            depth: depth + 1,
        })
    }
}

/// Whether a key is the merge key of YAML 1.1.
pub(super) fn is_merge(key: &Node<'_>) -> bool {
    matches!(&key.value, Value::Scalar(scalar) if scalar.form == Form::Plain && scalar.text == "<<")
}

/// Adds the pairs of merged mappings whose keys are not there yet; of several, the first wins.
pub(super) fn merge<'a>(
    pairs: &mut Vec<(Node<'a>, Node<'a>)>,
    merges: &[Node<'a>],
) -> Result<(), SyntaxError> {
    if merges.is_empty() {
        return Ok(());
    }
    let mut there: std::collections::HashSet<String> =
        pairs.iter().filter_map(|(key, _)| key_text(key)).collect();
    for merged in merges {
        let sources = match merged.value() {
            Value::List(items) => items.iter().collect(),
            _ => vec![merged],
        };
        for source in sources {
            let Value::Mapping(added) = source.value() else {
                return Err(SyntaxError {
                    message: format!("`<<` merges mappings, but here is {}", source.what()),
                    fix: "name a mapping, or a list of mappings, as in `<<: *common`",
                    at: source.at.unwrap_or(START),
                });
            };
            for (key, value) in added {
                if key_text(key).is_none_or(|text| there.insert(text)) {
                    pairs.push((key.clone(), value.clone()));
                }
            }
        }
    }
    Ok(())
}

fn key_text(key: &Node<'_>) -> Option<String> {
    match key.value() {
        Value::Scalar(scalar) => Some(scalar.text.clone().into_owned()),
        _ => None,
    }
}

fn scalar<'a>(text: Cow<'a, str>, style: ScalarStyle, at: Place) -> Sized<'a> {
    let form = match style {
        ScalarStyle::Plain => Form::Plain,
        _ => Form::Quoted,
    };
    let node = Node {
        value: Value::Scalar(Scalar { text, form }),
        at: Some(at),
    };
    Sized {
        node,
        nodes: 1,
        depth: 1,
    }
}

fn too_deep(at: Place) -> SyntaxError {
    SyntaxError {
        message: format!("lists and mappings nest more than {MAX_DEPTH} deep"),
        fix: "a map needs eleven levels at most",
        at,
    }
}

const START: Place = Place {
    line: 1,
    column: 1,
    offset: 0,
    length: 1,
};

fn place(span: &Span) -> Place {
    let (start, end) = (span.start, span.end);
    Place {
        line: start.line().max(1),
        column: start.col() + 1,
        offset: start.byte_offset().unwrap_or_default(),
        length: match start.line() == end.line() {
            true => end.col().saturating_sub(start.col()),
            false => 0,
        },
    }
}

impl From<ScanError> for SyntaxError {
    fn from(error: ScanError) -> Self {
        let mark = error.marker();
        SyntaxError {
            message: format!("not YAML: {}", error.info()),
            fix: "mend the YAML here or just before; what follows was not read",
            at: Place {
                line: mark.line().max(1),
                column: mark.col() + 1,
                offset: mark.byte_offset().unwrap_or_default(),
                length: 1,
            },
        }
    }
}
