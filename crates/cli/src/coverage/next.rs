//! What to request next for a country whose users are not served by a sender of their own.

use originator::country::{self, Alphanumeric, Availability, Fact, Rules};
use originator::{ListedSender, Reason, Region, SenderKind, SenderState, Warning};

use super::class::Class;

/// What to do next.
pub(super) struct Step {
    /// What kind of step it is: a word of a closed list.
    pub(super) word: &'static str,
    pub(super) text: String,
    /// Who says so of the country; none where the map says it.
    pub(super) sources: Vec<String>,
}

impl Step {
    /// What separates it in a sentence from the step before it, and what it says there.
    pub(super) fn after(&self, before: Option<&Step>) -> (&'static str, &str) {
        match (before.map(|before| before.word), self.word) {
            (None, _) => ("", &self.text),
            (Some("long_code"), "short_code") => (
                " or ",
                self.text.strip_prefix("request ").unwrap_or(&self.text),
            ),
            (Some(_), _) => ("; ", &self.text),
        }
    }
}

/// What a country's users meet.
pub(super) struct Case<'a> {
    pub(super) region: Region,
    pub(super) class: Class,
    /// Why most of those who are refused are.
    pub(super) refusal: Option<Reason>,
    /// A name that first messages leave from, and what may become of it.
    pub(super) name: Option<(String, Warning)>,
    pub(super) rules: &'a Rules,
    pub(super) listed: &'a [ListedSender],
}

impl Case<'_> {
    /// The steps, the quickest first.
    pub(super) fn steps(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        if let Some((name, warning)) = &self.name {
            let (word, text) = match warning {
                Warning::AlphanumericNeedsRegistration => {
                    ("registration", format!("register the name `{name}`"))
                }
                _ => ("number", format!("list a number in place of `{name}`")),
            };
            steps.push(self.step(word, text, &[Fact::Alphanumeric]));
        }
        match self.class {
            // Whom a country or a line is refused on purpose gets nothing else.
            Class::Domestic | Class::Unreadable => return steps,
            Class::Refused
                if matches!(
                    self.refusal,
                    Some(Reason::CountryRefused | Reason::LineTypeRefused)
                ) =>
            {
                return steps;
            }
            _ => {}
        }
        if self.region == Region::WORLD {
            steps.push(self.step("list", "list a sender under `001`".to_owned(), &[]));
            return steps;
        }
        for off in self.listed.iter().filter(|listed| {
            listed.region == Some(self.region)
                && listed.state == SenderState::Off
                && listed.two_way
                && self.is_own(listed)
        }) {
            let text = format!("make `{}` active", off.sender);
            steps.push(self.step("activate", text, &[]));
        }
        if let Some(country) = country::stand_in(self.region) {
            let is_listed = |listed: &ListedSender| {
                listed.region == Some(country) && listed.state != SenderState::Off
            };
            match self.class {
                // As good as one of its own.
                Class::StandIn => return steps,
                _ if self.listed.iter().any(is_listed) => {
                    let text = format!("add `borrow: {{ {}: [{country}] }}`", self.region);
                    steps.push(self.step("borrow", text, &[]));
                    return steps;
                }
                _ => {}
            }
        }
        let long = self.rules.two_way_long_code();
        let short = self.rules.short_code();
        if long == Availability::Available {
            let text = "request a long code".to_owned();
            steps.push(self.step("long_code", text, &[Fact::TwoWayLongCode]));
        }
        if short == Availability::Available {
            let text = "request a short code".to_owned();
            steps.push(self.step("short_code", text, &[Fact::ShortCode]));
        }
        if long != Availability::Available && short != Availability::Available {
            let none = long == Availability::NotFound;
            let (text, facts): (_, &[Fact]) = match none {
                true => (
                    "ask the provider: no number to be had is known",
                    &[Fact::TwoWayLongCode, Fact::ShortCode],
                ),
                false => ("ask the provider for a number", &[]),
            };
            if self.class == Class::Refused {
                steps.extend(self.of_a_name());
            }
            steps.push(self.step("ask", text.to_owned(), facts));
        }
        steps
    }

    /// A name at least reaches people.
    fn of_a_name(&self) -> Option<Step> {
        let (word, text) = match self.rules.alphanumeric() {
            Alphanumeric::Free => ("name", "list a name".to_owned()),
            Alphanumeric::Registered => ("registration", "register a name".to_owned()),
            Alphanumeric::NotSupported | Alphanumeric::Unknown => return None,
        };
        Some(self.step(word, text, &[Fact::Alphanumeric]))
    }

    /// Whether it would be domestic once it is active.
    fn is_own(&self, listed: &ListedSender) -> bool {
        match listed.kind {
            SenderKind::LongCode => listed.home == Some(self.region),
            // Where it is listed, and its calling code is the region's.
            SenderKind::TollFree => {
                let code = listed.home.and_then(Region::calling_code);
                code == self.region.calling_code()
            }
            SenderKind::ShortCode => true,
            SenderKind::Alphanumeric => false,
        }
    }

    fn step(&self, word: &'static str, text: String, facts: &[Fact]) -> Step {
        let mut sources: Vec<String> = Vec::new();
        for source in self.rules.sources() {
            if facts.iter().any(|&fact| source.tells(fact)) {
                sources.push(source.to_string());
                // What the user says is the last word.
                if source.publisher().is_empty() {
                    break;
                }
            }
        }
        Step {
            word,
            text,
            sources,
        }
    }
}
