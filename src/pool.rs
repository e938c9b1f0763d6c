//! Pools: picks the member that a recipient gets. It is the same on every machine, and with every numbering plan that
//! has the same area codes.
//!
//! The method is weighted rendezvous hashing: every member of the pool draws a number for the recipient, and the best
//! draw wins. A member's draw depends only on the member and the recipient. So adding or removing a member moves only
//! the recipients that this member gains or loses, and the order of the members does not matter.
//!
//! `docs/pools.md` describes the method for implementations in other languages. The draw must never change, which the
//! test vectors in `tests/vectors/` ensure.

mod local;
mod logarithm;

use std::cmp::Ordering;

pub(crate) use local::{Local, Locality};

use crate::plan::{Member, PlanSender};
use crate::{Number, Sender, SenderKind};

/// A sender that can be a member of a pool.
pub(crate) trait PoolMember {
    fn sender(&self) -> &Sender;
    fn kind(&self) -> SenderKind;
    fn weight(&self) -> u32;
}

impl PoolMember for Member {
    fn sender(&self) -> &Sender {
        &self.sender
    }

    fn kind(&self) -> SenderKind {
        self.kind
    }

    fn weight(&self) -> u32 {
        self.weight
    }
}

/// Senders that are not listed as a pool have equal weights.
impl PoolMember for PlanSender {
    fn sender(&self) -> &Sender {
        &self.sender
    }

    fn kind(&self) -> SenderKind {
        self.kind
    }

    fn weight(&self) -> u32 {
        1
    }
}

/// Picks the member that a recipient gets.
///
/// `local` gives the recipient's area and is called only if there are several members. If there is an area, only the
/// members that are most local to it take part in the draw.
pub(crate) fn pick<'m, 'n, E: PoolMember + 'm>(
    members: impl Iterator<Item = &'m E> + Clone,
    recipient: Number,
    local: impl FnOnce() -> Option<Local<'n>>,
) -> Option<&'m E> {
    let mut rest = members.clone();
    let first = rest.next()?;
    if rest.next().is_none() {
        return Some(first);
    }
    let recipient_hash = mix(recipient.as_u64());
    let drawn = |member: &'m E| Drawn {
        member,
        draw: draw(member, recipient_hash),
    };
    let best = |best: Drawn<'m, E>, next: Drawn<'m, E>| match better(&next, &best) {
        Ordering::Greater => next,
        _ => best,
    };
    let Some(local) = local() else {
        return members.map(drawn).reduce(best).map(|best| best.member);
    };
    let locality = |member: &E| local.locality(member.sender(), member.kind());
    let mut most = Locality::Elsewhere;
    let mut found: Option<Drawn<'m, E>> = None;
    for member in members {
        let near = locality(member);
        if near < most {
            continue;
        }
        let next = drawn(member);
        found = match found {
            Some(before) if near == most => Some(best(before, next)),
            _ => Some(next),
        };
        most = near;
    }
    found.map(|best| best.member)
}

/// A member and its draw for the recipient.
struct Drawn<'m, E> {
    member: &'m E,
    draw: u64,
}

/// Compares the draws of two members for a recipient. The better one is `Greater`; no two members are equal.
fn better<E: PoolMember>(one: &Drawn<'_, E>, other: &Drawn<'_, E>) -> Ordering {
    let weights = (one.member.weight(), other.member.weight());
    let by_weight = if weights.0 == weights.1 {
        Ordering::Equal
    } else {
        by_rate((one.draw, weights.0), (other.draw, weights.1))
    };
    by_weight
        .then(one.draw.cmp(&other.draw))
        .then(other.member.sender().cmp(one.member.sender()))
}

/// Compares two draws of unequal weights. `-log2(u) / weight` is exponentially distributed with the weight as its rate,
/// so each member has the least value with a probability in proportion to its weight.
///
/// Bounds of the logarithm decide nearly all comparisons; the exact logarithm takes much longer.
fn by_rate((draw, weight): (u64, u32), (other, other_weight): (u64, u32)) -> Ordering {
    // Both sides are multiplied by both weights, which avoids a division.
    let cost = |log: u64, by: u32| u128::from(log) * u128::from(by);
    let (range, other_range) = (logarithm::bounds(draw), logarithm::bounds(other));
    if cost(range.1, other_weight) < cost(other_range.0, weight) {
        return Ordering::Greater;
    }
    if cost(range.0, other_weight) > cost(other_range.1, weight) {
        return Ordering::Less;
    }
    let exact = cost(logarithm::minus_log2(draw), other_weight);
    cost(logarithm::minus_log2(other), weight).cmp(&exact)
}

/// The member's draw: 64 bits from the sender's text and the recipient's digits, mixed.
fn draw<E: PoolMember>(member: &E, recipient: u64) -> u64 {
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
