//! The lint: warnings about a map without errors, by the country rules and the numbering plan.
//!
//! The check of the map records sites; the modules below examine each kind of site. Errors are in [`crate::map`].

mod elsewhere;
mod first_message;
mod regions;
mod senders;
mod warning;

use std::collections::HashSet;

use crate::context::Context;
use crate::country::{Availability, Fact, ForeignSenderPolicy, Rulebook, Rules, Source};
use crate::document::{Diagnostics, MapErrors, Quoted, nearest};
use crate::map::{self, Overruled, Site, SiteKind};
use crate::numbering::{Numbering, Validity};
use crate::plan::{Member, Plan, SenderState};
use crate::{Region, Sender, SenderKind};

use warning::MapWarningKind as Kind;
pub use warning::{MapWarning, MapWarningKind, MapWarnings};

/// The most plans that an unknown plan is compared with.
const MAX_COMPARED: usize = 10_000;

/// Checks a map in YAML or JSON text, and gives the warnings about it.
pub(crate) fn check(context: &Context, file: &str, text: &str) -> Result<MapWarnings, MapErrors> {
    let mut lint = Lint {
        numbering: context.numbering(),
        warnings: Diagnostics::default(),
    };
    let checked = map::from_yaml_with_sites(context, file, text, &mut |plan, sites| {
        lint.plan(plan, sites);
    })?;
    let plans: HashSet<&str> = checked
        .plans
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    lint.rules_of_no_plan(context.rules(), &plans);
    Ok(MapWarnings::new(file, lint.warnings.in_order(Some(text))))
}

/// Collects the warnings of a map.
struct Lint<'n> {
    numbering: &'n Numbering,
    warnings: Diagnostics<MapWarning>,
}

impl Lint<'_> {
    fn warn(
        &mut self,
        kind: Kind,
        site: &Site,
        message: String,
        fix: String,
        sources: Vec<Source>,
    ) {
        let warning = || MapWarning::new(kind, site.path.clone(), message, fix, site.at, sources);
        self.warnings.push(warning, site.at);
    }

    /// Warns about a plan, site by site.
    fn plan(&mut self, plan: &Plan, sites: &[Site]) {
        let mut reported = HashSet::new();
        for site in sites {
            match &site.kind {
                SiteKind::Sender(region, member) => {
                    self.sender(plan, *region, site, member, &mut reported);
                }
                SiteKind::BareName(region, name) => self.bare_name(*region, site, name),
                SiteKind::Region(region)
                    if *region != Region::WORLD && region.calling_code().is_none() =>
                {
                    self.without_numbers(*region, site);
                }
                SiteKind::Region(region) => {
                    self.first_message(plan, *region, site);
                    self.two_way(plan, *region, site);
                    self.territories(plan, *region, site);
                }
                // A region with an entry has a site of its own.
                SiteKind::Borrower(region) if plan.entry(*region).is_some() => {}
                SiteKind::Borrower(region) => self.first_message(plan, *region, site),
                SiteKind::Lender { borrower, lender } => {
                    self.lent(plan, *borrower, *lender, site);
                }
                SiteKind::Elsewhere => self.first_message_elsewhere(plan, site),
                SiteKind::RefusedLineType(line_type) => self.line_type(*line_type, site),
                SiteKind::WithoutEffect(overruled) => self.without_effect(*overruled, site),
            }
        }
    }

    /// Warns about the plans of the rulebook that the map does not have.
    fn rules_of_no_plan(&mut self, rulebook: &Rulebook, plans: &HashSet<&str>) {
        let mut unknown: Vec<&str> = rulebook
            .plans()
            .filter(|plan| !plans.contains(plan))
            .collect();
        unknown.sort_unstable();
        for plan in unknown {
            let message = format!(
                "the rules name the plan {}, but the map has no plan with this id",
                Quoted(plan)
            );
            let fix = match nearest(plan, plans.iter().copied().take(MAX_COMPARED)) {
                Some(name) => format!("did you mean {}?", Quoted(name)),
                None => "compare the ids under `service_plans` in both files".to_owned(),
            };
            let warning = || {
                MapWarning::new(
                    Kind::RulesOfNoPlan,
                    String::new(),
                    message,
                    fix,
                    None,
                    Vec::new(),
                )
            };
            self.warnings.push(warning, None);
        }
    }
}

/// The warnings that were already given about a sender, in a region or (`None`) in the whole plan.
type Reported = HashSet<(Kind, Sender, Option<Region>)>;

impl Lint<'_> {
    fn without_effect(&mut self, overruled: Overruled, site: &Site) {
        let (message, fix) = match overruled {
            Overruled::BareDigits => (
                "`bare_digits` has no effect: `default_region` reads all digits without `+` as numbers of that region",
                "keep one of the two: `default_region` for numbers as they are dialled in that region, `bare_digits: international` for E.164 without its `+`",
            ),
            Overruled::Sticky => (
                "`sticky: true` has no effect: `remember` is zero, so every sender is forgotten at once",
                "set how long a recipient keeps its sender, as in `remember: 30d`",
            ),
        };
        self.warn(
            Kind::SettingWithoutEffect,
            site,
            message.to_owned(),
            fix.to_owned(),
            Vec::new(),
        );
    }

    /// Warns about a sender in one of its places.
    fn sender(
        &mut self,
        plan: &Plan,
        region: Option<Region>,
        site: &Site,
        member: &Member,
        reported: &mut Reported,
    ) {
        let impossible = member.sender.number().is_some_and(|number| {
            let location = self.numbering.locate(number);
            location.is_none_or(|location| location.validity == Validity::Invalid)
        });
        if impossible && reported.insert((Kind::ImpossibleNumber, member.sender, None)) {
            self.impossible(site, member);
        }
        if member.terms.state == SenderState::Off {
            // The terms of a number are the same in all places; those of a short code or a name belong to this one.
            let place = region.filter(|_| !member.kind.is_number());
            if reported.insert((Kind::SenderOff, member.sender, place)) {
                self.off(place, site, member);
            }
            return;
        }
        if member.kind == SenderKind::Alphanumeric {
            self.padding(site, &member.sender);
        }
        match region {
            Some(region) => self.listed(plan, region, site, member),
            None => self.elsewhere(plan, site, member),
        }
        if let Some(home) = unnamed_home(plan, member)
            && !impossible
            && reported.insert((Kind::OwnRegionNotListed, member.sender, None))
        {
            self.own_region(plan, home, site, &member.sender);
        }
    }
}

/// The own region of a long number that other regions use, if the plan has no sender for that region.
fn unnamed_home(plan: &Plan, member: &Member) -> Option<Region> {
    let home = member.home.filter(|&home| home != Region::WORLD)?;
    let is_named = plan.entry(home).is_some() || plan.lenders(home).next().is_some();
    let mut elsewhere = plan.choices(plan.elsewhere()).flatten();
    let is_used = member.kind == SenderKind::LongCode && member.terms.state == SenderState::Active;
    (is_used && !is_named && elsewhere.all(|other| other.sender != member.sender)).then_some(home)
}

fn foreign_kind(policy: ForeignSenderPolicy) -> Option<Kind> {
    match policy {
        ForeignSenderPolicy::Blocked => Some(Kind::ForeignBlocked),
        ForeignSenderPolicy::Overwritten => Some(Kind::ForeignOverwritten),
        ForeignSenderPolicy::Kept | ForeignSenderPolicy::Unknown => None,
    }
}

/// The kind of sender that can be requested in a country.
fn obtainable(rules: &Rules) -> &'static str {
    match (rules.two_way_long_code(), rules.short_code()) {
        (Availability::Available, _) => "long number",
        (_, Availability::Available) => "short code",
        _ => "number",
    }
}

/// Adds the sources that are not in the list yet.
fn add<'s>(sources: &mut Vec<Source>, more: impl Iterator<Item = &'s Source>) {
    for source in more {
        if !sources.contains(source) {
            sources.push(source.clone());
        }
    }
}

fn sources(rules: &Rules, fact: Fact) -> Vec<Source> {
    rules.sources_of(fact).cloned().collect()
}
