//! Warnings about the senders of `elsewhere`, for the countries that the plan does not list.

use super::warning::MapWarningKind as Kind;
use super::{Lint, add, foreign_kind};
use crate::country::{Alphanumeric, Fact};
use crate::map::Site;
use crate::plan::{Member, Plan};
use crate::{Region, SenderKind};

impl Lint<'_> {
    /// Warns about a sender of `elsewhere`.
    pub(super) fn elsewhere(&mut self, plan: &Plan, site: &Site, member: &Member) {
        let (kind, problem) = match member.kind {
            SenderKind::ShortCode => (
                Kind::ShortCodeAbroad,
                "a short code works only in its own country",
            ),
            SenderKind::TollFree => (
                Kind::TollFreeAbroad,
                "a toll-free number usually cannot be answered from abroad",
            ),
            SenderKind::LongCode | SenderKind::Alphanumeric => {
                return self.everywhere_else(plan, site, member);
            }
        };
        let message = format!(
            "`{}` is listed in `elsewhere`, but {problem}",
            member.sender
        );
        let fix = "list it for its own country, and list a long number or a name here".to_owned();
        self.warn(kind, site, message, fix, Vec::new());
    }

    /// Warns about a long number or a name, by the rules of all countries that the plan does not list.
    fn everywhere_else(&mut self, plan: &Plan, site: &Site, member: &Member) {
        let is_unlisted = |&region: &Region| {
            region != Region::WORLD
                && plan.entry(region).is_none()
                && plan.lenders(region).next().is_none()
        };
        let problem = |region: Region| {
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
        let mut found: [(Kind, [&str; 2], &str, Vec<Region>); 4] = [
            (
                Kind::AlphanumericNotSupported,
                [
                    "does not support alphanumeric senders",
                    "do not support alphanumeric senders",
                ],
                "list a number for them, or `refuse`",
            ),
            (
                Kind::AlphanumericNeedsRegistration,
                [
                    "requires alphanumeric senders to be registered",
                    "require alphanumeric senders to be registered",
                ],
                "register the sender there and add that to your rules, or list another sender for them",
            ),
            (
                Kind::ForeignBlocked,
                [
                    "blocks numbers of other countries",
                    "block numbers of other countries",
                ],
                "list a sender that they accept for them, or `refuse`",
            ),
            (
                Kind::ForeignOverwritten,
                [
                    "replaces numbers of other countries with another sender",
                    "replace numbers of other countries with another sender",
                ],
                "list a sender that they keep for them",
            ),
        ]
        .map(|(kind, does, fix)| (kind, does, fix, Vec::new()));
        for region in Region::all().filter(is_unlisted) {
            let kind = problem(region);
            for (_, _, _, regions) in found.iter_mut().filter(|found| Some(found.0) == kind) {
                regions.push(region);
            }
        }
        for (kind, [does, do_plural], fix, regions) in found {
            if regions.is_empty() {
                continue;
            }
            let fact = match member.kind {
                SenderKind::Alphanumeric => Fact::Alphanumeric,
                _ => Fact::ForeignNumber,
            };
            let codes: Vec<&str> = regions.iter().map(|region| region.code()).collect();
            let countries = match codes.len() {
                1 => format!("1 country that the plan does not list {does}"),
                count => format!("{count} countries that the plan does not list {do_plural}"),
            };
            let message = format!(
                "`{}` is listed in `elsewhere`, but {countries}: {}",
                member.sender,
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
