//! The sources of the file: public pages, and the facts that each tells.

use originator::country::Fact;

use crate::checker::Checker;
use crate::tree::Entry;

/// A public page that rules are taken from.
#[derive(Clone, Debug)]
pub struct Source {
    pub(crate) line: usize,
    /// Small letters, digits and hyphens.
    pub id: String,
    /// What the page is called.
    pub title: String,
    /// Who wrote it.
    pub publisher: String,
    /// `YYYY` or `YYYY-MM`: when it was published or, where it does not say, read.
    pub date: String,
    /// Where it is. `{page}` stands for the page that a region cites.
    pub url: Option<String>,
    /// The facts that it speaks of.
    pub tells: Vec<Fact>,
}

const FIELDS: [&str; 5] = ["title", "publisher", "date", "url", "tells"];

impl Source {
    pub(crate) fn read(checker: &mut Checker, entry: &Entry) -> Source {
        let id = &entry.key;
        if !is_id(id) {
            checker.problem(
                entry.line,
                format!("source id {id} may have small letters, digits and hyphens"),
            );
        }
        let what = format!("source {id}");
        let (mut title, mut publisher, mut date, mut url) = (None, None, None, None);
        let mut tells = Vec::new();
        for field in checker.fields(&entry.node, &what, &FIELDS) {
            match field.key.as_str() {
                "title" => title = checker.text(field),
                "publisher" => publisher = checker.text(field),
                "date" => date = checker.text(field),
                "url" => url = checker.text(field),
                "tells" => tells = facts(checker, field),
                _ => {}
            }
        }
        for (field, is_missing) in [
            ("title", title.is_none()),
            ("publisher", publisher.is_none()),
            ("date", date.is_none()),
            ("tells", tells.is_empty()),
        ] {
            if is_missing {
                checker.problem(entry.line, format!("{what} has no {field}"));
            }
        }
        if let Some(date) = date.as_deref().filter(|date| !is_year_or_month(date)) {
            checker.problem(
                entry.line,
                format!("{what}: date {date} is not YYYY or YYYY-MM"),
            );
        }
        Source {
            line: entry.line,
            id: id.clone(),
            title: title.unwrap_or_default(),
            publisher: publisher.unwrap_or_default(),
            date: date.unwrap_or_default(),
            url,
            tells,
        }
    }

    /// Whether a region that cites the source must say which page is meant.
    pub(crate) fn has_pages(&self) -> bool {
        self.url
            .as_deref()
            .is_some_and(|url| url.contains("{page}"))
    }
}

fn facts(checker: &mut Checker, field: &Entry) -> Vec<Fact> {
    let texts = checker.list(field);
    texts
        .iter()
        .filter_map(|text| checker.word_of(field.node.line, &field.key, text))
        .collect()
}

fn is_id(id: &str) -> bool {
    let may_follow = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    id.starts_with(|c: char| c.is_ascii_lowercase()) && id.chars().all(may_follow)
}

fn is_year_or_month(date: &str) -> bool {
    let digits =
        |text: &str, count| text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    match date.split_once('-') {
        None => digits(date, 4),
        Some((year, month)) => {
            digits(year, 4) && digits(month, 2) && ("01"..="12").contains(&month)
        }
    }
}
