//! The state of the check of a plan, and the sites that it records for the lint.

use std::sync::Arc;

use super::sites::{Overruled, Site, SiteKind};
use crate::country::Layer;
use crate::document::{Checker, Field, Path, Place};
use crate::numbering::{LineType, Numbering};
use crate::plan::{EntryDraft, Member, Outlines, Settings};
use crate::{Region, Sender};

/// Checks plans, one after another.
pub(super) struct PlanChecker<'n> {
    pub(super) document: Checker,
    pub(super) numbering: &'n Numbering,
    pub(super) outlines: Outlines,
    /// The country rules of the plan that is being checked.
    pub(super) rules: Arc<Layer>,
    /// The sites of the plan that is being checked; `None` if the map is not linted.
    pub(super) sites: Option<Vec<Site>>,
}

impl<'n> PlanChecker<'n> {
    pub(super) fn new(numbering: &'n Numbering) -> Self {
        PlanChecker {
            document: Checker::default(),
            numbering,
            outlines: Outlines::default(),
            rules: Arc::default(),
            sites: None,
        }
    }
}

/// Each function records a site of one kind.
impl PlanChecker<'_> {
    fn site(&mut self, kind: SiteKind, path: &Path<'_>, at: Option<Place>) {
        if let Some(sites) = &mut self.sites {
            let path = path.to_string();
            sites.push(Site { path, at, kind });
        }
    }

    pub(super) fn entry_site(
        &mut self,
        region: Region,
        entry: &EntryDraft,
        path: &Path<'_>,
        at: Option<Place>,
    ) {
        if let EntryDraft::Order(_) = entry {
            self.site(SiteKind::Region(region), path, at);
        }
    }

    pub(super) fn sender_site(
        &mut self,
        region: Option<Region>,
        member: Member,
        path: &Path<'_>,
        at: Option<Place>,
    ) {
        self.site(SiteKind::Sender(region, member), path, at);
    }

    pub(super) fn bare_name_site(
        &mut self,
        region: Option<Region>,
        name: Sender,
        path: &Path<'_>,
        at: Option<Place>,
    ) {
        self.site(SiteKind::BareName(region, name), path, at);
    }

    pub(super) fn elsewhere_site(
        &mut self,
        entry: &EntryDraft,
        path: &Path<'_>,
        at: Option<Place>,
    ) {
        if let EntryDraft::Order(_) = entry {
            self.site(SiteKind::Elsewhere, path, at);
        }
    }

    pub(super) fn line_type_sites(
        &mut self,
        settings: &Settings,
        path: &Path<'_>,
        at: Option<Place>,
    ) {
        for line_type in [LineType::Mobile, LineType::FixedLineOrMobile] {
            if settings.refuse_line_types.contains(line_type) {
                self.site(SiteKind::RefusedLineType(line_type), path, at);
            }
        }
    }

    pub(super) fn setting_sites(
        &mut self,
        fields: &[Field<'_, '_>],
        settings: &Settings,
        path: &Path<'_>,
    ) {
        let has_region = settings.bare_digits.region().is_some();
        let remembers_nothing = settings.sticky && settings.remember == 0;
        for (name, is_overruled, overruled) in [
            ("bare_digits", has_region, Overruled::BareDigits),
            ("sticky", remembers_nothing, Overruled::Sticky),
        ] {
            let field = fields.iter().find(|field| field.name == name);
            if let Some(field) = field.filter(|_| is_overruled) {
                let kind = SiteKind::WithoutEffect(overruled);
                self.site(kind, &path.key(name), field.key.at);
            }
        }
    }

    pub(super) fn borrower_site(&mut self, region: Region, path: &Path<'_>, at: Option<Place>) {
        self.site(SiteKind::Borrower(region), path, at);
    }

    pub(super) fn lender_site(
        &mut self,
        borrower: Region,
        lender: Region,
        path: &Path<'_>,
        at: Option<Place>,
    ) {
        self.site(SiteKind::Lender { borrower, lender }, path, at);
    }
}
