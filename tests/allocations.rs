//! What is allocated: by a decision about a canonical number nothing, whatever comes out; by a small map that stands
//! for much, little; by the largest map, in proportion to its text.

#![allow(
    clippy::unwrap_used,
    reason = "a test that goes wrong should stop there"
)]

use std::collections::HashSet;
use std::time::{Duration, Instant};

use originator::{Memory, Message, Reason, Router, UseCase};

const MAP: &str = r#"
service_plans:
  plain:
    originators:
      US: { pool: ["+12025550142", { sender: "+13125550123", weight: 3 }] }
      GB: [RETAIL, "+447700900142"]
      SE: { pool: ["+46701740605", "+46701740606"] }
      DE: RETAIL
      FR: { sender: "38099", state: off }
      KZ: "+46701740605"
      NG: omit
      CU: refuse
    borrow: { GG: [GB] }
    sticky: true
    prefer_local: true
    refuse_line_types: [premium_rate]
  wide:
    originators: { SE: "+46701740605" }
    elsewhere: "+447700900142"
"#;

#[test]
fn no_decision_allocates() {
    let router = Router::from_yaml("allocations", MAP).unwrap();
    let (plain, wide) = (router.plan("plain").unwrap(), router.plan("wide").unwrap());
    let hour = Duration::from_secs(3600);
    let sender = |text: &str| text.parse().unwrap();
    let sent = Memory::default().with_sent(sender("+46701740606"), hour);
    let wrote = Memory::default().with_received(Some(sender("+46701740605")), hour);
    let cases = [
        (plain, Message::to("+12025550123")),
        (plain, Message::to("+46701740699")),
        (plain, Message::to("+46701740699").remembered(sent)),
        (plain, Message::to("+46701740699").remembered(wrote)),
        (
            plain,
            Message::to("+12025550123").remembered(wrote.with_sent(sender("+12025550142"), hour)),
        ),
        (plain, Message::to("+447700900123").use_case(UseCase::Otp)),
        (plain, Message::to("+447781123456").needs_reply()),
        (plain, Message::to("+77012345678")),
        (plain, Message::to("+4915123456789").needs_reply()),
        (plain, Message::to("+33612345678")),
        (plain, Message::to("+2348021234567")),
        (plain, Message::to("+5352123456")),
        (plain, Message::to("+19002345678")),
        (plain, Message::to("+393123456789")),
        (plain, Message::to("+881612345678")),
        (plain, Message::to("+1202555012")),
        (plain, Message::to("+12025550123").sender("+46701740605")),
        (plain, Message::to("+12025550123").sender("NOBODY")),
        (
            plain,
            Message::reply_to("+12025550123").written_to("+46701740605"),
        ),
        (
            plain,
            Message::reply_to("+46701740699").written_to("+46701740605"),
        ),
        (plain, Message::reply_to("+393123456789")),
        (wide, Message::to("+393123456789")),
        (wide, Message::reply_to("+393123456789")),
    ];
    let mut reasons = HashSet::new();
    let other = Router::from_yaml("other", "elsewhere: omit").unwrap();
    let unknown = other.default_plan().unwrap();
    let cases = cases
        .into_iter()
        .chain([(unknown, Message::to("+12025550123"))]);
    // The first look at the live map gives the thread its own slot.
    router.route(plain, "+12025550123");
    for (plan, message) in cases {
        let mut decision = None;
        let counted =
            allocation_counter::measure(|| decision = Some(router.decide(plan, &message)));
        assert_eq!(counted.count_total, 0, "{message:?}: {decision:?}");
        reasons.insert(decision.unwrap().reason());
    }
    let missing: Vec<&Reason> = Reason::ALL
        .iter()
        .filter(|reason| !reasons.contains(reason))
        .collect();
    assert!(missing.is_empty(), "no case for {missing:?}");
}

#[test]
fn what_is_small_and_stands_for_much_takes_little_memory() {
    let levels = |count: usize, last: usize| {
        let mut map = "x0: &a0 [A, A, A, A, A, A, A, A, A, A]\n".to_owned();
        for level in 1..count {
            let below = vec![format!("*a{}", level - 1); 10].join(", ");
            map += &format!("x{level}: &a{level} [{below}]\n");
        }
        format!("{map}originators: {{ US: *a{last} }}\n")
    };
    for (what, text) in [
        ("aliases that stand for 10^10 senders", levels(10, 9)),
        ("aliases that stand for 10^20 senders", levels(20, 19)),
        (
            "lists ten thousand deep",
            format!("originators: {{ US: {}", "[".repeat(10_000)),
        ),
        ("mappings ten thousand deep", "{a: ".repeat(10_000)),
    ] {
        let counted = allocation_counter::measure(|| {
            assert!(Router::from_yaml("map.yaml", &text).is_err(), "{what}");
        });
        let peak = counted.bytes_max;
        assert!(peak <= 16 << 20, "{what}: {} MiB", peak >> 20);
    }
}

/// The text of a map of so many plans, each with a sender for each of twenty countries.
fn of_plans(count: usize) -> String {
    let countries = "AU BR CA DE ES FR GB ID IN IT JP MX NG NL PH PL SE TR US ZA";
    let mut map = "service_plans:\n".to_owned();
    for plan in 0..count {
        map += &format!("  plan{plan}:\n    originators:\n");
        for (country, line) in countries.split(' ').zip(plan * 20..) {
            let (area, line) = (201 + line / 100 % 599, line % 100);
            map += &format!("      {country}: \"+1{area}55501{line:02}\"\n");
        }
    }
    map
}

#[test]
#[ignore = "reads a map of fifty megabytes"]
fn a_hundred_thousand_plans_take_memory_and_time_in_proportion() {
    let loaded = |plans| {
        let map = of_plans(plans);
        let start = Instant::now();
        let counted = allocation_counter::measure(|| {
            assert!(Router::from_yaml("map.yaml", &map).is_ok());
        });
        (map.len() as u64 + counted.bytes_max, start.elapsed())
    };
    let (tenth, all) = (loaded(10_000), loaded(100_000));
    assert!(all.0 <= 300_000_000, "{} bytes with the text", all.0);
    let most = tenth.1 * 20 + Duration::from_millis(500);
    assert!(all.1 <= most, "{:?}, a tenth of it {:?}", all.1, tenth.1);
}
