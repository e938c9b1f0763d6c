//! Reads a rulebook, with the same checks of the document as a map.

use std::path::Path as FilePath;
use std::sync::Arc;

use super::book::{Change, Layer, Rulebook};
use super::values::{Alphanumeric, Availability, ForeignSenderPolicy};
use crate::Region;
use crate::document::{
    Checker, Field, MapErrorKind as Kind, MapErrors, MappingKind, Node, Path, Place, Quoted,
    Reader, is_extension, nearest_region,
};

const RULEBOOK: MappingKind = MappingKind {
    name: "a rulebook",
    example: "regions: { GB: { alphanumeric: free } }",
    keys_are_regions: false,
};
const SERVICE_PLANS: MappingKind = MappingKind {
    name: "`service_plans`",
    example: "retail: { GB: { alphanumeric: free } }",
    keys_are_regions: false,
};
const REGIONS: MappingKind = MappingKind {
    name: "a set of rules",
    example: "GB: { alphanumeric: free }",
    keys_are_regions: true,
};
const RULE: MappingKind = MappingKind {
    name: "a rule",
    example: "alphanumeric: free",
    keys_are_regions: false,
};
const EXCEPTIONS: MappingKind = MappingKind {
    name: "`foreign_exceptions`",
    example: "NO: kept",
    keys_are_regions: true,
};

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

impl Rulebook {
    /// Reads a rulebook in YAML or JSON: `regions` has the rules for all plans, `service_plans` those for one plan.
    ///
    /// The fields of a region are those of `data/countries.yaml`, with `source` instead of `sources`. A field that is
    /// left out keeps its compiled-in value. `file` is the name of the rulebook in errors, and its source in warnings
    /// if a rule states no `source`.
    ///
    /// # Errors
    /// All errors of the rulebook, at once.
    pub fn from_yaml(file: impl AsRef<FilePath>, text: &str) -> Result<Rulebook, MapErrors> {
        rulebook(&file.as_ref().to_string_lossy(), text)
    }
}

/// Reads a rulebook from YAML or JSON.
fn rulebook(file: &str, text: &str) -> Result<Rulebook, MapErrors> {
    let mut checker = RulebookChecker {
        document: Checker::default(),
        file,
    };
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
        checker.document.syntax(problem);
    }
    let book = match node {
        Ok(Some(node)) => checker.rulebook(&node),
        // An empty text changes nothing.
        Ok(None) => Rulebook::default(),
        Err(error) => {
            checker.document.syntax(error);
            Rulebook::default()
        }
    };
    let errors = checker.document.errors;
    if errors.count() > 0 {
        return Err(MapErrors::new(file, errors.in_order(Some(text))));
    }
    Ok(book)
}

/// Checks the nodes of a rulebook.
struct RulebookChecker<'f> {
    document: Checker,
    /// The name of the file, which is the source of rules that state none.
    file: &'f str,
}

impl RulebookChecker<'_> {
    fn rulebook(&mut self, node: &Node<'_>) -> Rulebook {
        let fields = self
            .document
            .fields(node, &Path::Root, &RULEBOOK)
            .unwrap_or_default();
        let mut every = Layer::default();
        for field in &fields {
            let path = Path::Root.key(field.name);
            match field.name {
                "regions" => self.regions(field.value, &path, &mut every),
                // Read below: the rules of a plan are changes of the rules for all plans.
                "service_plans" => {}
                name if is_extension(name) => {}
                _ => {
                    self.unknown_field(field, &Path::Root, &RULEBOOK, &["regions", "service_plans"])
                }
            }
        }
        let mut book = Rulebook {
            every: Arc::new(every),
            ..Rulebook::default()
        };
        for field in fields.iter().filter(|field| field.name == "service_plans") {
            let path = Path::Root.key(field.name);
            let plans = self
                .document
                .fields(field.value, &path, &SERVICE_PLANS)
                .unwrap_or_default();
            let mut rules = 0;
            for plan in plans {
                let mut layer = Layer::clone(&book.every);
                self.regions(plan.value, &path.key(plan.name), &mut layer);
                rules += layer.count();
                if rules > MAX_RULES {
                    let message = format!("the plans have more than {MAX_RULES} rules together");
                    let fix = "leave out plans whose rules are those of `regions`, which count for each plan";
                    self.document
                        .error(Kind::BadValue, &path, field.key.at, message, fix);
                    break;
                }
                book.plans.insert(plan.name.to_owned(), Arc::new(layer));
            }
        }
        book
    }

    fn regions(&mut self, node: &Node<'_>, path: &Path<'_>, layer: &mut Layer) {
        for field in self
            .document
            .fields(node, path, &REGIONS)
            .unwrap_or_default()
        {
            let path = path.key(field.name);
            let region = self.region(field.name, field.key.at, &path);
            if region == Some(Region::WORLD) {
                let message = "`001` is not a country, so it has no rules";
                self.document.error(
                    Kind::UnknownRegion,
                    &path,
                    field.key.at,
                    message,
                    "write the code of a country",
                );
                continue;
            }
            let change = self.change(field.value, &path);
            if let Some((region, change)) = region.zip(change) {
                layer.change(region, change);
            }
        }
    }

    fn change(&mut self, node: &Node<'_>, path: &Path<'_>) -> Option<Change> {
        let mut change = Change {
            source: self.file.to_owned(),
            ..Change::default()
        };
        for field in self.document.fields(node, path, &RULE)? {
            let (value, path_of) = (field.value, path.key(field.name));
            match field.name {
                "alphanumeric" => {
                    let words = Alphanumeric::ALL.map(|word| (word.as_str(), word));
                    change.alphanumeric = self.document.word(
                        value,
                        &path_of,
                        "a rule for alphanumeric senders",
                        &words,
                    );
                }
                "two_way_long_code" => {
                    change.two_way_long_code = self.availability(value, &path_of)
                }
                "short_code" => change.short_code = self.availability(value, &path_of),
                "foreign_number" => change.foreign_number = self.foreign_policy(value, &path_of),
                "foreign_exceptions" => {
                    let mut exceptions = Vec::new();
                    for field in self.document.fields(value, &path_of, &EXCEPTIONS)? {
                        let path = path_of.key(field.name);
                        let region = self.region(field.name, field.key.at, &path);
                        exceptions.extend(region.zip(self.foreign_policy(field.value, &path)));
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
                _ => self.unknown_field(&field, path, &RULE, &REGION_FIELDS),
            }
        }
        Some(change)
    }

    fn availability(&mut self, node: &Node<'_>, path: &Path<'_>) -> Option<Availability> {
        let words = Availability::ALL.map(|word| (word.as_str(), word));
        self.document.word(node, path, "an availability", &words)
    }

    fn foreign_policy(&mut self, node: &Node<'_>, path: &Path<'_>) -> Option<ForeignSenderPolicy> {
        let words = ForeignSenderPolicy::ALL.map(|word| (word.as_str(), word));
        self.document
            .word(node, path, "a rule for foreign numbers", &words)
    }

    fn pattern(&mut self, node: &Node<'_>, path: &Path<'_>) -> Option<String> {
        let text = self
            .document
            .text(node, path, "a pattern for names", "AD-*")?;
        let known = |byte: u8| byte.is_ascii_alphanumeric() || b"@#*+-_&. ".contains(&byte);
        if !text.bytes().all(known) {
            let message = format!("{} has characters that a name cannot have", Quoted(text));
            let fix = "write `@` for a letter, `#` for a digit, `*` for anything, and letters, digits and `+ - _ & .` for themselves";
            self.document
                .error(Kind::BadValue, path, node.at, message, fix);
        }
        if text.len() > MAX_PATTERN {
            let message =
                format!("a pattern has at most {MAX_PATTERN} characters, this one has more");
            let fix = "shorten it: a name has at most 11 characters, and one `*` does what several in a row do";
            self.document
                .error(Kind::BadValue, path, node.at, message, fix);
        }
        Some(text.to_owned())
    }

    fn sentence(&mut self, node: &Node<'_>, path: &Path<'_>) -> Option<String> {
        let example = "By our contract of October 2026.";
        let text = self.document.text(node, path, "a sentence", example)?;
        if text.trim().is_empty() {
            let fix = format!("write a sentence, as in `{example}`, or leave it out");
            self.document
                .error(Kind::BadValue, path, node.at, "the sentence is blank", fix);
        }
        Some(text.to_owned())
    }

    fn region(&mut self, text: &str, at: Option<Place>, path: &Path<'_>) -> Option<Region> {
        self.document.region(text, at, path, |_| None)
    }

    fn unknown_field(
        &mut self,
        field: &Field<'_, '_>,
        path: &Path<'_>,
        kind: &MappingKind,
        known: &[&str],
    ) {
        // A region beside `regions` belongs below it.
        let move_it = |likely: Option<&str>| {
            let is_top = kind.name == RULEBOOK.name && likely.is_none();
            let region = is_top.then(|| nearest_region(field.name)).flatten()?;
            Some(format!(
                "write it under `regions`, as in `regions: {{ {region}: … }}`"
            ))
        };
        self.document
            .unknown_field(field, path, kind, known, move_it);
    }
}
