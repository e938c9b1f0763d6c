//! The next steps for a country whose users lack a domestic sender: what to request, register or change.

use originator::country::{self, Alphanumeric, Availability, Fact, Rules};
use originator::{ListedSender, Reason, Region, SenderKind, SenderState, Warning};

use super::class::Class;

/// A step.
pub(super) struct Step {
    /// The kind of step: a word of a closed list.
    pub(super) kind: &'static str,
    pub(super) text: String,
    /// The sources of the country rules on which the step depends; none if it follows from the map.
    pub(super) sources: Vec<String>,
}

impl Step {
    /// The separator from the step before it in a sentence, and its text there.
    pub(super) fn after(&self, before: Option<&Step>) -> (&'static str, &str) {
        match (before.map(|before| before.kind), self.kind) {
            (None, _) => ("", &self.text),
            (Some("long_code"), "short_code") => (
                " or ",
                self.text.strip_prefix("request ").unwrap_or(&self.text),
            ),
            (Some(_), _) => ("; ", &self.text),
        }
    }
}

/// The facts of a country from which its next steps follow.
pub(super) struct Assessment<'a> {
    pub(super) region: Region,
    pub(super) class: Class,
    /// The reason of most refusals.
    pub(super) refusal: Option<Reason>,
    /// An alphanumeric sender of first messages, and its warning.
    pub(super) name: Option<(String, Warning)>,
    pub(super) rules: &'a Rules,
    pub(super) listed: &'a [ListedSender],
}

impl Assessment<'_> {
    /// The steps, the quickest first.
    pub(super) fn steps(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        if let Some((name, warning)) = &self.name {
            let (kind, text) = match warning {
                Warning::AlphanumericNeedsRegistration => {
                    ("registration", format!("register the name `{name}`"))
                }
                _ => ("number", format!("list a number instead of `{name}`")),
            };
            steps.push(self.step(kind, text, &[Fact::Alphanumeric]));
        }
        match self.class {
            // The map refuses this country or line type on purpose.
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
                && self.would_be_domestic(listed)
        }) {
            let text = format!("make `{}` active", off.sender);
            steps.push(self.step("activate", text, &[]));
        }
        if let Some(country) = country::stand_in(self.region) {
            let is_listed = |listed: &ListedSender| {
                listed.region == Some(country) && listed.state != SenderState::Off
            };
            match self.class {
                // A stand-in serves as well as a domestic sender.
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
            let is_known = long == Availability::NotFound;
            let (text, facts): (_, &[Fact]) = if is_known {
                (
                    "ask the provider: no source knows of an available number",
                    &[Fact::TwoWayLongCode, Fact::ShortCode],
                )
            } else {
                ("ask the provider for a number", &[])
            };
            if self.class == Class::Refused {
                steps.extend(self.name_step());
            }
            steps.push(self.step("ask", text.to_owned(), facts));
        }
        steps
    }

    /// A step towards an alphanumeric sender, which at least delivers messages.
    fn name_step(&self) -> Option<Step> {
        let (kind, text) = match self.rules.alphanumeric() {
            Alphanumeric::Free => ("name", "list a name".to_owned()),
            Alphanumeric::Registered => ("registration", "register a name".to_owned()),
            Alphanumeric::NotSupported | Alphanumeric::Unknown => return None,
        };
        Some(self.step(kind, text, &[Fact::Alphanumeric]))
    }

    /// Whether a sender would be domestic if it were active.
    fn would_be_domestic(&self, listed: &ListedSender) -> bool {
        match listed.kind {
            SenderKind::LongCode => listed.home == Some(self.region),
            // A toll-free number is domestic in every region of its calling code that lists it.
            SenderKind::TollFree => {
                let code = listed.home.and_then(Region::calling_code);
                code == self.region.calling_code()
            }
            SenderKind::ShortCode => true,
            SenderKind::Alphanumeric => false,
        }
    }

    fn step(&self, kind: &'static str, text: String, facts: &[Fact]) -> Step {
        let mut sources: Vec<String> = Vec::new();
        for source in self.rules.sources() {
            if facts.iter().any(|&fact| source.tells(fact)) {
                sources.push(source.to_string());
                // The user's own rules override the sources after them.
                if source.publisher().is_empty() {
                    break;
                }
            }
        }
        Step {
            kind,
            text,
            sources,
        }
    }
}
