//! Decisions that change, counted.

use std::borrow::Cow;
use std::cmp::Reverse;

use originator::{Decision, Number, Outcome, Reason, Region, Sender};
use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::hints::Hints;
use crate::output::Row;
use crate::traffic::encoding::utf_8;

/// So many numbers are shown of each change.
const EXAMPLES: usize = 3;
/// So many bytes are shown of a number as it is written.
const SHOWN: usize = 40;

/// One way in which decisions change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Change {
    old: Side,
    new: Side,
}

/// What one of the maps says.
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
    fn sentence(&self) -> String {
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
    /// What is not the same in two decisions, if anything is.
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

/// All changes, each with its rows.
#[derive(Default)]
pub(super) struct Changes {
    rows: u64,
    pub(super) hints: Hints,
    by_change: FxHashMap<Change, Rows>,
}

#[derive(Default)]
struct Rows {
    count: u64,
    /// The first of the file.
    examples: Vec<String>,
}

impl Changes {
    pub(super) fn add(&mut self, change: Option<Change>, number: &[u8]) {
        self.rows += 1;
        let Some(change) = change else { return };
        let rows = self.by_change.entry(change).or_default();
        rows.count += 1;
        if rows.examples.len() < EXAMPLES {
            let shown = number.get(..SHOWN).unwrap_or(number);
            rows.examples.push(utf_8(shown).into_owned());
        }
    }

    /// Adds what was counted in the next piece of the file.
    pub(super) fn merge(&mut self, next: Changes) {
        self.hints.merge(next.hints);
        self.rows += next.rows;
        for (change, more) in next.by_change {
            let rows = self.by_change.entry(change).or_default();
            rows.count += more.count;
            let room = EXAMPLES - rows.examples.len().min(EXAMPLES);
            rows.examples.extend(more.examples.into_iter().take(room));
        }
    }

    /// Every change, those of most rows first.
    pub(super) fn by_rows(&self) -> Vec<Counted<'_>> {
        let mut all: Vec<Counted<'_>> = self
            .by_change
            .iter()
            .map(|(change, rows)| Counted::new(change, rows))
            .collect();
        // Equal counts in an order of their own: that of the table is no order.
        all.sort_by(|one, other| {
            let key = |counted: &Counted<'_>| (Reverse(counted.rows), counted.region);
            let text = |counted: &Counted<'_>| (counted.old.sentence(), counted.new.sentence());
            key(one)
                .cmp(&key(other))
                .then_with(|| text(one).cmp(&text(other)))
        });
        all
    }

    /// How many decisions change.
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

/// A change, as it is printed.
#[derive(Serialize)]
pub(super) struct Counted<'a> {
    /// By the new map, unless only the old one can read the number.
    region: Option<&'static str>,
    /// By the old map.
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

impl<'a> Counted<'a> {
    fn new(change: &Change, rows: &'a Rows) -> Counted<'a> {
        let Change { old, new } = *change;
        let sender = |side: Side| side.sender.map(|sender| sender.to_string());
        Counted {
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

impl Row for Counted<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "region",
        "old_region",
        "rows",
        "old_outcome",
        "old_sender",
        "old_reason",
        "new_outcome",
        "new_sender",
        "new_reason",
        "examples",
    ];
    const SHOWN: &'static [&'static str] = &["region", "rows", "old", "new", "examples"];
    const NUMBERS: &'static [&'static str] = &["rows"];

    fn cell(&self, column: &str) -> Cow<'_, str> {
        match column {
            "region" => self.region.unwrap_or_default().into(),
            "old_region" => self.old_region.unwrap_or_default().into(),
            "rows" => self.rows.to_string().into(),
            "old_outcome" => self.old_outcome.into(),
            "old_sender" => self.old_sender.as_deref().unwrap_or_default().into(),
            "old_reason" => self.old_reason.into(),
            "new_outcome" => self.new_outcome.into(),
            "new_sender" => self.new_sender.as_deref().unwrap_or_default().into(),
            "new_reason" => self.new_reason.into(),
            "old" => self.old.sentence().into(),
            "new" => self.new.sentence().into(),
            "examples" => self.examples.join(", ").into(),
            _ => Cow::default(),
        }
    }

    fn shown(&self, column: &str) -> Cow<'_, str> {
        match (column, self.old_region, self.region) {
            ("region", Some(old), Some(new)) if old != new => format!("{old} → {new}").into(),
            ("region", _, None) => "–".into(),
            _ => self.cell(column),
        }
    }
}
