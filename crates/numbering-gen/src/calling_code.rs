//! One calling code followed digit by digit: what libphonenumber would say of the number that ends here.

use std::collections::HashMap;

use regex_automata::util::primitives::StateID;

use crate::Error;
use crate::dfa::Patterns;
use crate::plan::{CallingCode, LineType, RegionPlan};
use crate::prefix::{StripState, Stripping};

/// The longest national number that libphonenumber reads.
const LONGEST_NATIONAL: u8 = 17;

/// Where the walk over a national number is.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Place {
    state: StateID,
    strip: StripState,
    digits: u8,
    /// The region of all valid numbers that begin with the longest live prefix.
    live: usize,
}

/// What is known of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Outcome<'p> {
    pub(crate) region: &'p str,
    pub(crate) line_type: LineType,
    pub(crate) validity: Validity,
    pub(crate) canonical: bool,
}

/// In the order in which the artefact numbers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Validity {
    Valid,
    Possible,
    Invalid,
}

/// Which regions the valid numbers that begin with a prefix belong to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Live {
    Nobody,
    One(usize),
    Several,
}

impl Live {
    fn and(self, other: Live) -> Live {
        match (self, other) {
            (Live::Nobody, other) => other,
            (live, Live::Nobody) => live,
            (live, other) if live == other => live,
            _ => Live::Several,
        }
    }
}

/// What a pattern of the calling code's automaton stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    General,
    LeadingDigits,
    Type(LineType),
}

pub(crate) struct Walk<'p> {
    calling_code: &'p CallingCode,
    main: &'p RegionPlan,
    patterns: Patterns,
    parts: Vec<(usize, Part)>,
    stripping: Stripping<'p>,
    live: HashMap<(StateID, u8), Live>,
}

/// The general pattern of the main region, which national prefixes are checked against.
pub(crate) fn main_general(calling_code: &CallingCode) -> Result<Patterns, Error> {
    let main = main_region(calling_code)?;
    Patterns::new(std::slice::from_ref(&main.general.pattern))
}

fn main_region(calling_code: &CallingCode) -> Result<&RegionPlan, Error> {
    calling_code
        .regions
        .first()
        .ok_or_else(|| Error::NoRegion(calling_code.digits.clone()))
}

impl<'p> Walk<'p> {
    pub(crate) fn new(
        calling_code: &'p CallingCode,
        general: &'p Patterns,
    ) -> Result<Walk<'p>, Error> {
        let main = main_region(calling_code)?;
        let mut parts = Vec::new();
        let mut patterns = Vec::new();
        for (index, region) in calling_code.regions.iter().enumerate() {
            parts.push((index, Part::General));
            patterns.push(region.general.pattern.clone());
            if let Some(leading) = &region.leading_digits {
                parts.push((index, Part::LeadingDigits));
                patterns.push(format!(r"(?:{leading})\d*"));
            }
            for (line_type, numbers) in &region.line_types {
                parts.push((index, Part::Type(*line_type)));
                patterns.push(numbers.pattern.clone());
            }
        }
        Ok(Walk {
            calling_code,
            main,
            patterns: Patterns::new(&patterns)?,
            parts,
            stripping: Stripping::new(main, general)?,
            live: HashMap::new(),
        })
    }

    pub(crate) fn start(&mut self) -> Place {
        let mut place = Place {
            state: self.patterns.start(),
            strip: self.stripping.start(),
            digits: 0,
            live: 0,
        };
        self.note_live(&mut place);
        place
    }

    pub(crate) fn next(&mut self, place: Place, digit: u8) -> Result<Place, Error> {
        let mut next = Place {
            state: self.patterns.next(place.state, digit),
            strip: self.stripping.next(place.strip, digit)?,
            digits: place.digits + 1,
            live: place.live,
        };
        self.note_live(&mut next);
        Ok(next)
    }

    pub(crate) fn outcome(&self, place: Place) -> Result<Outcome<'p>, Error> {
        let named = self.named(place.state, place.digits);
        let index = named.unwrap_or(place.live);
        let line_type = match named {
            Some(_) => self.line_type(index, place.state, place.digits),
            None => LineType::Unknown,
        };
        let validity = if line_type != LineType::Unknown {
            Validity::Valid
        } else if self.main.general.lengths.contains(&place.digits) {
            Validity::Possible
        } else {
            Validity::Invalid
        };
        let region = self.calling_code.regions.get(index).unwrap_or(self.main);
        Ok(Outcome {
            region: &region.code,
            line_type,
            validity,
            canonical: self.canonical(place)?,
        })
    }

    /// The automaton of all patterns.
    pub(crate) fn patterns(&self) -> &Patterns {
        &self.patterns
    }

    /// The region and line type of the national number that ends here, if it is valid.
    pub(crate) fn valid(&self, state: StateID, digits: u8) -> Option<(&'p RegionPlan, LineType)> {
        let index = self.named(state, digits)?;
        let line_type = self.line_type(index, state, digits);
        let region = self.calling_code.regions.get(index)?;
        (line_type != LineType::Unknown).then_some((region, line_type))
    }

    /// Whether `+` and these digits are read as exactly these digits.
    fn canonical(&self, place: Place) -> Result<bool, Error> {
        // At least two digits after the calling code, and more than two in all.
        if place.digits < 2 {
            return Ok(false);
        }
        let viable = self
            .matching(place.state)
            .any(|part| part == (0, Part::General));
        self.stripping
            .leaves_alone(place.strip, place.digits, viable)
    }

    /// The region that libphonenumber names.
    fn named(&self, state: StateID, digits: u8) -> Option<usize> {
        if self.calling_code.regions.len() == 1 {
            return Some(0);
        }
        (0..self.calling_code.regions.len()).find(|&index| {
            let leading = self
                .calling_code
                .regions
                .get(index)
                .is_some_and(|region| region.leading_digits.is_some());
            if leading {
                self.matching(state)
                    .any(|part| part == (index, Part::LeadingDigits))
            } else {
                self.line_type(index, state, digits) != LineType::Unknown
            }
        })
    }

    /// The line type in one region's plan; unknown unless the number is valid there.
    fn line_type(&self, index: usize, state: StateID, digits: u8) -> LineType {
        let Some(region) = self.calling_code.regions.get(index) else {
            return LineType::Unknown;
        };
        let fits = |lengths: &[u8]| lengths.is_empty() || lengths.contains(&digits);
        let is_general = self
            .matching(state)
            .any(|part| part == (index, Part::General));
        if !is_general || !fits(&region.general.lengths) {
            return LineType::Unknown;
        }
        let numbers = |wanted| {
            region
                .line_types
                .iter()
                .find(|(line_type, _)| *line_type == wanted)
                .map(|(_, numbers)| numbers)
        };
        let is = |wanted| {
            numbers(wanted).is_some_and(|numbers| fits(&numbers.lengths))
                && self
                    .matching(state)
                    .any(|part| part == (index, Part::Type(wanted)))
        };
        let told_apart = [
            LineType::PremiumRate,
            LineType::TollFree,
            LineType::SharedCost,
            LineType::Voip,
            LineType::PersonalNumber,
            LineType::Pager,
            LineType::Uan,
            LineType::Voicemail,
        ];
        if let Some(line_type) = told_apart.into_iter().find(|&line_type| is(line_type)) {
            return line_type;
        }
        let pattern = |wanted| numbers(wanted).map(|numbers| &numbers.pattern);
        let same_pattern = pattern(LineType::FixedLine) == pattern(LineType::Mobile);
        match (is(LineType::FixedLine), is(LineType::Mobile)) {
            (true, _) if same_pattern => LineType::FixedLineOrMobile,
            (true, true) => LineType::FixedLineOrMobile,
            (true, false) => LineType::FixedLine,
            (false, true) if !same_pattern => LineType::Mobile,
            (false, _) => LineType::Unknown,
        }
    }

    fn matching(&self, state: StateID) -> impl Iterator<Item = (usize, Part)> + '_ {
        self.patterns
            .matching(state)
            .filter_map(|pattern| self.parts.get(pattern).copied())
    }

    fn note_live(&mut self, place: &mut Place) {
        if self.calling_code.regions.len() > 1 {
            match self.live(place.state, place.digits) {
                Live::Nobody => {}
                Live::One(index) => place.live = index,
                Live::Several => place.live = 0,
            }
        }
    }

    fn live(&mut self, state: StateID, digits: u8) -> Live {
        if self.patterns.is_dead(state) || digits > LONGEST_NATIONAL {
            return Live::Nobody;
        }
        if let Some(&live) = self.live.get(&(state, digits)) {
            return live;
        }
        let mut live = match self.named(state, digits) {
            Some(index) if self.line_type(index, state, digits) != LineType::Unknown => {
                Live::One(index)
            }
            _ => Live::Nobody,
        };
        for digit in 0..10 {
            live = live.and(self.live(self.patterns.next(state, digit), digits + 1));
        }
        self.live.insert((state, digits), live);
        live
    }
}
