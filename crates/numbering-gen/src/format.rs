//! How a number is written internationally, which shows where its area code ends.

use regex_automata::util::primitives::StateID;

use crate::Error;
use crate::dfa::Patterns;
use crate::plan::CallingCode;

/// The formats of one calling code as an automaton over national numbers.
pub(crate) struct Formats {
    patterns: Patterns,
    /// What each pattern of the automaton stands for.
    parts: Vec<(usize, Part)>,
    shapes: Vec<Shape>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Groups,
    LeadingDigits,
}

/// A format as far as lengths go.
struct Shape {
    has_leading_digits: bool,
    /// The fewest and the most digits of each group.
    groups: Vec<(u8, u8)>,
    /// Which groups, counted from zero, are written without anything between them.
    runs: Vec<Vec<usize>>,
}

impl Formats {
    pub(crate) fn new(calling_code: &CallingCode) -> Result<Formats, Error> {
        let mut parts = Vec::new();
        let mut patterns = Vec::new();
        let mut shapes = Vec::new();
        for (index, format) in calling_code.formats.iter().enumerate() {
            parts.push((index, Part::Groups));
            patterns.push(format.groups.clone());
            if let Some(leading) = &format.leading_digits {
                parts.push((index, Part::LeadingDigits));
                patterns.push(format!(r"(?:{leading})\d*"));
            }
            let shape = groups(&format.groups)
                .zip(runs(&format.format))
                .filter(|(groups, runs)| runs.iter().flatten().all(|&group| group < groups.len()))
                .map(|(groups, runs)| Shape {
                    has_leading_digits: format.leading_digits.is_some(),
                    groups,
                    runs,
                });
            shapes.push(
                shape.ok_or_else(|| {
                    Error::Format(format!("{} as {}", format.groups, format.format))
                })?,
            );
        }
        Ok(Formats {
            patterns: Patterns::new(&patterns)?,
            parts,
            shapes,
        })
    }

    pub(crate) fn start(&self) -> StateID {
        self.patterns.start()
    }

    pub(crate) fn next(&self, state: StateID, digit: u8) -> StateID {
        self.patterns.next(state, digit)
    }

    /// How many digits stand between one separator and the next in a number of so many digits that ends here.
    pub(crate) fn runs(&self, state: StateID, digits: u8) -> Vec<u8> {
        let matching: Vec<(usize, Part)> = self
            .patterns
            .matching(state)
            .filter_map(|pattern| self.parts.get(pattern).copied())
            .collect();
        let applies = |(index, shape): &(usize, &Shape)| {
            matching.contains(&(*index, Part::Groups))
                && (!shape.has_leading_digits || matching.contains(&(*index, Part::LeadingDigits)))
        };
        let first = self.shapes.iter().enumerate().find(applies);
        first.map_or_else(|| vec![digits], |(_, shape)| shape.runs(digits))
    }
}

impl Shape {
    fn runs(&self, digits: u8) -> Vec<u8> {
        let mut left = digits;
        let mut lengths = Vec::new();
        for (index, &(least, most)) in self.groups.iter().enumerate() {
            // A group takes all that the groups behind it can spare, as a regular expression does.
            let behind: u8 = self.groups.iter().skip(index + 1).map(|it| it.0).sum();
            let length = left.saturating_sub(behind).clamp(least, most);
            left = left.saturating_sub(length);
            lengths.push(length);
        }
        let length = |group: &usize| lengths.get(*group).copied().unwrap_or_default();
        self.runs
            .iter()
            .map(|run| run.iter().map(length).sum())
            .collect()
    }
}

/// Reads groups of digits such as `(\d)(\d{3})(\d{3,4})`, and nothing else.
fn groups(pattern: &str) -> Option<Vec<(u8, u8)>> {
    let inner = pattern.strip_prefix(r"(\d")?.strip_suffix(')')?;
    let group = |group: &str| {
        if group.is_empty() {
            return Some((1, 1));
        }
        let counts = group.strip_prefix('{')?.strip_suffix('}')?;
        let (least, most) = counts.split_once(',').unwrap_or((counts, counts));
        Some((least.parse().ok()?, most.parse().ok()?))
    };
    inner.split(r")(\d").map(group).collect()
}

/// Reads a format such as `\1 \2-\3`. Digits that are not the number's are none that it follows.
fn runs(format: &str) -> Option<Vec<Vec<usize>>> {
    let mut runs = Vec::new();
    let mut apart = true;
    let mut rest = format.chars();
    while let Some(char) = rest.next() {
        if char == '\\' {
            let group = rest.next()?.to_digit(10)?.checked_sub(1)? as usize;
            if apart {
                runs.push(Vec::new());
            }
            runs.last_mut()?.push(group);
        } else if char.is_ascii_digit() {
            return None;
        }
        apart = char != '\\';
    }
    Some(runs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_share_the_digits_as_a_regular_expression_does() {
        for (pattern, format, digits, expected) in [
            // The whole number.
            (r"(\d{7})", r"\1", 7, vec![7]),
            (r"(\d)(\d{3})(\d{3})", r"\1 \2 \3", 7, vec![1, 3, 3]),
            // The first group is greedy, and leaves what the others need.
            (r"(\d{2,5})(\d{2,5})", r"\1 \2", 7, vec![5, 2]),
            (r"(\d{2,3})(\d{3,4})(\d{4})", r"\1 \2-\3", 9, vec![2, 3, 4]),
            (r"(\d{2,3})(\d{3,4})(\d{4})", r"\1 \2-\3", 10, vec![3, 3, 4]),
            // Groups without anything between them are written as one.
            (r"(\d{2})(\d{3})(\d{4})", r"\1\2 \3", 9, vec![5, 4]),
        ] {
            let shape = Shape {
                has_leading_digits: false,
                groups: groups(pattern).unwrap(),
                runs: runs(format).unwrap(),
            };
            assert_eq!(shape.runs(digits), expected, "{pattern} {format}");
        }
    }

    #[test]
    fn what_it_does_not_follow_is_refused() {
        for pattern in [r"(\d{3}", r"(1\d)(\d{3})", r"\d{3}", r"(\d{3})(?:\d)", ""] {
            assert_eq!(groups(pattern), None, "{pattern}");
        }
        for format in [r"15 \2", r"\x", r"\0", r"\"] {
            assert_eq!(runs(format), None, "{format}");
        }
    }
}
