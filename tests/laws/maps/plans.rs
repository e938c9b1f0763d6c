//! Plans, made up.

use std::collections::BTreeMap;

use originator::numbering::LineType;
use originator::{Region, Sender};
use proptest::prelude::*;
use proptest::sample::Index;

use super::plan::{Choice, Entry, Member, Plan, ReplyRule, State, Terms};
use super::{CROWDED_REGIONS, CROWDED_SENDERS, SENDERS, is_name, region, regions};

fn terms() -> impl Strategy<Value = Terms> + Clone {
    let state = prop_oneof![
        6 => Just(State::Active),
        3 => Just(State::RepliesOnly),
        1 => Just(State::Off),
    ];
    let uses = prop_oneof![
        6 => Just([true; 3]),
        1 => Just([true, false, false]),
        1 => Just([false, false, true]),
        1 => Just([true, true, false]),
        1 => Just([false, true, false]),
    ];
    let two_way = prop_oneof![3 => Just(true), 1 => Just(false)];
    (state, two_way, uses).prop_map(|(state, two_way, uses)| Terms {
        state,
        two_way,
        uses,
    })
}

/// A member before it is known what the plan says of its sender.
#[derive(Clone, Debug)]
struct MemberSketch {
    at_home: bool,
    sender: Index,
    weight: u32,
    terms: Terms,
}

#[derive(Clone, Debug)]
enum EntrySketch {
    Order(Vec<(Vec<MemberSketch>, bool)>),
    Omit,
    Refuse,
}

fn entries() -> impl Strategy<Value = EntrySketch> {
    let weight = prop_oneof![3 => Just(1), 2 => 2_u32..=5, 1 => Just(1_000_000)];
    let at_home = prop_oneof![2 => Just(true), 1 => Just(false)];
    let member = (at_home, any::<Index>(), weight, terms());
    let member = member.prop_map(|(at_home, sender, weight, terms)| MemberSketch {
        at_home,
        sender,
        weight,
        terms,
    });
    let members = prop_oneof![
        3 => prop::collection::vec(member.clone(), 1),
        2 => prop::collection::vec(member, 2..=4),
    ];
    let as_pool = prop_oneof![4 => Just(false), 1 => Just(true)];
    prop_oneof![
        10 => prop::collection::vec((members, as_pool), 1..=3).prop_map(EntrySketch::Order),
        1 => Just(EntrySketch::Omit),
        1 => Just(EntrySketch::Refuse),
    ]
}

pub(crate) fn plans() -> impl Strategy<Value = Plan> {
    let entries_by_region = prop::collection::btree_map(regions(), entries(), 0..=6);
    let borrow =
        prop::collection::btree_map(regions(), prop::collection::vec(regions(), 1..=4), 0..=4);
    let elsewhere = prop::option::weighted(0.5, entries());
    let number_terms = prop::collection::vec(terms(), SENDERS.len());
    let reply = prop_oneof![
        2 => Just(ReplyRule::Domestic),
        1 => Just(ReplyRule::SameNumber),
        1 => Just(ReplyRule::DomesticOnly),
    ];
    let remember = prop_oneof![8 => Just(3600), 1 => Just(1), 1 => Just(0)];
    let flags = (
        any::<bool>(),
        any::<bool>(),
        prop::bool::weighted(0.1),
        remember,
        prop::bool::weighted(0.25),
    );
    let line_types = prop::sample::select(vec![
        LineType::PremiumRate,
        LineType::TollFree,
        LineType::Mobile,
        LineType::FixedLineOrMobile,
        LineType::Unknown,
    ]);
    let refuse_line_types = prop_oneof![
        4 => Just(Vec::new()),
        1 => prop::collection::vec(line_types, 1..=2),
    ];
    let default_region = prop::option::weighted(
        0.3,
        prop::sample::select(&["SE", "US", "RU", "GB"][..]).prop_map(region),
    );
    let senders = (entries_by_region, borrow, elsewhere, number_terms);
    let reading = (default_region, any::<bool>(), any::<bool>());
    (senders, reply, flags, refuse_line_types, reading).prop_map(
        |(
            (entries, borrow, elsewhere, number_terms),
            reply,
            (sticky, prefer_local, require_valid, remember, crowded),
            refuse_line_types,
            (default_region, bare_international, refuse_ambiguous),
        )| {
            let finish =
                |sketch: &EntrySketch, region| finish_entry(sketch, region, &number_terms, crowded);
            let crowd = |region: Region| match CROWDED_REGIONS.get(region.index() % 8) {
                Some(code) if crowded => self::region(code),
                _ => region,
            };
            // Of two entries of a region that crowding made one, the last stays.
            let entries = entries.iter();
            let entries = entries.map(|(&region, entry)| (crowd(region), entry));
            let originators = entries
                .collect::<BTreeMap<Region, &EntrySketch>>()
                .into_iter()
                .map(|(region, entry)| (region, finish(entry, Some(region))))
                .collect();
            let borrow = borrow.into_iter().map(|(borrower, lenders)| {
                (crowd(borrower), lenders.into_iter().map(crowd).collect())
            });
            let borrow: BTreeMap<Region, Vec<Region>> = borrow.collect();
            let mut plan = Plan {
                originators,
                borrow: borrow.into_iter().collect(),
                elsewhere: elsewhere.map(|entry| finish(&entry, None)),
                reply,
                remember,
                sticky,
                prefer_local,
                require_valid,
                refuse_line_types,
                default_region,
                bare_international,
                refuse_ambiguous,
            };
            plan.tidy_borrow();
            plan
        },
    )
}

/// Plans of one large pool for everybody, which all of its members carry for.
pub(crate) fn pools() -> impl Strategy<Value = Plan> {
    let senders = SENDERS.iter().map(|(text, _)| Sender::new(text).unwrap());
    let senders: Vec<Sender> = senders.collect();
    let count = senders.len();
    let senders = prop::sample::subsequence(senders, 2..=count);
    let weight = prop_oneof![2 => Just(1), 2 => 1_u32..=5, 1 => 1_u32..=1_000_000];
    let weights = prop::collection::vec(weight, count);
    (senders, weights, any::<bool>()).prop_map(|(senders, weights, prefer_local)| {
        let members = senders.into_iter().zip(weights);
        let members = members.map(|(sender, weight)| Member {
            sender,
            weight,
            terms: Terms {
                state: State::Active,
                two_way: !is_name(sender),
                uses: [true; 3],
            },
        });
        let pool = Choice {
            members: members.collect(),
            as_pool: true,
        };
        Plan {
            originators: Vec::new(),
            borrow: Vec::new(),
            elsewhere: Some(Entry::Order(vec![pool])),
            reply: ReplyRule::Domestic,
            remember: 3600,
            sticky: false,
            prefer_local,
            require_valid: false,
            refuse_line_types: Vec::new(),
            default_region: None,
            bare_international: false,
            refuse_ambiguous: false,
        }
    })
}

/// Leaves out of a sketch what the map may not have.
fn finish_entry(
    sketch: &EntrySketch,
    region: Option<Region>,
    number_terms: &[Terms],
    crowded: bool,
) -> Entry {
    let sketch = match sketch {
        EntrySketch::Omit => return Entry::Omit,
        EntrySketch::Refuse => return Entry::Refuse,
        EntrySketch::Order(sketch) => sketch,
    };
    let mut order: Vec<Choice> = Vec::new();
    for (members, as_pool) in sketch {
        let mut choice = Choice {
            members: Vec::new(),
            as_pool: *as_pool,
        };
        for member in members {
            let member = member.finish(region, number_terms, crowded);
            // A pool has a sender once; an order has it again only under other terms.
            let mut pool = choice.members.iter();
            let mut before = order.iter().flat_map(|choice| &choice.members);
            if pool.all(|other| other.sender != member.sender)
                && before.all(|other| (other.sender, other.terms) != (member.sender, member.terms))
            {
                choice.members.push(member);
            }
        }
        if choice.members.is_empty() {
            continue;
        }
        if !choice.is_pool() {
            choice.members[0].weight = 1;
        }
        let carried_before = |origin: &Origin| {
            let before = order.iter().flat_map(|choice| &choice.members);
            let alike = before.filter(|other| self::origin(other.sender) == *origin);
            alike.fold(0, |all, other| all | carries_for_anyone(&other.terms))
        };
        let mut members = choice.members.iter();
        let is_reached = members.clone().any(|member| {
            carries_for_anyone(&member.terms) & !carried_before(&origin(member.sender)) != 0
        });
        // One that carries nothing for anyone is there for replies, or off.
        if is_reached || members.all(|member| carries_for_anyone(&member.terms) == 0) {
            order.push(choice);
        }
    }
    Entry::Order(order)
}

/// A kind of sender and its own region: two of the same are carried by the same countries.
type Origin = (Option<LineType>, Option<Region>, usize);

fn origin(sender: Sender) -> Origin {
    match sender.number().and_then(originator::numbering::locate) {
        Some(location) => {
            let is_toll_free = location.line_type == LineType::TollFree;
            let toll_free = is_toll_free.then_some(LineType::TollFree);
            (toll_free, Some(location.region), 0)
        }
        None => (None, None, usize::from(is_name(sender))),
    }
}

/// The messages that a sender carries for anyone, as bits.
fn carries_for_anyone(terms: &Terms) -> u8 {
    let mut bits = 0;
    for (place, serves) in terms.uses.into_iter().enumerate() {
        if serves && terms.state == State::Active {
            bits |= 1 << (2 * place);
            bits |= u8::from(terms.two_way) << (2 * place + 1);
        }
    }
    bits
}

impl MemberSketch {
    fn finish(&self, region: Option<Region>, number_terms: &[Terms], crowded: bool) -> Member {
        let code = region.map_or("", |region| region.code());
        let at_home = SENDERS.iter().enumerate();
        let at_home = at_home.filter(|(_, (_, home))| home.is_empty() || *home == code);
        let at_home: Vec<usize> = at_home.map(|(place, _)| place).collect();
        let place = if crowded {
            let crowd = CROWDED_SENDERS;
            let crowd = SENDERS
                .iter()
                .enumerate()
                .filter(|(_, (text, _))| crowd.contains(text));
            let crowd: Vec<usize> = crowd.map(|(place, _)| place).collect();
            *self.sender.get(&crowd)
        } else if self.at_home {
            *self.sender.get(&at_home)
        } else {
            self.sender.index(SENDERS.len())
        };
        let sender = Sender::new(SENDERS[place].0).unwrap();
        let terms = if sender.number().is_some() {
            // A number has the same terms everywhere.
            number_terms[place]
        } else {
            self.terms
        };
        Member {
            sender,
            weight: self.weight,
            terms: Terms {
                two_way: terms.two_way && !is_name(sender),
                ..terms
            },
        }
    }
}
