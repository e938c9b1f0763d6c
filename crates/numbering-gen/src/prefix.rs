//! Whether reading a number in international form would strip a national prefix from it.
//!
//! libphonenumber matches a region's national prefix as a backtracking engine does, captures and all, and
//! replaces or removes what matched. Followed digit by digit that is a list of attempts in order of
//! preference; each carries how far the number it would make has got in the region's general pattern. What
//! comes of it is a finite automaton, made as far as it is asked for.

use std::collections::HashMap;

use regex_automata::nfa::thompson::{self, NFA, State, WhichCaptures};
use regex_automata::util::look::Look;
use regex_automata::util::primitives::StateID;

use crate::Error;
use crate::dfa::{Patterns, digits_only};
use crate::plan::RegionPlan;

/// A state of the automaton.
pub(crate) type StripState = usize;

/// The automaton of one calling code's national prefix.
pub(crate) struct Stripping<'p> {
    general: &'p Patterns,
    main: &'p RegionPlan,
    rule: Option<Rule>,
    states: Vec<Attempts>,
    ids: HashMap<Attempts, StripState>,
    steps: HashMap<(StripState, u8), StripState>,
}

struct Rule {
    nfa: NFA,
    replacement: Option<Replacement>,
}

/// Literal digits and the last group of the pattern.
struct Replacement {
    literal: Vec<u8>,
    group: usize,
}

#[derive(Clone, Default, PartialEq, Eq, Hash)]
struct Attempts {
    /// Digits read, as long as that matters.
    read: u8,
    live: Vec<Attempt>,
    matched: Option<Matched>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Attempt {
    at: StateID,
    group: Option<Group>,
}

/// The replacement so far, once its group has begun.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Group {
    open: bool,
    length: u8,
    general: StateID,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Matched {
    /// Where the rewritten number stands in the general pattern.
    general: StateID,
    /// How many digits longer the rewritten number is.
    longer: i8,
    same: bool,
}

impl<'p> Stripping<'p> {
    /// `general` is the automaton of the main region's general pattern.
    pub(crate) fn new(main: &'p RegionPlan, general: &'p Patterns) -> Result<Stripping<'p>, Error> {
        let rule = match &main.national_prefix {
            Some(prefix) => Some(Rule::new(prefix, main)?),
            None => None,
        };
        let mut stripping = Stripping {
            general,
            main,
            rule,
            states: Vec::new(),
            ids: HashMap::new(),
            steps: HashMap::new(),
        };
        let mut start = Attempts::default();
        if let Some(rule) = &stripping.rule {
            let attempt = Attempt {
                at: rule.nfa.start_anchored(),
                group: None,
            };
            stripping.follow(rule, vec![attempt], &mut start)?;
        }
        stripping.intern(start);
        Ok(stripping)
    }

    pub(crate) fn start(&self) -> StripState {
        0
    }

    pub(crate) fn next(&mut self, state: StripState, digit: u8) -> Result<StripState, Error> {
        if let Some(&next) = self.steps.get(&(state, digit)) {
            return Ok(next);
        }
        let next = match (&self.rule, self.states.get(state)) {
            (Some(rule), Some(attempts)) => self.step(rule, attempts, digit)?,
            _ => Attempts::default(),
        };
        let next = self.intern(next);
        self.steps.insert((state, digit), next);
        Ok(next)
    }

    /// Whether the number that ends here stays as it is; `viable` is whether it matches the general pattern.
    pub(crate) fn leaves_alone(
        &self,
        state: StripState,
        digits: u8,
        viable: bool,
    ) -> Result<bool, Error> {
        let (Some(rule), Some(attempts)) = (&self.rule, self.states.get(state)) else {
            return Ok(true);
        };
        // An empty national number is never searched for a prefix.
        if digits == 0 {
            return Ok(true);
        }
        let Some(matched) = self.at_end(rule, attempts)? else {
            return Ok(true);
        };
        Ok(matched.same
            || viable && !self.general.matches(matched.general)
            || self.too_short_or_between(i16::from(digits) + i16::from(matched.longer)))
    }

    /// Whether a national number of this length is too short, complete only locally, or between two lengths.
    fn too_short_or_between(&self, digits: i16) -> bool {
        let general = &self.main.general;
        let among = |lengths: &[u8]| lengths.iter().any(|&length| i16::from(length) == digits);
        let longest = general.lengths.iter().max().copied().unwrap_or(0);
        among(&general.local_lengths) || digits <= i16::from(longest) && !among(&general.lengths)
    }

    fn intern(&mut self, attempts: Attempts) -> StripState {
        if let Some(&id) = self.ids.get(&attempts) {
            return id;
        }
        let id = self.states.len();
        self.states.push(attempts.clone());
        self.ids.insert(attempts, id);
        id
    }

    fn step(&self, rule: &Rule, attempts: &Attempts, digit: u8) -> Result<Attempts, Error> {
        let byte = b'0' + digit;
        let live: Vec<Attempt> = attempts
            .live
            .iter()
            .filter_map(|attempt| {
                let at = match rule.nfa.state(attempt.at) {
                    State::ByteRange { trans } if trans.matches_byte(byte) => trans.next,
                    State::Sparse(sparse) => sparse.matches_byte(byte)?,
                    State::Dense(dense) => dense.matches_byte(byte)?,
                    _ => return None,
                };
                let mut group = attempt.group.clone();
                if let Some(group) = group.as_mut().filter(|group| group.open) {
                    group.length += 1;
                    group.general = self.general.next(group.general, digit);
                }
                Some(Attempt { at, group })
            })
            .collect();
        let mut next = Attempts {
            read: if live.is_empty() {
                0
            } else {
                attempts.read + 1
            },
            live: Vec::new(),
            matched: attempts.matched.map(|matched| Matched {
                general: self.general.next(matched.general, digit),
                ..matched
            }),
        };
        self.follow(rule, live, &mut next)?;
        if next.live.is_empty() {
            next.read = 0;
        }
        Ok(next)
    }

    /// Follows what costs no digit, the preferred way first, until something matches.
    fn follow(&self, rule: &Rule, from: Vec<Attempt>, into: &mut Attempts) -> Result<(), Error> {
        let mut seen = Vec::new();
        let mut stack: Vec<Attempt> = from.into_iter().rev().collect();
        while let Some(attempt) = stack.pop() {
            if seen.contains(&attempt.at) {
                continue;
            }
            seen.push(attempt.at);
            match rule.nfa.state(attempt.at) {
                State::Match { .. } => {
                    into.matched = Some(self.rewritten(rule, &attempt, into.read)?);
                    return Ok(());
                }
                State::ByteRange { .. }
                | State::Sparse(_)
                | State::Dense(_)
                | State::Look {
                    look: Look::End, ..
                } => into.live.push(attempt),
                _ => self.follow_one(rule, attempt, &mut stack)?,
            }
        }
        Ok(())
    }

    fn follow_one(
        &self,
        rule: &Rule,
        mut attempt: Attempt,
        stack: &mut Vec<Attempt>,
    ) -> Result<(), Error> {
        match rule.nfa.state(attempt.at) {
            State::Union { alternates } => {
                stack.extend(alternates.iter().rev().map(|&at| Attempt {
                    at,
                    group: attempt.group.clone(),
                }));
            }
            State::BinaryUnion { alt1, alt2 } => {
                stack.extend([*alt2, *alt1].map(|at| Attempt {
                    at,
                    group: attempt.group.clone(),
                }));
            }
            State::Capture {
                next,
                group_index,
                slot,
                ..
            } => {
                attempt.at = *next;
                if let Some(replacement) = &rule.replacement
                    && group_index.as_usize() == replacement.group
                {
                    if slot.as_usize() % 2 == 0 {
                        attempt.group = Some(self.begun(replacement));
                    } else if let Some(group) = &mut attempt.group {
                        group.open = false;
                    }
                }
                stack.push(attempt);
            }
            State::Fail => {}
            _ => return Err(Error::NationalPrefix(self.main.code.clone())),
        }
        Ok(())
    }

    fn begun(&self, replacement: &Replacement) -> Group {
        Group {
            open: true,
            length: replacement.literal.len() as u8,
            general: replacement
                .literal
                .iter()
                .fold(self.general.start(), |state, &digit| {
                    self.general.next(state, digit)
                }),
        }
    }

    fn rewritten(&self, rule: &Rule, attempt: &Attempt, read: u8) -> Result<Matched, Error> {
        let literal = rule
            .replacement
            .as_ref()
            .map_or(0, |replacement| replacement.literal.len());
        match &attempt.group {
            Some(group) => {
                let same = group.length == read;
                if same && literal > 0 {
                    // It might come out the same or not; nothing here tells the two apart.
                    return Err(Error::NationalPrefix(self.main.code.clone()));
                }
                Ok(Matched {
                    general: group.general,
                    longer: group.length as i8 - read as i8,
                    same,
                })
            }
            None => Ok(Matched {
                general: self.general.start(),
                longer: -(read as i8),
                same: read == 0,
            }),
        }
    }

    /// What matched if the number ends here, where attempts that wait for the end come to a match, too.
    fn at_end(&self, rule: &Rule, attempts: &Attempts) -> Result<Option<Matched>, Error> {
        for attempt in &attempts.live {
            let State::Look {
                look: Look::End,
                next,
            } = rule.nfa.state(attempt.at)
            else {
                continue;
            };
            let mut ended = Attempts {
                read: attempts.read,
                ..Attempts::default()
            };
            let attempt = Attempt {
                at: *next,
                group: attempt.group.clone(),
            };
            self.follow(rule, vec![attempt], &mut ended)?;
            if ended.matched.is_some() {
                return Ok(ended.matched);
            }
        }
        Ok(attempts.matched)
    }
}

impl Rule {
    fn new(prefix: &str, main: &RegionPlan) -> Result<Rule, Error> {
        let nfa = NFA::compiler()
            .syntax(digits_only())
            .configure(
                thompson::Config::new()
                    .utf8(false)
                    .which_captures(WhichCaptures::All),
            )
            .build(prefix)
            .map_err(|error| Error::Pattern(error.to_string()))?;
        let replacement = match &main.national_prefix_becomes {
            Some(text) => Some(
                Replacement::read(text)
                    // Whether the last group took part decides whether anything is replaced.
                    .filter(|it| it.group + 1 == nfa.group_info().all_group_len())
                    .ok_or_else(|| Error::NationalPrefix(main.code.clone()))?,
            ),
            None => None,
        };
        Ok(Rule { nfa, replacement })
    }
}

impl Replacement {
    fn read(text: &str) -> Option<Replacement> {
        let (literal, group) = text.split_once('\\')?;
        Some(Replacement {
            literal: literal
                .bytes()
                .map(|byte| byte.is_ascii_digit().then(|| byte - b'0'))
                .collect::<Option<_>>()?,
            group: group.parse().ok()?,
        })
    }
}
