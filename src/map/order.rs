//! Checks an order of preference: that some message can reach every choice of it.

use std::collections::HashMap;

use super::check::Checker;
use super::entry::AllTerms;
use super::error::MapErrorKind as Kind;
use super::node::{Form, Node, Place, Scalar, Text};
use super::path::Path;
use super::plan::{EntryParts, Member};
use super::terms::{SenderState, Terms, UseCase};
use crate::{Region, Sender};

/// Kinds of message: a use case, and whether an answer is wanted.
const KINDS: usize = 2 * UseCase::ALL.len();
/// Senders that a sentence names, beyond which it breaks off.
const MOST_NAMED: usize = 4;

/// The choices of an order that were read so far.
#[derive(Default)]
struct Order {
    choices: Vec<Vec<Member>>,
    /// Those of them that no message can reach.
    unreached: Vec<usize>,
    /// For each kind of message, the first choice that carries it.
    carriers: [Option<usize>; KINDS],
    /// Where each sender stands first with its terms.
    senders: HashMap<(Sender, Terms), Option<Place>>,
}

impl Order {
    fn push(&mut self, members: Vec<Member>, at: Option<Place>) {
        let place = self.choices.len();
        for member in &members {
            for (kind, carrier) in self.carriers.iter_mut().enumerate() {
                if carries(member, kind) {
                    carrier.get_or_insert(place);
                }
            }
            let here = self.senders.entry((member.sender, member.terms));
            here.or_insert(at);
        }
        self.choices.push(members);
    }

    /// The choices that carry whatever `members` could, if there are such and `members` carry anything.
    fn cover(&self, members: &[Member]) -> Option<Vec<usize>> {
        let mut cover = Vec::new();
        for (kind, carrier) in self.carriers.iter().enumerate() {
            if members.iter().any(|member| carries(member, kind)) {
                cover.push((*carrier)?);
            }
        }
        cover.sort_unstable();
        cover.dedup();
        (!cover.is_empty()).then_some(cover)
    }
}

impl Checker<'_> {
    pub(super) fn order(
        &mut self,
        items: &[Node<'_>],
        path: &Path<'_>,
        region: Option<Region>,
        terms: &mut AllTerms,
    ) -> Option<EntryParts> {
        let mut order = Order::default();
        let mut complete = true;
        for (index, item) in items.iter().enumerate() {
            let path = path.item(index);
            if self.stands_among_senders(item, &path, "list") {
                complete = false;
                continue;
            }
            match self.choice(item, &path, region, terms) {
                Some(members) => {
                    self.reachable(&mut order, &members, item.at, &path);
                    order.push(members, item.at);
                }
                None => complete = false,
            }
        }
        complete.then_some(EntryParts::Order(order.choices))
    }

    /// Checks that some message can reach a choice past those before it.
    fn reachable(
        &mut self,
        before: &mut Order,
        members: &[Member],
        at: Option<Place>,
        path: &Path<'_>,
    ) {
        for member in members {
            let Some(first) = before.senders.get(&(member.sender, member.terms)) else {
                continue;
            };
            let first = first.filter(Place::is_text);
            let first = first.map_or(String::new(), |place| {
                format!(", first on line {}", place.line)
            });
            let message = format!(
                "`{}` is twice in the order of preference{first}",
                member.sender
            );
            self.error(
                Kind::DuplicateSender,
                path,
                at,
                message,
                "keep one of the two",
            );
            return;
        }
        let Some(cover) = before.cover(members) else {
            return;
        };
        let senders = |places: &[usize]| -> Vec<&Member> {
            let choices = places.iter().filter_map(|&place| before.choices.get(place));
            choices.flatten().take(MOST_NAMED + 1).collect()
        };
        let first = senders(&cover);
        let (come, carry) = match first.len() {
            1 => ("comes", "carries"),
            _ => ("come", "carry"),
        };
        let it = if members.len() == 1 { "it" } else { "they" };
        let (first, these) = (named(first), named(members.iter()));
        let message = format!(
            "no message can reach {these}: {first} {come} first and {carry} all that {it} could"
        );
        let mut pool: Vec<usize> = cover;
        pool.extend(before.unreached.iter().take(MOST_NAMED));
        pool.sort_unstable();
        let pool = named(senders(&pool).into_iter().chain(members));
        let pool = format!("did you mean a pool? `{{ pool: [{pool}] }}`");
        let fix = match members {
            [member] if member.terms.two_way => format!(
                "{pool}; to keep it for replies only: `{{ sender: {these}, state: replies_only }}`"
            ),
            [_] => format!("{pool}; or put it first, or leave it out"),
            _ => format!("{pool}; to keep them for replies only: `state: replies_only` with each"),
        };
        before.unreached.push(before.choices.len());
        self.error(Kind::Unreachable, path, at, message, fix);
    }
}

/// Whether a sender carries such a message for anyone.
fn carries(member: &Member, kind: usize) -> bool {
    let use_case = UseCase::ALL.get(kind / 2);
    let wants_answer = kind % 2 == 1;
    member.terms.state == SenderState::Active
        && (member.terms.two_way || !wants_answer)
        && use_case.is_some_and(|&use_case| member.terms.uses.contains(use_case))
}

/// Senders as one writes them in a map.
fn named<'m>(members: impl IntoIterator<Item = &'m Member>) -> String {
    let mut texts: Vec<String> = members
        .into_iter()
        .take(MOST_NAMED + 1)
        .map(|member| yaml(&member.sender))
        .collect();
    if texts.len() > MOST_NAMED {
        texts.truncate(MOST_NAMED);
        texts.push("…".to_owned());
    }
    texts.join(", ")
}

fn yaml(sender: &Sender) -> String {
    let text = sender.as_str();
    let plain = Scalar {
        text: Text::Source(text),
        form: Form::Plain,
    };
    let is_word = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    match is_word && !sender.is_short_code() && plain.meaning() == Form::Plain {
        true => text.to_owned(),
        false => format!("\"{text}\""),
    }
}
