//! Pools with `prefer_local`: members of the recipient's area, else of its state or province, else all.

use std::collections::BTreeSet;

use originator::{Message, PlanId, Router};

/// A router whose plan has these senders for everybody, as one pool.
fn pool(senders: &[&str]) -> (Router, PlanId) {
    let members: Vec<String> = senders.iter().map(|it| format!("{it:?}")).collect();
    let members = members.join(", ");
    let map = format!("{{ elsewhere: {{ pool: [{members}] }}, prefer_local: true }}");
    let router = Router::from_yaml("map", &map).unwrap_or_else(|errors| panic!("{errors}"));
    let plan = router.default_plan().unwrap();
    (router, plan)
}

/// The senders that numbers which begin so are given.
fn given(senders: &[&str], begins: &str) -> BTreeSet<String> {
    let (router, plan) = pool(senders);
    let numbers = (0..100).map(|last| format!("{begins}{last:03}"));
    let sender = |number: String| router.route(plan, &number).sender().unwrap().to_string();
    numbers.map(sender).collect()
}

#[test]
fn who_is_local() {
    for (senders, begins, expected, why) in [
        (
            &["+14165550142", "+16045550142"][..],
            "+16475550",
            &["+14165550142"][..],
            "647 serves Toronto, as 416 does, and 604 serves Vancouver",
        ),
        (
            &["+14045550142", "+12145550142"],
            "+14695550",
            &["+12145550142"],
            "469 serves Dallas, as 214 does; that 404 shares a digit means nothing",
        ),
        (
            &["+14165550142", "+14155550142"],
            "+19055550",
            &["+14165550142"],
            "nobody serves 905, and 416 is of its province",
        ),
        (
            &["+14165550142", "+14165550143", "+16475550142"],
            "+16475550",
            &["+14165550142", "+14165550143", "+16475550142"],
            "the same area code is no better than another of the same place",
        ),
        (
            &["+14165550142", "+16135550142", "+16045550142"],
            "+15145550",
            &["+14165550142", "+16135550142", "+16045550142"],
            "nobody is of Quebec, so all share",
        ),
        (
            &["+12125550142", "+17185550142", "+13155550142"],
            "+19175550",
            &["+12125550142", "+17185550142"],
            "917 serves a place with each of the two",
        ),
        (
            &["+12125550142", "+17185550142", "+13155550142"],
            "+12125550",
            &["+12125550142"],
            "718 serves no place of 212",
        ),
        (
            &["+18005550199", "56767", "RETAIL", "+12125550142"],
            "+16465550",
            &["+12125550142"],
            "toll-free numbers, short codes and names have no area",
        ),
        (
            &["+18005550199", "56767"],
            "+16465550",
            &["+18005550199", "56767"],
            "where no long code is local, all others count",
        ),
        (
            &["+18765550142", "+16585550142", "+18685550142"],
            "+18765550",
            &["+16585550142", "+18765550142"],
            "658 is Jamaica's, too",
        ),
        (
            &["+442079460142", "+441614960142"],
            "+442079461",
            &["+442079460142"],
            "20 is London",
        ),
        (
            &["+442079460142", "+441614960142"],
            "+447700900",
            &["+441614960142", "+442079460142"],
            "a mobile number has no area",
        ),
        (
            &["+442079460142", "+441614960142"],
            "+441214960",
            &["+441614960142", "+442079460142"],
            "121 is Birmingham: that 161 shares a digit means nothing",
        ),
        (
            &["+46846500442", "+46313900642"],
            "+46846500",
            &["+46846500442"],
            "8 is Stockholm",
        ),
        (
            &["+12125550142", "+442079460142"],
            "+20212345",
            &["+12125550142", "+442079460142"],
            "another calling code is another country, whatever digits follow",
        ),
    ] {
        let expected: BTreeSet<String> = expected.iter().map(|it| (*it).to_owned()).collect();
        assert_eq!(given(senders, begins), expected, "{begins}: {why}");
    }
}

#[test]
fn nine_hundred_customers_in_toronto_are_all_answered_from_toronto() {
    let (router, plan) = pool(&["+14165550142", "+16045550142"]);
    for last in 0..900 {
        let customer = format!("+1647{}", 5_550_000 + last);
        let decision = router.route(plan, &customer);
        assert_eq!(
            decision.sender().unwrap().as_str(),
            "+14165550142",
            "{customer}"
        );
    }
}

/// The plan's other domestic senders are one pool, too.
#[test]
fn a_reply_prefers_local_senders() {
    let map = r#"
prefer_local: true
originators:
  US: "+12125550142"
  CA: { sender: "56767", two_way: false }
elsewhere: { pool: ["+14165550142", "+16045550142"] }
"#;
    let router = Router::from_yaml("map", map).unwrap_or_else(|errors| panic!("{errors}"));
    let plan = router.default_plan().unwrap();
    for (customer, sender) in [
        ("+16475550123", "+14165550142"),
        ("+12365550123", "+16045550142"),
    ] {
        let decision = router.reply(plan, customer, "+12125550142");
        assert_eq!(decision.sender().unwrap().as_str(), sender, "{customer}");
    }
}

#[test]
fn what_an_explanation_says_of_a_pool() {
    let share = "share the traffic, and a recipient always gets the same one.";
    let senders = &[
        "+14165550142",
        "+16475550142",
        "+16135550142",
        "+12125550142",
    ];
    for (to, expected) in [
        (
            "+14375550123",
            format!("Of 4 senders 2 serve the recipient's area. They {share}"),
        ),
        (
            "+13325550123",
            "Of 4 senders one serves the recipient's area, and comes first.".to_owned(),
        ),
        (
            "+19055550123",
            format!(
                "None of 4 senders serves the recipient's area. 3 are of its state or province. They {share}"
            ),
        ),
        (
            "+13155550123",
            "None of 4 senders serves the recipient's area. One is of its state or province, and comes first."
                .to_owned(),
        ),
        (
            "+15145550123",
            format!(
                "None of 4 senders is known to be of the recipient's area, state or province. They {share}"
            ),
        ),
        ("+447700900123", format!("4 senders {share}")),
    ] {
        let (router, plan) = pool(senders);
        let explanation = router.explain(plan, &Message::to(to)).to_string();
        let lines: Vec<&str> = explanation.lines().collect();
        assert!(lines.contains(&expected.as_str()), "{to}:\n{explanation}");
    }
}
