//! Builds the automaton of the numbering plan; README.md says how and when.

mod artefact;
mod automaton;
mod calling_code;
mod dfa;
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

/// Makes the artefact from the text of the plan.
pub fn artefact(plan: &str) -> Result<Vec<u8>, Error> {
    let plan = plan::Plan::read(plan)?;
    let generals = automaton::generals(&plan)?;
    let automaton = automaton::build(&plan, &generals)?;
    artefact::write(&automaton, &plan.release)
}
