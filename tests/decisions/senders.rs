//! The senders of a plan, to be read.

use originator::{Region, Router};

#[test]
fn the_senders_of_a_plan_are_listed_where_the_map_has_them() {
    let router = Router::from_yaml(
        "map",
        "\
originators:
  US: [{ pool: [{ sender: \"+13125550123\", state: off }, \"+12025550142\"] }, { sender: \"56767\", state: replies_only }]
  GB: { sender: \"+12025550142\" }
  DE: { sender: RETAIL, state: replies_only }
  NG: omit
  CU: refuse
elsewhere: RETAIL
",
    );
    let router = router.unwrap();
    let plan = router.default_plan().unwrap();
    let listed: Vec<String> = router
        .senders(plan)
        .iter()
        .map(|listed| {
            let code = |region: Option<Region>| region.map_or("-", Region::code);
            format!(
                "{} {} {} {} {} {}",
                code(listed.region),
                listed.sender,
                listed.kind,
                code(listed.home),
                listed.state,
                listed.two_way
            )
        })
        .collect();
    assert_eq!(
        listed,
        [
            "DE RETAIL alphanumeric - replies_only false",
            "GB +12025550142 long_code US active true",
            "US +12025550142 long_code US active true",
            "US +13125550123 long_code US off true",
            "US 56767 short_code - replies_only true",
            "- RETAIL alphanumeric - active false",
        ]
    );
    router
        .reload("service_plans: { b: { elsewhere: omit } }")
        .unwrap();
    assert!(router.senders(plan).is_empty(), "the plan left the map");
}
