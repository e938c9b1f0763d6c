//! Joins the counts of users with the map and the country rules, into a report of countries.
//!
//! [`country_row`](super::country_row) prints a country.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use originator::country::Rules;
use originator::{ListedSender, Reason, Region, SenderState, Warning};
use rustc_hash::FxHashMap;

use super::class::Class;
use super::next_steps::{Assessment, Step};
use super::tally::{Tally, Users};
use crate::grouping::{grouped, percent};

/// The report.
pub(super) struct Report<'a> {
    /// The countries by their users, most first; countries without users are listed if they have senders that are off.
    /// The users without a country are last.
    pub(super) countries: Vec<Country>,
    pub(super) users: u64,
    /// The senders that are off, of every region and of `elsewhere`, in the order of the map.
    pub(super) off: Vec<&'a ListedSender>,
    /// The sources of all steps; [`CitedStep::citations`] are their numbers, from 1.
    pub(super) sources: Vec<String>,
}

/// A country with users, or the users without one.
pub(super) struct Country {
    pub(super) region: Option<Region>,
    pub(super) users: u64,
    /// The users of all countries.
    pub(super) all_users: u64,
    /// The number of users of each class, by its index in [`Class::ALL`].
    classes: [u64; Class::ALL.len()],
    /// The senders of replies by their users, most first.
    pub(super) reply_senders: Vec<(String, u64)>,
    /// The same of first messages.
    pub(super) first_senders: Vec<(String, u64)>,
    pub(super) refusals: Vec<(Reason, u64)>,
    pub(super) off: Vec<String>,
    pub(super) steps: Vec<CitedStep>,
}

/// A step, and the numbers of its sources.
pub(super) struct CitedStep {
    pub(super) step: Step,
    pub(super) citations: Vec<usize>,
}

impl<'a> Report<'a> {
    /// Makes the report from the counts, the senders of the map, and the rules of each region.
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
            for CitedStep { step, citations } in &mut country.steps {
                for source in &step.sources {
                    let next = numbers.len() + 1;
                    let number = *numbers.entry(source.clone()).or_insert_with(|| {
                        report.sources.push(source.clone());
                        next
                    });
                    citations.push(number);
                }
                citations.sort_unstable();
            }
        }
        report.countries = countries;
        report
    }

    pub(super) fn by_class(&self, class: Class) -> u64 {
        let users = |country: &Country| country.by_class(class);
        self.countries.iter().map(users).sum()
    }

    /// The number of users and of countries, as a phrase.
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
        all_users: u64,
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
            all_users,
            classes: of.classes,
            reply_senders: by_users(
                of.reply_senders
                    .iter()
                    .map(|(s, &n)| (s.to_string(), n))
                    .collect(),
            ),
            first_senders: by_users(
                of.first_senders
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
            .first_senders
            .keys()
            .flat_map(|(sender, warnings)| {
                let about_names = warnings.iter().filter(|warning| {
                    let needs = Warning::AlphanumericNeedsRegistration;
                    [needs, Warning::AlphanumericNotSupported].contains(warning)
                });
                about_names.map(|warning| (sender.as_str(), warning))
            })
            .collect();
        names.sort_by_key(|&(name, _)| name);
        let assessment = Assessment {
            region,
            class,
            refusal: country.refusals.first().map(|&(reason, _)| reason),
            name: names
                .first()
                .map(|&(name, warning)| (name.to_owned(), warning)),
            rules: rules(region),
            listed,
        };
        country.steps = assessment
            .steps()
            .into_iter()
            .map(|step| CitedStep {
                step,
                citations: Vec::new(),
            })
            .collect();
        country
    }

    pub(super) fn by_class(&self, class: Class) -> u64 {
        self.classes.get(class as usize).copied().unwrap_or(0)
    }

    /// The class of most of its users, the worse one of two; `None` without users.
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

    /// The steps as parts of a sentence: the separator before each, its text, and the numbers of its sources.
    pub(super) fn step_sentence(&self) -> impl Iterator<Item = (&'static str, &str, &[usize])> {
        let before = self.steps.iter().map(|cited| Some(&cited.step));
        let pairs = std::iter::once(None).chain(before).zip(&self.steps);
        pairs.map(|(before, CitedStep { step, citations })| {
            let (gap, text) = step.after(before);
            (gap, text, citations.as_slice())
        })
    }

    pub(super) fn share(&self) -> String {
        percent(self.users, self.all_users)
    }

    fn is_in_a_country(&self) -> bool {
        self.region.is_some_and(|region| region != Region::WORLD)
    }

    /// The classes of its users with their shares, and the reasons of refusals.
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
