//! Checks an order of preference: that a first message can reach every choice of it.

use std::collections::HashMap;

use super::checker::PlanChecker;
use super::entry::AllTerms;
use crate::document::{Form, MapErrorKind as Kind, Node, Path, Place, Scalar, Text};
use crate::plan::{EntryDraft, Member, SenderState, Terms, shares_calling_code};
use crate::{Region, Sender, SenderKind, UseCase};

/// Kinds of message: a use case, and whether an answer is wanted.
const KINDS: usize = 2 * UseCase::ALL.len();
/// Senders that a sentence names, beyond which it breaks off.
const MOST_NAMED: usize = 4;

/// What country rules tell apart: a sender's kind, and its own region as seen from the entry that lists it. Two
/// senders of one origin are carried by the same networks, whatever the rules of the day are.
type Origin = (SenderKind, Option<Region>);

fn origin(member: &Member, region: Option<Region>) -> Origin {
    let own = match member.kind {
        SenderKind::TollFree => region
            .filter(|&region| shares_calling_code(region, member))
            .or(member.home),
        SenderKind::LongCode | SenderKind::ShortCode | SenderKind::Alphanumeric => member.home,
    };
    (member.kind, own)
}

/// The choices of an order that were read so far.
#[derive(Default)]
struct Order {
    /// The region whose entry it is; `None` for `elsewhere`.
    region: Option<Region>,
    choices: Vec<Vec<Member>>,
    /// Those of them that no first message reaches.
    unreached: Vec<usize>,
    /// For each origin and each kind of message, the first sender that carries it, and the place of its choice.
    carriers: HashMap<Origin, [Option<(usize, Member)>; KINDS]>,
    /// Where each sender stands first with its terms.
    senders: HashMap<(Sender, Terms), Option<Place>>,
}

impl Order {
    fn push(&mut self, members: Vec<Member>, at: Option<Place>) {
        let place = self.choices.len();
        for member in &members {
            let carriers = self.carriers.entry(origin(member, self.region));
            for (kind, carrier) in carriers.or_default().iter_mut().enumerate() {
                if carries(member, kind) {
                    carrier.get_or_insert((place, *member));
                }
            }
            let here = self.senders.entry((member.sender, member.terms));
            here.or_insert(at);
        }
        self.choices.push(members);
    }

    /// The earlier senders that carry whatever `members` could, each of the origin of the member in whose place it
    /// is used; `None` where some message passes them by, and where `members` carry no first message anyway.
    fn cover(&self, members: &[Member]) -> Option<Vec<(usize, Member)>> {
        let mut cover = Vec::new();
        for member in members {
            let carriers = self.carriers.get(&origin(member, self.region));
            for kind in (0..KINDS).filter(|&kind| carries(member, kind)) {
                cover.push((*carriers?.get(kind)?)?);
            }
        }
        cover.sort_unstable_by_key(|&(place, member)| (place, member.sender));
        cover.dedup_by_key(|(_, member)| member.sender);
        (!cover.is_empty()).then_some(cover)
    }
}

impl PlanChecker<'_> {
    pub(super) fn order(
        &mut self,
        items: &[Node<'_>],
        path: &Path<'_>,
        region: Option<Region>,
        terms: &mut AllTerms,
    ) -> Option<EntryDraft> {
        let mut order = Order {
            region,
            ..Order::default()
        };
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
        complete.then_some(EntryDraft::Order(order.choices))
    }

    /// Checks that a first message can reach a choice past those before it.
    ///
    /// Only what holds whatever the country rules are is an error. A sender of another kind or country may be the
    /// one that a country carries while it blocks those before it.
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
            self.document.error(
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
        let (come, carry) = match cover.len() {
            1 => ("comes", "carries"),
            _ => ("come", "carry"),
        };
        let it = if members.len() == 1 { "it" } else { "they" };
        let first = named(cover.iter().map(|(_, member)| member));
        let these = named(members);
        let message = format!(
            "no first message reaches {these}: {first} {come} first and {carry} all that {it} could"
        );
        let mut pool: Vec<usize> = cover.iter().map(|&(place, _)| place).collect();
        pool.extend(before.unreached.iter().take(MOST_NAMED));
        pool.sort_unstable();
        pool.dedup();
        let pool = pool.iter().filter_map(|&place| before.choices.get(place));
        let pool = listed(pool.flatten().chain(members).take(MOST_NAMED + 1), written);
        let pool = format!("did you mean a pool? `{{ pool: [{pool}] }}`");
        let fix = match members {
            [member] if member.terms.two_way => {
                let for_replies = Member {
                    terms: Terms {
                        state: SenderState::RepliesOnly,
                        ..member.terms
                    },
                    ..*member
                };
                format!(
                    "{pool}; to keep it for replies only: `{}`",
                    written(&for_replies)
                )
            }
            [_] => format!("{pool}; or put it first, or leave it out"),
            _ => format!("{pool}; to keep them for replies only: `state: replies_only` with each"),
        };
        before.unreached.push(before.choices.len());
        self.document
            .error(Kind::Unreachable, path, at, message, fix);
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

/// The first few senders, as one writes them in a map.
fn named<'m>(members: impl IntoIterator<Item = &'m Member>) -> String {
    listed(members, |member| yaml(&member.sender))
}

fn listed<'m>(
    members: impl IntoIterator<Item = &'m Member>,
    write: impl Fn(&Member) -> String,
) -> String {
    let members = members.into_iter().take(MOST_NAMED + 1);
    let mut texts: Vec<String> = members.map(write).collect();
    if texts.len() > MOST_NAMED {
        texts.truncate(MOST_NAMED);
        texts.push("…".to_owned());
    }
    texts.join(", ")
}

/// A sender with those of its terms that are not the usual ones.
fn written(member: &Member) -> String {
    let Member { sender, terms, .. } = member;
    let usual = Terms::usual(member.kind);
    let mut fields = vec![format!("sender: {}", yaml(sender))];
    if terms.state != usual.state {
        fields.push(format!("state: {}", terms.state));
    }
    if terms.uses != usual.uses {
        let uses = UseCase::ALL.into_iter();
        let uses: Vec<&str> = uses
            .filter(|&use_case| terms.uses.contains(use_case))
            .map(UseCase::as_str)
            .collect();
        fields.push(format!("for: [{}]", uses.join(", ")));
    }
    if terms.two_way != usual.two_way {
        fields.push(format!("two_way: {}", terms.two_way));
    }
    match fields.as_slice() {
        [_] => yaml(sender),
        fields => format!("{{ {} }}", fields.join(", ")),
    }
}

fn yaml(sender: &Sender) -> String {
    let text = sender.as_str();
    let plain = Scalar {
        text: Text::Source(text),
        form: Form::Plain,
    };
    let is_word = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_word && !sender.is_short_code() && plain.meaning() == Form::Plain {
        text.to_owned()
    } else {
        format!("\"{text}\"")
    }
}
