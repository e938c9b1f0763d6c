//! Reads YAML, and so JSON too, into nodes: one value at a time, so that a map of many plans never stands in
//! memory whole.
//!
//! It works from parser events, because a scalar's text must be what was written: a reader that infers types
//! turns `NO` into false, `001` into 1 and `+46701740605` into an integer.

mod syntax;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use granit_parser::{Event, Options, Parser, ScalarStyle, ScanError, Span, StrInput};

use super::error::MapErrorKind as Kind;
use super::node::{Form, MAX_DEPTH, Node, Place, Scalar, Text, Value};
use super::path::{Quoted, is_foreign_space};
use super::white_space::{self, MAX_BLANK};
use syntax::{as_written, too_deep};

pub(crate) use syntax::{SyntaxError, place};

/// What aliases stand for, written out, may weigh this much; one more for every byte of the text, up to the most.
const MIN_ALIASED: usize = 500_000;
const MAX_ALIASED: usize = 5_000_000;
/// So many bytes of a scalar that an alias repeats weigh as much as a node.
const BYTES_PER_NODE: usize = 64;
/// Nodes that may stand in memory at once: a plan's, with those of the anchors before it.
const MAX_NODES: usize = 1_000_000;

/// Bytes of a text: a map has names, numbers and words, and a rulebook a sentence here and there.
const MAX_TEXT: usize = 64 << 10;

/// Of a map that is all tags, or all `<<`, so many are enough to name.
const MAX_PROBLEMS: usize = 1000;

/// What follows in a mapping that is read key by key.
pub(crate) enum Next<'a> {
    Key(Node<'a>),
    End,
}

pub(crate) struct Reader<'a> {
    text: &'a str,
    parser: Parser<'a, StrInput<'a>>,
    anchors: HashMap<usize, Anchored<'a>>,
    aliased_left: usize,
    nodes_left: usize,
    /// Nodes below anchors, which stay in memory.
    anchored_nodes: usize,
    /// What is no reason to stop reading: tags, a second `<<`, a space that is none.
    pub(crate) problems: Vec<SyntaxError>,
}

/// What the `<<` of a mapping merge into it, and where the first of them stands.
#[derive(Default)]
pub(crate) struct Merges<'a> {
    values: Vec<Node<'a>>,
    first: Option<Place>,
}

/// How many nodes stood in memory at a time.
#[derive(Clone, Copy)]
pub(crate) struct Counted {
    nodes_left: usize,
    anchored_nodes: usize,
}

struct Anchored<'a> {
    /// `None` while the node is being read: an alias there would contain itself.
    node: Option<Arc<Node<'a>>>,
    weight: usize,
    depth: usize,
}

/// A node, and how much it weighs and how deep it is with its aliases written out.
struct Sized<'a> {
    node: Node<'a>,
    weight: usize,
    depth: usize,
}

type Step<'a> = (Event<'a>, Span);

impl<'a> Reader<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let mut options = Options::default();
        options.set_emit_comments(false);
        // The reader has its own, lower limit, whose sentence names it.
        options.flow_nesting_limit = MAX_DEPTH + 8;
        options.block_nesting_limit = MAX_DEPTH + 8;
        Reader {
            text,
            parser: Parser::new_from_str_with_options(text, options),
            anchors: HashMap::new(),
            aliased_left: MIN_ALIASED.saturating_add(text.len()).min(MAX_ALIASED),
            nodes_left: MAX_NODES,
            anchored_nodes: 0,
            problems: Vec::new(),
        }
    }

    /// Goes to the document's first node; `None` where the text has no document.
    pub(crate) fn begin(&mut self) -> Result<Option<Step<'a>>, SyntaxError> {
        if let Some(at) = white_space::endless(self.text) {
            return Err(SyntaxError {
                kind: Kind::Syntax,
                message: format!(
                    "more than {} MiB of white space begin here",
                    MAX_BLANK >> 20
                ),
                fix: "take the white space out; nothing of the map was read",
                at,
            });
        }
        loop {
            match self.next()? {
                (Event::StreamStart | Event::DocumentStart(..), _) => {}
                (Event::StreamEnd | Event::DocumentEnd, _) => return Ok(None),
                step => return Ok(Some(step)),
            }
        }
    }

    /// Checks that nothing follows the document.
    pub(crate) fn finish(&mut self) -> Result<(), SyntaxError> {
        loop {
            match self.next()? {
                (Event::DocumentEnd, _) => {}
                (Event::StreamEnd, _) => return Ok(()),
                (_, span) => {
                    return Err(SyntaxError {
                        kind: Kind::Syntax,
                        message: "a second document begins here".to_owned(),
                        fix: "keep one map in a file",
                        at: place(&span),
                    });
                }
            }
        }
    }

    /// If `step` begins a mapping without an anchor, it may be read key by key.
    pub(crate) fn enters_mapping(step: &Step<'a>) -> bool {
        matches!(step.0, Event::MappingStart(_, 0, _))
    }

    /// The next key of a mapping that was entered.
    pub(crate) fn next_key(&mut self) -> Result<Next<'a>, SyntaxError> {
        match self.next()? {
            (Event::MappingEnd, _) => Ok(Next::End),
            step => self.node(step, 2).map(|sized| Next::Key(sized.node)),
        }
    }

    /// The event that begins the next value.
    pub(crate) fn next(&mut self) -> Result<Step<'a>, SyntaxError> {
        match self.parser.next_event() {
            Some(Ok(step)) => Ok(step),
            Some(Err(error)) => Err(self.not_yaml(error)),
            None => Ok((Event::StreamEnd, Span::empty(Default::default()))),
        }
    }

    /// Reads the value that begins with `step`.
    pub(crate) fn value(&mut self, step: Step<'a>) -> Result<Node<'a>, SyntaxError> {
        self.node(step, 1).map(|sized| sized.node)
    }

    fn node(&mut self, (event, span): Step<'a>, level: usize) -> Result<Sized<'a>, SyntaxError> {
        let at = place(&span);
        if level > MAX_DEPTH {
            return Err(too_deep(at));
        }
        self.count(1, at)?;
        if let Some(tag) = event.tag()
            && !["str", "seq", "map"].contains(&tag.core_suffix().unwrap_or_default())
        {
            let problem = SyntaxError {
                kind: Kind::Syntax,
                message: format!("a map has no use for the tag {}", Quoted(&as_written(tag))),
                fix: "leave the tag out: every scalar is text as written",
                at: span.tag_span().map_or(at, |span| place(&span)),
            };
            // What it stands before is read all the same, and so is the rest of the map.
            self.note(problem)?;
        }
        let before = self.nodes_left;
        let anchor = event.anchor_id();
        if let Some(id) = anchor {
            let being_read = Anchored {
                node: None,
                weight: 0,
                depth: 0,
            };
            self.anchors.insert(id, being_read);
        }
        let mut sized = match event {
            Event::Alias(id) => return self.alias(id, at, level),
            // Before anything copies it: the parser has done so once.
            Event::Scalar(text, ..) if text.len() > MAX_TEXT => {
                return Err(SyntaxError {
                    kind: Kind::Syntax,
                    message: format!("a text of more than {MAX_TEXT} bytes is not read"),
                    fix: "shorten it, or close it where it was meant to end; what follows was not read",
                    at,
                });
            }
            Event::Scalar(text, ScalarStyle::Plain, ..) => {
                let text = self.without_foreign_space(text, at)?;
                scalar(text, ScalarStyle::Plain, at)
            }
            Event::Scalar(text, style, ..) => scalar(text, style, at),
            Event::SequenceStart(..) => self.list(at, level)?,
            Event::MappingStart(..) => self.mapping(at, level)?,
            _ => {
                return Err(SyntaxError {
                    kind: Kind::Syntax,
                    message: "the text ends in the middle of the map".to_owned(),
                    fix: "write the rest of the map",
                    at,
                });
            }
        };
        if let Some(id) = anchor {
            self.anchored_nodes += before - self.nodes_left + 1;
            let node = Arc::new(sized.node);
            sized.node = Node {
                value: Value::Shared(Arc::clone(&node)),
                at: Some(at),
            };
            let (weight, depth) = (sized.weight, sized.depth);
            self.anchors.insert(
                id,
                Anchored {
                    node: Some(node),
                    weight,
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
                kind: Kind::Syntax,
                message: "the alias stands inside what it stands for".to_owned(),
                fix: "write out what is meant here",
                at,
            });
        };
        if level + anchored.depth > MAX_DEPTH {
            return Err(too_deep(at));
        }
        let Some(left) = self.aliased_left.checked_sub(anchored.weight) else {
            return Err(SyntaxError {
                kind: Kind::Syntax,
                message: "the aliases of this map, written out, are far larger than the map"
                    .to_owned(),
                fix: "use fewer aliases, or write out what they stand for",
                at,
            });
        };
        self.aliased_left = left;
        Ok(Sized {
            node: Node {
                value: Value::Shared(Arc::clone(node)),
                at: Some(at),
            },
            weight: anchored.weight,
            depth: anchored.depth,
        })
    }

    fn list(&mut self, at: Place, level: usize) -> Result<Sized<'a>, SyntaxError> {
        let (mut items, mut weight, mut depth) = (Vec::new(), 1, 0);
        loop {
            let step = self.next()?;
            if matches!(step.0, Event::SequenceEnd) {
                break;
            }
            let item = self.node(step, level + 1)?;
            weight += item.weight;
            depth = depth.max(item.depth);
            items.push(item.node);
        }
        let node = Node {
            value: Value::List(items),
            at: Some(at),
        };
        Ok(Sized {
            node,
            weight,
            depth: depth + 1,
        })
    }

    fn mapping(&mut self, at: Place, level: usize) -> Result<Sized<'a>, SyntaxError> {
        let (mut pairs, mut merges) = (Vec::new(), Merges::default());
        let (mut weight, mut depth) = (1, 0);
        loop {
            let step = self.next()?;
            if matches!(step.0, Event::MappingEnd) {
                break;
            }
            let key = self.node(step, level + 1)?;
            let step = self.next()?;
            let value = self.node(step, level + 1)?;
            weight += key.weight + value.weight;
            depth = depth.max(key.depth).max(value.depth);
            if is_merge(&key.node) {
                self.add_merge(&mut merges, &key.node, value.node)?;
            } else {
                pairs.push((key.node, value.node));
            }
        }
        self.merge(&mut pairs, &merges)?;
        let node = Node {
            value: Value::Mapping(pairs),
            at: Some(at),
        };
        Ok(Sized {
            node,
            weight,
            depth: depth + 1,
        })
    }

    /// Adds what a `<<` of a mapping stands before; a second one is a key that is there twice.
    pub(crate) fn add_merge(
        &mut self,
        merges: &mut Merges<'a>,
        key: &Node<'a>,
        value: Node<'a>,
    ) -> Result<(), SyntaxError> {
        if let Some(first) = merges.first {
            self.note(SyntaxError {
                kind: Kind::DuplicateKey,
                message: format!("the key `<<` is there twice, first on line {}", first.line),
                fix: "keep one of the two; one merges several mappings as a list, as in `<<: [*first, *second]`",
                at: key.at.unwrap_or(first),
            })?;
        }
        merges.first = merges.first.or(key.at);
        merges.values.push(value);
        Ok(())
    }

    /// Adds the pairs of merged mappings whose keys are not there yet; of several, the first wins.
    pub(crate) fn merge(
        &mut self,
        pairs: &mut Vec<(Node<'a>, Node<'a>)>,
        merges: &Merges<'a>,
    ) -> Result<(), SyntaxError> {
        let merges = &merges.values;
        if merges.is_empty() {
            return Ok(());
        }
        let own = pairs.iter().filter_map(|(key, _)| key_text(key));
        let mut there: HashSet<Text<'a>> = own.cloned().collect();
        for merged in merges {
            let sources = match merged.value() {
                Value::List(items) => items.as_slice(),
                _ => std::slice::from_ref(merged),
            };
            for source in sources {
                let at = source.at.unwrap_or(Place::START);
                let Value::Mapping(added) = source.value() else {
                    return Err(SyntaxError {
                        kind: Kind::Syntax,
                        message: format!("`<<` merges mappings, but here is {}", source.what()),
                        fix: "name a mapping, or a list of mappings, as in `<<: *common`",
                        at,
                    });
                };
                for (key, value) in added {
                    if key_text(key).is_none_or(|text| there.insert(text.clone())) {
                        self.count(2, at)?;
                        pairs.push((key.clone(), value.clone()));
                    }
                }
            }
        }
        Ok(())
    }

    /// Keeps a problem that is no reason to stop, unless there are very many.
    fn note(&mut self, problem: SyntaxError) -> Result<(), SyntaxError> {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(problem);
            Ok(())
        } else {
            Err(problem)
        }
    }

    /// A plain scalar without the foreign spaces that it begins with, which are reported. Reading ends where the
    /// structure is not what was meant: at a line that they indent, and where one stands behind a key.
    fn without_foreign_space(
        &mut self,
        text: Cow<'a, str>,
        at: Place,
    ) -> Result<Cow<'a, str>, SyntaxError> {
        if let Some(space) = white_space::after_key(&text, at) {
            return Err(SyntaxError::stopped_by(space));
        }
        let Some(space) = white_space::before_scalar(self.text, &text, at) else {
            return Ok(text);
        };
        let problem = SyntaxError::from(space);
        if space.indents {
            return Err(problem);
        }
        self.note(problem)?;
        Ok(match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim_start_matches(is_foreign_space)),
            Cow::Owned(text) => Cow::Owned(text.trim_start_matches(is_foreign_space).to_owned()),
        })
    }

    /// Why the parser went no further. It says little of a space that it takes for text.
    fn not_yaml(&self, error: ScanError) -> SyntaxError {
        let error = SyntaxError::from(error);
        match white_space::around(self.text, error.at) {
            Some(space) => SyntaxError::stopped_by(space),
            None => error,
        }
    }

    /// Frees what a plan took, once it has been checked; what anchors still hold goes on counting.
    pub(crate) fn forget(&mut self, from: Counted) {
        let anchored = self.anchored_nodes - from.anchored_nodes;
        self.nodes_left = from.nodes_left.saturating_sub(anchored);
    }

    /// How many nodes stand in memory now.
    pub(crate) fn counted(&self) -> Counted {
        Counted {
            nodes_left: self.nodes_left,
            anchored_nodes: self.anchored_nodes,
        }
    }

    /// Counts nodes that stand in memory from now on.
    pub(crate) fn count(&mut self, nodes: usize, at: Place) -> Result<(), SyntaxError> {
        match self.nodes_left.checked_sub(nodes) {
            Some(left) => self.nodes_left = left,
            None => {
                return Err(SyntaxError {
                    kind: Kind::Syntax,
                    message: format!("a plan of more than {MAX_NODES} keys and values is not read"),
                    fix: "divide it into several plans; what follows was not read",
                    at,
                });
            }
        }
        Ok(())
    }
}

/// Whether a key is the merge key of YAML 1.1.
pub(crate) fn is_merge(key: &Node<'_>) -> bool {
    matches!(&key.value, Value::Scalar(scalar) if scalar.form == Form::Plain && &*scalar.text == "<<")
}

fn key_text<'n, 'a>(key: &'n Node<'a>) -> Option<&'n Text<'a>> {
    match key.value() {
        Value::Scalar(scalar) => Some(&scalar.text),
        _ => None,
    }
}

fn scalar<'a>(text: Cow<'a, str>, style: ScalarStyle, at: Place) -> Sized<'a> {
    let weight = 1 + text.len() / BYTES_PER_NODE;
    let form = match style {
        ScalarStyle::Plain => Form::Plain,
        _ => Form::Quoted,
    };
    let node = Node {
        value: Value::Scalar(Scalar {
            text: text.into(),
            form,
        }),
        at: Some(at),
    };
    Sized {
        node,
        weight,
        depth: 1,
    }
}
