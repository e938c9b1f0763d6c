//! Packs ASCII digits into an integer and back, eight at a time.

use std::num::NonZeroU64;

/// Packs 1 to 15 ASCII digits, the first not 0: digit `i` in bits `4i..4i+4`, the count in bits 60..64.
#[inline]
pub(super) fn pack(digits: &[u8]) -> Option<NonZeroU64> {
    if digits.first() == Some(&b'0') {
        return None;
    }
    let count = digits.len();
    let packed = match (digits.first_chunk::<8>(), digits.last_chunk::<8>()) {
        (Some(first), Some(last)) if count <= 15 => {
            let (first, last) = (pack_eight(first)?, pack_eight(last)?);
            // The last eight overlap the first eight by 16 - count digits.
            first | (last >> (4 * (16 - count))) << 32
        }
        (None, None) if count > 0 => digits.iter().rev().try_fold(0, |packed, byte| match byte
            .wrapping_sub(b'0')
        {
            digit @ 0..=9 => Some(packed << 4 | u64::from(digit)),
            _ => None,
        })?,
        _ => return None,
    };
    NonZeroU64::new(packed | (count as u64) << 60)
}

/// Packs eight ASCII digits into the low 32 bits.
#[inline]
fn pack_eight(bytes: &[u8; 8]) -> Option<u64> {
    let digits = u64::from_le_bytes(*bytes) ^ 0x3030_3030_3030_3030;
    // A byte above 9 sets its high bit, by itself or when 0x76 is added. A carry into the next byte comes only from a
    // byte above 9, so the next byte is never marked alone.
    if (digits | digits.wrapping_add(0x7676_7676_7676_7676)) & 0x8080_8080_8080_8080 != 0 {
        return None;
    }
    let pairs = (digits | digits >> 4) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs | pairs >> 8) & 0x0000_ffff_0000_ffff;
    Some((fours | fours >> 16) & 0xffff_ffff)
}

/// `+` and the digits in ASCII, padded with NUL.
#[inline]
pub(super) fn unpack(packed: NonZeroU64) -> [u8; 16] {
    let (packed, count) = (packed.get() & !(0xf << 60), packed.get() >> 60);
    let digits = u128::from(unpack_eight(packed & 0xffff_ffff))
        | u128::from(unpack_eight(packed >> 32)) << 64;
    let text = (digits | u128::from_le_bytes([b'0'; 16])) << 8 | u128::from(b'+');
    (text & u128::MAX >> (8 * (15 - count))).to_le_bytes()
}

/// Spreads the low 32 bits, four to a byte.
#[inline]
fn unpack_eight(packed: u64) -> u64 {
    let fours = (packed | packed << 16) & 0x0000_ffff_0000_ffff;
    let pairs = (fours | fours << 8) & 0x00ff_00ff_00ff_00ff;
    (pairs | pairs << 4) & 0x0f0f_0f0f_0f0f_0f0f
}

#[cfg(test)]
mod tests {
    use super::super::Number;

    #[test]
    fn every_length_round_trips() {
        let digits = b"123456789012345";
        for count in 1..=15 {
            let number = Number::from_digits(&digits[..count]).unwrap();
            assert!(
                number
                    .digits()
                    .eq(digits[..count].iter().map(|byte| byte - b'0'))
            );
            let mut text = [b"+", &digits[..count]].concat();
            text.resize(16, 0);
            assert_eq!(number.text().as_slice(), text);
            assert_eq!(number.digit_count(), count);
        }
    }

    #[test]
    fn every_other_byte_is_refused_in_every_place() {
        for count in 1..=15 {
            for place in 0..count {
                for byte in 0..=255_u8 {
                    let mut digits = vec![b'7'; count];
                    digits[place] = byte;
                    let good = byte.is_ascii_digit() && !(place == 0 && byte == b'0');
                    let number = Number::from_digits(&digits);
                    assert_eq!(number.is_some(), good, "{digits:?}");
                }
            }
        }
    }

    #[test]
    fn too_many_none_and_a_leading_zero_are_refused() {
        assert_eq!(Number::from_digits(b""), None);
        assert_eq!(Number::from_digits(b"0701740605"), None);
        assert_eq!(Number::from_digits(b"1234567890123456"), None);
        assert_eq!(Number::from_e164("46701740605"), None);
        assert_eq!(Number::from_e164("++46701740605"), None);
        assert!(Number::from_e164("+999999999999999").is_some());
    }
}
