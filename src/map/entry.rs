//! Checks the entry of a region: `omit`, `refuse`, a sender, a pool, or an order of preference.

use std::collections::HashMap;

use super::check::{Checker, Field};
use super::error::MapErrorKind as Kind;
use super::nearest::near_miss;
use super::node::{Form, Node, Place, Scalar, Value};
use super::path::{Path, Quoted};
use super::plan::{EntryParts, Member, State, Terms, UseCase, UseCases};
use crate::numbering::{LineType, Validity};
use crate::reading::{Reading, read_with};
use crate::{Region, Sender, SenderKind};

const SENDER_FIELDS: [&str; 4] = ["sender", "state", "for", "two_way"];
const MEMBER_FIELDS: [&str; 5] = ["sender", "weight", "state", "for", "two_way"];

/// The terms a long code or toll-free number has where the map names it first.
pub(super) struct FirstTerms {
    terms: Terms,
    line: usize,
}

type AllTerms = HashMap<Sender, FirstTerms>;

/// A choice that was read, and where it stands.
struct Listed {
    members: Vec<Member>,
    at: Option<Place>,
}

impl Checker<'_> {
    /// Checks what the map says of a region, or of `elsewhere`.
    pub(super) fn entry(
        &mut self,
        node: &Node<'_>,
        path: &Path<'_>,
        region: Option<Region>,
        terms: &mut AllTerms,
    ) -> Option<EntryParts> {
        match node.value() {
            Value::Scalar(scalar) => match &*scalar.text {
                "omit" => return Some(EntryParts::Omit),
                "refuse" => return Some(EntryParts::Refuse),
                _ => {}
            },
            Value::List(_) => {
                let items = self.list(node, path, "[RETAIL, \"+447700900142\"]")?;
                return self.order(items, path, region, terms);
            }
            Value::Mapping(_) | Value::Shared(_) => {}
        }
        let members = self.choice(node, path, region, terms)?;
        Some(EntryParts::Order(vec![members]))
    }

    fn order(
        &mut self,
        items: &[Node<'_>],
        path: &Path<'_>,
        region: Option<Region>,
        terms: &mut AllTerms,
    ) -> Option<EntryParts> {
        let mut order: Vec<Listed> = Vec::with_capacity(items.len());
        let mut complete = true;
        for (index, item) in items.iter().enumerate() {
            let path = path.item(index);
            if let Value::Scalar(Scalar { text, .. }) = item.value()
                && matches!(&**text, "omit" | "refuse")
            {
                let message = format!("`{text}` stands among senders");
                let fix = format!("write `{text}` alone, in place of the list, or leave it out");
                self.error(Kind::NearMiss, &path, item.at, message, fix);
                complete = false;
                continue;
            }
            match self.choice(item, &path, region, terms) {
                Some(members) => {
                    self.reachable(&order, &members, item.at, &path);
                    order.push(Listed {
                        members,
                        at: item.at,
                    });
                }
                None => complete = false,
            }
        }
        let order = order.into_iter().map(|listed| listed.members).collect();
        complete.then_some(EntryParts::Order(order))
    }

    /// Checks that some message can reach a choice past those before it.
    fn reachable(
        &mut self,
        before: &[Listed],
        members: &[Member],
        at: Option<Place>,
        path: &Path<'_>,
    ) {
        let earlier = || {
            before
                .iter()
                .flat_map(|listed| listed.members.iter().map(move |m| (m, listed.at)))
        };
        for member in members {
            if let Some((_, first)) =
                earlier().find(|(m, _)| m.sender == member.sender && m.terms == member.terms)
            {
                let first = first.filter(|place| place.line > 0);
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
        }
        let covered = earlier().fold(0, |covered, (member, _)| covered | carried(member));
        let wanted = members
            .iter()
            .fold(0, |wanted, member| wanted | carried(member));
        if wanted == 0 || wanted & !covered != 0 {
            return;
        }
        let list = |members: &[Member]| {
            let texts: Vec<String> = members.iter().map(|member| yaml(&member.sender)).collect();
            texts.join(", ")
        };
        let first: Vec<Member> = earlier()
            .map(|(member, _)| *member)
            .filter(|m| carried(m) & wanted != 0)
            .collect();
        let (first, these) = (list(&first), list(members));
        let message =
            format!("no message can reach {these}: {first} before it carries all that it could");
        let fix = match members {
            [member] if member.kind != SenderKind::Alphanumeric => format!(
                "did you mean a pool? `{{ pool: [{first}, {these}] }}`; to keep it for replies only: `{{ sender: {these}, state: replies_only }}`"
            ),
            _ => format!(
                "did you mean a pool? `{{ pool: [{first}, {these}] }}`; or put it first, or leave it out"
            ),
        };
        self.error(Kind::Unreachable, path, at, message, fix);
    }

    /// A sender, a sender with its terms, or a pool.
    fn choice(
        &mut self,
        node: &Node<'_>,
        path: &Path<'_>,
        region: Option<Region>,
        terms: &mut AllTerms,
    ) -> Option<Vec<Member>> {
        let Value::Mapping(pairs) = node.value() else {
            return Some(vec![self.bare(node, path, region, terms)?]);
        };
        let has = |name: &str| {
            let names = |key: &Node<'_>| matches!(key.value(), Value::Scalar(scalar) if scalar.text == name);
            pairs.iter().any(|(key, _)| names(key))
        };
        if has("pool") && !has("sender") {
            return self.pool(node, path, region, terms);
        }
        Some(vec![self.member(node, path, region, terms, false)?])
    }

    fn pool(
        &mut self,
        node: &Node<'_>,
        path: &Path<'_>,
        region: Option<Region>,
        terms: &mut AllTerms,
    ) -> Option<Vec<Member>> {
        let mut members: Vec<Member> = Vec::new();
        let mut complete = true;
        for field in self.fields(node, path, "a pool")? {
            if field.name != "pool" {
                let is_terms = SENDER_FIELDS.contains(&field.name);
                if is_terms {
                    let message = format!("`{}` belongs to a sender, not to a pool", field.name);
                    let fix = format!(
                        "write it with each member: `{{ sender: …, {}: … }}`",
                        field.name
                    );
                    self.error(
                        Kind::UnknownField,
                        &path.key(field.name),
                        field.key.at,
                        message,
                        fix,
                    );
                } else {
                    self.unknown_field(&field, path, "a pool", &["pool"]);
                }
                complete = false;
                continue;
            }
            let path = path.key("pool");
            let example = "[\"+12025550142\", \"+13125550123\"]";
            let Some(items) = self.list(field.value, &path, example) else {
                complete = false;
                continue;
            };
            for (index, item) in items.iter().enumerate() {
                let path = path.item(index);
                let member = match item.value() {
                    Value::Mapping(_) => self.member(item, &path, region, terms, true),
                    _ => self.bare(item, &path, region, terms),
                };
                let Some(member) = member else {
                    complete = false;
                    continue;
                };
                if members.iter().any(|other| other.sender == member.sender) {
                    let message = format!("`{}` is twice in the pool", member.sender);
                    let fix = "keep one of the two; a `weight` gives a sender more of the traffic";
                    self.error(Kind::DuplicateSender, &path, item.at, message, fix);
                }
                members.push(member);
            }
        }
        complete.then_some(members)
    }

    /// A sender that stands alone, without terms.
    fn bare(
        &mut self,
        node: &Node<'_>,
        path: &Path<'_>,
        region: Option<Region>,
        terms: &mut AllTerms,
    ) -> Option<Member> {
        if let Value::Scalar(Scalar { text, .. }) = node.value()
            && let Some(word) = near_miss(text)
        {
            let message = format!("{} is almost `{word}`", Quoted(text));
            let fix = format!("write `{word}`; if it is a sender's name: `{{ sender: {text} }}`");
            self.error(Kind::NearMiss, path, node.at, message, fix);
            return None;
        }
        let (sender, kind, home) = self.sender(node, path, region)?;
        let member = Member {
            sender,
            weight: 1,
            kind,
            home,
            terms: default_terms(kind),
        };
        self.agrees(&member, node.at, path, terms);
        Some(member)
    }

    /// A sender with its terms, and in a pool its weight.
    fn member(
        &mut self,
        node: &Node<'_>,
        path: &Path<'_>,
        region: Option<Region>,
        terms: &mut AllTerms,
        in_pool: bool,
    ) -> Option<Member> {
        let fields = self.fields(node, path, "a sender")?;
        let before = self.errors.count();
        let find = |name: &str| fields.iter().find(|field| field.name == name);
        let sender = match find("sender") {
            Some(field) => self.sender(field.value, &path.key("sender"), region),
            None => {
                let fix = "name it: `{ sender: \"+12025550142\" }`, or `{ pool: […] }`";
                self.error(
                    Kind::MissingField,
                    path,
                    node.at,
                    "the sender is missing",
                    fix,
                );
                None
            }
        };
        let kind = sender.map(|(_, kind, _)| kind);
        let (mut weight, mut own) = (1, default_terms(kind.unwrap_or(SenderKind::LongCode)));
        for field in &fields {
            let (value, path_of) = (field.value, path.key(field.name));
            match field.name {
                "sender" => {}
                "weight" if in_pool => weight = self.weight(value, &path_of).unwrap_or(1),
                "weight" => {
                    let fix =
                        "leave it out, or make a pool: `{ pool: [{ sender: …, weight: … }, …] }`";
                    self.error(
                        Kind::UnknownField,
                        &path_of,
                        field.key.at,
                        "a weight counts only in a pool",
                        fix,
                    );
                }
                "state" => {
                    let words = [
                        ("active", State::Active),
                        ("replies_only", State::RepliesOnly),
                        ("off", State::Off),
                    ];
                    own.state = self
                        .word(value, &path_of, "a state", &words)
                        .unwrap_or(own.state);
                }
                "for" => own.uses = self.uses(value, &path_of).unwrap_or(own.uses),
                "two_way" => {
                    own.two_way = self.two_way(field, &path_of, kind).unwrap_or(own.two_way)
                }
                _ => {
                    let known = if in_pool {
                        &MEMBER_FIELDS[..]
                    } else {
                        &SENDER_FIELDS[..]
                    };
                    self.unknown_field(field, path, "a sender", known);
                }
            }
        }
        let (sender, kind, home) = sender?;
        if self.errors.count() > before {
            return None;
        }
        let member = Member {
            sender,
            weight,
            kind,
            home,
            terms: own,
        };
        self.agrees(&member, node.at, path, terms);
        Some(member)
    }

    fn weight(&mut self, node: &Node<'_>, path: &Path<'_>) -> Option<u32> {
        if let Value::Scalar(scalar) = node.value()
            && scalar.text.bytes().all(|byte| byte.is_ascii_digit())
            && let Ok(weight @ 1..=1_000_000) = scalar.text.parse()
        {
            return Some(weight);
        }
        let message = match node.value() {
            Value::Scalar(scalar) if scalar.text == "0" => {
                "a weight of 0 would never be chosen".to_owned()
            }
            Value::Scalar(scalar) => format!("{} is not a weight", Quoted(&scalar.text)),
            _ => format!("a weight is a number, but here is {}", node.what()),
        };
        let fix = "write a whole number from 1 to 1000000, or leave the sender out (`state: off` keeps it listed)";
        self.error(Kind::BadWeight, path, node.at, message, fix);
        None
    }

    fn uses(&mut self, node: &Node<'_>, path: &Path<'_>) -> Option<UseCases> {
        let words = UseCase::ALL.map(|use_case| (use_case.as_str(), use_case));
        let mut uses = UseCases::NONE;
        for (index, item) in self.list(node, path, "[otp]")?.iter().enumerate() {
            uses.insert(self.word(item, &path.item(index), "a use case", &words)?);
        }
        Some(uses)
    }

    fn two_way(
        &mut self,
        field: &Field<'_, '_>,
        path: &Path<'_>,
        kind: Option<SenderKind>,
    ) -> Option<bool> {
        let two_way = self.boolean(field.value, path)?;
        if two_way && kind == Some(SenderKind::Alphanumeric) {
            let message = "nobody can answer an alphanumeric sender";
            let fix = "leave `two_way` out, or name a number";
            self.error(Kind::TwoWayAlphanumeric, path, field.value.at, message, fix);
        }
        Some(two_way)
    }

    /// Checks that a long code or toll-free number has the same terms wherever it stands.
    fn agrees(
        &mut self,
        member: &Member,
        at: Option<Place>,
        path: &Path<'_>,
        terms: &mut AllTerms,
    ) {
        if !matches!(member.kind, SenderKind::LongCode | SenderKind::TollFree) {
            return;
        }
        let line = at.map_or(0, |place| place.line);
        let first = terms.entry(member.sender).or_insert(FirstTerms {
            terms: member.terms,
            line,
        });
        if first.terms == member.terms {
            return;
        }
        let differs = [
            ("state", first.terms.state != member.terms.state),
            ("two_way", first.terms.two_way != member.terms.two_way),
            ("for", first.terms.uses != member.terms.uses),
        ];
        let differs: Vec<&str> = differs
            .iter()
            .filter(|(_, differs)| *differs)
            .map(|&(name, _)| name)
            .collect();
        let first = if first.line > 0 {
            format!(" than on line {}", first.line)
        } else {
            " than before".to_owned()
        };
        let message = format!(
            "`{}` has another `{}` here{first}",
            member.sender,
            differs.join("` and another `")
        );
        let fix = "a number is the same sender everywhere: write the same terms in both places (an anchor saves repeating them)";
        self.error(Kind::ConflictingTerms, path, at, message, fix);
    }

    /// Reads a sender, and tells its kind and a number's own region.
    fn sender(
        &mut self,
        node: &Node<'_>,
        path: &Path<'_>,
        region: Option<Region>,
    ) -> Option<(Sender, SenderKind, Option<Region>)> {
        let text = match node.value() {
            Value::Scalar(scalar) => match scalar.meaning() {
                Form::Plain | Form::Quoted => &*scalar.text,
                Form::Null => {
                    let fix = "write a sender; `omit` lets the provider choose, `refuse` never sends there";
                    self.error(
                        Kind::NotText,
                        path,
                        node.at,
                        "a sender belongs here, but here is nothing",
                        fix,
                    );
                    return None;
                }
                Form::Boolean | Form::Number => {
                    let message = format!(
                        "a sender is text, but {} is {}",
                        Quoted(&scalar.text),
                        node.what()
                    );
                    self.error(
                        Kind::NotText,
                        path,
                        node.at,
                        message,
                        format!("quote it: \"{}\"", scalar.text),
                    );
                    return None;
                }
            },
            _ => {
                let message = format!("a sender belongs here, but here is {}", node.what());
                self.error(
                    Kind::WrongType,
                    path,
                    node.at,
                    message,
                    "write a sender, as in `\"+12025550142\"`",
                );
                return None;
            }
        };
        if path.ends_with_sender() && ["omit", "refuse"].contains(&text.to_lowercase().as_str()) {
            let message = format!("{} is no sender's name", Quoted(text));
            let fix = format!(
                "write `{}` in place of the whole entry",
                text.to_lowercase()
            );
            self.error(Kind::NearMiss, path, node.at, message, fix);
            return None;
        }
        match Sender::new(text) {
            Ok(sender) => {
                let Some(number) = sender.number() else {
                    let short = sender.is_short_code();
                    return Some((
                        sender,
                        if short {
                            SenderKind::ShortCode
                        } else {
                            SenderKind::Alphanumeric
                        },
                        None,
                    ));
                };
                match read_with(self.numbering, text.as_bytes(), None) {
                    Some(reading) if reading.number == number => {
                        let kind = match reading.location.line_type {
                            LineType::TollFree => SenderKind::TollFree,
                            _ => SenderKind::LongCode,
                        };
                        Some((sender, kind, Some(reading.location.region)))
                    }
                    Some(reading) => self.not_e164(text, node.at, path, Some(reading)),
                    None => self.not_e164(text, node.at, path, None),
                }
            }
            Err(error) => {
                let likely = self.likely_number(text, region);
                let looks_like_number =
                    !text.chars().any(char::is_alphabetic) && text.chars().any(|c| c.is_numeric());
                if likely.is_some() || looks_like_number {
                    return self.not_e164(text, node.at, path, likely);
                }
                let fix = "write a number in E.164, a short code of 3 to 8 digits, or a name of 1 to 11 characters";
                self.error(
                    Kind::BadSender,
                    path,
                    node.at,
                    format!("{}: {error}", Quoted(text)),
                    fix,
                );
                None
            }
        }
    }

    fn not_e164<T>(
        &mut self,
        text: &str,
        at: Option<Place>,
        path: &Path<'_>,
        likely: Option<Reading>,
    ) -> Option<T> {
        let message = format!("{} is not a number in canonical E.164", Quoted(text));
        let fix = match likely {
            Some(reading) => format!("write \"{}\"", reading.number),
            None => "write `+`, the calling code and the number, digits only, as in \"+12025550142\"; a short code has 3 to 8 digits".to_owned(),
        };
        self.error(Kind::NotE164, path, at, message, fix);
        None
    }

    /// The number that somebody meant who wrote `text` as the sender of `region`.
    fn likely_number(&self, text: &str, region: Option<Region>) -> Option<Reading> {
        let international = read_with(self.numbering, text.as_bytes(), None);
        let national =
            region.and_then(|region| read_with(self.numbering, text.as_bytes(), Some(region)));
        let possible = |reading: &Reading| reading.location.validity != Validity::Invalid;
        let at_home =
            |reading: &Reading| Some(reading.location.region) == region && possible(reading);
        let explicit = text.trim_start().starts_with(['+', '0', 't', 'T']);
        let trusted = |reading: &Reading| reading.location.validity == Validity::Valid || explicit;
        international
            .filter(at_home)
            .or(national.filter(at_home))
            .or(international.filter(trusted))
    }
}

fn default_terms(kind: SenderKind) -> Terms {
    Terms {
        state: State::Active,
        two_way: kind != SenderKind::Alphanumeric,
        uses: UseCases::ALL,
    }
}

/// The messages a sender carries for anyone, as bits: a use case, and whether an answer is wanted.
fn carried(member: &Member) -> u8 {
    if member.terms.state != State::Active {
        return 0;
    }
    UseCase::ALL
        .into_iter()
        .filter(|&use_case| member.terms.uses.contains(use_case))
        .fold(0, |bits, use_case| {
            let two_way = if member.terms.two_way { 0b11 } else { 0b01 };
            bits | two_way << (2 * use_case as u8)
        })
}

/// A sender as one writes it in a map.
fn yaml(sender: &Sender) -> String {
    match sender.as_bytes().first() {
        Some(b'+') => format!("\"{sender}\""),
        _ => sender.to_string(),
    }
}
