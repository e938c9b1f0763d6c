//! Checks the entry of a region: `omit`, `refuse`, a sender, a pool, or an order of preference.

use std::collections::{HashMap, HashSet};

use super::checker::PlanChecker;
use super::fields::{MEMBER_FIELDS, POOL, SENDER, SENDER_FIELDS};
use super::reserved::is_reserved;
use crate::document::{
    Field, Form, MapErrorKind as Kind, Node, Path, Place, Quoted, Scalar, Shown, Value, near_miss,
    nearest,
};
use crate::plan::{EntryDraft, Member, SenderState, Terms, UseCases};
use crate::{Region, Sender, SenderKind, UseCase};

/// The terms a long code or toll-free number has where the map names it first.
pub(super) struct FirstTerms {
    terms: Terms,
    line: u32,
}

pub(super) type AllTerms = HashMap<Sender, FirstTerms>;

impl PlanChecker<'_> {
    /// Checks what the map says of a region, or of `elsewhere`.
    pub(super) fn entry(
        &mut self,
        node: &Node<'_>,
        path: &Path<'_>,
        region: Option<Region>,
        terms: &mut AllTerms,
    ) -> Option<EntryDraft> {
        match node.value() {
            Value::Scalar(scalar) => match &*scalar.text {
                "omit" => return Some(EntryDraft::Omit),
                "refuse" => return Some(EntryDraft::Refuse),
                _ => {}
            },
            Value::List(_) => {
                let items = self
                    .document
                    .list(node, path, "[RETAIL, \"+447700900142\"]")?;
                return self.order(items, path, region, terms);
            }
            Value::Mapping(_) | Value::Shared(_) => {}
        }
        let members = self.choice(node, path, region, terms)?;
        Some(EntryDraft::Order(vec![members]))
    }

    /// A sender, a sender with its terms, or a pool.
    pub(super) fn choice(
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
            let names = |key: &Node<'_>| matches!(key.value(), Value::Scalar(scalar) if &*scalar.text == name);
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
        let mut there = HashSet::new();
        let mut complete = true;
        for field in self.document.fields(node, path, &POOL)? {
            if field.name != "pool" {
                let is_terms = MEMBER_FIELDS.contains(&field.name);
                if is_terms {
                    let message = format!("`{}` belongs to a sender, not to a pool", field.name);
                    let fix = format!(
                        "write it with each member: `{{ sender: …, {}: … }}`",
                        field.name
                    );
                    self.document.error(
                        Kind::UnknownField,
                        &path.key(field.name),
                        field.key.at,
                        message,
                        fix,
                    );
                } else {
                    self.unknown_field(&field, path, &POOL, &["pool"]);
                }
                complete = false;
                continue;
            }
            let path = path.key("pool");
            let example = "[\"+12025550142\", \"+13125550123\"]";
            let Some(items) = self.document.list(field.value, &path, example) else {
                complete = false;
                continue;
            };
            for (index, item) in items.iter().enumerate() {
                let path = path.item(index);
                if self.stands_among_senders(item, &path, "pool") {
                    complete = false;
                    continue;
                }
                let member = match item.value() {
                    Value::Mapping(_) => self.member(item, &path, region, terms, true),
                    _ => self.bare(item, &path, region, terms),
                };
                let Some(member) = member else {
                    complete = false;
                    continue;
                };
                if !there.insert(member.sender) {
                    let message = format!("`{}` is twice in the pool", member.sender);
                    let fix = "keep one of the two; a `weight` gives a sender more of the traffic";
                    self.document
                        .error(Kind::DuplicateSender, &path, item.at, message, fix);
                }
                members.push(member);
            }
        }
        complete.then_some(members)
    }

    /// Reports `omit` or `refuse` where only a sender belongs.
    pub(super) fn stands_among_senders(
        &mut self,
        item: &Node<'_>,
        path: &Path<'_>,
        among: &str,
    ) -> bool {
        let Value::Scalar(Scalar { text, .. }) = item.value() else {
            return false;
        };
        if !matches!(&**text, "omit" | "refuse") {
            return false;
        }
        let message = format!("`{}` stands among senders", &**text);
        let fix = format!(
            "write `{}` alone, in place of the {among}, or leave it out",
            &**text
        );
        self.document
            .error(Kind::NearMiss, path, item.at, message, fix);
        true
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
            let fix = if text.trim().eq_ignore_ascii_case(word) {
                format!("write `{word}`")
            } else {
                format!(
                    "write `{word}`; if it is a sender's name: `{{ sender: {} }}`",
                    Shown(text)
                )
            };
            self.document
                .error(Kind::NearMiss, path, node.at, message, fix);
            return None;
        }
        if let Value::Scalar(scalar) = node.value()
            && matches!(scalar.meaning(), Form::Plain | Form::Quoted)
            && is_reserved(&scalar.text)
        {
            self.reserved(&scalar.text, node, path);
            return None;
        }
        let (sender, kind, home) = self.sender(node, path, region)?;
        let member = Member {
            sender,
            weight: 1,
            kind,
            home,
            terms: Terms::usual(kind),
        };
        self.agrees(&member, node.at, path, terms);
        self.sender_site(region, member, path, node.at);
        if kind == SenderKind::Alphanumeric {
            self.bare_name_site(region, sender, path, node.at);
        }
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
        let fields = self.document.fields(node, path, &SENDER)?;
        let before = self.document.errors.count();
        let find = |name: &str| fields.iter().find(|field| field.name == name);
        let sender = match find("sender") {
            Some(field) => self.sender(field.value, &path.key("sender"), region),
            // Said better of the field itself.
            None if find("pool").is_some() => None,
            None if fields.iter().any(|field| {
                !MEMBER_FIELDS.contains(&field.name)
                    && nearest(field.name, ["sender", "pool"]).is_some()
            }) =>
            {
                None
            }
            None => {
                let fix = "name it: `{ sender: \"+12025550142\" }`, or `{ pool: […] }`";
                self.document.error(
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
        let (mut weight, mut own) = (1, Terms::usual(kind.unwrap_or(SenderKind::LongCode)));
        for field in &fields {
            let (value, path_of) = (field.value, path.key(field.name));
            match field.name {
                "sender" => {}
                "weight" if in_pool => weight = self.weight(value, &path_of).unwrap_or(1),
                "weight" => {
                    let fix =
                        "leave it out, or make a pool: `{ pool: [{ sender: …, weight: … }, …] }`";
                    self.document.error(
                        Kind::UnknownField,
                        &path_of,
                        field.key.at,
                        "a weight counts only in a pool",
                        fix,
                    );
                }
                "state" => {
                    let words = [
                        ("active", SenderState::Active),
                        ("replies_only", SenderState::RepliesOnly),
                        ("off", SenderState::Off),
                    ];
                    own.state = self
                        .document
                        .word(value, &path_of, "a state", &words)
                        .unwrap_or(own.state);
                }
                "for" => own.uses = self.uses(value, &path_of).unwrap_or(own.uses),
                "two_way" => {
                    own.two_way = self.two_way(field, &path_of, kind).unwrap_or(own.two_way)
                }
                "pool" => {
                    let (message, fix) = if in_pool {
                        (
                            "a pool cannot stand in a pool",
                            "name its senders in the pool around it",
                        )
                    } else {
                        (
                            "`pool` stands beside `sender`",
                            "write one of the two; in order of preference, write a list",
                        )
                    };
                    self.document
                        .error(Kind::UnknownField, &path_of, field.key.at, message, fix);
                }
                name if !in_pool && nearest(name, ["pool"]).is_some() => {
                    self.unknown_field(field, path, &SENDER, &["pool"]);
                }
                _ => {
                    let known = if in_pool {
                        &MEMBER_FIELDS[..]
                    } else {
                        &SENDER_FIELDS[..]
                    };
                    self.unknown_field(field, path, &SENDER, known);
                }
            }
        }
        let (sender, kind, home) = sender?;
        if self.document.errors.count() > before {
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
        let at = find("sender").map_or(node.at, |field| field.value.at);
        self.sender_site(region, member, path, at);
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
            Value::Scalar(scalar) if &*scalar.text == "0" => {
                "a weight of 0 would never be chosen".to_owned()
            }
            Value::Scalar(scalar) if scalar.meaning() != Form::Null => {
                format!("{} is not a weight", Quoted(&scalar.text))
            }
            _ => format!("a weight is a number, but here is {}", node.what()),
        };
        let fix = "write a whole number from 1 to 1000000, or leave the sender out (`state: off` keeps it listed)";
        self.document
            .error(Kind::BadWeight, path, node.at, message, fix);
        None
    }

    fn uses(&mut self, node: &Node<'_>, path: &Path<'_>) -> Option<UseCases> {
        let words = UseCase::ALL.map(|use_case| (use_case.as_str(), use_case));
        let mut uses = UseCases::NONE;
        for (index, item) in self.document.list(node, path, "[otp]")?.iter().enumerate() {
            uses.insert(
                self.document
                    .word(item, &path.item(index), "a use case", &words)?,
            );
        }
        Some(uses)
    }

    fn two_way(
        &mut self,
        field: &Field<'_, '_>,
        path: &Path<'_>,
        kind: Option<SenderKind>,
    ) -> Option<bool> {
        let two_way = self.document.boolean(field.value, path)?;
        if two_way && kind == Some(SenderKind::Alphanumeric) {
            let message = "nobody can answer an alphanumeric sender";
            let fix = "leave `two_way` out, or name a number";
            self.document
                .error(Kind::TwoWayAlphanumeric, path, field.value.at, message, fix);
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
        if !member.kind.is_number() {
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
        let fix = if at.is_some_and(|at| at.is_text()) {
            "write the same terms in both places: a number is the same sender everywhere (an anchor, `&` and `*`, saves repeating them)"
        } else {
            "write the same terms in both places: a number is the same sender everywhere"
        };
        self.document
            .error(Kind::ConflictingTerms, path, at, message, fix);
    }
}
