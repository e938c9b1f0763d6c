//! Checks an order of preference: every choice must be used for some first message.
//!
//! A choice is *covered* if the choices before it together carry every first message that it could carry. Then it is
//! never used, and the user probably meant a pool. The check must hold whatever the country rules are, because these
//! change from day to day, and an error must not. So a sender is only covered by senders of the same [`Origin`], which
//! every country treats alike. Which first messages a sender carries depends on two things: the use case, and whether
//! an answer is wanted. That gives [`KINDS`] kinds of message, and a choice is covered if each kind that each of its
//! members carries has an earlier carrier of the same origin.

use std::collections::HashMap;

use super::checker::PlanChecker;
use super::entry::AllTerms;
use crate::document::{Form, MapErrorKind as Kind, Node, Path, Place, Scalar, Text};
use crate::plan::{EntryDraft, Member, SenderState, Terms, shares_calling_code};
use crate::{Region, Sender, SenderKind, UseCase};

/// The number of kinds of first message. Kind `2 * u` is use case `u` without, `2 * u + 1` with an answer wanted.
const KINDS: usize = 2 * UseCase::ALL.len();
/// The most senders that a message names before it ends in `…`.
const MAX_NAMED: usize = 4;

/// The properties of a sender that country rules distinguish: its kind, and its own region.
type Origin = (SenderKind, Option<Region>);

/// The origin of a sender in the entry of a region. The own region of a toll-free number is the region that lists it,
/// if both have the same calling code.
fn origin(member: &Member, region: Option<Region>) -> Origin {
    let home = match member.kind {
        SenderKind::TollFree => region
            .filter(|&region| shares_calling_code(region, member))
            .or(member.home),
        SenderKind::LongCode | SenderKind::ShortCode | SenderKind::Alphanumeric => member.home,
    };
    (member.kind, home)
}

/// The choices of an order of preference that were read so far.
#[derive(Default)]
struct Order {
    /// The region whose entry it is; `None` for `elsewhere`.
    region: Option<Region>,
    choices: Vec<Vec<Member>>,
    /// The indices of the choices that are covered.
    covered: Vec<usize>,
    /// For each origin and each kind of message, the first sender that carries it, with the index of its choice.
    carriers: HashMap<Origin, [Option<(usize, Member)>; KINDS]>,
    /// The first place of each sender with its terms.
    senders: HashMap<(Sender, Terms), Option<Place>>,
}

impl Order {
    fn push(&mut self, members: Vec<Member>, at: Option<Place>) {
        let index = self.choices.len();
        for member in &members {
            let carriers = self.carriers.entry(origin(member, self.region));
            for (kind, carrier) in carriers.or_default().iter_mut().enumerate() {
                if carries(member, kind) {
                    carrier.get_or_insert((index, *member));
                }
            }
            let first = self.senders.entry((member.sender, member.terms));
            first.or_insert(at);
        }
        self.choices.push(members);
    }

    /// The earlier senders that cover a choice, each once, with the index of its choice. `None` if the choice is not
    /// covered, or carries no first message anyway, such as one for replies only.
    fn cover(&self, members: &[Member]) -> Option<Vec<(usize, Member)>> {
        let mut cover = Vec::new();
        for member in members {
            let carriers = self.carriers.get(&origin(member, self.region));
            for kind in (0..KINDS).filter(|&kind| carries(member, kind)) {
                cover.push((*carriers?.get(kind)?)?);
            }
        }
        cover.sort_unstable_by_key(|&(index, member)| (index, member.sender));
        cover.dedup_by_key(|(_, member)| member.sender);
        (!cover.is_empty()).then_some(cover)
    }
}

impl PlanChecker<'_> {
    /// Checks the items of an order of preference. The choices that have errors are left out.
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
            if self.rejects_keyword(item, &path, "list") {
                complete = false;
                continue;
            }
            match self.choice(item, &path, region, terms) {
                Some(members) => {
                    if !self.rejects_duplicate(&order, &members, item.at, &path) {
                        self.check_cover(&mut order, &members, item.at, &path);
                    }
                    order.push(members, item.at);
                }
                None => complete = false,
            }
        }
        complete.then_some(EntryDraft::Order(order.choices))
    }

    /// Reports a sender of a choice that an earlier choice has with the same terms.
    fn rejects_duplicate(
        &mut self,
        before: &Order,
        members: &[Member],
        at: Option<Place>,
        path: &Path<'_>,
    ) -> bool {
        for member in members {
            let Some(first) = before.senders.get(&(member.sender, member.terms)) else {
                continue;
            };
            let first = first.filter(Place::is_text);
            let first = first.map_or(String::new(), |place| {
                format!(", first on line {}", place.line)
            });
            let message = format!(
                "`{}` is listed twice in the order of preference{first}",
                member.sender
            );
            self.document.error(
                Kind::DuplicateSender,
                path,
                at,
                message,
                "keep one of the two",
            );
            return true;
        }
        false
    }

    /// Reports a choice that is covered by those before it.
    fn check_cover(
        &mut self,
        before: &mut Order,
        members: &[Member],
        at: Option<Place>,
        path: &Path<'_>,
    ) {
        let Some(cover) = before.cover(members) else {
            return;
        };
        let (is, it) = match members.len() {
            1 => ("is", "it"),
            _ => ("are", "them"),
        };
        let (comes, carries) = match cover.len() {
            1 => ("comes", "carries"),
            _ => ("come", "carry"),
        };
        let first = named(cover.iter().map(|(_, member)| member));
        let these = named(members);
        let message = format!(
            "{these} {is} never used for a first message: {first} {comes} before {it} and {carries} the same messages"
        );
        let mut pool: Vec<usize> = cover.iter().map(|&(index, _)| index).collect();
        pool.extend(before.covered.iter().take(MAX_NAMED));
        pool.sort_unstable();
        pool.dedup();
        let pool = pool.iter().filter_map(|&index| before.choices.get(index));
        let pool = listed(pool.flatten().chain(members).take(MAX_NAMED + 1), written);
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
                    "{pool}; to keep it for replies only, write `{}`",
                    written(&for_replies)
                )
            }
            [_] => format!("{pool}; otherwise put it first, or leave it out"),
            _ => format!(
                "{pool}; to keep them for replies only, write `state: replies_only` with each"
            ),
        };
        before.covered.push(before.choices.len());
        self.document
            .error(Kind::Unreachable, path, at, message, fix);
    }
}

/// Whether a sender carries a kind of first message by its terms.
fn carries(member: &Member, kind: usize) -> bool {
    let use_case = UseCase::ALL.get(kind / 2);
    let wants_answer = kind % 2 == 1;
    member.terms.state == SenderState::Active
        && (member.terms.two_way || !wants_answer)
        && use_case.is_some_and(|&use_case| member.terms.uses.contains(use_case))
}

/// The first few senders, as they are written in a map.
fn named<'m>(members: impl IntoIterator<Item = &'m Member>) -> String {
    listed(members, |member| yaml(&member.sender))
}

fn listed<'m>(
    members: impl IntoIterator<Item = &'m Member>,
    write: impl Fn(&Member) -> String,
) -> String {
    let members = members.into_iter().take(MAX_NAMED + 1);
    let mut texts: Vec<String> = members.map(write).collect();
    if texts.len() > MAX_NAMED {
        texts.truncate(MAX_NAMED);
        texts.push("…".to_owned());
    }
    texts.join(", ")
}

/// A sender in YAML, with those of its terms that are not the default.
fn written(member: &Member) -> String {
    let Member { sender, terms, .. } = member;
    let default = Terms::default_of(member.kind);
    let mut fields = vec![format!("sender: {}", yaml(sender))];
    if terms.state != default.state {
        fields.push(format!("state: {}", terms.state));
    }
    if terms.uses != default.uses {
        let uses = UseCase::ALL.into_iter();
        let uses: Vec<&str> = uses
            .filter(|&use_case| terms.uses.contains(use_case))
            .map(UseCase::as_str)
            .collect();
        fields.push(format!("for: [{}]", uses.join(", ")));
    }
    if terms.two_way != default.two_way {
        fields.push(format!("two_way: {}", terms.two_way));
    }
    match fields.as_slice() {
        [_] => yaml(sender),
        fields => format!("{{ {} }}", fields.join(", ")),
    }
}

/// A sender as a scalar of YAML, in quotes unless it is certainly text without them.
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
