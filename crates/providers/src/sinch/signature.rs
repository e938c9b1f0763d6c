//! Signatures: whether a callback comes from the provider, and when it was signed.
//!
//! If a webhook was registered with a secret, its callbacks are signed: with the base64 of HMAC-SHA256 over
//! `body.nonce.timestamp`, in four headers.

use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::Secret;

/// The header with the signature in base64.
pub const SIGNATURE: &str = "x-sinch-webhook-signature";
/// The header with the algorithm's name, [`ALGORITHM_NAME`].
pub const ALGORITHM: &str = "x-sinch-webhook-signature-algorithm";
/// The header with the nonce, a text that no other callback has.
pub const NONCE: &str = "x-sinch-webhook-signature-nonce";
/// The header with the time of signing in seconds since 1970, UTC.
pub const TIMESTAMP: &str = "x-sinch-webhook-signature-timestamp";
/// The only algorithm there is.
pub const ALGORITHM_NAME: &str = "HmacSHA256";

/// The longest nonce that is accepted, in bytes; the provider's have 26.
pub const MAX_NONCE: usize = 128;

/// The signature in the headers of a callback, not yet verified.
#[derive(Clone, Copy, Debug)]
pub struct Signature<'a> {
    code: [u8; 32],
    nonce: &'a str,
    timestamp: &'a str,
    signed_at: u64,
}

/// A nonce that the holder of the secret signed, within the window.
#[derive(Clone, Copy, Debug)]
pub struct Verified<'a> {
    pub(crate) nonce: &'a str,
    /// The last second at which this signature is within the window.
    pub(crate) until: u64,
}

impl<'a> Signature<'a> {
    /// Reads the headers, each by its name in lower case. If all four are absent the callback is not signed, and the
    /// result is `None`.
    ///
    /// # Errors
    /// Some of the headers are missing, or a header has not the documented form.
    pub fn from_headers(
        header: impl Fn(&'static str) -> Option<&'a [u8]>,
    ) -> Result<Option<Signature<'a>>, SignatureError> {
        if [SIGNATURE, ALGORITHM, NONCE, TIMESTAMP]
            .into_iter()
            .all(|name| header(name).is_none())
        {
            return Ok(None);
        }
        let text = |name| {
            let value = header(name).ok_or(SignatureError::Missing(name))?;
            std::str::from_utf8(value).map_err(|_| SignatureError::Unreadable(name))
        };
        if text(ALGORITHM)? != ALGORITHM_NAME {
            return Err(SignatureError::Algorithm);
        }
        let nonce = text(NONCE)?;
        // If the nonce or the timestamp contained a full stop, the same signature would be valid for another body.
        let plain = |byte: u8| byte.is_ascii_graphic() && byte != b'.';
        if !(1..=MAX_NONCE).contains(&nonce.len()) || !nonce.bytes().all(plain) {
            return Err(SignatureError::Unreadable(NONCE));
        }
        let timestamp = text(TIMESTAMP)?;
        if !timestamp.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(SignatureError::Unreadable(TIMESTAMP));
        }
        let signed_at = timestamp
            .parse()
            .map_err(|_| SignatureError::Unreadable(TIMESTAMP))?;
        let code = STANDARD
            .decode(text(SIGNATURE)?)
            .ok()
            .and_then(|code| code.try_into().ok())
            .ok_or(SignatureError::Unreadable(SIGNATURE))?;
        Ok(Some(Signature {
            code,
            nonce,
            timestamp,
            signed_at,
        }))
    }

    /// Verifies that the holder of the secret signed exactly this body, at most `window` before or after `now`. The
    /// comparison takes the same time wherever two signatures differ.
    ///
    /// # Errors
    /// [`SignatureError::Forged`] or [`SignatureError::OutsideWindow`].
    pub fn verify(
        &self,
        secret: &Secret,
        body: &[u8],
        now: SystemTime,
        window: Duration,
    ) -> Result<Verified<'a>, SignatureError> {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.expose().as_bytes()) else {
            return Err(SignatureError::Forged);
        };
        for part in [
            body,
            b".",
            self.nonce.as_bytes(),
            b".",
            self.timestamp.as_bytes(),
        ] {
            mac.update(part);
        }
        mac.verify_slice(&self.code)
            .map_err(|_| SignatureError::Forged)?;
        let age = seconds(now).abs_diff(self.signed_at);
        if age > window.as_secs() {
            return Err(SignatureError::OutsideWindow { seconds: age });
        }
        Ok(Verified {
            nonce: self.nonce,
            until: self.signed_at.saturating_add(window.as_secs()),
        })
    }
}

/// Whole seconds since 1970; earlier times are 0.
pub(crate) fn seconds(time: SystemTime) -> u64 {
    time.duration_since(SystemTime::UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}

/// Why a signature is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignatureError {
    /// One of the four headers is missing.
    #[error("the header `{0}` is missing")]
    Missing(&'static str),
    /// A header has not the documented form.
    #[error("the header `{0}` has not the documented form")]
    Unreadable(&'static str),
    /// The header of the algorithm names another algorithm.
    #[error("the algorithm is not `{ALGORITHM_NAME}`")]
    Algorithm,
    /// The signature is of another body, nonce or timestamp, or it was made with another secret.
    #[error("the signature does not verify with the app's secret")]
    Forged,
    /// The signature verifies, but it is too old, or its time is in the future.
    #[error("the signature is {seconds} s away from now, outside of the window")]
    OutsideWindow {
        /// How far from now, in whole seconds.
        seconds: u64,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the provider's own client libraries.
    const BODY: &str = r#"{"app_id":"","accepted_time":"2021-10-18T17:49:13.813615Z","project_id":"e2df3a34-a71b-4448-9db5-a8d2baad28e4","contact_create_notification":{"contact":{"id":"01FJA8B466Y0R2GNXD78MD9SM1","channel_identities":[{"channel":"SMS","identity":"48123456789","app_id":""}],"display_name":"New Test Contact","email":"new.contact@email.com","external_id":"","metadata":"","language":"EN_US"}},"message_metadata":""}"#;
    const SECRET: &str = "foo_secret1234";
    const SIGNED_AT: u64 = 1_634_579_353;
    const HEADERS: [(&str, &str); 4] = [
        (SIGNATURE, "6bpJoRmFoXVjfJIVglMoJzYXxnoxRujzR4k2GOXewOE="),
        (ALGORITHM, "HmacSHA256"),
        (NONCE, "01FJA8B4A7BM43YGWSG9GBV067"),
        (TIMESTAMP, "1634579353"),
    ];
    const WINDOW: Duration = Duration::from_secs(300);

    /// The published headers with some of them otherwise, or left out.
    fn signature(
        changes: &[(&str, Option<&'static str>)],
    ) -> Result<Option<Signature<'static>>, SignatureError> {
        Signature::from_headers(|name| {
            let change = changes.iter().find(|(changed, _)| *changed == name);
            let (_, published) = HEADERS.iter().find(|(published, _)| *published == name)?;
            match change {
                Some((_, value)) => value.map(str::as_bytes),
                None => Some(published.as_bytes()),
            }
        })
    }

    fn verify(signature: Signature<'_>, body: &str, now: u64) -> Result<u64, SignatureError> {
        let secret = Secret::new(SECRET).unwrap();
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(now);
        signature
            .verify(&secret, body.as_bytes(), now, WINDOW)
            .map(|verified| verified.until)
    }

    #[test]
    fn the_published_example_is_genuine_within_the_window() {
        let published = signature(&[]).unwrap().unwrap();
        let cases = [
            (0, Ok(SIGNED_AT + 300), "at once"),
            (300, Ok(SIGNED_AT + 300), "the window's last second"),
            (-300, Ok(SIGNED_AT + 300), "our clock is behind"),
            (
                301,
                Err(SignatureError::OutsideWindow { seconds: 301 }),
                "too old",
            ),
            (
                -301,
                Err(SignatureError::OutsideWindow { seconds: 301 }),
                "from the future",
            ),
        ];
        for (later, expected, why) in cases {
            let now = SIGNED_AT.checked_add_signed(later).unwrap();
            assert_eq!(verify(published, BODY, now), expected, "{why}");
        }
    }

    #[test]
    fn whatever_is_changed_is_noticed() {
        let forged = Err(SignatureError::Forged);
        let published = signature(&[]).unwrap().unwrap();
        let longer = format!("{BODY}\n");
        assert_eq!(verify(published, &longer, SIGNED_AT), forged);
        assert_eq!(verify(published, "", SIGNED_AT), forged);
        for (name, value) in [
            (NONCE, "01FJA8B4A7BM43YGWSG9GBV068"),
            (TIMESTAMP, "1634579354"),
            (TIMESTAMP, "01634579353"),
            (SIGNATURE, "7bpJoRmFoXVjfJIVglMoJzYXxnoxRujzR4k2GOXewOE="),
        ] {
            let changed = signature(&[(name, Some(value))]).unwrap().unwrap();
            assert_eq!(verify(changed, BODY, SIGNED_AT), forged, "{name}: {value}");
        }
        let other = Secret::new("foo_secret1235").unwrap();
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(SIGNED_AT);
        let verified = published.verify(&other, BODY.as_bytes(), now, WINDOW);
        assert_eq!(verified.unwrap_err(), SignatureError::Forged);
    }

    #[test]
    fn headers_are_all_there_and_as_documented_or_none_is() {
        let none: Vec<_> = HEADERS.iter().map(|&(name, _)| (name, None)).collect();
        assert!(signature(&none).unwrap().is_none());
        for (name, _) in HEADERS {
            let error = signature(&[(name, None)]).unwrap_err();
            assert_eq!(error, SignatureError::Missing(name));
        }
        let long: &'static str = "N".repeat(MAX_NONCE + 1).leak();
        let cases = [
            (ALGORITHM, "HmacSHA1", SignatureError::Algorithm),
            (NONCE, "", SignatureError::Unreadable(NONCE)),
            (NONCE, "with.stop", SignatureError::Unreadable(NONCE)),
            (NONCE, "with space", SignatureError::Unreadable(NONCE)),
            (NONCE, long, SignatureError::Unreadable(NONCE)),
            (TIMESTAMP, "", SignatureError::Unreadable(TIMESTAMP)),
            (TIMESTAMP, "-1", SignatureError::Unreadable(TIMESTAMP)),
            (
                TIMESTAMP,
                "+1634579353",
                SignatureError::Unreadable(TIMESTAMP),
            ),
            (
                TIMESTAMP,
                "1634579353.0",
                SignatureError::Unreadable(TIMESTAMP),
            ),
            (
                TIMESTAMP,
                "99999999999999999999",
                SignatureError::Unreadable(TIMESTAMP),
            ),
            (SIGNATURE, "", SignatureError::Unreadable(SIGNATURE)),
            (SIGNATURE, "6bpJ", SignatureError::Unreadable(SIGNATURE)),
            (
                SIGNATURE,
                "6bpJoRmFoXVjfJIVglMoJzYXxnoxRujzR4k2GOXewOE",
                SignatureError::Unreadable(SIGNATURE),
            ),
        ];
        for (name, value, expected) in cases {
            let error = signature(&[(name, Some(value))]).unwrap_err();
            assert_eq!(error, expected, "{name}: {value}");
        }
    }

    #[test]
    fn secrets_are_not_printed() {
        assert_eq!(format!("{:?}", Secret::new(SECRET).unwrap()), "Secret");
    }
}
