//! Checks a plan: from nodes to what the plan is made of, or to everything that is wrong with it.

use std::collections::HashMap;

use super::error::{Gathered, MapError, MapErrorKind as Kind};
use super::nearest::{nearest, region as nearest_region};
use super::node::{Form, Node, Place, Scalar, Value};
use super::path::{Path, Quoted};
use super::plan::{EntryParts, LineTypes, Parts, Plan, ReplyRule, Settings};
use crate::numbering::{LineType, Numbering};
use crate::{Region, Sender};

/// The fields of a plan.
pub(super) const PLAN_FIELDS: [&str; 10] = [
    "originators",
    "borrow",
    "elsewhere",
    "reply",
    "remember",
    "sticky",
    "prefer_local",
    "require_valid",
    "refuse_line_types",
    "default_region",
];

/// Gathers what is wrong while nodes are checked.
pub(super) struct Checker<'n> {
    pub(super) errors: Gathered,
    pub(super) numbering: &'n Numbering,
}

/// A pair of a mapping whose key is text.
pub(super) struct Field<'n, 'a> {
    pub(super) name: &'n str,
    pub(super) key: &'n Node<'a>,
    pub(super) value: &'n Node<'a>,
}

impl Checker<'_> {
    pub(super) fn error(
        &mut self,
        kind: Kind,
        path: &Path<'_>,
        at: Option<Place>,
        message: impl Into<String>,
        fix: impl Into<String>,
    ) {
        self.errors
            .push(MapError::new(kind, path.to_string(), message, fix, at));
    }

    /// The pairs of a mapping, without those whose key is no text or was there before.
    pub(super) fn fields<'n, 'a>(
        &mut self,
        node: &'n Node<'a>,
        path: &Path<'_>,
        what: &str,
    ) -> Option<Vec<Field<'n, 'a>>> {
        let Value::Mapping(pairs) = node.value() else {
            let kind = if node.what() == "nothing" {
                Kind::NotText
            } else {
                Kind::WrongType
            };
            let message = format!("{what} is a mapping, but here is {}", node.what());
            self.error(
                kind,
                path,
                node.at,
                message,
                "write `key: value` lines, indented",
            );
            return None;
        };
        let mut seen: HashMap<&str, &Node<'_>> = HashMap::with_capacity(pairs.len());
        let mut fields = Vec::with_capacity(pairs.len());
        for (key, value) in pairs {
            let Some(name) = self.key(key, path) else {
                continue;
            };
            if let Some(first) = seen.insert(name, key) {
                self.duplicate(name, key, first.at, path);
                continue;
            }
            fields.push(Field { name, key, value });
        }
        Some(fields)
    }

    pub(super) fn duplicate(
        &mut self,
        name: &str,
        key: &Node<'_>,
        first: Option<Place>,
        path: &Path<'_>,
    ) {
        let first = match first {
            Some(Place { line, .. }) if line > 0 => format!(", first on line {line}"),
            _ => String::new(),
        };
        let message = format!("the key {} is there twice{first}", Quoted(name));
        self.error(
            Kind::DuplicateKey,
            &path.key(name),
            key.at,
            message,
            "keep one of the two",
        );
    }

    /// The text of a key.
    pub(super) fn key<'n>(&mut self, key: &'n Node<'_>, path: &Path<'_>) -> Option<&'n str> {
        match key.value() {
            Value::Scalar(Scalar {
                text,
                form: Form::Plain | Form::Quoted,
            }) => Some(text),
            Value::Scalar(Scalar { text, .. }) => {
                let message = format!("the key {} is {}, not text", Quoted(text), key.what());
                self.error(
                    Kind::NotText,
                    path,
                    key.at,
                    message,
                    format!("quote it: \"{text}\""),
                );
                None
            }
            _ => {
                let message = format!("a key is text, but here is {}", key.what());
                self.error(
                    Kind::WrongType,
                    path,
                    key.at,
                    message,
                    "write one word before the colon",
                );
                None
            }
        }
    }

    /// The items of a list that may not be empty.
    pub(super) fn list<'n, 'a>(
        &mut self,
        node: &'n Node<'a>,
        path: &Path<'_>,
        example: &str,
    ) -> Option<&'n [Node<'a>]> {
        match node.value() {
            Value::List(items) if items.is_empty() => {
                let fix =
                    format!("write what belongs there, as in `{example}`, or leave the field out");
                self.error(Kind::Empty, path, node.at, "the list is empty", fix);
                None
            }
            Value::List(items) => Some(items),
            _ => {
                let kind = if node.what() == "nothing" {
                    Kind::NotText
                } else {
                    Kind::WrongType
                };
                let message = format!("a list belongs here, but here is {}", node.what());
                self.error(
                    kind,
                    path,
                    node.at,
                    message,
                    format!("write a list, as in `{example}`"),
                );
                None
            }
        }
    }

    /// The text of a scalar; what is nothing, a boolean or a number of another format is an error.
    pub(super) fn text<'n>(
        &mut self,
        node: &'n Node<'_>,
        path: &Path<'_>,
        wanted: &str,
        example: &str,
    ) -> Option<&'n str> {
        let Value::Scalar(scalar) = node.value() else {
            let message = format!("{wanted} belongs here, but here is {}", node.what());
            self.error(
                Kind::WrongType,
                path,
                node.at,
                message,
                format!("write it as in `{example}`"),
            );
            return None;
        };
        let text = &*scalar.text;
        match scalar.meaning() {
            Form::Plain | Form::Quoted => return Some(text),
            Form::Null => {
                let message = format!("{wanted} belongs here, but here is nothing");
                self.error(
                    Kind::NotText,
                    path,
                    node.at,
                    message,
                    format!("write it, as in `{example}`"),
                );
            }
            Form::Boolean | Form::Number => {
                let message = format!(
                    "{wanted} belongs here, but {} is {}",
                    Quoted(text),
                    node.what()
                );
                self.error(
                    Kind::NotText,
                    path,
                    node.at,
                    message,
                    format!("quote it: \"{text}\""),
                );
            }
        }
        None
    }

    /// A region, or the error that names the likely one.
    pub(super) fn region(
        &mut self,
        text: &str,
        at: Option<Place>,
        path: &Path<'_>,
    ) -> Option<Region> {
        match text.parse() {
            Ok(region) => Some(region),
            Err(error) => {
                let fix = match nearest_region(text) {
                    Some(region) => format!("write `{region}`"),
                    None if text.trim_start_matches('+').parse::<u16>().is_ok() => {
                        "write the country's two-letter code: several countries may share a calling code".to_owned()
                    }
                    None => format!("write a region's code, as in `US`; this is {error}"),
                };
                let message = format!("{} is not a region", Quoted(text));
                self.error(Kind::UnknownRegion, path, at, message, fix);
                None
            }
        }
    }

    /// One of a few words.
    pub(super) fn word<T: Copy>(
        &mut self,
        node: &Node<'_>,
        path: &Path<'_>,
        wanted: &str,
        words: &[(&str, T)],
    ) -> Option<T> {
        let names = || words.iter().map(|&(word, _)| word);
        let example = names().next().unwrap_or_default();
        let text = self.text(node, path, wanted, example)?;
        if let Some(&(_, value)) = words.iter().find(|&&(word, _)| word == text) {
            return Some(value);
        }
        let fix = match nearest(text, names()) {
            Some(word) => format!("did you mean `{word}`?"),
            None => format!("write one of {}", names().collect::<Vec<_>>().join(", ")),
        };
        self.error(
            Kind::BadValue,
            path,
            node.at,
            format!("{} is not {wanted}", Quoted(text)),
            fix,
        );
        None
    }

    pub(super) fn boolean(&mut self, node: &Node<'_>, path: &Path<'_>) -> Option<bool> {
        if let Value::Scalar(scalar) = node.value() {
            match &*scalar.text {
                "true" | "True" | "TRUE" => return Some(true),
                "false" | "False" | "FALSE" => return Some(false),
                _ => {}
            }
        }
        let message = format!("true or false belongs here, but here is {}", node.what());
        self.error(
            Kind::BadValue,
            path,
            node.at,
            message,
            "write `true` or `false`",
        );
        None
    }

    pub(super) fn unknown_field(
        &mut self,
        field: &Field<'_, '_>,
        path: &Path<'_>,
        what: &str,
        known: &[&str],
    ) {
        let fix = match nearest(field.name, known.iter().copied()) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("leave it out; {what} has {}", known.join(", ")),
        };
        let message = format!("{what} has no field {}", Quoted(field.name));
        self.error(
            Kind::UnknownField,
            &path.key(field.name),
            field.key.at,
            message,
            fix,
        );
    }

    /// Checks the fields of a plan that stand at `path`, and compiles it.
    pub(super) fn plan(
        &mut self,
        fields: &[Field<'_, '_>],
        at: Option<Place>,
        path: &Path<'_>,
    ) -> Option<Plan> {
        let before = self.errors.count();
        let mut settings = Settings::default();
        let (mut entries, mut elsewhere) = (None, None);
        let mut named = HashMap::new();
        let mut terms = HashMap::new();
        for field in fields {
            let (value, path) = (field.value, path.key(field.name));
            match field.name {
                "originators" => {
                    entries = Some(self.originators(value, &path, &mut named, &mut terms));
                }
                "elsewhere" => elsewhere = self.entry(value, &path, None, &mut terms),
                // Its regions must be named, so it waits for the others.
                "borrow" => {}
                "reply" => {
                    let words = [
                        ("domestic", ReplyRule::Domestic),
                        ("same_number", ReplyRule::SameNumber),
                        ("domestic_only", ReplyRule::DomesticOnly),
                    ];
                    if let Some(rule) = self.word(value, &path, "a rule for replies", &words) {
                        settings.reply = rule;
                    }
                }
                "remember" => {
                    if let Some(seconds) = self.duration(value, &path) {
                        settings.remember = seconds;
                    }
                }
                "sticky" => settings.sticky = self.boolean(value, &path).unwrap_or_default(),
                "prefer_local" => {
                    settings.prefer_local = self.boolean(value, &path).unwrap_or_default()
                }
                "require_valid" => {
                    settings.require_valid = self.boolean(value, &path).unwrap_or_default()
                }
                "refuse_line_types" => settings.refuse_line_types = self.line_types(value, &path),
                "default_region" => settings.default_region = self.default_region(value, &path),
                _ => {}
            }
        }
        let mut borrow = Vec::new();
        for field in fields {
            match field.name {
                "borrow" => borrow = self.borrow(field.value, &path.key(field.name), &named),
                name if !PLAN_FIELDS.contains(&name) => {
                    self.unknown_field(field, path, "a plan", &PLAN_FIELDS);
                }
                _ => {}
            }
        }
        let has = |name: &str| fields.iter().any(|field| field.name == name);
        if !has("originators") && !has("elsewhere") {
            let fix = "name senders by country, as in `originators: { US: \"+12025550142\" }`";
            self.error(
                Kind::MissingField,
                path,
                at,
                "the plan has no `originators`",
                fix,
            );
        }
        if self.errors.count() > before {
            return None;
        }
        Some(Plan::compile(Parts {
            settings,
            entries: entries.unwrap_or_default(),
            borrow,
            elsewhere: elsewhere.unwrap_or(EntryParts::Refuse),
        }))
    }

    fn originators(
        &mut self,
        node: &Node<'_>,
        path: &Path<'_>,
        named: &mut HashMap<Region, Named>,
        terms: &mut HashMap<Sender, super::entry::FirstTerms>,
    ) -> Vec<(Region, EntryParts)> {
        let Some(fields) = self.fields(node, path, "`originators`") else {
            return Vec::new();
        };
        if fields.is_empty() {
            let fix = "name a sender by country, as in `US: \"+12025550142\"`";
            self.error(
                Kind::Empty,
                path,
                node.at,
                "`originators` names no country",
                fix,
            );
        }
        let mut entries = Vec::with_capacity(fields.len());
        for field in fields {
            let path = path.key(field.name);
            let region = self.region(field.name, field.key.at, &path);
            let entry = self.entry(field.value, &path, region, terms);
            let Some(region) = region else { continue };
            named.insert(
                region,
                match entry {
                    Some(EntryParts::Omit) => Named::Omit,
                    Some(EntryParts::Refuse) => Named::Refuse,
                    Some(EntryParts::Order(_)) | None => Named::Senders,
                },
            );
            entries.extend(entry.map(|entry| (region, entry)));
        }
        entries
    }

    fn borrow(
        &mut self,
        node: &Node<'_>,
        path: &Path<'_>,
        named: &HashMap<Region, Named>,
    ) -> Vec<(Region, Vec<Region>)> {
        let Some(fields) = self.fields(node, path, "`borrow`") else {
            return Vec::new();
        };
        let mut borrow = Vec::with_capacity(fields.len());
        for field in fields {
            let path = path.key(field.name);
            let borrower = self.region(field.name, field.key.at, &path);
            if let Some(borrower) = borrower
                && let Some(word @ (Named::Omit | Named::Refuse)) = named.get(&borrower)
            {
                let message = format!("{borrower} borrows, but its entry is `{}`", word.as_str());
                let fix = "leave out the borrow, or the entry";
                self.error(Kind::BadBorrow, &path, field.key.at, message, fix);
            }
            let Some(items) = self.list(field.value, &path, "[GB]") else {
                continue;
            };
            let mut lenders = Vec::with_capacity(items.len());
            for (index, item) in items.iter().enumerate() {
                let path = path.item(index);
                let Some(text) = self.text(item, &path, "a region", "GB") else {
                    continue;
                };
                let Some(lender) = self.region(text, item.at, &path) else {
                    continue;
                };
                let problem = if Some(lender) == borrower {
                    Some((
                        format!("{lender} borrows from itself"),
                        "name another region, or leave it out".to_owned(),
                    ))
                } else if lenders.contains(&lender) {
                    Some((
                        format!("{lender} lends twice"),
                        "name each lender once".to_owned(),
                    ))
                } else {
                    match named.get(&lender) {
                        Some(Named::Senders) => None,
                        Some(word) => Some((
                            format!(
                                "{lender} has no senders to lend: its entry is `{}`",
                                word.as_str()
                            ),
                            "borrow from a region with senders".to_owned(),
                        )),
                        None => Some((
                            format!(
                                "{lender} has no senders to lend: it is not among the originators"
                            ),
                            format!(
                                "name its sender under `originators`, or leave {lender} out here"
                            ),
                        )),
                    }
                };
                match problem {
                    Some((message, fix)) => {
                        self.error(Kind::BadBorrow, &path, item.at, message, fix)
                    }
                    None => lenders.push(lender),
                }
            }
            borrow.extend(borrower.map(|borrower| (borrower, lenders)));
        }
        borrow
    }

    fn duration(&mut self, node: &Node<'_>, path: &Path<'_>) -> Option<u32> {
        let example = "30d";
        let text = match node.value() {
            Value::Scalar(Scalar {
                text,
                form: Form::Number,
            }) => text,
            _ => self.text(node, path, "a duration", example)?,
        };
        let unit = text.chars().next_back().unwrap_or_default();
        let seconds = match unit {
            's' => Some(1_u32),
            'm' => Some(60),
            'h' => Some(60 * 60),
            'd' => Some(24 * 60 * 60),
            _ => None,
        };
        let count = text
            .strip_suffix(unit)
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        let total = seconds
            .zip(count.and_then(|count| count.parse::<u32>().ok()))
            .and_then(|(seconds, count)| seconds.checked_mul(count));
        if total.is_none() {
            let message = format!("{} is not a duration", Quoted(text));
            let fix = "write a whole number and `s`, `m`, `h` or `d`, as in `30d`; 49710d at most";
            self.error(Kind::BadValue, path, node.at, message, fix);
        }
        total
    }

    fn line_types(&mut self, node: &Node<'_>, path: &Path<'_>) -> LineTypes {
        let words = LineType::ALL.map(|line_type| (line_type.as_str(), line_type));
        let mut line_types = LineTypes::default();
        for (index, item) in self
            .list(node, path, "[premium_rate]")
            .unwrap_or_default()
            .iter()
            .enumerate()
        {
            if let Some(line_type) = self.word(item, &path.item(index), "a line type", &words) {
                line_types.insert(line_type);
            }
        }
        line_types
    }

    fn default_region(&mut self, node: &Node<'_>, path: &Path<'_>) -> Option<Region> {
        let text = self.text(node, path, "a region", "SE")?;
        let region = self.region(text, node.at, path)?;
        if region.calling_code().is_none() {
            let message = format!(
                "no number is written nationally in {region}: it has no telephones of its own"
            );
            let fix = "name the region whose numbers are written nationally, or leave it out";
            self.error(Kind::BadValue, path, node.at, message, fix);
        }
        Some(region)
    }
}

/// What a region's entry is, for those who want to borrow from it.
#[derive(Clone, Copy)]
pub(super) enum Named {
    Omit,
    Refuse,
    Senders,
}

impl Named {
    fn as_str(self) -> &'static str {
        match self {
            Named::Omit => "omit",
            Named::Refuse => "refuse",
            Named::Senders => "senders",
        }
    }
}
