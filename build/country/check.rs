//! Every region once, only known words, and no fact without a source that speaks of it.

use super::Problem;
use super::tree::{Entry, Node, Value};
use crate::rule_words::{self as words, Alphanumeric, Availability, Fate};

/// A fact that rules state: its field, the type that holds it, and the words it may take.
pub(super) struct Fact {
    pub(super) field: &'static str,
    pub(super) enumeration: &'static str,
    words: fn() -> Vec<&'static str>,
}

const UNKNOWN: &str = Fate::Unknown.as_str();

/// The facts in the order of the library's.
pub(super) const FACTS: [Fact; words::Fact::ALL.len()] = [
    Fact {
        field: words::Fact::Alphanumeric.as_str(),
        enumeration: "Alphanumeric",
        words: || Alphanumeric::ALL.map(Alphanumeric::as_str).to_vec(),
    },
    Fact {
        field: words::Fact::TwoWayLongCode.as_str(),
        enumeration: "Availability",
        words: || Availability::ALL.map(Availability::as_str).to_vec(),
    },
    Fact {
        field: words::Fact::ShortCode.as_str(),
        enumeration: "Availability",
        words: || Availability::ALL.map(Availability::as_str).to_vec(),
    },
    Fact {
        field: words::Fact::ForeignNumber.as_str(),
        enumeration: "Fate",
        words: fates,
    },
];

fn fates() -> Vec<&'static str> {
    Fate::ALL.map(Fate::as_str).to_vec()
}

/// The whole file, checked.
pub(super) struct Sheet {
    pub(super) sources: Vec<Source>,
    /// Those of which something is known, in the order of the codes.
    pub(super) rules: Vec<Rules>,
}

#[derive(Default)]
pub(super) struct Source {
    line: usize,
    pub(super) id: String,
    pub(super) title: String,
    pub(super) publisher: String,
    pub(super) date: String,
    url: String,
    /// Fields of [`FACTS`].
    pub(super) tells: Vec<String>,
    used: bool,
}

#[derive(Default)]
pub(super) struct Rules {
    pub(super) code: String,
    /// A word for each of [`FACTS`].
    pub(super) words: [String; FACTS.len()],
    pub(super) form: Option<String>,
    pub(super) pattern: Option<String>,
    pub(super) marketing_pattern: Option<String>,
    pub(super) exceptions: Vec<(String, String)>,
    pub(super) note: Option<String>,
    pub(super) sources: Vec<String>,
}

/// All mistakes in file order, or the sheet.
pub(super) fn check(root: &Node, codes: &[&str]) -> Result<Sheet, Vec<Problem>> {
    let mut checker = Checker {
        codes: codes.split_last().map_or(&[], |(_, countries)| countries),
        problems: Vec::new(),
    };
    let sheet = checker.sheet(root);
    let mut problems = checker.problems;
    problems.sort_by_key(|problem| problem.line);
    if problems.is_empty() {
        Ok(sheet)
    } else {
        Err(problems)
    }
}

struct Checker<'c> {
    /// All but `001`, which stands last and has no rules.
    codes: &'c [&'c str],
    problems: Vec<Problem>,
}

impl Checker<'_> {
    fn problem(&mut self, line: usize, message: impl Into<String>) {
        self.problems.push(Problem::new(line, message));
    }

    fn sheet(&mut self, root: &Node) -> Sheet {
        let mut sources = Vec::new();
        let mut rules = Vec::new();
        let entries = self.mapping(root, "the file", &["sources", "regions"]);
        for entry in entries {
            if entry.key == "sources" {
                for entry in self.mapping(&entry.node, "sources", &[]) {
                    sources.push(self.source(entry));
                }
            }
        }
        let Some(regions) = entries.iter().find(|entry| entry.key == "regions") else {
            self.problem(root.line, "the file has no regions");
            return Sheet { sources, rules };
        };
        let mut before = None;
        let named = self.mapping(&regions.node, "regions", &[]);
        for entry in named {
            match self.place(&entry.key) {
                None => self.problem(entry.line, format!("{} is no region", entry.key)),
                Some(place) => {
                    if before > Some(place) {
                        self.problem(entry.line, format!("{} is out of code order", entry.key));
                    }
                    before = Some(place);
                    rules.extend(self.rules(entry, &mut sources));
                }
            }
        }
        for code in self.codes {
            if !named.iter().any(|entry| entry.key == *code) {
                self.problem(regions.line, format!("region {code} is missing"));
            }
        }
        for source in sources.iter().filter(|source| !source.used) {
            self.problem(source.line, format!("source {} is not used", source.id));
        }
        Sheet { sources, rules }
    }

    fn source(&mut self, entry: &Entry) -> Source {
        let mut source = Source {
            line: entry.line,
            id: entry.key.clone(),
            ..Source::default()
        };
        let id_is_a_word = |id: &str| {
            id.starts_with(|c: char| c.is_ascii_lowercase())
                && id
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        };
        if !id_is_a_word(&source.id) {
            self.problem(
                entry.line,
                format!(
                    "source id {} may have small letters, digits and hyphens",
                    source.id
                ),
            );
        }
        let what = format!("source {}", source.id);
        let fields = ["title", "publisher", "date", "url", "tells"];
        for field in self.mapping(&entry.node, &what, &fields) {
            match field.key.as_str() {
                "title" => source.title = self.text(field),
                "publisher" => source.publisher = self.text(field),
                "date" => source.date = self.text(field),
                "url" => source.url = self.text(field),
                "tells" => {
                    let known = FACTS.map(|fact| fact.field);
                    source.tells = self.list(field);
                    for told in source.tells.clone() {
                        self.word(field.node.line, "tells", &told, &known);
                    }
                }
                _ => {}
            }
        }
        for (field, missing) in [
            ("title", source.title.is_empty()),
            ("publisher", source.publisher.is_empty()),
            ("date", source.date.is_empty()),
            ("tells", source.tells.is_empty()),
        ] {
            if missing {
                self.problem(entry.line, format!("{what} has no {field}"));
            }
        }
        if !source.date.is_empty() && !is_year_and_month(&source.date) {
            self.problem(
                entry.line,
                format!("{what}: date {} is not YYYY or YYYY-MM", source.date),
            );
        }
        source
    }

    fn rules(&mut self, entry: &Entry, sources: &mut [Source]) -> Option<Rules> {
        let code = &entry.key;
        if matches!(&entry.node.value, Value::Text(text) if text == UNKNOWN) {
            return None;
        }
        let mut rules = Rules {
            code: code.clone(),
            ..Rules::default()
        };
        let mut fields = vec![
            "alphanumeric_form",
            "alphanumeric_pattern",
            "marketing_pattern",
            "foreign_exceptions",
            "note",
            "sources",
        ];
        fields.extend(FACTS.map(|fact| fact.field));
        let entries = self.mapping(&entry.node, code, &fields);
        let line_of = |field: &str| entries.iter().find(|entry| entry.key == field);

        for (fact, word) in FACTS.iter().zip(&mut rules.words) {
            match line_of(fact.field) {
                None => self.problem(entry.line, format!("{code} does not say {}", fact.field)),
                Some(field) => {
                    *word = self.text(field);
                    self.word(field.line, fact.field, word, &(fact.words)());
                }
            }
        }
        if let Some(field) = line_of("alphanumeric_form") {
            let form = self.sentence(field);
            rules.form = Some(form);
            if rules
                .words
                .first()
                .is_none_or(|word| word == "not_supported" || word == UNKNOWN)
            {
                self.problem(
                    field.line,
                    format!("{code}: a form for names that do not work"),
                );
            }
        }
        rules.pattern = line_of("alphanumeric_pattern").map(|field| self.pattern(field));
        rules.marketing_pattern = line_of("marketing_pattern").map(|field| self.pattern(field));
        if let Some(field) = line_of("alphanumeric_pattern").or(line_of("marketing_pattern"))
            && rules.form.is_none()
        {
            self.problem(
                field.line,
                format!("{code}: a pattern without an alphanumeric_form that says it in words"),
            );
        }
        if let Some(field) = line_of("foreign_exceptions") {
            rules.exceptions = self.exceptions(code, field, rules.words.last());
        }
        if let Some(field) = line_of("note") {
            rules.note = Some(self.sentence(field));
        }
        if let Some(field) = line_of("sources") {
            rules.sources = self.cited(code, field, sources);
        }
        for (fact, word) in FACTS.iter().zip(&rules.words) {
            let known = word != UNKNOWN && !word.is_empty();
            let excepted = fact.field == "foreign_number" && !rules.exceptions.is_empty();
            let told = sources.iter().any(|source| {
                rules.sources.contains(&source.id) && source.tells.iter().any(|t| t == fact.field)
            });
            if (known || excepted) && !told {
                self.problem(
                    line_of(fact.field).map_or(entry.line, |field| field.line),
                    format!("{code}: no source tells {}", fact.field),
                );
            }
        }
        Some(rules)
    }

    fn exceptions(
        &mut self,
        code: &str,
        field: &Entry,
        otherwise: Option<&String>,
    ) -> Vec<(String, String)> {
        let mut exceptions = Vec::new();
        for entry in self.mapping(&field.node, &field.key, &[]) {
            let fate = self.text(entry);
            self.word(entry.line, &field.key, &fate, &fates());
            if self.place(&entry.key).is_none() {
                self.problem(entry.line, format!("{} is no region", entry.key));
            } else if entry.key == code {
                self.problem(entry.line, format!("{code} is not foreign to itself"));
            } else if Some(&fate) == otherwise {
                self.problem(
                    entry.line,
                    format!("{code}: {} is no exception, all are {fate}", entry.key),
                );
            }
            exceptions.push((entry.key.clone(), fate));
        }
        exceptions
    }

    /// Source ids of a region, without their pages.
    fn cited(&mut self, code: &str, field: &Entry, sources: &mut [Source]) -> Vec<String> {
        let mut ids = Vec::new();
        for cited in self.list(field) {
            let (id, page) = match cited.split_once('/') {
                Some((id, page)) => (id, page),
                None => (cited.as_str(), ""),
            };
            match sources.iter_mut().find(|source| source.id == id) {
                None => self.problem(field.line, format!("{code}: source {id} is not defined")),
                Some(source) => {
                    source.used = true;
                    if source.url.contains("{page}") == page.is_empty() {
                        self.problem(
                            field.line,
                            format!(
                                "{code}: {cited}: a page where the url has {{page}}, and only there"
                            ),
                        );
                    }
                }
            }
            if ids.iter().any(|known| known == id) {
                self.problem(field.line, format!("{code}: source {id} stands twice"));
            }
            ids.push(id.to_owned());
        }
        ids
    }

    /// Entries of a mapping, each key at most once; of `fields` only, unless there are none.
    fn mapping<'n>(&mut self, node: &'n Node, what: &str, fields: &[&str]) -> &'n [Entry] {
        let Value::Mapping(entries) = &node.value else {
            self.problem(node.line, format!("{what} must be a mapping"));
            return &[];
        };
        for (place, entry) in entries.iter().enumerate() {
            let earlier = entries.iter().take(place);
            if let Some(first) = earlier.into_iter().find(|other| other.key == entry.key) {
                self.problem(
                    entry.line,
                    format!(
                        "{what}: {} stands twice, first on line {}",
                        entry.key, first.line
                    ),
                );
            }
            if !fields.is_empty() {
                self.word(entry.line, what, &entry.key, fields);
            }
        }
        entries
    }

    fn list(&mut self, entry: &Entry) -> Vec<String> {
        let Value::List(items) = &entry.node.value else {
            self.problem(entry.line, format!("{} must be a list", entry.key));
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in items {
            match &item.value {
                Value::Text(text) => texts.push(text.clone()),
                _ => self.problem(item.line, format!("{} must be a list of words", entry.key)),
            }
        }
        texts
    }

    fn text(&mut self, entry: &Entry) -> String {
        match &entry.node.value {
            Value::Text(text) if !text.trim().is_empty() => text.clone(),
            _ => {
                self.problem(entry.line, format!("{} must be text", entry.key));
                String::new()
            }
        }
    }

    fn sentence(&mut self, entry: &Entry) -> String {
        let text = self.text(entry);
        if !text.is_empty() && !text.ends_with('.') {
            self.problem(
                entry.line,
                format!("{} must end with a full stop", entry.key),
            );
        }
        text
    }

    fn pattern(&mut self, entry: &Entry) -> String {
        let text = self.text(entry);
        let known = |byte: u8| byte.is_ascii_alphanumeric() || b"@#*+-_&. ".contains(&byte);
        if !text.bytes().all(known) {
            self.problem(
                entry.line,
                format!("{}: {text} has characters that no name has", entry.key),
            );
        }
        text
    }

    fn word(&mut self, line: usize, what: &str, word: &str, words: &[&str]) {
        if !word.is_empty() && !words.contains(&word) {
            self.problem(
                line,
                format!("{what}: {word} is none of {}", words.join(", ")),
            );
        }
    }

    fn place(&self, code: &str) -> Option<usize> {
        self.codes.iter().position(|known| *known == code)
    }
}

fn is_year_and_month(date: &str) -> bool {
    let digits =
        |text: &str, count| text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    match date.split_once('-') {
        None => digits(date, 4),
        Some((year, month)) => {
            digits(year, 4) && digits(month, 2) && ("01"..="12").contains(&month)
        }
    }
}
