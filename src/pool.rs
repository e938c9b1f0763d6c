//! Pools: which member a recipient gets, the same on every machine and in every version.
//!
//! Weighted rendezvous hashing: every member of the pool draws a number for the recipient, and the best draw
//! wins. Since a member's draw depends on nothing but itself and the recipient, adding or removing a member
//! moves only the recipients it gains or loses, and the order of members does not matter.
//!
//! `docs/pools.md` has it in words, and it is fixed for ever: `tests/vectors/` holds it to that.

mod logarithm;

use std::cmp::Ordering;

use crate::map::{Member, Owned};
use crate::{Number, Region, Sender};

/// A sender that shares in a pool's traffic.
pub(crate) trait Entrant {
    fn sender(&self) -> &Sender;
    fn weight(&self) -> u32;
}

impl Entrant for Member {
    fn sender(&self) -> &Sender {
        &self.sender
    }

    fn weight(&self) -> u32 {
        self.weight
    }
}

/// Senders that were in no pool share equally.
impl Entrant for Owned {
    fn sender(&self) -> &Sender {
        &self.sender
    }

    fn weight(&self) -> u32 {
        1
    }
}

/// The member that a recipient gets, of those that can carry the message.
///
/// With `near`, the calling code of the recipient, members that share most of the recipient's leading digits
/// come first.
pub(crate) fn pick<'m, E: Entrant + 'm>(
    members: impl Iterator<Item = &'m E> + Clone,
    recipient: Number,
    near: Option<Region>,
) -> Option<&'m E> {
    let mut rest = members.clone();
    let first = rest.next()?;
    if rest.next().is_none() {
        return Some(first);
    }
    let most = near.map(|region| {
        let shared = members
            .clone()
            .map(|member| shared_digits(member, recipient, region));
        (region, shared.max().unwrap_or_default())
    });
    let whose = mix(recipient.as_u64());
    members
        .filter(|member| {
            most.is_none_or(|(region, most)| shared_digits(*member, recipient, region) == most)
        })
        .map(|member| Drawn {
            member,
            draw: draw(member, whose),
        })
        .reduce(|best, next| match better(&next, &best) {
            Ordering::Greater => next,
            _ => best,
        })
        .map(|best| best.member)
}

/// A member and its draw for the recipient.
struct Drawn<'m, E> {
    member: &'m E,
    draw: u64,
}

/// How many leading digits a sender shares with the recipient: of the calling code and at most three after
/// it. A sender of another calling code shares none.
fn shared_digits<E: Entrant>(member: &E, recipient: Number, region: Region) -> usize {
    let code_digits = match region.calling_code() {
        Some(1..=9) => 1,
        Some(10..=99) => 2,
        _ => 3,
    };
    let Some(number) = member.sender().number() else {
        return 0;
    };
    let same = number
        .digits()
        .zip(recipient.digits())
        .take(code_digits + 3);
    let shared = same.take_while(|(ours, theirs)| ours == theirs).count();
    if shared < code_digits { 0 } else { shared }
}

/// Compares two members' draws for a recipient; no two members of a pool are equal.
fn better<E: Entrant>(one: &Drawn<'_, E>, other: &Drawn<'_, E>) -> Ordering {
    let weights = (one.member.weight(), other.member.weight());
    let by_weight = match weights.0 == weights.1 {
        true => Ordering::Equal,
        false => by_rate((one.draw, weights.0), (other.draw, weights.1)),
    };
    by_weight
        .then(one.draw.cmp(&other.draw))
        .then(other.member.sender().cmp(one.member.sender()))
}

/// Compares two draws of unequal weights: -log2(u) / weight is exponentially distributed with the weight as its
/// rate, so that the least of them belongs to each member in proportion to its weight.
fn by_rate((draw, weight): (u64, u32), (other, other_weight): (u64, u32)) -> Ordering {
    // Multiplied out, it needs no division.
    let cost = |log: u64, by: u32| u128::from(log) * u128::from(by);
    let (near, other_near) = (logarithm::bounds(draw), logarithm::bounds(other));
    if cost(near.1, other_weight) < cost(other_near.0, weight) {
        return Ordering::Greater;
    }
    if cost(near.0, other_weight) > cost(other_near.1, weight) {
        return Ordering::Less;
    }
    let exact = cost(logarithm::minus_log2(draw), other_weight);
    cost(logarithm::minus_log2(other), weight).cmp(&exact)
}

/// The member's draw: 64 bits from the sender's text and the recipient's digits, mixed.
fn draw<E: Entrant>(member: &E, recipient: u64) -> u64 {
    let text = u128::from_le_bytes(*member.sender().filled());
    let sender = mix(text as u64 ^ mix((text >> 64) as u64));
    mix(sender ^ recipient)
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood, 2014), with its increment, so that 0 is no fixed point.
fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ value >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ value >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ value >> 31
}

#[cfg(test)]
mod tests;
