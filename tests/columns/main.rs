//! A column of messages is decided as each of them is.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that goes wrong should stop"
)]

mod digits;
mod layouts;

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{ArrowDictionaryKeyType, Int8Type, Int16Type, Int32Type};
use arrow_array::{Array, ArrayRef, LargeStringArray, RecordBatch, StringArray};
use arrow_buffer::ArrowNativeType;
use originator::columns::{Messages, schema};
use originator::{BareDigits, Message, PlanId, RecordField, Router, UseCase};

const MAP: &str = r#"
originators:
  US: { pool: ["+12025550142", { sender: "+13125550123", weight: 3 }] }
  GB: [RETAIL, "+447700900142"]
  SE: "+46701740605"
  DE: RETAIL
  CA: ["+14165550142", { sender: "+16045550142", state: replies_only }]
  IN: [{ sender: RTLOTP, for: [otp] }, { sender: "56767", two_way: false }]
  NG: omit
  CU: refuse
  FR: "+46701740605"
borrow: { PR: [US], GG: [GB] }
refuse_line_types: [premium_rate]
default_region: SE
"#;

/// Numbers that are decided for every reason there is in a map like this, and what is no number.
const NUMBERS: [&str; 24] = [
    "+12025550123",
    "+12025550199",
    "+1 202 555 0123",
    "+46701740699",
    "070-174 06 99",
    "0046701740699",
    "+447700900123",
    "+447911123456",
    "+33612345678",
    "+4915123456789",
    "+14165550123",
    "+919845012345",
    "+2348012345678",
    "+5352345678",
    "+17875550123",
    "+61412345678",
    "+881612345678",
    "+390669812345",
    "+12425550123",
    "+1202555012x",
    "12345",
    "+1",
    "",
    "+999999999999999",
];

fn world() -> (Router, PlanId) {
    let router = Router::from_yaml("map", MAP).unwrap();
    let plan = router.default_plan().unwrap();
    (router, plan)
}

/// More rows than are read at once, and not a multiple of them.
fn numbers() -> Vec<Option<&'static str>> {
    let mut numbers: Vec<Option<&str>> = NUMBERS
        .iter()
        .cycle()
        .take(250)
        .copied()
        .map(Some)
        .collect();
    numbers[7] = None;
    numbers[249] = None;
    numbers
}

fn words<K: ArrowDictionaryKeyType>(column: &ArrayRef) -> Vec<Option<String>> {
    let column = column.as_dictionary::<K>();
    let texts = column.values().as_string::<i32>();
    let keys = column.keys().iter();
    keys.map(|key| key.map(|key| texts.value(key.as_usize()).to_owned()))
        .collect()
}

/// The columns, as lists of texts.
fn rows(batch: &RecordBatch) -> Vec<Vec<Option<String>>> {
    let columns: Vec<Vec<Option<String>>> = batch
        .schema()
        .fields()
        .iter()
        .zip(batch.columns())
        .map(|(field, column)| match field.name().as_str() {
            "recipient" => {
                let texts = column.as_string::<i32>().iter();
                texts.map(|text| text.map(str::to_owned)).collect()
            }
            "region" => words::<Int16Type>(column),
            "sender" => words::<Int32Type>(column),
            "warnings" => {
                let lists = column.as_list::<i32>();
                let joined = (0..lists.len()).map(|row| {
                    let words = words::<Int8Type>(&lists.value(row));
                    Some(words.into_iter().flatten().collect::<Vec<_>>().join(" "))
                });
                joined.collect()
            }
            _ => words::<Int8Type>(column),
        })
        .collect();
    (0..batch.num_rows())
        .map(|row| columns.iter().map(|column| column[row].clone()).collect())
        .collect()
}

/// The same of the decision about one message.
fn row(router: &Router, plan: PlanId, message: &Message<'_>) -> Vec<Option<String>> {
    let decision = router.decide(plan, message);
    let record = decision.record("", "default");
    let warnings: Vec<&str> = record.warnings.iter().map(|it| it.as_str()).collect();
    vec![
        record.recipient.map(|it| it.to_string()),
        record.region.map(|it| it.to_string()),
        record.line_type.map(|it| it.to_string()),
        record.validity.map(|it| it.to_string()),
        Some(record.plan.to_owned()),
        Some(record.outcome.to_string()),
        record.sender.map(|it| it.to_string()),
        record.sender_kind.map(|it| it.to_string()),
        Some(record.reason.to_string()),
        Some(warnings.join(" ")),
        record.read_as.map(|it| it.to_string()),
    ]
}

/// Asserts that messages are decided in columns as they are one by one.
fn assert_same<'m>(
    what: &str,
    messages: &Messages<'_>,
    single: impl Fn(usize, &'m str) -> Message<'m>,
) {
    let (router, plan) = world();
    let expected = numbers().into_iter().enumerate();
    let expected = expected.map(|(index, number)| single(index, number.unwrap_or_default()));
    assert_decided(&router, plan, what, messages, expected);
}

/// Asserts that messages are decided in columns as others are one by one.
fn assert_decided<'m>(
    router: &Router,
    plan: PlanId,
    what: &str,
    messages: &Messages<'_>,
    single: impl IntoIterator<Item = Message<'m>>,
) {
    let decided = router.decide_columns(plan, messages).unwrap();
    assert_eq!(decided.schema(), schema(), "{what}");
    let single = single.into_iter();
    let expected: Vec<_> = single.map(|message| row(router, plan, &message)).collect();
    for (row, (decided, expected)) in rows(&decided).iter().zip(&expected).enumerate() {
        assert_eq!(decided, expected, "{what}, row {row}");
    }
    assert_eq!(decided.num_rows(), expected.len(), "{what}");
}

#[test]
fn a_slice_is_decided_as_its_rows_are() {
    let mut more = vec![Some("+12025550123"), None];
    more.extend(numbers());
    let sliced = StringArray::from(more).slice(2, numbers().len());
    assert_same("slice", &Messages::to(&sliced), |_, number| {
        Message::to(number)
    });
}

#[test]
fn terms_are_those_of_every_message() {
    let column = StringArray::from(numbers());
    assert_same(
        "needs a reply",
        &Messages::to(&column).needs_reply(),
        |_, number| Message::to(number).needs_reply(),
    );
    assert_same(
        "a code",
        &Messages::to(&column).use_case(UseCase::Otp),
        |_, number| Message::to(number).use_case(UseCase::Otp),
    );
    assert_same(
        "a sender",
        &Messages::to(&column).sender("RETAIL"),
        |_, number| Message::to(number).sender("RETAIL"),
    );
    for bare_digits in [
        BareDigits::Refuse,
        BareDigits::International,
        BareDigits::National("SE".parse().unwrap()),
        BareDigits::National("US".parse().unwrap()),
    ] {
        assert_same(
            "what bare digits are",
            &Messages::to(&column).bare_digits(bare_digits),
            |_, number| Message::to(number).bare_digits(bare_digits),
        );
    }
}

#[test]
fn replies_know_which_sender_each_customer_wrote_to() {
    let ours = [
        Some("+46701740605"),
        None,
        Some("+16045550142"),
        Some("RETAIL"),
        Some("+447700900999"),
    ];
    let cycle = |index: usize| ours[index % ours.len()];
    let customers = StringArray::from(numbers());
    let senders = LargeStringArray::from((0..250).map(cycle).collect::<Vec<_>>());
    assert_same(
        "replies",
        &Messages::reply_to(&customers).written_to(&senders),
        |index, number| match cycle(index) {
            Some(sender) => Message::reply_to(number).written_to(sender),
            None => Message::reply_to(number),
        },
    );
    assert_same(
        "replies to nobody knows what",
        &Messages::reply_to(&customers),
        |_, number| Message::reply_to(number),
    );
}

#[test]
fn closed_lists_have_the_same_dictionary_in_every_batch() {
    let (router, plan) = world();
    let decide = |number| {
        let numbers = StringArray::from(vec![number]);
        let decided = router
            .decide_columns(plan, &Messages::to(&numbers))
            .unwrap();
        let region = decided.column_by_name("region").unwrap();
        region.as_dictionary::<Int16Type>().values().clone()
    };
    let (one, other) = (decide("+12025550123"), decide("+46701740699"));
    assert!(Arc::ptr_eq(&one, &other));
}

#[test]
fn what_cannot_be_decided_together_is_an_error_that_says_so() {
    let (router, plan) = world();
    let (two, one) = (
        StringArray::from(vec!["+12025550123", "+46701740699"]),
        StringArray::from(vec!["+46701740605"]),
    );
    let messages = Messages::reply_to(&two).written_to(&one);
    let error = router.decide_columns(plan, &messages).unwrap_err();
    assert_eq!(
        error.to_string(),
        "there are 2 customers, but 1 senders that they wrote to: give a sender or null for each customer"
    );
}

#[test]
fn a_plan_that_left_the_map_refuses_and_none_gives_none() {
    let (router, plan) = world();
    router
        .reload("service_plans: { other: { originators: { US: \"+12025550142\" } } }")
        .unwrap();
    let numbers = StringArray::from(vec!["+12025550123"]);
    let decided = router
        .decide_columns(plan, &Messages::to(&numbers))
        .unwrap();
    assert_eq!(rows(&decided)[0][8].as_deref(), Some("unknown_plan"));
    let none = StringArray::from(Vec::<&str>::new());
    assert_eq!(
        router
            .decide_columns(plan, &Messages::to(&none))
            .unwrap()
            .num_rows(),
        0
    );
}

/// The columns are the fields of a record, less the input, which the caller has as a column already.
#[test]
fn the_columns_are_the_fields_of_a_record() {
    let fields: Vec<&str> = RecordField::ALL
        .into_iter()
        .map(RecordField::as_str)
        .collect();
    let schema = schema();
    let columns: Vec<&str> = schema
        .fields()
        .iter()
        .map(|it| it.name().as_str())
        .collect();
    assert_eq!(fields[0], "input");
    assert_eq!(columns, fields[1..]);
}
