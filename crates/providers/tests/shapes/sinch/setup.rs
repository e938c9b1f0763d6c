//! Set-up: which requests are left to make, and what is seen of them.

mod credentials;
mod webhooks;

use insta::assert_snapshot;
use originator_providers::Secret;
use originator_providers::sinch::setup::{
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
