//! Looks for what may go wrong with a plan that has no errors: which places are marked while it is checked, and what
//! is asked of each. The questions are in the modules below, by the kind of place.

mod elsewhere;
mod first_message;
mod regions;
mod senders;

use std::collections::HashSet;

use super::check::{Checker, Field};
use super::nearest::nearest;
use super::node::Place;
use super::path::{Path, Quoted};
use super::plan::{EntryParts, Member, Plan};
use super::report::Gathered;
use super::settings::Settings;
use super::terms::SenderState;
use super::warning::{MapWarning, MapWarningKind as Kind};
use crate::country::{Availability, Fact, Fate, Rulebook, Rules, Source};
use crate::numbering::{LineType, Numbering, Validity};
use crate::{Region, Sender, SenderKind};

/// Plans that an unknown one is compared with.
const MOST_COMPARED: usize = 10_000;

/// Gathers warnings while a map is checked, and where the plan that is being checked says what.
#[derive(Debug, Default)]
pub(super) struct Advice {
    pub(super) warnings: Gathered<MapWarning>,
    marks: Vec<Mark>,
}

/// A place of a plan that something may be said of.
#[derive(Debug)]
struct Mark {
    path: String,
    at: Option<Place>,
    what: Marked,
}

#[derive(Debug)]
enum Marked {
    /// A region with senders.
    Region(Region),
    /// A sender of a region, or of `elsewhere`.
    Sender(Option<Region>, Member),
    /// A name that stands alone, without `sender:` before it.
    BareName(Option<Region>, Sender),
    /// A region that borrows.
    Borrower(Region),
    Lender {
        borrower: Region,
        lender: Region,
    },
    /// The entry of the regions that are neither named nor lent to.
    Elsewhere,
    /// A line type that only mobile numbers have, or may have.
    RefusedLineType(LineType),
    /// A setting that another one leaves without effect.
    WithoutEffect(Overruled),
}

/// A setting that has no effect, and why.
#[derive(Clone, Copy, Debug)]
enum Overruled {
    /// All digits are read in the default region.
    BareDigits,
    /// Nothing is remembered.
    Sticky,
}

impl Advice {
    fn mark(&mut self, what: Marked, path: &Path<'_>, at: Option<Place>) {
        let path = path.to_string();
        self.marks.push(Mark { path, at, what });
    }

    fn warn(
        &mut self,
        kind: Kind,
        mark: &Mark,
        message: String,
        fix: String,
        sources: Vec<Source>,
    ) {
        let warning = || MapWarning::new(kind, mark.path.clone(), message, fix, mark.at, sources);
        self.warnings.push(warning, mark.at);
    }
}

impl Advice {
    /// Says of which plans of the rulebook the map has none.
    pub(super) fn rules_of_no_plan(&mut self, rulebook: &Rulebook, plans: &HashSet<&str>) {
        let mut unknown: Vec<&str> = rulebook
            .plans()
            .filter(|plan| !plans.contains(plan))
            .collect();
        unknown.sort_unstable();
        for plan in unknown {
            let message = format!(
                "the rules speak of a plan {}, and the map has none of this id",
                Quoted(plan)
            );
            let fix = match nearest(plan, plans.iter().copied().take(MOST_COMPARED)) {
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

impl Checker<'_> {
    pub(super) fn mark_entry(
        &mut self,
        region: Region,
        entry: &EntryParts,
        path: &Path<'_>,
        at: Option<Place>,
    ) {
        if let (Some(advice), EntryParts::Order(_)) = (&mut self.advice, entry) {
            advice.mark(Marked::Region(region), path, at);
        }
    }

    pub(super) fn mark_sender(
        &mut self,
        region: Option<Region>,
        member: Member,
        path: &Path<'_>,
        at: Option<Place>,
    ) {
        if let Some(advice) = &mut self.advice {
            advice.mark(Marked::Sender(region, member), path, at);
        }
    }

    pub(super) fn mark_bare_name(
        &mut self,
        region: Option<Region>,
        name: Sender,
        path: &Path<'_>,
        at: Option<Place>,
    ) {
        if let Some(advice) = &mut self.advice {
            advice.mark(Marked::BareName(region, name), path, at);
        }
    }

    pub(super) fn mark_elsewhere(
        &mut self,
        entry: &EntryParts,
        path: &Path<'_>,
        at: Option<Place>,
    ) {
        if let (Some(advice), EntryParts::Order(_)) = (&mut self.advice, entry) {
            advice.mark(Marked::Elsewhere, path, at);
        }
    }

    pub(super) fn mark_line_types(
        &mut self,
        settings: &Settings,
        path: &Path<'_>,
        at: Option<Place>,
    ) {
        if let Some(advice) = &mut self.advice {
            for line_type in [LineType::Mobile, LineType::FixedLineOrMobile] {
                if settings.refuse_line_types.contains(line_type) {
                    advice.mark(Marked::RefusedLineType(line_type), path, at);
                }
            }
        }
    }

    pub(super) fn mark_settings_without_effect(
        &mut self,
        fields: &[Field<'_, '_>],
        settings: &Settings,
        path: &Path<'_>,
    ) {
        let Some(advice) = &mut self.advice else {
            return;
        };
        let has_region = settings.bare_digits.region().is_some();
        let forgets = settings.sticky && settings.remember == 0;
        for (name, is_overruled, overruled) in [
            ("bare_digits", has_region, Overruled::BareDigits),
            ("sticky", forgets, Overruled::Sticky),
        ] {
            let field = fields.iter().find(|field| field.name == name);
            if let Some(field) = field.filter(|_| is_overruled) {
                let what = Marked::WithoutEffect(overruled);
                advice.mark(what, &path.key(name), field.key.at);
            }
        }
    }

    pub(super) fn mark_borrower(&mut self, region: Region, path: &Path<'_>, at: Option<Place>) {
        if let Some(advice) = &mut self.advice {
            advice.mark(Marked::Borrower(region), path, at);
        }
    }

    pub(super) fn mark_lender(
        &mut self,
        borrower: Region,
        lender: Region,
        path: &Path<'_>,
        at: Option<Place>,
    ) {
        if let Some(advice) = &mut self.advice {
            advice.mark(Marked::Lender { borrower, lender }, path, at);
        }
    }

    /// Says what may go wrong with the plan whose places were marked.
    pub(super) fn advise(&mut self, plan: Option<&Plan>) {
        let Some(advice) = &mut self.advice else {
            return;
        };
        let marks = std::mem::take(&mut advice.marks);
        let Some(plan) = plan else {
            return;
        };
        let mut said = HashSet::new();
        for mark in &marks {
            match &mark.what {
                Marked::Sender(region, member) => {
                    advice.sender(self.numbering, plan, *region, mark, member, &mut said);
                }
                Marked::BareName(region, name) => advice.bare_name(*region, mark, name),
                Marked::Region(region)
                    if *region != Region::WORLD && region.calling_code().is_none() =>
                {
                    advice.without_numbers(*region, mark);
                }
                Marked::Region(region) => {
                    advice.first_message(plan, *region, mark);
                    advice.answers(plan, *region, mark);
                    advice.territories(plan, *region, mark);
                }
                // One with an entry of its own was looked at there.
                Marked::Borrower(region) if plan.entry(*region).is_some() => {}
                Marked::Borrower(region) => advice.first_message(plan, *region, mark),
                Marked::Lender { borrower, lender } => {
                    advice.lent(plan, *borrower, *lender, mark);
                }
                Marked::Elsewhere => advice.first_message_elsewhere(plan, mark),
                Marked::RefusedLineType(line_type) => advice.line_type(*line_type, mark),
                Marked::WithoutEffect(overruled) => advice.without_effect(*overruled, mark),
            }
        }
    }
}

/// What was said already of a sender: everywhere, or in a region.
type Said = HashSet<(Kind, Sender, Option<Region>)>;

impl Advice {
    fn without_effect(&mut self, overruled: Overruled, mark: &Mark) {
        let (message, fix) = match overruled {
            Overruled::BareDigits => (
                "`bare_digits` has no effect: `default_region` reads all digits without `+` as numbers of that region",
                "keep one of the two: `default_region` for numbers as they are dialled there, `bare_digits: international` for E.164 without its `+`",
            ),
            Overruled::Sticky => (
                "`sticky: true` has no effect: `remember` forgets every sender at once",
                "set how long a recipient keeps its sender, as in `remember: 30d`",
            ),
        };
        self.warn(
            Kind::SettingWithoutEffect,
            mark,
            message.to_owned(),
            fix.to_owned(),
            Vec::new(),
        );
    }

    /// A sender in one of its places.
    fn sender(
        &mut self,
        numbering: &Numbering,
        plan: &Plan,
        region: Option<Region>,
        mark: &Mark,
        member: &Member,
        said: &mut Said,
    ) {
        let impossible = member.sender.number().is_some_and(|number| {
            let location = numbering.locate(number);
            location.is_none_or(|location| location.validity == Validity::Invalid)
        });
        if impossible && said.insert((Kind::ImpossibleNumber, member.sender, None)) {
            self.impossible(mark, member);
        }
        if member.terms.state == SenderState::Off {
            // A number is off in all its places, a short code or a name in this one.
            let place = region.filter(|_| !member.kind.is_number());
            if said.insert((Kind::SenderOff, member.sender, place)) {
                self.off(place, mark, member);
            }
            return;
        }
        if member.kind == SenderKind::Alphanumeric {
            self.padding(mark, &member.sender);
        }
        match region {
            Some(region) => self.listed(numbering, plan, region, mark, member),
            None => self.elsewhere(plan, mark, member),
        }
        if let Some(home) = unnamed_home(plan, member)
            && !impossible
            && said.insert((Kind::OwnRegionNotListed, member.sender, None))
        {
            self.own_region(plan, home, mark, &member.sender);
        }
    }
}

/// The own region of a long number that is used elsewhere, where the plan names no sender for that region.
fn unnamed_home(plan: &Plan, member: &Member) -> Option<Region> {
    let home = member.home.filter(|&home| home != Region::WORLD)?;
    let is_named = plan.entry(home).is_some() || plan.lenders(home).next().is_some();
    let mut elsewhere = plan.choices(plan.elsewhere()).flatten();
    let is_used = member.kind == SenderKind::LongCode && member.terms.state == SenderState::Active;
    (is_used && !is_named && elsewhere.all(|other| other.sender != member.sender)).then_some(home)
}

fn foreign_kind(fate: Fate) -> Option<Kind> {
    match fate {
        Fate::Blocked => Some(Kind::ForeignBlocked),
        Fate::Overwritten => Some(Kind::ForeignOverwritten),
        Fate::Kept | Fate::Unknown => None,
    }
}

fn obtainable(rules: &Rules) -> &'static str {
    match (rules.two_way_long_code(), rules.short_code()) {
        (Availability::Available, _) => "long number",
        (_, Availability::Available) => "short code",
        _ => "number",
    }
}

/// Adds the sources that are not there yet.
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
