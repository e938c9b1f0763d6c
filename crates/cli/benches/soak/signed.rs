//! Callbacks as the provider signs them.

use std::time::SystemTime;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

pub(crate) fn signature(
    body: &str,
    nonce: &str,
    secret: &str,
    at: SystemTime,
) -> [(&'static str, String); 4] {
    let at = at.duration_since(SystemTime::UNIX_EPOCH).unwrap();
    let timestamp = at.as_secs().to_string();
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(format!("{body}.{nonce}.{timestamp}").as_bytes());
    let code = STANDARD.encode(mac.finalize().into_bytes());
    [
        ("x-sinch-webhook-signature", code),
        (
            "x-sinch-webhook-signature-algorithm",
            "HmacSHA256".to_owned(),
        ),
        ("x-sinch-webhook-signature-nonce", nonce.to_owned()),
        ("x-sinch-webhook-signature-timestamp", timestamp),
    ]
}
