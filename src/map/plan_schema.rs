//! Checks a plan: its senders by region, who borrows from whom, and its settings.

use std::collections::HashMap;

use super::checker::PlanChecker;
use super::entry::AllTerms;
use super::fields::{BORROW, ORIGINATORS, PLAN, is_plan_field, plan_fields, where_it_belongs};
use crate::Region;
use crate::document::{
    Field, MapErrorKind as Kind, Node, Path, Place, Scalar, Value, nearest, nearest_region,
};
use crate::plan::{EntryDraft, Plan, PlanDraft, Settings};

impl PlanChecker<'_> {
    /// Checks the fields of a plan that stand at `path`, and compiles it.
    pub(super) fn plan(
        &mut self,
        fields: &[Field<'_, '_>],
        at: Option<Place>,
        path: &Path<'_>,
    ) -> Option<Plan> {
        let draft = self.draft(fields, path);
        let has = |name: &str| fields.iter().any(|field| field.name == name);
        let meant = |field: &Field<'_, '_>| {
            !is_plan_field(field.name)
                && (nearest(field.name, ["originators", "elsewhere"]).is_some()
                    || nearest_region(field.name).is_some())
        };
        if !has("originators") && !has("elsewhere") && !fields.iter().any(meant) {
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

    /// Checks the fields of a plan, without asking whether any is missing.
    pub(super) fn draft(&mut self, fields: &[Field<'_, '_>], path: &Path<'_>) -> Option<PlanDraft> {
        let before = self.document.errors.count();
        let mut settings = Settings::default();
        let (mut entries, mut elsewhere) = (None, None);
        let mut named = Some(HashMap::new());
        let mut terms = HashMap::new();
        for field in fields {
            let (value, path) = (field.value, path.key(field.name));
            match field.name {
                "originators" => {
                    (entries, named) = self.originators(value, &path, &mut terms).unzip();
                }
                "elsewhere" => {
                    elsewhere = self.entry(value, &path, None, &mut terms);
                    if let Some(entry) = &elsewhere {
                        self.elsewhere_site(entry, &path, field.key.at);
                    }
                }
                // Its regions must be named, so it waits for the others.
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
                    borrow = self.borrow(field.value, &path.key(field.name), named.as_ref())
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

    fn originators(
        &mut self,
        node: &Node<'_>,
        path: &Path<'_>,
        terms: &mut AllTerms,
    ) -> Option<(Vec<(Region, EntryDraft)>, NamedRegions)> {
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
        let mut named = HashMap::with_capacity(fields.len());
        for field in fields {
            let path = path.key(field.name);
            let region = self.region(field.name, field.key.at, &path);
            if region.is_none() && where_it_belongs(field.name).is_some() {
                // What stands below it is no entry.
                continue;
            }
            let entry = self.entry(field.value, &path, region, terms);
            let Some(region) = region else {
                // What borrows from it is right once its name is.
                let meant = nearest_region(field.name);
                meant.map(|meant| named.entry(meant).or_insert(Named::Senders));
                continue;
            };
            if let Some(entry) = &entry {
                self.entry_site(region, entry, &path, field.key.at);
            }
            named.insert(
                region,
                match entry {
                    Some(EntryDraft::Omit) => Named::Omit,
                    Some(EntryDraft::Refuse) => Named::Refuse,
                    Some(EntryDraft::Order(_)) | None => Named::Senders,
                },
            );
            entries.extend(entry.map(|entry| (region, entry)));
        }
        Some((entries, named))
    }

    /// Checks what stands under regions that are not under `originators`, so that its mistakes are reported, too.
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

    fn borrow(
        &mut self,
        node: &Node<'_>,
        path: &Path<'_>,
        named: Option<&NamedRegions>,
    ) -> Vec<(Region, Vec<Region>)> {
        let Some(fields) = self.document.fields(node, path, &BORROW) else {
            return Vec::new();
        };
        let mut borrow = Vec::with_capacity(fields.len());
        for field in fields {
            let path = path.key(field.name);
            let borrower = self.region(field.name, field.key.at, &path);
            if let Some(borrower) = borrower
                && let Some(word @ (Named::Omit | Named::Refuse)) =
                    named.and_then(|named| named.get(&borrower))
            {
                let message = format!("{borrower} borrows, but its entry is `{}`", word.as_str());
                let fix = format!("leave out the borrow, or the `{}`", word.as_str());
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
                let problem = if Some(lender) == borrower {
                    Some((
                        format!("{lender} borrows from itself"),
                        "name another region, or leave it out".to_owned(),
                    ))
                } else if lenders.contains(&lender) {
                    Some((
                        format!("{lender} lends twice"),
                        "name each lender once".to_owned(),
                    ))
                } else {
                    // Where the originators could not be read, nobody knows who lends.
                    match named.map_or(Some(&Named::Senders), |named| named.get(&lender)) {
                        Some(Named::Senders) => None,
                        Some(word) => Some((
                            format!(
                                "{lender} has no senders to lend: its entry is `{}`",
                                word.as_str()
                            ),
                            "borrow from a region with senders".to_owned(),
                        )),
                        None => Some((
                            format!(
                                "{lender} has no senders to lend: it is not among the originators"
                            ),
                            format!(
                                "name its sender under `originators`, or leave {lender} out here"
                            ),
                        )),
                    }
                };
                match problem {
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

type NamedRegions = HashMap<Region, Named>;

/// What a region's entry is, for those who want to borrow from it.
#[derive(Clone, Copy)]
pub(super) enum Named {
    Omit,
    Refuse,
    Senders,
}

impl Named {
    fn as_str(self) -> &'static str {
        match self {
            Named::Omit => "omit",
            Named::Refuse => "refuse",
            Named::Senders => "senders",
        }
    }
}
