//! The fields that a map has at each level, and what is said of one that stands at the wrong level or nowhere.

use super::check::{Checker, Field};
use super::error::MapErrorKind as Kind;
use super::nearest::{nearest, region as nearest_region};
use super::path::{Path, Quoted};
use super::settings;

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
pub(super) fn is_field(name: &str) -> bool {
    is_plan_field(name)
        || TOP_FIELDS.contains(&name)
        || MEMBER_FIELDS.contains(&name)
        || name == "pool"
}

/// Whether a key of the top level is passed over, as a place for anchors.
pub(super) fn is_extension(name: &str) -> bool {
    name.starts_with("x-")
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

/// Where a region belongs that stands beside fields, among which `what` has `originators` or `regions`.
fn where_region_belongs(name: &str, what: &str) -> Option<String> {
    let region = nearest_region(name)?;
    let parent = match what {
        "a rulebook" => "regions",
        "a map" | "a plan" | "a sender" | "a pool" => "originators",
        _ => return None,
    };
    Some(format!(
        "write it under `{parent}`, as in `{parent}: {{ {region}: … }}`"
    ))
}

impl Checker<'_> {
    /// Reports a field that does not exist where it stands.
    pub(super) fn unknown_field(
        &mut self,
        field: &Field<'_, '_>,
        path: &Path<'_>,
        what: &str,
        known: &[&str],
    ) {
        let is_shown = !self.errors.is_past_the_last(field.key.at);
        let is_of_a_map = !["a rulebook", "a rule"].contains(&what);
        let fix = if !is_shown {
            String::new()
        } else if is_of_a_map && let Some(fix) = where_it_belongs(field.name) {
            fix
        } else if let Some(name) = nearest(field.name, known.iter().copied()) {
            format!("did you mean `{name}`?")
        } else if let Some(fix) = where_region_belongs(field.name, what) {
            fix
        } else {
            match known {
                [only] => format!("leave it out; {what} has `{only}` and nothing else"),
                _ => format!("leave it out; {what} has {}", known.join(", ")),
            }
        };
        let message = format!("{what} has no field {}", Quoted(field.name));
        self.error(
            Kind::UnknownField,
            &path.key(field.name),
            field.key.at,
            message,
            fix,
        );
    }
}
