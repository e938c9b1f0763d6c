//! Builds the automaton of the numbering plan; README.md says how and when.

mod area;
pub mod area_codes;
mod area_table;
mod artefact;
mod automaton;
mod calling_code;
mod dfa;
mod format;
pub mod plan;
mod prefix;

/// Why there is no automaton.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The plan has a line that says nothing known.
    #[error("line {line} of the plan is not understood: {text}")]
    Plan {
        /// Counted from one.
        line: usize,
        /// The line.
        text: String,
    },
    /// The area codes have a line that says nothing known.
    #[error("line {line} of the area codes is not understood: {text}")]
    AreaCodes {
        /// Counted from one.
        line: usize,
        /// The line.
        text: String,
    },
    /// An area code that shares a place with another, but has no line of its own.
    #[error("area code {0} is named by another, but has no line")]
    UnknownAreaCode(u16),
    /// A format that is written in a way never seen before.
    #[error("the format {0} is beyond what src/format.rs follows")]
    Format(String),
    /// A date that is none.
    #[error("the plan was released on {0:?}, which is no date like 2026-11-04")]
    Released(String),
    /// A calling code of nobody.
    #[error("calling code {0} has no region")]
    NoRegion(String),
    /// A pattern that no automaton can be made of.
    #[error("{0}")]
    Pattern(String),
    /// A national prefix that is written in a way never seen before.
    #[error("the national prefix of {0} or what it becomes is beyond what src/prefix.rs follows")]
    NationalPrefix(String),
    /// More of something than the artefact's numbers can count.
    #[error("{0}: {1} is too many for the artefact")]
    TooLarge(&'static str, usize),
}

/// What is made of the plan and the area codes.
pub struct Made {
    /// `data/numbering/numbering.bin`.
    pub artefact: Vec<u8>,
    /// `data/numbering/areas.txt`.
    pub areas: String,
}

/// Makes everything that is made of the text of the plan and of the area codes.
pub fn make(plan: &str, area_codes: &str) -> Result<Made, Error> {
    let plan = plan::Plan::read(plan)?;
    let area_codes = area_codes::AreaCodes::read(area_codes)?;
    let generals = automaton::generals(&plan)?;
    let automaton = automaton::build(&plan, &generals)?;
    let trees = area::trees(&plan, &generals)?;
    Ok(Made {
        artefact: artefact::write(&plan, &automaton, &trees, &area_codes)?,
        areas: area_table::write(&plan.release, &trees),
    })
}
