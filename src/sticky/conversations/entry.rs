//! A conversation, packed into few bytes, because a store may have ten million of them.

use std::time::{Duration, SystemTime};

use crate::Number;
use crate::plan::PlanId;

/// The key of a conversation: number and plan in full, not a hash, so that no two conversations share a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key([u8; 12]);

impl Key {
    pub(super) fn new(number: Number, plan: PlanId) -> Key {
        let (mut key, number, plan) = (
            [0; 12],
            number.bits().to_le_bytes(),
            plan.place.to_le_bytes(),
        );
        key.iter_mut()
            .zip(number.into_iter().chain(plan))
            .for_each(|(to, from)| *to = from);
        Key(key)
    }
}

/// Two events of 52 bits each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Value([u8; 13]);

/// The last events of a conversation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Unpacked {
    pub(super) received: Event,
    pub(super) sent: Event,
}

/// An event: its time as a second in the low 30 bits, and the id of its sender in the 22 bits above. All zero is no
/// event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Event(u64);

const SECOND_BITS: u32 = 30;
const SENDER_BITS: u32 = 22;
const EVENT_BITS: u32 = SECOND_BITS + SENDER_BITS;

/// The first second that an event can have: 2020-01-01, in seconds since 1970. The last one is in 2054.
const FIRST_SECOND: u64 = 1_577_836_800;

/// The most senders that have an id.
pub(super) const MAX_SENDERS: u32 = (1 << SENDER_BITS) - 1;

impl Value {
    pub(super) fn pack(unpacked: Unpacked) -> Value {
        let bits = u128::from(unpacked.received.0) | u128::from(unpacked.sent.0) << EVENT_BITS;
        let mut value = [0; 13];
        value
            .iter_mut()
            .zip(bits.to_le_bytes())
            .for_each(|(to, from)| *to = from);
        Value(value)
    }

    pub(super) fn unpack(self) -> Unpacked {
        let mut bits = [0; 16];
        bits.iter_mut()
            .zip(self.0)
            .for_each(|(to, from)| *to = from);
        let bits = u128::from_le_bytes(bits);
        let event = |bits: u128| Event(bits as u64 & ((1 << EVENT_BITS) - 1));
        Unpacked {
            received: event(bits),
            sent: event(bits >> EVENT_BITS),
        }
    }
}

impl Event {
    /// An event at this time, with the id of its sender if that is known. Ids begin at 1.
    pub(super) fn new(sender: Option<u32>, now: SystemTime) -> Event {
        // Second 0 means that there was no event.
        let second = seconds(now)
            .saturating_sub(FIRST_SECOND)
            .clamp(1, (1 << SECOND_BITS) - 1);
        Event(second | u64::from(sender.unwrap_or(0)) << SECOND_BITS)
    }

    /// The later of two events; `other` if both are of the same second.
    pub(super) fn latest(self, other: Event) -> Event {
        if self.second() > other.second() {
            self
        } else {
            other
        }
    }

    fn second(self) -> u64 {
        self.0 & ((1 << SECOND_BITS) - 1)
    }

    pub(super) fn sender(self) -> Option<u32> {
        let id = (self.0 >> SECOND_BITS) as u32;
        (id > 0).then_some(id)
    }

    /// The age of the event, if there was one and it is younger than `max_age`. An event in the future, as after a
    /// clock was set back, has age zero.
    pub(super) fn age(self, now: SystemTime, max_age: Duration) -> Option<Duration> {
        let second = self.second();
        let age = Duration::from_secs(seconds(now).saturating_sub(FIRST_SECOND + second));
        (second > 0 && age < max_age).then_some(age)
    }
}

fn seconds(time: SystemTime) -> u64 {
    time.duration_since(SystemTime::UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_twenty_five_bytes() {
        assert_eq!(size_of::<(Key, Value)>(), 25);
    }

    #[test]
    fn what_is_packed_comes_out_again() {
        let at = |second| SystemTime::UNIX_EPOCH + Duration::from_secs(second);
        let events = [
            Event::default(),
            Event::new(None, at(FIRST_SECOND + 1)),
            Event::new(Some(1), at(FIRST_SECOND + 77)),
            Event::new(Some(MAX_SENDERS), at(FIRST_SECOND + (1 << SECOND_BITS) - 1)),
        ];
        for received in events {
            for sent in events {
                let unpacked = Unpacked { received, sent };
                assert_eq!(Value::pack(unpacked).unpack(), unpacked);
            }
        }
        let forever = Duration::MAX;
        assert_eq!(events[0].age(at(FIRST_SECOND + 5), forever), None);
        assert_eq!(
            events[1].age(at(FIRST_SECOND + 5), forever),
            Some(Duration::from_secs(4))
        );
        assert_eq!(
            events[1].age(at(FIRST_SECOND), forever),
            Some(Duration::ZERO)
        );
        assert_eq!(
            events[2].age(at(FIRST_SECOND + 87), Duration::from_secs(10)),
            None
        );
        assert_eq!(events[1].sender(), None);
        assert_eq!(events[3].sender(), Some(MAX_SENDERS));
    }
}
