//! The rules of one region.

use originator::Region;
use originator::country::{Alphanumeric, Availability, Fact, ForeignSenderPolicy};

use crate::checker::Checker;
use crate::source::Source;
use crate::tree::{Entry, Value};
use crate::word::FactWord;

/// The rules of a region that some source speaks of.
#[derive(Clone, Debug)]
pub struct Rules {
    /// The region.
    pub region: Region,
    /// Whether a name works as the sender.
    pub alphanumeric: Alphanumeric,
    /// What a name must look like, in a sentence.
    pub alphanumeric_form: Option<String>,
    /// The same for programs.
    pub alphanumeric_pattern: Option<String>,
    /// The same for names of advertising.
    pub marketing_pattern: Option<String>,
    /// Whether national long numbers that can be answered are available.
    pub two_way_long_code: Availability,
    /// Whether national short codes are available.
    pub short_code: Availability,
    /// What becomes of a number of another region.
    pub foreign_number: ForeignSenderPolicy,
    /// The regions whose numbers fare otherwise.
    pub foreign_exceptions: Vec<(Region, ForeignSenderPolicy)>,
    /// Where sources disagree or networks differ, in sentences.
    pub note: Option<String>,
    /// The ids of the sources.
    pub sources: Vec<String>,
}

/// The fields that are no facts; [`Fact::ALL`] has those that are.
const OTHER_FIELDS: [&str; 6] = [
    "alphanumeric_form",
    "alphanumeric_pattern",
    "marketing_pattern",
    "foreign_exceptions",
    "note",
    "sources",
];

impl Rules {
    /// The rules of a region, or `None` if the file says that nothing is known of it.
    pub(crate) fn read(
        checker: &mut Checker,
        region: Region,
        entry: &Entry,
        sources: &[Source],
    ) -> Option<Rules> {
        if matches!(&entry.node.value, Value::Text(text) if text == ForeignSenderPolicy::UNKNOWN.as_str())
        {
            return None;
        }
        let mut known = OTHER_FIELDS.to_vec();
        known.extend(Fact::ALL.map(Fact::as_str));
        let fields = Fields {
            region,
            line: entry.line,
            entries: checker.fields(&entry.node, region.code(), &known),
        };
        let alphanumeric = fields.fact(checker, Fact::Alphanumeric);
        let two_way_long_code = fields.fact(checker, Fact::TwoWayLongCode);
        let short_code = fields.fact(checker, Fact::ShortCode);
        let foreign_number = fields.fact(checker, Fact::ForeignNumber);

        let sentence = |checker: &mut Checker, field| checker.sentence(fields.get(field)?);
        let pattern = |checker: &mut Checker, field| checker.pattern(fields.get(field)?);
        let alphanumeric_form = sentence(checker, "alphanumeric_form");
        fields.check_form(checker, alphanumeric);
        let alphanumeric_pattern = pattern(checker, "alphanumeric_pattern");
        let marketing_pattern = pattern(checker, "marketing_pattern");
        fields.check_patterns(checker);
        let foreign_exceptions = fields.exceptions(checker, foreign_number);
        let note = sentence(checker, "note");
        let cited = fields.cited(checker, sources);

        let is_told = |fact: Fact| {
            sources
                .iter()
                .any(|source| cited.contains(&source.id) && source.tells.contains(&fact))
        };
        for fact in Fact::ALL {
            let is_known = match fact {
                Fact::Alphanumeric => is_known(alphanumeric),
                Fact::TwoWayLongCode => is_known(two_way_long_code),
                Fact::ShortCode => is_known(short_code),
                Fact::ForeignNumber => is_known(foreign_number) || !foreign_exceptions.is_empty(),
            };
            if is_known && !is_told(fact) {
                let line = fields
                    .get(fact.as_str())
                    .map_or(entry.line, |field| field.line);
                checker.problem(line, format!("{region}: no source tells {fact}"));
            }
        }
        Some(Rules {
            region,
            alphanumeric: alphanumeric.unwrap_or(Alphanumeric::UNKNOWN),
            alphanumeric_form,
            alphanumeric_pattern,
            marketing_pattern,
            two_way_long_code: two_way_long_code.unwrap_or(Availability::UNKNOWN),
            short_code: short_code.unwrap_or(Availability::UNKNOWN),
            foreign_number: foreign_number.unwrap_or(ForeignSenderPolicy::UNKNOWN),
            foreign_exceptions,
            note,
            sources: cited,
        })
    }
}

/// Whether a fact is stated, and not as unknown. A word that was a mistake counts as not stated.
fn is_known<W: FactWord>(word: Option<W>) -> bool {
    word.is_some_and(|word| word != W::UNKNOWN)
}

/// The entries under a region.
struct Fields<'n> {
    region: Region,
    line: usize,
    entries: &'n [Entry],
}

impl<'n> Fields<'n> {
    fn get(&self, field: &str) -> Option<&'n Entry> {
        self.entries.iter().find(|entry| entry.key == field)
    }

    /// What the region states of a fact. This is the one place that knows how a fact is written.
    fn fact<W: FactWord>(&self, checker: &mut Checker, fact: Fact) -> Option<W> {
        let Some(field) = self.get(fact.as_str()) else {
            checker.problem(self.line, format!("{} does not say {fact}", self.region));
            return None;
        };
        checker.word(field, fact.as_str())
    }

    fn check_form(&self, checker: &mut Checker, alphanumeric: Option<Alphanumeric>) {
        let names_work = match alphanumeric {
            Some(Alphanumeric::NotSupported | Alphanumeric::Unknown) => false,
            // A word that was a mistake says nothing of names.
            Some(Alphanumeric::Free | Alphanumeric::Registered) | None => true,
        };
        if let Some(field) = self.get("alphanumeric_form")
            && !names_work
        {
            checker.problem(
                field.line,
                format!("{}: a form for names that do not work", self.region),
            );
        }
    }

    fn check_patterns(&self, checker: &mut Checker) {
        let pattern = self.get("alphanumeric_pattern");
        if let Some(field) = pattern.or(self.get("marketing_pattern"))
            && self.get("alphanumeric_form").is_none()
        {
            checker.problem(
                field.line,
                format!(
                    "{}: a pattern without an alphanumeric_form that says it in words",
                    self.region
                ),
            );
        }
    }

    fn exceptions(
        &self,
        checker: &mut Checker,
        otherwise: Option<ForeignSenderPolicy>,
    ) -> Vec<(Region, ForeignSenderPolicy)> {
        let Some(field) = self.get("foreign_exceptions") else {
            return Vec::new();
        };
        let mut exceptions = Vec::new();
        for entry in checker.mapping(&field.node, &field.key) {
            let policy: Option<ForeignSenderPolicy> = checker.word(entry, &field.key);
            let from = checker.region(&entry.key);
            if from.is_none() {
                checker.problem(entry.line, format!("{} is no region", entry.key));
            } else if from == Some(self.region) {
                checker.problem(
                    entry.line,
                    format!("{} is not foreign to itself", self.region),
                );
            } else if let Some(policy) = policy
                && otherwise == Some(policy)
            {
                checker.problem(
                    entry.line,
                    format!(
                        "{}: {} is no exception, all are {policy}",
                        self.region, entry.key
                    ),
                );
            }
            exceptions.extend(from.zip(policy));
        }
        exceptions
    }

    /// The ids of the cited sources, without their pages.
    fn cited(&self, checker: &mut Checker, sources: &[Source]) -> Vec<String> {
        let Some(field) = self.get("sources") else {
            return Vec::new();
        };
        let region = self.region;
        let mut ids = Vec::new();
        for cited in checker.list(field) {
            let (id, page) = cited.split_once('/').unwrap_or((&cited, ""));
            match sources.iter().find(|source| source.id == id) {
                None => {
                    let message = format!("{region}: source {id} is not defined");
                    checker.problem(field.line, message);
                }
                Some(source) if source.has_pages() == page.is_empty() => checker.problem(
                    field.line,
                    format!("{region}: {cited}: a page where the url has {{page}}, and only there"),
                ),
                Some(_) => {}
            }
            if ids.iter().any(|known| known == id) {
                checker.problem(field.line, format!("{region}: source {id} stands twice"));
            }
            ids.push(id.to_owned());
        }
        ids
    }
}
