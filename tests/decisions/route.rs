//! First contact.

use originator::{Message, Router, UseCase};

use super::{World, short};

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
            "Guernsey may use the United Kingdom's",
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
            to("+12025550123").sender(" RETAIL\r\n"),
            "RETAIL explicit",
            "but for the space around it",
        ),
        (
            to("+12025550123").sender("RE TAIL"),
            "refuse not_our_sender",
            "a space inside makes another name",
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
fn why_there_is_none() {
    let world = World::new();
    for (to, expected, why) in [
        (
            "+12025550123",
            "refuse no_usable_sender",
            "elsewhere is not for a country that is named, and says nothing of why",
        ),
        (
            "+393123456789",
            "refuse no_two_way_sender",
            "elsewhere would do if no answer were wanted",
        ),
    ] {
        let message = Message::to(to).needs_reply();
        assert_eq!(world.decide("names", message), expected, "{to}: {why}");
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
fn names_that_differ_by_the_space_around_them_are_told_apart() {
    let map = "originators: { GB: \" B\", DE: B, SE: \"C \" }";
    let router = Router::from_yaml("names", map).unwrap();
    let plan = router.default_plan().unwrap();
    for (wanted, expected) in [
        (" B", " B explicit"),
        ("B", "B explicit"),
        ("B ", "B explicit"),
        ("  B", "B explicit"),
        ("C ", "C  explicit"),
        ("C", "refuse not_our_sender"),
    ] {
        let decision = router.decide(plan, &Message::to("+447700900123").sender(wanted));
        assert_eq!(short(&decision), expected, "{wanted:?}");
    }
}
