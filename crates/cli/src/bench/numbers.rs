//! The numbers that are decided: the user's own, or worldwide ones that are made.

use std::path::Path;

use crate::input;
use crate::problem::Problem;

/// So many numbers are decided between two checks of the answers.
const BLOCK: usize = 256;

/// Numbers one behind the other, as they lie in a file that is read; what they take is bounded by that file.
#[derive(Default)]
pub(super) struct Numbers {
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl Numbers {
    /// The lines of a file, or of standard input if it is `-`; blank ones too, as `originator route -` reads them.
    pub(super) fn read(path: &Path) -> Result<Numbers, Problem> {
        let mut numbers = Numbers::default();
        let mut any = false;
        input::file(path, |line| {
            any |= !line.trim_ascii().is_empty();
            numbers.push(line);
            Ok(())
        })?;
        match any {
            true => Ok(numbers),
            false => Err(Problem::NoNumbers(path.to_owned())),
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

    /// The places of a block's numbers, the first of all being 1.
    pub(super) fn places(&self, block: usize) -> (usize, usize) {
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
            let (_, last) = numbers.places(numbers.blocks() - 1);
            assert_eq!(last, count);
        }
    }
}
