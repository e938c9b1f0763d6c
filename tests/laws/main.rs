//! The laws of a decision: what holds for every map and every message.
//!
//! Maps and messages are made up by `maps`; `model` decides them a second time, by the rules in words.
//! `PROPTEST_CASES` sets how many cases each law is tried on.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that goes wrong should stop there"
)]

mod maps;
mod model;
mod warned;

use std::collections::BTreeMap;
use std::time::Duration;

use originator::{
    BareDigits, Decision, MapErrorKind, Memory, Message, Outcome, OutcomeKind, PlanId, Reason,
    Region, Router, Sender, UseCase,
};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};

use maps::{Asked, Case, Entry, Plan, cases, plans, pools, recipients};

/// Few enough by default that the file takes seconds in a debug build.
fn config() -> Config {
    Config {
        cases: std::env::var("PROPTEST_CASES")
            .ok()
            .and_then(|cases| cases.parse().ok())
            .unwrap_or(192),
        failure_persistence: None,
        ..Config::default()
    }
}

/// A router with this map. The maps are meant to be right: one that is refused is a mistake here or in the check.
fn router(yaml: &str) -> (Router, PlanId) {
    let router = match Router::from_yaml("map", yaml) {
        Ok(router) => router,
        Err(errors) => panic!("a valid map was refused:\n{errors}\n{yaml}"),
    };
    let plan = router.plan("default").unwrap();
    (router, plan)
}

fn decide(router: &Router, plan: PlanId, asked: &[Asked]) -> Vec<Decision> {
    let decisions = asked
        .iter()
        .map(|asked| router.decide(plan, &asked.message()));
    decisions.collect()
}

/// What a law may not change: all of a decision, but for the generation where a map was replaced.
fn essence(decision: &Decision) -> impl PartialEq + std::fmt::Debug + use<> {
    (
        decision.recipient(),
        decision.location(),
        decision.outcome(),
        decision.reason(),
        decision.sender_kind(),
        decision.warnings(),
    )
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_router_decides_as_the_model(case in cases()) {
        let yaml = case.plan.yaml();
        let (router, plan) = router(&yaml);
        for asked in &case.asked {
            let decision = router.decide(plan, &asked.message());
            let wanted = model::decide(&case.plan, asked);
            let warnings = decision.warnings().iter().filter(|warning| model::WARNINGS.contains(warning));
            prop_assert_eq!(
                (decision.outcome(), decision.reason(), warnings.collect()),
                wanted,
                "{}{}\n{}",
                yaml,
                router.explain(plan, &asked.message()),
                String::from_utf8_lossy(&asked.to)
            );
        }
    }

    #[test]
    fn a_pool_is_shared_as_the_model_shares_it(
        pool in pools(),
        recipients in prop::collection::vec(recipients(), 8),
        leaves in any::<Index>(),
    ) {
        let (router, plan) = router(&pool.yaml());
        let gone = *leaves.get(&pool.senders());
        let (smaller, smaller_plan) = self::router(&pool.without(gone).yaml());
        for recipient in &recipients {
            let decision = router.route(plan, recipient);
            let wanted = model::decide(&pool, &Asked::route(recipient));
            prop_assert_eq!((decision.outcome(), decision.reason()), (wanted.0, wanted.1), "{}", recipient);
            // A member that leaves moves its own recipients and nobody else.
            if decision.sender() != Some(gone) {
                let decision_without = smaller.route(smaller_plan, recipient);
                prop_assert_eq!(decision.outcome(), decision_without.outcome(), "{}", gone);
            }
        }
    }

    #[test]
    fn permuting_keys_and_pool_members_changes_nothing(case in cases(), seed in any::<u64>()) {
        let (router, plan) = router(&case.plan.yaml());
        let before = decide(&router, plan, &case.asked);
        let permuted = case.plan.yaml_in_another_order(seed);
        let (other, other_plan) = self::router(&permuted);
        let after = decide(&other, other_plan, &case.asked);
        let essences = |decisions: &[Decision]| decisions.iter().map(essence).collect::<Vec<_>>();
        prop_assert_eq!(essences(&before), essences(&after), "{}", permuted);
        // Nor can a reload to it be seen.
        prop_assert!(router.reload(&permuted).is_ok());
        prop_assert_eq!(before, decide(&router, plan, &case.asked), "{}", permuted);
    }

    #[test]
    fn a_sender_is_one_that_the_map_allows(case in cases()) {
        let (router, plan) = router(&case.plan.yaml());
        for asked in &case.asked {
            let decision = router.decide(plan, &asked.message());
            if let Outcome::Use(sender) = decision.outcome() {
                prop_assert!(
                    is_allowed(&case.plan, asked, decision.region().unwrap(), sender),
                    "{sender}\n{}",
                    router.explain(plan, &asked.message())
                );
                prop_assert!(sender.number().is_none() || sender.number() != decision.recipient());
            }
        }
    }

    #[test]
    fn a_sender_that_left_the_map_is_never_returned(case in cases(), leaves in any::<Index>()) {
        let senders = case.plan.senders();
        if senders.is_empty() {
            return Ok(());
        }
        let gone = *leaves.get(&senders);
        let (router, plan) = router(&case.plan.yaml());
        let without = case.plan.without(gone).yaml();
        if let Err(errors) = router.reload(&without) {
            // The rest of its pool may carry nothing that does not leave from those before it.
            let mut kinds = errors.iter().map(|error| error.kind());
            prop_assert!(kinds.all(|kind| kind == MapErrorKind::Unreachable), "{errors}\n{without}");
            return Ok(());
        }
        for asked in &case.asked {
            let haunted = Asked {
                sent: Some((gone, Duration::ZERO)),
                received: asked.received.map(|(_, age)| (Some(gone), age)),
                written_to: asked.written_to.as_ref().map(|_| gone.as_bytes().to_vec()),
                sender: asked.sender.as_ref().map(|_| gone.as_bytes().to_vec()),
                ..asked.clone()
            };
            for asked in [asked, &haunted] {
                let decision = router.decide(plan, &asked.message());
                prop_assert_ne!(decision.sender(), Some(gone), "{}", without);
            }
        }
    }

    #[test]
    fn explaining_equals_deciding(case in cases()) {
        let (router, plan) = router(&case.plan.yaml());
        for asked in &case.asked {
            let explanation = router.explain(plan, &asked.message());
            prop_assert_eq!(explanation.decision(), router.decide(plan, &asked.message()));
            prop_assert!(!explanation.to_string().is_empty());
        }
    }

    #[test]
    fn reloading_an_equal_file_is_unobservable(case in cases()) {
        let yaml = case.plan.yaml();
        let (router, plan) = router(&yaml);
        let before = decide(&router, plan, &case.asked);
        prop_assert!(router.reload(&yaml).is_ok());
        // Generations are part of what is compared.
        prop_assert_eq!(before, decide(&router, plan, &case.asked));
        prop_assert_eq!(router.plan("default"), Some(plan));
    }

    #[test]
    fn a_failing_reload_leaves_the_old_map_serving(
        case in cases(),
        other in plans(),
        mistake in prop::sample::select(&MISTAKES[..]),
    ) {
        let (router, plan) = router(&case.plan.yaml());
        let before = decide(&router, plan, &case.asked);
        let broken = format!("{}{mistake}\n", other.yaml());
        prop_assert!(router.reload(&broken).is_err(), "{}", broken);
        prop_assert_eq!(before, decide(&router, plan, &case.asked));
    }

    #[test]
    fn a_reload_decides_as_a_router_begun_with_that_map(case in cases(), other in plans()) {
        let (router, plan) = router(&other.yaml());
        prop_assert!(router.reload(&case.plan.yaml()).is_ok());
        let (fresh, fresh_plan) = self::router(&case.plan.yaml());
        for asked in &case.asked {
            let decision = router.decide(plan, &asked.message());
            let wanted = fresh.decide(fresh_plan, &asked.message());
            prop_assert_eq!(essence(&decision), essence(&wanted));
        }
    }

    #[test]
    fn an_expired_memory_equals_none(case in cases(), more in 0_u64..100_000) {
        let (router, plan) = router(&case.plan.yaml());
        let age = Duration::from_secs(u64::from(case.plan.remember)) + Duration::from_millis(more);
        for asked in &case.asked {
            let expired = Asked {
                received: asked.received.map(|(written_to, _)| (written_to, age)),
                sent: asked.sent.map(|(sender, _)| (sender, age)),
                ..asked.clone()
            };
            let none = expired.message().remembered(Memory::default());
            prop_assert_eq!(
                router.decide(plan, &expired.message()),
                router.decide(plan, &none)
            );
        }
    }

    #[test]
    fn two_steps_decide_as_one(case in cases()) {
        let (router, plan) = router(&case.plan.yaml());
        for asked in &case.asked {
            let message = asked.message();
            let decision = router.decide(plan, &message);
            let read = router.read(plan, &message.remembered(Memory::default()));
            prop_assert_eq!(read.reading(), decision.reading());
            prop_assert_eq!(read.decide(asked.memory()), decision);
        }
    }

    /// What is decided may also be asked for: the same terms hold for both.
    #[test]
    fn a_sender_that_is_chosen_may_be_named(case in cases()) {
        let (router, plan) = router(&case.plan.yaml());
        for asked in &case.asked {
            let decision = router.decide(plan, &asked.message());
            let Some(sender) = decision.sender() else { continue };
            let named = router.decide(plan, &asked.message().sender(&sender));
            prop_assert_eq!(named.sender(), Some(sender));
            prop_assert_eq!(named.reason(), Reason::Explicit);
        }
    }

    /// A message from the recipient, not yet forgotten, makes the next one a reply.
    #[test]
    fn who_wrote_of_late_gets_a_reply(case in cases()) {
        let (router, plan) = router(&case.plan.yaml());
        for asked in &case.asked {
            let Some((Some(written_to), age)) = asked.received else {
                continue;
            };
            if age >= Duration::from_secs(case.plan.remember.into()) {
                continue;
            }
            // A text that is nobody's sender is read as a number; a memory holds a sender and is not read.
            if !case.plan.owns(written_to) {
                continue;
            }
            let remembered = Asked { is_reply: false, written_to: None, ..asked.clone() };
            let told = Asked {
                is_reply: true,
                written_to: Some(written_to.as_bytes().to_vec()),
                received: None,
                ..asked.clone()
            };
            prop_assert_eq!(
                router.decide(plan, &remembered.message()),
                router.decide(plan, &told.message())
            );
        }
    }

    #[test]
    fn route_and_reply_are_short_for_decide(case in cases()) {
        let (router, plan) = router(&case.plan.yaml());
        for asked in &case.asked {
            prop_assert_eq!(
                router.route(plan, &asked.to),
                router.decide(plan, &Message::to(&asked.to))
            );
            let written_to = asked.written_to.as_deref().unwrap_or_default();
            prop_assert_eq!(
                router.reply(plan, &asked.to, written_to),
                router.decide(plan, &Message::reply_to(&asked.to).written_to(written_to))
            );
        }
    }

    #[test]
    fn any_bytes_have_a_decision(map in plans(), asked in anything()) {
        let (router, plan) = router(&map.yaml());
        let explanation = router.explain(plan, &asked.message());
        let decision = router.decide(plan, &asked.message());
        prop_assert_eq!(explanation.decision(), decision);
        prop_assert!(!explanation.to_string().is_empty());
        let record = decision.record("", "default");
        prop_assert_eq!(record.sender.is_some(), record.outcome == OutcomeKind::Use);
        let (outcome, reason, _) = model::decide(&map, &asked);
        prop_assert_eq!((decision.outcome(), decision.reason()), (outcome, reason));
    }
}

/// Lines that no map may have, whatever stands before them.
const MISTAKES: [&str; 8] = [
    "originater: { SE: \"+46701740605\" }",
    "borrow: { SE: [SE] }",
    "remember: 30 days",
    "remember: 1s\nremember: 1s",
    "service_plans: { retail: { originators: { SE: \"+46701740605\" } } }",
    "apps: { app: retail }",
    "sticky: {",
    "\t- - :",
];

/// Whether the law allows a sender for a recipient's region.
fn is_allowed(plan: &Plan, asked: &Asked, region: Region, sender: Sender) -> bool {
    let lists = |entry: Option<&Entry>| entry.is_some_and(|entry| entry.lists(sender));
    let entry = plan.entry(region);
    let lenders = plan.lenders(region);
    // The sender may have been spelled in another way, so what was written is read, as strictly or not.
    let is_written = |text: &Option<Vec<u8>>| {
        text.as_ref().is_some_and(|text| {
            let is_sender = |bare_digits| {
                let reading = originator::read(text, bare_digits);
                reading.is_some_and(|reading| Some(reading.number) == sender.number())
            };
            let asked = asked
                .bare_digits
                .or(plan.default_region.map(BareDigits::National));
            let trimmed = std::str::from_utf8(text).map_or("", str::trim);
            let whole = trimmed.strip_suffix(".0").unwrap_or(trimmed);
            [trimmed, whole].contains(&sender.as_str())
                || text == sender.as_bytes()
                || is_sender(BareDigits::International)
                || asked.is_some_and(is_sender)
        })
    };
    let own_region = sender
        .number()
        .and_then(originator::numbering::locate)
        .map(|location| location.region);
    let received = asked.received.and_then(|(written_to, _)| written_to);
    plan.owns(sender)
        && (lists(entry)
            || lenders.iter().any(|&lender| lists(plan.entry(lender)))
            || entry.is_none() && lenders.is_empty() && lists(plan.elsewhere.as_ref())
            || is_written(&asked.sender)
            || (asked.is_reply || asked.received.is_some())
                && (own_region == Some(region)
                    || own_region.is_some_and(|own| lenders.contains(&own))
                    || is_written(&asked.written_to)
                    || received == Some(sender)
                    || received.is_some_and(|text| is_written(&Some(text.as_bytes().to_vec())))))
}

/// A message with anything at all in its fields.
fn anything() -> impl Strategy<Value = Asked> {
    let numbers = "[+0-9 ()\\-x]{0,20}".prop_map(String::into_bytes);
    let text = || {
        prop_oneof![
            any::<Vec<u8>>(),
            any::<String>().prop_map(String::into_bytes),
            numbers.clone()
        ]
    };
    let sender = || {
        let digits = prop_oneof![
            "\\+[1-9][0-9]{0,14}",
            "[0-9]{3,8}",
            "[A-Za-z0-9 +\\-_&.]{0,10}[A-Za-z]"
        ];
        digits.prop_map(|text| Sender::new(&text).unwrap())
    };
    let age = || {
        (any::<u64>(), 0..1_000_000_000_u32)
            .prop_map(|(seconds, nanos)| Duration::new(seconds, nanos))
    };
    let region = (0..Region::COUNT).prop_map(|index| Region::from_index(index).unwrap());
    (
        text(),
        (any::<bool>(), any::<bool>()),
        prop::option::of(text()),
        prop::option::of(text()),
        prop::sample::select(&UseCase::ALL[..]),
        prop::option::of(prop_oneof![
            Just(BareDigits::Refuse),
            Just(BareDigits::International),
            region.prop_map(BareDigits::National),
        ]),
        prop::option::of((prop::option::of(sender()), age())),
        prop::option::of((sender(), age())),
    )
        .prop_map(
            |(
                to,
                (is_reply, needs_reply),
                written_to,
                sender,
                use_case,
                bare_digits,
                received,
                sent,
            )| Asked {
                to,
                is_reply,
                written_to,
                sender,
                needs_reply,
                use_case,
                bare_digits,
                received,
                sent,
            },
        )
}

/// "Short codes and names may differ by region, and the recipient's region counts": Puerto Rico has 56767 for
/// receipts only, so that the United States lends it changes nothing for advertising. Named by the caller it is
/// indeed refused; the router must not choose what it would refuse.
#[test]
fn the_recipients_regions_terms_count_for_what_is_lent() {
    for (own, needs_reply) in [
        ("for: [transactional]", false),
        ("state: off", false),
        ("state: replies_only", false),
        ("two_way: false", true),
    ] {
        let (router, plan) = router(&format!(
            "originators: {{ PR: {{ sender: 56767, {own} }}, US: 56767 }}\nborrow: {{ PR: [US] }}\n"
        ));
        let mut message = Message::to("+17875550123").use_case(UseCase::Marketing);
        if needs_reply {
            message = message.needs_reply();
        }
        let named = router.decide(plan, &message.sender("56767"));
        assert_eq!(named.outcome(), Outcome::Refuse, "{own}");
        let chosen = router.decide(plan, &message);
        assert_eq!(chosen.reason(), named.reason(), "{own}");
    }
}

/// The made-up cases are worth something only if every reason comes up in them.
#[test]
fn every_reason_comes_up() {
    let mut runner = TestRunner::deterministic();
    let mut met: BTreeMap<Reason, usize> = BTreeMap::new();
    for _ in 0..1000 {
        let Case { plan, asked } = cases().new_tree(&mut runner).unwrap().current();
        for asked in &asked {
            *met.entry(model::decide(&plan, asked).1).or_default() += 1;
        }
    }
    // The model knows one plan alone.
    let reasons = Reason::ALL
        .into_iter()
        .filter(|&reason| reason != Reason::UnknownPlan);
    for reason in reasons {
        let count = met.get(&reason).copied().unwrap_or_default();
        assert!(count >= 5, "{reason} comes up {count} times: {met:?}");
    }
}
