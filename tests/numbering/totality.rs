//! There is an answer for every number, however little or much of one it is.

use originator::Number;
use originator::numbering::{self, Numbering};
use proptest::prelude::*;

/// Random digits behind random calling codes, so that most are numbers of somewhere.
fn digits() -> impl Strategy<Value = String> {
    "(1|7|44|46|49|39|599|262|881)?[0-9]{0,15}".prop_map(|mut digits| {
        digits.truncate(Number::MAX_DIGITS);
        digits
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn every_prefix_of_a_number_has_an_answer(digits in digits()) {
        let mut assigned = false;
        for count in 1..=digits.len() {
            let Some(number) = Number::from_digits(&digits.as_bytes()[..count]) else {
                break;
            };
            let location = numbering::locate(number);
            // Once the calling code is complete there is always a country.
            prop_assert!(location.is_some() || !assigned);
            assigned |= location.is_some();
            prop_assert!(assigned || !Numbering::builtin().is_canonical(number));
        }
    }

    #[test]
    fn a_number_is_its_digits(digits in digits()) {
        if let Some(number) = Number::from_digits(digits.as_bytes()) {
            prop_assert_eq!(number.to_string(), format!("+{digits}"));
            prop_assert_eq!(number.to_string().parse(), Ok(number));
        } else {
            prop_assert!(digits.is_empty() || digits.starts_with('0'));
        }
    }

    #[test]
    fn numbers_are_in_the_order_of_their_integers(one in "[1-9][0-9]{0,14}", other in "[1-9][0-9]{0,14}") {
        let read = |digits: &str| Number::from_digits(digits.as_bytes()).unwrap();
        let integer = |digits: &str| digits.parse::<u64>().unwrap();
        prop_assert_eq!(read(&one).cmp(&read(&other)), integer(&one).cmp(&integer(&other)));
    }

    #[test]
    fn the_built_in_plan_and_its_file_agree(digits in digits()) {
        let plan = super::file::plan();
        if let Some(number) = Number::from_digits(digits.as_bytes()) {
            prop_assert_eq!(plan.locate(number), numbering::locate(number));
        }
    }
}
