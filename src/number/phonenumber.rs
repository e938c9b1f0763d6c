//! Conversions from and to the number of the crate `phonenumber`.

use phonenumber::PhoneNumber;

use super::{Number, ParseNumberError};

/// Takes the calling code and the national digits, as they stand there. An extension and a carrier are left out: neither
/// is part of a number in E.164.
///
/// The error is always [`ParseNumberError::DigitCount`].
impl TryFrom<&PhoneNumber> for Number {
    type Error = ParseNumberError;

    fn try_from(number: &PhoneNumber) -> Result<Number, ParseNumberError> {
        // The national number writes its leading zeros.
        format!("+{}{}", number.code().value(), number.national()).parse()
    }
}

/// The crate `phonenumber` does not read a number, or reads other digits, as where it takes a 0 after the calling code
/// for a trunk prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the crate `phonenumber` does not read {number} as a number of the same digits")]
pub struct PhoneNumberError {
    number: Number,
}

impl TryFrom<Number> for PhoneNumber {
    type Error = PhoneNumberError;

    fn try_from(number: Number) -> Result<PhoneNumber, PhoneNumberError> {
        let read = phonenumber::parse(None, number.to_string()).ok();
        read.filter(|read| Number::try_from(read) == Ok(number))
            .ok_or(PhoneNumberError { number })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_to_the_other_type_and_back() {
        for text in [
            "+12025550142",
            "+46701740605",
            "+390669812345",
            "+447911123456",
            "+881612345678",
            "+22501234567890",
        ] {
            let number: Number = text.parse().unwrap();
            let other = PhoneNumber::try_from(number).unwrap();
            assert_eq!(
                other.format().mode(phonenumber::Mode::E164).to_string(),
                text
            );
            assert_eq!(Number::try_from(&other), Ok(number));
        }
    }

    #[test]
    fn an_extension_is_left_out() {
        let other = phonenumber::parse(None, "+1 202 555 0142 ext. 7").unwrap();
        assert!(other.extension().is_some());
        assert_eq!(Number::try_from(&other), "+12025550142".parse());
    }

    #[test]
    fn a_number_that_the_other_crate_would_change_is_an_error() {
        for text in ["+4407911123456", "+21012345678", "+1"] {
            let number: Number = text.parse().unwrap();
            let error = PhoneNumber::try_from(number).unwrap_err();
            assert!(error.to_string().contains(text), "{error}");
        }
    }
}
