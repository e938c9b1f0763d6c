//! What may go wrong with a sender that the entry of a region lists.

use super::warning::MapWarningKind as Kind;
use super::{Lint, foreign_kind, obtainable, sources};
use crate::country::{Alphanumeric, Fact, Rules};
use crate::map::Site;
use crate::map::is_field;
use crate::numbering::{LineType, Numbering, Validity};
use crate::plan::Entry;
use crate::plan::UseCases;
use crate::plan::{Member, Plan};
use crate::reading::read_with;
use crate::region::WithArticle;
use crate::{BareDigits, Number, Region, Sender, SenderKind, UseCase};

impl Lint<'_> {
    pub(super) fn impossible(&mut self, site: &Site, member: &Member) {
        let message = format!(
            "`{}` is a number that cannot exist: its numbering plan has none like it",
            member.sender
        );
        let fix = "compare it with what the provider says; a digit may be missing".to_owned();
        self.warn(Kind::ImpossibleNumber, site, message, fix, Vec::new());
    }

    pub(super) fn off(&mut self, region: Option<Region>, site: &Site, member: &Member) {
        let sender = member.sender;
        let message = match region {
            Some(region) => format!(
                "`{sender}` is off for {}: no message to there leaves from it",
                WithArticle(region)
            ),
            None => format!("`{sender}` is off: no message leaves from it"),
        };
        let fix = "make it `active` once it may be used".to_owned();
        self.warn(Kind::SenderOff, site, message, fix, Vec::new());
    }

    /// A sender that the entry of a region lists.
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

    /// A toll-free number for a region that is not its own.
    pub(super) fn toll_free(
        &mut self,
        rules: &Rules,
        region: Region,
        site: &Site,
        member: &Member,
    ) {
        let home = match member.home {
            Some(home) if home != Region::WORLD => format!("toll-free in {}", WithArticle(home)),
            _ => "toll-free and of no country".to_owned(),
        };
        let message = format!(
            "`{}` is {home}: from {} it can as a rule be neither reached nor answered",
            member.sender,
            WithArticle(region)
        );
        let fix = format!("list a number of {}", WithArticle(region));
        let sources = rules.sources_of(Fact::ForeignNumber).cloned().collect();
        self.warn(Kind::TollFreeAbroad, site, message, fix, sources);
    }

    pub(super) fn name(&mut self, rules: &Rules, region: Region, site: &Site, sender: &Sender) {
        let country = WithArticle(region);
        match rules.alphanumeric() {
            Alphanumeric::NotSupported => {
                let message = format!("`{sender}` is a name, and {country} carries none");
                let fix = format!("list a {} in its place", obtainable(rules));
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
                    "`{sender}` is a name, and {country} carries only registered ones{form}"
                );
                let fix = format!(
                    "register it; then say so in a file for --rules: `regions: {{ {region}: {{ alphanumeric: free }} }}`"
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

    fn form(&mut self, rules: &Rules, region: Region, site: &Site, member: &Member) {
        let uses = member.terms.uses;
        // One name for everything is nowhere what is wanted of advertising: that it is meant for that must be said.
        let meant = |use_case: UseCase| {
            uses.contains(use_case) && (use_case != UseCase::Marketing || uses != UseCases::ALL)
        };
        let name = member.sender.as_str();
        let mut meant = UseCase::ALL.into_iter().filter(|&use_case| meant(use_case));
        if meant.all(|use_case| rules.accepts_form(name, use_case)) {
            return;
        }
        let form = rules
            .alphanumeric_form()
            .unwrap_or("Names have a form there.");
        let message = format!(
            "`{}` is not what a name looks like in {}: {}",
            member.sender,
            WithArticle(region),
            form.trim_end_matches('.')
        );
        let fix = "name one that does, or say with `for` what it is for".to_owned();
        let sources = rules.sources_of_form().cloned().collect();
        self.warn(Kind::AlphanumericForm, site, message, fix, sources);
    }

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
        let becomes = match kind {
            Kind::ForeignBlocked => "blocks numbers of other countries",
            _ => "puts another sender in the place of numbers of other countries",
        };
        let home = if home == Region::WORLD {
            "no country".to_owned()
        } else {
            WithArticle(home).to_string()
        };
        let message = format!(
            "`{sender}` is a number of {home}, and {} {becomes}",
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

    /// A short code that people of the country would read as the number of a telephone.
    fn short_code(&mut self, region: Region, site: &Site, sender: &Sender, number: Number) {
        let message = format!(
            "`{sender}` is taken for a short code, but in {} it is also how {number} is written",
            WithArticle(region)
        );
        let fix = format!("write \"{number}\" if the number is meant");
        self.warn(Kind::AmbiguousShortCode, site, message, fix, Vec::new());
    }

    /// A name that stands where somebody may have meant a region, a field or a number.
    pub(super) fn bare_name(&mut self, region: Option<Region>, site: &Site, name: &Sender) {
        let text = name.as_str();
        let other = Region::from_code(&text.to_uppercase());
        let what = if let Some(other) = other {
            format!("it is also the code of {}", WithArticle(other))
        } else if is_field(text) {
            "it is also a field of the map".to_owned()
        } else if is_nearly_a_number(text) {
            "it is nearly a telephone number".to_owned()
        } else {
            return;
        };
        let message = format!("`{text}` is taken for a sender's name, but {what}");
        let meant = match (other, region) {
            (Some(other), Some(region)) if other != region => {
                format!(
                    "to use the senders of {}: `borrow: {{ {region}: [{other}] }}`",
                    WithArticle(other)
                )
            }
            (None, _) if !is_field(text) => "write its digits alone, after a `+`".to_owned(),
            _ => "name a sender".to_owned(),
        };
        let fix = format!("{meant}; if it is the sender's name: `{{ sender: \"{text}\" }}`");
        self.warn(Kind::AmbiguousName, site, message, fix, Vec::new());
    }

    /// A name with a space before or behind it, which the recipient sees and other entries may not have.
    pub(super) fn padding(&mut self, site: &Site, sender: &Sender) {
        let text = sender.as_str();
        let name = text.trim();
        if name == text {
            return;
        }
        let message = format!("`{text}` begins or ends with a space, which is a part of the name");
        let fix = format!("write \"{name}\" if the space is not meant");
        self.warn(Kind::PaddedName, site, message, fix, Vec::new());
    }

    /// A number whose own country the plan does not name.
    pub(super) fn own_region(&mut self, plan: &Plan, home: Region, site: &Site, sender: &Sender) {
        let instead = match plan.elsewhere() {
            Entry::Refuse => "are refused",
            Entry::Omit => "leave the choice to the provider",
            Entry::One(_) | Entry::Order { .. } => "leave from the sender of `elsewhere`",
        };
        let message = format!(
            "`{sender}` is a number of {}, which the plan does not name: first messages to there {instead}",
            WithArticle(home)
        );
        let fix = format!(
            "add `{home}: \"{sender}\"` to `originators`, or `{home}: refuse` if nothing is to be sent there"
        );
        self.warn(Kind::OwnRegionNotListed, site, message, fix, Vec::new());
    }
}

fn is_own(plan: &Plan, region: Region, sender: &Sender) -> bool {
    plan.own_regions(sender).any(|own| own == region)
}

/// The valid number that the digits of a short code are in its country.
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

/// Whether a name is digits with a letter or two among them, as where somebody typed `O` for `0`.
fn is_nearly_a_number(text: &str) -> bool {
    let count = |is: fn(&u8) -> bool| text.bytes().filter(is).count();
    count(u8::is_ascii_digit) >= 6 && count(u8::is_ascii_alphabetic) <= 2
}
