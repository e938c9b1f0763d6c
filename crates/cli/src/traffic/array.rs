//! The elements of a JSON array, with the bytes in which they were written.
//!
//! An array may be larger than memory, so that it is never parsed as a whole: only brackets, braces and quotes are
//! followed, which is enough to know where an element ends. Elements are parsed in [`json`](super::json).

use memchr::memchr2;

/// The state at a position in an array: between elements, or at some depth within one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Nesting {
    depth: u64,
    in_string: bool,
    /// Whether the byte before was a backslash in a string.
    is_escaped: bool,
}

impl Nesting {
    /// Scans from `at` to the next byte that ends an element, a comma or the array's `]`, and returns the position
    /// after it. If there is none, the state is that at the end of `bytes`.
    pub(super) fn next_end(&mut self, bytes: &[u8], mut at: usize) -> Option<usize> {
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            if self.in_string {
                at += self.skip_string(rest);
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

    /// Skips the rest of a string, and returns its length: up to the closing quote, or all.
    fn skip_string(&mut self, text: &[u8]) -> usize {
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

/// An element, and the bytes between it and the element before.
pub(crate) struct Element<'a> {
    /// White space, and the comma after the element before.
    pub(crate) before: &'a [u8],
    pub(crate) text: &'a [u8],
    /// The offset of `text` in the chunk.
    pub(crate) start: usize,
}

/// Calls `each` with the elements of a chunk, which begins between two elements, and returns the bytes after the last.
/// Where an element is missing, as between two commas, `each` gets one without text.
pub(crate) fn elements<'p>(chunk: &'p [u8], mut each: impl FnMut(Element<'p>)) -> &'p [u8] {
    let mut nesting = Nesting::default();
    // The end of the bytes that `each` got, and the position at which the next element may begin.
    let (mut consumed, mut at) = (0, 0);
    loop {
        let end = nesting.next_end(chunk, at);
        let until = end.map_or(chunk.len(), |end| end - 1);
        let whole = chunk.get(at..until).unwrap_or_default();
        let start = at + (whole.len() - whole.trim_ascii_start().len());
        let text = whole.trim_ascii();
        let is_missing =
            text.is_empty() && end.is_some_and(|end| chunk.get(end - 1) == Some(&b',') || at > 0);
        if !text.is_empty() || is_missing {
            each(Element {
                before: chunk.get(consumed..start).unwrap_or_default(),
                text,
                start,
            });
            consumed = start + text.len();
        }
        match end {
            // Text after the array's `]` is not searched for elements.
            Some(end) if chunk.get(end - 1) == Some(&b',') => at = end,
            _ => return chunk.get(consumed..).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn split(chunk: &str) -> (Vec<(&str, &str)>, &str) {
        let text = |bytes| std::str::from_utf8(bytes).unwrap();
        let mut all = Vec::new();
        let rest = elements(chunk.as_bytes(), |element| {
            assert!(chunk.as_bytes()[element.start..].starts_with(element.text));
            all.push((text(element.before), text(element.text)));
        });
        (all, text(rest))
    }

    #[test]
    fn elements_are_divided_by_commas_outside_of_them() {
        for (chunk, all, rest, why) in [
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
            assert_eq!(split(chunk), (all, rest), "{why}");
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
