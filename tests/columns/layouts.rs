//! The layouts of Arrow in which numbers and senders may lie.

use std::sync::Arc;

use arrow_array::types::{
    ArrowDictionaryKeyType, Int8Type, Int16Type, Int32Type, Int64Type, RunEndIndexType, UInt8Type,
    UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{
    Array, ArrayRef, BinaryArray, BinaryViewArray, BooleanArray, Date32Array, DictionaryArray,
    FixedSizeBinaryArray, Float32Array, Int64Array, LargeBinaryArray, LargeStringArray, NullArray,
    PrimitiveArray, RunArray, StringArray, StringViewArray, StructArray,
};
use arrow_buffer::ArrowNativeType;
use arrow_schema::{DataType, Field};
use originator::columns::{Column, Messages};
use originator::{BareDigits, Message};

use crate::{NUMBERS, assert_decided, assert_same, numbers, rows, world};

/// The same texts in every layout that Arrow has for texts and bytes.
fn every_layout(texts: &[Option<&str>]) -> Vec<ArrayRef> {
    let bytes = || texts.iter().map(|text| text.map(str::as_bytes));
    vec![
        Arc::new(StringArray::from(texts.to_vec())),
        Arc::new(LargeStringArray::from(texts.to_vec())),
        Arc::new(StringViewArray::from(texts.to_vec())),
        Arc::new(bytes().collect::<BinaryArray>()),
        Arc::new(bytes().collect::<LargeBinaryArray>()),
        Arc::new(bytes().collect::<BinaryViewArray>()),
    ]
}

/// Asserts that an array is decided as [`numbers`] are.
fn assert_numbers(what: &str, array: &dyn Array) {
    let column = Column::try_from(array).unwrap();
    assert_same(what, &Messages::to(column), |_, number| Message::to(number));
}

#[test]
fn every_layout_of_texts_is_decided_as_its_numbers_are() {
    for layout in every_layout(&numbers()) {
        assert_numbers(&layout.data_type().to_string(), &layout);
    }
}

/// A dictionary of these values with the numbers' places as keys; the last value is null.
fn dictionary<K: ArrowDictionaryKeyType>(values: &ArrayRef) -> ArrayRef {
    let keys = numbers().into_iter().enumerate().map(|(row, number)| {
        let place = NUMBERS.iter().position(|&known| Some(known) == number);
        // A null is one of the keys in some rows, and one of the values in others.
        let null = (row % 2 == 0).then_some(NUMBERS.len());
        place.or(null).map(K::Native::usize_as)
    });
    let keys: PrimitiveArray<K> = keys.collect();
    Arc::new(DictionaryArray::try_new(keys, Arc::clone(values)).unwrap())
}

#[test]
fn dictionaries_are_decided_as_their_values_are() {
    let words: Vec<Option<&str>> = NUMBERS.into_iter().map(Some).chain([None]).collect();
    for values in every_layout(&words) {
        let dictionaries = [
            dictionary::<Int8Type>(&values),
            dictionary::<Int16Type>(&values),
            dictionary::<Int32Type>(&values),
            dictionary::<Int64Type>(&values),
            dictionary::<UInt8Type>(&values),
            dictionary::<UInt16Type>(&values),
            dictionary::<UInt32Type>(&values),
            dictionary::<UInt64Type>(&values),
        ];
        for array in dictionaries {
            assert_numbers(&array.data_type().to_string(), &array);
        }
    }
    let values = Arc::new(StringArray::from(words)) as ArrayRef;
    let outer: ArrayRef = dictionary::<Int32Type>(&dictionary_of_itself(values));
    assert_numbers("a dictionary of a dictionary", &outer);
}

/// A dictionary that has each of the values once, in their order.
fn dictionary_of_itself(values: ArrayRef) -> ArrayRef {
    let keys: PrimitiveArray<Int16Type> = (0..values.len() as i16).collect();
    Arc::new(DictionaryArray::try_new(keys, values).unwrap())
}

#[test]
fn a_dictionary_without_values_is_nulls() {
    let keys = PrimitiveArray::<Int8Type>::from(vec![None, None]);
    let values = Arc::new(StringArray::from(Vec::<&str>::new()));
    let array = DictionaryArray::try_new(keys, values).unwrap();
    assert_refused("a dictionary without values", &array, 2);
}

/// Runs of two rows each, but for the last.
fn runs<R: RunEndIndexType>(values: &ArrayRef) -> RunArray<R> {
    let rows = numbers().len();
    let ends = (1..=values.len()).map(|run| R::Native::usize_as(rows.min(2 * run)));
    let ends: PrimitiveArray<R> = ends.map(Some).collect();
    RunArray::try_new(&ends, values).unwrap()
}

#[test]
fn runs_are_decided_as_their_values_are() {
    let of_runs: Vec<Option<&str>> = numbers().into_iter().step_by(2).collect();
    let (router, plan) = world();
    for values in every_layout(&of_runs) {
        let arrays: [ArrayRef; 3] = [
            Arc::new(runs::<Int16Type>(&values)),
            Arc::new(runs::<Int32Type>(&values)),
            Arc::new(runs::<Int64Type>(&values)),
        ];
        for array in arrays {
            for (start, len) in [(0, 250), (0, 1), (1, 2), (3, 240), (249, 1), (100, 0)] {
                let what = format!("{}, {len} rows from {start}", array.data_type());
                let column = Column::try_from(&*array.slice(start, len)).unwrap();
                let single = (start..start + len)
                    .map(|row| Message::to(of_runs[row / 2].unwrap_or_default()));
                assert_decided(&router, plan, &what, &Messages::to(column), single);
            }
        }
    }
}

#[test]
fn slices_of_dictionaries_are_decided_as_their_rows_are() {
    let words: Vec<Option<&str>> = NUMBERS.into_iter().map(Some).chain([None]).collect();
    let values = Arc::new(LargeStringArray::from(words)) as ArrayRef;
    let (router, plan) = world();
    let array = dictionary::<UInt8Type>(&values).slice(5, 100);
    let column = Column::try_from(&*array).unwrap();
    let single = numbers().into_iter().skip(5).take(100);
    let single = single.map(|number| Message::to(number.unwrap_or_default()));
    assert_decided(&router, plan, "a slice", &Messages::to(column), single);
}

#[test]
fn values_of_a_fixed_size_end_before_their_padding() {
    const SIZE: usize = 20;
    let values = numbers().into_iter().map(|number| {
        let mut value = number?.as_bytes().to_vec();
        value.resize(SIZE, 0);
        Some(value)
    });
    let array = FixedSizeBinaryArray::try_from_sparse_iter_with_size(values, SIZE as i32).unwrap();
    assert_numbers("a fixed size", &array);
    let middle = [Some(*b"+1202\x005550123")];
    let array = FixedSizeBinaryArray::try_from_sparse_iter_with_size(middle.into_iter(), 13);
    assert_refused("zero bytes inside", &array.unwrap(), 1);
}

/// Asserts that no row of an array is a number, and that this is no error.
fn assert_refused(what: &str, array: &dyn Array, count: usize) {
    let (router, plan) = world();
    let column = Column::try_from(array).unwrap();
    let none = std::iter::repeat_n(Message::to(""), count);
    assert_decided(&router, plan, what, &Messages::to(column.clone()), none);
    let reply = std::iter::repeat_n(Message::reply_to("+12025550123"), count);
    let customers = StringArray::from(vec!["+12025550123"; count]);
    let messages = Messages::reply_to(&customers);
    if array.logical_null_count() == count {
        let messages = messages.written_to(column);
        assert_decided(&router, plan, what, &messages, reply);
    }
}

#[test]
fn a_column_of_nulls_alone_is_refused_row_by_row() {
    let nulls: [ArrayRef; 5] = [
        Arc::new(NullArray::new(3)),
        Arc::new(StringArray::new_null(3)),
        Arc::new(Int64Array::new_null(3)),
        Arc::new(arrow_array::Float64Array::from(vec![f64::NAN; 3])),
        arrow_array::new_null_array(
            &DataType::Dictionary(Box::new(DataType::Int8), Box::new(DataType::Null)),
            3,
        ),
    ];
    for array in nulls {
        let what = array.data_type().to_string();
        let (router, plan) = world();
        let column = Column::try_from(&*array).unwrap();
        let decided = router.decide_columns(plan, &Messages::to(column)).unwrap();
        for row in rows(&decided) {
            assert_eq!(row[8].as_deref(), Some("invalid_number"), "{what}");
        }
        assert_eq!(decided.num_rows(), 3, "{what}");
    }
    assert_refused("the type Null", &NullArray::new(3), 3);
}

#[test]
fn what_comes_out_may_go_in() {
    let (router, plan) = world();
    let column = StringArray::from(numbers());
    let decided = router.decide_columns(plan, &Messages::to(&column)).unwrap();
    let given = |name| Column::try_from(&**decided.column_by_name(name).unwrap()).unwrap();
    let messages = Messages::reply_to(given("recipient")).written_to(given("sender"));
    let (recipients, senders): (Vec<_>, Vec<_>) = numbers()
        .into_iter()
        .map(|number| router.route(plan, number.unwrap_or_default()))
        .map(|it| {
            let text = |it: &dyn ToString| it.to_string();
            (
                it.recipient().map(|it| text(&it)).unwrap_or_default(),
                it.sender().map(|it| text(&it)),
            )
        })
        .unzip();
    let single = recipients.iter().zip(&senders).map(|(recipient, sender)| {
        let message = Message::reply_to(recipient);
        match sender {
            Some(sender) => message.written_to(sender),
            None => message,
        }
    });
    assert_decided(&router, plan, "replies", &messages, single);
}

#[test]
fn types_that_hold_no_phone_numbers_are_errors() {
    let field = Arc::new(Field::new("to", DataType::Utf8, true));
    let texts = Arc::new(StringArray::from(vec!["+12025550123"])) as ArrayRef;
    let booleans = Arc::new(BooleanArray::from(vec![true])) as ArrayRef;
    let cases: [(&str, &dyn Array, &str); 5] = [
        (
            "a boolean",
            &booleans,
            "a column of type Boolean cannot hold phone numbers: use texts, bytes, integers, 64-bit floats or decimals",
        ),
        (
            "a date",
            &Date32Array::from(vec![1]),
            "a column of type Date32 cannot hold phone numbers: use texts, bytes, integers, 64-bit floats or decimals",
        ),
        (
            "a dictionary of what is none",
            &dictionary_of_itself(Arc::clone(&booleans)),
            "a column of type Boolean cannot hold phone numbers: use texts, bytes, integers, 64-bit floats or decimals",
        ),
        (
            "a table",
            &StructArray::from(vec![(field, texts)]),
            "a column of type Struct(\"to\": Utf8) cannot hold phone numbers: use texts, bytes, integers, 64-bit floats or decimals",
        ),
        (
            "floats of 32 bits, which round a number of eleven digits",
            &Float32Array::from(vec![46_701_740_605.0]),
            "Float32 cannot represent every integer above 16,777,216, and phone numbers are larger: read the column \
             from its source again, as text",
        ),
    ];
    for (what, array, expected) in cases {
        let error = Column::try_from(array).unwrap_err();
        assert_eq!(error.to_string(), expected, "{what}");
    }
}

#[test]
fn runs_of_more_rows_than_can_be_decided_are_an_error() {
    let rows = 200_000_000;
    let ends = PrimitiveArray::<Int64Type>::from(vec![rows]);
    let values = StringArray::from(vec!["+12025550123"]);
    let array = RunArray::<Int64Type>::try_new(&ends, &values).unwrap();
    let error = Column::try_from(&array as &dyn Array).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the columns have 200000000 rows, but at most 134217727 can be decided at once: slice the columns"
    );
}

#[test]
fn dictionaries_and_runs_of_integers_are_decided_as_their_digits_are() {
    let (router, plan) = world();
    let values = Arc::new(Int64Array::from(vec![
        Some(12_025_550_123),
        None,
        Some(46_701_740_699),
    ]));
    let keys = PrimitiveArray::<Int8Type>::from(vec![Some(2), Some(1), None, Some(0)]);
    let dictionary = DictionaryArray::try_new(keys, Arc::clone(&values) as ArrayRef).unwrap();
    let ends = PrimitiveArray::<Int32Type>::from(vec![1, 2, 4]);
    let runs = RunArray::<Int32Type>::try_new(&ends, &*values).unwrap();
    let cases: [(&dyn Array, [&str; 4]); 2] = [
        (&dictionary, ["46701740699", "", "", "12025550123"]),
        (&runs, ["12025550123", "", "46701740699", "46701740699"]),
    ];
    for (array, expected) in cases {
        let column = Column::try_from(array).unwrap();
        let messages = Messages::to(column).bare_digits(BareDigits::International);
        let single =
            expected.map(|number| Message::to(number).bare_digits(BareDigits::International));
        assert_decided(
            &router,
            plan,
            &array.data_type().to_string(),
            &messages,
            single,
        );
    }
}
