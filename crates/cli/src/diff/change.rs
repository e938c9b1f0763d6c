//! Decisions that change, row.

use std::cmp::Reverse;

use originator::{Decision, Number, Outcome, Reason, Region, Sender};
use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::hints::Hints;
use crate::output::{Cell, Row};
use crate::traffic::encoding::utf_8;

/// The largest number of examples of each change.
const MAX_EXAMPLES: usize = 3;
/// The largest number of bytes that are shown of a number.
const MAX_BYTES: usize = 40;

/// A way in which decisions change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Change {
    old: Side,
    new: Side,
}

/// The part of a decision by one map that is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Side {
    region: Option<Region>,
    outcome: &'static str,
    sender: Option<Sender>,
    reason: Reason,
}

impl Side {
    fn of(decision: &Decision) -> Side {
        Side {
            region: decision.region(),
            outcome: decision.outcome().as_str(),
            sender: decision.sender(),
            reason: decision.reason(),
        }
    }

    /// For people: `use +12025550142 (domestic)`.
    fn summary(&self) -> String {
        let Side {
            outcome, reason, ..
        } = self;
        match self.sender {
            Some(sender) => format!("{outcome} {sender} ({reason})"),
            None => format!("{outcome} ({reason})"),
        }
    }
}

impl Change {
    /// The change between two decisions; `None` if they are the same.
    pub(super) fn between(old: &Decision, new: &Decision) -> Option<Change> {
        let decided = |decision: &Decision| -> (Option<Number>, Outcome, Reason) {
            (decision.recipient(), decision.outcome(), decision.reason())
        };
        (decided(old) != decided(new)).then(|| Change {
            old: Side::of(old),
            new: Side::of(new),
        })
    }
}

/// All changes, each with its number of rows.
#[derive(Default)]
pub(super) struct Changes {
    rows: u64,
    pub(super) hints: Hints,
    by_change: FxHashMap<Change, Rows>,
}

#[derive(Default)]
struct Rows {
    count: u64,
    /// The first numbers of the file.
    examples: Vec<String>,
}

impl Changes {
    pub(super) fn add(&mut self, change: Option<Change>, number: &[u8]) {
        self.rows += 1;
        let Some(change) = change else { return };
        let rows = self.by_change.entry(change).or_default();
        rows.count += 1;
        if rows.examples.len() < MAX_EXAMPLES {
            let shown = number.get(..MAX_BYTES).unwrap_or(number);
            rows.examples.push(utf_8(shown).into_owned());
        }
    }

    /// Adds the counts of the next chunk of the file.
    pub(super) fn merge(&mut self, next: Changes) {
        self.hints.merge(next.hints);
        self.rows += next.rows;
        for (change, more) in next.by_change {
            let rows = self.by_change.entry(change).or_default();
            rows.count += more.count;
            let room = MAX_EXAMPLES.saturating_sub(rows.examples.len());
            rows.examples.extend(more.examples.into_iter().take(room));
        }
    }

    /// The changes, those with the most rows first.
    pub(super) fn rows_by_count(&self) -> Vec<ChangeRow<'_>> {
        let mut all: Vec<ChangeRow<'_>> = self
            .by_change
            .iter()
            .map(|(change, rows)| ChangeRow::new(change, rows))
            .collect();
        // Changes with equal counts need an order, since a hash map has none.
        all.sort_by(|one, other| {
            let key = |row: &ChangeRow<'_>| (Reverse(row.rows), row.region);
            let text = |row: &ChangeRow<'_>| (row.old.summary(), row.new.summary());
            key(one)
                .cmp(&key(other))
                .then_with(|| text(one).cmp(&text(other)))
        });
        all
    }

    /// The number of decisions that change.
    pub(super) fn changed(&self) -> u64 {
        self.by_change.values().map(|rows| rows.count).sum()
    }

    pub(super) fn summary(&self) -> String {
        let noun = if self.rows == 1 {
            "decision"
        } else {
            "decisions"
        };
        match self.changed() {
            0 => format!("none of {} {noun} changes", self.rows),
            1 => format!("1 of {} {noun} changes", self.rows),
            changed => format!("{changed} of {} {noun} change", self.rows),
        }
    }
}

/// A change as a row of output.
#[derive(Serialize)]
pub(super) struct ChangeRow<'a> {
    /// The region by the new map, or by the old one if only that can read the number.
    region: Option<&'static str>,
    /// The region by the old map.
    old_region: Option<&'static str>,
    rows: u64,
    old_outcome: &'static str,
    old_sender: Option<String>,
    old_reason: &'static str,
    new_outcome: &'static str,
    new_sender: Option<String>,
    new_reason: &'static str,
    examples: &'a [String],
    #[serde(skip)]
    old: Side,
    #[serde(skip)]
    new: Side,
}

impl<'a> ChangeRow<'a> {
    fn new(change: &Change, rows: &'a Rows) -> ChangeRow<'a> {
        let Change { old, new } = *change;
        let sender = |side: Side| side.sender.map(|sender| sender.to_string());
        ChangeRow {
            region: new.region.or(old.region).map(Region::code),
            old_region: old.region.map(Region::code),
            rows: rows.count,
            old_outcome: old.outcome,
            old_sender: sender(old),
            old_reason: old.reason.as_str(),
            new_outcome: new.outcome,
            new_sender: sender(new),
            new_reason: new.reason.as_str(),
            examples: &rows.examples,
            old,
            new,
        }
    }
}

impl Row for ChangeRow<'_> {
    const NUMERIC: &'static [&'static str] = &["rows"];

    fn cells(&self) -> Vec<Cell<'_>> {
        vec![
            ("region", self.region.unwrap_or_default().into()),
            ("old_region", self.old_region.unwrap_or_default().into()),
            ("rows", self.rows.to_string().into()),
            ("old_outcome", self.old_outcome.into()),
            (
                "old_sender",
                self.old_sender.as_deref().unwrap_or_default().into(),
            ),
            ("old_reason", self.old_reason.into()),
            ("new_outcome", self.new_outcome.into()),
            (
                "new_sender",
                self.new_sender.as_deref().unwrap_or_default().into(),
            ),
            ("new_reason", self.new_reason.into()),
            ("examples", self.examples.join(", ").into()),
        ]
    }

    fn table_cells(&self) -> Vec<Cell<'_>> {
        let region = match (self.old_region, self.region) {
            (Some(old), Some(new)) if old != new => format!("{old} → {new}").into(),
            (_, region) => region.unwrap_or("–").into(),
        };
        vec![
            ("region", region),
            ("rows", self.rows.to_string().into()),
            ("old", self.old.summary().into()),
            ("new", self.new.summary().into()),
            ("examples", self.examples.join(", ").into()),
        ]
    }
}
