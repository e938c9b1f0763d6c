//! How pools share: a million recipients over pools of several kinds, and who moves when a pool changes.
//!
//! Counts are compared with what chance would give. The recipients are always the same ones, so a test that
//! passes once passes always.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that goes wrong should stop there"
)]

use std::sync::LazyLock;

use originator::{Router, Sender};

const RECIPIENTS: usize = 1_000_000;

/// Mobile numbers of eight countries, one after the other as they are handed out: what begins them, and how many
/// digits follow.
const BLOCKS: [(&str, usize); 8] = [
    ("+1202", 7),
    ("+336", 8),
    ("+39312", 7),
    ("+44770", 7),
    ("+4670", 7),
    ("+55119", 8),
    ("+6149", 7),
    ("+91987", 7),
];

const SENDERS: [&str; 9] = [
    "+12025550142",
    "+13125550123",
    "56767",
    "+447700900142",
    "RETAIL",
    "+46701740605",
    "+46701740606",
    "+14165550142",
    "+16045550142",
];

/// A member of a pool: its place in `SENDERS`, its weight, and whether it is off.
#[derive(Clone, Copy)]
struct Member {
    place: usize,
    weight: u32,
    is_off: bool,
}

/// The first senders with these weights.
fn pool(weights: &[u32]) -> Vec<Member> {
    let members = weights.iter().enumerate();
    let members = members.map(|(place, &weight)| Member {
        place,
        weight,
        is_off: false,
    });
    members.collect()
}

/// The place of the sender that each recipient gets.
fn shared_by(pool: &[Member]) -> Vec<usize> {
    let members = pool.iter().map(|member| {
        let state = if member.is_off { "off" } else { "active" };
        format!(
            "{{ sender: \"{}\", weight: {}, state: {state} }}",
            SENDERS[member.place], member.weight
        )
    });
    let members: Vec<String> = members.collect();
    let map = format!("elsewhere: {{ pool: [{}] }}", members.join(", "));
    let router = Router::from_yaml("map", &map).unwrap_or_else(|errors| panic!("{errors}"));
    let plan = router.default_plan().unwrap();
    let senders = SENDERS.map(|text| text.parse::<Sender>().unwrap());
    let gets = |index: usize| {
        let (begins, digits) = BLOCKS[index % BLOCKS.len()];
        let recipient = format!("{begins}{:0digits$}", index / BLOCKS.len());
        let sender = router.route(plan, &recipient).sender().unwrap();
        senders.iter().position(|other| *other == sender).unwrap()
    };
    (0..RECIPIENTS).map(gets).collect()
}

/// The pool that is compared with others, and how it is shared.
const BASE: [u32; 4] = [1, 2, 3, 10];
static SHARED_BY_BASE: LazyLock<Vec<usize>> = LazyLock::new(|| shared_by(&pool(&BASE)));

/// Whether a count is within four standard deviations of what chance gives: `part` of `whole`, for each of `all`.
fn assert_share(count: usize, all: usize, (part, whole): (u32, u32), what: &str) {
    let (count, all) = (count as f64, all as f64);
    let share = f64::from(part) / f64::from(whole);
    let deviations = (count - all * share) / (all * share * (1.0 - share)).sqrt();
    assert!(
        deviations.abs() <= 4.0,
        "{what}: {count} of {all}, {deviations:.1} standard deviations from {part}/{whole}"
    );
}

/// Each member's share of these recipients is as its weight.
fn assert_shares(pool: &[Member], gets: impl Iterator<Item = usize>, what: &str) {
    let mut counts = [0; SENDERS.len()];
    gets.for_each(|place| counts[place] += 1);
    let whole = pool.iter().map(|member| member.weight).sum();
    for member in pool {
        let what = format!("{what}, {}", SENDERS[member.place]);
        let share = (member.weight, whole);
        assert_share(counts[member.place], counts.iter().sum(), share, &what);
    }
}

#[test]
fn two_equal_members_share_equally() {
    let pool = pool(&[1, 1]);
    assert_shares(&pool, shared_by(&pool).into_iter(), "two");
}

#[test]
fn eight_equal_members_share_equally() {
    let pool = pool(&[1; 8]);
    assert_shares(&pool, shared_by(&pool).into_iter(), "eight");
}

#[test]
fn members_share_as_their_weights() {
    let shared = SHARED_BY_BASE.iter().copied();
    assert_shares(&pool(&BASE), shared, "1:2:3:10");
}

#[test]
fn one_in_a_thousand_is_one_in_a_thousand() {
    let pool = pool(&[1, 1000]);
    assert_shares(&pool, shared_by(&pool).into_iter(), "1:1000");
}

/// Read backwards it is a member that comes: it takes its share of everybody's, and nothing else moves.
#[test]
fn a_member_that_leaves_moves_its_own_recipients_alone() {
    let leaves = 2;
    let mut rest = pool(&BASE);
    rest.remove(leaves);
    let after = shared_by(&rest);
    let mut moved = Vec::new();
    for (&before, after) in SHARED_BY_BASE.iter().zip(after) {
        if before == leaves {
            moved.push(after);
        } else {
            assert_eq!(before, after, "another member's recipient moved");
        }
    }
    assert_share(moved.len(), RECIPIENTS, (BASE[leaves], 16), "who moves");
    assert_shares(&rest, moved.into_iter(), "where they move");
}

#[test]
fn a_member_that_comes_takes_its_share_of_each() {
    let mut more = pool(&BASE);
    let comes = Member {
        place: 4,
        weight: 4,
        is_off: false,
    };
    more.push(comes);
    let after = shared_by(&more);
    let mut moved = Vec::new();
    for (&before, after) in SHARED_BY_BASE.iter().zip(after) {
        if before != after {
            assert_eq!(after, comes.place, "a recipient moved between old members");
            moved.push(before);
        }
    }
    assert_share(moved.len(), RECIPIENTS, (4, 20), "who moves");
    assert_shares(&pool(&BASE), moved.into_iter(), "from where");
}

/// Read backwards it is a weight that shrinks.
#[test]
fn a_weight_that_grows_draws_only_what_it_must() {
    let grows = 1;
    let mut heavier = BASE;
    heavier[grows] = 6;
    let after = shared_by(&pool(&heavier));
    let mut moved = Vec::new();
    for (&before, after) in SHARED_BY_BASE.iter().zip(after) {
        if before != after {
            assert_eq!(
                after, grows,
                "a recipient moved to a member that did not grow"
            );
            moved.push(before);
        }
    }
    // From 2 of 16 to 6 of 20.
    assert_share(
        moved.len(),
        RECIPIENTS,
        (6 * 16 - 2 * 20, 16 * 20),
        "who moves",
    );
    let mut others = pool(&BASE);
    others.remove(grows);
    assert_shares(&others, moved.into_iter(), "from where");
}

#[test]
fn the_order_of_members_does_not_matter() {
    let mut turned = pool(&BASE);
    turned.reverse();
    assert!(shared_by(&turned) == *SHARED_BY_BASE);
}

#[test]
fn a_member_that_is_off_is_as_one_that_left() {
    let mut with_off = pool(&BASE);
    for place in [4, 5] {
        let off = Member {
            place,
            weight: 7,
            is_off: true,
        };
        with_off.insert(1, off);
    }
    assert!(shared_by(&with_off) == *SHARED_BY_BASE);
}
