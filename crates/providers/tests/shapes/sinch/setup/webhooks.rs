//! The webhooks of an app: which is meant, and what it lacks.

use super::*;

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
