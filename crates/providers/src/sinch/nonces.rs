//! Nonces: each genuine callback is accepted once.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use super::signature::{Verified, seconds};

/// Remembers the nonces of callbacks for as long as their signatures are within the window.
///
/// A nonce is [reserved](Nonces::reserve) before its callback is processed, and
/// [remembered](Reservation::remember) after the callback was answered with success. So of two deliveries at the same
/// time one is accepted, and a delivery after a failure is accepted again. Only a [`Verified`] nonce can be reserved:
/// forged callbacks are never remembered.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use originator_providers::Secret;
/// use originator_providers::sinch::nonces::{Nonces, NonceError};
/// use originator_providers::sinch::signature::Signature;
///
/// # let body = br#"{"app_id":"","accepted_time":"2021-10-18T17:49:13.813615Z","project_id":"e2df3a34-a71b-4448-9db5-a8d2baad28e4","contact_create_notification":{"contact":{"id":"01FJA8B466Y0R2GNXD78MD9SM1","channel_identities":[{"channel":"SMS","identity":"48123456789","app_id":""}],"display_name":"New Test Contact","email":"new.contact@email.com","external_id":"","metadata":"","language":"EN_US"}},"message_metadata":""}"#;
/// # let header = |name: &str| -> Option<&[u8]> { Some(match name {
/// #     "x-sinch-webhook-signature" => b"6bpJoRmFoXVjfJIVglMoJzYXxnoxRujzR4k2GOXewOE=",
/// #     "x-sinch-webhook-signature-algorithm" => b"HmacSHA256",
/// #     "x-sinch-webhook-signature-nonce" => b"01FJA8B4A7BM43YGWSG9GBV067",
/// #     _ => b"1634579353",
/// # }) };
/// # let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1634579353);
/// let nonces = Nonces::new(100_000);
/// let signature = Signature::from_headers(header)?.ok_or("not signed")?;
/// let verified = signature.verify(&Secret::new("foo_secret1234")?, body, now, Duration::from_secs(300))?;
///
/// let first = nonces.reserve(&verified, now)?;
/// assert_eq!(nonces.reserve(&verified, now).err(), Some(NonceError::InProgress));
/// drop(first);                                    // it failed: the provider delivers it again
/// nonces.reserve(&verified, now)?.remember();     // this time it was answered with 200
/// assert_eq!(nonces.reserve(&verified, now).err(), Some(NonceError::Replayed));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Nonces {
    limit: usize,
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    states: HashMap<Arc<str>, State>,
    /// The remembered nonces by the last second at which they count, the earliest on top.
    ends: BinaryHeap<Reverse<(u64, Arc<str>)>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Reserved,
    Remembered,
}

/// The nonce of a callback in progress. Dropping it frees the nonce for another delivery.
#[derive(Debug)]
#[must_use = "dropped at once, it reserves nothing"]
pub struct Reservation<'n> {
    nonces: &'n Nonces,
    nonce: Arc<str>,
    until: u64,
}

impl Nonces {
    /// Holds at most `limit` nonces. It should be as large as the number of genuine callbacks in two windows.
    pub fn new(limit: usize) -> Nonces {
        Nonces {
            limit,
            held: Mutex::default(),
        }
    }

    /// Reserves the nonce of a callback before it is processed.
    ///
    /// # Errors
    /// The callback must not be processed: not now, or never.
    pub fn reserve(
        &self,
        verified: &Verified<'_>,
        now: SystemTime,
    ) -> Result<Reservation<'_>, NonceError> {
        let mut held = self.held();
        held.forget(seconds(now));
        match held.states.get(verified.nonce) {
            Some(State::Reserved) => return Err(NonceError::InProgress),
            Some(State::Remembered) => return Err(NonceError::Replayed),
            // Forgetting an older nonce would let its callback be replayed.
            None if held.states.len() >= self.limit => return Err(NonceError::Full),
            None => {}
        }
        let nonce: Arc<str> = verified.nonce.into();
        held.states.insert(Arc::clone(&nonce), State::Reserved);
        Ok(Reservation {
            nonces: self,
            nonce,
            until: verified.until,
        })
    }

    /// How many nonces are held.
    pub fn count(&self) -> usize {
        self.held().states.len()
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Held {
    /// Drops the nonces that no longer count.
    fn forget(&mut self, now: u64) {
        while let Some(Reverse((until, _))) = self.ends.peek()
            && *until < now
            && let Some(Reverse((_, nonce))) = self.ends.pop()
        {
            self.states.remove(&nonce);
        }
    }
}

impl Reservation<'_> {
    /// The callback was answered with success: its nonce is never accepted again.
    pub fn remember(self) {
        let mut held = self.nonces.held();
        held.states
            .insert(Arc::clone(&self.nonce), State::Remembered);
        held.ends
            .push(Reverse((self.until, Arc::clone(&self.nonce))));
    }
}

impl Drop for Reservation<'_> {
    fn drop(&mut self) {
        let mut held = self.nonces.held();
        if held.states.get(&self.nonce) == Some(&State::Reserved) {
            held.states.remove(&self.nonce);
        }
    }
}

/// Why a genuine callback is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NonceError {
    /// The same callback was answered with success before.
    #[error("the callback was delivered before")]
    Replayed,
    /// The same callback is in progress; if that fails, another delivery is accepted.
    #[error("the same callback is in progress")]
    InProgress,
    /// As many nonces are held as the limit allows; later there is room again.
    #[error("too many callbacks in the window of the signatures")]
    Full,
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Duration;

    use super::*;

    fn at(second: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(second)
    }

    fn verified(nonce: &str) -> Verified<'_> {
        Verified { nonce, until: 100 }
    }

    #[test]
    fn a_nonce_counts_as_long_as_its_signature() {
        let nonces = Nonces::new(10);
        nonces.reserve(&verified("a"), at(1)).unwrap().remember();
        let again = |second| nonces.reserve(&verified("a"), at(second)).err();
        assert_eq!(again(1), Some(NonceError::Replayed));
        assert_eq!(again(100), Some(NonceError::Replayed), "its last second");
        assert_eq!(again(101), None);
        assert_eq!(nonces.count(), 0);
    }

    #[test]
    fn a_failure_frees_the_nonce_even_after_its_time() {
        let nonces = Nonces::new(10);
        let slow = nonces.reserve(&verified("a"), at(1)).unwrap();
        assert_eq!(
            nonces.reserve(&verified("a"), at(1000)).err(),
            Some(NonceError::InProgress)
        );
        drop(slow);
        assert_eq!(nonces.count(), 0);
        assert!(nonces.reserve(&verified("a"), at(2)).is_ok());
    }

    #[test]
    fn when_it_is_full_nothing_is_forgotten_early() {
        let nonces = Nonces::new(2);
        nonces.reserve(&verified("a"), at(1)).unwrap().remember();
        let in_progress = nonces.reserve(&verified("b"), at(1)).unwrap();
        assert_eq!(
            nonces.reserve(&verified("c"), at(1)).err(),
            Some(NonceError::Full)
        );
        assert_eq!(
            nonces.reserve(&verified("a"), at(1)).err(),
            Some(NonceError::Replayed)
        );
        drop(in_progress);
        nonces.reserve(&verified("c"), at(1)).unwrap().remember();
        assert_eq!(nonces.count(), 2);
        assert!(nonces.reserve(&verified("d"), at(101)).is_ok());
        assert_eq!(nonces.count(), 0);
    }

    #[test]
    fn of_many_deliveries_at_once_exactly_one_is_taken() {
        let nonces = Nonces::new(500);
        // The first to get hold of it fails.
        let callbacks: Vec<(String, AtomicBool)> = (0..500)
            .map(|name| (name.to_string(), AtomicBool::new(true)))
            .collect();
        let taken = || {
            let mut taken = 0;
            for (nonce, fails) in &callbacks {
                loop {
                    match nonces.reserve(&verified(nonce), at(1)) {
                        Ok(failed) if fails.swap(false, Ordering::Relaxed) => drop(failed),
                        Ok(reservation) => {
                            reservation.remember();
                            taken += 1;
                        }
                        Err(NonceError::InProgress) => std::thread::yield_now(),
                        Err(NonceError::Replayed) => break,
                        Err(NonceError::Full) => panic!("there are no more than the limit"),
                    }
                }
            }
            taken
        };
        let taken: usize = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(taken)).collect();
            threads
                .into_iter()
                .map(|thread| thread.join().unwrap())
                .sum()
        });
        assert_eq!(taken, 500, "each once");
        assert_eq!(nonces.count(), 500);
    }
}
