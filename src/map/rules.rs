//! Reads country rules of the user's own, by the same checks as a map.

use std::sync::Arc;

use super::Kind;
use super::check::Checker;
use super::error::MapErrors;
use super::fields::is_extension;
use super::node::Node;
use super::path::{Path, Quoted};
use super::yaml::Reader;
use crate::Region;
use crate::country::{Alphanumeric, Availability, Change, Fate, Layer, Rulebook};
use crate::numbering::Numbering;

const REGION_FIELDS: [&str; 10] = [
    "alphanumeric",
    "alphanumeric_form",
    "alphanumeric_pattern",
    "marketing_pattern",
    "two_way_long_code",
    "short_code",
    "foreign_number",
    "foreign_exceptions",
    "note",
    "source",
];

/// The most characters of a pattern: a name has eleven, with room for a `*` before, between and after each of them.
const MAX_PATTERN: usize = 32;

/// The most rules of regions that the plans of a rulebook have together. A plan's rules hold those of all plans, too, so
/// that a short file may ask for many.
const MAX_RULES: usize = 500_000;

/// Reads a rulebook from YAML or JSON.
pub(crate) fn rulebook(file: &str, text: &str) -> Result<Rulebook, MapErrors> {
    let mut checker = Checker::new(Numbering::builtin());
    let mut reader = Reader::new(text);
    let node = (|| {
        let Some(step) = reader.begin()? else {
            return Ok(None);
        };
        let node = reader.value(step)?;
        reader.finish()?;
        Ok(Some(node))
    })();
    for problem in reader.problems {
        checker.syntax(problem);
    }
    let book = match node {
        Ok(Some(node)) => checker.rulebook(&node, file),
        // Nothing is changed by nothing.
        Ok(None) => Rulebook::default(),
        Err(error) => {
            checker.syntax(error);
            Rulebook::default()
        }
    };
    match checker.errors.count() {
        0 => Ok(book),
        _ => Err(MapErrors::new(file, checker.errors.in_order(Some(text)))),
    }
}

impl Checker<'_> {
    fn rulebook(&mut self, node: &Node<'_>, file: &str) -> Rulebook {
        let fields = self
            .fields(node, &Path::Root, "a rulebook")
            .unwrap_or_default();
        let mut every = Layer::default();
        for field in &fields {
            let path = Path::Root.key(field.name);
            match field.name {
                "regions" => self.regions(field.value, &path, file, &mut every),
                // Laid over what is said for every plan, wherever that stands.
                "service_plans" => {}
                name if is_extension(name) => {}
                _ => self.unknown_field(
                    field,
                    &Path::Root,
                    "a rulebook",
                    &["regions", "service_plans"],
                ),
            }
        }
        let mut book = Rulebook {
            every: Arc::new(every),
            ..Rulebook::default()
        };
        for field in fields.iter().filter(|field| field.name == "service_plans") {
            let path = Path::Root.key(field.name);
            let plans = self
                .fields(field.value, &path, "`service_plans`")
                .unwrap_or_default();
            let mut rules = 0;
            for plan in plans {
                let mut layer = Layer::clone(&book.every);
                self.regions(plan.value, &path.key(plan.name), file, &mut layer);
                rules += layer.count();
                if rules > MAX_RULES {
                    let message = format!("the plans have more than {MAX_RULES} rules together");
                    let fix = "leave out plans whose rules are those of `regions`, which count for each plan";
                    self.error(Kind::BadValue, &path, field.key.at, message, fix);
                    break;
                }
                book.plans.insert(plan.name.to_owned(), Arc::new(layer));
            }
        }
        book
    }

    fn regions(&mut self, node: &Node<'_>, path: &Path<'_>, file: &str, layer: &mut Layer) {
        for field in self
            .fields(node, path, "a list of rules")
            .unwrap_or_default()
        {
            let path = path.key(field.name);
            let region = self.region(field.name, field.key.at, &path);
            if region == Some(Region::WORLD) {
                let message = "`001` is no country, so it has no rules";
                self.error(
                    Kind::UnknownRegion,
                    &path,
                    field.key.at,
                    message,
                    "name a country",
                );
                continue;
            }
            let change = self.change(field.value, &path, file);
            if let Some((region, change)) = region.zip(change) {
                layer.change(region, change);
            }
        }
    }

    fn change(&mut self, node: &Node<'_>, path: &Path<'_>, file: &str) -> Option<Change> {
        let mut change = Change {
            source: file.to_owned(),
            ..Change::default()
        };
        for field in self.fields(node, path, "a rule")? {
            let (value, path_of) = (field.value, path.key(field.name));
            match field.name {
                "alphanumeric" => {
                    let words = Alphanumeric::ALL.map(|word| (word.as_str(), word));
                    change.alphanumeric = self.word(value, &path_of, "a rule for names", &words);
                }
                "two_way_long_code" => {
                    change.two_way_long_code = self.availability(value, &path_of)
                }
                "short_code" => change.short_code = self.availability(value, &path_of),
                "foreign_number" => change.foreign_number = self.fate(value, &path_of),
                "foreign_exceptions" => {
                    let mut exceptions = Vec::new();
                    for field in self.fields(value, &path_of, "`foreign_exceptions`")? {
                        let path = path_of.key(field.name);
                        let region = self.region(field.name, field.key.at, &path);
                        exceptions.extend(region.zip(self.fate(field.value, &path)));
                    }
                    change.foreign_exceptions = Some(exceptions);
                }
                "alphanumeric_form" => change.alphanumeric_form = self.sentence(value, &path_of),
                "alphanumeric_pattern" => {
                    change.alphanumeric_pattern = self.pattern(value, &path_of);
                }
                "marketing_pattern" => change.marketing_pattern = self.pattern(value, &path_of),
                "note" => change.note = self.sentence(value, &path_of),
                "source" => change.source = self.sentence(value, &path_of).unwrap_or_default(),
                _ => self.unknown_field(&field, path, "a rule", &REGION_FIELDS),
            }
        }
        Some(change)
    }

    fn availability(&mut self, node: &Node<'_>, path: &Path<'_>) -> Option<Availability> {
        let words = Availability::ALL.map(|word| (word.as_str(), word));
        self.word(node, path, "an availability", &words)
    }

    fn fate(&mut self, node: &Node<'_>, path: &Path<'_>) -> Option<Fate> {
        let words = Fate::ALL.map(|word| (word.as_str(), word));
        self.word(node, path, "a fate of foreign numbers", &words)
    }

    fn pattern(&mut self, node: &Node<'_>, path: &Path<'_>) -> Option<String> {
        let text = self.text(node, path, "a pattern of names", "AD-*")?;
        let known = |byte: u8| byte.is_ascii_alphanumeric() || b"@#*+-_&. ".contains(&byte);
        if !text.bytes().all(known) {
            let message = format!("{} has characters that no name has", Quoted(text));
            let fix = "write `@` for a letter, `#` for a digit, `*` for anything, and letters, digits and `+ - _ & .` for themselves";
            self.error(Kind::BadValue, path, node.at, message, fix);
        }
        if text.len() > MAX_PATTERN {
            let message =
                format!("a pattern has at most {MAX_PATTERN} characters, this one has more");
            let fix = "shorten it: a name has at most 11 characters, and one `*` does what several in a row do";
            self.error(Kind::BadValue, path, node.at, message, fix);
        }
        Some(text.to_owned())
    }

    fn sentence(&mut self, node: &Node<'_>, path: &Path<'_>) -> Option<String> {
        let example = "By our contract of October 2026.";
        let text = self.text(node, path, "a sentence", example)?;
        if text.trim().is_empty() {
            let fix = format!("write it, as in `{example}`, or leave it out");
            self.error(Kind::BadValue, path, node.at, "the sentence is blank", fix);
        }
        Some(text.to_owned())
    }
}
