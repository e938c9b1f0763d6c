//! The fields that a map has at each level, and what is said of one that stands at the wrong level or nowhere.

use super::checker::PlanChecker;
use super::settings;
use crate::Region;
use crate::document::{Field, MappingKind, Path, Place, is_extension, nearest_region};

const PLAN_EXAMPLE: &str = "originators: { US: \"+12025550142\" }";

pub(super) const MAP: MappingKind = MappingKind {
    name: "a map",
    example: PLAN_EXAMPLE,
    keys_are_regions: false,
};
pub(super) const SERVICE_PLANS: MappingKind = MappingKind {
    name: "`service_plans`",
    example: "retail: { originators: { US: \"+12025550142\" } }",
    keys_are_regions: false,
};
pub(super) const APPS: MappingKind = MappingKind {
    name: "`apps`",
    example: "01EXAMPLEAPP: retail",
    keys_are_regions: false,
};
pub(super) const PLAN: MappingKind = MappingKind {
    name: "a plan",
    example: PLAN_EXAMPLE,
    keys_are_regions: false,
};
pub(super) const ORIGINATORS: MappingKind = MappingKind {
    name: "`originators`",
    example: "US: \"+12025550142\"",
    keys_are_regions: true,
};
pub(super) const BORROW: MappingKind = MappingKind {
    name: "`borrow`",
    example: "GG: [GB]",
    keys_are_regions: true,
};
pub(super) const POOL: MappingKind = MappingKind {
    name: "a pool",
    example: "pool: [\"+12025550142\", \"+13125550123\"]",
    keys_are_regions: false,
};
pub(super) const SENDER: MappingKind = MappingKind {
    name: "a sender",
    example: "sender: \"+12025550142\"",
    keys_are_regions: false,
};

/// The keys of the top level that belong to no plan.
pub(super) const TOP_FIELDS: [&str; 2] = ["service_plans", "apps"];

/// The fields of a plan that are about senders; those of [`settings`] are the others.
const ABOUT_SENDERS: [&str; 3] = ["originators", "borrow", "elsewhere"];

/// The fields of a sender that stands alone or in a list.
pub(super) const SENDER_FIELDS: [&str; 4] = ["sender", "state", "for", "two_way"];
/// The fields of a member of a pool.
pub(super) const MEMBER_FIELDS: [&str; 5] = ["sender", "weight", "state", "for", "two_way"];

/// Whether a plan has a field of this name.
pub(super) fn is_plan_field(name: &str) -> bool {
    ABOUT_SENDERS.contains(&name) || settings::names().any(|known| known == name)
}

/// The fields of a plan.
pub(super) fn plan_fields() -> impl Iterator<Item = &'static str> {
    ABOUT_SENDERS.into_iter().chain(settings::names())
}

/// Whether a word is the name of a field at some level.
pub(crate) fn is_field(name: &str) -> bool {
    is_plan_field(name)
        || TOP_FIELDS.contains(&name)
        || MEMBER_FIELDS.contains(&name)
        || name == "pool"
}

/// Where a field of a map belongs that stands somewhere else; `None` of what is no field.
pub(super) fn where_it_belongs(name: &str) -> Option<String> {
    if is_plan_field(name) {
        Some(format!(
            "move it out: `{name}` belongs to a plan, beside `originators`"
        ))
    } else if TOP_FIELDS.contains(&name) {
        Some(format!("move `{name}` to the top level of the map"))
    } else if is_extension(name) {
        Some(
            "move it to the top level of the map, where keys that begin with `x-` are passed over"
                .to_owned(),
        )
    } else if name.starts_with("X-") || name.starts_with("x_") {
        Some(
            "begin it with `x-` at the top level of the map, where such keys are passed over"
                .to_owned(),
        )
    } else if name == "pool" {
        Some(
            "write it in the entry of a region, as in `US: { pool: [\"+12025550142\", \"+13125550123\"] }`"
                .to_owned(),
        )
    } else if name == "sender" {
        Some(
            "write it in the entry of a region, as in `US: { sender: \"+12025550142\" }`"
                .to_owned(),
        )
    } else if MEMBER_FIELDS.contains(&name) {
        Some(format!(
            "write it with a sender, as in `US: {{ sender: \"+12025550142\", {name}: … }}`"
        ))
    } else {
        None
    }
}

/// Where the region belongs that this name means, if it stands beside the fields of a mapping that has none.
fn where_region_belongs(name: &str, kind: &MappingKind) -> Option<String> {
    let region = nearest_region(name)?;
    let is_beside = [MAP.name, PLAN.name, SENDER.name, POOL.name].contains(&kind.name);
    is_beside
        .then(|| format!("write it under `originators`, as in `originators: {{ {region}: … }}`"))
}

impl PlanChecker<'_> {
    /// Reports a field that does not exist where it stands.
    pub(super) fn unknown_field(
        &mut self,
        field: &Field<'_, '_>,
        path: &Path<'_>,
        kind: &MappingKind,
        known: &[&str],
    ) {
        let meant = |likely: Option<&str>| {
            where_it_belongs(field.name).or_else(|| match likely {
                Some(_) => None,
                None => where_region_belongs(field.name, kind),
            })
        };
        self.document.unknown_field(field, path, kind, known, meant);
    }

    /// Reads a region.
    pub(super) fn region(
        &mut self,
        text: &str,
        at: Option<Place>,
        path: &Path<'_>,
    ) -> Option<Region> {
        self.document.region(text, at, path, where_it_belongs)
    }
}
