//! The elements of a JSON array, with the bytes they were written in.
//!
//! An array may be larger than memory, so that it is never parsed as a whole: only brackets, braces and quotes are
//! followed, which is enough to know where an element ends. What is in an element is for [`json`](super::json) to read.

use memchr::memchr2;

/// Where a place in an array is: between elements, or how deep in one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Nesting {
    depth: u64,
    in_string: bool,
    /// After a backslash in a string.
    is_escaped: bool,
}

impl Nesting {
    /// Goes on from a place in `bytes` to the next byte that ends an element, a comma or the array's `]`, and returns
    /// the place after it. Without one the nesting is that at the end of `bytes`.
    pub(super) fn next_end(&mut self, bytes: &[u8], mut at: usize) -> Option<usize> {
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            if self.in_string {
                at += self.pass_string(rest);
                continue;
            }
            let byte = rest.first().copied().unwrap_or_default();
            at += 1;
            match byte {
                b'"' => self.in_string = true,
                b'[' | b'{' => self.depth += 1,
                b',' | b']' if self.depth == 0 => return Some(at),
                b']' | b'}' => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
        }
        None
    }

    /// Passes what belongs to a string, and returns how much that is: up to its closing quote, or all.
    fn pass_string(&mut self, text: &[u8]) -> usize {
        let mut at = 0;
        if self.is_escaped {
            self.is_escaped = false;
            at = 1;
        }
        while let Some(rest) = text.get(at..) {
            let Some(found) = memchr2(b'"', b'\\', rest) else {
                return text.len();
            };
            at += found + 1;
            if rest.get(found) == Some(&b'"') {
                self.in_string = false;
                return at;
            }
            if at == text.len() {
                self.is_escaped = true;
                return at;
            }
            at += 1;
        }
        text.len()
    }
}

/// An element and the bytes before it.
pub(crate) struct Element<'a> {
    /// White space, and the comma after the element before it.
    pub(crate) before: &'a [u8],
    pub(crate) text: &'a [u8],
    /// Where `text` begins in the piece.
    pub(crate) start: usize,
}

/// Calls `each` with the elements of a piece, which begins between two elements, and returns what is left after the
/// last. Where an element is missing, as between two commas or behind the last one, `each` gets one without text.
pub(crate) fn elements<'p>(piece: &'p [u8], mut each: impl FnMut(Element<'p>)) -> &'p [u8] {
    let mut nesting = Nesting::default();
    // Where the bytes begin that are not given to `each` yet, and where an element may begin.
    let (mut given, mut at) = (0, 0);
    loop {
        let end = nesting.next_end(piece, at);
        let until = end.map_or(piece.len(), |end| end - 1);
        let whole = piece.get(at..until).unwrap_or_default();
        let start = at + (whole.len() - whole.trim_ascii_start().len());
        let text = whole.trim_ascii();
        let is_missing =
            text.is_empty() && end.is_some_and(|end| piece.get(end - 1) == Some(&b',') || at > 0);
        if !text.is_empty() || is_missing {
            each(Element {
                before: piece.get(given..start).unwrap_or_default(),
                text,
                start,
            });
            given = start + text.len();
        }
        match end {
            // After the end of the array there are no elements.
            Some(end) if piece.get(end - 1) == Some(&b',') => at = end,
            _ => return piece.get(given..).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn split(piece: &str) -> (Vec<(&str, &str)>, &str) {
        let text = |bytes| std::str::from_utf8(bytes).unwrap();
        let mut all = Vec::new();
        let rest = elements(piece.as_bytes(), |element| {
            assert!(piece.as_bytes()[element.start..].starts_with(element.text));
            all.push((text(element.before), text(element.text)));
        });
        (all, text(rest))
    }

    #[test]
    fn elements_are_divided_by_commas_outside_of_them() {
        for (piece, all, rest, why) in [
            ("", vec![], "", "nothing"),
            (" ]\n", vec![], " ]\n", "an empty array"),
            ("1,2]", vec![("", "1"), (",", "2")], "]", "two"),
            (
                " {\"a\":[1,2]} ,\n{\"b\":\"],\\\",\"}\n]\n",
                vec![(" ", "{\"a\":[1,2]}"), (" ,\n", "{\"b\":\"],\\\",\"}")],
                "\n]\n",
                "commas and brackets in arrays and strings",
            ),
            (
                "1,,2,",
                vec![("", "1"), (",", ""), (",", "2")],
                ",",
                "nothing between two commas, and an element to come behind the last",
            ),
            ("1, ]", vec![("", "1"), (", ", "")], "]", "a comma too many"),
            (",1]", vec![("", ""), (",", "1")], "]", "one at the start"),
            (
                "\"a\\\\\",2]",
                vec![("", "\"a\\\\\""), (",", "2")],
                "]",
                "an escaped backslash",
            ),
        ] {
            assert_eq!(split(piece), (all, rest), "{why}");
        }
    }

    proptest! {
        /// However the text is cut, the places are the same as if it is read at once.
        #[test]
        fn nesting_does_not_depend_on_the_cuts(
            text in "[\\[\\]{},\"\\\\ a]{0,60}", cut in 0..60_usize,
        ) {
            let text = text.as_bytes();
            let ends = |parts: &[&[u8]]| {
                let (mut nesting, mut ends, mut before) = (Nesting::default(), Vec::new(), 0);
                for part in parts {
                    let mut at = 0;
                    while let Some(end) = nesting.next_end(part, at) {
                        ends.push(before + end);
                        at = end;
                    }
                    before += part.len();
                }
                (ends, nesting)
            };
            let (one, other) = text.split_at(cut.min(text.len()));
            prop_assert_eq!(ends(&[text]), ends(&[one, other]));
        }
    }
}
