//! Set-up: which requests are left to make, and what is seen of them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that goes wrong should stop there"
)]

use insta::assert_snapshot;
use originator_sinch::Secret;
use originator_sinch::setup::{
    Adapter, ApiRegion, Changes, Id, Method, Setup, SetupError, Warning,
};
use serde_json::{Value, json};

const TOKEN: &str = "tok3n-of-the-plan";
const SECRET: &str = "s3cret-of-the-webhook";
const WEBHOOK: &str = "https://example.org/webhooks/sinch";
const NO_WEBHOOKS: &str = r#"{"webhooks":[]}"#;

fn setup() -> Setup {
    Setup {
        project: "PROJECT".parse().unwrap(),
        app: "01APP".parse().unwrap(),
        region: ApiRegion::Eu,
        api: None,
        service_plan: "PLAN".parse().unwrap(),
        token: Secret::new(TOKEN).unwrap(),
        webhook_url: WEBHOOK.to_owned(),
        webhook_secret: Some(Secret::new(SECRET).unwrap()),
    }
}

fn app(credentials: &str) -> String {
    format!(r#"{{"id":"01APP","display_name":"Shop","channel_credentials":[{credentials}]}}"#)
}

/// The SMS credential with this token, as the API answers it.
fn sms(token: &str) -> String {
    format!(
        r#"{{"channel":"SMS","static_bearer":{{"claimed_identity":"PLAN","token":{token}}},"callback_secret":"","state":{{"status":"ACTIVE"}}}}"#
    )
}

/// The webhook with these triggers and this secret.
fn webhook(triggers: &str, secret: &str) -> String {
    format!(
        r#"{{"webhooks":[{{"id":"01OTHER","app_id":"01APP","target":"https://example.org/elsewhere","target_type":"HTTP","triggers":["MESSAGE_INBOUND"]}},
            {{"id":"01HOOK","app_id":"01APP","target":"{WEBHOOK}","target_type":"HTTP","triggers":{triggers},"secret":{secret}}}]}}"#
    )
}

fn changes(credentials: &str, webhooks: &str) -> Result<Changes, SetupError> {
    setup().changes(app(credentials).as_bytes(), webhooks.as_bytes())
}

fn quoted(text: &str) -> String {
    format!("{text:?}")
}

#[test]
fn the_first_requests_only_read() {
    assert_snapshot!(setup().app_request(), @"GET https://eu.conversation.api.sinch.com/v1/projects/PROJECT/apps/01APP");
    assert_snapshot!(setup().webhooks_request(), @"GET https://eu.conversation.api.sinch.com/v1/projects/PROJECT/apps/01APP/webhooks");
}

#[test]
fn the_api_may_be_elsewhere() {
    for api in [
        "http://127.0.0.1:8080/sinch",
        "http://127.0.0.1:8080/sinch/",
    ] {
        let setup = Setup {
            api: Some(api.to_owned()),
            ..setup()
        };
        assert_eq!(
            setup.app_request().url(),
            "http://127.0.0.1:8080/sinch/v1/projects/PROJECT/apps/01APP"
        );
    }
}

#[test]
fn a_body_tells_which_of_its_texts_are_secrets() {
    let others = r#"{"channel":"MMS","mms_credentials":{"api_key":"k3y","rate":5}}"#;
    let changes = changes(others, NO_WEBHOOKS).unwrap();
    let secrets = |place: usize| -> Vec<&str> {
        let body = changes.requests[place].body().unwrap();
        body.secrets().iter().map(Secret::expose).collect()
    };
    assert_eq!(secrets(0), ["k3y", TOKEN]);
    assert_eq!(secrets(1), [SECRET]);
}

#[test]
fn a_new_app_gets_a_credential_and_a_webhook() {
    let changes = setup().changes(br#"{"id":"01APP"}"#, b"{}").unwrap();
    assert_eq!(changes.warnings, []);
    let [credential, webhook] = &changes.requests[..] else {
        panic!("{changes:?}");
    };
    assert_snapshot!(credential, @r#"
    PATCH https://eu.conversation.api.sinch.com/v1/projects/PROJECT/apps/01APP?update_mask=channel_credentials
    {
      "channel_credentials": [
        {
          "channel": "SMS",
          "static_bearer": {
            "claimed_identity": "PLAN",
            "token": "[redacted]"
          }
        }
      ]
    }
    "#);
    assert_snapshot!(webhook, @r#"
    POST https://eu.conversation.api.sinch.com/v1/projects/PROJECT/webhooks
    {
      "app_id": "01APP",
      "secret": "[redacted]",
      "target": "https://example.org/webhooks/sinch",
      "target_type": "HTTP",
      "triggers": [
        "MESSAGE_INBOUND"
      ]
    }
    "#);
    let sent = |place: usize| -> Value {
        serde_json::from_str(changes.requests[place].body().unwrap().expose()).unwrap()
    };
    assert_eq!(
        sent(0),
        json!({"channel_credentials": [{"channel": "SMS", "static_bearer": {"claimed_identity": "PLAN", "token": TOKEN}}]})
    );
    assert_eq!(sent(1)["secret"], SECRET);
}

#[test]
fn when_all_is_there_nothing_is_left() {
    let there = changes(
        &sms(&quoted(TOKEN)),
        &webhook(r#"["MESSAGE_INBOUND"]"#, &quoted(SECRET)),
    )
    .unwrap();
    assert!(there.requests.is_empty(), "{there:?}");
    assert_eq!(there.warnings, []);
}

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
fn a_webhook_gets_what_it_lacks_and_keeps_the_rest() {
    let credential = sms(&quoted(TOKEN));
    let only = |triggers: &str, secret: &str| {
        let changes = changes(&credential, &webhook(triggers, secret)).unwrap();
        assert_eq!(changes.requests.len(), 1, "{changes:?}");
        changes.requests.into_iter().next().unwrap()
    };
    let request = only(r#"["MESSAGE_DELIVERY"]"#, &quoted(SECRET));
    assert_snapshot!(request, @r#"
    PATCH https://eu.conversation.api.sinch.com/v1/projects/PROJECT/webhooks/01HOOK?update_mask=triggers
    {
      "triggers": [
        "MESSAGE_DELIVERY",
        "MESSAGE_INBOUND"
      ]
    }
    "#);
    let request = only("null", r#""another secret""#);
    assert_snapshot!(request, @r#"
    PATCH https://eu.conversation.api.sinch.com/v1/projects/PROJECT/webhooks/01HOOK?update_mask=secret,triggers
    {
      "secret": "[redacted]",
      "triggers": [
        "MESSAGE_INBOUND"
      ]
    }
    "#);
    assert_eq!(
        request.body().unwrap().expose(),
        format!(r#"{{"secret":"{SECRET}","triggers":["MESSAGE_INBOUND"]}}"#)
    );
}

/// Two webhooks at one address would get each callback twice.
#[test]
fn one_address_has_several_spellings() {
    let credential = sms(&quoted(TOKEN));
    let change = |wanted: &str, targets: &[&str]| {
        let webhooks: Vec<Value> = targets
            .iter()
            .enumerate()
            .map(|(place, target)| {
                json!({"id": format!("0{place}"), "target": target, "triggers": ["MESSAGE_INBOUND"], "secret": SECRET})
            })
            .collect();
        let setup = Setup {
            webhook_url: wanted.to_owned(),
            ..setup()
        };
        let webhooks = json!({ "webhooks": webhooks }).to_string();
        setup
            .changes(app(&credential).as_bytes(), webhooks.as_bytes())
            .unwrap()
    };
    for (wanted, there, why) in [
        (WEBHOOK, "https://EXAMPLE.org/webhooks/sinch", "host case"),
        (WEBHOOK, "https://example.org:443/webhooks/sinch", "port"),
        ("HTTPS://example.org", "https://example.org/", "no path"),
        ("not an address", "not an address", "as it is written"),
    ] {
        let changes = change(wanted, &[there]);
        assert!(changes.requests.is_empty(), "{why}: {changes:?}");
        assert_eq!(changes.warnings, [], "{why}");
    }
    // A service may answer one of these and not the other, so the one that is wanted is set.
    for (wanted, there) in [
        (WEBHOOK, "https://example.org/webhooks/sinch/"),
        (
            "https://example.org/webhooks/sinch/",
            "https://Example.org/webhooks/sinch",
        ),
    ] {
        let changes = change(wanted, &["https://example.org/else", there]);
        let [request] = &changes.requests[..] else {
            panic!("{changes:?}");
        };
        assert!(request.url().ends_with("/webhooks/01?update_mask=target"));
        assert_eq!(
            request.body().unwrap().expose(),
            json!({ "target": wanted }).to_string()
        );
    }
    let twice = change(WEBHOOK, &["https://example.org/webhooks/sinch/", WEBHOOK]);
    assert!(twice.requests.is_empty(), "{twice:?}");
    assert_eq!(twice.warnings, [Warning::WebhookTwice]);
    for (there, why) in [
        ("http://example.org/webhooks/sinch", "scheme"),
        ("https://example.org:8443/webhooks/sinch", "port"),
        ("https://example.org/webhooks/Sinch", "case of the path"),
        ("https://example.org/webhooks/sinch//", "two slashes"),
        ("https://example.org/webhooks/sinch?a=b", "query"),
    ] {
        let changes = change(WEBHOOK, &[there]);
        assert_eq!(changes.requests[0].method(), Method::Post, "{why}");
    }
}

#[test]
fn only_the_webhook_that_is_meant_has_to_be_well_formed() {
    let credential = sms(&quoted(TOKEN));
    let others = r#"{"id":"a.b/c","target":"https://example.org/x"},{"id":"01"},{"target":7},7,{"target":null,"triggers":"none"}"#;
    let added = changes(&credential, &format!(r#"{{"webhooks":[{others}]}}"#));
    assert_eq!(
        added.unwrap_err(),
        SetupError::TooManyWebhooks(5),
        "they count"
    );
    let others = others.trim_start_matches(r#"{"id":"a.b/c","target":"https://example.org/x"},"#);
    let added = changes(&credential, &format!(r#"{{"webhooks":[{others}]}}"#)).unwrap();
    assert_eq!(added.requests[0].method(), Method::Post);
    let ours = format!(r#"{{"id":"a.b/c","target":"{WEBHOOK}"}}"#);
    let error = changes(&credential, &format!(r#"{{"webhooks":[{others},{ours}]}}"#)).unwrap_err();
    assert_snapshot!(error, @"the webhooks: `webhooks[4].id`: an id has 1 to 128 letters, digits, `-` and `_` at line 1 column 87");
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

#[test]
fn answers_that_are_not_as_documented_are_errors() {
    let error = |app: &str, webhooks: &str| {
        setup()
            .changes(app.as_bytes(), webhooks.as_bytes())
            .unwrap_err()
            .to_string()
    };
    let there = app(&sms(&quoted(TOKEN)));
    assert_snapshot!(error("{}", "{}"), @"the answer is not the app `01APP`");
    assert_snapshot!(error(r#"{"error":{"code":404}}"#, "{}"), @"the answer is not the app `01APP`");
    assert_snapshot!(error("", "{}"), @"the app: EOF while parsing a value at line 1 column 0");
    assert_snapshot!(error("{\"id\":\"01APP\",\n\"channel_credentials\":[7]}", "{}"), @"the app: `channel_credentials[0]`: expected an object at line 2 column 24");
    assert_snapshot!(error(&there, "[]"), @"the webhooks: expected an object at line 1 column 1");
    assert_snapshot!(error(&there, &format!(r#"{{"webhooks":[{{"id":"../apps","target":"{WEBHOOK}"}}]}}"#)), @"the webhooks: `webhooks[0].id`: an id has 1 to 128 letters, digits, `-` and `_` at line 1 column 28");
}

#[test]
fn what_the_api_says_is_printed_without_control_characters() {
    let say = |credential: &str| changes(credential, NO_WEBHOOKS).unwrap_err().to_string();
    let plan = r#"{"channel":"SMS","static_bearer":{"claimed_identity":"a\u001b[2J"}}"#;
    let channel = r#"{"channel":"a\u009b2J"}"#;
    assert_snapshot!(say(plan), @r"the app's SMS channel belongs to the service plan `a\u{1b}[2J`; remove it from the app first if that is right");
    assert_snapshot!(say(channel), @r"the API does not show the credentials of the channel `a\u{9b}2J`, which would be lost; add the SMS channel in the provider's dashboard");
    assert_snapshot!(say(r#"{"channel":"SMS","static_token":{"token":"t"}}"#), @"the app's SMS channel has credentials that name no service plan; remove it from the app first if that is right");
    let known = r#"{"channel":"MMS","channel_known_id":"a\u009b2J","x":{"y":"z"}}"#;
    let changes = changes(known, NO_WEBHOOKS).unwrap();
    let shown = changes.requests[0].to_string();
    assert!(shown.contains(r#""a\u009b2J""#), "{shown}");
}

#[test]
fn the_callback_url_of_the_service_plan() {
    let url = |region, adapter| Setup { region, ..setup() }.callback_url(adapter);
    let cases = [
        (
            ApiRegion::Eu,
            Adapter::Whatsapp,
            Some(
                "https://whatsapp-adapter.eu1.conversation-api.int.prod.sinch.com/adapter/v1/01APP/callback",
            ),
        ),
        (
            ApiRegion::Us,
            Adapter::Whatsapp,
            Some(
                "https://whatsapp-adapter.us1.conversation-api.int.prod.sinch.com/adapter/v1/01APP/callback",
            ),
        ),
        (
            ApiRegion::Us,
            Adapter::Xms,
            Some(
                "https://xms-adapter.us1.conversation-api.int.prod.sinch.com/adapter/v1/01APP/callback",
            ),
        ),
        (ApiRegion::Br, Adapter::Whatsapp, None),
    ];
    for (region, adapter, expected) in cases {
        assert_eq!(url(region, adapter).as_deref(), expected);
    }
    for region in ApiRegion::ALL {
        assert!(region.base_url().contains(region.as_str()));
    }
}

#[test]
fn ids_cannot_lead_an_address_astray() {
    for text in ["", "a/b", "a?b", "a#b", "..", "a b", "å", "a%2fb"] {
        assert!(text.parse::<Id>().is_err(), "{text}");
    }
    assert!("x".repeat(129).parse::<Id>().is_err());
    assert_eq!(
        "5b0e3c1a-7f42_X".parse::<Id>().unwrap().as_str(),
        "5b0e3c1a-7f42_X"
    );
}

#[test]
fn nothing_printed_has_a_secret() {
    let printed = format!("{:?}", setup());
    assert!(
        !printed.contains(TOKEN) && !printed.contains(SECRET),
        "{printed}"
    );
    let changes = changes("", NO_WEBHOOKS).unwrap();
    let printed = format!("{changes:?}");
    assert!(
        !printed.contains(TOKEN) && !printed.contains(SECRET),
        "{printed}"
    );
}
