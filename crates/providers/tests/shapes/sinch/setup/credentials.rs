//! The channel credentials of an app, which the API replaces as a whole.

use super::*;

#[test]
fn what_the_api_does_not_show_is_left_with_a_warning() {
    let hidden = [
        r#""""#,
        "null",
        r#""*****""#,
        r#""abc***xyz""#,
        r#""••••""#,
        r#""[REDACTED]""#,
    ];
    for hidden in hidden {
        let left = changes(&sms(hidden), &webhook(r#"["MESSAGE_INBOUND"]"#, hidden)).unwrap();
        assert!(left.requests.is_empty(), "{hidden}: {left:?}");
        assert_eq!(
            left.warnings,
            [Warning::TokenNotShown, Warning::SecretNotShown],
            "{hidden}"
        );
    }
    let unsigned = Setup {
        webhook_secret: None,
        ..setup()
    };
    let app = app(&sms(&quoted(TOKEN)));
    let webhooks = webhook(r#"["MESSAGE_INBOUND"]"#, r#""""#);
    let left = unsigned
        .changes(app.as_bytes(), webhooks.as_bytes())
        .unwrap();
    assert_eq!(left.warnings, [], "no secret is wanted");
    let left = unsigned
        .changes(app.as_bytes(), NO_WEBHOOKS.as_bytes())
        .unwrap();
    assert!(!left.requests[0].body().unwrap().expose().contains("secret"));
}

#[test]
fn the_credentials_of_other_channels_stay_byte_for_byte() {
    // Spaces, the order of names, a number that no float holds, a field and a channel that nobody knows.
    let others = [
        r#"{ "static_bearer" : {"token":"wa-t\u006fken","claimed_identity":"bot"}, "channel":"WHATSAPP","state":{"status":"ACTIVE","description":""},"channel_known_id":"","credential_ordinal_number":0}"#,
        r#"{"channel":"NEWCHANNEL","new_credentials":{"serial":123456789012345678901234567890,"pin":"0000"},"new":null}"#,
        r#"{"channel":"MMS","mms_credentials":{"account_id":"a","api_key":"k","default_sender":""}}"#,
    ];
    let list = others.join(" ,\n");
    for (credentials, added) in [
        (
            list.clone(),
            r#"{"channel":"SMS","static_bearer":{"claimed_identity":"PLAN","token":"tok3n-of-the-plan"}}"#,
        ),
        (
            format!("{},{list}", sms(r#""old""#)),
            r#"{"callback_secret":"","channel":"SMS","state":{"status":"ACTIVE"},"static_bearer":{"claimed_identity":"PLAN","token":"tok3n-of-the-plan"}}"#,
        ),
    ] {
        let changes = changes(
            &credentials,
            &webhook(r#"["MESSAGE_INBOUND"]"#, &quoted(SECRET)),
        )
        .unwrap();
        let [request] = &changes.requests[..] else {
            panic!("{changes:?}");
        };
        assert_eq!(request.method(), Method::Patch);
        let expected = format!(
            r#"{{"channel_credentials":[{},{added}]}}"#,
            others.join(",")
        );
        assert_eq!(request.body().unwrap().expose(), expected);
        for shown in [
            format!("{request}"),
            format!("{changes:?}"),
            format!("{:?}", request.body()),
        ] {
            for secret in [TOKEN, "wa-t", "0000", "\"k\"", "\"a\""] {
                assert!(!shown.contains(secret), "{secret}: {shown}");
            }
            assert!(shown.contains("NEWCHANNEL"), "{shown}");
        }
    }
}

#[test]
fn what_must_not_be_overwritten_is_an_error() {
    let hidden = |channel: &str| SetupError::CredentialsNotShown(channel.to_owned());
    let cases = [
        (
            r#"{"channel":"SMS","static_bearer":{"claimed_identity":"OTHER","token":"t"}}"#,
            SetupError::OtherServicePlan("OTHER".to_owned()),
        ),
        (r#"{"channel":"SMS"}"#, SetupError::NoServicePlan),
        (
            r#"{"channel":"SMS","static_token":{"token":"t"}}"#,
            SetupError::NoServicePlan,
        ),
        (
            r#"{"channel":"SMS","static_bearer":{"claimed_identity":"","token":"t"}}"#,
            SetupError::NoServicePlan,
        ),
        (
            r#"{"channel":"WHATSAPP","static_bearer":{"claimed_identity":"bot","token":""}}"#,
            hidden("WHATSAPP"),
        ),
        (
            r#"{"channel":"WHATSAPP","static_bearer":{"claimed_identity":"bot"}}"#,
            hidden("WHATSAPP"),
        ),
        (
            r#"{"channel":"MESSENGER","static_token":{"token":"*****"}}"#,
            hidden("MESSENGER"),
        ),
        (
            r#"{"channel":"TELEGRAM","state":{"status":"ACTIVE"}}"#,
            hidden("TELEGRAM"),
        ),
        (
            r#"{"channel":"MMS","mms_credentials":{"basic_auth":{"username":"u","password":""}}}"#,
            hidden("MMS"),
        ),
        (
            r#"{"channel":"LINE","line_enterprise_credentials":{"line_japan":{"token":"t","secret":"••••"}}}"#,
            hidden("LINE"),
        ),
        (
            r#"{"channel":"WHATSAPP","static_bearer":{"claimed_identity":"bot","token":"t"},"callback_secret":"*****"}"#,
            hidden("WHATSAPP"),
        ),
        (
            r#"{"channel":"SMS","static_bearer":{"claimed_identity":"PLAN","token":"old"},"callback_secret":"*****"}"#,
            hidden("SMS"),
        ),
    ];
    for (credentials, expected) in cases {
        assert_eq!(
            changes(credentials, NO_WEBHOOKS).unwrap_err(),
            expected,
            "{credentials}"
        );
    }
    let five = [r#"{"id":"01","target":"https://example.org/x","triggers":[]}"#; 5].join(",");
    let five = format!(r#"{{"webhooks":[{five}]}}"#);
    assert_eq!(
        changes(&sms(&quoted(TOKEN)), &five).unwrap_err(),
        SetupError::TooManyWebhooks(5)
    );
}

/// Protocol buffers read both spellings of a name as the same.
#[test]
fn names_in_camel_case_are_the_same_names() {
    let other = r#"{"channel":"WHATSAPP","staticBearer":{"claimedIdentity":"bot","token":"wa-token"},"channelKnownId":"46"}"#;
    let list = |sms: &str| format!(r#"{{"id":"01APP","channelCredentials":[{other}{sms}]}}"#);
    let change = |app: &str| setup().changes(app.as_bytes(), b"{}");

    let added = change(&list("")).unwrap();
    assert_eq!(
        added.requests[0].body().unwrap().expose(),
        format!(
            r#"{{"channel_credentials":[{other},{{"channel":"SMS","static_bearer":{{"claimed_identity":"PLAN","token":"{TOKEN}"}}}}]}}"#
        )
    );
    let shown = added.requests[0].to_string();
    assert!(shown.contains(r#""claimedIdentity": "bot""#), "{shown}");
    assert!(shown.contains(r#""channelKnownId": "46""#), "{shown}");
    assert!(!shown.contains("wa-token"), "{shown}");

    let sms = |token: &str| {
        format!(
            r#",{{"channel":"SMS","staticBearer":{{"claimedIdentity":"PLAN","token":"{token}"}},"callbackSecret":"c"}}"#
        )
    };
    let there = change(&list(&sms(TOKEN))).unwrap();
    assert_eq!(there.requests.len(), 1, "the webhook alone: {there:?}");
    let renewed = change(&list(&sms("old"))).unwrap();
    assert_eq!(
        renewed.requests[0].body().unwrap().expose(),
        format!(
            r#"{{"channel_credentials":[{other},{{"callbackSecret":"c","channel":"SMS","static_bearer":{{"claimed_identity":"PLAN","token":"{TOKEN}"}}}}]}}"#
        )
    );
    for hidden in [
        r#"{"channel":"WHATSAPP","staticBearer":{"claimedIdentity":"bot"}}"#,
        r#"{"channel":"WHATSAPP","staticToken":{}}"#,
    ] {
        let error = change(&format!(
            r#"{{"id":"01APP","channelCredentials":[{hidden}]}}"#
        ));
        assert_eq!(
            error.unwrap_err(),
            SetupError::CredentialsNotShown("WHATSAPP".to_owned()),
            "{hidden}"
        );
    }

    let both = [
        (
            r#"{"id":"01APP","channel_credentials":[],"channelCredentials":[]}"#,
            "the app: duplicate field `channel_credentials` at line 1 column 59",
        ),
        (
            r#"{"id":"01APP","channelCredentials":[{"channel":"SMS","static_bearer":{},"staticBearer":{}}]}"#,
            "the app: `channel_credentials[0]`: duplicate field `static_bearer` at line 1 column 86",
        ),
        (
            r#"{"id":"01APP","channelCredentials":[{"channel":"SMS","callback_secret":"a","callbackSecret":"b"}]}"#,
            "the app: `channel_credentials[0]`: duplicate field `callback_secret` at line 1 column 91",
        ),
        (
            r#"{"id":"01APP","channelCredentials":[{"channel":"X","static_bearer":{"claimed_identity":"a","claimedIdentity":"b"}}]}"#,
            "the app: `channel_credentials[0].static_bearer`: duplicate field `claimed_identity` at line 1 column 108",
        ),
    ];
    let said = both.map(|(app, _)| change(app).unwrap_err().to_string());
    assert_eq!(said, both.map(|(_, expected)| expected.to_owned()));
}

#[test]
fn a_list_that_is_not_there_is_empty_and_one_under_another_name_is_not() {
    for empty in [
        r#"{"id":"01APP"}"#,
        r#"{"id":"01APP","channel_credentials":null,"rate_limits":{"inbound":5},"queue_stats":[]}"#,
        r#"{"id":"01APP","channelCredentials":[]}"#,
    ] {
        let changes = setup().changes(empty.as_bytes(), b"{}").unwrap();
        assert_eq!(changes.requests.len(), 2, "{empty}");
    }
    let cases = [
        (
            r#"{"id":"01APP","ChannelCredentials":[{"channel":"WHATSAPP"}]}"#,
            "ChannelCredentials",
        ),
        (
            r#"{"id":"01APP","credentials":{"WHATSAPP":{"token":"t"}}}"#,
            "credentials",
        ),
        (
            r#"{"id":"01APP","channel_credentials":null,"channels":[{"channel":"WHATSAPP","token":"t"}]}"#,
            "channels",
        ),
    ];
    for (app, name) in cases {
        assert_eq!(
            setup().changes(app.as_bytes(), b"{}").unwrap_err(),
            SetupError::UnknownList(name.to_owned()),
            "{app}"
        );
    }
}
