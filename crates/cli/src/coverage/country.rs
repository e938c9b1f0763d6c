//! The countries of the users, as they are shown.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeSet;

use originator::country::Rules;
use originator::{ListedSender, Reason, Region, SenderState, Warning};
use rustc_hash::FxHashMap;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::class::Class;
use super::next::{Case, Step};
use super::tally::{Tally, Users};
use crate::output::Row;

/// So many senders of a country are named to people.
const NAMED: usize = 3;

/// All there is to show.
pub(super) struct Report<'a> {
    /// By users, most first; then those with none that have senders which are off, and what is in no country.
    pub(super) countries: Vec<Country>,
    pub(super) users: u64,
    /// Of every region and of `elsewhere`, where the map has them.
    pub(super) off: Vec<&'a ListedSender>,
    /// What the notes of the steps are the numbers of, from 1.
    pub(super) sources: Vec<String>,
}

/// A country with users, or the users without one.
pub(super) struct Country {
    pub(super) region: Option<Region>,
    pub(super) users: u64,
    of_all: u64,
    /// By the place in [`Class::ALL`].
    classes: [u64; Class::ALL.len()],
    /// By users, most first.
    pub(super) replies: Vec<(String, u64)>,
    pub(super) firsts: Vec<(String, u64)>,
    pub(super) refusals: Vec<(Reason, u64)>,
    pub(super) off: Vec<String>,
    pub(super) steps: Vec<Noted>,
}

/// A step with the numbers of its sources.
pub(super) struct Noted {
    pub(super) step: Step,
    pub(super) notes: Vec<usize>,
}

impl<'a> Report<'a> {
    /// Puts what the map and the rules say beside the counts.
    pub(super) fn new<'r>(
        tally: &Tally,
        listed: &'a [ListedSender],
        rules: impl Fn(Region) -> &'r Rules,
    ) -> Report<'a> {
        let off = |listed: &&ListedSender| listed.state == SenderState::Off;
        let nobody = Users::default();
        let mut regions: BTreeSet<Option<Region>> = tally.regions.keys().copied().collect();
        regions.extend(
            listed
                .iter()
                .filter(off)
                .filter_map(|off| off.region.map(Some)),
        );
        let all = tally.regions.values().map(|of| of.users).sum();
        let country = |region: Option<Region>| {
            let of = tally.regions.get(&region).unwrap_or(&nobody);
            Country::new(region, of, all, listed, &rules)
        };
        let mut countries: Vec<Country> = regions.into_iter().map(country).collect();
        countries.sort_by_key(|country| (country.region.is_none(), Reverse(country.users)));
        let mut report = Report {
            countries: Vec::new(),
            users: all,
            off: listed.iter().filter(off).collect(),
            sources: Vec::new(),
        };
        let mut numbers: FxHashMap<String, usize> = FxHashMap::default();
        for country in &mut countries {
            for Noted { step, notes } in &mut country.steps {
                for source in &step.sources {
                    let next = numbers.len() + 1;
                    let number = *numbers.entry(source.clone()).or_insert_with(|| {
                        report.sources.push(source.clone());
                        next
                    });
                    notes.push(number);
                }
                notes.sort_unstable();
            }
        }
        report.countries = countries;
        report
    }

    pub(super) fn by_class(&self, class: Class) -> u64 {
        let users = |country: &Country| country.by_class(class);
        self.countries.iter().map(users).sum()
    }

    /// How many users there are in how many countries.
    pub(super) fn users_and_countries(&self) -> String {
        let countries = self
            .countries
            .iter()
            .filter(|country| country.users > 0 && country.is_in_a_country())
            .count();
        let noun = if countries == 1 {
            "country"
        } else {
            "countries"
        };
        let users = if self.users == 1 { "user" } else { "users" };
        format!("{} {users} in {countries} {noun}", grouped(self.users))
    }
}

impl Country {
    fn new<'r>(
        region: Option<Region>,
        of: &Users,
        of_all: u64,
        listed: &[ListedSender],
        rules: impl Fn(Region) -> &'r Rules,
    ) -> Country {
        let mut refusals: Vec<(Reason, u64)> = of.refusals.iter().map(|(&k, &n)| (k, n)).collect();
        refusals.sort_by_key(|&(reason, users)| (Reverse(users), reason));
        let by_users = |mut senders: Vec<(String, u64)>| {
            senders.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            senders.dedup_by(|next, first| {
                let same = next.0 == first.0;
                first.1 += if same { next.1 } else { 0 };
                same
            });
            senders
        };
        let off = listed
            .iter()
            .filter(|listed| listed.state == SenderState::Off && listed.region == region)
            .filter(|_| region.is_some())
            .map(|listed| listed.sender.to_string())
            .collect();
        let mut country = Country {
            region,
            users: of.users,
            of_all,
            classes: of.classes,
            replies: by_users(
                of.replies
                    .iter()
                    .map(|(s, &n)| (s.to_string(), n))
                    .collect(),
            ),
            firsts: by_users(
                of.firsts
                    .iter()
                    .map(|((s, _), &n)| (s.to_string(), n))
                    .collect(),
            ),
            refusals,
            off,
            steps: Vec::new(),
        };
        let (Some(region), Some(class)) = (region, country.class()) else {
            return country;
        };
        let mut names: Vec<(&str, Warning)> = of
            .firsts
            .keys()
            .flat_map(|(sender, warnings)| {
                let about_a_name = warnings.iter().filter(|warning| {
                    let needs = Warning::AlphanumericNeedsRegistration;
                    [needs, Warning::AlphanumericNotSupported].contains(warning)
                });
                about_a_name.map(|warning| (sender.as_str(), warning))
            })
            .collect();
        names.sort_by_key(|&(name, _)| name);
        let case = Case {
            region,
            class,
            refusal: country.refusals.first().map(|&(reason, _)| reason),
            name: names
                .first()
                .map(|&(name, warning)| (name.to_owned(), warning)),
            rules: rules(region),
            listed,
        };
        country.steps = case
            .steps()
            .into_iter()
            .map(|step| Noted {
                step,
                notes: Vec::new(),
            })
            .collect();
        country
    }

    pub(super) fn by_class(&self, class: Class) -> u64 {
        self.classes.get(class as usize).copied().unwrap_or(0)
    }

    /// That of most of its users, the worse of two; none without users.
    pub(super) fn class(&self) -> Option<Class> {
        let classes = Class::ALL
            .into_iter()
            .filter(|&class| self.by_class(class) > 0);
        classes.max_by_key(|&class| self.by_class(class))
    }

    pub(super) fn name(&self) -> &'static str {
        match self.region {
            None => "unreadable numbers",
            Some(Region::WORLD) => "no country",
            Some(region) => region.name(),
        }
    }

    /// The steps as parts of a sentence: what separates each, its words, and the numbers of its sources.
    pub(super) fn sentence(&self) -> impl Iterator<Item = (&'static str, &str, &[usize])> {
        let before = self.steps.iter().map(|noted| Some(&noted.step));
        let pairs = std::iter::once(None).chain(before).zip(&self.steps);
        pairs.map(|(before, Noted { step, notes })| {
            let (gap, text) = step.after(before);
            (gap, text, notes.as_slice())
        })
    }

    pub(super) fn share(&self) -> String {
        percent(self.users, self.of_all)
    }

    fn is_in_a_country(&self) -> bool {
        self.region.is_some_and(|region| region != Region::WORLD)
    }

    /// The class, or the parts of each, and why what is refused is.
    pub(super) fn coverage(&self) -> String {
        let classes: Vec<Class> = Class::ALL
            .into_iter()
            .filter(|&class| self.by_class(class) > 0)
            .collect();
        let words: Vec<String> = classes
            .iter()
            .map(|&class| {
                let mut words = class.as_str().replace('_', " ");
                if classes.len() > 1 {
                    words = format!("{words} {}", percent(self.by_class(class), self.users));
                }
                if class == Class::Refused {
                    let reasons: Vec<String> = self
                        .refusals
                        .iter()
                        .map(|(reason, _)| reason.as_str().replace('_', " "))
                        .collect();
                    words = format!("{words} ({})", reasons.join(", "));
                }
                words
            })
            .collect();
        words.join(", ")
    }
}

/// The names of the first few.
pub(super) fn few(senders: &[(String, u64)]) -> String {
    let mut names: Vec<&str> = senders.iter().map(|(sender, _)| sender.as_str()).collect();
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    match more {
        0 => names.join(" "),
        _ => format!("{} and {more} more", names.join(" ")),
    }
}

/// A part in percent, to a tenth; what is there is never 0.0 and what is missing never nothing.
pub(super) fn percent(part: u64, whole: u64) -> String {
    let permille = 1000.0 * part as f64 / whole.max(1) as f64;
    match (part, permille) {
        (0, _) => "0%".to_owned(),
        (_, permille) if permille < 0.5 => "<0.1%".to_owned(),
        (part, _) if part == whole => "100%".to_owned(),
        (_, permille) if permille > 999.0 => ">99.9%".to_owned(),
        (_, permille) => format!("{:.1}%", permille / 10.0),
    }
}

/// A count with its thousands apart.
pub(super) fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
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
            .map(|Noted { step, .. }| Next {
                step: step.word,
                text: &step.text,
                sources: &step.sources,
            })
            .collect();
        let refusals: Vec<&str> = self
            .refusals
            .iter()
            .map(|(reason, _)| reason.as_str())
            .collect();
        let share = self.users as f64 / self.of_all.max(1) as f64;
        let mut to = serializer.serialize_map(None)?;
        to.serialize_entry("region", &self.region.map(Region::code))?;
        to.serialize_entry("country", &self.region.map(|_| self.name()))?;
        to.serialize_entry("users", &self.users)?;
        to.serialize_entry("share", &((share * 1e6).round() / 1e6))?;
        to.serialize_entry("coverage", &self.class().map(Class::as_str))?;
        for class in Class::ALL {
            to.serialize_entry(class.as_str(), &self.by_class(class))?;
        }
        to.serialize_entry("refusals", &refusals)?;
        to.serialize_entry("reply_from", &names(&self.replies))?;
        to.serialize_entry("first_message_from", &names(&self.firsts))?;
        to.serialize_entry("off", &self.off)?;
        to.serialize_entry("next", &next)?;
        to.end()
    }
}

impl Row for Country {
    const COLUMNS: &'static [&'static str] = &[
        "region",
        "country",
        "users",
        "share",
        "coverage",
        "domestic",
        "stand_in",
        "abroad",
        "one_way",
        "omit",
        "refused",
        "unreadable",
        "refusals",
        "reply_from",
        "first_message_from",
        "off",
        "next",
        "sources",
    ];
    const SHOWN: &'static [&'static str] = &[
        "region", "country", "users", "share", "coverage", "from", "next",
    ];
    const NUMBERS: &'static [&'static str] = &["users", "share"];

    fn cell(&self, column: &str) -> Cow<'_, str> {
        let joined = |senders: &[(String, u64)]| {
            let names: Vec<&str> = senders.iter().map(|(sender, _)| sender.as_str()).collect();
            Cow::Owned(names.join(" "))
        };
        match column {
            "region" => self.region.map_or("", Region::code).into(),
            "country" => self.region.map_or("", |_| self.name()).into(),
            "users" => self.users.to_string().into(),
            "share" => {
                let share = self.users as f64 / self.of_all.max(1) as f64;
                format!("{share:.6}").into()
            }
            "coverage" => self.class().map_or("", Class::as_str).into(),
            "refusals" => {
                let reasons = self.refusals.iter().map(|(reason, _)| reason.as_str());
                reasons.collect::<Vec<_>>().join(" ").into()
            }
            "reply_from" => joined(&self.replies),
            "first_message_from" => joined(&self.firsts),
            "off" => self.off.join(" ").into(),
            "next" => {
                let texts = self.steps.iter().map(|noted| noted.step.text.as_str());
                texts.collect::<Vec<_>>().join("; ").into()
            }
            "sources" => {
                let mut sources: Vec<&str> = Vec::new();
                for source in self.steps.iter().flat_map(|noted| &noted.step.sources) {
                    if !sources.contains(&source.as_str()) {
                        sources.push(source);
                    }
                }
                sources.join("; ").into()
            }
            _ => {
                let class = Class::ALL
                    .into_iter()
                    .find(|class| class.as_str() == column);
                class
                    .map_or(String::new(), |class| self.by_class(class).to_string())
                    .into()
            }
        }
    }

    fn shown(&self, column: &str) -> Cow<'_, str> {
        match column {
            "region" => self.region.map_or("–", Region::code).into(),
            "country" => self.name().into(),
            "users" => grouped(self.users).into(),
            "share" => self.share().into(),
            "coverage" => self.coverage().into(),
            "from" if self.replies.is_empty() => few(&self.firsts).into(),
            "from" => few(&self.replies).into(),
            "next" => {
                let mut sentence = String::new();
                for (gap, text, notes) in self.sentence() {
                    sentence.push_str(gap);
                    sentence.push_str(text);
                    for (place, note) in notes.iter().enumerate() {
                        let gap = if place == 0 { " " } else { "" };
                        sentence.push_str(&format!("{gap}[{note}]"));
                    }
                }
                sentence.into()
            }
            _ => self.cell(column),
        }
    }
}
