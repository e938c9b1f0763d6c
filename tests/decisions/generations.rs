//! Maps that replace one another.

use originator::Router;

use super::short;

#[test]
fn a_plan_that_left_the_map_refuses_and_its_id_stays() {
    let router = Router::from_yaml(
        "a",
        "service_plans: { a: { originators: { US: \"+12025550142\" } }, b: { elsewhere: omit } }",
    )
    .unwrap();
    let (a, b) = (router.plan("a").unwrap(), router.plan("b").unwrap());
    router
        .reload("service_plans: { b: { elsewhere: omit }, c: { elsewhere: refuse } }")
        .unwrap();
    assert_eq!(short(&router.route(a, "+12025550123")), "refuse not_listed");
    assert_eq!(short(&router.route(b, "+12025550123")), "omit map_omits");
    router.reload("service_plans: { c: { elsewhere: refuse }, a: { originators: { US: \"+13125550123\" } } }").unwrap();
    assert_eq!(router.plan("a"), Some(a));
    assert_eq!(
        short(&router.route(a, "+12025550123")),
        "+13125550123 domestic"
    );
}

#[test]
fn each_decision_names_the_map_it_came_from() {
    let map = "originators: { US: \"+12025550142\" }";
    let router = Router::from_yaml("a", map).unwrap();
    let plan = router.default_plan().unwrap();
    let generation = || router.route(plan, "+12025550123").generation();
    assert_eq!(generation(), 1);
    router
        .reload("# the same\noriginators:\n  US: '+12025550142'\n")
        .unwrap();
    assert_eq!(generation(), 1);
    router.reload("originators: { USA: nonsense }").unwrap_err();
    assert_eq!(generation(), 1);
    router
        .reload("originators: { US: \"+13125550123\" }")
        .unwrap();
    assert_eq!(generation(), 2);
}
