//! Callbacks: who wrote to what, and what is wrong with a body.

use std::time::{Duration, SystemTime};

use originator_providers::sinch::callback::{Callback, Event, Inbound};
use proptest::prelude::*;

/// The documented form, with numbers set aside for fiction.
const INBOUND: &str = r#"{
  "app_id": "01JD4WQ8H7Z3M5T9R2K6XEXAMP",
  "project_id": "5b0e3c1a-7f42-4d29-9a11-0c6d2f4e8b73",
  "accepted_time": "2026-03-04T09:15:22.417Z",
  "event_time": "2026-03-04T09:15:21.902Z",
  "message": {
    "id": "01JNG8T4V6Q2B7XK9D3MEXAMPL",
    "direction": "TO_APP",
    "contact_message": {"text_message": {"text": "Is my parcel on its way?"}},
    "channel_identity": {"channel": "SMS", "identity": "12025550123", "app_id": ""},
    "conversation_id": "01JNG8S0YB4W5E7H1C6NEXAMPL",
    "contact_id": "01JNG8RZKM2P8T3V9A5QEXAMPL",
    "metadata": "",
    "accept_time": "2026-03-04T09:15:22.380Z",
    "sender_id": "46701740605",
    "processing_mode": "CONVERSATION",
    "injected": false
  },
  "message_metadata": "",
  "correlation_id": ""
}"#;

fn inbound(body: &str, check: impl FnOnce(&Inbound<'_>)) {
    match Callback::read(body.as_bytes()).unwrap().event() {
        Event::Inbound(inbound) => check(inbound),
        other => panic!("{other:?}: {body}"),
    }
}

#[test]
fn an_inbound_sms_says_who_wrote_to_what() {
    let callback = Callback::read(INBOUND.as_bytes()).unwrap();
    assert_eq!(callback.app_id(), Some("01JD4WQ8H7Z3M5T9R2K6XEXAMP"));
    inbound(INBOUND, |inbound| {
        assert_eq!(inbound.customer(), "12025550123");
        assert_eq!(inbound.written_to(), Some("46701740605"));
        assert_eq!(inbound.contact_id(), Some("01JNG8RZKM2P8T3V9A5QEXAMPL"));
        let accepted = SystemTime::UNIX_EPOCH + Duration::from_millis(1_772_615_722_380);
        assert_eq!(inbound.accepted(), Some(accepted));
    });
}

#[test]
fn what_may_be_missing_may_be_empty_or_null_too() {
    let rest = r#""channel_identity":{"channel":"SMS","identity":"+12025550123"}"#;
    for (fields, why) in [
        ("", "absent"),
        (
            r#""sender_id":"","contact_id":"","accept_time":"","#,
            "empty: dispatch mode",
        ),
        (
            r#""sender_id":null,"contact_id":null,"accept_time":null,"#,
            "null",
        ),
        (r#""accept_time":"yesterday","#, "not a time"),
    ] {
        let body = format!(r#"{{"app_id":"","message":{{{fields}{rest}}}}}"#);
        assert_eq!(
            Callback::read(body.as_bytes()).unwrap().app_id(),
            None,
            "{why}"
        );
        inbound(&body, |inbound| {
            assert_eq!(inbound.customer(), "+12025550123", "{why}");
            assert_eq!(inbound.written_to(), None, "{why}");
            assert_eq!(inbound.contact_id(), None, "{why}");
            assert_eq!(inbound.accepted(), None, "{why}");
        });
    }
    let body = format!(r#"{{"accepted_time":"2026-03-04T09:15:22Z","message":{{{rest}}}}}"#);
    inbound(&body, |inbound| {
        let accepted = SystemTime::UNIX_EPOCH + Duration::from_secs(1_772_615_722);
        assert_eq!(
            inbound.accepted(),
            Some(accepted),
            "the callback's own time"
        );
    });
}

#[test]
fn escapes_and_unknown_fields_change_nothing() {
    let body = r#"{"new":[{"deep":{"er":[1e400]}}],"\u006dessage":{"channel_identity":
        {"channel":"\u0053MS","identity":"\u002b12025550123","new":7},"sender_id":"46\u003701740605","new":null}}"#;
    // A number that no float holds is skipped like all else.
    inbound(body, |inbound| {
        assert_eq!(inbound.customer(), "+12025550123");
        assert_eq!(inbound.written_to(), Some("46701740605"));
    });
}

#[test]
fn other_triggers_and_channels_are_accepted() {
    for body in [
        r#"{"app_id":"A","message_delivery_report":{"status":"DELIVERED"}}"#,
        r#"{"app_id":"A","contact_create_notification":{"contact":{"channel_identities":[{"channel":"SMS","identity":"1"}]}}}"#,
        r#"{"app_id":"A","message":null}"#,
        r#"{"app_id":"A"}"#,
    ] {
        let callback = Callback::read(body.as_bytes()).unwrap();
        assert_eq!(callback.app_id(), Some("A"));
        assert!(matches!(callback.event(), Event::OtherTrigger), "{body}");
    }
    let body = INBOUND.replace(r#""SMS""#, r#""WHATSAPP""#);
    let callback = Callback::read(body.as_bytes()).unwrap();
    assert!(matches!(callback.event(), Event::OtherChannel));
}

#[test]
fn other_channels_need_no_identity() {
    for message in [
        r#"{"channel_identity":{"channel":"MESSENGER","identity":""}}"#,
        r#"{"channel_identity":{"channel":"RCS"},"sender_id":{"of":"another form"}}"#,
        r#"{"channel_identity":{"channel":"VIBER","identity":null}}"#,
        r#"{"channelIdentity":{"channel":"LINE"}}"#,
        // The form of 2020, in which nothing says whose message it is.
        r#"{"channel":"SMS"}"#,
        r#"{"channel":"SMS","channel_identity":null,"contact_id":"C"}"#,
    ] {
        let body = format!(r#"{{"app_id":"A","message":{message}}}"#);
        let callback = Callback::read(body.as_bytes()).unwrap();
        assert_eq!(callback.app_id(), Some("A"));
        assert!(matches!(callback.event(), Event::OtherChannel), "{body}");
    }
}

/// Protocol buffers read both spellings of a name as the same.
#[test]
fn names_in_camel_case_are_the_same_names() {
    let camel = INBOUND
        .replace("app_id", "appId")
        .replace("accepted_time", "acceptedTime")
        .replace("channel_identity", "channelIdentity")
        .replace("contact_id", "contactId")
        .replace("accept_time", "acceptTime")
        .replace("sender_id", "senderId");
    assert_eq!(
        Callback::read(camel.as_bytes()).unwrap().app_id(),
        Some("01JD4WQ8H7Z3M5T9R2K6XEXAMP")
    );
    let told = |body: &str| {
        let mut told = None;
        inbound(body, |it| {
            let texts = [Some(it.customer()), it.written_to(), it.contact_id()];
            told = Some((texts.map(|text| text.map(str::to_owned)), it.accepted()));
        });
        told
    };
    assert_eq!(told(&camel), told(INBOUND));
    let late = |name: &str| {
        format!(
            r#"{{"{name}":"2026-03-04T09:15:22Z","message":{{"channelIdentity":{{"channel":"SMS","identity":"1"}}}}}}"#
        )
    };
    assert_eq!(told(&late("acceptedTime")), told(&late("accepted_time")));
    for (name, spelled) in [
        ("app_id", r#""app_id":"A","appId":"A""#),
        ("message", r#""message":{},"message":{}"#),
        (
            "sender_id",
            r#""message":{"channel_identity":{"channel":"SMS","identity":"1"},"sender_id":"1","senderId":"1"}"#,
        ),
        (
            "channel_identity",
            r#""message":{"channel_identity":{"channel":"RCS"},"channelIdentity":{"channel":"SMS","identity":"1"}}"#,
        ),
    ] {
        let error = Callback::read(format!("{{{spelled}}}").as_bytes()).unwrap_err();
        assert!(
            error
                .to_string()
                .contains(&format!("duplicate field `{name}`")),
            "{error}"
        );
    }
}

#[test]
fn errors_say_where_and_repeat_nothing() {
    let cases = [
        ("", "EOF while parsing a value at line 1 column 0"),
        ("[]", "expected an object at line 1 column 1"),
        ("\"x\"", "expected an object at line 1 column 1"),
        ("{} {}", "trailing characters at line 1 column 4"),
        (
            r#"{"app_id":"A""#,
            "EOF while parsing an object at line 1 column 13",
        ),
        (
            r#"{"app_id":46701740605}"#,
            "`app_id`: expected a string at line 1 column 21",
        ),
        (
            r#"{"app_id":"A","app_id":"B"}"#,
            "duplicate field `app_id` at line 1 column 22",
        ),
        (
            "{\"message\":\n{}}",
            "`message`: missing field `channel_identity` at line 2 column 2",
        ),
        (
            r#"{"message":{"channel_identity":{"channel":"SMS"}}}"#,
            "`message.channel_identity`: missing field `identity` at line 1 column 48",
        ),
        (
            r#"{"message":{"channel_identity":{"channel":"SMS","identity":""}}}"#,
            "`message.channel_identity.identity`: is empty at line 1 column 62",
        ),
        (
            r#"{"message":{"channel_identity":{"channel":"SMS","identity":46701740605}}}"#,
            "`message.channel_identity.identity`: expected a string at line 1 column 70",
        ),
        (
            r#"{"message":{"channel_identity":"+46701740605, expected at line 1"}}"#,
            "`message.channel_identity`: expected an object at line 1 column 65",
        ),
        (
            r#"{"message":{"channelIdentity":{"channel":"SMS","identity":7}}}"#,
            "`message.channelIdentity.identity`: expected a string at line 1 column 59",
        ),
        // Only names that the documentation knows are repeated.
        (
            r#"{"+12025550123": {"a": tru}}"#,
            "expected ident at line 1 column 27",
        ),
        (
            r#"{"message":{"contact_message":{"+12025550123":[01]}}}"#,
            "`message`: invalid number at line 1 column 49",
        ),
        (
            r#"{"message":{"+12025550123":{"channel_identity":tru}}}"#,
            "`message`: expected ident at line 1 column 51",
        ),
    ];
    let said = cases.map(|(body, _)| Callback::read(body.as_bytes()).unwrap_err().to_string());
    assert_eq!(said, cases.map(|(_, expected)| expected.to_owned()));
    let error = Callback::read(b"{\"app_id\":\"\xff\"}").unwrap_err();
    assert_eq!(error.path(), "app_id");
    assert_eq!((error.line(), error.column()), (1, 12));
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Callback::read(&bytes);
    }

    #[test]
    fn any_cut_of_a_callback_is_refused(cut in 0..INBOUND.len() - 1) {
        prop_assert!(Callback::read(&INBOUND.as_bytes()[..cut]).is_err());
    }
}

#[test]
fn what_has_names_is_no_array() {
    for (body, expected) in [
        (
            r#"{"message":[{"channel":"SMS","identity":"46701740699"},null]}"#,
            "`message`: expected an object at line 1 column 11",
        ),
        (
            r#"{"message":{"channel_identity":["SMS","46701740699"]}}"#,
            "`message.channel_identity`: expected an object at line 1 column 31",
        ),
    ] {
        let error = Callback::read(body.as_bytes()).map(|_| ()).unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
}
