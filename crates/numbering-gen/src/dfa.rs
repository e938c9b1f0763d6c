//! Patterns over national numbers, made into automata that read digits.

use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::primitives::StateID;
use regex_automata::util::syntax;
use regex_automata::{Anchored, MatchKind};

use crate::Error;

/// The automaton of several patterns, each of which the whole input must match.
pub(crate) struct Patterns {
    dfa: dense::DFA<Vec<u32>>,
    start: StateID,
}

impl Patterns {
    pub(crate) fn new(patterns: &[String]) -> Result<Patterns, Error> {
        let whole: Vec<String> = patterns
            .iter()
            .map(|pattern| format!(r"(?:{pattern})\z"))
            .collect();
        let dfa = dense::Builder::new()
            .configure(
                dense::Config::new()
                    // Every pattern that matches, not only the first.
                    .match_kind(MatchKind::All)
                    .start_kind(StartKind::Anchored)
                    .minimize(false),
            )
            .syntax(digits_only())
            .thompson(thompson::Config::new().utf8(false))
            .build_many(&whole)
            .map_err(|error| Error::Pattern(error.to_string()))?;
        let start = dfa
            .universal_start_state(Anchored::Yes)
            .ok_or_else(|| Error::Pattern("a pattern looks behind itself".to_owned()))?;
        Ok(Patterns { dfa, start })
    }

    pub(crate) fn start(&self) -> StateID {
        self.start
    }

    pub(crate) fn next(&self, state: StateID, digit: u8) -> StateID {
        self.dfa.next_state(state, b'0' + digit)
    }

    /// Whether no pattern can match any more.
    pub(crate) fn is_dead(&self, state: StateID) -> bool {
        self.dfa.is_dead_state(state)
    }

    /// The patterns that match if the input ends here.
    pub(crate) fn matching(&self, state: StateID) -> impl Iterator<Item = usize> + '_ {
        let end = self.dfa.next_eoi_state(state);
        let count = if self.dfa.is_match_state(end) {
            self.dfa.match_len(end)
        } else {
            0
        };
        (0..count).map(move |index| self.dfa.match_pattern(end, index).as_usize())
    }

    /// Whether any pattern matches if the input ends here.
    pub(crate) fn matches(&self, state: StateID) -> bool {
        self.matching(state).next().is_some()
    }
}

/// `\d` is ten digits, not Unicode's several hundred.
pub(crate) fn digits_only() -> syntax::Config {
    syntax::Config::new().unicode(false).utf8(false)
}
