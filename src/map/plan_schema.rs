//! Checks a plan: its entries by region, which regions borrow from which, and its settings.

use std::collections::HashMap;

use super::checker::PlanChecker;
use super::entry::AllTerms;
use super::fields::{BORROW, ORIGINATORS, PLAN, is_plan_field, move_field, plan_fields};
use crate::Region;
use crate::document::{
    Field, MapErrorKind as Kind, Node, Path, Place, Scalar, Value, nearest, nearest_region,
};
use crate::plan::{EntryDraft, Plan, PlanDraft, Settings};

impl PlanChecker<'_> {
    /// Checks the fields of the plan at `path`, and compiles it.
    pub(super) fn plan(
        &mut self,
        fields: &[Field<'_, '_>],
        at: Option<Place>,
        path: &Path<'_>,
    ) -> Option<Plan> {
        let draft = self.draft(fields, path);
        let has = |name: &str| fields.iter().any(|field| field.name == name);
        // Such a field is reported by itself: it is probably a misspelled `originators`, or a region that belongs in
        // it.
        let is_misplaced = |field: &Field<'_, '_>| {
            !is_plan_field(field.name)
                && (nearest(field.name, ["originators", "elsewhere"]).is_some()
                    || nearest_region(field.name).is_some())
        };
        if !has("originators") && !has("elsewhere") && !fields.iter().any(is_misplaced) {
            let fix = "name senders by country, as in `originators: { US: \"+12025550142\" }`";
            self.document.error(
                Kind::MissingField,
                path,
                at,
                "the plan has no `originators`",
                fix,
            );
            return None;
        }
        draft.map(|draft| Plan::compile(draft, &self.rules, &mut self.outlines))
    }

    /// Checks the fields of a plan, but not whether one is missing.
    pub(super) fn draft(&mut self, fields: &[Field<'_, '_>], path: &Path<'_>) -> Option<PlanDraft> {
        let before = self.document.errors.count();
        let mut settings = Settings::default();
        let (mut entries, mut elsewhere) = (None, None);
        let mut kinds = Some(HashMap::new());
        let mut terms = HashMap::new();
        for field in fields {
            let (value, path) = (field.value, path.key(field.name));
            match field.name {
                "originators" => {
                    (entries, kinds) = self.originators(value, &path, &mut terms).unzip();
                }
                "elsewhere" => {
                    elsewhere = self.entry(value, &path, None, &mut terms);
                    if let Some(entry) = &elsewhere {
                        self.elsewhere_site(entry, &path, field.key.at);
                    }
                }
                // Checked below, when the entries of all regions are known.
                "borrow" => {}
                name => {
                    self.setting(name, value, &path, &mut settings);
                    if name == "refuse_line_types" {
                        self.line_type_sites(&settings, &path, field.key.at);
                    }
                }
            }
        }
        self.setting_sites(fields, &settings, path);
        self.misplaced_entries(fields, path);
        let mut borrow = Vec::new();
        for field in fields {
            match field.name {
                "borrow" => {
                    borrow = self.borrow(field.value, &path.key(field.name), kinds.as_ref())
                }
                name if !is_plan_field(name) => {
                    let known: Vec<&str> = plan_fields().collect();
                    self.unknown_field(field, path, &PLAN, &known);
                }
                _ => {}
            }
        }
        if self.document.errors.count() > before {
            return None;
        }
        Some(PlanDraft {
            settings,
            entries: entries.unwrap_or_default(),
            borrow,
            elsewhere: elsewhere.unwrap_or(EntryDraft::Refuse),
        })
    }

    /// Checks the entries of the regions. Also gives the kind of each entry, including those that have errors.
    fn originators(
        &mut self,
        node: &Node<'_>,
        path: &Path<'_>,
        terms: &mut AllTerms,
    ) -> Option<(Vec<(Region, EntryDraft)>, EntryKinds)> {
        let fields = self.document.fields(node, path, &ORIGINATORS)?;
        if matches!(node.value(), Value::Mapping(pairs) if pairs.is_empty()) {
            let fix = "name a sender by country, as in `US: \"+12025550142\"`";
            self.document.error(
                Kind::Empty,
                path,
                node.at,
                "`originators` names no country",
                fix,
            );
        }
        let mut entries = Vec::with_capacity(fields.len());
        let mut kinds = HashMap::with_capacity(fields.len());
        for field in fields {
            let path = path.key(field.name);
            let region = self.region(field.name, field.key.at, &path);
            if region.is_none() && move_field(field.name).is_some() {
                // The key is a field of another level, so its value is not an entry.
                continue;
            }
            let entry = self.entry(field.value, &path, region, terms);
            let Some(region) = region else {
                // A region that borrows from the misspelled one is no error of its own.
                let likely = nearest_region(field.name);
                likely.map(|likely| kinds.entry(likely).or_insert(EntryKind::Senders));
                continue;
            };
            if let Some(entry) = &entry {
                self.entry_site(region, entry, &path, field.key.at);
            }
            kinds.insert(
                region,
                match entry {
                    Some(EntryDraft::Omit) => EntryKind::Omit,
                    Some(EntryDraft::Refuse) => EntryKind::Refuse,
                    Some(EntryDraft::Order(_)) | None => EntryKind::Senders,
                },
            );
            entries.extend(entry.map(|entry| (region, entry)));
        }
        Some((entries, kinds))
    }

    /// Checks the entries of regions that are not under `originators`, so that their errors are reported, too.
    pub(super) fn misplaced_entries(&mut self, fields: &[Field<'_, '_>], path: &Path<'_>) {
        let mut terms = Default::default();
        for field in fields {
            let Some(region) = Region::from_code(field.name) else {
                continue;
            };
            let is_entry = match field.value.value() {
                Value::Mapping(pairs) => pairs.iter().any(|(key, _)| {
                    matches!(key.value(), Value::Scalar(Scalar { text, .. }) if matches!(&**text, "sender" | "pool"))
                }),
                _ => true,
            };
            if is_entry {
                self.entry(field.value, &path.key(field.name), Some(region), &mut terms);
            }
        }
    }

    /// Checks which regions borrow from which. `kinds` is `None` if `originators` could not be read.
    fn borrow(
        &mut self,
        node: &Node<'_>,
        path: &Path<'_>,
        kinds: Option<&EntryKinds>,
    ) -> Vec<(Region, Vec<Region>)> {
        let Some(fields) = self.document.fields(node, path, &BORROW) else {
            return Vec::new();
        };
        let mut borrow = Vec::with_capacity(fields.len());
        for field in fields {
            let path = path.key(field.name);
            let borrower = self.region(field.name, field.key.at, &path);
            if let Some(borrower) = borrower
                && let Some(kind @ (EntryKind::Omit | EntryKind::Refuse)) =
                    kinds.and_then(|kinds| kinds.get(&borrower))
            {
                let word = kind.as_str();
                let message = format!("{borrower} cannot borrow: its entry is `{word}`");
                let fix = format!("remove {borrower} from `borrow`, or remove its `{word}`");
                self.document
                    .error(Kind::BadBorrow, &path, field.key.at, message, fix);
            }
            let Some(items) = self.document.list(field.value, &path, "[GB]") else {
                continue;
            };
            if let Some(borrower) = borrower {
                self.borrower_site(borrower, &path, field.key.at);
            }
            let mut lenders = Vec::with_capacity(items.len());
            for (index, item) in items.iter().enumerate() {
                let path = path.item(index);
                let Some(text) = self.document.text(item, &path, "a region", "GB") else {
                    continue;
                };
                let Some(lender) = self.region(text, item.at, &path) else {
                    continue;
                };
                match lender_problem(lender, borrower, &lenders, kinds) {
                    Some((message, fix)) => {
                        self.document
                            .error(Kind::BadBorrow, &path, item.at, message, fix)
                    }
                    None => {
                        lenders.push(lender);
                        if let Some(borrower) = borrower {
                            self.lender_site(borrower, lender, &path, item.at);
                        }
                    }
                }
            }
            borrow.extend(borrower.map(|borrower| (borrower, lenders)));
        }
        borrow
    }
}

/// The message and the fix, if a region cannot lend to the borrower after `others`.
fn lender_problem(
    lender: Region,
    borrower: Option<Region>,
    others: &[Region],
    kinds: Option<&EntryKinds>,
) -> Option<(String, String)> {
    if Some(lender) == borrower {
        return Some((
            format!("{lender} borrows from itself"),
            "name another region, or leave it out".to_owned(),
        ));
    }
    if others.contains(&lender) {
        return Some((
            format!("{lender} is listed twice as a lender"),
            "list each lender once".to_owned(),
        ));
    }
    match kinds?.get(&lender) {
        Some(EntryKind::Senders) => None,
        Some(kind) => Some((
            format!(
                "{lender} has no senders to lend: its entry is `{}`",
                kind.as_str()
            ),
            "borrow from a region with senders".to_owned(),
        )),
        None => Some((
            format!("{lender} has no senders to lend: it has no entry under `originators`"),
            format!("add a sender for it under `originators`, or leave {lender} out here"),
        )),
    }
}

type EntryKinds = HashMap<Region, EntryKind>;

/// The kind of a region's entry, which decides whether the region can lend or borrow.
#[derive(Clone, Copy)]
pub(super) enum EntryKind {
    Omit,
    Refuse,
    Senders,
}

impl EntryKind {
    fn as_str(self) -> &'static str {
        match self {
            EntryKind::Omit => "omit",
            EntryKind::Refuse => "refuse",
            EntryKind::Senders => "senders",
        }
    }
}
