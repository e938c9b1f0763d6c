//! Prints a country as a row: a table for people, JSON or CSV for programs.
//!
//! [`country`](super::country) collects the facts of a country.

use std::borrow::Cow;

use originator::Region;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::class::Class;
use super::country::{CitedStep, Country};
use crate::grouping::grouped;
use crate::output::{Cell, Row};

/// The largest number of senders of a country that are shown to people.
const MAX_SENDERS: usize = 3;

/// The first senders, and the number of the others.
pub(super) fn abbreviated(senders: &[(String, u64)]) -> String {
    let mut names: Vec<&str> = senders.iter().map(|(sender, _)| sender.as_str()).collect();
    let more = names.len().saturating_sub(MAX_SENDERS);
    names.truncate(MAX_SENDERS);
    match more {
        0 => names.join(" "),
        _ => format!("{} and {more} more", names.join(" ")),
    }
}

impl Serialize for Country {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Next<'a> {
            step: &'static str,
            text: &'a str,
            sources: &'a [String],
        }
        let names = |senders: &[(String, u64)]| -> Vec<String> {
            senders.iter().map(|(sender, _)| sender.clone()).collect()
        };
        let next: Vec<Next<'_>> = self
            .steps
            .iter()
            .map(|CitedStep { step, .. }| Next {
                step: step.kind,
                text: &step.text,
                sources: &step.sources,
            })
            .collect();
        let refusals: Vec<&str> = self
            .refusals
            .iter()
            .map(|(reason, _)| reason.as_str())
            .collect();
        let share = self.users as f64 / self.all_users.max(1) as f64;
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry("region", &self.region.map(Region::code))?;
        object.serialize_entry("country", &self.region.map(|_| self.name()))?;
        object.serialize_entry("users", &self.users)?;
        object.serialize_entry("share", &((share * 1e6).round() / 1e6))?;
        object.serialize_entry("coverage", &self.class().map(Class::as_str))?;
        for class in Class::ALL {
            object.serialize_entry(class.as_str(), &self.by_class(class))?;
        }
        object.serialize_entry("refusals", &refusals)?;
        object.serialize_entry("reply_from", &names(&self.reply_senders))?;
        object.serialize_entry("first_message_from", &names(&self.first_senders))?;
        object.serialize_entry("off", &self.off)?;
        object.serialize_entry("next", &next)?;
        object.end()
    }
}

impl Row for Country {
    const NUMERIC: &'static [&'static str] = &["users", "share"];

    fn cells(&self) -> Vec<Cell<'_>> {
        let share = self.users as f64 / self.all_users.max(1) as f64;
        let refusals: Vec<&str> = self
            .refusals
            .iter()
            .map(|(reason, _)| reason.as_str())
            .collect();
        let mut cells: Vec<Cell<'_>> = vec![
            ("region", self.region.map_or("", Region::code).into()),
            ("country", self.region.map_or("", |_| self.name()).into()),
            ("users", self.users.to_string().into()),
            ("share", format!("{share:.6}").into()),
            ("coverage", self.class().map_or("", Class::as_str).into()),
        ];
        let classes = Class::ALL.into_iter();
        cells.extend(classes.map(|class| -> Cell<'_> {
            (class.as_str(), self.by_class(class).to_string().into())
        }));
        cells.extend([
            ("refusals", refusals.join(" ").into()),
            ("reply_from", joined(&self.reply_senders)),
            ("first_message_from", joined(&self.first_senders)),
            ("off", self.off.join(" ").into()),
            ("next", self.step_texts().into()),
            ("sources", self.step_sources().into()),
        ]);
        cells
    }

    fn table_cells(&self) -> Vec<Cell<'_>> {
        let senders = if self.reply_senders.is_empty() {
            &self.first_senders
        } else {
            &self.reply_senders
        };
        vec![
            ("region", self.region.map_or("–", Region::code).into()),
            ("country", self.name().into()),
            ("users", grouped(self.users).into()),
            ("share", self.share().into()),
            ("coverage", self.coverage().into()),
            ("from", abbreviated(senders).into()),
            ("next", self.cited_steps().into()),
        ]
    }
}

impl Country {
    fn step_texts(&self) -> String {
        let texts = self.steps.iter().map(|cited| cited.step.text.as_str());
        texts.collect::<Vec<_>>().join("; ")
    }

    /// The sources of all steps, each once.
    fn step_sources(&self) -> String {
        let mut sources: Vec<&str> = Vec::new();
        for source in self.steps.iter().flat_map(|cited| &cited.step.sources) {
            if !sources.contains(&source.as_str()) {
                sources.push(source);
            }
        }
        sources.join("; ")
    }

    /// The steps in a sentence, each with the numbers of its sources.
    fn cited_steps(&self) -> String {
        let mut sentence = String::new();
        for (separator, text, citations) in self.step_sentence() {
            sentence.push_str(separator);
            sentence.push_str(text);
            for (index, number) in citations.iter().enumerate() {
                let space = if index == 0 { " " } else { "" };
                sentence.push_str(&format!("{space}[{number}]"));
            }
        }
        sentence
    }
}

fn joined(senders: &[(String, u64)]) -> Cow<'_, str> {
    let names: Vec<&str> = senders.iter().map(|(sender, _)| sender.as_str()).collect();
    names.join(" ").into()
}
