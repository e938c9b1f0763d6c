//! Maps that are right, and what they decide.

use originator::{Message, Outcome, Router, UseCase};

/// The sender, `omit` or the reason of a refusal.
fn routed(router: &Router, plan: &str, message: &Message<'_>) -> String {
    let decision = router.decide(router.plan(plan).unwrap(), message);
    match decision.outcome() {
        Outcome::Use(sender) => sender.to_string(),
        Outcome::Omit => "omit".to_owned(),
        Outcome::Refuse => decision.reason().as_str().to_owned(),
    }
}

fn router(map: &str) -> Router {
    Router::from_yaml("map.yaml", map).unwrap_or_else(|errors| panic!("{errors}"))
}

#[test]
fn every_scalar_is_text_as_written() {
    let recipient_and_scalar = [
        ("+12025550123", "US", "1e5"),
        ("+14165550123", "CA", "0x1F"),
        ("+46701740605", "SE", "001"),
        ("+447700900123", "GB", "0123"),
        ("+4915112345678", "DE", "y"),
        ("+33612345678", "FR", "1e5"),
        ("+34612345678", "ES", ".inf"),
        ("+351912345678", "PT", "0o17"),
        ("+393123456789", "IT", "DK"),
        ("+4790123456", "NO", "+46701740605"),
        ("+881612345678", "001", "RETAIL"),
        ("+4512345678", "DK", "{ sender: NO }"),
        ("+358401234567", "FI", "{ sender: 'true' }"),
        ("+4312345678", "AT", "{ sender: on }"),
    ];
    let mut map = "originators:\n".to_owned();
    for (_, region, scalar) in recipient_and_scalar {
        map += &format!("  {region}: {scalar}\n");
    }
    let router = router(&map);
    for (recipient, region, scalar) in recipient_and_scalar {
        let sender = routed(&router, "default", &Message::to(recipient));
        let scalar = scalar
            .trim_start_matches("{ sender: ")
            .trim_end_matches(" }");
        assert_eq!(sender, scalar.trim_matches(['"', '\'']), "{region}");
    }
}

#[test]
fn a_merged_mapping_gives_way_to_what_stands_beside_it() {
    let router = router(
        "\
service_plans:
  a: &a { originators: { US: FIRST } }
  b: &b { originators: { SE: SECOND }, elsewhere: omit }
  both: { <<: [*a, *b] }
  reversed: { <<: [*b, *a] }
  own: { <<: [*a, *b], originators: { GB: OWN } }
  after: { originators: { GB: OWN }, <<: *b, elsewhere: THIRD }
  <<: { merged: *a, a: *b }
",
    );
    for (plan, recipient, sender, why) in [
        (
            "both",
            "+12025550123",
            "FIRST",
            "the first that merges a key has it",
        ),
        (
            "both",
            "+447700900123",
            "omit",
            "what the first has not comes from the second",
        ),
        ("reversed", "+46701740605", "SECOND", "the other way round"),
        (
            "reversed",
            "+12025550123",
            "omit",
            "no key is merged within",
        ),
        (
            "own",
            "+447700900123",
            "OWN",
            "its own key before any merged",
        ),
        (
            "own",
            "+12025550123",
            "omit",
            "of the merged only what it lacks",
        ),
        ("after", "+46701740605", "THIRD", "wherever `<<` stands"),
        ("merged", "+12025550123", "FIRST", "plans may be merged"),
        ("a", "+12025550123", "FIRST", "and give way, too"),
    ] {
        assert_eq!(
            routed(&router, plan, &Message::to(recipient)),
            sender,
            "{why}"
        );
    }
}

#[test]
fn terms_reach_the_decision() {
    let router = router(
        "\
originators:
  IN: [{ sender: RTLOTP, for: [otp] }, { sender: '56767', for: [marketing, transactional], two_way: false }]
  US: [{ sender: '+12025550142', state: off }, { sender: '+13125550123', state: replies_only }, '56768']
  NG: omit
  CU: refuse
",
    );
    let india = || Message::to("+919812345678");
    let otp = india().use_case(UseCase::Otp);
    assert_eq!(routed(&router, "default", &otp), "RTLOTP");
    assert_eq!(routed(&router, "default", &india()), "56767");
    assert_eq!(
        routed(&router, "default", &india().needs_reply()),
        "no_two_way_sender"
    );
    assert_eq!(
        routed(&router, "default", &Message::to("+12025550123")),
        "56768"
    );
    assert_eq!(
        routed(&router, "default", &Message::to("+2348031234567")),
        "omit"
    );
    assert_eq!(
        routed(&router, "default", &Message::to("+5351234567")),
        "country_refused"
    );
}

#[test]
fn the_same_map_however_its_text_is_written() {
    let plain = "originators:\n  US: \"+12025550142\"\n  SE: RETAIL\n";
    for (text, why) in [
        (plain.to_owned(), "as it is"),
        (plain.replace('\n', "\r\n"), "line ends of another system"),
        (format!("\u{feff}{plain}"), "a byte order mark"),
        (format!("# a comment\n\n---\n{plain}...\n# another\n"), "a document with its ends"),
        (plain.trim_end().to_owned(), "no line end at the end"),
        ("{\"originators\": {\"US\": \"+12025550142\", \"SE\": \"RETAIL\"}}".to_owned(), "JSON"),
        (
            "{\n\t\"originators\": {\n\t\t\"US\": \"+12025550142\",\n\t\t\"SE\": \"RETAIL\"\n\t}\n}\n".to_owned(),
            "JSON with tabs",
        ),
        ("{originators: {US: +12025550142, SE: RETAIL}}".to_owned(), "in one line"),
        ("originators:\n  US: >-\n    +12025550142\n  SE: |-\n    RETAIL\n".to_owned(), "blocks"),
        ("originators:\n  US: \"\\x2b12025550142\"\n  \"S\\u0045\": RETAIL\n".to_owned(), "escapes"),
    ] {
        let router = Router::from_yaml("map.yaml", &text).unwrap_or_else(|errors| panic!("{why}\n{errors}"));
        assert_eq!(routed(&router, "default", &Message::to("+12025550123")), "+12025550142", "{why}");
        assert_eq!(routed(&router, "default", &Message::to("+46701740605")), "RETAIL", "{why}");
    }
}
