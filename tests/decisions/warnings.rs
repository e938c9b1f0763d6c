//! What may surprise about a decision.

use originator::{Message, UseCase};

use super::World;

#[test]
fn warnings_say_what_may_become_of_the_message() {
    let world = World::new();
    let to = |number: &'static str| Message::to(number);
    for (message, expected) in [
        (to("+12025550123"), ""),
        (to("+12025550123").sender("+46701740605"), "foreign_blocked"),
        (to("+14165550199").sender("+12025550142"), ""),
        (to("+393123456789").sender("38099"), "short_code_abroad"),
        (to("+33612345678"), ""),
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
