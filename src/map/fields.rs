//! The fields of a map at each level, and the fix for a field that is at the wrong level or does not exist.

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

/// The fields of the top level that do not belong to a plan.
pub(super) const TOP_FIELDS: [&str; 2] = ["service_plans", "apps"];

/// The fields of a plan that are about senders. The other fields are those of [`settings`].
const ABOUT_SENDERS: [&str; 3] = ["originators", "borrow", "elsewhere"];

/// The fields of a sender outside of a pool.
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

/// Whether a word is the name of a field at any level.
pub(crate) fn is_field(name: &str) -> bool {
    is_plan_field(name)
        || TOP_FIELDS.contains(&name)
        || MEMBER_FIELDS.contains(&name)
        || name == "pool"
}

/// The fix for a field of a map at the wrong level; `None` if the map has no field of this name.
pub(super) fn move_field(name: &str) -> Option<String> {
    if is_plan_field(name) {
        Some(format!(
            "move it out: `{name}` is a field of a plan, beside `originators`"
        ))
    } else if TOP_FIELDS.contains(&name) {
        Some(format!("move `{name}` to the top level of the map"))
    } else if is_extension(name) {
        Some(
            "move it to the top level of the map, where keys that begin with `x-` are ignored"
                .to_owned(),
        )
    } else if name.starts_with("X-") || name.starts_with("x_") {
        Some("begin it with `x-`: such keys are ignored at the top level of the map".to_owned())
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

/// The fix for a region in a mapping whose keys are not regions; `None` if the name does not mean a region.
fn move_region(name: &str, kind: &MappingKind) -> Option<String> {
    let region = nearest_region(name)?;
    let has_no_regions = [MAP.name, PLAN.name, SENDER.name, POOL.name].contains(&kind.name);
    has_no_regions
        .then(|| format!("write it under `originators`, as in `originators: {{ {region}: … }}`"))
}

impl PlanChecker<'_> {
    /// Reports a field that does not exist at its level.
    pub(super) fn unknown_field(
        &mut self,
        field: &Field<'_, '_>,
        path: &Path<'_>,
        kind: &MappingKind,
        known: &[&str],
    ) {
        let move_it = |likely: Option<&str>| {
            move_field(field.name).or_else(|| match likely {
                Some(_) => None,
                None => move_region(field.name, kind),
            })
        };
        self.document
            .unknown_field(field, path, kind, known, move_it);
    }

    /// Reads a region, or reports it.
    pub(super) fn region(
        &mut self,
        text: &str,
        at: Option<Place>,
        path: &Path<'_>,
    ) -> Option<Region> {
        self.document.region(text, at, path, move_field)
    }
}
