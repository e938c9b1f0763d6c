//! Reads YAML, and therefore JSON, into nodes.
//!
//! The reader works from parser events, because the text of a scalar must be what was written: a reader that infers
//! types turns `NO` into false, `001` into 1 and `+46701740605` into an integer. It reads one value at a time, so that
//! a map of many plans is never in memory as a whole: the map asks for a key, reads its value, checks it and
//! [releases](Reader::release_since) it.
//!
//! A hostile text must not take more memory or time than an honest one of its size. Five limits ensure this:
//! - white space in a row, before anything is parsed ([`MAX_BLANK`]);
//! - the bytes of one scalar ([`MAX_TEXT`]);
//! - the levels of nesting, counted through aliases ([`MAX_DEPTH`]);
//! - the nodes in memory at a time ([`MAX_NODES`]);
//! - the nodes that aliases stand for, each time that they are used ([`MIN_ALIASED`]). An alias shares the node of its
//!   anchor and takes no memory, but a check visits the node again for every alias.

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

/// The weight that all aliases of a text may have together is this, plus one for every byte of the text, but at most
/// [`MAX_ALIASED`]. The weight of an alias is the number of nodes that a check visits for it.
const MIN_ALIASED: usize = 500_000;
const MAX_ALIASED: usize = 5_000_000;
/// This many bytes of a scalar weigh as much as a node.
const BYTES_PER_NODE: usize = 64;
/// The most nodes in memory at a time: those of one plan, and those below the anchors before it.
const MAX_NODES: usize = 1_000_000;

/// The most bytes of a scalar. A map has names, numbers and words, and a rulebook has a few sentences.
const MAX_TEXT: usize = 64 << 10;

/// The most problems that are recorded before reading ends. A text may be nothing but tags, or nothing but `<<`.
const MAX_PROBLEMS: usize = 1000;

/// The next thing in a mapping that is read key by key.
pub(crate) enum Next<'a> {
    Key(Node<'a>),
    End,
}

/// Reads the one document of a text, event by event.
pub(crate) struct Reader<'a> {
    text: &'a str,
    parser: Parser<'a, StrInput<'a>>,
    anchors: HashMap<usize, Anchored<'a>>,
    /// The weight that further aliases may have.
    aliased_left: usize,
    /// The number of nodes that may still come into memory.
    nodes_left: usize,
    /// Nodes below anchors, which stay in memory until the end.
    anchored_nodes: usize,
    /// Problems after which reading goes on: tags, a second `<<`, a foreign space before a scalar.
    pub(crate) problems: Vec<SyntaxError>,
}

/// The values of the `<<` keys of a mapping, and the place of the first of these keys.
#[derive(Default)]
pub(crate) struct Merges<'a> {
    values: Vec<Node<'a>>,
    first: Option<Place>,
}

/// The counts of nodes in memory at some moment.
#[derive(Clone, Copy)]
pub(crate) struct NodeCounts {
    nodes_left: usize,
    anchored_nodes: usize,
}

struct Anchored<'a> {
    /// `None` while the node is being read: an alias inside it would make it contain itself.
    node: Option<Arc<Node<'a>>>,
    weight: usize,
    depth: usize,
}

/// A node with its weight and its depth, both with aliases counted as the nodes that they stand for.
struct Measured<'a> {
    node: Node<'a>,
    weight: usize,
    depth: usize,
}

/// A parser event with its place.
type Step<'a> = (Event<'a>, Span);

impl<'a> Reader<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let mut options = Options::default();
        options.set_emit_comments(false);
        // Higher than the reader's own limit, so that the reader's message is the one that users see.
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

    /// The event that begins the document's first node; `None` if the text has no document.
    pub(crate) fn begin(&mut self) -> Result<Option<Step<'a>>, SyntaxError> {
        if let Some(at) = white_space::too_long_run(self.text) {
            return Err(SyntaxError {
                kind: Kind::Syntax,
                message: format!(
                    "more than {} MiB of white space begins here",
                    MAX_BLANK >> 20
                ),
                fix: "remove the white space; nothing of the file was read",
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
                        fix: "keep one document in a file",
                        at: place(&span),
                    });
                }
            }
        }
    }

    /// Whether `step` begins a mapping that may be read key by key: one without an anchor, since the node of an anchor
    /// is needed as a whole for its aliases.
    pub(crate) fn enters_mapping(step: &Step<'a>) -> bool {
        matches!(step.0, Event::MappingStart(_, 0, _))
    }

    /// The next key of a mapping that was entered.
    pub(crate) fn next_key(&mut self) -> Result<Next<'a>, SyntaxError> {
        match self.next()? {
            (Event::MappingEnd, _) => Ok(Next::End),
            step => self.node(step, 2).map(|key| Next::Key(key.node)),
        }
    }

    /// The event that begins the next value.
    pub(crate) fn next(&mut self) -> Result<Step<'a>, SyntaxError> {
        match self.parser.next_event() {
            Some(Ok(step)) => Ok(step),
            Some(Err(error)) => Err(self.parser_error(error)),
            None => Ok((Event::StreamEnd, Span::empty(Default::default()))),
        }
    }

    /// Reads the value that begins with `step`.
    pub(crate) fn value(&mut self, step: Step<'a>) -> Result<Node<'a>, SyntaxError> {
        self.node(step, 1).map(|value| value.node)
    }

    /// Reads the node that begins with an event, at a level of nesting counted from 1.
    fn node(&mut self, (event, span): Step<'a>, level: usize) -> Result<Measured<'a>, SyntaxError> {
        let at = place(&span);
        if level > MAX_DEPTH {
            return Err(too_deep(at));
        }
        self.add_nodes(1, at)?;
        if let Some(tag) = event.tag()
            && !["str", "seq", "map"].contains(&tag.core_suffix().unwrap_or_default())
        {
            let problem = SyntaxError {
                kind: Kind::Syntax,
                message: format!("the tag {} is not supported", Quoted(&as_written(tag))),
                fix: "remove the tag: every scalar is text as written",
                at: span.tag_span().map_or(at, |span| place(&span)),
            };
            // The node and the rest of the document are read all the same.
            self.record_problem(problem)?;
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
        let mut measured = match event {
            Event::Alias(id) => return self.alias(id, at, level),
            // Checked before the text is copied a second time; the parser has copied it once.
            Event::Scalar(text, ..) if text.len() > MAX_TEXT => {
                return Err(SyntaxError {
                    kind: Kind::Syntax,
                    message: format!("this text is longer than {MAX_TEXT} bytes"),
                    fix: "shorten it, or close the quote that begins it; the rest of the file was not read",
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
                    message: "the file ends in the middle of the document".to_owned(),
                    fix: "write the rest of the document",
                    at,
                });
            }
        };
        if let Some(id) = anchor {
            self.anchored_nodes += before - self.nodes_left + 1;
            let node = Arc::new(measured.node);
            measured.node = Node {
                value: Value::Shared(Arc::clone(&node)),
                at: Some(at),
            };
            let (weight, depth) = (measured.weight, measured.depth);
            self.anchors.insert(
                id,
                Anchored {
                    node: Some(node),
                    weight,
                    depth,
                },
            );
        }
        Ok(measured)
    }

    /// The node of an anchor, shared. Its depth and weight are checked as if it were written out here.
    fn alias(&mut self, id: usize, at: Place, level: usize) -> Result<Measured<'a>, SyntaxError> {
        let anchored = self.anchors.get(&id);
        let Some((anchored, node)) = anchored.and_then(|a| Some((a, a.node.as_ref()?))) else {
            return Err(SyntaxError {
                kind: Kind::Syntax,
                message: "the alias is inside the value that it refers to".to_owned(),
                fix: "write the value out here",
                at,
            });
        };
        if level + anchored.depth > MAX_DEPTH {
            return Err(too_deep(at));
        }
        let Some(left) = self.aliased_left.checked_sub(anchored.weight) else {
            return Err(SyntaxError {
                kind: Kind::Syntax,
                message:
                    "the values that the aliases refer to are together far larger than the file"
                        .to_owned(),
                fix: "use fewer aliases, or write the values out",
                at,
            });
        };
        self.aliased_left = left;
        Ok(Measured {
            node: Node {
                value: Value::Shared(Arc::clone(node)),
                at: Some(at),
            },
            weight: anchored.weight,
            depth: anchored.depth,
        })
    }

    fn list(&mut self, at: Place, level: usize) -> Result<Measured<'a>, SyntaxError> {
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
        Ok(Measured {
            node,
            weight,
            depth: depth + 1,
        })
    }

    fn mapping(&mut self, at: Place, level: usize) -> Result<Measured<'a>, SyntaxError> {
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
        Ok(Measured {
            node,
            weight,
            depth: depth + 1,
        })
    }

    /// Adds the value of a `<<` key. A second `<<` in a mapping is a duplicate key, but is merged all the same.
    pub(crate) fn add_merge(
        &mut self,
        merges: &mut Merges<'a>,
        key: &Node<'a>,
        value: Node<'a>,
    ) -> Result<(), SyntaxError> {
        if let Some(first) = merges.first {
            self.record_problem(SyntaxError {
                kind: Kind::DuplicateKey,
                message: format!("duplicate key `<<`, first used on line {}", first.line),
                fix: "keep one of the two; to merge several mappings, write a list, as in `<<: [*first, *second]`",
                at: key.at.unwrap_or(first),
            })?;
        }
        merges.first = merges.first.or(key.at);
        merges.values.push(value);
        Ok(())
    }

    /// Adds the pairs of merged mappings whose keys the mapping does not have. If several merged mappings have a key,
    /// the first one wins.
    pub(crate) fn merge(
        &mut self,
        pairs: &mut Vec<(Node<'a>, Node<'a>)>,
        merges: &Merges<'a>,
    ) -> Result<(), SyntaxError> {
        let merges = &merges.values;
        if merges.is_empty() {
            return Ok(());
        }
        let own_keys = pairs.iter().filter_map(|(key, _)| key_text(key));
        let mut keys: HashSet<Text<'a>> = own_keys.cloned().collect();
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
                        message: format!(
                            "expected a mapping for `<<`, found {}",
                            source.type_name()
                        ),
                        fix: "name a mapping, or a list of mappings, as in `<<: *common`",
                        at,
                    });
                };
                for (key, value) in added {
                    if key_text(key).is_none_or(|text| keys.insert(text.clone())) {
                        self.add_nodes(2, at)?;
                        pairs.push((key.clone(), value.clone()));
                    }
                }
            }
        }
        Ok(())
    }

    /// Records a problem after which reading goes on, unless there are too many.
    fn record_problem(&mut self, problem: SyntaxError) -> Result<(), SyntaxError> {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(problem);
            Ok(())
        } else {
            Err(problem)
        }
    }

    /// A plain scalar without the foreign spaces at its start, which are reported.
    ///
    /// Reading ends if foreign spaces have changed the structure of the document: if they indent the line, or if one is
    /// after the `:` of a key.
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
        self.record_problem(problem)?;
        Ok(match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim_start_matches(is_foreign_space)),
            Cow::Owned(text) => Cow::Owned(text.trim_start_matches(is_foreign_space).to_owned()),
        })
    }

    /// The parser's error, or a more useful one if a foreign space near the place is the likely cause.
    fn parser_error(&self, error: ScanError) -> SyntaxError {
        let error = SyntaxError::from(error);
        match white_space::around(self.text, error.at) {
            Some(space) => SyntaxError::stopped_by(space),
            None => error,
        }
    }

    /// Stops counting the nodes that were read since `earlier`, because the caller has dropped them. Those below
    /// anchors stay in memory and are still counted.
    pub(crate) fn release_since(&mut self, earlier: NodeCounts) {
        let anchored = self.anchored_nodes - earlier.anchored_nodes;
        self.nodes_left = earlier.nodes_left.saturating_sub(anchored);
    }

    /// The counts of nodes at this moment, for [`release_since`](Reader::release_since).
    pub(crate) fn node_counts(&self) -> NodeCounts {
        NodeCounts {
            nodes_left: self.nodes_left,
            anchored_nodes: self.anchored_nodes,
        }
    }

    /// Counts nodes that come into memory.
    pub(crate) fn add_nodes(&mut self, nodes: usize, at: Place) -> Result<(), SyntaxError> {
        match self.nodes_left.checked_sub(nodes) {
            Some(left) => self.nodes_left = left,
            None => {
                return Err(SyntaxError {
                    kind: Kind::Syntax,
                    message: format!("this plan has more than {MAX_NODES} keys and values"),
                    fix: "divide it into several plans; the rest of the file was not read",
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

fn scalar<'a>(text: Cow<'a, str>, style: ScalarStyle, at: Place) -> Measured<'a> {
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
    Measured {
        node,
        weight,
        depth: 1,
    }
}
