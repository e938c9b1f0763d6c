//! The text of a map to a router: every error has a place in the text and the next one the place after it; a map that
//! loads decides as the model of the laws does, for which [`plain`] reads the text once more; and loading it again
//! changes nothing.

#![no_main]
#![allow(
    dead_code,
    unused_imports,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "the laws have more than is used here; a target that goes wrong should stop there"
)]

use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use originator::{BareDigits, Context, MapErrors, PlanId, Region, Router, Sender, UseCase};

#[path = "../../../tests/laws"]
mod laws {
    pub(crate) mod maps;
    pub(crate) mod model;
}
mod plain;

// Where the model looks for it.
use laws::{maps, model};
use maps::{Asked, Plan};

fuzz_target!(|text: &str| {
    let warnings = Context::default().check("map.yaml", text);
    match Router::from_yaml("map.yaml", text) {
        Err(errors) => {
            are_in_the_text(&errors, text);
            let again = Router::from_yaml("map.yaml", text).unwrap_err();
            assert_eq!(again.to_string(), errors.to_string());
            assert_eq!(warnings.unwrap_err().to_string(), errors.to_string());
        }
        Ok(router) => {
            for warning in warnings.unwrap().iter() {
                assert!(is_in(text, warning.line_and_column().unwrap()));
            }
            decides_as_the_model(&router, text);
        }
    }
});

fn are_in_the_text(errors: &MapErrors, text: &str) {
    assert!(errors.count() > 0);
    let mut before = (1, 1);
    for error in errors.iter() {
        let place = error.line_and_column().unwrap();
        assert!(is_in(text, place), "{place:?}: {error}");
        assert!(before <= place, "{before:?} before {place:?}: {error}");
        before = place;
        assert!(!error.message().is_empty() && !error.fix().is_empty());
        for said in [error.message(), error.fix(), error.path()] {
            assert!(!said.chars().any(char::is_control), "{said:?}");
        }
    }
}

/// Whether a line, and a column in it or right behind it, are there. A line ends with LF, CRLF or CR.
fn is_in(text: &str, (line, column): (usize, usize)) -> bool {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.split('\n').nth(line.wrapping_sub(1));
    text.is_some_and(|text| (1..=text.chars().count() + 1).contains(&column))
}

fn decides_as_the_model(router: &Router, text: &str) {
    let Some(plans) = plain::plans(text) else {
        return;
    };
    let named: Vec<String> = router
        .plans()
        .iter()
        .map(|(_, name)| name.to_string())
        .collect();
    assert_eq!(
        named,
        plans
            .iter()
            .map(|(name, _)| name.clone())
            .collect::<Vec<_>>()
    );
    for (name, plan) in plans.iter().take(4) {
        let id = router.plan(name).unwrap();
        let asked = asked(plan, text.len());
        let before: Vec<_> = asked
            .iter()
            .map(|asked| router.decide(id, &asked.message()))
            .collect();
        for (asked, decision) in asked.iter().zip(&before) {
            let (outcome, reason, _) = model::decide(plan, asked);
            let decided = (decision.outcome(), decision.reason());
            assert_eq!(
                decided,
                (outcome, reason),
                "{asked:?}\n{}",
                router.explain(id, &asked.message())
            );
        }
        is_unobservable(router, text, id, &asked, &before);
    }
}

/// Loading an equal text again, to the generation.
fn is_unobservable(
    router: &Router,
    text: &str,
    plan: PlanId,
    asked: &[Asked],
    before: &[originator::Decision],
) {
    router.reload(text).unwrap();
    for (asked, decision) in asked.iter().zip(before) {
        assert_eq!(router.decide(plan, &asked.message()), *decision);
    }
}

const RECIPIENTS: [&str; 12] = [
    "+12025550123",
    "+14165550123",
    "+17875550123",
    "+447700900123",
    "+447781123457",
    "+46701740600",
    "070-174 06 05",
    "+77012345679",
    "+33612345678",
    "+881612345678",
    "+18005550123",
    "+1202555",
];

/// Messages that have to do with a plan, the same for the same plan and seed.
fn asked(plan: &Plan, seed: usize) -> Vec<Asked> {
    let mut state = seed as u64;
    let mut any = move |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below.max(1)
    };
    let senders = plan.senders();
    let regions: Vec<Region> = plan.originators.iter().map(|(region, _)| *region).collect();
    let remember = Duration::from_secs(plan.remember.into());
    (0..24)
        .map(|turn| {
            let sender =
                |any: &mut dyn FnMut(usize) -> usize| senders.get(any(senders.len())).copied();
            let near = |sender: Sender, last: usize| {
                let mut text = sender.as_bytes().to_vec();
                *text.last_mut().unwrap() = b'0' + last as u8;
                text
            };
            let to = match (any(3), sender(&mut any)) {
                (0, Some(sender)) => near(sender, any(10)),
                _ => RECIPIENTS[any(RECIPIENTS.len())].as_bytes().to_vec(),
            };
            let mut asked = Asked::route("");
            asked.to = to;
            asked.is_reply = turn % 2 == 1;
            asked.needs_reply = any(4) == 0;
            asked.use_case = UseCase::ALL[any(UseCase::ALL.len())];
            if asked.is_reply && any(3) > 0 {
                asked.written_to = sender(&mut any).map(|sender| sender.as_bytes().to_vec());
            }
            let ages = [
                Duration::ZERO,
                remember / 2,
                remember,
                remember + Duration::from_secs(1),
            ];
            match any(6) {
                0 => asked.sent = sender(&mut any).map(|sender| (sender, ages[any(4)])),
                1 => asked.received = Some((sender(&mut any), ages[any(4)])),
                2 => asked.sender = sender(&mut any).map(|sender| sender.as_bytes().to_vec()),
                3 => {
                    let national = regions.get(any(regions.len())).copied();
                    asked.bare_digits =
                        Some(national.map_or(BareDigits::International, BareDigits::National));
                }
                _ => {}
            }
            asked
        })
        .collect()
}
