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

/// The terms of a long code or toll-free number in the first place that lists it.
pub(super) struct FirstTerms {
    terms: Terms,
    line: u32,
}

pub(super) type AllTerms = HashMap<Sender, FirstTerms>;

impl PlanChecker<'_> {
    /// Checks the entry of a region, or that of `elsewhere`.
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

    /// Checks a choice: a sender, a sender with its terms, or a pool. Gives its members.
    pub(super) fn choice(
        &mut self,
        node: &Node<'_>,
        path: &Path<'_>,
        region: Option<Region>,
        terms: &mut AllTerms,
    ) -> Option<Vec<Member>> {
        let Value::Mapping(pairs) = node.value() else {
            return Some(vec![self.bare_sender(node, path, region, terms)?]);
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
        let mut seen = HashSet::new();
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
                if self.rejects_keyword(item, &path, "pool") {
                    complete = false;
                    continue;
                }
                let member = match item.value() {
                    Value::Mapping(_) => self.member(item, &path, region, terms, true),
                    _ => self.bare_sender(item, &path, region, terms),
                };
                let Some(member) = member else {
                    complete = false;
                    continue;
                };
                if !seen.insert(member.sender) {
                    let message = format!("`{}` is listed twice in the pool", member.sender);
                    let fix = "keep one of the two; a `weight` gives a sender more of the traffic";
                    self.document
                        .error(Kind::DuplicateSender, &path, item.at, message, fix);
                }
                members.push(member);
            }
        }
        complete.then_some(members)
    }

    /// Reports `omit` or `refuse` as an item of a list or a pool of senders.
    pub(super) fn rejects_keyword(
        &mut self,
        item: &Node<'_>,
        path: &Path<'_>,
        within: &str,
    ) -> bool {
        let Value::Scalar(Scalar { text, .. }) = item.value() else {
            return false;
        };
        if !matches!(&**text, "omit" | "refuse") {
            return false;
        }
        let message = format!("`{}` is listed among senders", &**text);
        let fix = format!(
            "write `{}` alone instead of the {within}, or leave it out",
            &**text
        );
        self.document
            .error(Kind::NearMiss, path, item.at, message, fix);
        true
    }

    /// Checks a sender without terms.
    fn bare_sender(
        &mut self,
        node: &Node<'_>,
        path: &Path<'_>,
        region: Option<Region>,
        terms: &mut AllTerms,
    ) -> Option<Member> {
        if let Value::Scalar(Scalar { text, .. }) = node.value()
            && let Some(word) = near_miss(text)
        {
            let message = format!("{} is almost the word `{word}`", Quoted(text));
            let fix = if text.trim().eq_ignore_ascii_case(word) {
                format!("write `{word}`")
            } else {
                format!(
                    "write `{word}`; if it is the name of a sender, write `{{ sender: {} }}`",
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
            terms: Terms::default_of(kind),
        };
        self.check_same_terms(&member, node.at, path, terms);
        self.sender_site(region, member, path, node.at);
        if kind == SenderKind::Alphanumeric {
            self.bare_name_site(region, sender, path, node.at);
        }
        Some(member)
    }

    /// Checks a sender with its terms, and in a pool with its weight.
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
        let sender_field = fields.iter().find(|field| field.name == "sender");
        let found = match sender_field {
            Some(field) => self.sender(field.value, &path.key("sender"), region),
            None => {
                self.missing_sender(&fields, node.at, path);
                None
            }
        };
        let kind = found.map(|(_, kind, _)| kind);
        let mut weight = 1;
        let mut member_terms = Terms::default_of(kind.unwrap_or(SenderKind::LongCode));
        for field in &fields {
            let path_of = path.key(field.name);
            match field.name {
                "sender" => {}
                "weight" if in_pool => weight = self.weight(field.value, &path_of).unwrap_or(1),
                "state" | "for" | "two_way" => self.term(field, &path_of, kind, &mut member_terms),
                _ => self.wrong_member_field(field, path, in_pool),
            }
        }
        let (sender, kind, home) = found?;
        if self.document.errors.count() > before {
            return None;
        }
        let member = Member {
            sender,
            weight,
            kind,
            home,
            terms: member_terms,
        };
        self.check_same_terms(&member, node.at, path, terms);
        let at = sender_field.map_or(node.at, |field| field.value.at);
        self.sender_site(region, member, path, at);
        Some(member)
    }

    /// Reports that a sender is missing, unless a field that is reported by itself was probably meant as one.
    fn missing_sender(&mut self, fields: &[Field<'_, '_>], at: Option<Place>, path: &Path<'_>) {
        let is_misspelled = |field: &Field<'_, '_>| {
            !MEMBER_FIELDS.contains(&field.name)
                && nearest(field.name, ["sender", "pool"]).is_some()
        };
        if fields
            .iter()
            .any(|field| field.name == "pool" || is_misspelled(field))
        {
            return;
        }
        let fix = "name it, as in `{ sender: \"+12025550142\" }`, or write a pool: `{ pool: […] }`";
        self.document
            .error(Kind::MissingField, path, at, "the sender is missing", fix);
    }

    /// Reads a term of a sender. A term with an error keeps its value.
    fn term(
        &mut self,
        field: &Field<'_, '_>,
        path: &Path<'_>,
        kind: Option<SenderKind>,
        terms: &mut Terms,
    ) {
        match field.name {
            "state" => {
                let words = [
                    ("active", SenderState::Active),
                    ("replies_only", SenderState::RepliesOnly),
                    ("off", SenderState::Off),
                ];
                let state = self.document.word(field.value, path, "a state", &words);
                terms.state = state.unwrap_or(terms.state);
            }
            "for" => terms.uses = self.uses(field.value, path).unwrap_or(terms.uses),
            _ => terms.two_way = self.two_way(field, path, kind).unwrap_or(terms.two_way),
        }
    }

    /// Reports a field that a sender does not have, or does not have outside of a pool.
    fn wrong_member_field(&mut self, field: &Field<'_, '_>, path: &Path<'_>, in_pool: bool) {
        let (message, fix) = match field.name {
            "weight" => (
                "a weight has an effect only in a pool",
                "leave it out, or make a pool: `{ pool: [{ sender: …, weight: … }, …] }`",
            ),
            "pool" if in_pool => (
                "a pool cannot contain another pool",
                "list its senders in the outer pool",
            ),
            "pool" => (
                "an entry cannot have both `pool` and `sender`",
                "keep one of the two; for an order of preference, write a list",
            ),
            name if !in_pool && nearest(name, ["pool"]).is_some() => {
                return self.unknown_field(field, path, &SENDER, &["pool"]);
            }
            _ if in_pool => return self.unknown_field(field, path, &SENDER, &MEMBER_FIELDS),
            _ => return self.unknown_field(field, path, &SENDER, &SENDER_FIELDS),
        };
        let path = path.key(field.name);
        self.document
            .error(Kind::UnknownField, &path, field.key.at, message, fix);
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
                "a sender with a weight of 0 would never be chosen".to_owned()
            }
            Value::Scalar(scalar) if scalar.meaning() != Form::Null => {
                format!("{} is not a weight", Quoted(&scalar.text))
            }
            _ => format!("expected a weight, found {}", node.type_name()),
        };
        let fix = "write a whole number from 1 to 1000000, or leave the sender out (`state: off` keeps it listed)";
        self.document
            .error(Kind::BadWeight, path, node.at, message, fix);
        None
    }

    /// The use cases of `for`.
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
            let message = "an alphanumeric sender cannot be answered";
            let fix = "leave `two_way` out, or write a number as the sender";
            self.document
                .error(Kind::TwoWayAlphanumeric, path, field.value.at, message, fix);
        }
        Some(two_way)
    }

    /// Checks that a long code or toll-free number has the same terms in all places.
    fn check_same_terms(
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
            format!("those on line {}", first.line)
        } else {
            "those in an earlier place".to_owned()
        };
        let message = format!(
            "the terms of `{}` differ from {first}: `{}`",
            member.sender,
            differs.join("`, `")
        );
        let fix = if at.is_some_and(|at| at.is_text()) {
            "write the same terms in both places: a number is the same sender everywhere (an anchor, `&` and `*`, avoids the repetition)"
        } else {
            "write the same terms in both places: a number is the same sender everywhere"
        };
        self.document
            .error(Kind::ConflictingTerms, path, at, message, fix);
    }
}
