//! A binary logarithm in integer arithmetic. Floating-point logarithms differ between platforms.

/// `-log2((draw + 1) / 2^64)` in units of 2^-32. The rounding keeps it monotonic: it never increases with the draw.
pub(super) const fn minus_log2(draw: u64) -> u64 {
    let Some(value) = draw.checked_add(1) else {
        return 0;
    };
    let zeros = value.leading_zeros();
    ((zeros as u64 + 1) << 32) - log2(value << zeros)
}

/// A lower and an upper bound of [`minus_log2`], at most a hundredth apart. They come from a table and take no loop.
#[inline]
pub(super) fn bounds(draw: u64) -> (u64, u64) {
    let Some(value) = draw.checked_add(1) else {
        return (0, 0);
    };
    let zeros = value.leading_zeros();
    let interval = ((value << zeros) << 1 >> (u64::BITS - INTERVAL_BITS)) as usize;
    let whole = (u64::from(zeros) + 1) << 32;
    match (LOG2.get(interval), LOG2.get(interval + 1)) {
        (Some(from), Some(to)) => (whole - to, whole - from),
        _ => (whole - (1 << 32), whole),
    }
}

/// The binary logarithm of a number between 1 and 2 in 1.63 fixed point, in units of 2^-32, rounded down: each
/// squaring gives one more binary digit. It is monotonic, rounding included.
const fn log2(mut value: u64) -> u64 {
    let mut fraction = 0_u64;
    let mut digit = 0;
    while digit < 32 {
        let square = (value as u128 * value as u128) >> 63;
        fraction <<= 1;
        value = if square >> 64 != 0 {
            fraction |= 1;
            (square >> 1) as u64
        } else {
            square as u64
        };
        digit += 1;
    }
    fraction
}

const INTERVAL_BITS: u32 = 8;
const INTERVALS: usize = 1 << INTERVAL_BITS;

/// The logarithms at the ends of equal intervals from 1 to 2.
static LOG2: [u64; INTERVALS + 1] = {
    let mut table = [0; INTERVALS + 1];
    let mut rest: &mut [u64] = &mut table;
    let mut interval = 0;
    while let [first, others @ ..] = rest {
        *first = match interval {
            INTERVALS => 1 << 32,
            _ => log2((1 << 63) | (interval as u64) << (63 - INTERVAL_BITS)),
        };
        rest = others;
        interval += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn known_logarithms() {
        let cases = [
            (u64::MAX, 0, "certainty"),
            ((1 << 63) - 1, 1 << 32, "a half"),
            ((1 << 62) - 1, 2 << 32, "a quarter"),
            (0, 64 << 32, "the least draw"),
            // 2^32 - floor(2^32 * log2(1.5))
            ((3 << 62) - 1, 1_782_572_487, "three quarters"),
        ];
        for (draw, log, what) in cases {
            assert_eq!(minus_log2(draw), log, "{what}");
        }
    }

    proptest! {
        #[test]
        fn bounds_hold_the_logarithm(draw: u64, shift in 0_u32..64) {
            for draw in [draw, draw >> shift, draw | u64::MAX << shift] {
                let (low, high) = bounds(draw);
                let exact = minus_log2(draw);
                prop_assert!(low <= exact && exact <= high, "{draw}: {low} {exact} {high}");
                prop_assert!(high - low < (1 << 32) / 100);
            }
        }

        #[test]
        fn it_is_the_logarithm(draw: u64, shift in 0_u32..64) {
            let draw = draw >> shift;
            let real = -((draw as f64 + 1.0) / 2_f64.powi(64)).log2() * 2_f64.powi(32);
            prop_assert!((minus_log2(draw) as f64 - real).abs() < 4.0, "{draw}: {real}");
        }

        #[test]
        fn it_never_grows_with_the_draw(one: u64, more in 0_u64..1 << 20) {
            prop_assert!(minus_log2(one) >= minus_log2(one.saturating_add(more)));
        }
    }
}
