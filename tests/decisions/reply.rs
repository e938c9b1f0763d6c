//! The answer to a customer.

use std::time::Duration;

use originator::{Memory, Message};

use super::{World, sender};

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
            "+393123456789",
            "38099",
            "38099 same_number",
            "not a short code: that the customer could write to it proves that it works",
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
fn what_was_written_to_is_read_without_the_space_around_it() {
    let world = World::new();
    for (customer, written_to, expected, why) in [
        ("+33639981234", "38099", "38099 same_number", "a short code"),
        ("+33639981234", " 38099 ", "38099 same_number", "spaces"),
        (
            "+33639981234",
            "38099\r\n",
            "38099 same_number",
            "a line end",
        ),
        (
            "+33639981234",
            "\u{a0}38099\t",
            "38099 same_number",
            "any white space",
        ),
        (
            "+33639981234",
            "380 99",
            "38099 domestic",
            "a space inside is another code's",
        ),
        (
            "+46701740699",
            " +46701740605\n",
            "+46701740605 same_number",
            "a number",
        ),
    ] {
        let decided = world.decide("retail", Message::reply_to(customer).written_to(written_to));
        assert_eq!(decided, expected, "{written_to:?}: {why}");
    }
}

#[test]
fn nothing_that_was_written_to_is_nobody_knows_what() {
    let world = World::new();
    let wrote =
        Memory::default().with_received(Some(sender("+46701740605")), Duration::from_secs(60));
    for written_to in ["", " ", "\r\n"] {
        let answer = Message::reply_to("+46701740699").written_to(written_to);
        let decided = world.decide("retail", answer.remembered(wrote));
        assert_eq!(decided, "+46701740605 same_number", "{written_to:?}");
    }
    let answer = Message::reply_to("+46701740699").written_to("NOBODY");
    assert_eq!(
        world.decide("retail", answer.remembered(wrote)),
        "+46701740605 domestic",
        "what is said goes before what is remembered"
    );
}
