//! Warnings about a sender that the entry of a region lists.

use super::warning::MapWarningKind as Kind;
use super::{Lint, foreign_kind, obtainable, sources};
use crate::country::{Alphanumeric, Fact, Rules};
use crate::map::{Site, is_field};
use crate::numbering::{LineType, Numbering, Validity};
use crate::plan::{Entry, Member, Plan, UseCases};
use crate::reading::read_with;
use crate::region::WithArticle;
use crate::{BareDigits, Number, Region, Sender, SenderKind, UseCase};

impl Lint<'_> {
    /// Warns about a number that is impossible in its numbering plan.
    pub(super) fn impossible(&mut self, site: &Site, member: &Member) {
        let message = format!(
            "`{}` cannot exist: its numbering plan has no such numbers",
            member.sender
        );
        let fix = "compare it with the number that the provider gave you; a digit may be missing"
            .to_owned();
        self.warn(Kind::ImpossibleNumber, site, message, fix, Vec::new());
    }

    /// Warns about a sender that is off, in a region or (`None`) everywhere.
    pub(super) fn off(&mut self, region: Option<Region>, site: &Site, member: &Member) {
        let sender = member.sender;
        let message = match region {
            Some(region) => format!(
                "`{sender}` is off for {}: no message to that country leaves from it",
                WithArticle(region)
            ),
            None => format!("`{sender}` is off: no message leaves from it"),
        };
        let fix = "set `state: active` once it may be used".to_owned();
        self.warn(Kind::SenderOff, site, message, fix, Vec::new());
    }

    /// Warns about a sender in the entry of a region, by the rules of the region.
    pub(super) fn listed(&mut self, plan: &Plan, region: Region, site: &Site, member: &Member) {
        let rules = plan.rules(region);
        let sender = member.sender;
        match member.kind {
            SenderKind::Alphanumeric => {
                self.name(rules, region, site, &sender);
                self.form(rules, region, site, member);
            }
            SenderKind::ShortCode => {
                if let Some(number) = national_number(self.numbering, region, &sender) {
                    self.short_code(region, site, &sender, number);
                }
            }
            SenderKind::TollFree if !is_own(plan, region, &sender) => {
                self.toll_free(rules, region, site, member);
            }
            SenderKind::TollFree => {}
            SenderKind::LongCode => {
                let Some(home) = member.home.filter(|&home| home != region) else {
                    return;
                };
                self.foreign(rules, region, home, site, &sender);
            }
        }
    }

    /// Warns about a toll-free number in a region that is not its own.
    pub(super) fn toll_free(
        &mut self,
        rules: &Rules,
        region: Region,
        site: &Site,
        member: &Member,
    ) {
        let home = match member.home {
            Some(home) if home != Region::WORLD => format!("toll-free in {}", WithArticle(home)),
            _ => "toll-free and belongs to no country".to_owned(),
        };
        let message = format!(
            "`{}` is {home}: it usually cannot be reached or answered from {}",
            member.sender,
            WithArticle(region)
        );
        let fix = format!("list a number of {}", WithArticle(region));
        let sources = rules.sources_of(Fact::ForeignNumber).cloned().collect();
        self.warn(Kind::TollFreeAbroad, site, message, fix, sources);
    }

    /// Warns about a name, by whether the region supports names.
    pub(super) fn name(&mut self, rules: &Rules, region: Region, site: &Site, sender: &Sender) {
        let country = WithArticle(region);
        match rules.alphanumeric() {
            Alphanumeric::NotSupported => {
                let message = format!(
                    "`{sender}` is an alphanumeric sender, which {country} does not support"
                );
                let fix = format!("list a {} instead", obtainable(rules));
                self.warn(
                    Kind::AlphanumericNotSupported,
                    site,
                    message,
                    fix,
                    sources(rules, Fact::Alphanumeric),
                );
            }
            Alphanumeric::Registered => {
                let form = rules.alphanumeric_form().map_or(String::new(), |form| {
                    format!(" ({})", form.trim_end_matches('.'))
                });
                let message = format!(
                    "`{sender}` is an alphanumeric sender, which must be registered in {country}{form}"
                );
                let fix = format!(
                    "register it, then add this to your rules file (`--rules`): `regions: {{ {region}: {{ alphanumeric: free }} }}`"
                );
                self.warn(
                    Kind::AlphanumericNeedsRegistration,
                    site,
                    message,
                    fix,
                    sources(rules, Fact::Alphanumeric),
                );
            }
            Alphanumeric::Free | Alphanumeric::Unknown => {}
        }
    }

    /// Warns about a name that does not have the form that the region requires.
    fn form(&mut self, rules: &Rules, region: Region, site: &Site, member: &Member) {
        let uses = member.terms.uses;
        // A name for all use cases rarely has the form of advertising. It is checked for that only if `for` says so.
        let is_meant = |use_case: UseCase| {
            uses.contains(use_case) && (use_case != UseCase::Marketing || uses != UseCases::ALL)
        };
        let name = member.sender.as_str();
        let mut meant = UseCase::ALL
            .into_iter()
            .filter(|&use_case| is_meant(use_case));
        if meant.all(|use_case| rules.accepts_form(name, use_case)) {
            return;
        }
        let form = rules
            .alphanumeric_form()
            .unwrap_or("Names must have a certain form.");
        let message = format!(
            "`{}` does not have the form of a name that {} requires: {}",
            member.sender,
            WithArticle(region),
            form.trim_end_matches('.')
        );
        let fix = "use a name of that form, or set `for` to the use cases of this one".to_owned();
        let sources = rules.sources_of_form().cloned().collect();
        self.warn(Kind::AlphanumericForm, site, message, fix, sources);
    }

    /// Warns about a number of another region that the region blocks or overwrites.
    pub(super) fn foreign(
        &mut self,
        rules: &Rules,
        region: Region,
        home: Region,
        site: &Site,
        sender: &Sender,
    ) {
        let Some(kind) = foreign_kind(rules.foreign_number(home)) else {
            return;
        };
        let effect = match kind {
            Kind::ForeignBlocked => "blocks numbers of other countries",
            _ => "replaces numbers of other countries with another sender",
        };
        let home = if home == Region::WORLD {
            "no country".to_owned()
        } else {
            WithArticle(home).to_string()
        };
        let message = format!(
            "`{sender}` is a number of {home}, and {} {effect}",
            WithArticle(region)
        );
        let fix = format!("list a {} of {}", obtainable(rules), WithArticle(region));
        self.warn(
            kind,
            site,
            message,
            fix,
            sources(rules, Fact::ForeignNumber),
        );
    }

    /// Warns about a short code that is also a telephone number in the national form of the country.
    fn short_code(&mut self, region: Region, site: &Site, sender: &Sender, number: Number) {
        let message = format!(
            "`{sender}` is read as a short code, but it is also the national form of {number} in {}",
            WithArticle(region)
        );
        let fix = format!("write \"{number}\" if you mean the number");
        self.warn(Kind::AmbiguousShortCode, site, message, fix, Vec::new());
    }

    /// Warns about a name that may be meant as a region, a field or a number.
    pub(super) fn bare_name(&mut self, region: Option<Region>, site: &Site, name: &Sender) {
        let text = name.as_str();
        let other = Region::from_code(&text.to_uppercase());
        let resemblance = if let Some(other) = other {
            format!("it is also the code of {}", WithArticle(other))
        } else if is_field(text) {
            "it is also a field of the map".to_owned()
        } else if looks_like_number(text) {
            "it looks like a telephone number".to_owned()
        } else {
            return;
        };
        let message = format!("`{text}` is read as the name of a sender, but {resemblance}");
        let alternative = match (other, region) {
            (Some(other), Some(region)) if other != region => {
                format!(
                    "to use the senders of {}, write `borrow: {{ {region}: [{other}] }}`",
                    WithArticle(other)
                )
            }
            (None, _) if !is_field(text) => "write `+` and nothing but digits".to_owned(),
            _ => "write a sender".to_owned(),
        };
        let fix = format!(
            "{alternative}; if it is the name of the sender, write `{{ sender: \"{text}\" }}`"
        );
        self.warn(Kind::AmbiguousName, site, message, fix, Vec::new());
    }

    /// Warns about a name that begins or ends with a space: it differs from the same name without the space.
    pub(super) fn padding(&mut self, site: &Site, sender: &Sender) {
        let text = sender.as_str();
        let name = text.trim();
        if name == text {
            return;
        }
        let message = format!("`{text}` begins or ends with a space, which is a part of the name");
        let fix = format!("write \"{name}\" if the space is a mistake");
        self.warn(Kind::PaddedName, site, message, fix, Vec::new());
    }

    /// Warns about a number whose own country the plan does not list.
    pub(super) fn own_region(&mut self, plan: &Plan, home: Region, site: &Site, sender: &Sender) {
        let effect = match plan.elsewhere() {
            Entry::Refuse => "are refused",
            Entry::Omit => "have no sender, so the provider chooses one",
            Entry::One(_) | Entry::Order { .. } => "leave from a sender of `elsewhere`",
        };
        let message = format!(
            "`{sender}` is a number of {}, which the plan does not list: first messages to that country {effect}",
            WithArticle(home)
        );
        let fix = format!(
            "add `{home}: \"{sender}\"` to `originators`, or `{home}: refuse` if nothing may be sent there"
        );
        self.warn(Kind::OwnRegionNotListed, site, message, fix, Vec::new());
    }
}

fn is_own(plan: &Plan, region: Region, sender: &Sender) -> bool {
    plan.own_regions(sender).any(|own| own == region)
}

/// The valid telephone number whose national form in the region is this short code.
fn national_number(numbering: &Numbering, region: Region, sender: &Sender) -> Option<Number> {
    let reading = read_with(numbering, sender.as_bytes(), BareDigits::National(region))?;
    let location = reading.location;
    let is_telephone = matches!(
        location.line_type,
        LineType::Mobile | LineType::FixedLine | LineType::FixedLineOrMobile
    );
    (is_telephone && location.validity == Validity::Valid && location.region == region)
        .then_some(reading.number)
}

/// Whether a name is digits with at most two letters, as if somebody had typed `O` for `0`.
fn looks_like_number(text: &str) -> bool {
    let count = |is: fn(&u8) -> bool| text.bytes().filter(is).count();
    count(u8::is_ascii_digit) >= 6 && count(u8::is_ascii_alphabetic) <= 2
}
