//! Warnings about a region: about its entry as a whole, its territories, and the senders that it borrows.

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
    /// Warns about a region with senders, if neither it nor a lender has one that a reply can leave from.
    pub(super) fn two_way(&mut self, plan: &Plan, region: Region, site: &Site) {
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
            "no sender for {} is both domestic and two-way: replies to customers there cannot leave from a local sender",
            WithArticle(region)
        );
        let fix = match (rules.two_way_long_code(), rules.short_code()) {
            (Availability::Available, _) => "request a long code there".to_owned(),
            (_, Availability::Available) => "request a short code there".to_owned(),
            (Availability::NotFound, _) => {
                "our sources list no such sender for this country; ask the provider".to_owned()
            }
            (Availability::Unknown, _) => {
                "ask the provider for a long code or a short code there".to_owned()
            }
        };
        let mut sources = sources(rules, Fact::TwoWayLongCode);
        add(&mut sources, rules.sources_of(Fact::ShortCode));
        self.warn(Kind::NoDomesticTwoWay, site, message, fix, sources);
    }

    /// Warns about a country that is listed without the territories that its senders serve.
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
            "{} is listed, but not the territories that its senders serve: {}",
            WithArticle(region),
            names.join(", ")
        );
        let lines = lines.join(", ");
        let fix = if plan.borrows() {
            // A second `borrow` would be a duplicate key.
            format!("add to `borrow`: `{lines}`")
        } else {
            format!("add `borrow: {{ {lines} }}`")
        };
        self.warn(Kind::TerritoryNotListed, site, message, fix, Vec::new());
    }

    /// Warns about the senders of a lender, by the rules of the region that borrows them.
    pub(super) fn lent(&mut self, plan: &Plan, borrower: Region, lender: Region, site: &Site) {
        let Some(entry) = plan.entry(lender) else {
            return;
        };
        let rules = plan.rules(borrower);
        let mut examined = HashSet::new();
        for member in plan.choices(entry).flatten() {
            // The rules treat all names alike, all short codes, and all numbers of a country.
            if member.terms.state == SenderState::Off
                || !examined.insert((member.kind, member.home))
            {
                continue;
            }
            match member.kind {
                SenderKind::Alphanumeric => self.name(rules, borrower, site, &member.sender),
                SenderKind::ShortCode => {
                    let message = format!(
                        "`{}` is a short code of {}, and is lent to {}",
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

    /// Warns about a region without telephone numbers, in which no recipient can be.
    pub(super) fn without_numbers(&mut self, region: Region, site: &Site) {
        let message = format!(
            "{} has no telephone numbers, so no message is ever sent there",
            WithArticle(region)
        );
        let fix = "list the region whose calling code is used there".to_owned();
        self.warn(Kind::RegionWithoutNumbers, site, message, fix, Vec::new());
    }

    /// Warns about a refused line type that mobile numbers have.
    pub(super) fn line_type(&mut self, line_type: LineType, site: &Site) {
        let effect = match line_type {
            LineType::FixedLineOrMobile => {
                "nothing is sent where mobile and fixed-line numbers look alike, as in the United States"
            }
            _ => "nothing is sent to mobile numbers",
        };
        let message = format!("the line type `{line_type}` is refused: {effect}");
        let fix = format!("remove `{line_type}` from `refuse_line_types`");
        self.warn(Kind::MobilesRefused, site, message, fix, Vec::new());
    }
}
