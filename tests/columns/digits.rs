//! Columns of integers, floats and decimals, which are decided as the texts of their digits are.

use std::sync::Arc;

use arrow_array::types::{
    ArrowPrimitiveType, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
};
use arrow_array::{
    Array, ArrayRef, Decimal32Array, Decimal64Array, Decimal128Array, Decimal256Array,
    Float64Array, Int64Array, PrimitiveArray, StringArray,
};
use arrow_buffer::i256;
use arrow_schema::DataType;
use originator::columns::{Column, Messages};
use originator::{BareDigits, Message, Router};
use proptest::prelude::*;

use crate::{assert_decided, rows, world};

/// Stands for null in lists of texts.
const NULL: &str = "";

/// Asserts that an array is decided as the digits are, whatever bare digits mean. A text that is no number stands for
/// values without digits.
fn assert_digits(what: &str, array: &dyn Array, digits: &[String]) {
    let (router, plan) = world();
    let column = Column::try_from(array).unwrap();
    for bare_digits in [
        BareDigits::Refuse,
        BareDigits::International,
        BareDigits::National("US".parse().unwrap()),
        BareDigits::National("SE".parse().unwrap()),
        BareDigits::National("RU".parse().unwrap()),
    ] {
        let messages = Messages::to(column.clone()).bare_digits(bare_digits);
        let single = digits
            .iter()
            .map(|number| Message::to(number).bare_digits(bare_digits));
        let what = format!("{what}, {} as {bare_digits:?}", array.data_type());
        assert_decided(&router, plan, &what, &messages, single);
    }
}

/// Values of a type and their digits: its least and greatest, and what fits of some phone numbers.
fn integers<T: ArrowPrimitiveType>() -> (ArrayRef, Vec<String>)
where
    T::Native: TryFrom<i128> + std::fmt::Display,
{
    let candidates = [
        0,
        112,
        255,
        56_767,
        2_025_550_123,
        12_025_550_123,
        46_701_740_605,
        447_911_123_456,
        701_740_605,
        999_999_999_999_999,
        // The international prefix of Russia, and a number.
        81_046_701_740_605,
        8_103_906_698_123_450_000,
        -1,
        -46_701_740_605,
        i128::from(i8::MIN),
        i128::from(u8::MAX),
        i128::from(i64::MIN),
        i128::from(i64::MAX),
        i128::from(u64::MAX),
    ];
    let fit: Vec<T::Native> = candidates
        .into_iter()
        .filter_map(|it| T::Native::try_from(it).ok())
        .collect();
    let digits = fit.iter().map(|value| match value.to_string() {
        negative if negative.starts_with('-') => "no number".to_owned(),
        digits => digits,
    });
    let mut digits: Vec<String> = digits.collect();
    digits.insert(1, NULL.to_owned());
    let mut values: Vec<Option<T::Native>> = fit.into_iter().map(Some).collect();
    values.insert(1, None);
    let array: PrimitiveArray<T> = values.into_iter().collect();
    (Arc::new(array), digits)
}

#[test]
fn integers_of_every_width_are_decided_as_their_digits_are() {
    for (array, digits) in [
        integers::<Int8Type>(),
        integers::<Int16Type>(),
        integers::<Int32Type>(),
        integers::<Int64Type>(),
        integers::<UInt8Type>(),
        integers::<UInt16Type>(),
        integers::<UInt32Type>(),
        integers::<UInt64Type>(),
    ] {
        assert_digits("integers", &array, &digits);
        let slice = array.slice(2, 1);
        assert_digits("a slice", &slice, &digits[2..3]);
    }
}

#[test]
fn integers_are_read_as_numbers_that_can_be_sent_to() {
    let (router, plan) = world();
    let numbers = Int64Array::from(vec![Some(46_701_740_699), Some(12_025_550_123), None]);
    let column = Column::try_from(&numbers as &dyn Array).unwrap();
    let messages = Messages::to(column).bare_digits(BareDigits::International);
    let decided = rows(&router.decide_columns(plan, &messages).unwrap());
    let shown: Vec<[Option<&str>; 3]> = decided
        .iter()
        .map(|row| [0, 8, 10].map(|column| row[column].as_deref()))
        .collect();
    assert_eq!(
        shown,
        [
            [Some("+46701740699"), Some("domestic"), Some("bare")],
            [Some("+12025550123"), Some("domestic"), Some("bare")],
            [None, Some("invalid_number"), None],
        ]
    );
}

const NO_NUMBER: &str = "no number";

#[test]
fn floats_that_are_whole_are_decided_as_their_digits_are() {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let cases = [
        (46_701_740_605.0, "46701740605", "a number"),
        (12_025_550_123.0, "12025550123", "a number"),
        (
            701_740_605.0,
            "701740605",
            "a national number that lost its 0",
        ),
        (
            999_999_999_999_999.0,
            "999999999999999",
            "fifteen digits, the most",
        ),
        (EXACT, "9007199254740992", "the last that is exact"),
        (EXACT * 2.0, NO_NUMBER, "it may have been another number"),
        (4.670_174_060_5e30, NO_NUMBER, "far above what is exact"),
        (0.0, "0", "zero"),
        (-0.0, "0", "zero, which has no sign"),
        (-46_701_740_605.0, NO_NUMBER, "negative"),
        (46_701_740_605.5, NO_NUMBER, "a fraction"),
        (
            46_701.740_605,
            NO_NUMBER,
            "a fraction that must not become a full stop in a number",
        ),
        (0.5, NO_NUMBER, "a fraction alone"),
        (f64::INFINITY, NO_NUMBER, "infinite"),
        (f64::NEG_INFINITY, NO_NUMBER, "negative and infinite"),
        (f64::NAN, NULL, "what pandas has for null"),
        (f64::MIN_POSITIVE, NO_NUMBER, "the least"),
    ];
    for (value, digits, reason) in cases {
        let array = Float64Array::from(vec![Some(value), None]);
        assert_digits(reason, &array, &[digits.to_owned(), NULL.to_owned()]);
    }
}

#[test]
fn decimals_without_a_fraction_are_decided_as_their_digits_are() {
    let wide = |text: &str| i256::from_string(text).unwrap();
    let most = i256::MAX.to_string();
    let cases: [(&str, ArrayRef, &[&str]); 7] = [
        (
            "nine digits",
            Arc::new(
                Decimal32Array::from(vec![Some(701_740_605), Some(-701_740_605), None])
                    .with_precision_and_scale(9, 0)
                    .unwrap(),
            ),
            &["701740605", NO_NUMBER, NULL],
        ),
        (
            "two places behind the point",
            Arc::new(
                Decimal64Array::from(vec![4_670_174_060_500, 4_670_174_060_550, 0])
                    .with_precision_and_scale(18, 2)
                    .unwrap(),
            ),
            &["46701740605", NO_NUMBER, "0"],
        ),
        (
            "as Spark and databases have them",
            Arc::new(
                Decimal128Array::from(vec![46_701_740_605, i128::MAX, 10_i128.pow(37)])
                    .with_precision_and_scale(38, 0)
                    .unwrap(),
            ),
            &["46701740605", NO_NUMBER, NO_NUMBER],
        ),
        (
            "polars' form of 12025550123.000…",
            Arc::new(
                Decimal128Array::from(vec![12_025_550_123 * 10_i128.pow(20), 1])
                    .with_precision_and_scale(38, 20)
                    .unwrap(),
            ),
            &["12025550123", NO_NUMBER],
        ),
        (
            "a scale below zero",
            Arc::new(
                Decimal128Array::from(vec![4_670_174, 0, i128::MAX / 10])
                    .with_precision_and_scale(38, -4)
                    .unwrap(),
            ),
            &["46701740000", "0", NO_NUMBER],
        ),
        (
            "256 bits",
            Arc::new(
                Decimal256Array::from(vec![wide("46701740605"), wide(&most), wide("-1")])
                    .with_precision_and_scale(76, 0)
                    .unwrap(),
            ),
            &["46701740605", NO_NUMBER, NO_NUMBER],
        ),
        (
            "256 bits with the largest scale",
            Arc::new(
                Decimal256Array::from(vec![i256::ZERO, i256::ONE])
                    .with_precision_and_scale(76, 76)
                    .unwrap(),
            ),
            &["0", NO_NUMBER],
        ),
    ];
    for (what, array, digits) in cases {
        let digits: Vec<String> = digits.iter().map(|&text| text.to_owned()).collect();
        assert_digits(what, &array, &digits);
    }
}

const NO_BARE_DIGITS: &str = "numbers in a column of type Int64 have no `+`, and the meaning of their digits is not set: set `bare_digits` \
     to international if they are E.164 without the `+`, or to the region whose national numbers they are";

#[test]
fn integers_need_to_be_told_what_their_digits_mean() {
    let plan = |settings: &str| format!("originators: {{ SE: \"+46701740605\" }}\n{settings}");
    let sweden = BareDigits::National("SE".parse().unwrap());
    let cases = [
        ("", None, Err(NO_BARE_DIGITS), "nobody says"),
        (
            "bare_digits: refuse",
            None,
            Err(NO_BARE_DIGITS),
            "the plan only has the default",
        ),
        (
            "bare_digits: international",
            None,
            Ok("domestic"),
            "the plan says it",
        ),
        (
            "default_region: SE",
            None,
            Ok("domestic"),
            "the plan has a region, where the number is read by its own country code",
        ),
        (
            "",
            Some(BareDigits::International),
            Ok("domestic"),
            "the messages say it",
        ),
        (
            "",
            Some(sweden),
            Ok("domestic"),
            "the messages have a region",
        ),
        (
            "",
            Some(BareDigits::Refuse),
            Ok("invalid_number"),
            "the messages say that bare digits are refused",
        ),
    ];
    for (settings, bare_digits, expected, reason) in cases {
        let router = Router::from_yaml("map", &plan(settings)).unwrap();
        let plan = router.default_plan().unwrap();
        let numbers = Int64Array::from(vec![None, Some(46_701_740_699)]);
        let numbers = Column::try_from(&numbers as &dyn Array).unwrap();
        let mut messages = Messages::to(numbers);
        if let Some(bare_digits) = bare_digits {
            messages = messages.bare_digits(bare_digits);
        }
        let decided = router.decide_columns(plan, &messages);
        let decided = decided.map_err(|error| error.to_string());
        let shown = decided.map(|batch| rows(&batch)[1][8].clone().unwrap());
        assert_eq!(
            shown.as_deref().map_err(String::as_str),
            expected,
            "{reason}"
        );
    }
}

#[test]
fn what_has_no_values_needs_nothing_said() {
    let router = Router::from_yaml("map", "originators: { SE: \"+46701740605\" }").unwrap();
    let plan = router.default_plan().unwrap();
    let cases: [(&str, ArrayRef); 4] = [
        ("no rows", Arc::new(Int64Array::from(Vec::<i64>::new()))),
        ("nulls", Arc::new(Int64Array::new_null(2))),
        ("not a number", Arc::new(Float64Array::from(vec![f64::NAN]))),
        ("texts", Arc::new(StringArray::from(vec!["46701740699"]))),
    ];
    for (what, array) in cases {
        let column = Column::try_from(&*array).unwrap();
        let decided = router.decide_columns(plan, &Messages::to(column)).unwrap();
        for row in rows(&decided) {
            assert_eq!(row[8].as_deref(), Some("invalid_number"), "{what}");
        }
        assert_eq!(decided.num_rows(), array.len(), "{what}");
    }
}

#[test]
fn a_plan_that_left_the_map_is_told_before_its_digits_are_asked_for() {
    let router = Router::from_yaml("map", "originators: { SE: \"+46701740605\" }").unwrap();
    let plan = router.default_plan().unwrap();
    router
        .reload("service_plans: { other: { originators: { SE: \"+46701740605\" } } }")
        .unwrap();
    let numbers = Int64Array::from(vec![46_701_740_699]);
    let column = Column::try_from(&numbers as &dyn Array).unwrap();
    let decided = router.decide_columns(plan, &Messages::to(column)).unwrap();
    assert_eq!(rows(&decided)[0][8].as_deref(), Some("unknown_plan"));
}

#[test]
fn senders_may_be_integers_and_need_nothing_said() {
    let map = "originators: { US: { pool: [\"+12025550142\", \"56767\"] }, SE: \"+46701740605\" }";
    let router = Router::from_yaml("map", map).unwrap();
    let plan = router.default_plan().unwrap();
    let cases = [
        (
            Some(46_701_740_605_i64),
            Some("46701740605"),
            "a long number",
        ),
        (Some(56_767), Some("56767"), "a short code"),
        (Some(-1), Some("-1"), "a sender of nobody, with its warning"),
        (None, None, "nobody knows"),
    ];
    let senders: Int64Array = cases.iter().map(|(sender, ..)| *sender).collect();
    assert_eq!(senders.data_type(), &DataType::Int64);
    let senders = Column::try_from(&senders as &dyn Array).unwrap();
    let customers = StringArray::from(vec!["+12025550123"; cases.len()]);
    let messages = Messages::reply_to(&customers).written_to(senders);
    let single = cases.map(|(_, text, _)| {
        let message = Message::reply_to("+12025550123");
        text.map_or(message, |text| message.written_to(text))
    });
    assert_decided(&router, plan, "senders as integers", &messages, single);
    let decided = rows(&router.decide_columns(plan, &messages).unwrap());
    let warnings: Vec<_> = decided.iter().map(|row| row[9].as_deref()).collect();
    assert_eq!(
        warnings,
        [Some(""), Some(""), Some("not_our_number"), Some("")]
    );
}

proptest! {
    #[test]
    fn an_integer_is_decided_as_its_text_is(value in any::<u64>(), shift in 0_u32..64) {
        // Of every number of digits.
        let value = value >> shift;
        let array = PrimitiveArray::<UInt64Type>::from(vec![value]);
        assert_digits("an integer", &array, &[value.to_string()]);
    }

    #[test]
    fn a_float_is_decided_as_its_digits_are_or_not_at_all(value in any::<f64>(), whole in any::<i64>(), shift in 0_u32..63) {
        for value in [value, (whole >> shift) as f64] {
            let array = Float64Array::from(vec![value]);
            let text = value.abs().to_string();
            let is_whole = text.bytes().all(|byte| byte.is_ascii_digit());
            let is_number = is_whole && (0.0..=9_007_199_254_740_992.0).contains(&value);
            let digits = if is_number { text } else { NO_NUMBER.to_owned() };
            assert_digits("a float", &array, &[digits]);
        }
    }
}
