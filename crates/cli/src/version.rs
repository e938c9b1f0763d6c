//! The texts of `--version`: the version of the program, and the numbering plan with its age.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Unit};
use originator::numbering::Numbering;

/// One line for `-V`, man pages and completions, which does not depend on the day.
pub(crate) fn short() -> String {
    let release = Numbering::builtin().release();
    format!(
        "{} (numbering plan of libphonenumber {release})",
        env!("CARGO_PKG_VERSION")
    )
}

/// The text of `--version` after the name of the program.
pub(crate) fn long() -> String {
    let plan = Numbering::builtin();
    let today = TimeZone::UTC.to_datetime(Timestamp::now()).date();
    format!(
        "{}\nnumbering plan: libphonenumber {}, released on {}{}",
        env!("CARGO_PKG_VERSION"),
        plan.release(),
        plan.released(),
        age(plan.released(), today)
    )
}

/// The number of days since the release, in UTC; empty if the release is in the future.
fn age(released: &str, today: Date) -> String {
    let released = released.parse::<Date>().ok();
    let span = released.and_then(|released| released.until((Unit::Day, today)).ok());
    match span.map(|span| span.get_days()) {
        Some(0) => ", today".to_owned(),
        Some(1) => ", 1 day ago".to_owned(),
        Some(days @ 2..) => format!(", {days} days ago"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_age_of_a_release_is_in_days() {
        for (released, today, expected, why) in [
            ("2026-11-04", "2026-11-04", ", today", "the day itself"),
            (
                "2026-11-04",
                "2026-11-05",
                ", 1 day ago",
                "one day is no plural",
            ),
            (
                "2026-11-04",
                "2026-11-28",
                ", 24 days ago",
                "within a month",
            ),
            (
                "2024-02-28",
                "2024-03-01",
                ", 2 days ago",
                "over a leap day",
            ),
            ("2026-11-04", "2027-11-04", ", 365 days ago", "a year later"),
            ("2026-11-04", "2026-11-03", "", "a clock that is slow"),
            ("2026-13-40", "2026-11-03", "", "a plan whose date is none"),
        ] {
            assert_eq!(age(released, today.parse().unwrap()), expected, "{why}");
        }
    }
}
