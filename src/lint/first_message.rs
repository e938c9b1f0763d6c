//! Warnings about regions to which an ordinary first message is always refused: the map lists senders, but none of them
//! can carry it.
//!
//! An ordinary message is one without a use case, which is transactional.

use super::Lint;
use super::warning::MapWarningKind as Kind;
use crate::map::Site;
use crate::plan::{Member, Plan};
use crate::plan::{SenderState, UseCases};
use crate::region::WithArticle;
use crate::{Region, UseCase};

/// The most senders that a message names before it ends in `…`.
const MAX_NAMED: usize = 4;

impl Lint<'_> {
    /// Warns about a region with an entry or a lender, if an ordinary first message to it has no sender.
    pub(super) fn first_message(&mut self, plan: &Plan, region: Region, site: &Site) {
        let listed = |region: Region| {
            let entry = plan.entry(region).into_iter();
            entry.flat_map(|entry| plan.choices(entry).flatten())
        };
        let own = || listed(region);
        // The terms of a short code or a name may differ by region: those of the region's own entry count.
        let is_lent = |member: &&Member| {
            member.kind.is_number() || own().all(|other| other.sender != member.sender)
        };
        let lent = || plan.lenders(region).flat_map(listed).filter(is_lent);
        let Some(served) = served_uses(own().chain(lent())) else {
            return;
        };
        let causes = if own().next().is_none() {
            causes(lent())
        } else if lent().next().is_none() {
            causes(own())
        } else {
            let causes = causes(own());
            format!("{causes}; and no borrowed sender can carry one either")
        };
        self.refused(&WithArticle(region).to_string(), &served, &causes, site);
    }

    /// Warns about `elsewhere`, if an ordinary first message has no sender in it.
    pub(super) fn first_message_elsewhere(&mut self, plan: &Plan, site: &Site) {
        let members = || plan.choices(plan.elsewhere()).flatten();
        if let Some(served) = served_uses(members()) {
            let where_to = "countries that the plan does not list";
            self.refused(where_to, &served, &causes(members()), site);
        }
    }

    fn refused(&mut self, where_to: &str, served: &[&str], causes: &str, site: &Site) {
        let (message, fix) = if served.is_empty() {
            (
                format!("every first message to {where_to} is refused: {causes}"),
                "list a sender that is `active`; without one, only replies can be sent there",
            )
        } else {
            (
                format!(
                    "a first message to {where_to} is refused unless it is for {}: {causes}",
                    served.join(" or ")
                ),
                "a message without a use case is `transactional`: list a sender for that use case, or one without `for`",
            )
        };
        let kind = Kind::FirstMessageRefused;
        self.warn(kind, site, message, fix.to_owned(), Vec::new());
    }
}

/// The use cases for which a sender carries a first message; `None` if ordinary messages are among them.
fn served_uses<'p>(members: impl Iterator<Item = &'p Member>) -> Option<Vec<&'static str>> {
    let mut served = UseCases::NONE;
    for member in members.filter(|member| member.terms.state == SenderState::Active) {
        for use_case in UseCase::ALL {
            if member.terms.uses.contains(use_case) {
                served.insert(use_case);
            }
        }
        if served.contains(UseCase::Transactional) {
            return None;
        }
    }
    Some(words(served))
}

fn words(uses: UseCases) -> Vec<&'static str> {
    let all = UseCase::ALL.into_iter();
    all.filter(|&use_case| uses.contains(use_case))
        .map(UseCase::as_str)
        .collect()
}

/// The reasons why none of the senders carries an ordinary first message.
fn causes<'p>(members: impl Iterator<Item = &'p Member>) -> String {
    let mut causes: Vec<String> = members.take(MAX_NAMED + 1).map(cause).collect();
    if causes.len() > MAX_NAMED {
        causes.truncate(MAX_NAMED);
        causes.push("…".to_owned());
    }
    causes.join(", ")
}

fn cause(member: &Member) -> String {
    let sender = member.sender;
    match member.terms.state {
        SenderState::Off => format!("`{sender}` is off"),
        SenderState::RepliesOnly => format!("`{sender}` is for replies only"),
        SenderState::Active => {
            format!(
                "`{sender}` is only for {}",
                words(member.terms.uses).join(" and ")
            )
        }
    }
}
