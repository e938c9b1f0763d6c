//! What may go wrong with a sender of `elsewhere`, in the countries that the plan does not name.

use super::warning::MapWarningKind as Kind;
use super::{Lint, add, foreign_kind};
use crate::country::{Alphanumeric, Fact};
use crate::map::Site;
use crate::plan::{Member, Plan};
use crate::{Region, SenderKind};

impl Lint<'_> {
    /// A sender that `elsewhere` lists.
    pub(super) fn elsewhere(&mut self, plan: &Plan, site: &Site, member: &Member) {
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
                return self.everywhere_else(plan, site, member);
            }
        };
        let message = format!("`{}` stands in `elsewhere`, but {what}", member.sender);
        let fix = "list it for its country; name a long number or a name here".to_owned();
        self.warn(kind, site, message, fix, Vec::new());
    }

    /// What a long number or a name meets in the countries that `elsewhere` is for.
    fn everywhere_else(&mut self, plan: &Plan, site: &Site, member: &Member) {
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
            self.warn(kind, site, message, fix.to_owned(), sources);
        }
    }
}
