//! Why an operation of the store fails, and how long one may take.

use std::time::Duration;

/// Why the store did not do what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StoreError {
    /// There is no connection, and no caller waits for one.
    Away,
    /// The store took too long.
    Slow,
    /// The store answered with an error: the server or the disk is full.
    Refused,
}

impl StoreError {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            StoreError::Away => "away",
            StoreError::Slow => "slow",
            StoreError::Refused => "refused",
        }
    }
}

/// How long a send waits for the store: many times a round trip to a server near by, and so short that nobody notices,
/// since the provider takes longer.
pub(super) const DEADLINE: Duration = Duration::from_millis(75);

/// How long connecting to a server may take. It happens in the background; no request waits for it longer than
/// [`DEADLINE`].
pub(super) const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);
