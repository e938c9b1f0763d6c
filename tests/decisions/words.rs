//! The words of maps, rules and records, read back.

use originator::country::{Alphanumeric, Availability, Fact, ForeignSenderPolicy};
use originator::numbering::{LineType, Validity};
use originator::{
    MapErrorKind, MapWarningKind, OutcomeKind, ReadAs, Reason, SenderKind, SenderState, UseCase,
    Warning,
};

#[test]
fn every_word_is_read_as_its_value_and_nothing_else_is() {
    macro_rules! check {
        ($($enum:ident)+) => {
            $(
                let words: Vec<&str> = $enum::ALL.iter().map(|value| value.as_str()).collect();
                for &value in $enum::ALL.iter() {
                    assert_eq!(value.as_str().parse(), Ok(value));
                    let upper = value.as_str().to_uppercase();
                    let error = upper.parse::<$enum>().unwrap_err();
                    assert_eq!(error.nearest(), Some(value.as_str()));
                    assert_eq!(error.words(), words);
                }
                assert!("".parse::<$enum>().is_err());
            )+
        };
    }
    check! {
        Alphanumeric Availability Fact ForeignSenderPolicy LineType MapErrorKind MapWarningKind OutcomeKind ReadAs Reason
        SenderKind SenderState UseCase Validity Warning
    }
}

#[test]
fn a_text_that_resembles_no_word_is_told_all_of_them() {
    let error = "promo".parse::<UseCase>().unwrap_err();
    assert_eq!(error.nearest(), None);
    assert_eq!(
        error.to_string(),
        "not one of `otp`, `transactional`, `marketing`"
    );
}
