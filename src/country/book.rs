//! Rules of the user's own, laid over those that are compiled in.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::{Alphanumeric, Availability, Fact, Fate, Rules, Source, rules};
use crate::Region;
use crate::map::{self, MapErrors};

/// The country rules as the user knows them: those that are compiled in, changed where the user says otherwise, for
/// every service plan or for one.
///
/// A service plan is an account with a provider, so what one provider does goes with its plan:
///
/// ```
/// use originator::country::{Alphanumeric, Rulebook};
///
/// let book = Rulebook::from_yaml("rules.yaml", "
/// regions:
///   GB: { alphanumeric: free, source: Registered in October 2026. }
/// service_plans:
///   retail:
///     SE: { foreign_number: overwritten, foreign_exceptions: { NO: kept } }
/// ")?;
/// let gb = "GB".parse()?;
/// assert_eq!(book.rules("retail", gb).alphanumeric(), Alphanumeric::Free);
/// assert_eq!(book.rules("retail", gb).sources().next().map(|source| source.title()), Some("Registered in October 2026."));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rulebook {
    pub(crate) every: Arc<Layer>,
    /// By the plan's id, what is changed for every plan included.
    pub(crate) plans: HashMap<String, Arc<Layer>>,
}

impl Rulebook {
    /// Reads rules in YAML or JSON: under `regions` those for every plan, under `service_plans` those of a plan. A
    /// region's fields are those of `data/countries.yaml`, and a field that is left out stays as it is compiled in;
    /// `source` takes the place of `sources`. `file` names the text in errors and, without a `source`, in reports.
    ///
    /// # Errors
    /// Everything that is wrong with the rules, at once.
    pub fn from_yaml(file: impl AsRef<Path>, text: &str) -> Result<Rulebook, MapErrors> {
        map::rulebook(&file.as_ref().to_string_lossy(), text)
    }

    /// The rules of a region for a plan.
    pub fn rules(&self, plan: &str, region: Region) -> &Rules {
        self.layer(plan).rules(region)
    }

    /// The plans that have rules of their own.
    pub(crate) fn plans(&self) -> impl Iterator<Item = &str> {
        self.plans.keys().map(String::as_str)
    }

    pub(crate) fn layer(&self, plan: &str) -> &Arc<Layer> {
        self.plans.get(plan).unwrap_or(&self.every)
    }
}

/// The regions whose rules are changed, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Layer(Vec<Rules>);

impl Layer {
    /// How many regions have changed rules.
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// The rules of a region: the changed ones, or those that are compiled in.
    pub(crate) fn rules(&self, region: Region) -> &Rules {
        let place = self.0.binary_search_by(|rules| rules.region().cmp(&region));
        let changed = place.ok().and_then(|place| self.0.get(place));
        changed.unwrap_or_else(|| rules(region))
    }

    /// Changes the rules of a region.
    pub(crate) fn change(&mut self, region: Region, change: Change) {
        let rules = change.of(self.rules(region).clone());
        match self.0.binary_search_by(|rules| rules.region().cmp(&region)) {
            Ok(place) => {
                if let Some(there) = self.0.get_mut(place) {
                    *there = rules;
                }
            }
            Err(place) => self.0.insert(place, rules),
        }
    }
}

/// What the user says of a region; `None` leaves a rule as it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Change {
    pub(crate) alphanumeric: Option<Alphanumeric>,
    pub(crate) alphanumeric_form: Option<String>,
    pub(crate) alphanumeric_pattern: Option<String>,
    pub(crate) marketing_pattern: Option<String>,
    pub(crate) two_way_long_code: Option<Availability>,
    pub(crate) short_code: Option<Availability>,
    pub(crate) foreign_number: Option<Fate>,
    pub(crate) foreign_exceptions: Option<Vec<(Region, Fate)>>,
    pub(crate) note: Option<String>,
    pub(crate) source: String,
}

impl Change {
    fn of(self, mut rules: Rules) -> Rules {
        let form = self.alphanumeric_form.is_some()
            || self.alphanumeric_pattern.is_some()
            || self.marketing_pattern.is_some();
        let in_full = [
            self.alphanumeric.is_some(),
            self.two_way_long_code.is_some(),
            self.short_code.is_some(),
            self.foreign_number.is_some(),
        ];
        let mut tells = in_full;
        for (fact, in_part) in [
            (Fact::Alphanumeric, form),
            (Fact::ForeignNumber, self.foreign_exceptions.is_some()),
        ] {
            if let Some(tells) = tells.get_mut(fact as usize) {
                *tells |= in_part;
            }
        }
        for before in &mut rules.own_sources {
            for (tells, again) in before.tells.iter_mut().zip(in_full) {
                *tells &= !again;
            }
        }
        rules
            .own_sources
            .retain(|before| before.tells.contains(&true));
        let source = Source {
            title: Cow::Owned(self.source),
            publisher: Cow::Borrowed(""),
            date: Cow::Borrowed(""),
            tells,
        };
        rules.own_sources.insert(0, source);
        for (own, again) in rules.own.facts.iter_mut().zip(in_full) {
            *own |= again;
        }
        rules.own.form |= form;
        rules.alphanumeric = self.alphanumeric.unwrap_or(rules.alphanumeric);
        rules.two_way_long_code = self.two_way_long_code.unwrap_or(rules.two_way_long_code);
        rules.short_code = self.short_code.unwrap_or(rules.short_code);
        rules.foreign_number = self.foreign_number.unwrap_or(rules.foreign_number);
        if let Some(exceptions) = self.foreign_exceptions {
            let by_index = exceptions
                .into_iter()
                .map(|(region, fate)| (region.index() as u8, fate));
            rules.exceptions = Cow::Owned(by_index.collect());
        }
        for (said, rule) in [
            (self.alphanumeric_form, &mut rules.alphanumeric_form),
            (self.alphanumeric_pattern, &mut rules.alphanumeric_pattern),
            (self.marketing_pattern, &mut rules.marketing_pattern),
            (self.note, &mut rules.note),
        ] {
            if let Some(said) = said {
                *rule = Some(Cow::Owned(said));
            }
        }
        rules
    }
}
