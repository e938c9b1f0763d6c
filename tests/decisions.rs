//! What is decided, and why: one map, and a table of messages with the rule that each shows.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that goes wrong should stop there"
)]

use std::time::Duration;

use originator::{Decision, Memory, Message, Outcome, PlanId, Region, Router, Sender, UseCase};

const MAP: &str = r#"
service_plans:
  retail:
    originators:
      US: "+12025550142"
      CA: [{ pool: ["+14165550142", "+16045550142"] }, { sender: "+14165550143", state: replies_only }]
      GB: [RETAIL, "+447700900142"]
      SE: "+46701740605"
      IN: [{ sender: RTLOTP, for: [otp] }, { sender: "56767", for: [marketing, transactional], two_way: false }]
      FR: "38099"
      DE: RETAIL
      KZ: "+46701740606"
      JM: "+18005550199"
      NG: omit
      CU: refuse
      LV: { sender: "+37121234567", state: off }
    borrow: { GG: [GB], PR: [US], AG: [LV, US] }
    refuse_line_types: [premium_rate]
  wide:
    originators: { SE: "+46701740605", US: "+12025550142" }
    elsewhere: [RETAIL, "+447700900142"]
    sticky: true
    default_region: SE
  same:
    originators: { SE: "+46701740605", US: "+12025550142", AU: "+61491570156" }
    reply: same_number
  only:
    originators: { SE: "+46701740605", US: "+12025550142" }
    elsewhere: "+46701740605"
    reply: domestic_only
  strict:
    originators: { US: "+12025550142", "001": "+12025550142" }
    require_valid: true
  quiet:
    originators: { US: "+12025550142" }
    elsewhere: omit
"#;

struct World {
    router: Router,
}

impl World {
    fn new() -> World {
        World {
            router: Router::from_yaml("decisions", MAP).unwrap_or_else(|errors| panic!("{errors}")),
        }
    }

    fn plan(&self, name: &str) -> PlanId {
        self.router.plan(name).unwrap()
    }

    /// The decision in short: `+12025550142 domestic`, `omit map_omits`, `refuse not_listed`.
    fn decide(&self, plan: &str, message: Message<'_>) -> String {
        short(&self.router.decide(self.plan(plan), &message))
    }
}

fn short(decision: &Decision) -> String {
    let what = match decision.outcome() {
        Outcome::Use(sender) => sender.to_string(),
        other => other.as_str().to_owned(),
    };
    format!("{what} {}", decision.reason())
}

fn sender(text: &str) -> Sender {
    text.parse().unwrap()
}

const HOUR: Duration = Duration::from_secs(60 * 60);
const LONG_AGO: Duration = Duration::from_secs(31 * 24 * 60 * 60);

#[test]
fn first_contact() {
    let world = World::new();
    for (plan, to, expected, why) in [
        (
            "retail",
            "+12025550123",
            "+12025550142 domestic",
            "the country's own entry",
        ),
        (
            "retail",
            "+447700900123",
            "RETAIL country_default",
            "a name belongs to no country",
        ),
        (
            "retail",
            "+77012345678",
            "+46701740606 country_default",
            "a number of another country",
        ),
        (
            "retail",
            "+447781123456",
            "RETAIL borrowed",
            "Guernsey may use Great Britain's",
        ),
        (
            "retail",
            "+17875550123",
            "+12025550142 borrowed",
            "+1 787 is Puerto Rico, not the United States",
        ),
        (
            "retail",
            "+12684641234",
            "+12025550142 borrowed",
            "the first lender's sender is off",
        ),
        (
            "retail",
            "+33612345678",
            "38099 domestic",
            "a short code is domestic where it is listed",
        ),
        (
            "retail",
            "+18765550123",
            "+18005550199 domestic",
            "a toll-free number listed under its calling code",
        ),
        (
            "retail",
            "+2348021234567",
            "omit map_omits",
            "the provider chooses",
        ),
        (
            "retail",
            "+5352123456",
            "refuse country_refused",
            "never send there",
        ),
        (
            "retail",
            "+393123456789",
            "refuse not_listed",
            "neither named nor lent to, and no elsewhere",
        ),
        (
            "retail",
            "+37121234567",
            "refuse no_usable_sender",
            "the only sender is off",
        ),
        (
            "retail",
            "+19002345678",
            "refuse line_type_refused",
            "premium rate",
        ),
        (
            "retail",
            "+881612345678",
            "refuse no_country",
            "a satellite",
        ),
        (
            "retail",
            "+12025550142",
            "refuse no_usable_sender",
            "the recipient is the sender itself",
        ),
        (
            "wide",
            "+393123456789",
            "RETAIL elsewhere",
            "a region that is not named",
        ),
        (
            "wide",
            "+881612345678",
            "refuse no_country",
            "elsewhere never covers 001",
        ),
        (
            "wide",
            "070-174 06 99",
            "+46701740605 domestic",
            "read as written in Sweden",
        ),
        (
            "quiet",
            "+393123456789",
            "omit map_omits",
            "elsewhere may leave it to the provider",
        ),
        ("strict", "+12025550123", "+12025550142 domestic", "valid"),
        (
            "strict",
            "+12005550123",
            "refuse invalid_number",
            "only possible",
        ),
        (
            "strict",
            "+881612345678",
            "+12025550142 country_default",
            "001 is named",
        ),
        (
            "retail",
            "+120255501234",
            "refuse invalid_number",
            "a digit too many",
        ),
        (
            "retail",
            "+1202555012",
            "refuse invalid_number",
            "a digit too few",
        ),
        (
            "retail",
            "+2101234567",
            "refuse invalid_number",
            "a calling code that is nobody's",
        ),
        ("retail", "", "refuse invalid_number", "nothing"),
        (
            "retail",
            "56767",
            "refuse invalid_number",
            "a short code is no recipient",
        ),
        (
            "retail",
            "RETAIL",
            "refuse invalid_number",
            "a name is no recipient",
        ),
        (
            "retail",
            "+1202555O123",
            "refuse invalid_number",
            "a letter for a digit",
        ),
        (
            "retail",
            "+12025550123 Anna",
            "refuse invalid_number",
            "trailing words",
        ),
    ] {
        assert_eq!(
            world.decide(plan, Message::to(to)),
            expected,
            "{plan} {to}: {why}"
        );
    }
}

#[test]
fn first_contact_with_wishes() {
    let world = World::new();
    let to = |number: &'static str| Message::to(number);
    let india = "+919876543210";
    for (message, expected, why) in [
        (
            to("+447700900123").needs_reply(),
            "+447700900142 domestic",
            "nobody can answer a name",
        ),
        (
            to("+4915123456789").needs_reply(),
            "refuse no_two_way_sender",
            "there is only a name",
        ),
        (
            to(india),
            "56767 domestic",
            "a message that does not say is transactional",
        ),
        (
            to(india).use_case(UseCase::Otp),
            "RTLOTP country_default",
            "a sender for passwords",
        ),
        (
            to(india).needs_reply(),
            "refuse no_two_way_sender",
            "the short code is one-way",
        ),
        (
            to(india).use_case(UseCase::Otp).needs_reply(),
            "refuse no_two_way_sender",
            "for passwords there is only a name",
        ),
        (
            to("+12025550123").sender("+46701740605"),
            "+46701740605 explicit",
            "the caller's, if it is ours",
        ),
        (
            to("+12025550123").sender("46 70 174 06 05"),
            "+46701740605 explicit",
            "in another spelling",
        ),
        (
            to("+12025550123").sender("RETAIL"),
            "RETAIL explicit",
            "a name by its exact text",
        ),
        (
            to("+12025550123").sender("Retail"),
            "refuse not_our_sender",
            "another name",
        ),
        (
            to("+12025550123").sender("+46701740607"),
            "refuse not_our_sender",
            "somebody else's number",
        ),
        (
            to("+12025550123").sender("+37121234567"),
            "refuse no_usable_sender",
            "ours, but off",
        ),
        (
            to("+12025550123").sender("+14165550143"),
            "refuse no_usable_sender",
            "ours, but only for those who wrote to it",
        ),
        (
            to("+12025550123").sender("RETAIL").needs_reply(),
            "refuse no_two_way_sender",
            "a name",
        ),
        (
            to("+5352123456").sender("+12025550142"),
            "refuse country_refused",
            "no caller gets past the stop list",
        ),
        (
            to(india).sender("RTLOTP").use_case(UseCase::Marketing),
            "refuse no_usable_sender",
            "the caller's sender, too, must serve the use case",
        ),
    ] {
        assert_eq!(
            world.decide("retail", message),
            expected,
            "{message:?}: {why}"
        );
    }
}

#[test]
fn replies() {
    let world = World::new();
    for (plan, customer, written_to, expected, why) in [
        (
            "retail",
            "+393123456789",
            "+46701740605",
            "refuse no_domestic_sender",
            "Italy blocks foreign numbers",
        ),
        (
            "retail",
            "+12025550123",
            "+46701740605",
            "+12025550142 domestic",
            "the Swedish-number case",
        ),
        (
            "retail",
            "+12025550123",
            "+12025550142",
            "+12025550142 same_number",
            "wrote to the domestic number",
        ),
        (
            "retail",
            "+447700900123",
            "+46701740605",
            "+447700900142 domestic",
            "a name cannot be answered",
        ),
        (
            "retail",
            "+447781123456",
            "+46701740605",
            "+447700900142 borrowed",
            "over a stand-in",
        ),
        (
            "retail",
            "+447781123456",
            "+447700900142",
            "+447700900142 same_number",
            "wrote to the stand-in",
        ),
        (
            "retail",
            "+14165550199",
            "+14165550143",
            "+14165550143 same_number",
            "replies only, and they wrote to it",
        ),
        (
            "retail",
            "+77012345678",
            "+46701740605",
            "+46701740606 country_default",
            "a foreign number that is listed",
        ),
        (
            "retail",
            "+77012345678",
            "+46701740606",
            "+46701740606 same_number",
            "the same, and they wrote to it",
        ),
        (
            "retail",
            "+2348021234567",
            "+46701740605",
            "omit map_omits",
            "the provider chooses",
        ),
        (
            "retail",
            "+5352123456",
            "+46701740605",
            "refuse country_refused",
            "no message gets past the stop list",
        ),
        (
            "retail",
            "+37121234568",
            "+46701740605",
            "+46701740605 same_number",
            "nobody says that Latvia blocks it",
        ),
        (
            "retail",
            "+43664123456",
            "+46701740605",
            "+46701740605 same_number",
            "Austria is not named, and nobody says that it blocks",
        ),
        (
            "retail",
            "+393123456789",
            "+46701740699",
            "refuse no_domestic_sender",
            "wrote to nobody we know",
        ),
        (
            "retail",
            "+881612345678",
            "+46701740605",
            "+46701740605 same_number",
            "a satellite that wrote to us",
        ),
        (
            "retail",
            "+881612345678",
            "",
            "refuse no_country",
            "a satellite, and we do not know where it wrote",
        ),
        (
            "retail",
            "+4915123456789",
            "RETAIL",
            "refuse no_domestic_sender",
            "a name has no replies",
        ),
        (
            "wide",
            "+43664123456",
            "+46701740605",
            "+46701740605 same_number",
            "before elsewhere",
        ),
        (
            "wide",
            "+393123456789",
            "",
            "+447700900142 elsewhere",
            "the two-way one of elsewhere",
        ),
        (
            "wide",
            "+447700900123",
            "+46701740605",
            "+447700900142 domestic",
            "a domestic number that only elsewhere lists",
        ),
        (
            "same",
            "+61491570006",
            "+46701740605",
            "+46701740605 same_number",
            "same_number comes first",
        ),
        (
            "same",
            "+12025550123",
            "+46701740605",
            "+12025550142 domestic",
            "but the United States block it",
        ),
        (
            "only",
            "+393123456789",
            "+46701740605",
            "refuse no_domestic_sender",
            "domestic_only knows neither",
        ),
        (
            "only",
            "+12025550123",
            "+46701740605",
            "+12025550142 domestic",
            "there is a domestic one",
        ),
        (
            "quiet",
            "+393123456789",
            "",
            "omit map_omits",
            "elsewhere may leave it to the provider",
        ),
    ] {
        let message = Message::reply_to(customer).written_to(written_to);
        assert_eq!(
            world.decide(plan, message),
            expected,
            "{plan} {customer} wrote to {written_to}: {why}"
        );
    }
}

#[test]
fn what_is_remembered() {
    let world = World::new();
    let wrote = |to: &str, age| Memory::default().received(Some(sender(to)), age);
    let sent = |from: &str, age| Memory::default().sent(sender(from), age);
    for (plan, to, memory, expected, why) in [
        (
            "retail",
            "+12025550123",
            wrote("+46701740605", HOUR),
            "+12025550142 domestic",
            "a reply, so domestic",
        ),
        (
            "retail",
            "+46701740699",
            wrote("+46701740605", HOUR),
            "+46701740605 same_number",
            "a reply",
        ),
        (
            "retail",
            "+393123456789",
            wrote("+46701740605", LONG_AGO),
            "refuse not_listed",
            "forgotten: a first contact",
        ),
        (
            "retail",
            "+14165550199",
            wrote("+14165550143", HOUR),
            "+14165550143 same_number",
            "replies only",
        ),
        (
            "retail",
            "+14165550199",
            Memory::default()
                .received(None, HOUR)
                .sent(sender("+14165550143"), HOUR),
            "+14165550143 sticky",
            "wrote, we do not know where; had this one before",
        ),
        (
            "retail",
            "+14165550199",
            Memory::default()
                .received(None, HOUR)
                .sent(sender("+447700900142"), HOUR),
            "+14165550142 domestic",
            "the domestic rule binds what is remembered",
        ),
        (
            "wide",
            "+393123456789",
            sent("+447700900142", HOUR),
            "+447700900142 sticky",
            "keeps the sender it had",
        ),
        (
            "wide",
            "+393123456789",
            sent("+447700900142", LONG_AGO),
            "RETAIL elsewhere",
            "too long ago",
        ),
        (
            "wide",
            "+393123456789",
            sent("+46701740605", HOUR),
            "RETAIL elsewhere",
            "not among those for Italy",
        ),
        (
            "wide",
            "+393123456789",
            sent("+46701740699", HOUR),
            "RETAIL elsewhere",
            "left the map",
        ),
        (
            "strict",
            "+12025550123",
            sent("+46701740605", HOUR),
            "+12025550142 domestic",
            "not sticky",
        ),
    ] {
        let message = Message::to(to).remembered(memory);
        let decided = world.decide(plan, message);
        // Which of the two Canadian numbers is the pool's business.
        let decided = decided.replace("+16045550142", "+14165550142");
        assert_eq!(decided, expected, "{plan} {to}: {why}");
    }
}

#[test]
fn a_pool_shares_and_each_recipient_keeps_its_member() {
    let world = World::new();
    let plan = world.plan("retail");
    let mut shares = [0; 2];
    for line in 100..200 {
        let number = format!("+1416555{:04}", 100 + line);
        let decision = world.router.route(plan, &number);
        assert_eq!(decision, world.router.route(plan, &number));
        match decision.sender().unwrap().as_str() {
            "+14165550142" => shares[0] += 1,
            "+16045550142" => shares[1] += 1,
            other => panic!("{other} is not in the pool"),
        }
    }
    assert!(shares[0] > 30 && shares[1] > 30, "{shares:?}");
}

#[test]
fn warnings_say_what_may_become_of_the_message() {
    let world = World::new();
    let to = |number: &'static str| Message::to(number);
    for (message, expected) in [
        (to("+12025550123"), ""),
        (to("+12025550123").sender("+46701740605"), "foreign_blocked"),
        (to("+14165550199").sender("+12025550142"), ""),
        (to("+77012345678"), "foreign_overwritten"),
        (to("+43664123456").sender("+12025550142"), "foreign_unknown"),
        (
            to("+919876543210").use_case(UseCase::Otp),
            "alphanumeric_needs_registration",
        ),
        (
            to("+12025550123").sender("RETAIL"),
            "alphanumeric_not_supported",
        ),
        (to("+447700900123"), ""),
        (
            to("+5491123456789").sender("+12025550142"),
            "foreign_overwritten",
        ),
        (
            Message::reply_to("+5491123456789").written_to("+46701740605"),
            "foreign_overwritten",
        ),
    ] {
        let decision = world.router.decide(world.plan("retail"), &message);
        let words: Vec<&str> = decision
            .warnings()
            .iter()
            .map(|warning| warning.as_str())
            .collect();
        assert_eq!(words.join(" "), expected, "{message:?}");
    }
}

#[test]
fn a_decision_is_small_and_shared_freely() {
    fn shared<T: Send + Sync + Clone + 'static>() {}
    fn copied<T: Copy + Send + Sync + 'static>() {}
    shared::<Router>();
    copied::<Decision>();
    copied::<PlanId>();
    assert!(size_of::<Decision>() <= 64, "{}", size_of::<Decision>());
    assert_eq!(size_of::<Option<originator::Number>>(), 8);
    assert_eq!(size_of::<Option<originator::Region>>(), 1);
}

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
