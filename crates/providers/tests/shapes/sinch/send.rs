//! Sends: what a request is for, and the bytes of its body with a sender set.

use originator::Sender;
use originator_providers::sinch::send::{Purpose, Recipient, SendRequest, SenderField};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const SENDER: &str = "+12025550142";

fn sender() -> Sender {
    SENDER.parse().unwrap()
}

/// The body with the sender, or `Err` with the sender that it names.
fn filled(body: &[u8]) -> Result<Vec<u8>, String> {
    let request = SendRequest::read(body).unwrap();
    assert_eq!(request.body(), body);
    let Purpose::Sms(sms) = request.purpose() else {
        panic!("not an SMS");
    };
    match sms.sender() {
        SenderField::Open(slot) => Ok(slot.fill(sender())),
        SenderField::Given(given) => Err(given.clone()),
    }
}

#[test]
fn the_sender_goes_where_it_belongs_and_no_other_byte_changes() {
    let cases = [
        (
            r#"{"app_id":"A","message":{}}"#,
            r#"{"channel_properties":{"SMS_SENDER":"+12025550142"},"app_id":"A","message":{}}"#,
            "absent",
        ),
        (
            "\u{20}\n{ }\t",
            "\u{20}\n{\"channel_properties\":{\"SMS_SENDER\":\"+12025550142\"} }\t",
            "nothing at all",
        ),
        (
            r#"{"channel_properties" : null , "app_id":"A"}"#,
            r#"{"channel_properties" : {"SMS_SENDER":"+12025550142"} , "app_id":"A"}"#,
            "null",
        ),
        (
            r#"{"channel_properties":{ }}"#,
            r#"{"channel_properties":{"SMS_SENDER":"+12025550142" }}"#,
            "empty",
        ),
        (
            r#"{"app_id":"A","channel_properties": { "SMS_FLASH_MESSAGE":"true"}}"#,
            r#"{"app_id":"A","channel_properties": {"SMS_SENDER":"+12025550142", "SMS_FLASH_MESSAGE":"true"}}"#,
            "other properties",
        ),
        (
            r#"{"channel_properties":{"SMS_FLASH_MESSAGE":"true","SMS_SENDER":null}}"#,
            r#"{"channel_properties":{"SMS_FLASH_MESSAGE":"true","SMS_SENDER":"+12025550142"}}"#,
            "a null sender",
        ),
        (
            r#"{"channel_properties":{"SMS_SENDER" :"", "SMS_FLASH_MESSAGE":"true"}}"#,
            r#"{"channel_properties":{"SMS_SENDER" :"+12025550142", "SMS_FLASH_MESSAGE":"true"}}"#,
            "an empty sender",
        ),
        (
            r#"{"channel\u005fproperties":{}}"#,
            r#"{"channel\u005fproperties":{"SMS_SENDER":"+12025550142"}}"#,
            "an escaped name",
        ),
        (
            r#"{"channelProperties":{"\u0053MS_SENDER":""}}"#,
            r#"{"channelProperties":{"\u0053MS_SENDER":"+12025550142"}}"#,
            "camel case, and an escape",
        ),
        (
            r#"{"message":{"channel_properties":{"SMS_SENDER":"X"}},"channel_properties":{}}"#,
            r#"{"message":{"channel_properties":{"SMS_SENDER":"X"}},"channel_properties":{"SMS_SENDER":"+12025550142"}}"#,
            "the same names deeper down",
        ),
        (
            r#"{"metadata":"{\"channel_properties\":{}}","\"channel_properties":{}}"#,
            r#"{"channel_properties":{"SMS_SENDER":"+12025550142"},"metadata":"{\"channel_properties\":{}}","\"channel_properties":{}}"#,
            "texts and names that look like it",
        ),
    ];
    for (body, expected, why) in cases {
        let filled = String::from_utf8(filled(body.as_bytes()).unwrap()).unwrap();
        assert_eq!(filled, expected, "{why}");
        let given: Value = serde_json::from_str(&filled).unwrap();
        let properties = given
            .get("channel_properties")
            .or(given.get("channelProperties"));
        assert_eq!(properties.unwrap()["SMS_SENDER"], SENDER, "{why}");
    }
}

/// The bytes that the provider's Python client 2.3.0 sends.
#[test]
fn a_real_clients_bodies() {
    let body = br#"{"app_id": "A", "recipient": {"identified_by": {"channel_identities": [{"channel": "SMS", "identity": "+46701740605"}]}}, "message": {"text_message": {"text": "Hi \u00e5"}}}"#;
    let expected = br#"{"channel_properties":{"SMS_SENDER":"+12025550142"},"app_id": "A", "recipient": {"identified_by": {"channel_identities": [{"channel": "SMS", "identity": "+46701740605"}]}}, "message": {"text_message": {"text": "Hi \u00e5"}}}"#;
    assert_eq!(filled(body).unwrap(), expected);
    let body = br#"{"app_id": "A", "recipient": {"contact_id": "C"}, "message": {"text_message": {"text": "Hi"}}, "channel_priority_order": ["SMS"], "channel_properties": {"SMS_FLASH_MESSAGE": "true"}}"#;
    let expected = br#"{"app_id": "A", "recipient": {"contact_id": "C"}, "message": {"text_message": {"text": "Hi"}}, "channel_priority_order": ["SMS"], "channel_properties": {"SMS_SENDER":"+12025550142","SMS_FLASH_MESSAGE": "true"}}"#;
    assert_eq!(filled(body).unwrap(), expected);
}

#[test]
fn a_sender_that_is_given_stays() {
    for (body, given) in [
        (
            r#"{"channel_properties":{"SMS_SENDER":"RETAIL"}}"#,
            "RETAIL",
        ),
        (
            r#"{"channelProperties":{"SMS\u005fSENDER":"\u002b46701740605"}}"#,
            "+46701740605",
        ),
        (r#"{"channel_properties":{"SMS_SENDER":" "}}"#, " "),
    ] {
        assert_eq!(filled(body.as_bytes()), Err(given.to_owned()), "{body}");
    }
}

#[test]
fn what_a_request_is_for() {
    let number = Recipient::Number("+46701740605");
    let contact = Recipient::Contact("01CONTACT");
    let sms = r#"{"channel":"SMS","identity":"+46701740605"}"#;
    let chat = r#"{"channel":"WHATSAPP","identity":"46701740605"}"#;
    let by = |identities: &str| {
        format!(r#""recipient":{{"identified_by":{{"channel_identities":[{identities}]}}}}"#)
    };
    let contact_id = r#""recipient":{"contact_id":"01CONTACT"}"#.to_owned();
    let cases = [
        (by(sms), "", Some((number, true)), "an SMS identity"),
        (by(chat), "", None, "another channel's identity"),
        (
            by(&format!("{chat},{sms}")),
            "",
            Some((number, false)),
            "both, in the identities' order",
        ),
        (
            by(&format!("{chat},{sms}")),
            r#"["SMS"]"#,
            Some((number, true)),
            "both, but SMS alone is asked for",
        ),
        (
            by(&format!("{chat},{sms}")),
            r#"["WHATSAPP"]"#,
            None,
            "both, but SMS is not asked for",
        ),
        (
            by(sms),
            r#"["RCS","SMS"]"#,
            Some((number, true)),
            "another channel is asked for, but has no identity",
        ),
        (
            by(&format!("{chat},{sms}")),
            r#"["SMS","WHATSAPP"]"#,
            Some((number, false)),
            "two channels with an identity each",
        ),
        (
            by(sms),
            r#"["SMS","CHANNEL_UNSPECIFIED"]"#,
            Some((number, true)),
            "the word for no channel is none",
        ),
        (
            by(sms),
            r#"[""]"#,
            Some((number, true)),
            "an order of no channel is none",
        ),
        (
            by(sms),
            r#"["sms"]"#,
            Some((number, true)),
            "a channel is known however it is written",
        ),
        (
            by(&format!(r#"{{"channel":"","identity":"1"}},{sms}"#)),
            "",
            Some((number, true)),
            "an identity of no channel is none",
        ),
        (
            by(&sms.replace("SMS", " Sms ")),
            "",
            Some((number, true)),
            "an identity is known however its channel is written",
        ),
        (
            by(&format!("{sms},{}", sms.replace("\"+", "\""))),
            "",
            Some((number, true)),
            "the same identity, with and without its plus",
        ),
        (
            contact_id.clone(),
            r#"["SMS","WHATSAPP"]"#,
            Some((contact, false)),
            "two channels of a contact",
        ),
        (
            by(sms),
            "[]",
            Some((number, true)),
            "an empty order is none",
        ),
        (
            by(sms),
            "null",
            Some((number, true)),
            "a null order is none",
        ),
        (
            by(&format!("{sms},{sms}")),
            "",
            Some((number, true)),
            "the same identity twice",
        ),
        (
            by(chat),
            r#"["SMS"]"#,
            Some((Recipient::Unknown, true)),
            "SMS without an SMS identity",
        ),
        (
            contact_id.clone(),
            "",
            Some((contact, false)),
            "any channel that the contact has",
        ),
        (
            contact_id.clone(),
            r#"["SMS"]"#,
            Some((contact, true)),
            "a contact, by SMS",
        ),
        (
            contact_id.clone(),
            r#"["MMS"]"#,
            None,
            "a contact, by another channel",
        ),
        (
            format!(
                r#""recipient":{{"contact_id":"","identified_by":{{"channel_identities":[{sms}]}}}}"#
            ),
            "",
            Some((number, true)),
            "an empty contact is none",
        ),
        (
            format!(
                r#""recipient":{{"contact_id":null,"identifiedBy":{{"channelIdentities":[{sms}]}}}}"#
            ),
            "",
            Some((number, true)),
            "camel case",
        ),
        (
            r#""recipient":{"contactId":"01CONTACT"}"#.to_owned(),
            "",
            Some((contact, false)),
            "camel case",
        ),
        (
            r#""recipient":{}"#.to_owned(),
            "",
            Some((Recipient::Unknown, false)),
            "nobody",
        ),
        (
            r#""recipient":null"#.to_owned(),
            "",
            Some((Recipient::Unknown, false)),
            "nobody",
        ),
        (
            r#""message":{}"#.to_owned(),
            r#"["SMS"]"#,
            Some((Recipient::Unknown, true)),
            "nobody, by SMS",
        ),
    ];
    for (recipient, order, expected, why) in cases {
        let order = match order {
            "" => String::new(),
            order => format!(r#","channel_priority_order":{order}"#),
        };
        let body = format!(r#"{{"app_id":"A",{recipient}{order}}}"#);
        let request = SendRequest::read(body.as_bytes()).unwrap();
        assert_eq!(request.app_id(), Some("A"));
        let purpose = match request.purpose() {
            Purpose::Sms(sms) => Some((sms.to(), sms.only())),
            Purpose::OtherChannels => None,
        };
        assert_eq!(purpose, expected, "{why}: {body}");
    }
}

#[test]
fn errors_say_where() {
    let cases = [
        ("", "EOF while parsing a value at line 1 column 0"),
        (
            "[null,null,null,null]",
            "expected an object at line 1 column 1",
        ),
        (
            r#"{"recipient":["01CONTACT",null]}"#,
            "`recipient`: expected an object at line 1 column 13",
        ),
        (
            r#"{"recipient":{"identified_by":[[["SMS","46701740699"]]]}}"#,
            "`recipient.identified_by`: expected an object at line 1 column 30",
        ),
        (
            r#"{"recipient":{"identified_by":{"channel_identities":[["SMS","46701740699"]]}}}"#,
            "`recipient.identified_by.channel_identities[0]`: expected an object at line 1 column 53",
        ),
        ("{},", "trailing characters at line 1 column 3"),
        (
            r#"{"channel_properties":{},"channel_properties":{}}"#,
            "duplicate field `channel_properties` at line 1 column 45",
        ),
        (
            r#"{"channel_properties":{},"channel\u005fproperties":{}}"#,
            "duplicate field `channel_properties` at line 1 column 50",
        ),
        (
            r#"{"channel_properties":{},"channelProperties":{}}"#,
            "duplicate field `channel_properties` at line 1 column 44",
        ),
        (
            "{\"channel_properties\":\n {\"SMS_SENDER\":\"A\",\n\"SMS_SENDER\":\"B\"}}",
            "`channel_properties`: duplicate field `SMS_SENDER` at line 3 column 12",
        ),
        (
            r#"{"channel_properties":[]}"#,
            "`channel_properties`: expected an object at line 1 column 23",
        ),
        (
            r#"{"channel_properties":"SMS_SENDER"}"#,
            "`channel_properties`: expected an object at line 1 column 23",
        ),
        (
            "{\"channel_properties\":\n{\"SMS_SENDER\": 46701740605}}",
            "`channel_properties.SMS_SENDER`: expected a string at line 2 column 26",
        ),
        (
            r#"{"recipient":{"contact_id":"C","identified_by":{"channel_identities":[{"channel":"SMS","identity":"1"}]}}}"#,
            "`recipient`: either `contact_id` or `identified_by`, not both at line 1 column 105",
        ),
        (
            r#"{"recipient":{"identified_by":{"channel_identities":[{"channel":"SMS","identity":"1"},{"channel":"SMS","identity":"2"}]}}}"#,
            "`recipient`: one SMS identity, not several at line 1 column 121",
        ),
        (
            r#"{"recipient":{"identified_by":{"channel_identities":[{"channel":"SMS"}]}}}"#,
            "`recipient.identified_by.channel_identities[0]`: missing field `identity` at line 1 column 70",
        ),
        (
            r#"{"channel_priority_order":"SMS"}"#,
            "`channel_priority_order`: expected an array at line 1 column 31",
        ),
    ];
    let said = cases.map(|(body, _)| SendRequest::read(body.as_bytes()).unwrap_err().to_string());
    assert_eq!(said, cases.map(|(_, expected)| expected.to_owned()));
}

/// A body in some spelling, and the bytes of its properties and sender if they are `null` or empty.
fn bodies() -> impl Strategy<Value = (Vec<u8>, Value)> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
        "[{}\\[\\]\",:\\\\]{0,6}".prop_map(Value::from),
    ];
    let value = leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(".{0,6}", inner, 0..4)
                .prop_map(|map| Value::from_iter(map.into_iter())),
        ]
    });
    let properties = prop_oneof![
        Just(None),
        Just(Some(Value::Null)),
        prop::collection::btree_map("SMS_[A-Z]{1,4}", ".{0,6}", 0..3)
            .prop_map(|map| Some(json!(map))),
        prop::collection::btree_map("SMS_[A-Z]{1,4}", ".{0,6}", 0..3).prop_map(|map| {
            let mut map = json!(map);
            map["SMS_SENDER"] = Value::Null;
            Some(map)
        }),
        Just(Some(json!({"SMS_SENDER": "", "SMS_FLASH_MESSAGE": "true"}))),
    ];
    let others = prop::collection::btree_map("(message|metadata|.{0,5})", value, 0..4);
    (others, properties, any::<bool>()).prop_map(|(others, properties, pretty)| {
        let mut body: Map<String, Value> = others.into_iter().collect();
        if let Some(properties) = properties {
            body.insert("channel_properties".to_owned(), properties);
        }
        let body = Value::Object(body);
        let bytes = match pretty {
            true => serde_json::to_vec_pretty(&body),
            false => serde_json::to_vec(&body),
        };
        (bytes.unwrap(), body)
    })
}

proptest! {
    #[test]
    fn splicing_then_parsing_is_parsing_then_setting((bytes, mut body) in bodies()) {
        let filled = filled(&bytes).unwrap();
        if body["channel_properties"].is_null() {
            body["channel_properties"] = json!({});
        }
        body["channel_properties"]["SMS_SENDER"] = json!(SENDER);
        prop_assert_eq!(serde_json::from_slice::<Value>(&filled).unwrap(), body);
        // What it filled in is now given.
        let request = SendRequest::read(&filled).unwrap();
        let Purpose::Sms(sms) = request.purpose() else { panic!() };
        prop_assert!(matches!(sms.sender(), SenderField::Given(given) if given == SENDER));
    }

    #[test]
    fn taking_out_what_was_put_in_gives_the_body_back((bytes, body) in bodies()) {
        let filled = filled(&bytes).unwrap();
        // All that was put in, by what was there.
        let properties = body.get("channel_properties");
        let (put_in, was_there): (&[&str], &str) = match properties {
            None => (&[r#""channel_properties":{"SMS_SENDER":"+12025550142"},"#, r#""channel_properties":{"SMS_SENDER":"+12025550142"}"#], ""),
            Some(Value::Null) => (&[r#"{"SMS_SENDER":"+12025550142"}"#], "null"),
            Some(properties) => match properties.get("SMS_SENDER") {
                None => (&[r#""SMS_SENDER":"+12025550142","#, r#""SMS_SENDER":"+12025550142""#], ""),
                Some(Value::Null) => (&[r#""+12025550142""#], "null"),
                Some(_) => (&[r#""+12025550142""#], r#""""#),
            },
        };
        let filled = String::from_utf8(filled).unwrap();
        let put_in = put_in.iter().find(|put_in| filled.contains(*put_in)).unwrap();
        prop_assert_eq!(filled.matches(put_in).count(), 1);
        prop_assert_eq!(filled.replacen(put_in, was_there, 1).into_bytes(), bytes);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = SendRequest::read(&bytes);
    }
}
