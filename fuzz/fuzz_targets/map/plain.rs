//! The text of a map that is known to be right, as the model's plans: no errors, no places, no limits of its own.

use std::collections::HashMap;
use std::rc::Rc;

use granit_parser::{Event, Options, Parser, ScalarStyle};
use originator::numbering::LineType;
use originator::{Region, Sender, UseCase};

use crate::maps::{Choice, Entry, Member, Plan, ReplyRule, State, Terms, is_name};

/// Of larger maps, with their aliases written out, nothing more is asked.
const MOST_NODES: usize = 4_000;

/// The plans and their ids in the order of the text; `None` where they are too many to be compared.
pub(crate) fn plans(text: &str) -> Option<Vec<(String, Plan)>> {
    let root = Tree::read(text);
    if root.count() > MOST_NODES {
        return None;
    }
    let plans = match root.field("service_plans") {
        Some(plans) => plans
            .pairs()
            .iter()
            .map(|(id, plan)| (id.text().to_owned(), self::plan(plan)))
            .collect(),
        None => vec![("default".to_owned(), plan(&root))],
    };
    Some(plans)
}

fn plan(node: &Tree) -> Plan {
    let flag = |name| {
        node.field(name)
            .is_some_and(|node| node.text().eq_ignore_ascii_case("true"))
    };
    let pairs = |name| node.field(name).map_or(&[][..], Tree::pairs).iter();
    let line_types = node
        .field("refuse_line_types")
        .map_or(&[][..], Tree::items)
        .iter();
    Plan {
        originators: pairs("originators")
            .map(|(code, node)| (region(code), entry(node)))
            .collect(),
        borrow: pairs("borrow")
            .map(|(borrower, lenders)| {
                (
                    region(borrower),
                    lenders.items().iter().map(region).collect(),
                )
            })
            .collect(),
        elsewhere: node.field("elsewhere").map(entry),
        reply: match node.field("reply").map(Tree::text) {
            Some("same_number") => ReplyRule::SameNumber,
            Some("domestic_only") => ReplyRule::DomesticOnly,
            _ => ReplyRule::Domestic,
        },
        remember: node
            .field("remember")
            .map_or(30 * 24 * 60 * 60, |node| seconds(node.text())),
        sticky: flag("sticky"),
        prefer_local: flag("prefer_local"),
        require_valid: flag("require_valid"),
        refuse_line_types: line_types
            .map(|name| {
                *LineType::ALL
                    .iter()
                    .find(|it| it.as_str() == name.text())
                    .unwrap()
            })
            .collect(),
        default_region: node.field("default_region").map(region),
        bare_international: node.field("bare_digits").map(Tree::text) == Some("international"),
        refuse_ambiguous: flag("refuse_ambiguous"),
    }
}

fn seconds(text: &str) -> u32 {
    let (count, unit) = text.split_at(text.len() - 1);
    let unit = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 60 * 60,
        _ => 24 * 60 * 60,
    };
    count.parse::<u32>().unwrap() * unit
}

fn region(node: &Tree) -> Region {
    node.text().parse().unwrap()
}

fn entry(node: &Tree) -> Entry {
    match node {
        Tree::Text(text, _) if text == "omit" => Entry::Omit,
        Tree::Text(text, _) if text == "refuse" => Entry::Refuse,
        Tree::List(items) => Entry::Order(items.iter().map(choice).collect()),
        _ => Entry::Order(vec![choice(node)]),
    }
}

fn choice(node: &Tree) -> Choice {
    let pool = match node {
        Tree::Pairs(_) => node.field("pool"),
        _ => None,
    };
    Choice {
        members: match pool {
            Some(pool) => pool.items().iter().map(member).collect(),
            None => vec![member(node)],
        },
        as_pool: pool.is_some(),
    }
}

fn member(node: &Tree) -> Member {
    let field = |name| match node {
        Tree::Pairs(_) => node.field(name),
        _ => None,
    };
    let sender = Sender::new(field("sender").unwrap_or(node).text()).unwrap();
    let uses = field("for").map(|uses| {
        UseCase::ALL.map(|use_case| uses.items().iter().any(|it| it.text() == use_case.as_str()))
    });
    Member {
        sender,
        weight: field("weight").map_or(1, |weight| weight.text().parse().unwrap()),
        terms: Terms {
            state: match field("state").map(Tree::text) {
                Some("replies_only") => State::RepliesOnly,
                Some("off") => State::Off,
                _ => State::Active,
            },
            two_way: field("two_way").map_or(!is_name(sender), |it| {
                it.text().eq_ignore_ascii_case("true")
            }),
            uses: uses.unwrap_or([true; 3]),
        },
    }
}

/// A tree of YAML, its aliases and merges written out.
#[derive(Clone)]
enum Tree {
    /// And whether it is a plain scalar.
    Text(String, bool),
    List(Rc<[Tree]>),
    Pairs(Rc<[(Tree, Tree)]>),
}

impl Tree {
    fn read(text: &str) -> Tree {
        let mut options = Options::default();
        options.set_emit_comments(false);
        let parser = Parser::new_from_str_with_options(text, options);
        let mut events = parser.map(|event| event.unwrap().0);
        let mut anchors = HashMap::new();
        loop {
            match events.next().unwrap() {
                Event::StreamStart | Event::DocumentStart(..) => {}
                first => return Tree::node(first, &mut events, &mut anchors),
            }
        }
    }

    fn node<'t>(
        first: Event<'t>,
        events: &mut dyn Iterator<Item = Event<'t>>,
        anchors: &mut HashMap<usize, Tree>,
    ) -> Tree {
        let anchor = first.anchor_id();
        let tree = match first {
            Event::Alias(id) => return anchors[&id].clone(),
            Event::Scalar(text, style, ..) => {
                Tree::Text(text.into_owned(), style == ScalarStyle::Plain)
            }
            Event::SequenceStart(..) => {
                let mut items = Vec::new();
                loop {
                    match events.next().unwrap() {
                        Event::SequenceEnd => break,
                        first => items.push(Tree::node(first, events, anchors)),
                    }
                }
                Tree::List(items.into())
            }
            Event::MappingStart(..) => {
                let (mut pairs, mut merged) = (Vec::new(), Vec::new());
                loop {
                    let key = match events.next().unwrap() {
                        Event::MappingEnd => break,
                        first => Tree::node(first, events, anchors),
                    };
                    let first = events.next().unwrap();
                    let value = Tree::node(first, events, anchors);
                    match (&key, &value) {
                        (Tree::Text(key, true), Tree::List(items)) if key == "<<" => {
                            merged.extend(items.iter().cloned())
                        }
                        (Tree::Text(key, true), _) if key == "<<" => merged.push(value),
                        _ => pairs.push((key, value)),
                    }
                }
                for more in merged.iter().flat_map(Tree::pairs) {
                    // Below a key that is passed over, a key need not be text.
                    let is_there = |(key, _): &(Tree, Tree)| match (key, &more.0) {
                        (Tree::Text(key, _), Tree::Text(more, _)) => key == more,
                        _ => false,
                    };
                    if !pairs.iter().any(is_there) {
                        pairs.push(more.clone());
                    }
                }
                Tree::Pairs(pairs.into())
            }
            other => panic!("{other:?} in a map that loads"),
        };
        if let Some(id) = anchor {
            anchors.insert(id, tree.clone());
        }
        tree
    }

    fn count(&self) -> usize {
        let below: usize = match self {
            Tree::Text(..) => 0,
            Tree::List(items) => items.iter().map(Tree::count).sum(),
            Tree::Pairs(pairs) => pairs
                .iter()
                .map(|(key, value)| key.count() + value.count())
                .sum(),
        };
        1 + below
    }

    fn text(&self) -> &str {
        match self {
            Tree::Text(text, _) => text,
            _ => panic!("text belongs here, in a map that loads"),
        }
    }

    fn items(&self) -> &[Tree] {
        match self {
            Tree::List(items) => items,
            _ => panic!("a list belongs here, in a map that loads"),
        }
    }

    fn pairs(&self) -> &[(Tree, Tree)] {
        match self {
            Tree::Pairs(pairs) => pairs,
            _ => panic!("a mapping belongs here, in a map that loads"),
        }
    }

    fn field(&self, name: &str) -> Option<&Tree> {
        let mut pairs = self.pairs().iter();
        pairs
            .find(|(key, _)| key.text() == name)
            .map(|(_, value)| value)
    }
}
