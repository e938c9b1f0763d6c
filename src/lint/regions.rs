//! What may go wrong with a region: with its entry as a whole, with its territories, and with what it borrows.

use std::collections::HashSet;

use super::warning::MapWarningKind as Kind;
use super::{Lint, add, sources};
use crate::country::{self, Availability, Fact};
use crate::map::Site;
use crate::numbering::LineType;
use crate::plan::{Plan, shares_calling_code};
use crate::plan::{SenderState, Terms};
use crate::region::WithArticle;
use crate::{Region, SenderKind};

impl Lint<'_> {
    /// A region with senders: can its people be answered from one of their own?
    pub(super) fn answers(&mut self, plan: &Plan, region: Region, site: &Site) {
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
            WithArticle(region)
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
        self.warn(Kind::NoDomesticTwoWay, site, message, fix, sources);
    }

    pub(super) fn territories(&mut self, plan: &Plan, region: Region, site: &Site) {
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
            .map(|&territory| WithArticle(territory).to_string())
            .collect();
        let lines: Vec<String> = forgotten
            .iter()
            .map(|territory| format!("{territory}: [{region}]"))
            .collect();
        let message = format!(
            "{} is listed, but not {}",
            WithArticle(region),
            names.join(", ")
        );
        let lines = lines.join(", ");
        let fix = if plan.borrows() {
            // A second `borrow` would be the same key twice.
            format!("add to `borrow`: `{lines}`")
        } else {
            format!("add `borrow: {{ {lines} }}`")
        };
        self.warn(Kind::TerritoryNotListed, site, message, fix, Vec::new());
    }

    /// What the senders of a lender meet in the region that borrows them.
    pub(super) fn lent(&mut self, plan: &Plan, borrower: Region, lender: Region, site: &Site) {
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
                SenderKind::Alphanumeric => self.name(rules, borrower, site, &member.sender),
                SenderKind::ShortCode => {
                    let message = format!(
                        "`{}` is a short code of {}, lent to {}",
                        member.sender,
                        WithArticle(lender),
                        WithArticle(borrower)
                    );
                    let fix = format!(
                        "ask the provider whether it works there; if so, list it under {borrower}"
                    );
                    self.warn(Kind::ShortCodeAbroad, site, message, fix, Vec::new());
                }
                SenderKind::LongCode => {
                    if let Some(home) = member.home.filter(|&home| home != borrower) {
                        self.foreign(rules, borrower, home, site, &member.sender);
                    }
                }
                SenderKind::TollFree => {
                    if !shares_calling_code(borrower, member) {
                        self.toll_free(rules, borrower, site, member);
                    }
                }
            }
        }
    }

    /// A region without telephones of its own: no recipient is ever there.
    pub(super) fn without_numbers(&mut self, region: Region, site: &Site) {
        let message = format!(
            "no telephone number belongs to {}, so nothing is ever sent there",
            WithArticle(region)
        );
        let fix = "list the region whose calling code is used there".to_owned();
        self.warn(Kind::RegionWithoutNumbers, site, message, fix, Vec::new());
    }

    /// A line type that is refused although messages are meant for it.
    pub(super) fn line_type(&mut self, line_type: LineType, site: &Site) {
        let numbers = match line_type {
            LineType::FixedLineOrMobile => {
                "where numbers do not tell mobiles from fixed lines, as in the United States, nothing is sent"
            }
            _ => "nothing is sent to numbers of mobile telephones",
        };
        let message = format!("`{line_type}` is among the refused line types: {numbers}");
        let fix = format!("leave `{line_type}` out");
        self.warn(Kind::MobilesRefused, site, message, fix, Vec::new());
    }
}
