//! Where the area code stands in a number, digit by digit.
//!
//! libphonenumber says so of valid numbers alone. Here a number that is not valid has what most numbers beside it
//! have, which keeps the trees small and gives an area to numbers of ranges that are assigned only later.
//!
//! In calling code 1 every number has an area code but a toll-free one, mobile numbers too. Which of them are area
//! codes of places is in `area_codes.rs`, new ones long before libphonenumber calls their numbers valid.

use std::collections::HashMap;

use regex_automata::util::primitives::StateID;

use crate::Error;
use crate::automaton::MAX_DIGITS;
use crate::calling_code::Walk;
use crate::dfa::Patterns;
use crate::format::Formats;
use crate::plan::{CallingCode, LineType, Plan};

/// The calling code of the North American Numbering Plan.
const NORTH_AMERICA: &str = "1";

/// Where the area code stands in a national number; of no digits where there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Span {
    /// Digits before it: the mobile token.
    pub(crate) token: u8,
    pub(crate) length: u8,
}

/// What the digits read so far lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Branch {
    Span(Span),
    /// A node that reads one more digit.
    Node(usize),
}

/// The trees of one calling code.
pub(crate) struct Trees<'p> {
    pub(crate) calling_code: &'p CallingCode,
    /// By the count of digits of the national number.
    pub(crate) roots: Vec<Branch>,
    /// Branches of every node by digit; a node comes after all below it.
    pub(crate) nodes: Vec<[Branch; 10]>,
}

/// The trees of all calling codes.
pub(crate) fn trees<'p>(plan: &'p Plan, generals: &'p [Patterns]) -> Result<Vec<Trees<'p>>, Error> {
    plan.calling_codes
        .iter()
        .zip(generals)
        .map(|(calling_code, general)| Growing::new(calling_code, general)?.grow())
        .collect()
}

/// Trees while they are made.
struct Growing<'p> {
    calling_code: &'p CallingCode,
    walk: Walk<'p>,
    formats: Formats,
    nodes: Vec<[Branch; 10]>,
    ids: HashMap<[Branch; 10], usize>,
    /// `None` where no number that begins so is valid.
    known: HashMap<(Place, u8), Option<Branch>>,
}

/// Where the walk over a national number is.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Place {
    patterns: StateID,
    formats: StateID,
    begins_with_zero: bool,
}

impl<'p> Growing<'p> {
    fn new(calling_code: &'p CallingCode, general: &'p Patterns) -> Result<Growing<'p>, Error> {
        Ok(Growing {
            calling_code,
            walk: Walk::new(calling_code, general)?,
            formats: Formats::new(calling_code)?,
            nodes: Vec::new(),
            ids: HashMap::new(),
            known: HashMap::new(),
        })
    }

    fn grow(mut self) -> Result<Trees<'p>, Error> {
        let start = Place {
            patterns: self.walk.patterns().start(),
            formats: self.formats.start(),
            begins_with_zero: false,
        };
        let most = MAX_DIGITS.saturating_sub(self.calling_code.digits.len()) as u8;
        let mut roots = Vec::new();
        for digits in 0..=most {
            self.known.clear();
            let root = self.branch(start, digits, digits)?;
            roots.push(root.unwrap_or(Branch::Span(Span::default())));
        }
        Ok(Trees {
            calling_code: self.calling_code,
            roots,
            nodes: self.nodes,
        })
    }

    /// What follows `left` digits before the end of a national number of so many digits.
    fn branch(&mut self, place: Place, left: u8, digits: u8) -> Result<Option<Branch>, Error> {
        if self.walk.patterns().is_dead(place.patterns) {
            return Ok(None);
        }
        if let Some(&branch) = self.known.get(&(place, left)) {
            return Ok(branch);
        }
        let branch = if left == 0 {
            self.span(place, digits)?.map(Branch::Span)
        } else {
            let mut branches = [None; 10];
            for (branch, digit) in branches.iter_mut().zip(0..) {
                let next = Place {
                    patterns: self.walk.patterns().next(place.patterns, digit),
                    formats: self.formats.next(place.formats, digit),
                    begins_with_zero: place.begins_with_zero || left == digits && digit == 0,
                };
                *branch = self.branch(next, left - 1, digits)?;
            }
            self.node(branches)
        };
        self.known.insert((place, left), branch);
        Ok(branch)
    }

    fn node(&mut self, branches: [Option<Branch>; 10]) -> Option<Branch> {
        let mut valid = branches.iter().flatten();
        let first = *valid.next()?;
        if matches!(first, Branch::Span(_)) && valid.all(|&other| other == first) {
            return Some(first);
        }
        let usual = Branch::Span(usual(&branches));
        let node = branches.map(|branch| branch.unwrap_or(usual));
        let next = self.nodes.len();
        let id = *self.ids.entry(node).or_insert(next);
        if id == next {
            self.nodes.push(node);
        }
        Some(Branch::Node(id))
    }

    /// What libphonenumber's `getLengthOfGeographicalAreaCode` comes to, but for calling code 1; `None` unless the
    /// number is valid.
    fn span(&self, place: Place, digits: u8) -> Result<Option<Span>, Error> {
        let Some((region, line_type)) = self.walk.valid(place.patterns, digits) else {
            return Ok(None);
        };
        if self.calling_code.digits == NORTH_AMERICA {
            let has_area_code = digits == 10 && line_type != LineType::TollFree;
            return Ok(Some(Span {
                token: 0,
                length: if has_area_code { 3 } else { 0 },
            }));
        }
        let is_mobile = line_type == LineType::Mobile;
        let is_geographic = matches!(line_type, LineType::FixedLine | LineType::FixedLineOrMobile)
            || is_mobile && self.calling_code.geographic_mobile;
        let has_area_codes = region.has_trunk_prefix
            || place.begins_with_zero
            || self.calling_code.area_codes_without_trunk_prefix;
        if region.code == "001" || !is_geographic || !has_area_codes {
            return Ok(Some(Span::default()));
        }
        let runs = self.formats.runs(place.formats, digits);
        let token = self.calling_code.mobile_token.as_ref();
        let token = token.filter(|_| is_mobile).map(|token| token.len());
        Ok(Some(match *runs.as_slice() {
            [first, length, ..] if token == Some(usize::from(first)) => Span {
                token: first,
                length,
            },
            // Then, too, libphonenumber counts both groups.
            [first, second, ..] if token.is_some() => Span {
                token: 0,
                length: first + second,
            },
            [length, _, ..] => Span { token: 0, length },
            _ => Span::default(),
        }))
    }
}

/// What more than half of the branches have that valid numbers take; else there is no area code.
fn usual(branches: &[Option<Branch>; 10]) -> Span {
    let valid = branches.iter().flatten().count();
    let ending = |branch: &Option<Branch>| match branch {
        Some(Branch::Span(span)) => Some(*span),
        _ => None,
    };
    let is_usual = |span: &Span| {
        let same = |branch: &&Option<Branch>| ending(branch) == Some(*span);
        branches.iter().filter(same).count() * 2 > valid
    };
    branches
        .iter()
        .filter_map(ending)
        .find(is_usual)
        .unwrap_or_default()
}
