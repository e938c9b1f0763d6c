//! How a plan and a question say what numbers are, of recipients and of senders.

use originator::{BareDigits, Message, Router};

use super::short;

/// The decision in short, and its warnings.
fn decide(map: &str, message: &Message<'_>) -> String {
    let router = Router::from_yaml("reading", map).unwrap_or_else(|errors| panic!("{errors}"));
    let decision = router.decide(router.default_plan().unwrap(), message);
    let mut shown = short(&decision);
    for warning in decision.warnings().iter() {
        shown += &format!(" {warning}");
    }
    shown
}

fn national(region: &str) -> BareDigits {
    BareDigits::National(region.parse().unwrap())
}

#[test]
fn the_question_says_what_bare_digits_are_else_the_plan() {
    let originators =
        "originators: { SE: \"+46701740605\", NZ: \"+6421123456\", US: \"+12025550142\" }";
    for (settings, asked, to, expected, why) in [
        (
            "",
            None,
            "46701740699",
            "refuse invalid_number",
            "nobody says what they are",
        ),
        (
            "",
            Some(BareDigits::International),
            "46701740699",
            "+46701740605 domestic",
            "the question",
        ),
        (
            "bare_digits: international",
            None,
            "46701740699",
            "+46701740605 domestic",
            "the plan",
        ),
        (
            "bare_digits: international",
            Some(BareDigits::Refuse),
            "46701740699",
            "refuse invalid_number",
            "the question beats the plan",
        ),
        (
            "default_region: SE",
            None,
            "0701740699",
            "+46701740605 domestic",
            "the plan's region",
        ),
        (
            "default_region: SE",
            Some(BareDigits::Refuse),
            "0701740699",
            "refuse invalid_number",
            "the question beats the region",
        ),
        (
            "default_region: SE",
            Some(BareDigits::International),
            "0701740699",
            "refuse invalid_number",
            "a leading 0",
        ),
        (
            "default_region: SE",
            Some(BareDigits::International),
            "12025550123",
            "+12025550142 domestic",
            "not Swedish to a provider",
        ),
        (
            "default_region: SE",
            Some(national("US")),
            "2025550123",
            "+12025550142 domestic",
            "the question's region",
        ),
        (
            "default_region: SE\nbare_digits: international",
            None,
            "0701740699",
            "+46701740605 domestic",
            "the region goes first",
        ),
        (
            "bare_digits: international\ndefault_region: SE",
            None,
            "0701740699",
            "+46701740605 domestic",
            "in whatever order",
        ),
        (
            "bare_digits: refuse",
            None,
            "46701740699",
            "refuse invalid_number",
            "as without it",
        ),
        (
            "",
            None,
            "0046701740699",
            "+46701740605 domestic",
            "00 is a +",
        ),
    ] {
        let mut message = Message::to(to);
        if let Some(bare_digits) = asked {
            message = message.bare_digits(bare_digits);
        }
        let map = format!("{originators}\n{settings}\n");
        assert_eq!(
            decide(&map, &message),
            expected,
            "{settings} {asked:?} {to}: {why}"
        );
    }
}

#[test]
fn ambiguous_numbers_are_warned_of_or_refused() {
    let map = |settings: &str| {
        format!("originators: {{ DE: \"+4915112345678\" }}\ndefault_region: DE\n{settings}\n")
    };
    for (settings, to, expected, why) in [
        (
            "",
            "4915112345678",
            "+4915112345678 domestic ambiguous_number",
            "a German mobile without its +",
        ),
        (
            "refuse_ambiguous: true",
            "4915112345678",
            "refuse invalid_number ambiguous_number",
            "refused, and warned of",
        ),
        (
            "refuse_ambiguous: true",
            "+4915112345679",
            "+4915112345678 domestic",
            "with its +",
        ),
        (
            "refuse_ambiguous: true",
            "015112345679",
            "+4915112345678 domestic",
            "as it is dialled",
        ),
        (
            "refuse_ambiguous: false",
            "4915112345678",
            "+4915112345678 domestic ambiguous_number",
            "the default",
        ),
    ] {
        assert_eq!(
            decide(&map(settings), &Message::to(to)),
            expected,
            "{settings} {to}: {why}"
        );
    }
    let router = Router::from_yaml("map", &map("refuse_ambiguous: true")).unwrap();
    let message = Message::to("14155550123");
    assert_eq!(
        router
            .explain(router.default_plan().unwrap(), &message)
            .to_string(),
        "+4914155550123 is a number in Germany, in a range that is not assigned.\n\
         It was read from \"14155550123\" as a number of the default region, but with a `+` the same digits are another valid number.\n\
         Do not send: the plan refuses ambiguous numbers (invalid_number).\n"
    );
}

const CITIES: &str = "\
originators:
  US: { pool: [\"+14155550144\", \"+12125550145\", \"+13125550146\"] }
  SE: [\"+46701740605\", { sender: \"+46701740606\", state: replies_only }]
  FR: \"38099\"
";

/// What was written to is read as the recipient is, so that the reply leaves from it.
#[test]
fn what_was_written_to_is_read_as_people_write_it() {
    for (settings, customer, written_to, expected, why) in [
        (
            "default_region: US",
            "+14155550123",
            "4155550144",
            "+14155550144 same_number",
            "ten digits",
        ),
        (
            "default_region: US",
            "+12125550123",
            "(415) 555-0144",
            "+14155550144 same_number",
            "punctuated",
        ),
        (
            "default_region: US",
            "+13125550123",
            "4155550144.0",
            "+14155550144 same_number",
            "as a float",
        ),
        (
            "default_region: US",
            "+13125550123",
            "14155550144",
            "+14155550144 same_number",
            "without its +",
        ),
        (
            "default_region: SE",
            "+46701740699",
            "070-174 06 06",
            "+46701740606 same_number",
            "in Sweden",
        ),
        (
            "default_region: SE",
            "+46701740699",
            "46701740606",
            "+46701740606 same_number",
            "international without its +",
        ),
        (
            "default_region: SE",
            "+13125550123",
            "14155550144",
            "+14155550144 same_number",
            "the same of another country",
        ),
        (
            "",
            "+46701740699",
            "46701740606",
            "+46701740606 same_number",
            "also without a region",
        ),
        (
            "",
            "+46701740699",
            "tel:+46-70-174-06-06",
            "+46701740606 same_number",
            "as an address",
        ),
        (
            "",
            "+46701740699",
            "070-174 06 06",
            "+46701740605 domestic not_our_number",
            "nobody knows of which country",
        ),
        (
            "",
            "+46701740699",
            "+46701740607",
            "+46701740605 domestic not_our_number",
            "not the plan's",
        ),
        (
            "",
            "+46701740699",
            "38099.0",
            "+46701740605 domestic",
            "a short code as a float",
        ),
        (
            "",
            "+46701740699",
            "",
            "+46701740605 domestic",
            "an empty cell says nothing",
        ),
    ] {
        let map = format!("{CITIES}{settings}\n");
        let message = Message::reply_to(customer).written_to(written_to);
        assert_eq!(
            decide(&map, &message),
            expected,
            "{settings} {written_to:?}: {why}"
        );
    }
    let unread = Message::reply_to("nobody").written_to("+46701740607");
    assert_eq!(
        decide(CITIES, &unread),
        "refuse invalid_number",
        "what was written to is not looked at before the customer is known"
    );
    let first = Message::to("+46701740699").written_to("+46701740607");
    assert_eq!(
        decide(CITIES, &first),
        "+46701740605 domestic",
        "a first message answers nobody"
    );
}

#[test]
fn the_sender_that_the_caller_names_is_read_as_people_write_it() {
    for (settings, sender, expected, why) in [
        (
            "default_region: US",
            "(415) 555-0144",
            "+14155550144 explicit",
            "punctuated",
        ),
        (
            "default_region: US",
            "4155550144",
            "+14155550144 explicit",
            "ten digits",
        ),
        (
            "default_region: US",
            "14155550144",
            "+14155550144 explicit",
            "eleven",
        ),
        (
            "default_region: SE",
            "070-174 06 05",
            "+46701740605 explicit foreign_blocked",
            "in Sweden",
        ),
        (
            "",
            "14155550144",
            "+14155550144 explicit",
            "international without its +",
        ),
        (
            "",
            "4155550144",
            "refuse not_our_sender",
            "nobody knows of which country",
        ),
    ] {
        let map = format!("{CITIES}{settings}\n");
        let message = Message::to("+13125550123").sender(sender);
        assert_eq!(
            decide(&map, &message),
            expected,
            "{settings} {sender}: {why}"
        );
    }
}

#[test]
fn short_codes_abroad_are_warned_of_by_their_own_rule() {
    let map = "\
originators: { US: \"56767\", SE: \"+46701740605\" }
borrow: { PR: [US], CA: [US] }
elsewhere: \"56767\"
";
    for (to, expected, why) in [
        ("+12025550123", "56767 domestic", "at home"),
        (
            "+14165550123",
            "56767 borrowed short_code_abroad",
            "lent to Canada",
        ),
        (
            "+61491570156",
            "56767 elsewhere short_code_abroad",
            "Australia, by `elsewhere`",
        ),
        (
            "+17875550123",
            "56767 borrowed short_code_abroad",
            "lent to Puerto Rico",
        ),
    ] {
        assert_eq!(decide(map, &Message::to(to)), expected, "{to}: {why}");
    }
}

#[test]
fn an_explanation_says_what_digits_without_a_plus_need() {
    let router = Router::from_yaml("map", CITIES).unwrap();
    let plan = router.default_plan().unwrap();
    let explain = |text| router.explain(plan, &Message::to(text)).to_string();
    assert_eq!(
        explain("46701740699"),
        "\"46701740699\" has digits without a `+`, which the plan does not read: write the `+`, or set \
         `bare_digits: international` or a `default_region` in the plan.\n\
         Do not send: the recipient is not a number that a message can be sent to (invalid_number).\n"
    );
    assert_eq!(
        explain("46701740699;46701740698"),
        "\"46701740699;46701740698\" cannot be read as exactly one telephone number.\n\
         Do not send: the recipient is not a number that a message can be sent to (invalid_number).\n"
    );
}
