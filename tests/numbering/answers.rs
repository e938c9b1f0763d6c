//! The answers of libphonenumber itself: `tests/corpus/make_numbering.py` says how they were got.

use originator::Number;
use originator::numbering::Numbering;

use crate::corpus::{self, Reading};

#[test]
fn every_answer_is_libphonenumbers() {
    let text = corpus::text();
    let plan = Numbering::builtin();
    let mut count = 0;
    let mut wrong = Vec::new();
    for case in corpus::cases(&text) {
        let number = Number::from_digits(case.digits.as_bytes()).unwrap();
        let ours = plan.locate(number).map(|location| {
            (
                location.region.code(),
                location.line_type.as_str(),
                location.validity.as_str(),
            )
        });
        let canonical = case.reading == Reading::Same;
        if ours != case.location || plan.is_canonical(number) != canonical {
            wrong.push(format!("{case:?}, but ours is {ours:?}"));
        }
        count += 1;
    }
    assert!(
        wrong.is_empty(),
        "{} of {count} differ, the first of them:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(20)].join("\n")
    );
    assert!(count >= 250_000, "only {count} numbers");
}

#[test]
fn the_corpus_is_of_the_built_in_release() {
    let text = corpus::text();
    assert_eq!(
        text.lines().next(),
        Some(format!("# libphonenumber {}", Numbering::builtin().release()).as_str())
    );
}
