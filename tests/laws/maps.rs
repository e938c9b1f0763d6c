//! Plans and messages of a small world, in which senders, regions and spellings meet often.
//!
//! A plan here is data that writes itself down as a map, and always a valid one.

use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::sync::LazyLock;
use std::time::Duration;

use originator::numbering::LineType;
use originator::{Memory, Message, Region, Sender, UseCase};
use proptest::prelude::*;
use proptest::sample::Index;

/// The regions that plans speak of. Three share +1, three +44, two +7; what becomes of foreign numbers is
/// `blocked` in US, CA and GB, `overwritten` in KZ and FR, `kept` in NO and unknown in the others.
pub(crate) const REGIONS: [&str; 13] = [
    "US", "CA", "PR", "GB", "GG", "JE", "SE", "KZ", "RU", "DE", "FR", "NO", "001",
];

/// The senders that plans name, each with the region it is most at home in; `""` for those at home anywhere.
pub(crate) const SENDERS: [(&str, &str); 32] = [
    ("+12025550142", "US"),
    ("+12025550143", "US"),
    ("+12065550142", "US"),
    ("+13125550123", "US"),
    ("+18005550199", "US"), // toll-free
    ("+18335550142", "US"), // toll-free
    ("+14165550142", "CA"),
    ("+14165550143", "CA"),
    ("+16045550142", "CA"),
    ("+17875550142", "PR"),
    ("+447700900142", "GB"),
    ("+447700900143", "GB"),
    ("+448081570142", "GB"), // toll-free
    ("+447781123456", "GG"),
    ("+447911123456", "GG"),
    ("+447797712345", "JE"),
    ("+46701740605", "SE"),
    ("+46701740606", "SE"),
    ("+46701740699", "SE"),
    ("+46701740", "SE"),
    ("+77012345678", "KZ"),
    ("+79161234567", "RU"),
    ("+4915228817386", "DE"),
    ("+4915254599371", "DE"),
    ("+8835100012345", "001"),
    ("+80012345678", "001"), // toll-free
    ("56767", ""),
    ("38099", ""),
    ("46701740", ""), // a short code that also reads as a number
    ("RETAIL", ""),
    ("RTLOTP", ""),
    ("+46 Retail", ""),
];

/// What there is in a crowded plan, in which the same senders stand in most entries.
const CROWDED_REGIONS: [&str; 4] = ["US", "CA", "PR", "GB"];
const CROWDED_SENDERS: [&str; 5] = ["56767", "38099", "RETAIL", "+12025550142", "+18005550199"];

/// Recipients that are nobody's sender.
const RECIPIENTS: [&str; 44] = [
    "+12025550123",
    "+12025550199",
    "+12065550123",
    "+13125550199",
    "+1 (312) 555-0123",
    "+14165550123",
    "+14165550199",
    "+16045550123",
    "+12361112222",
    "+17875550123",
    "+17875550199",
    "+12425550123",
    "+447700900123",
    "+447700900199",
    "+447911234567",
    "+44 07911 123456",
    "+447781123457",
    "+447797712346",
    "+447624123456",
    "+46701740600",
    "+46 70-174 06 01",
    "0046701740602",
    "46701740603",
    "070-174 06 05",
    "+77012345679",
    "+79161234568",
    "8 (916) 123-45-67",
    "+4915228895456",
    "+33612345678",
    "+33612345679",
    "+4740612345",
    "+4740612346",
    "+5491123456789",
    "+881612345678",
    "+8835100012346",
    "+80012345679",
    "+18005550123",  // toll-free
    "+19002345678",  // premium rate
    "+449012345678", // premium rate
    "2025550123",
    "+1202555",     // too short
    "+4612",        // too short
    "+21012345678", // a code that is not assigned
    "+1202555012x",
];

#[derive(Clone, PartialEq)]
pub(crate) struct Plan {
    pub(crate) originators: Vec<(Region, Entry)>,
    /// Borrower and lenders in order.
    pub(crate) borrow: Vec<(Region, Vec<Region>)>,
    pub(crate) elsewhere: Option<Entry>,
    pub(crate) reply: ReplyRule,
    /// In seconds.
    pub(crate) remember: u32,
    pub(crate) sticky: bool,
    pub(crate) prefer_local: bool,
    pub(crate) require_valid: bool,
    pub(crate) refuse_line_types: Vec<LineType>,
    pub(crate) default_region: Option<Region>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Entry {
    Omit,
    Refuse,
    /// In order of preference.
    Order(Vec<Choice>),
}

/// Members that share the traffic; one, if it is no pool.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Choice {
    pub(crate) members: Vec<Member>,
    /// Whether a single member is written as a pool of one.
    as_pool: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Member {
    pub(crate) sender: Sender,
    pub(crate) weight: u32,
    pub(crate) terms: Terms,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Terms {
    pub(crate) state: State,
    pub(crate) two_way: bool,
    /// By use case.
    pub(crate) uses: [bool; 3],
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum State {
    Active,
    RepliesOnly,
    Off,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum ReplyRule {
    Domestic,
    SameNumber,
    DomesticOnly,
}

impl Entry {
    pub(crate) fn members(&self) -> impl Iterator<Item = &Member> {
        let order = match self {
            Entry::Order(order) => order.as_slice(),
            Entry::Omit | Entry::Refuse => &[],
        };
        order.iter().flat_map(|choice| &choice.members)
    }

    pub(crate) fn lists(&self, sender: Sender) -> bool {
        self.members().any(|member| member.sender == sender)
    }
}

impl Plan {
    pub(crate) fn entry(&self, region: Region) -> Option<&Entry> {
        let mut entries = self.originators.iter();
        entries
            .find(|&&(named, _)| named == region)
            .map(|(_, entry)| entry)
    }

    pub(crate) fn lenders(&self, region: Region) -> &[Region] {
        let mut borrow = self.borrow.iter();
        let lenders = borrow.find(|&&(borrower, _)| borrower == region);
        lenders.map_or(&[], |(_, lenders)| lenders)
    }

    /// Every place in which the map names a sender.
    pub(crate) fn members(&self) -> impl Iterator<Item = &Member> {
        let entries = self.originators.iter().map(|(_, entry)| entry);
        entries.chain(&self.elsewhere).flat_map(Entry::members)
    }

    pub(crate) fn owns(&self, sender: Sender) -> bool {
        self.members().any(|member| member.sender == sender)
    }

    pub(crate) fn senders(&self) -> Vec<Sender> {
        let mut senders: Vec<Sender> = self.members().map(|member| member.sender).collect();
        senders.sort_unstable();
        senders.dedup();
        senders
    }

    /// The plan without a sender, wherever it stood.
    pub(crate) fn without(&self, sender: Sender) -> Plan {
        let without = |entry: &Entry| match entry {
            Entry::Order(order) => {
                let mut order = order.clone();
                for choice in &mut order {
                    choice.members.retain(|member| member.sender != sender);
                }
                order.retain(|choice| !choice.members.is_empty());
                (!order.is_empty()).then_some(Entry::Order(order))
            }
            word => Some(word.clone()),
        };
        let entries = self.originators.iter();
        let mut plan = Plan {
            originators: entries
                .filter_map(|(region, entry)| Some((*region, without(entry)?)))
                .collect(),
            elsewhere: self.elsewhere.as_ref().and_then(without),
            ..self.clone()
        };
        plan.tidy_borrow();
        plan
    }

    /// Leaves out what may not stand under `borrow`: only a region with senders lends, and not to itself; a
    /// region whose entry is a word does not borrow.
    fn tidy_borrow(&mut self) {
        let mut borrow = std::mem::take(&mut self.borrow);
        borrow.retain_mut(|(borrower, lenders)| {
            let mut seen = vec![*borrower];
            lenders.retain(|lender| {
                let lends = matches!(self.entry(*lender), Some(Entry::Order(_)));
                let keep = lends && !seen.contains(lender);
                seen.push(*lender);
                keep
            });
            let borrows = !matches!(self.entry(*borrower), Some(Entry::Omit | Entry::Refuse));
            borrows && !lenders.is_empty()
        });
        self.borrow = borrow;
    }

    pub(crate) fn yaml(&self) -> String {
        self.write(&mut Shuffle(None))
    }

    /// The same plan with its keys, pool members and sets in another order.
    pub(crate) fn yaml_in_another_order(&self, seed: u64) -> String {
        self.write(&mut Shuffle(Some(seed)))
    }

    fn write(&self, shuffle: &mut Shuffle) -> String {
        let mut fields = Vec::new();
        if !self.originators.is_empty() {
            let entries = self.originators.iter();
            let lines =
                entries.map(|(region, entry)| format!("\n  {region}: {}", entry.write(shuffle)));
            let mut lines: Vec<String> = lines.collect();
            shuffle.shuffle(&mut lines);
            fields.push(format!("originators:{}", lines.concat()));
        }
        if !self.borrow.is_empty() {
            let pairs = self.borrow.iter();
            let pairs = pairs.map(|(borrower, lenders)| format!("{borrower}: {lenders:?}"));
            let mut pairs: Vec<String> = pairs.collect();
            shuffle.shuffle(&mut pairs);
            fields.push(format!("borrow: {{ {} }}", pairs.join(", ")));
        }
        match &self.elsewhere {
            Some(entry) => fields.push(format!("elsewhere: {}", entry.write(shuffle))),
            // A plan must say something.
            None if self.originators.is_empty() => fields.push("elsewhere: refuse".to_owned()),
            None => {}
        }
        match self.reply {
            ReplyRule::Domestic => {}
            ReplyRule::SameNumber => fields.push("reply: same_number".to_owned()),
            ReplyRule::DomesticOnly => fields.push("reply: domestic_only".to_owned()),
        }
        fields.push(format!("remember: {}s", self.remember));
        for (name, value) in [
            ("sticky", self.sticky),
            ("prefer_local", self.prefer_local),
            ("require_valid", self.require_valid),
        ] {
            if value {
                fields.push(format!("{name}: true"));
            }
        }
        if !self.refuse_line_types.is_empty() {
            let types = self.refuse_line_types.iter();
            let mut types: Vec<&str> = types.map(|line_type| line_type.as_str()).collect();
            shuffle.shuffle(&mut types);
            fields.push(format!("refuse_line_types: [{}]", types.join(", ")));
        }
        if let Some(region) = self.default_region {
            fields.push(format!("default_region: {region}"));
        }
        shuffle.shuffle(&mut fields);
        fields.join("\n") + "\n"
    }
}

impl Entry {
    fn write(&self, shuffle: &mut Shuffle) -> String {
        let order = match self {
            Entry::Omit => return "omit".to_owned(),
            Entry::Refuse => return "refuse".to_owned(),
            Entry::Order(order) => order,
        };
        let choices = order.iter().map(|choice| choice.write(shuffle));
        let choices: Vec<String> = choices.collect();
        match &choices[..] {
            [choice] => choice.clone(),
            choices => format!("[{}]", choices.join(", ")),
        }
    }
}

impl Choice {
    fn is_pool(&self) -> bool {
        self.as_pool || self.members.len() > 1
    }

    fn write(&self, shuffle: &mut Shuffle) -> String {
        let is_pool = self.is_pool();
        let members = self.members.iter();
        let members = members.map(|member| member.write(is_pool, shuffle));
        let mut members: Vec<String> = members.collect();
        if !is_pool {
            return members.concat();
        }
        shuffle.shuffle(&mut members);
        format!("{{ pool: [{}] }}", members.join(", "))
    }
}

impl Member {
    fn write(&self, in_pool: bool, shuffle: &mut Shuffle) -> String {
        let mut fields = vec![format!("sender: {}", self.sender)];
        if in_pool && self.weight != 1 {
            fields.push(format!("weight: {}", self.weight));
        }
        match self.terms.state {
            State::Active => {}
            State::RepliesOnly => fields.push("state: replies_only".to_owned()),
            State::Off => fields.push("state: off".to_owned()),
        }
        if !self.terms.two_way && !is_name(self.sender) {
            fields.push("two_way: false".to_owned());
        }
        if self.terms.uses != [true; 3] {
            let uses = UseCase::ALL.into_iter();
            let uses = uses.filter(|&use_case| self.terms.uses[use_case as usize]);
            let mut uses: Vec<&str> = uses.map(UseCase::as_str).collect();
            shuffle.shuffle(&mut uses);
            fields.push(format!("for: [{}]", uses.join(", ")));
        }
        if fields.len() == 1 {
            return format!("\"{}\"", self.sender);
        }
        shuffle.shuffle(&mut fields);
        format!("{{ {} }}", fields.join(", "))
    }
}

/// A case that fails is printed; a map is best read as one.
impl fmt::Debug for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{}", self.yaml())
    }
}

pub(crate) fn is_name(sender: Sender) -> bool {
    sender
        .as_str()
        .bytes()
        .any(|byte| byte.is_ascii_alphabetic())
}

/// Puts things into another order, or leaves them as they are.
struct Shuffle(Option<u64>);

impl Shuffle {
    fn shuffle<T>(&mut self, things: &mut [T]) {
        let Some(state) = &mut self.0 else { return };
        for last in (1..things.len()).rev() {
            *state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            things.swap(last, (*state >> 33) as usize % (last + 1));
        }
    }
}

/// What a message says, spelled out.
#[derive(Clone)]
pub(crate) struct Asked {
    pub(crate) to: Vec<u8>,
    pub(crate) is_reply: bool,
    pub(crate) written_to: Option<Vec<u8>>,
    pub(crate) sender: Option<Vec<u8>>,
    pub(crate) needs_reply: bool,
    pub(crate) use_case: UseCase,
    pub(crate) default_region: Option<Option<Region>>,
    pub(crate) received: Option<(Option<Sender>, Duration)>,
    pub(crate) sent: Option<(Sender, Duration)>,
}

impl Asked {
    /// A first message of which nothing else is said.
    pub(crate) fn route(to: &str) -> Asked {
        Asked {
            to: to.as_bytes().to_vec(),
            is_reply: false,
            written_to: None,
            sender: None,
            needs_reply: false,
            use_case: UseCase::default(),
            default_region: None,
            received: None,
            sent: None,
        }
    }

    pub(crate) fn message(&self) -> Message<'_> {
        let mut message = if self.is_reply {
            Message::reply_to(&self.to)
        } else {
            Message::to(&self.to)
        };
        if let Some(written_to) = &self.written_to {
            message = message.written_to(written_to);
        }
        if let Some(sender) = &self.sender {
            message = message.sender(sender);
        }
        if self.needs_reply {
            message = message.needs_reply();
        }
        if let Some(region) = self.default_region {
            message = message.default_region(region);
        }
        message.use_case(self.use_case).remembered(self.memory())
    }

    pub(crate) fn memory(&self) -> Memory {
        let mut memory = Memory::default();
        if let Some((written_to, age)) = self.received {
            memory = memory.received(written_to, age);
        }
        if let Some((sender, age)) = self.sent {
            memory = memory.sent(sender, age);
        }
        memory
    }
}

impl fmt::Debug for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |bytes: &Vec<u8>| bytes.escape_ascii().to_string();
        f.debug_struct("Asked")
            .field("to", &text(&self.to))
            .field("is_reply", &self.is_reply)
            .field("written_to", &self.written_to.as_ref().map(text))
            .field("sender", &self.sender.as_ref().map(text))
            .field("needs_reply", &self.needs_reply)
            .field("use_case", &self.use_case)
            .field("default_region", &self.default_region)
            .field("received", &self.received)
            .field("sent", &self.sent)
            .finish()
    }
}

/// A plan, and messages to be decided by it.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) plan: Plan,
    pub(crate) asked: Vec<Asked>,
}

pub(crate) fn cases() -> impl Strategy<Value = Case> {
    let asked = prop::collection::vec(sketches(), 1..=4);
    (plans(), asked).prop_map(|(plan, sketches)| {
        let asked = sketches.iter().map(|sketch| sketch.finish(&plan)).collect();
        Case { plan, asked }
    })
}

fn region(code: &str) -> Region {
    code.parse().unwrap()
}

fn regions() -> impl Strategy<Value = Region> {
    prop::sample::select(&REGIONS[..]).prop_map(region)
}

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
    (senders, reply, flags, refuse_line_types, default_region).prop_map(
        |(
            (entries, borrow, elsewhere, number_terms),
            reply,
            (sticky, prefer_local, require_valid, remember, crowded),
            refuse_line_types,
            default_region,
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
        }
    })
}

/// A recipient of the small world.
pub(crate) fn recipients() -> impl Strategy<Value = String> {
    let text = prop::sample::select(&RECIPIENTS[..]);
    (text, 0_u8..100).prop_map(|(text, last)| String::from_utf8(near(text, last)).unwrap())
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
        let carried = |choice: &Choice| {
            let members = choice.members.iter();
            members.fold(0, |all, member| all | carries_for_anyone(&member.terms))
        };
        let before = order.iter().fold(0, |all, choice| all | carried(choice));
        let here = carried(&choice);
        // One that carries nothing for anyone is there for replies, or off.
        if here == 0 || here & !before != 0 {
            order.push(choice);
        }
    }
    Entry::Order(order)
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

/// A sender before it is known which the plan has.
#[derive(Clone, Debug)]
enum Whose {
    ThePlans(Index),
    Anyones(Index),
}

fn whose() -> impl Strategy<Value = Whose> {
    prop_oneof![
        4 => any::<Index>().prop_map(Whose::ThePlans),
        1 => any::<Index>().prop_map(Whose::Anyones),
    ]
}

impl Whose {
    fn finish(&self, plan: &Plan) -> Sender {
        let all = || SENDERS.iter().map(|(text, _)| Sender::new(text).unwrap());
        let senders = plan.senders();
        match self {
            Whose::ThePlans(index) if !senders.is_empty() => *index.get(&senders),
            Whose::ThePlans(index) | Whose::Anyones(index) => {
                *index.get(&all().collect::<Vec<Sender>>())
            }
        }
    }
}

/// What somebody wrote where a sender belongs.
#[derive(Clone, Debug)]
enum Written {
    Sender(Whose, usize),
    Bytes(Vec<u8>),
}

fn written() -> impl Strategy<Value = Written> {
    let spelling = prop_oneof![3 => Just(0), 1 => 1_usize..SPELLINGS];
    prop_oneof![
        12 => (whose(), spelling).prop_map(|(whose, how)| Written::Sender(whose, how)),
        1 => any::<Vec<u8>>().prop_map(Written::Bytes),
    ]
}

const SPELLINGS: usize = 9;

impl Written {
    fn finish(&self, plan: &Plan) -> Vec<u8> {
        match self {
            Written::Bytes(bytes) => bytes.clone(),
            Written::Sender(whose, how) => spelled(whose.finish(plan).as_str(), *how).into_bytes(),
        }
    }
}

/// A sender in one of a few spellings, not all of which must read as that sender.
fn spelled(text: &str, how: usize) -> String {
    let digits = text.strip_prefix('+').unwrap_or(text);
    match how {
        1 => {
            let mut spaced = String::new();
            for (place, character) in text.chars().enumerate() {
                let space = if place % 3 == 2 { " " } else { "" };
                write!(spaced, "{character}{space}").unwrap();
            }
            spaced
        }
        2 => format!("00{digits}"),
        3 => digits.to_owned(),
        4 => format!("tel:{text}"),
        5 => format!(" {text}\r\n"),
        6 => format!("{text} ext. 12"),
        7 => text.to_lowercase(),
        8 => format!("+{digits}"),
        _ => text.to_owned(),
    }
}

/// How long ago, as against what the plan remembers.
#[derive(Clone, Copy, Debug)]
enum Age {
    Nothing,
    Half,
    JustFresh,
    JustTooOld,
    Older,
    Forever,
}

impl Age {
    const ALL: [Age; 6] = [
        Age::Nothing,
        Age::Half,
        Age::JustFresh,
        Age::JustTooOld,
        Age::Older,
        Age::Forever,
    ];

    fn finish(self, plan: &Plan) -> Duration {
        let remember = Duration::from_secs(plan.remember.into());
        match self {
            Age::Nothing => Duration::ZERO,
            Age::Half => remember / 2,
            Age::JustFresh => remember.saturating_sub(Duration::from_nanos(1)),
            Age::JustTooOld => remember,
            Age::Older => remember + Duration::from_secs(1),
            Age::Forever => Duration::MAX,
        }
    }
}

fn ages() -> impl Strategy<Value = Age> {
    prop_oneof![2 => Just(Age::Half), 1 => prop::sample::select(&Age::ALL[..])]
}

/// The recipients with their regions.
static LOCATED: LazyLock<Vec<(&str, Option<Region>)>> = LazyLock::new(|| {
    let located = |text| originator::read(text, None).map(|reading| reading.location.region);
    RECIPIENTS.map(|text| (text, located(text))).to_vec()
});

#[derive(Clone, Debug)]
enum ToSketch {
    Listed(&'static str),
    /// Of a region that the plan speaks of.
    Spoken(Index, u8),
    Near(&'static str, u8),
    Ours(Whose),
    Bytes(Vec<u8>),
}

impl ToSketch {
    fn finish(&self, plan: &Plan) -> Vec<u8> {
        match self {
            ToSketch::Listed(text) => text.as_bytes().to_vec(),
            ToSketch::Near(text, last) => near(text, *last),
            ToSketch::Spoken(index, last) => {
                let spoken =
                    |region| plan.entry(region).is_some() || !plan.lenders(region).is_empty();
                let spoken = LOCATED
                    .iter()
                    .filter(|(_, region)| region.is_some_and(spoken));
                let spoken: Vec<&str> = spoken.map(|(text, _)| *text).collect();
                let among = if spoken.is_empty() {
                    &RECIPIENTS[..]
                } else {
                    &spoken
                };
                let text: &&str = index.get(among);
                near(text, *last)
            }
            ToSketch::Ours(whose) => whose.finish(plan).as_bytes().to_vec(),
            ToSketch::Bytes(bytes) => bytes.clone(),
        }
    }
}

/// Somebody else of the same area, so that pools have people to share.
fn near(text: &str, last: u8) -> Vec<u8> {
    let kept = text.len().saturating_sub(2);
    format!("{}{last:02}", &text[..kept]).into_bytes()
}

/// A message before it is known which senders the plan has.
#[derive(Clone, Debug)]
struct AskedSketch {
    to: ToSketch,
    is_reply: bool,
    written_to: Option<Written>,
    sender: Option<Written>,
    needs_reply: bool,
    use_case: UseCase,
    default_region: Option<Option<Region>>,
    received: Option<(Option<Whose>, Age)>,
    sent: Option<(Whose, Age)>,
}

fn sketches() -> impl Strategy<Value = AskedSketch> {
    let listed = prop::sample::select(&RECIPIENTS[..]);
    let to = prop_oneof![
        5 => listed.clone().prop_map(ToSketch::Listed),
        9 => (any::<Index>(), 0_u8..100).prop_map(|(index, last)| ToSketch::Spoken(index, last)),
        3 => (listed, 0_u8..100).prop_map(|(text, last)| ToSketch::Near(text, last)),
        3 => whose().prop_map(ToSketch::Ours),
        1 => any::<Vec<u8>>().prop_map(ToSketch::Bytes),
    ];
    let received = (prop::option::weighted(0.8, whose()), ages());
    let texts = (
        prop::option::weighted(0.7, written()),
        prop::option::weighted(0.2, written()),
    );
    let use_case = prop_oneof![
        2 => Just(UseCase::Transactional),
        1 => Just(UseCase::Otp),
        1 => Just(UseCase::Marketing),
    ];
    let default_region = prop::option::weighted(0.2, prop::option::of(regions()));
    let memory = (
        prop::option::weighted(0.2, received),
        prop::option::weighted(0.5, (whose(), ages())),
    );
    let flags = (any::<bool>(), any::<bool>());
    (to, flags, texts, use_case, default_region, memory).prop_map(
        |(
            to,
            (is_reply, needs_reply),
            (written_to, sender),
            use_case,
            default_region,
            (received, sent),
        )| AskedSketch {
            to,
            is_reply,
            written_to,
            sender,
            needs_reply,
            use_case,
            default_region,
            received,
            sent,
        },
    )
}

impl AskedSketch {
    fn finish(&self, plan: &Plan) -> Asked {
        let text = |written: &Written| written.finish(plan);
        let received = self.received.as_ref().map(|(whose, age)| {
            let written_to = whose.as_ref().map(|whose| whose.finish(plan));
            (written_to, age.finish(plan))
        });
        let sent = self.sent.as_ref();
        Asked {
            to: self.to.finish(plan),
            is_reply: self.is_reply,
            written_to: self.written_to.as_ref().map(text),
            sender: self.sender.as_ref().map(text),
            needs_reply: self.needs_reply,
            use_case: self.use_case,
            default_region: self.default_region,
            received,
            sent: sent.map(|(whose, age)| (whose.finish(plan), age.finish(plan))),
        }
    }
}
