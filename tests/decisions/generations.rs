//! Maps that replace one another.

use std::time::Duration;

use originator::{Memory, Message, Router};

use super::short;

#[test]
fn a_plan_that_left_the_map_refuses_and_its_id_stays() {
    let router = Router::from_yaml(
        "a",
        "service_plans: { a: { originators: { US: \"+12025550142\" } }, b: { elsewhere: omit } }",
    )
    .unwrap();
    let (a, b) = (router.plan("a").unwrap(), router.plan("b").unwrap());
    let reload = router
        .reload("service_plans: { b: { elsewhere: omit }, c: { elsewhere: refuse } }")
        .unwrap();
    assert!(reload.is_changed);
    assert_eq!(reload.added, ["c".into()]);
    assert_eq!(reload.removed, ["a".into()]);
    assert_eq!(router.plan("a"), None, "the map does not have it");
    assert_eq!(router.route(a, "+12025550123").recipient(), None);
    assert_eq!(
        router.explain(a, &Message::to("+12025550123")).to_string(),
        "Do not send: the map no longer has the plan \"a\" (unknown_plan).\n"
    );
    assert_eq!(
        short(&router.route(a, "+12025550123")),
        "refuse unknown_plan"
    );
    assert_eq!(short(&router.route(b, "+12025550123")), "omit map_omits");
    router.reload("service_plans: { c: { elsewhere: refuse }, a: { originators: { US: \"+13125550123\" } } }").unwrap();
    assert_eq!(router.plan("a"), Some(a));
    assert_eq!(
        short(&router.route(a, "+12025550123")),
        "+13125550123 domestic"
    );
}

/// Two routers with the same maps: an id of one is none of the other's.
#[test]
fn a_plan_of_another_router_is_unknown() {
    let map = "originators: { US: \"+12025550142\" }";
    let (one, other) = (
        Router::from_yaml("one", map).unwrap(),
        Router::from_yaml("other", map).unwrap(),
    );
    let plan = one.default_plan().unwrap();
    assert_ne!(Some(plan), other.default_plan());
    let decision = other.route(plan, "+12025550123");
    assert_eq!(short(&decision), "refuse unknown_plan");
    assert_eq!(other.plan_name(plan), None);
    assert_eq!(other.memory_window(plan), None);
    assert_eq!(other.sender(plan, "+12025550142"), None);
    assert_eq!(
        other
            .explain(plan, &Message::to("+12025550123"))
            .to_string(),
        "Do not send: the plan does not belong to this map (unknown_plan).\n"
    );
    assert_eq!(
        short(&one.clone().route(plan, "+12025550123")),
        "+12025550142 domestic",
        "a clone is the same router"
    );
}

#[test]
fn each_decision_names_the_map_it_came_from() {
    let map = "originators: { US: \"+12025550142\" }";
    let router = Router::from_yaml("a", map).unwrap();
    let plan = router.default_plan().unwrap();
    let generation = || router.route(plan, "+12025550123").generation();
    assert_eq!(generation(), 1);
    let reload = router
        .reload("# the same\noriginators:\n  US: '+12025550142'\n")
        .unwrap();
    assert_eq!(reload, originator::Reload::default(), "nothing changed");
    assert_eq!(generation(), 1);
    router.reload("originators: { USA: nonsense }").unwrap_err();
    assert_eq!(generation(), 1);
    router
        .reload("originators: { US: \"+13125550123\" }")
        .unwrap();
    assert_eq!(generation(), 2);
}

#[test]
fn plans_are_found_by_name_by_app_and_by_being_alone() {
    let plans =
        |plans: &str, apps: &str| format!("service_plans: {{ {plans} }}\napps: {{ {apps} }}");
    let map = plans(
        "b: { elsewhere: omit }, a: { elsewhere: refuse }",
        "one: a, two: b",
    );
    let router = Router::from_yaml("a", &map).unwrap();
    let names = || {
        let plans = router.plans().into_iter();
        let plans = plans.map(|(id, name)| {
            assert_eq!(router.plan(&name), Some(id));
            name.to_string()
        });
        plans.collect::<Vec<String>>()
    };
    let (a, b) = (router.plan("a").unwrap(), router.plan("b").unwrap());
    assert_ne!(a, b);
    assert_eq!(names(), ["b", "a"]);
    assert_eq!(router.plan("c"), None);
    assert_eq!(router.plan_name(a).as_deref(), Some("a"));
    assert_eq!(router.plan_name(b).as_deref(), Some("b"));
    assert_eq!(router.plan_for_app("one"), Some(a));
    assert_eq!(router.plan_for_app("two"), Some(b));
    assert_eq!(router.plan_for_app("three"), None);
    assert_eq!(router.default_plan(), None, "two, and neither is `default`");

    // Only the apps change, and that is a change.
    let map = plans(
        "b: { elsewhere: omit }, a: { elsewhere: refuse }",
        "one: b, three: a",
    );
    let before = router.route(a, "+12025550123").generation();
    router.reload(&map).unwrap();
    assert_eq!(router.route(a, "+12025550123").generation(), before + 1);
    assert_eq!(router.plan_for_app("one"), Some(b));
    assert_eq!(router.plan_for_app("two"), None);
    assert_eq!(router.plan_for_app("three"), Some(a));

    router.reload(&plans("a: { elsewhere: omit }", "")).unwrap();
    assert_eq!(names(), ["a"]);
    assert_eq!(router.default_plan(), Some(a), "the only one");
    assert_eq!(
        router.plan_name(b).as_deref(),
        Some("b"),
        "gone, not forgotten"
    );
    assert_eq!(
        router.plan_for_app("one"),
        Some(a),
        "a map without apps serves every app"
    );

    router
        .reload("service_plans: { b: { elsewhere: omit }, default: { elsewhere: omit } }")
        .unwrap();
    assert_eq!(names(), ["b", "default"]);
    assert_eq!(router.default_plan(), router.plan("default"));
    assert!(router.default_plan().is_some());

    router
        .reload(&plans("a: { elsewhere: omit }, b: { elsewhere: omit }", ""))
        .unwrap();
    assert_eq!(
        names(),
        ["b", "a"],
        "in the order in which they first appeared"
    );
    assert_eq!(router.default_plan(), None, "`default` left the map");
}

#[test]
fn what_is_wrong_with_a_reload_names_the_file() {
    let router = Router::from_yaml("senders.yaml", "elsewhere: omit").unwrap();
    let errors = router.reload("elsewhere: ommit").unwrap_err().to_string();
    assert!(errors.contains("senders.yaml:1:12"), "{errors}");
}

/// A store is asked between the two steps; a reload in between changes neither what was read nor what is decided.
#[test]
fn a_message_that_was_read_is_decided_by_the_same_map() {
    let map = |region: &str, sender: &str| {
        format!("{{ originators: {{ SE: \"{sender}\", DE: RETAIL }}, default_region: {region} }}")
    };
    let router = Router::from_yaml("map", &map("SE", "+46701740606")).unwrap();
    let plan = router.default_plan().unwrap();
    let read = router.read(plan, &Message::to("0701740605"));
    assert_eq!(read.recipient(), Some("+46701740605".parse().unwrap()));
    router.reload(&map("DE", "+46701740607")).unwrap();

    let sender = Some("+46701740606".parse().unwrap());
    let memory = Memory::default().with_received(sender, Duration::from_secs(60));
    let decision = read.decide(memory);
    assert_eq!(decision.recipient(), read.recipient());
    assert_eq!(decision.generation(), 1);
    assert_eq!(short(&decision), "+46701740606 same_number");
    let now = router.read(plan, &Message::to("0701740605"));
    assert_eq!(now.recipient(), Some("+49701740605".parse().unwrap()));
    assert_eq!(now.decide(Memory::default()).generation(), 2);
}

/// A plan that the map does not have leaves nothing to ask a store for.
#[test]
fn a_message_of_an_unknown_plan_has_no_recipient() {
    let map = "originators: { US: \"+12025550142\" }";
    let (one, other) = (
        Router::from_yaml("one", map).unwrap(),
        Router::from_yaml("other", map).unwrap(),
    );
    let plan = one.default_plan().unwrap();
    let read = other.read(plan, &Message::to("+12025550123"));
    assert_eq!(read.recipient(), None);
    assert_eq!(
        short(&read.decide(Memory::default())),
        "refuse unknown_plan"
    );
}
