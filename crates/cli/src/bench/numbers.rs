//! The numbers that a measurement decides.

use std::path::Path;

use crate::input;
use crate::problem::Problem;

/// The number of decisions between two checks of the answers.
const BLOCK: usize = 256;

/// Numbers, stored one after the other: they take no more memory than the file they come from.
#[derive(Default)]
pub(super) struct Numbers {
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl Numbers {
    /// The lines of a file, or of standard input for `-`, blank lines included, as `originator route -` reads them.
    pub(super) fn read(path: &Path) -> Result<Numbers, Problem> {
        let mut numbers = Numbers::default();
        let mut any = false;
        input::file_lines(path, |line| {
            any |= !line.trim_ascii().is_empty();
            numbers.push(line);
            Ok(())
        })?;
        if any {
            Ok(numbers)
        } else {
            Err(Problem::NoNumbers(path.to_owned()))
        }
    }

    pub(super) fn push(&mut self, number: &[u8]) {
        self.text.extend_from_slice(number);
        self.ends.push(self.text.len());
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn blocks(&self) -> usize {
        self.ends.len().div_ceil(BLOCK)
    }

    /// The positions of the first and the last number of a block, counted from 1.
    pub(super) fn positions(&self, block: usize) -> (usize, usize) {
        let before = block * BLOCK;
        (before + 1, (before + BLOCK).min(self.len()))
    }

    /// The numbers of a block.
    pub(super) fn block(&self, block: usize) -> impl Iterator<Item = &[u8]> {
        let before = block * BLOCK;
        let mut start = match before.checked_sub(1) {
            Some(last) => self.ends.get(last).copied().unwrap_or_default(),
            None => 0,
        };
        let ends = self.ends.iter().skip(before).take(BLOCK);
        ends.map(move |&end| {
            let number = self.text.get(start..end).unwrap_or_default();
            start = end;
            number
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_hold_every_number_once_in_order() {
        for count in [1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK] {
            let mut numbers = Numbers::default();
            let texts: Vec<String> = (0..count).map(|index| index.to_string()).collect();
            for text in &texts {
                numbers.push(text.as_bytes());
            }
            let read: Vec<&[u8]> = (0..numbers.blocks())
                .flat_map(|block| numbers.block(block))
                .collect();
            assert!(
                read.iter().copied().eq(texts.iter().map(String::as_bytes)),
                "{count}"
            );
            let (_, last) = numbers.positions(numbers.blocks() - 1);
            assert_eq!(last, count);
        }
    }
}
