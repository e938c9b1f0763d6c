//! Callbacks: exactly what the holder of the secret signed is believed, once, and its body says what JSON says.
//!
//! The input is five lines (secret, nonce, timestamp, signature, seconds between signing and now) and the body.

#![no_main]
#![allow(
    clippy::unwrap_used,
    reason = "a target that goes wrong should stop there"
)]

use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use libfuzzer_sys::fuzz_target;
use originator_providers::Secret;
use originator_providers::sinch::callback::{Callback, Event};
use originator_providers::sinch::nonces::{NonceError, Nonces};
use originator_providers::sinch::signature::{
    ALGORITHM, ALGORITHM_NAME, MAX_NONCE, NONCE, SIGNATURE, Signature, SignatureError, TIMESTAMP,
};
use serde_json::Value;
use sha2::Sha256;

const WINDOW: Duration = Duration::from_secs(300);

fuzz_target!(|input: &[u8]| {
    let parts: Vec<&[u8]> = input.splitn(6, |&byte| byte == b'\n').collect();
    let [secret, nonce, timestamp, signature, later, body] = parts[..] else {
        return;
    };
    reads_as_json(body);
    let secret = String::from_utf8_lossy(secret);
    let Ok(secret) = Secret::new(secret) else {
        return;
    };
    let headers = Headers { nonce, timestamp };
    let code = headers.code(&secret, body);
    let genuine = STANDARD.encode(code);
    let later = later
        .iter()
        .fold(0_u64, |all, &byte| all * 3 % 1000 + u64::from(byte));

    // What somebody says is the signature.
    if let Ok(Some(claimed)) = headers.read(signature) {
        let now = headers.signed_at().unwrap_or(SystemTime::UNIX_EPOCH);
        let decoded = STANDARD.decode(signature).unwrap();
        match claimed.verify(&secret, body, now, WINDOW) {
            Ok(_) => assert_eq!(decoded, code),
            Err(SignatureError::Forged) => assert_ne!(decoded, code),
            // Of a time that no clock shows.
            Err(error) => assert!(headers.signed_at().is_none(), "{error}"),
        }
    }
    // What is.
    match headers.read(genuine.as_bytes()) {
        Ok(signed) => {
            assert!(headers.are_as_documented());
            is_believed_once(&headers, &signed.unwrap(), &secret, body, later);
        }
        Err(_) => assert!(!headers.are_as_documented()),
    }
    // The same text that was signed, divided elsewhere: its nonce would have a full stop.
    if let Some(place) = body.iter().rposition(|&byte| byte == b'.') {
        let (shorter, moved) = body.split_at(place);
        let nonce = [moved.get(1..).unwrap_or_default(), b".", nonce].concat();
        let divided = Headers {
            nonce: &nonce,
            timestamp,
        };
        assert_eq!(divided.code(&secret, shorter), code);
        assert!(divided.read(genuine.as_bytes()).is_err());
    }
});

fn is_believed_once(
    headers: &Headers<'_>,
    signed: &Signature<'_>,
    secret: &Secret,
    body: &[u8],
    later: u64,
) {
    let Some(signed_at) = headers.signed_at() else {
        return;
    };
    let verify = |body: &[u8]| signed.verify(secret, body, signed_at, WINDOW);
    let forged = Some(SignatureError::Forged);
    let place = later as usize % body.len().max(1);
    let mut changed = body.to_vec();
    if let Some(byte) = changed.get_mut(place) {
        *byte ^= 1 << (later % 8);
        assert_eq!(verify(&changed).err(), forged);
        changed.remove(place);
        assert_eq!(verify(&changed).err(), forged);
    }
    assert_eq!(verify(&[body, b"\n"].concat()).err(), forged);
    let other = Secret::new(format!("{}x", secret.expose())).unwrap();
    let by_another = signed.verify(&other, body, signed_at, WINDOW);
    assert_eq!(by_another.err(), forged);

    let Some(now) = signed_at.checked_add(Duration::from_secs(later)) else {
        return;
    };
    let verified = match signed.verify(secret, body, now, WINDOW) {
        Ok(verified) => verified,
        Err(error) => {
            assert_eq!(error, SignatureError::OutsideWindow { seconds: later });
            assert!(later > WINDOW.as_secs());
            return;
        }
    };
    assert!(later <= WINDOW.as_secs());
    let nonces = Nonces::new(1);
    let reserved = nonces.reserve(&verified, now).unwrap();
    assert_eq!(
        nonces.reserve(&verified, now).err(),
        Some(NonceError::InProgress)
    );
    drop(reserved);
    assert_eq!(nonces.count(), 0);
    nonces.reserve(&verified, now).unwrap().remember();
    for seconds in [0, 1, WINDOW.as_secs() - later] {
        let Some(now) = now.checked_add(Duration::from_secs(seconds)) else {
            continue;
        };
        // For as long as the signature is within the window the nonce is known.
        if signed.verify(secret, body, now, WINDOW).is_ok() {
            assert_eq!(
                nonces.reserve(&verified, now).err(),
                Some(NonceError::Replayed)
            );
        }
    }
}

#[derive(Clone, Copy)]
struct Headers<'i> {
    nonce: &'i [u8],
    timestamp: &'i [u8],
}

impl<'i> Headers<'i> {
    fn read<'h>(&self, signature: &'h [u8]) -> Result<Option<Signature<'h>>, SignatureError>
    where
        'i: 'h,
    {
        let (nonce, timestamp) = (self.nonce, self.timestamp);
        Signature::from_headers(|name| match name {
            SIGNATURE => Some(signature),
            ALGORITHM => Some(ALGORITHM_NAME.as_bytes()),
            NONCE => Some(nonce),
            TIMESTAMP => Some(timestamp),
            _ => None,
        })
    }

    fn code(&self, secret: &Secret, body: &[u8]) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose().as_bytes()).unwrap();
        mac.update(&[body, b".", self.nonce, b".", self.timestamp].concat());
        mac.finalize().into_bytes().into()
    }

    fn are_as_documented(&self) -> bool {
        let is_graphic = |byte: &u8| matches!(byte, b'!'..=b'-' | b'/'..=b'~');
        (1..=MAX_NONCE).contains(&self.nonce.len())
            && self.nonce.iter().all(is_graphic)
            && self.signed_at_seconds().is_some()
    }

    fn signed_at_seconds(&self) -> Option<u64> {
        let digits = self
            .timestamp
            .iter()
            .map(|byte| char::from(*byte).to_digit(10));
        let mut digits = digits.peekable();
        digits.peek()?;
        digits.try_fold(0_u64, |all, digit| {
            all.checked_mul(10)?.checked_add(digit?.into())
        })
    }

    /// `None` also where no clock goes that far.
    fn signed_at(&self) -> Option<SystemTime> {
        let since = Duration::from_secs(self.signed_at_seconds()?);
        SystemTime::UNIX_EPOCH.checked_add(since)
    }
}

/// What is read of a body is what JSON has there.
fn reads_as_json(body: &[u8]) {
    let read = match Callback::read(body) {
        Ok(read) => read,
        Err(error) => {
            assert!(error.line() > 0 || body.is_empty());
            assert!(!error.to_string().is_empty());
            return;
        }
    };
    // Where nobody looks, numbers may be too large and lists too deep for a tree.
    let Ok(json) = serde_json::from_slice::<Value>(body) else {
        return;
    };
    let text = |value: &Value| {
        value
            .as_str()
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    };
    let app = field(&json, "app_id", "appId");
    assert_eq!(read.app_id().map(str::to_owned), text(app));
    let message = &json["message"];
    let to = field(message, "channel_identity", "channelIdentity");
    match read.event() {
        Event::OtherTrigger => assert!(message.is_null()),
        // In the form of 2020 it does not say who wrote.
        Event::OtherChannel if to.is_null() => assert!(message["channel"].is_string()),
        Event::OtherChannel => assert!(to["channel"].is_string() && to["channel"] != "SMS"),
        Event::Inbound(inbound) => {
            assert_eq!(to["channel"], "SMS");
            assert_eq!(to["identity"], inbound.customer());
            assert!(!inbound.customer().is_empty());
            assert_eq!(
                inbound.written_to().map(str::to_owned),
                text(field(message, "sender_id", "senderId"))
            );
            assert_eq!(
                inbound.contact_id().map(str::to_owned),
                text(field(message, "contact_id", "contactId"))
            );
            let _ = inbound.accepted();
        }
    }
}

/// A field by either of its two names.
fn field<'v>(value: &'v Value, snake: &str, camel: &str) -> &'v Value {
    let found = value.get(snake).or_else(|| value.get(camel));
    found.unwrap_or(&Value::Null)
}
