//! `data/numbering/areas.txt`: where area codes stand, for readers in any language.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::area::{Branch, Span, Trees};

const HEADER: &str = "\
# Where the area code stands in a geographic number, by libphonenumber's metadata (Apache License 2.0). Made from
# data/numbering/plan.txt by numbering-gen. Do not edit; docs/pools.md says how to read it.
# `digits` counts those of the national number, which is what follows the calling code.
# `area L PREFIX ...`: in a national number of so many digits that begins with a PREFIX, the area code is the first L
# digits. `area T+L`: the L digits after the first T, which are a mobile token. `any` is every prefix. A number without
# a row has no area code. Nor has one of calling code 1 whose area code is not in data/numbering/area_codes.txt.
";
const WIDTH: usize = 118;

/// Writes the table.
pub(crate) fn write(release: &str, trees: &[Trees<'_>]) -> String {
    let mut out = format!("{HEADER}release {release}\n");
    for trees in trees {
        let mut by_rows: Vec<(Vec<String>, Vec<String>)> = Vec::new();
        for (digits, root) in trees.roots.iter().enumerate() {
            let rows = rows(trees, *root);
            if rows.is_empty() {
                continue;
            }
            match by_rows.iter_mut().find(|(other, _)| *other == rows) {
                Some((_, counts)) => counts.push(digits.to_string()),
                None => by_rows.push((rows, vec![digits.to_string()])),
            }
        }
        if by_rows.is_empty() {
            continue;
        }
        let _ = write!(out, "\ncalling_code {}\n", trees.calling_code.digits);
        for (rows, digits) in by_rows {
            let _ = writeln!(out, "digits {}", digits.join(" "));
            for row in rows {
                let _ = writeln!(out, "{row}");
            }
        }
    }
    out
}

/// The rows of one tree, folded to the page's width.
fn rows(trees: &Trees<'_>, root: Branch) -> Vec<String> {
    let mut prefixes = BTreeMap::new();
    collect(trees, root, &mut String::new(), &mut prefixes);
    let mut rows = Vec::new();
    for (span, prefixes) in prefixes {
        let name = match span.token {
            0 => format!("  area {}", span.length),
            token => format!("  area {token}+{}", span.length),
        };
        let mut row = name.clone();
        for prefix in prefixes {
            if row.len() + 1 + prefix.len() > WIDTH {
                rows.push(std::mem::replace(&mut row, name.clone()));
            }
            row.push(' ');
            row.push_str(&prefix);
        }
        rows.push(row);
    }
    rows
}

/// The prefixes after which no digit makes a difference, by where their area codes stand.
fn collect(
    trees: &Trees<'_>,
    branch: Branch,
    read: &mut String,
    into: &mut BTreeMap<Span, Vec<String>>,
) {
    match branch {
        Branch::Span(Span { length: 0, .. }) => {}
        Branch::Span(span) => {
            let prefix = if read.is_empty() {
                "any"
            } else {
                read.as_str()
            };
            into.entry(span).or_default().push(prefix.to_owned());
        }
        Branch::Node(node) => {
            let branches = trees.nodes.get(node).into_iter().flatten();
            for (&branch, digit) in branches.zip('0'..='9') {
                read.push(digit);
                collect(trees, branch, read, into);
                read.pop();
            }
        }
    }
}
