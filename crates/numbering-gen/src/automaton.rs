//! The automaton over whole numbers, minimised as it is made.
//!
//! How many digits a number has is known before the first is read, so there is a tree of its own for each
//! count of digits. It is made from the leaves up: a state whose ten successors are the same outcome is that
//! outcome, and states with equal successors are one state. A walk therefore ends at the first digit after
//! which no digit makes a difference.

use std::collections::HashMap;

use crate::Error;
use crate::calling_code::{Outcome, Place, Walk, main_general};
use crate::dfa::Patterns;
use crate::plan::Plan;

/// The most digits a number has, its calling code included.
pub(crate) const MAX_DIGITS: usize = 15;

/// What a step leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Target {
    /// The number's answer.
    Outcome(usize),
    /// A state that reads one more digit.
    State(usize),
}

/// The outcome of numbers whose calling code is not assigned.
pub(crate) const UNASSIGNED: Target = Target::Outcome(0);

pub(crate) struct Automaton<'p> {
    /// By count of digits; the first entry, for none, is never used.
    pub(crate) roots: Vec<Target>,
    /// Successors of every state by digit; a state comes after all of its successors.
    pub(crate) states: Vec<[Target; 10]>,
    /// `None` where the calling code is not assigned.
    pub(crate) outcomes: Vec<Option<Outcome<'p>>>,
}

/// Everything that is made once and found again.
#[derive(Default)]
struct Pool<'p> {
    states: Vec<[Target; 10]>,
    state_ids: HashMap<[Target; 10], usize>,
    outcomes: Vec<Option<Outcome<'p>>>,
    outcome_ids: HashMap<Option<Outcome<'p>>, usize>,
}

impl<'p> Pool<'p> {
    fn outcome(&mut self, outcome: Option<Outcome<'p>>) -> Target {
        let next = self.outcomes.len();
        let id = *self.outcome_ids.entry(outcome).or_insert(next);
        if id == next {
            self.outcomes.push(outcome);
        }
        Target::Outcome(id)
    }

    fn state(&mut self, successors: [Target; 10]) -> Target {
        let [first, rest @ ..] = successors;
        if matches!(first, Target::Outcome(_)) && rest.iter().all(|&other| other == first) {
            return first;
        }
        let next = self.states.len();
        let id = *self.state_ids.entry(successors).or_insert(next);
        if id == next {
            self.states.push(successors);
        }
        Target::State(id)
    }
}

/// The general patterns that [`build`] borrows.
pub(crate) fn generals(plan: &Plan) -> Result<Vec<Patterns>, Error> {
    plan.calling_codes.iter().map(main_general).collect()
}

pub(crate) fn build<'p>(plan: &'p Plan, generals: &'p [Patterns]) -> Result<Automaton<'p>, Error> {
    let mut pool = Pool::default();
    pool.outcome(None);
    // What each calling code comes to, by the digits that follow it.
    let mut by_code: HashMap<&str, Vec<Target>> = HashMap::new();
    for (calling_code, general) in plan.calling_codes.iter().zip(generals) {
        let mut walk = Walk::new(calling_code, general)?;
        let start = walk.start();
        let most = MAX_DIGITS.saturating_sub(calling_code.digits.len());
        let mut roots = Vec::new();
        for digits in 0..=most {
            let mut known = HashMap::new();
            roots.push(national(
                &mut walk,
                start,
                digits as u8,
                &mut known,
                &mut pool,
            )?);
        }
        by_code.insert(&calling_code.digits, roots);
    }
    let roots = (0..=MAX_DIGITS)
        .map(|count| international(&mut String::new(), count, &by_code, &mut pool))
        .collect();
    Ok(Automaton {
        roots,
        states: pool.states,
        outcomes: pool.outcomes,
    })
}

/// The state of a national number `left` digits before its end.
fn national<'p>(
    walk: &mut Walk<'p>,
    place: Place,
    left: u8,
    known: &mut HashMap<Place, Target>,
    pool: &mut Pool<'p>,
) -> Result<Target, Error> {
    if let Some(&target) = known.get(&place) {
        return Ok(target);
    }
    let target = if left == 0 {
        pool.outcome(Some(walk.outcome(place)?))
    } else {
        let mut successors = [Target::State(0); 10];
        for (successor, digit) in successors.iter_mut().zip(0..) {
            let next = walk.next(place, digit)?;
            *successor = national(walk, next, left - 1, known, pool)?;
        }
        pool.state(successors)
    };
    known.insert(place, target);
    Ok(target)
}

/// The state of a whole number `left` digits before its end, while its calling code is being read.
fn international(
    read: &mut String,
    left: usize,
    by_code: &HashMap<&str, Vec<Target>>,
    pool: &mut Pool<'_>,
) -> Target {
    if let Some(roots) = by_code.get(read.as_str()) {
        return roots.get(left).copied().unwrap_or(UNASSIGNED);
    }
    if left == 0 || !by_code.keys().any(|code| code.starts_with(read.as_str())) {
        return UNASSIGNED;
    }
    let mut successors = [UNASSIGNED; 10];
    for (successor, digit) in successors.iter_mut().zip('0'..='9') {
        read.push(digit);
        *successor = international(read, left - 1, by_code, pool);
        read.pop();
    }
    pool.state(successors)
}
