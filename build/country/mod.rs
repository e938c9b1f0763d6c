//! Country rules: from the YAML that people edit to the Rust table that is compiled in.

mod check;
mod table;
mod tree;

use std::fmt;

/// A mistake in the file, and the line it stands on.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    line: usize,
    message: String,
}

impl Problem {
    fn new(line: usize, message: impl Into<String>) -> Self {
        Problem {
            line,
            message: message.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.line, self.message)
    }
}

/// The Rust table for the rules in `yaml`, or everything that is wrong with them, in file order.
///
/// `codes` are all regions in table order, `001` last.
pub(crate) fn compile(yaml: &str, codes: &[&str]) -> Result<String, Vec<Problem>> {
    let root = tree::read(yaml).map_err(|problem| vec![problem])?;
    check::check(&root, codes).map(|sheet| table::write(&sheet, codes))
}
