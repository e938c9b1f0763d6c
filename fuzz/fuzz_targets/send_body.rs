//! Bodies of `messages:send`: a sender that is filled in is the one thing that changes, for JSON and byte by byte.

#![no_main]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a target that goes wrong should stop there"
)]

use libfuzzer_sys::fuzz_target;
use originator::Sender;
use originator_providers::sinch::send::{Purpose, Recipient, SendRequest, SenderField};
use serde_json::{Value, json};

fuzz_target!(|body: &[u8]| {
    let request = match SendRequest::read(body) {
        Ok(request) => request,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            return;
        }
    };
    assert_eq!(request.body(), body);
    // Where nobody looks, numbers may be too large and lists too deep for a tree.
    let json = serde_json::from_slice::<Value>(body).ok();
    if let Some(json) = &json {
        let app = either(json, "app_id", "appId").as_str();
        let app = app.filter(|app| !app.is_empty());
        assert_eq!(request.app_id(), app);
    }
    let Purpose::Sms(sms) = request.purpose() else {
        return;
    };
    if let Some(json) = &json {
        is_named_in(json, sms.to());
    }
    match sms.sender() {
        SenderField::Given(given) => {
            assert!(!given.is_empty());
            if let Some(json) = &json {
                let properties = either(json, "channel_properties", "channelProperties");
                assert_eq!(properties["SMS_SENDER"], **given);
            }
        }
        SenderField::Open(slot) => {
            for sender in ["+12025550142", "RETAIL", "56767", "A& B.-_+ 1"] {
                let sender: Sender = sender.parse().unwrap();
                let filled = slot.fill(sender);
                stands_between_the_same_bytes(body, &filled, sender);
                if let Some(json) = &json {
                    let filled: Value = serde_json::from_slice(&filled).unwrap();
                    assert_eq!(filled, with_sender(json, sender));
                }
                reads_as_given(&request, &filled, sender);
            }
        }
    }
});

/// The value under one of two names.
fn either<'v>(json: &'v Value, snake: &str, camel: &str) -> &'v Value {
    json.get(snake).unwrap_or(&json[camel])
}

fn is_named_in(json: &Value, to: Recipient<'_>) {
    let recipient = &json["recipient"];
    match to {
        Recipient::Unknown => {}
        Recipient::Contact(contact) => {
            assert_eq!(*either(recipient, "contact_id", "contactId"), *contact);
        }
        Recipient::Number(number) => {
            let by = either(recipient, "identified_by", "identifiedBy");
            let identities = either(by, "channel_identities", "channelIdentities");
            let mut identities = identities.as_array().unwrap().iter();
            assert!(identities.any(|identity| identity["identity"] == *number));
        }
    }
}

fn with_sender(json: &Value, sender: Sender) -> Value {
    let mut json = json.clone();
    let name = match json.get("channelProperties") {
        Some(_) => "channelProperties",
        None => "channel_properties",
    };
    let properties = &mut json[name];
    if properties.is_null() {
        *properties = json!({});
    }
    properties["SMS_SENDER"] = sender.as_str().into();
    json
}

/// But for a `null` or an empty text in the sender's place, every byte of the body is there, in its order.
fn stands_between_the_same_bytes(body: &[u8], filled: &[u8], sender: Sender) {
    let same = |pairs: &mut dyn Iterator<Item = (&u8, &u8)>| {
        pairs.take_while(|(left, right)| left == right).count()
    };
    let before = same(&mut body.iter().zip(filled));
    let rest = (body.get(before..).unwrap(), filled.get(before..).unwrap());
    let after = same(&mut rest.0.iter().rev().zip(rest.1.iter().rev()));
    let replaced = rest.0.get(..rest.0.len() - after).unwrap();
    let inserted = rest.1.get(..rest.1.len() - after).unwrap();
    assert!(
        [&b""[..], b"null"].contains(&replaced),
        "{}",
        replaced.escape_ascii()
    );
    assert!(
        inserted.len()
            <= br#""channel_properties":{"SMS_SENDER":"","#.len() + sender.as_bytes().len() + 1
    );
}

fn reads_as_given(request: &SendRequest<'_>, filled: &[u8], sender: Sender) {
    let again = SendRequest::read(filled).unwrap();
    assert_eq!(again.app_id(), request.app_id());
    let (Purpose::Sms(before), Purpose::Sms(after)) = (request.purpose(), again.purpose()) else {
        panic!("no SMS any more");
    };
    assert_eq!((before.to(), before.only()), (after.to(), after.only()));
    match after.sender() {
        SenderField::Given(given) => assert_eq!(given, sender.as_str()),
        SenderField::Open(_) => panic!("open still"),
    }
}
