//! A router with a numbering plan of its own.

use std::sync::Arc;

use originator::numbering::Numbering;
use originator::{Context, Router};

use crate::file::{FILE, HEADER, altered};

const MAP: &str = "originators: { US: \"+12025550142\", SE: \"+46701740605\" }";
const OTHER_MAP: &str = "originators: { US: \"+12025550142\", SE: \"+46701740606\" }";

/// The built-in plan, but for two regions, whose names are exchanged.
fn exchanged(one: &[u8], other: &[u8]) -> Arc<Numbering> {
    let count = |at: usize| u32::from_le_bytes(FILE[at..at + 4].try_into().unwrap()) as usize;
    let (states, outcomes) = (count(12), count(16));
    let regions_at = HEADER + (1 << 16) * 2 + (outcomes + states) * 20 + outcomes * 4;
    let regions_end = regions_at + count(20) * 3;
    let regions = FILE[regions_at..regions_end]
        .chunks(3)
        .map(|code| match code {
            code if code == one => other,
            code if code == other => one,
            code => code,
        });
    let bytes = altered(regions_at, &regions.collect::<Vec<&[u8]>>().concat());
    Arc::new(Numbering::from_bytes(&bytes).unwrap())
}

/// What a number of +1 202 gets, and from which map.
fn decided(router: &Router) -> (String, u32) {
    let decision = router.route(router.default_plan().unwrap(), "+12025550123");
    let sender = decision.sender().unwrap();
    (
        format!(
            "{} {sender} {}",
            decision.region().unwrap(),
            decision.reason()
        ),
        decision.generation(),
    )
}

#[test]
fn a_router_decides_by_the_plan_that_it_was_given() {
    let router = Router::from_yaml("map", MAP).unwrap();
    assert_eq!(decided(&router), ("US +12025550142 domestic".to_owned(), 1));

    let router = Context::default()
        .with_numbering(exchanged(b"US ", b"SE "))
        .router("map", MAP)
        .unwrap();
    let abroad = "SE +46701740605 country_default";
    assert_eq!(decided(&router), (abroad.to_owned(), 1));
    router.reload(MAP).unwrap();
    assert_eq!(decided(&router), (abroad.to_owned(), 1));
    router.reload(OTHER_MAP).unwrap();
    let abroad = "SE +46701740606 country_default";
    assert_eq!(decided(&router), (abroad.to_owned(), 2), "and keeps it");
}

#[test]
fn map_and_plan_are_replaced_together() {
    let router = Router::from_yaml("map", MAP).unwrap();
    let swapped = exchanged(b"US ", b"SE ");
    router
        .reload_with(
            Context::default().with_numbering(Arc::clone(&swapped)),
            "originators: { US: }",
        )
        .unwrap_err();
    assert_eq!(decided(&router), ("US +12025550142 domestic".to_owned(), 1));

    let abroad = || "SE +46701740605 country_default".to_owned();
    router
        .reload_with(Context::default().with_numbering(Arc::clone(&swapped)), MAP)
        .unwrap();
    assert_eq!(decided(&router), (abroad(), 2));
    router
        .reload_with(Context::default().with_numbering(Arc::clone(&swapped)), MAP)
        .unwrap();
    assert_eq!(decided(&router), (abroad(), 2), "the same of both");
    router
        .reload_with(
            Context::default().with_numbering(exchanged(b"US ", b"SE ")),
            MAP,
        )
        .unwrap();
    assert_eq!(
        decided(&router),
        (abroad(), 3),
        "a plan that was read again"
    );
}

/// Whose the senders are stays the same, but not whose the recipients are.
#[test]
fn a_plan_is_replaced_though_the_map_reads_the_same() {
    let router = Router::from_yaml("map", MAP).unwrap();
    let region = || {
        let decision = router.route(router.default_plan().unwrap(), "+33612345678");
        decision.region().unwrap().code()
    };
    assert_eq!(region(), "FR");
    router
        .reload_with(
            Context::default().with_numbering(exchanged(b"FR ", b"DE ")),
            MAP,
        )
        .unwrap();
    assert_eq!(region(), "DE");
}
