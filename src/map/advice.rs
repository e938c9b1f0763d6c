//! Looks for what may go wrong with a plan that is right.

use std::collections::HashSet;

use super::check::Checker;
use super::nearest::nearest;
use super::node::Place;
use super::path::{Path, Quoted};
use super::plan::{EntryParts, Member, Plan, shares_calling_code};
use super::report::Gathered;
use super::terms::{SenderState, Terms, UseCase, UseCases};
use super::warning::{MapWarning, MapWarningKind as Kind};
use crate::country::{self, Alphanumeric, Availability, Fact, Fate, Rulebook, Rules, Source};
use crate::numbering::Validity;
use crate::region::The;
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
    Lender {
        borrower: Region,
        lender: Region,
    },
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
                    let impossible = member.sender.number().is_some_and(|number| {
                        let location = self.numbering.locate(number);
                        location.is_none_or(|location| location.validity == Validity::Invalid)
                    });
                    if impossible && said.insert((Kind::ImpossibleNumber, member.sender, None)) {
                        advice.impossible(mark, member);
                    }
                    if member.terms.state == SenderState::Off {
                        // A number is off in all its places, a short code or a name in this one.
                        let place = region.filter(|_| !member.kind.is_number());
                        if said.insert((Kind::SenderOff, member.sender, place)) {
                            advice.off(place, mark, member);
                        }
                    } else {
                        match region {
                            Some(region) => advice.listed(plan, *region, mark, member),
                            None => advice.elsewhere(plan, mark, member),
                        }
                    }
                }
                Marked::Region(region) => {
                    advice.answers(plan, *region, mark);
                    advice.territories(plan, *region, mark);
                }
                Marked::Lender { borrower, lender } => {
                    advice.lent(plan, *borrower, *lender, mark);
                }
            }
        }
    }
}

impl Advice {
    fn impossible(&mut self, mark: &Mark, member: &Member) {
        let message = format!(
            "`{}` is a number that cannot exist: its numbering plan has none like it",
            member.sender
        );
        let fix = "compare it with what the provider says; a digit may be missing".to_owned();
        self.warn(Kind::ImpossibleNumber, mark, message, fix, Vec::new());
    }

    fn off(&mut self, region: Option<Region>, mark: &Mark, member: &Member) {
        let sender = member.sender;
        let message = match region {
            Some(region) => format!(
                "`{sender}` is off for {}: no message to there leaves from it",
                The(region)
            ),
            None => format!("`{sender}` is off: no message leaves from it"),
        };
        let fix = "make it `active` once it may be used".to_owned();
        self.warn(Kind::SenderOff, mark, message, fix, Vec::new());
    }

    /// A sender that the entry of a region lists.
    fn listed(&mut self, plan: &Plan, region: Region, mark: &Mark, member: &Member) {
        let rules = plan.rules(region);
        let sender = member.sender;
        match member.kind {
            SenderKind::Alphanumeric => {
                self.name(rules, region, mark, &sender);
                self.form(rules, region, mark, member);
            }
            SenderKind::ShortCode => {}
            SenderKind::TollFree if !is_own(plan, region, &sender) => {
                self.toll_free(rules, region, mark, member);
            }
            SenderKind::TollFree => {}
            SenderKind::LongCode => {
                let Some(home) = member.home.filter(|&home| home != region) else {
                    return;
                };
                self.foreign(rules, region, home, mark, &sender);
            }
        }
    }

    /// A toll-free number for a region that is not its own.
    fn toll_free(&mut self, rules: &Rules, region: Region, mark: &Mark, member: &Member) {
        let home = match member.home {
            Some(home) if home != Region::WORLD => format!("toll-free in {}", The(home)),
            _ => "toll-free and of no country".to_owned(),
        };
        let message = format!(
            "`{}` is {home}: from {} it can as a rule be neither reached nor answered",
            member.sender,
            The(region)
        );
        let fix = format!("list a number of {}", The(region));
        let sources = rules.sources_of(Fact::ForeignNumber).cloned().collect();
        self.warn(Kind::TollFreeAbroad, mark, message, fix, sources);
    }

    fn name(&mut self, rules: &Rules, region: Region, mark: &Mark, sender: &Sender) {
        let country = The(region);
        match rules.alphanumeric() {
            Alphanumeric::NotSupported => {
                let message = format!("`{sender}` is a name, and {country} carries none");
                let fix = format!("list a {} in its place", obtainable(rules));
                self.warn(
                    Kind::AlphanumericNotSupported,
                    mark,
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
                    "register it; then say so in your rules: `{region}: {{ alphanumeric: free }}`"
                );
                self.warn(
                    Kind::AlphanumericNeedsRegistration,
                    mark,
                    message,
                    fix,
                    sources(rules, Fact::Alphanumeric),
                );
            }
            Alphanumeric::Free | Alphanumeric::Unknown => {}
        }
    }

    fn form(&mut self, rules: &Rules, region: Region, mark: &Mark, member: &Member) {
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
            The(region),
            form.trim_end_matches('.')
        );
        let fix = "name one that does, or say with `for` what it is for".to_owned();
        let sources = rules.sources_of_form().cloned().collect();
        self.warn(Kind::AlphanumericForm, mark, message, fix, sources);
    }

    fn foreign(
        &mut self,
        rules: &Rules,
        region: Region,
        home: Region,
        mark: &Mark,
        sender: &Sender,
    ) {
        let Some(kind) = foreign_kind(rules.foreign_number(home)) else {
            return;
        };
        let becomes = match kind {
            Kind::ForeignBlocked => "blocks numbers of other countries",
            _ => "puts another sender in the place of numbers of other countries",
        };
        let home = match home == Region::WORLD {
            true => "no country".to_owned(),
            false => The(home).to_string(),
        };
        let message = format!(
            "`{sender}` is a number of {home}, and {} {becomes}",
            The(region)
        );
        let fix = format!("list a {} of {}", obtainable(rules), The(region));
        self.warn(
            kind,
            mark,
            message,
            fix,
            sources(rules, Fact::ForeignNumber),
        );
    }

    fn elsewhere(&mut self, plan: &Plan, mark: &Mark, member: &Member) {
        let (kind, what) = match member.kind {
            SenderKind::ShortCode => (
                Kind::ShortCodeAbroad,
                "a short code works in its own country alone",
            ),
            SenderKind::TollFree => (
                Kind::TollFreeAbroad,
                "a toll-free number can as a rule not be answered from abroad",
            ),
            SenderKind::LongCode | SenderKind::Alphanumeric => {
                return self.everywhere_else(plan, mark, member);
            }
        };
        let message = format!("`{}` stands in `elsewhere`, but {what}", member.sender);
        let fix = "list it for its country; name a long number or a name here".to_owned();
        self.warn(kind, mark, message, fix, Vec::new());
    }

    /// What a long number or a name meets in the countries that `elsewhere` is for.
    fn everywhere_else(&mut self, plan: &Plan, mark: &Mark, member: &Member) {
        let is_unnamed = |&region: &Region| {
            region != Region::WORLD
                && plan.entry(region).is_none()
                && plan.lenders(region).next().is_none()
        };
        let trouble = |region: Region| {
            let rules = plan.rules(region);
            match (member.kind, member.home) {
                (SenderKind::Alphanumeric, _) => match rules.alphanumeric() {
                    Alphanumeric::NotSupported => Some(Kind::AlphanumericNotSupported),
                    Alphanumeric::Registered => Some(Kind::AlphanumericNeedsRegistration),
                    Alphanumeric::Free | Alphanumeric::Unknown => None,
                },
                (_, Some(home)) => foreign_kind(rules.foreign_number(home)),
                (_, None) => None,
            }
        };
        let mut found: [(Kind, &str, &str, Vec<Region>); 4] = [
            (
                Kind::AlphanumericNotSupported,
                "no names",
                "name them with a number, or with `refuse`",
            ),
            (
                Kind::AlphanumericNeedsRegistration,
                "only registered names",
                "register it there and say so in your rules, or name them with what they carry",
            ),
            (
                Kind::ForeignBlocked,
                "no numbers of other countries",
                "name them with what they carry, or with `refuse`",
            ),
            (
                Kind::ForeignOverwritten,
                "numbers of other countries only under another sender",
                "name them with what they carry",
            ),
        ]
        .map(|(kind, carried, fix)| (kind, carried, fix, Vec::new()));
        for region in Region::all().filter(is_unnamed) {
            let kind = trouble(region);
            for (_, _, _, regions) in found.iter_mut().filter(|found| Some(found.0) == kind) {
                regions.push(region);
            }
        }
        for (kind, carried, fix, regions) in found {
            if regions.is_empty() {
                continue;
            }
            let fact = match member.kind {
                SenderKind::Alphanumeric => Fact::Alphanumeric,
                _ => Fact::ForeignNumber,
            };
            let codes: Vec<&str> = regions.iter().map(|region| region.code()).collect();
            let (verb, s) = if codes.len() == 1 {
                ("carries", "y")
            } else {
                ("carry", "ies")
            };
            let message = format!(
                "`{}` stands in `elsewhere`, but {} countr{s} that the plan does not name {verb} {carried}: {}",
                member.sender,
                codes.len(),
                codes.join(", ")
            );
            let mut sources = Vec::new();
            for &region in &regions {
                add(&mut sources, plan.rules(region).sources_of(fact));
            }
            self.warn(kind, mark, message, fix.to_owned(), sources);
        }
    }

    /// A region with senders: can its people be answered from one of their own?
    fn answers(&mut self, plan: &Plan, region: Region, mark: &Mark) {
        let can_answer = |terms: &Terms| terms.two_way && terms.state != SenderState::Off;
        let listed = |region: Region| {
            let entry = plan.entry(region).into_iter();
            entry.flat_map(|entry| plan.choices(entry).flatten())
        };
        let domestic = plan
            .domestic(region)
            .any(|owned| owned.kind.is_number() && can_answer(&owned.terms))
            || listed(region)
                .any(|member| member.kind == SenderKind::ShortCode && can_answer(&member.terms));
        let lent = || {
            let mut lent = plan.lenders(region).flat_map(listed);
            lent.any(|member| can_answer(&member.terms))
        };
        if domestic || region == Region::WORLD || lent() {
            return;
        }
        let rules = plan.rules(region);
        let message = format!(
            "none of the senders for {} is domestic and two-way: people there cannot be answered from one of their own",
            The(region)
        );
        let fix = match (rules.two_way_long_code(), rules.short_code()) {
            (Availability::Available, _) => "request a long code there".to_owned(),
            (_, Availability::Available) => "request a short code there".to_owned(),
            (Availability::NotFound, _) => {
                "our sources know of none to be had there; ask the provider".to_owned()
            }
            (Availability::Unknown, _) => {
                "ask the provider for a long code or a short code there".to_owned()
            }
        };
        let mut sources = sources(rules, Fact::TwoWayLongCode);
        add(&mut sources, rules.sources_of(Fact::ShortCode));
        self.warn(Kind::NoDomesticTwoWay, mark, message, fix, sources);
    }

    fn territories(&mut self, plan: &Plan, region: Region, mark: &Mark) {
        let forgotten: Vec<Region> = Region::all()
            .filter(|&territory| country::stand_in(territory) == Some(region))
            .filter(|&territory| {
                plan.entry(territory).is_none() && plan.lenders(territory).next().is_none()
            })
            .collect();
        if forgotten.is_empty() {
            return;
        }
        let names: Vec<String> = forgotten
            .iter()
            .map(|&territory| The(territory).to_string())
            .collect();
        let lines: Vec<String> = forgotten
            .iter()
            .map(|territory| format!("{territory}: [{region}]"))
            .collect();
        let message = format!("{} is listed, but not {}", The(region), names.join(", "));
        let lines = lines.join(", ");
        let fix = match plan.borrows() {
            // A second `borrow` would be the same key twice.
            true => format!("add to `borrow`: `{lines}`"),
            false => format!("add `borrow: {{ {lines} }}`"),
        };
        self.warn(Kind::TerritoryNotListed, mark, message, fix, Vec::new());
    }

    /// What the senders of a lender meet in the region that borrows them.
    fn lent(&mut self, plan: &Plan, borrower: Region, lender: Region, mark: &Mark) {
        let Some(entry) = plan.entry(lender) else {
            return;
        };
        let rules = plan.rules(borrower);
        let mut said = HashSet::new();
        for member in plan.choices(entry).flatten() {
            // One name or short code fares as another, a number as its country's.
            if member.terms.state == SenderState::Off || !said.insert((member.kind, member.home)) {
                continue;
            }
            match member.kind {
                SenderKind::Alphanumeric => self.name(rules, borrower, mark, &member.sender),
                SenderKind::ShortCode => {
                    let message = format!(
                        "`{}` is a short code of {}, lent to {}",
                        member.sender,
                        The(lender),
                        The(borrower)
                    );
                    let fix = format!(
                        "ask the provider whether it works there; if so, list it under {borrower}"
                    );
                    self.warn(Kind::ShortCodeAbroad, mark, message, fix, Vec::new());
                }
                SenderKind::LongCode => {
                    if let Some(home) = member.home.filter(|&home| home != borrower) {
                        self.foreign(rules, borrower, home, mark, &member.sender);
                    }
                }
                SenderKind::TollFree => {
                    if !shares_calling_code(borrower, member) {
                        self.toll_free(rules, borrower, mark, member);
                    }
                }
            }
        }
    }
}

fn foreign_kind(fate: Fate) -> Option<Kind> {
    match fate {
        Fate::Blocked => Some(Kind::ForeignBlocked),
        Fate::Overwritten => Some(Kind::ForeignOverwritten),
        Fate::Kept | Fate::Unknown => None,
    }
}

fn is_own(plan: &Plan, region: Region, sender: &Sender) -> bool {
    plan.own_regions(sender).any(|own| own == region)
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
