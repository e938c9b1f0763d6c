//! The file of a numbering plan; docs/numbering.md describes the format.
//!
//! The functions that split the file are `const`, so that the built-in plan costs nothing when a program starts. Those
//! that check it are not: a test checks the built-in plan.

use super::area::{AreaParts, AreaSizes};
use super::error::NumberingError;
use super::layout::{FORMAT, JUMPS, Outcome, ROW, unpadded};
use super::{LineType, Location, Validity};
use crate::Region;

const MAGIC: [u8; 8] = *b"ORIGPLAN";

/// The number of bytes before the checksum.
const CHECKED_HEADER: usize = 64;
const HEADER: usize = CHECKED_HEADER + 8;
const RELEASE_AT: usize = 36;
const RELEASED_AT: usize = 52;
const NO_REGION: u8 = 0xff;

/// The parts of a file, each with the length that the header states.
pub(super) struct Parts<'b> {
    release: &'b [u8; 16],
    released: &'b [u8; 12],
    checksum: u64,
    pub(super) jumps: &'b [[u8; 2]; JUMPS],
    pub(super) steps: &'b [[u8; 2]],
    pub(super) outcomes: &'b [[u8; 4]],
    regions: &'b [[u8; 3]],
    pub(super) areas: AreaParts<'b>,
}

/// The header of a file.
struct Header<'b> {
    states: u32,
    outcomes: u32,
    regions: u32,
    areas: AreaSizes,
    release: &'b [u8; 16],
    released: &'b [u8; 12],
    checksum: u64,
}

impl<'b> Parts<'b> {
    /// Splits the file into its parts.
    pub(super) const fn split(bytes: &'b [u8]) -> Result<Parts<'b>, NumberingError> {
        let (header, body) = match Header::split(bytes) {
            Ok(header) => header,
            Err(error) => return Err(error),
        };
        // The sizes in the header may have any value. In 64 bits their sum cannot overflow.
        let jumps = JUMPS as u64 * 2;
        let steps = (header.outcomes as u64 + header.states as u64) * ROW as u64 * 2;
        let outcomes = header.outcomes as u64 * 4;
        let regions = header.regions as u64 * 3;
        let areas = header.areas.bytes();
        let expected = HEADER as u64 + jumps + steps + outcomes + regions + areas;
        if expected != bytes.len() as u64 {
            return Err(NumberingError::Length {
                expected,
                found: bytes.len() as u64,
            });
        }
        let Some((jumps, _)) = body.as_chunks().0.split_first_chunk() else {
            return Err(NumberingError::NotNumbering);
        };
        let (_, body) = body.split_at(JUMPS * 2);
        let (steps, body) = body.split_at(steps as usize);
        let (outcomes, body) = body.split_at(outcomes as usize);
        let (regions, areas) = body.split_at(regions as usize);
        let Some(areas) = AreaParts::split(areas, &header.areas) else {
            return Err(NumberingError::NotNumbering);
        };
        Ok(Parts {
            release: header.release,
            released: header.released,
            checksum: header.checksum,
            jumps,
            steps: steps.as_chunks().0,
            outcomes: outcomes.as_chunks().0,
            regions: regions.as_chunks().0,
            areas,
        })
    }

    /// The metadata release; empty if it is not text.
    pub(super) const fn release(&self) -> &'b str {
        unpadded(self.release)
    }

    /// The day on which the release was published; empty if it is not text.
    pub(super) const fn released(&self) -> &'b str {
        unpadded(self.released)
    }

    /// Writes the outcomes into a slice, as many as it has room for.
    pub(super) const fn outcomes_into(&self, mut into: &mut [Option<Outcome>]) {
        let mut regions = [None; NO_REGION as usize];
        let mut slots: &mut [Option<Region>] = &mut regions;
        let mut codes = self.regions;
        while let (Some((slot, more)), Some((code, rest))) =
            (slots.split_first_mut(), codes.split_first())
        {
            *slot = region(code);
            slots = more;
            codes = rest;
        }
        let mut outcomes = self.outcomes;
        while let (Some((slot, more)), Some((outcome, rest))) =
            (into.split_first_mut(), outcomes.split_first())
        {
            *slot = outcome_of(outcome, &regions);
            into = more;
            outcomes = rest;
        }
    }

    /// Checks everything that a lookup relies on.
    pub(super) fn check(&self, bytes: &[u8]) -> Result<(), NumberingError> {
        let found = checksum(bytes);
        if found != self.checksum {
            return Err(NumberingError::Checksum {
                expected: self.checksum,
                found,
            });
        }
        if self.release().is_empty() || !self.release().bytes().all(|byte| byte.is_ascii_graphic())
        {
            return Err(NumberingError::Release { at: RELEASE_AT });
        }
        if !is_date(self.released()) {
            return Err(NumberingError::Released { at: RELEASED_AT });
        }
        self.check_steps()?;
        self.check_outcomes()?;
        self.check_regions()?;
        self.areas.check(self.areas_at())
    }

    fn outcomes_at(&self) -> usize {
        HEADER + (self.jumps.len() + self.steps.len()) * 2
    }

    fn regions_at(&self) -> usize {
        self.outcomes_at() + self.outcomes.len() * 4
    }

    fn areas_at(&self) -> usize {
        self.regions_at() + self.regions.len() * 3
    }

    fn check_steps(&self) -> Result<(), NumberingError> {
        let outcomes = self.outcomes.len();
        let rows = self.steps.len() / ROW;
        // The steps of an outcome lead to itself, those of another row to an outcome or a later row, so that every walk
        // ends at an outcome.
        let jumps = self
            .jumps
            .iter()
            .map(|target| (outcomes..rows, true, target));
        let steps = self.steps.chunks(ROW).enumerate().flat_map(|(row, steps)| {
            let (onward, ends) = if row < outcomes {
                (row..row + 1, false)
            } else {
                (row + 1..rows, true)
            };
            steps
                .iter()
                .map(move |target| (onward.clone(), ends, target))
        });
        for (index, (onward, ends, target)) in jumps.chain(steps).enumerate() {
            let target = usize::from(u16::from_le_bytes(*target));
            if !(onward.contains(&target) || ends && target < outcomes) {
                return Err(NumberingError::Step {
                    at: HEADER + index * 2,
                    target,
                });
            }
        }
        Ok(())
    }

    fn check_outcomes(&self) -> Result<(), NumberingError> {
        let at = self.outcomes_at();
        for (index, outcome) in self.outcomes.iter().enumerate() {
            let [region, line_type, validity, canonical] = *outcome;
            let none = *outcome == [NO_REGION, 0, 0, 0];
            let some = usize::from(region) < self.regions.len()
                && line_type_of(line_type).is_some()
                && validity_of(validity).is_some()
                && canonical <= 1;
            if !none && !some {
                return Err(NumberingError::Outcome {
                    at: at + index * 4,
                    index,
                });
            }
        }
        Ok(())
    }

    fn check_regions(&self) -> Result<(), NumberingError> {
        let at = self.regions_at();
        for (index, &code) in self.regions.iter().enumerate() {
            if region(&code).is_none() {
                return Err(NumberingError::Region {
                    at: at + index * 3,
                    code,
                });
            }
        }
        Ok(())
    }
}

impl<'b> Header<'b> {
    const fn split(bytes: &'b [u8]) -> Result<(Header<'b>, &'b [u8]), NumberingError> {
        let cut_short = Err(NumberingError::Length {
            expected: HEADER as u64,
            found: bytes.len() as u64,
        });
        match bytes.split_first_chunk() {
            Some((magic, _)) if u64::from_le_bytes(*magic) == u64::from_le_bytes(MAGIC) => {}
            _ => return Err(NumberingError::NotNumbering),
        }
        let Some((header, body)) = bytes.split_first_chunk::<HEADER>() else {
            return cut_short;
        };
        let (_, fields) = header.split_at(MAGIC.len());
        let Some((format, fields)) = fields.split_first_chunk() else {
            return cut_short;
        };
        let format = u32::from_le_bytes(*format);
        if format != FORMAT {
            return Err(NumberingError::Format { found: format });
        }
        let Some((counts, fields)) = fields.split_first_chunk() else {
            return cut_short;
        };
        let [
            states,
            outcomes,
            regions,
            area_rows,
            area_states,
            area_pairs,
        ] = counts_of(counts);
        let Some((release, fields)) = fields.split_first_chunk() else {
            return cut_short;
        };
        let Some((released, fields)) = fields.split_first_chunk() else {
            return cut_short;
        };
        let Some((checksum, _)) = fields.split_first_chunk() else {
            return cut_short;
        };
        Ok((
            Header {
                states,
                outcomes,
                regions,
                areas: AreaSizes {
                    rows: area_rows,
                    states: area_states,
                    pairs: area_pairs,
                },
                release,
                released,
                checksum: u64::from_le_bytes(*checksum),
            },
            body,
        ))
    }
}

/// Six counts of four bytes each.
const fn counts_of(bytes: &[u8; 24]) -> [u32; 6] {
    let mut counts = [0; 6];
    let mut into: &mut [u32] = &mut counts;
    let mut rest = bytes.as_slice().as_chunks().0;
    while let (Some((count, more)), Some((bytes, left))) =
        (into.split_first_mut(), rest.split_first())
    {
        *count = u32::from_le_bytes(*bytes);
        into = more;
        rest = left;
    }
    counts
}

/// Whether a text has the form of a date: `2026-11-04`.
fn is_date(text: &str) -> bool {
    let form = "0000-00-00".bytes();
    text.len() == form.len()
        && form.zip(text.bytes()).all(|(form, byte)| match form {
            b'-' => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

const fn region(code: &[u8; 3]) -> Option<Region> {
    Region::with_code(code.trim_ascii_end())
}

const fn outcome_of(
    outcome: &[u8; 4],
    regions: &[Option<Region>; NO_REGION as usize],
) -> Option<Outcome> {
    let [region, line_type, validity, canonical] = *outcome;
    if region == NO_REGION {
        return None;
    }
    let (_, from_region) = regions.split_at(region as usize);
    match (
        from_region.first(),
        line_type_of(line_type),
        validity_of(validity),
    ) {
        (Some(Some(region)), Some(line_type), Some(validity)) => Some(Outcome {
            location: Location {
                region: *region,
                line_type,
                validity,
            },
            canonical: canonical != 0,
        }),
        _ => None,
    }
}

const fn line_type_of(number: u8) -> Option<LineType> {
    let Some((_, from)) = LineType::ALL.split_at_checked(number as usize) else {
        return None;
    };
    from.first().copied()
}

const fn validity_of(number: u8) -> Option<Validity> {
    match number {
        0 => Some(Validity::Valid),
        1 => Some(Validity::Possible),
        2 => Some(Validity::Invalid),
        _ => None,
    }
}

/// FNV-1a of everything but the checksum itself.
fn checksum(bytes: &[u8]) -> u64 {
    let (header, rest) = bytes.split_at(CHECKED_HEADER.min(bytes.len()));
    header
        .iter()
        .chain(rest.iter().skip(HEADER - CHECKED_HEADER))
        .fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
}
