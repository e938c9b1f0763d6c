//! The rulebook: country rules of the user, which override the compiled-in ones.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::{Alphanumeric, Availability, Fact, ForeignSenderPolicy, Rules, Source, rules};
use crate::Region;

/// Country rules: the compiled-in ones, with changes of the user for all service plans or for one.
///
/// A service plan is an account with a provider, so rules that hold for one provider belong to its plan:
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
    /// By the id of the plan. A layer includes the changes for all plans.
    pub(crate) plans: HashMap<String, Arc<Layer>>,
}

impl Rulebook {
    /// The rules of a region for a plan.
    pub fn rules(&self, plan: &str, region: Region) -> &Rules {
        self.layer(plan).rules(region)
    }

    /// The ids of the plans that have changes.
    pub(crate) fn plans(&self) -> impl Iterator<Item = &str> {
        self.plans.keys().map(String::as_str)
    }

    /// The changed rules that apply to a plan.
    pub(crate) fn layer(&self, plan: &str) -> &Arc<Layer> {
        self.plans.get(plan).unwrap_or(&self.every)
    }
}

/// The rules of the regions that have changes, sorted by region.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Layer(Vec<Rules>);

impl Layer {
    /// The number of regions that have changes.
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// The rules of a region: the changed ones, or the compiled-in ones.
    pub(crate) fn rules(&self, region: Region) -> &Rules {
        let index = self.0.binary_search_by(|rules| rules.region().cmp(&region));
        let changed = index.ok().and_then(|index| self.0.get(index));
        changed.unwrap_or_else(|| rules(region))
    }

    /// Changes the rules of a region.
    pub(crate) fn change(&mut self, region: Region, change: Change) {
        let rules = change.apply(self.rules(region).clone());
        match self.0.binary_search_by(|rules| rules.region().cmp(&region)) {
            Ok(index) => {
                if let Some(old) = self.0.get_mut(index) {
                    *old = rules;
                }
            }
            Err(index) => self.0.insert(index, rules),
        }
    }
}

/// A change of the rules of a region; `None` leaves a rule as it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Change {
    pub(crate) alphanumeric: Option<Alphanumeric>,
    pub(crate) alphanumeric_form: Option<String>,
    pub(crate) alphanumeric_pattern: Option<String>,
    pub(crate) marketing_pattern: Option<String>,
    pub(crate) two_way_long_code: Option<Availability>,
    pub(crate) short_code: Option<Availability>,
    pub(crate) foreign_number: Option<ForeignSenderPolicy>,
    pub(crate) foreign_exceptions: Option<Vec<(Region, ForeignSenderPolicy)>>,
    pub(crate) note: Option<String>,
    pub(crate) source: String,
}

impl Change {
    /// Applies the change, and records its source.
    ///
    /// The new source states every fact that the change touches. A fact that is replaced as a whole is no longer stated
    /// by the older sources, and a fact that is changed in part still is: an exception for one country does not make
    /// the sources of the rule itself wrong.
    fn apply(self, mut rules: Rules) -> Rules {
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
        for older in &mut rules.own_sources {
            for (tells, is_replaced) in older.tells.iter_mut().zip(in_full) {
                *tells &= !is_replaced;
            }
        }
        rules
            .own_sources
            .retain(|older| older.tells.contains(&true));
        let source = Source {
            title: Cow::Owned(self.source),
            publisher: Cow::Borrowed(""),
            date: Cow::Borrowed(""),
            tells,
        };
        rules.own_sources.insert(0, source);
        for (is_overridden, is_replaced) in rules.overrides.facts.iter_mut().zip(in_full) {
            *is_overridden |= is_replaced;
        }
        rules.overrides.form |= form;
        rules.alphanumeric = self.alphanumeric.unwrap_or(rules.alphanumeric);
        rules.two_way_long_code = self.two_way_long_code.unwrap_or(rules.two_way_long_code);
        rules.short_code = self.short_code.unwrap_or(rules.short_code);
        rules.foreign_number = self.foreign_number.unwrap_or(rules.foreign_number);
        if let Some(exceptions) = self.foreign_exceptions {
            rules.exceptions = Cow::Owned(exceptions);
        }
        for (text, rule) in [
            (self.alphanumeric_form, &mut rules.alphanumeric_form),
            (self.alphanumeric_pattern, &mut rules.alphanumeric_pattern),
            (self.marketing_pattern, &mut rules.marketing_pattern),
            (self.note, &mut rules.note),
        ] {
            if let Some(text) = text {
                *rule = Some(Cow::Owned(text));
            }
        }
        rules
    }
}
