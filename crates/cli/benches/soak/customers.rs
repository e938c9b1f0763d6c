//! The customers of a caller, and what a service may remember of each.

use std::time::Duration;

use originator::{Memory, Sender};

use crate::maps::SENDERS;

/// Of each caller, so that those of all are several times as many as are remembered.
const COUNT: usize = 10_000;

/// Who never writes, and is written to by all callers: of a region each, one that nobody can read, and one of a
/// region that no map names.
pub(crate) const STRANGERS: [&str; 9] = [
    "+12025550123",
    "+12025550199",
    "+447700900123",
    "+447911123456",
    "+17875550123",
    "+5352123456",
    "+2348021234567",
    "+330000000000000",
    "+4917612345678",
];

/// What may have been heard of a customer: all that was ever told, since some of it may have been forgotten.
#[derive(Clone, Default)]
struct Heard {
    /// To which senders they wrote, by their place among all.
    written_to: u8,
    /// From which senders they were sent messages.
    sent: u8,
}

pub(crate) struct Customers {
    lot: usize,
    heard: Vec<Heard>,
    state: u64,
    last: usize,
}

impl Customers {
    pub(crate) fn new(lot: usize) -> Customers {
        Customers {
            lot,
            heard: vec![Heard::default(); COUNT],
            state: lot as u64,
            last: 0,
        }
    }

    /// A number below `end`, by SplitMix64.
    pub(crate) fn random(&mut self, end: usize) -> usize {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }

    /// One who was there a moment ago, or any of them.
    pub(crate) fn any(&mut self) -> usize {
        if self.random(2) == 0 {
            self.last = self.random(COUNT);
        }
        self.last
    }

    /// Without a `+`, as the provider writes it.
    pub(crate) fn number(&self, customer: usize) -> String {
        format!("4670{:07}", self.lot * COUNT + customer)
    }

    pub(crate) fn wrote(&mut self, customer: usize, written_to: usize) {
        self.heard[customer].written_to |= 1 << written_to;
    }

    pub(crate) fn was_sent(&mut self, customer: usize, sender: &str) {
        let place = SENDERS.iter().position(|it| *it == sender).unwrap();
        self.heard[customer].sent |= 1 << place;
    }

    /// What may be remembered of a customer; of one who wrote a moment ago that they did.
    pub(crate) fn memories(&self, customer: usize, just_wrote_to: Option<usize>) -> Vec<Memory> {
        let heard = &self.heard[customer];
        let received: Vec<Option<Sender>> = match just_wrote_to {
            Some(written_to) => vec![Some(sender(written_to))],
            None => some_or_none(heard.written_to),
        };
        combined(&received, &some_or_none(heard.sent))
    }

    /// What may be remembered of a stranger.
    pub(crate) fn memories_of_strangers() -> Vec<Memory> {
        combined(&[None], &some_or_none(u8::MAX))
    }
}

fn sender(place: usize) -> Sender {
    SENDERS[place].parse().unwrap()
}

fn some_or_none(places: u8) -> Vec<Option<Sender>> {
    let some = (0..SENDERS.len()).filter(|place| places & (1 << place) != 0);
    some.map(|place| Some(sender(place)))
        .chain([None])
        .collect()
}

fn combined(received: &[Option<Sender>], sent: &[Option<Sender>]) -> Vec<Memory> {
    let mut memories = Vec::new();
    for &received in received {
        for &sent in sent {
            let mut memory = Memory::default();
            if received.is_some() {
                memory = memory.with_received(received, Duration::ZERO);
            }
            if let Some(sent) = sent {
                memory = memory.with_sent(sent, Duration::ZERO);
            }
            memories.push(memory);
        }
    }
    memories
}
